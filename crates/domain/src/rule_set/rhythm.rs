//! The rhythm a pack sets (每周一提醒、每月一汇总、每季度一通报, S5): on which days and at what time.
//! Must not reckon days: `crate::rhythm` and `crate::reminder` do.

use jiff::civil::Time;
use serde::Deserialize;

use crate::period::Rhythm;

/// 每周一提醒.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReminderRule {
    /// The day of the week.
    pub weekday: ReminderDay,
    /// The time, `08:30`; summaries and bulletins are made at the same.
    pub at: String,
    /// 安静时段: from this time of the day on nothing is sent to anybody's phone.
    #[serde(default = "evening")]
    pub quiet_from: String,
    /// Until this time of the next day.
    #[serde(default = "morning")]
    pub quiet_until: String,
    /// After how many weeks somebody further up hears of it.
    #[serde(default)]
    pub escalate: Escalation,
}

/// Weeks a matter has been open in reminders, after which it goes further up (S5: 1-2-3 weeks).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Escalation {
    /// The township hears of it.
    pub township: u32,
    /// The township is asked to phone or to go there.
    pub phone: u32,
    /// The county hears of it.
    pub county: u32,
}

impl Default for Escalation {
    fn default() -> Escalation {
        Escalation {
            township: 1,
            phone: 2,
            county: 3,
        }
    }
}

/// 预告和通知: how many days before a lecture it is announced (F3: T-3 to the organisation above, T-1 to members).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoticeRule {
    /// Days before it on which the organisation above is told; none: it need not be.
    pub above_days: Option<u32>,
    /// Days before it on which those who come are told; none: they need not be.
    pub members_days: Option<u32>,
}

/// 每月一汇总.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SummaryRule {
    /// On which workday after the month it is made.
    pub workday: u32,
}

impl Default for SummaryRule {
    fn default() -> SummaryRule {
        SummaryRule { workday: 5 }
    }
}

/// 每季度一通报.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BulletinRule {
    /// Over what it reports.
    pub period: Rhythm,
    /// On which workday after the period its draft is made.
    pub workday: u32,
    /// 限期整改: workdays from its day in which what is wanting is to be put right.
    pub rectify_workdays: u32,
}

impl Default for BulletinRule {
    fn default() -> BulletinRule {
        BulletinRule {
            period: Rhythm::Quarter,
            workday: 15,
            rectify_workdays: 15,
        }
    }
}

impl ReminderRule {
    /// The time of the day; none when it is not written as `08:30`.
    #[must_use]
    pub fn time(&self) -> Option<Time> {
        clock_time(&self.at)
    }

    /// The times of the day as they are written.
    pub(super) fn times(&self) -> impl Iterator<Item = &str> {
        [&self.at, &self.quiet_from, &self.quiet_until]
            .into_iter()
            .map(String::as_str)
    }

    /// Whether nothing is sent at this time of the day.
    #[must_use]
    pub fn is_quiet(&self, at: Time) -> bool {
        let (Some(from), Some(until)) = (clock_time(&self.quiet_from), clock_time(&self.quiet_until)) else {
            return false;
        };
        if from <= until {
            from <= at && at < until
        } else {
            from <= at || at < until
        }
    }
}

pub(super) fn clock_time(text: &str) -> Option<Time> {
    Time::strptime("%H:%M", text).ok()
}

fn evening() -> String {
    "20:00".to_owned()
}

fn morning() -> String {
    "08:00".to_owned()
}

/// Day of the week of the reminder.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the days of the week")]
pub enum ReminderDay {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
}
