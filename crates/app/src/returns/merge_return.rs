//! Merges what came back: what a person ticked, or all of a kind; one entry a file, and each can be undone whole.
//! Must not take a conflict along with the rest: those are decided one by one.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Action;
use domain::id::{LectureId, OrganisationId, ReturnFileId, ReturnId, ReturnMergeId};
use domain::import_refusal::ImportRefusal;
use domain::return_form::{ReturnForm, ReturnRefusal};
use serde_json::json;
use store::{LectureRow, PlanItemRow, ReturnFileRow, ReturnMergeRow, Tx};
use uuid::Uuid;

use super::compare::{CellOffered, FileCompared, GoneOffered, NewOffered, ReadFile};
use super::desk::{Desk, TRIES};
use super::form::is_whole;
use super::merge_ledger::LedgerMerging;
use super::merge_plan::PlanMerging;
use super::merge_roster::RosterMerging;
use super::no;
use super::undo_merge::Before;
use crate::import::{Context, Plan};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// What is taken.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Choice {
    /// All of these kinds, but for what only a person decides.
    pub all: BTreeSet<Offer>,
    /// One by one, by key: taken, or kept as it is held.
    pub each: BTreeMap<String, Decision>,
    /// What was seen when this was decided: the digest of each file's comparison. Files that are not named are taken
    /// as they come to now.
    pub seen: BTreeMap<ReturnFileId, String>,
}

impl Choice {
    /// Whether a file still comes to what was seen.
    fn was_seen(&self, file: ReturnFileId, compared: &FileCompared) -> bool {
        self.seen.get(&file).is_none_or(|seen| *seen == compared.digest())
    }
}

/// Kinds of what is offered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Offer {
    /// Rows that were not sent.
    New,
    /// Cells they changed.
    Changed,
    /// Rows that did not come back.
    Gone,
}

impl Offer {
    /// All of them.
    pub const ALL: [Offer; 3] = [Offer::New, Offer::Changed, Offer::Gone];

    /// The word for it, on the command line and in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Offer::New => "new",
            Offer::Changed => "changed",
            Offer::Gone => "gone",
        }
    }
}

/// What is decided about one thing offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// What came back is taken.
    Take,
    /// What is held stays, and it is not offered again.
    Keep,
}

/// What was merged of one file.
#[derive(Clone, Debug)]
pub struct FileMerged {
    /// The file.
    pub file: ReturnFileId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The entry, when anything was changed.
    pub number: Option<i64>,
    /// New records.
    pub new: usize,
    /// Records corrected.
    pub changed: usize,
    /// Records that are no more.
    pub gone: usize,
    /// What could not be taken, by key.
    pub refused: Vec<(String, ImportRefusal)>,
}

/// Merges.
///
/// # Errors
/// When the actor may not, the return is not there or closed, a decision names nothing, nothing was chosen, or the
/// database fails. Rows that cannot be taken are no error: they come back with their reasons.
pub async fn merge_return(
    app: &App,
    actor: &Actor,
    (tree, id): (Option<&str>, ReturnId),
    choice: &Choice,
) -> Result<Vec<FileMerged>, Failure> {
    let ask = Ask::of(tree);
    let mut desk = Desk::open(app, look(app, ask).await?, id).await?;
    desk.on_record.permit(&desk.snapshot, actor, Action::Change)?;
    desk.on_record.is_open()?;
    let files = desk.standing();
    check(&desk, &files, choice)?;
    let mut merged = Vec::new();
    for file in &files {
        if let Some(done) = merge_file(app, actor, (&mut desk, file), choice).await? {
            merged.push(done);
        }
    }
    if merged.is_empty() {
        return Err(no(ReturnRefusal::NothingToMerge));
    }
    Ok(merged)
}

