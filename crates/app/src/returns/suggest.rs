//! What a new return would be like if nobody said otherwise: last month's ledger, the next plan of each duty, the
//! roster; wanted by Friday. Must not open anything.

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::period::{Period, Rhythm, plus_days};
use domain::return_form::ReturnForm;
use domain::rule_set::RuleSet;
use jiff::civil::{Date, DateTime, Weekday};

use crate::packs::workdays;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// Form, days and an hour to begin with; all of them can be changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SuggestedReturn {
    /// Tells it from the others: the form's word, for a plan with the first duty it is about.
    pub key: String,
    /// The form.
    pub form: ReturnForm,
    /// The days it asks about, as a period of a rhythm; a roster is of no days.
    pub about: Option<(Period, Rhythm)>,
    /// Friday at five in the afternoon, two days from now at least; the workday before where that Friday is none.
    pub due: DateTime,
}

/// Days to fill a form in, at least.
const TIME_TO_FILL: i32 = 2;
/// When offices close.
const HOUR: i8 = 17;

/// What returns that an office opens today would be like, the one asked for most often first.
///
/// # Errors
/// When the actor may open none there, or the database fails.
pub async fn suggest_returns(
    app: &App,
    actor: &Actor,
    office: OrganisationId,
) -> Result<Vec<SuggestedReturn>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Change, TargetKind::Return), office)?;
    Ok(suggested(&snapshot.rules, snapshot.as_of))
}

fn suggested(rules: &RuleSet, today: Date) -> Vec<SuggestedReturn> {
    let due = due(rules, today);
    let month = Rhythm::Month;
    let last_month = month.previous(&month.period_of(today));
    let one = |form: ReturnForm, about| SuggestedReturn {
        key: form.word().to_owned(),
        form,
        about,
        due,
    };
    let plans = rhythms(rules, today)
        .into_iter()
        .map(|(duty, rhythm)| SuggestedReturn {
            key: format!("{}-{duty}", ReturnForm::Plan.word()),
            ..one(ReturnForm::Plan, Some((to_plan(rhythm, today), rhythm)))
        });
    let first = one(ReturnForm::Ledger, Some((last_month, month)));
    std::iter::once(first)
        .chain(plans)
        .chain([one(ReturnForm::Roster, None)])
        .collect()
}

/// Each rhythm of the duties in force, with the first duty that has it.
fn rhythms(rules: &RuleSet, today: Date) -> Vec<(String, Rhythm)> {
    let mut found: Vec<(String, Rhythm)> = Vec::new();
    let lasts = |until: Option<Date>| until.is_none_or(|until| today <= until);
    for duty in rules.duties.iter().filter(|duty| lasts(duty.effective_until)) {
        if found.iter().all(|(_, rhythm)| *rhythm != duty.period) {
            found.push((duty.id.clone(), duty.period));
        }
    }
    found
}

/// The period whose plan is asked for: the running one in its first half, then the next.
fn to_plan(rhythm: Rhythm, today: Date) -> Period {
    let running = rhythm.period_of(today);
    if today <= running.midpoint() {
        running
    } else {
        rhythm.next(&running)
    }
}

fn due(rules: &RuleSet, today: Date) -> DateTime {
    let known = workdays(rules);
    let first = plus_days(today, TIME_TO_FILL);
    let friday = (0..7)
        .map(|days| plus_days(first, days))
        .find(|day| day.weekday() == Weekday::Friday);
    let friday = friday.unwrap_or(first);
    let days_before = (0..7)
        .map(|days| plus_days(friday, -days))
        .filter(|day| *day > today);
    let workday = days_before.filter(|day| known.is_workday(*day)).max();
    let day = workday.unwrap_or_else(|| known.next_workday(friday));
    day.at(HOUR, 0, 0, 0)
}

#[cfg(test)]
mod tests {
    use domain::rule_set::RuleSet;
    use jiff::civil::{Date, date};

    use super::{due, suggested};
    use crate::packs::pack;

    fn rules(name: &str) -> RuleSet {
        RuleSet::read(pack(name).unwrap().rules).unwrap()
    }

    #[test]
    fn x7_a_return_is_wanted_by_a_friday_that_is_a_workday() {
        let rules = rules("party-lecture");
        let due = |today: Date| due(&rules, today);
        assert_eq!(due(date(2020, 12, 1)), date(2020, 12, 4).at(17, 0, 0, 0));
        assert_eq!(due(date(2020, 12, 3)).date(), date(2020, 12, 11));
        // 2020-10-02 is a holiday, and so is everything from the first to the eighth.
        assert_eq!(due(date(2020, 9, 29)).date(), date(2020, 9, 30));
    }

    #[test]
    fn x7_last_months_ledger_the_next_plans_and_the_roster_are_suggested() {
        let told = |pack: &str, today: Date| -> Vec<String> {
            let all = suggested(&rules(pack), today);
            let told = all.iter().map(|one| match &one.about {
                Some((period, _)) => format!("{} {}..{}", one.key, period.first, period.last),
                None => one.key.clone(),
            });
            told.collect()
        };
        let in_may = told("party-lecture", date(2020, 5, 6));
        assert_eq!(
            in_may,
            [
                "ledger 2020-04-01..2020-04-30",
                "plan-quarterly 2020-04-01..2020-06-30",
                "plan-july-1 2020-06-15..2020-07-15",
                "roster"
            ]
        );
        // Half of the quarter is over, and July 1 too.
        let in_december = told("party-lecture", date(2020, 12, 1));
        assert_eq!(
            in_december[1..3],
            [
                "plan-quarterly 2021-01-01..2021-03-31",
                "plan-july-1 2021-06-15..2021-07-15"
            ]
        );
        let on_the_site = told("toolbox-talk", date(2020, 12, 1));
        assert!(
            on_the_site
                .iter()
                .any(|one| one.starts_with("plan-") && one.contains("2020-11-30..2020-12-06"))
        );
    }
}
