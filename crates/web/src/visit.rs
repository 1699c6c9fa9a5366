//! One request as a handler meets it: who, in which language, about what.
//! Must not be trusted with rights: the application asks for those by the record.

use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use app::sessions::{Secret, SessionKind, SignedIn};
use app::{Actor, Programme};
use domain::id::OrganisationId;
use i18n::{Locale, Words};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::answer::Trouble;
use crate::dispatch::SESSION;
use crate::language;
use crate::site::Site;

/// Seconds of a year.
pub(crate) const YEAR: i64 = 365 * 24 * 3600;

/// One request.
#[derive(Clone)]
pub struct Visit {
    /// The site.
    pub site: Arc<Site>,
    /// The programme.
    pub programme: Programme,
    /// Words in the language of the visitor.
    pub words: Arc<Words>,
    /// Who is signed in.
    pub who: Option<SignedIn>,
    /// The actor: who is signed in, or nobody known.
    pub actor: Actor,
    /// What a form of this visitor carries.
    pub form_token: String,
    /// The secret of the session, or of the visit before one.
    pub secret: Secret,
    /// The secret of a device that signed in before.
    pub device_secret: Option<Secret>,
    /// The path asked for.
    pub path: String,
    /// The device as the browser calls itself.
    pub device: String,
    /// Where the request comes from.
    pub net: IpAddr,
    /// The address people typed, for links that are printed.
    pub address: String,
    /// htmx asks for a part of a page only.
    pub wants_part: bool,
    /// The secret was made now: the browser is to keep it.
    pub(crate) is_new: bool,
    /// The language that was chosen just now.
    pub(crate) language: Option<Locale>,
    pub(crate) places: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
}

impl Visit {
    /// Whether the visitor came in by a slip and has no password to come in by again.
    #[must_use]
    pub fn came_by_slip(&self) -> bool {
        self.who.as_ref().is_some_and(|who| who.login.is_none())
    }

    /// A cookie of ours: unseen by scripts, sent to this site only; `seconds` long, or until the browser is closed.
    #[must_use]
    pub fn cookie(&self, name: &str, value: &str, seconds: Option<i64>) -> String {
        let secure = if self.site.is_https() { "; Secure" } else { "" };
        let age = seconds
            .map(|seconds| format!("; Max-Age={seconds}"))
            .unwrap_or_default();
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
    }

    /// The cookies that go back with any answer.
    pub(crate) fn cookies_due(&self) -> Vec<String> {
        let visit = self
            .is_new
            .then(|| self.cookie(SESSION, self.secret.text(), None));
        // Browsers drop a cookie after a time, used or not: a phone in use has its time begun anew.
        let phone = self.who.as_ref().filter(|who| who.kind == SessionKind::Phone);
        let kept = SessionKind::Phone.lasts_idle().as_secs();
        let renewed = phone.map(|_| self.cookie(SESSION, self.secret.text(), Some(kept)));
        let language = self
            .language
            .map(|locale| self.cookie(language::COOKIE, locale.tag(), Some(YEAR)));
        visit.into_iter().chain(renewed).chain(language).collect()
    }

    /// A part of the path: `{lecture}`. What cannot be one is nowhere.
    ///
    /// # Errors
    /// When it does not read as what is wanted.
    pub fn place<T: FromStr>(&self, name: &str) -> Result<T, Trouble> {
        self.place_text(name)
            .and_then(|text| text.parse().ok())
            .ok_or(Trouble::NotFound)
    }

    /// A part of the path as it is written.
    #[must_use]
    pub fn place_text(&self, name: &str) -> Option<&str> {
        find(&self.places, name)
    }

    /// A question of the address: `?period=2020-Q3`; empty ones are none.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        find(&self.query, name)
    }

    /// A question that reads as something; what does not is as if it had not been asked.
    #[must_use]
    pub fn query_as<T: FromStr>(&self, name: &str) -> Option<T> {
        self.query(name)?.parse().ok()
    }

    /// The organisation a page or a paper is asked of: `?org=…`; the visitor's own where none is named.
    ///
    /// # Errors
    /// When what is named cannot be one.
    pub fn asked_for(&self) -> Result<OrganisationId, Trouble> {
        match self.query("org") {
            Some(org) => org.parse().map_err(|_| Trouble::NotFound),
            None => Ok(self.home()),
        }
    }

    /// The day a page is asked to look from: `?as_of=2020-09-21`.
    #[must_use]
    pub fn as_of(&self) -> Option<Date> {
        self.query_as("as_of")
    }

    /// The day a moment fell on, where the programme runs.
    #[must_use]
    pub fn day_of(&self, at: Timestamp) -> Date {
        let zone = TimeZone::get(&self.programme.rules.time_zone).unwrap_or(TimeZone::UTC);
        zone.to_datetime(at).date()
    }

    /// The organisation one comes in by; for nobody known the root.
    #[must_use]
    pub fn home(&self) -> OrganisationId {
        self.who.as_ref().map_or(self.programme.root, |who| who.home)
    }

    /// The address of this page with one question changed; an empty value takes it away.
    #[must_use]
    pub fn address_with(&self, name: &str, value: &str) -> String {
        let kept = self.query.iter().filter(|(key, _)| key != name);
        let changed = (!value.is_empty()).then(|| (name.to_owned(), value.to_owned()));
        let pairs: Vec<String> = kept
            .cloned()
            .chain(changed)
            .map(|(key, value)| format!("{}={}", encoded(&key), encoded(&value)))
            .collect();
        if pairs.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, pairs.join("&"))
        }
    }
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, value)| key == name && !value.is_empty())
        .map(|(_, value)| value.as_str())
}

/// Written so that it may stand in an address.
#[must_use]
pub fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
