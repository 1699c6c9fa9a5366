//! The languages (语言): Simplified Chinese first, English complete, Traditional Chinese derived from Simplified.
//! Must not hold sentences.

use std::fmt;
use std::str::FromStr;

use unic_langid::LanguageIdentifier;

/// The text of a language: one file an area, put together.
macro_rules! texts {
    ($language:literal) => {
        texts!(
            $language: "base", "page", "doors", "standing", "ledger", "record", "plan", "people", "import", "audit",
            "papers", "reminders", "bulletin", "summary", "merging", "returns", "collecting",
            "document", "notice", "originality", "oversight", "score"
        )
    };
    ($language:literal: $($area:literal),*) => {
        concat!($(include_str!(concat!("../../../locales/", $language, "/", $area, ".ftl")), "\n"),*)
    };
}

/// A language the program speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Locale {
    /// 简体中文, the source.
    #[default]
    ZhHans,
    /// 繁體中文, derived from the Simplified text.
    ZhHant,
    /// English.
    En,
}

impl Locale {
    /// All, in the order they are offered.
    pub const ALL: [Locale; 3] = [Locale::ZhHans, Locale::ZhHant, Locale::En];

    /// The tag: `zh-Hans`, `zh-Hant`, `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Locale::ZhHans => "zh-Hans",
            Locale::ZhHant => "zh-Hant",
            Locale::En => "en",
        }
    }

    /// What the language calls itself, for choosing it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Locale::ZhHans => "\u{7b80}",
            Locale::ZhHant => "\u{7e41}",
            Locale::En => "English",
        }
    }

    /// Whether it is one of the Chinese scripts.
    #[must_use]
    pub fn is_chinese(self) -> bool {
        matches!(self, Locale::ZhHans | Locale::ZhHant)
    }

    /// For the plural rules.
    pub(crate) fn language(self) -> LanguageIdentifier {
        self.tag().parse().unwrap_or_default()
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Locale::ZhHans | Locale::ZhHant => texts!("zh-Hans"),
            Locale::En => texts!("en"),
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A language tag that is none of ours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownLocale(pub String);

impl fmt::Display for UnknownLocale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: zh-Hans, zh-Hant, en", self.0)
    }
}

impl std::error::Error for UnknownLocale {}

impl FromStr for Locale {
    type Err = UnknownLocale;
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let same = |locale: &Locale| locale.tag().eq_ignore_ascii_case(tag.trim());
        Locale::ALL
            .into_iter()
            .find(same)
            .ok_or_else(|| UnknownLocale(tag.to_owned()))
    }
}
