//! The code of each reason to say no, for programs. Part of the contract: a code never changes once shipped.
//! Must not word anything.

use super::Refusal;
use domain::bulletin::BulletinRefusal;
use domain::refusal::{CancelRefusal, DeclineRefusal, SendBackRefusal, VerifyRefusal};
use domain::return_form::ReturnRefusal;
use domain::tie::TableRefusal;

impl Refusal {
    /// Its code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoDatabase(_) => "no-database",
            Refusal::NoTree => "no-tree",
            Refusal::SeveralTrees(_) => "several-trees",
            Refusal::UnknownOrganisation(_) => "unknown-organisation",
            Refusal::AmbiguousOrganisation { .. } => "ambiguous-organisation",
            Refusal::UnknownDuty { .. } => "unknown-duty",
            Refusal::UnknownPeriod { .. } => "unknown-period",
            Refusal::NothingOwed { .. } => "nothing-owed",
            Refusal::UnknownKind { .. } => "unknown-kind",
            Refusal::UnknownPack { .. } => "unknown-pack",
            Refusal::OtherPack { .. } => "other-pack",
            Refusal::BackupBroken(_) => "backup-broken",
            Refusal::UnknownPerson(_) => "unknown-person",
            Refusal::UnknownNumber { .. } => "unknown-number",
            Refusal::NowNotAllowed => "now-not-allowed",
            Refusal::NotRead(_) => "not-read",
            Refusal::Rules(_) => "rules-have-mistakes",
            Refusal::KeptRules(_) => "kept-rules-have-mistakes",
            Refusal::Record(_) => "not-recorded",
            Refusal::Correct(_) => "not-corrected",
            Refusal::RecordedAlready(_) => "recorded-already",
            Refusal::NamedMoreThanPresent { .. } => "named-more-than-present",
            Refusal::Plan(_) => "not-planned",
            Refusal::People(_) => "person-not-changed",
            Refusal::Account(refusal) => refusal.code(),
            Refusal::NotPrinted(_) => "not-printed",
            Refusal::NotADemo => "not-a-demo",
            Refusal::KeyUsed(_) => "key-used",
            Refusal::NoLecture => "unknown-lecture",
            Refusal::NotVerified(VerifyRefusal::OwnWork) | Refusal::NotDeclined(DeclineRefusal::OwnWork) => {
                "own-work"
            }
            Refusal::NotDeclined(DeclineRefusal::OfficeNeeded(_)) => "higher-office-needed",
            Refusal::NotSentBack(SendBackRefusal::ReasonNeeded)
            | Refusal::NotDeclined(DeclineRefusal::ReasonNeeded)
            | Refusal::NotCancelled(CancelRefusal::ReasonNeeded) => "reason-needed",
            Refusal::NotSentBack(SendBackRefusal::DeadlineOver { .. }) => "deadline-over",
            Refusal::NotVerified(VerifyRefusal::WrongState(_))
            | Refusal::NotSentBack(SendBackRefusal::WrongState(_))
            | Refusal::NotDeclined(DeclineRefusal::WrongState(_))
            | Refusal::NotCancelled(CancelRefusal::WrongState(_)) => "wrong-state",
            Refusal::TooManyRows => "too-many-rows",
            Refusal::Bulletin(refusal) => bulletin(refusal),
            Refusal::Return(refusal) => returned(refusal),
            Refusal::Table(refusal) => table(refusal),
            Refusal::Document(refusal) => refusal.code(),
            Refusal::Amend(refusal) => refusal.code(),
        }
    }
}

fn bulletin(refusal: &BulletinRefusal) -> &'static str {
    match refusal {
        BulletinRefusal::NoQuarter(_) => "no-quarter",
        BulletinRefusal::BeforeProgramme(_) => "before-programme",
        BulletinRefusal::NotOver(_) => "quarter-not-over",
        BulletinRefusal::Published => "published-already",
        BulletinRefusal::SumsDisagree(_) => "sums-disagree",
        BulletinRefusal::Words(_) => "figures-dropped-or-altered",
        BulletinRefusal::Empty => "nothing-said",
        BulletinRefusal::ChangedMeanwhile => "changed-meanwhile",
        BulletinRefusal::NotApproved => "not-approved",
        BulletinRefusal::ApprovedAlready => "approved-already",
        BulletinRefusal::NoNumber => "no-number",
        BulletinRefusal::NumberTaken(_) => "number-taken",
        BulletinRefusal::NotThere => "unknown-bulletin",
        BulletinRefusal::TooManyPhotos(_) => "too-many-photos",
        BulletinRefusal::ConsentMissing => "consent-missing",
        BulletinRefusal::NoFigure(_) => "unknown-figure",
    }
}

fn table(refusal: &TableRefusal) -> &'static str {
    match refusal {
        TableRefusal::OldFormat => "old-format",
        TableRefusal::NoTable => "no-table",
        TableRefusal::NoPeriod => "no-period",
        TableRefusal::OddTie => "odd-tie",
    }
}

fn returned(refusal: &ReturnRefusal) -> &'static str {
    match refusal {
        ReturnRefusal::NotThere { .. } => "unknown-return",
        ReturnRefusal::NoName => "no-name",
        ReturnRefusal::NameTaken(_) => "name-taken",
        ReturnRefusal::NobodyToAsk => "nobody-to-ask",
        ReturnRefusal::Closed => "return-closed",
        ReturnRefusal::NoFile => "unknown-file",
        ReturnRefusal::NothingToMerge => "nothing-to-merge",
        ReturnRefusal::NotMerged => "not-merged",
        ReturnRefusal::ChangedSince { .. } => "changed-since",
        ReturnRefusal::UnknownDecision(_) => "unknown-decision",
        ReturnRefusal::NotAsked(_) => "not-asked",
        ReturnRefusal::EndsBeforeItBegins => "ends-before-it-begins",
        ReturnRefusal::OfAnother(_) => "of-another",
        ReturnRefusal::MergedAlready => "merged-already",
        ReturnRefusal::ChangedMeanwhile => "changed-meanwhile",
        ReturnRefusal::NothingPasted => "nothing-pasted",
    }
}
