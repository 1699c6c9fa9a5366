//! An entry of the history: who, when, what, why, and each row it changed, field by field.
//! Must not show a personal value: the history holds none.

use app::{EntrySeen, FieldSeen, RowSeen, Shown, see_entry};
use askama::Template;

use super::list::{Row, line};
use super::values::{detail, field_name, kept_word};
use crate::answer::{Answer, Reply};
use crate::told::{moment, organisation, title, who};
use crate::view::View;
use crate::visit::Visit;

/// A field in words.
struct FieldRow {
    name: String,
    was: Option<String>,
    now: Option<String>,
    is_changed: bool,
    /// The page of a person or a lecture, where the value is one.
    address: Option<String>,
}

/// A changed row in words.
struct RowText {
    table: String,
    what: String,
    fields: Vec<FieldRow>,
}

#[derive(Template)]
#[template(path = "auditor/entry.html")]
struct Page<'a> {
    v: View<'a>,
    entry: Row,
    detail: Vec<(String, String)>,
    rows: Vec<RowText>,
    is_compared: bool,
    later: Option<String>,
    earlier_entry: Option<i64>,
}

pub(super) async fn show(visit: Visit) -> Answer {
    let number = visit.place("number")?;
    let after: i64 = visit.query_as("after").unwrap_or(-1).max(-1);
    let seen = see_entry(&visit.site.app, &visit.actor, number, after).await?;
    let known = seen.people.get(&seen.entry.actor).cloned();
    let known = known.unwrap_or_else(|| app::Who::Other(seen.entry.actor.clone()));
    let said = who(&visit, &seen.snapshot, &known);
    Reply::page(&Page {
        entry: line(&visit, &seen.snapshot, (&seen.entry, said)),
        detail: detail(&visit, &seen),
        rows: seen.rows.iter().map(|row| row_text(&visit, &seen, row)).collect(),
        is_compared: seen.is_compared,
        later: seen
            .next
            .map(|next| visit.address_with("after", &next.to_string())),
        earlier_entry: (number > 1).then(|| number - 1),
        v: View::new(&visit),
    })
}

fn row_text(visit: &Visit, seen: &EntrySeen, row: &RowSeen) -> RowText {
    let words = &visit.words;
    let what = if row.is_gone {
        words.say("history-row-gone", &[])
    } else if !seen.is_compared {
        words.say("history-row-written", &[])
    } else if row.was_there {
        words.say("history-row-changed", &[])
    } else {
        words.say("history-row-new", &[])
    };
    let table = format!("table-{}", row.table.replace('_', "-"));
    RowText {
        table: words.find(&table, &[]).unwrap_or_else(|| row.table.to_owned()),
        what,
        fields: row
            .fields
            .iter()
            .filter(|field| !is_blank(field))
            .map(|field| field_row(visit, seen, row, field))
            .collect(),
    }
}

/// Nothing before and nothing after says nothing.
fn is_blank(field: &FieldSeen) -> bool {
    let blank = |shown: &Option<Shown>| matches!(shown, None | Some(Shown::Empty));
    blank(&field.was) && blank(&field.now)
}

fn field_row(visit: &Visit, seen: &EntrySeen, row: &RowSeen, field: &FieldSeen) -> FieldRow {
    let text = |shown: &Shown| match shown {
        Shown::Text(id) => {
            kept_word(visit, (row.table, field.column), id).unwrap_or_else(|| shown_text(visit, seen, shown))
        }
        _ => shown_text(visit, seen, shown),
    };
    let is_changed = row.was_there && field.was.is_some() && field.was != field.now;
    let address = match &field.now {
        Some(Shown::Person(person)) => Some(format!("/people/{person}")),
        Some(Shown::Lecture(lecture)) => Some(format!("/lectures/{lecture}")),
        _ => None,
    };
    FieldRow {
        name: field_name(visit, field.column),
        was: field.was.as_ref().filter(|_| is_changed).map(text),
        now: field.now.as_ref().map(text),
        is_changed,
        address,
    }
}

fn shown_text(visit: &Visit, seen: &EntrySeen, shown: &Shown) -> String {
    let words = &visit.words;
    match shown {
        Shown::Empty => words.say("history-empty", &[]),
        Shown::Personal => words.say("history-personal", &[]),
        Shown::Organisation(id) => organisation(&seen.snapshot, *id),
        Shown::Person(_) => words.say("history-person", &[]),
        Shown::Lecture(id) => title(&seen.snapshot, *id),
        Shown::Moment(at) => moment(visit, *at),
        Shown::Day(day) if day.year() <= 1 => words.say("dates-always", &[]),
        Shown::Day(day) => words.date(*day),
        Shown::Text(text) => text.chars().take(400).collect(),
    }
}
