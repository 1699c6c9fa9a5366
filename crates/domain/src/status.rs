//! The standing of every duty below an organisation, with the figures beside it (F4, F5, F7, metrics).
//! Must not define what counts: `obligation` does. Duties are counted by one sweep over the tree (`columns`), which
//! says of every organisation what its proof says.

mod columns;
mod figure;
mod held;
mod outlook;
mod overview;
mod owing;
mod shifts;
mod tallies;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;

pub use figure::{Asked, Choice, Figure, Records};
pub use held::{Held, HeldBelow, Sort, Who};
pub use overview::{Counts, Expected, Inventory, Overview, PersonCounts, PersonOwes, PersonSlot, Slot};
pub use shifts::{Shift, shifts};
pub use tallies::Tallies;

use columns::Sheet;

use crate::facts::{Excusal, Facts, PlanItem};
use crate::id::{LectureId, OrganisationId, PersonId};
use crate::lecture::Lecture;
use crate::obligation::{Credits, Obligation, Proof, Scope, StandingKind, obligation, standing};
use crate::organisation::{Organisation, Tree};
use crate::period::{Period, Rhythm};
use crate::person_duty::{PersonStanding, PersonState, person_standings};
use crate::rule_set::{Occurrence, PersonDuty, RuleSet};

/// A tree's facts on one day under one rule set: asks for standings and figures are put to it.
pub struct Board<'a> {
    facts: &'a Facts,
    rules: &'a RuleSet,
    today: Date,
    /// The day whose tree and homes are looked at: today, unless a period that is over is told of (E3).
    placed_on: Date,
    tree: Tree,
    credits: Credits<'a>,
    excusals: BTreeMap<OrganisationId, Vec<&'a Excusal>>,
    plan: BTreeMap<OrganisationId, Vec<&'a PlanItem>>,
    sheet: OnceLock<Option<Sheet>>,
}

/// Organisations of one duty in one period, by standing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DutyTally {
    /// Duty id.
    pub duty: String,
    /// Period label.
    pub period: String,
    /// How many stand where.
    pub counts: BTreeMap<StandingKind, u32>,
    /// 逾期未讲: who, in the order of the tree.
    pub overdue: Vec<OrganisationId>,
}

impl DutyTally {
    /// How many stand there.
    #[must_use]
    pub fn of(&self, kind: StandingKind) -> u32 {
        self.counts.get(&kind).copied().unwrap_or_default()
    }

    /// Organisations with an active duty: met + made up + due + at risk + overdue.
    #[must_use]
    pub fn active(&self) -> u32 {
        self.counts
            .iter()
            .filter(|(kind, _)| kind.is_active())
            .map(|(_, count)| count)
            .sum()
    }
}

/// Persons of one duty in one period, by state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonTally {
    /// Personal duty id.
    pub duty: String,
    /// Period label.
    pub period: String,
    /// Who owes it.
    pub active: u32,
    /// Who did it.
    pub met: u32,
    /// Who still has time.
    pub due: u32,
    /// Who did not.
    pub overdue: u32,
}

/// The figures of an organisation and all below it, by the dates of the events up to a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Status {
    /// The day.
    pub as_of: Date,
    /// On record, closed ones too.
    pub organisations: u32,
    /// In being on the day.
    pub organisations_active: u32,
    /// Of a kind counted among the branches, closed ones too.
    pub branches: u32,
    /// People with a home here.
    pub members: u32,
    /// 场次: counted lectures; a joint one is one.
    pub sessions: u32,
    /// Of them joint.
    pub joint: u32,
    /// Of them micro lectures.
    pub micro: u32,
    /// Sessions by calendar quarter.
    pub sessions_by_quarter: BTreeMap<String, u32>,
    /// 覆盖党员: distinct people present.
    pub covered: u32,
    /// Named sign-ins.
    pub attendances: u32,
    /// 主讲人结构: exclusive, in the pack's order; they add up to the sessions.
    pub speaker_classes: Vec<(String, u32)>,
    /// Duties of organisations, in the pack's order, then by period.
    pub duties: Vec<DutyTally>,
    /// Duties of persons.
    pub person_duties: Vec<PersonTally>,
}

