//! 完成情况: the figures below an organisation as a page shows them, by the organisations right below.
//! Must not count: `domain::status` does.

use std::sync::Arc;

use domain::access::{Action, Decision, Target, TargetKind, decide};
use domain::id::OrganisationId;
use domain::obligation::StandingKind;
use domain::period::Period;
use domain::status::{Asked, Choice, Figure, HeldBelow, Overview};
use jiff::civil::Date;

use crate::snapshot::{look, path_to};
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot, Thing, permit_thing};

/// What to look at.
#[derive(Clone, Copy)]
pub struct SeeStanding<'a> {
    /// Below which organisation.
    pub top: OrganisationId,
    /// By the dates of the events up to this day; none: today.
    pub as_of: Option<Date>,
    /// Duty id; none: the pack's first.
    pub duty: Option<&'a str>,
    /// Period label; none: the running one.
    pub period: Option<&'a str>,
}

/// The figures of one line of the table: an organisation and all below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandingLine {
    /// Which.
    pub organisation: OrganisationId,
    /// Where the organisation itself stands, if it owes something itself.
    pub own: Option<StandingKind>,
    /// Nothing stands below it.
    pub is_leaf: bool,
    /// 应讲.
    pub owing: u32,
    /// 已完成.
    pub done: u32,
    /// 未完成.
    pub undone: u32,
    /// 可能晚.
    pub late: u32,
    /// 逾期未讲.
    pub overdue: u32,
    /// 免讲.
    pub excused: u32,
    /// 撤并.
    pub closed: u32,
    /// What was held in the period.
    pub held: HeldBelow,
    /// 党员.
    pub members: u32,
    /// The day of the last session of all.
    pub last_on: Option<Date>,
}

/// The standing below an organisation.
pub struct StandingSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The day's figures.
    pub overview: Arc<Overview>,
    /// Which organisation.
    pub top: OrganisationId,
    /// From the root to the organisation: how far up the actor may see.
    pub above: Vec<OrganisationId>,
    /// Which duty and period.
    pub choice: Choice,
    /// The whole.
    pub total: StandingLine,
    /// The organisations right below, as the tree stands.
    pub below: Vec<StandingLine>,
    /// What the organisation itself owes and held, where that is anything.
    pub itself: Option<StandingLine>,
    /// Sessions of the period before, if the programme ran then.
    pub sessions_before: Option<(Period, u32)>,
}

impl StandingSeen {
    /// The duty and period.
    #[must_use]
    pub fn asked(&self) -> Option<Asked<'_>> {
        self.overview.asked(self.choice)
    }
}

/// The day a page looks from: no day to come, and none before the programme began.
pub(crate) fn day_of(app: &App, snapshot: &Snapshot, wanted: Option<Date>) -> Date {
    let today = app.today(&snapshot.rules);
    let first = snapshot.rules.starts_on.min(today);
    wanted.unwrap_or(today).clamp(first, today)
}

/// The newest facts looked at from a day that can be looked from.
pub(crate) async fn look_from(app: &App, wanted: Option<Date>) -> Result<Snapshot, Failure> {
    let mut snapshot = look(app, Ask::default()).await?;
    snapshot.as_of = day_of(app, &snapshot, wanted);
    Ok(snapshot)
}

/// What an actor may see of a snapshot: rights go by where things stand today, whatever day is looked from.
pub(crate) struct Rights<'a> {
    actor: &'a Actor,
    snapshot: &'a Snapshot,
    today: Date,
}

impl<'a> Rights<'a> {
    /// The rights of an actor.
    pub fn of(app: &App, actor: &'a Actor, snapshot: &'a Snapshot) -> Rights<'a> {
        Rights {
            actor,
            snapshot,
            today: app.today(&snapshot.rules),
        }
    }

    /// Whether the actor may do this to things of an organisation.
    pub fn may(&self, (action, kind): (Action, TargetKind), id: OrganisationId) -> bool {
        let path = path_to(&self.snapshot.facts, id, self.today);
        decide(&self.actor.rights, action, &Target::of(kind, path)) == Decision::Allowed
    }

    /// From the root to above an organisation, as far up as the actor may see standings.
    pub fn seen_above(&self, top: OrganisationId) -> Vec<OrganisationId> {
        let mut path = self.snapshot.path(top);
        path.retain(|id| *id != top && self.may((Action::Read, TargetKind::Standing), *id));
        path
    }
}

