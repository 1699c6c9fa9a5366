//! The words of a pack: which part of `vocabulary.ftl` belongs to which language.
//!
//! The file is Fluent. A group comment that is only a language tag (`## zh-Hans`, `## en`) opens the part of that
//! language; what stands before the first holds for all. Must not know which words there are.

use fluent_bundle::FluentResource;

use crate::Locale;

/// The entries that hold for one language.
pub(crate) struct Parts {
    /// For all languages.
    pub common: String,
    /// Of the language itself.
    pub own: String,
    /// Simplified Chinese, taken for want of a Traditional part and still to be derived.
    pub borrowed: String,
}

/// What holds for one language. Traditional Chinese has its own part or takes the Simplified one.
pub(crate) fn parts(text: &str, locale: Locale) -> Parts {
    let own = section(text, locale.tag());
    let borrowed = match (&own, locale) {
        (None, Locale::ZhHant) => section(text, Locale::ZhHans.tag()),
        _ => None,
    };
    Parts {
        common: common(text),
        own: own.unwrap_or_default(),
        borrowed: borrowed.unwrap_or_default(),
    }
}

fn tag_of(line: &str) -> Option<&str> {
    let tag = line.strip_prefix("## ")?.trim();
    Locale::ALL
        .iter()
        .map(|locale| locale.tag())
        .find(|known| *known == tag)
}

fn common(text: &str) -> String {
    text.lines()
        .take_while(|line| tag_of(line).is_none())
        .fold(String::new(), append)
}

fn section(text: &str, wanted: &str) -> Option<String> {
    let mut found = None;
    let mut inside = false;
    for line in text.lines() {
        if let Some(tag) = tag_of(line) {
            inside = tag == wanted;
            if inside {
                found.get_or_insert_with(String::new);
            }
        } else if inside {
            found = found.map(|so_far| append(so_far, line));
        }
    }
    found
}

fn append(mut text: String, line: &str) -> String {
    text.push_str(line);
    text.push('\n');
    text
}

/// What Fluent cannot read in a vocabulary: the line (from 1) and the text that stands there.
#[must_use]
pub fn vocabulary_mistakes(text: &str) -> Vec<(usize, String)> {
    let Err((_, errors)) = FluentResource::try_new(text.to_owned()) else {
        return Vec::new();
    };
    errors
        .into_iter()
        .map(|error| {
            let at = error.slice.map_or(error.pos.start, |slice| slice.start);
            let before = text.get(..at).unwrap_or_default();
            let line = 1 + before.matches('\n').count();
            (
                line,
                text.lines().nth(line - 1).unwrap_or_default().trim().to_owned(),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "-all = x\n## zh-Hans\n-lecture = 讲话\n## en\n-lecture = talk\n";

    #[test]
    fn each_language_reads_its_own_part() {
        let (english, traditional) = (parts(TEXT, Locale::En), parts(TEXT, Locale::ZhHant));
        assert_eq!(
            (english.common.as_str(), english.own.as_str()),
            ("-all = x\n", "-lecture = talk\n")
        );
        assert_eq!(
            (traditional.own.as_str(), traditional.borrowed.as_str()),
            ("", "-lecture = 讲话\n")
        );
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        assert_eq!(vocabulary_mistakes(TEXT), []);
        let found = vocabulary_mistakes("-a = x\n-b x\n-c = y\n");
        assert_eq!(found, [(2, "-b x".to_owned())]);
    }
}
