//! The duties of every organisation with all below it, from one sweep.
//! Must not sweep: `columns` does.

use std::collections::BTreeMap;

use super::columns::{Sheet, standing_kind};
use super::{Board, DutyTally};
use crate::figures::{MAX_SLOTS, Outcome, RollUp};
use crate::id::OrganisationId;
use crate::obligation::StandingKind;
use crate::rule_set::Occurrence;

/// Tallies of the whole tree, to be asked for one organisation after another.
pub struct Tallies<'b, 'a> {
    board: &'b Board<'a>,
    kind: Option<String>,
    swept: Option<(&'b Sheet, Vec<RollUp<'b>>)>,
}

impl<'b, 'a> Tallies<'b, 'a> {
    pub(super) fn new(board: &'b Board<'a>, sheet: Option<&'b Sheet>, kind: Option<&str>) -> Self {
        let swept = sheet.map(|sheet| (sheet, sheet.roll_ups(board, kind)));
        Tallies {
            board,
            kind: kind.map(str::to_owned),
            swept,
        }
    }

    /// The duties of an organisation and all below it, in the pack's order, then by period.
    #[must_use]
    pub fn of(&self, top: OrganisationId) -> Vec<DutyTally> {
        let Some((sheet, roll_ups)) = &self.swept else {
            let occurrences = self.board.rules.occurrences(self.board.today);
            return occurrences
                .iter()
                .map(|occurrence| self.by_proofs(top, occurrence))
                .collect();
        };
        let number = sheet.number(top);
        let tally = |(at, (duty, period)): (usize, &(String, String))| {
            let (roll_up, slot) = (roll_ups.get(at / MAX_SLOTS)?, at % MAX_SLOTS);
            let counted = number
                .map(|number| roll_up.tally(number, slot))
                .unwrap_or_default();
            let counts = Outcome::ALL
                .iter()
                .map(|outcome| (standing_kind(*outcome), counted.of(*outcome)));
            let overdue = number
                .into_iter()
                .flat_map(|top| roll_up.list(top, slot, Outcome::Overdue));
            Some(DutyTally {
                duty: duty.clone(),
                period: period.clone(),
                counts: counts.filter(|(_, count)| *count > 0).collect(),
                overdue: overdue.filter_map(|number| sheet.id(number)).collect(),
            })
        };
        sheet.labels().iter().enumerate().filter_map(tally).collect()
    }

    /// The same, proof by proof: for a tree that no sweep can number.
    fn by_proofs(&self, top: OrganisationId, occurrence: &Occurrence<'a>) -> DutyTally {
        let mut counts: BTreeMap<StandingKind, u32> = BTreeMap::new();
        let mut overdue = Vec::new();
        for proof in self.board.proofs(top, occurrence) {
            let organisation = proof.obligation.organisation;
            if self.kind.as_ref().is_some_and(|kind| *kind != organisation.kind) {
                continue;
            }
            *counts.entry(proof.standing.kind()).or_default() += 1;
            if proof.standing.kind() == StandingKind::Overdue {
                overdue.push(organisation.id);
            }
        }
        let (duty, period) = (occurrence.duty.id.clone(), occurrence.period.label.clone());
        DutyTally {
            duty,
            period,
            counts,
            overdue,
        }
    }
}
