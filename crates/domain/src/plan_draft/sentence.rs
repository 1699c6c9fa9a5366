//! A text in sentences, and a sentence as its words are looked for: without quotation marks and what is only cited.
//! Must not know what the words mean.

use std::ops::Range;

/// Stands for a title in 《》: it is cited, and asks nothing.
const TITLE: char = '\u{FFFC}';
/// A quotation of so many characters is a name (“三会一课”, “四字诀”): numbers in it count nothing.
const SHORT: usize = 6;

/// The sentences of a text, in order. A line ends one; marks that close stay with what they close.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut start = 0;
        let mut ended = false;
        for (at, c) in line.char_indices() {
            if ended && !is_closing(c) && !is_end(c) {
                found.push(line.get(start..at).unwrap_or_default());
                start = at;
                ended = false;
            }
            ended |= is_end(c);
        }
        found.push(line.get(start..).unwrap_or_default());
    }
    let trimmed = found.into_iter().map(str::trim);
    trimmed.filter(|sentence| !sentence.is_empty()).collect()
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '）' | ')' | '》' | '」' | '』')
}

/// A sentence. Places count its letters: the characters left when quotation marks and titles are out.
pub(super) struct Sentence {
    written: Vec<char>,
    letters: Vec<char>,
    /// Where each letter stands in what is written.
    places: Vec<usize>,
    /// Letters of a short quotation.
    named: Vec<bool>,
}

impl Sentence {
    pub(super) fn new(text: &str) -> Sentence {
        let written: Vec<char> = text.chars().collect();
        let mut sentence = Sentence {
            letters: Vec::with_capacity(written.len()),
            places: Vec::with_capacity(written.len()),
            named: Vec::with_capacity(written.len()),
            written,
        };
        let (mut titles, mut quoted_since) = (0_usize, None);
        for place in 0..sentence.written.len() {
            let c = sentence.written.get(place).copied().unwrap_or_default();
            match c {
                '《' => {
                    titles += 1;
                    sentence.push(TITLE, place);
                }
                '》' => titles = titles.saturating_sub(1),
                _ if titles > 0 => {}
                '“' | '‘' | '「' | '『' => quoted_since = Some(sentence.letters.len()),
                '"' if quoted_since.is_none() => quoted_since = Some(sentence.letters.len()),
                '”' | '’' | '」' | '』' | '"' => sentence.end_quotation(quoted_since.take()),
                _ => sentence.push(c, place),
            }
        }
        sentence
    }

    fn push(&mut self, letter: char, place: usize) {
        self.letters.push(letter);
        self.places.push(place);
        self.named.push(false);
    }

    fn end_quotation(&mut self, since: Option<usize>) {
        let quoted = since
            .and_then(|since| self.letters.get(since..))
            .unwrap_or_default();
        // “每月一课” says how often; “三会一课” is a name.
        let is_name = quoted.len() <= SHORT && !quoted.iter().any(|c| matches!(c, '每' | '次'));
        if is_name && let Some(since) = since {
            self.named.iter_mut().skip(since).for_each(|named| *named = true);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The letters from a place on.
    pub(super) fn from(&self, at: usize) -> &[char] {
        self.letters.get(at..).unwrap_or_default()
    }

    pub(super) fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).copied()
    }

