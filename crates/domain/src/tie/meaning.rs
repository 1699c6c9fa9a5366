//! What one column or cell means, as a word that is kept and chosen from lists: `figure:sessions`,
//! `figure:quarterly/owing@q1`, `share:quarterly/done:quarterly/owing`, `field:title`, `unknown`.
//!
//! Must not count. A word that was kept once must be read for ever.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::bulletin::{Became, Key, Plain, What, rhythm_of, span};
use crate::id::OrganisationId;
use crate::period::{Period, Rhythm};

/// What a column or a cell means.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Meaning {
    /// Nothing that is on record: filled in by hand.
    #[default]
    Unknown,
    /// 序号: the running number of the row.
    Number,
    /// The name of the row's organisation.
    Unit,
    /// The name of the organisation that fills the table in.
    Own,
    /// A figure of a report (统计数字).
    Figure(What, When),
    /// One figure as a part of another: 完成率.
    Share(What, What, When),
    /// A field of the row's record, by its key among the columns of its sheet.
    Field(String),
}

/// Of which time a figure is, by the period the table is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub enum When {
    /// That period.
    #[default]
    Asked,
    /// 上期: the period before.
    Before,
    /// 去年同期.
    YearBefore,
    /// 本年累计: the year up to its end.
    YearSoFar,
    /// A quarter of its year, from 1.
    Quarter(i8),
    /// A half of its year, from 1.
    Half(i8),
    /// A month of its year, from 1.
    Month(i8),
}

/// What is no word of a meaning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoMeaning(pub String);

impl fmt::Display for NoMeaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no meaning: {}", self.0)
    }
}

impl When {
    /// The periods that it means, one after another, when the table is for `asked`: their figures are added. Empty when
    /// there is no such time.
    #[must_use]
    pub fn periods(self, asked: &Period) -> Vec<Period> {
        let year = asked.label.get(..4).unwrap_or_default();
        let labelled = |label: String| span(&label).into_iter().collect();
        match self {
            When::Asked => vec![asked.clone()],
            When::Before => rhythm_of(&asked.label)
                .map(|rhythm| rhythm.previous(asked))
                .into_iter()
                .collect(),
            When::YearBefore => {
                let before = year.parse::<i16>().ok().and_then(|year| year.checked_sub(1));
                let rest = asked.label.get(4..).unwrap_or_default();
                before
                    .map(|year| labelled(format!("{year:04}{rest}")))
                    .unwrap_or_default()
            }
            When::YearSoFar => {
                // The pieces whose figures are added end where the asked period does.
                let piece = match rhythm_of(&asked.label) {
                    Some(Rhythm::Year) | None => return vec![asked.clone()],
                    Some(Rhythm::Half) => Rhythm::Quarter,
                    Some(rhythm) => rhythm,
                };
                let Some(first) = span(year).map(|year| year.first) else {
                    return Vec::new();
                };
                piece.periods(first, asked.last)
            }
            When::Quarter(quarter) => labelled(format!("{year}-Q{quarter}")),
            When::Half(half) => labelled(format!("{year}-H{half}")),
            When::Month(month) => labelled(format!("{year}-{month:02}")),
        }
    }

    fn word(self) -> String {
        match self {
            When::Asked => String::new(),
            When::Before => "@before".to_owned(),
            When::YearBefore => "@year-before".to_owned(),
            When::YearSoFar => "@year-so-far".to_owned(),
            When::Quarter(quarter) => format!("@q{quarter}"),
            When::Half(half) => format!("@h{half}"),
            When::Month(month) => format!("@m{month}"),
        }
    }

    fn parse(word: &str) -> Option<When> {
        let part = |letter: char, most: i8| -> Option<i8> {
            let part: i8 = word.strip_prefix(letter)?.parse().ok()?;
            (1..=most).contains(&part).then_some(part)
        };
        match word {
            "before" => Some(When::Before),
            "year-before" => Some(When::YearBefore),
            "year-so-far" => Some(When::YearSoFar),
            _ => part('q', 4)
                .map(When::Quarter)
                .or_else(|| part('h', 2).map(When::Half))
                .or_else(|| part('m', 12).map(When::Month)),
        }
    }
}

impl Meaning {
    /// The keys whose figures make the value up, when the table is for `asked`; of a share those of the part, then those
    /// of the whole. Empty when there are none: it is no figure, there is no such time, or people would be counted
    /// several times.
    #[must_use]
    pub fn keys(&self, asked: &Period, organisation: Option<OrganisationId>) -> (Vec<Key>, Vec<Key>) {
        let keys = |what: &What, when: When| -> Vec<Key> {
            let periods = when.periods(asked);
            let adds_up = !matches!(
                what,
                What::Plain(Plain::Coverage | Plain::Members) | What::Duty(_, Became::Again)
            );
            if periods.len() > 1 && !adds_up {
                return Vec::new();
            }
            let key = |period: &Period| Key {
                organisation,
                ..Key::of(what.clone(), period)
            };
            periods.iter().map(key).collect()
        };
        match self {
            Meaning::Figure(what, when) => (keys(what, *when), Vec::new()),
            Meaning::Share(part, whole, when) => (keys(part, *when), keys(whole, *when)),
            _ => (Vec::new(), Vec::new()),
        }
    }
}

fn what_word(what: &What) -> String {
    match what {
        What::Plain(plain) => plain.word().to_owned(),
        What::Class(class) => format!("class/{class}"),
        What::Duty(duty, became) => format!("{duty}/{}", became.word()),
    }
}

fn read_what(word: &str) -> Option<What> {
    match word.split_once('/') {
        None => Plain::parse(word).map(What::Plain),
        Some(("class", class)) if !class.is_empty() => Some(What::Class(class.to_owned())),
        Some((duty, became)) if !duty.is_empty() => Some(What::Duty(duty.to_owned(), Became::parse(became)?)),
        Some(_) => None,
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Meaning::Unknown => f.write_str("unknown"),
            Meaning::Number => f.write_str("number"),
            Meaning::Unit => f.write_str("unit"),
            Meaning::Own => f.write_str("own"),
            Meaning::Figure(what, when) => write!(f, "figure:{}{}", what_word(what), when.word()),
            Meaning::Share(part, whole, when) => {
                write!(f, "share:{}:{}{}", what_word(part), what_word(whole), when.word())
            }
            Meaning::Field(field) => write!(f, "field:{field}"),
        }
    }
}

impl FromStr for Meaning {
    type Err = NoMeaning;
    fn from_str(text: &str) -> Result<Meaning, NoMeaning> {
        read(text).ok_or_else(|| NoMeaning(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Meaning> {
    let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
    let (what, when) = match rest.rsplit_once('@') {
        Some((what, when)) => (what, When::parse(when)?),
        None => (rest, When::Asked),
    };
    match kind {
        "unknown" => Some(Meaning::Unknown),
        "number" => Some(Meaning::Number),
        "unit" => Some(Meaning::Unit),
        "own" => Some(Meaning::Own),
        "figure" => Some(Meaning::Figure(read_what(what)?, when)),
        "share" => {
            let (part, whole) = what.split_once(':')?;
            Some(Meaning::Share(read_what(part)?, read_what(whole)?, when))
        }
        "field" if !rest.is_empty() => Some(Meaning::Field(rest.to_owned())),
        _ => None,
    }
}

impl TryFrom<String> for Meaning {
    type Error = NoMeaning;
    fn try_from(text: String) -> Result<Meaning, NoMeaning> {
        text.parse()
    }
}

impl From<Meaning> for String {
    fn from(meaning: Meaning) -> String {
        meaning.to_string()
    }
}
