//! 免讲: an organisation need not deliver for a time; granted and taken back by the county, with a reason.
//! Must not decide what an exemption covers: the domain does.

use domain::access::{Action, Target, TargetKind};
use domain::facts::Excusal;
use domain::id::{ExcusalId, OrganisationId};
use domain::refusal::PeopleRefusal;
use jiff::civil::Date;
use serde_json::json;
use store::ExcusalRow;

use crate::change_person::{no, reason_in};
use crate::keyed::{Begun, Request};
use crate::place::{is_allowed, permit_any};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Who is excused from what, and why.
#[derive(Clone, Copy)]
pub struct Excuse<'a> {
    /// Who.
    pub organisation: OrganisationId,
    /// From which duty; none: from all.
    pub duty: Option<&'a str>,
    /// First day.
    pub from: Date,
    /// Last day; none: until taken back.
    pub until: Option<Date>,
    /// Why: it is kept in the history, so it names nobody.
    pub reason: &'a str,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Grants an exemption.
///
/// # Errors
/// When the actor may not, duty or dates do not fit, no reason is given, or the database fails.
pub async fn excuse(app: &App, actor: &Actor, command: Excuse<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(
        actor,
        (Action::Approve, TargetKind::Standing),
        command.organisation,
    )?;
    let reason = reason_in(command.reason)?;
    if let Some(duty) = command.duty
        && !snapshot.rules.duty_ids().contains(&duty)
    {
        let known = snapshot.rules.duty_ids().into_iter().map(str::to_owned).collect();
        return Err(Refusal::UnknownDuty {
            duty: duty.to_owned(),
            known,
        }
        .into());
    }
    if let Some(until) = command.until.filter(|until| *until < command.from) {
        let from = command.from;
        return Err(no(PeopleRefusal::EndsBeforeItBegins { from, until }));
    }
    let asked = format!(
        "excuse {} {:?} {} {:?} {reason}",
        command.organisation, command.duty, command.from, command.until
    );
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    tx.save(&[ExcusalRow {
        id: ExcusalId(app.new_id()),
        organisation_id: command.organisation,
        duty: command.duty.map(str::to_owned),
        from_on: command.from,
        until_on: command.until,
        reason: reason.to_owned(),
        granted_by: actor.word.clone(),
    }])
    .await?;
    let detail = json!({ "organisation": command.organisation.to_string(), "duty": command.duty });
    let mut entry = app.entry(actor, "excuse", &detail);
    entry.reason = Some(reason.to_owned());
    request.commit(tx, entry).await
}

/// Which exemption is taken back, and why.
#[derive(Clone, Copy)]
pub struct RevokeExcusal<'a> {
    /// Which.
    pub excusal: ExcusalId,
    /// Why.
    pub reason: &'a str,
    /// The caller's key.
    pub key: Option<&'a str>,
}

/// Takes an exemption back from today on: what it covered before stays covered. One that has not begun goes whole.
///
/// # Errors
/// When the actor may not, it is over already, no reason is given, or the database fails.
pub async fn revoke_excusal(app: &App, actor: &Actor, command: RevokeExcusal<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let held = snapshot
        .facts
        .excusals
        .iter()
        .find(|held| held.id == command.excusal);
    let targets: Vec<Target> = held
        .map(|held| Target::of(TargetKind::Standing, snapshot.path(held.organisation)))
        .into_iter()
        .collect();
    permit_any(actor, Action::Approve, (TargetKind::Standing, &targets))?;
    let reason = reason_in(command.reason)?;
    let request = Request::new(app, command.key, &format!("revoke-excusal {}", command.excusal));
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let today = app.today(&snapshot.rules);
    let row: Option<ExcusalRow> = tx.get((command.excusal,)).await?;
    let open = row.filter(|row| row.until_on.is_none_or(|until| until >= today));
    let Some(row) = open else {
        tx.give_up().await?;
        return Err(no(PeopleRefusal::OverAlready));
    };
    let organisation = row.organisation_id;
    if row.from_on >= today {
        tx.remove::<ExcusalRow>([(row.id,)]).await?;
    } else {
        let last = today.yesterday().unwrap_or(today);
        tx.save(&[ExcusalRow {
            until_on: Some(last),
            ..row
        }])
        .await?;
    }
    let detail = json!({ "organisation": organisation.to_string() });
    let mut entry = app.entry(actor, "revoke-excusal", &detail);
    entry.reason = Some(reason.to_owned());
    request.commit(tx, entry).await
}

/// Exemptions of an organisation and all below it.
pub struct ExcusalsSeen {
    /// What they were read from.
    pub snapshot: Snapshot,
    /// Those in force today or later first, then the earlier ones, each the latest first.
    pub excusals: Vec<Excusal>,
    /// The actor may grant one there.
    pub may_excuse: bool,
}

/// Lists exemptions.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_excusals(app: &App, actor: &Actor, top: OrganisationId) -> Result<ExcusalsSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Standing), top)?;
    let excusals = snapshot.excusals(top);
    let target = Target::of(TargetKind::Standing, snapshot.path(top));
    Ok(ExcusalsSeen {
        may_excuse: is_allowed(actor, Action::Approve, &target),
        excusals,
        snapshot,
    })
}

impl Snapshot {
    /// Exemptions of an organisation and all below it: those not over first, the latest first.
    #[must_use]
    pub fn excusals(&self, top: OrganisationId) -> Vec<Excusal> {
        let board = self.board();
        let within = |excusal: &&Excusal| board.tree().is_within(excusal.organisation, top);
        let mut found: Vec<Excusal> = self.facts.excusals.iter().filter(within).cloned().collect();
        let is_over = |excusal: &Excusal| excusal.until.is_some_and(|until| until < self.as_of);
        found.sort_by_key(|excusal| (is_over(excusal), std::cmp::Reverse((excusal.from, excusal.id))));
        found
    }
}
