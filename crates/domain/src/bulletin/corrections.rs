//! 更正 (E16): a published bulletin never changes; what later records make of its figures stands in the next one.
//! Must not touch what was published.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::key::{Became, Key, Plain, What};
use super::{Issue, Row};

/// A figure of an earlier bulletin that is another one by what is known now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Correction {
    /// 发文字号 of the bulletin that said it.
    pub number: String,
    /// The figure.
    pub key: Key,
    /// The day that bulletin was told from: what it is now is told from the same.
    pub as_of: Date,
    /// What it said, or what was said in a correction since.
    pub was: u32,
    /// What it is by what is known now.
    pub now: u32,
}

/// The figures of a published bulletin that are others when composed from the same day, the same tree and today's
/// records. `told` are the corrections published since: what was put right once is not told again.
#[must_use]
pub fn corrections(published: (&str, &Issue), now: &Issue, told: &[Correction]) -> Vec<Correction> {
    let (number, issue) = published;
    let mut found = Vec::new();
    for (was, is) in pairs(issue, now) {
        for what in figures(issue) {
            let mut key = Key::of(what, &issue.period);
            if was.organisation != issue.organisation {
                key = key.at(was.organisation);
            }
            let said = was.of(&key.what, &issue.classes);
            let is = is.and_then(|is| is.of(&key.what, &now.classes));
            let since = told.iter().rfind(|one| one.key == key && one.number == number);
            let said = since.map(|one| one.now).or(said);
            if let (Some(was), Some(now)) = (said, is)
                && was != now
            {
                found.push(Correction {
                    number: number.to_owned(),
                    as_of: issue.as_of,
                    key,
                    was,
                    now,
                });
            }
        }
    }
    found
}

/// The whole and every unit, as it was told and as it is.
fn pairs<'a>(issue: &'a Issue, now: &'a Issue) -> Vec<(&'a Row, Option<&'a Row>)> {
    let unit = |row: &'a Row| {
        let same = now
            .units
            .iter()
            .find(|other| other.organisation == row.organisation);
        (row, same)
    };
    let mut pairs = vec![(&issue.total, Some(&now.total))];
    pairs.extend(issue.units.iter().map(unit));
    pairs
}

/// The figures that are put right: those the bulletin's own sentences and tables rest on.
fn figures(issue: &Issue) -> Vec<What> {
    let mut found: Vec<What> = [
        Plain::Sessions,
        Plain::Themed,
        Plain::Expected,
        Plain::Present,
        Plain::Coverage,
    ]
    .map(What::Plain)
    .into();
    for duty in &issue.total.duties {
        for became in [Became::Owing, Became::Done, Became::Undone] {
            found.push(What::Duty(duty.duty.clone(), became));
        }
    }
    found.extend(issue.classes.iter().cloned().map(What::Class));
    found
}
