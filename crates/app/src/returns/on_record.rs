//! A return as it is on record, with what was sent and what came back.
//! Must not read the files or compare them.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, ReturnId};
use domain::return_form::{FilledBy, ReturnForm, ReturnRefusal};
use store::{Queries, ReturnPartRow, ReturnRow, ReturnSentRow};

use super::sent::{self, SentRow};
use super::{CLOSED, no};
use crate::{Actor, Failure, Snapshot};

/// A return, who is asked, and what was sent to each.
pub(super) struct OnRecord {
    /// The return.
    pub row: ReturnRow,
    /// The form.
    pub form: ReturnForm,
    /// Who fills it.
    pub filled_by: FilledBy,
    /// Who is asked.
    pub parts: Vec<ReturnPartRow>,
}

impl OnRecord {
    /// Reads it.
    ///
    /// # Errors
    /// When it is not there, or the database fails.
    pub(super) async fn read(queries: &mut Queries, id: ReturnId) -> Result<OnRecord, Failure> {
        let row: Option<ReturnRow> = queries.get((id,)).await?;
        let not_there = || ReturnRefusal::NotThere {
            name: id.to_string(),
            known: Vec::new(),
        };
        let row = row.ok_or_else(|| no(not_there()))?;
        let form = ReturnForm::parse(&row.form).ok_or_else(|| no(not_there()))?;
        let filled_by = FilledBy::parse(&row.filled_by).unwrap_or(FilledBy::Below);
        let parts = queries.under((id,)).await?;
        Ok(OnRecord {
            row,
            form,
            filled_by,
            parts,
        })
    }

    /// Whoever may do this at the office that asks.
    ///
    /// # Errors
    /// When the actor may not.
    pub(super) fn permit(&self, snapshot: &Snapshot, actor: &Actor, action: Action) -> Result<(), Failure> {
        snapshot.permit(actor, (action, TargetKind::Return), self.row.organisation_id)
    }

    /// # Errors
    /// When it is closed.
    pub(super) fn is_open(&self) -> Result<(), Failure> {
        if self.row.state == CLOSED {
            return Err(no(ReturnRefusal::Closed));
        }
        Ok(())
    }

    /// Who is asked.
    pub(super) fn asked(&self) -> BTreeSet<OrganisationId> {
        self.parts.iter().map(|part| part.organisation_id).collect()
    }

    /// What was sent to each.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn sent(
        &self,
        queries: &mut Queries,
    ) -> Result<BTreeMap<OrganisationId, Vec<SentRow>>, Failure> {
        let rows: Vec<ReturnSentRow> = queries.under((self.row.id,)).await?;
        let mut sent = BTreeMap::new();
        for row in rows {
            sent.insert(row.organisation_id, sent::read(&row.rows)?);
        }
        Ok(sent)
    }
}
