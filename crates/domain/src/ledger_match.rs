//! Which held lecture a row of a ledger (台账) is: the same, changed, new, said twice, or for a person to decide.
//! Must not resolve names or read cells: rows come with organisations and folded names.
//!
//! In this order, each held lecture taken at most once:
//! 1. a row whose date, organisations, title and speaker are those of an earlier row is a duplicate of it;
//! 2. the same date, organisations, title and speaker: the lecture itself;
//! 3. the same 序号 and an organisation in common, unless date, title *and* speaker all differ, which is a row of
//!    another ledger that happens to carry the number;
//! 4. at most one of date, organisations, title and speaker differs, and the choice is the only one on both sides.
//!
//! A title or speaker that is not there agrees with nothing, and what more than sixteen held lectures share tells
//! none of them.
//!
//! A changed date is believed only if the file reaches back to the held day: next month's ledger, numbered from 1
//! again, must not overwrite this month's lectures. Everything is decided from the set of rows, never from their
//! order, except which of two duplicates is the first. The 序号 is the ledger's, not the lecture's: take over the
//! row's number whatever the verdict.

mod claims;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::id::{LectureId, OrganisationId};
use claims::{Claims, Range};

/// Held lectures that may share three fields before these say nothing.
const TOO_COMMON: usize = 16;

/// A row of a ledger, or a held lecture seen as one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerRow {
    /// 序号.
    pub number: Option<i64>,
    /// Who held it, sorted by id.
    pub organisations: Vec<OrganisationId>,
    /// The day it was held.
    pub on: Date,
    /// 党课题目, trimmed.
    pub title: String,
    /// 主讲人, as `naming::fold_name` writes it.
    pub speaker: String,
    /// The other columns by name, each in one spelling. A column that is absent says nothing: no change.
    pub others: BTreeMap<&'static str, String>,
}

/// A held lecture and the row it would make.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldRow {
    /// Which lecture.
    pub lecture: LectureId,
    /// The row it would make.
    pub row: LedgerRow,
}

/// A field that a row changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    /// 党组织.
    Organisations,
    /// 开展时间.
    On,
    /// 党课题目.
    Title,
    /// 主讲人.
    Speaker,
    /// Any other column, by its name.
    Other(&'static str),
}

/// What a row is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Held, and nothing the row says differs.
    Same(LectureId),
    /// Held, with these fields differing.
    Changed(LectureId, Vec<Field>),
    /// Not held.
    New,
    /// Said already by the row with this index.
    DuplicateOf(usize),
    /// It fits several held lectures equally well, or several rows fit the same one: a person chooses.
    Unclear(Vec<LectureId>),
}

/// What became of rows and held lectures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matched {
    /// A verdict for each row, in the order of the rows.
    pub verdicts: Vec<Verdict>,
    /// Held lectures that no row stands for, in the order given.
    pub not_named: Vec<LectureId>,
}

/// Decides for every row of a file, in time that grows with the rows and not with their square.
#[must_use]
pub fn match_ledger(rows: &[LedgerRow], held: &[HeldRow]) -> Matched {
    let mut matching = Matching {
        rows,
        held,
        verdicts: vec![None; rows.len()],
        taken: vec![false; held.len()],
        range: Range::of(rows),
    };
    matching.mark_duplicates();
    matching.take_exact();
    matching.take_numbered();
    matching.take_nearly_equal();
    let named: Vec<LectureId> = matching
        .verdicts
        .iter()
        .flatten()
        .flat_map(unclear_lectures)
        .collect();
    let named: std::collections::HashSet<LectureId> = named.into_iter().collect();
    let not_named = held
        .iter()
        .zip(&matching.taken)
        .filter(|(held, taken)| !**taken && !named.contains(&held.lecture))
        .map(|(held, _)| held.lecture)
        .collect();
    let verdicts = matching
        .verdicts
        .into_iter()
        .map(|verdict| verdict.unwrap_or(Verdict::New))
        .collect();
    Matched { verdicts, not_named }
}

fn unclear_lectures(verdict: &Verdict) -> Vec<LectureId> {
    match verdict {
        Verdict::Unclear(lectures) => lectures.clone(),
        _ => Vec::new(),
    }
}

