//! The forecasts of all that is still open below an organisation, the riskiest first.
//! Must not forecast: `forecast` does.

use super::Board;
use crate::forecast::{Outlook, forecast};
use crate::id::OrganisationId;
use crate::obligation::days;
use crate::period::plus_days;

impl<'a> Board<'a> {
    /// Every obligation that is still open, with what may be expected of it; the riskiest first, then as the tree
    /// stands.
    #[must_use]
    pub fn forecast(&self, top: OrganisationId) -> Vec<Outlook<'a>> {
        let mut found = Vec::new();
        for id in self.rules.duty_ids() {
            let occurrences = self.rules.occurrences_of(id, self.today);
            for (at, occurrence) in occurrences.iter().enumerate() {
                if self.today > plus_days(occurrence.period.last, days(occurrence.duty.grace_days)) {
                    continue;
                }
                for proof in self.proofs(top, occurrence) {
                    let organisation = proof.obligation.organisation.id;
                    // Of what is settled nothing is expected, and the past need not be asked.
                    if !proof.standing.is_open() {
                        continue;
                    }
                    let before = occurrences.iter().take(at);
                    let earlier: Vec<_> = before
                        .filter_map(|other| self.proof(organisation, other.clone()))
                        .collect();
                    found.extend(forecast(proof, &earlier, self.today));
                }
            }
        }
        found.sort_by_cached_key(Outlook::order);
        found
    }
}
