//! What the writer of a pdf has to tell: fonts replaced, characters missing, no font at all.
//! Must not decide what is done about it.

use i18n::Words;

/// Something on the paper is not as it was wanted; it can be printed all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Fonts are not at hand and others stand for them.
    Substituted {
        /// The fonts wanted.
        wanted: Vec<&'static str>,
        /// The fonts used, each once.
        by: Vec<&'static str>,
    },
    /// No font at hand has these characters (a rare name, say); boxes stand for them.
    NoSuchCharacter {
        /// The characters, each once.
        characters: String,
    },
}

impl Warning {
    /// The warning in words, with what to do.
    #[must_use]
    pub fn say(&self, words: &Words) -> String {
        match self {
            Warning::Substituted { wanted, by } => words.say(
                "paper-font-substituted",
                &[
                    ("wanted", words.list(wanted).into()),
                    ("by", words.list(by).into()),
                ],
            ),
            Warning::NoSuchCharacter { characters } => words.say(
                "paper-no-such-character",
                &[("characters", characters.as_str().into())],
            ),
        }
    }
}

/// Why a pdf could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Neither the font wanted nor any that could replace it is at hand.
    #[error("no font at hand can stand for {wanted}; install fonts-noto-cjk or name a folder with fonts")]
    NoFont {
        /// The font wanted.
        wanted: &'static str,
    },
    /// A font could not be put into the pdf, though it was at hand.
    #[error("the pdf could not be written: {0}")]
    Typesetter(String),
}

impl WriteError {
    /// The error in words, with what to do.
    #[must_use]
    pub fn say(&self, words: &Words) -> String {
        match self {
            WriteError::NoFont { wanted } => words.say("paper-no-font", &[("wanted", (*wanted).into())]),
            WriteError::Typesetter(why) => {
                words.say("paper-typesetter-failed", &[("why", why.as_str().into())])
            }
        }
    }
}
