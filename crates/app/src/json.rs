//! The documents of `--json` and of `/api`: one shape for each thing, whoever asks (docs/json.md).
//! Must not read or permit anything: it lays out what was found. Keys stay once shipped.

mod explanation;
mod lecture;
mod organisation;
mod plan_draft;
mod reminder;
mod report;
mod returns;
mod status;
mod table;

pub use explanation::explanation;
pub use lecture::{lecture, lecture_seen, sums};
pub use organisation::organisation;
pub use plan_draft::plan_draft;
pub use reminder::reminder;
pub use report::{bulletin, figure, month};
pub use returns::{return_key, return_line, return_merge, return_sent, return_status, return_taken};
pub use status::status;
pub use table::{table_filled, tables};
