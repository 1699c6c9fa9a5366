//! 代填: twenty lectures for one's branches on one page, typed or pasted; and late records one is asked to agree to.
//! Must not keep a lecture: `app::enter_for_others` does.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use app::approve_late::{Waiting, waiting_below};
use app::enter_for_others::{
    Became, BranchOwes, Grid, Row, RowFault, enter_rows, pasted, see_grid, try_rows,
};
use askama::Template;
use axum::http::StatusCode;
use domain::id::{LectureId, OrganisationId};
use domain::obligation::StandingKind;
use domain::refusal::{Approver, RecordRefusal};
use i18n::Words;

use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

/// Rows of the grid, unless more are asked for.
const ROWS: usize = 20;
/// Rows that name no branch yet.
const SPARE: usize = 3;
const MOST_ROWS: usize = 200;

/// A choice of a column.
struct Choice {
    value: String,
    label: String,
}

/// A row as the page lays it out.
struct Laid {
    key: String,
    row: Row,
    /// The branch by name, where the grid knows it.
    branch: Option<String>,
    owes: Option<String>,
    is_at_risk: bool,
    candidates: Vec<String>,
    /// What would become of it, when it is good.
    good: Option<String>,
    wrong: Vec<String>,
    asks_reason: bool,
    asks_another: bool,
}

/// A late record that waits.
struct Late {
    address: String,
    line: String,
    branch: String,
    reason: String,
    may: bool,
    needs: String,
}

/// A lecture that went in just now.
struct Entered {
    address: String,
    line: String,
}

/// What stands in the box for pasting.
#[derive(Default)]
struct Pasting {
    /// What was pasted and is no table.
    unread: Option<String>,
    /// Rows that were too many.
    beyond: usize,
    /// Why what comes late does, once for all rows.
    late_reason: String,
}

impl Pasting {
    fn is_all_taken(&self) -> bool {
        self.unread.is_none() && self.beyond == 0
    }
}

#[derive(Template)]
#[template(path = "officer/enter.html")]
struct Page<'a> {
    v: View<'a>,
    top: String,
    late: Vec<Late>,
    late_done: Option<String>,
    form_key: String,
    rows: Vec<Laid>,
    branches: Vec<String>,
    kinds: Vec<Choice>,
    classes: Vec<Choice>,
    today: String,
    saved: Option<u32>,
    waits: usize,
    entered: Vec<Entered>,
    is_tried: bool,
    good: usize,
    wrong: usize,
    pasting: Pasting,
    more: String,
}

/// Offers the grid.
pub async fn show(visit: Visit) -> Answer {
    let grid = see_grid(&visit.site.app, &visit.actor, visit.home()).await?;
    let wanted = visit.query_as::<usize>("rows").unwrap_or(ROWS).min(MOST_ROWS);
    let rows = empty_rows(&visit, &grid, wanted);
    let page = page(&visit, &grid, rows).await?;
    Reply::page(&Page {
        saved: visit.query_as("saved"),
        waits: visit.query_as("waits").unwrap_or_default(),
        ..page
    })
}

/// Takes what was pasted into the grid, tries the grid, or enters it.
pub async fn enter(visit: Visit, posted: Posted) -> Answer {
    let grid = see_grid(&visit.site.app, &visit.actor, visit.home()).await?;
    let done = posted.field("do").unwrap_or_default();
    let text = posted.field("pasted").unwrap_or_default();
    let mut rows = read_rows(&posted);
    let (mut unread, mut beyond) = (None, 0);
    // What stands in the box counts whichever button was pressed: nobody pastes to throw it away.
    if done == "paste" || !text.is_empty() {
        let new = pasted(text, &visit.programme.rules);
        unread = new.rows.is_empty().then(|| text.to_owned());
        beyond = new.beyond;
        rows.retain(|(_, row)| !row.is_blank());
        let keyed = |row| (pasted_key(&visit, &posted, &row), row);
        rows.extend(new.rows.into_iter().map(keyed));
    }
    let late_reason = posted.field("late_reason").unwrap_or_default();
    for (_, row) in &mut rows {
        // One sentence for all that come late; a row's own stands before it, and none is kept where none is needed.
        if row.reason.is_empty() && !row.is_blank() {
            late_reason.clone_into(&mut row.reason);
        }
    }
    let became = if done == "save" {
        enter_rows(&visit.site.app, &visit.actor, (grid.top, &rows)).await?
    } else {
        let only: Vec<Row> = rows.iter().map(|(_, row)| row.clone()).collect();
        try_rows(&visit.site.app, &visit.actor, (grid.top, &only)).await?
    };
    let pasting = Pasting {
        unread,
        beyond,
        late_reason: late_reason.to_owned(),
    };
    answer(visit, (grid, rows, became), pasting).await
}

