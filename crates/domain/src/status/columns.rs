//! Facts and rules as the columns of the sweep (`figures`), so that one pass counts the duties of every organisation.
//! Must not define a standing: where the sweep cannot say what a rule says, the proof is asked and its verdict told.

use std::collections::BTreeMap;

use super::Board;
use crate::figures::{Columns, CompiledRules, Credits, KindSet, MAX_SLOTS, NONE, Outcomes, RollUp, SlotSpec};
use crate::figures::{Outcome, day_number, sweep};
use crate::id::OrganisationId;
use crate::obligation::{Obligation, Scope, StandingKind, View, days, exemption, ground, next_plan};
use crate::organisation::Organisation;
use crate::period::{Period, plus_days};
use crate::rule_set::{Duty, Occurrence};

/// Whether the sweep itself can judge a duty in a period. It counts lectures by the day they belong to, against one
/// minimum: so a rule by which a lecture counts outside its own period (`make_up_days`, `carry`) is judged by the
/// proofs. Joint shares and limits, mergers, themes, kinds, classes, attribution, grace and plans it can do.
fn is_for_the_sweep(duty: &Duty, period: &Period) -> bool {
    let numbered = day_number(period.first) > 0 && day_number(period.last) < u16::MAX;
    duty.make_up_days == 0 && duty.carry == 0 && numbered && (1..u32::from(u16::MAX)).contains(&duty.minimum)
}

/// Where every organisation stands in every duty and period.
pub(super) struct Sheet {
    /// Duty and period of each slot, all parts one after another.
    labels: Vec<(String, String)>,
    /// Organisations by number: the preorder of the tree.
    ids: Vec<OrganisationId>,
    numbers: BTreeMap<OrganisationId, u32>,
    parts: Vec<Part>,
}

/// As many slots as one sweep takes.
struct Part {
    columns: Columns,
    outcomes: Outcomes,
}

impl Sheet {
    /// Sweeps the whole tree; none when it is beyond what a sweep can number.
    pub(super) fn of(board: &Board<'_>) -> Option<Sheet> {
        let ids = board.tree.preorder().to_vec();
        let numbers: BTreeMap<OrganisationId, u32> = ids.iter().copied().zip(0..).collect();
        let parent = |id: &OrganisationId| {
            let parent = board.tree.parent(*id).and_then(|parent| numbers.get(&parent));
            parent.copied().unwrap_or(NONE)
        };
        let parents: Vec<u32> = ids.iter().map(parent).collect();
        let kinds: Option<Vec<u8>> = ids
            .iter()
            .map(|id| kind_number(board, &board.organisation(*id)?.kind))
            .collect();
        let kinds = kinds?;
        let occurrences = board.rules.occurrences(board.today);
        let mut parts = Vec::new();
        for some in occurrences.chunks(MAX_SLOTS) {
            let columns = Columns::new(parents.clone(), kinds.clone(), some.len()).ok()?;
            parts.push(Filling::new(board, some, columns).fill(&ids)?);
        }
        let label = |each: &Occurrence<'_>| (each.duty.id.clone(), each.period.label.clone());
        Some(Sheet {
            labels: occurrences.iter().map(label).collect(),
            ids,
            numbers,
            parts,
        })
    }

    /// Duty and period of every slot.
    pub(super) fn labels(&self) -> &[(String, String)] {
        &self.labels
    }

