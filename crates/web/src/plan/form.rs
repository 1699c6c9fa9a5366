//! The fields of each place of a plan, as a form shows them: what is planned, or what is proposed, or what was typed.
//! Must not read what was sent: `entries` does.

use app::{Filled, PlanSeen, PlanSlot, PlanState, Proposal, kinds_for, opening_for};
use domain::id::PlanItemId;
use domain::period::Rhythm;
use domain::plan::PlanRefusal;
use domain::plan::{Arrangement, time_of};
use domain::refusal::ScheduleRefusal;
use domain::rule_set::RuleSet;

use super::words::{State, Thought, state, thought};
use crate::told::Called;
use crate::visit::Visit;

/// A thing to choose.
pub struct Choice {
    /// The value that is sent.
    pub value: String,
    /// What it says.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A place of a plan as a form shows it.
pub struct SlotForm {
    /// Which place of the form.
    pub at: usize,
    /// Id of the organisation.
    pub organisation: String,
    /// How it is called.
    pub whose: Called,
    /// Duty id.
    pub duty: String,
    /// Its name.
    pub duty_name: String,
    /// Label of the period.
    pub period: String,
    /// The period in words.
    pub period_name: String,
    /// The item; empty for a new one.
    pub item: String,
    /// Its version.
    pub version: u32,
    /// How many items there were.
    pub seen: u32,
    /// How it stands.
    pub state: State,
    /// Whether it can be filled in.
    pub is_open: bool,
    /// The lecture it became.
    pub lecture: Option<String>,
    /// What it says, in one line each, where it cannot be changed.
    pub when: String,
    /// The day as the field holds it.
    pub on: String,
    /// The time as the field holds it.
    pub time: String,
    /// The topic.
    pub topic: String,
    /// The speaker's name.
    pub speaker: String,
    /// The venue.
    pub venue: String,
    /// Forms in one line.
    pub forms: String,
    /// Kinds to choose from.
    pub kinds: Vec<Choice>,
    /// Speakers to choose from.
    pub speakers: Vec<Choice>,
    /// Whose turn it is.
    pub turn: Option<String>,
    /// Classes of other speakers.
    pub classes: Vec<Choice>,
    /// Venues to choose from.
    pub venues: Vec<Choice>,
    /// Forms to choose from.
    pub form_choices: Vec<Choice>,
    /// A fingerprint of what is shown, by which an untouched place is known.
    pub was: String,
    /// Whether a change asks a reason.
    pub asks_reason: bool,
    /// The reason that was typed.
    pub reason: String,
    /// Why it was not kept.
    pub trouble: Option<String>,
    /// What to think over.
    pub thoughts: Vec<Thought>,
}

/// What was typed into a place and came back.
pub struct Typed {
    /// What it was to say.
    pub says: Arrangement,
    /// The reason.
    pub reason: Option<String>,
    /// Why it was not kept.
    pub refusal: Option<PlanRefusal>,
}

/// The fields of a place.
pub fn slot_form(
    visit: &Visit,
    seen: &PlanSeen,
    (at, slot): (usize, &PlanSlot),
    typed: Option<&Typed>,
) -> SlotForm {
    let rules = &seen.snapshot.rules;
    let none = Proposal::default();
    let proposal = seen.proposals.get(&slot.organisation).unwrap_or(&none);
    let shown = shown(slot, proposal, seen);
    let says = typed.map_or(&shown, |typed| &typed.says);
    let (item, version) = match &slot.filled {
        Filled::Item(item) => (Some(item), item.version),
        Filled::Lecture(_) | Filled::Nothing => (None, 0),
    };
    let speaker = says.speaker.as_ref();
    let refusal = typed.and_then(|typed| typed.refusal.as_ref());
    SlotForm {
        at,
        organisation: slot.organisation.to_string(),
        whose: Called::below(seen.top, &seen.snapshot, slot.organisation),
        duty: slot.duty.clone(),
        duty_name: visit.words.duty_by_id(&slot.duty, rules),
        period: slot.period.label.clone(),
        period_name: period_name(visit, slot, rules),
        item: item.map(|item| item.id.to_string()).unwrap_or_default(),
        version,
        seen: slot.seen,
        state: state(visit, slot),
        is_open: is_open(slot),
        lecture: lecture_of(slot),
        when: visit.words.plan_when(says.on, says.starts_minute),
        on: says.on.map(|on| on.to_string()).unwrap_or_default(),
        time: time_text(says.starts_minute),
        topic: says.topic.clone().unwrap_or_default(),
        speaker: speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
        venue: says.venue.clone().unwrap_or_default(),
        forms: says.forms.join("、"),
        kinds: kinds(visit, slot, says, seen),
        speakers: speakers(visit, says, proposal, seen),
        turn: turn(visit, slot, proposal),
        classes: classes(visit, says, seen),
        venues: chosen(&proposal.venues, says.venue.as_slice()),
        form_choices: chosen(&proposal.known_forms, &says.forms),
        was: fingerprint(&shown),
        asks_reason: asks_reason(slot, seen) || is_reason_needed(refusal),
        reason: typed.and_then(|typed| typed.reason.clone()).unwrap_or_default(),
        trouble: refusal.map(|refusal| visit.words.plan_refusal(refusal).text(&visit.words)),
        thoughts: thoughts(visit, seen, item.map(|item| item.id)),
    }
}

fn period_name(visit: &Visit, slot: &PlanSlot, rules: &RuleSet) -> String {
    let duty = rules.duties.iter().rfind(|duty| duty.id == slot.duty);
    let rhythm = duty.map_or(Rhythm::Quarter, |duty| duty.period);
    visit.words.period(&slot.period, &rhythm)
}

fn is_reason_needed(refusal: Option<&PlanRefusal>) -> bool {
    matches!(
        refusal,
        Some(PlanRefusal::Schedule(ScheduleRefusal::ReasonNeeded { .. }))
    )
}

/// What to think over about an item.
fn thoughts(visit: &Visit, seen: &PlanSeen, item: Option<PlanItemId>) -> Vec<Thought> {
    let about = seen
        .warned
        .iter()
        .filter(|warned| item.is_some() && warned.item == item);
    about
        .filter(|warned| !super::grid::is_in_table(warned))
        .map(|warned| thought(visit, (&seen.snapshot, seen.top), warned))
        .collect()
}

/// Whether a place can still be filled in.
pub fn is_open(slot: &PlanSlot) -> bool {
    let open = match &slot.filled {
        Filled::Item(item) => item.state == PlanState::Open,
        Filled::Nothing => true,
        Filled::Lecture(_) => false,
    };
    open && slot.may_change
}

fn lecture_of(slot: &PlanSlot) -> Option<String> {
    match &slot.filled {
        Filled::Lecture(lecture) => Some(lecture.to_string()),
        Filled::Item(item) => item.lecture.map(|lecture| lecture.to_string()),
        Filled::Nothing => None,
    }
}

/// What a place shows before anybody types: the item, or what is proposed.
pub fn shown(slot: &PlanSlot, proposal: &Proposal, seen: &PlanSeen) -> Arrangement {
    match &slot.filled {
        Filled::Item(item) => item.says.clone(),
        Filled::Lecture(lecture) => {
            let lecture = seen.snapshot.lecture(*lecture);
            lecture.map(held).unwrap_or_default()
        }
        Filled::Nothing => Arrangement {
            kind: proposal.kind_for(&slot.duty, &seen.snapshot.rules),
            forms: proposal.forms.clone(),
            venue: proposal.venues.first().cloned(),
            speaker: proposal.speaker().map(|candidate| candidate.speaker.clone()),
            topic: opening_for(&slot.duty, &seen.snapshot.rules).map(str::to_owned),
            ..Arrangement::default()
        },
    }
}

fn held(lecture: &domain::lecture::Lecture) -> Arrangement {
    let speaker = lecture.speakers.first();
    let speaker = speaker.and_then(|speaker| {
        Some(domain::plan::PlannedSpeaker {
            name: speaker.name.clone()?,
            class: Some(speaker.class.clone()),
            person: speaker.person,
        })
    });
    Arrangement {
        on: lecture.ended_on(),
        starts_minute: None,
        topic: Some(lecture.title.clone()),
        kind: lecture.kind.clone(),
        forms: lecture.forms.clone(),
        venue: lecture.venue.clone(),
        speaker,
    }
}

/// The time of a minute of the day as a field holds it: 15:00.
pub fn time_text(minute: Option<u32>) -> String {
    let time = minute.and_then(time_of);
    time.map(|time| time.strftime("%H:%M").to_string())
        .unwrap_or_default()
}

/// What a place says, in one text: two texts are the same when nobody touched it.
pub fn fingerprint(says: &Arrangement) -> String {
    let speaker = says.speaker.as_ref().map(|speaker| speaker.name.as_str());
    let parts = [
        says.on.map(|on| on.to_string()).unwrap_or_default(),
        time_text(says.starts_minute),
        says.topic.clone().unwrap_or_default(),
        says.kind.clone(),
        says.forms.join("、"),
        says.venue.clone().unwrap_or_default(),
        speaker.unwrap_or_default().to_owned(),
    ];
    parts.join("|")
}

fn kinds(visit: &Visit, slot: &PlanSlot, says: &Arrangement, seen: &PlanSeen) -> Vec<Choice> {
    let rules = &seen.snapshot.rules;
    let mut ids = kinds_for(&slot.duty, rules);
    // What was planned against the rule stays to be seen.
    if !says.kind.is_empty() && !ids.contains(&says.kind.as_str()) {
        ids.push(&says.kind);
    }
    let choice = |id: &str| Choice {
        value: id.to_owned(),
        label: visit.words.lecture_kind(id, rules),
        chosen: id == says.kind,
    };
    ids.into_iter().map(choice).collect()
}

fn speakers(visit: &Visit, says: &Arrangement, proposal: &Proposal, seen: &PlanSeen) -> Vec<Choice> {
    let chosen = says.speaker.as_ref();
    let mut choices: Vec<Choice> = proposal
        .candidates
        .iter()
        .map(|candidate| {
            let name = &candidate.speaker.name;
            let post = candidate.post.as_deref();
            let post = post.map(|post| visit.words.post(post, &seen.snapshot.rules));
            Choice {
                value: name.clone(),
                label: [post.unwrap_or_default(), name.clone()]
                    .join(" ")
                    .trim()
                    .to_owned(),
                chosen: chosen.is_some_and(|speaker| speaker.is(&candidate.speaker)),
            }
        })
        .collect();
    if let Some(speaker) = chosen.filter(|_| choices.iter().all(|choice| !choice.chosen)) {
        choices.push(Choice {
            value: speaker.name.clone(),
            label: speaker.name.clone(),
            chosen: true,
        });
    }
    choices
}

/// Whose turn it is, said where nothing is planned yet and somebody in a post has not spoken this year.
fn turn(visit: &Visit, slot: &PlanSlot, proposal: &Proposal) -> Option<String> {
    let candidate = proposal.speaker().filter(|_| slot.filled == Filled::Nothing)?;
    let name = candidate.speaker.name.as_str();
    match (&candidate.post, candidate.last_on) {
        (Some(_), None) => Some(visit.words.say("plan-turn-never", &[("name", name.into())])),
        (_, Some(on)) => {
            let on = visit.words.date(on);
            let arguments = [("name", name.into()), ("on", on.into())];
            Some(visit.words.say("plan-turn-longest", &arguments))
        }
        (None, None) => None,
    }
}

fn classes(visit: &Visit, says: &Arrangement, seen: &PlanSeen) -> Vec<Choice> {
    let rules = &seen.snapshot.rules;
    let chosen = says.speaker.as_ref().and_then(|speaker| speaker.class.as_deref());
    let choice = |id: &str| Choice {
        value: id.to_owned(),
        label: visit.words.speaker_class(id, rules),
        chosen: Some(id) == chosen,
    };
    rules
        .speaker_classes
        .iter()
        .map(|class| choice(&class.id))
        .collect()
}

/// The known ones and those that are said, each once.
fn chosen(known: &[String], said: &[String]) -> Vec<Choice> {
    let others = said.iter().filter(|text| !known.contains(text));
    let all = known.iter().chain(others);
    all.map(|text| Choice {
        value: text.clone(),
        label: text.clone(),
        chosen: said.contains(text),
    })
    .collect()
}

/// So near its day that a change asks a reason.
fn asks_reason(slot: &PlanSlot, seen: &PlanSeen) -> bool {
    let Filled::Item(item) = &slot.filled else {
        return false;
    };
    let near = item
        .says
        .on
        .and_then(|on| domain::lecture::days_left_if_near(on, seen.snapshot.as_of, &seen.snapshot.rules));
    item.says.lacks_nothing() && near.is_some()
}
