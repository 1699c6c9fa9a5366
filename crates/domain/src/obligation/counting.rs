//! Which of an organisation's lectures count towards an obligation, and why the others do not.
//! Must not conclude: `standing` does.

use jiff::civil::Date;

use super::{Counted, Delivery, How, NEAR_DAYS, NotCounted, Obligation, Reason, Via, lending};
use crate::facts::Excusal;
use crate::lecture::{Lecture, LectureState};
use crate::period::{Period, plus_days};
use crate::rule_set::{Duty, Inherit, JointShare};

/// What one organisation's lectures are looked at with.
#[derive(Clone, Copy)]
pub(crate) struct View<'a, 'b> {
    /// All credited to it, by day.
    pub delivered: &'b [Delivery<'a>],
    /// Its exemptions.
    pub excusals: &'b [&'b Excusal],
    /// The day asked about.
    pub today: Date,
}

/// What counted towards an obligation and what did not.
pub(super) struct Tally {
    pub counted: Vec<Counted>,
    pub not_counted: Vec<NotCounted>,
}

/// Sorts the deliveries of one organisation into those that count in a period and those that do not.
pub(super) fn tally(obligation: &Obligation<'_>, view: View<'_, '_>) -> Tally {
    let mut own = in_period(obligation.duty, &obligation.period, view);
    let count = |lectures: u32| usize::try_from(lectures).unwrap_or(usize::MAX);
    // Only what is above the rule's minimum can be lent.
    let can_lend = own.len() > count(obligation.duty.minimum);
    let lent = if can_lend {
        lending::lent(obligation, view)
    } else {
        Vec::new()
    };
    own.retain(|one| lent.iter().all(|(lecture, _)| *lecture != one.lecture));
    let mut counted = carried(obligation, view);
    counted.extend(own);
    let missing = count(obligation.minimum).saturating_sub(counted.len());
    if missing > 0 {
        counted.extend(lending::made_up(obligation, view).into_iter().take(missing));
    }

    let mut not_counted = Vec::new();
    for delivery in view
        .delivered
        .iter()
        .filter(|delivery| is_known(delivery, obligation.duty, view.today))
    {
        let lecture = delivery.lecture.id;
        if counted.iter().any(|one| one.lecture == lecture) {
            continue;
        }
        let on = delivery.on(obligation.duty);
        let reason = match judge(delivery, obligation.duty, &obligation.period, view) {
            Err(reason) => Some(reason),
            Ok(_) => lent
                .iter()
                .find(|one| one.0 == lecture)
                .map(|one| Reason::MakesUp(one.1.clone())),
        };
        if let Some(reason) = reason.filter(|_| is_near(delivery, &obligation.period, on)) {
            not_counted.push(NotCounted { lecture, on, reason });
        }
    }
    Tally { counted, not_counted }
}

/// What happened after the day asked about is not known on it.
fn is_known(delivery: &Delivery<'_>, duty: &Duty, today: Date) -> bool {
    let merged = match delivery.via {
        Via::Inherited { merged_on, .. } => merged_on <= today,
        Via::Own | Via::Joint { .. } => true,
    };
    merged && delivery.on(duty).is_none_or(|on| on <= today)
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

/// Whether a delivery counts in a period of a duty; the day, or the reason why not.
fn judge(delivery: &Delivery<'_>, duty: &Duty, period: &Period, view: View<'_, '_>) -> Result<Date, Reason> {
    let on = qualifies(delivery, duty, period, view.today)?;
    if let Some(other) = lending::bound_to(delivery, duty).filter(|other| other.label != period.label) {
        return Err(Reason::MakesUp(other.label));
    }
    if on < period.first {
        return Err(Reason::Before(on));
    }
    if on > period.last {
        return Err(Reason::After(on));
    }
    joint_limit(delivery, duty, view)?;
    Ok(on)
}

/// Whether a delivery is of the sort the rule counts, whatever its day.
pub(super) fn qualifies(
    delivery: &Delivery<'_>,
    duty: &Duty,
    period: &Period,
    today: Date,
) -> Result<Date, Reason> {
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
            LectureState::Waiting { .. } => Reason::Waiting,
            LectureState::Declined { .. } => Reason::Declined,
            LectureState::Delivered | LectureState::Recorded { .. } | LectureState::Verified { .. } => {
                Reason::NotRecorded
            }
        });
    }
    content_counts(lecture, duty)?;
    share_counts(delivery, duty)?;
    inheritance_counts(delivery, duty, period, today)?;
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

