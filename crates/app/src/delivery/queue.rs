//! The queue of what is to be sent: a row for each channel and week. A row is claimed before it is sent, so that two
//! servers do not send it twice, and what was claimed when the machine stopped is asked about, not sent again.
//! Must not hold an address: those are in the settings.

use std::sync::Arc;

use domain::access::{Action, TargetKind};
use domain::period::days_between;
use domain::rhythm::RunKind;
use i18n::{Locale, Words};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::{DeliveryRow, RhythmRunRow};

use super::mail::letter_id;
use super::{Channel, Letter, Message, Outlet, Patience, Posted, Verdict, request};
use crate::app::permit;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, ReminderSeen, SeeReminder, Snapshot, see_reminder};

const WAITING: &str = "waiting";
const SENDING: &str = "sending";
const SENT: &str = "sent";
const FAILED: &str = "failed";
const UNKNOWN: &str = "unknown";

/// A reminder older than this is not sent into groups any more, in days.
const STALE: i32 = 6;
/// How often a message is tried.
const MOST_TRIES: u32 = 8;
/// Whoever claimed a row longer ago than this is gone, in seconds; no sending takes so long.
const CLAIM: i64 = 300;

/// What came of one channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// Its name.
    pub channel: String,
    /// `sent`, `waiting`, `failed` or `unknown`.
    pub state: String,
}

/// Sends what is to be sent by now; answers what came of it.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn deliver(app: &Arc<App>, actor: &Actor) -> Result<Vec<Sent>, Failure> {
    permit(actor, Action::Create, TargetKind::Standing)?;
    if app.channels().is_empty() || app.is_empty().await? {
        return Ok(Vec::new());
    }
    let snapshot = look(app, Ask::default()).await?;
    let Some(run) = newest(app, &snapshot).await? else {
        return Ok(Vec::new());
    };
    let mut done = Vec::new();
    for channel in app.channels() {
        // Most of the time nothing is to be sent: looking takes no lock.
        if is_settled(app, &snapshot, (&channel.name, &run)).await? {
            continue;
        }
        if let Some(row) = claim(app, &snapshot, (&channel.name, &run)).await? {
            done.push(send(app, actor, (&snapshot, channel), row).await?);
        }
    }
    Ok(done)
}

/// The newest reminder, if it is fresh and it is not night.
async fn newest(app: &App, snapshot: &Snapshot) -> Result<Option<RhythmRunRow>, Failure> {
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let now = zone.to_datetime(app.now());
    if snapshot.rules.reminder.is_quiet(now.time()) {
        return Ok(None);
    }
    let mut reading = app.store().read(snapshot.tree).await?;
    let runs: Vec<RhythmRunRow> = reading.under((RunKind::Reminder.word().to_owned(),)).await?;
    let made = runs.into_iter().filter(|run| run.sha256.is_some());
    let fresh = made.filter(|run| (0..=STALE).contains(&days_between(run.as_of, now.date())));
    Ok(fresh.max_by_key(|run| run.due_on))
}

/// Whether a message was sent, was given up, or waits for its next try.
async fn is_settled(
    app: &App,
    snapshot: &Snapshot,
    (channel, run): (&str, &RhythmRunRow),
) -> Result<bool, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let row: Option<DeliveryRow> = reading.get((channel.to_owned(), run.period.clone())).await?;
    Ok(row.is_some_and(|row| match row.state.as_str() {
        WAITING => row.next_at > app.now(),
        SENDING => false,
        _ => true,
    }))
}

/// Claims the row of a channel for a week, when it is to be sent now.
async fn claim(
    app: &App,
    snapshot: &Snapshot,
    (channel, run): (&str, &RhythmRunRow),
) -> Result<Option<DeliveryRow>, Failure> {
    let now = app.now();
    let mut tx = app.store().write_unlogged_alone(snapshot.tree).await?;
    let key = (channel.to_owned(), run.period.clone());
    let row: Option<DeliveryRow> = tx.get(key).await?;
    let mut row = row.unwrap_or_else(|| DeliveryRow {
        channel: channel.to_owned(),
        period: run.period.clone(),
        state: WAITING.to_owned(),
        tries: 0,
        next_at: now,
        tried_at: None,
        said: None,
    });
    let is_abandoned = row.state == SENDING && row.tried_at.is_none_or(|at| seconds(at, now) > CLAIM);
    if is_abandoned {
        UNKNOWN.clone_into(&mut row.state);
        tx.save(&[row]).await?;
        tx.commit().await?;
        return Ok(None);
    }
    if row.state != WAITING || row.next_at > now {
        return Ok(None);
    }
    SENDING.clone_into(&mut row.state);
    row.tries = row.tries.saturating_add(1);
    row.tried_at = Some(now);
    tx.save(std::slice::from_ref(&row)).await?;
    tx.commit().await?;
    Ok(Some(row))
}

fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    to.as_second().saturating_sub(from.as_second())
}

