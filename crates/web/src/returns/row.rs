//! A row of any form as people know it: what it is called, where it can be looked at, what its columns are called.
//! Must not read files.

use app::Snapshot;
use domain::id::{LectureId, OrganisationId, PersonId, PlanItemId};
use domain::return_form::ReturnForm;
use domain::returns::FormRow;
use uuid::Uuid;

use crate::visit::Visit;

/// A form on a page.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// Who looks.
    pub visit: &'a Visit,
    /// What names are read from.
    pub snapshot: &'a Snapshot,
    /// Whose rows they are: organisations are named as seen from there.
    pub part: OrganisationId,
    /// The form.
    pub form: ReturnForm,
}

impl Rows<'_> {
    /// A row in short: of a lecture who, when, what; of a plan who, what for, when; of a member who and where.
    pub fn what(&self, row: &FormRow) -> String {
        let cell = |column: &str| match column {
            "on" if !row.value("on").is_empty() => row.value("on").to_owned(),
            "period" => self.period((row.value("duty"), row.value("period"))),
            column => shown(row, column),
        };
        self.said(self.hosts(row), &cell)
    }

    /// The same of cells as they are written.
    pub fn said(&self, organisation: String, cell: &dyn Fn(&str) -> String) -> String {
        let words = &self.visit.words;
        let day = || {
            cell("on")
                .parse()
                .map_or_else(|_| cell("on"), |on| words.date(on))
        };
        let organisation = ("organisation", organisation.into());
        match self.form {
            ReturnForm::Ledger => {
                let (on, title) = (("on", day().into()), ("title", cell("title").into()));
                words.say("returns-what", &[organisation, on, title])
            }
            ReturnForm::Plan => {
                let item = [cell("duty"), cell("period"), day(), cell("title")];
                let item: Vec<String> = item.into_iter().filter(|text| !text.is_empty()).collect();
                let item = ("item", words.list(&item).into());
                words.say("returns-what-planned", &[organisation, item])
            }
            ReturnForm::Roster => {
                let (name, born) = (cell("name"), cell("birth_month"));
                let has = if born.is_empty() { "no" } else { "yes" };
                let filled = [
                    organisation,
                    ("name", name.into()),
                    ("born", born.into()),
                    ("has", has.into()),
                ];
                words.say("returns-what-member", &filled)
            }
        }
    }

    /// What a new row says besides.
    pub fn rest(&self, row: &FormRow) -> String {
        let columns: &[&str] = match self.form {
            ReturnForm::Ledger => &["speaker", "speaker_class", "expected", "present"],
            ReturnForm::Plan => &["speaker", "speaker_class", "venue"],
            ReturnForm::Roster => &["kind"],
        };
        let said = columns.iter().map(|column| shown(row, column));
        let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
        self.visit.words.list(&said)
    }

    /// Where the record of a row can be looked at; empty for a place in a plan where nothing is planned yet.
    pub fn address(&self, record: Uuid, row: &FormRow) -> String {
        match self.form {
            ReturnForm::Ledger => format!("/lectures/{}", LectureId(record)),
            ReturnForm::Plan if row.value("title").is_empty() && row.value("on").is_empty() => String::new(),
            ReturnForm::Plan => format!("/plan/items/{}", PlanItemId(record)),
            ReturnForm::Roster => format!("/people/{}", PersonId(record)),
        }
    }

    /// What a column is called.
    pub fn header(&self, column: &str) -> String {
        header(self.visit, self.form, column)
    }

    /// The period of a duty, which is told by its id or its name, as people write it.
    pub fn period(&self, (duty, label): (&str, &str)) -> String {
        let mut duties = self.visit.programme.rules.duties.iter();
        let duty = duties.rfind(|known| known.id == duty || known.name == duty);
        let words = &self.visit.words;
        duty.map_or_else(
            || label.to_owned(),
            |duty| words.period_named(label, &duty.period),
        )
    }

    fn hosts(&self, row: &FormRow) -> String {
        let ids = row.value(self.form.organisation_column()).split(' ');
        let hosts = ids.filter_map(|id| id.parse::<OrganisationId>().ok());
        let hosts: Vec<String> = hosts
            .map(|host| self.snapshot.short_path(host, self.part))
            .collect();
        self.visit.words.list(&hosts)
    }
}

/// What a column of a form is called.
pub fn header(visit: &Visit, form: ReturnForm, column: &str) -> String {
    let rules = &visit.programme.rules;
    rules.header(form.sheet(), column).to_owned()
}

fn shown(row: &FormRow, column: &str) -> String {
    let cell = row.cells.get(column);
    cell.map(|cell| cell.shown.clone()).unwrap_or_default()
}
