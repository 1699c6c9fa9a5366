//! Keeping a lecture programme in SQLite or PostgreSQL, from one SQL text. Read me first.
//!
//! A [`Store`] is read through [`Reading`] snapshots and written through a [`Tx`], which cannot be committed
//! without an [`AuditEntry`]; large imports go through a [`Stage`]. Rows are typed structs ([`lectures`],
//! [`people`] …) over tables described as data ([`tables`]). Every change is in a tamper-evident history
//! ([`audit`]). SQL exists only here, and engine-specific SQL only in `dialect`.
//! This crate must not judge, count or permit anything: it keeps and hands out rows.

pub mod audit;
mod change;
pub mod db;
mod dialect;
mod error;
pub mod excusals;
pub mod history;
mod lane;
pub mod lectures;
pub mod ledgers;
mod migrate;
pub mod organisations;
pub mod people;
mod query;
mod signing;
mod sql;
mod stage;
mod store;
pub mod tables;
pub mod trees;
mod tx;
mod value;
mod writing;

pub use audit::{AuditEntry, AuditNumber, Clock};
pub use db::Engine;
pub use error::StoreError;
pub use migrate::MIGRATIONS;
pub use query::{Queries, Reading, RowChange};
pub use sql::all_statements;
pub use stage::{PublishError, Stage};
pub use store::{Entropy, Store, StoreSettings};
pub use tables::{Row, TABLES, Table};
pub use tx::{Seen, Tx, null};
pub use value::{Cell, Json, Key, Kind, Value};
