//! Which lectures are credited to whom: to every host, and after a merger to the successor (E1, E11).
//! Must not ask whether they count: `counting` does.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::facts::Facts;
use crate::id::OrganisationId;
use crate::lecture::Lecture;
use crate::organisation::{ClosureReason, Organisation};
use crate::rule_set::{Attribution, Duty};

/// How a lecture comes to an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Via {
    /// Its own.
    Own,
    /// 联合开展: one of several; the place among them, the host is 0 (E11).
    Joint {
        /// Place among the hosts.
        place: usize,
    },
    /// Held by an organisation that was merged into it (E1).
    Inherited {
        /// Which.
        from: OrganisationId,
        /// The day of the merger.
        merged_on: Date,
    },
}

/// A lecture credited to an organisation.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Delivery<'a> {
    /// The lecture.
    pub lecture: &'a Lecture,
    /// How it came.
    pub via: Via,
}

impl Delivery<'_> {
    /// The day it belongs to under a rule (E9).
    pub(crate) fn on(&self, duty: &Duty) -> Option<Date> {
        self.lecture.held.map(|held| match duty.attribution {
            Attribution::ActualEnd => held.ended_on,
            Attribution::ActualStart => held.began_on,
        })
    }

    /// The place among the hosts of a joint lecture, also of one that came by a merger (E1, E11).
    pub(super) fn joint_place(&self) -> Option<usize> {
        match self.via {
            Via::Own => None,
            Via::Joint { place } => Some(place),
            Via::Inherited { from, .. } => {
                let mut hosts = self.lecture.hosts.iter();
                let place = hosts.position(|host| host.organisation == from);
                place.filter(|_| self.lecture.is_joint())
            }
        }
    }
}

/// Every organisation's credited lectures, by day.
pub struct Credits<'a> {
    by_organisation: BTreeMap<OrganisationId, Vec<Delivery<'a>>>,
}

impl<'a> Credits<'a> {
    /// Credits each lecture to all its hosts and, after a merger, to the successor (E1, E11).
    #[must_use]
    pub fn of(facts: &'a Facts) -> Credits<'a> {
        let mut own: BTreeMap<OrganisationId, Vec<Delivery<'a>>> = BTreeMap::new();
        for lecture in &facts.lectures {
            for (place, host) in lecture.hosts.iter().enumerate() {
                // A host named twice is one host.
                if lecture
                    .hosts
                    .iter()
                    .take(place)
                    .any(|other| other.organisation == host.organisation)
                {
                    continue;
                }
                let via = if lecture.is_joint() {
                    Via::Joint { place }
                } else {
                    Via::Own
                };
                own.entry(host.organisation)
                    .or_default()
                    .push(Delivery { lecture, via });
            }
        }
        let mut all = own.clone();
        for organisation in &facts.organisations {
            pass_on(organisation, &facts.organisations, &own, &mut all);
        }
        for deliveries in all.values_mut() {
            deliveries.sort_by_key(|delivery| (delivery.lecture.ended_on(), delivery.lecture.id));
        }
        Credits { by_organisation: all }
    }

    /// The lectures credited to one organisation, by day.
    #[must_use]
    pub fn to(&self, organisation: OrganisationId) -> &[Delivery<'a>] {
        self.by_organisation
            .get(&organisation)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

/// Hands a merged organisation's lectures to its successor, and on to that one's successor.
fn pass_on<'a>(
    merged: &Organisation,
    organisations: &[Organisation],
    own: &BTreeMap<OrganisationId, Vec<Delivery<'a>>>,
    all: &mut BTreeMap<OrganisationId, Vec<Delivery<'a>>>,
) {
    let Some(lectures) = own.get(&merged.id) else {
        return;
    };
    let mut seen = BTreeSet::from([merged.id]);
    let mut current = Some(merged);
    let (mut ended_before, mut arrived_on) = (Date::MAX, Date::MIN);
    while let Some((merged_on, into)) = current.and_then(merger) {
        if !seen.insert(into) {
            return;
        }
        ended_before = ended_before.min(merged_on);
        // Handed on only once every merger on the way has come about, in whatever order they are dated.
        arrived_on = arrived_on.max(merged_on);
        let credited = all.entry(into).or_default();
        for delivery in lectures {
            let lecture = delivery.lecture;
            if lecture.ended_on().is_none_or(|ended| ended < ended_before) {
                inherit(credited, lecture, (merged.id, arrived_on));
            }
        }
        current = organisations.iter().find(|other| other.id == into);
    }
}

/// A lecture comes once: as its own where the successor was a host, else by the earliest merger.
fn inherit<'a>(
    credited: &mut Vec<Delivery<'a>>,
    lecture: &'a Lecture,
    (from, merged_on): (OrganisationId, Date),
) {
    let via = Via::Inherited { from, merged_on };
    match credited.iter_mut().find(|other| other.lecture.id == lecture.id) {
        None => credited.push(Delivery { lecture, via }),
        Some(other) => {
            if let Via::Inherited { merged_on: known, .. } = other.via
                && merged_on < known
            {
                other.via = via;
            }
        }
    }
}

fn merger(organisation: &Organisation) -> Option<(Date, OrganisationId)> {
    let closure = organisation
        .closed
        .filter(|closure| closure.why == ClosureReason::Merged)?;
    Some((closure.on, closure.into?))
}
