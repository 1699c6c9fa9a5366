//! 补讲: lectures given after a period to make it up. A session counts once: for the period it is lent to, or its own.
//! Must not judge a lecture: `counting` does.

use super::counting::{View, in_period, joint_limit, qualifies};
use super::{Counted, Delivery, How, Obligation, covers, days, owed};
use crate::id::LectureId;
use crate::organisation::Organisation;
use crate::period::{Period, plus_days};
use crate::rule_set::Duty;

/// The period a lecture was given to make up, when the rule of this duty allows it: it names a period of this
/// duty's rhythm, and was held in that one's make-up window. Otherwise a lecture is its own.
pub(super) fn bound_to(delivery: &Delivery<'_>, duty: &Duty) -> Option<Period> {
    if duty.make_up_days == 0 {
        return None;
    }
    let period = duty.period.labelled(delivery.lecture.makes_up.as_ref()?)?;
    delivery
        .on(duty)
        .filter(|on| period.last < *on && *on <= window_end(duty, &period))?;
    Some(period)
}

fn window_end(duty: &Duty, period: &Period) -> jiff::civil::Date {
    plus_days(period.last, days(duty.make_up_days))
}

/// What makes the obligation's period up, by day: lectures given for it, then what later periods can spare.
pub(super) fn made_up(obligation: &Obligation<'_>, view: View<'_, '_>) -> Vec<Counted> {
    let (duty, period) = (obligation.duty, &obligation.period);
    if duty.make_up_days == 0 {
        return Vec::new();
    }
    let mut found = given_for(duty, period, view);
    let until = window_end(duty, period).min(view.today);
    let loans = loans(obligation, view, period.clone(), until);
    found.extend(
        loans
            .into_iter()
            .filter(|(_, to)| *to == period.label)
            .map(|(counted, _)| counted),
    );
    found.sort_by_key(|counted| (counted.on, counted.lecture));
    found
}

/// What the obligation's period lends to earlier ones, with the label of each.
pub(super) fn lent(obligation: &Obligation<'_>, view: View<'_, '_>) -> Vec<(LectureId, String)> {
    let (duty, period) = (obligation.duty, &obligation.period);
    if duty.make_up_days == 0 {
        return Vec::new();
    }
    let mut start = period.clone();
    loop {
        let before = duty.period.previous(&start);
        if window_end(duty, &before) < period.first || before.last < duty.effective_from {
            break;
        }
        start = before;
    }
    let loans = loans(obligation, view, start, period.last);
    let own = loans
        .into_iter()
        .filter(|(counted, _)| period.contains(counted.on));
    own.map(|(counted, to)| (counted.lecture, to)).collect()
}

fn given_for(duty: &Duty, period: &Period, view: View<'_, '_>) -> Vec<Counted> {
    let given = view.delivered.iter().filter_map(|delivery| {
        bound_to(delivery, duty).filter(|to| to.label == period.label)?;
        let on = qualifies(delivery, duty, period, view.today).ok()?;
        joint_limit(delivery, duty, view).ok()?;
        Some(Counted {
            lecture: delivery.lecture.id,
            on,
            via: delivery.via,
            how: How::MakeUp,
        })
    });
    given.collect()
}

/// What periods from `start` on lend to those before them, until a day: whatever a period has above its minimum
/// goes to the nearest period that lacks one and whose window it lies in, the earliest lecture first. The nearest
/// first makes the loans of a period independent of all before it.
fn loans(
    obligation: &Obligation<'_>,
    view: View<'_, '_>,
    start: Period,
    until: jiff::civil::Date,
) -> Vec<(Counted, String)> {
    let duty = obligation.duty;
    let needed = usize::try_from(duty.minimum).unwrap_or(usize::MAX);
    let mut lacking: Vec<(Period, usize)> = Vec::new();
    let mut found = Vec::new();
    let mut period = start;
    while period.first <= until {
        let own = in_period(duty, &period, view);
        let mut spare = own.len().saturating_sub(needed);
        for mut counted in own.iter().cloned() {
            let borrower = lacking
                .iter_mut()
                .rfind(|(to, lacks)| *lacks > 0 && counted.on <= window_end(duty, to));
            if let Some((to, lacks)) = borrower.filter(|_| spare > 0) {
                counted.how = How::MakeUp;
                (spare, *lacks) = (spare - 1, *lacks - 1);
                found.push((counted, to.label.clone()));
            }
        }
        let lacks = needed.saturating_sub(own.len() + given_for(duty, &period, view).len());
        if lacks > 0 && owes(obligation, &period, view) {
            lacking.push((period.clone(), lacks));
        }
        period = duty.period.next(&period);
    }
    found
}

/// Whether the organisation owed a period at all; one that owed nothing borrows nothing.
fn owes(obligation: &Obligation<'_>, period: &Period, view: View<'_, '_>) -> bool {
    let (organisation, duty): (&Organisation, &Duty) = (obligation.organisation, obligation.duty);
    *period == obligation.period
        || period.last >= duty.effective_from
            && owed::founded_in_time(organisation, duty, period, view.today).is_some()
            && !view.excusals.iter().any(|excusal| covers(excusal, duty, period))
}
