//! The desk on which returned files lie: each read once, told whose it is, compared with what was sent and is held.
//! Must not merge: `merge_return` does.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use domain::id::{OrganisationId, ReturnFileId, ReturnId};
use domain::return_form::{FileState, ReturnQuestion, ReturnRefusal};
use serde_json::json;
use store::{FormTieRow, ReturnFileRow, ReturnPartRow, Tx};

use super::answers::Answers;
use super::compare::{Against, FileCompared, ReadFile, compare};
use super::form::{Beside, Holdings, Parts};
use super::no;
use super::on_plan::PlanHeld;
use super::on_record::OnRecord;
use super::reading::{Expected, ReadForm, read_form};
use super::sent::SentRow;
use super::take_return::{FileAnswer, FileTaken, header_tie, told_headers, whose};
use crate::erased::Erased;
use crate::import::{Clerk, Context, Decision, NotRead};
use crate::{Actor, App, Failure, Snapshot};

/// A file with what it says.
pub(super) struct Filed {
    /// Its row.
    pub row: ReturnFileRow,
    /// What was said to it.
    pub answers: Answers,
    /// What it says, when it could be read.
    pub read: Result<ReadForm, ReturnQuestion>,
    /// It lies here otherwise than it is kept.
    is_changed: bool,
}

impl Filed {
    /// As the answer of its organisation, ready to be compared; none when it does not stand or cannot be read.
    fn standing(&self) -> Option<ReadFile> {
        if state(&self.row) != FileState::Taken {
            return None;
        }
        Some(ReadFile {
            id: self.row.id,
            part: self.row.organisation_id?,
            read: self.read.as_ref().ok()?.clone(),
            answers: self.answers.clone(),
        })
    }
}

/// A return, what was sent, what is held, and the files.
pub(super) struct Desk {
    /// What is held.
    pub snapshot: Snapshot,
    /// The return.
    pub on_record: OnRecord,
    /// What was sent to each.
    pub sent: BTreeMap<OrganisationId, Vec<SentRow>>,
    /// Its files, in the order in which they came.
    pub files: Vec<Filed>,
    /// Marks of those who were erased.
    pub erased: Erased,
    beside: Beside,
    asked: BTreeSet<OrganisationId>,
    told: BTreeMap<String, String>,
    clock: (jiff::Timestamp, jiff::civil::Date),
    /// Only the files of this organisation lie here.
    only: Option<OrganisationId>,
}

/// Whether the desk was kept as it lay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kept {
    /// It was.
    Kept,
    /// Somebody wrote since it was opened.
    SomebodyWrote,
}

/// How often a desk is opened anew when others keep writing in between.
pub(super) const TRIES: usize = 4;

/// Most bytes of one file.
const LARGEST: usize = 20 * 1024 * 1024;

impl Desk {
    /// Reads a return with all its files.
    ///
    /// # Errors
    /// When it is not there, or the database fails.
    pub(super) async fn open(app: &App, snapshot: Snapshot, id: ReturnId) -> Result<Desk, Failure> {
        Self::open_for(app, snapshot, (id, None)).await
    }

    /// Reads a return with the files of one that is asked, or with all.
    ///
    /// # Errors
    /// When it is not there, or the database fails.
    pub(super) async fn open_for(
        app: &App,
        snapshot: Snapshot,
        (id, only): (ReturnId, Option<OrganisationId>),
    ) -> Result<Desk, Failure> {
        let mut reading = app.store().read(snapshot.tree).await?;
        let on_record = OnRecord::read(&mut reading, id).await?;
        let sent = on_record.sent(&mut reading).await?;
        let ties: Vec<FormTieRow> = reading.all().await?;
        let rows: Vec<ReturnFileRow> = reading.by("return_id", id).await?;
        let erased = Erased::read(&mut reading).await?;
        let beside = Beside::read(app, &snapshot, &on_record.row).await?;
        let mut desk = Desk {
            beside,
            asked: on_record.asked(),
            clock: (app.now(), app.today(&snapshot.rules)),
            told: told_headers(&ties),
            files: Vec::new(),
            snapshot,
            on_record,
            sent,
            erased,
            only,
        };
        for row in in_order(rows) {
            if only.is_some() && row.organisation_id != only {
                continue;
            }
            let answers = Answers::read(&row.answers)?;
            let read = desk.read(&row, &answers);
            desk.files.push(Filed {
                row,
                answers,
                read,
                is_changed: false,
            });
        }
        Ok(desk)
    }

