//! 上级来的表: choose the file, look at it with its figures in it, settle what its columns are, take it away filled in.
//! Must not fill or count: the application does, and this page says what it did.

mod sheet;

use app::explain_bulletin::explain_key;
use app::table_page::{
    BringTable, TableLooked, bring_table, keep_table, look_at_table, see_table_desk, settle_table, take_table,
};
use askama::Template;
use axum::http::StatusCode;
use domain::access::{Action, TargetKind};
use domain::bulletin::Key;
use domain::id::OrganisationId;
use domain::tie::{Meaning, Sureness, Tie};
use uuid::Uuid;

use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::report::records;
use crate::route::{Place, Policy, Route, get, post};
use crate::told::{moment, organisation, refused};
use crate::view::View;
use crate::visit::Visit;
use sheet::{Left, Made, SheetShown};

const TAKE: Policy = Policy::May(Action::Export, TargetKind::Standing, Place::Home);
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The routes of tables from above.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/tables", TAKE, show),
        post("/tables", TAKE, bring),
        get("/tables/{upload}", TAKE, look),
        post("/tables/{upload}", TAKE, go_on),
        get("/tables/{upload}/figure", TAKE, figure),
    ]
}

/// Something to choose.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "tables/desk.html")]
struct Desk<'a> {
    v: View<'a>,
    periods: Vec<Choice>,
    units: Vec<Choice>,
    waiting: Vec<(String, String, String)>,
    wrong: Option<String>,
}

async fn show(visit: Visit) -> Answer {
    desk(visit, (None, None)).await
}

async fn desk(visit: Visit, (chosen, wrong): (Option<String>, Option<String>)) -> Answer {
    let seen = see_table_desk(&visit.site.app, &visit.actor, visit.home()).await?;
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let reply = Reply::page(&Desk {
        periods: seen
            .periods
            .iter()
            .map(|period| Choice {
                value: period.label.clone(),
                name: visit.words.report_period(&period.label),
                chosen: chosen.as_ref() == Some(&period.label),
            })
            .collect(),
        units: seen
            .units
            .into_iter()
            .map(|(id, name)| Choice {
                value: id.to_string(),
                chosen: id == visit.home(),
                name,
            })
            .collect(),
        waiting: seen
            .waiting
            .into_iter()
            .map(|(id, name, at)| (format!("/tables/{id}"), name, moment(&visit, at)))
            .collect(),
        wrong,
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

async fn bring(visit: Visit, posted: Posted) -> Answer {
    let period = posted.field("period").map(str::to_owned);
    let Some(file) = posted.files("file").next() else {
        let wrong = visit.words.say("tables-no-file", &[]);
        return desk(visit, (period, Some(wrong))).await;
    };
    let organisation: OrganisationId = posted.field_as("organisation").unwrap_or(visit.home());
    let brought = BringTable {
        name: &file.name,
        bytes: file.bytes.to_vec(),
        organisation,
        period: period.as_deref(),
    };
    let brought = bring_table(&visit.site.app, &visit.actor, brought).await;
    match refused(&visit, brought)? {
        Ok(id) => Reply::see_other(&format!("/tables/{id}")),
        Err(wrong) => desk(visit, (period, Some(wrong))).await,
    }
}

#[derive(Template)]
#[template(path = "tables/one.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a page shows or not, each by itself"
)]
struct Page<'a> {
    v: View<'a>,
    address: String,
    file_name: String,
    whose: String,
    periods: Vec<Choice>,
    sheets: Vec<SheetShown>,
    filled: usize,
    made: Vec<Made>,
    are_more_made: bool,
    left: Vec<Left>,
    left_count: usize,
    formulas: usize,
    is_period_guessed: bool,
    was_converted: bool,
    is_remembered: bool,
    may_keep: bool,
    is_kept_now: bool,
}

