//! Puts a bulletin together from its source. Must not count: the source is asked by keys.

use std::collections::{BTreeMap, BTreeSet};

use super::agree::{Disagreement, agree};
use super::corrections::Correction;
use super::key::{Became, Key, Plain, What};
use super::source::{Source, small, year_before};
use super::{DutyRow, Issue, Problem, Row, Shown, Wanting};
use crate::id::{LectureId, OrganisationId};
use crate::lecture::{Lecture, LectureState};
use crate::period::Period;
use crate::rule_set::RuleSet;
use crate::status::{Records, Sort};

/// Lectures that are shown at most (亮点).
const MOST_SHOWN: usize = 5;

/// Composes the bulletin of a quarter, with the corrections of earlier ones.
///
/// # Errors
/// When sums that must agree do not: nothing is said then.
pub fn compose(
    source: &Source<'_>,
    (organisation, period): (OrganisationId, &Period),
    corrections: Vec<Correction>,
) -> Result<Issue, Disagreement> {
    let composer = Composer {
        source,
        top: organisation,
        period,
        duties: source.duties(period),
    };
    let mut units: Vec<Row> = source
        .units(organisation)
        .into_iter()
        .map(|id| composer.row(id, period))
        .filter(|row| !is_empty(row))
        .collect();
    let smallest = source.rules.attendance.smallest_group;
    rank(&mut units, smallest);
    let leading = units
        .iter()
        .filter(|row| is_leading(row, smallest))
        .map(|row| row.organisation)
        .collect();
    let before = year_before(period).filter(|before| composer.is_on_record(before));
    let as_of = source.overview.as_of();
    let days = source.rules.bulletin.rectify_workdays;
    let mut issue = Issue {
        organisation,
        period: period.clone(),
        as_of,
        known_at: source.facts.known_at,
        rules: source.rules.version.clone(),
        smallest_group: smallest,
        classes: ids(source.rules),
        total: composer.row(organisation, period),
        units,
        itself: composer.itself(),
        shared: composer.shared(),
        period_before: before.as_ref().map(|before| before.label.clone()),
        year_before: before.map(|before| composer.row(organisation, &before)),
        leading,
        lectures: composer.shown(),
        problems: composer.problems(),
        put_right_by: source.workdays.plus_workdays(as_of, days),
        corrections,
        names: BTreeMap::new(),
    };
    let mut named: BTreeSet<OrganisationId> = issue.units.iter().map(|row| row.organisation).collect();
    named.insert(organisation);
    named.extend(issue.lectures.iter().map(|shown| shown.host));
    let wanting = issue.problems.iter().flat_map(|problem| &problem.units);
    named.extend(wanting.flat_map(|wanting| &wanting.places));
    named.extend(issue.corrections.iter().filter_map(|one| one.key.organisation));
    issue.names = named.into_iter().map(|id| (id, String::new())).collect();
    agree(&issue)?;
    Ok(issue)
}

fn ids(rules: &RuleSet) -> Vec<String> {
    rules
        .speaker_classes
        .iter()
        .map(|class| class.id.clone())
        .collect()
}

fn is_empty(row: &Row) -> bool {
    let owes = |duty: &DutyRow| duty.owing + duty.excused + duty.closed > 0;
    row.sessions == 0 && row.members == 0 && !row.duties.iter().any(owes)
}

/// All that was owed was delivered, by enough for a comparison (E31).
fn is_leading(row: &Row, smallest: u32) -> bool {
    let mut duties = row.duties.iter();
    let is_whole = duties.all(|duty| duty.undone == 0);
    is_whole && row.duties.iter().any(|duty| duty.owing >= smallest.max(1))
}

/// Places among units of one category, by the share of the first duty that was delivered; equal shares share a place.
/// Units in which too few owe it have none: they are not compared with large ones (E31); nor has one that stands alone.
fn rank(units: &mut [Row], smallest: u32) {
    let is_enough = |owing: u32| owing >= smallest.max(1);
    let first = |row: &Row| {
        let duty = row.duties.first();
        duty.map_or((0, 0), |duty| (duty.done(), duty.owing))
    };
    let place = |row: &Row| {
        let (done, owing) = first(row);
        let like = |other: &&Row| other.compared() == row.compared() && is_enough(first(other).1);
        let is_better = |other: &&Row| {
            let (did, owed) = first(other);
            u64::from(did) * u64::from(owing) > u64::from(done) * u64::from(owed)
        };
        let compared = units.iter().filter(like);
        let is_ranked = is_enough(owing) && compared.clone().count() > 1;
        is_ranked.then(|| small(compared.filter(is_better).count()).saturating_add(1))
    };
    let places: Vec<Option<u32>> = units.iter().map(place).collect();
    for (row, place) in units.iter_mut().zip(places) {
        row.rank = place;
    }
}

