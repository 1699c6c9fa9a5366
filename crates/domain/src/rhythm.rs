//! The rhythm of a programme (每周一提醒、每月一汇总、每季度一通报, S5): which runs fall due on which day, and which of
//! those missed are still to be made (E8, E35). Must not know what was done already: the store does.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::period::{Rhythm, plus_days};
use crate::reminder::{ReminderRun, reminder_days};
use crate::rule_set::RuleSet;
use crate::worded::worded;
use crate::workday::Workdays;

worded! {
    /// What is run again and again.
    pub enum RunKind {
        /// 每周一提醒.
        Reminder = "reminder",
        /// 每月一汇总.
        Summary = "summary",
        /// 每季度一通报: its draft, for people to work on.
        Bulletin = "bulletin",
    }
}

/// One run: of a kind and a period there is only ever one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Run {
    /// The day it falls due.
    pub due_on: Date,
    /// What.
    pub kind: RunKind,
    /// The week, month or quarter: `2020-W41`, `2020-09`, `2020-Q3`.
    pub period: String,
}

impl Run {
    /// The moment it falls due.
    #[must_use]
    pub fn due_at(&self, rules: &RuleSet) -> Timestamp {
        let zone = TimeZone::get(&rules.time_zone).unwrap_or(TimeZone::UTC);
        let at = self
            .due_on
            .to_datetime(rules.reminder.time().unwrap_or(Time::midnight()));
        zone.to_timestamp(at).unwrap_or(Timestamp::MAX)
    }
}

/// What becomes of a run that is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Making {
    /// It is made.
    Make,
    /// 跳过: the server was down, and a newer reminder says all it would have said (E35).
    PassOver,
}

/// The longest a holiday may push a run behind the end of its period, in days.
const LONGEST_DELAY: i32 = 120;

/// The week a reminder stands for: that of the last of its days (two Mondays in one holiday are one digest, E8).
#[must_use]
pub fn week_of(run: &ReminderRun) -> String {
    let day = run.stands_for.last().copied().unwrap_or(run.on);
    Rhythm::Week.period_of(day).label
}

/// The reminder of the week a day lies in; of a week without one (a long holiday), the next.
#[must_use]
pub fn reminder_of_week(day: Date, rules: &RuleSet, workdays: &Workdays) -> ReminderRun {
    let monday = Rhythm::Week.period_of(day).first;
    let until = plus_days(monday, LONGEST_DELAY);
    let found = reminder_days(monday, until, &rules.reminder, workdays);
    // There is none only where the calendar ends.
    found.into_iter().next().unwrap_or_else(|| ReminderRun {
        on: monday,
        stands_for: vec![monday],
    })
}

/// The runs that fall due from one day to another, both included, by day, then by kind.
#[must_use]
pub fn runs(from: Date, until: Date, rules: &RuleSet, workdays: &Workdays) -> Vec<Run> {
    let reminders = reminder_days(from, until, &rules.reminder, workdays);
    let mut found: Vec<Run> = reminders
        .iter()
        .map(|run| Run {
            due_on: run.on,
            kind: RunKind::Reminder,
            period: week_of(run),
        })
        .collect();
    let reports = [
        (RunKind::Summary, Rhythm::Month, rules.summary.workday),
        (RunKind::Bulletin, rules.bulletin.period, rules.bulletin.workday),
    ];
    let programme = rules.starts_on;
    for (kind, rhythm, workday) in reports {
        for period in rhythm.periods(plus_days(from, -LONGEST_DELAY), until) {
            // What ended before the programme began has nothing to report.
            if period.last < programme {
                continue;
            }
            found.push(Run {
                due_on: workdays.plus_workdays(period.last, workday),
                kind,
                period: period.label,
            });
        }
    }
    found.retain(|run| from <= run.due_on && run.due_on <= until);
    found.sort();
    found
}