/// Decisions must name what is offered.
fn check(desk: &Desk, files: &[ReadFile], choice: &Choice) -> Result<(), Failure> {
    if choice.each.is_empty() && choice.seen.is_empty() {
        return Ok(());
    }
    let mut offered = BTreeSet::new();
    let stands = |id: &ReturnFileId| files.iter().any(|file| file.id == *id);
    if !choice.seen.keys().all(stands) {
        return Err(no(ReturnRefusal::ChangedMeanwhile));
    }
    for file in files {
        let compared = desk.compared(file);
        if !choice.was_seen(file.id, &compared) {
            return Err(no(ReturnRefusal::ChangedMeanwhile));
        }
        offered.extend(compared.cells.into_iter().map(|cell| cell.key));
        offered.extend(compared.new.into_iter().map(|row| row.key));
        offered.extend(compared.gone.into_iter().map(|row| row.key));
    }
    let odd = choice.each.keys().find(|key| !offered.contains(*key));
    odd.map_or(Ok(()), |key| Err(no(ReturnRefusal::UnknownDecision(key.clone()))))
}

async fn merge_file(
    app: &App,
    actor: &Actor,
    (desk, file): (&mut Desk, &ReadFile),
    choice: &Choice,
) -> Result<Option<FileMerged>, Failure> {
    for _ in 0..TRIES {
        let compared = desk.compared(file);
        // Somebody wrote since it was checked: what is offered now, nobody has looked at.
        if !choice.was_seen(file.id, &compared) {
            return Ok(None);
        }
        let chosen = Chosen::of(compared, choice);
        if chosen.is_empty() {
            return Ok(None);
        }
        let taking = Taking {
            app,
            actor,
            desk,
            file,
        };
        let (work, taken) = taking.plan(&chosen);
        if let Some(number) = taking.write(&work, (&chosen, &taken)).await? {
            let of = |rows: &[Uuid]| rows.len();
            let done = FileMerged {
                file: file.id,
                organisation: file.part,
                number,
                new: taken.new.len(),
                changed: of(&taken.changed),
                gone: of(&taken.gone),
                refused: taken.refused,
            };
            desk.renew(app, look(app, Ask::default()).await?).await?;
            return Ok(Some(done));
        }
        desk.renew(app, look(app, Ask::default()).await?).await?;
    }
    Err(Failure::Busy)
}

/// What of a file is taken, and what is kept as it is.
struct Chosen {
    /// Cells by record, each record with its row as it was sent.
    cells: BTreeMap<Uuid, Vec<CellOffered>>,
    new: Vec<NewOffered>,
    gone: Vec<GoneOffered>,
    kept: Vec<String>,
}

impl Chosen {
    fn of(compared: FileCompared, choice: &Choice) -> Chosen {
        let mut kept = Vec::new();
        let mut is_taken = |key: &str, (offer, alone): (Offer, bool)| match choice.each.get(key) {
            Some(Decision::Take) => true,
            Some(Decision::Keep) => {
                kept.push(key.to_owned());
                false
            }
            None => !alone && choice.all.contains(&offer),
        };
        let mut cells: BTreeMap<Uuid, Vec<CellOffered>> = BTreeMap::new();
        for cell in compared.cells {
            if is_taken(&cell.key, (Offer::Changed, cell.is_conflict)) {
                cells.entry(cell.record).or_default().push(cell);
            }
        }
        let new = compared
            .new
            .into_iter()
            .filter(|row| is_taken(&row.key, (Offer::New, false)));
        let new: Vec<NewOffered> = new.collect();
        let gone = compared.gone.into_iter();
        let gone = gone.filter(|row| is_taken(&row.key, (Offer::Gone, row.changed_here)));
        let gone: Vec<GoneOffered> = gone.collect();
        Chosen {
            cells,
            new,
            gone,
            kept,
        }
    }

    fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.new.is_empty() && self.gone.is_empty() && self.kept.is_empty()
    }
}

/// What was taken in the end.
#[derive(Default)]
pub(super) struct Taken {
    new: Vec<(String, Uuid)>,
    changed: Vec<Uuid>,
    /// What was made where an empty place was sent.
    made: Vec<Uuid>,
    gone: Vec<Uuid>,
    refused: Vec<(String, ImportRefusal)>,
}

