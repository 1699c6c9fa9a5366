//! A roster (花名册) as the form of a return: a member at home in a branch as a row, and a returned row as what it says.
//! Must not keep a field that no rule needs (X5), compare rows (`domain::returns`) or move anybody (`merge_roster`).

use std::collections::HashMap;

use domain::facts::Facts;
use domain::id::OrganisationId;
use domain::import_refusal::UnreadableWhy;
use domain::person::Membership;
use domain::returns::FormRow;
use domain::rule_set::RuleSet;
use intake::{RawRow, read_month};
use uuid::Uuid;

use super::ledger::{Reader, Said, cell, ids, named};
use super::reading::ReadRow;
use crate::Snapshot;
use crate::import::{Context, Place, Words};

/// Where everybody is at home today, by person.
#[derive(Default)]
pub(super) struct Homes(HashMap<Uuid, Membership>);

impl Homes {
    /// Of those who are at home somewhere and are not erased.
    pub(super) fn of(facts: &Facts) -> Homes {
        let open = facts.memberships.iter().filter(|home| home.until.is_none());
        let named = open.filter(|home| {
            facts
                .person(home.person)
                .is_some_and(|person| person.name.is_some())
        });
        Homes(named.map(|home| (home.person.0, *home)).collect())
    }

    /// The home of a person.
    pub(super) fn get(&self, person: Uuid) -> Option<&Membership> {
        self.0.get(&person)
    }

    /// All.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Membership> {
        self.0.values()
    }
}

/// A member as a row; none when there is no such person any more.
pub(super) fn row_of(home: &Membership, snapshot: &Snapshot) -> Option<FormRow> {
    let rules = &*snapshot.rules;
    let person = snapshot.facts.person(home.person)?;
    let branch = snapshot.name(home.organisation).unwrap_or_default();
    let month = person.birth_month.as_deref().unwrap_or_default();
    let kind = rules.member_kinds.iter().find(|kind| kind.id == person.kind);
    let kind_name = kind.and_then(|kind| kind.names.first());
    let cells = [
        ("branch", cell(ids(&[home.organisation]), branch)),
        ("name", named(person.name.as_deref()?)),
        ("birth_month", cell(month.to_owned(), month)),
        (
            "kind",
            cell(person.kind.clone(), kind_name.map_or(&person.kind, |name| name)),
        ),
    ];
    let kept = cells
        .into_iter()
        .filter(|(column, _)| *column != "birth_month" || rules.keeps("birth_month"));
    Some(FormRow {
        number: None,
        cells: kept.map(|(column, cell)| (column.to_owned(), cell)).collect(),
    })
}

/// What a column can be chosen from.
pub(super) fn choices(key: &str, rules: &RuleSet) -> Vec<String> {
    if key != "kind" {
        return Vec::new();
    }
    let kinds = rules.member_kinds.iter();
    kinds.filter_map(|kind| kind.names.first().cloned()).collect()
}

/// Reads a returned row; nothing of somebody who was erased on request (PIPL 47).
pub(super) fn read(raw: &RawRow, place: Place, context: &Context<'_>) -> ReadRow {
    let reader = Reader {
        raw,
        context,
        place: &place,
    };
    let said: [(&str, Said); 4] = [
        ("branch", reader.organisations("branch")),
        ("name", Ok(Some(reader.name("name")))),
        ("birth_month", month(&reader)),
        ("kind", member_kind(&reader)),
    ];
    let mut read = ReadRow::of(place, said);
    let row = &mut read.row;
    let month = Some(row.value("birth_month").to_owned()).filter(|month| !month.is_empty());
    let homes = super::form::organisations(row);
    let is_erased = |home: &OrganisationId| context.erased.has(row.value("name"), month.as_deref(), *home);
    if homes.iter().any(is_erased) {
        row.cells.clear();
    }
    read
}

fn month(reader: &Reader<'_>) -> Said {
    let raw = reader.raw.get("birth_month");
    if raw.is_blank() || !reader.context.rules.keeps("birth_month") {
        return Ok(None);
    }
    let month = read_month(raw).map_err(|_| reader.unreadable("birth_month", UnreadableWhy::NotAMonth))?;
    // One that can be read two ways says nothing against the one that is held.
    if month.ambiguous {
        return Ok(None);
    }
    let month = format!("{:04}-{:02}", month.year, month.month);
    Ok(Some(cell(month.clone(), &month)))
}

fn member_kind(reader: &Reader<'_>) -> Said {
    let text = reader.raw.text("kind");
    if text.is_empty() {
        return Ok(None);
    }
    let id = Words::member_kinds(reader.context.rules).read(&text)?;
    Ok(Some(cell(id.to_owned(), &text)))
}
