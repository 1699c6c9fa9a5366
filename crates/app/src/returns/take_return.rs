//! Files come back, any number at once and of any name: each is told by its rows whose answer it is.
//! Must not merge them: a person does.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::id::{OrganisationId, ReturnFileId, ReturnId};
use domain::return_form::{FileState, ReturnForm, ReturnQuestion};
use jiff::Timestamp;
use serde_json::json;
use store::FormTieRow;

use super::compare::FileCompared;
use super::desk::{Desk, Kept, TRIES};
use super::form;
use super::form::Parts;
use super::reading::ReadForm;
use super::sent::SentRow;
use crate::import::Place;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// Files that came back.
pub struct TakeReturn<'a> {
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// The return.
    pub id: ReturnId,
    /// Name and bytes of each, in the order in which they came.
    pub files: Vec<(String, Vec<u8>)>,
    /// A later file of one organisation stands for the earlier; else it is asked which.
    pub latest: bool,
}

/// A file and what it was found to be.
#[derive(Clone, Debug)]
pub struct FileTaken {
    /// The id.
    pub id: ReturnFileId,
    /// What it is called.
    pub name: String,
    /// The form it fills.
    pub form: ReturnForm,
    /// Where it stands.
    pub state: FileState,
    /// Whose answer it is.
    pub organisation: Option<OrganisationId>,
    /// How many rows it has.
    pub rows: usize,
    /// When it came.
    pub came_at: Timestamp,
    /// What must be asked or told.
    pub questions: Vec<(Option<Place>, ReturnQuestion)>,
    /// Columns known by what they hold: header and column.
    pub recognised: Vec<(String, &'static str)>,
    /// Columns of the form that it has not got.
    pub absent: Vec<&'static str>,
    /// Headers that nobody knows what to do with.
    pub unknown: Vec<String>,
    /// What it would change.
    pub compared: FileCompared,
}

/// Takes files.
///
/// # Errors
/// When the actor may not, the return is not there or closed, or the database fails. A file that cannot be used is no
/// error: it comes back with its question.
pub async fn take_return(
    app: &App,
    actor: &Actor,
    command: TakeReturn<'_>,
) -> Result<Vec<FileTaken>, Failure> {
    let ask = Ask::of(command.tree);
    for _ in 0..TRIES {
        let mut desk = Desk::open(app, look(app, ask).await?, command.id).await?;
        desk.on_record.permit(&desk.snapshot, actor, Action::Change)?;
        desk.on_record.is_open()?;
        let mut taken = Vec::new();
        for file in &command.files {
            let row = desk.arrival(app, actor, file.clone());
            taken.push(desk.sort_in(row, command.latest));
        }
        if desk.keep(app, actor, ("take-return", &[])).await? == Kept::SomebodyWrote {
            continue;
        }
        let all = desk.taken();
        let of = |id: &ReturnFileId| all.iter().find(|file| file.id == *id).cloned();
        return Ok(taken.iter().filter_map(of).collect());
    }
    Err(Failure::Busy)
}

/// What a person says to a file.
#[derive(Clone, Default)]
pub struct FileAnswer {
    /// Whose it is.
    pub organisation: Option<OrganisationId>,
    /// It stands (or not) for its organisation's answer.
    pub stands: Option<bool>,
    /// Header → column of the form.
    pub columns: BTreeMap<String, String>,
    /// Row (`sheet!row`) → the sent row it is, by its record; nothing: a new row.
    pub rows: BTreeMap<String, Option<uuid::Uuid>>,
    /// Row → the organisation its cell means.
    pub organisations: BTreeMap<String, String>,
}

/// Answers what was asked about a file.
///
/// # Errors
/// When the actor may not, there is no such file, it speaks of somebody who was not asked, or the database fails.
pub async fn answer_file(
    app: &App,
    actor: &Actor,
    (id, file): (ReturnId, ReturnFileId),
    answer: FileAnswer,
) -> Result<(), Failure> {
    let headers: Vec<(String, String)> = answer.columns.clone().into_iter().collect();
    for _ in 0..TRIES {
        let mut desk = Desk::open(app, look(app, Ask::default()).await?, id).await?;
        desk.on_record.permit(&desk.snapshot, actor, Action::Change)?;
        desk.on_record.is_open()?;
        desk.answer(file, answer.clone())?;
        if desk.keep(app, actor, ("answer-return", &headers)).await? == Kept::Kept {
            return Ok(());
        }
    }
    Err(Failure::Busy)
}

/// The meanings of headers that people have told, by header.
pub(super) fn told_headers(ties: &[FormTieRow]) -> BTreeMap<String, String> {
    let told = ties.iter().filter_map(|tie| {
        let header = tie.fingerprint.strip_prefix(HEADER)?;
        let column = tie.ties.parse().ok()?.get("column")?.as_str()?.to_owned();
        Some((header.to_owned(), column))
    });
    told.collect()
}

/// What the fingerprint of a single header begins with.
const HEADER: &str = "header/";

/// What a person told of a header, to be kept.
pub(super) fn header_tie(app: &App, actor: &Actor, (header, column): (&str, &str)) -> FormTieRow {
    FormTieRow {
        fingerprint: format!("{HEADER}{header}"),
        name: header.to_owned(),
        ties: store::Json::of(&json!({ "column": column })),
        kept_by: actor.word.clone(),
        kept_at: app.now(),
    }
}

/// Whose file it is, by what its rows speak of; the candidates, most first, when that is not clear.
pub(super) fn whose(
    read: &ReadForm,
    parts: &Parts<'_>,
    sent: &BTreeMap<OrganisationId, Vec<SentRow>>,
) -> Result<OrganisationId, Vec<OrganisationId>> {
    let by_number: BTreeMap<i64, OrganisationId> = sent
        .iter()
        .flat_map(|(part, rows)| rows.iter().filter_map(|sent| Some((sent.row.number?, *part))))
        .collect();
    let mut votes: BTreeMap<OrganisationId, usize> = BTreeMap::new();
    for row in &read.rows {
        let by_name = parts.of_any(form::organisations(&row.row));
        let part = by_name.or_else(|| by_number.get(&row.row.number?).copied());
        if let Some(part) = part {
            *votes.entry(part).or_default() += 1;
        }
    }
    let all: usize = votes.values().sum();
    let mut ranked: Vec<(usize, OrganisationId)> =
        votes.into_iter().map(|(part, votes)| (votes, part)).collect();
    ranked.sort_by_key(|(votes, part)| (std::cmp::Reverse(*votes), *part));
    match ranked.first() {
        Some((most, part)) if *most * 100 >= all * CLEAR_SHARE => Ok(*part),
        _ => Err(ranked.into_iter().map(|(_, part)| part).collect()),
    }
}

/// So many rows of a hundred speak of one organisation: it is that one's file.
const CLEAR_SHARE: usize = 70;
