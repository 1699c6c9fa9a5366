//! What was reckoned from a tree's facts and rules, kept as long as they are the newest.
//! Must not reckon: `domain` does.

use std::sync::OnceLock;

use domain::facts::Facts;
use domain::naming::{Listed, ShortNames};
use domain::rule_set::RuleSet;

/// Kept beside the facts it was reckoned from, and let go with them.
#[derive(Default)]
pub(crate) struct Reckoned {
    short_names: OnceLock<ShortNames>,
}

impl Reckoned {
    /// Short names of all organisations.
    pub fn short_names(&self, facts: &Facts, rules: &RuleSet) -> &ShortNames {
        self.short_names.get_or_init(|| {
            let listed: Vec<Listed<'_>> = facts.organisations.iter().map(Listed::from).collect();
            ShortNames::new(&listed, rules)
        })
    }
}
