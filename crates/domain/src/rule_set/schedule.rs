//! Which version of which duty governs which period (E39).
//! Must not know organisations.

use jiff::civil::Date;

use super::{Duty, RuleSet, TakesOver};
use crate::period::{Period, plus_days};

/// A duty falling due: the rule version and the period it governs.
#[derive(Clone, PartialEq, Debug)]
pub struct Occurrence<'a> {
    /// The version of the rule.
    pub duty: &'a Duty,
    /// The period.
    pub period: Period,
}

impl RuleSet {
    /// Duty ids in the pack's order, each once.
    #[must_use]
    pub fn duty_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for duty in &self.duties {
            if !ids.contains(&duty.id.as_str()) {
                ids.push(&duty.id);
            }
        }
        ids
    }

    /// Every period of every duty that has begun by a day, in the pack's order of duties, then by time.
    #[must_use]
    pub fn occurrences(&self, until: Date) -> Vec<Occurrence<'_>> {
        self.duty_ids()
            .into_iter()
            .flat_map(|id| self.occurrences_of(id, until))
            .collect()
    }

    /// Every period of one duty that has begun by a day.
    ///
    /// A new version takes over after the running period, which finishes under the old rule, unless it says
    /// `takes_over = "at-once"` (E39).
    #[must_use]
    pub fn occurrences_of(&self, id: &str, until: Date) -> Vec<Occurrence<'_>> {
        let mut versions: Vec<&Duty> = self.duties.iter().filter(|duty| duty.id == id).collect();
        versions.sort_by_key(|duty| duty.effective_from);
        // What was replaced before the programme began never ran.
        let in_force = versions
            .iter()
            .rposition(|duty| duty.effective_from <= self.starts_on);
        versions.drain(..in_force.unwrap_or(0));
        let mut found: Vec<Occurrence<'_>> = Vec::new();
        for (index, duty) in versions.iter().enumerate() {
            let next = versions.get(index + 1);
            let running_ends = found.last().map(|last| last.period.last);
            for period in duty
                .period
                .periods(duty.effective_from.max(self.starts_on), until)
            {
                // The first version begins with the period it begins in, a later one with its first whole one.
                let free = index == 0
                    || period.first >= duty.effective_from
                        && running_ends.is_none_or(|end| period.first > end);
                let not_replaced = next.is_none_or(|newer| match newer.takes_over {
                    TakesOver::AfterRunningPeriod => period.first < newer.effective_from,
                    TakesOver::AtOnce => period.last < newer.effective_from,
                });
                let not_ended = duty.effective_until.is_none_or(|end| period.first <= end);
                if free && not_replaced && not_ended {
                    found.push(Occurrence { duty, period });
                }
            }
        }
        found
    }

    /// The period of a duty that a label names, with the version that governs it.
    #[must_use]
    pub fn occurrence(&self, id: &str, label: &str, until: Date) -> Option<Occurrence<'_>> {
        // A year ahead, so that a period that has not begun can still be asked about.
        self.occurrences_of(id, plus_days(until, 366))
            .into_iter()
            .find(|o| o.period.label == label)
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleSet;
    use jiff::civil::date;

    fn pack(second: &str) -> RuleSet {
        let text = include_str!("../../../../rules/party-lecture/rules.toml").to_owned() + second;
        RuleSet::read(&text).unwrap()
    }

    fn labels(rules: &RuleSet, until: jiff::civil::Date) -> Vec<String> {
        rules
            .occurrences_of("quarterly", until)
            .iter()
            .map(|o| o.period.label.clone())
            .collect()
    }

    const TWO_MONTHLY: &str = r#"
[[duty]]
id = "quarterly"
name = "每两月党课"
citation = "每两个月至少安排1次党课"
effective_from = 2021-02-15
period = "two-months"
minimum = 1
kinds = ["branch"]
owner_post = "secretary"
"#;

    #[test]
    fn f4_the_first_period_is_the_one_the_programme_began_in() {
        assert_eq!(
            labels(&pack(""), date(2020, 12, 1)),
            ["2020-Q2", "2020-Q3", "2020-Q4"]
        );
    }

    #[test]
    fn e39_the_running_period_finishes_under_the_old_rule() {
        let rules = pack(TWO_MONTHLY);
        assert_eq!(
            labels(&rules, date(2021, 9, 30)),
            [
                "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1", "2021-B3", "2021-B4", "2021-B5"
            ]
        );
    }

    #[test]
    fn e39_at_once_drops_the_running_period() {
        let rules = pack(&format!("{TWO_MONTHLY}takes_over = \"at-once\"\n"));
        assert_eq!(
            labels(&rules, date(2021, 6, 30)),
            ["2020-Q2", "2020-Q3", "2020-Q4", "2021-B2", "2021-B3"]
        );
    }

    #[test]
    fn e39_the_schedule_is_the_same_however_far_it_is_asked_for() {
        let early = TWO_MONTHLY.replace("2021-02-15", "2020-05-02");
        for takes_over in ["after-running-period", "at-once"] {
            let rules = pack(&format!("{early}takes_over = \"{takes_over}\"\n"));
            let all = labels(&rules, date(2021, 1, 1));
            for until in [
                "2020-03-31",
                "2020-04-01",
                "2020-05-01",
                "2020-07-01",
                "2020-09-01",
            ] {
                let until: jiff::civil::Date = until.parse().unwrap();
                let begun = rules.occurrences_of("quarterly", date(2021, 1, 1));
                let begun = begun.iter().filter(|o| o.period.first <= until).count();
                assert_eq!(labels(&rules, until), all[..begun], "{takes_over} {until}");
            }
        }
    }
}
