//! 导入: choose what, take a template, look at a file (试导入), settle what is in doubt, bring it in.
//! Must not decide about rows: the application does, in the background, and this page says what it said.

mod report;

use std::time::Duration;

use app::import::{Decision, Kind, Mode, Step, import_template, refused_workbook};
use app::import_page::{BringFile, UploadSeen, bring_file, list_uploads, run_upload, see_upload};
use app::{Failure, Stage, refusal_text};
use askama::Template;
use axum::http::StatusCode;
use domain::access::{Action, TargetKind};
use domain::import_refusal::ImportRefusal;
use uuid::Uuid;

use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::route::{Place, Policy, Route, get, post};
use crate::told::moment;
use crate::view::View;
use crate::visit::Visit;
use report::Report;

const IMPORT: Policy = Policy::May(Action::Create, TargetKind::Import, Place::Tree);

/// The routes of imports.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/imports", IMPORT, show),
        post("/imports", IMPORT, bring),
        get("/imports/template/{kind}", IMPORT, template),
        get("/imports/{upload}", IMPORT, look),
        post("/imports/{upload}", IMPORT, go_on),
        get("/imports/{upload}/refused", IMPORT, refused),
    ]
}

/// A small file is done before the browser asks again.
const MOMENT: Duration = Duration::from_millis(1200);
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Something that can be imported.
struct KindRow {
    word: &'static str,
    name: String,
    says: String,
    template: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "officer/imports.html")]
struct Page<'a> {
    v: View<'a>,
    kinds: Vec<KindRow>,
    waiting: Vec<(String, String, String)>,
    wrong: Option<String>,
}

async fn show(visit: Visit) -> Answer {
    page(visit, (None, None)).await
}

