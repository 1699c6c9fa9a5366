//! The form of a notice, as it was sent, made a plan again. Must not judge: what cannot be read is not said yet, and is
//! asked again on the page.

use app::notice_page::NoticeSeen;
use domain::period::{MonthDay, Rhythm};
use domain::plan_draft::{DutyChange, Held, SettledDuty, SettledPlan, SettledReminder, Whom};

use crate::posted::Posted;

/// Longest name and title that are kept.
const LONGEST: usize = 200;

/// The plan with what the form says.
pub(super) fn told(seen: &NoticeSeen, posted: &Posted) -> SettledPlan {
    let plan = &seen.plan;
    if !posted.has("source") {
        // A form without its first field is not the form of this page: nothing was said.
        return plan.clone();
    }
    let duties = plan.duties.iter().enumerate();
    let reminders = plan.reminders.iter().enumerate();
    SettledPlan {
        source: cut(posted.field("source").unwrap_or_default()),
        from: posted.field_as("from").or(plan.from),
        duties: duties
            .map(|(place, duty)| told_duty(seen, posted, (place, duty)))
            .collect(),
        reminders: reminders
            .map(|(place, reminder)| told_reminder(posted, (place, reminder)))
            .collect(),
        figures: plan.figures.clone(),
    }
}

fn told_duty(seen: &NoticeSeen, posted: &Posted, (place, duty): (usize, &SettledDuty)) -> SettledDuty {
    let field = |name: &str| posted.field(&format!("{name}:{place}"));
    if !posted.has(&format!("held:{place}")) {
        return duty.clone();
    }
    let rules = &seen.rules;
    let kinds: Vec<String> = posted
        .all(&format!("kind:{place}"))
        .filter(|kind| rules.organisation_kind(kind).is_some())
        .map(str::to_owned)
        .collect();
    let post = field("post").filter(|post| rules.posts.iter().any(|known| known.id == *post));
    let change = field("change").and_then(|change| match change.strip_prefix("changes:") {
        Some(id) => Some(DutyChange::Changes(id.to_owned())),
        None => (change == "adds").then_some(DutyChange::Adds),
    });
    SettledDuty {
        taken: posted.has(&format!("take:{place}")),
        held: field("held").and_then(Held::parse),
        minimum: posted
            .field_as(&format!("minimum:{place}"))
            .filter(|minimum| *minimum > 0),
        rhythm: rhythm(field("period"), (field("first"), field("last"))),
        whom: Whom {
            kinds,
            post: post.map(str::to_owned),
        },
        name: cut(field("name").unwrap_or_default()),
        change,
        ..duty.clone()
    }
}

fn told_reminder(posted: &Posted, (place, reminder): (usize, &SettledReminder)) -> SettledReminder {
    let period = posted.field(&format!("rhythm:{place}"));
    if period.is_none() {
        return reminder.clone();
    }
    SettledReminder {
        taken: posted.has(&format!("done:{place}")),
        rhythm: rhythm(period, (None, None)).unwrap_or(reminder.rhythm),
        ..reminder.clone()
    }
}

fn rhythm(period: Option<&str>, (first, last): (Option<&str>, Option<&str>)) -> Option<Rhythm> {
    match period? {
        "window" => Some(Rhythm::Window {
            from: day_of_year(first?)?,
            until: day_of_year(last?)?,
        }),
        named => named.parse().ok(),
    }
}

/// 06-15, 6.15, 6月15日.
fn day_of_year(text: &str) -> Option<MonthDay> {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (month, day) = (numbers.next()?, numbers.next()?);
    match numbers.next() {
        None => MonthDay::parse(&format!("{month}-{day}")),
        Some(_) => None,
    }
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_a_day_of_the_year_as_people_write_it() {
        let june = MonthDay { month: 6, day: 15 };
        for text in ["06-15", "6-15", "6月15日", "6.15", " 6/15 "] {
            assert_eq!(day_of_year(text), Some(june), "{text}");
        }
        for text in ["", "15", "13-40", "2020-06-15", "02-30"] {
            assert_eq!(day_of_year(text), None, "{text}");
        }
    }

    #[test]
    fn f1_a_rhythm_that_is_not_whole_is_not_said() {
        assert_eq!(rhythm(Some("quarter"), (None, None)), Some(Rhythm::Quarter));
        assert_eq!(rhythm(Some("window"), (Some("06-15"), None)), None);
        assert_eq!(rhythm(Some("daily"), (None, None)), None);
    }
}
