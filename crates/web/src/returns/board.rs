//! One return as the office sees it: who has answered, what came back, and what it would change.
//! Must not compare or decide: the application does.

use app::Failure;
use app::returns::{FileMerged, FileTaken, PartSeen, ReturnSeen, see_return};
use askama::Template;
use axum::http::StatusCode;
use domain::id::{OrganisationId, ReturnId};
use domain::return_form::FileState;

use super::asked::{FileAsked, recognised};
use super::merging::{Counts, UnitOffers, all_counts, units};
use super::row::Rows;
use super::{by_when, is_over, short};
use crate::answer::{Answer, Reply, Trouble};
use crate::told::{moment, name};
use crate::view::View;
use crate::visit::Visit;

/// A file that came back.
struct FileCard {
    id: String,
    name: String,
    says: String,
    look: &'static str,
    sign: &'static str,
    hints: Vec<String>,
    asked: FileAsked,
    is_merged: bool,
}

/// One that has not answered.
struct Silent {
    id: OrganisationId,
    name: String,
    /// Who holds the post, to be phoned.
    holder: String,
    asked: String,
    form: String,
}

/// What goes out.
struct Out {
    text: String,
    rows: usize,
    forms: Vec<(String, String, String)>,
}

/// What is said at the top of the page.
#[derive(Default)]
pub struct Told {
    /// What was done.
    pub done: Option<String>,
    /// What was not.
    pub wrong: Option<String>,
    /// What could not be taken, with its reason.
    pub refused: Vec<String>,
}

#[derive(Template)]
#[template(path = "returns/board.html")]
struct Page<'a> {
    v: View<'a>,
    address: String,
    answers: String,
    name: String,
    heading: String,
    due: String,
    is_late: bool,
    is_closed: bool,
    may: bool,
    note: Option<String>,
    told: Told,
    silent: Vec<Silent>,
    chase: String,
    files: Vec<FileCard>,
    others: Vec<FileCard>,
    counts: Counts,
    units: Vec<UnitOffers>,
    left: usize,
    merged: usize,
    out: Option<Out>,
    key: String,
}

/// The board; whoever is only asked is led to where they hand in.
pub async fn show(visit: Visit) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let told = Told {
        done: visit
            .query_as::<usize>("undone")
            .map(|count| visit.words.say("returns-undone", &[("count", count.into())])),
        ..Told::default()
    };
    match page(&visit, id, told).await {
        Err(Trouble::App(Failure::Forbidden(_))) => Reply::see_other(&format!("/returns/{id}/hand-in")),
        answer => answer,
    }
}

/// The board with what is to be said.
pub async fn page(visit: &Visit, id: ReturnId, told: Told) -> Answer {
    let seen = see_return(&visit.site.app, &visit.actor, (None, id)).await?;
    let status = match told.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let (units, left) = units(visit, &seen);
    let (asks, rest): (Vec<FileCard>, Vec<FileCard>) = cards(visit, &seen)
        .into_iter()
        .partition(|card| card.look != "none");
    let silent = silent(visit, &seen);
    let reply = Reply::page(&Page {
        address: format!("/returns/{id}"),
        answers: format!("/returns/{id}/answers"),
        name: seen.line.name.clone(),
        heading: heading(visit, &seen),
        due: by_when(visit, seen.line.due_at),
        is_late: is_over(visit, seen.line.due_at) && seen.line.answered < seen.line.asked,
        is_closed: seen.line.is_closed,
        may: seen.may_merge,
        note: seen.note.clone(),
        chase: chase(visit, &seen),
        silent,
        files: asks,
        others: rest,
        counts: all_counts(&seen),
        units,
        left,
        merged: seen.merges.len(),
        out: out(visit, &seen).await?,
        told,
        key: visit.site.app.new_id().to_string(),
        v: View::new(visit),
    })?;
    Ok(reply.with_status(status))
}

fn heading(visit: &Visit, seen: &ReturnSeen) -> String {
    let line = &seen.line;
    let filled = [
        ("name", line.name.as_str().into()),
        ("answered", line.answered.into()),
        ("missing", line.asked.saturating_sub(line.answered).into()),
    ];
    visit.words.say("returns-heading", &filled)
}

fn silent(visit: &Visit, seen: &ReturnSeen) -> Vec<Silent> {
    let one = |part: &PartSeen| {
        let words = &visit.words;
        let asked = match part.asked_at {
            Some(at) => {
                let filled = [("count", part.asked.into()), ("at", moment(visit, at).into())];
                words.say("returns-asked-times", &filled)
            }
            None => words.say("returns-not-asked-yet", &[]),
        };
        let holder = app::returns::holder(&seen.snapshot, part.organisation);
        Silent {
            id: part.organisation,
            name: short(&seen.snapshot, part.organisation),
            holder: match holder {
                Some(person) => name(visit, Some(person)),
                None => words.say("reminding-vacant", &[]),
            },
            asked,
            form: format!("/returns/{}/form.xlsx?org={}", seen.line.id, part.organisation),
        }
    };
    seen.silent().map(one).collect()
}

