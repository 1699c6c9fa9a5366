//! Returns as people see them: the list, the board of who has answered, and what the files come to.
//! Must not change anything.

use domain::access::{Action, Target, TargetKind};
use domain::id::{OrganisationId, ReturnFileId, ReturnId, ReturnMergeId};
use domain::person::Person;
use domain::return_form::{FileState, FilledBy, ReturnForm, ReturnRefusal};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{ReturnMergeRow, ReturnPartRow, ReturnRow};

use super::desk::Desk;
use super::take_return::FileTaken;
use super::{CLOSED, form_of, no};
use crate::place::is_allowed;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// A return in a list.
#[derive(Clone, Debug)]
pub struct ReturnLine {
    /// The id.
    pub id: ReturnId,
    /// The office that asks.
    pub office: OrganisationId,
    /// What it is called.
    pub name: String,
    /// Its form.
    pub form: ReturnForm,
    /// When it is wanted back.
    pub due_at: Option<Timestamp>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Whether it takes no files any more.
    pub is_closed: bool,
    /// How many are asked.
    pub asked: usize,
    /// How many have answered.
    pub answered: usize,
}

/// One of those asked, and whether it has answered.
#[derive(Clone, Debug)]
pub struct PartSeen {
    /// Who.
    pub organisation: OrganisationId,
    /// How many rows were sent.
    pub rows: u32,
    /// When its answer came.
    pub answered_at: Option<Timestamp>,
    /// It came after the day it was wanted.
    pub is_late: bool,
    /// How often it was reminded.
    pub asked: u32,
    /// When last.
    pub asked_at: Option<Timestamp>,
}

/// A merge that was made and is not undone.
#[derive(Clone, Debug)]
pub struct MergeSeen {
    /// The id.
    pub id: ReturnMergeId,
    /// The file that was merged.
    pub file: ReturnFileId,
    /// Its entry.
    pub number: i64,
    /// When.
    pub merged_at: Timestamp,
}

/// A return with all that came back.
pub struct ReturnSeen {
    /// What is held.
    pub snapshot: Snapshot,
    /// The return.
    pub line: ReturnLine,
    /// The form.
    pub form: ReturnForm,
    /// Who fills it.
    pub filled_by: FilledBy,
    /// First and last day of what it asks about.
    pub within: (Option<Date>, Option<Date>),
    /// What the covering notice says besides.
    pub note: Option<String>,
    /// Who is asked.
    pub parts: Vec<PartSeen>,
    /// Files that came back.
    pub files: Vec<FileTaken>,
    /// Merges that can be undone.
    pub merges: Vec<MergeSeen>,
    /// Whether who looks may take, merge and undo.
    pub may_merge: bool,
}

impl ReturnSeen {
    /// Those who answered in time.
    pub fn answered(&self) -> impl Iterator<Item = &PartSeen> {
        self.parts
            .iter()
            .filter(|part| part.answered_at.is_some() && !part.is_late)
    }

    /// Those who answered after the day.
    pub fn late(&self) -> impl Iterator<Item = &PartSeen> {
        self.parts.iter().filter(|part| part.is_late)
    }

    /// Those who have not answered.
    pub fn silent(&self) -> impl Iterator<Item = &PartSeen> {
        self.parts.iter().filter(|part| part.answered_at.is_none())
    }

    /// Files that stand.
    pub fn standing(&self) -> impl Iterator<Item = &FileTaken> {
        self.files.iter().filter(|file| file.state == FileState::Taken)
    }
}

/// Every return that the actor may see, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn see_returns(app: &App, actor: &Actor, tree: Option<&str>) -> Result<Vec<ReturnLine>, Failure> {
    let snapshot = look(app, Ask::of(tree)).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let rows: Vec<ReturnRow> = reading.all().await?;
    let parts: Vec<ReturnPartRow> = reading.all().await?;
    let mut seen: Vec<ReturnLine> = rows
        .iter()
        .filter(|row| may_see(&snapshot, actor, row, &parts))
        .map(|row| line(row, &parts))
        .collect();
    seen.sort_by_key(|line| (line.is_closed, std::cmp::Reverse((line.opened_at, line.id))));
    Ok(seen)
}

/// Seen by the office that asks and whoever is above it, and by who is asked.
fn may_see(snapshot: &Snapshot, actor: &Actor, row: &ReturnRow, parts: &[ReturnPartRow]) -> bool {
    let asked = parts.iter().filter(|part| part.return_id == row.id);
    let mut places = std::iter::once(row.organisation_id).chain(asked.map(|part| part.organisation_id));
    places.any(|place| {
        let target = Target::of(TargetKind::Return, snapshot.path(place));
        is_allowed(actor, Action::Read, &target)
    })
}

