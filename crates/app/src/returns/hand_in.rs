//! 交表: one that is asked hands its own answer in, sees what was understood of it, and can replace it until the office
//! has merged. Must not take a file for anybody else, and must not merge.

use std::collections::BTreeSet;

use domain::access::{Action, Target, TargetKind};
use domain::id::{OrganisationId, ReturnFileId, ReturnId};
use domain::return_form::{FileState, ReturnForm, ReturnRefusal};
use jiff::Timestamp;
use store::{ReturnMergeRow, ReturnPartRow, ReturnRow};

use super::desk::{Desk, Kept, TRIES, state};
use super::take_return::{FileAnswer, FileTaken};
use super::{CLOSED, form_of, no};
use crate::place::is_allowed;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// A return as it is asked of one organisation.
#[derive(Clone, Debug)]
pub struct AskedOf {
    /// The return.
    pub id: ReturnId,
    /// What it is called.
    pub name: String,
    /// Its form.
    pub form: ReturnForm,
    /// The office that asks.
    pub office: OrganisationId,
    /// When it is wanted back.
    pub due_at: Option<Timestamp>,
    /// It takes no files any more.
    pub is_closed: bool,
    /// Of whom it is asked.
    pub part: OrganisationId,
    /// How many rows were sent.
    pub rows: u32,
    /// When the answer came.
    pub answered_at: Option<Timestamp>,
}

/// What is asked of the organisations somebody answers for.
pub struct OwnAsked {
    /// What names are read from.
    pub snapshot: Snapshot,
    /// What is asked, the open ones first, what is wanted soonest before the rest.
    pub asked: Vec<AskedOf>,
    /// Whether they may ask others for something.
    pub may_open: bool,
}

fn asked_of(row: &ReturnRow, part: &ReturnPartRow) -> AskedOf {
    AskedOf {
        id: row.id,
        name: row.name.clone(),
        form: form_of(row),
        office: row.organisation_id,
        due_at: row.due_at,
        is_closed: row.state == CLOSED,
        part: part.organisation_id,
        rows: part.rows,
        answered_at: part.answered_at,
    }
}

/// What is asked of the organisations somebody answers for; not what they themselves ask others.
///
/// # Errors
/// When the actor may see no list of returns where they come in, or the database fails.
pub async fn see_own_asked(app: &App, actor: &Actor, home: OrganisationId) -> Result<OwnAsked, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::List, TargetKind::Return), home)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let rows: Vec<ReturnRow> = reading.all().await?;
    let parts: Vec<ReturnPartRow> = reading.all().await?;
    drop(reading);
    let may = |action, place| {
        let target = Target::of(TargetKind::Return, snapshot.path(place));
        is_allowed(actor, action, &target)
    };
    let mut asked = Vec::new();
    for row in rows
        .iter()
        .filter(|row| !may(Action::Change, row.organisation_id))
    {
        let own = parts.iter().filter(|part| part.return_id == row.id);
        let own = own.filter(|part| may(Action::Create, part.organisation_id));
        asked.extend(own.map(|part| asked_of(row, part)));
    }
    asked.sort_by_key(|one| {
        (
            one.is_closed,
            one.answered_at.is_some(),
            one.due_at,
            one.id,
            one.part,
        )
    });
    let may_open = may(Action::Change, home);
    Ok(OwnAsked {
        snapshot,
        asked,
        may_open,
    })
}

/// What one organisation was asked, and what it handed in.
pub struct HandInSeen {
    /// What names are read from.
    pub snapshot: Snapshot,
    /// What is asked.
    pub asked: AskedOf,
    /// What the covering notice says besides.
    pub note: Option<String>,
    /// Its own files, in the order in which they came.
    pub files: Vec<FileTaken>,
    /// The office has merged its answer: it is replaced no more.
    pub is_merged: bool,
}

impl HandInSeen {
    /// The file that is its answer.
    #[must_use]
    pub fn answer(&self) -> Option<&FileTaken> {
        self.files.iter().find(|file| file.state == FileState::Taken)
    }

    /// Whether it can still hand something in.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.asked.is_closed && !self.is_merged
    }
}

