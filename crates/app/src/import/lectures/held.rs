//! The lectures on record, seen as rows of a ledger.
//! Must not compare: `domain::ledger_match` does.

use std::collections::HashMap;

use domain::id::LectureId;
use domain::lecture::Lecture;
use domain::ledger_match::HeldRow;
use domain::naming::fold_name;
use store::LedgerLineRow;

use super::super::Context;
use super::rows;

/// 序号 of the ledger last imported, by lecture.
#[derive(Default)]
pub struct LedgerNumbers {
    by_lecture: HashMap<LectureId, i64>,
}

impl LedgerNumbers {
    /// From the lines of that ledger.
    #[must_use]
    pub fn of(lines: &[LedgerLineRow]) -> LedgerNumbers {
        let by_lecture = lines
            .iter()
            .filter_map(|line| Some((line.lecture_id?, line.number)))
            .collect();
        LedgerNumbers { by_lecture }
    }
}

/// Every lecture that was held.
pub(super) fn rows(context: &Context<'_>, numbers: &LedgerNumbers) -> Vec<HeldRow> {
    let row = |lecture: &Lecture| {
        let on = lecture.ended_on()?;
        let speaker = lecture.speakers.first();
        let mut organisations: Vec<_> = lecture.hosts.iter().map(|host| host.organisation).collect();
        organisations.sort_unstable();
        Some(HeldRow {
            lecture: lecture.id,
            row: domain::ledger_match::LedgerRow {
                number: numbers.by_lecture.get(&lecture.id).copied(),
                organisations,
                on,
                // As a sheet would write it: what was typed on a page may have full-width marks (：).
                title: intake::fold(&lecture.title),
                speaker: speaker
                    .and_then(|speaker| speaker.name.as_deref())
                    .map(fold_name)
                    .unwrap_or_default(),
                others: rows::folded(rows::others_of(lecture)),
            },
        })
    };
    context.facts.lectures.iter().filter_map(row).collect()
}
