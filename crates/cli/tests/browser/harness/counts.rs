//! What a task costs a person, counted while it is done. It must not know any budget.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The sums of a trip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Pages on which the person did something (at least 1). The last answer, which is only read, is none of them.
    pub pages: usize,
    /// Documents that came, also those only read.
    pub loaded: usize,
    /// Clicks and taps; filling a field is none, choosing from a list two, attaching a file two.
    pub taps: usize,
    /// Fields that could be seen in the forms which the person used; a group of boxes is one.
    pub fields: usize,
    /// Different fields that the person filled, chose or attached something to.
    pub filled: usize,
    /// Of the fields: those that came with a value and were left as they came.
    pub prefilled: usize,
    /// Characters typed; pasted ones are not.
    pub characters: usize,
    /// Thousands of bytes received, headers included.
    pub kilobytes: f64,
    /// From the first page asked for to the end, as the machine does it.
    pub seconds: f64,
}

/// What the person's hand did, and which fields the eyes met.
#[derive(Debug, Default)]
pub struct Hand {
    pub taps: usize,
    pub characters: usize,
    /// Numbers of the documents on which something was done.
    pub acted_on: BTreeSet<u32>,
    filled: BTreeSet<String>,
    forms: BTreeSet<String>,
    /// Key of each field seen: its form, and whether it came with a value.
    seen: BTreeMap<String, (String, bool)>,
}

impl Hand {
    /// Takes in the fields of the page as `survey` lists them. The first sight of a field counts.
    pub fn see(&mut self, fields: &Value) {
        for field in fields.as_array().into_iter().flatten() {
            let is_prefilled = field["prefilled"] == true;
            let seen = self
                .seen
                .entry(text(&field["key"]))
                .or_insert((text(&field["form"]), is_prefilled));
            // A group of boxes comes box by box: one that is ticked makes the group prefilled.
            seen.1 |= is_prefilled && field["group"] == true;
        }
    }

    /// Something was done to an element of the document with this number: to a field if it has a key.
    pub fn handle(&mut self, place: &Value, document: u32) {
        self.acted_on.insert(document);
        let form = text(&place["form"]);
        if !form.is_empty() {
            self.forms.insert(form);
        }
        let key = text(&place["key"]);
        if !key.is_empty() {
            self.filled.insert(key);
        }
    }

    /// The sums.
    pub fn counts(&self, loaded: u32, received: u64, seconds: f64) -> Counts {
        let in_used_form = |(key, (form, _)): &(&String, &(String, bool))| {
            self.forms.contains(form) || self.filled.contains(*key)
        };
        let used: Vec<_> = self.seen.iter().filter(in_used_form).collect();
        let is_kept = |(key, (_, is_prefilled)): &&(&String, &(String, bool))| {
            *is_prefilled && !self.filled.contains(*key)
        };
        let received = u32::try_from(received).unwrap_or(u32::MAX);
        Counts {
            pages: self.acted_on.len().max(1),
            loaded: usize::try_from(loaded).unwrap(),
            taps: self.taps,
            fields: used.len(),
            filled: self.filled.len(),
            prefilled: used.iter().filter(is_kept).count(),
            characters: self.characters,
            kilobytes: f64::from(received) / 1000.0,
            seconds,
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
