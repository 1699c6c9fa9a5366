//! What goes back: a page, a file, another address; and what went wrong, as a page that says what to do next.
//! Must not word anything: `i18n` does.

use app::print_papers::Printed;
use app::{Failure, refusal_text};
use askama::Template;
use axum::body::Body;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use domain::access::Denial;
use i18n::Failing;

use crate::view::View;
use crate::visit::{Visit, encoded};

/// What a handler gives.
pub type Answer = Result<Reply, Trouble>;

/// What goes back.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    headers: Vec<(HeaderName, String)>,
    body: Vec<u8>,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a handler ends with one of these, and what it gives is an answer"
)]
impl Reply {
    fn new(status: StatusCode, kind: &str, body: Vec<u8>) -> Reply {
        Reply {
            status,
            headers: vec![(header::CONTENT_TYPE, kind.to_owned())],
            body,
        }
    }

    /// A page.
    ///
    /// # Errors
    /// When the template fails.
    pub fn page(template: &impl Template) -> Answer {
        let text = template.render().map_err(|_| Trouble::Template)?;
        Ok(Reply::new(
            StatusCode::OK,
            "text/html; charset=utf-8",
            text.into_bytes(),
        ))
    }

    /// On to another page of ours, after something was done.
    pub fn see_other(path: &str) -> Answer {
        let mut reply = Reply::new(StatusCode::SEE_OTHER, "text/plain", Vec::new());
        // Only paths of this site: an address from outside is never followed.
        let is_ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r']);
        let path = if is_ours { path } else { "/" };
        reply.headers.push((header::LOCATION, path.to_owned()));
        Ok(reply)
    }

    /// A file to keep. Never run by the browser, whatever it is.
    pub fn file(name: &str, kind: &str, bytes: Vec<u8>) -> Answer {
        let mut reply = Reply::new(StatusCode::OK, kind, bytes);
        let name = encoded(name).replace('+', "%20");
        reply.headers.push((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{name}"),
        ));
        reply.headers.push((
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'".to_owned(),
        ));
        Ok(reply)
    }

    /// A paper or a picture to keep, as the application wrote it.
    pub fn printed(printed: Printed) -> Answer {
        Reply::file(&printed.name, printed.media_type, printed.bytes)
    }

    /// A picture that stands on a page: one that was made here, never a file as it was sent.
    pub fn picture(kind: &str, bytes: Vec<u8>) -> Reply {
        let mut reply = Reply::new(StatusCode::OK, kind, bytes);
        let policy = "sandbox; default-src 'none'".to_owned();
        reply.headers.push((header::CONTENT_SECURITY_POLICY, policy));
        let kept = "private, max-age=86400".to_owned();
        reply.headers.push((header::CACHE_CONTROL, kept));
        reply
    }

    /// A document for programs.
    pub fn json(document: &serde_json::Value) -> Answer {
        let text = document.to_string().into_bytes();
        Ok(Reply::new(StatusCode::OK, "application/json", text))
    }

    /// A document for programs that says no.
    pub(crate) fn document(status: StatusCode, document: &serde_json::Value) -> Reply {
        Reply::new(status, "application/json", document.to_string().into_bytes())
    }

    /// With another status: a page that says no says so to programs too.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Reply {
        Reply { status, ..self }
    }

    /// With a header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: String) -> Reply {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// What went wrong.
#[derive(Debug)]
pub enum Trouble {
    /// The application said no, or failed.
    App(Failure),
    /// There is no such page, or it is not theirs: the two look the same.
    NotFound,
    /// The form came without its token, or from another site.
    FormStrange,
    /// The form was broken off.
    FormBroken,
    /// The form is larger than is taken.
    FormTooLarge,
    /// A template failed: a mistake of ours.
    Template,
    /// A program asks what cannot be asked.
    Question(crate::json::UnfitQuestion),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::App(failure)
    }
}

impl From<app::Refusal> for Trouble {
    fn from(refusal: app::Refusal) -> Trouble {
        Trouble::App(Failure::Refused(refusal))
    }
}

/// The page of a trouble.
#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage<'a> {
    v: View<'a>,
    title: String,
    what: String,
    incident: Option<String>,
}

impl Trouble {
    /// As a page.
    pub(crate) fn reply(self, visit: &Visit) -> Reply {
        if crate::json::is_for_programs(&visit.path) {
            return crate::json::reply(&self, visit);
        }
        let signs_in = matches!(&self, Trouble::App(Failure::Forbidden(Denial::SignIn)));
        let awaits_code = visit.who.as_ref().is_some_and(|who| who.awaits_code);
        if signs_in && (visit.who.is_none() || awaits_code) {
            let door = if awaits_code { "/sign-in/code" } else { "/sign-in" };
            let next = encoded(&visit.address_with("", ""));
            return Reply::see_other(&format!("{door}?next={next}")).unwrap_or_else(|_| blank());
        }
        let words = &visit.words;
        let incident = self.incident(visit);
        let (status, key, what) = match &self {
            Trouble::NotFound | Trouble::App(Failure::Forbidden(_)) => {
                (StatusCode::NOT_FOUND, "trouble-not-found", None)
            }
            Trouble::FormStrange => (StatusCode::FORBIDDEN, "trouble-form-strange", None),
            Trouble::FormBroken => (StatusCode::BAD_REQUEST, "trouble-form-broken", None),
            Trouble::FormTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "trouble-form-too-large", None),
            Trouble::Question(_) => (StatusCode::BAD_REQUEST, "trouble-not-found", None),
            Trouble::App(Failure::Refused(refusal)) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "trouble-refused",
                Some(refusal_text(refusal, words, "")),
            ),
            Trouble::App(Failure::Busy) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "trouble-busy",
                Some(words.failure(&Failing::Busy).text(words)),
            ),
            Trouble::App(Failure::Store(_)) | Trouble::Template => {
                (StatusCode::INTERNAL_SERVER_ERROR, "trouble-ours", None)
            }
        };
        let most = visit.site.settings.most_bytes / (1024 * 1024);
        let advice = words.advice(key, &[("most", most.into())]);
        let page = TroublePage {
            v: View::new(visit),
            what: what.unwrap_or(advice.instead),
            title: advice.what,
            incident,
        };
        Reply::page(&page).unwrap_or_else(|_| blank()).with_status(status)
    }

    /// A number under which the log says more; for faults of ours only.
    pub(crate) fn incident(&self, visit: &Visit) -> Option<String> {
        let said = match self {
            Trouble::App(Failure::Store(error)) => error.to_string(),
            Trouble::Template => "a template failed".to_owned(),
            _ => return None,
        };
        let id = visit.site.app.new_id().simple().to_string();
        let number = id
            .get(id.len().saturating_sub(8)..)
            .unwrap_or_default()
            .to_owned();
        tracing::error!(incident = number, path = visit.path, said, "a page failed");
        Some(number)
    }
}

/// What a failure is in words, where it is told inside a page: what happened, and what to do next.
pub(crate) fn why(visit: &Visit, failure: &Failure) -> String {
    let words = &visit.words;
    match failure {
        Failure::Refused(refusal) => refusal_text(refusal, words, ""),
        Failure::Forbidden(denial) => words.denial(denial).text(words),
        Failure::Busy => words.failure(&Failing::Busy).text(words),
        Failure::Store(_) => words.advice_on("trouble-ours", &[]),
    }
}

/// When not even the page of a trouble can be made.
fn blank() -> Reply {
    Reply::new(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", Vec::new())
}
