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
pub mod calendar_feed;
mod change_plan;
pub mod demo;
mod demo_doors;
mod draw_up_plan;
mod erase_person;
mod failure;
mod find_person;
pub mod import;
mod keep;
mod keyed;
mod known;
mod make_demo;
pub mod packs;
pub mod paste_plan;
mod place;
mod plans;
pub mod print_papers;
mod programme;
mod propose_plan;
mod see_plan;
mod see_plan_item;
mod see_standing;
pub mod sessions;
mod snapshot;
mod verify_audit;

pub use actor::Actor;
pub use adopt_rules::{AdoptRules, adopt_rules};
pub use app::{App, Clock, Settings};
pub use appoint::{Appoint, PairVillage, appoint, pair_village};
pub use change_plan::{DropPlanItem, PlanVersion, drop_plan_item, plan_versions};
pub use demo_doors::{DemoDoor, demo_doors};
pub use draw_up_plan::{DrawnUp, KnownItem, PlanEntry, draw_up_plan};
pub use erase_person::{ErasePerson, erase_person};
pub use failure::{Failure, Refusal, bad_text, refusal_text};
pub use find_person::{FindPerson, FoundPerson, find_person};
pub use keep::{back_up, check_backup, move_to, restore};
pub use make_demo::make_demo;
pub use place::{Thing, permit_thing};
pub use plans::{PlanState, quarter};
pub use programme::{Programme, programme};
pub use propose_plan::{Proposal, Proposals, kinds_for, opening_for};
pub use see_plan::{Filled, PlanSeen, PlanSlot, SeePlan, SeenItem, see_plan};
pub use see_plan_item::{PlanItemSeen, Who, see_plan_item};
pub use see_standing::{SeeStanding, StandingSeen, see_standing};
pub use snapshot::{Ask, Snapshot, snapshot};
pub use store::{Entropy, FirstBad, KeyTrust, StoreError, Why};
pub use verify_audit::{export_audit, verify_audit};
