//! 台账: the register of lectures as a clerk reads it: filters, sums, columns, pages; the export; many verified at once.
//! Must not choose what is seen: `app::see_ledger` does.

pub(crate) mod asked;
mod choices;
pub(crate) mod said;

use app::{
    ExportLedger, LedgerSeen, LedgerSums, Part, SeeLedger, SortBy, VerifyLectures, export_ledger,
    permit_thing, see_ledger, verify_lectures,
};
use askama::Template;
use domain::access::{Action, TargetKind};
use domain::id::LectureId;
use domain::lecture::Lecture;
use i18n::Words;

use crate::answer::{Answer, Reply};
use crate::officer::asked::share;
use crate::posted::Posted;
use crate::told::Called;
use crate::view::View;
use crate::visit::Visit;
use asked::{Asked, address};
use choices::{Chip, Choices};
use said::{head_key, lecture_state_said, speaker_class, speakers, state_look};

/// What a spreadsheet is called by browsers.
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Where the ledger is.
const PATH: &str = "/lectures";
/// Where it is as a spreadsheet.
const FILE: &str = "/lectures.xlsx";

/// The head of a column: its key, the address that sorts by it, how it sorts now.
struct Head {
    key: &'static str,
    address: String,
    sorts: Option<&'static str>,
    is_number: bool,
}

/// A lecture.
struct Line {
    id: LectureId,
    number: i64,
    on: String,
    hosts: Vec<Called>,
    title: String,
    kind: String,
    form: String,
    speaker: String,
    class: String,
    venue: String,
    expected: String,
    present: String,
    state: String,
    look: &'static str,
    can_verify: bool,
}

#[derive(Template)]
#[template(path = "officer/ledger.html")]
struct Page<'a> {
    v: View<'a>,
    choices: Choices,
    chips: Vec<Chip>,
    heads: Vec<Head>,
    lines: Vec<Line>,
    sums: Vec<(&'static str, String)>,
    rate: String,
    /// The address of exactly the lectures the rate is made of.
    rate_of: String,
    left_out: u32,
    left_out_of: String,
    position: String,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
    file: Option<String>,
    here: String,
    waiting: Option<String>,
    candidates: Option<Vec<(String, Called)>>,
    verified: Option<u32>,
    can_verify: bool,
    count_to_verify: usize,
    key: String,
}

/// The ledger, filtered by the address.
pub async fn show(visit: Visit) -> Answer {
    let asked = Asked::of(&visit).await?;
    let ask = SeeLedger {
        filter: &asked.filter,
        sort: asked.sort,
        part: Part::Page(visit.query_as("page").unwrap_or(1)),
    };
    let seen = see_ledger(&visit.site.app, &visit.actor, ask).await?;
    let home = app::Thing::Organisation(visit.home());
    let right = (Action::Export, TargetKind::Lecture);
    let can_export = permit_thing(&visit.site.app, &visit.actor, right, home)
        .await
        .is_ok();
    let turned = |page: usize| address(&visit, PATH, &[("page", &page.to_string())]);
    let words = &visit.words;
    let waiting = address(&visit, PATH, &[("state", "recorded")]);
    let candidates = asked.candidates.as_ref().map(|found| {
        let link =
            |id: &domain::id::OrganisationId| address(&visit, PATH, &[("organisation", &id.to_string())]);
        let called = |id: &domain::id::OrganisationId| Called::by(&visit, &seen.snapshot, *id);
        found.iter().map(|(id, _)| (link(id), called(id))).collect()
    });
    Reply::page(&Page {
        choices: Choices::of(&visit, &asked, &seen),
        chips: choices::chips(&visit, &asked, &seen),
        heads: SortBy::ALL
            .into_iter()
            .map(|by| head(&visit, &asked, by))
            .collect(),
        lines: lines(&visit, &seen),
        rate: rate(&visit, &seen),
        rate_of: address(&visit, PATH, &[("turnout", "yes")]),
        left_out: u32::try_from(seen.sums.without_turnout).unwrap_or(u32::MAX),
        left_out_of: address(&visit, PATH, &[("turnout", "no")]),
        previous: (seen.page > 1).then(|| turned(seen.page - 1)),
        next: (seen.page < seen.pages).then(|| turned(seen.page + 1)),
        file: (can_export && seen.sums.lectures > 0).then(|| address(&visit, FILE, &[])),
        here: turned(seen.page),
        waiting: (seen.may_verify && asked.filter.state.is_none()).then_some(waiting),
        verified: visit.query_as("verified"),
        count_to_verify: seen.to_verify.len(),
        can_verify: asked.filter.state.is_some() && !seen.to_verify.is_empty(),
        key: visit.site.app.new_id().to_string(),
        candidates,
        sums: sums(words, &seen.sums),
        position: words.say(
            "ledger-page",
            &[("page", seen.page.into()), ("pages", seen.pages.into())],
        ),
        pages: seen.pages,
        v: View::new(&visit),
    })
}

/// 到课率; nothing without a number expected.
fn rate(visit: &Visit, seen: &LedgerSeen) -> String {
    let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let (present, expected) = (small(seen.sums.present), small(seen.sums.expected));
    let said = (expected > 0).then(|| share(present, expected, &seen.snapshot.rules, &visit.words));
    said.unwrap_or_default()
}

