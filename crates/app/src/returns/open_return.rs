//! Opens a return: who is asked for what and by when, with what is held of it now, frozen.
//! Must not write files: `send_return` does.

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, ReturnId};
use domain::return_form::{FilledBy, ReturnForm, ReturnRefusal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::{ReturnPartRow, ReturnRow, ReturnSentRow};

use super::form::{Beside, Holdings, Parts, asked};
use super::{CLOSED, OPEN, no, sent};
use crate::keyed::{BegunAnswer, Request};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// What is asked of whom.
#[derive(Clone, Copy)]
pub struct OpenReturn<'a> {
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// The office that asks and merges; none: the root.
    pub office: Option<OrganisationId>,
    /// What it is called.
    pub name: &'a str,
    /// The form.
    pub form: ReturnForm,
    /// First and last day of what it asks about.
    pub within: (Option<Date>, Option<Date>),
    /// Who fills it.
    pub filled_by: FilledBy,
    /// When it is wanted back.
    pub due_at: Option<Timestamp>,
    /// What the covering notice says besides.
    pub note: Option<&'a str>,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Most characters of a name, and of a note.
const LONGEST: (usize, usize) = (80, 600);

/// Opens it.
///
/// # Errors
/// When the actor may not, it has no name or another one's, nobody could fill it, or the database fails.
pub async fn open_return(app: &App, actor: &Actor, command: OpenReturn<'_>) -> Result<ReturnId, Failure> {
    let ask = Ask::of(command.tree);
    let snapshot = look(app, ask).await?;
    let office = command.office.unwrap_or(OrganisationId(snapshot.tree.0));
    snapshot.permit(actor, (Action::Change, TargetKind::Return), office)?;
    let name: String = intake::fold(command.name).chars().take(LONGEST.0).collect();
    if name.is_empty() {
        return Err(no(ReturnRefusal::NoName));
    }
    if matches!(command.within, (Some(from), Some(until)) if until < from) {
        return Err(no(ReturnRefusal::EndsBeforeItBegins));
    }
    let parts = asked(&snapshot, office, command.filled_by);
    if parts.is_empty() {
        return Err(no(ReturnRefusal::NobodyToAsk));
    }
    let said = format!(
        "open-return {office} {name} {} {}",
        command.form.word(),
        command.filled_by.word()
    );
    let request = Request::new(app, command.key, &said);
    let mut tx = match request.begin_answer(app, snapshot.tree).await? {
        BegunAnswer::Before(answer) => return kept_id(&answer),
        BegunAnswer::Now(tx) => tx,
    };
    let others: Vec<ReturnRow> = tx.by("organisation_id", office).await?;
    if others.iter().any(|row| row.name == name && row.state != CLOSED) {
        tx.give_up().await?;
        return Err(no(ReturnRefusal::NameTaken(name)));
    }
    let row = row(app, actor, (office, name), &command);
    let id = row.id;
    let beside = Beside::read(app, &snapshot, &row).await?;
    let (part_rows, sent_rows) = frozen(&beside.holdings(&snapshot, command.form), &row, &parts);
    let rows: u32 = part_rows.iter().map(|part| part.rows).sum();
    let detail = json!({
        "return": id.to_string(),
        "organisation": office.to_string(),
        "organisations": part_rows.len(),
        "form": row.form,
        "read": rows,
    });
    tx.save(&[row]).await?;
    tx.save(&part_rows).await?;
    tx.save_unlogged(&sent_rows).await?;
    let entry = app.entry(actor, "open-return", &detail);
    request
        .commit_answer(tx, entry, &json!({ "return": id.to_string() }))
        .await?;
    Ok(id)
}

/// The return as it is kept.
fn row(
    app: &App,
    actor: &Actor,
    (office, name): (OrganisationId, String),
    command: &OpenReturn<'_>,
) -> ReturnRow {
    let note = command.note.map(|note| note.trim().chars().take(LONGEST.1));
    let note = note
        .map(Iterator::collect)
        .filter(|note: &String| !note.is_empty());
    ReturnRow {
        id: ReturnId(app.new_id()),
        organisation_id: office,
        name,
        form: command.form.word().to_owned(),
        from_on: command.within.0,
        until_on: command.within.1,
        filled_by: command.filled_by.word().to_owned(),
        due_at: command.due_at,
        note,
        state: OPEN.to_owned(),
        opened_by: actor.word.clone(),
        opened_at: app.now(),
        version: 1,
    }
}

fn kept_id(answer: &serde_json::Value) -> Result<ReturnId, Failure> {
    let id = answer.get("return").and_then(serde_json::Value::as_str);
    id.and_then(|id| id.parse().ok()).ok_or(Failure::Busy)
}

/// What is held now for everybody who is asked.
fn frozen(
    holdings: &Holdings<'_>,
    row: &ReturnRow,
    asked: &BTreeSet<OrganisationId>,
) -> (Vec<ReturnPartRow>, Vec<ReturnSentRow>) {
    let parts = Parts::new(holdings.snapshot, asked);
    let days = (row.from_on, row.until_on);
    let mut records = holdings.records(&parts, |_, record| holdings.is_within(record, days));
    let audit_number = i64::try_from(holdings.snapshot.facts.known_at).unwrap_or(i64::MAX);
    let each = asked.iter().map(|part| {
        let rows = records.remove(part).unwrap_or_default();
        let part_row = ReturnPartRow {
            return_id: row.id,
            organisation_id: *part,
            rows: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            answered_at: None,
            asked: 0,
            asked_at: None,
        };
        let sent_row = ReturnSentRow {
            return_id: row.id,
            organisation_id: *part,
            audit_number,
            rows: sent::written(&rows),
        };
        (part_row, sent_row)
    });
    each.unzip()
}
