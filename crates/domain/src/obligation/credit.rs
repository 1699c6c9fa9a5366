//! Which lectures are credited to whom, and which of them count towards an obligation.
//! Must not conclude: `standing` does.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Counted, How, NEAR_DAYS, NotCounted, Obligation, Reason, days};
use crate::facts::Facts;
use crate::id::OrganisationId;
use crate::lecture::{Lecture, LectureState};
use crate::organisation::{ClosureReason, Organisation};
use crate::period::{Period, plus_days};
use crate::rule_set::{Attribution, Duty, Inherit, JointShare};

/// How a lecture comes to an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Via {
    /// Its own.
    Own,
    /// 联合开展: one of several; the place among them, the host is 0 (E11).
    Joint {
        /// Place among the hosts.
        place: usize,
    },
    /// Held by an organisation that was merged into it (E1).
    Inherited {
        /// Which.
        from: OrganisationId,
        /// The day of the merger.
        merged_on: Date,
    },
}

/// A lecture credited to an organisation.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Delivery<'a> {
    /// The lecture.
    pub lecture: &'a Lecture,
    /// How it came.
    pub via: Via,
}

impl Delivery<'_> {
    /// The day it belongs to under a rule (E9).
    fn on(&self, duty: &Duty) -> Option<Date> {
        self.lecture.held.map(|held| match duty.attribution {
            Attribution::ActualEnd => held.ended_on,
            Attribution::ActualStart => held.began_on,
        })
    }
}

/// Every organisation's credited lectures, by day.
pub struct Credits<'a> {
    by_organisation: BTreeMap<OrganisationId, Vec<Delivery<'a>>>,
}

