//! Why something about a person or an exemption is not done, and what to do instead.
//! Must not refuse anything: the domain does.

use domain::refusal::PeopleRefusal;

use crate::{Advice, Words};

impl Words {
    /// Why not, and what to do next.
    #[must_use]
    pub fn people_refusal(&self, refusal: &PeopleRefusal) -> Advice {
        match refusal {
            PeopleRefusal::NameMissing => self.advice("people-refusal-name-missing", &[]),
            PeopleRefusal::MonthUnreadable { value } => {
                self.advice("people-refusal-month", &[("value", value.as_str().into())])
            }
            PeopleRefusal::NamesakeThere { name } => {
                self.advice("people-refusal-namesake", &[("name", name.as_str().into())])
            }
            PeopleRefusal::AlreadyHome => self.advice("people-refusal-already-home", &[]),
            PeopleRefusal::NotAtHome => self.advice("people-refusal-not-at-home", &[]),
            PeopleRefusal::BeforeBeginning { since } => self.advice(
                "people-refusal-before-beginning",
                &[("from", self.date(*since).into())],
            ),
            PeopleRefusal::NotYet { on } => {
                self.advice("people-refusal-not-yet", &[("on", self.date(*on).into())])
            }
            PeopleRefusal::NoMembersThere => self.advice("people-refusal-no-members-there", &[]),
            PeopleRefusal::OrganisationNotThere { on } => self.advice(
                "people-refusal-organisation-not-there",
                &[("on", self.date(*on).into())],
            ),
            PeopleRefusal::OverAlready => self.advice("people-refusal-over-already", &[]),
            PeopleRefusal::Erased => self.advice("people-refusal-erased", &[]),
            PeopleRefusal::ErasedBefore { name } => {
                self.advice("people-refusal-erased-before", &[("name", name.as_str().into())])
            }
            PeopleRefusal::ReasonMissing => self.advice("people-refusal-reason-missing", &[]),
            PeopleRefusal::EndsBeforeItBegins { from, until } => self.advice(
                "people-refusal-ends-before",
                &[
                    ("from", self.date(*from).into()),
                    ("until", self.date(*until).into()),
                ],
            ),
        }
    }
}