async fn answer(
    visit: Visit,
    (grid, rows, became): (Grid, Vec<(String, Row)>, Vec<Became>),
    pasting: Pasting,
) -> Answer {
    let words = &*visit.words;
    let (mut laid, mut entered) = (Vec::new(), Vec::new());
    let (mut good, mut wrong, mut waits) = (0, 0, 0);
    for ((key, row), became) in rows.into_iter().zip(became) {
        let mut line = lay_out(&grid, words, (key, row));
        match became {
            Became::Recorded(recorded) => {
                waits += usize::from(recorded.waits_for.is_some());
                entered.push(Entered {
                    address: format!("/lectures/{}", recorded.lecture),
                    line: sentence(words, &grid, &line.row),
                });
                continue;
            }
            Became::Good {
                waits_for,
                is_backfilled,
                ..
            } => {
                good += 1;
                line.good = Some(words.say(good_key(waits_for, is_backfilled), &[]));
            }
            Became::Wrong(faults) => {
                wrong += 1;
                note_faults(words, &mut line, &faults);
            }
            Became::Blank => {}
        }
        laid.push(line);
    }
    if wrong == 0 && pasting.is_all_taken() && !entered.is_empty() {
        return Reply::see_other(&format!("/enter?saved={}&waits={waits}", entered.len()));
    }
    let page = page(&visit, &grid, laid).await?;
    let reply = Reply::page(&Page {
        is_tried: entered.is_empty(),
        entered,
        waits,
        good,
        wrong,
        pasting,
        ..page
    })?;
    let status = if wrong > 0 {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(reply.with_status(status))
}

/// What an organisation is called on this page.
fn name_of(grid: &Grid, id: OrganisationId) -> String {
    grid.snapshot.name(id).unwrap_or_default().to_owned()
}

/// The key of a pasted row: the same when the same page is sent again with the same row, so that it goes in once.
fn pasted_key(visit: &Visit, posted: &Posted, row: &Row) -> String {
    let Some(page) = posted.field("key").filter(|key| !key.is_empty()) else {
        return new_key(visit);
    };
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    format!("{page}-{:016x}", hasher.finish())
}

fn new_key(visit: &Visit) -> String {
    visit.site.app.new_id().to_string()
}

/// The grid's own rows: the branches that owe most, then some without a branch.
fn empty_rows(visit: &Visit, grid: &Grid, wanted: usize) -> Vec<Laid> {
    let owing = grid
        .branches
        .iter()
        .filter(|branch| wanted > ROWS || owes(branch) > 0);
    let of_branch = |branch: &BranchOwes| {
        let (speaker, class) = branch.holder.clone().unwrap_or_default();
        row_of(visit, branch, (speaker, class))
    };
    let spare = (0..SPARE).map(|_| Row {
        kind: first_kind(visit),
        ..Row::default()
    });
    let rows = owing.take(wanted).map(of_branch).chain(spare);
    rows.map(|row| lay_out(grid, &visit.words, (new_key(visit), row)))
        .collect()
}

fn row_of(visit: &Visit, branch: &BranchOwes, (speaker, class): (String, String)) -> Row {
    let heads = Some(branch.expected).filter(|heads| *heads > 0);
    Row {
        branch: branch.organisation.to_string(),
        speaker,
        class,
        kind: first_kind(visit),
        expected: heads.map(|heads| heads.to_string()).unwrap_or_default(),
        ..Row::default()
    }
}

fn first_kind(visit: &Visit) -> String {
    let first = visit.programme.rules.lecture_kinds.first();
    first.map(|kind| kind.id.clone()).unwrap_or_default()
}

fn owes(branch: &BranchOwes) -> u32 {
    let open = branch.owes.iter().filter(|owed| owed.standing.is_open());
    open.map(|owed| owed.missing).sum()
}

fn is_at_risk(branch: &BranchOwes) -> bool {
    let mut owes = branch.owes.iter();
    owes.any(|owed| owed.standing.kind() == StandingKind::AtRisk)
}

/// The rows as they were sent, in order.
fn read_rows(posted: &Posted) -> Vec<(String, Row)> {
    let mut rows = Vec::new();
    for place in 0..MOST_ROWS.saturating_mul(2) {
        let field = |name: &str| {
            posted
                .field(&format!("r{place}-{name}"))
                .unwrap_or_default()
                .to_owned()
        };
        if !posted.has(&format!("r{place}-key")) {
            break;
        }
        let row = Row {
            branch: field("branch"),
            on: field("on"),
            title: field("title"),
            speaker: field("speaker"),
            class: field("class"),
            kind: field("kind"),
            present: field("present"),
            expected: field("expected"),
            venue: field("venue"),
            forms: field("forms"),
            note: field("note"),
            reason: field("reason"),
            is_another: posted.has(&format!("r{place}-another")),
        };
        rows.push((field("key"), row));
    }
    rows
}

fn lay_out(grid: &Grid, words: &Words, (key, row): (String, Row)) -> Laid {
    let known = grid
        .branches
        .iter()
        .find(|branch| branch.organisation.to_string() == row.branch);
    let branch = known
        .and_then(|branch| grid.snapshot.name(branch.organisation))
        .map(str::to_owned);
    let missing = known.map(owes).filter(|missing| *missing > 0);
    Laid {
        owes: missing.map(|missing| owes_said(words, missing, known.map_or(0, |branch| branch.waiting))),
        is_at_risk: known.is_some_and(is_at_risk),
        branch,
        candidates: Vec::new(),
        good: None,
        wrong: Vec::new(),
        asks_reason: !row.reason.is_empty(),
        asks_another: row.is_another,
        key,
        row,
    }
}

/// 还差2场（有1场已交，等同意补录）: what was told and waits is not to be entered twice.
fn owes_said(words: &Words, missing: u32, waiting: u32) -> String {
    let count = ("count", missing.into());
    match waiting {
        0 => words.say("enter-owes", &[count]),
        _ => words.say("enter-owes-waiting", &[count, ("waiting", waiting.into())]),
    }
}

fn note_faults(words: &Words, line: &mut Laid, faults: &[RowFault]) {
    for fault in faults {
        match fault {
            RowFault::SeveralBranches(names) => line.candidates.clone_from(names),
            RowFault::Refused(app::Refusal::Record(RecordRefusal::ReasonNeeded { .. })) => {
                line.asks_reason = true;
            }
            RowFault::Refused(app::Refusal::RecordedAlready(_)) => line.asks_another = true,
            _ => {}
        }
        line.wrong.push(fault_text(words, fault));
    }
}

fn fault_text(words: &Words, fault: &RowFault) -> String {
    match fault {
        RowFault::Unreadable("on") => words.say("record-unreadable-day", &[]),
        RowFault::Unreadable(_) => words.say("record-unreadable-heads", &[]),
        RowFault::NoBranch => words.say("enter-no-branch", &[]),
        RowFault::SeveralBranches(_) => words.say("enter-several-branches", &[]),
        RowFault::UnknownWord("kind") => words.say("enter-unknown-kind", &[]),
        RowFault::UnknownWord(_) => words.say("enter-unknown-class", &[]),
        RowFault::StandsAbove => words.say("enter-stands-above", &[]),
        RowFault::Refused(refusal) => app::refusal_text(refusal, words, ""),
    }
}

fn good_key(waits_for: Option<Approver>, is_backfilled: bool) -> &'static str {
    match (waits_for, is_backfilled) {
        (Some(_), _) => "enter-waits",
        (None, true) => "enter-backfilled",
        (None, false) => "enter-good",
    }
}

