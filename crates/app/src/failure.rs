//! What a command answers when it does not do what it was asked.
//! Must not word it: the edges do, through `i18n`.

mod account;
mod code;
mod said;

use domain::access::Denial;
use domain::plan::PlanRefusal;
use domain::refusal::{CancelRefusal, DeclineRefusal, PeopleRefusal, SendBackRefusal, VerifyRefusal};
use domain::rule_set::Misread;
use store::{FirstBad, StoreError};
use thiserror::Error;

use crate::import::NotRead;
use crate::print_papers::NotPrinted;
pub use account::AccountRefusal;
pub use said::{bad_text, refusal_advice, refusal_text};

/// Why a command did nothing.
#[derive(Debug, Error)]
pub enum Failure {
    /// The rules or the facts say no.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The actor may not.
    #[error("forbidden: {0:?}")]
    Forbidden(Denial),
    /// Somebody else is at it; try again.
    #[error("busy")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

/// Reasons to say no, each with what a person can do about it.
#[derive(Debug)]
pub enum Refusal {
    /// The address names a file that is not there.
    NoDatabase(String),
    /// Nothing has been imported yet.
    NoTree,
    /// The database holds several trees and none was named.
    SeveralTrees(Vec<String>),
    /// No organisation of that name.
    UnknownOrganisation(String),
    /// The name fits several.
    AmbiguousOrganisation {
        /// What was asked for.
        name: String,
        /// Full names to choose from.
        candidates: Vec<String>,
    },
    /// No duty of that id; those there are.
    UnknownDuty {
        /// What was asked for.
        duty: String,
        /// All duties.
        known: Vec<String>,
    },
    /// The duty has no such period.
    UnknownPeriod {
        /// What was asked for.
        period: String,
        /// Its latest periods.
        known: Vec<String>,
    },
    /// The organisation owes nothing there.
    NothingOwed {
        /// Full name.
        organisation: String,
        /// Duty id.
        duty: String,
        /// Period label.
        period: String,
    },
    /// No kind of that id.
    UnknownKind {
        /// What was asked for.
        kind: String,
        /// All kinds.
        known: Vec<String>,
    },
    /// No rule pack of that name ships.
    UnknownPack {
        /// What was asked for.
        pack: String,
        /// All packs.
        known: Vec<String>,
    },
    /// The rules are of another pack than the tree's.
    OtherPack {
        /// Id of the pack that was to be adopted.
        pack: String,
        /// Id of the tree's.
        own: String,
    },
    /// The file is no backup, or does not hold what it held when it was made.
    BackupBroken(Option<FirstBad>),
    /// No person of that id.
    UnknownPerson(String),
    /// The history has no entry of that number yet.
    UnknownNumber {
        /// What was asked for.
        number: i64,
        /// The last one.
        last: i64,
    },
    /// `--now` on a database that runs by the real clock.
    NowNotAllowed,
    /// The file could not be read.
    NotRead(NotRead),
    /// The rule pack has mistakes.
    Rules(Misread),
    /// The rules kept in the database cannot be read by this program.
    KeptRules(Misread),
    /// An account, a slip, a password or a handover will not do.
    Account(AccountRefusal),
    /// Only an invented county has doors open to all.
    NotADemo,
    /// What is said of a lecture cannot be recorded so.
    Record(domain::refusal::RecordRefusal),
    /// A record cannot be corrected so.
    Correct(domain::refusal::CorrectRefusal),
    /// A lecture of that day and title is on record already: the same, or another that must be called so.
    RecordedAlready(domain::id::LectureId),
    /// More people ticked on the roster than are said to have come.
    NamedMoreThanPresent {
        /// Ticked.
        named: u32,
        /// 实到.
        present: u32,
    },
    /// Something about a person or an exemption does not fit.
    People(PeopleRefusal),
    /// A key was used before for another request.
    KeyUsed(String),
    /// There is no such lecture.
    NoLecture,
    /// A record cannot be verified.
    NotVerified(VerifyRefusal),
    /// A record cannot be sent back so.
    NotSentBack(SendBackRefusal),
    /// A late record cannot be declined so.
    NotDeclined(DeclineRefusal),
    /// A lecture cannot be cancelled.
    NotCancelled(CancelRefusal),
    /// More rows than a sheet can hold.
    TooManyRows,
    /// An item of a plan cannot be so.
    Plan(PlanRefusal),
    /// Something cannot be done to a bulletin.
    Bulletin(domain::bulletin::BulletinRefusal),
    /// A paper could not be written.
    NotPrinted(NotPrinted),
    /// A step of a return cannot be taken so.
    Return(domain::return_form::ReturnRefusal),
    /// A table from above cannot be filled in.
    Table(domain::tie::TableRefusal),
    /// No text is taken out of a document.
    Document(domain::document::DocumentRefusal),
    /// A plan cannot be put into the rules.
    Amend(domain::plan_draft::AmendRefusal),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Failure::Busy,
            StoreError::NoTree => Failure::Refused(Refusal::NoTree),
            other => Failure::Store(other),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused(refusal)
    }
}

impl From<AccountRefusal> for Refusal {
    fn from(refusal: AccountRefusal) -> Self {
        Refusal::Account(refusal)
    }
}

impl From<AccountRefusal> for Failure {
    fn from(refusal: AccountRefusal) -> Self {
        Failure::Refused(refusal.into())
    }
}
