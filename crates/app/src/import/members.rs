//! A roster of members (党员花名册) against the people on record: one is told by branch, name and birth month.
//! Must not keep a field that no rule needs (X5).

use std::collections::HashMap;

use domain::facts::Facts;
use domain::id::{OrganisationId, PersonId};
use domain::import_refusal::ImportRefusal;
use domain::person::Person;
use store::{MembershipRow, PersonRow};

use super::lines::MemberLine;
use super::plan::{Differences, Plan};
use super::words::Words;
use super::{Context, SINCE_BEFORE_RECORDS};

/// Members on record by home and name.
pub(super) struct Roster<'a> {
    by_home: HashMap<(OrganisationId, &'a str), Vec<&'a Person>>,
}

impl<'a> Roster<'a> {
    /// Those with a home today.
    pub(super) fn of(facts: &'a Facts) -> Roster<'a> {
        let mut by_home: HashMap<(OrganisationId, &str), Vec<&Person>> = HashMap::new();
        for home in facts.memberships.iter().filter(|home| home.until.is_none()) {
            if let Some(person) = facts.person(home.person)
                && let Some(name) = person.name.as_deref()
            {
                by_home.entry((home.organisation, name)).or_default().push(person);
            }
        }
        Roster { by_home }
    }

    /// Everyone of that name in a branch whom the birth month does not rule out.
    pub(super) fn find(&self, home: OrganisationId, name: &str, month: Option<&str>) -> Vec<&'a Person> {
        let namesakes = self
            .by_home
            .get(&(home, name))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let exact: Vec<&Person> = namesakes
            .iter()
            .copied()
            .filter(|p| p.birth_month.as_deref() == month)
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        // A month missing on one side rules nobody out.
        let open = |p: &&&Person| month.is_none() || p.birth_month.is_none();
        namesakes.iter().filter(open).copied().collect()
    }

    /// Birth months of the namesakes in a branch.
    pub(super) fn months(&self, home: OrganisationId, name: &str) -> Vec<String> {
        let namesakes = self
            .by_home
            .get(&(home, name))
            .map(Vec::as_slice)
            .unwrap_or_default();
        namesakes
            .iter()
            .filter_map(|person| person.birth_month.clone())
            .collect()
    }
}

/// Decides what each line does.
pub fn plan(lines: &[MemberLine], context: &Context<'_>) -> Plan {
    let mut plan = Plan::default();
    let roster = Roster::of(context.facts);
    let kinds = Words::member_kinds(context.rules);
    let mut seen: HashMap<(OrganisationId, &str, Option<&str>), u32> = HashMap::new();
    for line in lines {
        let home = match context.organisation(&line.branch, &line.place) {
            Ok(home) => home,
            Err(why) => {
                plan.refuse(&line.place, why);
                continue;
            }
        };
        let key = (home, line.name.as_str(), line.birth_month.as_deref());
        if let Some(first_row) = seen.get(&key) {
            plan.refuse(
                &line.place,
                ImportRefusal::Duplicate {
                    first_row: *first_row,
                },
            );
            continue;
        }
        seen.insert(key, line.place.row);
        // A blank is the pack's first kind.
        let first = context.rules.member_kinds.first().map(|kind| kind.id.as_str());
        let kind = match kinds.read(&line.kind) {
            Err(_) if line.kind.is_empty() => first.unwrap_or_default(),
            Err(why) => {
                plan.refuse(&line.place, why);
                continue;
            }
            Ok(kind) => kind,
        };
        settle(line, home, kind, context, (&roster, &mut plan));
    }
    plan
}

fn settle(
    line: &MemberLine,
    home: OrganisationId,
    kind: &str,
    context: &Context<'_>,
    (roster, plan): (&Roster<'_>, &mut Plan),
) {
    let birth_month = line
        .birth_month
        .clone()
        .filter(|_| context.rules.keeps("birth_month"));
    match roster.find(home, &line.name, birth_month.as_deref()).as_slice() {
        [] if context.erased.has(&line.name, birth_month.as_deref(), home) => {
            let name = line.name.clone();
            plan.refuse(&line.place, ImportRefusal::Erased { name });
        }
        [] => {
            let id = PersonId(context.new_id());
            plan.accepted += 1;
            plan.add.people.push(PersonRow {
                id,
                name: Some(line.name.clone()),
                birth_month,
                kind: kind.to_owned(),
                erased_at: None,
            });
            plan.add.memberships.push(MembershipRow {
                person_id: id,
                organisation_id: home,
                from_on: SINCE_BEFORE_RECORDS,
                until_on: None,
            });
        }
        [held] => {
            let mut differences = Differences::default();
            differences.field("kind", &held.kind, &kind.to_owned());
            // A blank month says nothing against the one that is held.
            let birth_month = birth_month.or_else(|| held.birth_month.clone());
            differences.field("birth_month", &held.birth_month, &birth_month);
            if plan.compared(&line.place, differences.0) {
                plan.replace.people.push(PersonRow {
                    id: held.id,
                    name: held.name.clone(),
                    birth_month,
                    kind: kind.to_owned(),
                    erased_at: None,
                });
            }
        }
        several => {
            let months = several.iter().filter_map(|p| p.birth_month.clone()).collect();
            let (name, organisation) = (line.name.clone(), line.branch.clone());
            plan.refuse(
                &line.place,
                ImportRefusal::AmbiguousPerson {
                    name,
                    organisation,
                    months,
                },
            );
        }
    }
}
