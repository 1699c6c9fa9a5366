//! 本支部: what a branch owes and by when, what is planned next, what came back, what was held last.
//! Must not count: the board's proofs do.

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::{LectureId, OrganisationId};
use domain::lecture::{LectureState, StateKind};
use domain::obligation::{Proof, Standing};
use domain::period::{Period, Rhythm, plus_days};
use domain::person_duty::PersonState;
use domain::rule_set::RuleSet;
use domain::status::Board;
use jiff::civil::Date;
use store::PlanItemRow;

use crate::record_lecture::{PlanNext, planned};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// One duty in the period that runs, or that can still be made up.
#[derive(Clone, PartialEq, Debug)]
pub struct Owed {
    /// Duty id.
    pub duty: String,
    /// The period.
    pub period: Period,
    /// How often it comes.
    pub rhythm: Rhythm,
    /// Where it stands.
    pub standing: Standing,
    /// 还差几场.
    pub missing: u32,
    /// The last day on which a lecture still counts for it.
    pub last: Date,
}

/// What the holder of a post owes in person (支部书记轮流讲).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwedInPerson {
    /// Person duty id.
    pub duty: String,
    /// The period.
    pub period: Period,
    /// How often it comes.
    pub rhythm: Rhythm,
    /// Where it stands.
    pub state: PersonState,
}

/// A branch as its secretary comes home to it.
pub struct BranchSeen {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// Which.
    pub organisation: OrganisationId,
    /// What it owes, what ends first first.
    pub owes: Vec<Owed>,
    /// What the visitor owes in person here.
    pub in_person: Vec<OwedInPerson>,
    /// What is planned, the next first.
    pub planned: Vec<PlanNext>,
    /// 退回: sent back, to be mended.
    pub sent_back: Vec<LectureId>,
    /// Held and told, waiting for an office to agree that it comes late (E12).
    pub waiting: Vec<LectureId>,
    /// The last ones on record, the newest first.
    pub last: Vec<LectureId>,
    /// Whether the visitor keeps the records here; if not, what came back and what waits is not theirs to see.
    pub may_record: bool,
    /// Whether the visitor may look at who is at home here.
    pub may_list_people: bool,
}

/// How many lectures the page shows.
const LAST: usize = 3;
const PLANNED: usize = 3;

/// Looks at a branch.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_branch(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<BranchSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Standing), organisation)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let items: Vec<PlanItemRow> = reading.by("organisation_id", organisation).await?;
    drop(reading);
    let may = |right| snapshot.permit(actor, right, organisation).is_ok();
    let may_record = may((Action::Create, TargetKind::Lecture));
    let may_list_people = may((Action::List, TargetKind::Person));
    let own = |wanted: fn(&LectureState) -> bool| {
        if may_record {
            of_state(&snapshot, organisation, wanted)
        } else {
            Vec::new()
        }
    };
    Ok(BranchSeen {
        owes: owes(&snapshot, organisation),
        in_person: in_person(&snapshot, actor, organisation),
        planned: next_planned(&snapshot, &items),
        sent_back: own(|state| state.kind() == StateKind::SentBack),
        waiting: own(LectureState::is_waiting),
        last: last(&snapshot, organisation),
        may_record,
        may_list_people,
        organisation,
        snapshot,
    })
}

/// The duties of today's periods, and those that can still be made up.
pub(crate) fn owes(snapshot: &Snapshot, organisation: OrganisationId) -> Vec<Owed> {
    owes_on(&snapshot.board(), &snapshot.rules, organisation)
}

/// As [`owes`], on a board that is set up already.
pub(crate) fn owes_on<'a>(board: &Board<'a>, rules: &'a RuleSet, organisation: OrganisationId) -> Vec<Owed> {
    let today = board.today();
    let mut owes: Vec<Owed> = rules
        .occurrences(plus_days(today, 1))
        .into_iter()
        .filter_map(|occurrence| board.proof(organisation, occurrence))
        .filter_map(|proof| owed(&proof, today))
        .collect();
    owes.sort_by_key(|owed| (owed.last, owed.duty.clone()));
    owes
}

fn owed(proof: &Proof<'_>, today: Date) -> Option<Owed> {
    let duty = proof.obligation.duty;
    let period = &proof.obligation.period;
    let runs = period.contains(today);
    let make_up = i32::try_from(duty.make_up_days).unwrap_or(i32::MAX);
    let last_make_up = plus_days(period.last, make_up);
    let is_late = matches!(proof.standing, Standing::Overdue { .. });
    let still_helps = is_late && make_up > 0 && today <= last_make_up;
    if !runs && !still_helps {
        return None;
    }
    let counted = u32::try_from(proof.counted.len()).unwrap_or(u32::MAX);
    Some(Owed {
        duty: duty.id.clone(),
        period: period.clone(),
        rhythm: duty.period,
        standing: proof.standing.clone(),
        missing: proof.obligation.minimum.saturating_sub(counted),
        last: if runs { period.last } else { last_make_up },
    })
}

fn in_person(snapshot: &Snapshot, actor: &Actor, organisation: OrganisationId) -> Vec<OwedInPerson> {
    let Some(me) = actor.rights.person else {
        return Vec::new();
    };
    let board = snapshot.board();
    let mine = board.person_standings().into_iter().filter(|standing| {
        standing.person == me
            && standing.post.organisation == organisation
            && standing.period.contains(snapshot.as_of)
    });
    mine.map(|standing| OwedInPerson {
        duty: standing.duty.id.clone(),
        period: standing.period.clone(),
        rhythm: standing.duty.period,
        state: standing.state,
    })
    .collect()
}

fn next_planned(snapshot: &Snapshot, items: &[PlanItemRow]) -> Vec<PlanNext> {
    let open: BTreeSet<_> = snapshot.facts.plan_items.iter().map(|item| item.id).collect();
    let mut items: Vec<PlanNext> = items
        .iter()
        .filter(|row| open.contains(&row.id))
        .map(|row| planned(snapshot, row))
        .collect();
    items.sort_by_key(|item| (item.on.unwrap_or(Date::MAX), item.id));
    items.truncate(PLANNED);
    items
}

fn of_state(
    snapshot: &Snapshot,
    organisation: OrganisationId,
    wanted: impl Fn(&LectureState) -> bool,
) -> Vec<LectureId> {
    let first_host = |lecture: &&domain::lecture::Lecture| {
        lecture
            .hosts
            .first()
            .is_some_and(|host| host.organisation == organisation)
    };
    let lectures = snapshot.facts.lectures.iter().filter(first_host);
    let lectures = lectures.filter(|lecture| wanted(&lecture.state));
    lectures.map(|lecture| lecture.id).collect()
}

fn last(snapshot: &Snapshot, organisation: OrganisationId) -> Vec<LectureId> {
    let mut held: Vec<_> = snapshot
        .facts
        .lectures
        .iter()
        .filter(|lecture| lecture.is_hosted_by(organisation))
        .filter(|lecture| {
            matches!(
                lecture.state,
                LectureState::Recorded { .. } | LectureState::Verified { .. }
            )
        })
        .collect();
    held.sort_by_key(|lecture| std::cmp::Reverse((lecture.ended_on(), lecture.id)));
    held.into_iter().take(LAST).map(|lecture| lecture.id).collect()
}
