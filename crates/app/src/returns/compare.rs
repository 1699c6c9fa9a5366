//! One file against what was sent and what is held: what is new, changed, gone, in conflict, or to be asked.
//! Must not write, and must not decide which row is which: `domain::returns` does.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::id::{OrganisationId, ReturnFileId};
use domain::import_refusal::ImportRefusal;
use domain::return_form::ReturnQuestion;
use domain::returns::{
    CellVerdict, Certainty, ColumnWeight, FormColumn, FormRow, RowKind, align, find_held, merge_row,
};
use uuid::Uuid;

use super::answers::Answers;
use super::form::{self, Holdings, Parts};
use super::reading::{ReadForm, ReadRow};
use super::sent::SentRow;
use crate::import::Place;

/// A file that was read, and whose it is.
pub(super) struct ReadFile {
    /// Which file.
    pub id: ReturnFileId,
    /// Whose answer it is.
    pub part: OrganisationId,
    /// What it says.
    pub read: ReadForm,
    /// What was said to it.
    pub answers: Answers,
}

/// What the file of one organisation comes to.
#[derive(Clone, Debug, Default)]
pub struct FileCompared {
    /// Rows that were sent and came back unchanged, or as they are held by now.
    pub same: usize,
    /// Cells they changed, and conflicts.
    pub cells: Vec<CellOffered>,
    /// Rows that were not sent.
    pub new: Vec<NewOffered>,
    /// Rows that did not come back.
    pub gone: Vec<GoneOffered>,
    /// What must be asked or told.
    pub questions: Vec<(Option<Place>, ReturnQuestion)>,
    /// Rows that say the same as an earlier one of the file: row, earlier row.
    pub repeated: Vec<(Place, u32)>,
    /// Rows in doubt: each may be one of some that were sent, or new.
    pub doubtful: Vec<DoubtOffered>,
}

impl FileCompared {
    /// The digest of all that is offered: what somebody decided about is no more what they saw when it differs.
    #[must_use]
    pub fn digest(&self) -> String {
        let cells = self.cells.iter().map(|cell| {
            format!(
                "{}\u{0}{}\u{0}{}\u{0}{}",
                cell.key, cell.held, cell.returned, cell.is_conflict
            )
        });
        let new = self
            .new
            .iter()
            .map(|row| format!("{}\u{0}{:?}", row.key, row.row));
        let gone = self
            .gone
            .iter()
            .map(|row| format!("{}\u{0}{:?}\u{0}{}", row.key, row.row, row.changed_here));
        let all: Vec<String> = cells.chain(new).chain(gone).collect();
        let digest = store::sha256_hex(all.join("\u{1}").as_bytes());
        digest.chars().take(16).collect()
    }
}

/// A returned row that may be one of some that were sent.
#[derive(Clone, Debug)]
pub struct DoubtOffered {
    /// Where it stands in the file.
    pub place: Place,
    /// Names it for an answer.
    pub row_key: String,
    /// What it says.
    pub row: FormRow,
    /// The records it may be, each as people read it.
    pub candidates: Vec<(Uuid, String)>,
}

/// A cell that came back otherwise than it was sent.
#[derive(Clone, Debug)]
pub struct CellOffered {
    /// Names it for a decision.
    pub key: String,
    /// The record.
    pub record: Uuid,
    /// 序号 it was sent under.
    pub number: Option<i64>,
    /// The row as it was sent.
    pub row: FormRow,
    /// The column.
    pub column: String,
    /// What was sent, as people read it.
    pub sent: String,
    /// What is held now.
    pub held: String,
    /// What came back.
    pub returned: String,
    /// Both sides changed it, or the row is not held any more: only a person decides.
    pub is_conflict: bool,
    /// What came back, as it is taken.
    pub(super) cell: domain::returns::FormCell,
}

