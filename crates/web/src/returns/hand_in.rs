//! 交表: what is asked of one's own organisation, what was handed in, and what was understood of it.
//! Must not judge it: the application does.

use app::Failure;
use app::returns::{
    AskedOf, CellOffered, FileTaken, HandInSeen, answer_hand_in, hand_in as hand_in_file, see_hand_in,
    see_own_asked,
};
use askama::Template;
use axum::http::StatusCode;
use domain::id::{OrganisationId, ReturnFileId, ReturnId};

use super::asked::{FileAsked, answered, recognised};
use super::merging::{Counts, counts};
use super::row::Rows;
use super::{by_when, hand_in_address, is_over, short};
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::told::{moment, refused};
use crate::view::View;
use crate::visit::Visit;

/// A cell that was changed: which lecture, which column, what it was, what it is.
struct Changed {
    what: String,
    column: String,
    was: String,
    now: String,
}

/// A file as it was understood.
struct Understood {
    id: String,
    name: String,
    came: String,
    rows: String,
    is_taken: bool,
    hints: Vec<String>,
    asked: FileAsked,
    counts: Counts,
    changed: Vec<Changed>,
    new: Vec<String>,
    gone: Vec<String>,
    left: usize,
}

#[derive(Template)]
#[template(path = "returns/hand_in.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    unit: String,
    office: String,
    due: String,
    note: Option<String>,
    is_late: bool,
    is_open: bool,
    is_merged: bool,
    rows: String,
    form: String,
    fill: String,
    address: String,
    answers: String,
    seen: String,
    handed: Option<Understood>,
    waiting: Vec<Understood>,
    others: Vec<(String, String)>,
    wrong: Option<String>,
    done: Option<String>,
}

/// So many changes of a kind are listed.
const MOST: usize = 60;

/// Which organisation: `?org=…`; the only one that may be meant where none is named.
pub(super) async fn asked_unit(
    visit: &Visit,
    id: ReturnId,
) -> Result<(OrganisationId, Vec<AskedOf>), Trouble> {
    let own = see_own_asked(&visit.site.app, &visit.actor, visit.home()).await?;
    let mut of_it: Vec<AskedOf> = own.asked.into_iter().filter(|one| one.id == id).collect();
    let named: Option<OrganisationId> = visit.query_as("org");
    let first = named
        .or_else(|| of_it.first().map(|one| one.part))
        .ok_or(Trouble::NotFound)?;
    of_it.retain(|one| one.part != first);
    Ok((first, of_it))
}

/// The page.
pub async fn show(visit: Visit) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let done = visit
        .query("done")
        .map(|_| visit.words.say("returns-handed-in", &[]));
    page(&visit, id, (done, None)).await
}

async fn page(visit: &Visit, id: ReturnId, (done, wrong): (Option<String>, Option<String>)) -> Answer {
    let (part, others) = asked_unit(visit, id).await?;
    let seen = see_hand_in(&visit.site.app, &visit.actor, (id, part)).await?;
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let asked = &seen.asked;
    let waiting = seen
        .files
        .iter()
        .filter(|file| file.state == domain::return_form::FileState::Asked);
    let reply = Reply::page(&Page {
        name: asked.name.clone(),
        unit: short(&seen.snapshot, part),
        office: short(&seen.snapshot, asked.office),
        due: by_when(visit, asked.due_at),
        note: seen.note.clone(),
        is_late: asked.answered_at.is_none() && is_over(visit, asked.due_at),
        is_open: seen.is_open(),
        is_merged: seen.is_merged,
        rows: visit.words.say("returns-rows", &[("count", asked.rows.into())]),
        form: hand_in_address(asked, "form.xlsx"),
        fill: hand_in_address(asked, "fill"),
        address: hand_in_address(asked, "hand-in"),
        answers: format!("/returns/{id}/hand-in/answers?org={part}"),
        seen: seen
            .answer()
            .map_or_else(|| "sent".to_owned(), |file| file.id.to_string()),
        handed: seen.answer().map(|file| understood(visit, &seen, file)),
        waiting: waiting.map(|file| understood(visit, &seen, file)).collect(),
        others: others
            .iter()
            .map(|one| (hand_in_address(one, "hand-in"), short(&seen.snapshot, one.part)))
            .collect(),
        wrong,
        done,
        v: View::new(visit),
    })?;
    Ok(reply.with_status(status))
}

fn understood(visit: &Visit, seen: &HandInSeen, file: &FileTaken) -> Understood {
    let part = seen.asked.part;
    let compared = &file.compared;
    let rows = Rows {
        visit,
        snapshot: &seen.snapshot,
        part,
        form: seen.asked.form,
    };
    let what = |row: &domain::returns::FormRow| rows.what(row);
    let changed = |cell: &CellOffered| Changed {
        what: what(&cell.row),
        column: rows.header(&cell.column),
        was: cell.held.clone(),
        now: cell.returned.clone(),
    };
    let left = |count: usize| count.saturating_sub(MOST);
    Understood {
        id: file.id.to_string(),
        name: file.name.clone(),
        came: moment(visit, file.came_at),
        rows: visit.words.say("returns-rows", &[("count", file.rows.into())]),
        is_taken: file.state == domain::return_form::FileState::Taken,
        hints: recognised(visit, file),
        asked: FileAsked::of(visit, (file, &seen.snapshot), &[]),
        counts: counts(file),
        changed: compared.cells.iter().take(MOST).map(changed).collect(),
        new: compared.new.iter().take(MOST).map(|row| what(&row.row)).collect(),
        gone: compared
            .gone
            .iter()
            .take(MOST)
            .map(|row| what(&row.row))
            .collect(),
        left: left(compared.cells.len()) + left(compared.new.len()) + left(compared.gone.len()),
    }
}

/// A file is handed in.
pub async fn hand_in(visit: Visit, posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let (part, _) = asked_unit(&visit, id).await?;
    let Some(file) = posted.files("file").next() else {
        let wrong = visit.words.say("returns-no-file", &[]);
        return page(&visit, id, (None, Some(wrong))).await;
    };
    let handed = hand_in_file(
        &visit.site.app,
        &visit.actor,
        (id, part),
        (&file.name, &file.bytes),
    )
    .await;
    back(&visit, (id, part), handed).await
}

/// What was asked about one's own file is answered.
pub async fn answer(visit: Visit, posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let (part, _) = asked_unit(&visit, id).await?;
    let file: ReturnFileId = posted.field_as("file").ok_or(Trouble::NotFound)?;
    let said = (file, answered(&posted));
    let done = answer_hand_in(&visit.site.app, &visit.actor, (id, part), said).await;
    back(&visit, (id, part), done).await
}

/// Back to the page, which says that it was handed in, or why not.
pub(super) async fn back<T>(
    visit: &Visit,
    (id, part): (ReturnId, OrganisationId),
    done: Result<T, Failure>,
) -> Answer {
    match refused(visit, done)? {
        Ok(_) => Reply::see_other(&format!("/returns/{id}/hand-in?org={part}&done=1")),
        Err(wrong) => page(visit, id, (None, Some(wrong))).await,
    }
}