/// Looks at the standing below an organisation.
///
/// # Errors
/// When the actor may not, the rules ask nothing yet, or the database fails.
pub async fn see_standing(app: &App, actor: &Actor, ask: SeeStanding<'_>) -> Result<StandingSeen, Failure> {
    let thing = Thing::Organisation(ask.top);
    permit_thing(app, actor, (Action::Read, TargetKind::Standing), thing).await?;
    let snapshot = look_from(app, ask.as_of).await?;
    let overview = snapshot.overview();
    let choice = overview
        .choose(ask.duty, ask.period)
        .ok_or_else(|| no_duty(&ask))?;
    let asked = overview.asked(choice).ok_or_else(|| no_duty(&ask))?;
    let table = Table::new(&overview, asked);
    let right_below = overview.tree().scope(ask.top).iter();
    let right_below = right_below.filter(|id| overview.tree().parent(**id) == Some(ask.top));
    let below: Vec<StandingLine> = right_below.map(|id| table.line(*id)).collect();
    let itself = table.itself(ask.top).filter(|_| !below.is_empty());
    let total = table.line(ask.top);
    let sessions_before = before(&snapshot, asked).map(|period| {
        let sessions = overview.held(Some(&period)).of(ask.top).sessions;
        (period, sessions)
    });
    drop(table);
    Ok(StandingSeen {
        above: Rights::of(app, actor, &snapshot).seen_above(ask.top),
        top: ask.top,
        choice,
        total,
        below,
        itself,
        sessions_before,
        overview,
        snapshot,
    })
}

fn no_duty(ask: &SeeStanding<'_>) -> Refusal {
    Refusal::UnknownDuty {
        duty: ask.duty.unwrap_or_default().to_owned(),
        known: Vec::new(),
    }
}

/// The period before, if any of it lies within the programme.
fn before(snapshot: &Snapshot, asked: Asked<'_>) -> Option<Period> {
    let period = asked.rhythm().previous(asked.period());
    (period.last >= snapshot.rules.starts_on).then_some(period)
}

/// What every line is read from.
struct Table<'a> {
    overview: &'a Overview,
    asked: Asked<'a>,
    held: domain::status::Held<'a>,
    ever: domain::status::Held<'a>,
}

impl<'a> Table<'a> {
    fn new(overview: &'a Overview, asked: Asked<'a>) -> Table<'a> {
        Table {
            overview,
            asked,
            held: overview.held(Some(asked.period())),
            ever: overview.held(None),
        }
    }

    fn line(&self, id: OrganisationId) -> StandingLine {
        let of = |figure| self.overview.owed(figure, self.asked, id);
        StandingLine {
            organisation: id,
            own: self.own(id),
            is_leaf: self.overview.tree().scope(id).len() < 2,
            owing: of(Figure::Owing),
            done: of(Figure::Done),
            undone: of(Figure::Undone),
            late: of(Figure::Late),
            overdue: of(Figure::Overdue),
            excused: of(Figure::Excused),
            closed: of(Figure::Closed),
            held: self.held.of(id),
            members: self.overview.inventory(id).members,
            last_on: self.ever.of(id).last_on,
        }
    }

    fn own(&self, id: OrganisationId) -> Option<StandingKind> {
        match self.asked {
            Asked::Organisations(slot) => self.overview.standing(slot, id),
            Asked::Persons(_) => None,
        }
    }

    /// What an organisation with others below it does itself; none when that is nothing.
    fn itself(&self, id: OrganisationId) -> Option<StandingLine> {
        let own = self.own(id);
        let held = self.overview.held_itself(id, Some(self.asked.period()));
        let count = |found: bool| u32::from(found);
        let is = |kinds: &[StandingKind]| count(own.is_some_and(|own| kinds.contains(&own)));
        let owing = count(own.is_some_and(StandingKind::is_active));
        let done = is(&[StandingKind::Met, StandingKind::MadeUp]);
        let line = StandingLine {
            organisation: id,
            own,
            is_leaf: true,
            owing,
            done,
            undone: owing.saturating_sub(done),
            late: is(&[StandingKind::AtRisk]),
            overdue: is(&[StandingKind::Overdue]),
            excused: is(&[StandingKind::Excused]),
            closed: is(&[StandingKind::Closed]),
            members: 0,
            last_on: self.overview.held_itself(id, None).last_on,
            held,
        };
        (own.is_some() || line.held.sessions > 0 || line.held.covered > 0).then_some(line)
    }
}