impl<'a> Credits<'a> {
    /// Credits each lecture to all its hosts and, after a merger, to the successor (E1, E11).
    #[must_use]
    pub fn of(facts: &'a Facts) -> Credits<'a> {
        let mut own: BTreeMap<OrganisationId, Vec<Delivery<'a>>> = BTreeMap::new();
        for lecture in &facts.lectures {
            for (place, host) in lecture.hosts.iter().enumerate() {
                let via = if lecture.is_joint() {
                    Via::Joint { place }
                } else {
                    Via::Own
                };
                own.entry(host.organisation)
                    .or_default()
                    .push(Delivery { lecture, via });
            }
        }
        let mut all = own.clone();
        for organisation in &facts.organisations {
            pass_on(organisation, &facts.organisations, &own, &mut all);
        }
        for deliveries in all.values_mut() {
            deliveries.sort_by_key(|delivery| (delivery.lecture.ended_on(), delivery.lecture.id));
        }
        Credits { by_organisation: all }
    }

    /// The lectures credited to one organisation, by day.
    #[must_use]
    pub fn to(&self, organisation: OrganisationId) -> &[Delivery<'a>] {
        self.by_organisation
            .get(&organisation)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

/// Hands a merged organisation's lectures to its successor, and on to that one's successor.
fn pass_on<'a>(
    merged: &Organisation,
    organisations: &[Organisation],
    own: &BTreeMap<OrganisationId, Vec<Delivery<'a>>>,
    all: &mut BTreeMap<OrganisationId, Vec<Delivery<'a>>>,
) {
    let Some(lectures) = own.get(&merged.id) else {
        return;
    };
    let mut seen = BTreeSet::from([merged.id]);
    let mut current = Some(merged);
    while let Some((closure, into)) = current.and_then(merger) {
        if !seen.insert(into) {
            return;
        }
        let credited = all.entry(into).or_default();
        for delivery in lectures {
            let held_before = delivery.lecture.ended_on().is_none_or(|ended| ended < closure);
            let already = credited
                .iter()
                .any(|other| other.lecture.id == delivery.lecture.id);
            if held_before && !already {
                let via = Via::Inherited {
                    from: merged.id,
                    merged_on: closure,
                };
                credited.push(Delivery {
                    lecture: delivery.lecture,
                    via,
                });
            }
        }
        current = organisations.iter().find(|other| other.id == into);
    }
}

fn merger(organisation: &Organisation) -> Option<(Date, OrganisationId)> {
    let closure = organisation
        .closed
        .filter(|closure| closure.why == ClosureReason::Merged)?;
    Some((closure.on, closure.into?))
}

/// What counted towards an obligation and what did not.
pub(super) struct Tally {
    pub counted: Vec<Counted>,
    pub not_counted: Vec<NotCounted>,
}

/// Sorts the deliveries of one organisation into those that count in a period and those that do not.
pub(super) fn tally(obligation: &Obligation<'_>, delivered: &[Delivery<'_>], today: Date) -> Tally {
    let mut tally = Tally {
        counted: carried(obligation, delivered, today),
        not_counted: Vec::new(),
    };
    for delivery in delivered
        .iter()
        .filter(|delivery| is_known(delivery, obligation.duty, today))
    {
        if tally
            .counted
            .iter()
            .any(|counted| counted.lecture == delivery.lecture.id)
        {
            continue;
        }
        match judge(delivery, obligation, delivered, today) {
            Ok(on) => tally.counted.push(Counted {
                lecture: delivery.lecture.id,
                on,
                via: delivery.via,
                how: How::InPeriod,
            }),
            Err(reason) => {
                let on = delivery.on(obligation.duty);
                if is_near(delivery, &obligation.period, on) {
                    tally.not_counted.push(NotCounted {
                        lecture: delivery.lecture.id,
                        on,
                        reason,
                    });
                }
            }
        }
    }
    let missing = usize::try_from(obligation.minimum).unwrap_or(usize::MAX);
    let missing = missing.saturating_sub(tally.counted.len());
    for made_up in made_up(obligation, delivered, today).into_iter().take(missing) {
        tally.not_counted.retain(|other| other.lecture != made_up.lecture);
        tally.counted.push(made_up);
    }
    tally
}

/// What happened after the day asked about is not known on it.
fn is_known(delivery: &Delivery<'_>, duty: &Duty, today: Date) -> bool {
    delivery.on(duty).is_none_or(|on| on <= today)
}

/// Named when held or planned inside the period or close to it: what a person would ask about.
fn is_near(delivery: &Delivery<'_>, period: &Period, on: Option<Date>) -> bool {
    let near =
        |day: Date| plus_days(period.first, -NEAR_DAYS) <= day && day <= plus_days(period.last, NEAR_DAYS);
    on.is_some_and(near)
        || delivery
            .lecture
            .planned_on
            .is_some_and(|day| period.contains(day))
}

/// Whether a delivery counts in the obligation's own period; the day, or the reason why not.
fn judge(
    delivery: &Delivery<'_>,
    obligation: &Obligation<'_>,
    delivered: &[Delivery<'_>],
    today: Date,
) -> Result<Date, Reason> {
    let (duty, period) = (obligation.duty, &obligation.period);
    let on = qualifies(delivery, duty, period, today)?;
    if let Some(label) = delivery
        .lecture
        .makes_up
        .as_ref()
        .filter(|label| **label != period.label)
    {
        return Err(Reason::MakesUp(label.clone()));
    }
    if on < period.first {
        return Err(Reason::Before(on));
    }
    if on > period.last {
        return Err(Reason::After(on));
    }
    joint_limit(delivery, duty, delivered, today)?;
    Ok(on)
}

/// Whether a delivery is of the sort the rule counts, whatever its day.
fn qualifies(delivery: &Delivery<'_>, duty: &Duty, period: &Period, today: Date) -> Result<Date, Reason> {
    let lecture = delivery.lecture;
    let on = delivery.on(duty).ok_or(match &lecture.state {
        LectureState::Cancelled { .. } => Reason::Cancelled,
        _ => Reason::NotHeld,
    })?;
    if !lecture.counts_as_of(today) {
        return Err(match &lecture.state {
            LectureState::Cancelled { .. } => Reason::Cancelled,
            LectureState::SentBack { .. } => Reason::SentBack,
            LectureState::Planned => Reason::NotHeld,
            LectureState::Delivered | LectureState::Recorded { .. } | LectureState::Verified { .. } => {
                Reason::NotRecorded
            }
        });
    }
    content_counts(lecture, duty)?;
    credit_counts(delivery, duty, period)?;
    Ok(on)
}

/// Kind, theme and speaker: what the rule says of the lecture itself.
fn content_counts(lecture: &Lecture, duty: &Duty) -> Result<(), Reason> {
    let counts = &duty.counts;
    if !counts.lecture_kinds.is_empty() && !counts.lecture_kinds.contains(&lecture.kind) {
        return Err(Reason::Kind(lecture.kind.clone()));
    }
    if counts.themed && !lecture.themed {
        return Err(Reason::NotThemed);
    }
    let class = lecture.main_class().unwrap_or_default();
    if !counts.speaker_classes.is_empty() && !counts.speaker_classes.iter().any(|c| c == class) {
        return Err(Reason::SpeakerClass(class.to_owned()));
    }
    Ok(())
}

/// Joint and inherited lectures: what the rule says of how it came here (E1, E11).
fn credit_counts(delivery: &Delivery<'_>, duty: &Duty, period: &Period) -> Result<(), Reason> {
    match (delivery.via, duty.counts.joint) {
        (Via::Joint { .. }, JointShare::None) => Err(Reason::Joint),
        (Via::Joint { place }, JointShare::HostOnly) if place > 0 => Err(Reason::Joint),
        (Via::Inherited { from, merged_on }, _)
            if duty.inherit == Inherit::None || !period.contains(merged_on) =>
        {
            Err(Reason::NotInherited(from))
        }
        _ => Ok(()),
    }
}

/// The rule may count only so many joint lectures of an organisation in a year (E11).
fn joint_limit(
    delivery: &Delivery<'_>,
    duty: &Duty,
    delivered: &[Delivery<'_>],
    today: Date,
) -> Result<(), Reason> {
    let (Some(limit), Via::Joint { .. }, Some(on)) =
        (duty.counts.joint_limit_per_year, delivery.via, delivery.on(duty))
    else {
        return Ok(());
    };
    let earlier = delivered
        .iter()
        .filter(|other| matches!(other.via, Via::Joint { .. }))
        .filter(|other| other.lecture.counts_as_of(today) && content_counts(other.lecture, duty).is_ok())
        .filter(|other| other.on(duty).is_some_and(|day| day.year() == on.year()))
        .filter(|other| (other.on(duty), other.lecture.id) < (Some(on), delivery.lecture.id))
        .count();
    if earlier < usize::try_from(limit).unwrap_or(usize::MAX) {
        Ok(())
    } else {
        Err(Reason::JointLimit(limit))
    }
}

/// All that count in a period by their day alone, by day.
fn in_period(
    obligation: &Obligation<'_>,
    period: &Period,
    delivered: &[Delivery<'_>],
    today: Date,
) -> Vec<Counted> {
    let shifted = Obligation {
        period: period.clone(),
        ..obligation.clone()
    };
    delivered
        .iter()
        .filter_map(|delivery| {
            let on = judge(delivery, &shifted, delivered, today).ok()?;
            Some(Counted {
                lecture: delivery.lecture.id,
                on,
                via: delivery.via,
                how: How::InPeriod,
            })
        })
        .collect()
}

/// 补讲: lectures after the period, inside the make-up window, that their own period does not need or that were
/// given for this one. A session counts once.
fn made_up(obligation: &Obligation<'_>, delivered: &[Delivery<'_>], today: Date) -> Vec<Counted> {
    let (duty, period) = (obligation.duty, &obligation.period);
    let until = plus_days(period.last, days(duty.make_up_days));
    if until == period.last {
        return Vec::new();
    }
    let mut found: Vec<Counted> = delivered
        .iter()
        .filter(|delivery| delivery.lecture.makes_up.as_ref() == Some(&period.label))
        .filter_map(|delivery| {
            let on = qualifies(delivery, duty, period, today).ok()?;
            Some(Counted {
                lecture: delivery.lecture.id,
                on,
                via: delivery.via,
                how: How::MakeUp,
            })
        })
        .collect();
    let needed = usize::try_from(duty.minimum).unwrap_or(usize::MAX);
    let mut later = duty.period.next(period);
    while later.first <= until {
        found.extend(
            in_period(obligation, &later, delivered, today)
                .into_iter()
                .skip(needed),
        );
        later = duty.period.next(&later);
    }
    found.retain(|counted| period.last < counted.on && counted.on <= until);
    for counted in &mut found {
        counted.how = How::MakeUp;
    }
    found.sort_by_key(|counted| (counted.on, counted.lecture));
    found
}

/// E13: what the period before had above its minimum, where the rule lets it count on.
fn carried(obligation: &Obligation<'_>, delivered: &[Delivery<'_>], today: Date) -> Vec<Counted> {
    let most = usize::try_from(obligation.duty.carry).unwrap_or(usize::MAX);
    if most == 0 {
        return Vec::new();
    }
    let before = obligation.duty.period.previous(&obligation.period);
    let needed = usize::try_from(obligation.duty.minimum).unwrap_or(usize::MAX);
    let mut found: Vec<Counted> = in_period(obligation, &before, delivered, today)
        .into_iter()
        .skip(needed)
        .take(most)
        .collect();
    for counted in &mut found {
        counted.how = How::Carried;
    }
    found
}