/// 丙村支部，9月25日，《一课》.
fn sentence(words: &Words, grid: &Grid, row: &Row) -> String {
    let branch = row.branch.parse().ok().map(|id| name_of(grid, id));
    let branch = branch.unwrap_or_else(|| row.branch.clone());
    let (on, title) = (row.on.as_str().into(), row.title.as_str().into());
    words.say(
        "enter-line",
        &[("branch", branch.into()), ("on", on), ("title", title)],
    )
}

async fn page<'a>(
    visit: &'a Visit,
    grid: &Grid,
    rows: Vec<Laid>,
) -> Result<Page<'a>, crate::answer::Trouble> {
    let waiting = waiting_below(&visit.site.app, &visit.actor, grid.top).await?;
    let (words, rules) = (&*visit.words, &grid.snapshot.rules);
    let name = |id| name_of(grid, id);
    let kind = |kind: &domain::rule_set::LectureKind| Choice {
        label: words.lecture_kind(&kind.id, rules),
        value: kind.id.clone(),
    };
    let class = |class: &domain::rule_set::SpeakerClass| Choice {
        label: words.speaker_class(&class.id, rules),
        value: class.id.clone(),
    };
    Ok(Page {
        v: View::new(visit),
        top: name(grid.top),
        late: waiting
            .iter()
            .filter_map(|waiting| late(words, grid, waiting))
            .collect(),
        late_done: late_done(visit, grid),
        form_key: new_key(visit),
        branches: grid
            .branches
            .iter()
            .map(|branch| name(branch.organisation))
            .collect(),
        kinds: rules.lecture_kinds.iter().map(kind).collect(),
        classes: rules.speaker_classes.iter().map(class).collect(),
        today: grid.snapshot.as_of.to_string(),
        saved: None,
        waits: 0,
        entered: Vec::new(),
        is_tried: false,
        good: 0,
        wrong: 0,
        pasting: Pasting::default(),
        more: format!(
            "/enter?rows={}",
            grid.branches.len().clamp(ROWS.saturating_mul(2), MOST_ROWS)
        ),
        rows,
    })
}