/// 联合开展: what the rule says of a joint lecture at this place among the hosts (E11).
fn share_counts(delivery: &Delivery<'_>, duty: &Duty) -> Result<(), Reason> {
    match (delivery.joint_place(), duty.counts.joint) {
        (Some(_), JointShare::None) => Err(Reason::Joint),
        (Some(place), JointShare::HostOnly) if place > 0 => Err(Reason::Joint),
        _ => Ok(()),
    }
}

/// 并入: lectures of a merged organisation credit the successor in the period of the merger (E1).
fn inheritance_counts(
    delivery: &Delivery<'_>,
    duty: &Duty,
    period: &Period,
    today: Date,
) -> Result<(), Reason> {
    match delivery.via {
        Via::Inherited { from, merged_on }
            if duty.inherit == Inherit::None || !period.contains(merged_on) || merged_on > today =>
        {
            Err(Reason::NotInherited(from))
        }
        _ => Ok(()),
    }
}

/// The rule may count only so many joint lectures of an organisation in a year (E11).
pub(super) fn joint_limit(delivery: &Delivery<'_>, duty: &Duty, view: View<'_, '_>) -> Result<(), Reason> {
    let (Some(limit), Some(_), Some(on)) = (
        duty.counts.joint_limit_per_year,
        delivery.joint_place(),
        delivery.on(duty),
    ) else {
        return Ok(());
    };
    let counts = |other: &&Delivery<'_>| {
        let day = other.on(duty);
        other.joint_place().is_some()
            && day.is_some_and(|day| day.year() == on.year())
            && (day, other.lecture.id) < (Some(on), delivery.lecture.id)
            && qualifies(other, duty, &duty.period.period_of(day.unwrap_or(on)), view.today).is_ok()
    };
    let earlier = view.delivered.iter().filter(counts).count();
    if earlier < usize::try_from(limit).unwrap_or(usize::MAX) {
        Ok(())
    } else {
        Err(Reason::JointLimit(limit))
    }
}

/// All that count in a period by their own day, by day.
pub(super) fn in_period(duty: &Duty, period: &Period, view: View<'_, '_>) -> Vec<Counted> {
    let mut found: Vec<Counted> = Vec::new();
    for delivery in view.delivered {
        let lecture = delivery.lecture.id;
        if let Ok(on) = judge(delivery, duty, period, view)
            && found.iter().all(|one| one.lecture != lecture)
        {
            found.push(Counted {
                lecture,
                on,
                via: delivery.via,
                how: How::InPeriod,
            });
        }
    }
    found.sort_by_key(|counted| (counted.on, counted.lecture));
    found
}

/// E13: what the period before had above its minimum, where the rule lets it count on.
fn carried(obligation: &Obligation<'_>, view: View<'_, '_>) -> Vec<Counted> {
    let duty = obligation.duty;
    let most = usize::try_from(duty.carry).unwrap_or(usize::MAX);
    let before = duty.period.previous(&obligation.period);
    if most == 0 || before.last < duty.effective_from {
        return Vec::new();
    }
    let needed = usize::try_from(duty.minimum).unwrap_or(usize::MAX);
    let earlier = Obligation {
        period: before.clone(),
        ..obligation.clone()
    };
    let lent = lending::lent(&earlier, view);
    let mut found: Vec<Counted> = in_period(duty, &before, view)
        .into_iter()
        .filter(|one| lent.iter().all(|(lecture, _)| *lecture != one.lecture))
        .skip(needed)
        .take(most)
        .collect();
    for counted in &mut found {
        counted.how = How::Carried;
    }
    found
}

impl Delivery<'_> {
    /// Whether it counts towards a duty, as far as neither its day nor a merger matters.
    pub(crate) fn fits(&self, duty: &Duty, view: View<'_, '_>) -> bool {
        self.lecture.counts_as_of(view.today)
            && content_counts(self.lecture, duty).is_ok()
            && share_counts(self, duty).is_ok()
            && joint_limit(self, duty, view).is_ok()
    }

    /// Whether what came by a merger counts in a period (E1); anything else does.
    pub(crate) fn is_heir_in(&self, duty: &Duty, period: &Period, today: Date) -> bool {
        inheritance_counts(self, duty, period, today).is_ok()
    }
}
