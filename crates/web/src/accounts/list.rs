//! The list: every branch with its secretary's account, and the other accounts.
//! Must not judge: `app::see_accounts` says where each account stands.

use app::Snapshot;
use app::see_accounts::{AccountLine, AccountState, BranchLine, see_accounts};
use askama::Template;
use domain::access::Role;
use domain::id::OrganisationId;

use crate::answer::{Answer, Reply};
use crate::told::Called;
use crate::view::View;
use crate::visit::Visit;

/// Branches on one page.
const ROWS: usize = 60;

/// Where an account stands, as a tag: class, mark and words.
pub(super) struct Tag {
    pub class: &'static str,
    pub text: String,
    pub more: String,
}

/// The tag of a state.
pub(super) fn tag(visit: &Visit, state: AccountState) -> Tag {
    let words = &visit.words;
    let day = |at| words.date(visit.day_of(at));
    let (class, key, more) = match state {
        AccountState::Nobody => ("none", "account-nobody", String::new()),
        AccountState::None => ("none", "account-none", String::new()),
        AccountState::NeverUsed => ("risk", "account-never-used", String::new()),
        AccountState::SlipOut(since, until) => {
            let more = words.say(
                "account-slip-days",
                &[("since", day(since).into()), ("until", day(until).into())],
            );
            ("risk", "account-slip-out", more)
        }
        AccountState::InUse(since, Some(seen)) => {
            let more = words.say(
                "account-use-days",
                &[("since", day(since).into()), ("seen", day(seen).into())],
            );
            ("met", "account-in-use", more)
        }
        AccountState::InUse(since, None) => {
            let more = words.say("account-out-days", &[("since", day(since).into())]);
            ("risk", "account-signed-out", more)
        }
        AccountState::Suspended => ("none", "account-suspended", String::new()),
        AccountState::Ended => ("none", "account-ended", String::new()),
    };
    Tag {
        class,
        text: words.say(key, &[]),
        more,
    }
}

/// What the list is narrowed to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    Waiting,
    Out,
    InUse,
    Nobody,
}

impl Only {
    fn of(state: AccountState) -> Only {
        match state {
            AccountState::None | AccountState::NeverUsed | AccountState::Suspended | AccountState::Ended => {
                Only::Waiting
            }
            AccountState::SlipOut(..) => Only::Out,
            AccountState::InUse(..) => Only::InUse,
            AccountState::Nobody => Only::Nobody,
        }
    }

    const ALL: [(&'static str, Only, &'static str); 4] = [
        ("waiting", Only::Waiting, "accounts-waiting"),
        ("out", Only::Out, "accounts-out"),
        ("in-use", Only::InUse, "accounts-in-use"),
        ("nobody", Only::Nobody, "accounts-nobody"),
    ];
}

/// A figure above the list: its name, its count, the address that narrows the list to it, whether it is narrowed.
struct Figure {
    key: &'static str,
    count: u32,
    address: String,
    here: bool,
}

/// A branch.
struct Row {
    id: OrganisationId,
    called: Called,
    secretary: String,
    tag: Tag,
    account: Option<String>,
    takes_slip: bool,
}

/// Another account.
struct Other {
    id: String,
    login: String,
    name: String,
    role: String,
    organisation: Called,
    until: Option<String>,
    tag: Tag,
    is_above: bool,
}

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct Page<'a> {
    v: View<'a>,
    figures: Vec<Figure>,
    under: Vec<(String, String, bool)>,
    is_narrowed: bool,
    rows: Vec<Row>,
    others: Vec<Other>,
    waiting: usize,
    within: String,
    pages: Vec<(usize, String, bool)>,
    may_issue: bool,
}

