//! Takes in what a county brings: organisations, members, lectures, sign-ins.
//!
//! Good rows of a file go in together; every refused row comes back with its reason; the same file again changes
//! nothing. A file is read and decided on before anything is written; the rows are staged unseen in small steps
//! and made visible by one. Must not read cells (`intake`) or match names (`domain::naming`).

pub mod answer;
mod context;
mod lectures;
pub mod lines;
mod members;
mod organisations;
mod plan;
mod reading;
mod run;
mod sign_ins;
mod template;
mod words;
mod workbook;

use jiff::civil::Date;

pub use answer::{Answer, Decision};
pub(crate) use context::Clerk;
pub use context::Context;
pub(crate) use lectures::{Decided, take_decided};
pub(crate) use lines::MemberLine;
pub use lines::{LectureLine, Place};
pub use plan::{Changed, FieldChange, Plan};
pub(crate) use reading::columns;
pub use reading::{NotRead, Originals, Read, Refused, Unfit, Warned};
pub use run::{Import, Lines, Mode, Step, import, import_lines};
pub use template::import_template;
pub(crate) use words::Words;
pub use workbook::refused_workbook;

/// What is imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// 党组织基本情况表.
    Organisations,
    /// 党员花名册.
    Members,
    /// 台账.
    Lectures,
    /// 签到.
    SignIn,
}

impl Kind {
    /// All of them, in the order in which a county brings them.
    pub const ALL: [Kind; 4] = [Kind::Organisations, Kind::Members, Kind::Lectures, Kind::SignIn];

    /// The word for it, as the command line and addresses have it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Organisations => "organisations",
            Kind::Members => "members",
            Kind::Lectures => "lectures",
            Kind::SignIn => "sign-in",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// First day of what has been so since before the records.
pub(crate) const SINCE_BEFORE_RECORDS: Date = jiff::civil::date(1, 1, 1);
