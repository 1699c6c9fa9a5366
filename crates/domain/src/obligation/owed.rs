//! Who owes what: scope, founding and closing (F4, F5, E1, E2, E4, E5).
//! Must not look at lectures.

use jiff::civil::Date;

use super::{Ground, Obligation};
use crate::facts::Facts;
use crate::organisation::{Organisation, Tree};
use crate::period::{Period, Rhythm};
use crate::rule_set::{Duty, Exemption, FoundedInside, Occurrence, RuleSet};

/// Where an organisation stands, as far as a rule asks: the full names of itself and all above it.
pub struct Scope<'a> {
    /// Own name first, the root last.
    pub names: Vec<&'a str>,
}

impl<'a> Scope<'a> {
    /// The scope of one organisation in a tree.
    #[must_use]
    pub fn of(organisation: &'a Organisation, tree: &Tree, facts: &'a Facts) -> Scope<'a> {
        let name = |id| facts.organisation(id).map(|above| above.full_name.as_str());
        let above = tree.ancestors(organisation.id).filter_map(name);
        Scope {
            names: std::iter::once(organisation.full_name.as_str())
                .chain(above)
                .collect(),
        }
    }

    fn is_under(&self, tops: &[String]) -> bool {
        tops.iter().any(|top| self.names.contains(&top.as_str()))
    }
}

/// What one organisation owes in every period that has begun by a day.
#[must_use]
pub fn obligations_for<'a>(
    organisation: &'a Organisation,
    scope: &Scope<'_>,
    rules: &'a RuleSet,
    today: Date,
) -> Vec<Obligation<'a>> {
    rules
        .occurrences(today)
        .into_iter()
        .filter_map(|occurrence| obligation(organisation, scope, occurrence, today))
        .collect()
}

/// The obligation of one organisation in one period, if there is one.
#[must_use]
pub fn obligation<'a>(
    organisation: &'a Organisation,
    scope: &Scope<'_>,
    occurrence: Occurrence<'a>,
    today: Date,
) -> Option<Obligation<'a>> {
    let Occurrence { duty, period } = occurrence;
    let (ground, minimum) = ground(organisation, scope, (duty, &period), today)?;
    Some(Obligation {
        organisation,
        duty,
        period,
        minimum,
        ground,
    })
}

/// Why one organisation owes one period, and how many lectures; none when it owes nothing.
pub(crate) fn ground(
    organisation: &Organisation,
    scope: &Scope<'_>,
    (duty, period): (&Duty, &Period),
    today: Date,
) -> Option<(Ground, u32)> {
    let asked = duty.kinds.contains(&organisation.kind)
        && (duty.under.is_empty() || scope.is_under(&duty.under))
        && period.first <= today;
    if !asked {
        return None;
    }
    let (ground, minimum) = founded_in_time(organisation, duty, period, today)?;
    let ground = match closed_inside(organisation, duty, period, today) {
        Closing::Before => return None,
        Closing::Inside(ground) => ground,
        Closing::NotInside => rule_exemption(organisation, scope, duty, period).unwrap_or(ground),
    };
    Some((ground, minimum))
}

/// 成立: a branch founded inside a quarter owes from the next; July 1 falls on those that exist on 15 June.
/// The ground with the lectures owed; none when nothing is, or when it was not founded yet on the day asked about.
pub(super) fn founded_in_time(
    organisation: &Organisation,
    duty: &Duty,
    period: &Period,
    today: Date,
) -> Option<(Ground, u32)> {
    let whole = (Ground::Owed, duty.minimum);
    let Some(founded) = organisation.founded_on else {
        return Some(whole);
    };
    if founded > today {
        return None;
    }
    if let Some(by) = duty.founded_by {
        return (founded <= by.in_year(period.first.year())).then_some(whole);
    }
    if founded <= period.first {
        return Some(whole);
    }
    let since = Ground::OwedSince(founded);
    let in_quarters = is_prorated(period);
    let minimum = match duty.founded_inside {
        FoundedInside::ThisPeriod => (founded <= period.last).then_some(duty.minimum)?,
        FoundedInside::ByMidpoint if founded > period.midpoint() => return None,
        // E5: yearly minima by full quarters; the next whole period of a branch is its next whole quarter.
        FoundedInside::NextPeriod | FoundedInside::ByMidpoint if in_quarters => {
            prorated(duty.minimum, founded, period)
        }
        FoundedInside::ByMidpoint => 1,
        // E2: what a split made in the first half of a period owes once in it.
        FoundedInside::NextPeriod => {
            (organisation.split_from.is_some() && founded <= period.midpoint()).then_some(1)?
        }
    };
    (minimum > 0).then_some((since, minimum))
}

/// Days of a half year, the shortest period that is prorated.
const SHORTEST_PRORATED: i32 = 181;

/// Whether the minimum of such a period goes by full quarters (E5); shorter ones are owed whole or not at all.
pub(crate) fn is_prorated(period: &Period) -> bool {
    period.days() >= SHORTEST_PRORATED
}

/// The minimum for those who were there from a day on: by full quarters, rounded up; none for less than one.
pub(crate) fn prorated(minimum: u32, from: Date, period: &Period) -> u32 {
    let quarters = Rhythm::Quarter.periods(period.first, period.last);
    let count = |quarters: usize| u32::try_from(quarters).unwrap_or(u32::MAX);
    let full = quarters.iter().filter(|quarter| from <= quarter.first).count();
    minimum
        .saturating_mul(count(full))
        .div_ceil(count(quarters.len()).max(1))
}

enum Closing {
    Before,
    Inside(Ground),
    NotInside,
}

/// 撤销或合并: a branch that ended inside the period is not active at its end (E1).
fn closed_inside(organisation: &Organisation, duty: &Duty, period: &Period, today: Date) -> Closing {
    let Some(closure) = organisation.closed.filter(|closure| closure.on <= today) else {
        return Closing::NotInside;
    };
    let free_from = match duty.not_closed_before {
        // Closed before this day: not owed. On the day itself it was still there.
        Some(day) => day.in_year(period.last.year()),
        None => crate::period::plus_days(period.last, 1),
    };
    if closure.on <= period.first {
        Closing::Before
    } else if closure.on < free_from {
        Closing::Inside(Ground::ClosedInside(closure.on, closure.into))
    } else {
        Closing::NotInside
    }
}

fn rule_exemption(
    organisation: &Organisation,
    scope: &Scope<'_>,
    duty: &Duty,
    period: &Period,
) -> Option<Ground> {
    let covers = |exemption: &&Exemption| {
        (exemption.kinds.contains(&organisation.kind) || scope.is_under(&exemption.organisations))
            && exemption.from.is_none_or(|from| from <= period.last)
            && exemption.until.is_none_or(|until| until >= period.last)
    };
    duty.exempt
        .iter()
        .find(covers)
        .map(|exemption| Ground::ExemptByRule(exemption.reason.clone()))
}
