//! `kaijiang person`: finds people by name; erases one on request, and figures stay.
//! Must not decide where the name is kept.

use app::{ErasePerson, FindPerson, FoundPerson, erase_person, find_person};
use serde_json::{Value, json};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::session::Session;
use crate::{answer, print};

/// Runs the command.
///
/// # Errors
/// When there is no such person or the database fails.
pub async fn run(common: &Common, command: &args::Person) -> Result<(), Fault> {
    match command {
        args::Person::Find { name, org } => find(common, name, org.as_deref()).await,
        args::Person::Erase { id, reason } => erase(common, id, reason).await,
    }
}

async fn find(common: &Common, name: &str, organisation: Option<&str>) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let command = FindPerson {
        tree: common.tree.as_deref(),
        name,
        organisation,
    };
    let found = find_person(&session.app, &session.actor, command).await?;
    if common.json {
        let people: Vec<Value> = found
            .iter()
            .map(|person| {
                json!({
                    "id": person.id.to_string(),
                    "name": person.name,
                    "birth_month": person.birth_month,
                    "organisations": person.organisations,
                })
            })
            .collect();
        print(&json!({ "people": people }).to_string());
        return Ok(());
    }
    for FoundPerson {
        id,
        birth_month,
        organisations,
        ..
    } in &found
    {
        let month = birth_month.as_deref().unwrap_or("-");
        print(&format!("{id}  {month}  {}", organisations.join("、")));
    }
    Ok(())
}

async fn erase(common: &Common, id: &str, reason: &str) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let command = ErasePerson {
        tree: common.tree.as_deref(),
        person: id,
        reason,
        key: common.key.as_deref(),
    };
    let number = erase_person(&session.app, &session.actor, command).await?;
    answer(common, &json!({ "person": id, "audit_number": number }), id);
    Ok(())
}