    /// What is held is looked at anew: somebody wrote.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn renew(&mut self, app: &App, snapshot: Snapshot) -> Result<(), Failure> {
        self.beside = Beside::read(app, &snapshot, &self.on_record.row).await?;
        self.snapshot = snapshot;
        Ok(())
    }

    /// What is planned, where the form asks for it.
    pub(super) fn plan(&self) -> &PlanHeld {
        self.beside.plan()
    }

    /// What is held of the form.
    pub(super) fn holdings(&self) -> Holdings<'_> {
        self.beside.holdings(&self.snapshot, self.on_record.form)
    }

    /// A file as it comes in.
    pub(super) fn arrival(
        &self,
        app: &App,
        actor: &Actor,
        (name, bytes): (String, Vec<u8>),
    ) -> ReturnFileRow {
        ReturnFileRow {
            id: ReturnFileId(app.new_id()),
            return_id: self.on_record.row.id,
            organisation_id: None,
            file_name: name.chars().take(200).collect(),
            sha256: store::sha256_hex(&bytes),
            state: FileState::Asked.word().to_owned(),
            rows: 0,
            answers: Answers::default().written(),
            came_by: actor.word.clone(),
            came_at: app.now(),
            bytes,
        }
    }

    /// Looks things up for rows of a file.
    fn read(&self, row: &ReturnFileRow, answers: &Answers) -> Result<ReadForm, ReturnQuestion> {
        if row.bytes.len() > LARGEST {
            return Err(not_a_form(&NotRead::NoTable(Vec::new())));
        }
        let decisions: Vec<Decision> = answers.organisations.iter().filter_map(decision).collect();
        let nobody = || uuid::Uuid::nil();
        let clerk = self.clerk("", &nobody);
        let context = self.context(&decisions, &clerk);
        let mut told = self.told.clone();
        told.extend(answers.columns.clone());
        let expected = Expected {
            form: self.on_record.form,
            sent: &self.sent,
            told: &told,
        };
        read_form(&row.bytes, &context, &expected).map_err(|not| not_a_form(&not))
    }

    /// What names are looked up in.
    pub(super) fn context<'a>(&'a self, decisions: &'a [Decision], clerk: &Clerk<'a>) -> Context<'a> {
        let snapshot = &self.snapshot;
        let directory = Cow::Borrowed(snapshot.directory());
        Context::knowing(directory, (&snapshot.facts, &snapshot.rules), decisions, clerk)
    }

    /// Who looks things up, and where new ids come from.
    pub(super) fn clerk<'a>(&'a self, actor: &'a str, ids: &'a dyn Fn() -> uuid::Uuid) -> Clerk<'a> {
        Clerk {
            actor,
            now: self.clock.0,
            today: self.clock.1,
            root: Some(OrganisationId(self.snapshot.tree.0)),
            erased: &self.erased,
            ids,
        }
    }

    /// Puts a file where it belongs; answers its id. The same bytes again are the file that is there.
    pub(super) fn sort_in(&mut self, row: ReturnFileRow, latest: bool) -> ReturnFileId {
        let again =
            |filed: &&Filed| filed.row.sha256 == row.sha256 && state(&filed.row) != FileState::Replaced;
        if let Some(known) = self.files.iter().find(again) {
            return known.row.id;
        }
        let id = self.lay(row);
        self.place(id, None, latest);
        id
    }

    /// Lays a file down, read but with nothing said about it yet.
    fn lay(&mut self, row: ReturnFileRow) -> ReturnFileId {
        let id = row.id;
        let answers = Answers::default();
        let read = self.read(&row, &answers);
        self.files.push(Filed {
            row,
            answers,
            read,
            is_changed: true,
        });
        id
    }

    /// Says whose file it is and whether it stands, from what it holds or from what a person said.
    pub(super) fn place(&mut self, id: ReturnFileId, said: Option<OrganisationId>, latest: bool) {
        let parts = Parts::new(&self.snapshot, &self.asked);
        let Some(filed) = self.files.iter().find(|filed| filed.row.id == id) else {
            return;
        };
        let read = filed.read.as_ref().ok();
        let marked = read.and_then(|read| self.marked(read));
        let found = marked.or_else(|| whose(read?, &parts, &self.sent).ok());
        let part = said.or(filed.row.organisation_id).or(found);
        let rows = filed.read.as_ref().map_or(0, |read| read.rows.len());
        let stands = |other: &Filed| {
            other.row.id != id && other.row.organisation_id == part && state(&other.row) == FileState::Taken
        };
        let is_second = part.is_some() && self.files.iter().any(stands);
        // What cannot be read stands for nothing.
        if is_second && latest && read.is_some() {
            for other in self.files.iter_mut().filter(|other| stands(other)) {
                FileState::Replaced.word().clone_into(&mut other.row.state);
                other.is_changed = true;
            }
        }
        let is_taken = part.is_some() && (latest || !is_second);
        for filed in self.files.iter_mut().filter(|filed| filed.row.id == id) {
            filed.is_changed = true;
            filed.row.organisation_id = part;
            filed.row.rows = u32::try_from(rows).unwrap_or(u32::MAX);
            let state = if is_taken && filed.read.is_ok() {
                FileState::Taken
            } else {
                FileState::Asked
            };
            state.word().clone_into(&mut filed.row.state);
        }
    }

    /// Somebody else whose answer a file clearly is: by its marks, else by what its rows speak of.
    pub(super) fn speaks_of_another(
        &self,
        row: &ReturnFileRow,
        part: OrganisationId,
    ) -> Option<OrganisationId> {
        let read = self.read(row, &Answers::default()).ok()?;
        if let Some(marked) = self.marked(&read) {
            return Some(marked).filter(|marked| *marked != part);
        }
        let parts = Parts::new(&self.snapshot, &self.asked);
        match whose(&read, &parts, &self.sent) {
            Ok(found) => Some(found).filter(|found| *found != part),
            Err(candidates) if candidates.contains(&part) => None,
            Err(candidates) => candidates.first().copied(),
        }
    }

    /// Lays a file down as the answer of one that is asked; answers its id. The same bytes again are the file that is
    /// there.
    pub(super) fn hand_over(&mut self, row: ReturnFileRow, part: OrganisationId) -> ReturnFileId {
        let again = |filed: &&Filed| filed.row.sha256 == row.sha256 && state(&filed.row) == FileState::Taken;
        if let Some(known) = self.files.iter().find(again) {
            return known.row.id;
        }
        let id = self.lay(row);
        self.place(id, Some(part), true);
        id
    }

    /// Whose form it says it is, by its hidden marks.
    fn marked(&self, read: &ReadForm) -> Option<OrganisationId> {
        let (form, part) = read.mark.as_ref()?;
        let part = part.parse().ok()?;
        (*form == self.on_record.row.id.to_string() && self.asked.contains(&part)).then_some(part)
    }

    /// Takes in what a person said to a file; answers the files it touches.
    ///
    /// # Errors
    /// When there is no such file, or it is said to be somebody's who was not asked.
    pub(super) fn answer(&mut self, id: ReturnFileId, answer: FileAnswer) -> Result<(), Failure> {
        if let Some(part) = answer.organisation.filter(|part| !self.asked.contains(part)) {
            let name = self.snapshot.name(part).unwrap_or_default().to_owned();
            return Err(no(ReturnRefusal::NotAsked(name)));
        }
        let at = self.files.iter().position(|filed| filed.row.id == id);
        let at = at.ok_or_else(|| no(ReturnRefusal::NoFile))?;
        let Some(filed) = self.files.get_mut(at) else {
            return Err(no(ReturnRefusal::NoFile));
        };
        filed.answers.columns.extend(answer.columns);
        filed.answers.rows.extend(answer.rows);
        filed.answers.organisations.extend(answer.organisations);
        filed.row.answers = filed.answers.written();
        let (row, answers) = (filed.row.clone(), filed.answers.clone());
        let read = self.read(&row, &answers);
        if let Some(filed) = self.files.get_mut(at) {
            filed.read = read;
            filed.is_changed = true;
        }
        if answer.stands == Some(false) {
            if let Some(filed) = self.files.get_mut(at) {
                FileState::Replaced.word().clone_into(&mut filed.row.state);
            }
            return Ok(());
        }
        self.place(id, answer.organisation, answer.stands == Some(true));
        Ok(())
    }

    /// Keeps the files as they lie now, and who has answered. Nothing is kept when somebody wrote meanwhile (two
    /// files of one organisation could both stand); then the desk is to be opened anew.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn keep(
        &mut self,
        app: &App,
        actor: &Actor,
        (action, headers): (&str, &[(String, String)]),
    ) -> Result<Kept, Failure> {
        let mut tx = app.store().write(self.snapshot.tree).await?;
        let head = u64::try_from(tx.number().await?.0).unwrap_or_default();
        if head != self.snapshot.facts.known_at {
            tx.give_up().await?;
            return Ok(Kept::SomebodyWrote);
        }
        let changed = self.files.iter().filter(|filed| filed.is_changed);
        let changed: Vec<ReturnFileRow> = changed.map(|filed| filed.row.clone()).collect();
        let rows: Vec<&ReturnFileRow> = self.files.iter().map(|filed| &filed.row).collect();
        tx.save_unlogged(&changed).await?;
        let parts = self.answered(&mut tx).await?;
        let ties: Vec<FormTieRow> = headers
            .iter()
            .map(|(header, column)| header_tie(app, actor, (header, column)))
            .collect();
        tx.save(&ties).await?;
        let taken = rows.iter().filter(|row| state(row) == FileState::Taken).count();
        let detail = json!({
            "return": self.on_record.row.id.to_string(),
            "files": rows.len(),
            "organisations": taken,
        });
        tx.save(&parts).await?;
        tx.commit(app.entry(actor, action, &detail)).await?;
        Ok(Kept::Kept)
    }

    /// Rows of those whose answer came or was put aside since.
    async fn answered(&self, tx: &mut Tx) -> Result<Vec<ReturnPartRow>, Failure> {
        let parts: Vec<ReturnPartRow> = tx.under((self.on_record.row.id,)).await?;
        let came = |part: &ReturnPartRow| {
            let own = self.files.iter().filter(|filed| {
                filed.row.organisation_id == Some(part.organisation_id)
                    && state(&filed.row) == FileState::Taken
            });
            own.map(|filed| filed.row.came_at).max()
        };
        let here = parts
            .into_iter()
            .filter(|part| self.only.is_none_or(|only| only == part.organisation_id));
        let changed = here.filter_map(|part| {
            let answered_at = came(&part);
            (answered_at != part.answered_at).then_some(ReturnPartRow { answered_at, ..part })
        });
        Ok(changed.collect())
    }

    /// The file of an organisation that stands, ready to be compared.
    pub(super) fn standing(&self) -> Vec<ReadFile> {
        self.files.iter().filter_map(Filed::standing).collect()
    }

    /// What a file that stands comes to, against what is held now.
    pub(super) fn compared(&self, file: &ReadFile) -> FileCompared {
        let parts = Parts::new(&self.snapshot, &self.asked);
        let against = Against {
            holdings: self.holdings(),
            parts: &parts,
            sent: self.sent.get(&file.part).map(Vec::as_slice).unwrap_or_default(),
        };
        compare(file, &against)
    }

    /// Every file and what it was found to be.
    pub(super) fn taken(&self) -> Vec<FileTaken> {
        let each = self.files.iter().map(|filed| {
            let read = filed.read.as_ref().ok();
            let compared = filed
                .standing()
                .map(|file| self.compared(&file))
                .unwrap_or_default();
            let mut questions = self.questions(filed);
            questions.extend(compared.questions.iter().cloned());
            FileTaken {
                id: filed.row.id,
                name: filed.row.file_name.clone(),
                form: self.on_record.form,
                state: state(&filed.row),
                organisation: filed.row.organisation_id,
                rows: usize::try_from(filed.row.rows).unwrap_or_default(),
                came_at: filed.row.came_at,
                recognised: read.map(|read| read.recognised.clone()).unwrap_or_default(),
                absent: read.map(|read| read.absent.clone()).unwrap_or_default(),
                unknown: read.map(|read| read.unknown.clone()).unwrap_or_default(),
                questions,
                compared,
            }
        });
        each.collect()
    }

    /// What must be said about a file before it stands.
    fn questions(&self, filed: &Filed) -> Vec<(Option<crate::import::Place>, ReturnQuestion)> {
        if state(&filed.row) != FileState::Asked {
            return Vec::new();
        }
        let read = match &filed.read {
            Ok(read) => read,
            Err(why) => return vec![(None, why.clone())],
        };
        let Some(part) = filed.row.organisation_id else {
            let parts = Parts::new(&self.snapshot, &self.asked);
            let candidates = whose(read, &parts, &self.sent).err().unwrap_or_default();
            return vec![(None, ReturnQuestion::Whose(candidates))];
        };
        let earlier = self
            .files
            .iter()
            .find(|other| other.row.organisation_id == Some(part) && state(&other.row) == FileState::Taken);
        let earlier = earlier.map(|other| other.row.file_name.clone());
        earlier
            .map(|earlier| (None, ReturnQuestion::Twice { earlier }))
            .into_iter()
            .collect()
    }
}

pub(super) fn state(row: &ReturnFileRow) -> FileState {
    FileState::parse(&row.state).unwrap_or(FileState::Asked)
}

/// In the order in which they came; ids are made in that order.
fn in_order(mut rows: Vec<ReturnFileRow>) -> Vec<ReturnFileRow> {
    rows.sort_by_key(|row| (row.came_at, row.id));
    rows
}

fn decision((row, organisation): (&String, &String)) -> Option<Decision> {
    let (sheet, row) = row.rsplit_once('!')?;
    Some(Decision {
        sheet: sheet.to_owned(),
        row: row.parse().ok()?,
        organisation: organisation.clone(),
    })
}

fn not_a_form(not: &NotRead) -> ReturnQuestion {
    let none = match not {
        NotRead::Unreadable(_) => None,
        NotRead::NoTable(all) => all.iter().min_by_key(|none| none.missing.len()),
    };
    let missing = none.map(|none| none.missing.iter().map(|key| (*key).to_owned()).collect());
    ReturnQuestion::NotAForm {
        missing: missing.unwrap_or_default(),
        seen: none.map(|none| none.seen.clone()).unwrap_or_default(),
    }
}