/// What is written for a file.
#[derive(Default)]
pub(super) struct Work {
    /// Lectures and people.
    pub plan: Plan,
    /// Items of plans.
    pub items: Vec<PlanItemRow>,
    /// Lectures that were not held after all.
    pub cancelled: Vec<LectureId>,
}

/// What one form does with what is taken.
pub(super) trait Merging {
    /// Some cells of a record; answers the record that was made when an empty place was sent.
    ///
    /// # Errors
    /// Why it cannot be taken.
    fn change(
        &self,
        record: Uuid,
        cells: &[CellOffered],
        work: &mut Work,
    ) -> Result<Option<Uuid>, ImportRefusal>;

    /// A row that was not sent.
    ///
    /// # Errors
    /// Why it cannot be taken.
    fn add(&self, new: &NewOffered, work: &mut Work) -> Result<Uuid, ImportRefusal>;

    /// A row that did not come back.
    ///
    /// # Errors
    /// Why it cannot be taken.
    fn end(&self, gone: &GoneOffered, work: &mut Work) -> Result<(), ImportRefusal>;
}

struct Taking<'a> {
    app: &'a App,
    actor: &'a Actor,
    desk: &'a Desk,
    file: &'a ReadFile,
}

impl Taking<'_> {
    /// What is to be written.
    fn plan(&self, chosen: &Chosen) -> (Work, Taken) {
        let ids = || self.app.new_id();
        let clerk = self.desk.clerk(&self.actor.word, &ids);
        let context = self.desk.context(&[], &clerk);
        let at = At {
            desk: self.desk,
            context: &context,
        };
        match self.desk.on_record.form {
            ReturnForm::Ledger => self.decide(chosen, &LedgerMerging(at)),
            ReturnForm::Plan => self.decide(chosen, &PlanMerging(at)),
            ReturnForm::Roster => self.decide(chosen, &RosterMerging(at)),
        }
    }

    fn decide(&self, chosen: &Chosen, merging: &dyn Merging) -> (Work, Taken) {
        let (mut work, mut taken) = (Work::default(), Taken::default());
        for (record, cells) in &chosen.cells {
            match merging.change(*record, cells, &mut work) {
                Ok(made) => {
                    taken.changed.push(*record);
                    taken.made.extend(made);
                }
                Err(why) => {
                    let key = cells.first().map(|cell| cell.key.clone());
                    taken.refused.extend(key.map(|key| (key, why)));
                }
            }
        }
        for row in &chosen.new {
            match self.add(row, (merging, &mut work)) {
                Ok(id) => taken.new.push((row.key.clone(), id)),
                Err(why) => taken.refused.push((row.key.clone(), why)),
            }
        }
        for row in &chosen.gone {
            match merging.end(row, &mut work) {
                Ok(()) => taken.gone.push(row.record),
                Err(why) => taken.refused.push((row.key.clone(), why)),
            }
        }
        (work, taken)
    }

    fn add(
        &self,
        new: &NewOffered,
        (merging, work): (&dyn Merging, &mut Work),
    ) -> Result<Uuid, ImportRefusal> {
        // What cannot be understood of a row that is not there yet would be missing for good.
        if let Some(why) = new.trouble.first() {
            return Err(why.clone());
        }
        is_whole(self.desk.on_record.form, &new.row)?;
        merging.add(new, work)
    }

    /// Writes; nothing when somebody wrote meanwhile, and all must be compared anew.
    async fn write(
        &self,
        work: &Work,
        (chosen, taken): (&Chosen, &Taken),
    ) -> Result<Option<Option<i64>>, Failure> {
        let mut tx = self.app.store().write(self.desk.snapshot.tree).await?;
        let head = u64::try_from(tx.number().await?.0).unwrap_or_default();
        if head != self.desk.snapshot.facts.known_at {
            tx.give_up().await?;
            return Ok(None);
        }
        let is_idle = taken.new.is_empty() && taken.changed.is_empty() && taken.gone.is_empty();
        let mut row = self.file_row()?;
        let now: Option<ReturnFileRow> = tx.get((row.id,)).await?;
        if now.is_none_or(|now| now.state != row.state || now.answers != row.answers) {
            // A later file stands for it by now, or somebody answered about it.
            tx.give_up().await?;
            return Err(no(ReturnRefusal::ChangedMeanwhile));
        }
        let mut answers = self.file.answers.clone();
        answers.kept.extend(chosen.kept.iter().cloned());
        answers.taken.extend(taken.new.iter().map(|(key, _)| key.clone()));
        row.answers = answers.written();
        tx.save_unlogged(&[row]).await?;
        let form = self.desk.on_record.form;
        let touched = taken.changed.iter().chain(&taken.gone).copied();
        let before = Before::read(&mut tx, form, touched).await?;
        save(&mut tx, &work.plan).await?;
        tx.save(&work.items).await?;
        self.cancel(&mut tx, &work.cancelled).await?;
        let number = tx.number().await?.0.saturating_add(1);
        if !is_idle {
            let made = taken.made.iter().map(|id| (String::new(), *id));
            let added: Vec<(String, Uuid)> = taken.new.iter().cloned().chain(made).collect();
            let merge = ReturnMergeRow {
                id: ReturnMergeId(self.app.new_id()),
                return_id: self.desk.on_record.row.id,
                file_id: self.file.id,
                audit_number: number,
                merged_at: self.app.now(),
                undone_number: None,
                changes: before.written((&mut tx, form), &added).await?,
            };
            tx.save_unlogged(&[merge]).await?;
        }
        let detail = json!({
            "return": self.desk.on_record.row.id.to_string(),
            "organisation": self.file.part.to_string(),
            "accepted": taken.new.len(),
            "changed": taken.changed.len(),
            "gone": taken.gone.len(),
            "stayed": chosen.kept.len(),
            "refused": taken.refused.len(),
        });
        let number = tx
            .commit(self.app.entry(self.actor, "merge-return", &detail))
            .await?
            .0;
        Ok(Some((!is_idle).then_some(number)))
    }

    fn file_row(&self) -> Result<ReturnFileRow, Failure> {
        let filed = self.desk.files.iter().find(|filed| filed.row.id == self.file.id);
        let filed = filed.ok_or_else(|| no(ReturnRefusal::NoFile))?;
        Ok(filed.row.clone())
    }

    /// A lecture that is in nobody's ledger any more was not held: it is called off, and stays on record as such.
    async fn cancel(&self, tx: &mut Tx, gone: &[LectureId]) -> Result<(), Failure> {
        let mut rows = Vec::new();
        for id in gone {
            let Some(row) = tx.get::<LectureRow>((*id,)).await? else {
                continue;
            };
            rows.push(LectureRow {
                state: domain::lecture::StateKind::Cancelled.word().to_owned(),
                planned_on: row.planned_on.or(row.held_on),
                held_on: None,
                began_on: None,
                state_at: self.app.now(),
                state_by: self.actor.word.clone(),
                reason: Some(self.desk.on_record.row.name.clone()),
                counts_until: None,
                version: row.version.saturating_add(1),
                ..row
            });
        }
        Ok(tx.save(&rows).await?)
    }
}

/// Where a form is merged.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// The return, and what is held.
    pub desk: &'a Desk,
    /// What names mean.
    pub context: &'a Context<'a>,
}

async fn save(tx: &mut Tx, plan: &Plan) -> Result<(), Failure> {
    for rows in [&plan.add, &plan.replace] {
        tx.save(&rows.lectures).await?;
        tx.save(&rows.hosts).await?;
        tx.save(&rows.speakers).await?;
        tx.save(&rows.people).await?;
        tx.save(&rows.memberships).await?;
    }
    let gone = plan
        .drop_hosts
        .iter()
        .map(|host| (host.lecture_id, host.position));
    tx.remove::<store::LectureHostRow>(gone).await?;
    Ok(())
}