/// The text for the group chat that asks those who are silent.
fn chase(visit: &Visit, seen: &ReturnSeen) -> String {
    let names: Vec<String> = seen
        .silent()
        .map(|part| short(&seen.snapshot, part.organisation))
        .collect();
    let filled = [
        ("office", short(&seen.snapshot, seen.line.office).into()),
        ("name", seen.line.name.as_str().into()),
        ("until", by_when(visit, seen.line.due_at).into()),
        ("names", visit.words.list(&names).into()),
        (
            "has",
            if seen.line.due_at.is_some() { "yes" } else { "no" }.into(),
        ),
    ];
    visit.words.say("returns-chase-text", &filled)
}

fn cards(visit: &Visit, seen: &ReturnSeen) -> Vec<FileCard> {
    let parts: Vec<OrganisationId> = seen.parts.iter().map(|part| part.organisation).collect();
    let card = |file: &FileTaken| {
        let words = &visit.words;
        let asked = FileAsked::of(visit, (file, &seen.snapshot), &parts);
        let unit = file
            .organisation
            .map(|id| short(&seen.snapshot, id))
            .unwrap_or_default();
        let filled = [("unit", unit.into()), ("count", file.rows.into())];
        let is_asking = asked.has_choices();
        let (says, look, sign) = match file.state {
            FileState::Taken if is_asking => (words.say("returns-file-taken", &filled), "risk", "!"),
            FileState::Taken => (words.say("returns-file-taken", &filled), "met", "✓"),
            FileState::Asked => (words.say("returns-file-asked", &[]), "over", "!"),
            FileState::Replaced => (words.say("returns-file-replaced", &filled), "none", "–"),
        };
        FileCard {
            id: file.id.to_string(),
            name: file.name.clone(),
            says,
            look,
            sign,
            hints: recognised(visit, file),
            asked,
            is_merged: seen.merges.iter().any(|merge| merge.file == file.id),
        }
    };
    seen.files.iter().map(card).collect()
}

/// What goes out, for who may take it away.
async fn out(visit: &Visit, seen: &ReturnSeen) -> Result<Option<Out>, Trouble> {
    if !seen.may_merge {
        return Ok(None);
    }
    let text = app::returns::group_text(&visit.site.app, &visit.actor, seen.line.id, &visit.words).await?;
    let form = |part: &PartSeen| {
        let address = format!("/returns/{}/form.xlsx?org={}", seen.line.id, part.organisation);
        let rows = visit.words.say("returns-rows", &[("count", part.rows.into())]);
        (short(&seen.snapshot, part.organisation), address, rows)
    };
    let rows: usize = text.lines().map(|line| line.chars().count() / 44 + 1).sum();
    Ok(Some(Out {
        rows: rows.clamp(3, 10),
        forms: seen.parts.iter().map(form).collect(),
        text,
    }))
}

/// What was merged, in words, and what could not be.
pub fn told_merged(visit: &Visit, seen: &ReturnSeen, merged: &[FileMerged]) -> Told {
    let words = &visit.words;
    let sum = |of: fn(&FileMerged) -> usize| merged.iter().map(of).sum::<usize>();
    let filled = [
        (
            "files",
            merged.iter().filter(|file| file.number.is_some()).count().into(),
        ),
        ("new", sum(|file| file.new).into()),
        ("changed", sum(|file| file.changed).into()),
        ("gone", sum(|file| file.gone).into()),
    ];
    let refused = merged.iter().flat_map(|file| {
        let offers = seen.files.iter().find(|taken| taken.id == file.file);
        file.refused.iter().map(move |(key, why)| {
            let row = offers.and_then(|offers| offered_row(offers, key));
            let rows = Rows {
                visit,
                snapshot: &seen.snapshot,
                part: file.organisation,
                form: seen.line.form,
            };
            let what = row.map(|row| rows.what(row));
            words.said_of(&what.unwrap_or_default(), &words.import_refusal(why).text(words))
        })
    });
    Told {
        done: Some(words.say("returns-merged", &filled)),
        wrong: None,
        refused: refused.collect(),
    }
}

fn offered_row<'a>(file: &'a FileTaken, key: &str) -> Option<&'a domain::returns::FormRow> {
    let compared = &file.compared;
    let cell = compared
        .cells
        .iter()
        .find(|cell| cell.key == key)
        .map(|cell| &cell.row);
    cell.or_else(|| compared.new.iter().find(|row| row.key == key).map(|row| &row.row))
}