fn line(row: &ReturnRow, parts: &[ReturnPartRow]) -> ReturnLine {
    let own: Vec<&ReturnPartRow> = parts.iter().filter(|part| part.return_id == row.id).collect();
    ReturnLine {
        id: row.id,
        office: row.organisation_id,
        name: row.name.clone(),
        form: form_of(row),
        due_at: row.due_at,
        opened_at: row.opened_at,
        is_closed: row.state == CLOSED,
        asked: own.len(),
        answered: own.iter().filter(|part| part.answered_at.is_some()).count(),
    }
}

/// The return of a name: the open one, else the one opened last.
///
/// # Errors
/// When there is none that the actor may see, or the database fails.
pub async fn find_return(
    app: &App,
    actor: &Actor,
    (tree, name): (Option<&str>, &str),
) -> Result<ReturnLine, Failure> {
    let all = see_returns(app, actor, tree).await?;
    let wanted = intake::fold(name);
    let found = all
        .iter()
        .find(|line| line.name == wanted || line.id.to_string() == wanted);
    found.cloned().ok_or_else(|| {
        no(ReturnRefusal::NotThere {
            name: name.to_owned(),
            known: all.into_iter().map(|line| line.name).collect(),
        })
    })
}

/// A return with its board, its files and what they come to.
///
/// # Errors
/// When the actor may not, it is not there, or the database fails.
pub async fn see_return(
    app: &App,
    actor: &Actor,
    (tree, id): (Option<&str>, ReturnId),
) -> Result<ReturnSeen, Failure> {
    let snapshot = look(app, Ask::of(tree)).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let merges: Vec<ReturnMergeRow> = reading.by("return_id", id).await?;
    drop(reading);
    let desk = Desk::open(app, snapshot, id).await?;
    desk.on_record.permit(&desk.snapshot, actor, Action::Read)?;
    let target = Target::of(
        TargetKind::Return,
        desk.snapshot.path(desk.on_record.row.organisation_id),
    );
    let files = desk.taken();
    let (row, parts) = (&desk.on_record.row, &desk.on_record.parts);
    let due = row.due_at;
    let part = |part: &ReturnPartRow| PartSeen {
        organisation: part.organisation_id,
        rows: part.rows,
        answered_at: part.answered_at,
        is_late: matches!((part.answered_at, due), (Some(came), Some(due)) if came > due),
        asked: part.asked,
        asked_at: part.asked_at,
    };
    let open = merges.iter().filter(|merge| merge.undone_number.is_none());
    let merges = open.map(|merge| MergeSeen {
        id: merge.id,
        file: merge.file_id,
        number: merge.audit_number,
        merged_at: merge.merged_at,
    });
    Ok(ReturnSeen {
        line: line(row, parts),
        form: desk.on_record.form,
        filled_by: desk.on_record.filled_by,
        within: (row.from_on, row.until_on),
        note: row.note.clone(),
        parts: parts.iter().map(part).collect(),
        merges: merges.collect(),
        may_merge: row.state != CLOSED && is_allowed(actor, Action::Change, &target),
        files,
        snapshot: desk.snapshot,
    })
}

/// Where a return stands in the tree: with the office that asks; what is done by whoever is asked, there too.
pub(crate) async fn places(
    app: &App,
    snapshot: &Snapshot,
    (action, id): (Action, ReturnId),
) -> Result<Vec<Target>, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let row: Option<ReturnRow> = reading.get((id,)).await?;
    let Some(row) = row else { return Ok(Vec::new()) };
    let parts: Vec<ReturnPartRow> = reading.under((id,)).await?;
    let asked = parts.iter().map(|part| part.organisation_id);
    let places: Vec<OrganisationId> = match action {
        Action::Read | Action::List => std::iter::once(row.organisation_id).chain(asked).collect(),
        Action::Create => asked.collect(),
        _ => vec![row.organisation_id],
    };
    let target = |place: &OrganisationId| Target::of(TargetKind::Return, snapshot.path(*place));
    Ok(places.iter().map(target).collect())
}

/// Who answers for an organisation, to be phoned: the holder of the post that does. None when nobody is on record.
#[must_use]
pub fn holder(snapshot: &Snapshot, organisation: OrganisationId) -> Option<&Person> {
    let post = crate::activation::secretary_of(snapshot, organisation)?;
    snapshot.facts.person(post.person)
}
