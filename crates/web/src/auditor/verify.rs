//! Verification: run here in the background, and what is needed to do it elsewhere; the export, with its reason.
//! Must not call a history whole that was not verified to its end.

use std::time::Duration;

use app::{
    KeyTrust, Stage, Thing, VerifyStage, Why, begin_verification, history_archive, permit_thing,
    see_verification,
};
use askama::Template;
use domain::access::{Action, TargetKind};
use i18n::Words;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::told::{moment, refused};
use crate::view::View;
use crate::visit::Visit;

/// A small history is done before the browser asks again.
const MOMENT: Duration = Duration::from_secs(1);

#[derive(Template)]
#[template(path = "auditor/verify.html")]
struct Page<'a> {
    v: View<'a>,
    entries: i64,
    checkpoint: String,
    keys: Vec<String>,
    /// Since when it runs, while it does.
    running: Option<String>,
    whole: Option<String>,
    broken: Vec<String>,
    checked: Option<String>,
    /// The county reads and verifies; taking a copy away is the auditor's.
    may_export: bool,
    wrong: Option<String>,
}

pub(super) async fn show(visit: Visit) -> Answer {
    page(visit, None).await
}

async fn page(visit: Visit, wrong: Option<String>) -> Answer {
    let seen = see_verification(&visit.site.app, &visit.actor, MOMENT).await?;
    let (mut running, mut whole, mut broken) = (None, None, Vec::new());
    match &seen.stage {
        Some(Stage::Running(since)) => running = Some(moment(&visit, *since)),
        Some(Stage::Failed(_)) => broken.push(visit.words.say("verify-failed", &[])),
        Some(Stage::Done(checked)) if checked.verified.ok => {
            let verified = &checked.verified;
            let entries = u64::try_from(verified.entries).unwrap_or_default();
            let mut said = vec![visit.words.audit_whole(entries, &verified.root)];
            if checked.has_checkpoint {
                said.push(visit.words.say("verify-agrees", &[]));
            }
            whole = Some(visit.words.joined(&said));
            if verified.key == KeyTrust::FromData {
                broken.push(visit.words.audit_key_from_data());
            }
        }
        Some(done @ Stage::Done(_)) => broken = told(done, &visit.words),
        None => {}
    }
    let export = (Action::Export, TargetKind::Audit);
    let may_export = permit_thing(&visit.site.app, &visit.actor, export, Thing::Tree).await;
    let is_done = matches!(seen.stage, Some(Stage::Done(_)));
    Reply::page(&Page {
        entries: seen.entries,
        checkpoint: seen.checkpoint,
        keys: seen.keys,
        checked: seen.began_at.filter(|_| is_done).map(|at| moment(&visit, at)),
        running,
        whole,
        broken,
        may_export: may_export.is_ok(),
        wrong,
        v: View::new(&visit),
    })
}

/// What is wrong, and what follows from it.
fn told(stage: &VerifyStage, words: &Words) -> Vec<String> {
    let Stage::Done(checked) = stage else {
        return Vec::new();
    };
    let verified = &checked.verified;
    let entries = u64::try_from(verified.entries).unwrap_or_default();
    let Some(bad) = &verified.first_bad else {
        return Vec::new();
    };
    let number = bad.number.and_then(|number| u64::try_from(number).ok());
    let headline = match (bad.why, number) {
        (Why::Rewritten, _) => words.audit_forked(number.unwrap_or(entries)),
        (Why::RolledBack, _) => words.audit_rolled_back(entries),
        (Why::CheckpointUnsigned, _) => words.audit_checkpoint_strange(),
        (_, Some(number)) => words.audit_broken(number),
        (_, None) => words.audit_broken_somewhere(),
    };
    vec![headline, app::bad_text(bad, words)]
}

pub(super) async fn begin(visit: Visit, posted: Posted) -> Answer {
    let outside = posted.field("checkpoint").map(|note| {
        // A browser sends lines with a return before each end; a signed note has none.
        let mut note = note.replace("\r\n", "\n");
        note.push('\n');
        note
    });
    begin_verification(&visit.site.app, &visit.actor, outside.as_deref()).await?;
    Reply::see_other("/history/verify")
}

pub(super) async fn export(visit: Visit, posted: Posted) -> Answer {
    let reason = posted.field("reason").unwrap_or_default();
    let made = history_archive(&visit.site.app, &visit.actor, reason).await;
    match refused(&visit, made)? {
        Ok(bytes) => Reply::file("kaijiang-history.zip", "application/zip", bytes),
        Err(wrong) => page(visit, Some(wrong)).await,
    }
}
