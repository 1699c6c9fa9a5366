//! Erases a person: the name goes, the key of its commitments goes, the figures stay (X1, X5).
//! Must not remove rows: attendance and lectures still count, without a name.

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId};
use serde_json::json;
use store::{LectureHostRow, LectureSpeakerRow, MembershipRow, PersonRow, PostRow, Tx};

use crate::erased::mark_erased;
use crate::keyed::{Begun, Request};
use crate::place::{of_person, permit_any};
use crate::returns::forget;
use crate::see_person::rival;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal};

/// Whom to erase and why.
#[derive(Clone, Copy)]
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

/// Erases the person wherever the name is kept as theirs. Lectures under the name stay tied to who is left of them, so
/// that what they owed in person stays done; a mark keeps sheets from bringing the name back.
///
/// # Errors
/// When the actor may not, there is no such person, or the database fails.
pub async fn erase_person(app: &App, actor: &Actor, command: ErasePerson<'_>) -> Result<i64, Failure> {
    let ask = Ask::of(command.tree);
    let snapshot = look(app, ask).await?;
    let unknown = || Failure::Refused(Refusal::UnknownPerson(command.person.to_owned()));
    let id: Option<PersonId> = command.person.parse().ok();
    let targets = id.map(|id| of_person(&snapshot, TargetKind::Person, id));
    let targets = targets.unwrap_or_default();
    permit_any(actor, Action::Erase, (TargetKind::Person, &targets))?;
    let id = id.ok_or_else(unknown)?;
    let tree = snapshot.tree;
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
    let places = places(&mut tx, id).await?;
    let theirs: Vec<OrganisationId> = places.iter().copied().collect();
    // Of one person who is on record twice, the one in the post answers for the lectures.
    let found = snapshot.facts.person(id);
    let other = found.and_then(|found| rival(&snapshot.facts, found, &theirs));
    let in_post = |person: PersonId| snapshot.facts.posts.iter().any(|post| post.person == person);
    let other = other.filter(|other| in_post(other.id) && !in_post(id));
    let owner = other.map_or(id, |other| other.id);
    let spoken = named_as(&mut tx, &person, (&places, owner)).await?;
    tx.save(&spoken).await?;
    if owner != id {
        for speaker in &spoken {
            tx.erase_subject(speaker.id).await?;
        }
    }
    if let Some(name) = &person.name {
        let known_by = (name.as_str(), person.birth_month.as_deref());
        forget(&mut tx, name, &places).await?;
        mark_erased(app, &mut tx, known_by, places.into_iter()).await?;
    }
    tx.erase(id, app.now()).await?;
    let detail = json!({ "person": id.to_string(), "lectures": spoken.len() });
    let mut entry = app.entry(actor, "erase-person", &detail);
    entry.reason = Some(command.reason.to_owned());
    request.commit(tx, entry).await
}

/// Where the person is or was at home or in a post.
async fn places(tx: &mut Tx, person: PersonId) -> Result<BTreeSet<OrganisationId>, Failure> {
    let homes: Vec<MembershipRow> = tx.under((person,)).await?;
    let posts: Vec<PostRow> = tx.by("person_id", person).await?;
    let places = homes.iter().map(|home| home.organisation_id);
    Ok(places
        .chain(posts.iter().map(|post| post.organisation_id))
        .collect())
}

/// Speakers at home who are written with this person's name and tied to nobody: the name is theirs too. They come back
/// tied to who answers for them.
async fn named_as(
    tx: &mut Tx,
    person: &PersonRow,
    (places, owner): (&BTreeSet<OrganisationId>, PersonId),
) -> Result<Vec<LectureSpeakerRow>, Failure> {
    let Some(name) = &person.name else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for place in places {
        let hosted: Vec<LectureHostRow> = tx.by("organisation_id", *place).await?;
        for host in hosted {
            let speakers: Vec<LectureSpeakerRow> = tx.by("lecture_id", host.lecture_id).await?;
            let theirs = |row: &LectureSpeakerRow| row.person_id.is_none() && row.name.as_ref() == Some(name);
            found.extend(speakers.into_iter().filter(theirs).map(|row| LectureSpeakerRow {
                person_id: Some(owner),
                ..row
            }));
        }
    }
    // A joint lecture of two of the places is there twice.
    found.sort_by_key(|row| row.id);
    found.dedup_by_key(|row| row.id);
    Ok(found)
}
