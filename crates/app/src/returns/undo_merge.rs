//! 撤销: a merge is taken back whole, as if it had not been, and stands in the history with its undoing.
//! Must not undo half of one: where a record was changed again since, nothing is undone.

use domain::access::Action;
use domain::id::{LectureId, ReturnId};
use domain::return_form::ReturnRefusal;
use serde_json::{Value, json};
use store::{
    Json, LectureHostRow, LectureRow, LectureSpeakerRow, ReturnFileRow, ReturnMergeRow, Tx, rows_from_json,
    rows_to_json,
};
use uuid::Uuid;

use super::answers::Answers;
use super::no;
use super::on_record::OnRecord;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// Records as they were before a merge.
#[derive(Default)]
pub(super) struct Before {
    lectures: Vec<LectureRow>,
    hosts: Vec<LectureHostRow>,
    speakers: Vec<LectureSpeakerRow>,
}

impl Before {
    /// Reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn read(tx: &mut Tx, ids: impl Iterator<Item = LectureId>) -> Result<Before, Failure> {
        let mut before = Before::default();
        for id in ids {
            before.lectures.extend(tx.get::<LectureRow>((id,)).await?);
            before.hosts.extend(tx.under::<LectureHostRow>((id,)).await?);
            before
                .speakers
                .extend(tx.by::<LectureSpeakerRow>("lecture_id", id).await?);
        }
        Ok(before)
    }

    /// As they are kept, with what was added and the versions that the merge left.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn written(self, (tx, new): (&mut Tx, &[(String, Uuid)])) -> Result<Json, Failure> {
        let mut left = serde_json::Map::new();
        let touched = self.lectures.iter().map(|row| row.id);
        let added = new.iter().map(|(_, id)| LectureId(*id));
        for id in touched.chain(added).collect::<Vec<_>>() {
            if let Some(row) = tx.get::<LectureRow>((id,)).await? {
                left.insert(id.to_string(), row.version.into());
            }
        }
        let added: Vec<Value> = new.iter().map(|(key, id)| json!([key, id.to_string()])).collect();
        Ok(Json::of(&json!({
            "added": added,
            "left": left,
            "lectures": rows_to_json(&self.lectures)?,
            "hosts": rows_to_json(&self.hosts)?,
            "speakers": rows_to_json(&self.speakers)?,
        })))
    }
}

/// A merge as it was kept.
struct Kept {
    before: Before,
    /// Keys and records that were added.
    added: Vec<(String, LectureId)>,
    /// Versions that the merge left.
    left: Vec<(LectureId, u32)>,
}

impl Kept {
    fn read(row: &ReturnMergeRow) -> Result<Kept, Failure> {
        let kept = row.changes.parse()?;
        let part = |name: &str| kept.get(name).cloned().unwrap_or_else(|| json!([]));
        let id = |value: Option<&Value>| value?.as_str()?.parse().ok();
        let added = part("added");
        let added = added
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| Some((one.get(0)?.as_str()?.to_owned(), id(one.get(1))?)));
        let left = kept.get("left").and_then(Value::as_object);
        let left = left
            .into_iter()
            .flatten()
            .filter_map(|(id, version)| Some((id.parse().ok()?, u32::try_from(version.as_u64()?).ok()?)));
        Ok(Kept {
            added: added.collect(),
            left: left.collect(),
            before: Before {
                lectures: rows_from_json(&part("lectures"))?,
                hosts: rows_from_json(&part("hosts"))?,
                speakers: rows_from_json(&part("speakers"))?,
            },
        })
    }

    /// Records that were changed again since.
    async fn changed_since(&self, tx: &mut Tx) -> Result<usize, Failure> {
        let mut changed = 0;
        for (id, version) in &self.left {
            let row = tx.get::<LectureRow>((*id,)).await?;
            changed += usize::from(row.is_none_or(|row| row.version != *version));
        }
        Ok(changed)
    }

    /// Puts everything back.
    async fn put_back(&self, tx: &mut Tx) -> Result<(), Failure> {
        for (_, id) in &self.added {
            clear(tx, *id).await?;
            tx.remove::<LectureRow>([(*id,)]).await?;
        }
        let left: std::collections::BTreeMap<_, _> = self.left.iter().copied().collect();
        for row in &self.before.lectures {
            clear(tx, row.id).await?;
            // Versions count changes, and this is one.
            let version = left
                .get(&row.id)
                .copied()
                .unwrap_or(row.version)
                .saturating_add(1);
            tx.save(&[LectureRow {
                version,
                ..row.clone()
            }])
            .await?;
        }
        tx.save(&self.before.hosts).await?;
        Ok(tx.save(&self.before.speakers).await?)
    }
}

/// Takes hosts and speakers from a lecture, for others to be put in their place.
async fn clear(tx: &mut Tx, id: LectureId) -> Result<(), Failure> {
    let hosts: Vec<LectureHostRow> = tx.under((id,)).await?;
    tx.remove::<LectureHostRow>(hosts.iter().map(|host| (host.lecture_id, host.position)))
        .await?;
    let speakers: Vec<LectureSpeakerRow> = tx.by("lecture_id", id).await?;
    tx.remove::<LectureSpeakerRow>(speakers.iter().map(|speaker| (speaker.id,)))
        .await?;
    Ok(())
}

/// Undoes every merge of a return that is not undone yet, the last first; answers how many.
///
/// # Errors
/// When the actor may not, there is none, a record was changed again since, or the database fails.
pub async fn undo_merges(
    app: &App,
    actor: &Actor,
    (tree, id): (Option<&str>, ReturnId),
) -> Result<usize, Failure> {
    let snapshot = look(app, Ask::of(tree)).await?;
    let mut tx = app.store().write(snapshot.tree).await?;
    let on_record = OnRecord::read(&mut tx, id).await?;
    on_record.permit(&snapshot, actor, Action::Change)?;
    on_record.is_open()?;
    let merges: Vec<ReturnMergeRow> = tx.by("return_id", id).await?;
    let mut open: Vec<ReturnMergeRow> = merges
        .into_iter()
        .filter(|merge| merge.undone_number.is_none())
        .collect();
    open.sort_by_key(|merge| std::cmp::Reverse(merge.audit_number));
    if open.is_empty() {
        tx.give_up().await?;
        return Err(no(ReturnRefusal::NotMerged));
    }
    let number = tx.number().await?.0.saturating_add(1);
    for merge in &open {
        let kept = Kept::read(merge)?;
        let records = kept.changed_since(&mut tx).await?;
        if records > 0 {
            tx.give_up().await?;
            return Err(no(ReturnRefusal::ChangedSince { records }));
        }
        kept.put_back(&mut tx).await?;
        offer_again(&mut tx, merge, &kept).await?;
        let undone = ReturnMergeRow {
            undone_number: Some(number),
            ..merge.clone()
        };
        tx.save_unlogged(&[undone]).await?;
    }
    let detail = json!({ "return": id.to_string(), "files": open.len() });
    tx.commit(app.entry(actor, "undo-return", &detail)).await?;
    Ok(open.len())
}

/// New rows that were taken are offered again.
async fn offer_again(tx: &mut Tx, merge: &ReturnMergeRow, kept: &Kept) -> Result<(), Failure> {
    let Some(file) = tx.get::<ReturnFileRow>((merge.file_id,)).await? else {
        return Ok(());
    };
    let mut answers = Answers::read(&file.answers)?;
    for (key, _) in &kept.added {
        answers.taken.remove(key);
    }
    let file = ReturnFileRow {
        answers: answers.written(),
        ..file
    };
    Ok(tx.save_unlogged(&[file]).await?)
}