/// Shows the accounts of the own part of the tree.
pub async fn show(visit: Visit) -> Answer {
    let home = visit.home();
    let seen = see_accounts(&visit.site.app, &visit.actor, home).await?;
    let snapshot = &seen.snapshot;
    let role = visit.who.as_ref().map(|who| who.role);
    let may_issue = matches!(role, Some(Role::CountyOfficer | Role::TownshipOfficer));
    let within: Option<OrganisationId> = visit.query_as("under");
    let is_within =
        |line: &&BranchLine| within.is_none_or(|top| snapshot.path(line.organisation).contains(&top));
    let here: Vec<&BranchLine> = seen.branches.iter().filter(is_within).collect();
    let asked = visit.query("only");
    let only = Only::ALL.iter().find(|(word, _, _)| asked == Some(*word));
    let is_asked = |line: &&&BranchLine| only.is_none_or(|(_, only, _)| Only::of(line.state) == *only);
    let shown: Vec<&&BranchLine> = here.iter().filter(is_asked).collect();
    let page: usize = visit.query_as("page").unwrap_or(1).max(1);
    let rows = shown.iter().skip((page - 1).saturating_mul(ROWS)).take(ROWS);
    let others = seen.others.iter().map(|line| other(&visit, snapshot, line));
    Reply::page(&Page {
        figures: figures(&visit, &here),
        under: under(&visit, &seen.branches, snapshot, within),
        is_narrowed: within.is_some() || only.is_some(),
        rows: rows.map(|line| row(&visit, snapshot, line)).collect(),
        others: if within.is_none() && only.is_none() && page == 1 {
            others.collect()
        } else {
            Vec::new()
        },
        waiting: here.iter().filter(|line| line.state.wants_slip()).count(),
        within: within.map(|id| id.to_string()).unwrap_or_default(),
        pages: pages(&visit, shown.len(), page),
        may_issue,
        v: View::new(&visit),
    })
}

fn figures(visit: &Visit, here: &[&BranchLine]) -> Vec<Figure> {
    let asked = visit.query("only");
    let each = Only::ALL.iter().map(|(word, only, key)| Figure {
        key,
        count: here
            .iter()
            .map(|line| u32::from(Only::of(line.state) == *only))
            .sum(),
        address: narrowed(visit, (asked != Some(*word)).then_some(*word)),
        here: asked == Some(*word),
    });
    each.collect()
}

/// The list narrowed to one sort, from its first page on.
fn narrowed(visit: &Visit, only: Option<&str>) -> String {
    let under = visit.query("under").map(|under| format!("under={under}"));
    let only = only.map(|only| format!("only={only}"));
    let parts: Vec<String> = under.into_iter().chain(only).collect();
    if parts.is_empty() {
        "/accounts".to_owned()
    } else {
        format!("/accounts?{}", parts.join("&"))
    }
}

/// The places right below the root that have branches: id, name, whether chosen. One alone is no choice.
fn under(
    visit: &Visit,
    branches: &[BranchLine],
    snapshot: &Snapshot,
    within: Option<OrganisationId>,
) -> Vec<(String, String, bool)> {
    let mut found: Vec<OrganisationId> = Vec::new();
    for id in branches.iter().filter_map(|line| line.under) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    if found.len() < 2 || visit.home() != visit.programme.root {
        return Vec::new();
    }
    let named = |id: OrganisationId| {
        let name = snapshot.short_name(id).unwrap_or_default().to_owned();
        (id.to_string(), name, within == Some(id))
    };
    found.into_iter().map(named).collect()
}

fn row(visit: &Visit, snapshot: &Snapshot, line: &BranchLine) -> Row {
    Row {
        id: line.organisation,
        called: Called::by(visit, snapshot, line.organisation),
        secretary: line.name.clone().unwrap_or_default(),
        tag: tag(visit, line.state),
        account: line.account.map(|account| account.to_string()),
        takes_slip: line.secretary.is_some() && line.state != AccountState::Suspended,
    }
}

fn other(visit: &Visit, snapshot: &Snapshot, line: &AccountLine) -> Other {
    let own = visit.who.as_ref().is_some_and(|who| {
        who.account == line.account || (who.role, who.home) == (line.role, line.organisation)
    });
    Other {
        id: line.account.to_string(),
        login: line.login.clone().unwrap_or_default(),
        name: line.name.clone().unwrap_or_default(),
        role: visit.words.role(line.role),
        organisation: Called::by(visit, snapshot, line.organisation),
        until: line.until.map(|until| visit.words.date(until)),
        tag: tag(visit, line.state),
        is_above: own,
    }
}

fn pages(visit: &Visit, rows: usize, page: usize) -> Vec<(usize, String, bool)> {
    let last = rows.div_ceil(ROWS);
    if last < 2 {
        return Vec::new();
    }
    let address = |number: usize| visit.address_with("page", &number.to_string());
    (1..=last)
        .map(|number| (number, address(number), number == page))
        .collect()
}
