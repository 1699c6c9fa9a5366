//! Papers about a part of the tree: the list of responsibilities, the binder for an inspection.
//! Must not make a paper: the application does.

use app::print_binder::print_binder;
use app::print_papers::PaperForm;
use app::print_responsibilities::print_responsibilities;
use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;

use crate::answer::{Answer, Reply};
use crate::route::{Place, Policy, Route, get};
use crate::visit::Visit;

/// The routes of these papers.
pub(super) fn routes() -> Vec<Route> {
    let home = Policy::May(Action::Export, TargetKind::Organisation, Place::Home);
    let there = Policy::May(Action::Export, TargetKind::Lecture, Place::Organisation);
    let (docx, pdf) = (PaperForm::Docx, PaperForm::Pdf);
    vec![
        get("/responsibilities.docx", home, move |visit| {
            responsibilities(visit, docx)
        }),
        get("/responsibilities.pdf", home, move |visit| {
            responsibilities(visit, pdf)
        }),
        get("/organisations/{organisation}/binder.docx", there, move |visit| {
            binder(visit, docx)
        }),
        get("/organisations/{organisation}/binder.pdf", there, move |visit| {
            binder(visit, pdf)
        }),
    ]
}

/// Who answers for what: `?org=…`.
async fn responsibilities(visit: Visit, form: PaperForm) -> Answer {
    let top = visit.asked_for()?;
    let (app, words) = (&visit.site.app, &visit.words);
    Reply::printed(print_responsibilities(app, &visit.actor, top, (form, words)).await?)
}

/// What was planned and held in a quarter: `?period=2020-Q3`.
async fn binder(visit: Visit, form: PaperForm) -> Answer {
    let top: OrganisationId = visit.place("organisation")?;
    let (app, words) = (&visit.site.app, &visit.words);
    let asked = (top, visit.query("period"));
    Reply::printed(print_binder(app, &visit.actor, asked, (form, words)).await?)
}
