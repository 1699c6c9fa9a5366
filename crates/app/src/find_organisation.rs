//! Which organisation a person at a form means by what they typed.
//! Must not tell of organisations the person may not see.

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;

use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal};

/// The one organisation of that name, full or short, or by its id.
///
/// # Errors
/// When none or several that the actor may see fit, or the database fails.
pub async fn find_organisation(app: &App, actor: &Actor, text: &str) -> Result<OrganisationId, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let unknown = || Refusal::UnknownOrganisation(text.to_owned());
    let may_see = |id| {
        snapshot
            .permit(actor, (Action::Read, TargetKind::Organisation), id)
            .is_ok()
    };
    match snapshot.find(Some(text)) {
        Ok(id) if may_see(id) => Ok(id),
        Ok(_) => Err(unknown().into()),
        Err(Refusal::AmbiguousOrganisation { name, candidates }) => {
            let seen = |full: &String| snapshot.find(Some(full)).is_ok_and(may_see);
            let mut candidates: Vec<String> = candidates.into_iter().filter(seen).collect();
            match (candidates.pop(), candidates.is_empty()) {
                (None, _) => Err(unknown().into()),
                (Some(only), true) => Ok(snapshot.find(Some(&only))?),
                (Some(last), false) => {
                    candidates.push(last);
                    Err(Refusal::AmbiguousOrganisation { name, candidates }.into())
                }
            }
        }
        Err(refusal) => Err(refusal.into()),
    }
}
