//! A trip: one person, one window, from the first page to the last, counted as a person would count.
//! It must not reach behind the screen: it touches only what can be seen, and fails where a person would be stuck.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::emulation::SetScriptExecutionDisabledParams;
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, DispatchMouseEventParams, DispatchMouseEventType,
    InsertTextParams, MouseButton,
};
use chromiumoxide::cdp::browser_protocol::network::{ClearBrowserCacheParams, CookieParam, SetCookiesParams};
use chromiumoxide::cdp::browser_protocol::page::{CaptureScreenshotFormat, NavigateParams};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::page::ScreenshotParams;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::chromium::{chromium, wait};
use super::counts::{Counts, Hand};
use super::effort;
use super::record::Record;
use super::visitor::Visitor;

const PAGE: &str = include_str!("page.js");
/// How long a person waits for a page or a text before giving up.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long for a text or a file that has to come.
pub(super) const GLANCE: Duration = Duration::from_secs(10);
/// Nothing on its way for this long means that the page has come to rest.
const REST: Duration = Duration::from_millis(200);
/// After a page was opened by its address, which the browser itself waits for.
const SHORT_REST: Duration = Duration::from_millis(80);

/// The browser's window of a trip.
pub struct Window {
    pub page: Page,
    pub context: BrowserContextId,
    pub record: Record,
    pub downloads: TempDir,
}

/// One person's way through the pages. Every verb waits until the page has come to rest, and fails with the words
/// that are on the page when it cannot be done.
pub struct Trip {
    pub(super) test: String,
    base: String,
    pub(super) page: Page,
    context: BrowserContextId,
    pub(super) record: Record,
    visitor: Visitor,
    /// What is downloaded lands here.
    pub(super) downloads: TempDir,
    pub(super) hand: RefCell<Hand>,
    began: Cell<Option<Instant>>,
}

impl Trip {
    pub(super) fn new(test: &str, base: &str, visitor: &Visitor, window: Window) -> Self {
        Self {
            test: test.to_owned(),
            base: base.to_owned(),
            page: window.page,
            context: window.context,
            record: window.record,
            downloads: window.downloads,
            visitor: visitor.clone(),
            hand: RefCell::default(),
            began: Cell::new(None),
        }
    }

    /// Opens a path of this server (`/ledger?page=2`), as from a link in a message. The clock starts at the first.
    #[track_caller]
    pub fn open(&self, path: &str) -> &Self {
        self.began.set(self.began.get().or_else(|| Some(Instant::now())));
        let url = if path.contains("://") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        let answer = wait(self.page.execute(NavigateParams::new(&url)));
        let answer = answer.unwrap_or_else(|error| panic!("{url} does not open: {error}"));
        if let Some(error) = answer.result.error_text {
            panic!("{url} does not open: {error}");
        }
        self.settle_for(SHORT_REST);
        self
    }

    /// From here on a task is counted, with an empty cache; who the person is stays known.
    pub fn begin_task(&self) -> &Self {
        wait(self.page.execute(ClearBrowserCacheParams::default())).unwrap();
        self.record.sums().begin_again();
        self.hand.take();
        self.began.set(None);
        self
    }

    /// Clicks (on a phone: taps) a link, button, box or label by the words on it, else by a CSS selector; the first
    /// when several bear them. Counts one tap; a box or choice counts as a field filled as well.
    #[track_caller]
    pub fn click(&self, wanted: &str) -> &Self {
        self.look();
        let place = self.ask(&format!("click({})", json!(wanted)));
        self.touch(&place);
        let mut hand = self.hand.borrow_mut();
        hand.taps += 1;
        drop(hand);
        self.settle();
        self
    }

    /// Types into a field, found by its label, name, placeholder or selector, instead of what is in it.
    /// Counts a field filled and the characters typed; of a date or time its digits.
    #[track_caller]
    pub fn fill(&self, wanted: &str, text: &str) -> &Self {
        let field = self.enter(wanted);
        let typed = if field["picker"] == true {
            self.ask(&format!("pick({}, {})", json!(wanted), json!(text)));
            text.chars().filter(char::is_ascii_digit).count()
        } else {
            self.write(text);
            text.chars().count()
        };
        self.hand.borrow_mut().characters += typed;
        self.settle();
        self
    }

