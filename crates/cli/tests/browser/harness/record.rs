//! What the browser reported during a trip: pages, bytes, dialogs, errors, requests to strangers.
//! It must not judge: budgets and checks do.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::log::{EventEntryAdded, LogEntryLevel};
use chromiumoxide::cdp::browser_protocol::network::{
    EventLoadingFailed, EventLoadingFinished, EventRequestWillBeSent, EventResponseReceived, ResourceType,
};
use chromiumoxide::cdp::browser_protocol::page::{
    EventFrameNavigated, EventJavascriptDialogOpening, HandleJavaScriptDialogParams,
};
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EventBindingCalled, EventConsoleApiCalled, EventExceptionThrown, RemoteObject,
};
use chromiumoxide::listeners::EventStream;
use futures_util::StreamExt as _;

use super::chromium::beside;

const FORGOTTEN: Duration = Duration::from_secs(20);

/// Something that a sound page never causes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Alert {
    /// `alert`, `confirm`, `prompt` or a question before leaving, with its text.
    Dialog(String),
    /// `console.error`, or a complaint of the browser (a breach of the content policy, a file not found).
    Console(String),
    /// A script ended with an error.
    Exception(String),
    /// A request went to another origin than the trip's.
    Stranger(String),
    /// A page could not be loaded at all.
    Unreachable(String),
    /// A payload ran: it called the sentinel function.
    Sentinel(String),
}

impl fmt::Display for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// The running sums.
#[derive(Debug)]
pub struct Sums {
    /// Documents loaded, each answer to a form included.
    pub loaded: u32,
    /// Bytes received, headers included.
    pub received: u64,
    /// HTTP status of the newest document.
    pub status: Option<i64>,
    pub alerts: Vec<Alert>,
    /// When anything happened last.
    pub last: Instant,
    started: HashSet<String>,
    ended: HashSet<String>,
    documents: HashSet<String>,
}

impl Sums {
    /// Counts from nothing again.
    pub fn begin_again(&mut self) {
        (self.loaded, self.received) = (0, 0);
    }

    /// Whether nothing is on its way, and has not been for this long.
    ///
    /// Reports come in any order (each kind has a line of its own), so that only sets can be compared. The end of a
    /// request whose frame went away is never told: after a long silence nothing is expected any more.
    pub fn is_quiet(&self, rest: Duration) -> bool {
        let silence = self.last.elapsed();
        silence >= FORGOTTEN || (silence >= rest && self.started.is_subset(&self.ended))
    }
}

/// The record of one page of the browser.
#[derive(Clone)]
pub struct Record {
    sums: Arc<Mutex<Sums>>,
    origin: Arc<str>,
}

impl Record {
    /// Listens to everything the page reports, from now on.
    pub async fn of(page: &Page, origin: &str) -> Self {
        let record = Self {
            origin: origin.into(),
            sums: Arc::new(Mutex::new(Sums {
                loaded: 0,
                received: 0,
                status: None,
                alerts: Vec::new(),
                last: Instant::now(),
                started: HashSet::new(),
                ended: HashSet::new(),
                documents: HashSet::new(),
            })),
        };
        record.listen_to_the_wire(page).await;
        record.listen_to_the_page(page).await;
        record.listen_to_scripts(page).await;
        record
    }

