//! One language in the words of one pack: `say(key, arguments)`, and the names a pack gives to things.
//! Must not hold sentences: they are in `locales/`.

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Pattern;

use crate::mistake::Advice;
use crate::{Locale, number, vocabulary};

/// An argument of a sentence: a text or a number (`"甲镇".into()`, `3.into()`).
pub type Value<'a> = fluent_bundle::FluentValue<'a>;

/// The words of one language and one pack.
///
/// Traditional Chinese: sentences and the pack's own words are derived; names of organisations and people, titles
/// and quotations stand as they are on record, since one simplified character may stand for several others.
pub struct Words {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
    traditional: Option<OpenCC>,
}

impl Words {
    /// Words of a language, with the text of a pack's `vocabulary.ftl` laid over them. Entries of the vocabulary
    /// that Fluent cannot read are left out: [`crate::vocabulary_mistakes`] names them.
    #[must_use]
    pub fn new(locale: Locale, vocabulary: Option<&str>) -> Words {
        // The dictionaries are loaded only when Traditional Chinese is asked for. Without them, Simplified is shown.
        let traditional = match locale {
            Locale::ZhHant => OpenCC::from_config(BuiltinConfig::S2tw).ok(),
            Locale::ZhHans | Locale::En => None,
        };
        let derived = |text: &str| match &traditional {
            Some(converter) => converter.convert(text),
            None => text.to_owned(),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![locale.language()]);
        // Isolation marks are invisible characters that break copying and searching in a terminal.
        bundle.set_use_isolating(false);
        if locale == Locale::En {
            bundle.set_formatter(Some(number::grouped));
        }
        bundle.add_resource_overriding(readable(derived(locale.text())));
        if let Some(text) = vocabulary {
            let parts = vocabulary::parts(text, locale);
            bundle.add_resource_overriding(readable(derived(&parts.common)));
            bundle.add_resource_overriding(readable(derived(&parts.borrowed)));
            bundle.add_resource_overriding(readable(parts.own));
        }
        Words {
            locale,
            bundle,
            traditional,
        }
    }

    /// The language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The sentence of a key. A key without a sentence is shown as it is, so that the gap is seen.
    #[must_use]
    pub fn say(&self, key: &str, arguments: &[(&'static str, Value<'_>)]) -> String {
        self.find(key, arguments).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence of a key that a pack may leave out.
    #[must_use]
    pub fn find(&self, key: &str, arguments: &[(&'static str, Value<'_>)]) -> Option<String> {
        self.bundle
            .get_message(key)?
            .value()
            .map(|pattern| self.filled(pattern, arguments))
    }

    /// The sentence of a key in two parts, where the second comes from data.
    pub(crate) fn find_in(&self, prefix: &str, rest: &str) -> Option<String> {
        self.find(&[prefix, rest].concat(), &[])
    }

    /// What happened, and what to do next: a sentence and its attribute `instead`.
    #[must_use]
    pub fn advice(&self, key: &str, arguments: &[(&'static str, Value<'_>)]) -> Advice {
        let instead = self
            .bundle
            .get_message(key)
            .and_then(|message| message.get_attribute("instead"));
        let instead = instead
            .map(|attribute| self.filled(attribute.value(), arguments))
            .unwrap_or_default();
        Advice {
            what: self.say(key, arguments),
            instead,
        }
    }

    /// What happened and what to do next, one after the other: a sentence and its attribute `instead`.
    #[must_use]
    pub fn advice_on(&self, key: &str, arguments: &[(&'static str, Value<'_>)]) -> String {
        self.advice(key, arguments).text(self)
    }

    fn filled(&self, pattern: &Pattern<&str>, arguments: &[(&'static str, Value<'_>)]) -> String {
        let mut filled = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            filled.set(*name, value.clone());
        }
        // A missing argument shows as `{$name}`; the tests see to it that none is missing.
        let mut mistakes = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&filled), &mut mistakes)
            .into_owned()
    }

    /// A word of the pack as it is written there, in this language's script.
    #[must_use]
    pub fn as_written(&self, text: &str) -> String {
        self.traditional
            .as_ref()
            .map_or_else(|| text.to_owned(), |converter| converter.convert(text))
    }

    /// Several things in a row: 甲、乙、丙; one, two and three.
    #[must_use]
    pub fn list<S: AsRef<str>>(&self, things: &[S]) -> String {
        let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
        number::list(self.locale, &things)
    }

    /// Sentences one after another: Chinese needs no space between them.
    #[must_use]
    pub fn joined<S: AsRef<str>>(&self, sentences: &[S]) -> String {
        let sentences: Vec<&str> = sentences.iter().map(AsRef::as_ref).collect();
        sentences.join(if self.locale.is_chinese() { "" } else { " " })
    }

    /// With a capital, as an English sentence opens.
    #[must_use]
    pub fn opening(&self, sentence: &str) -> String {
        let mut letters = sentence.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// Parts of one sentence: 甲，乙; one, two.
    pub(crate) fn clauses(&self, parts: &[String]) -> String {
        parts.join(if self.locale.is_chinese() { "，" } else { ", " })
    }
}

/// What can be read of a Fluent text.
fn readable(text: String) -> FluentResource {
    FluentResource::try_new(text).unwrap_or_else(|(partial, _)| partial)
}
