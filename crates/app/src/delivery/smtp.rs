//! Hands a letter to a mail server, step by step, so that it is known whether it may have been taken.
//! Must not decide what comes of it, and must never say the password.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use super::{Encryption, Letter, MailServer, Patience, Posted};

/// How long one answer may take.
const TIMEOUT: Duration = Duration::from_secs(20);
/// What a server says is kept up to so many characters.
const LONGEST_SAID: usize = 200;

/// Hands a letter over; takes as long as it takes.
pub(super) fn hand_over(letter: &Letter) -> Posted {
    let Some(bytes) = letter.bytes() else {
        return Posted::Answered {
            status: 500,
            body: "the letter cannot be written".to_owned(),
        };
    };
    let (mut line, left_out) = match prepared(letter) {
        Ok(prepared) => prepared,
        Err(refused) => return refused,
    };
    // From here on nobody knows whether the server keeps it until it has said so.
    match line.message(&bytes) {
        Ok(_) => {
            drop(line.quit());
            Posted::Answered {
                status: 250,
                body: left_out.join("; "),
            }
        }
        Err(error) => match answered(&error) {
            Some(answer) => answer,
            None => Posted::Unknown(told(&error)),
        },
    }
}

/// Signs in at a mail server and leaves again: whether it can be reached and takes the password.
///
/// # Errors
/// What went wrong, without the password.
pub fn knock(server: &MailServer) -> Result<(), String> {
    let mut line = opened(server).map_err(|error| told(&error))?;
    drop(line.quit());
    Ok(())
}

/// A line on which the letter can be said, and for whom it is not taken.
fn prepared(letter: &Letter) -> Result<(SmtpConnection, Vec<String>), Posted> {
    let server = &letter.server;
    let refused = |error: &Error| answered(error).unwrap_or_else(|| Posted::NotSent(told(error)));
    let mut line = opened(server).map_err(|error| refused(&error))?;
    let from = Some(server.from.email.clone());
    line.command(Mail::new(from, Vec::new()))
        .map_err(|error| refused(&error))?;
    let mut left_out = Vec::new();
    let mut taken = 0_usize;
    for to in &server.to {
        match line.command(Rcpt::new(to.email.clone(), Vec::new())) {
            Ok(_) => taken = taken.saturating_add(1),
            // All of it waits with the one: sent now, it would be sent twice to the others.
            Err(error) if error.is_transient() && letter.patience == Patience::UntilAll => {
                line.abort();
                return Err(refused(&error));
            }
            Err(error) if error.status().is_some() => {
                left_out.push((format!("{}: {}", to.email, told(&error)), error));
            }
            Err(error) => return Err(refused(&error)),
        }
    }
    match left_out.first() {
        Some((_, error)) if taken == 0 => {
            line.abort();
            return Err(refused(error));
        }
        _ => {}
    }
    line.command(Data).map_err(|error| refused(&error))?;
    Ok((line, left_out.into_iter().map(|(told, _)| told).collect()))
}

/// A private line to the server, signed in.
fn opened(server: &MailServer) -> Result<SmtpConnection, Error> {
    let name = ClientId::Domain(server.from.email.domain().to_owned());
    let tls = match server.encryption {
        Encryption::None => None,
        Encryption::Required | Encryption::StartTls => Some(TlsParameters::new_rustls(server.host.clone())?),
    };
    let at_once = tls.as_ref().filter(|_| server.encryption == Encryption::Required);
    let place = (server.host.as_str(), server.port);
    let mut line = SmtpConnection::connect(place, Some(TIMEOUT), &name, at_once, None)?;
    if let Some(tls) = tls.as_ref().filter(|_| server.encryption == Encryption::StartTls) {
        // A server that does not offer it is an error: nothing is said in the open.
        line.starttls(tls, &name)?;
    }
    if let Some(login) = &server.login {
        let who = Credentials::new(login.user.clone(), login.password.clone());
        line.auth(&[Mechanism::Plain, Mechanism::Login], &who)?;
    }
    Ok(line)
}

/// What the server answered, when it answered.
fn answered(error: &Error) -> Option<Posted> {
    let status = error.status()?;
    Some(Posted::Answered {
        status: u16::from(status),
        body: said(error),
    })
}

/// What the server said behind its code, on one line.
fn said(error: &Error) -> String {
    let mut words = std::error::Error::source(error)
        .map(ToString::to_string)
        .unwrap_or_default();
    words.retain(|letter| !letter.is_control());
    words.chars().take(LONGEST_SAID).collect()
}

/// What went wrong, on one line.
fn told(error: &Error) -> String {
    let what = match error.status() {
        Some(status) => return format!("{} {}", u16::from(status), said(error)),
        None if error.is_tls() => "no secure connection",
        None if error.is_timeout() => "timeout",
        None if error.is_client() => "the server offers no STARTTLS, or no way to sign in",
        None if error.is_response() => "the connection ended, or the answer could not be read",
        None => "connection",
    };
    match said(error) {
        said if said.is_empty() => what.to_owned(),
        said => format!("{what}: {said}"),
    }
}
