//! Mail: whom a mail server is told to write to, and the letter as bytes. Pure: the moment comes in.
//! Must not open a connection: `smtp` does.

use std::fmt;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::Message as Bytes;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Mailboxes};
use sha2::{Digest as _, Sha256};

use super::Verdict;

/// How the way to a mail server is kept private.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encryption {
    /// From the first byte on (SMTPS).
    Required,
    /// Asked for before anything is said (STARTTLS); a server that does not offer it gets nothing.
    StartTls,
    /// Not at all: only on this machine.
    None,
}

impl Encryption {
    /// All.
    pub const ALL: [Encryption; 3] = [Encryption::Required, Encryption::StartTls, Encryption::None];

    /// The word of the settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Encryption::Required => "required",
            Encryption::StartTls => "starttls",
            Encryption::None => "none",
        }
    }

    /// The port where such a server usually listens.
    #[must_use]
    pub fn usual_port(self) -> u16 {
        match self {
            Encryption::Required => 465,
            Encryption::StartTls => 587,
            Encryption::None => 25,
        }
    }
}

/// Who signs in at a mail server. Never shown.
#[derive(Clone)]
pub struct Login {
    /// The account.
    pub user: String,
    /// Its password, a secret.
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(…)")
    }
}

/// A mail server and whom it writes to, as it was told; nothing of it is judged yet.
#[derive(Clone, Default)]
pub struct MailTold {
    /// Name of the machine.
    pub host: String,
    /// Where it listens; the usual port without it.
    pub port: Option<u16>,
    /// `required` (also when empty), `starttls` or `none`.
    pub tls: String,
    /// Who writes: `a@b.cn` or `Name <a@b.cn>`.
    pub from: String,
    /// Who is written to.
    pub to: Vec<String>,
    /// The account, where the server asks for one.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<String>,
}

/// Why a mail server cannot be used as it was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailProblem {
    /// No name of a machine.
    Host,
    /// Unknown, or none to another machine.
    Encryption,
    /// No address of who writes.
    From,
    /// Nobody to write to, or one of them is no address.
    To,
    /// An account without a password, or a password without an account.
    Login,
}

/// A mail server and whom it writes to.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Name of the machine.
    pub host: String,
    /// Where it listens.
    pub port: u16,
    /// How the way there is kept private.
    pub encryption: Encryption,
    pub(super) from: Mailbox,
    pub(super) to: Vec<Mailbox>,
    pub(super) login: Option<Login>,
}

impl MailServer {
    /// Reads what was told.
    ///
    /// # Errors
    /// When something of it cannot be used; the first thing.
    pub fn read(told: &MailTold) -> Result<MailServer, MailProblem> {
        let host = told.host.trim();
        if host.is_empty() || host.contains([' ', '/', ':', '@']) && !is_this_machine(host) {
            return Err(MailProblem::Host);
        }
        let word = match told.tls.trim() {
            "" => Encryption::Required.word(),
            word => word,
        };
        let encryption = Encryption::ALL.into_iter().find(|one| one.word() == word);
        // What is read on the way tells who has not done what, and the password.
        let encryption = encryption
            .filter(|one| *one != Encryption::None || is_this_machine(host))
            .ok_or(MailProblem::Encryption)?;
        let from: Mailbox = told.from.trim().parse().map_err(|_| MailProblem::From)?;
        let each = told.to.iter().map(|one| one.trim().parse::<Mailbox>());
        let to: Vec<Mailbox> = each.collect::<Result<_, _>>().map_err(|_| MailProblem::To)?;
        if to.is_empty() {
            return Err(MailProblem::To);
        }
        let login = match (told.user.clone(), told.password.clone()) {
            (Some(user), Some(password)) if !user.is_empty() && !password.is_empty() => {
                Some(Login { user, password })
            }
            (None, None) => None,
            _ => return Err(MailProblem::Login),
        };
        Ok(MailServer {
            host: host.to_owned(),
            port: told.port.unwrap_or(encryption.usual_port()),
            encryption,
            from,
            to,
            login,
        })
    }
}

fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

/// What becomes of a letter that some would get now and some perhaps later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Patience {
    /// It waits until all can have it: it is never sent twice to anybody.
    UntilAll,
    /// It was tried long enough: those who can have it get it.
    WhoeverCan,
}

/// A letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Through whom, to whom.
    pub server: MailServer,
    /// Its name, without brackets: the same for the same text however often it is handed over, so that a mailbox knows it
    /// again.
    pub id: String,
    /// When it is written.
    pub at: Timestamp,
    /// What it is about, on one line.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// What becomes of it where some cannot have it now.
    pub patience: Patience,
}

/// The name of what a channel is sent for a period of a tree.
#[must_use]
pub fn letter_id(server: &MailServer, parts: [&str; 3]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    // Half of it is enough to be one of its kind.
    let half = digest.first_chunk().copied().unwrap_or_default();
    let name = u128::from_be_bytes(half);
    format!("{name:032x}.kaijiang@{}", server.from.email.domain())
}

