//! What a board says of every organisation, without the facts it was said from: reckoned once for a day and asked
//! by every page. Must not define a figure: it holds what `Board` says, summed for everything above (a test compares
//! the two for every organisation).

use jiff::civil::Date;

use super::held::Register;
use super::{Board, small};
use crate::figures::{Distinct, NONE, Sums};
use crate::forecast::{Forecast, Outlook};
use crate::id::{OrganisationId, PersonId};
use crate::obligation::StandingKind;
use crate::organisation::{Organisation, Tree};
use crate::period::{Period, Rhythm};
use crate::person_duty::{PersonStanding, PersonState};

/// The figures of one day for every organisation.
pub struct Overview {
    as_of: Date,
    tree: Tree,
    pub(super) parents: Vec<u32>,
    slots: Vec<Slot>,
    person_slots: Vec<PersonSlot>,
    inventory: Sums,
    pub(super) register: Register,
}

/// One duty in one period.
pub struct Slot {
    /// Duty id.
    pub duty: String,
    /// The period.
    pub period: Period,
    /// How often the duty falls due.
    pub rhythm: Rhythm,
    standings: Vec<Option<StandingKind>>,
    /// By place in [`StandingKind::ALL`], then those that may be late.
    sums: Sums,
    /// In the order of risk.
    expected: Vec<Expected>,
}

/// One personal duty in one period.
pub struct PersonSlot {
    /// Personal duty id.
    pub duty: String,
    /// The period.
    pub period: Period,
    /// How often the duty falls due.
    pub rhythm: Rhythm,
    /// Who owes it, in the order of the board.
    standings: Vec<PersonOwes>,
    sums: Sums,
}

/// A person who owes a personal duty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PersonOwes {
    /// Where the post is held.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// Where the duty stands.
    pub state: PersonState,
}

/// An open obligation with what may be expected of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Expected {
    /// Whose.
    pub organisation: OrganisationId,
    /// Due, or at risk by the rule.
    pub kind: StandingKind,
    /// By its own habit.
    pub forecast: Forecast,
    /// Earlier periods in which it was done.
    pub done: usize,
    /// Earlier periods in which it was owed.
    pub owed: usize,
}

impl Expected {
    /// 可能晚: at risk by the rule, or its usual day has gone by or never came.
    #[must_use]
    pub fn may_be_late(&self) -> bool {
        self.kind == StandingKind::AtRisk || self.forecast.is_likely_late()
    }
}

/// Counts of one duty in one period below an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    by_kind: [u32; StandingKind::ALL.len()],
    /// 可能晚: those still open that may be late.
    pub late: u32,
}

impl Counts {
    /// How many stand there.
    #[must_use]
    pub fn of(&self, kind: StandingKind) -> u32 {
        let all = StandingKind::ALL.iter().zip(self.by_kind);
        all.filter(|(other, _)| **other == kind)
            .map(|(_, count)| count)
            .sum()
    }

    /// With an active duty.
    #[must_use]
    pub fn active(&self) -> u32 {
        let all = StandingKind::ALL.iter().zip(self.by_kind);
        all.filter(|(kind, _)| kind.is_active())
            .map(|(_, count)| count)
            .sum()
    }

    /// Met or made up.
    #[must_use]
    pub fn done(&self) -> u32 {
        self.of(StandingKind::Met)
            .saturating_add(self.of(StandingKind::MadeUp))
    }

    /// Owed and not done: due, at risk or overdue.
    #[must_use]
    pub fn undone(&self) -> u32 {
        self.active().saturating_sub(self.done())
    }
}

/// Counts of one personal duty in one period below an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PersonCounts {
    /// Done.
    pub met: u32,
    /// Still time.
    pub due: u32,
    /// The period is over.
    pub overdue: u32,
}

impl PersonCounts {
    /// Who owes it.
    #[must_use]
    pub fn active(&self) -> u32 {
        self.met.saturating_add(self.due).saturating_add(self.overdue)
    }
}

