//! 撤销: a merge is taken back whole, as if it had not been, and stands in the history with its undoing.
//! Must not undo half of one: where a record was changed again since, nothing is undone.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::id::{LectureId, PersonId, PlanItemId, ReturnId};
use domain::return_form::{ReturnForm, ReturnRefusal};
use serde_json::{Value, json};
use store::{
    Json, LectureHostRow, LectureRow, LectureSpeakerRow, MembershipRow, PersonRow, PlanItemRow,
    ReturnFileRow, ReturnMergeRow, Tx, rows_from_json, rows_to_json,
};
use uuid::Uuid;

use super::answers::Answers;
use super::no;
use super::on_record::OnRecord;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// Records as they were before a merge; of each form only its own.
#[derive(Default)]
pub(super) struct Before {
    lectures: Vec<LectureRow>,
    hosts: Vec<LectureHostRow>,
    speakers: Vec<LectureSpeakerRow>,
    items: Vec<PlanItemRow>,
    people: Vec<PersonRow>,
    homes: Vec<MembershipRow>,
}

impl Before {
    /// Reads them. What is not there yet has no before.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn read(
        tx: &mut Tx,
        form: ReturnForm,
        records: impl Iterator<Item = Uuid>,
    ) -> Result<Before, Failure> {
        let mut before = Before::default();
        for record in records {
            match form {
                ReturnForm::Ledger => {
                    let id = LectureId(record);
                    before.lectures.extend(tx.get::<LectureRow>((id,)).await?);
                    before.hosts.extend(tx.under::<LectureHostRow>((id,)).await?);
                    let speakers = tx.by::<LectureSpeakerRow>("lecture_id", id).await?;
                    before.speakers.extend(speakers);
                }
                ReturnForm::Plan => before.items.extend(tx.get((PlanItemId(record),)).await?),
                ReturnForm::Roster => {
                    let id = PersonId(record);
                    before.people.extend(tx.get::<PersonRow>((id,)).await?);
                    before.homes.extend(tx.under::<MembershipRow>((id,)).await?);
                }
            }
        }
        Ok(before)
    }

    fn records(&self) -> Vec<Uuid> {
        let lectures = self.lectures.iter().map(|row| row.id.0);
        let items = self.items.iter().map(|row| row.id.0);
        let people = self.people.iter().map(|row| row.id.0);
        lectures.chain(items).chain(people).collect()
    }

    /// As they are kept, with what was added and how the merge left each.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn written(
        self,
        (tx, form): (&mut Tx, ReturnForm),
        new: &[(String, Uuid)],
    ) -> Result<Json, Failure> {
        let mut left = serde_json::Map::new();
        let added = new.iter().map(|(_, id)| *id);
        for id in self.records().into_iter().chain(added) {
            if let Some(now) = standing(tx, form, id).await? {
                left.insert(id.to_string(), now);
            }
        }
        let added: Vec<Value> = new.iter().map(|(key, id)| json!([key, id.to_string()])).collect();
        Ok(Json::of(&json!({
            "added": added,
            "left": left,
            "lectures": rows_to_json(&self.lectures)?,
            "hosts": rows_to_json(&self.hosts)?,
            "speakers": rows_to_json(&self.speakers)?,
            "items": rows_to_json(&self.items)?,
            "people": rows_to_json(&self.people)?,
            "homes": rows_to_json(&self.homes)?,
        })))
    }
}

/// What changes whenever a record does: the count of its changes; of a person, who has none, the digest of what is on
/// record.
async fn standing(tx: &mut Tx, form: ReturnForm, record: Uuid) -> Result<Option<Value>, Failure> {
    Ok(match form {
        ReturnForm::Ledger => {
            let row = tx.get::<LectureRow>((LectureId(record),)).await?;
            row.map(|row| row.version.into())
        }
        ReturnForm::Plan => {
            let row = tx.get::<PlanItemRow>((PlanItemId(record),)).await?;
            row.map(|row| row.version.into())
        }
        ReturnForm::Roster => {
            let people: Vec<PersonRow> = tx.get((PersonId(record),)).await?.into_iter().collect();
            if people.is_empty() {
                return Ok(None);
            }
            let homes: Vec<MembershipRow> = tx.under((PersonId(record),)).await?;
            let said = json!([rows_to_json(&people)?, rows_to_json(&homes)?]).to_string();
            Some(store::sha256_hex(said.as_bytes()).into())
        }
    })
}

