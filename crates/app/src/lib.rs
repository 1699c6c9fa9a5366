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
pub mod demo;
mod demo_doors;
mod erase_person;
mod failure;
mod find_person;
pub mod handover;
pub mod health;
pub mod import;
pub mod issue_slips;
mod keep;
mod keyed;
mod known;
mod make_demo;
pub mod own_account;
pub mod packs;
pub mod passwords;
mod place;
mod programme;
pub mod see_account;
pub mod see_accounts;
mod see_standing;
pub mod sessions;
pub mod sign_in;
mod snapshot;
pub mod totp;
pub mod tries;
mod verify_audit;

pub use actor::Actor;
pub use adopt_rules::{AdoptRules, adopt_rules};
pub use app::{App, Clock, Settings};
pub use appoint::{Appoint, PairVillage, appoint, pair_village};
pub use demo_doors::{DemoDoor, demo_doors};
pub use erase_person::{ErasePerson, erase_person};
pub use failure::{AccountRefusal, Failure, Refusal, bad_text, refusal_text};
pub use find_person::{FindPerson, FoundPerson, find_person};
pub use keep::{back_up, check_backup, move_to, restore};
pub use make_demo::make_demo;
pub use place::{Thing, permit_thing};
pub use programme::{Programme, programme};
pub use see_standing::{SeeStanding, StandingSeen, see_standing};
pub use snapshot::{Ask, Snapshot, snapshot};
pub use store::{Entropy, FirstBad, KeyTrust, StoreError, Why};
pub use verify_audit::{export_audit, verify_audit};
