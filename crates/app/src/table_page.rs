//! A table from above on its page (X7): brought, looked at with the figures it would get, its columns settled, taken away.
//! Must not fill (`fill_table` does), nor show a file to anybody but who brought it.

mod grid;

use std::ffi::OsStr;
use std::path::Path;

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, TreeId};
use domain::period::{Period, Rhythm};
use domain::tie::{Because, TableRefusal, Tie};
use intake::Format;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::{Json, UploadRow};
use uuid::Uuid;

use crate::convert_document::convert_document;
use crate::fill_table::{
    FillTable, KeepTie, TableFilled, TableSeen, fill_table, keep_tie, see_tables, try_table,
};
use crate::import_page::{KEPT_FOR, stale};
use crate::see_standing::Rights;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot, uploads};

pub use grid::{GridCell, GridRow, SheetSeen};

/// What the word of such a file is, beside those of imports.
const KIND: &str = "table";

/// A table somebody brings.
pub struct BringTable<'a> {
    /// What the file is called.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whose figures: this organisation and all below it.
    pub organisation: OrganisationId,
    /// For which period, `2020-Q3`; none: the one its title tells.
    pub period: Option<&'a str>,
}

/// What there is to choose before a table is brought.
pub struct TableDesk {
    /// Files of one's own of the last day, the latest first.
    pub waiting: Vec<(Uuid, String, Timestamp)>,
    /// Whose figures can be asked for, by short names: the organisation itself, then those right below.
    pub units: Vec<(OrganisationId, String)>,
    /// Periods to choose from, quarters first, the latest first.
    pub periods: Vec<Period>,
}

/// A table as it would be filled in.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a page says or not, each by itself"
)]
pub struct TableLooked {
    /// The id of the file.
    pub id: Uuid,
    /// What it is called.
    pub file_name: String,
    /// Whose figures it gets.
    pub organisation: OrganisationId,
    /// What it would get.
    pub filled: TableFilled,
    /// Its sheets as they would look, those with a table.
    pub sheets: Vec<SheetSeen>,
    /// Nobody named the period and the title tells none: it is the last quarter that is over.
    pub is_period_guessed: bool,
    /// Whether it came in an old format: its look is worth a glance.
    pub was_converted: bool,
    /// Whether every table of it was settled before.
    pub is_remembered: bool,
    /// Whether the actor may have it remembered.
    pub may_keep: bool,
    /// Periods to choose from.
    pub periods: Vec<Period>,
}

/// What was settled of a file so far.
struct Settled {
    organisation: OrganisationId,
    period: Option<String>,
    ties: Vec<Tie>,
    was_converted: bool,
}

impl Settled {
    fn json(&self) -> Json {
        Json::of(&json!({
            "organisation": self.organisation.to_string(),
            "period": self.period,
            "ties": self.ties,
            "converted": self.was_converted,
        }))
    }

    fn of(row: &UploadRow, root: OrganisationId) -> Result<Settled, Failure> {
        let kept: Value = row.answers.parse()?;
        let text = |key: &str| kept.get(key).and_then(Value::as_str);
        Ok(Settled {
            organisation: text("organisation")
                .and_then(|id| id.parse().ok())
                .unwrap_or(root),
            period: text("period").map(str::to_owned),
            was_converted: kept.get("converted").and_then(Value::as_bool).unwrap_or_default(),
            ties: serde_json::from_value(kept.get("ties").cloned().unwrap_or_default()).unwrap_or_default(),
        })
    }

    fn ask<'a>(&'a self, bytes: &'a [u8]) -> FillTable<'a> {
        FillTable {
            bytes,
            organisation: self.organisation,
            period: self.period.as_deref(),
            ties: &self.ties,
        }
    }
}

