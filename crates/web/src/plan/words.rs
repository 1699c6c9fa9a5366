//! How the pages of plans name things: organisations, quarters, the state of a place in a plan.
//! Must not hold a sentence.

use app::{Filled, PlanSeen, PlanSlot, PlanState, Snapshot};
use domain::id::OrganisationId;
use domain::period::{Period, Rhythm};
use domain::plan::Warned;

use crate::told::Called;
use crate::visit::Visit;

/// A link with its words.
pub struct Link {
    /// Where to.
    pub address: String,
    /// What it says.
    pub name: String,
}

/// The quarters around the one that is shown.
pub struct Quarters {
    /// The one before.
    pub before: Link,
    /// The one shown.
    pub now: String,
    /// The one after.
    pub after: Link,
}

/// The quarters around one.
pub fn quarters(visit: &Visit, quarter: &Period) -> Quarters {
    let name = |period: &Period| visit.words.period(period, &Rhythm::Quarter);
    let link = |period: Period| Link {
        address: visit.address_with("period", &period.label),
        name: name(&period),
    };
    Quarters {
        before: link(Rhythm::Quarter.previous(quarter)),
        now: name(quarter),
        after: link(Rhythm::Quarter.next(quarter)),
    }
}

/// How a place in a plan stands: class of the tag, sign, words.
pub struct State {
    /// Class of the tag.
    pub class: &'static str,
    /// Sign, so that colour is not alone.
    pub sign: &'static str,
    /// In words.
    pub text: String,
}

/// How a place in a plan stands.
pub fn state(visit: &Visit, slot: &PlanSlot) -> State {
    let say = |key: &str| visit.words.say(key, &[]);
    let state = |class, sign, text| State { class, sign, text };
    match &slot.filled {
        Filled::Lecture(_) => state("met", "✓", say("plan-state-held")),
        Filled::Item(item) if item.state == PlanState::Held => state("met", "✓", say("plan-state-held")),
        Filled::Item(item) if item.missing.is_empty() => state("met", "○", say("plan-state-complete")),
        Filled::Item(item) => {
            let missing = visit.words.plan_lacks(&item.missing);
            let text = visit
                .words
                .say("plan-state-lacks", &[("missing", missing.into())]);
            state("risk", "!", text)
        }
        Filled::Nothing => state("none", "–", say("plan-state-nothing")),
    }
}

/// Something to think over.
pub struct Thought {
    /// Where to mend it.
    pub address: String,
    /// Whose plan.
    pub whose: Called,
    /// What.
    pub what: String,
    /// What may be done.
    pub instead: String,
}

/// Something to think over, in words, on the page of a plan.
pub fn thought(visit: &Visit, (snapshot, top): (&Snapshot, OrganisationId), warned: &Warned) -> Thought {
    let name = |id: OrganisationId| snapshot.short_path(id, top);
    let advice = visit.words.plan_warning(&warned.what, (&snapshot.rules, &name));
    Thought {
        address: match warned.item {
            Some(item) => format!("/plan/items/{item}"),
            None => format!("/organisations/{}/plan", warned.organisation),
        },
        whose: Called::below(top, snapshot, warned.organisation),
        what: advice.what,
        instead: advice.instead,
    }
}

/// The address of an organisation's plan in the quarter that is shown.
pub fn plan_of(seen: &PlanSeen, organisation: OrganisationId) -> String {
    format!("/organisations/{organisation}/plan?period={}", seen.quarter.label)
}
