//! What the filter row of a ledger offers, and the filters that are on.
//! Must not offer what the pack does not name.

use app::{Came, LedgerSeen, Sort, SortBy};
use domain::lecture::StateKind;
use domain::rule_set::RuleSet;
use i18n::Words;

use super::PATH;
use super::asked::{Asked, address};
use super::said::{came_key, head_key, state_key};
use crate::visit::Visit;

/// One of several to choose from.
pub(super) struct Choice {
    pub value: String,
    pub name: String,
    pub is_chosen: bool,
}

/// A duty and its periods.
pub(super) struct DutyChoices {
    pub name: String,
    pub any: Choice,
    pub periods: Vec<Choice>,
}

/// What the filter row offers.
pub(super) struct Choices {
    pub organisation: String,
    pub below: Vec<String>,
    pub from: String,
    pub until: String,
    pub text: String,
    pub duties: Vec<DutyChoices>,
    pub kinds: Vec<Choice>,
    pub forms: Vec<Choice>,
    pub classes: Vec<Choice>,
    pub states: Vec<Choice>,
    pub came: Vec<Choice>,
    pub joint: Vec<Choice>,
    pub themed: Vec<Choice>,
    pub sorts: Vec<Choice>,
    /// One of the further filters is on, so they are shown.
    pub is_open: bool,
}

/// A filter that is on, and the address without it.
pub(super) struct Chip {
    pub name: String,
    pub without: String,
}

impl Choices {
    pub(super) fn of(visit: &Visit, asked: &Asked, seen: &LedgerSeen) -> Choices {
        let (words, rules, filter) = (&*visit.words, &*seen.snapshot.rules, &asked.filter);
        let choose = |value: &str, name: String, chosen: Option<&str>| Choice {
            value: value.to_owned(),
            is_chosen: chosen == Some(value),
            name,
        };
        let kinds = rules.lecture_kinds.iter();
        let classes = rules.speaker_classes.iter();
        let named = filter.organisation.and_then(|id| seen.snapshot.name(id));
        let below = seen.below.iter().filter_map(|id| seen.snapshot.name(*id));
        let yes_or_no = |chosen: Option<bool>| {
            let chosen = chosen.map(|chosen| if chosen { "yes" } else { "no" });
            let yes = choose("yes", words.say("ledger-yes", &[]), chosen);
            vec![yes, choose("no", words.say("ledger-no", &[]), chosen)]
        };
        let state = filter.state.map(StateKind::word);
        let came = filter.came.map(Came::word);
        Choices {
            organisation: named.map_or_else(|| asked.typed.clone(), str::to_owned),
            below: below.map(str::to_owned).collect(),
            from: filter.from.map(|day| day.to_string()).unwrap_or_default(),
            until: filter.until.map(|day| day.to_string()).unwrap_or_default(),
            text: filter.text.clone().unwrap_or_default(),
            duties: duties(words, (rules, seen.snapshot.as_of), asked),
            kinds: kinds
                .map(|kind| {
                    choose(
                        &kind.id,
                        words.lecture_kind(&kind.id, rules),
                        filter.kind.as_deref(),
                    )
                })
                .collect(),
            forms: seen
                .forms
                .iter()
                .map(|form| choose(form, form.clone(), filter.form.as_deref()))
                .collect(),
            classes: classes
                .map(|class| {
                    let name = words.speaker_class(&class.id, rules);
                    choose(&class.id, name, filter.speaker_class.as_deref())
                })
                .collect(),
            states: StateKind::ALL
                .into_iter()
                .map(|kind| choose(kind.word(), words.say(state_key(kind), &[]), state))
                .collect(),
            came: Came::ALL
                .into_iter()
                .map(|one| choose(one.word(), words.say(came_key(one), &[]), came))
                .collect(),
            joint: yes_or_no(filter.joint),
            themed: yes_or_no(filter.themed),
            sorts: sorts(words, asked.sort),
            is_open: is_open(asked),
        }
    }
}

/// Every order. The default is the first and says nothing in an address.
fn sorts(words: &Words, chosen: Sort) -> Vec<Choice> {
    let both = SortBy::ALL.into_iter().flat_map(|by| [(by, false), (by, true)]);
    let orders = both.map(|(by, is_descending)| Sort { by, is_descending });
    let others = orders.filter(|sort| *sort != Sort::default());
    let choice = |sort: Sort| {
        let column = words.say(head_key(sort.by), &[]);
        let key = if sort.is_descending {
            "ledger-sort-down"
        } else {
            "ledger-sort-up"
        };
        Choice {
            value: if sort == Sort::default() {
                String::new()
            } else {
                sort.word()
            },
            name: words.say(key, &[("column", column.into())]),
            is_chosen: sort == chosen,
        }
    };
    [Sort::default()].into_iter().chain(others).map(choice).collect()
}

