//! 汇总和通报: which bulletins there are, which quarters still want one, and the months.
//! Must not decide who may see a draft: the application does.

use app::publish_bulletin::{ComposeBulletin, compose_bulletin};
use app::see_bulletin::{BulletinLine, see_bulletins};
use askama::Template;
use axum::http::StatusCode;
use domain::bulletin::Stage;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::told::{Called, refused};
use crate::view::View;
use crate::visit::Visit;

struct Row {
    period: String,
    address: String,
    issuer: Called,
    state: String,
    look: &'static str,
    number: String,
    published: String,
}

struct Open {
    label: String,
    period: String,
}

struct Month {
    name: String,
    address: String,
}

#[derive(Template)]
#[template(path = "report/list.html")]
struct Page<'a> {
    v: View<'a>,
    rows: Vec<Row>,
    open: Vec<Open>,
    months: Vec<Month>,
    key: String,
    wrong: Option<String>,
    /// Whether tables from above are filled in here.
    may_fill: bool,
}

/// The tag of a stage.
pub(super) fn look(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "risk",
        Stage::Approved => "none",
        Stage::Published => "met",
    }
}

/// The list.
pub async fn show(visit: Visit) -> Answer {
    page(visit, None).await
}

async fn page(visit: Visit, wrong: Option<String>) -> Answer {
    let home = visit.home();
    let seen = see_bulletins(&visit.site.app, &visit.actor, home).await?;
    let words = &visit.words;
    let row = |line: &BulletinLine| Row {
        period: words.report_period(&line.period),
        address: format!("/bulletins/{}", line.id),
        issuer: Called::by(&visit, &seen.snapshot, line.organisation),
        state: words.bulletin_stage(line.stage),
        look: look(line.stage),
        number: line.number.clone().unwrap_or_default(),
        published: line
            .published_at
            .map(|at| words.date(visit.day_of(at)))
            .unwrap_or_default(),
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let reply = Reply::page(&Page {
        rows: seen.bulletins.iter().map(row).collect(),
        open: seen
            .open
            .iter()
            .map(|period| Open {
                period: words.report_period(&period.label),
                label: period.label.clone(),
            })
            .collect(),
        months: seen
            .months
            .iter()
            .map(|month| Month {
                name: words.report_period(&month.label),
                address: format!("/months/{}", month.label),
            })
            .collect(),
        key: visit.site.app.new_id().to_string(),
        may_fill: app::table_page::may_take(&visit.site.app, &visit.actor, home).await?,
        wrong,
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

/// Composes a bulletin, or reads the figures of its draft anew.
pub async fn compose(visit: Visit, posted: Posted) -> Answer {
    let command = ComposeBulletin {
        organisation: visit.home(),
        period: posted.field("period").unwrap_or_default(),
        locale: visit.words.locale(),
        key: posted.field("key"),
    };
    let composed = compose_bulletin(&visit.site.app, &visit.actor, command).await;
    match refused(&visit, composed)? {
        Ok(id) => Reply::see_other(&format!("/bulletins/{id}")),
        Err(wrong) => page(visit, Some(wrong)).await,
    }
}
