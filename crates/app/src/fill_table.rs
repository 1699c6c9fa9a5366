//! 填上级的表 (X7): a table that came from above is recognised, tied to figures and records, and handed back in the sender's
//! own file with its values in it. Every value says which figure or record it is; what is not known is listed.
//!
//! Must not count (reports do, by their keys), nor guess: what a person has not settled and is not plain stays blank.

mod asked;
mod filling;
mod reports;
mod values;

use documents::filled_table::FillError;
use domain::access::{Action, TargetKind};
use domain::bulletin::Key;
use domain::id::{LectureId, OrganisationId};
use domain::period::Period;
use domain::rule_set::RuleSet;
use domain::tie::{Proposal, RowsOf, TableRefusal, Tie, When};
use i18n::Words;
use intake::{Format, Limits, Unreadable};
use serde_json::json;
use store::{FormTieRow, Json};

use crate::import::NotRead;
use crate::keyed::{Begun, Request};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};
use asked::Asked;
pub(crate) use asked::cell_name;

/// A table to be filled in.
#[derive(Clone, Copy)]
pub struct FillTable<'a> {
    /// The file as it came.
    pub bytes: &'a [u8],
    /// Whose figures: this organisation and all below it.
    pub organisation: OrganisationId,
    /// For which period, `2020-Q3`; none: the one its title tells.
    pub period: Option<&'a str>,
    /// What its tables mean, one for each in order; empty: as it is remembered, else as proposed.
    pub ties: &'a [Tie],
}

/// A file with tables, before anything is put into it.
pub struct TablesSeen {
    /// What it was read beside.
    pub snapshot: Snapshot,
    /// The tables, one a sheet.
    pub tables: Vec<TableSeen>,
    /// For which period; none when neither the title nor the asker says so.
    pub period: Option<Period>,
    /// What the file is. Values can be put into an xlsx alone; an old one is converted first.
    pub format: Format,
}

/// One table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSeen {
    /// The name of its sheet.
    pub sheet: String,
    /// Names a table of this shape.
    pub fingerprint: String,
    /// The texts above it.
    pub titles: Vec<String>,
    /// What its rows are.
    pub rows: RowsOf,
    /// Its columns, from the left.
    pub columns: Vec<PlaceSeen>,
    /// Its single cells, from the top.
    pub cells: Vec<PlaceSeen>,
}

/// A column or a single cell, and what it is taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceSeen {
    /// Where it begins: `C5`.
    pub cell: String,
    /// Its row, as a person counts.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// The time that its header tells, by the period the table is for.
    pub when: When,
    /// What stands over or beside it, the group first.
    pub header: Vec<String>,
    /// What it is taken for, and why.
    pub proposal: Proposal,
}

impl TableSeen {
    /// What it is taken for, to be settled.
    #[must_use]
    pub fn tie(&self) -> Tie {
        let meanings = |places: &[PlaceSeen]| {
            places
                .iter()
                .map(|place| place.proposal.meaning.clone())
                .collect()
        };
        Tie {
            rows: self.rows,
            columns: meanings(&self.columns),
            cells: meanings(&self.cells),
        }
    }
}

/// A table that was filled in.
pub struct TableFilled {
    /// The file, in the sender's own look.
    pub bytes: Vec<u8>,
    /// For which period.
    pub period: Period,
    /// What was read beside.
    pub snapshot: Snapshot,
    /// The cells that were filled in, from the top.
    pub filled: Vec<FilledCell>,
    /// What is left to a person.
    pub unknown: Vec<LeftCell>,
    /// Cells that reckon by themselves and were left alone, `sheet`, `C20`.
    pub formulas: Vec<(String, String)>,
    /// The tables, with what their columns were taken for.
    pub tables: Vec<TableSeen>,
    /// The number of the history.
    pub number: i64,
}

/// A cell that was filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct FilledCell {
    /// The name of the sheet.
    pub sheet: String,
    /// Where: `C5`.
    pub cell: String,
    /// What stands there now, as people read it.
    pub value: String,
    /// What it is made of.
    pub made_of: MadeOf,
}

/// What a value is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MadeOf {
    /// Figures, added; each can be asked about by its key.
    Figures(Vec<Key>),
    /// Figures as a part of others.
    Share(Vec<Key>, Vec<Key>),
    /// A field of a lecture.
    Lecture(LectureId),
    /// A name or a field of an organisation.
    Organisation(OrganisationId),
}

/// A cell, or the first one of a column, that is left to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftCell {
    /// The name of the sheet.
    pub sheet: String,
    /// Where: `K5`.
    pub cell: String,
    /// What stands over or beside it.
    pub header: String,
    /// Why it was left.
    pub why: LeftWhy,
}

/// Why a cell is left to a person.
#[derive(Clone, Debug, PartialEq)]
pub enum LeftWhy {
    /// Nothing on record says it.
    NotHeld,
    /// It may mean this, but something else as well: somebody settles it once.
    Doubtful(domain::tie::Meaning),
    /// No organisation of the row's name.
    NoUnit,
    /// Several, by their names.
    SeveralUnits(Vec<String>),
    /// There is no figure of that time, or its figures cannot be added.
    NoFigure,
    /// So many rows more than the table has room for.
    NoRoom(usize),
}

