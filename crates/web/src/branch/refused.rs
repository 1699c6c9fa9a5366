//! A reason to say no, beside the field it is about, with what to do.
//! Must not lose a reason: what belongs to no field stands above them all.

use app::{Failure, Refusal, refusal_text};
use domain::refusal::{CorrectRefusal, FactsRefusal, Missing, RecordRefusal};
use i18n::Words;

use super::fields::Wrong;
use crate::answer::Trouble;

/// The place above all fields.
pub(crate) const ABOVE: &str = "above";

/// What stands wrong beside which field.
///
/// # Errors
/// What is no refusal is trouble of another kind.
pub(crate) fn beside(words: &Words, failure: Failure) -> Result<Wrong, Trouble> {
    let Failure::Refused(refusal) = failure else {
        return Err(failure.into());
    };
    if let Refusal::KeyUsed(_) = refusal {
        return Ok(Wrong::from([(ABOVE, words.advice_on("record-sent-before", &[]))]));
    }
    let facts = match &refusal {
        Refusal::Record(RecordRefusal::Facts(facts)) | Refusal::Correct(CorrectRefusal::Facts(facts)) => {
            Some(facts)
        }
        _ => None,
    };
    if let Some(FactsRefusal::Incomplete(missing)) = facts {
        return Ok(missing.iter().map(|missing| lacking(words, *missing)).collect());
    }
    let field = facts.map_or_else(|| field_of(&refusal), field_of_facts);
    Ok(Wrong::from([(field, refusal_text(&refusal, words, ""))]))
}

fn lacking(words: &Words, missing: Missing) -> (&'static str, String) {
    let (field, key) = match missing {
        Missing::Speaker => ("speaker", "record-lacks-speaker"),
        Missing::Content => ("title", "record-lacks-title"),
        Missing::Time => ("on", "record-lacks-day"),
        Missing::Host => ("co_hosts", "record-lacks-host"),
    };
    (field, words.say(key, &[]))
}

fn field_of_facts(facts: &FactsRefusal) -> &'static str {
    match facts {
        FactsRefusal::UnknownKind { .. } => "kind",
        FactsRefusal::Future { .. } => "on",
        FactsRefusal::EndsBeforeItBegins => "ended_on",
        FactsRefusal::Arithmetic { .. } => "present",
        FactsRefusal::HostsDoNotAddUp { .. } => "expected",
        FactsRefusal::HostTwice => "co_hosts",
        FactsRefusal::Incomplete(_) => ABOVE,
    }
}

fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Record(RecordRefusal::ReasonNeeded { .. })
        | Refusal::Correct(CorrectRefusal::ReasonNeeded) => "reason",
        Refusal::UnknownOrganisation(_) | Refusal::AmbiguousOrganisation { .. } => "co_hosts",
        Refusal::NamedMoreThanPresent { .. } => "present",
        Refusal::RecordedAlready(_) => "another",
        _ => ABOVE,
    }
}
