//! Reasons to say no to who signs in, hands out or hands over, and the sentence about each.
//! Must not tell a stranger whether an account is there: signing in answers without these.

use domain::access::Role;
use i18n::{Advice, Words};

/// Why an account, a slip, a password or a handover will not do.
#[derive(Debug)]
pub enum AccountRefusal {
    /// A role that stands above those one may hand out.
    RoleAbove(Role),
    /// Somebody else signs in by that name.
    LoginTaken(String),
    /// No login, or one with blanks or too long.
    LoginUnfit,
    /// A role that signs in with a password, without a login.
    LoginNeeded(Role),
    /// No such account.
    UnknownAccount,
    /// The account has ended; a new one is made instead.
    AccountEnded,
    /// The account has no password.
    NoPassword,
    /// A password of fewer characters than this.
    PasswordShort(usize),
    /// A password that guessers try first.
    PasswordCommon,
    /// The password is wrong.
    PasswordWrong,
    /// The one-time code is wrong.
    CodeWrong,
    /// Too many tries: again in a quarter of an hour.
    TooManyTries,
    /// Nobody is on record as secretary of this organisation.
    NobodyInPost(String),
    /// Of those asked for, nobody can be given a slip.
    NobodyLeft,
    /// A handover on a day still to come, or before the present holder began.
    HandoverDay,
    /// The successor is who holds the post, or nobody.
    NoSuccessor,
}

/// What happened and what to do next.
pub(super) fn account_advice(refusal: &AccountRefusal, words: &Words) -> Advice {
    match refusal {
        AccountRefusal::LoginTaken(login) => {
            words.advice("refusal-login-taken", &[("login", login.as_str().into())])
        }
        AccountRefusal::LoginUnfit => words.advice("refusal-login-unfit", &[]),
        AccountRefusal::LoginNeeded(role) => {
            words.advice("refusal-login-needed", &[("role", words.role(*role).into())])
        }
        AccountRefusal::UnknownAccount => words.advice("refusal-unknown-account", &[]),
        AccountRefusal::AccountEnded => words.advice("refusal-account-ended", &[]),
        AccountRefusal::NoPassword => words.advice("refusal-no-password", &[]),
        AccountRefusal::PasswordShort(least) => {
            words.advice("refusal-password-short", &[("least", (*least).into())])
        }
        AccountRefusal::PasswordCommon => words.advice("refusal-password-common", &[]),
        AccountRefusal::PasswordWrong => words.advice("refusal-password-wrong", &[]),
        AccountRefusal::CodeWrong => words.advice("refusal-code-wrong", &[]),
        AccountRefusal::TooManyTries => words.advice("refusal-too-many-tries", &[]),
        AccountRefusal::NobodyInPost(name) => words.advice(
            "refusal-nobody-in-post",
            &[("organisation", name.as_str().into())],
        ),
        AccountRefusal::NobodyLeft => words.advice("refusal-nobody-left", &[]),
        AccountRefusal::HandoverDay => words.advice("refusal-handover-day", &[]),
        AccountRefusal::NoSuccessor => words.advice("refusal-no-successor", &[]),
        AccountRefusal::RoleAbove(role) => {
            words.advice("refusal-role-above", &[("role", words.role(*role).into())])
        }
    }
}

impl AccountRefusal {
    /// Its code, for programs; never changes once shipped.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            AccountRefusal::RoleAbove(_) => "role-above",
            AccountRefusal::LoginTaken(_) => "login-taken",
            AccountRefusal::LoginUnfit => "login-unfit",
            AccountRefusal::LoginNeeded(_) => "login-needed",
            AccountRefusal::UnknownAccount => "unknown-account",
            AccountRefusal::AccountEnded => "account-ended",
            AccountRefusal::NoPassword => "no-password",
            AccountRefusal::PasswordShort(_) => "password-short",
            AccountRefusal::PasswordCommon => "password-common",
            AccountRefusal::PasswordWrong => "password-wrong",
            AccountRefusal::CodeWrong => "code-wrong",
            AccountRefusal::TooManyTries => "too-many-tries",
            AccountRefusal::NobodyInPost(_) => "nobody-in-post",
            AccountRefusal::NobodyLeft => "nobody-left",
            AccountRefusal::HandoverDay => "handover-day",
            AccountRefusal::NoSuccessor => "no-successor",
        }
    }
}