/// What becomes of runs that are due and not done, whatever kept the server: of the reminders only the newest is
/// made, of summaries and bulletins every one (E35).
#[must_use]
pub fn catch_up(due: Vec<Run>) -> Vec<(Run, Making)> {
    let newest = due
        .iter()
        .filter(|run| run.kind == RunKind::Reminder)
        .max()
        .cloned();
    due.into_iter()
        .map(|run| {
            let is_old = run.kind == RunKind::Reminder && Some(&run) != newest.as_ref();
            (run, if is_old { Making::PassOver } else { Making::Make })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn pack() -> (RuleSet, Workdays) {
        let rules = RuleSet::read(include_str!("../../../rules/party-lecture/rules.toml")).unwrap();
        let workdays = Workdays::read(include_str!("../../../rules/workdays/cn.toml")).unwrap();
        (rules, workdays)
    }

    fn said(runs: &[Run]) -> Vec<String> {
        let one = |run: &Run| format!("{} {} {}", run.due_on, run.kind.word(), run.period);
        runs.iter().map(one).collect()
    }

    #[test]
    fn s5_a_quarter_has_thirteen_mondays_three_summaries_and_one_bulletin() {
        let (rules, workdays) = pack();
        let found = runs(date(2020, 7, 1), date(2020, 9, 30), &rules, &workdays);
        let count = |kind| found.iter().filter(|run| run.kind == kind).count();
        assert_eq!(count(RunKind::Reminder), 13);
        let reports: Vec<Run> = found
            .into_iter()
            .filter(|run| run.kind != RunKind::Reminder)
            .collect();
        assert_eq!(
            said(&reports),
            [
                "2020-07-07 summary 2020-06",
                "2020-07-21 bulletin 2020-Q2",
                "2020-08-07 summary 2020-07",
                "2020-09-07 summary 2020-08",
            ]
        );
    }

    #[test]
    fn e8_after_the_october_holiday_reports_count_workdays_and_the_monday_waits() {
        let (rules, workdays) = pack();
        let found = runs(date(2020, 9, 28), date(2020, 10, 31), &rules, &workdays);
        assert_eq!(
            said(&found),
            [
                "2020-09-28 reminder 2020-W40",
                "2020-10-09 reminder 2020-W41",
                "2020-10-12 reminder 2020-W42",
                // 9, 10 (a working Saturday), 12, 13 and 14 October are the workdays.
                "2020-10-14 summary 2020-09",
                "2020-10-19 reminder 2020-W43",
                "2020-10-26 reminder 2020-W44",
                "2020-10-28 bulletin 2020-Q3",
            ]
        );
    }

    #[test]
    fn s5_what_ended_before_the_programme_began_is_not_reported() {
        let (rules, workdays) = pack();
        let found = runs(date(2020, 4, 1), date(2020, 6, 10), &rules, &workdays);
        let reports = found.iter().filter(|run| run.kind != RunKind::Reminder);
        assert_eq!(
            said(&reports.cloned().collect::<Vec<_>>()),
            ["2020-06-05 summary 2020-05"]
        );
    }

    #[test]
    fn e35_after_an_outage_the_newest_reminder_goes_and_every_report() {
        let (rules, workdays) = pack();
        let found = catch_up(runs(date(2020, 9, 28), date(2020, 10, 31), &rules, &workdays));
        let made: Vec<String> = found
            .iter()
            .filter(|(_, making)| *making == Making::Make)
            .map(|(run, _)| run.period.clone())
            .collect();
        assert_eq!(made, ["2020-09", "2020-W44", "2020-Q3"]);
        assert_eq!(found.len(), 7);
    }

    #[test]
    fn s5_a_run_is_due_at_the_time_of_the_rule_where_the_programme_runs() {
        let (rules, _) = pack();
        let run = Run {
            due_on: date(2020, 9, 7),
            kind: RunKind::Reminder,
            period: "2020-W37".into(),
        };
        assert_eq!(run.due_at(&rules).to_string(), "2020-09-07T00:30:00Z");
    }

    #[test]
    fn e8_the_reminder_of_a_week_is_found_from_any_of_its_days() {
        let (rules, workdays) = pack();
        for (day, on) in [
            (date(2020, 9, 7), date(2020, 9, 7)),
            (date(2020, 9, 13), date(2020, 9, 7)),
            (date(2020, 10, 5), date(2020, 10, 9)),
        ] {
            assert_eq!(reminder_of_week(day, &rules, &workdays).on, on, "{day}");
        }
    }

    #[test]
    fn s5_at_night_nothing_is_sent() {
        let rule = pack().0.reminder;
        let quiet = |hour: i8, minute: i8| rule.is_quiet(Time::constant(hour, minute, 0, 0));
        assert!(quiet(20, 0) && quiet(23, 59) && quiet(7, 59));
        assert!(!quiet(8, 0) && !quiet(8, 30) && !quiet(19, 59));
    }
}