struct Composer<'a, 's> {
    source: &'a Source<'s>,
    top: OrganisationId,
    period: &'a Period,
    duties: Vec<String>,
}

impl Composer<'_, '_> {
    fn count(&self, key: &Key) -> u32 {
        self.source.count(key, self.top).unwrap_or_default()
    }

    fn row(&self, id: OrganisationId, period: &Period) -> Row {
        let plain = |plain| self.count(&Key::plain(plain, period).at(id));
        let class = |class: String| self.count(&Key::of(What::Class(class), period).at(id));
        let duty = |duty: &String| {
            let of = |became| self.count(&Key::duty(duty, became, period).at(id));
            duty_row(duty, of)
        };
        Row {
            organisation: id,
            kind: self.kind(id),
            category: self.category(id),
            rank: None,
            duties: self.duties.iter().map(duty).collect(),
            sessions: plain(Plain::Sessions),
            joint: plain(Plain::Joint),
            themed: plain(Plain::Themed),
            micro: plain(Plain::Micro),
            classes: ids(self.source.rules).into_iter().map(class).collect(),
            expected: plain(Plain::Expected),
            present: plain(Plain::Present),
            covered: plain(Plain::Coverage),
            members: plain(Plain::Members),
        }
    }

    fn kind(&self, id: OrganisationId) -> String {
        let found = self.source.facts.organisation(id);
        found.map(|found| found.kind.clone()).unwrap_or_default()
    }

    fn category(&self, id: OrganisationId) -> Option<String> {
        let found = self.source.facts.organisation(id)?;
        let category = self.source.rules.unit_category(&found.full_name)?;
        Some(category.id.clone())
    }

    /// What the organisation itself owes and held: only what sums over the units lack.
    fn itself(&self) -> Row {
        let own = |duty: &String| {
            let of = |became| {
                let key = Key::duty(duty, became, self.period);
                match self.source.records(&key, self.top) {
                    Some(Records::Organisations(all)) => {
                        small(all.iter().filter(|(id, _)| *id == self.top).count())
                    }
                    _ => 0,
                }
            };
            duty_row(duty, of)
        };
        let held = self.source.overview.held_itself(self.top, Some(self.period));
        Row {
            organisation: self.top,
            kind: self.kind(self.top),
            category: None,
            rank: None,
            duties: self.duties.iter().map(own).collect(),
            sessions: held.sessions,
            joint: 0,
            themed: 0,
            micro: 0,
            classes: Vec::new(),
            expected: 0,
            present: 0,
            covered: held.covered,
            members: 0,
        }
    }

    fn sittings(&self) -> Vec<LectureId> {
        self.source
            .overview
            .sittings(self.top, Some(self.period), Sort::Any)
    }

    fn shared(&self) -> u32 {
        let sittings = self.sittings();
        let more = |id: &LectureId| self.source.units_of(*id, self.top).len().saturating_sub(1);
        small(sittings.iter().map(more).sum())
    }

    /// Whether the programme ran in a period and something was held in it.
    fn is_on_record(&self, period: &Period) -> bool {
        period.last >= self.source.rules.starts_on && self.count(&Key::plain(Plain::Sessions, period)) > 0
    }

