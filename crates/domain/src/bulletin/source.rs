//! Where the figures of a report come from: one overview, asked by keys; each figure with the records it is made of.
//! Must not define a figure: `status` does.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::civil::Date;

use super::key::{Became, Key, Plain, What, span};
use crate::facts::Facts;
use crate::id::{LectureId, OrganisationId};
use crate::lecture::{Lecture, LectureState};
use crate::period::Period;
use crate::rule_set::RuleSet;
use crate::status::{Held, Overview, Records, Slot, Sort, Who};
use crate::workday::Workdays;

/// Facts, rules and what an overview says of them on the day of a report.
pub struct Source<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// The rules.
    pub rules: &'a RuleSet,
    /// What the board says, with the tree of the period's end.
    pub overview: &'a Overview,
    /// Which days are workdays.
    pub workdays: &'a Workdays,
    /// The day a record was filed.
    pub filed_on: &'a dyn Fn(LectureId) -> Option<Date>,
    held: RefCell<Vec<(String, Rc<Held<'a>>)>>,
}

impl<'a> Source<'a> {
    /// Sets up what is asked.
    #[must_use]
    pub fn new(
        (facts, rules): (&'a Facts, &'a RuleSet),
        overview: &'a Overview,
        workdays: &'a Workdays,
        filed_on: &'a dyn Fn(LectureId) -> Option<Date>,
    ) -> Source<'a> {
        Source {
            facts,
            rules,
            overview,
            workdays,
            filed_on,
            held: RefCell::default(),
        }
    }

    /// A figure; none when the rules know no such duty or class, or the key no period. `whole` is what a key without
    /// an organisation is about.
    #[must_use]
    pub fn count(&self, key: &Key, whole: OrganisationId) -> Option<u32> {
        let top = key.organisation.unwrap_or(whole);
        let period = key.span()?;
        match &key.what {
            What::Plain(plain) => Some(self.plain(*plain, &period, top)),
            What::Class(class) => {
                let at = self.class_at(class)?;
                self.held(&period).of(top).classes.get(at).copied()
            }
            What::Duty(duty, became) => self.duty(duty, *became, (&period, top)),
        }
    }

    /// The records a figure is made of; those of head counts are the lectures that say them.
    #[must_use]
    pub fn records(&self, key: &Key, whole: OrganisationId) -> Option<Records> {
        let top = key.organisation.unwrap_or(whole);
        let period = key.span()?;
        let sort = match &key.what {
            What::Duty(duty, became) => {
                return self
                    .standings(duty, *became, (&period, top))
                    .map(Records::Organisations);
            }
            What::Class(class) => Sort::Class(self.class_at(class)?),
            What::Plain(Plain::Sessions) => Sort::Any,
            What::Plain(Plain::Joint) => Sort::Joint,
            What::Plain(Plain::Themed) => Sort::Themed,
            What::Plain(Plain::Micro) => Sort::Micro,
            What::Plain(Plain::Expected | Plain::Present) => Sort::Counted,
            What::Plain(Plain::Coverage) => {
                let who = Who::Covered(Some(&period));
                return Some(Records::People(self.overview.people_by_home(top, who)));
            }
            What::Plain(Plain::Members) => {
                return Some(Records::People(self.overview.people_by_home(top, Who::Members)));
            }
            What::Plain(Plain::Late) => return Some(Records::Lectures(self.late(&period, top))),
            What::Plain(Plain::SentBack) => return Some(Records::Lectures(self.sent_back(&period, top))),
        };
        Some(Records::Lectures(self.overview.sittings(
            top,
            Some(&period),
            sort,
        )))
    }

    /// Duties of organisations with a period that ends in this one, in the pack's order.
    #[must_use]
    pub fn duties(&self, period: &Period) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for slot in self.overview.slots().iter().filter(|slot| ends_in(slot, period)) {
            if !found.contains(&slot.duty) {
                found.push(slot.duty.clone());
            }
        }
        found
    }

    /// What was held in a period, reckoned once for all who ask.
    pub(super) fn held(&self, period: &Period) -> Rc<Held<'a>> {
        let mut kept = self.held.borrow_mut();
        if let Some((_, held)) = kept.iter().find(|(label, _)| *label == period.label) {
            return Rc::clone(held);
        }
        let held = Rc::new(self.overview.held(Some(period)));
        kept.push((period.label.clone(), Rc::clone(&held)));
        held
    }

    fn class_at(&self, class: &str) -> Option<usize> {
        let mut classes = self.rules.speaker_classes.iter();
        classes.position(|known| known.id == class)
    }

    fn plain(&self, plain: Plain, period: &Period, top: OrganisationId) -> u32 {
        let held = || self.held(period).of(top);
        match plain {
            Plain::Sessions => held().sessions,
            Plain::Joint => held().joint,
            Plain::Themed => held().themed,
            Plain::Micro => held().micro,
            Plain::Expected => held().expected,
            Plain::Present => held().present,
            Plain::Coverage => held().covered,
            Plain::Members => self.overview.inventory(top).members,
            Plain::Late => small(self.late(period, top).len()),
            Plain::SentBack => small(self.sent_back(period, top).len()),
        }
    }

    fn slots<'b>(&'b self, duty: &'b str, period: &'b Period) -> impl Iterator<Item = &'b Slot> + 'b {
        let slots = self.overview.slots().iter();
        slots.filter(move |slot| slot.duty == duty && ends_in(slot, period))
    }

    fn duty(&self, duty: &str, became: Became, (period, top): (&Period, OrganisationId)) -> Option<u32> {
        if became == Became::Again {
            return Some(small(self.standings(duty, became, (period, top))?.len()));
        }
        if !self.rules.duty_ids().contains(&duty) {
            return None;
        }
        let of_slot = |slot: &Slot| -> u32 {
            let counts = self.overview.counts(slot, top);
            let kinds = crate::obligation::StandingKind::ALL.into_iter();
            kinds
                .filter(|kind| became.includes(*kind))
                .map(|kind| counts.of(kind))
                .sum()
        };
        Some(self.slots(duty, period).map(of_slot).sum())
    }

    fn standings(
        &self,
        duty: &str,
        became: Became,
        (period, top): (&Period, OrganisationId),
    ) -> Option<Vec<(OrganisationId, crate::obligation::StandingKind)>> {
        if !self.rules.duty_ids().contains(&duty) {
            return None;
        }
        let mut found = Vec::new();
        for slot in self.slots(duty, period) {
            let before = self.before(slot);
            let missed = |id: OrganisationId| {
                let kind = before.and_then(|slot| self.overview.standing(slot, id));
                kind.is_some_and(|kind| Became::Undone.includes(kind))
            };
            let here = self.overview.standings(slot, top);
            let here = here.filter(|(_, kind)| became.includes(*kind));
            found.extend(here.filter(|(id, _)| became != Became::Again || missed(*id)));
        }
        Some(found)
    }

    /// The same duty a period earlier.
    fn before(&self, slot: &Slot) -> Option<&Slot> {
        let earlier = slot.rhythm.previous(&slot.period);
        let mut slots = self.overview.slots().iter();
        slots.find(|other| other.duty == slot.duty && other.period == earlier)
    }

    /// 迟报: lectures that count whose record came later than is timely.
    fn late(&self, period: &Period, top: OrganisationId) -> Vec<LectureId> {
        let mut found = self.overview.sittings(top, Some(period), Sort::Any);
        found.retain(|id| {
            let filed = (self.filed_on)(*id);
            let lecture = self.facts.lecture(*id);
            let timely = lecture
                .zip(filed)
                .and_then(|(lecture, filed)| lecture.is_timely(filed, self.rules, self.workdays));
            timely == Some(false)
        });
        found
    }

    /// 退回: lectures held in the period whose record was sent back and is not put right.
    fn sent_back(&self, period: &Period, top: OrganisationId) -> Vec<LectureId> {
        let tree = self.overview.tree();
        let is_meant = |lecture: &&Lecture| {
            let held = lecture.ended_on().is_some_and(|on| period.contains(on));
            let is_back = matches!(lecture.state, LectureState::SentBack { .. });
            let mut hosts = lecture.hosts.iter();
            held && is_back && hosts.any(|host| tree.is_within(host.organisation, top))
        };
        let found = self.facts.lectures.iter().filter(is_meant);
        found.map(|lecture| lecture.id).collect()
    }

    /// The organisations right below another on which a report has a row each.
    pub(crate) fn units(&self, top: OrganisationId) -> Vec<OrganisationId> {
        let tree = self.overview.tree();
        let below = tree.scope(top).iter().copied();
        below.filter(|id| tree.parent(*id) == Some(top)).collect()
    }

    /// The unit an organisation belongs to: itself or the one above it right below the top; none for the top.
    pub(crate) fn unit_of(&self, id: OrganisationId, top: OrganisationId) -> Option<OrganisationId> {
        let tree = self.overview.tree();
        let way = std::iter::once(id).chain(tree.ancestors(id));
        way.into_iter().find(|above| tree.parent(*above) == Some(top))
    }

    /// Units among the hosts of a lecture, the top itself as none: each once.
    pub(super) fn units_of(
        &self,
        lecture: LectureId,
        top: OrganisationId,
    ) -> BTreeSet<Option<OrganisationId>> {
        let hosts = self.facts.lecture(lecture).map(|found| found.hosts.as_slice());
        let hosts = hosts.unwrap_or_default().iter().map(|host| host.organisation);
        let within = hosts.filter(|host| self.overview.tree().is_within(*host, top));
        within.map(|host| self.unit_of(host, top)).collect()
    }
}

fn ends_in(slot: &Slot, period: &Period) -> bool {
    period.contains(slot.period.last)
}

/// The period a year earlier.
pub(super) fn year_before(period: &Period) -> Option<Period> {
    let year: i16 = period.label.get(..4)?.parse().ok()?;
    let rest = period.label.get(4..)?;
    span(&format!("{:04}{rest}", year.checked_sub(1)?))
}

pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