impl LeftWhy {
    /// In words; what a doubtful column may mean is said of the rows of its table.
    fn say(&self, rows: RowsOf, rules: &RuleSet, words: &Words) -> String {
        match self {
            LeftWhy::NotHeld => words.say("table-why-not-held", &[]),
            LeftWhy::Doubtful(meaning) => {
                let meaning = words.tie_meaning(meaning, (rows, rules));
                words.say("table-why-doubtful", &[("meaning", meaning.into())])
            }
            LeftWhy::NoUnit => words.say("table-why-no-unit", &[]),
            LeftWhy::SeveralUnits(names) => {
                words.say("table-why-several", &[("names", words.list(names).into())])
            }
            LeftWhy::NoFigure => words.say("table-why-no-figure", &[]),
            LeftWhy::NoRoom(rows) => words.say("table-why-no-room", &[("count", (*rows).into())]),
        }
    }
}

impl TableFilled {
    /// Why a cell of a sheet is left to a person, in words.
    #[must_use]
    pub fn why_left(&self, (sheet, why): (&str, &LeftWhy), words: &Words) -> String {
        let rows = self.tables.iter().find(|table| table.sheet == sheet);
        let rows = rows.map_or(RowsOf::Units, |table| table.rows);
        why.say(rows, &self.snapshot.rules, words)
    }
}

/// What a file from above asks, and what its columns are taken for.
///
/// # Errors
/// When the actor may not, no table is found, the period is none, or the database fails.
pub async fn see_tables(app: &App, actor: &Actor, ask: FillTable<'_>) -> Result<TablesSeen, Failure> {
    let asked = ask_of(app, actor, (Action::Read, ask)).await?;
    let period = match asked.period(ask.period) {
        Err(_) if ask.period.is_none() => None,
        found => Some(found?),
    };
    Ok(TablesSeen {
        format: asked.format,
        tables: asked.seen(),
        period,
        snapshot: asked.snapshot,
    })
}

/// Fills a table in, and says so in the history.
///
/// # Errors
/// When the actor may not take such figures away, the file is no xlsx or holds no table, the period is not known, or the
/// database fails.
pub async fn fill_table(app: &App, actor: &Actor, ask: FillTable<'_>) -> Result<TableFilled, Failure> {
    let done = try_table(app, actor, ask).await?;
    let detail = json!({
        "organisation": ask.organisation.to_string(),
        "period": done.period.label,
        "sha256": store::sha256_hex(&done.bytes),
    });
    let tx = app.store().write(done.snapshot.tree).await?;
    let number = tx.commit(app.entry(actor, "fill-table", &detail)).await?.0;
    Ok(TableFilled { number, ..done })
}

/// What would be filled in: for a person to look at before the file is taken away. Its number is that of the history
/// it was read at.
///
/// # Errors
/// As [`fill_table`].
pub async fn try_table(app: &App, actor: &Actor, ask: FillTable<'_>) -> Result<TableFilled, Failure> {
    let asked = ask_of(app, actor, (Action::Export, ask)).await?;
    if asked.format != Format::Xlsx {
        return Err(no(TableRefusal::OldFormat));
    }
    let top = ask.organisation;
    for kind in asked.kinds() {
        asked.snapshot.permit(actor, (Action::Export, kind), top)?;
    }
    let period = asked.period(ask.period)?;
    let reports = reports::Reports::of(app, &asked, (&period, top)).await?;
    let done = filling::fill(&asked, &reports, ask.bytes)?;
    Ok(TableFilled {
        bytes: done.bytes,
        filled: done.filled,
        unknown: done.unknown,
        formulas: done.formulas,
        tables: asked.seen(),
        number: i64::try_from(asked.snapshot.facts.known_at).unwrap_or(i64::MAX),
        snapshot: asked.snapshot,
        period,
    })
}

async fn ask_of(app: &App, actor: &Actor, (action, ask): (Action, FillTable<'_>)) -> Result<Asked, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (action, TargetKind::Standing), ask.organisation)?;
    Asked::read(app, snapshot, ask).await
}

/// What a table means, settled by a person.
#[derive(Clone, Copy)]
pub struct KeepTie<'a> {
    /// Names a table of this shape.
    pub fingerprint: &'a str,
    /// What the table is called, for people.
    pub name: &'a str,
    /// What it means.
    pub tie: &'a Tie,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Remembers what a table means, for the next one of this shape. Answers the number of the history.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn keep_tie(app: &App, actor: &Actor, command: KeepTie<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let top = OrganisationId(snapshot.tree.0);
    snapshot.permit(actor, (Action::Change, TargetKind::Return), top)?;
    let ties = serde_json::to_value(command.tie).unwrap_or_default();
    let request = Request::new(
        app,
        command.key,
        &format!("keep-tie {} {ties}", command.fingerprint),
    );
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    tx.save(&[FormTieRow {
        fingerprint: asked::kept_under(command.fingerprint),
        name: command.name.to_owned(),
        ties: Json::of(&ties),
        kept_by: actor.word.clone(),
        kept_at: app.now(),
    }])
    .await?;
    let detail = json!({ "text": command.name });
    request.commit(tx, app.entry(actor, "tie-form", &detail)).await
}

fn no(refusal: TableRefusal) -> Failure {
    Refusal::Table(refusal).into()
}

/// What an uploaded file may hold at most.
fn limits() -> Limits {
    Limits::default()
}

fn unreadable(why: Unreadable) -> Failure {
    Refusal::NotRead(NotRead::Unreadable(why)).into()
}

fn unfilled(error: FillError) -> Failure {
    match error {
        FillError::OtherFormat(_) => no(TableRefusal::OldFormat),
        FillError::NoSheet(_) => no(TableRefusal::NoTable),
        FillError::Damaged(detail) => unreadable(Unreadable::Damaged { detail }),
    }
}
