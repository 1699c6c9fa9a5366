//! 记一场: one page, most of it filled in.
//! Must not keep a record: `app::record_lecture` does.

use app::record_lecture::{FromPlan, Offer, PlanNext, RecordLecture, Recorded, offer, record_lecture};
use app::{Failure, Refusal};
use askama::Template;
use axum::http::StatusCode;
use domain::id::{LectureId, OrganisationId, PlanItemId};

use super::fields::{Fields, Sheet, Wrong, files};
use super::owe::{Owe, boxes};
use super::{above, beside, name_of};
use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

/// In the place of an item: what was held was not planned.
const UNPLANNED: &str = "none";

#[derive(Template)]
#[template(path = "branch/record.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    above: Option<String>,
    owes: Vec<Owe>,
    action: String,
    key: String,
    item: Option<PlanNext>,
    planned_on: Option<String>,
    sheet: Sheet,
    already: Option<String>,
    has_lost_files: bool,
}

/// Offers the page.
pub async fn show(visit: Visit) -> Answer {
    let organisation: OrganisationId = visit.place("organisation")?;
    let from = match visit.query("item") {
        Some(UNPLANNED) => FromPlan::Nothing,
        _ => visit.query_as("item").map_or(FromPlan::Nearest, FromPlan::Item),
    };
    let offer = offer(&visit.site.app, &visit.actor, (organisation, from)).await?;
    let fields = Fields::of(&offer.said);
    let key = visit.site.app.new_id().to_string();
    Reply::page(&page(&visit, &offer, (fields, Wrong::new()), key))
}

/// Takes the page, and goes on to the receipt.
pub async fn record(visit: Visit, posted: Posted) -> Answer {
    let organisation: OrganisationId = visit.place("organisation")?;
    let item = posted.field_as::<PlanItemId>("item");
    let key = posted.field("key").unwrap_or_default().to_owned();
    let fields = Fields::read(&posted);
    let mut wrong = Wrong::new();
    let said = fields.said(&visit.words, visit.programme.today, &mut wrong);
    let mut already = None;
    if wrong.is_empty() && !key.is_empty() {
        let command = RecordLecture {
            key: &key,
            organisation,
            plan_item: item,
            said,
            files: files(&posted),
        };
        match record_lecture(&visit.site.app, &visit.actor, command).await {
            Ok(recorded) => return receipt(&recorded),
            Err(failure) => {
                already = recorded_already(&failure);
                wrong = beside(&visit.words, failure)?;
            }
        }
    }
    let from = item.map_or(FromPlan::Nothing, FromPlan::Item);
    let offer = offer(&visit.site.app, &visit.actor, (organisation, from)).await?;
    let key = if key.is_empty() {
        visit.site.app.new_id().to_string()
    } else {
        key
    };
    let has_lost_files = !posted.files.is_empty();
    let shown = page(&visit, &offer, (fields, wrong), key);
    let page = Page {
        already: already.map(|lecture| format!("/lectures/{lecture}/correct")),
        has_lost_files,
        sheet: if has_lost_files {
            shown.sheet.with_open_files()
        } else {
            shown.sheet
        },
        ..shown
    };
    Ok(Reply::page(&page)?.with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

fn page<'a>(visit: &'a Visit, offer: &Offer, (fields, wrong): (Fields, Wrong), key: String) -> Page<'a> {
    let id = offer.organisation;
    let item = offer.item.clone();
    Page {
        v: View::new(visit),
        name: name_of(&offer.snapshot, id),
        above: above(&offer.snapshot, id),
        owes: boxes(&visit.words, &offer.snapshot.rules, &offer.owes),
        action: format!("/organisations/{id}/record"),
        key,
        planned_on: item
            .as_ref()
            .and_then(|item| item.on)
            .map(|on| visit.words.weekday_date(on)),
        item,
        sheet: Sheet::new(&visit.words, offer, fields, wrong),
        already: None,
        has_lost_files: false,
    }
}

/// On to the receipt, with what was not taken.
pub(super) fn receipt(recorded: &Recorded) -> Answer {
    let left: Vec<&str> = recorded.left.iter().map(|why| why.code()).collect();
    let (lecture, number) = (recorded.lecture, recorded.number);
    let left = left.join(",");
    Reply::see_other(&format!(
        "/lectures/{lecture}/receipt?number={number}&left={left}"
    ))
}

/// The lecture that is on record already.
fn recorded_already(failure: &Failure) -> Option<LectureId> {
    match failure {
        Failure::Refused(Refusal::RecordedAlready(lecture)) => Some(*lecture),
        _ => None,
    }
}
