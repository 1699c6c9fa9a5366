//! The text of a pack, changed in places and otherwise kept word for word: a new block behind it, a field, the version.
//! Must not decide what changes: `amend` does, and reads the result as any pack is read.

use jiff::civil::Date;
use toml::{Table, Value};

use crate::period::{MonthDay, Rhythm};
use crate::rule_set::Duty;

/// What a plan says of a duty, as fields of a pack.
pub(super) struct Fields<'a> {
    pub name: &'a str,
    pub citation: &'a str,
    pub source: &'a str,
    pub from: Date,
    pub rhythm: Rhythm,
    pub minimum: u32,
    pub kinds: &'a [String],
}

impl Fields<'_> {
    /// Puts them into a duty.
    pub(super) fn write(&self, duty: &mut Table, id: &str) {
        let text = |text: &str| Value::String(text.to_owned());
        let kinds = self.kinds.iter().map(|kind| text(kind)).collect();
        for (field, value) in [
            ("id", text(id)),
            ("name", text(self.name)),
            ("citation", text(self.citation)),
            ("effective_from", text(&self.from.to_string())),
            ("period", rhythm(self.rhythm)),
            ("minimum", Value::Integer(self.minimum.into())),
            ("kinds", Value::Array(kinds)),
        ] {
            duty.insert(field.to_owned(), value);
        }
        duty.remove("source");
        if !self.source.is_empty() {
            duty.insert("source".to_owned(), text(self.source));
        }
    }
}

/// What hangs on the time of a duty: whom a window falls on, and from when it is at risk, in the same part of its time as
/// before.
pub(super) fn time(duty: &mut Table, old: Option<&Duty>, asked: &Fields<'_>) {
    duty.remove("effective_until");
    for of_window in ["founded_by", "not_closed_before"] {
        duty.remove(of_window);
    }
    if let Rhythm::Window { from, until } = asked.rhythm {
        let day = |day: MonthDay| Value::String(day.to_string());
        duty.insert("founded_by".to_owned(), day(from));
        duty.insert("not_closed_before".to_owned(), day(until));
    }
    let Some(old) = old.filter(|old| old.period != asked.rhythm) else {
        return;
    };
    let days = |rhythm: Rhythm| i64::from(rhythm.period_of(asked.from).days());
    let whole = days(old.period).max(1);
    let part = (i64::from(old.at_risk_days) * days(asked.rhythm) + whole / 2) / whole;
    duty.insert("at_risk_days".to_owned(), Value::Integer(part.max(1)));
}

/// A rhythm as a pack writes it.
pub(super) fn rhythm(rhythm: Rhythm) -> Value {
    match rhythm {
        Rhythm::Window { from, until } => {
            let day = |day: MonthDay| Value::String(day.to_string());
            let days = [("from", day(from)), ("until", day(until))];
            Value::Table(
                days.map(|(field, day)| (field.to_owned(), day))
                    .into_iter()
                    .collect(),
            )
        }
        named => Value::String(named.to_string()),
    }
}

/// The last version of a duty as it is written.
pub(super) fn last_of<'a>(rules: &'a Table, list: &str, id: &str) -> Option<&'a Table> {
    let all = rules.get(list)?.as_array()?.iter().filter_map(Value::as_table);
    let mut versions = all.filter(|duty| duty.get("id").and_then(Value::as_str) == Some(id));
    versions.next_back()
}

/// The text with one more duty at its end.
pub(super) fn appended(text: &str, list: &str, duty: Table) -> String {
    let mut rules = Table::new();
    rules.insert(list.to_owned(), Value::Array(vec![Value::Table(duty)]));
    let block = toml::to_string(&rules).unwrap_or_default();
    format!("{}\n\n{}", text.trim_end(), block)
}

/// The text with the version called so.
pub(super) fn with_version(text: &str, version: &str) -> String {
    let value = Value::String(version.to_owned()).to_string();
    replaced(
        text,
        |section, line| section.is_empty() && names(line, "version"),
        &|_| format!("version = {value}"),
    )
    .0
}

/// The text with a field of a table set, which is added where it is not there.
pub(super) fn with_field(text: &str, (section, field): (&str, &str), value: &str) -> String {
    let heading = format!("[{section}]");
    let new = format!("{field} = {value}");
    let (changed, is_done) = replaced(text, |here, line| here == heading && names(line, field), &|_| {
        new.clone()
    });
    if is_done {
        return changed;
    }
    let (changed, is_done) = replaced(text, |_, line| line.trim() == heading, &|line| {
        format!("{line}\n{new}")
    });
    if is_done {
        changed
    } else {
        format!("{}\n\n{heading}\n{new}\n", text.trim_end())
    }
}

/// The text with the last day of a duty set.
pub(super) fn with_end(text: &str, (list, id): (&str, &str), until: Date) -> String {
    let heading = format!("[[{list}]]");
    let value = Value::String(id.to_owned()).to_string();
    let is_it = |section: &str, line: &str| {
        let named = line
            .split_once('=')
            .map(|(field, value)| (field.trim(), value.trim()));
        section == heading && named == Some(("id", value.as_str()))
    };
    replaced(text, is_it, &|line| format!("{line}\neffective_until = {until}")).0
}

/// Whether a line sets a field.
fn names(line: &str, field: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| name.trim() == field)
}

/// The text with the first line that fits replaced, and whether there was one. A line is told by the heading above it.
fn replaced(text: &str, fits: impl Fn(&str, &str) -> bool, new: &dyn Fn(&str) -> String) -> (String, bool) {
    let (mut lines, mut section, mut is_done) = (Vec::new(), "", false);
    for line in text.lines() {
        let is_heading = line.starts_with('[');
        if !is_done && fits(section, line) {
            lines.push(new(line));
            is_done = true;
        } else {
            lines.push(line.to_owned());
        }
        if is_heading {
            section = line.trim_end();
        }
    }
    (lines.join("\n") + "\n", is_done)
}