impl<'a> Board<'a> {
    /// Sets up the board. `facts` must list organisations and people by id, as the store hands them over.
    #[must_use]
    pub fn new(facts: &'a Facts, rules: &'a RuleSet, today: Date) -> Board<'a> {
        Board::placed(facts, rules, (today, today))
    }

    /// As [`Board::new`], with the tree and the homes as they were at the end of a period: a report tells of those who
    /// stood there then (E3), by what became of their duties up to today.
    #[must_use]
    pub fn of_period(facts: &'a Facts, rules: &'a RuleSet, (today, period): (Date, &Period)) -> Board<'a> {
        Board::placed(facts, rules, (today, period.last.min(today)))
    }

    fn placed(facts: &'a Facts, rules: &'a RuleSet, (today, placed_on): (Date, Date)) -> Board<'a> {
        let mut excusals: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for excusal in &facts.excusals {
            excusals.entry(excusal.organisation).or_default().push(excusal);
        }
        let mut plan: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for item in &facts.plan_items {
            plan.entry(item.organisation).or_default().push(item);
        }
        let tree = Tree::as_of(&facts.organisations, placed_on);
        Board {
            facts,
            rules,
            today,
            placed_on,
            tree,
            credits: Credits::of(facts),
            excusals,
            plan,
            sheet: OnceLock::new(),
        }
    }

    /// The tree as it stands on the day.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The day.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// The organisation with an id.
    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> Option<&'a Organisation> {
        self.facts.organisation(id)
    }

    /// The standing of one organisation in one occurrence of a duty, with its proof; none when it owes nothing.
    #[must_use]
    pub fn proof(&self, organisation: OrganisationId, occurrence: Occurrence<'a>) -> Option<Proof<'a>> {
        let organisation = self.organisation(organisation)?;
        let scope = Scope::of(organisation, &self.tree, self.facts);
        let owed = obligation(organisation, &scope, occurrence, self.today)?;
        Some(self.stand(owed))
    }

    /// The proofs of every organisation in scope, in the order of the tree, for one occurrence of a duty.
    pub fn proofs<'b>(
        &'b self,
        top: OrganisationId,
        occurrence: &'b Occurrence<'a>,
    ) -> impl Iterator<Item = Proof<'a>> + use<'a, 'b> {
        self.tree
            .scope(top)
            .iter()
            .filter_map(move |id| self.proof(*id, occurrence.clone()))
    }

    fn stand(&self, owed: Obligation<'a>) -> Proof<'a> {
        let id = owed.organisation.id;
        let (excusals, plan) = (self.excusals_of(id), self.plan_of(id));
        standing(owed, self.credits.to(id), excusals, plan, self.today)
    }

    /// The status below an organisation; `kind` keeps only duties of organisations of that kind.
    #[must_use]
    pub fn status(&self, top: OrganisationId, kind: Option<&str>) -> Status {
        let scope: BTreeSet<OrganisationId> = self.tree.scope(top).iter().copied().collect();
        let known = || {
            let founded = |o: &&Organisation| scope.contains(&o.id) && o.founded_by(self.placed_on);
            self.facts.organisations.iter().filter(founded)
        };
        let sessions: Vec<&Lecture> = self.sessions(&scope).collect();
        let count = |test: &dyn Fn(&Lecture) -> bool| small(sessions.iter().filter(|l| test(l)).count());
        let (members, homes) = self.members(&scope);
        let (covered, attendances) = self.coverage(&sessions, &homes);
        Status {
            as_of: self.today,
            organisations: small(known().count()),
            organisations_active: small(known().filter(|o| o.existed_on(self.placed_on)).count()),
            branches: small(known().filter(|o| self.rules.is_branch(&o.kind)).count()),
            members,
            sessions: small(sessions.len()),
            joint: count(&Lecture::is_joint),
            micro: count(&|lecture| self.rules.is_micro(&lecture.kind)),
            sessions_by_quarter: by_quarter(&sessions),
            covered,
            attendances,
            speaker_classes: self.speaker_classes(&sessions),
            duties: self.tallies_by_organisation(kind).of(top),
            person_duties: self.person_tallies(&scope),
        }
    }

    /// 场次: the lectures that count and that an organisation in scope held.
    pub fn sessions<'b>(
        &'b self,
        scope: &'b BTreeSet<OrganisationId>,
    ) -> impl Iterator<Item = &'a Lecture> + use<'a, 'b> {
        self.facts
            .lectures
            .iter()
            .filter(|lecture| lecture.counts_as_of(self.today))
            .filter(move |lecture| {
                lecture
                    .hosts
                    .iter()
                    .any(|host| scope.contains(&host.organisation))
            })
    }

    fn members(&self, scope: &BTreeSet<OrganisationId>) -> (u32, BTreeSet<PersonId>) {
        let homes: BTreeSet<PersonId> = self
            .facts
            .memberships
            .iter()
            .filter(|home| scope.contains(&home.organisation) && home.from <= self.placed_on)
            .map(|home| home.person)
            .collect();
        (small(homes.len()), homes)
    }

    /// Distinct people of the scope present anywhere, and sign-ins at the scope's own sessions.
    fn coverage(&self, sessions: &[&Lecture], homes: &BTreeSet<PersonId>) -> (u32, u32) {
        let here: BTreeSet<LectureId> = sessions.iter().map(|lecture| lecture.id).collect();
        let counted: BTreeSet<LectureId> = self
            .facts
            .lectures
            .iter()
            .filter(|lecture| lecture.counts_as_of(self.today))
            .map(|lecture| lecture.id)
            .collect();
        let mut people = BTreeSet::new();
        let mut attendances = 0;
        for attendance in &self.facts.attendances {
            if homes.contains(&attendance.person) && counted.contains(&attendance.lecture) {
                people.insert(attendance.person);
            }
            attendances += u32::from(here.contains(&attendance.lecture));
        }
        (small(people.len()), attendances)
    }

    /// The class a lecture is counted in: the main speaker's, exclusive.
    fn class_of(&self, lecture: &Lecture) -> &'a str {
        let classes: Vec<&str> = lecture.main_class().into_iter().collect();
        let class = self.rules.first_class(&classes);
        class.map(|class| class.id.as_str()).unwrap_or_default()
    }

    fn speaker_classes(&self, sessions: &[&Lecture]) -> Vec<(String, u32)> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for lecture in sessions {
            *counts.entry(self.class_of(lecture)).or_default() += 1;
        }
        let count = |id: &String| counts.get(id.as_str()).copied().unwrap_or_default();
        self.rules
            .speaker_classes
            .iter()
            .map(|class| (class.id.clone(), count(&class.id)))
            .collect()
    }

    /// The duties of every organisation with all below it; `kind` keeps only organisations of that kind.
    /// One sweep for the whole tree, however many organisations are asked about.
    #[must_use]
    pub fn tallies_by_organisation(&self, kind: Option<&str>) -> Tallies<'_, 'a> {
        Tallies::new(self, self.sheet.get_or_init(|| Sheet::of(self)).as_ref(), kind)
    }

    /// Where every organisation stands, in preorder, in every occurrence of every duty that has begun.
    pub(crate) fn standing_kinds(&self) -> Vec<(Occurrence<'a>, Vec<Option<StandingKind>>)> {
        let sheet = self.sheet.get_or_init(|| Sheet::of(self)).as_ref();
        let occurrences = self.rules.occurrences(self.today).into_iter().enumerate();
        let stand = |(slot, occurrence): (usize, Occurrence<'a>)| {
            let order = self.tree.preorder().iter();
            let standings = match sheet {
                Some(sheet) => (0..)
                    .zip(order)
                    .map(|(org, _)| sheet.standing(org, slot))
                    .collect(),
                None => order
                    .map(|id| Some(self.proof(*id, occurrence.clone())?.standing.kind()))
                    .collect(),
            };
            (occurrence, standings)
        };
        occurrences.map(stand).collect()
    }

    /// The facts.
    pub(crate) fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// The rules.
    pub(crate) fn rules(&self) -> &'a RuleSet {
        self.rules
    }

    fn excusals_of(&self, id: OrganisationId) -> &[&'a Excusal] {
        self.excusals.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn plan_of(&self, id: OrganisationId) -> &[&'a PlanItem] {
        self.plan.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Personal duties of the holders of posts in scope.
    #[must_use]
    pub fn person_standings(&self) -> Vec<PersonStanding<'a>> {
        person_standings(self.facts, self.rules, &self.tree, self.today)
    }

    /// Every period of every personal duty that has begun.
    fn person_periods(&self) -> Vec<(&'a PersonDuty, Period)> {
        let begun = |duty: &'a PersonDuty| {
            let since = duty.effective_from.max(self.rules.starts_on);
            let periods = duty.period.periods(since, self.today).into_iter();
            periods.map(move |period| (duty, period))
        };
        self.rules.person_duties.iter().flat_map(begun).collect()
    }

    fn person_tallies(&self, scope: &BTreeSet<OrganisationId>) -> Vec<PersonTally> {
        let tally = |(duty, period): (&PersonDuty, Period)| PersonTally {
            duty: duty.id.clone(),
            period: period.label,
            active: 0,
            met: 0,
            due: 0,
            overdue: 0,
        };
        let mut tallies: Vec<PersonTally> = self.person_periods().into_iter().map(tally).collect();
        for standing in self.person_standings() {
            let same = |tally: &&mut PersonTally| {
                tally.duty == standing.duty.id && tally.period == standing.period.label
            };
            if let Some(tally) = tallies
                .iter_mut()
                .find(same)
                .filter(|_| scope.contains(&standing.post.organisation))
            {
                tally.active += 1;
                match standing.state {
                    PersonState::Met => tally.met += 1,
                    PersonState::Due { .. } => tally.due += 1,
                    PersonState::Overdue { .. } => tally.overdue += 1,
                }
            }
        }
        tallies
    }
}

fn by_quarter(sessions: &[&Lecture]) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for on in sessions.iter().filter_map(|lecture| lecture.ended_on()) {
        *counts.entry(Rhythm::Quarter.period_of(on).label).or_default() += 1;
    }
    counts
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
