//! Who speaks and who was there, as a page says it and the record knows it.
//! Must not match people by guess: a name that is typed stays a name.

use std::collections::BTreeSet;

use domain::attendance::Roster;
use domain::id::{OrganisationId, PersonId};
use domain::person::Membership;
use jiff::civil::Date;

use crate::Snapshot;

/// Who spoke, as a page says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Spoke {
    /// A person on record; the class is used where no post gives one.
    OnRecord {
        /// Who.
        person: PersonId,
        /// Class id of the pack.
        class: String,
    },
    /// Somebody by name.
    Named {
        /// 姓名.
        name: String,
        /// Class id of the pack.
        class: String,
    },
}

impl Spoke {
    /// As the value of a choice on a page.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Spoke::OnRecord { person, class } => format!("person:{class}:{person}"),
            Spoke::Named { name, class } => format!("name:{class}:{name}"),
        }
    }

    /// Reads the value of a choice back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Spoke> {
        let (sort, rest) = word.split_once(':')?;
        let (class, who) = rest.split_once(':')?;
        let class = class.to_owned();
        match sort {
            "person" => Some(Spoke::OnRecord {
                person: who.parse().ok()?,
                class,
            }),
            "name" => Some(Spoke::Named {
                name: who.to_owned(),
                class,
            }),
            _ => None,
        }
    }

    /// What may be hashed of it.
    pub(crate) fn without_name(&self) -> (Option<PersonId>, &str) {
        match self {
            Spoke::OnRecord { person, class } => (Some(*person), class),
            Spoke::Named { name: _, class } => (None, class),
        }
    }
}

/// A member on the roster of a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OnRoster {
    /// Who.
    pub person: PersonId,
    /// 姓名; none once erased.
    pub name: Option<String>,
}

/// Who is at home in an organisation on a day (花名册), by name.
pub(crate) fn roster_on(snapshot: &Snapshot, organisation: OrganisationId, on: Date) -> Vec<OnRoster> {
    let facts = &snapshot.facts;
    let was_there = facts
        .memberships
        .iter()
        .filter(|home| home.organisation == organisation);
    let candidates: BTreeSet<PersonId> = was_there.map(|home| home.person).collect();
    let homes = facts
        .memberships
        .iter()
        .filter(|home| candidates.contains(&home.person));
    let homes: Vec<Membership> = homes.copied().collect();
    let members = roster_of(snapshot, &homes)
        .members(&[organisation], on)
        .into_iter();
    let mut members: Vec<OnRoster> = members
        .map(|person| OnRoster {
            person,
            name: facts.person(person).and_then(|person| person.name.clone()),
        })
        .collect();
    members.sort_by(|a, b| (&a.name, a.person).cmp(&(&b.name, b.person)));
    members
}

/// The rosters of all organisations, to be asked about many.
pub(crate) fn rosters(snapshot: &Snapshot) -> Roster {
    roster_of(snapshot, &snapshot.facts.memberships)
}

fn roster_of(snapshot: &Snapshot, homes: &[Membership]) -> Roster {
    let temporary = snapshot.facts.organisations.iter().filter(|organisation| {
        let kind = snapshot.rules.organisation_kind(&organisation.kind);
        kind.is_some_and(|kind| kind.temporary)
    });
    let temporary = temporary.map(|organisation| organisation.id).collect();
    Roster::new(homes, &[], &temporary, snapshot.rules.attendance)
}
