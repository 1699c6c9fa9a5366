//! Which figures a sheet may score by: those of a bulletin, without their period (`quarterly/undone`, `sessions`, `class/leader`).
//! Must not let a count of people or of what they do through (X6: 整治“指尖上的形式主义”).

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use crate::bulletin::{Key, Plain, What};
use crate::id::OrganisationId;
use crate::period::Period;

/// A figure to score by; its period and organisation come with the card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measure(What);

/// Why a key is no figure to score by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoMeasure {
    /// It counts people or what they do: heads, sign-ins, clicks, ratings. Whoever is scored by these makes people click.
    CountsPeople(String),
    /// No figure is called so.
    Unknown(String),
}

/// What a key counts that nobody is scored by, as words of it. None of these exists as a figure; named so that whoever
/// writes one is told why and not that it is misspelt.
const OF_PEOPLE: [&str; 14] = [
    "attendance",
    "attendances",
    "check",
    "click",
    "clicks",
    "like",
    "likes",
    "login",
    "logins",
    "member",
    "person",
    "rating",
    "ratings",
    "views",
];

/// Words that open such a key.
const OPENINGS: [&str; 5] = ["check-in", "sign-in", "log-in", "online", "screen-time"];

/// A period that every figure can be asked of, to read a key by.
const ANY_PERIOD: &str = "2020";

impl Measure {
    /// Reads a key without its period.
    ///
    /// # Errors
    /// It counts people, or is no figure.
    pub fn read(text: &str) -> Result<Measure, NoMeasure> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('/').collect();
        let of_people = |part: &&str| {
            let word = part.to_ascii_lowercase();
            OF_PEOPLE.contains(&word.as_str()) || OPENINGS.iter().any(|opening| word.starts_with(opening))
        };
        if parts.iter().any(of_people) {
            return Err(NoMeasure::CountsPeople(text.to_owned()));
        }
        let with_period = match parts.as_slice() {
            ["class", class] => format!("class/{class}/{ANY_PERIOD}"),
            [plain] => format!("{plain}/{ANY_PERIOD}"),
            [duty, became] => format!("{duty}/{ANY_PERIOD}/{became}"),
            _ => return Err(NoMeasure::Unknown(text.to_owned())),
        };
        let key: Key = with_period
            .parse()
            .map_err(|_| NoMeasure::Unknown(text.to_owned()))?;
        if key.organisation.is_some() {
            return Err(NoMeasure::Unknown(text.to_owned()));
        }
        if counts_people(&key.what) {
            return Err(NoMeasure::CountsPeople(text.to_owned()));
        }
        Ok(Measure(key.what))
    }

    /// The key of the figure for one organisation and period.
    #[must_use]
    pub fn key(&self, period: &Period, organisation: OrganisationId) -> Key {
        Key::of(self.0.clone(), period).at(organisation)
    }

    /// Which figure.
    #[must_use]
    pub fn what(&self) -> &What {
        &self.0
    }
}

/// Matched exhaustively: a new figure is let through only by a decision.
fn counts_people(what: &What) -> bool {
    match what {
        What::Plain(Plain::Expected | Plain::Present | Plain::Coverage | Plain::Members) => true,
        What::Plain(
            Plain::Sessions | Plain::Joint | Plain::Themed | Plain::Micro | Plain::Late | Plain::SentBack,
        )
        | What::Class(_)
        | What::Duty(..) => false,
    }
}

impl fmt::Display for NoMeasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoMeasure::CountsPeople(text) => write!(f, "counts people `{text}`"),
            NoMeasure::Unknown(text) => write!(f, "no figure `{text}`"),
        }
    }
}

impl<'de> Deserialize<'de> for Measure {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Measure, D::Error> {
        let text = String::deserialize(reader)?;
        Measure::read(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Rhythm;
    use uuid::Uuid;

    #[test]
    fn x6_nobody_is_scored_by_what_members_do() {
        for key in [
            "present",
            "expected",
            "coverage",
            "members",
            "check-ins",
            "sign-ins/on-time",
            "clicks",
            "app/logins",
            "likes",
            "ratings",
            "person/hours",
            "Views",
            "attendances",
        ] {
            assert_eq!(
                Measure::read(key),
                Err(NoMeasure::CountsPeople(key.into())),
                "{key}"
            );
        }
        for key in ["", "sessionz", "quarterly/some", "a/b/c", "sessions/2020-Q3"] {
            assert_eq!(Measure::read(key), Err(NoMeasure::Unknown(key.into())), "{key}");
        }
    }

    #[test]
    fn s1_a_figure_of_a_sheet_is_one_of_the_bulletins() {
        let year = Rhythm::Year.labelled("2020").unwrap();
        let there = OrganisationId(Uuid::from_u128(7));
        for (text, key) in [
            ("sessions", format!("sessions/2020/{there}")),
            ("class/leader", format!("class/leader/2020/{there}")),
            ("quarterly/undone", format!("quarterly/2020/undone/{there}")),
        ] {
            assert_eq!(Measure::read(text).unwrap().key(&year, there).to_string(), key);
        }
    }
}
