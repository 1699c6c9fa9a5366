//! What can be wrong with a rule pack, told with the line and with what to write instead.
//! Must not word it: `i18n` does.

use thiserror::Error;

/// A pack that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{} mistakes in a rule pack, the first in line {}", .mistakes.len(), .mistakes.first().map_or(0, |m| m.0))]
pub struct Misread {
    /// Line (from 1) and mistake, in order.
    pub mistakes: Vec<(usize, Mistake)>,
}

/// One mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mistake {
    /// The text is no TOML; the reader's own words.
    NotToml {
        /// What the reader said.
        said: String,
    },
    /// A field that does not exist here.
    UnknownField {
        /// What stands there.
        field: String,
        /// The nearest that exists.
        instead: Option<String>,
        /// All that exist here.
        allowed: Vec<String>,
    },
    /// A field that must be there.
    MissingField {
        /// Its name.
        field: String,
    },
    /// A value that is none of those allowed.
    UnknownValue {
        /// What stands there.
        value: String,
        /// The nearest that is allowed.
        instead: Option<String>,
        /// What may stand there.
        allowed: Vec<String>,
    },
    /// A value of the wrong sort (a text where a number belongs); the reader's own words.
    WrongSort {
        /// What the reader said.
        said: String,
    },
    /// A day of the year that does not exist.
    NoSuchDay {
        /// What stands there.
        value: String,
    },
    /// A time of the day that is not written as `08:30`.
    NoSuchTime {
        /// What stands there.
        value: String,
    },
    /// A reference to something the pack does not define.
    NotDefined {
        /// `organisation_kind`, `lecture_kind`, `speaker_class`, `post`.
        what: &'static str,
        /// What stands there.
        value: String,
        /// The nearest that is defined.
        instead: Option<String>,
        /// All that are defined.
        defined: Vec<String>,
    },
    /// Two things of one id.
    Twice {
        /// What sort of thing.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A duty that asks for nothing.
    NothingAsked {
        /// The duty.
        duty: String,
    },
    /// A period that ends before it begins.
    EndsBeforeItBegins {
        /// The duty.
        duty: String,
    },
    /// Two versions of one duty that begin on the same day.
    VersionsClash {
        /// The duty.
        duty: String,
    },
    /// A time zone unknown to the calendar.
    UnknownTimeZone {
        /// What stands there.
        value: String,
    },
}

/// What a pack should think over (X6): it can be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// Line, from 1.
    pub line: usize,
    /// What.
    pub kind: WarningKind,
}

/// Kinds of warnings, each with the rule it rests on in `i18n`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WarningKind {
    /// 痕迹主义: more photos than the evidence budget allows.
    TooManyPhotos {
        /// What the pack asks.
        asked: u32,
        /// What is enough.
        enough: u32,
    },
    /// Two duties ask the same thing of the same organisations.
    AskedTwice {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// Nobody is accountable (F2).
    NoOwner {
        /// The duty.
        duty: String,
    },
    /// No citation: a rule without ground.
    NoCitation {
        /// The duty.
        duty: String,
    },
}

/// The word among `known` that is nearest to `word`, if it is near enough to be a slip.
#[must_use]
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(steps, candidate)| *steps <= candidate.chars().count().div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// Edit distance (Levenshtein 1966), one row at a time.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut previous = i + 1;
        let mut next = vec![previous];
        for (right, above) in b.iter().zip(row.iter().skip(1)) {
            let cost = diagonal + usize::from(left != *right);
            previous = cost.min(above + 1).min(previous + 1);
            diagonal = *above;
            next.push(previous);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_word() {
        assert_eq!(nearest("minimun", ["minimum", "period"]), Some("minimum".into()));
        assert_eq!(nearest("brunch", ["branch", "committee"]), Some("branch".into()));
        assert_eq!(nearest("xyz", ["minimum", "period"]), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