/// The desk of one that is asked, with its own files only.
pub(super) async fn own_desk(
    app: &App,
    actor: &Actor,
    (id, part): (ReturnId, OrganisationId),
) -> Result<Desk, Failure> {
    let desk = Desk::open_for(app, look(app, Ask::default()).await?, (id, Some(part))).await?;
    desk.snapshot
        .permit(actor, (Action::Create, TargetKind::Return), part)?;
    if !desk.on_record.asked().contains(&part) {
        let name = desk.snapshot.name(part).unwrap_or_default().to_owned();
        return Err(no(ReturnRefusal::NotAsked(name)));
    }
    Ok(desk)
}

/// Whether the office has merged one of these files.
pub(super) async fn is_merged(app: &App, desk: &Desk) -> Result<bool, Failure> {
    let own: BTreeSet<ReturnFileId> = desk.files.iter().map(|filed| filed.row.id).collect();
    let mut reading = app.store().read(desk.snapshot.tree).await?;
    let merges: Vec<ReturnMergeRow> = reading.by("return_id", desk.on_record.row.id).await?;
    let stands = |merge: &ReturnMergeRow| merge.undone_number.is_none() && own.contains(&merge.file_id);
    Ok(merges.iter().any(stands))
}

/// Refuses what comes too late.
pub(super) async fn check_open(app: &App, desk: &Desk) -> Result<(), Failure> {
    desk.on_record.is_open()?;
    if is_merged(app, desk).await? {
        return Err(no(ReturnRefusal::MergedAlready));
    }
    Ok(())
}

/// What one organisation was asked, and what it handed in.
///
/// # Errors
/// When the actor does not answer for it, it was not asked, or the database fails.
pub async fn see_hand_in(
    app: &App,
    actor: &Actor,
    (id, part): (ReturnId, OrganisationId),
) -> Result<HandInSeen, Failure> {
    let desk = own_desk(app, actor, (id, part)).await?;
    let is_merged = is_merged(app, &desk).await?;
    let row = &desk.on_record.row;
    let of_it = desk
        .on_record
        .parts
        .iter()
        .find(|one| one.organisation_id == part);
    let asked = of_it.map(|of_it| asked_of(row, of_it));
    Ok(HandInSeen {
        asked: asked.ok_or_else(|| no(ReturnRefusal::NotAsked(String::new())))?,
        note: row.note.clone(),
        files: desk.taken(),
        is_merged,
        snapshot: desk.snapshot,
    })
}

/// Hands a file in: it is the answer of that organisation and of nobody else. A later one stands for the earlier.
///
/// # Errors
/// When the actor does not answer for it, it was not asked, the return is closed or its answer merged, the file is
/// somebody else's, or the database fails. A file that cannot be read is no error: it is kept with its question.
pub async fn hand_in(
    app: &App,
    actor: &Actor,
    (id, part): (ReturnId, OrganisationId),
    (name, bytes): (&str, &[u8]),
) -> Result<ReturnFileId, Failure> {
    for _ in 0..TRIES {
        let mut desk = own_desk(app, actor, (id, part)).await?;
        check_open(app, &desk).await?;
        let row = desk.arrival(app, actor, (name.to_owned(), bytes.to_vec()));
        if let Some(other) = desk.speaks_of_another(&row, part) {
            let name = desk.snapshot.short_name(other).unwrap_or_default().to_owned();
            return Err(no(ReturnRefusal::OfAnother(name)));
        }
        let file = desk.hand_over(row, part);
        if desk.keep(app, actor, ("hand-in-return", &[])).await? == Kept::Kept {
            return Ok(file);
        }
    }
    Err(Failure::Busy)
}

/// Answers what is asked about one's own file.
///
/// # Errors
/// As [`hand_in`]; and when there is no such file of that organisation.
pub async fn answer_hand_in(
    app: &App,
    actor: &Actor,
    (id, part): (ReturnId, OrganisationId),
    (file, answer): (ReturnFileId, FileAnswer),
) -> Result<(), Failure> {
    for _ in 0..TRIES {
        let mut desk = own_desk(app, actor, (id, part)).await?;
        check_open(app, &desk).await?;
        let was = desk
            .files
            .iter()
            .find(|filed| filed.row.id == file)
            .map(|filed| state(&filed.row));
        let answer = FileAnswer {
            organisation: Some(part),
            stands: match was {
                Some(FileState::Asked) => Some(true),
                _ => None,
            },
            ..answer.clone()
        };
        desk.answer(file, answer)?;
        if desk.keep(app, actor, ("hand-in-return", &[])).await? == Kept::Kept {
            return Ok(());
        }
    }
    Err(Failure::Busy)
}
