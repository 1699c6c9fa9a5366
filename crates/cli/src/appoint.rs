//! `kaijiang appoint` and `kaijiang pair`: posts and supported villages that no sheet names.
//! Must not look anything up: the application does.

use app::{Appoint, PairVillage};
use serde_json::json;

use crate::args::Common;
use crate::failure::Fault;
use crate::session::{Session, day};
use crate::{answer, voice};

/// Puts a person in a post.
///
/// # Errors
/// When organisation or post are unknown or the database fails.
pub async fn appoint(
    common: &Common,
    (organisation, post, name): (&str, &str, &str),
    from: Option<&str>,
) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let command = Appoint {
        tree: common.tree.as_deref(),
        organisation,
        post,
        name,
        from: day(from)?.unwrap_or(session.actor.rights.on),
        key: common.key.as_deref(),
    };
    let number = app::appoint(&session.app, &session.actor, command).await?;
    noted(common, &session, number);
    Ok(())
}

/// Pairs a unit with the village it supports.
///
/// # Errors
/// When one of the organisations is unknown or the database fails.
pub async fn pair(
    common: &Common,
    (unit, village): (&str, &str),
    (from, until): (Option<&str>, Option<&str>),
) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let command = PairVillage {
        tree: common.tree.as_deref(),
        unit,
        village,
        from: day(from)?.unwrap_or(session.actor.rights.on),
        until: day(until)?,
        key: common.key.as_deref(),
    };
    let number = app::pair_village(&session.app, &session.actor, command).await?;
    noted(common, &session, number);
    Ok(())
}

fn noted(common: &Common, session: &Session, number: i64) {
    let sentence = voice::words(session.locale).noted(number);
    answer(common, &json!({ "audit_number": number }), &sentence);
}
