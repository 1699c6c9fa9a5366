//! 预告和通知: which notices of planned lectures are due on a day (F3: three days before to the organisation above, the day
//! before to members). A list to look at: whether one was given is kept nowhere, so nobody is chased for it.
//! Must not word a notice, and must not know what was printed.

use jiff::civil::Date;

use crate::facts::PlanItem;
use crate::id::{OrganisationId, PlanItemId};
use crate::period::plus_days;
use crate::rule_set::RuleSet;
use crate::workday::Workdays;

/// To whom a notice goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum NoticeTo {
    /// The organisation above: it may send somebody to sit in.
    #[default]
    Above,
    /// Those who are to come.
    Members,
}

impl NoticeTo {
    /// All.
    pub const ALL: [NoticeTo; 2] = [NoticeTo::Above, NoticeTo::Members];
}

/// A notice whose day has come, and whose lecture has not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueNotice {
    /// Of which item of a plan.
    pub item: PlanItemId,
    /// Whose lecture.
    pub organisation: OrganisationId,
    /// To whom it goes.
    pub to: NoticeTo,
    /// The day of the lecture.
    pub held_on: Date,
    /// The day from which it is to be given.
    pub due_on: Date,
}

/// The day from which a notice of a lecture is to be given: so many days before, or the last workday before that when
/// nobody works on it; none where the rules ask for no such notice.
#[must_use]
pub fn notice_day(held_on: Date, to: NoticeTo, (rules, workdays): (&RuleSet, &Workdays)) -> Option<Date> {
    let days = match to {
        NoticeTo::Above => rules.notices.above_days,
        NoticeTo::Members => rules.notices.members_days,
    };
    let days = i32::try_from(days?).ok()?;
    Some(workdays.last_workday(plus_days(held_on, -days)))
}

/// The notices that are due on a day: of complete items, from their day until the day before the lecture, the next
/// lecture first. On the day itself it is too late to announce anything.
#[must_use]
pub fn due_notices(items: &[PlanItem], day: Date, with: (&RuleSet, &Workdays)) -> Vec<DueNotice> {
    let due = |item: &PlanItem, to: NoticeTo| {
        let held_on = item.on.filter(|on| item.is_complete() && day < *on)?;
        let due_on = notice_day(held_on, to, with).filter(|due_on| *due_on <= day)?;
        Some(DueNotice {
            item: item.id,
            organisation: item.organisation,
            to,
            held_on,
            due_on,
        })
    };
    let each = items
        .iter()
        .flat_map(|item| NoticeTo::ALL.map(|to| due(item, to)));
    let mut found: Vec<DueNotice> = each.flatten().collect();
    found.sort_by_key(|notice| (notice.held_on, notice.organisation, notice.item, notice.to));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn pack() -> (RuleSet, Workdays) {
        let rules = RuleSet::read(include_str!("../../../../rules/party-lecture/rules.toml")).unwrap();
        let workdays = Workdays::read(include_str!("../../../../rules/workdays/cn.toml")).unwrap();
        (rules, workdays)
    }

    fn item(n: u128, on: Date) -> PlanItem {
        PlanItem {
            id: PlanItemId(Uuid::from_u128(n)),
            organisation: OrganisationId(Uuid::from_u128(n)),
            duty: "quarterly".to_owned(),
            on: Some(on),
            topic: Some("一".to_owned()),
            speaker: Some("张三".to_owned()),
        }
    }

    #[test]
    fn f3_three_days_before_the_one_above_is_told_and_the_day_before_those_who_come() {
        use NoticeTo::{Above, Members};
        let (rules, workdays) = pack();
        // Lecture, day, what is due on it.
        let cases: [(Date, Date, &[NoticeTo]); 13] = [
            // Friday 11 September 2020: Tuesday the 8th, Thursday the 10th.
            (date(2020, 9, 11), date(2020, 9, 7), &[]),
            (date(2020, 9, 11), date(2020, 9, 8), &[Above]),
            (date(2020, 9, 11), date(2020, 9, 9), &[Above]),
            (date(2020, 9, 11), date(2020, 9, 10), &[Above, Members]),
            (date(2020, 9, 11), date(2020, 9, 11), &[]),
            (date(2020, 9, 11), date(2020, 9, 14), &[]),
            // Monday the 14th: members on Friday, since nobody works on Sunday.
            (date(2020, 9, 14), date(2020, 9, 10), &[]),
            (date(2020, 9, 14), date(2020, 9, 11), &[Above, Members]),
            (date(2020, 9, 14), date(2020, 9, 13), &[Above, Members]),
            // Friday 9 October follows eight days off: both on Wednesday 30 September.
            (date(2020, 10, 9), date(2020, 9, 29), &[]),
            (date(2020, 10, 9), date(2020, 9, 30), &[Above, Members]),
            // Sunday 27 September is worked: the lecture of the Monday is told to members on it.
            (date(2020, 9, 28), date(2020, 9, 25), &[Above]),
            (date(2020, 9, 28), date(2020, 9, 27), &[Above, Members]),
        ];
        for (held_on, day, expected) in cases {
            let found = due_notices(&[item(1, held_on)], day, (&rules, &workdays));
            let to: Vec<NoticeTo> = found.iter().map(|notice| notice.to).collect();
            assert_eq!(to, expected, "{held_on} on {day}");
        }
    }

    #[test]
    fn f3_what_lacks_something_is_not_announced_and_the_next_lecture_comes_first() {
        let (rules, workdays) = pack();
        let mut open = item(1, date(2020, 9, 11));
        open.speaker = None;
        let items = [open, item(2, date(2020, 9, 11)), item(3, date(2020, 9, 10))];
        let found = due_notices(&items, date(2020, 9, 9), (&rules, &workdays));
        let told: Vec<(u128, NoticeTo)> = found
            .iter()
            .map(|notice| (notice.item.0.as_u128(), notice.to))
            .collect();
        assert_eq!(
            told,
            [(3, NoticeTo::Above), (3, NoticeTo::Members), (2, NoticeTo::Above)]
        );
    }

    #[test]
    fn x4_rules_that_ask_for_no_notice_have_none_due() {
        let (mut rules, workdays) = pack();
        rules.notices = crate::rule_set::NoticeRule::default();
        let found = due_notices(
            &[item(1, date(2020, 9, 11))],
            date(2020, 9, 10),
            (&rules, &workdays),
        );
        assert_eq!(found, []);
    }
}
