//! The words of a ledger's columns, states and ways in, as keys of the locales; and how a state looks.
//! Must not hold a sentence.

use app::{Came, SortBy};
use domain::lecture::{Lecture, Origin, StateKind};
use domain::rule_set::RuleSet;
use i18n::Words;

/// A state with its sign, which says the same as the colour.
pub(crate) fn state_said(state: StateKind, words: &Words) -> String {
    let sign = match state {
        StateKind::Verified => "✓ ",
        StateKind::SentBack => "! ",
        StateKind::Cancelled => "× ",
        StateKind::Planned | StateKind::Delivered | StateKind::Recorded => "",
    };
    [sign, &words.lecture_state_kind(state)].concat()
}

/// The state of a lecture with its sign; of one that waits for an office to agree, which.
pub(crate) fn lecture_state_said(lecture: &Lecture, (words, rules): (&Words, &RuleSet)) -> String {
    match lecture.waits_for(rules) {
        Some(_) => words.lecture_standing(lecture, rules),
        None => state_said(lecture.state.kind(), words),
    }
}

/// The colour class of a state's tag; the word says the same.
pub(crate) fn state_look(state: StateKind) -> &'static str {
    match state {
        StateKind::Verified => "met",
        StateKind::SentBack => "risk",
        StateKind::Cancelled => "over",
        StateKind::Planned | StateKind::Delivered | StateKind::Recorded => "none",
    }
}

/// How a record came in.
pub(crate) fn came_key(came: Came) -> &'static str {
    match came {
        Came::Ledger => "ledger-came-ledger",
        Came::Branch => "ledger-came-branch",
        Came::OnBehalf => "ledger-came-on-behalf",
        Came::Backfilled => "ledger-came-backfilled",
    }
}

/// How a record came in, by its origin.
pub(crate) fn origin_key(origin: Origin) -> &'static str {
    match origin {
        Origin::Ledger => "ledger-came-ledger",
        Origin::Branch => "ledger-came-branch",
        Origin::OnBehalf => "ledger-came-on-behalf",
        Origin::Demo => "ledger-came-demo",
    }
}

/// The head of a column.
pub(crate) fn head_key(column: SortBy) -> &'static str {
    match column {
        SortBy::Number => "ledger-head-number",
        SortBy::On => "ledger-head-on",
        SortBy::Organisation => "ledger-head-organisation",
        SortBy::Title => "ledger-head-title",
        SortBy::Kind => "ledger-head-kind",
        SortBy::Form => "ledger-head-form",
        SortBy::Speaker => "ledger-head-speaker",
        SortBy::SpeakerClass => "ledger-head-speaker-class",
        SortBy::Venue => "ledger-head-venue",
        SortBy::Expected => "ledger-head-expected",
        SortBy::Present => "ledger-head-present",
        SortBy::State => "ledger-head-state",
    }
}

/// All who spoke, by name.
pub(crate) fn speakers(lecture: &Lecture, words: &Words) -> String {
    let names = lecture
        .speakers
        .iter()
        .filter_map(|speaker| speaker.name.as_deref());
    words.list(&names.collect::<Vec<&str>>())
}

/// The main speaker's class at the time.
pub(crate) fn speaker_class(lecture: &Lecture, (words, rules): (&Words, &RuleSet)) -> String {
    let class = lecture.main_class();
    class
        .map(|class| words.speaker_class(class, rules))
        .unwrap_or_default()
}
