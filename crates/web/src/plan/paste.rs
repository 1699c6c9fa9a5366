//! Lines pasted from a sheet, laid into the places of the form: nothing is kept before somebody has looked.
//! Must not drop a line in silence: what fits nowhere is listed.

use app::paste_plan::{OddCell, PastedLine, read_pasted};
use app::{PlanSeen, PlanSlot, Proposal};
use domain::id::OrganisationId;
use domain::plan::Arrangement;

use super::entries::speaker;
use super::form::{SlotForm, Typed, is_open, shown, slot_form};
use super::{fill, look};
use crate::answer::Answer;
use crate::posted::Posted;
use crate::visit::Visit;

/// Shows the form with the pasted lines in it.
pub async fn show(visit: Visit, posted: Posted) -> Answer {
    let top: OrganisationId = visit.place("organisation")?;
    let seen = look(&visit, top).await?;
    let text = posted.field("lines").unwrap_or_default();
    let read = read_pasted(&seen.snapshot, top, (text, &fill::heads(&visit.words)));
    let is_table = read.is_ok();
    let (rows, mut left) = laid(&visit, &seen, read.unwrap_or_default());
    if !is_table {
        left.push(visit.words.say("plan-paste-no-table", &[]));
    }
    fill::page(&visit, &seen, (rows, fill::Said::Pasted(left)))
}

/// The places with the lines in them, and what is to be said of the lines that fit nowhere or not wholly.
fn laid(visit: &Visit, seen: &PlanSeen, lines: Vec<PastedLine>) -> (Vec<SlotForm>, Vec<String>) {
    let mut said = Vec::new();
    let mut waiting: Vec<(OrganisationId, PastedLine)> = Vec::new();
    for line in lines {
        let odd = line.odd.iter().filter(|_| line.organisation.is_some());
        said.extend(odd.map(|(cell, text)| {
            let arguments = [
                ("named", line.named.as_str().into()),
                ("text", text.as_str().into()),
            ];
            visit.words.say(odd_key(*cell), &arguments)
        }));
        match line.organisation {
            Some(organisation) => waiting.push((organisation, line)),
            None => said.push(unfit(visit, &line)),
        }
    }
    let mut rows = Vec::new();
    for (at, slot) in seen.slots.iter().enumerate() {
        let mine = waiting
            .iter()
            .position(|(organisation, _)| *organisation == slot.organisation);
        let line = mine.filter(|_| is_open(slot)).map(|mine| waiting.remove(mine).1);
        let typed = line.map(|line| Typed {
            says: arranged(slot, seen, line),
            reason: None,
            refusal: None,
        });
        rows.push(slot_form(visit, seen, (at, slot), typed.as_ref()));
    }
    said.extend(waiting.iter().map(|(organisation, _)| {
        let named = seen.snapshot.short_path(*organisation, seen.top);
        visit.words.say("plan-paste-no-place", &[("named", named.into())])
    }));
    (rows, said)
}

fn odd_key(cell: OddCell) -> &'static str {
    match cell {
        OddCell::Day => "plan-paste-no-day",
        OddCell::Time => "plan-paste-no-time",
        OddCell::Topic => "plan-paste-no-topic",
        OddCell::Speaker => "plan-paste-no-speaker",
    }
}

fn unfit(visit: &Visit, line: &PastedLine) -> String {
    let named = ("named", line.named.as_str().into());
    if line.fits > 1 {
        visit
            .words
            .say("plan-paste-several", &[named, ("count", line.fits.into())])
    } else {
        visit.words.say("plan-paste-unknown", &[named])
    }
}

/// What the place shows, with what the line says over it.
fn arranged(slot: &PlanSlot, seen: &PlanSeen, line: PastedLine) -> Arrangement {
    let none = Proposal::default();
    let proposal = seen.proposals.get(&slot.organisation).unwrap_or(&none);
    let before = shown(slot, proposal, seen);
    let named = (line.speaker.as_deref(), line.class.as_deref());
    let speaker = speaker(named, (Some(&before), proposal));
    Arrangement {
        on: line.on.or(before.on),
        starts_minute: line.starts_minute.or(before.starts_minute),
        topic: line.topic.or(before.topic),
        kind: line.kind.unwrap_or(before.kind),
        forms: if line.forms.is_empty() {
            before.forms
        } else {
            line.forms
        },
        venue: line.venue.or(before.venue),
        speaker: speaker.or(before.speaker),
    }
}
