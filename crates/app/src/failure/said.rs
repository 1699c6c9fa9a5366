//! From a reason to say no to the sentence about it, for whoever asked: at a terminal or on a page.
//! Must not word anything: `i18n` does.

use domain::rule_set::Mistake;
use i18n::{Advice, Failing, Words};
use store::FirstBad;

use super::Refusal;
use super::account::account_advice;
use crate::import::Unfit;

/// What happened and what to do next; `file` is the file the command was about.
#[must_use]
pub fn refusal_text(refusal: &Refusal, words: &Words, file: &str) -> String {
    let mut lines = vec![refusal_advice(refusal, words, file).text(words)];
    match refusal {
        Refusal::BackupBroken(bad) => lines.extend(bad.iter().map(|bad| bad_text(bad, words))),
        Refusal::Rules(misread) | Refusal::KeptRules(misread) => {
            lines.extend(mistakes(&misread.mistakes, words, file));
        }
        _ => {}
    }
    lines.join("\n")
}

/// As [`refusal_text`], in its two parts and without the lines that go into detail.
#[must_use]
pub fn refusal_advice(refusal: &Refusal, words: &Words, file: &str) -> Advice {
    let say = |failing: Failing<'_>| words.failure(&failing);
    match refusal {
        Refusal::NoDatabase(database) => say(Failing::NoDatabase { database }),
        Refusal::NoTree => say(Failing::NoTree),
        Refusal::SeveralTrees(names) => say(Failing::SeveralTrees { names }),
        Refusal::UnknownOrganisation(name) => say(Failing::UnknownOrganisation { name }),
        Refusal::AmbiguousOrganisation { name, candidates } => {
            say(Failing::AmbiguousOrganisation { name, candidates })
        }
        Refusal::UnknownDuty { duty, known } => say(Failing::UnknownDuty { duty, known }),
        Refusal::UnknownPeriod { period, known } => say(Failing::UnknownPeriod { period, known }),
        Refusal::NothingOwed {
            organisation,
            duty,
            period,
        } => say(Failing::NothingOwed {
            organisation,
            duty,
            period,
        }),
        Refusal::UnknownKind { kind, known } => say(Failing::UnknownKind { kind, known }),
        Refusal::UnknownPack { pack, known } => say(Failing::UnknownPack { pack, known }),
        Refusal::OtherPack { pack, own } => say(Failing::OtherPack { pack, own }),
        Refusal::BackupBroken(_) => say(Failing::BackupBroken { path: file }),
        Refusal::UnknownPerson(name) => say(Failing::NotFound { name }),
        Refusal::UnknownNumber { number, last } => say(Failing::UnknownNumber {
            number: *number,
            last: *last,
        }),
        Refusal::NowNotAllowed => say(Failing::NowNotAllowed),
        Refusal::Account(refusal) => account_advice(refusal, words),
        Refusal::NotADemo => words.advice("refusal-not-a-demo", &[]),
        Refusal::Record(refusal) => words.record_refusal(refusal),
        Refusal::Correct(refusal) => words.correct_refusal(refusal),
        Refusal::RecordedAlready(_) => words.advice("refusal-recorded-already", &[]),
        Refusal::NamedMoreThanPresent { named, present } => words.advice(
            "refusal-named-more-than-present",
            &[("count", (*named).into()), ("present", (*present).into())],
        ),
        Refusal::Plan(refusal) => words.plan_refusal(refusal),
        Refusal::People(refusal) => words.people_refusal(refusal),
        Refusal::NotPrinted(why) => why.advice(words),
        Refusal::Bulletin(refusal) => words.bulletin_refusal(refusal),
        Refusal::Return(refusal) => words.return_refusal(refusal),
        Refusal::Table(refusal) => words.table_refusal(refusal),
        Refusal::Document(refusal) => words.document_refusal(refusal),
        Refusal::Amend(refusal) => words.amend_refusal(refusal),
        Refusal::KeyUsed(key) => say(Failing::KeyUsed { key }),
        Refusal::NoLecture => words.advice("refusal-no-lecture", &[]),
        Refusal::NotVerified(why) => words.verify_refusal(why),
        Refusal::NotSentBack(why) => words.send_back_refusal(why),
        Refusal::NotDeclined(why) => words.decline_refusal(why),
        Refusal::NotCancelled(why) => words.cancel_refusal(why),
        Refusal::TooManyRows => words.advice("refusal-too-many-rows", &[]),
        Refusal::NotRead(not_read) => unfit(&not_read.sort(), words, file),
        Refusal::Rules(misread) | Refusal::KeptRules(misread) => say(Failing::RulesHaveMistakes {
            count: misread.mistakes.len(),
        }),
    }
}

/// What is wrong in a history, and where.
#[must_use]
pub fn bad_text(bad: &FirstBad, words: &Words) -> String {
    let why = words.audit_why(bad.why.code());
    match (bad.table, &bad.key) {
        (Some(table), Some(key)) => words.joined(&[why, words.audit_row(table, key)]),
        _ => why,
    }
}

/// Mistakes of a rule pack, a line each: `file:line: what, and what to write instead`.
fn mistakes(mistakes: &[(usize, Mistake)], words: &Words, file: &str) -> Vec<String> {
    let line =
        |(line, mistake): &(usize, Mistake)| format!("{file}:{line}: {}", words.mistake(mistake).text(words));
    mistakes.iter().map(line).collect()
}

fn unfit(unfit: &Unfit, words: &Words, path: &str) -> Advice {
    let failing = match unfit {
        Unfit::NotAWorkbook => Failing::NotAWorkbook { path },
        Unfit::Locked => Failing::LockedWorkbook { path },
        Unfit::Damaged => Failing::DamagedWorkbook { path },
        Unfit::TooLarge => Failing::TooLarge { path },
        Unfit::Empty => Failing::EmptyFile { path },
        Unfit::NoTable(columns) => Failing::NoTable { path, columns },
    };
    words.failure(&failing)
}
