//! Bringing facts read earlier up to the head: what changed since is read again, not everything.
//! Must not guess: where a change is not understood, it says so and all is read anew.

use std::collections::BTreeSet;

use domain::facts::Facts;
use domain::id::LectureId;
use uuid::Uuid;

use crate::error::StoreError;
use crate::facts::{FactRows, plan_items};
use crate::history::{AuditChangeRow, AuditEntryRow};
use crate::query::Queries;

/// More entries, or more changes in one, than this: reading everything anew is cheaper.
const MOST_ENTRIES: i64 = 64;
const MOST_CHANGES: i64 = 500;

/// Tables whose changes are no facts.
const NO_FACTS: [&str; 5] = [
    "account",
    "account_grant",
    "lecture_script",
    "material",
    "rhythm_run",
];

/// What changed, as far as facts go.
#[derive(Default)]
struct Changed {
    lectures: BTreeSet<LectureId>,
    plan: bool,
}

impl Queries {
    /// The facts as known at the head, from facts known earlier; none when more than lectures and plans changed, or
    /// too much: then everything is to be read anew.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn facts_after(&mut self, earlier: &Facts) -> Result<Option<Facts>, StoreError> {
        let head = self.number().await?.0;
        let since = i64::try_from(earlier.known_at).unwrap_or(i64::MAX);
        match self.changed(since, head).await? {
            Some(changed) => self.patched(earlier, &changed, head).await.map(Some),
            None => Ok(None),
        }
    }

    /// None when a change is of another kind, or there are too many.
    async fn changed(&mut self, since: i64, head: i64) -> Result<Option<Changed>, StoreError> {
        if !(0..=MOST_ENTRIES).contains(&(head - since)) {
            return Ok(None);
        }
        let mut changed = Changed::default();
        let entries: Vec<AuditEntryRow> = self.page(Some((since,)), MOST_ENTRIES + 1).await?;
        for entry in entries.iter().filter(|entry| entry.number <= head) {
            if entry.changes > MOST_CHANGES {
                return Ok(None);
            }
            let lines: Vec<AuditChangeRow> = self.under((entry.change_set,)).await?;
            for line in &lines {
                if !note(&mut changed, line) {
                    return Ok(None);
                }
            }
        }
        Ok(Some(changed))
    }

    async fn patched(&mut self, earlier: &Facts, changed: &Changed, head: i64) -> Result<Facts, StoreError> {
        let mut rows = FactRows::default();
        for lecture in &changed.lectures {
            rows.lectures.extend(self.get((*lecture,)).await?);
            rows.hosts
                .extend(self.under::<crate::LectureHostRow>((*lecture,)).await?);
            rows.speakers.extend(self.by("lecture_id", *lecture).await?);
            rows.parts
                .extend(self.under::<crate::LecturePartRow>((*lecture,)).await?);
            rows.attendances
                .extend(self.under::<crate::AttendanceRow>((*lecture,)).await?);
        }
        let read = rows.facts(0)?;
        let mut facts = earlier.clone();
        facts
            .lectures
            .retain(|lecture| !changed.lectures.contains(&lecture.id));
        facts.lectures.extend(read.lectures);
        facts.lectures.sort_by_key(|lecture| lecture.id);
        facts
            .attendances
            .retain(|attendance| !changed.lectures.contains(&attendance.lecture));
        facts.attendances.extend(read.attendances);
        // As all of them come: by lecture, then by person.
        facts
            .attendances
            .sort_by_key(|attendance| (attendance.lecture, attendance.person));
        if changed.plan {
            facts.plan_items = plan_items(self.all().await?, &facts);
        }
        facts.known_at = u64::try_from(head).unwrap_or_default();
        Ok(facts)
    }
}

/// Notes what a change line is about; false when it is not understood.
fn note(changed: &mut Changed, line: &AuditChangeRow) -> bool {
    match line.table_name.as_str() {
        "lecture" | "lecture_host" | "lecture_part" | "attendance" => {
            let lecture = first_id(&line.row_key);
            changed.lectures.extend(lecture.map(LectureId));
            lecture.is_some()
        }
        // A speaker's key is its own; the lecture comes first among its other values.
        "lecture_speaker" => match &line.after {
            Some(after) => {
                let lecture = first_id(after);
                changed.lectures.extend(lecture.map(LectureId));
                lecture.is_some()
            }
            None => false,
        },
        "plan_item" => {
            changed.plan = true;
            true
        }
        other => NO_FACTS.contains(&other),
    }
}

fn first_id(list: &str) -> Option<Uuid> {
    let values: serde_json::Value = serde_json::from_str(list).ok()?;
    values.get(0)?.as_str()?.parse().ok()
}
