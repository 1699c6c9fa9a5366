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
mod check_lecture;
pub mod correct_lecture;
pub mod demo;
mod demo_doors;
pub mod enter_for_others;
pub mod calendar_feed;
mod change_plan;
pub mod demo;
mod demo_doors;
mod draw_up_plan;
mod erase_person;
mod explain;
mod export_ledger;
mod failure;
mod find_person;
pub mod handover;
pub mod import;
pub mod issue_slips;
pub mod json;
mod keep;
mod keyed;
mod known;
mod look_up;
mod make_demo;
pub mod own_account;
mod lecture_rows;
mod make_demo;
pub mod materials;
pub mod packs;
pub mod passwords;
mod place;
mod plans;
mod programme;
mod reckoned;
mod see_figure;
mod see_forecast;
mod see_organisation;
pub mod see_accounts;
mod see_lecture;
mod see_ledger;
pub mod record_lecture;
pub mod see_branch;
mod propose_plan;
mod see_plan;
mod see_plan_item;
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
pub use check_lecture::{
    CancelLecture, LecturesVerified, SendBackLecture, VerifyLectures, cancel_lecture, send_back_lecture,
    verify_lectures,
};
pub use change_plan::{DropPlanItem, PlanVersion, drop_plan_item, plan_versions};
pub use demo_doors::{DemoDoor, demo_doors};
pub use draw_up_plan::{DrawnUp, KnownItem, PlanEntry, draw_up_plan};
pub use erase_person::{ErasePerson, erase_person};
pub use explain::{Explain, Explained, explain};
pub use failure::{Failure, Refusal, bad_text, refusal_text};
pub use export_ledger::{ExportLedger, LedgerFile, export_ledger};
pub use failure::{Failure, Refusal, bad_text, refusal_advice, refusal_text};
pub use find_person::{FindPerson, FoundPerson, find_person};
pub use keep::{back_up, check_backup, move_to, restore};
pub use look_up::{
    LookUpExplanation, LookUpStatus, LookedAt, OrganisationsSeen, look_up_explanation, look_up_organisations,
    look_up_status,
};
pub use make_demo::make_demo;
pub use place::{Thing, permit_thing};
pub use plans::{PlanState, quarter};
pub use programme::{Programme, programme};
pub use see_figure::{FigureSeen, SeeFigure, see_figure};
pub use see_forecast::{ForecastSeen, LateGroup, SeeForecast, see_forecast};
pub use see_organisation::{
    FoundOrganisations, Holder, OrganisationSeen, Way, find_organisations, see_organisation,
};
pub use see_standing::{SeeStanding, StandingLine, StandingSeen, see_standing};
pub use see_lecture::{
    Attendee, Deed, Doer, DutySeen, LectureSeen, LectureVersion, SeenMaterial, VersionField, see_lecture,
};
pub use see_ledger::{
    Came, Found, LedgerFilter, LedgerSeen, LedgerSums, PAGE, Part, SeeLedger, Sort, SortBy, find_in_ledger,
    see_ledger,
};
pub use propose_plan::{Proposal, Proposals, kinds_for, opening_for};
pub use see_plan::{Filled, PlanSeen, PlanSlot, SeePlan, SeenItem, see_plan};
pub use see_plan_item::{PlanItemSeen, Who, see_plan_item};
pub use see_standing::{SeeStanding, StandingSeen, see_standing};
pub use snapshot::{Ask, Snapshot, snapshot};
pub use store::{Entropy, FirstBad, KeyTrust, StoreError, Why};
pub use verify_audit::{export_audit, verify_audit};
