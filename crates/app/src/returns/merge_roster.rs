//! What merging a returned roster (花名册) does: members come, move, are corrected, leave.
//! Must not decide what is taken (`merge_return`), nor which day fits (`domain::person`).

use domain::id::{OrganisationId, PersonId};
use domain::import_refusal::ImportRefusal;
use domain::period::plus_days;
use domain::person::{Membership, end_home, move_home};
use domain::refusal::PeopleRefusal;
use jiff::civil::Date;
use store::{MembershipRow, PersonRow};
use uuid::Uuid;

use super::compare::{CellOffered, GoneOffered, NewOffered};
use super::form::organisations;
use super::merge_return::{At, Merging, Work};
use crate::change_person::home_row;
use crate::see_person::homes;

pub(super) struct RosterMerging<'a>(pub At<'a>);

impl Merging for RosterMerging<'_> {
    fn change(
        &self,
        record: Uuid,
        cells: &[CellOffered],
        work: &mut Work,
    ) -> Result<Option<Uuid>, ImportRefusal> {
        let facts = &self.0.desk.snapshot.facts;
        let id = PersonId(record);
        let person = facts.person(id).filter(|person| person.name.is_some());
        let person = person.ok_or_else(|| no(PeopleRefusal::Erased))?;
        let mut row = PersonRow {
            id,
            name: person.name.clone(),
            birth_month: person.birth_month.clone(),
            kind: person.kind.clone(),
            erased_at: None,
        };
        let mut moved = Vec::new();
        for cell in cells {
            let value = cell.cell.value.clone();
            match cell.column.as_str() {
                "name" => row.name = Some(cell.cell.shown.clone()),
                "birth_month" => row.birth_month = Some(value),
                "kind" => row.kind = value,
                _ => moved.extend(value.parse::<OrganisationId>().ok()),
            }
        }
        for to in moved {
            let today = self.today();
            self.is_home(to)?;
            let homes = move_home(&homes(facts, id), to, today, today).map_err(no)?;
            work.plan.replace.memberships.extend(homes.iter().map(home_row));
        }
        work.plan.replace.people.push(row);
        Ok(None)
    }

    fn add(&self, new: &NewOffered, work: &mut Work) -> Result<Uuid, ImportRefusal> {
        let (context, row) = (self.0.context, &new.row);
        let home = organisations(row).first().copied();
        let home = home.ok_or_else(|| ImportRefusal::Missing {
            column: "branch".into(),
        })?;
        self.is_home(home)?;
        let name = row.value("name").to_owned();
        let month = Some(row.value("birth_month").to_owned()).filter(|month| !month.is_empty());
        if self.is_namesake(home, (&name, month.as_deref())) {
            return Err(no(PeopleRefusal::NamesakeThere { name }));
        }
        let first = context.rules.member_kinds.first().map(|kind| kind.id.as_str());
        let kind = Some(row.value("kind")).filter(|kind| !kind.is_empty()).or(first);
        let id = PersonId(context.new_id());
        work.plan.add.people.push(PersonRow {
            id,
            name: Some(name),
            birth_month: month,
            kind: kind.unwrap_or_default().to_owned(),
            erased_at: None,
        });
        work.plan.add.memberships.push(MembershipRow {
            person_id: id,
            organisation_id: home,
            from_on: self.today(),
            until_on: None,
        });
        Ok(id.0)
    }

    /// Who is on the roster no more left yesterday: today they are not there.
    fn end(&self, gone: &GoneOffered, work: &mut Work) -> Result<(), ImportRefusal> {
        let today = self.today();
        let homes = homes(&self.0.desk.snapshot.facts, PersonId(gone.record));
        let ended = end_home(&homes, plus_days(today, -1), today).map_err(no)?;
        work.plan.replace.memberships.push(home_row(&ended));
        Ok(())
    }
}

impl RosterMerging<'_> {
    fn today(&self) -> Date {
        self.0.context.today
    }

    /// A branch that keeps members and stands below the office that asks: to leave for elsewhere, both sides say so.
    fn is_home(&self, to: OrganisationId) -> Result<(), ImportRefusal> {
        let (snapshot, office) = (&self.0.desk.snapshot, self.0.desk.on_record.row.organisation_id);
        let on = self.today();
        if !snapshot.keeps_members(to) {
            return Err(no(PeopleRefusal::NoMembersThere));
        }
        let is_there = snapshot
            .facts
            .organisation(to)
            .is_some_and(|found| found.existed_on(on));
        if !is_there || !snapshot.path(to).contains(&office) {
            return Err(no(PeopleRefusal::OrganisationNotThere { on }));
        }
        Ok(())
    }

    /// Somebody at home there who is not told apart by the month of birth.
    fn is_namesake(&self, home: OrganisationId, (name, month): (&str, Option<&str>)) -> bool {
        let facts = &self.0.desk.snapshot.facts;
        let here = |membership: &&Membership| membership.organisation == home && membership.until.is_none();
        let people = facts.memberships.iter().filter(here);
        let mut people = people.filter_map(|home| facts.person(home.person));
        people.any(|person| {
            let known = person.birth_month.as_deref();
            person.name.as_deref() == Some(name) && (month.is_none() || known.is_none() || known == month)
        })
    }
}

fn no(why: PeopleRefusal) -> ImportRefusal {
    ImportRefusal::NotOnRoster(why)
}
