//! What the operations answer. Each reads its questions, calls one function of `app`, and hands the document on.
//! Must not permit: the policy row and `app` do.

use app::{
    LookUpExplanation, LookUpStatus, LookedAt, Part, Refusal, SeeLedger, look_up_explanation,
    look_up_organisations, look_up_status, see_lecture, see_ledger,
};
use serde_json::{Value, json};

use crate::answer::{Answer, Reply, Trouble};
use crate::officer::ledger::asked::Asked;
use crate::visit::Visit;

/// Items of one answer, unless told, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;

fn seen(visit: &Visit) -> LookedAt {
    LookedAt {
        as_of: visit.as_of(),
        known_at: visit.query_as("at"),
    }
}

fn limit(visit: &Visit) -> usize {
    visit.query_as("limit").unwrap_or(USUAL).clamp(1, MOST)
}

/// The figures.
pub(super) async fn status(visit: Visit) -> Answer {
    let command = LookUpStatus {
        organisation: visit.query("organisation"),
        home: visit.home(),
        kind: visit.query("kind"),
        seen: seen(&visit),
    };
    let (snapshot, status) = look_up_status(&visit.site.app, &visit.actor, command).await?;
    Reply::json(&app::json::status(&status, &snapshot))
}

/// One standing explained.
pub(super) async fn explain(visit: Visit) -> Answer {
    let text = |name: &str| visit.query(name).unwrap_or_default();
    let command = LookUpExplanation {
        organisation: text("organisation"),
        duty: text("duty"),
        period: text("period"),
        seen: seen(&visit),
        words: &visit.words,
    };
    let document = look_up_explanation(&visit.site.app, &visit.actor, command).await?;
    Reply::json(&document)
}

/// The ledger.
pub(super) async fn lectures(visit: Visit) -> Answer {
    let asked = Asked::of(&visit).await?;
    if let Some(candidates) = asked.candidates {
        let name = asked.typed;
        let refusal = if candidates.is_empty() {
            Refusal::UnknownOrganisation(name)
        } else {
            let candidates = candidates.into_iter().map(|(_, name)| name).collect();
            Refusal::AmbiguousOrganisation { name, candidates }
        };
        return Err(refusal.into());
    }
    let ask = SeeLedger {
        filter: &asked.filter,
        sort: asked.sort,
        part: Part::After(visit.query_as("after"), limit(&visit)),
    };
    let seen = see_ledger(&visit.site.app, &visit.actor, ask).await?;
    let lectures = seen.lines.iter().filter_map(|(id, number)| {
        let lecture = seen.snapshot.lecture(*id)?;
        Some(app::json::lecture(lecture, *number, &seen.snapshot))
    });
    Reply::json(&json!({
        "lectures": lectures.collect::<Vec<Value>>(),
        "sums": app::json::sums(&seen.sums),
        "next": seen.next.map(|id| id.to_string()),
    }))
}

/// One lecture.
pub(super) async fn lecture(visit: Visit) -> Answer {
    let id = visit.place("lecture")?;
    let seen = see_lecture(&visit.site.app, &visit.actor, (id, &visit.words)).await?;
    let document = app::json::lecture_seen(&seen).ok_or(Trouble::NotFound)?;
    Reply::json(&document)
}

/// The organisations.
pub(super) async fn organisations(visit: Visit) -> Answer {
    let part = (visit.query_as("after"), limit(&visit));
    let seen = look_up_organisations(&visit.site.app, &visit.actor, part).await?;
    let snapshot = &seen.snapshot;
    let found = seen.organisations.iter();
    let documents = found.filter_map(|id| {
        let organisation = snapshot.facts.organisation(*id)?;
        Some(app::json::organisation(organisation, snapshot.as_of))
    });
    Reply::json(&json!({
        "organisations": documents.collect::<Vec<Value>>(),
        "next": seen.next.map(|id| id.to_string()),
    }))
}
