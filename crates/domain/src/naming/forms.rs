//! How a name ends, by the pack: …第一支部委员会 and …第一党支部 are one stem and one class of organisation.
//! Must not know which organisations exist.

use crate::rule_set::RuleSet;

use super::fold::{before_end, fold, is_cjk, is_word, join, numeral_at_end, numeral_at_start};

/// Stands before a number in a stem, whatever word stood there (第).
const NUMBER: char = '#';

/// What two names must share to be one organisation's.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Key {
    /// The name without its form.
    pub(super) stem: String,
    /// The class of the form; none when the name ends in no form, which fits any class.
    pub(super) class: Option<usize>,
}

#[derive(Clone, Debug)]
struct Form {
    text: String,
    class: usize,
    /// Bytes at the start that also belong to the name: 县 of 县委, since the full form is 县 + 委员会.
    borrowed: usize,
}

/// The forms, prefixes and number words of a pack.
#[derive(Clone, Debug)]
pub(super) struct Forms {
    /// The longest first.
    endings: Vec<Form>,
    /// The longest first.
    prefixes: Vec<String>,
    /// The longest first, and whether the word says something itself (`Crew`) or only leads the number (第).
    numbered: Vec<(String, bool)>,
    classes: Vec<(String, usize)>,
    /// What is said, and what is written for it.
    called: Vec<(String, String)>,
}

impl Forms {
    pub(super) fn new(rules: &RuleSet) -> Forms {
        let classes = classes(rules);
        let forms = endings(rules, &classes);
        let longest_first = |words: &[String]| {
            let mut words: Vec<String> = words
                .iter()
                .map(|word| fold(word))
                .filter(|word| !word.is_empty())
                .collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words
        };
        let numbered = longest_first(&rules.naming.numbered)
            .into_iter()
            .map(|word| {
                let says_something = forms.iter().any(|form| form.text == word);
                (word, says_something)
            })
            .collect();
        Forms {
            endings: forms,
            prefixes: longest_first(&rules.naming.prefixes),
            numbered,
            classes,
            called: rules
                .naming
                .called
                .iter()
                .map(|(written, said)| (fold(said), fold(written)))
                .filter(|(said, written)| !said.is_empty() && !written.is_empty())
                .collect(),
        }
    }

    /// One spelling of a name: folded, without prefix, numbers marked.
    pub(super) fn prepare(&self, text: &str) -> String {
        let mut folded = fold(text);
        for (said, written) in &self.called {
            if !folded.contains(written.as_str()) {
                folded = folded.replace(said.as_str(), written);
            }
        }
        let mut rest = folded.as_str();
        while let Some(shorter) = self
            .prefixes
            .iter()
            .find_map(|prefix| rest.strip_prefix(prefix.as_str()))
        {
            rest = shorter.trim_start();
        }
        self.mark_numbers(rest)
    }

    /// 第四, 第4 and 第０４ become `#4`.
    fn mark_numbers(&self, text: &str) -> String {
        let mut found = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let at_word = !found.chars().next_back().is_some_and(is_word);
            if let Some((word, number, after)) = self.number_at_start(rest, at_word) {
                found.push_str(word);
                if !word.is_empty() {
                    found.push(' ');
                }
                found.push(NUMBER);
                found.push_str(&number.to_string());
                rest = after;
            } else {
                found.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
        found
    }

    fn number_at_start<'a>(&'a self, text: &'a str, at_word: bool) -> Option<(&'a str, u32, &'a str)> {
        let (word, says_something) = self
            .numbered
            .iter()
            .find(|(word, _)| text.starts_with(word.as_str()))?;
        if word.starts_with(is_word) && !at_word {
            return None;
        }
        let mut rest = text.get(word.len()..)?.trim_start();
        // Crew No. 2 is Crew 2.
        if let Some((second, _)) = self
            .numbered
            .iter()
            .find(|(second, _)| rest.starts_with(second.as_str()))
        {
            rest = rest.get(second.len()..)?.trim_start();
        }
        let (number, length) = numeral_at_start(rest)?;
        let after = rest.get(length..)?;
        if after.starts_with(is_word) {
            return None;
        }
        Some((if *says_something { word } else { "" }, number, after))
    }

    /// The name without its form.
    pub(super) fn stem(&self, prepared: &str) -> String {
        self.stripped(prepared)
            .next()
            .map_or_else(|| prepared.to_owned(), |(stem, _)| stem)
    }

