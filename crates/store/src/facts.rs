//! The facts of a tree, put together from rows for the domain to reckon with.
//! Must not count or judge: it hands over what is there, and SQL that counts exists only in tests.

use std::collections::BTreeMap;

use domain::facts::{Attendance, Excusal, Facts, PlanItem};
use domain::id::{LectureId, OrganisationId, PersonId};
use domain::lecture::{Held, Host, Lecture, LectureState, Origin, Part, PartSort, Speaker};
use domain::organisation::{Closure, ClosureReason, Organisation, Parentage};
use domain::person::{Membership, PairedVillage, Person, Post};
use jiff::civil::Date;

use crate::audit::AuditNumber;
use crate::error::StoreError;
use crate::excusals::ExcusalRow;
use crate::known_at::KnownAt;
use crate::lectures::{AttendanceRow, LectureHostRow, LecturePartRow, LectureRow, LectureSpeakerRow};
use crate::organisations::{OrganisationParentRow, OrganisationRow};
use crate::people::{MembershipRow, PairedVillageRow, PersonRow, PostRow};
use crate::plans::PlanItemRow;
use crate::query::Queries;

/// The rows facts are made of, of the current state or of an earlier one.
#[derive(Default)]
#[expect(missing_docs, reason = "one field a table")]
pub struct FactRows {
    pub organisations: Vec<OrganisationRow>,
    pub parents: Vec<OrganisationParentRow>,
    pub people: Vec<PersonRow>,
    pub memberships: Vec<MembershipRow>,
    pub posts: Vec<PostRow>,
    pub paired_villages: Vec<PairedVillageRow>,
    pub lectures: Vec<LectureRow>,
    pub hosts: Vec<LectureHostRow>,
    pub speakers: Vec<LectureSpeakerRow>,
    pub parts: Vec<LecturePartRow>,
    pub attendances: Vec<AttendanceRow>,
    pub excusals: Vec<ExcusalRow>,
    pub plan_items: Vec<PlanItemRow>,
}

impl Queries {
    /// All facts of the tree in view, as known at its head.
    ///
    /// # Errors
    /// When the database fails or a stored value is damaged.
    pub async fn facts(&mut self) -> Result<Facts, StoreError> {
        let known_at = u64::try_from(self.number().await?.0).unwrap_or_default();
        let rows = FactRows {
            organisations: self.all().await?,
            parents: self.all().await?,
            people: self.all().await?,
            memberships: self.all().await?,
            posts: self.all().await?,
            paired_villages: self.all().await?,
            lectures: self.all().await?,
            hosts: self.all().await?,
            speakers: self.all().await?,
            parts: self.all().await?,
            attendances: self.all().await?,
            excusals: self.all().await?,
            plan_items: self.all().await?,
        };
        rows.facts(known_at)
    }

    /// All facts as known right after an entry of the history; names and birth months are empty.
    ///
    /// # Errors
    /// When the database fails or the history is damaged.
    pub async fn facts_at(&mut self, number: AuditNumber) -> Result<Facts, StoreError> {
        self.known_at(number).await?.facts()
    }
}

impl KnownAt {
    /// All facts as known then; names and birth months are empty.
    ///
    /// # Errors
    /// When the history is damaged.
    pub fn facts(&self) -> Result<Facts, StoreError> {
        let rows = FactRows {
            organisations: self.rows()?,
            parents: self.rows()?,
            people: self.rows()?,
            memberships: self.rows()?,
            posts: self.rows()?,
            paired_villages: self.rows()?,
            lectures: self.rows()?,
            hosts: self.rows()?,
            speakers: self.rows()?,
            parts: self.rows()?,
            attendances: self.rows()?,
            excusals: self.rows()?,
            plan_items: self.rows()?,
        };
        rows.facts(u64::try_from(self.number.0).unwrap_or_default())
    }
}

