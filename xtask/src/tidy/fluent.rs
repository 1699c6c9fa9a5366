//! Reads a Fluent file as far as the key rules need: keys, where they stand, what they refer to.

use std::collections::BTreeSet;

/// The languages that a pack's vocabulary may have a part for.
const PARTS: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

/// The Fluent files of a language, or of a pack.
pub struct Locale {
    /// The folder of a language, the file of a pack.
    pub path: String,
    pub entries: Vec<Entry>,
    /// File, line that Fluent cannot read, and why.
    pub broken: Vec<(String, usize, String)>,
}

/// A message, or a term (its key begins with a dash).
#[derive(Debug)]
pub struct Entry {
    /// The file it stands in.
    pub file: String,
    pub key: String,
    pub line: usize,
    /// The language whose part of a vocabulary it stands in; empty outside of such parts.
    pub part: String,
    /// Variables with their dollar sign.
    pub variables: BTreeSet<String>,
    /// Messages and terms it is made of.
    pub references: BTreeSet<String>,
}

impl Locale {
    /// Reads the text of a file.
    pub fn read(path: &str, text: &str) -> Locale {
        let broken = match fluent_syntax::parser::parse(text) {
            Ok(_) => Vec::new(),
            Err((_, errors)) => errors
                .iter()
                .map(|error| {
                    (
                        path.to_owned(),
                        line_of(text, error.pos.start),
                        error.kind.to_string(),
                    )
                })
                .collect(),
        };
        let mut entries: Vec<Entry> = Vec::new();
        let mut depth = Depth::default();
        let mut part = "";
        for (line, at) in text.lines().zip(1..) {
            part = part_of(line).unwrap_or(part);
            if let Some(key) = key_of(line) {
                depth = Depth::default();
                entries.push(Entry {
                    file: path.to_owned(),
                    key: key.to_owned(),
                    line: at,
                    part: part.to_owned(),
                    variables: BTreeSet::new(),
                    references: BTreeSet::new(),
                });
            }
            if let Some(entry) = entries.last_mut().filter(|_| !line.starts_with('#')) {
                depth.read(line, entry);
            }
        }
        Locale {
            path: path.to_owned(),
            entries,
            broken,
        }
    }

    /// Takes the entries of another file in.
    pub fn join(&mut self, other: Locale) {
        self.entries.extend(other.entries);
        self.broken.extend(other.broken);
    }

    /// Whether one of the files has the key.
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The entry of a key.
    pub fn find(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// A group comment that is only a language tag opens the part of that language.
fn part_of(line: &str) -> Option<&str> {
    line.strip_prefix("## ")
        .map(str::trim)
        .filter(|tag| PARTS.contains(tag))
}

fn key_of(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim_end();
    let name = key.strip_prefix('-').unwrap_or(key);
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_key_char)).then_some(key)
}

fn is_key_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// How many braces are open. The first word after an opening one is a reference, words with `$` are variables.
#[derive(Default)]
struct Depth {
    open: u32,
    opened_now: bool,
    in_quotes: bool,
}

impl Depth {
    fn read(&mut self, line: &str, entry: &mut Entry) {
        let mut word = String::new();
        for c in line.chars().chain(['\n']) {
            if self.open > 0 && !self.in_quotes && (is_key_char(c) || c == '$') {
                word.push(c);
                continue;
            }
            self.take(&std::mem::take(&mut word), c, entry);
            match c {
                '"' if self.open > 0 => self.in_quotes = !self.in_quotes,
                '{' if !self.in_quotes => {
                    self.open += 1;
                    self.opened_now = true;
                }
                '}' if !self.in_quotes => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn take(&mut self, word: &str, next: char, entry: &mut Entry) {
        if word.is_empty() {
            return;
        }
        let is_name = word
            .trim_start_matches('-')
            .starts_with(|c: char| c.is_ascii_alphabetic());
        if word.starts_with('$') {
            entry.variables.insert(word.to_owned());
        } else if self.opened_now && is_name && (word.starts_with('-') || next != '(') {
            entry.references.insert(word.to_owned());
        }
        self.opened_now = false;
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn keys_variables_and_references() {
        let text = "# note = no key\n-lecture = 党课\nstanding-due = { $count ->\n    [one] one { -lecture }\n   *[other] { NUMBER($days) } of { standing-all }\n  }\n    .title = { \"{x}\" }\nplain = a = b\n";
        let locale = Locale::read("a.ftl", text);
        let keys: Vec<_> = locale
            .entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.line))
            .collect();
        assert_eq!(keys, [("-lecture", 2), ("standing-due", 3), ("plain", 8)]);
        let entry = locale.find("standing-due").unwrap();
        assert_eq!(entry.variables.iter().collect::<Vec<_>>(), ["$count", "$days"]);
        assert_eq!(
            entry.references.iter().collect::<Vec<_>>(),
            ["-lecture", "standing-all"]
        );
        assert!(locale.broken.is_empty(), "{:?}", locale.broken);
    }

    #[test]
    fn vocabularies_have_parts() {
        let locale = Locale::read(
            "a.ftl",
            "both = x\n## zh-Hans\na = x\n## Words\nb = x\n## en\na = x\n",
        );
        let parts: Vec<_> = locale.entries.iter().map(|entry| entry.part.as_str()).collect();
        assert_eq!(parts, ["", "zh-Hans", "zh-Hans", "en"]);
    }

    #[test]
    fn broken_lines_are_told() {
        let locale = Locale::read("a.ftl", "good = x\nbad = { $x\nnext = y\n");
        assert!(!locale.broken.is_empty());
    }
}