    pub fn sums(&self) -> MutexGuard<'_, Sums> {
        self.sums.lock().unwrap()
    }

    async fn listen_to_the_wire(&self, page: &Page) {
        let origin = Arc::clone(&self.origin);
        self.on(
            page.event_listener().await.unwrap(),
            move |sums, event: &EventRequestWillBeSent| {
                let id = event.request_id.inner().clone();
                if let Some(response) = &event.redirect_response {
                    sums.received += bytes(response.encoded_data_length);
                }
                if event.r#type == Some(ResourceType::Document) {
                    sums.documents.insert(event.request.url.clone());
                }
                let url = &event.request.url;
                let is_own = origin_of(url) == Some(&*origin);
                if origin_of(url).is_some() && !is_own {
                    sums.alerts.push(Alert::Stranger(url.clone()));
                }
                // What is inside the page itself (data:, blob:) needs no wire.
                if is_own {
                    sums.started.insert(id);
                }
            },
        );
        self.on(
            page.event_listener().await.unwrap(),
            |sums, event: &EventLoadingFinished| {
                sums.received += bytes(event.encoded_data_length);
                sums.ended.insert(event.request_id.inner().clone());
            },
        );
        self.on(
            page.event_listener().await.unwrap(),
            |sums, event: &EventLoadingFailed| {
                sums.ended.insert(event.request_id.inner().clone());
            },
        );
        self.on(
            page.event_listener().await.unwrap(),
            |sums, event: &EventResponseReceived| {
                if event.r#type == ResourceType::Document {
                    sums.status = Some(event.response.status);
                }
            },
        );
    }

    async fn listen_to_the_page(&self, page: &Page) {
        self.on(
            page.event_listener().await.unwrap(),
            |sums, event: &EventFrameNavigated| {
                if event.frame.parent_id.is_some() || event.frame.url == "about:blank" {
                    return;
                }
                sums.loaded += 1;
                if let Some(url) = &event.frame.unreachable_url {
                    sums.alerts.push(Alert::Unreachable(url.clone()));
                }
            },
        );
        let answering = page.clone();
        self.on(
            page.event_listener().await.unwrap(),
            move |sums, event: &EventJavascriptDialogOpening| {
                sums.alerts.push(Alert::Dialog(event.message.clone()));
                let page = answering.clone();
                beside(async move {
                    drop(page.execute(HandleJavaScriptDialogParams::new(true)).await);
                });
            },
        );
    }

    async fn listen_to_scripts(&self, page: &Page) {
        self.on(
            page.event_listener().await.unwrap(),
            |sums, event: &EventBindingCalled| {
                if event.name == super::scripts::TELLER {
                    sums.alerts.push(Alert::Sentinel(event.payload.clone()));
                }
            },
        );
        self.on(
            page.event_listener().await.unwrap(),
            |sums, event: &EventConsoleApiCalled| {
                if matches!(
                    event.r#type,
                    ConsoleApiCalledType::Error | ConsoleApiCalledType::Assert
                ) {
                    let words: Vec<String> = event.args.iter().map(said).collect();
                    sums.alerts.push(Alert::Console(words.join(" ")));
                }
            },
        );
        self.on(
            page.event_listener().await.unwrap(),
            |sums, event: &EventExceptionThrown| {
                let details = &event.exception_details;
                let what = details.exception.as_ref().map(said).unwrap_or_default();
                sums.alerts
                    .push(Alert::Exception(format!("{} {what}", details.text)));
            },
        );
        self.on(
            page.event_listener().await.unwrap(),
            |sums, event: &EventEntryAdded| {
                let entry = &event.entry;
                // The browser also logs that a whole page was answered with 4xx: `status()` tells that, and a refusal
                // in words is a page like any other.
                let is_document = entry.url.as_ref().is_some_and(|url| sums.documents.contains(url))
                    && entry.text.contains("the server responded with a status of");
                if matches!(entry.level, LogEntryLevel::Error) && !is_document {
                    let url = entry.url.clone().unwrap_or_default();
                    sums.alerts.push(Alert::Console(format!("{} {url}", entry.text)));
                }
            },
        );
    }

    fn on<T>(&self, mut events: EventStream<T>, note: impl Fn(&mut Sums, &T) + Send + 'static)
    where
        T: chromiumoxide::cdp::IntoEventKind + Unpin + Send + Sync + 'static,
    {
        let sums = Arc::clone(&self.sums);
        beside(async move {
            while let Some(event) = events.next().await {
                let mut sums = sums.lock().unwrap();
                note(&mut sums, &event);
                sums.last = Instant::now();
            }
        });
    }
}

/// `http://127.0.0.1:8080` of an address that goes over the wire.
pub fn origin_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    if !["http", "https", "ws", "wss"].contains(&scheme) {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next()?;
    Some(&url[..scheme.len() + 3 + host.len()])
}

fn said(object: &RemoteObject) -> String {
    let value = object.value.as_ref().map(ToString::to_string);
    object.description.clone().or(value).unwrap_or_default()
}

/// A length as the protocol gives it: a float that is a whole number, or -1 for unknown.
pub fn bytes(length: f64) -> u64 {
    format!("{:.0}", length.max(0.0)).parse().unwrap()
}
