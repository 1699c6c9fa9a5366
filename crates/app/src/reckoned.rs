//! What was reckoned from a tree's facts and rules, kept as long as they are the newest.
//! Must not reckon: `domain` does.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use domain::facts::Facts;
use domain::naming::{Directory, Listed, ShortNames};
use domain::rule_set::RuleSet;
use domain::status::{Board, Overview};
use jiff::civil::Date;

/// Days of which an overview is kept: today's, and those people just looked from.
const DAYS: usize = 8;

/// Kept beside the facts it was reckoned from, and let go with them.
#[derive(Default)]
pub(crate) struct Reckoned {
    short_names: OnceLock<ShortNames>,
    directory: OnceLock<Directory>,
    /// The one asked for last comes last.
    overviews: Mutex<Vec<Arc<Overview>>>,
}

impl Reckoned {
    /// Short names of all organisations.
    pub fn short_names(&self, facts: &Facts, rules: &RuleSet) -> &ShortNames {
        self.short_names
            .get_or_init(|| ShortNames::new(&listed(facts), rules))
    }

    /// All organisations, to be found by what people call them.
    pub fn directory(&self, facts: &Facts, rules: &RuleSet) -> &Directory {
        self.directory
            .get_or_init(|| Directory::new(&listed(facts), rules))
    }

    /// The figures of a day. Whoever asks while they are being reckoned waits, so that it is done once.
    pub fn overview(&self, facts: &Facts, rules: &RuleSet, day: Date) -> Arc<Overview> {
        let mut kept = self.overviews.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|overview| overview.as_of() == day);
        let overview = match at {
            Some(at) => kept.remove(at),
            None => Arc::new(Overview::of(&Board::new(facts, rules, day))),
        };
        if kept.len() >= DAYS {
            kept.remove(0);
        }
        kept.push(Arc::clone(&overview));
        overview
    }
}

fn listed(facts: &Facts) -> Vec<Listed<'_>> {
    facts.organisations.iter().map(Listed::from).collect()
}
