//! Joint lists (联合开展): several organisations in one cell, each item leaving out what its neighbour says.
//! Must not resolve alone: every item is looked up in the directory.

use super::fold::{fold, join};
use super::{Directory, Match};

/// What separates organisations in one cell, beside a slash with spaces around it.
const SEPARATORS: [char; 7] = ['、', '，', ',', '；', ';', '\n', '\r'];

/// The items of a joint list, trimmed, empty ones left out.
#[must_use]
pub fn split_joint(text: &str) -> Vec<String> {
    text.split(SEPARATORS)
        .flat_map(|piece| piece.split(" / "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Directory {
    /// Every organisation a cell names: the item, completed where it left something out (`A村第一、第二党支部`), and
    /// what it means. A cell that is one name is one item.
    #[must_use]
    pub fn find_joint(&self, text: &str) -> Vec<(String, Match)> {
        let whole = text.trim();
        if whole.is_empty() {
            return Vec::new();
        }
        let alone = self.find(whole);
        let items = split_joint(whole);
        if alone.one().is_some() || items.len() < 2 {
            return vec![(whole.to_owned(), alone)];
        }
        let mut found: Vec<(String, Match)> = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let later = items.get(index + 1..).unwrap_or_default();
            let previous = found.last().map(|(text, _)| text.as_str());
            found.push(self.find_item(item, later, previous));
        }
        found
    }

    fn find_item(&self, item: &str, later: &[String], previous: Option<&str>) -> (String, Match) {
        let plain = fold(item);
        let completed = self.with_form_of(&plain, later);
        let numbered = self.forms.begins_with_number(&plain);
        let heads = previous
            .map(|text| self.heads_of(text, numbered))
            .unwrap_or_default();
        let base = completed.as_ref().unwrap_or(&plain);
        if !numbered {
            let own = self.find(base);
            if own != Match::None && (own.one().is_some() || heads.is_empty()) {
                return (completed.unwrap_or_else(|| item.to_owned()), own);
            }
        }
        for head in heads {
            let text = join(&head, base);
            let found = self.find(&text);
            if found.one().is_some() {
                return (text, found);
            }
        }
        (item.to_owned(), self.find(base))
    }

    /// A村第一 followed by 第二党支部 is A村第一党支部.
    fn with_form_of(&self, item: &str, later: &[String]) -> Option<String> {
        if self.forms.split_form(item).is_some() {
            return None;
        }
        let next = later.iter().find_map(|text| {
            let folded = fold(text);
            self.forms.split_form(&folded).map(|(_, form)| form.to_owned())
        })?;
        let text = join(item, &next);
        (self.find(&text) != Match::None).then_some(text)
    }

    /// What the item before says that this one may leave out, the longest first.
    fn heads_of(&self, previous: &str, numbered: bool) -> Vec<String> {
        let folded = fold(previous);
        let name = self
            .forms
            .split_form(&folded)
            .map_or(folded.as_str(), |(before, _)| before);
        if numbered {
            return self
                .forms
                .before_number(name)
                .map(str::to_owned)
                .into_iter()
                .collect();
        }
        // 大箐镇石营村第一支部、白营村第一支部: as far as the first item names organisations above it.
        let mut heads: Vec<String> = name
            .char_indices()
            .skip(1)
            .filter_map(|(at, _)| name.get(..at))
            .filter(|head| self.find(head).one().is_some())
            .map(str::to_owned)
            .collect();
        heads.reverse();
        heads
    }
}