/// Date, organisations, title, speaker; the field left out is `None`.
type Fields<'a> = (
    Option<Date>,
    Option<&'a [OrganisationId]>,
    Option<&'a str>,
    Option<&'a str>,
);

impl LedgerRow {
    fn all(&self) -> Fields<'_> {
        (
            Some(self.on),
            Some(&self.organisations),
            Some(&self.title),
            Some(&self.speaker),
        )
    }

    /// The fields with each one left out in turn.
    fn all_but_one(&self) -> impl Iterator<Item = Fields<'_>> {
        let (on, organisations, title, speaker) = self.all();
        let each = [
            (None, organisations, title, speaker),
            (on, None, title, speaker),
            (on, organisations, None, speaker),
            (on, organisations, title, None),
        ];
        each.into_iter()
            .filter(|(_, _, title, speaker)| *title != Some("") && *speaker != Some(""))
    }

    /// Which of the four that identify a lecture differ.
    fn differing(&self, held: &LedgerRow) -> Vec<Field> {
        let mut found = Vec::new();
        for (field, differs) in [
            (Field::Organisations, self.organisations != held.organisations),
            (Field::On, self.on != held.on),
            (Field::Title, self.title != held.title),
            (Field::Speaker, self.speaker != held.speaker),
        ] {
            if differs {
                found.push(field);
            }
        }
        found
    }

    fn others_differing(&self, held: &LedgerRow) -> impl Iterator<Item = Field> {
        self.others
            .iter()
            .filter(|(column, cell)| held.others.get(*column).map_or("", String::as_str) != cell.as_str())
            .map(|(column, _)| Field::Other(column))
    }

    fn shares_organisation(&self, other: &LedgerRow) -> bool {
        self.organisations
            .iter()
            .any(|organisation| other.organisations.contains(organisation))
    }
}

struct Matching<'a> {
    rows: &'a [LedgerRow],
    held: &'a [HeldRow],
    verdicts: Vec<Option<Verdict>>,
    taken: Vec<bool>,
    range: Range,
}

impl<'a> Matching<'a> {
    fn mark_duplicates(&mut self) {
        let mut seen: HashMap<Fields<'_>, usize> = HashMap::with_capacity(self.rows.len());
        for (index, (row, verdict)) in self.rows.iter().zip(&mut self.verdicts).enumerate() {
            let first = *seen.entry(row.all()).or_insert(index);
            if first != index {
                *verdict = Some(Verdict::DuplicateOf(first));
            }
        }
    }

    /// Rows without a verdict.
    fn open_rows(&self) -> Vec<(usize, &'a LedgerRow)> {
        let open = self.rows.iter().enumerate().zip(&self.verdicts);
        open.filter(|(_, verdict)| verdict.is_none())
            .map(|(row, _)| row)
            .collect()
    }

    /// Held lectures not taken.
    fn open_held(&self) -> impl Iterator<Item = (usize, &'a HeldRow)> {
        let open = self.held.iter().enumerate().zip(&self.taken);
        open.filter(|(_, taken)| !**taken).map(|(held, _)| held)
    }

    fn take(&mut self, row: usize, at: usize) {
        let (Some(said), Some(held)) = (self.rows.get(row), self.held.get(at)) else {
            return;
        };
        let mut fields = said.differing(&held.row);
        fields.extend(said.others_differing(&held.row));
        let verdict = if fields.is_empty() {
            Verdict::Same(held.lecture)
        } else {
            Verdict::Changed(held.lecture, fields)
        };
        if let Some(taken) = self.taken.get_mut(at) {
            *taken = true;
        }
        self.decide(row, verdict);
    }

    fn decide(&mut self, row: usize, verdict: Verdict) {
        if let Some(open) = self.verdicts.get_mut(row) {
            *open = Some(verdict);
        }
    }

    fn lectures(&self, held: &[usize]) -> Vec<LectureId> {
        held.iter()
            .filter_map(|at| self.held.get(*at))
            .map(|held| held.lecture)
            .collect()
    }

