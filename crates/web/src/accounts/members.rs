//! Slips for members of the own branch: a secretary hands them out.
//! Must not be asked of anybody: a member needs no account to be counted.

use app::issue_slips::{Recipients, issue_slips};
use app::see_accounts::{MemberLine, see_members};
use askama::Template;
use domain::access::Role;
use domain::id::PersonId;

use super::list::{Tag, tag};
use super::slips::printed;
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

/// A member.
struct Row {
    id: PersonId,
    name: String,
    tag: Tag,
    is_me: bool,
    /// They get the slip of their post, from above.
    is_holder: bool,
}

#[derive(Template)]
#[template(path = "accounts/members.html")]
struct Page<'a> {
    v: View<'a>,
    rows: Vec<Row>,
}

/// Only a secretary has a branch of their own.
fn check(visit: &Visit) -> Result<(), Trouble> {
    let role = visit.who.as_ref().map(|who| who.role);
    if role == Some(Role::Secretary) {
        Ok(())
    } else {
        Err(Trouble::NotFound)
    }
}

/// Shows the members with their accounts.
pub async fn show(visit: Visit) -> Answer {
    check(&visit)?;
    let lines = see_members(&visit.site.app, &visit.actor, visit.home()).await?;
    let me = visit.who.as_ref().and_then(|who| who.person);
    let row = |line: MemberLine| Row {
        id: line.person,
        name: line.name.unwrap_or_default(),
        tag: tag(&visit, line.state),
        is_me: me.is_some() && (me == Some(line.person) || me == line.holder),
        is_holder: line.holder.is_some(),
    };
    let rows = lines.into_iter().map(row).collect();
    Reply::page(&Page {
        rows,
        v: View::new(&visit),
    })
}

/// Issues slips for those ticked.
pub async fn issue(visit: Visit, posted: Posted) -> Answer {
    check(&visit)?;
    let people: Vec<PersonId> = posted.all("person").filter_map(|id| id.parse().ok()).collect();
    let recipients = Recipients::Members(visit.home(), people);
    let slips = issue_slips(&visit.site.app, &visit.actor, recipients).await?;
    printed(&visit, slips, "/branch/members")
}
