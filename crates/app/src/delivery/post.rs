//! Sends a message over the web or by mail, and tells whether it may have arrived. Must not decide what comes of it.

use std::time::Duration;

use ureq::{Agent, Error, Timeout};

use super::smtp::hand_over;
use super::{Message, Request};

/// What came of sending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Posted {
    /// The other side answered.
    Answered {
        /// The status.
        status: u16,
        /// The beginning of the answer.
        body: String,
    },
    /// It did not get there: nobody can have seen it.
    NotSent(String),
    /// It may have got there, and no answer came.
    Unknown(String),
}

/// What sends messages: the web, or what a test puts in its place.
pub trait Post: Send + Sync {
    /// Sends one; takes as long as it takes.
    fn post(&self, message: &Message) -> Posted;
}

/// The web.
pub struct WebPost(Agent);

/// No answer is longer; what is longer is cut off.
const LONGEST_ANSWER: u64 = 8 * 1024;

impl Default for WebPost {
    fn default() -> WebPost {
        let agent = Agent::config_builder()
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_secs(30)))
            // Robots do not send their callers elsewhere.
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        WebPost(agent.into())
    }
}

impl Post for WebPost {
    fn post(&self, message: &Message) -> Posted {
        match message {
            Message::Robot(request) => self.ask(request),
            Message::Mail(letter) => hand_over(letter),
        }
    }
}

impl WebPost {
    fn ask(&self, asked: &Request) -> Posted {
        let request = self
            .0
            .post(&asked.url)
            .content_type("application/json; charset=utf-8");
        match request.send(&asked.body) {
            Ok(mut answer) => {
                let status = answer.status().as_u16();
                let body = answer
                    .body_mut()
                    .with_config()
                    .limit(LONGEST_ANSWER)
                    .read_to_string();
                Posted::Answered {
                    status,
                    body: body.unwrap_or_default(),
                }
            }
            Err(error) if is_before_sending(&error) => Posted::NotSent(told(&error)),
            Err(error) => Posted::Unknown(told(&error)),
        }
    }
}

fn is_before_sending(error: &Error) -> bool {
    match error {
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::BadUri(_)
        | Error::Tls(_)
        | Error::Rustls(_) => true,
        Error::Timeout(when) => matches!(when, Timeout::Resolve | Timeout::Connect),
        Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        _ => false,
    }
}

/// What went wrong, without the address, which is a secret.
fn told(error: &Error) -> String {
    match error {
        Error::HostNotFound => "host not found".to_owned(),
        Error::ConnectionFailed => "connection failed".to_owned(),
        Error::Timeout(when) => format!("timeout ({when})"),
        Error::Io(error) => format!("connection: {}", error.kind()),
        Error::BadUri(_) => "the address cannot be read".to_owned(),
        Error::Tls(_) | Error::Rustls(_) => "no secure connection".to_owned(),
        _ => "the request failed".to_owned(),
    }
}
