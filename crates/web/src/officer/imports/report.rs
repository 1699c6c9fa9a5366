//! What an import said, laid out for the page: counts, corrections field by field, refused rows with what to choose from.
//! Must not show more rows than a person reads: the rest is in the workbook.

use app::import::{Answer, Changed, Kind, Refused};
use domain::import_refusal::ImportRefusal;

use crate::visit::Visit;

/// Rows shown of a sort.
const SHOWN: usize = 100;

/// Candidates shown one under the other.
const FEW: usize = 8;

/// A corrected row: its place, and each field with what was and what is.
pub(super) struct ChangedRow {
    pub place: String,
    pub fields: Vec<(String, String, String)>,
}

/// A refused row.
pub(super) struct RefusedRow {
    pub place: String,
    pub reason: String,
    /// The name of the field that settles it, when one of several is to be chosen.
    pub field: String,
    pub candidates: Vec<String>,
    /// There are too many to be shown one under the other.
    pub has_many: bool,
}

/// What an import said.
pub(super) struct Report {
    pub read: u32,
    pub accepted: u32,
    pub changed: usize,
    pub unchanged: u32,
    pub refused: usize,
    pub changes: Vec<ChangedRow>,
    pub changes_left: usize,
    pub rows: Vec<RefusedRow>,
    pub rows_left: usize,
    pub has_choices: bool,
    /// What should be known, each once with how often it is so.
    pub warnings: Vec<(String, String)>,
    pub is_idle: bool,
}

impl Report {
    pub(super) fn of(visit: &Visit, answer: &Answer, kind: Kind) -> Report {
        // What can be settled here comes first.
        let (open, closed): (Vec<&Refused>, Vec<&Refused>) = answer
            .refused
            .iter()
            .partition(|refused| !choices(&refused.why).is_empty());
        let has_choices = !open.is_empty();
        let rows: Vec<RefusedRow> = open
            .into_iter()
            .chain(closed)
            .take(SHOWN)
            .map(|refused| refused_row(visit, refused))
            .collect();
        let changes = answer.changed.iter().take(SHOWN);
        Report {
            read: answer.read,
            accepted: answer.accepted,
            changed: answer.changed.len(),
            unchanged: answer.unchanged,
            refused: answer.refused.len(),
            changes: changes.map(|changed| changed_row(visit, kind, changed)).collect(),
            changes_left: answer.changed.len().saturating_sub(SHOWN),
            rows_left: answer.refused.len().saturating_sub(rows.len()),
            rows,
            has_choices,
            warnings: warnings(visit, answer),
            is_idle: is_idle(answer, kind),
        }
    }
}

/// Whether bringing it in would do nothing. A ledger that is held already may still number its rows anew.
fn is_idle(answer: &Answer, kind: Kind) -> bool {
    let says_nothing = kind != Kind::Lectures || answer.unchanged == 0;
    answer.accepted == 0 && answer.changed.is_empty() && says_nothing
}

/// Organisations to choose from; lectures that a row may be are not chosen between here.
fn choices(why: &ImportRefusal) -> &[String] {
    match why {
        ImportRefusal::Ambiguous { candidates, .. } | ImportRefusal::AnswerDoesNotFit { candidates, .. } => {
            candidates
        }
        _ => &[],
    }
}

fn refused_row(visit: &Visit, refused: &Refused) -> RefusedRow {
    let place = &refused.place;
    RefusedRow {
        place: visit.words.place(&place.sheet, place.row),
        reason: visit.words.import_reason(&refused.why),
        field: format!("answer:{}:{}", place.row, place.sheet),
        candidates: choices(&refused.why).to_vec(),
        has_many: choices(&refused.why).len() > FEW,
    }
}

fn changed_row(visit: &Visit, kind: Kind, changed: &Changed) -> ChangedRow {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let shown = |field: &str, text: &str| match (kind, field) {
        (_, _) if text.is_empty() => words.say("import-blank", &[]),
        (Kind::Members, "kind") => words.member_kind(text, rules),
        (Kind::Organisations, "kind") => words.organisation_kind(text, rules),
        _ => text.to_owned(),
    };
    let fields = changed.fields.iter().map(|field| {
        (
            words.import_column(field.field),
            shown(field.field, &field.was),
            shown(field.field, &field.now),
        )
    });
    ChangedRow {
        place: words.place(&changed.place.sheet, changed.place.row),
        fields: fields.collect(),
    }
}

/// Each warning with the first of its places.
fn warnings(visit: &Visit, answer: &Answer) -> Vec<(String, String)> {
    let words = &visit.words;
    let groups = answer.warnings_said(words);
    let places = |places: &[String]| {
        let first = words.list(places.get(..places.len().min(3)).unwrap_or_default());
        if places.len() > 3 {
            format!("{first} …")
        } else {
            first
        }
    };
    let said = groups.iter().take(SHOWN);
    said.map(|(text, at)| (text.clone(), places(at))).collect()
}
