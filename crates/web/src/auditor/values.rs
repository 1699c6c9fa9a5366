//! What an entry of the history says beside its rows, and the words the store keeps, as people say them.
//! Must not fail on a word it does not know: that one stands as it is written.

use app::EntrySeen;
use domain::access::Role;
use domain::id::{LectureId, OrganisationId};
use domain::lecture::{Origin, StateKind};
use domain::organisation::ClosureReason;
use jiff::civil::Date;

use crate::officer::ledger::said::origin_key;
use crate::told::{member_kind, organisation, title, who};
use crate::visit::Visit;

/// What a column or a detail is called; one without a name is at least written as words.
pub(super) fn field_name(visit: &Visit, column: &str) -> String {
    let key = format!("field-{}", column.replace('_', "-"));
    let named = visit.words.find(&key, &[]);
    named.unwrap_or_else(|| column.replace(['_', '-'], " "))
}

/// What else an entry says: names and values, each name once.
pub(super) fn detail(visit: &Visit, seen: &EntrySeen) -> Vec<(String, String)> {
    let mut said: Vec<(&str, Vec<String>)> = Vec::new();
    for (key, value) in &seen.entry.detail {
        let value = detail_value(visit, seen, (key, value));
        match said.iter_mut().find(|(name, _)| name == key) {
            Some((_, values)) => values.push(value),
            None => said.push((key, vec![value])),
        }
    }
    said.into_iter()
        .map(|(key, values)| (field_name(visit, key), visit.words.list(&values)))
        .collect()
}

fn detail_value(visit: &Visit, seen: &EntrySeen, (key, value): (&str, &str)) -> String {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let known = match key {
        "role" => Role::parse(value).map(|role| words.role(role)),
        "post" => Some(words.post(value, rules)),
        "duty" => Some(words.duty_by_id(value, rules)),
        "kind" => Some(words.lecture_kind(value, rules)),
        "speaker_class" => Some(words.speaker_class(value, rules)),
        "account" => {
            let holder = seen.people.get(&format!("account:{value}"));
            holder.map(|holder| who(visit, &seen.snapshot, holder))
        }
        "addressee" => words.find(&format!("plan-notice-{value}"), &[]),
        // Which office agreed, or is to agree.
        "waits_for" | "approved_at" => match value {
            "township" => Some(words.role(Role::TownshipOfficer)),
            "county" => Some(words.role(Role::CountyOfficer)),
            _ => None,
        },
        _ => kept_word(visit, ("lecture", key), value),
    };
    known.unwrap_or_else(|| named(visit, seen, value))
}

/// An id by the name of what it is of, a day as a day.
fn named(visit: &Visit, seen: &EntrySeen, value: &str) -> String {
    let lecture = value.parse().ok().map(|id: LectureId| title(&seen.snapshot, id));
    let place = value
        .parse()
        .ok()
        .map(|id: OrganisationId| organisation(&seen.snapshot, id));
    let day = value.parse().ok().map(|day: Date| visit.words.date(day));
    let known = lecture.into_iter().chain(place).chain(day);
    let mut known = known.filter(|name| !name.is_empty());
    known.next().unwrap_or_else(|| value.to_owned())
}

/// A word that the store keeps in a column (table, column), in the words of people; none for what is no such word.
pub(super) fn kept_word(visit: &Visit, (table, column): (&str, &str), value: &str) -> Option<String> {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let find = |key: String| words.find(&key, &[]);
    Some(match (table, column) {
        ("person", "kind") => member_kind(visit, value),
        ("organisation", "kind") => words.organisation_kind(value, rules),
        ("lecture" | "plan_item", "kind") => words.lecture_kind(value, rules),
        ("post", "role") => words.post(value, rules),
        ("lecture_speaker", "class") | ("plan_item", "speaker_class") => words.speaker_class(value, rules),
        ("excusal" | "plan_item", "duty") => words.duty_by_id(value, rules),
        ("account_grant", "role") => words.role(Role::parse(value)?),
        ("lecture", "state") => words.lecture_state_kind(StateKind::parse(value)?),
        ("plan_item", "state") => find(format!("history-plan-{value}"))?,
        ("account" | "account_grant", "state") => find(format!("grant-{value}"))?,
        ("material", "sort") => find(format!("lecture-page-material-{value}"))?,
        ("lecture_script", "answer") => find(format!("lecture-page-script-{value}"))?,
        (_, "origin") => words.say(origin_key(Origin::parse(value)?), &[]),
        (_, "close_reason") => words.closure(ClosureReason::parse(value)?),
        (_, "forms") => {
            let forms: Vec<String> = serde_json::from_str(value).ok()?;
            words.list(&forms)
        }
        (_, "themed" | "held" | "joint" | "backfilled") => match value {
            "true" | "1" => words.say("ledger-yes", &[]),
            "false" | "0" => words.say("ledger-no", &[]),
            _ => return None,
        },
        _ => return None,
    })
}
