//! 一场党课的页面: all that is on record, and what the visitor may do with it.
//! Must not decide what may be done: `app` says which deeds are open, and asks again when one is done.

mod past;
mod record;

use app::approve_late::DeclineLate;
use app::{
    CancelLecture, Deed, Failure, LectureSeen, Refusal, SendBackLecture, VerifyLectures, cancel_lecture,
    see_lecture, send_back_lecture, verify_lectures,
};
use askama::Template;
use axum::http::StatusCode;
use domain::id::LectureId;
use domain::lecture::Lecture;

use crate::answer::{Answer, Reply, Trouble, why};
use crate::officer::ledger::said::{lecture_state_said, origin_key, state_look};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;
use past::Version;
use record::{DutyGroup, Fact, HostLine, Material, Signed};

/// What was typed and could not be done, and why not.
#[derive(Default)]
struct Mistake {
    deed: Option<Deed>,
    why: String,
    reason: String,
    until: Option<String>,
}

#[derive(Template)]
#[template(path = "officer/lecture.html")]
struct Page<'a> {
    v: View<'a>,
    id: LectureId,
    title: String,
    sub: String,
    state: String,
    look: &'static str,
    tags: Vec<String>,
    state_said: String,
    state_by: Option<String>,
    reason: Option<String>,
    hosts: Vec<HostLine>,
    facts: Vec<Fact>,
    duties: Vec<DutyGroup>,
    script: Option<String>,
    materials: Vec<Material>,
    signed_in: u32,
    attendees: Vec<Signed>,
    nameable: u32,
    unnamed: u32,
    origin: &'static str,
    times: Option<String>,
    versions: Vec<Version>,
    deeds: Vec<Deed>,
    is_own_record: bool,
    mended_by: String,
    mistake: Mistake,
    done: Option<&'static str>,
    key: String,
}

/// All that is on record of a lecture.
pub async fn show(visit: Visit) -> Answer {
    let done = match visit.query("done") {
        Some("verified") => Some("lecture-page-done-verified"),
        Some("sent-back") => Some("lecture-page-done-sent-back"),
        Some("agreed") => Some("lecture-page-done-agreed"),
        Some("declined") => Some("lecture-page-done-declined"),
        Some("cancelled") => Some("lecture-page-done-cancelled"),
        _ => None,
    };
    page(&visit, Mistake::default(), done).await
}

async fn page(visit: &Visit, mistake: Mistake, done: Option<&'static str>) -> Answer {
    let id: LectureId = visit.place("lecture")?;
    let seen = see_lecture(&visit.site.app, &visit.actor, (id, &visit.words)).await?;
    let Some(lecture) = seen.snapshot.lecture(id) else {
        return Err(Trouble::NotFound);
    };
    let words = &visit.words;
    let state = lecture.state.kind();
    let attendees = if visit.query("names").is_some() {
        record::attendees(visit, &seen).await?
    } else {
        Vec::new()
    };
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Reply::page(&Page {
        id,
        title: lecture.title.clone(),
        sub: record::headline(visit, &seen, lecture),
        state: lecture_state_said(lecture, (words, &seen.snapshot.rules)),
        look: state_look(state),
        tags: tags(visit, &seen, lecture),
        state_said: words.lecture_standing(lecture, &seen.snapshot.rules),
        state_by: seen
            .stated_by
            .as_ref()
            .map(|doer| past::doer(visit, &seen.snapshot, doer)),
        reason: lecture.state.reason().map(str::to_owned),
        hosts: record::hosts(visit, &seen, lecture),
        facts: record::facts(visit, &seen, lecture),
        duties: record::duties(visit, &seen),
        script: seen.script.as_deref().map(|answer| record::script(words, answer)),
        materials: record::materials(visit, &seen),
        signed_in: small(seen.signed_in),
        nameable: small(seen.nameable),
        unnamed: small(seen.signed_in.saturating_sub(seen.nameable)),
        attendees,
        origin: origin_key(lecture.origin),
        times: past::times(visit, &seen, lecture),
        versions: past::versions(visit, &seen),
        deeds: seen.deeds.clone(),
        is_own_record: seen.is_own_record && state == domain::lecture::StateKind::Recorded,
        mended_by: mistake
            .until
            .clone()
            .unwrap_or_else(|| seen.mended_by.to_string()),
        mistake,
        done,
        key: visit.site.app.new_id().to_string(),
        v: View::new(visit),
    })
}

/// What marks a lecture out, each in a word.
fn tags(visit: &Visit, seen: &LectureSeen, lecture: &Lecture) -> Vec<String> {
    let words = &visit.words;
    let marks = [
        (lecture.themed, "ledger-chip-themed"),
        (lecture.is_joint(), "ledger-chip-joint"),
        (seen.is_backfilled, "ledger-came-backfilled"),
        (
            lecture.origin == domain::lecture::Origin::OnBehalf,
            "ledger-came-on-behalf",
        ),
    ];
    let kind = words.lecture_kind(&lecture.kind, &seen.snapshot.rules);
    let marks = marks.into_iter().filter(|(is_so, _)| *is_so);
    [kind]
        .into_iter()
        .chain(marks.map(|(_, key)| words.say(key, &[])))
        .collect()
}

