//! Slips to print: shown once, right after they were issued, since their secrets are kept nowhere.
//! Must not be reached by looking: each showing is an issue.

use app::issue_slips::{PrintedSlip, Recipients, issue_slips};
use app::see_accounts::see_accounts;
use askama::Template;
use domain::id::OrganisationId;

use crate::answer::{Answer, Reply};
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
}

/// The page of slips that were issued.
pub(super) fn printed(visit: &Visit, slips: Vec<PrintedSlip>, back: &str) -> Answer {
    let slip = |slip: PrintedSlip| {
        let link = format!("{}/activate/{}", visit.address, slip.secret.text());
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
        v: View::new(visit),
    })
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
    printed(&visit, slips, "/accounts")
}

/// Issues a slip for one account.
pub async fn issue_one(visit: Visit, _posted: Posted) -> Answer {
    let account = visit.place("account")?;
    let slips = issue_slips(&visit.site.app, &visit.actor, Recipients::Account(account)).await?;
    printed(&visit, slips, &format!("/accounts/{account}"))
}
