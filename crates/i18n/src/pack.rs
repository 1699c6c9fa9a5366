//! What a pack calls its own things: duties, kinds, classes, posts.
//!
//! In the pack's own language its rules are named and quoted as they are written; in another language
//! `vocabulary.ftl` is asked (`duty-quarterly-en`). Kinds, classes and posts are asked there first in every language,
//! since a sheet's word (`Crew`) need not suit a sentence. Without an entry the written name stands.
//! Must not name anything itself.

use domain::bulletin::Compared;
use domain::rule_set::{Duty, Named, PersonDuty, RuleSet};

use crate::Words;

impl Words {
    /// The programme's name.
    #[must_use]
    pub fn programme(&self, rules: &RuleSet) -> String {
        self.pack_word(rules, "programme-", "name", Some(&rules.name))
    }

    /// A duty's name. The vocabulary translates the first version; one that is called otherwise has its own name.
    #[must_use]
    pub fn duty(&self, duty: &Duty, rules: &RuleSet) -> String {
        if !is_first(rules, ("duty-", &duty.id), |first| first.name == duty.name) {
            return self.as_written(&duty.name);
        }
        self.pack_word(rules, "duty-", &duty.id, Some(&duty.name))
    }

    /// A duty's name by its id, under the version in force last.
    #[must_use]
    pub fn duty_by_id(&self, id: &str, rules: &RuleSet) -> String {
        let named = rules.duties.iter().rfind(|duty| duty.id == id);
        named.map_or_else(|| id.to_owned(), |duty| self.duty(duty, rules))
    }

    /// A personal duty's name.
    #[must_use]
    pub fn person_duty(&self, duty: &PersonDuty, rules: &RuleSet) -> String {
        self.pack_word(rules, "person-duty-", &duty.id, Some(&duty.name))
    }

    /// A kind of organisations.
    #[must_use]
    pub fn organisation_kind(&self, id: &str, rules: &RuleSet) -> String {
        let names = rules.organisation_kind(id).map(|kind| kind.names.as_slice());
        self.word("organisation-kind-", id, first(names))
    }

    /// What units that are compared with each other are called: 党委；县直机关.
    #[must_use]
    pub fn compared_units(&self, compared: Compared<'_>, rules: &RuleSet) -> String {
        let Some(id) = compared.category else {
            return self.organisation_kind(compared.kind, rules);
        };
        let found = rules.unit_categories.iter().find(|category| category.id == id);
        self.word(
            "unit-category-",
            id,
            first(found.map(|category| category.names.as_slice())),
        )
    }

    /// A kind of lectures.
    #[must_use]
    pub fn lecture_kind(&self, id: &str, rules: &RuleSet) -> String {
        let names = rules.lecture_kind(id).map(|kind| kind.names.as_slice());
        self.word("lecture-kind-", id, first(names))
    }

    /// A class of speakers.
    #[must_use]
    pub fn speaker_class(&self, id: &str, rules: &RuleSet) -> String {
        let found = rules.speaker_classes.iter().find(|class| class.id == id);
        self.word(
            "speaker-class-",
            id,
            first(found.map(|class| class.names.as_slice())),
        )
    }

    /// A post.
    #[must_use]
    pub fn post(&self, id: &str, rules: &RuleSet) -> String {
        self.word("post-", id, named(&rules.posts, id))
    }

    /// A kind of members.
    #[must_use]
    pub fn member_kind(&self, id: &str, rules: &RuleSet) -> String {
        self.word("member-kind-", id, named(&rules.member_kinds, id))
    }

    /// A citation as it stands, with what it says in this language when the pack's is another.
    pub(crate) fn citation(&self, prefix: &str, id: &str, citation: &str, rules: &RuleSet) -> String {
        let is_translated = is_first(rules, (prefix, id), |first| first.citation == citation);
        let citation = inside_quotes(citation);
        if self.is_own(rules) || !is_translated {
            return self.say("quoted", &[("text", citation.into())]);
        }
        match self.find_in(prefix, &format!("{id}-citation-{}", self.suffix())) {
            Some(meaning) => self.say(
                "quoted-in-translation",
                &[("text", citation.into()), ("meaning", meaning.into())],
            ),
            None => self.say("quoted", &[("text", citation.into())]),
        }
    }

    /// The document a rule rests on.
    pub(crate) fn source(&self, prefix: &str, id: &str, source: &str, rules: &RuleSet) -> String {
        let is_translated = is_first(rules, (prefix, id), |first| {
            first.source.as_deref() == Some(source)
        });
        let meaning = if self.is_own(rules) || !is_translated {
            None
        } else {
            self.find_in(prefix, &format!("{id}-source-{}", self.suffix()))
        };
        meaning.unwrap_or_else(|| source.to_owned())
    }

    /// What a translated word of the rules ends in.
    fn suffix(&self) -> &'static str {
        if self.locale().is_chinese() { "zh" } else { "en" }
    }

    fn is_own(&self, rules: &RuleSet) -> bool {
        rules.language.starts_with("zh") == self.locale().is_chinese()
    }

    fn word(&self, prefix: &str, id: &str, written: Option<&str>) -> String {
        self.find_in(prefix, id)
            .unwrap_or_else(|| self.as_written(written.unwrap_or(id)))
    }

    fn pack_word(&self, rules: &RuleSet, prefix: &str, id: &str, written: Option<&str>) -> String {
        let foreign = if self.is_own(rules) {
            None
        } else {
            self.find_in(prefix, &format!("{id}-{}", self.suffix()))
        };
        foreign.unwrap_or_else(|| self.as_written(written.unwrap_or(id)))
    }
}

/// Whether a duty says what its first version says: that is the one the vocabulary translates (E39).
fn is_first(rules: &RuleSet, (prefix, id): (&str, &str), says: impl Fn(&Duty) -> bool) -> bool {
    let first = rules
        .duties
        .iter()
        .find(|duty| prefix == "duty-" && duty.id == id);
    first.is_none_or(says)
}

impl Words {
    /// Several words as they are written, each in quotation marks.
    pub(crate) fn quoted_list(&self, texts: &[String]) -> String {
        let quoted: Vec<String> = texts
            .iter()
            .map(|text| self.say("quoted", &[("text", inside_quotes(text).into())]))
            .collect();
        self.list(&quoted)
    }
}

/// A text inside double quotation marks: those it has itself become single.
fn inside_quotes(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

fn first(names: Option<&[String]>) -> Option<&str> {
    names.and_then(|names| names.first()).map(String::as_str)
}

fn named<'a>(list: &'a [Named], id: &str) -> Option<&'a str> {
    first(
        list.iter()
            .find(|named| named.id == id)
            .map(|named| named.names.as_slice()),
    )
}
