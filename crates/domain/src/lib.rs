//! What is due, allowed and true: the rules of a recurring lecture programme. Read me first.
//!
//! This crate is pure: no I/O, no clock, no random source, no async. Today arrives as an argument.
pub mod id;
pub mod organisation;
pub mod period;
pub mod person;
pub mod rule_set;
