//! Slips to print: shown or written once, right after they were issued, since their secrets are kept nowhere.
//! Must not be reached by looking: each showing is an issue.

use app::issue_slips::{PrintedSlip, Recipients, issue_slips};
use app::print_activation_slips::{SlipOnPaper, print_activation_slips};
use app::print_papers::PaperForm;
use app::see_accounts::see_accounts;
use askama::Template;
use domain::id::OrganisationId;

use crate::answer::{Answer, Reply, why};
use crate::posted::Posted;
use crate::qr;
use crate::view::View;
use crate::visit::Visit;

/// A slip as it is printed.
struct Slip {
    organisation: String,
    role: String,
    name: String,
    login: Option<String>,
    qr: String,
    link: String,
    until: String,
}

#[derive(Template)]
#[template(path = "accounts/slips.html")]
struct Page<'a> {
    v: View<'a>,
    count: usize,
    slips: Vec<Slip>,
    back: String,
    told: Option<String>,
}

/// The page of slips that were issued.
pub(super) fn printed(visit: &Visit, slips: Vec<PrintedSlip>, back: &str) -> Answer {
    page(visit, slips, (back, None))
}

/// What stands in the code of a slip.
fn link(visit: &Visit, slip: &PrintedSlip) -> String {
    format!("{}/activate/{}", visit.address, slip.secret.text())
}

fn page(visit: &Visit, slips: Vec<PrintedSlip>, (back, told): (&str, Option<String>)) -> Answer {
    let slip = |slip: PrintedSlip| {
        let link = link(visit, &slip);
        Slip {
            organisation: slip.organisation_name,
            role: visit.words.role(slip.role),
            name: slip.name.unwrap_or_default(),
            login: slip.login,
            qr: qr::svg(&link),
            link,
            until: visit.words.date(visit.day_of(slip.ends_at)),
        }
    };
    Reply::page(&Page {
        count: slips.len(),
        slips: slips.into_iter().map(slip).collect(),
        back: back.to_owned(),
        told,
        v: View::new(visit),
    })
}

/// The slips that were issued, as the form asks for them: on a page, or as a file. Their secrets never stand in an
/// address, so the answer to the form is the file itself.
async fn handed(visit: &Visit, posted: &Posted, (slips, back): (Vec<PrintedSlip>, &str)) -> Answer {
    let form = match posted.field("paper") {
        Some("docx") => PaperForm::Docx,
        Some("pdf") => PaperForm::Pdf,
        _ => return printed(visit, slips, back),
    };
    let on_paper = |slip| SlipOnPaper {
        slip,
        address: link(visit, slip),
        until: visit.day_of(slip.ends_at),
    };
    let all: Vec<SlipOnPaper<'_>> = slips.iter().map(on_paper).collect();
    match print_activation_slips(&visit.site.app, &all, (form, &visit.words)).await {
        Ok(file) => Reply::file(&file.name, file.media_type, file.bytes),
        // They are issued, and those before them ended: what cannot be a file is shown, or nobody would have them.
        Err(failure) => {
            let told = why(visit, &failure);
            page(visit, slips, (back, Some(told)))
        }
    }
}

/// Issues slips for ticked branches, or for all of a part of the tree that wait for one.
pub async fn issue(visit: Visit, posted: Posted) -> Answer {
    let (app, actor) = (&visit.site.app, &visit.actor);
    let branches: Vec<OrganisationId> = if posted.has("all") {
        let within: Option<OrganisationId> = posted.field_as("within");
        let seen = see_accounts(app, actor, within.unwrap_or_else(|| visit.home())).await?;
        let waiting = seen.branches.iter().filter(|line| line.state.wants_slip());
        waiting.map(|line| line.organisation).collect()
    } else {
        posted.all("branch").filter_map(|id| id.parse().ok()).collect()
    };
    let slips = issue_slips(app, actor, Recipients::Secretaries(branches)).await?;
    handed(&visit, &posted, (slips, "/accounts")).await
}

/// Issues a slip for one account.
pub async fn issue_one(visit: Visit, posted: Posted) -> Answer {
    let account = visit.place("account")?;
    let slips = issue_slips(&visit.site.app, &visit.actor, Recipients::Account(account)).await?;
    let back = format!("/accounts/{account}");
    handed(&visit, &posted, (slips, &back)).await
}