impl Letter {
    /// As it is handed over; none when a header cannot be written.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let to = self.server.to.iter().cloned().collect::<Mailboxes>();
        let letter = Bytes::builder()
            .from(self.server.from.clone())
            .mailbox(lettre::message::header::To::from(to))
            .subject(one_line(&self.subject))
            .date(moment(self.at))
            .message_id(Some(format!("<{}>", self.id)))
            // RFC 3834: nobody's notice of absence answers it.
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(self.text.clone());
        Some(letter.ok()?.formatted())
    }
}

/// As the library wants it; nothing is written before 1970.
fn moment(at: Timestamp) -> SystemTime {
    let since = u64::try_from(at.as_second()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(since)
}

/// A line break in a subject would begin another header.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a mail server answered.
#[must_use]
pub(super) fn mail_verdict(status: u16, body: &str) -> Verdict {
    match status {
        200..=299 if body.is_empty() => Verdict::Taken,
        200..=299 => Verdict::TakenInPart(body.to_owned()),
        400..=499 => Verdict::Later(format!("{status} {body}")),
        _ => Verdict::Refused(format!("{status} {body}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told() -> MailTold {
        MailTold {
            host: "mail.example.cn".to_owned(),
            from: "党课开讲啦 <dangke@example.cn>".to_owned(),
            to: vec!["yi@example.cn".to_owned(), "丙村 <bing@example.cn>".to_owned()],
            ..MailTold::default()
        }
    }

    #[test]
    fn s5_a_mail_server_is_read_or_what_is_wrong_is_named() {
        let server = MailServer::read(&told()).unwrap();
        assert_eq!((server.port, server.encryption), (465, Encryption::Required));
        let wrong = |change: fn(&mut MailTold)| {
            let mut told = told();
            change(&mut told);
            MailServer::read(&told).unwrap_err()
        };
        assert_eq!(wrong(|told| told.host.clear()), MailProblem::Host);
        assert_eq!(wrong(|told| told.host = "https://mail".into()), MailProblem::Host);
        assert_eq!(wrong(|told| told.tls = "maybe".into()), MailProblem::Encryption);
        assert_eq!(wrong(|told| told.tls = "none".into()), MailProblem::Encryption);
        assert_eq!(wrong(|told| told.from = "dangke".into()), MailProblem::From);
        assert_eq!(wrong(|told| told.to.clear()), MailProblem::To);
        assert_eq!(wrong(|told| told.to.push("bing@".into())), MailProblem::To);
        assert_eq!(wrong(|told| told.user = Some("a".into())), MailProblem::Login);
        assert_eq!(wrong(|told| told.password = Some("a".into())), MailProblem::Login);
        let here = MailTold {
            host: "127.0.0.1".into(),
            tls: "none".into(),
            ..told()
        };
        assert_eq!(MailServer::read(&here).unwrap().port, 25);
    }

    #[test]
    fn s5_a_letter_is_plain_text_with_a_name_of_its_own() {
        let server = MailServer::read(&told()).unwrap();
        let id = letter_id(&server, ["tree", "各乡镇", "2020-W37"]);
        assert_eq!(id, letter_id(&server, ["tree", "各乡镇", "2020-W37"]));
        assert_ne!(id, letter_id(&server, ["tree", "各乡镇", "2020-W38"]));
        assert_ne!(id, letter_id(&server, ["tree各", "乡镇", "2020-W37"]));
        let letter = Letter {
            server,
            id: id.clone(),
            at: Timestamp::from_second(1_599_438_600).unwrap(),
            subject: "提醒\r\nBcc: all@example.cn".to_owned(),
            text: "一、乙镇\n.\n二、丙村".to_owned(),
            patience: Patience::UntilAll,
        };
        let text = String::from_utf8(letter.bytes().unwrap()).unwrap();
        assert!(text.contains(&format!("Message-ID: <{id}>\r\n")), "{text}");
        assert!(
            text.contains("Content-Type: text/plain; charset=utf-8\r\n"),
            "{text}"
        );
        assert!(
            text.contains("Date: Mon, 07 Sep 2020 00:30:00 +0000\r\n"),
            "{text}"
        );
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"), "{text}");
        assert!(!text.to_lowercase().contains("\nbcc"), "{text}");
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn s5_a_password_is_not_shown() {
        let told = MailTold {
            user: Some("dangke".into()),
            password: Some("geheim".into()),
            ..told()
        };
        let shown = format!("{:?}", MailServer::read(&told).unwrap());
        assert!(!shown.contains("geheim"), "{shown}");
    }

    #[test]
    fn s5_answers_of_a_mail_server_are_told_apart() {
        assert_eq!(mail_verdict(250, ""), Verdict::Taken);
        assert_eq!(
            mail_verdict(250, "550 a@b.cn"),
            Verdict::TakenInPart("550 a@b.cn".into())
        );
        assert_eq!(mail_verdict(450, "busy"), Verdict::Later("450 busy".into()));
        assert_eq!(mail_verdict(535, "no"), Verdict::Refused("535 no".into()));
    }
}
