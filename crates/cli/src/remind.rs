//! `kaijiang remind`: what a Monday tells whom, and making what is due.
//! Must not decide who hears what: `domain::reminder` does.

use app::scheduler::run_due;
use app::{ReminderSeen, SeeReminder, json, see_reminder};
use domain::rhythm::Making;
use i18n::Words;
use serde_json::{Value, json};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::print;
use crate::session::{Session, day};

/// Runs the command.
///
/// # Errors
/// When the organisation is unknown or ambiguous, or the database fails.
pub async fn run(common: &Common, ask: &args::Remind) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    if !ask.dry_run {
        return make(&session, common).await;
    }
    let snapshot = session.look(common, None, None).await?;
    let seen = see_reminder(
        &session.app,
        &session.actor,
        SeeReminder {
            tree: common.tree.as_deref(),
            on: day(ask.on.as_deref())?,
            top: Some(snapshot.find(ask.org.as_deref())?),
        },
    )
    .await?;
    let words = session.words(&seen.snapshot.rules);
    if common.json {
        print(&json::reminder(&seen, &words).to_string());
    } else {
        show(&seen, &words);
    }
    Ok(())
}

fn show(seen: &ReminderSeen, words: &Words) {
    print(&seen.own_group_text(words));
    for notice in &seen.notices {
        print("");
        print(&seen.text(notice, words));
    }
}

async fn make(session: &Session, common: &Common) -> Result<(), Fault> {
    let done = run_due(&session.app, &session.actor).await?;
    if common.json {
        let runs: Vec<Value> = done
            .iter()
            .map(|done| {
                json!({
                    "kind": done.run.kind.word(), "period": done.run.period,
                    "due_on": done.run.due_on.to_string(), "made": done.making == Making::Make,
                })
            })
            .collect();
        print(&json!({ "runs": runs }).to_string());
        return Ok(());
    }
    let words = crate::voice::words(session.locale);
    if done.is_empty() {
        print(&words.nothing_due());
    }
    for done in &done {
        print(&words.run_done((done.run.kind, done.making), &done.run.period));
    }
    Ok(())
}
