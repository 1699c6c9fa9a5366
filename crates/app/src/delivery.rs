//! What a reminder says, sent into chat groups by their robots (企业微信、钉钉、飞书 webhook) and by mail. Each text once:
//! what may have arrived is never sent again by itself. Must not send what has not been made, or at night (安静时段).

mod mail;
mod post;
mod queue;
mod robot;
mod smtp;

pub use mail::{Encryption, Letter, Login, MailProblem, MailServer, MailTold, Patience};
pub use post::{Post, Posted, WebPost};
pub use queue::{DeliverySeen, Sent, deliver, deliveries, send_again};
pub use robot::{Request, Robot, RobotKind, request};
pub use smtp::knock;

/// A way on which reminders go out by themselves, as the operator set it up.
#[derive(Clone)]
pub struct Channel {
    /// What it is called, here and in the records.
    pub name: String,
    /// Whose reminders it tells: an organisation's name; none for the root.
    pub organisation: Option<String>,
    /// Through what.
    pub outlet: Outlet,
}

/// What a channel sends through.
#[derive(Clone)]
pub enum Outlet {
    /// A robot of a chat group.
    Robot(Robot),
    /// A mail server.
    Mail(Box<MailServer>),
}

/// What is handed over to be sent.
#[derive(Clone, Debug)]
pub enum Message {
    /// To a robot.
    Robot(Request),
    /// To a mail server.
    Mail(Box<Letter>),
}

/// What an answer means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It was taken.
    Taken,
    /// It was taken for some; for whom not, and why.
    TakenInPart(String),
    /// It was not taken, and may be later.
    Later(String),
    /// It will not be taken.
    Refused(String),
}

impl Outlet {
    /// The longest text it takes, in bytes.
    #[must_use]
    pub fn longest(&self) -> usize {
        match self {
            Outlet::Robot(robot) => robot.kind.longest(),
            Outlet::Mail(_) => usize::MAX,
        }
    }

    /// What an answer means: the status and the beginning of what was said.
    #[must_use]
    pub fn verdict(&self, status: u16, body: &str) -> Verdict {
        match self {
            Outlet::Robot(robot) => robot::robot_verdict(robot.kind, status, body),
            Outlet::Mail(_) => mail::mail_verdict(status, body),
        }
    }
}
