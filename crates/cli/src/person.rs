//! `kaijiang person`: erases a person on request; figures stay.
//! Must not decide where the name is kept.

use app::{ErasePerson, erase_person};
use serde_json::json;

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::print;
use crate::session::Session;

/// Runs the command.
///
/// # Errors
/// When there is no such person or the database fails.
pub async fn run(common: &Common, command: &args::Person) -> Result<(), Fault> {
    let args::Person::Erase { id, reason } = command;
    let session = Session::open(common).await?;
    let command = ErasePerson {
        tree: common.tree.as_deref(),
        person: id,
        reason,
        key: common.key.as_deref(),
    };
    let number = erase_person(&session.app, &session.actor, command).await?;
    if common.json {
        print(&json!({ "person": id, "audit_number": number }).to_string());
    } else {
        print(id);
    }
    Ok(())
}
