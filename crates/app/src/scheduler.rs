//! What falls due is made, once: reminders, summaries, bulletins (S5, E8, E35). Read whenever the clock may have moved
//! on; a second reading, a second server or a clock set back finds the runs kept and makes nothing.
//! Must not decide what is due: `domain::rhythm` does.

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::bulletin::BulletinRefusal;
use domain::id::{OrganisationId, TreeId};
use domain::period::Rhythm;
use domain::rhythm::{Making, Run, RunKind, catch_up, runs};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::RhythmRunRow;

use crate::app::permit;
use crate::packs::workdays;
use crate::publish_bulletin::{ComposeBulletin, compose_bulletin};
use crate::remind::{Keeping, Outcome, keep_run, look_at, make_reminder, pass_over};
use crate::summarise::{Summarise, see_month};
use crate::{Actor, App, Failure, Refusal, Snapshot, json};

/// A run that was made just now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunDone {
    /// Which.
    pub run: Run,
    /// Made, or passed over.
    pub making: Making,
}

/// Makes every run that is due and was not made, the oldest first.
///
/// # Errors
/// When the actor may not, or nothing could be made for a reason; what was made stays made.
pub async fn run_due(app: &App, actor: &Actor) -> Result<Vec<RunDone>, Failure> {
    permit(actor, Action::Create, TargetKind::Standing)?;
    let (mut done, mut failed) = (Vec::new(), None);
    for tree in app.store().trees().await? {
        let snapshot = look_at(app, tree, None).await?;
        for (run, making) in catch_up(due(app, &snapshot).await?) {
            // What cannot be made keeps nothing else from being made.
            match make(app, actor, (tree, &run, making)).await {
                Ok(Outcome::Made) => done.push(RunDone { run, making }),
                Ok(Outcome::MadeBefore) => {}
                Err(failure) => failed = failed.or(Some(failure)),
            }
        }
    }
    match failed {
        Some(failure) if done.is_empty() => Err(failure),
        // It is tried again, and told, the next time.
        _ => Ok(done),
    }
}

async fn make(
    app: &App,
    actor: &Actor,
    (tree, run, making): (TreeId, &Run, Making),
) -> Result<Outcome, Failure> {
    match (making, run.kind) {
        (Making::PassOver, _) => pass_over(app, actor, (tree, run)).await,
        (Making::Make, RunKind::Reminder) => make_reminder(app, actor, (tree, run)).await,
        (Making::Make, RunKind::Summary) => make_summary(app, actor, (tree, run)).await,
        (Making::Make, RunKind::Bulletin) => make_bulletin(app, actor, (tree, run)).await,
    }
}

/// The figures of a month are kept by their digest and the number of the history they were read at.
async fn make_summary(app: &App, actor: &Actor, (tree, run): (TreeId, &Run)) -> Result<Outcome, Failure> {
    let ask = Summarise {
        organisation: OrganisationId(tree.0),
        month: Some(&run.period),
    };
    let seen = see_month(app, actor, ask).await?;
    let keeping = Keeping {
        content: Some(json::month(&seen)),
        notices: Vec::new(),
        as_of: last_day(run, Rhythm::Month),
        run,
    };
    keep_run(app, actor, &seen.snapshot, keeping).await
}

/// The draft of a bulletin is composed, unless people were quicker. The key makes a second try, after a
/// crash between the draft and the run, the same request.
async fn make_bulletin(app: &App, actor: &Actor, (tree, run): (TreeId, &Run)) -> Result<Outcome, Failure> {
    let snapshot = look_at(app, tree, None).await?;
    let key = format!("run-bulletin-{}", run.period);
    let command = ComposeBulletin {
        organisation: OrganisationId(tree.0),
        period: &run.period,
        locale: snapshot.rules.language.parse().unwrap_or_default(),
        key: Some(&key),
    };
    let bulletin = match compose_bulletin(app, actor, command).await {
        Ok(bulletin) => Some(bulletin.to_string()),
        // People published it already, or another server composed it a moment ago, or this one before it stopped, at
        // another number of the history.
        Err(Failure::Refused(Refusal::Bulletin(BulletinRefusal::Published) | Refusal::KeyUsed(_))) => None,
        Err(failure) => return Err(failure),
    };
    let keeping = Keeping {
        content: Some(serde_json::json!({ "bulletin": bulletin })),
        notices: Vec::new(),
        as_of: last_day(run, snapshot.rules.bulletin.period),
        run,
    };
    keep_run(app, actor, &snapshot, keeping).await
}

fn last_day(run: &Run, rhythm: Rhythm) -> Date {
    rhythm
        .labelled(&run.period)
        .map_or(run.due_on, |period| period.last)
}

/// The runs that are due by now and not kept.
async fn due(app: &App, snapshot: &Snapshot) -> Result<Vec<Run>, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let Some(tree) = reading.tree().await? else {
        return Ok(Vec::new());
    };
    let kept: Vec<RhythmRunRow> = reading.all().await?;
    let kept: BTreeSet<(String, String)> = kept.into_iter().map(|row| (row.kind, row.period)).collect();
    let rules = &snapshot.rules;
    let zone = TimeZone::get(&rules.time_zone).unwrap_or(TimeZone::UTC);
    let since = zone.to_datetime(tree.created_at).date();
    let now = app.now();
    let mut found = runs(since, app.today(rules), rules, &workdays(rules));
    found.retain(|run| {
        let at = run.due_at(rules);
        let is_kept = kept.contains(&(run.kind.word().to_owned(), run.period.clone()));
        // What fell due before there was anything on record is nobody's.
        !is_kept && tree.created_at <= at && at <= now
    });
    Ok(found)
}
