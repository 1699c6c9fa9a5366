//! 代填: the places of a township's plan that lack something, many rows on one page.
//! Must not write over what a branch filled in meanwhile: the application refuses, and the row says so.

use app::{DrawnUp, PlanEntry, PlanSeen, draw_up_plan};
use askama::Template;
use axum::http::StatusCode;
use domain::id::OrganisationId;
use i18n::Words;

use super::branch::{Told, retyped};
use super::form::{SlotForm, is_open, slot_form};
use super::words::{Quarters, plan_of, quarters};
use super::{entries, look};
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::told::Called;
use crate::view::View;
use crate::visit::Visit;

/// Most rows of one page.
const MOST_ROWS: usize = 120;

#[derive(Template)]
#[template(path = "plan/fill.html")]
struct Page<'a> {
    v: View<'a>,
    whose: Called,
    action: String,
    plan: String,
    quarters: Quarters,
    rows: Vec<SlotForm>,
    venues: Vec<String>,
    refused: bool,
    pasted: Option<Vec<String>>,
    columns: String,
    paste: String,
}

/// What the page says first.
pub enum Said {
    /// Nothing.
    Nothing,
    /// It was not kept.
    Refused,
    /// Lines were pasted; of some something is to be said.
    Pasted(Vec<String>),
}

/// The page.
pub async fn show(visit: Visit) -> Answer {
    let top: OrganisationId = visit.place("organisation")?;
    let seen = look(&visit, top).await?;
    // Whoever may only look at the plan finds no form here.
    if !seen.slots.is_empty() && !seen.slots.iter().any(|slot| slot.may_change) {
        return Err(Trouble::NotFound);
    }
    let slots = seen.slots.iter().enumerate();
    let rows = slots.map(|place| slot_form(&visit, &seen, place, None)).collect();
    page(&visit, &seen, (rows, Said::Nothing))
}

/// The page with these places.
pub fn page(visit: &Visit, seen: &PlanSeen, (rows, said): (Vec<SlotForm>, Said)) -> Answer {
    let mut venues: Vec<String> = seen
        .proposals
        .values()
        .flat_map(|proposal| proposal.venues.clone())
        .collect();
    venues.sort();
    venues.dedup();
    let wanted = rows
        .into_iter()
        .zip(&seen.slots)
        .filter(|(_, slot)| is_open(slot));
    // The places of the form are counted anew: those that cannot be filled in are left out.
    let rows = (0..MOST_ROWS)
        .zip(wanted)
        .map(|(at, (row, _))| SlotForm { at, ..row });
    Reply::page(&Page {
        whose: Called::by(visit, &seen.snapshot, seen.top),
        action: format!(
            "/organisations/{}/plan/fill?period={}",
            seen.top, seen.quarter.label
        ),
        plan: plan_of(seen, seen.top),
        quarters: quarters(visit, &seen.quarter),
        rows: rows.collect(),
        venues,
        refused: matches!(said, Said::Refused),
        pasted: match said {
            Said::Pasted(lines) => Some(lines),
            Said::Nothing | Said::Refused => None,
        },
        columns: visit.words.list(&heads(&visit.words)),
        paste: format!(
            "/organisations/{}/plan/paste?period={}",
            seen.top, seen.quarter.label
        ),
        v: View::new(visit),
    })
}

/// What the form calls its columns, in its order: a text without a header is read so.
pub fn heads(words: &Words) -> [String; 7] {
    [
        "plan-column-organisation",
        "plan-field-day",
        "plan-field-time",
        "plan-field-topic",
        "plan-field-speaker",
        "plan-field-kind",
        "plan-field-venue",
    ]
    .map(|key| words.say(key, &[]))
}

/// Keeps what was typed, or shows it again with what is wrong.
pub async fn save(visit: Visit, posted: Posted) -> Answer {
    let top: OrganisationId = visit.place("organisation")?;
    let seen = look(&visit, top).await?;
    let items: Vec<PlanEntry> = entries::touched(&posted, &seen)
        .into_iter()
        .map(|(_, entry)| entry)
        .collect();
    match draw_up_plan(&visit.site.app, &visit.actor, &items).await? {
        DrawnUp::Refused(refused) => {
            let rows = retyped(&visit, &seen, (&items, &refused));
            Ok(page(&visit, &seen, (rows, Said::Refused))?.with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        kept @ DrawnUp::Kept { .. } => {
            Reply::see_other(&format!("{}&told={}", plan_of(&seen, top), Told::after(&kept)))
        }
    }
}
