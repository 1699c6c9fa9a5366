//! From what is said to a lecture on record, or to the reason why not: the domain decides, this hands it the facts.
//! Must not write.

use domain::access::Role;
use domain::id::{LectureId, OrganisationId, PersonId};
use domain::lecture::{Approval, Draft, Held, Host, Lecture, Origin, Record, Signature, Speaker, class_at};
use domain::naming::{Directory, Listed, Match, fold_name};
use domain::refusal::{Approver, RecordRefusal};
use domain::rule_set::RuleSet;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::PlanItemRow;

use super::{Names, Said, Spoke, origin, recorded_already, roster_on};
use crate::packs::workdays;
use crate::{Actor, App, Failure, Refusal, Snapshot};

/// What is to be written.
pub(crate) struct Decided {
    /// The lecture.
    pub lecture: Lecture,
    /// Who was there by name.
    pub present: Vec<PersonId>,
    /// 补录 (E12).
    pub is_backfilled: bool,
    /// Whose approval it carries.
    pub approved: Option<Approver>,
    /// Whose approval it waits for; till then it is held, but not recorded, and does not count.
    pub waits_for: Option<Approver>,
    /// Why it comes late.
    pub reason: Option<String>,
}

/// Decides what a record becomes.
pub(super) fn decide(
    app: &App,
    actor: &Actor,
    (snapshot, organisation, said, planned): (&Snapshot, OrganisationId, &Said, Option<&PlanItemRow>),
) -> Result<Decided, Failure> {
    let (lecture, present) = told(app, (snapshot, organisation, said), origin(actor, organisation))?;
    let lecture = Lecture {
        planned_on: planned.and_then(|row| row.planned_on),
        ..lecture
    };
    if !said.is_another
        && let Some(already) = recorded_already(snapshot, &lecture)
    {
        return Err(Refusal::RecordedAlready(already).into());
    }
    let decided = filed_late(app, (actor, snapshot), (lecture, said.reason.clone()))?;
    Ok(Decided { present, ..decided })
}

/// Files what was held; what comes so late that an office must agree first waits for it, complete as it is (E12).
pub(crate) fn filed_late(
    app: &App,
    (actor, snapshot): (&Actor, &Snapshot),
    (lecture, reason): (Lecture, Option<String>),
) -> Result<Decided, Failure> {
    let rules = &snapshot.rules;
    let by = Signature {
        by: actor.word.clone(),
        at: app.now(),
        today: snapshot.as_of,
    };
    let is_own = lecture.origin != Origin::OnBehalf;
    let office = lecture
        .hosts
        .first()
        .and_then(|host| office(actor, snapshot, host.organisation));
    let approval = office.filter(|_| !is_own).map(|level| Approval {
        level,
        by: actor.word.clone(),
    });
    let workdays = workdays(rules);
    let is_backfilled = lecture.backfill(by.today, rules, &workdays).is_backfilled();
    let waiting = lecture.clone();
    let record = Record {
        reason: reason.clone(),
        approval,
        ..Record::default()
    };
    let (lecture, waits_for) = match lecture.record(record, by, rules, &workdays) {
        Ok((recorded, _)) => (recorded, None),
        Err(RecordRefusal::ApprovalNeeded { by, days: _ }) => (
            waiting.waiting((app.now(), &actor.word), reason.as_deref()),
            Some(by),
        ),
        Err(refusal) => return Err(Refusal::Record(refusal).into()),
    };
    Ok(Decided {
        lecture,
        present: Vec::new(),
        is_backfilled,
        approved: office.filter(|_| !is_own && is_backfilled && waits_for.is_none()),
        waits_for,
        reason: reason.filter(|_| is_backfilled),
    })
}

/// The lecture as it is told, and who was there by name.
fn told(
    app: &App,
    (snapshot, organisation, said): (&Snapshot, OrganisationId, &Said),
    origin: Origin,
) -> Result<(Lecture, Vec<PersonId>), Failure> {
    let held = held(snapshot, said);
    let hosts = hosts(snapshot, organisation, said)?;
    let on = held.map_or(snapshot.as_of, |held| held.began_on);
    let speakers = said.speaker.iter();
    let speaker = |spoke: &Spoke| spoken(snapshot, (spoke, on, organisation), app.new_id());
    let draft = Draft {
        id: LectureId(app.new_id()),
        hosts: Vec::new(),
        on: None,
        title: Some(said.title.clone()),
        kind: said.kind.clone().unwrap_or_default(),
        forms: said.forms.clone(),
        venue: said.venue.clone(),
        speakers: speakers.filter_map(speaker).collect(),
        parts: Vec::new(),
        origin,
    };
    let present = present(snapshot, (organisation, on), said)?;
    let named = u32::try_from(present.len()).unwrap_or(u32::MAX);
    let whole: Option<Vec<u32>> = hosts.iter().map(|host| host.expected).collect();
    let lecture = Lecture::held_already(draft, held, &snapshot.rules);
    let lecture = Lecture {
        themed: lecture.themed || said.themed,
        expected: whole.map_or(said.expected, |each| Some(each.iter().sum())),
        present: said.present.or((named > 0).then_some(named)),
        note: said.note.clone(),
        hosts,
        ..lecture
    };
    Ok((lecture, present))
}

