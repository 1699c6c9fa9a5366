//! Where members are at home, and who need not come. Must not know what was attended.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::id::{OrganisationId, PersonId};
use crate::period::plus_days;
use crate::person::Membership;
use crate::rule_set::AttendanceLimits;

/// 组织关系转接: a member goes over to another organisation (E21).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Transfer {
    /// Who.
    pub person: PersonId,
    /// From where.
    pub sender: OrganisationId,
    /// To where.
    pub receiver: OrganisationId,
    /// The day it is to take effect.
    pub on: Date,
    /// When the receiver confirmed it, if it did.
    pub confirmed_on: Option<Date>,
}

impl Transfer {
    /// From which day the member is at home with the receiver: from the agreed day when confirmed in time, from the
    /// confirmation when that came late, never without one (E21).
    #[must_use]
    pub fn takes_effect(&self, limits: AttendanceLimits) -> Option<Date> {
        let confirmed = self.confirmed_on?;
        let days = i32::try_from(limits.confirm_days).unwrap_or(i32::MAX);
        Some(if confirmed <= plus_days(self.on, days) {
            self.on
        } else {
            confirmed
        })
    }
}

/// Who need not come, and when: frail, ill, on maternity leave (E23). The reason is nobody's business here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exemption {
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// Last day, if it ends.
    pub until: Option<Date>,
}

impl Exemption {
    pub(super) fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// The homes of members over time.
#[derive(Clone, Debug)]
pub struct Roster {
    memberships: BTreeMap<PersonId, Vec<Membership>>,
    transfers: BTreeMap<PersonId, Vec<Transfer>>,
    /// Who may be at home there at some time.
    candidates: BTreeMap<OrganisationId, BTreeSet<PersonId>>,
    limits: AttendanceLimits,
}

impl Roster {
    /// Orders memberships and transfers. Memberships of temporary organisations give no home: their members keep the
    /// one they have (E4).
    #[must_use]
    pub fn new(
        memberships: &[Membership],
        transfers: &[Transfer],
        temporary: &BTreeSet<OrganisationId>,
        limits: AttendanceLimits,
    ) -> Roster {
        let mut roster = Roster {
            memberships: BTreeMap::new(),
            transfers: BTreeMap::new(),
            candidates: BTreeMap::new(),
            limits,
        };
        for membership in memberships
            .iter()
            .filter(|m| !temporary.contains(&m.organisation))
        {
            roster
                .memberships
                .entry(membership.person)
                .or_default()
                .push(*membership);
            roster
                .candidates
                .entry(membership.organisation)
                .or_default()
                .insert(membership.person);
        }
        for transfer in transfers {
            roster
                .transfers
                .entry(transfer.person)
                .or_default()
                .push(*transfer);
            for organisation in [transfer.sender, transfer.receiver] {
                roster
                    .candidates
                    .entry(organisation)
                    .or_default()
                    .insert(transfer.person);
            }
        }
        for found in roster.memberships.values_mut() {
            found.sort_by_key(|membership| (membership.from, membership.organisation));
        }
        for found in roster.transfers.values_mut() {
            found.sort_by_key(|transfer| transfer.on);
        }
        roster
    }

    /// Where a person was at home on a day: one place, the latest begun when records overlap. A transfer that is not
    /// confirmed leaves the member with the sender, whether or not the receiver's list has the name already (E21).
    #[must_use]
    pub fn home_on(&self, person: PersonId, day: Date) -> Option<OrganisationId> {
        let known = self.memberships.get(&person)?;
        let mut home = known
            .iter()
            .rfind(|membership| membership.held_on(day))
            .map(|m| m.organisation)?;
        for transfer in self.transfers.get(&person).into_iter().flatten() {
            let over = transfer.takes_effect(self.limits).is_some_and(|from| from <= day);
            if over && home == transfer.sender {
                home = transfer.receiver;
            } else if !over && home == transfer.receiver && transfer.on <= day {
                home = transfer.sender;
            }
        }
        Some(home)
    }

    /// The members at home in any of these organisations on a day, each once.
    #[must_use]
    pub fn members(&self, organisations: &[OrganisationId], day: Date) -> Vec<PersonId> {
        let mut found: Vec<PersonId> = organisations
            .iter()
            .flat_map(|organisation| self.candidates.get(organisation).into_iter().flatten())
            .copied()
            .filter(|person| {
                self.home_on(*person, day)
                    .is_some_and(|home| organisations.contains(&home))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
