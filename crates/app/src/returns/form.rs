//! The forms a return can have: their columns, and our records as their rows. The one place that tells them apart.
//! Must not compare rows.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{LectureId, OrganisationId};
use domain::import_refusal::ImportRefusal;
use domain::lecture::Lecture;
use domain::return_form::{FilledBy, ReturnForm};
use domain::returns::{ColumnWeight, FormColumn, FormRow};
use domain::rule_set::RuleSet;
use intake::{ColumnSpec, RawRow};
use jiff::civil::Date;
use store::ReturnRow;
use uuid::Uuid;

use super::ledger;
use super::on_plan::{self, PlanHeld};
use super::reading::ReadRow;
use super::roster::{self, Homes};
use super::sent::SentRow;
use crate::import::{Context, LectureLine, MemberLine, Place, columns as import_columns};
use crate::{App, Failure, Snapshot};

/// The columns of a form in their order, and how much each tells about which row is meant.
pub(super) fn columns(form: ReturnForm) -> Vec<FormColumn> {
    use ColumnWeight::{Identity, Silent, Supporting};
    let weight = |key: &str| match (form, key) {
        (ReturnForm::Ledger, "note") => Silent,
        (_, "organisations" | "branch")
        | (ReturnForm::Ledger, "on" | "title" | "speaker")
        | (ReturnForm::Plan, "duty" | "period")
        | (ReturnForm::Roster, "name" | "birth_month") => Identity,
        _ => Supporting,
    };
    let keys = form.columns().filter(|key| *key != "number");
    let column = |key: &str| FormColumn {
        key: key.to_owned(),
        weight: weight(key),
    };
    keys.map(column).collect()
}

/// Columns whose blank cells are to be filled in.
pub(super) fn is_asked(form: ReturnForm, key: &str) -> bool {
    let silent = columns(form)
        .into_iter()
        .any(|column| column.key == key && column.weight == ColumnWeight::Silent);
    !silent && key != "number"
}

/// The words to choose from in a column; none where anything may be written.
pub(super) fn choices(key: &str, rules: &RuleSet, form: ReturnForm) -> Vec<String> {
    match form {
        ReturnForm::Ledger => ledger::choices(key, rules),
        ReturnForm::Plan => on_plan::choices(key, rules),
        ReturnForm::Roster => roster::choices(key, rules),
    }
}

/// The columns a file of the form is told by.
pub(super) fn specs(form: ReturnForm, rules: &RuleSet) -> Vec<ColumnSpec> {
    match form {
        ReturnForm::Ledger => import_columns::<LectureLine>(rules),
        ReturnForm::Plan => on_plan::specs(rules),
        ReturnForm::Roster => import_columns::<MemberLine>(rules),
    }
}

/// Reads a returned row.
pub(super) fn read(
    form: ReturnForm,
    (raw, place): (&RawRow, Place),
    (context, periods): (&Context<'_>, &BTreeMap<String, String>),
) -> ReadRow {
    match form {
        ReturnForm::Ledger => ledger::read(raw, place, context),
        ReturnForm::Plan => on_plan::read(raw, place, (context, periods)),
        ReturnForm::Roster => roster::read(raw, place, context),
    }
}

/// Organisations that a row of any form speaks of.
pub(super) fn organisations(row: &FormRow) -> Vec<OrganisationId> {
    let cell = row.cells.get("organisations").or_else(|| row.cells.get("branch"));
    let ids = cell.map(|cell| cell.value.as_str()).unwrap_or_default();
    ids.split(' ').filter_map(|id| id.parse().ok()).collect()
}

/// Columns that tell which thing a new row is about; without one of them there is none.
pub(super) fn needed(form: ReturnForm) -> &'static [&'static str] {
    match form {
        ReturnForm::Ledger => &["on", "organisations", "title", "kind"],
        ReturnForm::Plan => &["organisations", "duty"],
        ReturnForm::Roster => &["branch", "name"],
    }
}

/// The first of the columns needed that a row leaves blank.
///
/// # Errors
/// When there is one.
pub(super) fn is_whole(form: ReturnForm, row: &FormRow) -> Result<(), ImportRefusal> {
    let blank = needed(form).iter().find(|column| row.value(column).is_empty());
    blank.map_or(Ok(()), |column| {
        let column = (*column).to_owned();
        Err(ImportRefusal::Missing { column })
    })
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

/// What a form asks for beside what is always at hand.
#[derive(Default)]
pub(super) struct Beside {
    plan: PlanHeld,
    homes: Homes,
}

impl Beside {
    /// Reads what the form of a return asks for.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn read(app: &App, snapshot: &Snapshot, row: &ReturnRow) -> Result<Beside, Failure> {
        let mut beside = Beside::default();
        match ReturnForm::parse(&row.form) {
            Some(ReturnForm::Plan) => {
                let days = (row.from_on, row.until_on);
                beside.plan = PlanHeld::read(app, snapshot, row.organisation_id, days).await?;
            }
            Some(ReturnForm::Roster) => beside.homes = Homes::of(&snapshot.facts),
            _ => {}
        }
        Ok(beside)
    }

    /// What is planned.
    pub(super) fn plan(&self) -> &PlanHeld {
        &self.plan
    }

    /// What is held of a form.
    pub(super) fn holdings<'a>(&'a self, snapshot: &'a Snapshot, form: ReturnForm) -> Holdings<'a> {
        Holdings {
            snapshot,
            plan: &self.plan,
            homes: &self.homes,
            form,
        }
    }
}