    /// Counts the organisations of one kind, or all, for every organisation and all above it.
    pub(super) fn roll_ups(&self, board: &Board<'_>, kind: Option<&str>) -> Vec<RollUp<'_>> {
        let kinds = match kind {
            None => KindSet::ALL,
            Some(kind) => {
                let known = board
                    .rules
                    .organisation_kind(kind)
                    .and_then(|kind| kind_number(board, &kind.id));
                known.map(|number| KindSet::of(&[number])).unwrap_or_default()
            }
        };
        self.parts
            .iter()
            .map(|part| RollUp::new(&part.columns, &part.outcomes, kinds))
            .collect()
    }

    /// Where an organisation itself stands in a slot.
    pub(super) fn standing(&self, number: u32, slot: usize) -> Option<StandingKind> {
        let part = self.parts.get(slot / MAX_SLOTS)?;
        part.outcomes.of(number, slot % MAX_SLOTS).map(standing_kind)
    }

    /// The number of an organisation.
    pub(super) fn number(&self, id: OrganisationId) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    /// The organisation with a number.
    pub(super) fn id(&self, number: u32) -> Option<OrganisationId> {
        self.ids.get(usize::try_from(number).ok()?).copied()
    }
}

/// The place of a kind in the pack; unknown kinds share the last number.
fn kind_number(board: &Board<'_>, kind: &str) -> Option<u8> {
    let kinds = &board.rules.organisation_kinds;
    u8::try_from(
        kinds
            .iter()
            .position(|known| known.id == kind)
            .unwrap_or(kinds.len()),
    )
    .ok()
}

/// The standing that an outcome of the sweep is.
pub(super) fn standing_kind(outcome: Outcome) -> StandingKind {
    match outcome {
        Outcome::Met => StandingKind::Met,
        Outcome::MadeUp => StandingKind::MadeUp,
        Outcome::Due => StandingKind::Due,
        Outcome::AtRisk => StandingKind::AtRisk,
        Outcome::Overdue => StandingKind::Overdue,
        Outcome::Excused => StandingKind::Excused,
        Outcome::Closed => StandingKind::Closed,
    }
}

/// Columns on their way.
struct Filling<'a, 'b> {
    board: &'b Board<'a>,
    occurrences: &'b [Occurrence<'a>],
    /// Each version of a duty that the sweep judges, with its slots.
    duties: Vec<(&'a Duty, u64)>,
    columns: Columns,
    credits: Credits,
    /// Class of lectures by the slots they count in.
    classes: BTreeMap<u64, u16>,
}

impl<'a, 'b> Filling<'a, 'b> {
    fn new(board: &'b Board<'a>, occurrences: &'b [Occurrence<'a>], columns: Columns) -> Self {
        let mut duties: Vec<(&Duty, u64)> = Vec::new();
        for (slot, Occurrence { duty, period }) in occurrences.iter().enumerate() {
            if is_for_the_sweep(duty, period) {
                match duties.iter_mut().find(|(known, _)| std::ptr::eq(*known, *duty)) {
                    Some((_, slots)) => *slots |= 1 << slot,
                    None => duties.push((duty, 1 << slot)),
                }
            }
        }
        let (credits, classes) = (Credits::default(), BTreeMap::new());
        Filling {
            board,
            occurrences,
            duties,
            columns,
            credits,
            classes,
        }
    }

    fn fill(mut self, ids: &[OrganisationId]) -> Option<Part> {
        for (number, id) in (0..).zip(ids) {
            let organisation = self.board.organisation(*id)?;
            self.owe(number, organisation)?;
            self.credit(number, *id)?;
        }
        let mut masks: Vec<(u16, u64)> = self.classes.iter().map(|(mask, class)| (*class, *mask)).collect();
        masks.sort_unstable();
        let slots = self.occurrences.iter().map(spec).collect();
        let rules = CompiledRules::new(slots, masks.into_iter().map(|(_, mask)| mask).collect()).ok()?;
        let outcomes = sweep(&self.columns, &self.credits, &rules, self.board.today);
        Some(Part {
            columns: self.columns,
            outcomes,
        })
    }

