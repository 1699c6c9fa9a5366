//! 读通知 (F1): bring or paste a notice, settle what was read from it beside its sentences, see what that changes in the
//! rules, and put it in force. Must not read a notice or judge a rule: the application does, and these pages say it.

mod amends;
mod form;
mod sheet;

use app::notice_page::{
    BringNotice, NoticeListed, NoticeSeen, PlanStage, Settling, bring_notice, drop_notice, look_at_notice,
    see_notice_desk, settle_notice, take_notice,
};
use askama::Template;
use axum::http::StatusCode;
use domain::access::{Action, TargetKind};
use domain::plan_draft::SettledDuty;
use uuid::Uuid;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::route::{Place, Policy, Route, get, post};
use crate::told::{moment, refused};
use crate::view::View;
use crate::visit::Visit;

/// A plan leads to rules of the whole tree.
const CHANGE: Policy = Policy::May(Action::Change, TargetKind::Rules, Place::Tree);

/// The routes of notices that are read.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/notices", CHANGE, show),
        post("/notices", CHANGE, bring),
        get("/notices/{upload}", CHANGE, look),
        post("/notices/{upload}", CHANGE, go_on),
        get("/notices/{upload}/file", CHANGE, file),
        get("/notices/{upload}/plan", CHANGE, amends::show),
        post("/notices/{upload}/plan", CHANGE, amends::adopt),
        get("/notices/{upload}/rules.toml", CHANGE, amends::rules_file),
    ]
}

/// A notice in the list.
struct Listed {
    address: String,
    title: String,
    file_name: String,
    came: String,
    state: &'static str,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "read_notices/desk.html")]
struct Desk<'a> {
    v: View<'a>,
    notices: Vec<Listed>,
    text: String,
    wrong: Option<String>,
}

async fn show(visit: Visit) -> Answer {
    desk(visit, (String::new(), None)).await
}

async fn desk(visit: Visit, (text, wrong): (String, Option<String>)) -> Answer {
    let seen = see_notice_desk(&visit.site.app, &visit.actor).await?;
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let notices = seen.notices.into_iter();
    let reply = Reply::page(&Desk {
        notices: notices.map(|notice| listed(&visit, notice)).collect(),
        text,
        wrong,
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

fn listed(visit: &Visit, notice: NoticeListed) -> Listed {
    let (state, class) = match notice.state {
        PlanStage::InForce(_) => ("notices-state-in-force", "met"),
        PlanStage::AsInForce => ("notices-state-as-in-force", "met"),
        PlanStage::Confirmed => ("notices-state-confirmed", "risk"),
        PlanStage::Open => ("notices-state-open", "none"),
    };
    Listed {
        address: address(notice.id),
        title: titled(visit, &notice.title),
        came: moment(visit, notice.came_at),
        file_name: notice.file_name,
        state,
        class,
    }
}

/// What a notice is called on a page.
fn titled(visit: &Visit, title: &str) -> String {
    if title.is_empty() {
        visit.words.say("notices-untitled", &[])
    } else {
        title.to_owned()
    }
}

fn address(upload: Uuid) -> String {
    format!("/notices/{upload}")
}

async fn bring(visit: Visit, posted: Posted) -> Answer {
    let text = posted.field("text").unwrap_or_default().to_owned();
    let brought = match posted.files("file").next() {
        Some(file) => BringNotice {
            name: &file.name,
            bytes: file.bytes.to_vec(),
        },
        None => BringNotice {
            name: "",
            bytes: text.clone().into_bytes(),
        },
    };
    if brought.bytes.is_empty() {
        let wrong = visit.words.say("notices-nothing", &[]);
        return desk(visit, (text, Some(wrong))).await;
    }
    let brought = bring_notice(&visit.site.app, &visit.actor, brought).await;
    match refused(&visit, brought)? {
        Ok(id) => Reply::see_other(&address(id)),
        Err(wrong) => desk(visit, (text, Some(wrong))).await,
    }
}

async fn look(visit: Visit) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let seen = look_at_notice(&visit.site.app, &visit.actor, upload).await?;
    sheet::page(&visit, &seen, None)
}

/// Keeps what was said, then shows it again, adds a duty, goes on to what changes, or takes the notice away.
async fn go_on(visit: Visit, posted: Posted) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let (app, actor) = (&visit.site.app, &visit.actor);
    let todo = posted.field("do");
    if todo == Some("drop") {
        drop_notice(app, actor, upload).await?;
        return Reply::see_other("/notices");
    }
    let seen = look_at_notice(app, actor, upload).await?;
    let mut plan = form::told(&seen, &posted);
    let mut settling = Settling::Keeps;
    let mut next = format!("{}?told=kept", address(upload));
    match todo {
        Some("confirm") => {
            settling = Settling::Confirms;
            next = format!("{}/plan", address(upload));
        }
        Some("add") => {
            plan.duties.push(added(&seen, &posted));
            next = format!("{}#duty-{}", address(upload), plan.duties.len());
        }
        _ => {}
    }
    let done = settle_notice(app, actor, upload, (plan, settling)).await;
    match refused(&visit, done)? {
        Ok(()) => Reply::see_other(&next),
        Err(wrong) => {
            let seen = look_at_notice(app, actor, upload).await?;
            let reply = sheet::page(&visit, &seen, Some(wrong))?;
            Ok(reply.with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// A duty that the words missed, resting on the sentence that was chosen.
fn added(seen: &NoticeSeen, posted: &Posted) -> SettledDuty {
    let sentences = domain::plan_draft::sentences(&seen.text);
    let chosen = posted.field_as::<usize>("add");
    let sentence = chosen.and_then(|number| sentences.get(number.checked_sub(1)?));
    SettledDuty::resting_on(sentence.copied().unwrap_or_default())
}

async fn file(visit: Visit) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let (name, bytes) = take_notice(&visit.site.app, &visit.actor, upload).await?;
    let name = if name.is_empty() {
        format!("{}.txt", visit.words.say("notices-untitled", &[]))
    } else {
        name
    };
    Reply::file(&name, "application/octet-stream", bytes)
}
