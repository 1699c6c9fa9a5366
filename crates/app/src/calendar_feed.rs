//! 日历订阅: the plan of an account's own part of the tree as a calendar that its phone asks for again and again.
//!
//! The address is a secret of the account, derived and not kept: it holds while the account does, until it is closed, and
//! until another is asked for. Must not hold anything that the account could not read on the page of the plan.

use std::collections::BTreeSet;

use documents::calendar::{Calendar, Event, Status, When, write};
use domain::access::{Action, TargetKind};
use domain::id::{AccountId, OrganisationId, TreeId};
use domain::period::plus_days;
use domain::plan::time_of;
use i18n::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::{AccountRow, CalendarFeedRow, GrantRow, PlanItemRow};
use uuid::Uuid;

use crate::plans::{PlanState, planned};
use crate::sessions::{SessionKind, SignedIn, signed_in};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Days gone by that a calendar still shows.
const PAST_DAYS: i32 = 100;
/// Hexadecimal digits of the part of an address that nobody can guess: 160 bits.
const GUESSED: usize = 40;
const OPEN: &str = "open";
const CLOSED: &str = "closed";

/// What is to become of an account's calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedChange {
    /// It has an address; one that it has stays.
    Open,
    /// It has another address, and the last one stops working.
    Renew,
    /// It has none.
    Close,
}

/// What stands in the address of an account's calendar; none while it is closed.
///
/// # Errors
/// When nobody is signed in, or the database fails.
pub async fn feed_token(app: &App, actor: &Actor) -> Result<Option<String>, Failure> {
    let account = account_of(actor)?;
    let tree = app.tree(None).await?;
    let row: Option<CalendarFeedRow> = app.store().read(tree).await?.get((account,)).await?;
    let open = row.filter(|row| row.state == OPEN);
    open.map(|row| token(app, tree, &row)).transpose()
}

/// Opens, renews or closes the calendar of whoever asks.
///
/// # Errors
/// When the actor may not read a plan, nobody is signed in, or the database fails.
pub async fn change_feed(
    app: &App,
    actor: &Actor,
    (home, change): (OrganisationId, FeedChange),
) -> Result<(), Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Plan), home)?;
    let account = account_of(actor)?;
    let mut tx = app.store().write(snapshot.tree).await?;
    let before: Option<CalendarFeedRow> = tx.get((account,)).await?;
    let round = before.as_ref().map_or(0, |row| row.round);
    let is_open = before.is_some_and(|row| row.state == OPEN);
    let (state, round, action) = match change {
        FeedChange::Open if is_open => (OPEN, round, None),
        FeedChange::Open | FeedChange::Renew => (OPEN, round.saturating_add(1), Some("open-calendar")),
        FeedChange::Close => (CLOSED, round, is_open.then_some("close-calendar")),
    };
    let Some(action) = action else {
        return Ok(tx.give_up().await?);
    };
    tx.save_unlogged(&[CalendarFeedRow {
        account_id: account,
        state: state.to_owned(),
        round,
    }])
    .await?;
    // Names leave with it, as with an export.
    let detail = json!({ "organisation": home.to_string(), "round": round });
    tx.commit(app.entry(actor, action, &detail)).await?;
    Ok(())
}

fn account_of(actor: &Actor) -> Result<AccountId, Failure> {
    let account = actor.word.strip_prefix("account:").and_then(|id| id.parse().ok());
    account.ok_or(Failure::Forbidden(domain::access::Denial::SignIn))
}

/// Account and proof in one word.
fn token(app: &App, tree: TreeId, row: &CalendarFeedRow) -> Result<String, Failure> {
    let purpose = format!("calendar/{tree}/{}/{}", row.account_id, row.round);
    let secret = app.store().derived_secret(&purpose)?;
    let proof = store::sha256_hex(&secret);
    let proof = proof.get(..GUESSED).unwrap_or_default();
    Ok(format!("{}{proof}", row.account_id.0.simple()))
}

/// The calendar behind an address, in the words it is asked for in; none when the address does not hold (any more).
///
/// # Errors
/// When the database fails.
pub async fn calendar(
    app: &App,
    (asked, site): (&str, &str),
    words: &Words,
) -> Result<Option<String>, Failure> {
    let snapshot = match look(app, Ask::default()).await {
        Err(Failure::Refused(Refusal::NoTree)) => return Ok(None),
        other => other?,
    };
    let Some(holder) = holder(app, snapshot.tree, asked).await? else {
        return Ok(None);
    };
    let rows = rows(app, &snapshot, &holder).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let mut events = Vec::new();
    for row in &rows {
        let changes = reading.history_of::<PlanItemRow>((row.id,)).await?;
        let changed_at = changes.last().map_or(Timestamp::UNIX_EPOCH, |last| last.at);
        events.extend(event(&snapshot, (row, changed_at), (site, words)));
    }
    drop(reading);
    let name = snapshot.name(holder.home).unwrap_or_default();
    let calendar = Calendar {
        name: words.say("calendar-name", &[("organisation", name.into())]),
        zone: snapshot.rules.time_zone.clone(),
        events,
    };
    Ok(Some(write(&calendar)))
}

