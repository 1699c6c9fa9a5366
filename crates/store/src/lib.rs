//! Keeping a lecture programme in SQLite or PostgreSQL, from one SQL text. Read me first.
//!
//! A [`Store`] is read through [`Reading`] snapshots and written through a [`Tx`], which cannot be committed
//! without an [`AuditEntry`]; large imports go through a [`Stage`]. Rows are typed structs ([`lectures`],
//! [`people`] …) over tables described as data ([`tables`]). Every change is in a tamper-evident history
//! ([`audit`]). SQL exists only here, and engine-specific SQL only in `dialect`.
//! This crate must not judge, count or permit anything: it keeps and hands out rows.

pub mod accounts;
pub mod audit;
mod backup;
pub mod bulletins;
mod change;
pub mod db;
mod dialect;
mod entry_rows;
mod error;
pub mod excusals;
mod export;
pub mod facts;
pub mod feeds;
pub mod history;
mod known_at;
mod lane;
mod lane_log;
pub mod lectures;
pub mod ledgers;
pub mod materials;
mod migrate;
mod mover;
pub mod organisations;
pub mod people;
pub mod plans;
mod query;
mod refresh;
mod replay;
pub mod returns;
pub mod rhythm;
mod row_json;
mod signing;
mod sql;
mod stage;
mod store;
pub mod tables;
mod texts;
pub mod trees;
mod tx;
mod unlogged;
pub mod uploads;
mod value;
mod verify;
mod verify_changes;
mod verify_rows;
mod writing;

pub use accounts::{
    AccountRow, ActivationRow, CredentialRow, GrantRow, KnownDeviceRow, PersonViewRow, SessionRow,
    SignInFailureRow,
};
pub use audit::{AuditEntry, AuditNumber, Clock};
pub use bulletins::BulletinRow;
pub use db::Engine;
pub use entry_rows::{ChangeLine, ROWS_AT_ONCE};
pub use error::StoreError;
pub use excusals::ExcusalRow;
pub use export::Sink;
pub use facts::FactRows;
pub use feeds::CalendarFeedRow;
pub use known_at::KnownAt;
pub use lectures::{AttendanceRow, LectureHostRow, LecturePartRow, LectureRow, LectureSpeakerRow};
pub use ledgers::{LedgerLineRow, LedgerRow};
pub use materials::{BlobRow, MaterialRow, ScriptRow};
pub use migrate::MIGRATIONS;
pub use mover::Moved;
pub use organisations::{OrganisationParentRow, OrganisationRow};
pub use people::{ErasedMarkRow, MembershipRow, PairedVillageRow, PersonRow, PostRow};
pub use plans::PlanItemRow;
pub use query::{Queries, Reading, RowChange};
pub use returns::{FormTieRow, ReturnFileRow, ReturnMergeRow, ReturnPartRow, ReturnRow, ReturnSentRow};
pub use rhythm::{DeliveryRow, NoticeRow, RhythmRunRow};
pub use row_json::{rows_from_json, rows_to_json};
pub use sql::all_statements;
pub use stage::{PublishError, Stage};
pub use store::{Entropy, Store, StoreSettings};
pub use tables::{Row, TABLES, Table};
pub use trees::{MetaRow, RuleVersionRow, TreeRow};
pub use tx::{Seen, Tx};
pub use unlogged::Unlogged;
pub use uploads::UploadRow;
pub use value::{Cell, Json, Key, Kind, Value, keyed_hex, sha256_hex};
pub use verify::{FirstBad, KeyTrust, Verified, Why};
