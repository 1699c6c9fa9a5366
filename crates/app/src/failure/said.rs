//! From a reason to say no to the sentence about it, for whoever asked: at a terminal or on a page.
//! Must not word anything: `i18n` does.

use domain::rule_set::Mistake;
use i18n::{Failing, Words};
use store::FirstBad;

use super::Refusal;
use crate::import::Unfit;

/// What happened and what to do next; `file` is the file the command was about.
#[must_use]
pub fn refusal_text(refusal: &Refusal, words: &Words, file: &str) -> String {
    let say = |failing: Failing<'_>| words.failure(&failing).text(words);
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
        Refusal::BackupBroken(bad) => backup_text(bad.as_ref(), words, file),
        Refusal::UnknownPerson(name) => say(Failing::NotFound { name }),
        Refusal::UnknownNumber { number, last } => say(Failing::UnknownNumber {
            number: *number,
            last: *last,
        }),
        Refusal::NowNotAllowed => say(Failing::NowNotAllowed),
        Refusal::LoginTaken(login) => {
            words.advice_on("refusal-login-taken", &[("login", login.as_str().into())])
        }
        Refusal::NotADemo => words.advice_on("refusal-not-a-demo", &[]),
        Refusal::RoleAbove(role) => {
            words.advice_on("refusal-role-above", &[("role", words.role(*role).into())])
        }
        Refusal::NotPrinted(why) => why.text(words),
        Refusal::Plan(refusal) => words.plan_refusal(refusal).text(words),
        Refusal::KeyUsed(key) => say(Failing::KeyUsed { key }),
        Refusal::NotRead(not_read) => unfit_text(&not_read.sort(), words, file),
        Refusal::Rules(misread) | Refusal::KeptRules(misread) => {
            let mut lines = vec![say(Failing::RulesHaveMistakes {
                count: misread.mistakes.len(),
            })];
            lines.extend(mistakes(&misread.mistakes, words, file));
            lines.join("\n")
        }
    }
}

fn backup_text(bad: Option<&FirstBad>, words: &Words, path: &str) -> String {
    let broken = words.failure(&Failing::BackupBroken { path }).text(words);
    let why = bad.map(|bad| bad_text(bad, words));
    [Some(broken), why]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
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

fn unfit_text(unfit: &Unfit, words: &Words, path: &str) -> String {
    let failing = match unfit {
        Unfit::NotAWorkbook => Failing::NotAWorkbook { path },
        Unfit::Locked => Failing::LockedWorkbook { path },
        Unfit::Damaged => Failing::DamagedWorkbook { path },
        Unfit::TooLarge => Failing::TooLarge { path },
        Unfit::Empty => Failing::EmptyFile { path },
        Unfit::NoTable(columns) => Failing::NoTable { path, columns },
    };
    words.failure(&failing).text(words)
}
