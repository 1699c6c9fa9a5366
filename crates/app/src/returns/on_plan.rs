//! A plan (计划) as the form of a return: an item that is open, or a place where nothing is planned yet, as a row; and
//! a returned row as what it says. Must not compare rows (`domain::returns`) or keep items (`merge_plan`).

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{OrganisationId, PlanItemId};
use domain::import_refusal::ImportRefusal;
use domain::naming::fold_name;
use domain::obligation::Proof;
use domain::period::{Period, Rhythm};
use domain::returns::FormRow;
use domain::rule_set::{RuleSet, columns_of};
use i18n::{Locale, Words};
use intake::{ColumnSpec, RawRow};
use jiff::civil::Date;
use store::PlanItemRow;
use uuid::Uuid;

use super::ledger::{Reader, Said, cell, ids, named};
use super::reading::ReadRow;
use crate::import::{Context, Place};
use crate::plans::PlanState;
use crate::see_plan::{Filled, PlanSlot, rows_in, slots};
use crate::{App, Failure, Snapshot};

/// What is planned, and what is still to be planned, in the days a return asks about.
#[derive(Default)]
pub(super) struct PlanHeld {
    /// Open items and empty places by what names them, in the order of the tree.
    pub slots: Vec<(Uuid, PlanSlot)>,
    /// The rows of the items.
    rows: BTreeMap<PlanItemId, PlanItemRow>,
}

impl PlanHeld {
    /// Reads it below an office. Without a first or last day it is the running quarter, or what of it is left.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn read(
        app: &App,
        snapshot: &Snapshot,
        office: OrganisationId,
        (from, until): (Option<Date>, Option<Date>),
    ) -> Result<PlanHeld, Failure> {
        let running = Rhythm::Quarter.period_of(until.or(from).unwrap_or(snapshot.as_of));
        let within = Period {
            first: from.unwrap_or(running.first),
            last: until.unwrap_or(running.last),
            ..running
        };
        let board = snapshot.board();
        let scope: BTreeSet<OrganisationId> = board.tree().scope(office).iter().copied().collect();
        let rows = rows_in(app, snapshot, &scope).await?;
        let owing = asked_about(board.owing(office, &within), &within);
        let mut slots = slots(&owing, &rows, snapshot);
        slots.retain(is_row);
        let rows = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut empties: BTreeMap<(OrganisationId, String, String), usize> = BTreeMap::new();
        let named = slots.into_iter().map(|slot| {
            if let Filled::Item(item) = &slot.filled {
                return (item.id.0, slot);
            }
            let of = (slot.organisation, slot.duty.clone(), slot.period.label.clone());
            let nth = empties.entry(of).or_default();
            *nth += 1;
            let name = empty(slot.organisation, (&slot.duty, &slot.period.label), *nth);
            (name, slot)
        });
        let slots = named.collect();
        Ok(PlanHeld { slots, rows })
    }

    /// The place that a record names, or that stands where an empty one was sent.
    pub(super) fn find(&self, wanted: Uuid, sent: &FormRow) -> Option<&PlanSlot> {
        let all = || self.slots.iter();
        if let Some((_, slot)) = all().find(|(name, _)| *name == wanted) {
            return Some(slot);
        }
        let of = organisation(sent)?;
        let (duty, period) = (sent.value("duty"), sent.value("period"));
        let was_empty = (1..=MOST_EMPTY).any(|nth| empty(of, (duty, period), nth) == wanted);
        let stands =
            |slot: &PlanSlot| slot.organisation == of && slot.duty == duty && slot.period.label == period;
        let found = all().map(|(_, slot)| slot).find(|slot| stands(slot));
        found.filter(|_| was_empty)
    }

    /// An empty place for a duty, where nothing is planned yet or one more may be.
    pub(super) fn place(&self, of: OrganisationId, (duty, period): (&str, &str)) -> Option<&PlanSlot> {
        let fits = |slot: &&PlanSlot| {
            slot.organisation == of && slot.duty == duty && (period.is_empty() || slot.period.label == period)
        };
        let all = || self.slots.iter().map(|(_, slot)| slot).filter(fits);
        all().find(|slot| !is_item(slot)).or_else(|| all().next())
    }

    /// The period of a duty that a day lies in, among those that are looked at.
    pub(super) fn period_on(&self, of: OrganisationId, duty: &str, on: Date) -> Option<&str> {
        let fits = |slot: &&PlanSlot| {
            slot.organisation == of && slot.duty == duty && slot.period.first <= on && on <= slot.period.last
        };
        let found = self.slots.iter().map(|(_, slot)| slot).find(fits);
        found.map(|slot| slot.period.label.as_str())
    }

    /// The row of an item.
    pub(super) fn row(&self, id: PlanItemId) -> Option<&PlanItemRow> {
        self.rows.get(&id)
    }
}

