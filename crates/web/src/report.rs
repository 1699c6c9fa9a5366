//! The door of reports: bulletins of quarters from draft to paper, and months. Officers write them; townships,
//! secretaries, inspectors and auditors read what is published.
//! Must not count or compose: the application does.

mod edit;
mod list;
mod month;
mod names;
mod news;
mod one;
pub(crate) mod records;

use app::print_papers::PaperForm;
use domain::access::{Action, TargetKind};

use crate::route::{Place, Policy, Route, get, post};

/// What sort of file a workbook is.
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The routes of reports.
pub(crate) fn routes() -> Vec<Route> {
    let bulletin = |action, place| Policy::May(action, TargetKind::Bulletin, place);
    let this = |action| bulletin(action, Place::Bulletin);
    let month = |action| Policy::May(action, TargetKind::Standing, Place::Home);
    let (docx, pdf) = (PaperForm::Docx, PaperForm::Pdf);
    vec![
        get("/bulletins", bulletin(Action::List, Place::Home), list::show),
        post("/bulletins", bulletin(Action::Create, Place::Home), list::compose),
        get("/bulletins/{bulletin}", this(Action::Read), one::show),
        get("/bulletins/{bulletin}/edit", this(Action::Change), edit::show),
        post("/bulletins/{bulletin}/edit", this(Action::Change), edit::save),
        post(
            "/bulletins/{bulletin}/approve",
            this(Action::Approve),
            one::approve,
        ),
        post("/bulletins/{bulletin}/number", this(Action::Change), one::number),
        post(
            "/bulletins/{bulletin}/publish",
            this(Action::Change),
            one::publish,
        ),
        get(
            "/bulletins/{bulletin}/paper.docx",
            this(Action::Export),
            move |visit| one::paper(visit, docx),
        ),
        get(
            "/bulletins/{bulletin}/paper.pdf",
            this(Action::Export),
            move |visit| one::paper(visit, pdf),
        ),
        get(
            "/bulletins/{bulletin}/figure",
            this(Action::Read),
            records::of_bulletin,
        ),
        get("/months", month(Action::Read), month::latest),
        get("/months/{month}", month(Action::Read), month::show),
        get("/months/{month}/summary.xlsx", month(Action::Export), month::file),
        get("/months/{month}/news", month(Action::Export), news::show),
        post("/months/{month}/news", month(Action::Export), news::make),
        get("/months/{month}/figure", month(Action::Read), records::of_month),
    ]
}
