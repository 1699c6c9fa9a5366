//! 每周一提醒 (S5): on which days reminders go out, what is still to be done, and who hears of it.
//! Must not hold a sentence: `i18n` says it.

mod desk;
mod need;

use jiff::civil::{Date, Weekday};

pub use desk::{Notice, Recipient};
pub use need::{Matter, Need, Open, Reminder, Step};

use crate::period::plus_days;
use crate::rule_set::{ReminderDay, ReminderRule};
use crate::workday::Workdays;

/// No run of days off is as long as this.
const LONGEST_HOLIDAY: i32 = 60;

/// A day on which reminders go out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReminderRun {
    /// The day.
    pub on: Date,
    /// The days of the rule it stands for, several when they lay inside one holiday: one digest for all (E8).
    pub stands_for: Vec<Date>,
}

/// The days from one day to another, both included, on which reminders go out.
///
/// A Monday that is a public holiday is made up on the next workday; a working Sunday before it pulls nothing
/// forward; two Mondays inside one holiday make one digest (E8). A holiday swap or a Sunday of 1 July moves the
/// reminder alone, never a window (E43).
#[must_use]
pub fn reminder_days(from: Date, until: Date, rule: &ReminderRule, workdays: &Workdays) -> Vec<ReminderRun> {
    let mut runs: Vec<ReminderRun> = Vec::new();
    let mut day = weekday_on_or_after(plus_days(from, -LONGEST_HOLIDAY), rule.weekday);
    while day <= until {
        let on = workdays.next_workday(day);
        match runs.last_mut().filter(|run| run.on == on) {
            Some(run) => run.stands_for.push(day),
            None => runs.push(ReminderRun {
                on,
                stands_for: vec![day],
            }),
        }
        let following = plus_days(day, 7);
        if following == day {
            break;
        }
        day = following;
    }
    runs.retain(|run| from <= run.on && run.on <= until);
    runs
}

fn weekday_on_or_after(day: Date, wanted: ReminderDay) -> Date {
    let wanted = match wanted {
        ReminderDay::Monday => Weekday::Monday,
        ReminderDay::Tuesday => Weekday::Tuesday,
        ReminderDay::Wednesday => Weekday::Wednesday,
        ReminderDay::Thursday => Weekday::Thursday,
        ReminderDay::Friday => Weekday::Friday,
    };
    plus_days(day, i32::from(day.weekday().until(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule_set::Escalation;
    use jiff::civil::date;

    fn rule(weekday: ReminderDay) -> ReminderRule {
        ReminderRule {
            weekday,
            at: "08:30".into(),
            quiet_from: "20:00".into(),
            quiet_until: "08:00".into(),
            escalate: Escalation::default(),
        }
    }

    fn days(from: Date, until: Date, workdays: &Workdays) -> Vec<(Date, Vec<Date>)> {
        let runs = reminder_days(from, until, &rule(ReminderDay::Monday), workdays);
        runs.into_iter().map(|run| (run.on, run.stands_for)).collect()
    }

    fn cn() -> Workdays {
        Workdays::read(include_str!("../../../rules/workdays/cn.toml")).unwrap()
    }

    #[test]
    fn e8_a_monday_on_a_public_holiday_goes_out_on_the_next_workday() {
        // National Day 2020: 1 to 8 October off, Sunday 27 September and Saturday 10 October worked.
        assert_eq!(
            days(date(2020, 9, 21), date(2020, 10, 12), &cn()),
            [
                (date(2020, 9, 21), vec![date(2020, 9, 21)]),
                (date(2020, 9, 28), vec![date(2020, 9, 28)]),
                (date(2020, 10, 9), vec![date(2020, 10, 5)]),
                (date(2020, 10, 12), vec![date(2020, 10, 12)]),
            ]
        );
    }

    #[test]
    fn e8_two_mondays_inside_one_holiday_are_one_digest() {
        // Spring Festival 2020 was lengthened: 24 January to 2 February, and here a week more.
        let text = "name = \"x\"\ncovers = \"2020..2020\"\n[year.2020]\nholidays = [\"2020-01-24..2020-02-07\"]\n\
                    workdays = [\"2020-01-19\"]\n";
        let workdays = Workdays::read(text).unwrap();
        assert_eq!(
            days(date(2020, 1, 18), date(2020, 2, 10), &workdays),
            [
                (date(2020, 1, 20), vec![date(2020, 1, 20)]),
                (
                    date(2020, 2, 10),
                    vec![date(2020, 1, 27), date(2020, 2, 3), date(2020, 2, 10)]
                ),
            ]
        );
    }

    #[test]
    fn e8_a_working_sunday_pulls_nothing_forward() {
        // Sunday 26 April 2020 was worked.
        let found = days(date(2020, 4, 26), date(2020, 4, 27), &cn());
        assert_eq!(found, [(date(2020, 4, 27), vec![date(2020, 4, 27)])]);
    }

    #[test]
    fn e8_a_range_that_begins_inside_a_holiday_keeps_the_monday_before_it() {
        let found = days(date(2020, 10, 7), date(2020, 10, 9), &cn());
        assert_eq!(found, [(date(2020, 10, 9), vec![date(2020, 10, 5)])]);
        assert_eq!(days(date(2020, 10, 3), date(2020, 10, 8), &cn()), []);
    }

    #[test]
    fn e43_july_1_on_a_weekend_or_in_a_swap_moves_the_reminder_only() {
        // 1 July 2017 was a Saturday; in the plain calendar Mondays stay Mondays.
        let found = days(date(2017, 6, 26), date(2017, 7, 3), &cn());
        assert_eq!(
            found.iter().map(|(on, _)| *on).collect::<Vec<_>>(),
            [date(2017, 6, 26), date(2017, 7, 3)]
        );
        let text = "name = \"x\"\ncovers = \"2024..2024\"\n[year.2024]\nholidays = [\"2024-07-01\"]\n\
                    workdays = [\"2024-06-30\"]\n";
        let swapped = Workdays::read(text).unwrap();
        assert_eq!(
            days(date(2024, 6, 29), date(2024, 7, 3), &swapped),
            [(date(2024, 7, 2), vec![date(2024, 7, 1)])]
        );
    }

    #[test]
    fn without_a_calendar_every_weekday_of_the_rule_counts() {
        let runs = reminder_days(
            date(2026, 1, 5),
            date(2026, 1, 18),
            &rule(ReminderDay::Friday),
            &Workdays::monday_to_friday(),
        );
        let on: Vec<Date> = runs.iter().map(|run| run.on).collect();
        assert_eq!(on, [date(2026, 1, 9), date(2026, 1, 16)]);
    }
}
