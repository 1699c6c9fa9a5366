//! Papers to print: slips, schedule and implementation plan, notice and sign-in sheet of an item, the sign-in sheet of a lecture.
//! Must not make a paper: the application does.

use app::SeePlan;
use app::print_implementation::{PrintImplementation, print_implementation};
use app::print_notice::{NoticeTo, print_notice};
use app::print_papers::{PaperForm, print_item_sheet, print_lecture_sheet, print_slips};
use app::print_schedule::print_schedule;
use domain::access::{Action, TargetKind};

use crate::answer::{Answer, Reply, Trouble};
use crate::route::{Place, Policy, Route, get};
use crate::visit::Visit;

/// The routes of papers.
pub fn routes() -> Vec<Route> {
    let plan = |place| Policy::May(Action::Export, TargetKind::Plan, place);
    let lecture = Policy::May(Action::Export, TargetKind::Lecture, Place::Lecture);
    let (home, item) = (plan(Place::Home), plan(Place::PlanItem));
    let (docx, pdf) = (PaperForm::Docx, PaperForm::Pdf);
    vec![
        get("/plan/slips.docx", home, move |visit| slips(visit, docx)),
        get("/plan/slips.pdf", home, move |visit| slips(visit, pdf)),
        get("/plan/schedule.docx", home, move |visit| schedule(visit, docx)),
        get("/plan/schedule.pdf", home, move |visit| schedule(visit, pdf)),
        get("/plan/implementation.docx", home, move |visit| {
            implementation(visit, docx)
        }),
        get("/plan/implementation.pdf", home, move |visit| {
            implementation(visit, pdf)
        }),
        get("/plan/items/{item}/notice.docx", item, move |visit| {
            notice(visit, docx)
        }),
        get("/plan/items/{item}/notice.pdf", item, move |visit| {
            notice(visit, pdf)
        }),
        get("/plan/items/{item}/sign-in.docx", item, move |visit| {
            of_item(visit, docx)
        }),
        get("/plan/items/{item}/sign-in.pdf", item, move |visit| {
            of_item(visit, pdf)
        }),
        get("/lectures/{lecture}/sign-in.docx", lecture, move |visit| {
            of_lecture(visit, docx)
        }),
        get("/lectures/{lecture}/sign-in.pdf", lecture, move |visit| {
            of_lecture(visit, pdf)
        }),
    ]
}

/// Which plan: `?org=…&period=2020-Q4`.
fn asked(visit: &Visit) -> Result<SeePlan<'_>, Trouble> {
    let top = visit.asked_for()?;
    Ok(SeePlan {
        top,
        period: visit.query("period"),
    })
}

/// The slips of the branches below an organisation.
async fn slips(visit: Visit, form: PaperForm) -> Answer {
    let ask = asked(&visit)?;
    let (app, words) = (&visit.site.app, &visit.words);
    Reply::printed(print_slips(app, &visit.actor, ask, (form, words)).await?)
}

/// The plan below an organisation as one table.
async fn schedule(visit: Visit, form: PaperForm) -> Answer {
    let ask = asked(&visit)?;
    let (app, words) = (&visit.site.app, &visit.words);
    Reply::printed(print_schedule(app, &visit.actor, ask, (form, words)).await?)
}

/// The draft of a plan for a year: `?org=…&year=2021`.
async fn implementation(visit: Visit, form: PaperForm) -> Answer {
    let top = asked(&visit)?.top;
    let year = visit.query("year").map(str::parse::<i16>).transpose();
    let year = year.map_err(|_| Trouble::NotFound)?;
    let (app, words) = (&visit.site.app, &visit.words);
    let ask = PrintImplementation { top, year };
    Reply::printed(print_implementation(app, &visit.actor, ask, (form, words)).await?)
}

/// The notice of an item: `?to=above` or `?to=members`.
async fn notice(visit: Visit, form: PaperForm) -> Answer {
    let to = match visit.query("to") {
        Some("above") => NoticeTo::Above,
        Some("members") => NoticeTo::Members,
        _ => return Err(Trouble::NotFound),
    };
    let (app, words) = (&visit.site.app, &visit.words);
    let item = visit.place("item")?;
    Reply::printed(print_notice(app, &visit.actor, (item, to), (form, words)).await?)
}

/// The sign-in sheet of an item.
async fn of_item(visit: Visit, form: PaperForm) -> Answer {
    let (app, words) = (&visit.site.app, &visit.words);
    let item = visit.place("item")?;
    Reply::printed(print_item_sheet(app, &visit.actor, item, (form, words)).await?)
}

/// The sign-in sheet of a lecture.
async fn of_lecture(visit: Visit, form: PaperForm) -> Answer {
    let (app, words) = (&visit.site.app, &visit.words);
    let lecture = visit.place("lecture")?;
    Reply::printed(print_lecture_sheet(app, &visit.actor, lecture, (form, words)).await?)
}
