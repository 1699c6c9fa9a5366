//! What falls due is made, once: reminders, summaries, bulletins (S5, E8, E35). Read whenever the clock may have moved
//! on; a second reading, a second server or a clock set back finds the runs kept and makes nothing.
//! Must not decide what is due: `domain::rhythm` does.

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, TreeId};
use domain::period::Rhythm;
use domain::rhythm::{Making, Run, RunKind, catch_up, runs};
use jiff::tz::TimeZone;
use store::RhythmRunRow;

use crate::app::permit;
use crate::packs::workdays;
use crate::remind::{Keeping, Outcome, keep_run, look_at, make_reminder, pass_over};
use crate::{Actor, App, Failure, Snapshot, json};

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
/// When the actor may not, or the database fails; what was made before it stays made.
pub async fn run_due(app: &App, actor: &Actor) -> Result<Vec<RunDone>, Failure> {
    permit(actor, Action::Create, TargetKind::Standing)?;
    let mut done = Vec::new();
    for tree in app.store().trees().await? {
        let snapshot = look_at(app, tree, None).await?;
        for (run, making) in catch_up(due(app, &snapshot).await?) {
            let outcome = match (making, run.kind) {
                (Making::PassOver, _) => pass_over(app, actor, (tree, &run)).await?,
                (Making::Make, RunKind::Reminder) => make_reminder(app, actor, (tree, &run)).await?,
                (Making::Make, RunKind::Summary | RunKind::Bulletin) => {
                    make_report(app, actor, (tree, &run)).await?
                }
            };
            if outcome == Outcome::Made {
                done.push(RunDone { run, making });
            }
        }
    }
    Ok(done)
}

/// The figures of a month or a quarter are kept by their digest and the number of the history they were read at.
async fn make_report(app: &App, actor: &Actor, (tree, run): (TreeId, &Run)) -> Result<Outcome, Failure> {
    permit(actor, Action::Create, TargetKind::Standing)?;
    let today = look_at(app, tree, None).await?;
    let rhythm = match run.kind {
        RunKind::Bulletin => today.rules.bulletin.period,
        RunKind::Summary | RunKind::Reminder => Rhythm::Month,
    };
    let as_of = rhythm
        .labelled(&run.period)
        .map_or(run.due_on, |period| period.last);
    let snapshot = look_at(app, tree, Some(as_of)).await?;
    let status = snapshot.status(OrganisationId(snapshot.tree.0), None)?;
    let keeping = Keeping {
        content: Some(json::status(&status, &snapshot)),
        notices: Vec::new(),
        run,
        as_of,
    };
    keep_run(app, actor, &snapshot, keeping).await
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
