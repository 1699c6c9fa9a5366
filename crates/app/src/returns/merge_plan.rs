//! What merging a returned plan (计划) does: items are added, changed, dropped.
//! Must not decide what is taken (`merge_return`), nor what may be said (`domain::plan`).

use domain::id::PlanItemId;
use domain::import_refusal::ImportRefusal;
use domain::lecture::Notice;
use domain::plan::{Arrangement, PlanRefusal, PlannedSpeaker, may_say};
use domain::returns::{FormCell, FormRow};
use store::PlanItemRow;
use uuid::Uuid;

use super::compare::{CellOffered, GoneOffered, NewOffered};
use super::form::organisations;
use super::merge_return::{At, Merging, Work};
use crate::draw_up_plan::empty_row;
use crate::plans::{PlanState, arranged, arrangement};
use crate::propose_plan::kinds_for;
use crate::see_plan::{Filled, PlanSlot};

pub(super) struct PlanMerging<'a>(pub At<'a>);

impl Merging for PlanMerging<'_> {
    fn change(
        &self,
        record: Uuid,
        cells: &[CellOffered],
        work: &mut Work,
    ) -> Result<Option<Uuid>, ImportRefusal> {
        let sent = cells.first().map(|cell| &cell.row);
        let slot = sent.and_then(|sent| self.0.desk.plan().find(record, sent));
        let slot = slot.ok_or_else(|| no(PlanRefusal::NotOpen))?;
        // Whose an item is and what it is for stays; what is meant is another item.
        let is_fixed =
            |cell: &CellOffered| matches!(cell.column.as_str(), "organisations" | "duty" | "period");
        if cells.iter().any(is_fixed) {
            return Err(no(PlanRefusal::NothingOwed));
        }
        let said = cells.iter().map(|cell| (cell.column.as_str(), &cell.cell));
        match &slot.filled {
            Filled::Item(item) => {
                let row = self.0.desk.plan().row(item.id).cloned();
                let row = row.ok_or_else(|| no(PlanRefusal::NotOpen))?;
                work.items.push(self.arrange(row, said)?);
                Ok(None)
            }
            _ => self.plan(slot, (said, work)).map(Some),
        }
    }

    fn add(&self, new: &NewOffered, work: &mut Work) -> Result<Uuid, ImportRefusal> {
        let row = &new.row;
        let slot = self.slot_of(row).ok_or_else(|| no(PlanRefusal::NothingOwed))?;
        let said = row.cells.iter().map(|(column, cell)| (column.as_str(), cell));
        self.plan(slot, (said, work))
    }

    fn end(&self, gone: &GoneOffered, work: &mut Work) -> Result<(), ImportRefusal> {
        let row = self.0.desk.plan().row(PlanItemId(gone.record)).cloned();
        let row = row.ok_or_else(|| no(PlanRefusal::NotOpen))?;
        work.items.push(PlanItemRow {
            state: PlanState::Dropped.word().to_owned(),
            reason: Some(self.0.desk.on_record.row.name.clone()),
            version: row.version.saturating_add(1),
            ..row
        });
        Ok(())
    }
}

impl PlanMerging<'_> {
    /// The place a new row is about: its period as it says, else the one its day lies in, else the next.
    fn slot_of(&self, row: &FormRow) -> Option<&PlanSlot> {
        let plan = self.0.desk.plan();
        let of = organisations(row).first().copied()?;
        let (duty, period) = (row.value("duty"), row.value("period"));
        let on = row.value("on").parse().ok();
        let of_day = on.and_then(|on| plan.period_on(of, duty, on));
        plan.place(of, (duty, of_day.unwrap_or(period)))
    }

    /// A new item for a place.
    fn plan<'b>(
        &self,
        slot: &PlanSlot,
        (said, work): (impl Iterator<Item = (&'b str, &'b FormCell)>, &mut Work),
    ) -> Result<Uuid, ImportRefusal> {
        let id = PlanItemId(self.0.context.new_id());
        let kinds = kinds_for(&slot.duty, self.0.context.rules);
        let row = PlanItemRow {
            kind: kinds.first().map(|kind| (*kind).to_owned()).unwrap_or_default(),
            ..empty_row(id, slot.organisation, (&slot.duty, &slot.period.label))
        };
        work.items.push(self.arrange(row, said)?);
        Ok(id.0)
    }

    /// A row with what some cells say of it. The return stands for the reason where one is asked so near the day.
    fn arrange<'b>(
        &self,
        row: PlanItemRow,
        said: impl Iterator<Item = (&'b str, &'b FormCell)>,
    ) -> Result<PlanItemRow, ImportRefusal> {
        let At { desk, context } = self.0;
        let before = arrangement(&row, &desk.snapshot.facts);
        let mut after = before.clone();
        for (column, cell) in said {
            say(&mut after, column, cell);
        }
        let known = (row.version > 0).then_some(&before);
        let reason = desk.on_record.row.name.as_str();
        let notice = may_say(known, &after, Some(reason), (context.today, context.rules));
        let notice = notice.map_err(|why| no(PlanRefusal::Schedule(why)))?;
        Ok(PlanItemRow {
            version: row.version.saturating_add(1),
            reason: (notice == Notice::Again).then(|| reason.to_owned()),
            ..arranged(row, after)
        })
    }
}

fn say(says: &mut Arrangement, column: &str, cell: &FormCell) {
    let text = || Some(cell.shown.clone()).filter(|text| !text.is_empty());
    match column {
        "on" => says.on = cell.value.parse().ok(),
        "title" => says.topic = text(),
        "venue" => says.venue = text(),
        "kind" => says.kind.clone_from(&cell.value),
        "speaker" => {
            let class = says.speaker.take().and_then(|speaker| speaker.class);
            says.speaker = text().map(|name| PlannedSpeaker {
                name,
                class,
                person: None,
            });
        }
        "speaker_class" => {
            if let Some(speaker) = &mut says.speaker {
                speaker.class = Some(cell.value.clone()).filter(|class| !class.is_empty());
            }
        }
        _ => {}
    }
}

fn no(why: PlanRefusal) -> ImportRefusal {
    ImportRefusal::NotPlanned(why)
}
