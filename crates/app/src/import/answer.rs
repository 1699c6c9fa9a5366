//! What an import answers, and what a person answers it.
//! Must not word reasons: they carry their enums, and the edge puts words to them.

use i18n::Words;
use serde::Deserialize;

use super::plan::Changed;
use super::reading::{Originals, Refused, Warned};

/// The answer to an import.
pub struct Answer {
    /// Rows read: newly accepted, unchanged, changed and refused together.
    pub read: u32,
    /// Rows newly taken.
    pub accepted: u32,
    /// Rows that say what was held already.
    pub unchanged: u32,
    /// Rows that correct what was held.
    pub changed: Vec<Changed>,
    /// Rows sent back, in the order of the file.
    pub refused: Vec<Refused>,
    /// What a person should know.
    pub warnings: Vec<Warned>,
    /// The number of the entry it made in the history; none for a dry run or when nothing was to do.
    pub number: Option<i64>,
    /// The refused rows' sheets, to be handed back.
    pub originals: Originals,
}

/// One answer of `--answers`: the organisation a row means.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Decision {
    /// Sheet name.
    pub sheet: String,
    /// Row, as the sheet shows it.
    pub row: u32,
    /// Full name or id of the organisation.
    pub organisation: String,
}

impl Answer {
    /// Codes of the refused rows and how often each.
    #[must_use]
    pub fn refused_by_code(&self) -> Vec<(&'static str, usize)> {
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for code in self.refused.iter().map(|refused| refused.why.code()) {
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
            }
        }
        counts
    }

    /// Warnings said once each, with all the places they are true of: seventeen sheets of one make say a thing once.
    #[must_use]
    pub fn warnings_said(&self, words: &Words) -> Vec<(String, Vec<String>)> {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for warned in &self.warnings {
            let text = words.import_warning(&warned.what);
            let place = words.place(&warned.place.sheet, warned.place.row);
            match groups.iter_mut().find(|(known, _)| *known == text) {
                Some((_, places)) => places.push(place),
                None => groups.push((text, vec![place])),
            }
        }
        groups
    }
}
