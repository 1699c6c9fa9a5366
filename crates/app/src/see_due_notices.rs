//! 要发的通知: which notices of planned lectures are due today, each with a text to paste. A list, no task: it is not kept
//! whether one was given. Must not decide what is due: `domain::plan` does.

use std::collections::{BTreeMap, BTreeSet};

use documents::notice::NoticeTo;
use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PlanItemId};
use domain::plan::{Arrangement, due_notices};
use domain::rule_set::{Level, RuleSet};
use i18n::{LectureNotice, Words};
use jiff::civil::Date;

use crate::packs::workdays;
use crate::plans::arrangement;
use crate::print_notice::speaker;
use crate::see_plan::rows_in;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// A notice that is due.
pub struct DueNoticeSeen {
    /// Of which item of a plan.
    pub item: PlanItemId,
    /// Whose lecture.
    pub organisation: OrganisationId,
    /// What that is called here.
    pub name: String,
    /// To whom it goes.
    pub to: NoticeTo,
    /// The day of the lecture.
    pub held_on: Date,
    /// The days until then.
    pub days_left: i32,
    /// What can be pasted into a group.
    pub text: String,
}

/// The notices due today of the organisations that this one looks after itself: what has an office of its own below it is
/// that office's. Whoever may not take notices away gets none.
///
/// # Errors
/// When the database fails.
pub async fn see_due_notices(
    app: &App,
    actor: &Actor,
    (top, words): (OrganisationId, &Words),
) -> Result<Vec<DueNoticeSeen>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    if snapshot
        .permit(actor, (Action::Export, TargetKind::Plan), top)
        .is_err()
    {
        return Ok(Vec::new());
    }
    let rules: &RuleSet = &snapshot.rules;
    let with = (rules, &workdays(rules));
    let mut due = due_notices(&snapshot.facts.plan_items, snapshot.as_of, with);
    due.retain(|notice| is_own(&snapshot, (notice.organisation, top)));
    let scope: BTreeSet<OrganisationId> = due.iter().map(|notice| notice.organisation).collect();
    let rows = rows_in(app, &snapshot, &scope).await?;
    let says: BTreeMap<PlanItemId, Arrangement> = rows
        .iter()
        .map(|row| (row.id, arrangement(row, &snapshot.facts)))
        .collect();
    let seen = due.into_iter().filter_map(|notice| {
        let says = says.get(&notice.item)?;
        let organisation = snapshot.short_name(notice.organisation).unwrap_or_default();
        let told = LectureNotice {
            to: notice.to,
            organisation,
            when: words.plan_when(says.on, says.starts_minute),
            topic: says.topic.as_deref().unwrap_or_default(),
            speaker: &speaker(says, &snapshot, words),
            venue: says.venue.as_deref().unwrap_or_default(),
        };
        let name = snapshot.short_path(notice.organisation, top);
        Some(DueNoticeSeen {
            item: notice.item,
            organisation: notice.organisation,
            name: if name.is_empty() {
                organisation.to_owned()
            } else {
                name
            },
            to: notice.to,
            held_on: notice.held_on,
            days_left: domain::period::days_between(snapshot.as_of, notice.held_on),
            text: words.notice_text(&told, rules),
        })
    });
    Ok(seen.collect())
}

/// Whether an organisation is this one or below it, with no office between.
fn is_own(snapshot: &Snapshot, (id, top): (OrganisationId, OrganisationId)) -> bool {
    let path = snapshot.path(id);
    let Some(at) = path.iter().position(|one| *one == top) else {
        return false;
    };
    let is_office = |id: &OrganisationId| {
        let kind = snapshot.facts.organisation(*id).map(|found| found.kind.as_str());
        let kind = kind.and_then(|kind| snapshot.rules.organisation_kind(kind));
        kind.is_some_and(|kind| kind.level == Level::Township)
    };
    let between = path.iter().skip(at.saturating_add(1)).filter(|one| **one != id);
    !between.into_iter().any(is_office)
}
