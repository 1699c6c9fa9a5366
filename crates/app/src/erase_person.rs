//! Erases a person: the name goes, the key of its commitments goes, the figures stay (X1, X5).
//! Must not remove rows: attendance and lectures still count, without a name.

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::PersonId;
use serde_json::json;
use store::{LectureHostRow, LectureSpeakerRow, MembershipRow, PersonRow, PostRow, Tx};

use crate::app::permit;
use crate::keyed::{Begun, Request};
use crate::{Actor, App, Failure, Refusal};

/// Whom to erase and why.
pub struct ErasePerson<'a> {
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// The id.
    pub person: &'a str,
    /// Why, for the history.
    pub reason: &'a str,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Erases the person wherever the name is kept as theirs.
///
/// # Errors
/// When the actor may not, there is no such person, or the database fails.
pub async fn erase_person(app: &App, actor: &Actor, command: ErasePerson<'_>) -> Result<i64, Failure> {
    permit(actor, Action::Erase, TargetKind::Person)?;
    let unknown = || Failure::Refused(Refusal::UnknownPerson(command.person.to_owned()));
    let id: PersonId = command.person.parse().map_err(|_| unknown())?;
    let tree = app.tree(command.tree).await?;
    let request = Request::new(
        app,
        command.key,
        &format!("erase-person {} {}", command.reason, command.person),
    );
    let mut tx = match request.begin(app, tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let Some(person) = tx.get::<PersonRow>((id,)).await? else {
        tx.give_up().await?;
        return Err(unknown());
    };
    if person.erased_at.is_some() {
        // There is nothing left to erase.
        let number = tx.number().await?.0;
        tx.give_up().await?;
        return Ok(number);
    }
    let spoken = named_as(&mut tx, &person).await?;
    for speaker in &spoken {
        tx.erase_subject(speaker.id).await?;
    }
    tx.erase(id, app.now()).await?;
    let detail = json!({ "person": id.to_string(), "lectures": spoken.len() });
    let mut entry = app.entry(actor, "erase-person", &detail);
    entry.reason = Some(command.reason.to_owned());
    request.commit(tx, entry).await
}

/// Lectures at home whose speaker is written with this person's name and tied to nobody: the name is theirs too.
async fn named_as(tx: &mut Tx, person: &PersonRow) -> Result<Vec<LectureSpeakerRow>, Failure> {
    let Some(name) = &person.name else {
        return Ok(Vec::new());
    };
    let homes: Vec<MembershipRow> = tx.under((person.id,)).await?;
    let posts: Vec<PostRow> = tx.by("person_id", person.id).await?;
    let places = homes.iter().map(|home| home.organisation_id);
    let places: BTreeSet<_> = places
        .chain(posts.iter().map(|post| post.organisation_id))
        .collect();
    let mut found = Vec::new();
    for place in places {
        let hosted: Vec<LectureHostRow> = tx.by("organisation_id", place).await?;
        for host in hosted {
            let speakers: Vec<LectureSpeakerRow> = tx.by("lecture_id", host.lecture_id).await?;
            let theirs = |row: &LectureSpeakerRow| row.person_id.is_none() && row.name.as_ref() == Some(name);
            found.extend(speakers.into_iter().filter(theirs));
        }
    }
    Ok(found)
}
