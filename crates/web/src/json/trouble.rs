//! What went wrong, for programs: `{ code, what, instead }`.
//! Must not word anything: `i18n` does; nor tell what is there from what is not the asker's.

use app::{Failure, refusal_advice};
use axum::http::StatusCode;
use domain::access::Denial;
use i18n::{Advice, Failing};
use serde_json::json;

use crate::answer::{Reply, Trouble};
use crate::visit::Visit;

/// Whether an address is for programs.
pub(crate) fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/")
}

/// A trouble as a document.
pub(crate) fn reply(trouble: &Trouble, visit: &Visit) -> Reply {
    let words = &visit.words;
    let said = |key: &str| words.advice(key, &[]);
    let (status, code, advice): (StatusCode, &str, Advice) = match trouble {
        Trouble::App(Failure::Forbidden(denial @ Denial::SignIn)) => {
            (StatusCode::UNAUTHORIZED, "sign-in", words.denial(denial))
        }
        Trouble::NotFound | Trouble::App(Failure::Forbidden(_)) => {
            (StatusCode::NOT_FOUND, "not-found", said("trouble-not-found"))
        }
        Trouble::Question(unfit) => {
            let key = format!("refusal-{}", unfit.code);
            let advice = words.advice(&key, &[("name", unfit.name.as_str().into())]);
            (StatusCode::BAD_REQUEST, unfit.code, advice)
        }
        Trouble::App(Failure::Refused(refusal)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            refusal.code(),
            refusal_advice(refusal, words, ""),
        ),
        Trouble::App(Failure::Busy) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            words.failure(&Failing::Busy),
        ),
        Trouble::FormStrange => (
            StatusCode::FORBIDDEN,
            "form-strange",
            said("trouble-form-strange"),
        ),
        Trouble::FormBroken => (
            StatusCode::BAD_REQUEST,
            "form-broken",
            said("trouble-form-broken"),
        ),
        Trouble::FormTooLarge => (
            StatusCode::PAYLOAD_TOO_LARGE,
            "form-too-large",
            said("trouble-form-too-large"),
        ),
        Trouble::App(Failure::Store(_)) | Trouble::Template => {
            (StatusCode::INTERNAL_SERVER_ERROR, "fault", said("trouble-ours"))
        }
    };
    let incident = trouble.incident(visit);
    let document = json!({
        "code": code, "what": advice.what, "instead": advice.instead, "incident": incident,
    });
    Reply::document(status, &document)
}