/// What there is to choose before a table is brought for an organisation.
///
/// # Errors
/// When the actor may not take its figures away, or the database fails.
pub async fn see_table_desk(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<TableDesk, Failure> {
    let snapshot = permitted(app, actor, organisation).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let rows: Vec<UploadRow> = reading.by("owner", actor.word.clone()).await?;
    drop(reading);
    let is_kept = |row: &UploadRow| row.kind == KIND && row.came_at.duration_until(app.now()) <= KEPT_FOR;
    let mut waiting: Vec<_> = rows
        .into_iter()
        .filter(is_kept)
        .map(|row| (row.id, row.file_name, row.came_at))
        .collect();
    waiting.sort_by_key(|(id, _, came_at)| std::cmp::Reverse((*came_at, *id)));
    let overview = snapshot.overview();
    let tree = overview.tree();
    let below = tree.scope(organisation).iter().copied();
    let below = below.filter(|id| tree.parent(*id) == Some(organisation) && *id != organisation);
    let exists = |id: &OrganisationId| {
        let found = snapshot.facts.organisation(*id);
        found.is_some_and(|found| found.existed_on(snapshot.as_of))
    };
    let called = |id: OrganisationId| {
        let name = snapshot.short_name(id).or_else(|| snapshot.name(id));
        (id, name.unwrap_or_default().to_owned())
    };
    Ok(TableDesk {
        waiting,
        units: std::iter::once(organisation)
            .chain(below.filter(exists))
            .map(called)
            .collect(),
        periods: periods(snapshot.as_of),
    })
}

/// Takes a table, when it can be filled in. Nothing is changed yet.
///
/// # Errors
/// When the actor may not take such figures away, the file holds no table or is of an old format that nothing here can
/// convert, the period is none, or the database fails.
pub async fn bring_table(app: &App, actor: &Actor, brought: BringTable<'_>) -> Result<Uuid, Failure> {
    let snapshot = permitted(app, actor, brought.organisation).await?;
    let mut settled = Settled {
        organisation: brought.organisation,
        period: brought.period.map(str::to_owned),
        ties: Vec::new(),
        was_converted: false,
    };
    let seen = see_tables(app, actor, settled.ask(&brought.bytes)).await?;
    let (name, bytes) = match seen.format {
        Format::Xlsx => (brought.name.to_owned(), brought.bytes),
        Format::Xls => {
            let bytes = converted(brought.bytes).await?;
            see_tables(app, actor, settled.ask(&bytes)).await?;
            settled.was_converted = true;
            (as_xlsx(brought.name), bytes)
        }
        Format::Csv => return Err(Refusal::Table(TableRefusal::OldFormat).into()),
    };
    let row = UploadRow {
        id: app.new_id(),
        owner: actor.word.clone(),
        kind: KIND.to_owned(),
        file_name: name.chars().take(200).collect(),
        answers: settled.json(),
        came_at: app.now(),
        number: None,
        bytes,
    };
    let id = row.id;
    let gone = |held: &[UploadRow]| stale(held, (app.now(), &actor.word));
    uploads::keep(app, snapshot.tree, &row, gone).await?;
    Ok(id)
}

/// A table of an old format as xlsx: the file that is filled in, so that what is looked at is what is taken away.
async fn converted(bytes: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let done = tokio::task::spawn_blocking(move || convert_document(&bytes, "xls", "xlsx")).await;
    let done = done.ok().flatten();
    Ok(done.ok_or(Refusal::Table(TableRefusal::OldFormat))?)
}

/// The name of a file once it is converted.
fn as_xlsx(name: &str) -> String {
    let stem = Path::new(name).file_stem().and_then(OsStr::to_str);
    format!("{}.xlsx", stem.unwrap_or(name))
}

/// A table with the values it would get.
///
/// # Errors
/// When the actor may not, the file is not theirs or was cleared away, or the database fails.
pub async fn look_at_table(app: &App, actor: &Actor, upload: Uuid) -> Result<TableLooked, Failure> {
    let (snapshot, row, settled) = brought_before(app, actor, upload).await?;
    let (filled, is_period_guessed) = match try_table(app, actor, settled.ask(&row.bytes)).await {
        Err(Failure::Refused(Refusal::Table(TableRefusal::NoPeriod))) => {
            let guessed = last_over(snapshot.as_of).label;
            let ask = FillTable {
                period: Some(&guessed),
                ..settled.ask(&row.bytes)
            };
            (try_table(app, actor, ask).await?, true)
        }
        done => (done?, false),
    };
    let root = OrganisationId(snapshot.tree.0);
    let rights = Rights::of(app, actor, &snapshot);
    let mut offered = periods(snapshot.as_of);
    if !offered.iter().any(|period| period.label == filled.period.label) {
        offered.insert(0, filled.period.clone());
    }
    Ok(TableLooked {
        id: upload,
        sheets: grid::sheets(&filled),
        is_period_guessed,
        was_converted: settled.was_converted,
        is_remembered: settled.ties.is_empty() && filled.tables.iter().all(is_remembered),
        may_keep: rights.may((Action::Change, TargetKind::Return), root),
        periods: offered,
        file_name: row.file_name,
        organisation: settled.organisation,
        filled,
    })
}

/// Keeps what a person settled of a file: its period, and what its tables mean; no ties: as they are remembered or
/// proposed.
///
/// # Errors
/// When the actor may not, the file is not theirs or was cleared away, the ties do not fit it, or the database fails.
pub async fn settle_table(
    app: &App,
    actor: &Actor,
    upload: Uuid,
    (period, ties): (Option<&str>, &[Tie]),
) -> Result<(), Failure> {
    let (snapshot, row, before) = brought_before(app, actor, upload).await?;
    let settled = Settled {
        organisation: before.organisation,
        period: period.map(str::to_owned).or(before.period),
        ties: ties.to_vec(),
        was_converted: before.was_converted,
    };
    see_tables(app, actor, settled.ask(&row.bytes)).await?;
    let row = UploadRow {
        answers: settled.json(),
        ..row
    };
    uploads::change(app, snapshot.tree, &row).await
}

/// Remembers what the tables of a file mean, as it was settled, for the next ones of their shape.
///
/// # Errors
/// When the actor may not, the file is not theirs or was cleared away, or the database fails.
pub async fn keep_table(app: &App, actor: &Actor, upload: Uuid) -> Result<(), Failure> {
    keep_seen(app, actor, &look_at_table(app, actor, upload).await?).await
}

async fn keep_seen(app: &App, actor: &Actor, looked: &TableLooked) -> Result<(), Failure> {
    for table in &looked.filled.tables {
        let tie = table.tie();
        let command = KeepTie {
            fingerprint: &table.fingerprint,
            name: table.titles.first().unwrap_or(&table.sheet),
            tie: &tie,
            key: None,
        };
        keep_tie(app, actor, command).await?;
    }
    Ok(())
}

/// Fills the file in and hands it over by its name; what its tables mean is remembered where the actor may.
///
/// # Errors
/// When the actor may not, the file is not theirs or was cleared away, or the database fails.
pub async fn take_table(app: &App, actor: &Actor, upload: Uuid) -> Result<(String, Vec<u8>), Failure> {
    let looked = look_at_table(app, actor, upload).await?;
    let (_, row, settled) = brought_before(app, actor, upload).await?;
    if looked.may_keep && !looked.is_remembered {
        keep_seen(app, actor, &looked).await?;
    }
    let ask = FillTable {
        period: Some(&looked.filled.period.label),
        ..settled.ask(&row.bytes)
    };
    let done = fill_table(app, actor, ask).await?;
    Ok((row.file_name, done.bytes))
}

fn is_remembered(table: &TableSeen) -> bool {
    let mut places = table.columns.iter().chain(&table.cells);
    places.all(|place| place.proposal.because == Because::Remembered)
}

/// Whether the actor may have tables filled in for an organisation: for a page that leads there.
///
/// # Errors
/// When the database fails.
pub async fn may_take(app: &App, actor: &Actor, organisation: OrganisationId) -> Result<bool, Failure> {
    match permitted(app, actor, organisation).await {
        Ok(_) => Ok(true),
        Err(Failure::Forbidden(_)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

async fn permitted(app: &App, actor: &Actor, organisation: OrganisationId) -> Result<Snapshot, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Standing), organisation)?;
    Ok(snapshot)
}

/// A file of one's own and what was settled of it; the same answer for another's and for none.
async fn brought_before(
    app: &App,
    actor: &Actor,
    upload: Uuid,
) -> Result<(Snapshot, UploadRow, Settled), Failure> {
    let tree: TreeId = look(app, Ask::default()).await?.tree;
    let is_own = |row: &UploadRow| row.owner == actor.word && row.kind == KIND;
    let row = uploads::found(app, (tree, upload), is_own).await?;
    let settled = Settled::of(&row, OrganisationId(tree.0))?;
    let snapshot = permitted(app, actor, settled.organisation).await?;
    Ok((snapshot, row, settled))
}

fn last_over(today: Date) -> Period {
    Rhythm::Quarter.previous(&Rhythm::Quarter.period_of(today))
}

/// Periods that a table may be for: so many of each length, the latest first.
fn periods(today: Date) -> Vec<Period> {
    let lengths = [
        (Rhythm::Quarter, 5),
        (Rhythm::Month, 6),
        (Rhythm::Half, 3),
        (Rhythm::Year, 2),
    ];
    let of = |(rhythm, count): (Rhythm, usize)| {
        let before = move |period: &Period| Some(rhythm.previous(period));
        std::iter::successors(Some(rhythm.period_of(today)), before).take(count)
    };
    lengths.into_iter().flat_map(of).collect()
}