/// What is on record below an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Inventory {
    /// Organisations, closed ones too.
    pub organisations: u32,
    /// In being on the day.
    pub organisations_active: u32,
    /// Of a kind counted among the branches, closed ones too.
    pub branches: u32,
    /// People with a home here.
    pub members: u32,
}

impl Overview {
    /// Reckons once what the board says.
    #[must_use]
    pub fn of(board: &Board<'_>) -> Overview {
        let tree = board.tree().clone();
        let number = |id: OrganisationId| tree.range(id).and_then(|(at, _)| u32::try_from(at).ok());
        let parent = |id: &OrganisationId| tree.parent(*id).and_then(number).unwrap_or(NONE);
        let parents: Vec<u32> = tree.preorder().iter().map(parent).collect();
        let register = Register::of(board, &number);
        let inventory = inventory(board, &parents, &register);
        Overview {
            as_of: board.today(),
            slots: slots(board, &parents, &number),
            person_slots: person_slots(board, &parents, &number),
            inventory,
            register,
            parents,
            tree,
        }
    }

    /// The day.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The tree as it stands on the day.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Duties of organisations in every period that has begun, in the pack's order, then by time.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Duties of persons in every period that has begun.
    #[must_use]
    pub fn person_slots(&self) -> &[PersonSlot] {
        &self.person_slots
    }

    /// The number of an organisation in preorder.
    pub(super) fn number(&self, id: OrganisationId) -> Option<u32> {
        self.tree.range(id).and_then(|(at, _)| u32::try_from(at).ok())
    }

    /// Where an organisation itself stands in a slot.
    #[must_use]
    pub fn standing(&self, slot: &Slot, id: OrganisationId) -> Option<StandingKind> {
        let (at, _) = self.tree.range(id)?;
        slot.standings.get(at).copied().flatten()
    }

    /// The organisations that owe something in a slot, an organisation and all below it, as the tree stands.
    pub fn standings<'a>(
        &'a self,
        slot: &'a Slot,
        top: OrganisationId,
    ) -> impl Iterator<Item = (OrganisationId, StandingKind)> + 'a {
        let scope = self.tree.scope(top).iter();
        scope.filter_map(|id| Some((*id, self.standing(slot, *id)?)))
    }

    /// The counts of an organisation and all below it in a slot.
    #[must_use]
    pub fn counts(&self, slot: &Slot, top: OrganisationId) -> Counts {
        let Some(number) = self.number(top) else {
            return Counts::default();
        };
        let mut counts = Counts::default();
        for (cell, count) in counts.by_kind.iter_mut().enumerate() {
            *count = slot.sums.of(number, cell);
        }
        counts.late = slot.sums.of(number, StandingKind::ALL.len());
        counts
    }

    /// What may be expected of those still open in a slot, the riskiest first.
    pub fn expected<'a>(
        &'a self,
        slot: &'a Slot,
        top: OrganisationId,
    ) -> impl Iterator<Item = &'a Expected> + 'a {
        let expected = slot.expected.iter();
        expected.filter(move |one| self.tree.is_within(one.organisation, top))
    }

    /// The counts of an organisation and all below it in a slot of a personal duty.
    #[must_use]
    pub fn person_counts(&self, slot: &PersonSlot, top: OrganisationId) -> PersonCounts {
        let of = |cell| self.number(top).map_or(0, |number| slot.sums.of(number, cell));
        PersonCounts {
            met: of(0),
            due: of(1),
            overdue: of(2),
        }
    }

    /// Who owes a personal duty in a slot, with a post here or below.
    pub fn persons<'a>(
        &'a self,
        slot: &'a PersonSlot,
        top: OrganisationId,
    ) -> impl Iterator<Item = &'a PersonOwes> + 'a {
        let owing = slot.standings.iter();
        owing.filter(move |one| self.tree.is_within(one.organisation, top))
    }

    /// What is on record of an organisation and all below it.
    #[must_use]
    pub fn inventory(&self, top: OrganisationId) -> Inventory {
        let of = |cell| {
            self.number(top)
                .map_or(0, |number| self.inventory.of(number, cell))
        };
        Inventory {
            organisations: of(0),
            organisations_active: of(1),
            branches: of(2),
            members: of(3),
        }
    }
}

