//! Reasons to say no to who signs in, hands out or hands over, and the sentence about each.
//! Must not tell a stranger whether an account is there: signing in answers without these.

use domain::access::Role;
use i18n::Words;

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
pub(super) fn account_text(refusal: &AccountRefusal, words: &Words) -> String {
    match refusal {
        AccountRefusal::LoginTaken(login) => {
            words.advice_on("refusal-login-taken", &[("login", login.as_str().into())])
        }
        AccountRefusal::LoginUnfit => words.advice_on("refusal-login-unfit", &[]),
        AccountRefusal::LoginNeeded(role) => {
            words.advice_on("refusal-login-needed", &[("role", words.role(*role).into())])
        }
        AccountRefusal::UnknownAccount => words.advice_on("refusal-unknown-account", &[]),
        AccountRefusal::AccountEnded => words.advice_on("refusal-account-ended", &[]),
        AccountRefusal::NoPassword => words.advice_on("refusal-no-password", &[]),
        AccountRefusal::PasswordShort(least) => {
            words.advice_on("refusal-password-short", &[("least", (*least).into())])
        }
        AccountRefusal::PasswordCommon => words.advice_on("refusal-password-common", &[]),
        AccountRefusal::PasswordWrong => words.advice_on("refusal-password-wrong", &[]),
        AccountRefusal::CodeWrong => words.advice_on("refusal-code-wrong", &[]),
        AccountRefusal::TooManyTries => words.advice_on("refusal-too-many-tries", &[]),
        AccountRefusal::NobodyInPost(name) => words.advice_on(
            "refusal-nobody-in-post",
            &[("organisation", name.as_str().into())],
        ),
        AccountRefusal::NobodyLeft => words.advice_on("refusal-nobody-left", &[]),
        AccountRefusal::HandoverDay => words.advice_on("refusal-handover-day", &[]),
        AccountRefusal::NoSuccessor => words.advice_on("refusal-no-successor", &[]),
        AccountRefusal::RoleAbove(role) => {
            words.advice_on("refusal-role-above", &[("role", words.role(*role).into())])
        }
    }
}