/// Days that are just a period of some duty ask about such periods alone: the third quarter does not ask for July 1
/// again. Any other days ask about every period they meet.
fn asked_about<'a>(owing: Vec<Proof<'a>>, within: &Period) -> Vec<Proof<'a>> {
    let is_just = |proof: &Proof<'_>| {
        let period = &proof.obligation.period;
        (period.first, period.last) == (within.first, within.last)
    };
    let has_one = owing.iter().any(is_just);
    owing
        .into_iter()
        .filter(|proof| !has_one || is_just(proof))
        .collect()
}

/// What was held or waits for nobody is no row: nothing is asked of it.
fn is_row(slot: &PlanSlot) -> bool {
    match &slot.filled {
        Filled::Item(item) => item.state == PlanState::Open,
        Filled::Nothing => true,
        Filled::Lecture(_) => false,
    }
}

/// Whether an item stands in a place.
pub(super) fn is_item(slot: &PlanSlot) -> bool {
    matches!(slot.filled, Filled::Item(_))
}

/// So many places of one duty in one period are told apart while they are empty.
const MOST_EMPTY: usize = 60;

/// Names an empty place, the same whenever it is looked at.
fn empty(of: OrganisationId, (duty, period): (&str, &str), nth: usize) -> Uuid {
    let digest = store::sha256_hex(format!("{of}\u{0}{duty}\u{0}{period}\u{0}{nth}").as_bytes());
    let number = digest
        .get(..32)
        .and_then(|hex| u128::from_str_radix(hex, 16).ok());
    Uuid::from_u128(number.unwrap_or_default())
}

fn organisation(row: &FormRow) -> Option<OrganisationId> {
    super::form::organisations(row).first().copied()
}

/// A place of a plan as a row.
pub(super) fn row_of(slot: &PlanSlot, snapshot: &Snapshot) -> FormRow {
    let rules = &*snapshot.rules;
    let says = match &slot.filled {
        Filled::Item(item) => Some(&item.says),
        _ => None,
    };
    let name = snapshot.name(slot.organisation).unwrap_or_default();
    let on = says.and_then(|says| says.on).map(|on| on.to_string());
    let on = on.unwrap_or_default();
    let topic = says.and_then(|says| says.topic.as_deref()).unwrap_or_default();
    let speaker = says.and_then(|says| says.speaker.as_ref());
    let class = speaker
        .and_then(|speaker| speaker.class.as_deref())
        .unwrap_or_default();
    let class_names = rules.speaker_classes.iter().find(|known| known.id == class);
    let kind = says.map(|says| says.kind.as_str()).unwrap_or_default();
    let kind_names = rules.lecture_kind(kind).and_then(|kind| kind.names.first());
    let venue = says.and_then(|says| says.venue.as_deref()).unwrap_or_default();
    let cells = [
        ("organisations", cell(ids(&[slot.organisation]), name)),
        ("duty", cell(slot.duty.clone(), duty_name(&slot.duty, rules))),
        ("period", cell(slot.period.label.clone(), &slot.period.label)),
        ("on", cell(on.clone(), &on)),
        ("title", cell(intake::fold(topic), topic)),
        (
            "speaker",
            named(speaker.map(|speaker| speaker.name.as_str()).unwrap_or_default()),
        ),
        (
            "speaker_class",
            cell(
                class.to_owned(),
                class_names
                    .and_then(|known| known.names.first())
                    .map_or(class, String::as_str),
            ),
        ),
        (
            "kind",
            cell(kind.to_owned(), kind_names.map_or(kind, String::as_str)),
        ),
        ("venue", cell(intake::fold(venue), venue)),
    ];
    let cells = cells.into_iter().map(|(column, cell)| (column.to_owned(), cell));
    FormRow {
        number: None,
        cells: cells.collect(),
    }
}