async fn page(visit: Visit, (chosen, wrong): (Option<Kind>, Option<String>)) -> Answer {
    let words = &visit.words;
    let waiting = list_uploads(&visit.site.app, &visit.actor).await?;
    let row = |kind: Kind| KindRow {
        word: kind.word(),
        name: words.import_kind(kind.word()),
        says: words.say(&format!("import-says-{}", kind.word()), &[]),
        template: format!("/imports/template/{}", kind.word()),
        chosen: chosen.unwrap_or(Kind::Lectures) == kind,
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let reply = Reply::page(&Page {
        kinds: Kind::ALL.into_iter().map(row).collect(),
        waiting: waiting
            .into_iter()
            .map(|(id, name, at)| (format!("/imports/{id}"), name, moment(&visit, at)))
            .collect(),
        wrong,
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

async fn bring(visit: Visit, posted: Posted) -> Answer {
    let kind = posted.field("kind").and_then(Kind::parse);
    let file = posted.files("file").next();
    let (Some(known), Some(file)) = (kind, file) else {
        let wrong = visit.words.say("import-no-file", &[]);
        return page(visit, (kind, Some(wrong))).await;
    };
    let brought = BringFile {
        kind: known,
        name: &file.name,
        bytes: file.bytes.to_vec(),
    };
    let id = bring_file(&visit.site.app, &visit.actor, brought).await?;
    Reply::see_other(&format!("/imports/{id}"))
}

async fn template(visit: Visit) -> Answer {
    let kind = visit.place_text("kind").and_then(Kind::parse);
    let kind = kind.ok_or(Trouble::NotFound)?;
    let rules = &visit.programme.rules;
    let bytes = import_template(kind, rules, &visit.words).ok_or(Trouble::Template)?;
    let name = visit.words.import_kind(kind.word());
    Reply::file(&format!("{name}.xlsx"), XLSX, bytes)
}

async fn seen(visit: &Visit) -> Result<UploadSeen, Trouble> {
    let upload: Uuid = visit.place("upload")?;
    Ok(see_upload(&visit.site.app, &visit.actor, upload, MOMENT).await?)
}

/// The page of a file: how far it is, or what it came to.
#[derive(Template)]
#[template(path = "officer/upload.html")]
struct UploadPage<'a> {
    v: View<'a>,
    address: String,
    kind: String,
    file_name: String,
    came: String,
    /// What is being done, while it is.
    running: Option<String>,
    /// How much of it is written, in percent.
    percent: Option<u64>,
    /// Why it came to nothing.
    failed: Option<String>,
    report: Option<Report>,
    is_applied: bool,
    number: Option<i64>,
    settled: usize,
}

async fn look(visit: Visit) -> Answer {
    let seen = seen(&visit).await?;
    let words = &visit.words;
    let (mut running, mut percent, mut failed, mut report) = (None, None, None, None);
    match &seen.stage {
        Stage::Running(step) => {
            running = Some(step_text(&visit, *step));
            percent = done_percent(*step);
        }
        Stage::Failed(failure) => failed = Some(failure_text(&visit, failure, &seen.file_name)),
        Stage::Done(answer) => report = Some(Report::of(&visit, answer, seen.kind)),
    }
    Reply::page(&UploadPage {
        address: format!("/imports/{}", seen.id),
        kind: words.import_kind(seen.kind.word()),
        came: moment(&visit, seen.came_at),
        settled: seen.decisions.len(),
        is_applied: seen.mode == Mode::Apply && report.is_some(),
        number: seen.number,
        file_name: seen.file_name,
        running,
        percent,
        failed,
        report,
        v: View::new(&visit),
    })
}

fn step_text(visit: &Visit, step: Step) -> String {
    let words = &visit.words;
    match step {
        Step::Reading => words.say("import-step-reading", &[]),
        Step::Deciding { rows } => words.say("import-step-deciding", &[("rows", rows.into())]),
        Step::Writing { done, of } => words.say(
            "import-step-writing",
            &[("counted", done.into()), ("count", of.into())],
        ),
        Step::Publishing => words.say("import-step-publishing", &[]),
    }
}

fn done_percent(step: Step) -> Option<u64> {
    match step {
        Step::Writing { done, of } => {
            let done = u64::try_from(done).unwrap_or_default().saturating_mul(100);
            done.checked_div(u64::try_from(of).unwrap_or(1).max(1))
        }
        Step::Publishing => Some(100),
        Step::Reading | Step::Deciding { .. } => None,
    }
}

fn failure_text(visit: &Visit, failure: &Failure, file: &str) -> String {
    match failure {
        Failure::Refused(refusal) => refusal_text(refusal, &visit.words, file),
        Failure::Busy => visit.words.failure(&i18n::Failing::Busy).text(&visit.words),
        other => {
            tracing::error!(said = %other, "an import failed");
            visit.words.say("import-failed", &[])
        }
    }
}

/// Settles what was chosen, and looks again or brings it in.
async fn go_on(visit: Visit, posted: Posted) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let mode = match posted.field("do") {
        Some("bring") => Mode::Apply,
        _ => Mode::DryRun,
    };
    let decisions: Vec<Decision> = posted
        .fields()
        .iter()
        .filter_map(|(key, value)| decision(key, value))
        .collect();
    run_upload(&visit.site.app, &visit.actor, upload, (decisions, mode)).await?;
    Reply::see_other(&format!("/imports/{upload}"))
}

/// `answer:12:Sheet1` = the organisation that row means; an empty one leaves it open.
fn decision(key: &str, value: &str) -> Option<Decision> {
    let mut parts = key.splitn(3, ':');
    let (kind, row, sheet) = (parts.next()?, parts.next()?, parts.next()?);
    let row = row.parse().ok()?;
    (kind == "answer" && !value.is_empty()).then(|| Decision {
        sheet: sheet.to_owned(),
        row,
        organisation: value.to_owned(),
    })
}

async fn refused(visit: Visit) -> Answer {
    let seen = seen(&visit).await?;
    let Stage::Done(answer) = &seen.stage else {
        return Reply::see_other(&format!("/imports/{}", seen.id));
    };
    let words = &visit.words;
    let reason = |why: &ImportRefusal| words.import_reason(why);
    let bytes = refused_workbook(answer, &words.refused_heads(), &reason).ok_or(Trouble::NotFound)?;
    let name = words.say("import-refused-file", &[("file", stem(&seen.file_name).into())]);
    Reply::file(&format!("{name}.xlsx"), XLSX, bytes)
}

/// The name of a file without its ending.
fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