/// What is held, as far as a form asks for it.
#[derive(Clone, Copy)]
pub(super) struct Holdings<'a> {
    /// What is on record.
    pub snapshot: &'a Snapshot,
    /// Plans; empty unless the form asks for them.
    pub plan: &'a PlanHeld,
    /// Who is at home where; empty unless the form asks for it.
    pub homes: &'a Homes,
    /// The form.
    pub form: ReturnForm,
}

impl Holdings<'_> {
    /// The records of the form that are wanted, each with who is asked for it. Whether one is wanted is asked before
    /// its row is made, with who is asked for it.
    pub(super) fn records(
        &self,
        parts: &Parts<'_>,
        is_wanted: impl Fn(OrganisationId, Uuid) -> bool,
    ) -> BTreeMap<OrganisationId, Vec<SentRow>> {
        let mut rows: BTreeMap<OrganisationId, Vec<SentRow>> = BTreeMap::new();
        let mut take = |hosts: &[OrganisationId], record: Uuid, row: &dyn Fn() -> FormRow| {
            let part = parts.of_any(hosts.iter().copied());
            if let Some(part) = part.filter(|part| is_wanted(*part, record)) {
                rows.entry(part).or_default().push(SentRow { record, row: row() });
            }
        };
        match self.form {
            ReturnForm::Ledger => {
                for lecture in self
                    .snapshot
                    .facts
                    .lectures
                    .iter()
                    .filter(|it| ledger::is_row(it))
                {
                    let hosts: Vec<OrganisationId> =
                        lecture.hosts.iter().map(|host| host.organisation).collect();
                    take(&hosts, lecture.id.0, &|| self.lecture(lecture));
                }
            }
            ReturnForm::Plan => {
                for (record, slot) in &self.plan.slots {
                    take(&[slot.organisation], *record, &|| {
                        on_plan::row_of(slot, self.snapshot)
                    });
                }
            }
            ReturnForm::Roster => {
                for home in self.homes.iter() {
                    take(&[home.organisation], home.person.0, &|| {
                        roster::row_of(home, self.snapshot).unwrap_or_default()
                    });
                }
            }
        }
        for rows in rows.values_mut() {
            rows.sort_by_cached_key(|sent| self.order(sent));
        }
        rows
    }

    /// Lectures by number and day; items and members as they stand in the tree, which is how people look for them.
    fn order(&self, sent: &SentRow) -> (bool, Option<i64>, usize, [String; 2], Uuid) {
        let row = &sent.row;
        let number = row.number;
        let place = match self.form {
            ReturnForm::Ledger => 0,
            ReturnForm::Plan | ReturnForm::Roster => self.place(row),
        };
        let then = match self.form {
            ReturnForm::Ledger => ["on", ""],
            ReturnForm::Plan => ["period", "duty"],
            ReturnForm::Roster => ["name", "birth_month"],
        };
        let texts = then.map(|column| row.value(column).to_owned());
        (number.is_none(), number, place, texts, sent.record)
    }

    fn place(&self, row: &FormRow) -> usize {
        let first = organisations(row).first().copied();
        let all = self.snapshot.facts.organisations.iter();
        first
            .and_then(|first| all.map(|known| known.id).position(|id| id == first))
            .unwrap_or(usize::MAX)
    }

    fn lecture(&self, lecture: &Lecture) -> FormRow {
        let snapshot = self.snapshot;
        let name = |id: OrganisationId| snapshot.name(id).unwrap_or_default().to_owned();
        let number = snapshot.ledger_number(lecture.id);
        ledger::row_of(lecture, number, (&snapshot.rules, &name))
    }

    /// Whether a record belongs to days the form asks about. Of plans only those periods were looked at, and a roster
    /// is of no day.
    pub(super) fn is_within(&self, record: Uuid, (from, until): (Option<Date>, Option<Date>)) -> bool {
        match self.form {
            ReturnForm::Plan | ReturnForm::Roster => true,
            ReturnForm::Ledger => {
                let lecture = self.snapshot.lecture(LectureId(record));
                let on = lecture.and_then(Lecture::ended_on);
                on.is_some_and(|on| {
                    from.is_none_or(|from| from <= on) && until.is_none_or(|until| on <= until)
                })
            }
        }
    }

    /// What is held now under a record; none when it is a row of the form no more. An empty place of a plan is told by
    /// what was sent.
    pub(super) fn held(&self, record: Uuid, sent: &FormRow) -> Option<FormRow> {
        match self.form {
            ReturnForm::Ledger => {
                let lecture = self.snapshot.lecture(LectureId(record))?;
                ledger::is_row(lecture).then(|| self.lecture(lecture))
            }
            ReturnForm::Plan => {
                let slot = self.plan.find(record, sent)?;
                Some(on_plan::row_of(slot, self.snapshot))
            }
            ReturnForm::Roster => {
                let home = self.homes.get(record)?;
                roster::row_of(home, self.snapshot)
            }
        }
    }

    /// Whether a row that did not come back means that something is to go: a place where nothing is planned yet says
    /// nothing by staying empty.
    pub(super) fn can_go(&self, record: Uuid, sent: &FormRow) -> bool {
        match self.form {
            ReturnForm::Ledger | ReturnForm::Roster => true,
            ReturnForm::Plan => self.plan.find(record, sent).is_some_and(on_plan::is_item),
        }
    }
}