/// Whoever the address is a secret of, with the rights they have today.
async fn holder(app: &App, tree: TreeId, asked: &str) -> Result<Option<SignedIn>, Failure> {
    let account = asked
        .get(..32)
        .and_then(|id| Uuid::try_parse(id).ok())
        .map(AccountId);
    let Some(account) = account else { return Ok(None) };
    let mut reading = app.store().read(tree).await?;
    let feed: Option<CalendarFeedRow> = reading.get((account,)).await?;
    let Some(feed) = feed.filter(|feed| feed.state == OPEN) else {
        return Ok(None);
    };
    if !same(&token(app, tree, &feed)?, asked) {
        return Ok(None);
    }
    let row: Option<AccountRow> = reading.get((account,)).await?;
    let grants: Vec<GrantRow> = reading.by("account_id", account).await?;
    drop(reading);
    let Some(row) = row else { return Ok(None) };
    let known = app.known(tree).await?;
    Ok(signed_in(
        app.today(&known.rules),
        &known,
        (row, grants),
        SessionKind::Phone,
    ))
}

/// Compares without telling by its time how much was right.
fn same(one: &str, two: &str) -> bool {
    let differing = one
        .bytes()
        .zip(two.bytes())
        .fold(0, |found, (one, two)| found | (one ^ two));
    one.len() == two.len() && differing == 0
}

/// The items with a day, held and dropped ones too, that the holder may read.
async fn rows(app: &App, snapshot: &Snapshot, holder: &SignedIn) -> Result<Vec<PlanItemRow>, Failure> {
    let asked = (Action::Read, TargetKind::Plan);
    if snapshot.permit(&holder.actor, asked, holder.home).is_err() {
        return Ok(Vec::new());
    }
    let board = snapshot.board();
    let scope: BTreeSet<OrganisationId> = board.tree().scope(holder.home).iter().copied().collect();
    drop(board);
    let since = plus_days(snapshot.as_of, -PAST_DAYS);
    let mut reading = app.store().read(snapshot.tree).await?;
    let mut rows: Vec<PlanItemRow> = if scope.len() > 1 {
        reading.all().await?
    } else {
        reading.by("organisation_id", holder.home).await?
    };
    rows.retain(|row| {
        row.planned_on.is_some_and(|on| on >= since)
            && scope.contains(&row.organisation_id)
            && snapshot.permit(&holder.actor, asked, row.organisation_id).is_ok()
    });
    rows.sort_by_key(|row| (row.planned_on, row.starts_minute, row.id));
    Ok(rows)
}

fn event(
    snapshot: &Snapshot,
    (row, changed_at): (&PlanItemRow, Timestamp),
    (site, words): (&str, &Words),
) -> Option<Event> {
    let item = planned(row, snapshot);
    let on = item.says.on?;
    let place = snapshot.name(row.organisation_id).unwrap_or_default();
    let duty = words.duty_by_id(&row.duty, &snapshot.rules);
    let topic = item.says.topic.clone().unwrap_or_else(|| duty.clone());
    let missing = item.missing();
    let mut lines = vec![place.to_owned(), duty];
    if let Some(speaker) = &item.says.speaker {
        lines.push(words.say("calendar-speaker", &[("speaker", speaker.name.as_str().into())]));
    }
    if !missing.is_empty() {
        let missing = words.plan_lacks(&missing);
        lines.push(words.say("plan-item-lacks", &[("missing", missing.into())]));
    }
    Some(Event {
        uid: format!("{}@kaijiang", row.id),
        sequence: row.version,
        changed_at,
        when: when(on, row.starts_minute, snapshot),
        status: match PlanState::parse(&row.state) {
            PlanState::Dropped => Status::Cancelled,
            PlanState::Open if !missing.is_empty() => Status::Tentative,
            PlanState::Open | PlanState::Held => Status::Confirmed,
        },
        summary: topic,
        description: lines.join("\n"),
        location: item.says.venue.unwrap_or_default(),
        address: format!("{site}/plan/items/{}", row.id),
    })
}

fn when(on: Date, starts_minute: Option<u32>, snapshot: &Snapshot) -> When {
    match starts_minute.and_then(time_of) {
        Some(time) => When::From(on.to_datetime(time), snapshot.rules.hours.minutes_per_hour),
        None => When::Day(on),
    }
}
