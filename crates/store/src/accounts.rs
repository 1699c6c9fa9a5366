//! Rows of those who sign in: accounts, what they may do (授权), how they prove who they are.
//! Must not judge a password or a right: those words are the application's and the domain's.

use domain::id::{AccountId, GrantId, OrganisationId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::tables::table;

table! {
    /// Somebody who signs in. A person of ours is named by id; anybody else by name.
    AccountRow = Tracked "account" by ["login", "person_id"]
    key {
        /// The id.
        id: AccountId,
    }
    has {
        /// What is typed to sign in; none where a slip and the own phone do.
        login: Option<String>,
        /// The name, when it is no person of ours.
        name: Option<String> as personal("id", "to say whose account it is",
            "while the account is there; erased on request"),
        /// The person, when known.
        person_id: Option<PersonId>,
        /// State, as the domain words it.
        state: String,
        /// When it was made.
        created_at: Timestamp,
    }
}

table! {
    /// A role over an organisation for a time (授权).
    GrantRow = Tracked "account_grant" by ["account_id", "organisation_id"]
    key {
        /// The id.
        id: GrantId,
    }
    has {
        /// Whose.
        account_id: AccountId,
        /// Role, as the domain words it.
        role: String,
        /// Over which organisation.
        organisation_id: OrganisationId,
        /// First day.
        from_on: Date,
        /// Last day, if it ends.
        until_on: Option<Date>,
        /// State, as the domain words it.
        state: String,
    }
}

table! {
    /// How an officer proves who they are. Not history: a hash of a password belongs in no copy of it.
    CredentialRow = Unlogged "credential" by []
    key {
        /// Whose.
        account_id: AccountId,
    }
    has {
        /// The password, as argon2id hashes it (PHC string).
        password: Option<String>,
        /// The secret of one-time codes.
        totp_secret: Option<Vec<u8>>,
        /// Set once the first code was right: from then on a code is asked.
        totp_since: Option<Timestamp>,
        /// The last step of time whose code was taken, so that no code is taken twice.
        totp_step: Option<i64>,
        /// When it was last changed.
        changed_at: Timestamp,
    }
}

table! {
    /// 启用单: a one-time link that opens a long session on the own phone.
    ActivationRow = Unlogged "activation" by ["account_id"]
    key {
        /// SHA-256 of the secret in the link, in hexadecimal.
        token_sha256: String,
    }
    has {
        /// Whose.
        account_id: AccountId,
        /// When it was issued.
        issued_at: Timestamp,
        /// By whom, as the history words it.
        issued_by: String,
        /// When it stops working.
        ends_at: Timestamp,
        /// When it was used.
        used_at: Option<Timestamp>,
        /// When it was taken back.
        void_at: Option<Timestamp>,
    }
}

table! {
    /// Somebody is signed in on a device.
    SessionRow = Unlogged "session" by ["account_id"]
    key {
        /// SHA-256 of the secret in the cookie, in hexadecimal.
        token_sha256: String,
    }
    has {
        /// Who.
        account_id: AccountId,
        /// `officer` or `phone`.
        kind: String,
        /// The device as the browser calls itself.
        device: String,
        /// When it began.
        opened_at: Timestamp,
        /// When it was last used, to the minute.
        seen_at: Timestamp,
        /// When it ends, used or not.
        ends_at: Timestamp,
        /// Set while a one-time code is still to come.
        awaits: Option<String>,
    }
}

table! {
    /// A device somebody has signed in from before: a guesser elsewhere cannot lock it out.
    KnownDeviceRow = Unlogged "known_device" by ["account_id"]
    key {
        /// SHA-256 of the secret in the device's cookie, in hexadecimal.
        token_sha256: String,
    }
    has {
        /// Who.
        account_id: AccountId,
        /// When it was last used.
        seen_at: Timestamp,
    }
}

table! {
    /// Failed tries to sign in, by account and by net.
    SignInFailureRow = Unlogged "sign_in_failure" by []
    key {
        /// `login:…`, `device:…` or `net:…`.
        key: String,
    }
    has {
        /// How many since.
        failed: u32,
        /// Since when they are counted.
        since_at: Timestamp,
    }
}

table! {
    /// Somebody looked at a person's data, or took a list of persons away (X1, PIPL 45).
    PersonViewRow = Unlogged "person_view" by []
    key {
        /// Whose data.
        person_id: PersonId,
        /// When.
        at: Timestamp,
        /// Who, as the history words it.
        viewer: String,
    }
    has {
        /// What was looked at: a word of the application.
        what: String,
        /// Why, where a reason is asked.
        reason: Option<String>,
    }
}
