//! 约谈: a talk with the person responsible. Its minutes are the two parties' own: nobody else reads them, no successor in the
//! post (E20), no office further up; that it was held, when and about which findings is what others see.
//! Must not be a finding's step: a talk closes nothing.

use jiff::civil::Date;

use crate::id::{AccountId, FindingId, InterviewId, OrganisationId, PersonId};

/// A talk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Interview {
    /// Its id.
    pub id: InterviewId,
    /// Whose organisation.
    pub organisation: OrganisationId,
    /// The post for which the person was talked to.
    pub post: String,
    /// The person talked to.
    pub person: PersonId,
    /// The account of whoever leads the talk.
    pub led_by: AccountId,
    /// The person behind that account, where there is one.
    pub leader: Option<PersonId>,
    /// Announced for.
    pub on: Date,
    /// About which findings.
    pub about: Vec<FindingId>,
    /// Minutes; none before it was held.
    pub minutes: Option<Minutes>,
}

/// What was said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Minutes {
    /// When it was held.
    pub held_on: Date,
    /// What was said.
    pub text: String,
    /// When the person talked to agreed to the minutes; they may add a remark.
    pub agreed_on: Option<Date>,
    /// The person's own remark.
    pub remark: String,
}

/// Who asks to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reader {
    /// The account.
    pub account: AccountId,
    /// The person behind it.
    pub person: Option<PersonId>,
}

/// Why a step of a talk cannot be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InterviewRefusal {
    /// Nobody talks to oneself.
    WithOneself,
    /// Not a party: only the leader writes minutes, only the person talked to agrees.
    NotTheParty,
    /// Nothing is said.
    WordsNeeded,
    /// A day still to come.
    Future {
        /// The day.
        on: Date,
    },
    /// Not held yet.
    NotHeld,
    /// Held already, with its minutes.
    HeldAlready,
    /// Agreed to: nothing is changed any more.
    AgreedAlready,
}

impl Interview {
    /// Looks whether it can be announced.
    ///
    /// # Errors
    /// Both parties are one.
    pub fn check(&self) -> Result<(), InterviewRefusal> {
        if self.leader == Some(self.person) {
            return Err(InterviewRefusal::WithOneself);
        }
        Ok(())
    }

    /// The minutes, for those who may read them.
    #[must_use]
    pub fn minutes_for(&self, reader: Reader) -> Option<&Minutes> {
        let is_party = reader.account == self.led_by || reader.person == Some(self.person);
        self.minutes.as_ref().filter(|_| is_party)
    }

    /// Files the minutes.
    ///
    /// # Errors
    /// Not the leader, nothing said, a day to come, or filed already.
    pub fn hold(
        &self,
        by: Reader,
        held_on: Date,
        text: &str,
        today: Date,
    ) -> Result<Interview, InterviewRefusal> {
        if by.account != self.led_by {
            return Err(InterviewRefusal::NotTheParty);
        }
        if self.minutes.is_some() {
            return Err(InterviewRefusal::HeldAlready);
        }
        if text.trim().is_empty() {
            return Err(InterviewRefusal::WordsNeeded);
        }
        if held_on > today {
            return Err(InterviewRefusal::Future { on: held_on });
        }
        Ok(Interview {
            minutes: Some(Minutes {
                held_on,
                text: text.to_owned(),
                agreed_on: None,
                remark: String::new(),
            }),
            ..self.clone()
        })
    }

    /// The person talked to agrees, with a remark if they like.
    ///
    /// # Errors
    /// Somebody else, nothing to agree to, or agreed already.
    pub fn agree(&self, by: Reader, remark: &str, today: Date) -> Result<Interview, InterviewRefusal> {
        if by.person != Some(self.person) {
            return Err(InterviewRefusal::NotTheParty);
        }
        let minutes = self.minutes.as_ref().ok_or(InterviewRefusal::NotHeld)?;
        if minutes.agreed_on.is_some() {
            return Err(InterviewRefusal::AgreedAlready);
        }
        Ok(Interview {
            minutes: Some(Minutes {
                agreed_on: Some(today),
                remark: remark.trim().to_owned(),
                ..minutes.clone()
            }),
            ..self.clone()
        })
    }
}
