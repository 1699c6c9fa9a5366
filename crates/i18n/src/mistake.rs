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
        words.joined(&[&self.what, &self.instead])
    }
}

impl Words {
    /// A mistake of a rule pack.
    #[must_use]
    pub fn mistake(&self, mistake: &Mistake) -> Advice {
        let one = |what: &str, instead: &str, name: &'static str, value: &str| Advice {
            what: self.say(what, &[(name, value.into())]),
            instead: self.say(instead, &[(name, value.into())]),
        };
        match mistake {
            Mistake::NotToml { said } => one("mistake-not-toml", "mistake-not-toml-instead", "said", said),
            Mistake::UnknownField { field, instead, allowed } => Advice {
                what: self.say("mistake-unknown-field", &[("field", field.as_str().into())]),
                instead: self.nearest(instead.as_deref(), allowed),
            },
            Mistake::MissingField { field } => {
                one("mistake-missing-field", "mistake-missing-field-instead", "field", field)
            }
            Mistake::UnknownValue { value, instead, allowed } => Advice {
                what: self.say("mistake-unknown-value", &[("value", value.as_str().into())]),
                instead: self.nearest(instead.as_deref(), allowed),
            },
            Mistake::WrongSort { said } => one("mistake-wrong-sort", "mistake-wrong-sort-instead", "said", said),
            Mistake::NoSuchDay { value } => {
                one("mistake-no-such-day", "mistake-no-such-day-instead", "value", value)
            }
            Mistake::NotDefined { what, value, instead, defined } => Advice {
                what: self.say(
                    "mistake-not-defined",
                    &[("what", self.sort(what).into()), ("value", value.as_str().into())],
                ),
                instead: self.nearest(instead.as_deref(), defined),
            },
            Mistake::Twice { what, id } => {
                let figures = [("what", self.sort(what).into()), ("id", id.as_str().into())];
                Advice {
                    what: self.say("mistake-twice", &figures),
                    instead: self.say("mistake-twice-instead", &figures),
                }
            }
            Mistake::NothingAsked { duty } => {
                one("mistake-nothing-asked", "mistake-nothing-asked-instead", "duty", duty)
            }
            Mistake::EndsBeforeItBegins { duty } => {
                one("mistake-ends-before-it-begins", "mistake-ends-before-it-begins-instead", "duty", duty)
            }
            Mistake::VersionsClash { duty } => {
                one("mistake-versions-clash", "mistake-versions-clash-instead", "duty", duty)
            }
            Mistake::UnknownTimeZone { value } => {
                one("mistake-unknown-time-zone", "mistake-unknown-time-zone-instead", "value", value)
            }
        }
    }

    /// What a pack should think over.
    #[must_use]
    pub fn warning(&self, warning: &Warning) -> Advice {
        let of_duty = |what: &str, instead: &str, duty: &str| Advice {
            what: self.say(what, &[("duty", duty.into())]),
            instead: self.say(instead, &[("duty", duty.into())]),
        };
        match &warning.kind {
            WarningKind::TooManyPhotos { asked, enough } => {
                let figures = [("asked", (*asked).into()), ("enough", (*enough).into())];
                Advice {
                    what: self.say("warning-too-many-photos", &figures),
                    instead: self.say("warning-too-many-photos-instead", &figures),
                }
            }
            WarningKind::AskedTwice { first, second } => {
                let figures = [("first", first.as_str().into()), ("second", second.as_str().into())];
                Advice {
                    what: self.say("warning-asked-twice", &figures),
                    instead: self.say("warning-asked-twice-instead", &figures),
                }
            }
            WarningKind::NoOwner { duty } => of_duty("warning-no-owner", "warning-no-owner-instead", duty),
            WarningKind::NoCitation { duty } => {
                of_duty("warning-no-citation", "warning-no-citation-instead", duty)
            }
        }
    }

    /// A mistake of a vocabulary, with its line.
    #[must_use]
    pub fn vocabulary_mistake(&self, line: usize, text: &str) -> String {
        self.say("mistake-vocabulary", &[("line", line.into()), ("text", text.into())])
    }

    /// 第12行：……
    #[must_use]
    pub fn at_line(&self, line: usize, text: &str) -> String {
        self.say("at-line", &[("line", line.into()), ("text", text.into())])
    }

    fn sort(&self, what: &str) -> String {
        self.find(&format!("sort-{}", what.replace('_', "-")), &[]).unwrap_or_else(|| what.to_owned())
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