    fn take_exact(&mut self) {
        let mut index: HashMap<Fields<'_>, Vec<usize>> = HashMap::with_capacity(self.held.len());
        for (at, held) in self.held.iter().enumerate() {
            index.entry(held.row.all()).or_default().push(at);
        }
        for (number, row) in self.open_rows() {
            let Some(found) = index.get(&row.all()) else {
                continue;
            };
            match self.best_equal(row, found) {
                Some(at) => self.take(number, at),
                None => self.decide(number, Verdict::Unclear(self.lectures(found))),
            }
        }
    }

    /// Among lectures held twice over: the one of the same 序号, else the one whose other columns agree.
    fn best_equal(&self, row: &LedgerRow, found: &[usize]) -> Option<usize> {
        if let [only] = found {
            return Some(*only);
        }
        let row_of = |at: &usize| self.held.get(*at).map(|held| &held.row);
        let by_number =
            |at: &&usize| row.number.is_some() && row_of(at).is_some_and(|h| h.number == row.number);
        let by_others =
            |at: &&usize| row_of(at).is_some_and(|held| row.others_differing(held).next().is_none());
        only(found.iter().filter(by_number))
            .or_else(|| only(found.iter().filter(by_others)))
            .copied()
    }

    /// The same 序号 and an organisation in common.
    fn take_numbered(&mut self) {
        let mut index: HashMap<i64, Vec<usize>> = HashMap::new();
        for (at, held) in self.open_held() {
            if let Some(number) = held.row.number {
                index.entry(number).or_default().push(at);
            }
        }
        let mut claims = Claims::default();
        for (number, row) in self.open_rows() {
            let found = row
                .number
                .and_then(|number| index.get(&number))
                .into_iter()
                .flatten();
            for at in found {
                let Some(held) = self.held.get(*at) else { continue };
                if let Some(differing) = self.fits_by_number(row, &held.row) {
                    claims.add(number, *at, differing);
                }
            }
        }
        self.settle(&claims);
    }

    /// How many fields differ, if the number may be believed.
    fn fits_by_number(&self, row: &LedgerRow, held: &LedgerRow) -> Option<usize> {
        let fields = row.differing(held);
        let beside_organisations = fields
            .iter()
            .filter(|field| **field != Field::Organisations)
            .count();
        let moved_out_of_the_file = row.on != held.on && !self.range.reaches(held.on, row.on);
        let another_ledger =
            beside_organisations == 3 || (beside_organisations == 2 && moved_out_of_the_file);
        (row.shares_organisation(held) && !another_ledger).then_some(fields.len())
    }

    /// At most one of the four differs.
    fn take_nearly_equal(&mut self) {
        let mut index: HashMap<Fields<'_>, Vec<usize>> = HashMap::new();
        for (at, held) in self.open_held() {
            for fields in held.row.all_but_one() {
                index.entry(fields).or_default().push(at);
            }
        }
        let mut claims = Claims::default();
        for (number, row) in self.open_rows() {
            for fields in row.all_but_one() {
                let found = index.get(&fields).filter(|found| found.len() <= TOO_COMMON);
                for at in found.into_iter().flatten() {
                    let moved = self.held.get(*at).is_some_and(|held| {
                        row.on != held.row.on && !self.range.reaches(held.row.on, row.on)
                    });
                    if !moved {
                        claims.add(number, *at, 1);
                    }
                }
            }
        }
        self.settle(&claims);
    }

    /// Takes what fits best on both sides and alone; what is claimed equally stays unclear.
    fn settle(&mut self, claims: &Claims) {
        let (by_row, by_held) = claims.best();
        for (row, wanted) in &by_row {
            let rivals = |at: &usize| by_held.get(at).map_or(0, Vec::len);
            match wanted.as_slice() {
                [at] if by_held.get(at).is_some_and(|rows| rows == &[*row]) => self.take(*row, *at),
                [at] if by_held.get(at).is_some_and(|rows| !rows.contains(row)) => {}
                wanted if wanted.iter().any(|at| rivals(at) > 0) => {
                    self.decide(*row, Verdict::Unclear(self.lectures(wanted)));
                }
                _ => {}
            }
        }
    }
}

/// The only item, if there is exactly one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
