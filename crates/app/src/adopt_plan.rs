//! What a settled plan changes in the rules, who would stand elsewhere, and putting it in force (F1, E39).
//! Must not change a plan: `notice_page` keeps what a person said.

use domain::id::OrganisationId;
use domain::obligation::StandingKind;
use domain::plan_draft::{AmendRefusal, Amended, amend};
use domain::status::Shift;
use store::UploadRow;
use uuid::Uuid;

use crate::adopt_rules::{AdoptRules, Basis, adopt_after};
use crate::notice_page::{NoticeSeen, brought_before, look_at_notice};
use crate::packs::PackText;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot, uploads};

/// Those who would stand elsewhere in one period of one duty, from and to the same.
pub struct ShiftGroup {
    /// Which duty.
    pub duty: String,
    /// Which period.
    pub period: String,
    /// The standing now; none when nothing is owed.
    pub was: Option<StandingKind>,
    /// The standing under the plan.
    pub would_be: Option<StandingKind>,
    /// Who, in the order of the tree.
    pub organisations: Vec<OrganisationId>,
}

/// A plan with what it would change.
pub struct PlanAmends {
    /// The notice and its plan.
    pub notice: NoticeSeen,
    /// The rules with the plan in them, and what became of each thing; or why it cannot be.
    pub amended: Result<Amended, AmendRefusal>,
    /// Who would stand elsewhere on the day it begins.
    pub shifts: Vec<ShiftGroup>,
    /// What names are read from: the county on the day it begins.
    pub snapshot: Snapshot,
    /// SHA-256 of the rules that were looked at.
    pub sha256: String,
}

/// What a plan changes.
///
/// # Errors
/// When the actor may not change the rules, the notice was cleared away, or the database fails.
pub async fn see_plan_amends(app: &App, actor: &Actor, upload: Uuid) -> Result<PlanAmends, Failure> {
    let notice = look_at_notice(app, actor, upload).await?;
    let (text, amended) = amended(app, &notice).await?;
    let ask = Ask {
        as_of: Some(notice.from.max(notice.today)),
        ..Ask::default()
    };
    let snapshot = look(app, ask).await?;
    let shifts = match &amended {
        Ok(amended) if amended.changes_anything() => {
            let root = OrganisationId(snapshot.tree.0);
            snapshot.shifts(&amended.rules, root)
        }
        _ => Vec::new(),
    };
    Ok(PlanAmends {
        shifts: grouped(shifts),
        sha256: store::sha256_hex(text.as_bytes()),
        notice,
        amended,
        snapshot,
    })
}

/// The text of the rules in force, and what a plan makes of them; or why it cannot be.
async fn amended(app: &App, notice: &NoticeSeen) -> Result<(String, Result<Amended, AmendRefusal>), Failure> {
    let text = app.pack(None).await?.unwrap_or_default().rules;
    let amended = amend(&text, &notice.plan, notice.from, notice.today);
    Ok((text, amended))
}

fn grouped(shifts: Vec<Shift>) -> Vec<ShiftGroup> {
    let mut groups: Vec<ShiftGroup> = Vec::new();
    for shift in shifts {
        let is_of = |group: &&mut ShiftGroup| {
            (&group.duty, &group.period) == (&shift.duty, &shift.period)
                && (group.was, group.would_be) == (shift.was, shift.would_be)
        };
        match groups.iter_mut().find(is_of) {
            Some(group) => group.organisations.push(shift.organisation),
            None => groups.push(ShiftGroup {
                organisations: vec![shift.organisation],
                duty: shift.duty,
                period: shift.period,
                was: shift.was,
                would_be: shift.would_be,
            }),
        }
    }
    groups.sort_by(|one, other| (&one.duty, &one.period).cmp(&(&other.duty, &other.period)));
    groups
}

/// Puts a plan in force.
pub struct AdoptPlan<'a> {
    /// The notice.
    pub upload: Uuid,
    /// SHA-256 of the rules that the person looked at.
    pub sha256: &'a str,
    /// Why, for the history.
    pub reason: &'a str,
}

/// Puts a plan in force as a new version of the rules, by the one way there is: `adopt_rules`. Its entry names the notice.
///
/// # Errors
/// When the actor may not change the rules, something is open, the rules are others than those looked at, or the database
/// fails.
pub async fn adopt_plan(app: &App, actor: &Actor, command: AdoptPlan<'_>) -> Result<i64, Failure> {
    let notice = look_at_notice(app, actor, command.upload).await?;
    if let Some(number) = notice.number {
        return Err(Refusal::Amend(AmendRefusal::InForce(number)).into());
    }
    let (_, amended) = amended(app, &notice).await?;
    let amended = amended.map_err(Refusal::Amend)?;
    let pack = PackText {
        rules: amended.text,
        vocabulary: String::new(),
    };
    let adopt = AdoptRules {
        tree: None,
        pack: &pack,
        reason: command.reason,
        key: None,
    };
    let basis = Basis {
        file: Some(&notice.plan.source),
        sha256: Some(command.sha256),
    };
    let number = adopt_after(app, actor, adopt, &basis).await?;
    let (snapshot, row, _) = brought_before(app, actor, command.upload).await?;
    let row = UploadRow {
        number: Some(number),
        ..row
    };
    uploads::change(app, snapshot.tree, &row).await?;
    Ok(number)
}
