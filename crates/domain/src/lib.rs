//! What is due, allowed and true: the rules of a recurring lecture programme. Read me first.
//!
//! This crate is pure: no I/O, no clock, no random source, no async. Today arrives as an argument.
pub mod access;
pub mod attendance;
pub mod bulletin;
pub mod document;
pub mod facts;
pub mod figures;
pub mod finding;
pub mod forecast;

pub mod id;
pub mod import_refusal;
pub mod inspection;
pub mod lecture;
pub mod ledger_match;
pub mod material;
pub mod naming;
pub mod obligation;
pub mod organisation;
pub mod period;
pub mod person;
pub mod person_duty;
pub mod plan;
pub mod plan_draft;
pub mod refusal;
pub mod reminder;
pub mod return_form;
pub mod returns;
pub mod rhythm;
pub mod rule_set;
pub mod score_sheet;
pub mod status;
pub mod summary;
pub mod tie;
mod worded;
pub mod workday;