async fn send(
    app: &Arc<App>,
    actor: &Actor,
    (snapshot, channel): (&Snapshot, &Channel),
    mut row: DeliveryRow,
) -> Result<Sent, Failure> {
    let verdict = match said(app, actor, (channel, &row.period)).await {
        Ok(said) => {
            let message = message((snapshot, channel), (said, &row), app.now());
            posted(app, channel, message).await
        }
        // The organisation of the settings is not there, or is there twice.
        Err(failure) => Ok(Verdict::Refused(failure.to_string())),
    };
    let (state, said) = match verdict {
        Ok(Verdict::Taken) => (SENT, None),
        Ok(Verdict::TakenInPart(said)) => (SENT, Some(said)),
        Ok(Verdict::Refused(said)) => (FAILED, Some(said)),
        Ok(Verdict::Later(said)) if row.tries >= MOST_TRIES => (FAILED, Some(said)),
        Ok(Verdict::Later(said)) => (WAITING, Some(said)),
        Err(said) => (UNKNOWN, Some(said)),
    };
    state.clone_into(&mut row.state);
    row.said = said;
    row.next_at = app.now().saturating_add(pause(row.tries)).unwrap_or(row.next_at);
    let sent = Sent {
        channel: row.channel.clone(),
        state: row.state.clone(),
    };
    let mut tx = app.store().write_unlogged(snapshot.tree).await?;
    tx.save(&[row]).await?;
    tx.commit().await?;
    Ok(sent)
}

/// One minute after the first try, then twice as long each time.
fn pause(tries: u32) -> SignedDuration {
    SignedDuration::from_secs(60_i64.saturating_mul(1_i64 << tries.saturating_sub(1).min(6)))
}

/// What a channel is told of a week.
struct Said {
    /// One line: of which programme, of which day.
    subject: String,
    text: String,
}

/// The message as the channel takes it.
fn message(
    (snapshot, channel): (&Snapshot, &Channel),
    (said, row): (Said, &DeliveryRow),
    now: Timestamp,
) -> Message {
    match &channel.outlet {
        Outlet::Robot(robot) => Message::Robot(request(robot, &said.text, now)),
        Outlet::Mail(server) => Message::Mail(Box::new(Letter {
            id: letter_id(server, [&snapshot.tree.0.to_string(), &row.channel, &row.period]),
            server: (**server).clone(),
            at: now,
            subject: said.subject,
            text: said.text,
            patience: if row.tries < MOST_TRIES {
                Patience::UntilAll
            } else {
                Patience::WhoeverCan
            },
        })),
    }
}

/// What the other side says to it; an error when it may have arrived and nobody knows.
async fn posted(app: &Arc<App>, channel: &Channel, message: Message) -> Result<Verdict, String> {
    let post = app.post();
    let posted = tokio::task::spawn_blocking(move || post.post(&message)).await;
    match posted {
        Ok(Posted::Answered { status, body }) => Ok(channel.outlet.verdict(status, &body)),
        Ok(Posted::NotSent(said)) => Ok(Verdict::Later(said)),
        Ok(Posted::Unknown(said)) => Err(said),
        Err(_) => Err("stopped".to_owned()),
    }
}

/// What a channel is told, short enough for it.
async fn said(app: &App, actor: &Actor, (channel, period): (&Channel, &str)) -> Result<Said, Failure> {
    let whole = look(app, Ask::default()).await?;
    let ask = SeeReminder {
        tree: None,
        on: domain::period::Rhythm::Week
            .labelled(period)
            .map(|week| week.first),
        top: Some(whole.find(channel.organisation.as_deref())?),
    };
    let seen = see_reminder(app, actor, ask).await?;
    let words = words_of(app, &seen).await?;
    let text = seen.own_group_text(&words);
    let longest = channel.outlet.longest();
    Ok(Said {
        subject: seen.title(&words),
        text: if text.len() <= longest {
            text
        } else {
            seen.brief_text(&words, longest)
        },
    })
}

/// Words in the language of the pack: nobody in a group has chosen one.
async fn words_of(app: &App, seen: &ReminderSeen) -> Result<Words, Failure> {
    let locale: Locale = seen.snapshot.rules.language.parse().unwrap_or_default();
    let pack = app.pack(None).await?;
    Ok(Words::new(
        locale,
        pack.as_ref().map(|pack| pack.vocabulary.as_str()),
    ))
}

/// How far a channel is with a week.
pub struct DeliverySeen {
    /// The row.
    pub row: DeliveryRow,
    /// The actor may send it once more.
    pub may_send_again: bool,
}

/// What was sent of a week.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn deliveries(app: &App, actor: &Actor, period: &str) -> Result<Vec<DeliverySeen>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let root = domain::id::OrganisationId(snapshot.tree.0);
    snapshot.permit(actor, (Action::Read, TargetKind::Standing), root)?;
    let may = snapshot
        .permit(actor, (Action::Approve, TargetKind::Standing), root)
        .is_ok();
    let rows: Vec<DeliveryRow> = app.store().read(snapshot.tree).await?.all().await?;
    let of_week = rows.into_iter().filter(|row| row.period == period);
    Ok(of_week
        .map(|row| DeliverySeen {
            may_send_again: may && (row.state == UNKNOWN || row.state == FAILED),
            row,
        })
        .collect())
}

/// Sends a message once more that failed, or of which nobody knows whether it arrived: a person has looked.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn send_again(app: &App, actor: &Actor, (channel, period): (&str, &str)) -> Result<(), Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let root = domain::id::OrganisationId(snapshot.tree.0);
    snapshot.permit(actor, (Action::Approve, TargetKind::Standing), root)?;
    let mut tx = app.store().write_unlogged_alone(snapshot.tree).await?;
    let row: Option<DeliveryRow> = tx.get((channel.to_owned(), period.to_owned())).await?;
    if let Some(row) = row.filter(|row| row.state == UNKNOWN || row.state == FAILED) {
        tx.save(&[DeliveryRow {
            state: WAITING.to_owned(),
            tries: 0,
            next_at: app.now(),
            ..row
        }])
        .await?;
    }
    Ok(tx.commit().await?)
}