/// A row that was not sent.
#[derive(Clone, Debug)]
pub struct NewOffered {
    /// Names it for a decision.
    pub key: String,
    /// Where it stands in the file.
    pub place: Place,
    /// What it says.
    pub row: FormRow,
    /// What of it could not be understood.
    pub trouble: Vec<ImportRefusal>,
}

/// A row that did not come back.
#[derive(Clone, Debug)]
pub struct GoneOffered {
    /// Names it for a decision.
    pub key: String,
    /// The record.
    pub record: Uuid,
    /// 序号 it was sent under.
    pub number: Option<i64>,
    /// What is held.
    pub row: FormRow,
    /// It was changed here since it was sent: only a person decides.
    pub changed_here: bool,
}

/// What a file is compared with.
pub(super) struct Against<'a> {
    /// What is held.
    pub holdings: Holdings<'a>,
    /// Who is asked.
    pub parts: &'a Parts<'a>,
    /// What was sent to the file's organisation.
    pub sent: &'a [SentRow],
}

/// Compares.
pub(super) fn compare(file: &ReadFile, against: &Against<'_>) -> FileCompared {
    let columns = form::columns(against.holdings.form);
    let mut compared = FileCompared::default();
    let comparing = Comparing {
        file,
        against,
        columns: &columns,
    };
    for row in &file.read.rows {
        let trouble = row.trouble.iter().cloned();
        let asked = trouble.map(|why| (Some(row.place.clone()), ReturnQuestion::Cell(why)));
        compared.questions.extend(asked);
    }
    let pairs = comparing.pairs(&mut compared);
    let unchanged = comparing.merge(&pairs, &mut compared);
    compared.same = unchanged;
    comparing.offer_new(&pairs, &mut compared);
    compared
}

/// Which returned row is which sent row, as far as that is settled.
struct Pairs {
    /// Sent → returned.
    back: BTreeMap<usize, usize>,
    /// Sent rows that did not come back.
    gone: Vec<usize>,
    /// Returned rows that were not sent.
    new: Vec<usize>,
}

struct Comparing<'a> {
    file: &'a ReadFile,
    against: &'a Against<'a>,
    columns: &'a [FormColumn],
}

/// What names a row of a file.
pub(super) fn row_key(place: &Place) -> String {
    format!("{}!{}", place.sheet, place.row)
}

