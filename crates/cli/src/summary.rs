//! `kaijiang summary`: a month in figures, as a workbook or as text ready to paste.
//! Must not count: the application does.

use app::json;
use app::summarise::{Summarise, export_summary, see_month};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::session::Session;
use crate::{answer, say};

/// Runs the command.
///
/// # Errors
/// When there is no such month, the file cannot be written, or the database fails.
pub async fn run(common: &Common, ask: &args::Summary) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let snapshot = session.look(common, None, None).await?;
    let words = session.words(&snapshot.rules);
    let month = Summarise {
        organisation: snapshot.find(ask.org.as_deref())?,
        month: ask.month.as_deref(),
    };
    let seen = see_month(&session.app, &session.actor, month).await?;
    if let Some(out) = &ask.out {
        let file = export_summary(&session.app, &session.actor, (month, &words)).await?;
        std::fs::write(out, file.bytes).map_err(|error| Fault::file(out, &error))?;
        let path = out.display().to_string();
        say(&words.say("summary-written", &[("file", path.into())]));
    }
    answer(common, &json::month(&seen), &seen.told(&words));
    Ok(())
}