fn is_open(asked: &Asked) -> bool {
    let filter = &asked.filter;
    let texts = [&filter.duty, &filter.kind, &filter.form, &filter.speaker_class];
    texts.iter().any(|text| text.is_some())
        || filter.came.is_some()
        || filter.joint.is_some()
        || filter.themed.is_some()
}

fn duties(words: &Words, (rules, as_of): (&RuleSet, jiff::civil::Date), asked: &Asked) -> Vec<DutyChoices> {
    let chosen = value(asked);
    let duty = |id: &str| {
        let name = words.duty_by_id(id, rules);
        let periods = rules.occurrences_of(id, as_of).into_iter().map(|occurrence| {
            let value = format!("{id}/{}", occurrence.period.label);
            Choice {
                is_chosen: chosen.as_ref() == Some(&value),
                name: words.period(&occurrence.period, &occurrence.duty.period),
                value,
            }
        });
        DutyChoices {
            any: Choice {
                value: id.to_owned(),
                name: words.say("ledger-any-period", &[]),
                is_chosen: chosen.as_deref() == Some(id),
            },
            periods: periods.collect(),
            name,
        }
    };
    rules.duty_ids().into_iter().map(duty).collect()
}

/// Duty and period as one choice.
fn value(asked: &Asked) -> Option<String> {
    let duty = asked.filter.duty.as_ref()?;
    Some(match &asked.filter.period {
        Some(period) => format!("{duty}/{period}"),
        None => duty.clone(),
    })
}

/// The filters that are on, in words.
pub(super) fn chips(visit: &Visit, asked: &Asked, seen: &LedgerSeen) -> Vec<Chip> {
    let (words, rules, filter) = (&visit.words, &seen.snapshot.rules, &asked.filter);
    let say = |key: &str| words.say(key, &[]);
    let mut chips = Vec::new();
    let mut add = |names: &[&str], name: String| {
        let changes: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
        chips.push(Chip {
            name,
            without: address(visit, PATH, &changes),
        });
    };
    if let Some(name) = filter.organisation.and_then(|id| seen.snapshot.name(id)) {
        add(&["organisation"], name.to_owned());
    }
    if let Some(from) = filter.from {
        add(
            &["from"],
            words.say("ledger-chip-from", &[("on", words.date(from).into())]),
        );
    }
    if let Some(until) = filter.until {
        add(
            &["until"],
            words.say("ledger-chip-until", &[("on", words.date(until).into())]),
        );
    }
    if let Some(duty) = &filter.duty {
        let period = filter.period.as_ref().map(|label| {
            let rhythm = rules
                .duties
                .iter()
                .find(|one| one.id == *duty)
                .map(|one| one.period);
            rhythm.map_or_else(|| label.clone(), |rhythm| words.labelled(label, &rhythm))
        });
        let parts = [Some(words.duty_by_id(duty, rules)), period];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        add(
            &["duty", "period"],
            words.say("ledger-chip-counted", &[("duty", name.into())]),
        );
    }
    if let Some(kind) = &filter.kind {
        add(&["kind"], words.lecture_kind(kind, rules));
    }
    if let Some(form) = &filter.form {
        add(&["form"], form.clone());
    }
    if let Some(class) = &filter.speaker_class {
        add(&["speaker_class"], words.speaker_class(class, rules));
    }
    if let Some(state) = filter.state {
        add(&["state"], say(state_key(state)));
    }
    if let Some(came) = filter.came {
        add(&["came"], say(came_key(came)));
    }
    if let Some(joint) = filter.joint {
        add(
            &["joint"],
            say(if joint {
                "ledger-chip-joint"
            } else {
                "ledger-chip-not-joint"
            }),
        );
    }
    if let Some(themed) = filter.themed {
        add(
            &["themed"],
            say(if themed {
                "ledger-chip-themed"
            } else {
                "ledger-chip-not-themed"
            }),
        );
    }
    if let Some(text) = &filter.text {
        add(
            &["text"],
            words.say("ledger-chip-text", &[("text", text.as_str().into())]),
        );
    }
    chips
}
