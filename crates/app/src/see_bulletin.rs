//! Bulletins as they are read: which there are, and one with its words and figures. Drafts are there only for who may
//! change them. Must not reckon: figures are the frozen ones.

use domain::access::{Action, Target, TargetKind};
use domain::bulletin::{Bound, BulletinRefusal, Issue, Stage, Wording, bound};
use domain::id::{BulletinId, LectureId, OrganisationId};
use i18n::{Locale, Words};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{BulletinRow, Json, StoreError};

use crate::app::permit_to;
use crate::place::is_allowed;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// A bulletin, read.
#[derive(Clone, Debug)]
pub struct BulletinSeen {
    /// Its id.
    pub id: BulletinId,
    /// Where it stands.
    pub stage: Stage,
    /// The language it is written in.
    pub locale: Locale,
    /// Its words.
    pub wording: Wording,
    /// Its figures.
    pub issue: Issue,
    /// 发文字号.
    pub number: Option<String>,
    /// When it was composed or last changed.
    pub composed_at: Timestamp,
    /// When somebody agreed to it.
    pub approved_at: Option<Timestamp>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// Counts changes.
    pub version: u32,
}

impl BulletinSeen {
    /// The figures that its texts may hold, by name.
    #[must_use]
    pub fn bound(&self) -> Vec<(String, Bound)> {
        bound(&self.issue)
    }

    pub(crate) fn of(row: &BulletinRow) -> Result<BulletinSeen, Failure> {
        Ok(BulletinSeen {
            id: row.id,
            stage: Stage::parse(&row.state),
            locale: row.language.parse().unwrap_or_default(),
            wording: read(("bulletin.words", &row.words))?,
            issue: read(("bulletin.figures", &row.figures))?,
            number: row.number.clone(),
            composed_at: row.composed_at,
            approved_at: row.approved_at,
            published_at: row.published_at,
            version: row.version,
        })
    }
}

/// What a column keeps as JSON.
fn read<T: serde::de::DeserializeOwned>((column, kept): (&'static str, &Json)) -> Result<T, Failure> {
    let read = serde_json::from_value(kept.parse()?);
    read.map_err(|error| {
        let cause = error.to_string().into();
        Failure::Store(StoreError::Damaged { column, cause })
    })
}

/// What somebody may do with a bulletin now.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BulletinDeed {
    /// Read the figures anew, change words or number.
    Change,
    /// Agree to it.
    Approve,
    /// Wait for another: one's own work is not agreed to by oneself.
    WaitForAnother,
    /// Publish it.
    Publish,
    /// Take the paper away.
    Take,
}

/// A bulletin with what may be done with it.
pub struct OneBulletin {
    /// Facts of today, to find the way by.
    pub snapshot: Snapshot,
    /// The bulletin.
    pub bulletin: BulletinSeen,
    /// What the actor may do.
    pub deeds: Vec<BulletinDeed>,
    /// The lectures shown in it whose pages the actor may open.
    pub readable: Vec<LectureId>,
    /// Words in the language it is written in.
    pub words: Words,
}

/// One line of the list.
#[derive(Clone, Debug)]
pub struct BulletinLine {
    /// Its id.
    pub id: BulletinId,
    /// Who issues it.
    pub organisation: OrganisationId,
    /// The quarter.
    pub period: String,
    /// Where it stands.
    pub stage: Stage,
    /// 发文字号.
    pub number: Option<String>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

/// The bulletins somebody may read.
pub struct BulletinsSeen {
    /// Facts of today, to name things by.
    pub snapshot: Snapshot,
    /// The latest quarter first.
    pub bulletins: Vec<BulletinLine>,
    /// The actor may compose one of this organisation.
    pub may_compose: bool,
    /// Quarters that are over and have none yet, the latest first.
    pub open: Vec<domain::period::Period>,
    /// Months that began, the latest first.
    pub months: Vec<domain::period::Period>,
}

/// Months that are listed: two years.
const MONTHS: usize = 24;

/// The bulletins that an organisation, those above and those below it issued, as far as the actor may read them.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_bulletins(app: &App, actor: &Actor, top: OrganisationId) -> Result<BulletinsSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::List, TargetKind::Bulletin), top)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let rows: Vec<BulletinRow> = reading.all().await?;
    let mut bulletins: Vec<BulletinLine> = Vec::new();
    for row in rows {
        let action = needed(Action::List, Stage::parse(&row.state));
        if is_allowed(actor, action, &target(&snapshot, row.organisation_id)) {
            bulletins.push(BulletinLine {
                id: row.id,
                organisation: row.organisation_id,
                stage: Stage::parse(&row.state),
                number: row.number,
                published_at: row.published_at,
                period: row.period,
            });
        }
    }
    bulletins.sort_by(|a, b| (&b.period, b.id).cmp(&(&a.period, a.id)));
    let may_compose = is_allowed(actor, Action::Create, &target(&snapshot, top));
    let quarters = snapshot.rules.bulletin.period;
    let today = snapshot.as_of;
    let mut open = quarters.periods(snapshot.rules.starts_on, today);
    let is_there = |label: &str| {
        let mut same = bulletins.iter().filter(|line| line.organisation == top);
        same.any(|line| line.period == label)
    };
    open.retain(|period| period.last < today && may_compose && !is_there(&period.label));
    open.reverse();
    let mut months = domain::period::Rhythm::Month.periods(snapshot.rules.starts_on, today);
    months.reverse();
    months.truncate(MONTHS);
    Ok(BulletinsSeen {
        snapshot,
        bulletins,
        may_compose,
        open,
        months,
    })
}

