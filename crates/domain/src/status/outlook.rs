//! The forecasts of all that is still open below an organisation, the riskiest first.
//! Must not forecast: `forecast` does.

use super::Board;
use crate::forecast::{Outlook, forecast};
use crate::id::OrganisationId;
use crate::obligation::days;
use crate::period::plus_days;
use crate::rule_set::Occurrence;

impl<'a> Board<'a> {
    /// Every obligation that is still open, with what may be expected of it; the riskiest first, then as the tree
    /// stands.
    #[must_use]
    pub fn forecast(&self, top: OrganisationId) -> Vec<Outlook<'a>> {
        let mut found = Vec::new();
        for occurrence in self.rules.occurrences(self.today) {
            found.extend(self.outlooks(self.tree.scope(top), &occurrence));
        }
        found.sort_by_cached_key(Outlook::order);
        found
    }

    /// What may be expected of those that are open in one occurrence, the riskiest first.
    pub(crate) fn expectations(
        &self,
        open: &[OrganisationId],
        occurrence: &Occurrence<'a>,
    ) -> Vec<Outlook<'a>> {
        let mut found = self.outlooks(open, occurrence);
        found.sort_by_cached_key(Outlook::order);
        found
    }

    fn outlooks(&self, scope: &[OrganisationId], occurrence: &Occurrence<'a>) -> Vec<Outlook<'a>> {
        let Occurrence { duty, period } = occurrence;
        if self.today > plus_days(period.last, days(duty.grace_days)) {
            return Vec::new();
        }
        let mut before = self.rules.occurrences_of(&duty.id, self.today);
        before.retain(|other| other.period.first < period.first);
        let outlook = |id: &OrganisationId| {
            // Of what is settled nothing is expected, and the past need not be asked.
            let proof = self
                .proof(*id, occurrence.clone())
                .filter(|proof| proof.standing.is_open())?;
            let earlier = before.iter().filter_map(|other| self.proof(*id, other.clone()));
            forecast(proof, &earlier.collect::<Vec<_>>(), self.today)
        };
        scope.iter().filter_map(outlook).collect()
    }
}
