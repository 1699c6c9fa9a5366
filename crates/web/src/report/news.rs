//! 活动报道: the page on which an officer chooses photos and says that the people on them agree.
//! Must not choose a photo: whoever asked the people does.

use app::print_news::{Consent, MOST_PHOTOS, PhotoOffered, PrintNews, photos_of, print_news};
use app::print_papers::PaperForm;
use app::summarise::{MonthSeen, Summarise, month_to_take};
use askama::Template;
use axum::http::StatusCode;
use domain::id::MaterialId;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::told::refused;
use crate::view::View;
use crate::visit::Visit;

struct Offered {
    id: String,
    title: String,
    host: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "report/news.html")]
struct Page<'a> {
    v: View<'a>,
    label: String,
    period: String,
    photos: Vec<Offered>,
    most: u32,
    wrong: Option<String>,
}

/// The form.
pub async fn show(visit: Visit) -> Answer {
    page(visit, &[], None).await
}

async fn page(visit: Visit, chosen: &[MaterialId], wrong: Option<String>) -> Answer {
    let month = visit.place_text("month").map(str::to_owned);
    let ask = Summarise {
        organisation: visit.home(),
        month: month.as_deref(),
    };
    let seen = month_to_take(&visit.site.app, &visit.actor, ask).await?;
    let offered = photos_of(&visit.site.app, &visit.actor, &seen).await?;
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let reply = Reply::page(&Page {
        label: seen.summary.period.label.clone(),
        period: visit.words.report_period(&seen.summary.period.label),
        photos: offered.iter().map(|one| told(&seen, one, chosen)).collect(),
        most: u32::try_from(MOST_PHOTOS).unwrap_or(0),
        wrong,
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

fn told(seen: &MonthSeen, one: &PhotoOffered, chosen: &[MaterialId]) -> Offered {
    let lecture = seen.snapshot.lecture(one.lecture);
    let host = lecture.and_then(|lecture| lecture.hosts.first());
    let top = seen.summary.organisation;
    let host = host.map(|host| seen.snapshot.short_path(host.organisation, top));
    Offered {
        id: one.material.to_string(),
        title: lecture.map(|lecture| lecture.title.clone()).unwrap_or_default(),
        host: host.unwrap_or_default(),
        is_chosen: chosen.contains(&one.material),
    }
}

/// The page of news.
pub async fn make(visit: Visit, posted: Posted) -> Answer {
    let month = visit.place_text("month").map(str::to_owned);
    let photos: Vec<MaterialId> = posted.all("photo").filter_map(|id| id.parse().ok()).collect();
    let command = PrintNews {
        month: Summarise {
            organisation: visit.home(),
            month: month.as_deref(),
        },
        photos: &photos,
        consent: if posted.has("consent") {
            Consent::Given
        } else {
            Consent::NotAsked
        },
        form: PaperForm::Docx,
    };
    let printed = print_news(&visit.site.app, &visit.actor, (command, &visit.words)).await;
    match refused(&visit, printed)? {
        Ok(printed) => Reply::printed(printed),
        Err(wrong) => page(visit, &photos, Some(wrong)).await,
    }
}
