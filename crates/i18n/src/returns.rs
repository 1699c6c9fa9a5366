//! Returns (收表) in words: what is asked about a file, why a step is not taken, what a column is called.
//! Must not decide anything.

use domain::return_form::{FileState, FilledBy, ReturnForm, ReturnQuestion, ReturnRefusal};

use crate::{Advice, Words};

impl Words {
    /// Why a step of a return is not taken, and what to do next.
    #[must_use]
    pub fn return_refusal(&self, refusal: &ReturnRefusal) -> Advice {
        match refusal {
            ReturnRefusal::NotThere { name, known } => self.advice(
                "return-refusal-not-there",
                &[
                    ("name", name.clone().into()),
                    ("known", self.list(known).into()),
                    ("count", known.len().into()),
                ],
            ),
            ReturnRefusal::NoName => self.advice("return-refusal-no-name", &[]),
            ReturnRefusal::NameTaken(name) => {
                self.advice("return-refusal-name-taken", &[("name", name.clone().into())])
            }
            ReturnRefusal::NobodyToAsk => self.advice("return-refusal-nobody-to-ask", &[]),
            ReturnRefusal::Closed => self.advice("return-refusal-closed", &[]),
            ReturnRefusal::NoFile => self.advice("return-refusal-no-file", &[]),
            ReturnRefusal::NothingToMerge => self.advice("return-refusal-nothing-to-merge", &[]),
            ReturnRefusal::NotMerged => self.advice("return-refusal-not-merged", &[]),
            ReturnRefusal::ChangedSince { records } => {
                self.advice("return-refusal-changed-since", &[("count", (*records).into())])
            }
            ReturnRefusal::UnknownDecision(key) => {
                self.advice("return-refusal-unknown-decision", &[("key", key.clone().into())])
            }
            ReturnRefusal::NotAsked(name) => {
                self.advice("return-refusal-not-asked", &[("name", name.clone().into())])
            }
            ReturnRefusal::EndsBeforeItBegins => self.advice("return-refusal-ends-before", &[]),
            ReturnRefusal::OfAnother(name) => {
                self.advice("return-refusal-of-another", &[("name", name.clone().into())])
            }
            ReturnRefusal::MergedAlready => self.advice("return-refusal-merged-already", &[]),
            ReturnRefusal::ChangedMeanwhile => self.advice("return-refusal-changed-meanwhile", &[]),
            ReturnRefusal::NothingPasted => self.advice("return-refusal-nothing-pasted", &[]),
        }
    }

    /// What is asked about a file or a row of it, and what to do; organisations by their names.
    #[must_use]
    pub fn return_question(
        &self,
        question: &ReturnQuestion,
        name: &dyn Fn(domain::id::OrganisationId) -> String,
    ) -> Advice {
        match question {
            ReturnQuestion::Cell(why) => self.import_refusal(why),
            ReturnQuestion::Whose(candidates) => {
                let names: Vec<String> = candidates.iter().map(|id| name(*id)).collect();
                self.advice(
                    "return-asked-whose",
                    &[("names", self.list(&names).into()), ("count", names.len().into())],
                )
            }
            ReturnQuestion::Twice { earlier } => {
                self.advice("return-asked-twice", &[("file", earlier.clone().into())])
            }
            ReturnQuestion::NotAForm { missing, .. } => {
                let missing: Vec<String> = missing.iter().map(|key| self.import_column(key)).collect();
                self.advice(
                    "return-asked-not-a-form",
                    &[
                        ("columns", self.list(&missing).into()),
                        ("count", missing.len().into()),
                    ],
                )
            }
            ReturnQuestion::Elsewhere(organisation) => {
                self.advice("return-asked-elsewhere", &[("name", name(*organisation).into())])
            }
            ReturnQuestion::Doubtful { candidates } => {
                self.advice("return-asked-doubtful", &[("rows", self.list(candidates).into())])
            }
        }
    }

    /// The form of a return by name.
    #[must_use]
    pub fn return_form(&self, form: ReturnForm) -> String {
        match form {
            ReturnForm::Ledger => self.say("return-form-ledger", &[]),
            ReturnForm::Plan => self.say("return-form-plan", &[]),
            ReturnForm::Roster => self.say("return-form-roster", &[]),
        }
    }

    /// Who fills it.
    #[must_use]
    pub fn filled_by(&self, filled_by: FilledBy) -> String {
        match filled_by {
            FilledBy::Below => self.say("return-filled-by-below", &[]),
            FilledBy::Branches => self.say("return-filled-by-branches", &[]),
        }
    }

    /// Where a file stands.
    #[must_use]
    pub fn file_state(&self, state: FileState) -> String {
        match state {
            FileState::Taken => self.say("return-file-taken", &[]),
            FileState::Asked => self.say("return-file-asked", &[]),
            FileState::Replaced => self.say("return-file-replaced", &[]),
        }
    }
}