    /// Lectures worth a look: found in order, in several forms, well attended; one of a unit.
    fn shown(&self) -> Vec<Shown> {
        let mut all: Vec<&Lecture> = self
            .sittings()
            .iter()
            .filter_map(|id| self.source.facts.lecture(*id))
            .collect();
        let worth = |lecture: &&Lecture| {
            let is_verified = matches!(lecture.state, LectureState::Verified { .. });
            let forms = lecture.forms.len();
            (
                is_verified,
                forms,
                lecture.present.unwrap_or_default(),
                lecture.id,
            )
        };
        all.sort_by_key(|lecture| std::cmp::Reverse(worth(lecture)));
        let mut taken: BTreeSet<Option<OrganisationId>> = BTreeSet::new();
        let mut shown = Vec::new();
        for lecture in all {
            let found = lecture.hosts.first().zip(lecture.ended_on());
            let Some((host, on)) = found.filter(|_| shown.len() < MOST_SHOWN) else {
                continue;
            };
            if taken.insert(self.source.unit_of(host.organisation, self.top)) {
                shown.push(Shown {
                    lecture: lecture.id,
                    title: lecture.title.clone(),
                    on,
                    host: host.organisation,
                });
            }
        }
        shown
    }

    fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        for duty in &self.duties {
            found.extend(self.missed(duty, Became::Undone));
            found.extend(self.missed(duty, Became::Again));
        }
        for plain in [Plain::Late, Plain::SentBack] {
            found.extend(self.recorded(plain));
        }
        found
    }

    fn post_of(&self, duty: Option<&String>) -> Option<String> {
        let mut duties = self.source.rules.duties.iter().rev();
        let found = duties.find(|known| duty.is_none_or(|id| known.id == *id));
        found.and_then(|found| found.owner_post.clone())
    }

    /// Organisations that did not deliver.
    fn missed(&self, duty: &String, became: Became) -> Option<Problem> {
        let key = Key::duty(duty, became, self.period);
        let Some(Records::Organisations(all)) = self.source.records(&key, self.top) else {
            return None;
        };
        let places: Vec<(usize, OrganisationId)> = all.iter().map(|(id, _)| *id).enumerate().collect();
        self.problem(key, &places, Some(duty))
    }

    /// Lectures whose record is late or was sent back: a joint one is wanting with each of its hosts here.
    fn recorded(&self, plain: Plain) -> Option<Problem> {
        let key = Key::plain(plain, self.period);
        let Some(Records::Lectures(all)) = self.source.records(&key, self.top) else {
            return None;
        };
        let tree = self.source.overview.tree();
        let mut places = Vec::new();
        for (record, id) in all.iter().enumerate() {
            let Some(lecture) = self.source.facts.lecture(*id) else {
                continue;
            };
            let hosts = lecture.hosts.iter().map(|host| host.organisation);
            let here = hosts.filter(|host| tree.is_within(*host, self.top));
            places.extend(here.map(|host| (record, host)));
        }
        self.problem(key, &places, None)
    }

    /// Records that are wanting and where, by unit in the order of the tree. A record counts once in each unit, and
    /// once in all.
    fn problem(
        &self,
        key: Key,
        places: &[(usize, OrganisationId)],
        duty: Option<&String>,
    ) -> Option<Problem> {
        if places.is_empty() {
            return None;
        }
        let tree = self.source.overview.tree();
        let units = self.source.units(self.top).into_iter().map(Some);
        let wanting = |unit: Option<OrganisationId>| {
            let here = places
                .iter()
                .filter(|(_, place)| self.source.unit_of(*place, self.top) == unit);
            let count = records(here.clone());
            let mut here: Vec<OrganisationId> = here.map(|(_, place)| *place).collect();
            here.sort_by_key(|id| tree.range(*id));
            here.dedup();
            Wanting {
                unit,
                count,
                places: here,
            }
        };
        let all = std::iter::once(None).chain(units).map(wanting);
        Some(Problem {
            count: records(places.iter()),
            units: all.filter(|wanting| wanting.count > 0).collect(),
            post: self.post_of(duty),
            key,
        })
    }
}

/// How many records there are among these.
fn records<'a>(places: impl Iterator<Item = &'a (usize, OrganisationId)>) -> u32 {
    let all: BTreeSet<usize> = places.map(|(record, _)| *record).collect();
    small(all.len())
}

fn duty_row(duty: &str, of: impl Fn(Became) -> u32) -> DutyRow {
    DutyRow {
        duty: duty.to_owned(),
        owing: of(Became::Owing),
        met: of(Became::Met),
        made_up: of(Became::MadeUp),
        undone: of(Became::Undone),
        excused: of(Became::Excused),
        closed: of(Became::Closed),
    }
}
