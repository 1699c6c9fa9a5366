//! What scripts, photos and videos show when they are laid beside each other, what a sample proves, and whom a draw
//! chose: values in, facts out.
//!
//! [`text`] tells which passages of a script stand in earlier ones, through traditional characters, pinyin in brackets,
//! noise and edits, and how much of it is quoted, set phrase, one's own or somebody else's. [`sampling`] says how many
//! records a spot check needs and what its result proves. [`draw`] chooses the records from a public seed.
//!
//! It must not know any organisation, lecture or person, open a file, ask the time, judge anybody, or word a
//! sentence: it returns places and counts, and somebody else decides what they mean.

pub mod draw;
pub mod sampling;
pub mod text;
