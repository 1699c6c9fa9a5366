//! Who did something, from the word the history keeps.
//! Must not tell more than a page shows: a name where there is one, else the role and the organisation.

use domain::access::Role;
use domain::id::{AccountId, OrganisationId};
use store::{AccountRow, GrantRow, Reading};

use crate::{Failure, Snapshot};

/// Who did something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doer {
    /// Whoever runs the machine.
    Operator,
    /// Somebody who signs in.
    Account {
        /// What they are called; none once erased.
        name: Option<String>,
        /// As what, by their latest grant.
        role: Option<Role>,
        /// Over which organisation.
        organisation: Option<OrganisationId>,
    },
    /// A word of an earlier version.
    Other(String),
}

/// Who a word of the history means.
pub(super) async fn of(reading: &mut Reading, snapshot: &Snapshot, word: &str) -> Result<Doer, Failure> {
    if word == Role::Operator.word() {
        return Ok(Doer::Operator);
    }
    let id = word
        .strip_prefix("account:")
        .and_then(|id| id.parse::<AccountId>().ok());
    let Some(id) = id else {
        return Ok(Doer::Other(word.to_owned()));
    };
    let account: Option<AccountRow> = reading.get((id,)).await?;
    let grants: Vec<GrantRow> = reading.by("account_id", id).await?;
    let latest = grants.into_iter().max_by_key(|grant| (grant.from_on, grant.id));
    let name = account.and_then(|account| {
        let person = account.person_id.and_then(|person| snapshot.facts.person(person));
        account
            .name
            .or_else(|| person.and_then(|person| person.name.clone()))
    });
    Ok(Doer::Account {
        name,
        role: latest.as_ref().and_then(|grant| Role::parse(&grant.role)),
        organisation: latest.map(|grant| grant.organisation_id),
    })
}
