//! What people do with kaijiang, one file for each. Read me first.
//!
//! This crate alone asks for permission, opens a transaction and appends to the history. Every command has the same
//! five beats: permit, load, decide, save, commit with its entry. Every public command takes the actor second.
//! It must not define a figure or a rule (`domain`), hold SQL (`store`), or word a sentence for people (`i18n`).

pub mod accounts;
pub mod activation;
mod actor;
pub mod adopt_plan;
mod adopt_rules;
mod app;
mod appoint;
pub mod approve_late;
pub mod calendar_feed;
mod change_person;
mod change_plan;
mod check_lecture;
pub mod convert_document;
pub mod correct_lecture;
pub mod delivery;
pub mod demo;
mod demo_doors;
pub mod draft_plan;
mod draw_up_plan;
pub mod enter_for_others;
mod erase_person;
mod erased;
mod errand;
mod excuse;
mod explain;
pub mod explain_bulletin;
mod export_ledger;
mod failure;
pub mod fill_table;
mod find_organisation;
mod find_person;
pub mod handover;
pub mod health;
pub mod import;
pub mod import_page;
pub mod issue_slips;
pub mod json;
mod keep;
mod keyed;
mod known;
mod lecture_rows;
mod look_up;
mod make_demo;
pub mod materials;
mod my_data;
mod note_view;
pub mod notice_page;
pub mod originality;
pub mod own_account;
pub mod packs;
pub mod paper_fonts;
pub mod passwords;
pub mod paste_plan;
mod place;
mod plans;
pub mod print_activation_slips;
pub mod print_binder;
pub mod print_handover;
pub mod print_implementation;
pub mod print_news;
pub mod print_notice;
pub mod print_papers;
pub mod print_reminder;
pub mod print_responsibilities;
pub mod print_schedule;
mod programme;
mod propose_plan;
pub mod publish_bulletin;
pub mod read_document;
mod reckoned;
pub mod record_lecture;
pub mod remind;
mod replayed;
mod report;
pub mod returns;
pub mod scheduler;
pub mod see_account;
pub mod see_accounts;
pub mod see_branch;
pub mod see_bulletin;
pub mod see_due_notices;
mod see_figure;
mod see_forecast;
mod see_history;
mod see_inbox;
mod see_lecture;
mod see_ledger;
mod see_organisation;
mod see_people;
mod see_person;
mod see_plan;
mod see_plan_item;
mod see_reminder;
mod see_standing;
pub mod sessions;
pub mod sign_in;
mod snapshot;

pub mod summarise;
pub mod table_page;
mod text_workbook;
pub mod totp;
pub mod tries;
mod twice_on_record;
mod uploads;
mod verify_audit;

pub use actor::Actor;
pub use adopt_rules::{AdoptRules, adopt_rules};
pub use app::{App, Clock, Settings};
pub use appoint::{Appoint, AppointPerson, PairVillage, Succession, appoint, appoint_person, pair_village};
pub use change_person::{
    AddMember, CorrectPerson, EndMembership, EndPost, Leaving, MoveMember, add_member, correct_person,
    end_membership, end_post_of, move_member,
};
pub use change_plan::{DropPlanItem, PlanVersion, drop_plan_item, plan_versions};
pub use check_lecture::{
    CancelLecture, LecturesVerified, SendBackLecture, VerifyLectures, cancel_lecture, send_back_lecture,
    verify_lectures,
};
pub use demo_doors::{DemoDoor, demo_doors};
pub use draw_up_plan::{DrawnUp, KnownItem, PlanEntry, draw_up_plan};
pub use erase_person::{ErasePerson, erase_person};
pub use errand::Stage;
pub use excuse::{ExcusalsSeen, Excuse, RevokeExcusal, excuse, revoke_excusal, see_excusals};
pub use explain::{Explain, Explained, explain};
pub use export_ledger::{ExportLedger, LedgerFile, export_ledger};
pub use failure::{AccountRefusal, Failure, Refusal, bad_text, refusal_advice, refusal_text};
pub use find_organisation::find_organisation;
pub use find_person::{FindPerson, FoundPerson, find_person};
pub use keep::{back_up, check_backup, move_to, restore};
pub use look_up::{
    LookUpExplanation, LookUpStatus, LookedAt, OrganisationsSeen, look_up_explanation, look_up_organisations,
    look_up_status,
};
pub use make_demo::make_demo;
pub use my_data::{HELD, HeldField, LookSeen, MyData, YearHeard, kept_for, my_data, take_my_data};
pub use note_view::Look;
pub use place::{Thing, permit_thing};
pub use plans::{PlanState, quarter};
pub use programme::{Programme, programme};
pub use propose_plan::{Proposal, Proposals, kinds_for, opening_for};
pub use see_figure::{FigureSeen, SeeFigure, see_figure};
pub use see_forecast::{ForecastSeen, LateGroup, SeeForecast, see_forecast};
pub use see_history::{
    ACTIONS, DETAILS, EntryLine, EntrySeen, FieldSeen, HistorySeen, RowSeen, SeeHistory, Shown, Who,
    columns_shown, see_entry, see_history, tables_shown,
};
pub use see_inbox::{InboxSeen, see_inbox};
pub use see_lecture::{
    Attendee, Deed, Doer, DutySeen, LectureSeen, LectureVersion, SeenMaterial, VersionField, name_attendees,
    see_lecture,
};
pub use see_ledger::{
    Came, Found, LedgerFilter, LedgerSeen, LedgerSums, PAGE, Part, SeeLedger, Sort, SortBy, find_in_ledger,
    see_ledger,
};
pub use see_organisation::{
    FoundOrganisations, Holder, OrganisationSeen, Way, find_organisations, see_organisation,
};
pub use see_people::{PeopleSeen, PeopleTaken, PersonLine, SeePeople, see_people, take_people};
pub use see_person::{PersonRights, PersonSeen, SeePerson, see_person};
pub use see_plan::{Filled, PlanSeen, PlanSlot, SeePlan, SeenItem, see_plan};
pub use see_plan_item::{Changer, PlanItemSeen, see_plan_item};
pub use see_reminder::{GroupText, ReminderSeen, SeeReminder, see_reminder, see_runs};
pub use see_standing::{SeeStanding, StandingLine, StandingSeen, see_standing};
pub use snapshot::{Ask, Snapshot, snapshot};
pub use store::{Entropy, FirstBad, KeyTrust, StoreError, Why};
pub use text_workbook::{TextSheet, text_workbook};
pub use verify_audit::{
    Checked, VerificationSeen, VerifyStage, begin_verification, export_audit, history_archive,
    see_verification, take_history, verify_audit,
};
