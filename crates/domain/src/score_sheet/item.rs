//! A line of a sheet as it is written: which fields go with which method.
//! Must not let a field through that the method does not use: it would look as if it did something.

use std::fmt;

use serde::Deserialize;

use super::{Electorate, Item, Measure, Method, Points};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    id: String,
    name: String,
    article: String,
    max: Points,
    #[serde(default)]
    floor: Points,
    method: Word,
    figure: Option<Measure>,
    of: Option<Measure>,
    per: Option<u32>,
    delta: Option<Points>,
    #[serde(default)]
    electorate: Vec<Electorate>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Earn,
    Deduct,
    Share,
    Manual,
    Vote,
}

/// Fields that do not go with the method of an item.
#[derive(Debug)]
pub(super) struct OddFields(String);

impl fmt::Display for OddFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "item `{}`: earn and deduct take figure, delta and per; share takes figure and of; vote takes electorate; manual takes none",
            self.0
        )
    }
}

impl TryFrom<Written> for Item {
    type Error = OddFields;
    fn try_from(written: Written) -> Result<Item, OddFields> {
        let method = match (
            written.method,
            written.figure,
            written.of,
            written.delta,
            written.per,
        ) {
            (Word::Earn, Some(figure), None, Some(delta), per) => Some(Method::Earn {
                figure,
                per: per.unwrap_or(1),
                delta,
            }),
            (Word::Deduct, Some(figure), None, Some(delta), per) => Some(Method::Deduct {
                figure,
                per: per.unwrap_or(1),
                delta,
            }),
            (Word::Share, Some(figure), Some(of), None, None) => Some(Method::Share { figure, of }),
            (Word::Manual, None, None, None, None) => Some(Method::Manual),
            (Word::Vote, None, None, None, None) => Some(Method::Vote {
                electorate: written.electorate.clone(),
            }),
            _ => None,
        };
        let votes = written.method == Word::Vote;
        match method.filter(|_| votes != written.electorate.is_empty()) {
            Some(method) => Ok(Item {
                id: written.id,
                name: written.name,
                article: written.article,
                max: written.max,
                floor: written.floor,
                method,
            }),
            None => Err(OddFields(written.id)),
        }
    }
}
