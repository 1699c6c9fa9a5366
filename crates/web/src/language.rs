//! Which language a visitor reads, and the words of each, made once.
//! Must not hold sentences.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::Programme;
use app::packs::PackText;
use i18n::{Locale, Words};

/// The cookie that keeps the choice.
pub const COOKIE: &str = "kaijiang_language";

/// Words, and the text of the pack they were made from.
type Made = (Arc<PackText>, Arc<Words>);

/// Words that were made, by language and pack.
#[derive(Default)]
pub(crate) struct Shelf {
    made: Mutex<HashMap<Option<Locale>, Made>>,
}

impl Shelf {
    /// The words of a language in the pack's vocabulary; without one, the pack's own language.
    pub fn words(&self, programme: &Programme, locale: Option<Locale>) -> Arc<Words> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match made.get(&locale) {
            // The very same text: rules adopted meanwhile come with another.
            Some((pack, words)) if Arc::ptr_eq(pack, &programme.pack) => Arc::clone(words),
            _ => {
                let words = Arc::new(programme.pack.words(locale));
                made.insert(locale, (Arc::clone(&programme.pack), Arc::clone(&words)));
                words
            }
        }
    }
}

/// The language a visitor chose, or that their browser asks for first, if we speak it.
pub(crate) fn wanted(asked: Option<&str>, kept: Option<&str>, accepted: Option<&str>) -> Option<Locale> {
    let chosen = asked.or(kept).and_then(|tag| tag.parse().ok());
    chosen.or_else(|| accepted.and_then(from_browser))
}

/// `zh-TW,zh;q=0.9,en;q=0.8`: the first one we speak. Browsers send them in order of liking.
fn from_browser(header: &str) -> Option<Locale> {
    header.split(',').find_map(|part| {
        let tag = part
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match tag.split('-').next()? {
            "zh" if ["hant", "tw", "hk", "mo"]
                .iter()
                .any(|script| tag.contains(script)) =>
            {
                Some(Locale::ZhHant)
            }
            "zh" => Some(Locale::ZhHans),
            "en" => Some(Locale::En),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::wanted;
    use i18n::Locale;

    #[test]
    fn the_choice_goes_before_the_browser() {
        let cases = [
            (
                (None, None, Some("zh-CN,zh;q=0.9,en;q=0.8")),
                Some(Locale::ZhHans),
            ),
            ((None, None, Some("zh-TW,en")), Some(Locale::ZhHant)),
            ((None, None, Some("fr-FR,en;q=0.5")), Some(Locale::En)),
            ((None, None, Some("fr")), None),
            ((None, Some("en"), Some("zh-CN")), Some(Locale::En)),
            ((Some("zh-Hant"), Some("en"), Some("zh-CN")), Some(Locale::ZhHant)),
            ((Some("xx"), None, Some("zh-CN")), Some(Locale::ZhHans)),
        ];
        for ((asked, kept, accepted), expected) in cases {
            assert_eq!(
                wanted(asked, kept, accepted),
                expected,
                "{asked:?} {kept:?} {accepted:?}"
            );
        }
    }
}