impl FactRows {
    /// Puts the rows together; organisations and people come out in the order of their ids.
    ///
    /// # Errors
    /// When a stored word is none the domain knows.
    pub fn facts(self, known_at: u64) -> Result<Facts, StoreError> {
        let mut facts = Facts {
            known_at,
            organisations: organisations(self.organisations, self.parents)?,
            people: self.people.into_iter().map(person).collect(),
            memberships: self.memberships.iter().map(membership).collect(),
            posts: self.posts.into_iter().map(post).collect(),
            paired_villages: self.paired_villages.iter().map(paired_village).collect(),
            lectures: lectures(self.lectures, self.hosts, self.speakers, self.parts)?,
            attendances: self.attendances.iter().map(attendance).collect(),
            excusals: self.excusals.into_iter().map(excusal).collect(),
            plan_items: Vec::new(),
        };
        facts.people.sort_by_key(|person| person.id);
        facts.plan_items = plan_items(self.plan_items, &facts);
        facts.organisations.sort_by_key(|organisation| organisation.id);
        facts.lectures.sort_by_key(|lecture| lecture.id);
        Ok(facts)
    }
}

fn organisations(
    rows: Vec<OrganisationRow>,
    parents: Vec<OrganisationParentRow>,
) -> Result<Vec<Organisation>, StoreError> {
    let mut above: BTreeMap<OrganisationId, Vec<Parentage>> = BTreeMap::new();
    for row in parents {
        let parentage = Parentage {
            from: row.from_on,
            parent: row.parent_id,
        };
        above.entry(row.organisation_id).or_default().push(parentage);
    }
    rows.into_iter()
        .map(|row| {
            let mut parents = above.remove(&row.id).unwrap_or_default();
            parents.sort_by_key(|parentage| parentage.from);
            Ok(Organisation {
                id: row.id,
                number: row.number.map(i64::from),
                closed: closure(&row)?,
                kind: row.kind,
                full_name: row.full_name,
                founded_on: row.founded_on,
                split_from: row.split_from,
                parents,
            })
        })
        .collect()
}

fn closure(row: &OrganisationRow) -> Result<Option<Closure>, StoreError> {
    let Some(on) = row.closed_on else { return Ok(None) };
    let word = row.close_reason.as_deref().unwrap_or("dissolved");
    let why =
        ClosureReason::parse(word).ok_or_else(|| StoreError::damaged("organisation.close_reason", word))?;
    Ok(Some(Closure {
        on,
        why,
        into: row.successor_id,
    }))
}

fn person(row: PersonRow) -> Person {
    Person {
        id: row.id,
        name: row.name,
        birth_month: row.birth_month,
        kind: row.kind,
    }
}

fn membership(row: &MembershipRow) -> Membership {
    let (from, until) = (row.from_on, row.until_on);
    Membership {
        person: row.person_id,
        organisation: row.organisation_id,
        from,
        until,
    }
}

fn post(row: PostRow) -> Post {
    let (from, until) = (row.from_on, row.until_on);
    Post {
        id: row.id,
        organisation: row.organisation_id,
        role: row.role,
        person: row.person_id,
        from,
        until,
    }
}

fn paired_village(row: &PairedVillageRow) -> PairedVillage {
    PairedVillage {
        unit: row.unit_id,
        village: row.village_id,
        from: row.from_on,
        until: row.until_on,
    }
}

fn attendance(row: &AttendanceRow) -> Attendance {
    Attendance {
        lecture: row.lecture_id,
        person: row.person_id,
        at: row.at,
    }
}

fn excusal(row: ExcusalRow) -> Excusal {
    Excusal {
        id: row.id,
        organisation: row.organisation_id,
        duty: row.duty,
        from: row.from_on,
        until: row.until_on,
        reason: row.reason,
    }
}

/// Groups rows that belong to lectures; the rows come in key order, so places stay in order.
fn by_lecture<R>(rows: Vec<R>, of: impl Fn(&R) -> LectureId) -> BTreeMap<LectureId, Vec<R>> {
    let mut groups: BTreeMap<LectureId, Vec<R>> = BTreeMap::new();
    for row in rows {
        groups.entry(of(&row)).or_default().push(row);
    }
    groups
}