    /// The letter before a place.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.letter(at.checked_sub(1)?)
    }

    pub(super) fn is_named(&self, at: usize) -> bool {
        self.named.get(at).copied().unwrap_or_default()
    }

    /// Letters of the longest of these words that begins at a place.
    pub(super) fn word_at(&self, at: usize, words: &[String]) -> Option<usize> {
        let rest = self.from(at);
        let begins = |word: &&String| word.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c));
        words.iter().filter(begins).map(|word| word.chars().count()).max()
    }

    /// Letters of the longest of these words that ends before a place.
    pub(super) fn word_before(&self, at: usize, words: &[String]) -> Option<usize> {
        let lengths = words.iter().filter_map(|word| {
            let length = word.chars().count();
            let start = at.checked_sub(length)?;
            self.word_at(start, std::slice::from_ref(word))
        });
        lengths.max()
    }

    /// The first of these words that lies wholly inside, and where.
    pub(super) fn find(&self, inside: Range<usize>, words: &[String]) -> Option<Range<usize>> {
        let end = inside.end;
        let mut places = inside.filter_map(|at| Some(at..at + self.word_at(at, words)?));
        places.find(|found| found.end <= end)
    }

    pub(super) fn has(&self, inside: Range<usize>, words: &[String]) -> bool {
        self.find(inside, words).is_some()
    }

    /// The part between commas that a place lies in.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let start = (0..at)
            .rev()
            .find(|place| self.parts(*place))
            .map_or(0, |place| place + 1);
        let end = (at..self.len()).find(|place| self.parts(*place));
        start..end.unwrap_or(self.len())
    }

    /// Whether a mark that parts clauses stands there; not the comma of 1,200.
    fn parts(&self, at: usize) -> bool {
        match self.letter(at) {
            Some('，' | '；' | ';' | '：' | '。' | '！' | '？' | '\t') => true,
            Some(',' | ':') => {
                let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                !(is_digit(self.before(at)) && is_digit(self.letter(at + 1)))
            }
            _ => false,
        }
    }

    /// What is written there, quotation marks and titles with it.
    pub(super) fn written(&self, inside: Range<usize>) -> String {
        let Some(first) = self.places.get(inside.start) else {
            return String::new();
        };
        let Some(last) = inside.end.checked_sub(1).and_then(|last| self.places.get(last)) else {
            return String::new();
        };
        let is_quote = |c: Option<&char>| c.is_some_and(|c| matches!(c, '“' | '‘' | '"'));
        let first = first
            .checked_sub(1)
            .filter(|at| is_quote(self.written.get(*at)))
            .unwrap_or(*first);
        let mut end = last + 1;
        // A title goes on behind its first mark, and a quotation ends behind its last letter.
        if self.written.get(*last) == Some(&'《') {
            let rest = self.written.iter().enumerate().skip(end);
            end = rest
                .clone()
                .find(|(_, c)| **c == '》')
                .map_or(end, |(at, _)| at + 1);
        }
        let opened = self.written.get(first..end).unwrap_or_default();
        let closes = self.written.get(end).is_some_and(|c| matches!(c, '”' | '’'));
        if closes && count_of(opened, ['“', '‘']) > count_of(opened, ['”', '’']) {
            end += 1;
        }
        let opens = self.written.get(first..end).unwrap_or_default();
        let is_open = count_of(opens, ['“', '‘']) > count_of(opens, ['”', '’']);
        let begin = if is_open && is_quote(self.written.get(first)) {
            first + 1
        } else {
            first
        };
        self.written.get(begin..end).unwrap_or_default().iter().collect()
    }
}

fn count_of(letters: &[char], marks: [char; 2]) -> usize {
    letters.iter().filter(|c| marks.contains(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_the_marks_that_close() {
        let text = "他说：“要讲。”大家鼓掌！\n标题\n一、时间。（见附件。）";
        assert_eq!(
            sentences(text),
            [
                "他说：“要讲。”",
                "大家鼓掌！",
                "标题",
                "一、时间。",
                "（见附件。）"
            ]
        );
    }

    #[test]
    fn titles_and_marks_are_out_of_the_letters_and_in_what_is_written() {
        let sentence = Sentence::new("按照《三年规划（2020—2022年）》要求，“七一”前后安排1,200次");
        let words = ["七一前后".to_owned()];
        let found = sentence.find(0..sentence.len(), &words).unwrap();
        assert_eq!(sentence.written(found.clone()), "“七一”前后");
        assert!(sentence.is_named(found.start));
        assert_eq!(
            sentence.written(sentence.clause(found.start)),
            "“七一”前后安排1,200次"
        );
        assert_eq!(
            sentence.written(0..sentence.clause(0).end),
            "按照《三年规划（2020—2022年）》要求"
        );
    }
}
