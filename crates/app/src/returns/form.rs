//! The forms a return can have: their columns, and our records as their rows. The one place that tells them apart.
//! Must not compare rows.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{LectureId, OrganisationId};
use domain::lecture::Lecture;
use domain::return_form::{FilledBy, ReturnForm};
use domain::returns::{ColumnWeight, FormColumn, FormRow};
use jiff::civil::Date;
use uuid::Uuid;

use super::ledger;
use super::sent::SentRow;
use crate::Snapshot;

/// The columns of a form in their order, and how much each tells about which row is meant.
pub(super) fn columns(form: ReturnForm) -> Vec<FormColumn> {
    use ColumnWeight::{Identity, Silent, Supporting};
    let ReturnForm::Ledger = form;
    let columns = [
        ("on", Identity),
        ("organisations", Identity),
        ("title", Identity),
        ("kind", Supporting),
        ("form", Supporting),
        ("speaker", Identity),
        ("speaker_class", Supporting),
        ("venue", Supporting),
        ("expected", Supporting),
        ("present", Supporting),
        ("note", Silent),
    ];
    let column = |(key, weight): (&str, ColumnWeight)| FormColumn {
        key: key.to_owned(),
        weight,
    };
    columns.into_iter().map(column).collect()
}

/// Who is asked by an office.
pub(super) fn asked(
    snapshot: &Snapshot,
    office: OrganisationId,
    filled_by: FilledBy,
) -> BTreeSet<OrganisationId> {
    let today = snapshot.as_of;
    let open = snapshot.facts.organisations.iter();
    let open = open.filter(|organisation| organisation.id != office && organisation.existed_on(today));
    let is_asked = |id: OrganisationId| match filled_by {
        FilledBy::Below => snapshot.facts.organisation(id).and_then(|it| it.parent_on(today)) == Some(office),
        FilledBy::Branches => snapshot.keeps_members(id) && snapshot.path(id).contains(&office),
    };
    open.map(|organisation| organisation.id)
        .filter(|id| is_asked(*id))
        .collect()
}

/// Which of those asked an organisation's rows go to.
pub(super) struct Parts<'a> {
    snapshot: &'a Snapshot,
    asked: &'a BTreeSet<OrganisationId>,
    known: std::cell::RefCell<BTreeMap<OrganisationId, Option<OrganisationId>>>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, asked: &'a BTreeSet<OrganisationId>) -> Parts<'a> {
        let known = std::cell::RefCell::default();
        Parts {
            snapshot,
            asked,
            known,
        }
    }

    /// The lowest of those asked that it is or stands below. What was merged into another goes with that one.
    pub(super) fn of(&self, organisation: OrganisationId) -> Option<OrganisationId> {
        if let Some(part) = self.known.borrow().get(&organisation) {
            return *part;
        }
        let path = self.snapshot.path(organisation);
        let part = path
            .iter()
            .rev()
            .find(|above| self.asked.contains(*above))
            .copied();
        self.known.borrow_mut().insert(organisation, part);
        part
    }

    /// Of the first of several that goes to anybody.
    pub(super) fn of_any(
        &self,
        organisations: impl IntoIterator<Item = OrganisationId>,
    ) -> Option<OrganisationId> {
        organisations
            .into_iter()
            .find_map(|organisation| self.of(organisation))
    }
}

/// The records of a form that are wanted, each with who is asked for it. Whether one is wanted is asked before its row
/// is made, with who is asked for it.
pub(super) fn records(
    form: ReturnForm,
    (snapshot, parts): (&Snapshot, &Parts<'_>),
    is_wanted: impl Fn(OrganisationId, Uuid) -> bool,
) -> BTreeMap<OrganisationId, Vec<SentRow>> {
    let ReturnForm::Ledger = form;
    let mut rows: BTreeMap<OrganisationId, Vec<SentRow>> = BTreeMap::new();
    let lectures = snapshot.facts.lectures.iter();
    for lecture in lectures.filter(|lecture| ledger::is_row(lecture)) {
        let hosts = lecture.hosts.iter().map(|host| host.organisation);
        let part = parts.of_any(hosts);
        if let Some(part) = part.filter(|part| is_wanted(*part, lecture.id.0)) {
            rows.entry(part).or_default().push(row_of(snapshot, lecture));
        }
    }
    for rows in rows.values_mut() {
        rows.sort_by_cached_key(|sent| {
            let number = sent.row.number;
            (
                number.is_none(),
                number,
                sent.row.value("on").to_owned(),
                sent.record,
            )
        });
    }
    rows
}

fn row_of(snapshot: &Snapshot, lecture: &Lecture) -> SentRow {
    let name = |id: OrganisationId| snapshot.name(id).unwrap_or_default().to_owned();
    let number = snapshot.ledger_number(lecture.id);
    SentRow {
        record: lecture.id.0,
        row: ledger::row_of(lecture, number, (&snapshot.rules, &name)),
    }
}

/// Whether a record belongs to days a form asks about.
pub(super) fn is_within(
    form: ReturnForm,
    (snapshot, record): (&Snapshot, Uuid),
    (from, until): (Option<Date>, Option<Date>),
) -> bool {
    let ReturnForm::Ledger = form;
    let on = snapshot.lecture(LectureId(record)).and_then(Lecture::ended_on);
    on.is_some_and(|on| from.is_none_or(|from| from <= on) && until.is_none_or(|until| on <= until))
}

/// What is held now under a record; none when it is a row of the form no more.
pub(super) fn held(form: ReturnForm, snapshot: &Snapshot, record: Uuid) -> Option<FormRow> {
    let ReturnForm::Ledger = form;
    let lecture = snapshot.lecture(LectureId(record))?;
    ledger::is_row(lecture).then(|| row_of(snapshot, lecture).row)
}