    /// Every form the name ends in, the longest first.
    fn stripped<'a>(&'a self, prepared: &'a str) -> impl Iterator<Item = (String, &'a Form)> + 'a {
        // Crew 2: the number may stand behind the form.
        let number = number_at_end(prepared);
        self.endings.iter().filter_map(move |form| {
            let plain = before_end(prepared, &form.text).map(str::to_owned);
            let stem = plain.or_else(|| {
                let (number, start) = number?;
                let before = before_end(prepared.get(..start)?.trim_end(), &form.text)?;
                Some(join(before, &format!("{NUMBER}{number}")))
            });
            stem.filter(|stem| !stem.is_empty()).map(|stem| (stem, form))
        })
    }

    /// The keys of what someone wrote, the likeliest first.
    pub(super) fn keys(&self, prepared: &str) -> Vec<Key> {
        let mut found = Vec::new();
        for (stem, form) in self.stripped(prepared) {
            let class = Some(form.class);
            let numbered = with_number(&stem);
            let borrowed = form.text.get(..form.borrowed).filter(|text| !text.is_empty());
            let longer = borrowed.map(|text| format!("{stem}{text}"));
            for stem in std::iter::once(stem).chain(numbered).chain(longer) {
                found.push(Key { stem, class });
            }
        }
        if found.is_empty() {
            let stem = prepared.to_owned();
            let numbered = with_number(&stem);
            for stem in std::iter::once(stem)
                .chain(numbered)
                .filter(|stem| !stem.is_empty())
            {
                found.push(Key { stem, class: None });
            }
        }
        found
    }

    /// The keys of an organisation on record: also without its form, and by its kind when its name has none.
    pub(super) fn keys_on_record(&self, prepared: &str, kind: &str) -> Vec<Key> {
        let mut found = self.keys(prepared);
        let bare = Key {
            stem: self.stem(prepared),
            class: None,
        };
        if found.iter().all(|key| key.class.is_none()) {
            let class = self
                .classes
                .iter()
                .find(|(id, _)| id == kind)
                .map(|(_, class)| *class);
            found.extend(found.clone().into_iter().map(|key| Key { class, ..key }));
        }
        found.push(bare);
        found
    }

    /// The text a name ends in as its form (党支部), and what stands before it.
    pub(super) fn split_form<'a>(&self, folded: &'a str) -> Option<(&'a str, &'a str)> {
        let form = self
            .endings
            .iter()
            .find(|form| before_end(folded, &form.text).is_some())?;
        folded.split_at_checked(folded.len() - form.text.len())
    }

    /// Whether a text begins with a number and what leads it (第二党支部).
    pub(super) fn begins_with_number(&self, folded: &str) -> bool {
        let bare = numeral_at_start(folded).and_then(|(_, length)| folded.get(length..));
        // 三泉镇 begins with a numeral too: only a form may follow one.
        let bare = bare.is_some_and(|rest| {
            rest.is_empty() || self.endings.iter().any(|form| form.text == rest.trim_start())
        });
        bare || self.number_at_start(folded, true).is_some()
    }

    /// What stands before the last number of a name (A村 of A村第一).
    pub(super) fn before_number<'a>(&self, folded: &'a str) -> Option<&'a str> {
        let starts = folded.char_indices().map(|(at, _)| at).rev();
        let marked = starts.clone().find(|at| {
            let at_word = !folded
                .get(..*at)
                .and_then(|t| t.chars().next_back())
                .is_some_and(is_word);
            folded
                .get(*at..)
                .is_some_and(|rest| self.number_at_start(rest, at_word).is_some())
        });
        let at = marked.or_else(|| numeral_at_end(folded).map(|(_, start)| start))?;
        folded.get(..at).filter(|before| !before.is_empty())
    }
}

/// The class of each kind. Kinds that share a form cannot be told apart by it: they are one class (…委员会).
fn classes(rules: &RuleSet) -> Vec<(String, usize)> {
    let mut known: Vec<(String, usize)> = Vec::new();
    let mut found = Vec::new();
    for (index, kind) in rules.organisation_kinds.iter().enumerate() {
        let forms: Vec<String> = kind.forms.iter().map(|form| fold(form)).collect();
        let shared = known
            .iter()
            .find(|(form, _)| forms.contains(form))
            .map(|(_, class)| *class);
        let class = shared.unwrap_or(index);
        known.extend(forms.into_iter().map(|form| (form, class)));
        found.push((kind.id.clone(), class));
    }
    found
}

/// What names may end in, the longest first: the forms, and what the kind column may say (工委) where no form says
/// otherwise.
fn endings(rules: &RuleSet, classes: &[(String, usize)]) -> Vec<Form> {
    let mut found: Vec<Form> = Vec::new();
    let kinds = || rules.organisation_kinds.iter().zip(classes);
    let forms =
        kinds().flat_map(|(kind, (_, class))| kind.forms.iter().map(move |text| (kind, *class, text)));
    let names =
        kinds().flat_map(|(kind, (_, class))| kind.names.iter().map(move |text| (kind, *class, text)));
    for (kind, class, text) in forms.chain(names) {
        let text = fold(text);
        if !text.is_empty() && !found.iter().any(|known| known.text == text) {
            let full = kind.forms.first().map(|form| fold(form)).unwrap_or_default();
            found.push(Form {
                borrowed: borrowed(&text, &full),
                text,
                class,
            });
        }
    }
    found.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.text.cmp(&b.text)));
    found
}

/// `#4` or a bare numeral at the end, and where it begins.
fn number_at_end(text: &str) -> Option<(u32, usize)> {
    let (number, start) = numeral_at_end(text)?;
    let marked = text.get(..start).is_some_and(|before| before.ends_with(NUMBER));
    Some((number, if marked { start - NUMBER.len_utf8() } else { start }))
}

/// 石营村一 for 石营村第一: the same with its last number marked.
fn with_number(stem: &str) -> Option<String> {
    let (number, start) = numeral_at_end(stem)?;
    let before = stem
        .get(..start)
        .filter(|before| !before.ends_with(NUMBER) && !before.is_empty())?;
    let before = before.trim_end();
    let spaced = !before.chars().next_back().is_some_and(is_cjk);
    Some(format!(
        "{before}{}{NUMBER}{number}",
        if spaced { " " } else { "" }
    ))
}

/// How much of a form's start is part of the name in the full form: 县 of 县委 beside 委员会.
fn borrowed(form: &str, full: &str) -> usize {
    form.char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .find(|at| form.get(*at..).is_some_and(|end| full.starts_with(end)))
        .unwrap_or(0)
}
