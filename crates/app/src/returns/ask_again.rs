//! 催报: who was reminded of a return, and when it is closed. Must not send anything: a person copies the text or phones.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::id::{OrganisationId, ReturnId};
use domain::return_form::ReturnRefusal;
use serde_json::json;
use store::{ReturnPartRow, ReturnRow};

use super::forget::clear;
use super::on_record::OnRecord;
use super::{CLOSED, no};
use crate::keyed::{Begun, Request};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// Notes that these were reminded; none named: all who are silent. Answers how many.
///
/// # Errors
/// When the actor may not, one of them was not asked, or the database fails.
pub async fn note_asked(
    app: &App,
    actor: &Actor,
    (id, whom): (ReturnId, &BTreeSet<OrganisationId>),
    key: Option<&str>,
) -> Result<usize, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let request = Request::new(app, key, &format!("ask-return {id} {whom:?}"));
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(_) => return Ok(0),
        Begun::Now(tx) => tx,
    };
    let on_record = OnRecord::read(&mut tx, id).await?;
    on_record.permit(&snapshot, actor, Action::Change)?;
    on_record.is_open()?;
    if let Some(odd) = whom.iter().find(|one| !on_record.asked().contains(one)) {
        let name = snapshot.name(*odd).unwrap_or_default().to_owned();
        return Err(no(ReturnRefusal::NotAsked(name)));
    }
    let is_meant = |part: &ReturnPartRow| {
        if whom.is_empty() {
            return part.answered_at.is_none();
        }
        whom.contains(&part.organisation_id)
    };
    let now = app.now();
    let asked: Vec<ReturnPartRow> = on_record
        .parts
        .into_iter()
        .filter(is_meant)
        .map(|part| ReturnPartRow {
            asked: part.asked.saturating_add(1),
            asked_at: Some(now),
            ..part
        })
        .collect();
    let detail = json!({ "return": id.to_string(), "organisations": asked.len() });
    tx.save(&asked).await?;
    request
        .commit(tx, app.entry(actor, "ask-return", &detail))
        .await?;
    Ok(asked.len())
}

/// Closes a return: no more files are taken, and none merged or undone. What was kept only for that goes.
///
/// # Errors
/// When the actor may not, it is closed already, or the database fails.
pub async fn close_return(app: &App, actor: &Actor, id: ReturnId, key: Option<&str>) -> Result<(), Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let request = Request::new(app, key, &format!("close-return {id}"));
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(_) => return Ok(()),
        Begun::Now(tx) => tx,
    };
    let on_record = OnRecord::read(&mut tx, id).await?;
    on_record.permit(&snapshot, actor, Action::Change)?;
    on_record.is_open()?;
    let closed = ReturnRow {
        state: CLOSED.to_owned(),
        version: on_record.row.version.saturating_add(1),
        ..on_record.row
    };
    tx.save(&[closed]).await?;
    clear(&mut tx, id).await?;
    let detail = json!({ "return": id.to_string() });
    request
        .commit(tx, app.entry(actor, "close-return", &detail))
        .await?;
    Ok(())
}