    /// What an organisation owes and what frees it.
    fn owe(&mut self, number: u32, organisation: &'a Organisation) -> Option<()> {
        let (board, today) = (self.board, self.board.today);
        let scope = Scope::of(organisation, &board.tree, board.facts);
        for (slot, occurrence) in (0_u8..).zip(self.occurrences) {
            let asked = (occurrence.duty, &occurrence.period);
            let Some((ground, minimum)) = ground(organisation, &scope, asked, today) else {
                continue;
            };
            self.columns.owe(number, 1 << slot);
            if !is_for_the_sweep(occurrence.duty, &occurrence.period) {
                let (duty, period) = (occurrence.duty, occurrence.period.clone());
                let proof = board.stand(Obligation {
                    organisation,
                    duty,
                    period,
                    minimum,
                    ground,
                });
                self.tell(number, slot, proof.standing.kind())?;
                continue;
            }
            match exemption(&ground, asked, board.excusals_of(organisation.id)).map(|s| s.kind()) {
                Some(StandingKind::Closed) => self.columns.close(number, 1 << slot),
                Some(_) => self.columns.excuse(number, 1 << slot),
                None => {}
            }
            if next_plan(asked, board.plan_of(organisation.id), today).is_some() {
                self.columns.plan(number, 1 << slot);
            }
            if minimum != occurrence.duty.minimum {
                self.columns.prorate(number, slot, u16::try_from(minimum).ok()?);
            }
        }
        Some(())
    }

    /// Credits an organisation's lectures: one row for each day a lecture belongs to.
    fn credit(&mut self, number: u32, id: OrganisationId) -> Option<()> {
        let (board, today) = (self.board, self.board.today);
        let view = View {
            delivered: board.credits.to(id),
            excusals: board.excusals_of(id),
            today,
        };
        for delivery in view.delivered {
            let mut rows: BTreeMap<u16, u64> = BTreeMap::new();
            for (duty, slots) in self.duties.iter().filter(|(duty, _)| delivery.fits(duty, view)) {
                let heir = |slot: &usize| {
                    let occurrence = self.occurrences.get(*slot);
                    occurrence.is_some_and(|each| delivery.is_heir_in(duty, &each.period, today))
                };
                let each = (0..self.occurrences.len())
                    .filter(|slot| slots >> slot & 1 == 1)
                    .filter(heir);
                let mask = each.fold(0_u64, |mask, slot| mask | 1 << slot);
                *rows.entry(day_number(delivery.on(duty)?)).or_default() |= mask;
            }
            for (day, mask) in rows.into_iter().filter(|(_, mask)| *mask != 0) {
                let class = self.class(mask)?;
                self.credits.push(day, &[(number, class)]);
            }
        }
        Some(())
    }

    /// Tells the sweep what a proof found, in a slot that asks for one lecture and takes late ones for a day.
    fn tell(&mut self, number: u32, slot: u8, kind: StandingKind) -> Option<()> {
        let (bit, period) = (1 << slot, &self.occurrences.get(usize::from(slot))?.period);
        let heard = match kind {
            StandingKind::Met => Some(period.first),
            StandingKind::MadeUp => Some(plus_days(period.last, 1)),
            _ => None,
        };
        match kind {
            StandingKind::Closed => self.columns.close(number, bit),
            StandingKind::Excused => self.columns.excuse(number, bit),
            StandingKind::Due => self.columns.plan(number, bit),
            _ => {}
        }
        if let Some(day) = heard {
            let class = self.class(bit)?;
            self.credits.push(day_number(day), &[(number, class)]);
        }
        Some(())
    }

    fn class(&mut self, mask: u64) -> Option<u16> {
        let next = u16::try_from(self.classes.len()).ok()?;
        Some(*self.classes.entry(mask).or_insert(next))
    }
}

fn spec(Occurrence { duty, period }: &Occurrence<'_>) -> SlotSpec {
    let swept = is_for_the_sweep(duty, period);
    SlotSpec {
        first: period.first,
        last: period.last,
        late_until: (!swept).then(|| plus_days(period.last, 1)),
        minimum: u16::try_from(duty.minimum).ok().filter(|_| swept).unwrap_or(1),
        at_risk_from: plus_days(period.last, 1 - days(duty.at_risk_days)),
        overdue_from: plus_days(period.last, days(duty.grace_days) + 1),
    }
}
