//! What people do with kaijiang, one file for each. Read me first.
//!
//! This crate alone asks for permission, opens a transaction and appends to the history. Every command has the same
//! five beats: permit, load, decide, save, commit with its entry. Every public command takes the actor second.
//! It must not define a figure or a rule (`domain`), hold SQL (`store`), or word a sentence for people (`i18n`).

pub mod accounts;
pub mod activation;
mod actor;
mod adopt_rules;
mod app;
mod appoint;
mod change_person;
pub mod demo;
mod demo_doors;
mod erase_person;
mod erased;
mod errand;
mod excuse;
mod failure;
mod find_organisation;
mod find_person;
pub mod import;
pub mod import_page;
mod keep;
mod keyed;
mod known;
mod make_demo;
mod my_data;
mod note_view;
pub mod packs;
mod place;
mod programme;
mod see_history;
mod see_people;
mod see_person;
mod see_standing;
pub mod sessions;
mod snapshot;
mod text_workbook;
mod verify_audit;

pub use actor::Actor;
pub use adopt_rules::{AdoptRules, adopt_rules};
pub use app::{App, Clock, Settings};
pub use appoint::{Appoint, AppointPerson, PairVillage, Succession, appoint, appoint_person, pair_village};
pub use change_person::{
    AddMember, CorrectPerson, EndMembership, EndPost, Leaving, MoveMember, add_member, correct_person,
    end_membership, end_post_of, move_member,
};
pub use demo_doors::{DemoDoor, demo_doors};
pub use erase_person::{ErasePerson, erase_person};
pub use errand::Stage;
pub use excuse::{ExcusalsSeen, Excuse, RevokeExcusal, excuse, revoke_excusal, see_excusals};
pub use failure::{Failure, Refusal, bad_text, refusal_text};
pub use find_organisation::find_organisation;
pub use find_person::{FindPerson, FoundPerson, find_person};
pub use keep::{back_up, check_backup, move_to, restore};
pub use make_demo::make_demo;
pub use my_data::{HELD, HeldField, LookSeen, MyData, YearHeard, kept_for, my_data, take_my_data};
pub use note_view::Look;
pub use place::{Thing, permit_thing};
pub use programme::{Programme, programme};
pub use see_history::{
    ACTIONS, EntryLine, EntrySeen, FieldSeen, HistorySeen, RowSeen, SeeHistory, Shown, Who, columns_shown,
    see_entry, see_history, tables_shown,
};
pub use see_people::{PeopleSeen, PeopleTaken, PersonLine, SeePeople, see_people, take_people};
pub use see_person::{PersonRights, PersonSeen, SeePerson, see_person};
pub use see_standing::{SeeStanding, StandingSeen, see_standing};
pub use snapshot::{Ask, Snapshot, snapshot};
pub use store::{Entropy, FirstBad, KeyTrust, StoreError, Why};
pub use text_workbook::{TextSheet, text_workbook};
pub use verify_audit::{
    Checked, VerificationSeen, VerifyStage, begin_verification, export_audit, history_archive,
    see_verification, take_history, verify_audit,
};