    /// Pastes into a field, as from a sheet: a field and one tap, no characters. A page with scripts may take the
    /// paste for itself.
    #[track_caller]
    pub fn paste(&self, wanted: &str, text: &str) -> &Self {
        self.enter(wanted);
        let answer = self.ask(&format!("paste({})", json!(text)));
        if answer["taken"] != true {
            self.write(text);
        }
        self.hand.borrow_mut().taps += 1;
        self.settle();
        self
    }

    /// Chooses an option of a list by its words (two taps), or a box of a group by the words of both (one tap).
    #[track_caller]
    pub fn choose(&self, wanted: &str, option: &str) -> &Self {
        self.look();
        let place = self.ask(&format!("choose({}, {})", json!(wanted), json!(option)));
        let is_list = place["list"] == true;
        if is_list {
            self.hand.borrow_mut().handle(&place, self.loaded());
        } else {
            self.touch(&place);
        }
        self.hand.borrow_mut().taps += if is_list { 2 } else { 1 };
        self.settle();
        self
    }

    /// Presses `Enter`, `Tab` or `Escape` where the focus is. Counts one tap.
    #[track_caller]
    pub fn press(&self, key: &str) -> &Self {
        self.look();
        let code = match key {
            "Enter" => 13,
            "Tab" => 9,
            "Escape" => 27,
            other => panic!("no key {other:?}"),
        };
        for kind in [DispatchKeyEventType::KeyDown, DispatchKeyEventType::KeyUp] {
            let mut event = DispatchKeyEventParams::new(kind);
            event.key = Some(key.to_owned());
            event.code = Some(key.to_owned());
            event.windows_virtual_key_code = Some(code);
            event.text = (key == "Enter").then(|| "\r".to_owned());
            wait(self.page.execute(event)).unwrap();
        }
        let mut hand = self.hand.borrow_mut();
        hand.acted_on.insert(self.loaded());
        hand.taps += 1;
        drop(hand);
        self.settle();
        self
    }

    /// Goes back to the page before. Counts one tap.
    #[track_caller]
    pub fn back(&self) -> &Self {
        self.look();
        self.evaluate("history.back()");
        let mut hand = self.hand.borrow_mut();
        hand.acted_on.insert(self.loaded());
        hand.taps += 1;
        drop(hand);
        self.settle();
        self
    }

    /// What an expression of JavaScript gives on the page, also with the page's own scripts off.
    #[track_caller]
    pub fn evaluate(&self, script: &str) -> Value {
        let mut params = EvaluateParams::new(script);
        params.return_by_value = Some(true);
        params.await_promise = Some(true);
        let answer = wait(self.page.execute(params));
        let answer = answer
            .unwrap_or_else(|error| panic!("{}: {error}", self.base))
            .result;
        if let Some(details) = answer.exception_details {
            panic!("{details:?}");
        }
        answer.result.value.unwrap_or(Value::Null)
    }

    /// As `evaluate`, where a promise has to be waited for: they stand still while scripts are off.
    #[track_caller]
    pub fn evaluate_with_scripts(&self, script: &str) -> Value {
        self.with_scripts(|| self.evaluate(script))
    }

    /// What makes the person known here, to be carried to another window.
    pub fn cookies(&self) -> Vec<CookieParam> {
        let cookies = wait(self.page.get_cookies()).unwrap();
        let carried = |cookie: chromiumoxide::cdp::browser_protocol::network::Cookie| {
            let mut carried = CookieParam::new(cookie.name, cookie.value);
            carried.url = Some(self.base.clone());
            carried.path = Some(cookie.path);
            carried.http_only = Some(cookie.http_only);
            carried
        };
        cookies.into_iter().map(carried).collect()
    }

    /// Makes the person known by the cookies of another window.
    pub fn carry(&self, cookies: &[CookieParam]) -> &Self {
        wait(self.page.execute(SetCookiesParams::new(cookies.to_vec()))).unwrap();
        self
    }

    /// Lets scripts run while the work is done, whatever the visitor chose.
    pub(super) fn with_scripts<T>(&self, work: impl FnOnce() -> T) -> T {
        let switch =
            |is_off: bool| wait(self.page.execute(SetScriptExecutionDisabledParams::new(is_off))).unwrap();
        if self.visitor.has_scripts {
            return work();
        }
        switch(false);
        let done = work();
        switch(true);
        done
    }

