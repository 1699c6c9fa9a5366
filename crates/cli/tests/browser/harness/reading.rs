//! What a person reads from the page. It must not do anything to it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::record::Alert;
use super::trip::{GLANCE, Trip};

impl Trip {
    /// The words on the page, as they are shown.
    pub fn text(&self) -> String {
        let text = self.evaluate("document.body ? document.body.innerText : ''");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The document as it stands now, in HTML.
    pub fn html(&self) -> String {
        let html = self.evaluate("document.documentElement.outerHTML");
        html.as_str().unwrap_or_default().to_owned()
    }

    /// Waits for words to be on the page; fails when they do not come.
    #[track_caller]
    pub fn expect_text(&self, wanted: &str) -> &Self {
        let began = Instant::now();
        while !self.text().contains(wanted) {
            if began.elapsed() > GLANCE {
                self.stuck(&format!("{wanted:?} is not on the page"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self
    }

    /// Fails when the words are on the page.
    #[track_caller]
    pub fn expect_no_text(&self, unwanted: &str) -> &Self {
        if self.text().contains(unwanted) {
            self.stuck(&format!("{unwanted:?} is on the page"));
        }
        self
    }

    /// The words of every visible element that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        strings(&self.ask(&format!("texts({})", json!(selector))))
    }

    /// What a field holds now: its text, or the words of the chosen option, of the ticked box, of those of a group.
    #[track_caller]
    pub fn value(&self, wanted: &str) -> String {
        let answer = self.ask(&format!("value({})", json!(wanted)));
        answer["value"].as_str().unwrap_or_default().to_owned()
    }

    /// The path and query shown in the address bar.
    pub fn path(&self) -> String {
        let path = self.evaluate("location.pathname + location.search");
        path.as_str().unwrap_or_default().to_owned()
    }

    /// The HTTP status of the page shown.
    pub fn status(&self) -> Option<i64> {
        self.record.sums().status
    }

    /// What should not have happened until now: dialogs, console errors, requests to other origins.
    pub fn alerts(&self) -> Vec<Alert> {
        self.record.sums().alerts.clone()
    }

    /// Begins a new list of alerts.
    pub fn forget_alerts(&self) -> &Self {
        self.record.sums().alerts.clear();
        self
    }

    /// Fails when anything of `alerts` happened.
    #[track_caller]
    pub fn expect_no_alerts(&self) -> &Self {
        let alerts = self.alerts();
        assert!(alerts.is_empty(), "{}: {alerts:#?}", self.path());
        self
    }

    /// The paths and queries of the links of this server that can be seen.
    pub fn links(&self) -> Vec<String> {
        strings(&self.ask("links()"))
    }

    pub(super) fn live_spots(&self, word: &str) -> Vec<String> {
        strings(&self.ask(&format!("liveSpots({})", json!(word))))
    }
}

fn strings(list: &Value) -> Vec<String> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