fn lectures(
    rows: Vec<LectureRow>,
    hosts: Vec<LectureHostRow>,
    speakers: Vec<LectureSpeakerRow>,
    parts: Vec<LecturePartRow>,
) -> Result<Vec<Lecture>, StoreError> {
    let mut hosts = by_lecture(hosts, |row| row.lecture_id);
    let mut speakers = by_lecture(speakers, |row| row.lecture_id);
    let mut parts = by_lecture(parts, |row| row.lecture_id);
    rows.into_iter()
        .map(|row| {
            let mut speakers = speakers.remove(&row.id).unwrap_or_default();
            speakers.sort_by_key(|speaker| speaker.position);
            let parts = parts.remove(&row.id).unwrap_or_default();
            Ok(Lecture {
                id: row.id,
                state: state(&row)?,
                planned_on: row.planned_on,
                held: row.held_on.map(|on| held(&row, on)),
                hosts: hosts
                    .remove(&row.id)
                    .unwrap_or_default()
                    .iter()
                    .map(host)
                    .collect(),
                speakers: speakers.into_iter().map(speaker).collect(),
                parts: parts.into_iter().map(part).collect::<Result<_, _>>()?,
                forms: forms(&row)?,
                origin: origin(&row.origin)?,
                title: row.title,
                kind: row.kind,
                themed: row.themed,
                venue: row.venue,
                expected: row.expected,
                present: row.present,
                makes_up: row.makes_up,
                note: row.note,
                version: row.version,
            })
        })
        .collect()
}

/// `held_on` is the day of the actual end (E9).
fn held(row: &LectureRow, on: Date) -> Held {
    let began_on = row.began_on.unwrap_or(on);
    Held {
        began_on,
        ended_on: on,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
    }
}

fn state(row: &LectureRow) -> Result<LectureState, StoreError> {
    let (at, by) = (row.state_at, row.state_by.clone());
    let reason = || row.reason.clone().unwrap_or_default();
    Ok(match row.state.as_str() {
        "planned" => LectureState::Planned,
        // Only what was told late is kept as held: it waits for an office to agree (E12).
        "delivered" if row.reason.is_some() => LectureState::Waiting {
            at,
            by,
            reason: reason(),
        },
        "delivered" => LectureState::Delivered,
        "recorded" => LectureState::Recorded { at, by },
        "verified" => LectureState::Verified { at, by },
        "sent-back" => {
            let reason = reason();
            match row.counts_until {
                Some(until) => LectureState::SentBack {
                    at,
                    by,
                    reason,
                    until,
                },
                // Without a day until which it counts it never counted.
                None => LectureState::Declined { at, by, reason },
            }
        }
        "cancelled" => LectureState::Cancelled {
            at,
            by,
            reason: reason(),
        },
        other => return Err(StoreError::damaged("lecture.state", other)),
    })
}

fn origin(word: &str) -> Result<Origin, StoreError> {
    Origin::parse(word).ok_or_else(|| StoreError::damaged("lecture.origin", word))
}

fn forms(row: &LectureRow) -> Result<Vec<String>, StoreError> {
    let value = row.forms.parse()?;
    let list = value
        .as_array()
        .ok_or_else(|| StoreError::damaged("lecture.forms", "no list"))?;
    Ok(list
        .iter()
        .filter_map(|form| form.as_str().map(str::to_owned))
        .collect())
}

fn host(row: &LectureHostRow) -> Host {
    Host {
        organisation: row.organisation_id,
        expected: row.expected,
        present: row.present,
    }
}

fn speaker(row: LectureSpeakerRow) -> Speaker {
    Speaker {
        id: row.id,
        name: row.name,
        class: row.class,
        person: row.person_id,
        unit: row.unit_id,
    }
}

fn part(row: LecturePartRow) -> Result<Part, StoreError> {
    let sort = match row.part.as_str() {
        "talk" => PartSort::Talk,
        "site" => PartSort::Site,
        "practice" => PartSort::Practice,
        other => return Err(StoreError::damaged("lecture_part.part", other)),
    };
    Ok(Part {
        sort,
        venue: row.venue,
        minutes: row.minutes,
        was_held: row.held,
    })
}

/// What a plan still provides for: open items. The name of a person on record is that of the record.
pub(crate) fn plan_items(rows: Vec<PlanItemRow>, facts: &Facts) -> Vec<PlanItem> {
    let name_of = |person: PersonId| facts.person(person).and_then(|person| person.name.clone());
    rows.into_iter()
        .filter(|row| row.state == OPEN)
        .map(|row| PlanItem {
            id: row.id,
            organisation: row.organisation_id,
            duty: row.duty,
            on: row.planned_on,
            topic: row.topic,
            speaker: row.speaker_person_id.and_then(name_of).or(row.speaker),
        })
        .collect()
}

/// The state of a plan item that has neither been held nor dropped.
const OPEN: &str = "open";