/// When it was held; a day that is not said is for the domain to ask for.
pub(crate) fn held(snapshot: &Snapshot, said: &Said) -> Option<Held> {
    let began_on = said.on?;
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let moment = |time| zone.to_timestamp(began_on.to_datetime(time)).ok();
    Some(Held {
        began_on,
        ended_on: said.ended_on.unwrap_or(began_on),
        starts_at: said.starts.and_then(moment),
        ends_at: None,
    })
}

/// The host and those it was held with (E11). Where the number expected is that of the host's own roster, the others
/// bring theirs with them.
fn hosts(snapshot: &Snapshot, organisation: OrganisationId, said: &Said) -> Result<Vec<Host>, Failure> {
    let on = said.on.unwrap_or(snapshot.as_of);
    let heads = |id: OrganisationId| u32::try_from(roster_on(snapshot, id, on).len()).ok();
    let others = co_hosts(snapshot, &said.co_hosts)?;
    let each = !others.is_empty() && said.expected.is_some() && said.expected == heads(organisation);
    let host = |id: OrganisationId| Host {
        organisation: id,
        expected: if each { heads(id) } else { None },
        present: None,
    };
    Ok(std::iter::once(organisation).chain(others).map(host).collect())
}

/// The organisations a text names, each of them one on record.
pub(crate) fn co_hosts(snapshot: &Snapshot, text: &str) -> Result<Vec<OrganisationId>, Failure> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let listed: Vec<Listed<'_>> = snapshot.facts.organisations.iter().map(Listed::from).collect();
    let directory = Directory::new(&listed, &snapshot.rules);
    let one = |(name, found): (String, Match)| match found {
        Match::One(id) => Ok(id),
        Match::None => Err(Refusal::UnknownOrganisation(name).into()),
        Match::Several(ids) => {
            let names = ids.iter().filter_map(|id| snapshot.name(*id));
            Err(Refusal::AmbiguousOrganisation {
                candidates: names.map(str::to_owned).collect(),
                name,
            }
            .into())
        }
    };
    directory.find_joint(text).into_iter().map(one).collect()
}

/// The speaker with the class of the day: that of a post held then, else the one said (E7, E15).
pub(crate) fn spoken(
    snapshot: &Snapshot,
    (spoke, on, host): (&Spoke, Date, OrganisationId),
    id: uuid::Uuid,
) -> Option<Speaker> {
    let rules = &snapshot.rules;
    let posts = &snapshot.facts.posts;
    match spoke {
        Spoke::OnRecord { person, class } => {
            let found = snapshot.facts.person(*person)?;
            let by_post = class_at(*person, on, posts, rules);
            let unit = posts.iter().find(|post| {
                post.person == *person
                    && post.held_on(on)
                    && rules.class_of_post(&post.role) == by_post
                    && post.organisation != host
            });
            Some(Speaker {
                id,
                name: found.name.clone(),
                class: by_post.map_or_else(|| class_id(rules, class), str::to_owned),
                person: Some(*person),
                unit: by_post.and(unit).map(|post| post.organisation),
            })
        }
        Spoke::Named { name, class } => {
            let name = fold_name(name);
            (!name.is_empty()).then(|| Speaker {
                id,
                name: Some(name),
                class: class_id(rules, class),
                person: None,
                unit: None,
            })
        }
    }
}

/// A class of the pack; what it does not know is its last one.
fn class_id(rules: &RuleSet, class: &str) -> String {
    let known = rules.first_class(&[class]);
    known.map(|class| class.id.clone()).unwrap_or_default()
}

/// Who was there by the roster of the day.
fn present(
    snapshot: &Snapshot,
    (organisation, on): (OrganisationId, Date),
    said: &Said,
) -> Result<Vec<PersonId>, Failure> {
    let Names::AllBut(absent) = &said.names else {
        return Ok(Vec::new());
    };
    let roster = roster_on(snapshot, organisation, on).into_iter();
    let there: Vec<PersonId> = roster
        .map(|member| member.person)
        .filter(|person| !absent.contains(person))
        .collect();
    let named = u32::try_from(there.len()).unwrap_or(u32::MAX);
    match said.present {
        Some(present) if present < named => Err(Refusal::NamedMoreThanPresent { named, present }.into()),
        _ => Ok(there),
    }
}

/// The office the actor holds over an organisation: whose approval a late record needs (E12).
pub(crate) fn office(actor: &Actor, snapshot: &Snapshot, organisation: OrganisationId) -> Option<Approver> {
    let path = snapshot.path(organisation);
    let over = actor.rights.grants.iter().filter(|grant| {
        let is_above = grant.path.last().is_some_and(|top| path.contains(top));
        grant.is_in_force(actor.rights.on) && is_above
    });
    let level = |grant: &domain::access::Grant| match grant.role {
        Role::CountyOfficer => Some(Approver::County),
        Role::TownshipOfficer => Some(Approver::Township),
        _ => None,
    };
    over.filter_map(level).max()
}
