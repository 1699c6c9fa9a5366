//! What scripts, photos and videos show when they are laid beside each other: values in, facts out.
//!
//! So far: texts. [`text`] tells which passages of a script stand in earlier ones, through traditional
//! characters, pinyin in brackets, noise and edits, and how much of it is quoted, set phrase, one's own or
//! somebody else's.
//!
//! It must not know any organisation, lecture or person, open a file, ask the time, judge anybody, or word a
//! sentence: it returns places and counts, and somebody else decides what they mean.

pub mod text;
