//! Who acts: the rights of a person and the word the history keeps.
//! Must not decide: `domain::access` does.

use domain::access;
use domain::id::AccountId;
use jiff::civil::Date;

/// The word of the program itself in the history.
pub(crate) const SCHEDULE: &str = "schedule";

/// Who acts.
#[derive(Clone, PartialEq, Debug)]
pub struct Actor {
    /// Rights, for `domain::access`.
    pub rights: access::Actor,
    /// The word in the history: an id or a role, never a name.
    pub word: String,
}

impl Actor {
    /// Nobody known.
    #[must_use]
    pub fn anonymous(today: Date) -> Actor {
        Actor {
            rights: access::Actor::anonymous(today),
            word: "anonymous".to_owned(),
        }
    }

    /// Somebody signed in, with all grants of theirs, in force or not.
    #[must_use]
    pub fn signed_in(account: AccountId, rights: access::Actor) -> Actor {
        Actor {
            rights,
            word: crate::sessions::word_of(account),
        }
    }

    /// The program itself, which makes what falls due; the history says so.
    #[must_use]
    pub fn schedule(today: Date) -> Actor {
        Actor {
            rights: access::Actor::operator(today),
            word: SCHEDULE.to_owned(),
        }
    }

    /// The person at the command line; the history says so.
    #[must_use]
    pub fn operator(today: Date) -> Actor {
        Actor {
            rights: access::Actor::operator(today),
            word: "operator".to_owned(),
        }
    }
}