impl Comparing<'_> {
    fn row(&self, at: usize) -> Option<&ReadRow> {
        self.file.read.rows.get(at)
    }

    /// Pairs rows; those a person has said are taken out before the others are aligned.
    fn pairs(&self, compared: &mut FileCompared) -> Pairs {
        let (sent, rows) = (self.against.sent, &self.file.read.rows);
        let places: HashMap<Uuid, usize> = sent.iter().map(|sent| sent.record).zip(0..).collect();
        let mut back = BTreeMap::new();
        let mut said_new = Vec::new();
        let mut open_rows: Vec<usize> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            match self.file.answers.rows.get(&row_key(&row.place)) {
                Some(Some(record)) => match places.get(record) {
                    Some(sent) => drop(back.insert(*sent, at)),
                    None => open_rows.push(at),
                },
                Some(None) => said_new.push(at),
                None => match self.marked(row, &places) {
                    Some(sent) if !back.contains_key(&sent) => drop(back.insert(sent, at)),
                    _ => open_rows.push(at),
                },
            }
        }
        let open_sent: Vec<usize> = (0..sent.len()).filter(|at| !back.contains_key(at)).collect();
        let left: Vec<FormRow> = open_sent
            .iter()
            .filter_map(|at| Some(sent.get(*at)?.row.clone()))
            .collect();
        let right: Vec<FormRow> = open_rows
            .iter()
            .filter_map(|at| Some(rows.get(*at)?.row.clone()))
            .collect();
        let aligned = align(&left, &right, self.columns);
        let (left, right) = (
            |at: usize| open_sent.get(at).copied(),
            |at: usize| open_rows.get(at).copied(),
        );
        for pair in &aligned.pairs {
            let (Some(of), Some(at)) = (left(pair.sent), right(pair.returned)) else {
                continue;
            };
            if let Certainty::Doubtful { rivals } = &pair.certainty {
                let all = std::iter::once(&pair.sent).chain(rivals);
                let candidates = all
                    .filter_map(|rival| left(*rival))
                    .filter_map(|rival| sent.get(rival));
                self.ask_which(at, candidates, compared);
            } else {
                back.insert(of, at);
            }
        }
        for (again, first) in &aligned.repeated {
            let places = right(*again)
                .and_then(|at| self.row(at))
                .zip(right(*first).and_then(|at| self.row(at)));
            if let Some((again, first)) = places {
                compared.repeated.push((again.place.clone(), first.place.row));
            }
        }
        let new = aligned.new.iter().filter_map(|at| right(*at));
        Pairs {
            back,
            gone: aligned.gone.iter().filter_map(|at| left(*at)).collect(),
            new: said_new.into_iter().chain(new).collect(),
        }
    }

    /// The sent row that a hidden mark names, unless everything that says which thing it is was overwritten.
    fn marked(&self, row: &ReadRow, places: &HashMap<Uuid, usize>) -> Option<usize> {
        let at = *places.get(&row.record?)?;
        let sent = self.against.sent.get(at)?;
        let mut identity = self
            .columns
            .iter()
            .filter(|column| column.weight == ColumnWeight::Identity);
        let agrees = |column: &FormColumn| {
            let said = row.row.value(&column.key);
            !said.is_empty() && said == sent.row.value(&column.key)
        };
        identity.any(agrees).then_some(at)
    }

    fn ask_which<'b>(
        &self,
        at: usize,
        candidates: impl Iterator<Item = &'b SentRow>,
        compared: &mut FileCompared,
    ) {
        let candidates: Vec<(Uuid, String)> = candidates
            .map(|sent| (sent.record, said_shortly(&sent.row)))
            .collect();
        let called = candidates.iter().map(|(_, called)| called.clone()).collect();
        let place = self.row(at).map(|row| row.place.clone());
        if let Some(row) = self.row(at) {
            compared.doubtful.push(DoubtOffered {
                place: row.place.clone(),
                row_key: row_key(&row.place),
                row: row.row.clone(),
                candidates,
            });
        }
        compared
            .questions
            .push((place, ReturnQuestion::Doubtful { candidates: called }));
    }

    /// Cells that changed and rows that are gone; answers how many rows are as they were.
    fn merge(&self, pairs: &Pairs, compared: &mut FileCompared) -> usize {
        let mut same = 0;
        let gone: BTreeSet<usize> = pairs.gone.iter().copied().collect();
        for (at, sent) in self.against.sent.iter().enumerate() {
            let returned = pairs.back.get(&at).and_then(|at| self.row(*at));
            if returned.is_none() && !gone.contains(&at) {
                continue; // A row in doubt: what became of it is not known before somebody says.
            }
            let held = self.against.holdings.held(sent.record, &sent.row);
            if returned.is_none() && !self.against.holdings.can_go(sent.record, &sent.row) {
                continue;
            }
            let merged = merge_row(&sent.row, held.as_ref(), returned.map(|row| &row.row));
            match merged.kind {
                RowKind::Same | RowKind::AlreadyHeld | RowKind::GoneHere => {
                    same += usize::from(returned.is_some());
                }
                RowKind::Gone | RowKind::GoneButChangedHere => {
                    let changed_here = merged.kind == RowKind::GoneButChangedHere;
                    let row = held.unwrap_or_else(|| sent.row.clone());
                    self.offer_gone(sent, (row, changed_here), compared);
                }
                RowKind::Changed | RowKind::Conflict | RowKind::GoneHereButChanged => {
                    let Some(returned) = returned else { continue };
                    let is_lost = merged.kind == RowKind::GoneHereButChanged;
                    for cell in merged.cells {
                        let is_conflict = is_lost || cell.verdict == CellVerdict::Conflict;
                        if is_conflict || cell.verdict == CellVerdict::Returned {
                            self.offer_cell(sent, returned, (cell, is_conflict), compared);
                        }
                    }
                }
            }
        }
        same
    }

    fn offer_cell(
        &self,
        sent: &SentRow,
        returned: &ReadRow,
        (cell, is_conflict): (domain::returns::CellMerge, bool),
        compared: &mut FileCompared,
    ) {
        let key = format!("cell/{}/{}", sent.record, cell.column);
        if self.file.answers.kept.contains(&key) {
            return;
        }
        let Some(taken) = returned.row.cells.get(&cell.column) else {
            return;
        };
        compared.cells.push(CellOffered {
            key,
            record: sent.record,
            number: sent.row.number,
            row: sent.row.clone(),
            cell: taken.clone(),
            column: cell.column,
            sent: cell.sent,
            held: cell.held,
            returned: cell.returned,
            is_conflict,
        });
    }

    fn offer_gone(&self, sent: &SentRow, (row, changed_here): (FormRow, bool), compared: &mut FileCompared) {
        let key = format!("gone/{}", sent.record);
        if self.file.answers.kept.contains(&key) {
            return;
        }
        compared.gone.push(GoneOffered {
            key,
            record: sent.record,
            number: sent.row.number,
            row,
            changed_here,
        });
    }

    /// Rows that were not sent, less those that are held by now and those of somebody else's.
    fn offer_new(&self, pairs: &Pairs, compared: &mut FileCompared) {
        let rows: Vec<&ReadRow> = pairs.new.iter().filter_map(|at| self.row(*at)).collect();
        let held = self.held_beside();
        let held: Vec<&FormRow> = held.iter().map(|held| &held.row).collect();
        let new: Vec<&FormRow> = rows.iter().map(|row| &row.row).collect();
        let entered = find_held(&new, &held, self.columns);
        for (row, entered) in rows.iter().zip(entered) {
            let key = format!("new/{}/{}", self.file.id, row_key(&row.place));
            let answers = &self.file.answers;
            if entered.is_some() || answers.kept.contains(&key) || answers.taken.contains(&key) {
                continue;
            }
            if let Some(other) = self.elsewhere(&row.row) {
                let asked = (Some(row.place.clone()), ReturnQuestion::Elsewhere(other));
                compared.questions.push(asked);
                continue;
            }
            compared.new.push(NewOffered {
                key,
                place: row.place.clone(),
                row: row.row.clone(),
                trouble: row.trouble.clone(),
            });
        }
    }

    /// Rows that are held and were not sent.
    fn held_beside(&self) -> Vec<SentRow> {
        let against = self.against;
        let sent: HashSet<Uuid> = against.sent.iter().map(|sent| sent.record).collect();
        let is_beside = |part, record: Uuid| part == self.file.part && !sent.contains(&record);
        let rows = against.holdings.records(against.parts, is_beside);
        rows.into_values().flatten().collect()
    }

    /// The organisation a row speaks of, when somebody else was asked about it.
    fn elsewhere(&self, row: &FormRow) -> Option<OrganisationId> {
        let organisations = form::organisations(row);
        let mine = |of: &OrganisationId| self.against.parts.of(*of) == Some(self.file.part);
        let first = organisations.first().copied()?;
        (!organisations.iter().any(mine)).then_some(first)
    }
}

/// A row as it is named in a question: number, day, title, speaker; of a member branch, name and month of birth.
pub(super) fn said_shortly(row: &FormRow) -> String {
    let shown = |column: &str| row.cells.get(column).map(|cell| cell.shown.as_str());
    let number = row.number.map(|number| number.to_string());
    let texts = [
        number.as_deref(),
        shown("branch"),
        shown("name"),
        shown("birth_month"),
        shown("on"),
        shown("title"),
        shown("speaker"),
    ];
    let said: Vec<&str> = texts
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    said.join(" ")
}
