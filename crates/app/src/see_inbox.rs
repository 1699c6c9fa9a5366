//! 收到的提醒: what the reminders told one organisation, as they told it then.
//! Must not say what is to be done now: the page of the branch does.

use std::collections::BTreeMap;

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::reminder::{Notice, Recipient};
use domain::rhythm::RunKind;
use jiff::civil::Date;
use store::{NoticeRow, RhythmRunRow};

use crate::see_reminder::kept_notice;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// What an organisation was told.
pub struct InboxSeen {
    /// What names are read from.
    pub snapshot: Snapshot,
    /// The day of each reminder and what it said, the latest first.
    pub letters: Vec<(Date, Notice)>,
}

/// How many are shown.
const MOST: usize = 20;

/// What the reminders told an organisation.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_inbox(app: &App, actor: &Actor, organisation: OrganisationId) -> Result<InboxSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Standing), organisation)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let runs: Vec<RhythmRunRow> = reading.under((RunKind::Reminder.word().to_owned(),)).await?;
    let rows: Vec<NoticeRow> = reading.by("organisation_id", organisation).await?;
    drop(reading);
    let days: BTreeMap<String, Date> = runs.into_iter().map(|run| (run.period, run.due_on)).collect();
    let mut letters = Vec::new();
    for row in rows
        .iter()
        .filter(|row| row.recipient == Recipient::Secretary.word())
    {
        if let Some(on) = days.get(&row.period) {
            letters.push((*on, kept_notice(row)?));
        }
    }
    letters.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    letters.truncate(MOST);
    Ok(InboxSeen { snapshot, letters })
}