type Numbering<'a> = dyn Fn(OrganisationId) -> Option<u32> + 'a;

fn slots(board: &Board<'_>, parents: &[u32], number: &Numbering<'_>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for (occurrence, standings) in board.standing_kinds() {
        let mut counts = Distinct::new(parents, StandingKind::ALL.len() + 1);
        for (org, kind) in (0..).zip(&standings) {
            let cell = StandingKind::ALL.iter().position(|other| Some(*other) == *kind);
            if let Some(cell) = cell {
                counts.add(&[org], cell, 1);
            }
        }
        let order = board.tree().preorder().iter().zip(&standings);
        let open = order.filter(|(_, kind)| kind.is_some_and(StandingKind::is_open));
        let open: Vec<OrganisationId> = open.map(|(id, _)| *id).collect();
        let expected = board.expectations(&open, &occurrence);
        let expected: Vec<Expected> = expected.iter().map(told).collect();
        for late in expected.iter().filter(|one| one.may_be_late()) {
            if let Some(org) = number(late.organisation) {
                counts.add(&[org], StandingKind::ALL.len(), 1);
            }
        }
        slots.push(Slot {
            duty: occurrence.duty.id.clone(),
            rhythm: occurrence.duty.period,
            period: occurrence.period,
            standings,
            sums: counts.summed(),
            expected,
        });
    }
    slots
}

fn told(outlook: &Outlook<'_>) -> Expected {
    Expected {
        organisation: outlook.proof.obligation.organisation.id,
        kind: outlook.proof.standing.kind(),
        forecast: outlook.forecast,
        done: outlook.done,
        owed: outlook.owed,
    }
}

fn person_slots(board: &Board<'_>, parents: &[u32], number: &Numbering<'_>) -> Vec<PersonSlot> {
    let standings = board.person_standings();
    let slot = |(duty, period): (String, Period), rhythm| {
        let of_slot = |standing: &&PersonStanding<'_>| {
            standing.duty.id == duty && standing.period.label == period.label
        };
        let owing = |standing: &PersonStanding<'_>| PersonOwes {
            organisation: standing.post.organisation,
            person: standing.person,
            state: standing.state,
        };
        let owing: Vec<PersonOwes> = standings.iter().filter(of_slot).map(owing).collect();
        let mut counts = Distinct::new(parents, 3);
        for one in &owing {
            let cell = match one.state {
                PersonState::Met => 0,
                PersonState::Due { .. } => 1,
                PersonState::Overdue { .. } => 2,
            };
            if let Some(org) = number(one.organisation) {
                counts.add(&[org], cell, 1);
            }
        }
        PersonSlot {
            sums: counts.summed(),
            standings: owing,
            duty,
            period,
            rhythm,
        }
    };
    let periods = board.person_periods();
    periods
        .into_iter()
        .map(|(duty, period)| slot((duty.id.clone(), period), duty.period))
        .collect()
}

fn inventory(board: &Board<'_>, parents: &[u32], register: &Register) -> Sums {
    let mut counts = Distinct::new(parents, 4);
    let founded = |organisation: &&Organisation| organisation.founded_by(board.placed_on);
    let known = board.tree().preorder().iter();
    let known = known.map(|id| board.organisation(*id).filter(founded));
    for (org, organisation) in (0..).zip(known) {
        let Some(organisation) = organisation else {
            continue;
        };
        counts.add(&[org], 0, 1);
        counts.add(
            &[org],
            1,
            small(usize::from(organisation.existed_on(board.placed_on))),
        );
        counts.add(
            &[org],
            2,
            small(usize::from(board.rules().is_branch(&organisation.kind))),
        );
    }
    for person in register.people() {
        counts.add(&register.places(person), 3, 1);
    }
    counts.summed()
}
