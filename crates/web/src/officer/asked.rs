//! What a page of figures is asked about (duty, period, day), and the addresses that keep it.
//! Must not read facts.

use app::Snapshot;
use domain::id::OrganisationId;
use domain::rule_set::RuleSet;
use domain::status::{Asked, Figure};
use i18n::Words;
use jiff::civil::Date;

use crate::visit::{Visit, encoded};

/// A link of the way up, or of a choice.
pub(crate) struct Link {
    /// What it says.
    pub name: String,
    /// Where it leads.
    pub address: String,
    /// Whether it is where one is.
    pub here: bool,
}

/// Duty, period and day of a page.
#[derive(Clone, Default)]
pub(crate) struct Question {
    pub duty: Option<String>,
    pub period: Option<String>,
    pub as_of: Option<Date>,
}

impl Question {
    /// As the address asks.
    pub fn of(visit: &Visit) -> Question {
        Question {
            duty: visit.query("duty").map(str::to_owned),
            period: visit.query("period").map(str::to_owned),
            as_of: visit.as_of(),
        }
    }

    /// About a duty and period that were found; the day only when another than today was asked for.
    pub fn about(&self, asked: Asked<'_>) -> Question {
        Question {
            duty: Some(asked.duty().to_owned()),
            period: Some(asked.period().label.clone()),
            as_of: self.as_of,
        }
    }

    /// `?duty=…&period=…&as_of=…`, with more behind it.
    pub fn tail(&self, more: &[(&str, &str)]) -> String {
        let day = self.as_of.map(|day| day.to_string());
        let own = [
            ("duty", self.duty.as_deref()),
            ("period", self.period.as_deref()),
            ("as_of", day.as_deref()),
        ];
        let own = own.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let pairs: Vec<String> = own
            .chain(more.iter().copied())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }

    /// Only the day: for pages that are about no duty.
    pub fn day(&self) -> String {
        let only = Question {
            as_of: self.as_of,
            ..Question::default()
        };
        only.tail(&[])
    }

    /// The table below an organisation.
    pub fn standing(&self, id: OrganisationId) -> String {
        format!("/organisations/{id}/standing{}", self.tail(&[]))
    }

    /// An organisation's own page.
    pub fn organisation(&self, id: OrganisationId) -> String {
        format!("/organisations/{id}{}", self.day())
    }

    /// The records of a figure.
    pub fn figure(&self, id: OrganisationId, figure: Figure) -> String {
        format!("/organisations/{id}/figures/{}{}", figure.word(), self.tail(&[]))
    }

    /// Why an organisation stands where it stands.
    pub fn why(&self, id: OrganisationId, asked: Asked<'_>) -> String {
        let (duty, period) = (encoded(asked.duty()), encoded(&asked.period().label));
        format!("/organisations/{id}/why/{duty}/{period}{}", self.day())
    }
}

/// The way up, as far as the visitor may see.
pub(crate) fn way_up(snapshot: &Snapshot, above: &[OrganisationId], question: &Question) -> Vec<Link> {
    let link = |id: &OrganisationId| Link {
        name: snapshot.short_name(*id).unwrap_or_default().to_owned(),
        address: question.standing(*id),
        here: false,
    };
    above.iter().map(link).collect()
}

/// What a duty is called: 每季度党课.
pub(crate) fn duty_name(asked: Asked<'_>, rules: &RuleSet, words: &Words) -> String {
    match asked {
        Asked::Organisations(slot) => words.duty_by_id(&slot.duty, rules),
        Asked::Persons(slot) => {
            let duty = rules.person_duties.iter().find(|duty| duty.id == slot.duty);
            duty.map_or_else(|| slot.duty.clone(), |duty| words.person_duty(duty, rules))
        }
    }
}

/// What its period is called: 2020年第三季度.
pub(crate) fn period_name(asked: Asked<'_>, words: &Words) -> String {
    words.period(asked.period(), &asked.rhythm())
}

/// 65.2%, or 3/4 where a percentage of so few would say too much of each (E31); a dash for nothing of nothing.
pub(crate) fn share(part: u32, whole: u32, rules: &RuleSet, words: &Words) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let (part, whole) = (u64::from(part), u64::from(whole));
    let shown = words
        .percent(part, whole)
        .filter(|_| whole >= u64::from(rules.attendance.smallest_group));
    shown.unwrap_or_else(|| format!("{}/{}", words.number(part), words.number(whole)))
}

/// 截至2020年9月21日.
pub(crate) fn day_told(day: Date, words: &Words) -> String {
    words.say("as-of-day", &[("day", words.date(day).into())])
}
