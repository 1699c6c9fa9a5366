//! What goes out with a return, to be taken away: the forms, and the covering notice.
//! Must not write them: the application does.

use app::print_papers::PaperForm;
use app::returns::{pack_forms, print_cover, send_return};
use domain::access::{Action, TargetKind};

use crate::answer::{Answer, Reply, Trouble};
use crate::route::{Place, Policy, Route, get};
use crate::visit::Visit;

const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The routes of papers.
pub(super) fn routes() -> Vec<Route> {
    let this = |action| Policy::May(action, TargetKind::Return, Place::Return);
    vec![
        get("/returns/{return}/forms.zip", this(Action::Export), forms),
        get("/returns/{return}/form.xlsx", this(Action::Read), form),
        get("/returns/{return}/cover.docx", this(Action::Export), |visit| {
            cover(visit, PaperForm::Docx)
        }),
        get("/returns/{return}/cover.pdf", this(Action::Export), |visit| {
            cover(visit, PaperForm::Pdf)
        }),
    ]
}

/// Every form in one file.
async fn forms(visit: Visit) -> Answer {
    let id = visit.place("return")?;
    Reply::printed(pack_forms(&visit.site.app, &visit.actor, id, &visit.words).await?)
}

/// The form of one that is asked: `?org=…`.
async fn form(visit: Visit) -> Answer {
    let (id, part) = (visit.place("return")?, visit.asked_for()?);
    let sent = send_return(
        &visit.site.app,
        &visit.actor,
        (None, id),
        (Some(part), &visit.words),
    )
    .await?;
    let form = sent.forms.into_iter().next().ok_or(Trouble::NotFound)?;
    Reply::file(&form.name, SPREADSHEET, form.bytes)
}

/// 收表通知.
async fn cover(visit: Visit, form: PaperForm) -> Answer {
    let id = visit.place("return")?;
    let printed = print_cover(&visit.site.app, &visit.actor, (None, id), (form, &visit.words)).await?;
    Reply::printed(printed)
}
