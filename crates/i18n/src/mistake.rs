//! What is wrong with a rule pack, and what to write instead.
//! Must not find mistakes: the domain does.

use domain::rule_set::{Mistake, Warning, WarningKind};

use crate::Words;

/// What happened, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice {
    /// What is wrong.
    pub what: String,
    /// What to do or to write instead.
    pub instead: String,
}

impl Advice {
    /// Both, one after the other.
    #[must_use]
    pub fn text(&self, words: &Words) -> String {
        let said = [&self.what, &self.instead];
        let said: Vec<&String> = said.into_iter().filter(|part| !part.is_empty()).collect();
        words.joined(&said)
    }
}

impl Words {
    /// A mistake of a rule pack.
    #[must_use]
    pub fn mistake(&self, mistake: &Mistake) -> Advice {
        let one = |key: &str, name: &'static str, value: &str| self.advice(key, &[(name, value.into())]);
        match mistake {
            Mistake::NotToml { said } => one("mistake-not-toml", "said", said),
            Mistake::UnknownField {
                field,
                instead,
                allowed,
            } => Advice {
                instead: self.nearest(instead.as_deref(), allowed),
                ..one("mistake-unknown-field", "field", field)
            },
            Mistake::MissingField { field } => one("mistake-missing-field", "field", field),
            Mistake::UnknownValue {
                value,
                instead,
                allowed,
            } => Advice {
                instead: self.nearest(instead.as_deref(), allowed),
                ..one("mistake-unknown-value", "value", value)
            },
            Mistake::WrongSort { said } => one("mistake-wrong-sort", "said", said),
            Mistake::NoSuchDay { value } => one("mistake-no-such-day", "value", value),
            Mistake::NotDefined {
                what,
                value,
                instead,
                defined,
            } => Advice {
                what: self.say(
                    "mistake-not-defined",
                    &[("what", self.sort(what).into()), ("value", value.as_str().into())],
                ),
                instead: self.nearest(instead.as_deref(), defined),
            },
            Mistake::Twice { what, id } => self.advice(
                "mistake-twice",
                &[("what", self.sort(what).into()), ("id", id.as_str().into())],
            ),
            Mistake::NothingAsked { duty } => one("mistake-nothing-asked", "duty", duty),
            Mistake::EndsBeforeItBegins { duty } => one("mistake-ends-before-it-begins", "duty", duty),
            Mistake::VersionsClash { duty } => one("mistake-versions-clash", "duty", duty),
            Mistake::NoSuchTime { value } => one("mistake-no-such-time", "value", value),
            Mistake::UnknownTimeZone { value } => one("mistake-unknown-time-zone", "value", value),
        }
    }

    /// What a pack should think over.
    #[must_use]
    pub fn warning(&self, warning: &Warning) -> Advice {
        match &warning.kind {
            WarningKind::TooManyPhotos { asked, enough } => self.advice(
                "warning-too-many-photos",
                &[("asked", (*asked).into()), ("enough", (*enough).into())],
            ),
            WarningKind::AskedTwice { first, second } => self.advice(
                "warning-asked-twice",
                &[
                    ("first", first.as_str().into()),
                    ("second", second.as_str().into()),
                ],
            ),
            WarningKind::NoOwner { duty } => {
                self.advice("warning-no-owner", &[("duty", duty.as_str().into())])
            }
            WarningKind::NoCitation { duty } => {
                self.advice("warning-no-citation", &[("duty", duty.as_str().into())])
            }
        }
    }

    /// A mistake of a vocabulary, with its line.
    #[must_use]
    pub fn vocabulary_mistake(&self, line: usize, text: &str) -> String {
        self.say(
            "mistake-vocabulary",
            &[("line", line.into()), ("text", text.into())],
        )
    }

    /// 第12行：……
    #[must_use]
    pub fn at_line(&self, line: usize, text: &str) -> String {
        self.say("at-line", &[("line", line.into()), ("text", text.into())])
    }

    fn sort(&self, what: &str) -> String {
        self.find_in("sort-", &what.replace('_', "-"))
            .unwrap_or_else(|| what.to_owned())
    }

    fn nearest(&self, instead: Option<&str>, allowed: &[String]) -> String {
        let mut sentences = Vec::new();
        sentences.extend(instead.map(|word| self.say("instead-nearest", &[("word", word.into())])));
        if !allowed.is_empty() {
            sentences.push(self.say("instead-allowed", &[("allowed", self.list(allowed).into())]));
        }
        self.joined(&sentences)
    }
}