async fn look(visit: Visit) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let seen = look_at_table(&visit.site.app, &visit.actor, upload).await?;
    let filled = &seen.filled;
    let (made, are_more_made) = sheet::made(&visit, &seen);
    Reply::page(&Page {
        address: format!("/tables/{upload}"),
        file_name: seen.file_name.clone(),
        whose: organisation(&filled.snapshot, seen.organisation),
        periods: seen
            .periods
            .iter()
            .map(|period| Choice {
                value: period.label.clone(),
                name: visit.words.report_period(&period.label),
                chosen: period.label == filled.period.label,
            })
            .collect(),
        sheets: sheet::shown(&visit, &seen),
        filled: filled.filled.len(),
        made,
        are_more_made,
        left: sheet::left(&visit, &seen),
        left_count: filled.unknown.len(),
        formulas: filled.formulas.len(),
        is_period_guessed: seen.is_period_guessed,
        was_converted: seen.was_converted,
        is_remembered: seen.is_remembered,
        may_keep: seen.may_keep,
        is_kept_now: visit.query("told") == Some("kept"),
        v: View::new(&visit),
    })
}

/// Settles what was chosen, then looks again, remembers it, or hands the filled file over.
async fn go_on(visit: Visit, posted: Posted) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let (app, actor) = (&visit.site.app, &visit.actor);
    let seen = look_at_table(app, actor, upload).await?;
    let period = posted.field("period");
    let ties = ties(&seen, &posted);
    let is_new = ties
        .iter()
        .zip(&seen.filled.tables)
        .any(|(tie, table)| *tie != table.tie());
    // What was told of this file before holds for it although its shape is remembered otherwise.
    let told: &[Tie] = if is_new || !seen.is_remembered { &ties } else { &[] };
    settle_table(app, actor, upload, (period, told)).await?;
    match posted.field("do") {
        Some("fill") => {
            let (name, bytes) = take_table(app, actor, upload).await?;
            Reply::file(&name, XLSX, bytes)
        }
        Some("keep") => {
            keep_table(app, actor, upload).await?;
            Reply::see_other(&format!("/tables/{upload}?told=kept"))
        }
        _ => Reply::see_other(&format!("/tables/{upload}")),
    }
}

/// What the form says the tables mean; where it says nothing, what they were taken for, and doubtful columns blank.
fn ties(seen: &TableLooked, posted: &Posted) -> Vec<Tie> {
    let tables = seen.filled.tables.iter().enumerate();
    tables
        .map(|(table, known)| {
            let chosen = |sort: &str, places: &[app::fill_table::PlaceSeen]| -> Vec<Meaning> {
                let places = places.iter().enumerate();
                places
                    .map(|(at, place)| {
                        let told = posted.field_as(&format!("{sort}:{table}:{at}"));
                        told.unwrap_or_else(|| settled(place))
                    })
                    .collect()
            };
            Tie {
                rows: known.rows,
                columns: chosen("column", &known.columns),
                cells: chosen("cell", &known.cells),
            }
        })
        .collect()
}

/// What stands chosen in the list of a place: nothing while it is in doubt.
fn settled(place: &app::fill_table::PlaceSeen) -> Meaning {
    match place.proposal.sureness {
        Sureness::Doubtful => Meaning::Unknown,
        _ => place.proposal.meaning.clone(),
    }
}

/// The records of one figure in the table: `?key=…`.
async fn figure(visit: Visit) -> Answer {
    let upload: Uuid = visit.place("upload")?;
    let text = visit.query("key").ok_or(Trouble::NotFound)?;
    let key: Key = text.parse().map_err(|_| Trouble::NotFound)?;
    // Asked at the organisation of the figure itself: that is where the right to see it is looked up.
    let organisation = key.organisation.unwrap_or(visit.home());
    let explained = explain_key(&visit.site.app, &visit.actor, (organisation, text)).await?;
    records::page(&visit, &explained, format!("/tables/{upload}"))
}