/// One bulletin.
///
/// # Errors
/// When the actor may not read it, or the database fails.
pub async fn see_bulletin(app: &App, actor: &Actor, id: BulletinId) -> Result<OneBulletin, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let row = permit_bulletin(app, actor, (Action::Read, &snapshot), id).await?;
    let there = target(&snapshot, row.organisation_id);
    let stage = Stage::parse(&row.state);
    let may = |action| is_allowed(actor, action, &there);
    let mut deeds = Vec::new();
    if stage != Stage::Published && may(Action::Change) {
        deeds.push(BulletinDeed::Change);
    }
    if stage == Stage::Draft && may(Action::Approve) {
        deeds.push(if is_own(app, actor, &row).await? {
            BulletinDeed::WaitForAnother
        } else {
            BulletinDeed::Approve
        });
    }
    if stage == Stage::Approved && row.number.is_some() && may(Action::Change) {
        deeds.push(BulletinDeed::Publish);
    }
    if may(Action::Export) {
        deeds.push(BulletinDeed::Take);
    }
    let bulletin = BulletinSeen::of(&row)?;
    let may_read = |host| {
        let there = Target::of(TargetKind::Lecture, snapshot.path(host));
        is_allowed(actor, Action::Read, &there)
    };
    let shown = bulletin.issue.lectures.iter();
    let shown = shown.filter(|shown| may_read(shown.host));
    Ok(OneBulletin {
        readable: shown.map(|shown| shown.lecture).collect(),
        words: words_in(app, &snapshot, bulletin.locale).await?,
        bulletin,
        snapshot,
        deeds,
    })
}

/// Whether a bulletin is the actor's own work: nobody agrees to their own.
pub(crate) async fn is_own(app: &App, actor: &Actor, row: &BulletinRow) -> Result<bool, Failure> {
    if row.composed_by == actor.word {
        return Ok(true);
    }
    // The same person by another account.
    let account = row.composed_by.strip_prefix("account:");
    let Some(account) = account.and_then(|id| id.parse().ok()) else {
        return Ok(false);
    };
    let mut reading = app.store().read(app.tree(None).await?).await?;
    let account: Option<store::AccountRow> = reading.get((account,)).await?;
    let person = account.and_then(|account| account.person_id);
    Ok(person.is_some() && person == actor.rights.person)
}

fn target(snapshot: &Snapshot, organisation: OrganisationId) -> Target {
    Target::of(TargetKind::Bulletin, snapshot.path(organisation))
}

/// What it takes: what is not published is read only by who may change it.
fn needed(action: Action, stage: Stage) -> Action {
    match action {
        Action::Read | Action::List | Action::Export if stage != Stage::Published => Action::Change,
        action => action,
    }
}

/// Asks whether the actor may do this to a bulletin, and hands it over. The same answer for one that is not there.
///
/// # Errors
/// When the actor may not, or the database fails.
pub(crate) async fn permit_bulletin(
    app: &App,
    actor: &Actor,
    (action, snapshot): (Action, &Snapshot),
    id: BulletinId,
) -> Result<BulletinRow, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let row: Option<BulletinRow> = reading.get((id,)).await?;
    let Some(row) = row else {
        permit_to(actor, action, &Target::machine(TargetKind::Bulletin))?;
        return Err(Refusal::Bulletin(BulletinRefusal::NotThere).into());
    };
    let action = needed(action, Stage::parse(&row.state));
    permit_to(actor, action, &target(snapshot, row.organisation_id))?;
    Ok(row)
}

/// The bulletin of a quarter that a command line means: the one that is not published yet, else the published one.
///
/// # Errors
/// When there is none, the actor may not read it, or the database fails.
pub async fn bulletin_of(
    app: &App,
    actor: &Actor,
    (organisation, period): (OrganisationId, &str),
) -> Result<BulletinId, Failure> {
    let seen = see_bulletins(app, actor, organisation).await?;
    let mut of_it = seen.bulletins.iter();
    let found = of_it.find(|line| line.organisation == organisation && line.period == period);
    let none = Refusal::Bulletin(BulletinRefusal::NotThere);
    found.map(|line| line.id).ok_or_else(|| none.into())
}

/// Words in the language of a bulletin, in the vocabulary of the tree's pack.
pub(crate) async fn words_in(app: &App, snapshot: &Snapshot, locale: Locale) -> Result<Words, Failure> {
    let known = app.known(snapshot.tree).await?;
    Ok(known.pack.words(Some(locale)))
}

/// The day a moment fell on where the programme runs.
pub(crate) fn day_of(snapshot: &Snapshot, at: Timestamp) -> Date {
    let zone = jiff::tz::TimeZone::get(&snapshot.rules.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(at).date()
}