/// What was just answered to a late record: 已同意补录：丙村支部，9月25日《一课》.
fn late_done(visit: &Visit, grid: &Grid) -> Option<String> {
    let key = match visit.query("late")? {
        "agreed" => "enter-agreed",
        "declined" => "enter-declined",
        _ => return None,
    };
    let (branch, line) = late_line(&visit.words, grid, visit.query_as("lecture")?)?;
    let said = [("branch", branch.into()), ("line", line.into())];
    Some(visit.words.say(key, &said))
}

/// Whose lecture it is, and which: 9月25日《一课》; only of a branch of this page.
fn late_line(words: &Words, grid: &Grid, id: LectureId) -> Option<(String, String)> {
    let lecture = grid.snapshot.lecture(id)?;
    let host = lecture.hosts.first()?.organisation;
    let on = lecture.ended_on().map(|on| words.weekday_date(on));
    let title = lecture.title.as_str().into();
    let said = [("on", on.unwrap_or_default().into()), ("title", title)];
    let is_here = grid.snapshot.path(host).contains(&grid.top);
    is_here.then(|| (name_of(grid, host), words.say("enter-late-line", &said)))
}

fn late(words: &Words, grid: &Grid, waiting: &Waiting) -> Option<Late> {
    let (branch, line) = late_line(words, grid, waiting.lecture)?;
    let needs = match waiting.needs {
        Approver::Township => "enter-needs-township",
        Approver::County => "enter-needs-county",
    };
    Some(Late {
        address: format!("/lectures/{}", waiting.lecture),
        line,
        branch,
        reason: waiting.reason.clone(),
        may: waiting.may,
        needs: words.say(needs, &[]),
    })
}
