//! Every sentence a person reads (说). Read me first.
//!
//! [`Words`] speaks one [`Locale`] in the words of one rule pack. Sentences live in `locales/<language>/*.ftl`; the words of a
//! programme (党课, 党支部; talk, crew) in `rules/<pack>/vocabulary.ftl`. The domain hands over enums, and each is
//! matched exhaustively here, so that a new finding without words does not compile. Must not decide anything.

mod bulletin;
mod date;
mod denial;
mod document;
mod failure;
mod import_page;
mod import_refusal;
mod locale;
mod machine;
mod mistake;
mod number;
mod oversight;
mod pack;
mod people;
mod plan;
mod plan_draft;
mod proof;
mod refusal;
mod reminder;
mod returns;
mod rule;
mod score;
mod standing;
mod terminal;
#[cfg(test)]
mod tests;
mod tie;
mod vocabulary;
mod words;

pub use bulletin::bulletin_paragraphs;
pub use date::Dates;
pub use failure::Failing;
pub use import_page::Filling;
pub use import_refusal::ImportedRows;
pub use locale::Locale;
pub use machine::{Check, Doctor, SettingProblem};
pub use mistake::Advice;
pub use oversight::PlannedSize;
pub use plan::LectureNotice;
pub use proof::{Explanation, LectureBrief, Line, Sources, explain};
pub use reminder::{Listed, Reminding, SHORT_MESSAGE};
pub use rule::{
    Asked, Measured, Section, duty_lines, person_duty_lines, person_duty_sentence, rule_sentence,
    rules_shown, what_is_asked,
};
pub use terminal::Next;
pub use vocabulary::vocabulary_mistakes;
pub use words::{Value, Words};
