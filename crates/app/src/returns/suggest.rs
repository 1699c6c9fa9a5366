//! What a new return would be like if nobody said otherwise: last month's, wanted by Friday.
//! Must not read or open anything.

use domain::period::plus_days;
use jiff::civil::{Date, DateTime, Weekday};

use crate::packs::workdays;
use domain::rule_set::RuleSet;

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

/// What a return opened today would be like.
#[must_use]
pub fn suggest_return(rules: &RuleSet, today: Date) -> SuggestedReturn {
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

    use super::suggest_return;
    use crate::packs::pack;

    #[test]
    fn x7_a_return_is_suggested_for_last_month_by_a_friday_that_is_a_workday() {
        let rules = RuleSet::read(pack("party-lecture").unwrap().rules).unwrap();
        let due = |today: Date| suggest_return(&rules, today).due.date();
        let tuesday = suggest_return(&rules, date(2020, 12, 1));
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
