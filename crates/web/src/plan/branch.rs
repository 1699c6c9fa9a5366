//! The plan of one organisation: every place of the quarter with its fields, on one page and in one form.
//! Must not refuse a page that is not complete.

use app::{DrawnUp, Filled, KnownItem, PlanEntry, PlanSeen, PlanSlot, draw_up_plan};
use askama::Template;
use axum::http::StatusCode;
use domain::id::OrganisationId;
use domain::plan::PlanRefusal;

use super::form::{SlotForm, Typed, slot_form};
use super::words::{Link, Quarters, plan_of, quarters};
use super::{comes_by_phone, entries, look};
use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::told::Called;
use crate::view::View;
use crate::visit::Visit;

/// What the page says first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    Nothing,
    /// It was kept.
    Kept,
    /// It was kept, and those told must be told again.
    TellAgain,
    /// Nothing was different.
    Unchanged,
    /// It was not kept.
    Refused,
}

impl Told {
    /// What an address asks to be told.
    pub fn of(visit: &Visit) -> Told {
        match visit.query("told") {
            Some("kept") => Told::Kept,
            Some("again") => Told::TellAgain,
            Some("same") => Told::Unchanged,
            _ => Told::Nothing,
        }
    }

    /// Class and key of what is told.
    fn words(self) -> Option<(&'static str, &'static str)> {
        match self {
            Told::Nothing => None,
            Told::Kept => Some(("done", "plan-told-kept")),
            Told::TellAgain => Some(("done", "plan-told-again")),
            Told::Unchanged => Some(("", "plan-told-same")),
            Told::Refused => Some(("wrong", "plan-told-refused")),
        }
    }

    /// The address to go to after a form.
    pub fn after(kept: &DrawnUp) -> &'static str {
        match kept {
            DrawnUp::Kept { tell_again: 1.., .. } => "again",
            DrawnUp::Kept { number: None, .. } => "same",
            _ => "kept",
        }
    }
}

/// What both layouts of the page show.
struct Page {
    whose: Called,
    action: String,
    quarters: Quarters,
    told: Option<(&'static str, String)>,
    slots: Vec<SlotForm>,
    is_open: bool,
    at_home: bool,
    may_print: bool,
    slips: String,
    slips_pdf: String,
    schedule: String,
    schedule_pdf: String,
    above: Option<Link>,
}

#[derive(Template)]
#[template(path = "plan/branch_phone.html")]
struct Phone<'a> {
    v: View<'a>,
    page: Page,
}

#[derive(Template)]
#[template(path = "plan/branch_desk.html")]
struct Desk<'a> {
    v: View<'a>,
    page: Page,
}

/// The page.
pub fn page(visit: &Visit, seen: &PlanSeen, told: Told) -> Answer {
    let slots = seen.slots.iter().enumerate();
    let slots = slots.map(|place| slot_form(visit, seen, place, None)).collect();
    shown(visit, seen, (told, slots))
}

fn shown(visit: &Visit, seen: &PlanSeen, (told, slots): (Told, Vec<SlotForm>)) -> Answer {
    let v = View::new(visit);
    let paper = |name: &str| {
        let (top, period) = (seen.top, &seen.quarter.label);
        format!("/plan/{name}?org={top}&period={period}")
    };
    let page = Page {
        whose: Called::by(visit, &seen.snapshot, seen.top),
        action: plan_of(seen, seen.top),
        quarters: quarters(visit, &seen.quarter),
        told: told.words().map(|(class, key)| (class, v.say(key))),
        is_open: slots.iter().any(|slot| slot.is_open),
        slots,
        at_home: seen.top == visit.home(),
        may_print: seen.may_print,
        slips: paper("slips.docx"),
        slips_pdf: paper("slips.pdf"),
        schedule: paper("schedule.docx"),
        schedule_pdf: paper("schedule.pdf"),
        above: above(visit, seen),
    };
    if comes_by_phone(visit) {
        Reply::page(&Phone { v, page })
    } else {
        Reply::page(&Desk { v, page })
    }
}

/// The plan one came from: that of the visitor's own part of the tree.
fn above(visit: &Visit, seen: &PlanSeen) -> Option<Link> {
    let home = visit.home();
    let path = seen.snapshot.path(seen.top);
    (seen.top != home && path.contains(&home)).then(|| Link {
        address: plan_of(seen, home),
        name: Called::by(visit, &seen.snapshot, home).name,
    })
}

/// Keeps what was typed, or shows it again with what is wrong.
pub async fn save(visit: Visit, posted: Posted) -> Answer {
    let top: OrganisationId = visit.place("organisation")?;
    let seen = look(&visit, top).await?;
    let touched = entries::touched(&posted, &seen);
    let items: Vec<PlanEntry> = touched.iter().map(|(_, entry)| entry.clone()).collect();
    let drawn = draw_up_plan(&visit.site.app, &visit.actor, &items).await?;
    match drawn {
        DrawnUp::Kept { .. } => {
            let told = Told::after(&drawn);
            Reply::see_other(&format!("{}&told={told}", plan_of(&seen, top)))
        }
        DrawnUp::Refused(refused) => {
            let slots = retyped(&visit, &seen, (&items, &refused));
            Ok(shown(&visit, &seen, (Told::Refused, slots))?.with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// The places as they are now, with what was typed into them and why it was not kept.
pub fn retyped(
    visit: &Visit,
    seen: &PlanSeen,
    (items, refused): (&[PlanEntry], &[(usize, PlanRefusal)]),
) -> Vec<SlotForm> {
    let mut left: Vec<(usize, &PlanEntry)> = items.iter().enumerate().collect();
    let slots = seen.slots.iter().enumerate();
    slots
        .map(|(at, slot)| {
            let mine = left.iter().position(|(_, entry)| is_for(slot, entry));
            let typed = mine.map(|mine| left.remove(mine)).map(|(number, entry)| Typed {
                says: entry.says.clone(),
                reason: entry.reason.clone(),
                refusal: refused
                    .iter()
                    .find(|(place, _)| *place == number)
                    .map(|(_, refusal)| refusal.clone()),
            });
            slot_form(visit, seen, (at, slot), typed.as_ref())
        })
        .collect()
}

/// Whether an entry was typed into this place.
fn is_for(slot: &PlanSlot, entry: &PlanEntry) -> bool {
    match (&slot.filled, entry.known) {
        (Filled::Item(item), KnownItem::At(id, _)) => item.id == id,
        (Filled::Nothing, KnownItem::OneMoreThan(_)) => {
            (slot.organisation, &slot.duty, &slot.period.label)
                == (entry.organisation, &entry.duty, &entry.period)
        }
        _ => false,
    }
}
