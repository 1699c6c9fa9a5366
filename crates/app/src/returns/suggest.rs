//! What a new return would be like if nobody said otherwise: last month's, wanted by Friday.
//! Must not open anything.

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::period::plus_days;
use domain::rule_set::RuleSet;
use jiff::civil::{Date, DateTime, Weekday};

use crate::packs::workdays;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// Days and an hour to begin with; all of them can be changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SuggestedReturn {
    /// First day of the month before.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Friday at five in the afternoon, two days from now at least; the workday before where that Friday is none.
    pub due: DateTime,
}

/// Days to fill a form in, at least.
const TIME_TO_FILL: i32 = 2;
/// When offices close.
const HOUR: i8 = 17;

/// What a return that an office opens today would be like.
///
/// # Errors
/// When the actor may open none there, or the database fails.
pub async fn suggest_return(
    app: &App,
    actor: &Actor,
    office: OrganisationId,
) -> Result<SuggestedReturn, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Change, TargetKind::Return), office)?;
    Ok(suggested(&snapshot.rules, snapshot.as_of))
}

fn suggested(rules: &RuleSet, today: Date) -> SuggestedReturn {
    let until = plus_days(today.first_of_month(), -1);
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
    SuggestedReturn {
        from: until.first_of_month(),
        until,
        due: workday
            .unwrap_or_else(|| known.next_workday(friday))
            .at(HOUR, 0, 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use domain::rule_set::RuleSet;
    use jiff::civil::{Date, date};

    use super::suggested;
    use crate::packs::pack;

    #[test]
    fn x7_a_return_is_suggested_for_last_month_by_a_friday_that_is_a_workday() {
        let rules = RuleSet::read(pack("party-lecture").unwrap().rules).unwrap();
        let due = |today: Date| suggested(&rules, today).due.date();
        let tuesday = suggested(&rules, date(2020, 12, 1));
        assert_eq!(
            (tuesday.from, tuesday.until),
            (date(2020, 11, 1), date(2020, 11, 30))
        );
        assert_eq!(tuesday.due, date(2020, 12, 4).at(17, 0, 0, 0));
        assert_eq!(due(date(2020, 12, 3)), date(2020, 12, 11));
        // 2020-10-02 is a holiday, and so is everything from the first to the eighth.
        assert_eq!(due(date(2020, 9, 29)), date(2020, 9, 30));
    }
}
