//! From the words of a sheet to the ids of the pack: kinds, classes.
//! Must not guess: a word the pack does not know has no id.

use domain::import_refusal::ImportRefusal;
use domain::naming::fold_name;
use domain::rule_set::RuleSet;

/// Ids by every word the pack gives them.
pub(crate) struct Words<'a> {
    entries: Vec<(String, &'a str)>,
    /// The name each is shown by.
    shown: Vec<&'a String>,
}

impl<'a> Words<'a> {
    fn new(named: impl Iterator<Item = (&'a str, &'a [String])>) -> Words<'a> {
        let (mut entries, mut shown) = (Vec::new(), Vec::new());
        for (id, names) in named {
            entries.push((key(id), id));
            entries.extend(names.iter().map(|name| (key(name), id)));
            shown.extend(names.first());
        }
        Words { entries, shown }
    }

    pub(super) fn organisation_kinds(rules: &'a RuleSet) -> Words<'a> {
        Words::new(
            rules
                .organisation_kinds
                .iter()
                .map(|k| (k.id.as_str(), k.names.as_slice())),
        )
    }

    pub(crate) fn member_kinds(rules: &'a RuleSet) -> Words<'a> {
        Words::new(
            rules
                .member_kinds
                .iter()
                .map(|k| (k.id.as_str(), k.names.as_slice())),
        )
    }

    pub(crate) fn lecture_kinds(rules: &'a RuleSet) -> Words<'a> {
        Words::new(
            rules
                .lecture_kinds
                .iter()
                .map(|k| (k.id.as_str(), k.names.as_slice())),
        )
    }

    pub(crate) fn speaker_classes(rules: &'a RuleSet) -> Words<'a> {
        Words::new(
            rules
                .speaker_classes
                .iter()
                .map(|k| (k.id.as_str(), k.names.as_slice())),
        )
    }

    /// The id a word stands for.
    pub(crate) fn id(&self, word: &str) -> Option<&'a str> {
        let wanted = key(word);
        self.entries
            .iter()
            .find(|(known, _)| *known == wanted)
            .map(|(_, id)| *id)
    }
}

impl<'a> Words<'a> {
    /// The id a word stands for.
    ///
    /// # Errors
    /// When the pack does not know the word; the refusal names those it knows.
    pub(crate) fn read(&self, word: &str) -> Result<&'a str, ImportRefusal> {
        self.id(word).ok_or_else(|| ImportRefusal::UnknownKind {
            value: word.to_owned(),
            known: self.shown.iter().map(|name| (*name).clone()).collect(),
        })
    }
}

fn key(word: &str) -> String {
    fold_name(word).to_lowercase()
}