fn duty_name<'a>(id: &'a str, rules: &'a RuleSet) -> &'a str {
    let duty = rules.duties.iter().rfind(|duty| duty.id == id);
    duty.map_or(id, |duty| duty.name.as_str())
}

/// What a column can be chosen from.
pub(super) fn choices(key: &str, rules: &RuleSet) -> Vec<String> {
    match key {
        // A duty may stand in the pack in several versions of one name.
        "duty" => {
            let mut names: Vec<String> = rules.duties.iter().map(|duty| duty.name.clone()).collect();
            names.dedup();
            names
        }
        _ => super::ledger::choices(key, rules),
    }
}

/// The columns a file is told by. What is wanted of a row is asked once it is taken: a plan is made bit by bit.
pub(super) fn specs(rules: &RuleSet) -> Vec<ColumnSpec> {
    let column = |key: &&'static str| ColumnSpec {
        key,
        names: rules.headers("plan", key).to_vec(),
        required: matches!(*key, "organisations" | "on" | "title"),
        fill_down: *key == "organisations",
    };
    columns_of("plan").iter().map(column).collect()
}

/// How periods that were sent are written, in every language, and the label of each.
pub(super) fn periods<'a>(
    sent: impl Iterator<Item = &'a FormRow>,
    rules: &RuleSet,
) -> BTreeMap<String, String> {
    let all: BTreeSet<(&str, &str)> = sent.map(|row| (row.value("duty"), row.value("period"))).collect();
    let mut known = BTreeMap::new();
    for (duty, label) in all.into_iter().filter(|(_, label)| !label.is_empty()) {
        known.insert(intake::fold(label), label.to_owned());
        for locale in Locale::ALL {
            let written = period(label, (duty, rules), &Words::new(locale, None));
            known.insert(intake::fold(&written), label.to_owned());
        }
    }
    known
}

/// A period as people write it.
pub(super) fn period(label: &str, (duty, rules): (&str, &RuleSet), words: &Words) -> String {
    let duty = rules.duties.iter().rfind(|known| known.id == duty);
    duty.map_or_else(
        || label.to_owned(),
        |duty| words.period_named(label, &duty.period),
    )
}

/// Reads a returned row; what cannot be understood is told and counts as not said.
pub(super) fn read(
    raw: &RawRow,
    place: Place,
    (context, periods): (&Context<'_>, &BTreeMap<String, String>),
) -> ReadRow {
    let reader = Reader {
        raw,
        context,
        place: &place,
    };
    let said: [(&str, Said); 9] = [
        ("organisations", reader.hosts()),
        ("duty", duty(raw, context)),
        ("period", Ok(period_said(raw, periods))),
        ("on", reader.day("on")),
        ("title", Ok(Some(reader.written("title")))),
        ("speaker", Ok(Some(reader.name("speaker")))),
        ("speaker_class", Ok(Some(reader.class()))),
        ("kind", reader.kind()),
        ("venue", Ok(Some(reader.written("venue")))),
    ];
    ReadRow::of(place, said)
}

fn duty(raw: &RawRow, context: &Context<'_>) -> Said {
    let text = raw.text("duty");
    if text.is_empty() {
        return Ok(None);
    }
    let wanted = fold_name(&text);
    let duties = &context.rules.duties;
    let named = |name: &str| fold_name(name) == wanted;
    let found = duties.iter().rfind(|duty| named(&duty.id) || named(&duty.name));
    let known = || duties.iter().map(|duty| duty.name.clone()).collect();
    let found = found.ok_or_else(|| ImportRefusal::UnknownKind {
        value: text.clone(),
        known: known(),
    })?;
    Ok(Some(cell(found.id.clone(), &found.name)))
}

/// A period that was not sent is not said: of what is new the day tells it.
fn period_said(raw: &RawRow, periods: &BTreeMap<String, String>) -> Option<domain::returns::FormCell> {
    let text = raw.text("period");
    let label = periods.get(&intake::fold(&text))?;
    Some(cell(label.clone(), label))
}
