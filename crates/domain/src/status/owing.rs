//! What is owed in a time that may not have begun, to plan it.
//! Must not say where anything stands before it is due: a period ahead is merely still open.

use super::Board;
use crate::id::OrganisationId;
use crate::obligation::{Proof, Scope, obligation};
use crate::period::Period;

impl<'a> Board<'a> {
    /// Every active obligation below an organisation whose period meets a window, also one that has not begun yet, in
    /// the order of the tree, then of the pack's duties, then by time.
    #[must_use]
    pub fn owing(&self, top: OrganisationId, window: &Period) -> Vec<Proof<'a>> {
        let mut occurrences = Vec::new();
        for id in self.rules.duty_ids() {
            let all = self.rules.occurrences_of(id, window.last);
            occurrences.extend(all.into_iter().filter(|of| of.period.last >= window.first));
        }
        let mut found = Vec::new();
        for organisation in self
            .tree
            .scope(top)
            .iter()
            .filter_map(|id| self.organisation(*id))
        {
            let scope = Scope::of(organisation, &self.tree, self.facts);
            for occurrence in &occurrences {
                // What has not begun is owed by whoever is there today.
                let day = self.today.max(occurrence.period.first);
                if let Some(owed) = obligation(organisation, &scope, occurrence.clone(), day) {
                    let proof = self.stand(owed);
                    found.extend(Some(proof).filter(|proof| proof.standing.kind().is_active()));
                }
            }
        }
        found
    }
}
