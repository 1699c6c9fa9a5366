//! What the filter row of a ledger offers, and the filters that are on.
//! Must not offer what the pack does not name.

use app::{Came, LedgerSeen, Sort, SortBy};
use domain::lecture::StateKind;
use domain::rule_set::RuleSet;
use i18n::Words;

use super::PATH;
use super::asked::{Asked, address};
use super::said::{came_key, head_key};
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
        let named = |id| seen.snapshot.short_path(id, visit.home());
        let yes_or_no = |chosen: Option<bool>| {
            let chosen = chosen.map(|chosen| if chosen { "yes" } else { "no" });
            let yes = choose("yes", words.say("ledger-yes", &[]), chosen);
            vec![yes, choose("no", words.say("ledger-no", &[]), chosen)]
        };
        let state = filter.state.map(StateKind::word);
        let came = filter.came.map(Came::word);
        Choices {
            organisation: filter.organisation.map_or_else(|| asked.typed.clone(), named),
            below: seen.below.iter().map(|id| named(*id)).collect(),
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
                .map(|kind| choose(kind.word(), words.lecture_state_kind(kind), state))
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

/// Questions of the address, and what they ask in words.
type Said = (&'static [&'static str], String);

/// The filters that are on, in words.
pub(super) fn chips(visit: &Visit, asked: &Asked, seen: &LedgerSeen) -> Vec<Chip> {
    let said = [
        where_and_when(visit, asked, seen),
        of_duty(visit, asked, seen).into_iter().collect(),
        of_what(visit, asked, seen),
        of_record(visit, asked),
    ];
    let chip = |(names, name): Said| {
        let changes: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
        let without = address(visit, PATH, &changes);
        Chip { name, without }
    };
    said.into_iter().flatten().map(chip).collect()
}

fn where_and_when(visit: &Visit, asked: &Asked, seen: &LedgerSeen) -> Vec<Said> {
    let (words, filter) = (&visit.words, &asked.filter);
    let place = filter
        .organisation
        .map(|id| seen.snapshot.short_path(id, visit.home()));
    let place = place.map(|name| (&["organisation"][..], name));
    let day = |key: &str, on| words.say(key, &[("on", words.date(on).into())]);
    let from = filter.from.map(|on| (&["from"][..], day("ledger-chip-from", on)));
    let until = filter
        .until
        .map(|on| (&["until"][..], day("ledger-chip-until", on)));
    [place, from, until].into_iter().flatten().collect()
}

fn of_duty(visit: &Visit, asked: &Asked, seen: &LedgerSeen) -> Option<Said> {
    let (words, rules, filter) = (&visit.words, &seen.snapshot.rules, &asked.filter);
    let duty = filter.duty.as_ref()?;
    let period = filter.period.as_ref().map(|label| {
        let mut duties = rules.duties.iter();
        let rhythm = duties.find(|one| one.id == *duty).map(|one| one.period);
        rhythm.map_or_else(|| label.clone(), |rhythm| words.labelled(label, &rhythm))
    });
    let parts = [Some(words.duty_by_id(duty, rules)), period];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let said = words.say("ledger-chip-counted", &[("duty", name.into())]);
    Some((&["duty", "period"], said))
}

fn of_what(visit: &Visit, asked: &Asked, seen: &LedgerSeen) -> Vec<Said> {
    let (words, rules, filter) = (&visit.words, &seen.snapshot.rules, &asked.filter);
    let kind = filter.kind.as_ref();
    let class = filter.speaker_class.as_ref();
    let text = filter.text.as_ref();
    let all: [Option<Said>; 4] = [
        kind.map(|kind| (&["kind"][..], words.lecture_kind(kind, rules))),
        filter.form.clone().map(|form| (&["form"][..], form)),
        class.map(|class| (&["speaker_class"][..], words.speaker_class(class, rules))),
        text.map(|text| {
            let said = words.say("ledger-chip-text", &[("text", text.as_str().into())]);
            (&["text"][..], said)
        }),
    ];
    all.into_iter().flatten().collect()
}

fn of_record(visit: &Visit, asked: &Asked) -> Vec<Said> {
    let filter = &asked.filter;
    let say = |key: &str| visit.words.say(key, &[]);
    let either = |is_so: bool, yes: &str, no: &str| say(if is_so { yes } else { no });
    let joint = |is_so| either(is_so, "ledger-chip-joint", "ledger-chip-not-joint");
    let themed = |is_so| either(is_so, "ledger-chip-themed", "ledger-chip-not-themed");
    let turnout = |is_so| either(is_so, "ledger-chip-turnout", "ledger-chip-no-turnout");
    let all: [Option<Said>; 5] = [
        filter.turnout.map(|is_so| (&["turnout"][..], turnout(is_so))),
        filter
            .state
            .map(|state| (&["state"][..], visit.words.lecture_state_kind(state))),
        filter.came.map(|came| (&["came"][..], say(came_key(came)))),
        filter.joint.map(|is_so| (&["joint"][..], joint(is_so))),
        filter.themed.map(|is_so| (&["themed"][..], themed(is_so))),
    ];
    all.into_iter().flatten().collect()
}