/// After a deed: on to the page, or the page again with what was typed and why it was not done.
async fn after(visit: &Visit, outcome: Result<(), Failure>, (done, mistake): (&str, Mistake)) -> Answer {
    match outcome {
        Ok(()) => Reply::see_other(&format!("{}?done={done}", at(visit)?)),
        Err(failure @ Failure::Refused(_)) => {
            let why = why(visit, &failure);
            let reply = page(visit, Mistake { why, ..mistake }, None).await?;
            Ok(reply.with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The address of the lecture of this visit.
fn at(visit: &Visit) -> Result<String, Trouble> {
    Ok(format!("/lectures/{}", visit.place::<LectureId>("lecture")?))
}

/// 核验.
pub async fn verify(visit: Visit, posted: Posted) -> Answer {
    let id = visit.place("lecture")?;
    let command = VerifyLectures {
        lectures: &[id],
        key: posted.field("key"),
    };
    let verified = verify_lectures(&visit.site.app, &visit.actor, command).await?;
    let outcome = verified.outcomes.into_iter().map(|(_, outcome)| outcome).next();
    let mistake = Mistake {
        deed: Some(Deed::Verify),
        ..Mistake::default()
    };
    after(
        &visit,
        outcome.unwrap_or_else(|| Err(Refusal::NoLecture.into())),
        ("verified", mistake),
    )
    .await
}

/// 退回.
pub async fn send_back(visit: Visit, posted: Posted) -> Answer {
    let reason = posted.field("reason").unwrap_or_default();
    let Some(until) = posted.field_as("until") else {
        let mistake = Mistake {
            deed: Some(Deed::SendBack),
            why: visit.words.say("lecture-page-no-date", &[]),
            reason: reason.to_owned(),
            until: None,
        };
        let reply = page(&visit, mistake, None).await?;
        return Ok(reply.with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let command = SendBackLecture {
        lecture: visit.place("lecture")?,
        reason,
        until,
        key: posted.field("key"),
    };
    let sent = send_back_lecture(&visit.site.app, &visit.actor, command).await;
    let mistake = Mistake {
        deed: Some(Deed::SendBack),
        reason: reason.to_owned(),
        until: posted.field("until").map(str::to_owned),
        why: String::new(),
    };
    after(&visit, sent.map(drop), ("sent-back", mistake)).await
}

/// 同意补录 (E12).
pub async fn approve_late(visit: Visit, posted: Posted) -> Answer {
    let lecture: LectureId = visit.place("lecture")?;
    let key = posted.field("key").unwrap_or_default();
    let agreed = app::approve_late::approve_late(&visit.site.app, &visit.actor, (lecture, key)).await;
    let mistake = Mistake {
        deed: Some(Deed::ApproveLate),
        ..Mistake::default()
    };
    after_late(&visit, &posted, (agreed, "agreed"), mistake).await
}

/// 不同意补录 (E12).
pub async fn decline_late(visit: Visit, posted: Posted) -> Answer {
    let command = DeclineLate {
        lecture: visit.place("lecture")?,
        reason: posted.field("reason").unwrap_or_default(),
        key: posted.field("key").unwrap_or_default(),
    };
    let declined = app::approve_late::decline_late(&visit.site.app, &visit.actor, command).await;
    let mistake = Mistake {
        deed: Some(Deed::DeclineLate),
        reason: posted.field("reason").unwrap_or_default().to_owned(),
        ..Mistake::default()
    };
    after_late(&visit, &posted, (declined, "declined"), mistake).await
}

/// After an answer to a late record: back to the list it was given from, else to the lecture.
async fn after_late(
    visit: &Visit,
    posted: &Posted,
    (outcome, done): (Result<i64, Failure>, &str),
    mistake: Mistake,
) -> Answer {
    if outcome.is_ok() && posted.field("from") == Some("enter") {
        let id: LectureId = visit.place("lecture")?;
        return Reply::see_other(&format!("/enter?late={done}&lecture={id}"));
    }
    after(visit, outcome.map(drop), (done, mistake)).await
}

/// 未成讲.
pub async fn cancel(visit: Visit, posted: Posted) -> Answer {
    let reason = posted.field("reason").unwrap_or_default();
    let command = CancelLecture {
        lecture: visit.place("lecture")?,
        reason,
        key: posted.field("key"),
    };
    let cancelled = cancel_lecture(&visit.site.app, &visit.actor, command).await;
    let mistake = Mistake {
        deed: Some(Deed::Cancel),
        reason: reason.to_owned(),
        ..Mistake::default()
    };
    after(&visit, cancelled.map(drop), ("cancelled", mistake)).await
}

impl Page<'_> {
    /// Whether the visitor may do this now.
    fn may(&self, deed: &str) -> bool {
        deed_named(deed).is_some_and(|deed| self.deeds.contains(&deed))
    }

    /// What was wrong with a deed, if it was this one.
    fn wrong(&self, deed: &str) -> Option<&Mistake> {
        Some(&self.mistake).filter(|mistake| mistake.deed.is_some() && mistake.deed == deed_named(deed))
    }
}

/// A deed as the template names it.
fn deed_named(name: &str) -> Option<Deed> {
    match name {
        "approve-late" => Some(Deed::ApproveLate),
        "decline-late" => Some(Deed::DeclineLate),
        "verify" => Some(Deed::Verify),
        "send-back" => Some(Deed::SendBack),
        "correct" => Some(Deed::Correct),
        "cancel" => Some(Deed::Cancel),
        _ => None,
    }
}
