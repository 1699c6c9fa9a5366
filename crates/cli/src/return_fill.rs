//! `kaijiang return fill`: a table that came from above, filled in and written beside it.
//! Must not read or fill the table: the application does.

use std::path::{Path, PathBuf};

use app::convert_document::convert_document;
use app::fill_table::{FillTable, TableFilled, fill_table};
use app::{Failure, Refusal, Snapshot, json};
use clap::Args;
use domain::tie::TableRefusal;
use i18n::Words;

use crate::args::Common;
use crate::failure::Fault;
use crate::session::Session;
use crate::{answer, say};

/// `return fill`.
#[derive(Args)]
pub struct Fill {
    /// The table, as it came: xlsx; xls and et are converted first where `LibreOffice` is there.
    pub table: PathBuf,
    /// The file to write, xlsx.
    #[arg(long, value_name = "F.xlsx")]
    pub out: PathBuf,
    /// For which period, as 2020-Q3 or 2020-09; default: the one its title tells.
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// Below this organisation; default: the root.
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read or written, holds no table, or the period is not known.
pub async fn run(
    session: &Session,
    (common, snapshot, words): (&Common, &Snapshot, &Words),
    ask: &Fill,
) -> Result<(), Fault> {
    let bytes = std::fs::read(&ask.table).map_err(|error| Fault::file(&ask.table, &error))?;
    let organisation = snapshot.find(ask.org.as_deref())?;
    let fill = async |bytes: &[u8]| {
        let ask = FillTable {
            bytes,
            organisation,
            period: ask.period.as_deref(),
            ties: &[],
        };
        fill_table(&session.app, &session.actor, ask).await
    };
    let done = match fill(&bytes).await {
        Err(failure) if is_old_format(&failure) => {
            let Some(converted) = convert_document(&bytes, "xls", "xlsx") else {
                say(&words.say("table-cannot-convert", &[]));
                return Err(failure.into());
            };
            say(&words.say("table-converted", &[]));
            fill(&converted).await?
        }
        done => done?,
    };
    std::fs::write(&ask.out, &done.bytes).map_err(|error| Fault::file(&ask.out, &error))?;
    answer(common, &json::table_filled(&done), &told(&done, words, &ask.out));
    Ok(())
}

fn is_old_format(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(Refusal::Table(TableRefusal::OldFormat)))
}

/// What was done, and what is left.
fn told(done: &TableFilled, words: &Words, out: &Path) -> String {
    let filled = [
        ("file", out.display().to_string().into()),
        ("period", words.report_period(&done.period.label).into()),
        ("count", done.filled.len().into()),
    ];
    let mut lines = vec![words.say("table-filled", &filled)];
    if !done.unknown.is_empty() {
        lines.push(words.say("table-remaining", &[("count", done.unknown.len().into())]));
    }
    let several = done.tables.len() > 1;
    for cell in &done.unknown {
        let place = if several {
            format!("{}!{}", cell.sheet, cell.cell)
        } else {
            cell.cell.clone()
        };
        let line = [
            ("place", place.into()),
            ("header", cell.header.clone().into()),
            ("why", done.why_left((&cell.sheet, &cell.why), words).into()),
        ];
        lines.push(words.say("table-remaining-line", &line));
    }
    lines.join("\n")
}
