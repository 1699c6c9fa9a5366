//! 账号: who can sign in, slips, handover; for county and township, and for a secretary the members of the branch.
//! Must not decide who may do what to whom: the policy rows ask for the place, `app` for each account by the record.

mod add;
mod handover;
mod list;
mod members;
mod one;
mod slips;

use app::print_papers::PaperForm;
use domain::access::{Action, TargetKind};

use crate::route::{Place, Policy, Route, get, post};

/// The routes of accounts.
pub(crate) fn routes() -> Vec<Route> {
    // Which accounts a form names is not in its path: `app` asks for each.
    let listing = Policy::May(Action::List, TargetKind::Account, Place::Home);
    let changing = Policy::May(Action::Change, TargetKind::Account, Place::Account);
    let branch = Policy::May(Action::Change, TargetKind::Account, Place::Organisation);
    vec![
        get("/accounts", listing, list::show),
        post("/accounts/slips", listing, slips::issue),
        get("/accounts/new", listing, add::show),
        post("/accounts/new", listing, add::add),
        get("/accounts/{account}", changing, one::show),
        post("/accounts/{account}/state", changing, one::change),
        post("/accounts/{account}/slip", changing, slips::issue_one),
        get(
            "/accounts/branches/{organisation}/handover",
            branch,
            handover::show,
        ),
        post(
            "/accounts/branches/{organisation}/handover",
            branch,
            handover::hand_over,
        ),
        get(
            "/accounts/branches/{organisation}/handover.docx",
            branch,
            |visit| handover::sheet(visit, PaperForm::Docx),
        ),
        get(
            "/accounts/branches/{organisation}/handover.pdf",
            branch,
            |visit| handover::sheet(visit, PaperForm::Pdf),
        ),
        get("/branch/members", listing, members::show),
        post("/branch/members", listing, members::issue),
    ]
}