/// The sums of what is filtered, each with its name.
fn sums(words: &Words, sums: &LedgerSums) -> Vec<(&'static str, String)> {
    let count = |count: usize| words.number(u64::try_from(count).unwrap_or(u64::MAX));
    vec![
        ("ledger-sum-lectures", count(sums.lectures)),
        ("ledger-sum-sessions", count(sums.sessions)),
        ("ledger-chip-joint", count(sums.joint)),
        ("ledger-sum-micro", count(sums.micro)),
        ("ledger-head-expected", words.number(sums.expected)),
        ("ledger-head-present", words.number(sums.present)),
    ]
}

/// The head of a column. The first click sorts upwards, the next one downwards.
fn head(visit: &Visit, asked: &Asked, by: SortBy) -> Head {
    let is_this = asked.sort.by == by;
    let next = app::Sort {
        by,
        is_descending: is_this && !asked.sort.is_descending,
    };
    let now = if asked.sort.is_descending {
        "descending"
    } else {
        "ascending"
    };
    Head {
        key: head_key(by),
        address: address(visit, PATH, &[("sort", &next.word())]),
        sorts: is_this.then_some(now),
        is_number: matches!(by, SortBy::Expected | SortBy::Present),
    }
}

fn lines(visit: &Visit, seen: &LedgerSeen) -> Vec<Line> {
    let found = |(id, number): &(LectureId, i64)| {
        let lecture = seen.snapshot.lecture(*id)?;
        Some(line(visit, seen, (lecture, *number)))
    };
    seen.lines.iter().filter_map(found).collect()
}

fn line(visit: &Visit, seen: &LedgerSeen, (lecture, number): (&Lecture, i64)) -> Line {
    let (words, snapshot) = (&visit.words, &seen.snapshot);
    let rules = &snapshot.rules;
    let count = |count: Option<u32>| {
        count
            .map(|count| words.number(u64::from(count)))
            .unwrap_or_default()
    };
    let hosts = lecture.hosts.iter();
    let hosts = hosts.map(|host| Called::by(visit, snapshot, host.organisation));
    let day = lecture.ended_on().or(lecture.planned_on);
    let state = lecture.state.kind();
    Line {
        id: lecture.id,
        number,
        on: day.map(|day| day.to_string()).unwrap_or_default(),
        hosts: hosts.collect(),
        title: lecture.title.clone(),
        kind: words.lecture_kind(&lecture.kind, rules),
        form: words.list(&lecture.forms),
        speaker: speakers(lecture, words),
        class: speaker_class(lecture, (words, rules)),
        venue: lecture.venue.clone().unwrap_or_default(),
        expected: count(lecture.expected),
        present: count(lecture.present),
        state: lecture_state_said(lecture, (words, rules)),
        look: state_look(state),
        can_verify: seen.to_verify.contains(&lecture.id),
    }
}

/// The ledger as a workbook: what the same address shows as a page, all of it.
pub async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit).await?;
    let command = ExportLedger {
        filter: &asked.filter,
        sort: asked.sort,
        words: &visit.words,
    };
    let file = export_ledger(&visit.site.app, &visit.actor, command).await?;
    Reply::file(&file.name, SPREADSHEET, file.bytes)
}

/// A record that could not be verified.
struct Refused {
    id: LectureId,
    title: String,
    why: String,
}

#[derive(Template)]
#[template(path = "officer/ledger_verified.html")]
struct Outcomes<'a> {
    v: View<'a>,
    done: u32,
    refused: Vec<Refused>,
    back: String,
}

/// Verifies the records that were ticked, or all that were shown, each with its own outcome.
pub async fn verify(visit: Visit, posted: Posted) -> Answer {
    let field = if posted.has("all") { "shown" } else { "lecture" };
    let mut lectures: Vec<LectureId> = posted.all(field).filter_map(|id| id.parse().ok()).collect();
    lectures.sort_unstable();
    lectures.dedup();
    let command = VerifyLectures {
        lectures: &lectures,
        key: posted.field("key"),
    };
    let verified = verify_lectures(&visit.site.app, &visit.actor, command).await?;
    let back = posted
        .field("here")
        .filter(|back| back.starts_with(PATH))
        .unwrap_or(PATH);
    let done = verified
        .outcomes
        .iter()
        .filter(|(_, outcome)| outcome.is_ok())
        .count();
    if done == verified.outcomes.len() {
        let joint = if back.contains('?') { '&' } else { '?' };
        return Reply::see_other(&format!("{back}{joint}verified={done}"));
    }
    let refused = verified.outcomes.iter().filter_map(|(id, outcome)| {
        let why = outcome.as_ref().err()?;
        Some((*id, crate::answer::why(&visit, why)))
    });
    let seen = see_titles(&visit, refused.collect()).await?;
    Reply::page(&Outcomes {
        done: u32::try_from(done).unwrap_or(u32::MAX),
        refused: seen,
        back: back.to_owned(),
        v: View::new(&visit),
    })
}

/// The titles of lectures, as far as the visitor may see them.
async fn see_titles(visit: &Visit, refused: Vec<(LectureId, String)>) -> Result<Vec<Refused>, app::Failure> {
    let ask = SeeLedger {
        filter: &app::LedgerFilter::default(),
        sort: app::Sort::default(),
        part: Part::Whole,
    };
    let seen = see_ledger(&visit.site.app, &visit.actor, ask).await?;
    let title = |id: LectureId| {
        let is_seen = seen.lines.iter().any(|(line, _)| *line == id);
        let lecture = seen.snapshot.lecture(id).filter(|_| is_seen);
        lecture.map(|lecture| lecture.title.clone()).unwrap_or_default()
    };
    let named = refused.into_iter().map(|(id, why)| Refused {
        id,
        title: title(id),
        why,
    });
    Ok(named.collect())
}
