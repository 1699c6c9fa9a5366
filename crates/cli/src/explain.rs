//! `kaijiang explain`: why an organisation stands where it stands, from the proof of the standing itself.
//! Must not judge: `domain::obligation` did.

use app::json;

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::print;
use crate::session::Session;

/// Runs the command.
///
/// # Errors
/// When organisation, duty or period are unknown, nothing is owed, or the database fails.
pub async fn run(common: &Common, ask: &args::Explain) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let snapshot = session.look(common, ask.as_of.as_deref(), ask.at).await?;
    let words = session.words(&snapshot.rules);
    let organisation = snapshot.find(Some(&ask.org))?;
    let occurrence = snapshot.occurrence(&ask.duty, &ask.period)?;
    let board = snapshot.board();
    let proof = snapshot.proof(&board, organisation, occurrence)?;
    let explanation = snapshot.explain(&proof, &words);
    if common.json {
        print(&json::explanation(&proof, &explanation, &snapshot, &words).to_string());
    } else {
        for line in explanation.lines(&words) {
            print(&line);
        }
    }
    Ok(())
}