    /// The counts until now.
    pub fn counts(&self) -> Counts {
        self.look();
        let sums = self.record.sums();
        let seconds = self
            .began
            .get()
            .map_or(0.0, |began| began.elapsed().as_secs_f64());
        self.hand.borrow().counts(sums.loaded, sums.received, seconds)
    }

    /// Ends the task: compares with `tests/effort.toml`, adds a line to `target/effort.tsv`, and fails above the budget.
    #[track_caller]
    pub fn finish(self, task: &str) -> Counts {
        let counts = self.counts();
        effort::settle(task, &format!("{}\t{}", self.test, self.visitor), &counts);
        counts
    }

    pub(super) fn loaded(&self) -> u32 {
        self.record.sums().loaded
    }

    /// Notes the fields that are on the page.
    pub(super) fn look(&self) {
        let fields = self.ask("survey()");
        self.hand.borrow_mut().see(&fields);
    }

    #[track_caller]
    fn enter(&self, wanted: &str) -> Value {
        self.look();
        let field = self.ask(&format!("focus({})", json!(wanted)));
        self.hand.borrow_mut().handle(&field, self.loaded());
        field
    }

    fn write(&self, text: &str) {
        if text.is_empty() {
            // Deletes what is selected.
            self.evaluate("document.execCommand('delete')");
        } else {
            wait(self.page.execute(InsertTextParams::new(text))).unwrap();
        }
    }

    /// A press of the mouse where the element is.
    fn touch(&self, place: &Value) {
        self.hand.borrow_mut().handle(place, self.loaded());
        let (x, y) = (place["x"].as_f64().unwrap(), place["y"].as_f64().unwrap());
        for kind in [
            DispatchMouseEventType::MousePressed,
            DispatchMouseEventType::MouseReleased,
        ] {
            let mut event = DispatchMouseEventParams::new(kind, x, y);
            event.button = Some(MouseButton::Left);
            event.click_count = Some(1);
            wait(self.page.execute(event)).unwrap();
        }
    }

    /// Waits until nothing is on its way any more.
    #[track_caller]
    pub(super) fn settle(&self) {
        self.settle_for(REST);
    }

    #[track_caller]
    fn settle_for(&self, rest: Duration) {
        let began = Instant::now();
        let at_least = began + rest;
        loop {
            let is_quiet = self.record.sums().is_quiet(rest);
            if is_quiet && Instant::now() >= at_least && self.is_complete() {
                return;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "the page does not come to rest: {:?}",
                self.record.sums()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn is_complete(&self) -> bool {
        let mut params = EvaluateParams::new("document.readyState");
        params.return_by_value = Some(true);
        // Between two documents there is nobody to ask.
        wait(self.page.execute(params))
            .is_ok_and(|answer| answer.result.result.value == Some(json!("complete")))
    }

    #[track_caller]
    pub(super) fn ask(&self, question: &str) -> Value {
        let answer = self.evaluate(&expression(question));
        if let Some(fault) = answer["fault"].as_str() {
            self.stuck(fault);
        }
        answer
    }

    #[track_caller]
    pub(super) fn stuck(&self, why: &str) -> ! {
        let text: String = self.text().chars().take(1500).collect();
        panic!(
            "{} ({:?}): {why}\n--- the page says:\n{text}",
            self.path(),
            self.status()
        );
    }
}

impl Drop for Trip {
    /// What a failed trip saw last is there to be looked at.
    fn drop(&mut self) {
        if std::thread::panicking() {
            let file = super::files::target_folder("trips").join(format!("{}-failed.png", self.test));
            let params = ScreenshotParams::builder()
                .format(CaptureScreenshotFormat::Png)
                .build();
            if wait(self.page.save_screenshot(params, &file)).is_ok() {
                println!("seen last: {}", file.display());
            }
        }
        if let Some(chromium) = chromium() {
            drop(wait(
                chromium.browser.dispose_browser_context(self.context.clone()),
            ));
        }
    }
}

pub(super) fn expression_of_page() -> &'static str {
    PAGE.trim_end()
}

pub(super) fn expression(question: &str) -> String {
    format!("{}.{question}", expression_of_page())
}
