//! From the words of a sheet to the ids of the pack: kinds, classes.
//! Must not guess: a word the pack does not know has no id.

use domain::naming::fold_name;
use domain::rule_set::RuleSet;

/// Ids by every word the pack gives them.
pub(super) struct Words<'a> {
    entries: Vec<(String, &'a str)>,
}

impl<'a> Words<'a> {
    fn new(named: impl Iterator<Item = (&'a str, &'a [String])>) -> Words<'a> {
        let entries = named
            .flat_map(|(id, names)| {
                let own = std::iter::once((key(id), id));
                own.chain(names.iter().map(move |name| (key(name), id)))
            })
            .collect();
        Words { entries }
    }

    pub(super) fn organisation_kinds(rules: &'a RuleSet) -> Words<'a> {
        Words::new(
            rules
                .organisation_kinds
                .iter()
                .map(|k| (k.id.as_str(), k.names.as_slice())),
        )
    }

    pub(super) fn member_kinds(rules: &'a RuleSet) -> Words<'a> {
        Words::new(
            rules
                .member_kinds
                .iter()
                .map(|k| (k.id.as_str(), k.names.as_slice())),
        )
    }

    pub(super) fn lecture_kinds(rules: &'a RuleSet) -> Words<'a> {
        Words::new(
            rules
                .lecture_kinds
                .iter()
                .map(|k| (k.id.as_str(), k.names.as_slice())),
        )
    }

    pub(super) fn speaker_classes(rules: &'a RuleSet) -> Words<'a> {
        Words::new(
            rules
                .speaker_classes
                .iter()
                .map(|k| (k.id.as_str(), k.names.as_slice())),
        )
    }

    /// The id a word stands for.
    pub(super) fn id(&self, word: &str) -> Option<&'a str> {
        let wanted = key(word);
        self.entries
            .iter()
            .find(|(known, _)| *known == wanted)
            .map(|(_, id)| *id)
    }
}

fn key(word: &str) -> String {
    fold_name(word).to_lowercase()
}