/// A merge as it was kept.
struct Kept {
    before: Before,
    /// Keys and records that were added.
    added: Vec<(String, Uuid)>,
    /// How the merge left each record.
    left: BTreeMap<Uuid, Value>,
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
            .filter_map(|(id, now)| Some((id.parse().ok()?, now.clone())));
        Ok(Kept {
            added: added.collect(),
            left: left.collect(),
            before: Before {
                lectures: rows_from_json(&part("lectures"))?,
                hosts: rows_from_json(&part("hosts"))?,
                speakers: rows_from_json(&part("speakers"))?,
                items: rows_from_json(&part("items"))?,
                people: rows_from_json(&part("people"))?,
                homes: rows_from_json(&part("homes"))?,
            },
        })
    }

    /// Records that were changed again since.
    async fn changed_since(&self, tx: &mut Tx, form: ReturnForm) -> Result<usize, Failure> {
        let mut changed = 0;
        for (id, left) in &self.left {
            changed += usize::from(standing(tx, form, *id).await?.as_ref() != Some(left));
        }
        Ok(changed)
    }

    /// Puts everything back.
    async fn put_back(&self, tx: &mut Tx, form: ReturnForm) -> Result<(), Failure> {
        for (_, id) in &self.added {
            clear(tx, form, *id).await?;
            match form {
                ReturnForm::Ledger => tx.remove::<LectureRow>([(LectureId(*id),)]).await?,
                ReturnForm::Plan => tx.remove::<PlanItemRow>([(PlanItemId(*id),)]).await?,
                ReturnForm::Roster => tx.remove::<PersonRow>([(PersonId(*id),)]).await?,
            }
        }
        for id in self.before.records() {
            clear(tx, form, id).await?;
        }
        let lectures = self.before.lectures.iter().map(|row| LectureRow {
            version: self.next(row.id.0, row.version),
            ..row.clone()
        });
        tx.save(&lectures.collect::<Vec<_>>()).await?;
        tx.save(&self.before.hosts).await?;
        tx.save(&self.before.speakers).await?;
        let items = self.before.items.iter().map(|row| PlanItemRow {
            version: self.next(row.id.0, row.version),
            ..row.clone()
        });
        tx.save(&items.collect::<Vec<_>>()).await?;
        tx.save(&self.before.people).await?;
        Ok(tx.save(&self.before.homes).await?)
    }

    /// Versions count changes, and this is one.
    fn next(&self, record: Uuid, before: u32) -> u32 {
        let left = self.left.get(&record).and_then(Value::as_u64);
        let left = left.and_then(|left| u32::try_from(left).ok());
        left.unwrap_or(before).saturating_add(1)
    }
}

/// Takes away what hangs on a record, for something else to be put in its place.
async fn clear(tx: &mut Tx, form: ReturnForm, record: Uuid) -> Result<(), Failure> {
    match form {
        ReturnForm::Ledger => {
            let id = LectureId(record);
            let hosts: Vec<LectureHostRow> = tx.under((id,)).await?;
            tx.remove::<LectureHostRow>(hosts.iter().map(|host| (host.lecture_id, host.position)))
                .await?;
            let speakers: Vec<LectureSpeakerRow> = tx.by("lecture_id", id).await?;
            tx.remove::<LectureSpeakerRow>(speakers.iter().map(|speaker| (speaker.id,)))
                .await?;
        }
        ReturnForm::Plan => {}
        ReturnForm::Roster => {
            let homes: Vec<MembershipRow> = tx.under((PersonId(record),)).await?;
            let keys = homes
                .iter()
                .map(|home| (home.person_id, home.organisation_id, home.from_on));
            tx.remove::<MembershipRow>(keys).await?;
        }
    }
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
        let records = kept.changed_since(&mut tx, on_record.form).await?;
        if records > 0 {
            tx.give_up().await?;
            return Err(no(ReturnRefusal::ChangedSince { records }));
        }
        kept.put_back(&mut tx, on_record.form).await?;
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
