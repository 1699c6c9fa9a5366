//! Texts that try to run as scripts, and the proof that none did.
//! It must not only listen for a dialog: a payload that waits for a touch is found where it stands.

use std::collections::BTreeMap;

use super::trip::Trip;

/// What each payload calls.
pub const SENTINEL: &str = "__kaijiang_ran";
/// What the sentinel tells the harness by; the page cannot take it away.
pub const TELLER: &str = "__kaijiang_tell";
const PAYLOADS: &str = include_str!("../payloads.txt");

/// The script that puts the sentinel into every document before its own scripts.
pub fn sentinel_script() -> String {
    format!(
        "window.{SENTINEL} = (what) => {{ window.{TELLER}(String(what || 'ran') + ' at ' + location.href); }};"
    )
}

/// The payloads in the file's order: one a line, `\n`, `\t`, `\0`, `\r` and `\u{…}` written so; `//` opens a comment.
pub fn payloads() -> Vec<String> {
    let lines = PAYLOADS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(unescape).collect()
}

/// Those of the payloads that run, or would at a touch, where a page shows them unescaped between tags or in a field.
pub fn payloads_for_pages() -> Vec<String> {
    let lines = PAYLOADS.lines().take_while(|line| *line != "// Elsewhere");
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(unescape).collect()
}

fn unescape(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let (written, length) = match rest.chars().next() {
            Some('n') => (Some('\n'), 1),
            Some('r') => (Some('\r'), 1),
            Some('t') => (Some('\t'), 1),
            Some('0') => (Some('\0'), 1),
            Some('u') if rest.starts_with("u{") => {
                let end = rest.find('}').unwrap_or(1);
                let number = u32::from_str_radix(&rest[2..end.max(2)], 16).ok();
                (number.and_then(char::from_u32), end + 1)
            }
            _ => (None, 0),
        };
        match written {
            Some(c) => text.push(c),
            None => text.push('\\'),
        }
        rest = &rest[if written.is_some() { length } else { 0 }..];
    }
    text + rest
}

impl Trip {
    /// Puts a text into every text field that can be seen, past limits of length and kind, and switches the browser's
    /// own checks of the forms off; answers how many fields there were. It is no deed of a person and counts nothing.
    pub fn flood(&self, text: &str) -> usize {
        let count = self.ask(&format!("flood({})", serde_json::json!(text)));
        usize::try_from(count.as_u64().unwrap()).unwrap()
    }
}

/// A form in which something can be written.
#[derive(Debug)]
pub struct Writable {
    /// Its turn on the page.
    pub turn: u64,
    /// Where it goes.
    pub action: String,
}

/// What came of sending a form many times.
#[derive(Debug, Default)]
pub struct Sent {
    /// How many text fields it has.
    pub fields: u64,
    /// How often each status came back.
    pub statuses: BTreeMap<String, u64>,
    /// Where a script would run.
    pub spots: Vec<String>,
}

impl Trip {
    /// The forms of the page in which a text can be written.
    pub fn writable_forms(&self) -> Vec<Writable> {
        let forms = self.ask("forms()");
        let forms = forms.as_array().into_iter().flatten();
        forms
            .map(|form| Writable {
                turn: form["turn"].as_u64().unwrap(),
                action: form["action"].as_str().unwrap().to_owned(),
            })
            .collect()
    }

    /// Sends a form behind the screen, once with each text in all its text fields at once; every fourth time in the
    /// hidden ones, the dates and the choices as well, and every fourth in one alone, so that some are taken. It is no
    /// deed of a person and counts nothing.
    pub fn send_each(&self, form: &Writable, texts: &[String]) -> Sent {
        let mut sent = Sent::default();
        for part in texts.chunks(20) {
            let (turn, part) = (form.turn, serde_json::json!(part));
            let answer = self.ask(&format!("sendEach({turn}, {part}, {SENTINEL:?})"));
            sent.fields = answer["fields"].as_u64().unwrap();
            for (status, count) in answer["statuses"].as_object().unwrap() {
                *sent.statuses.entry(status.clone()).or_default() += count.as_u64().unwrap();
            }
            let spots = answer["spots"].as_array().into_iter().flatten();
            sent.spots
                .extend(spots.filter_map(|spot| spot.as_str().map(str::to_owned)));
        }
        sent
    }
}

/// Why one cannot say that no script of somebody's text ran on the page shown and on those before; empty when one can.
///
/// Looks for calls of the sentinel, dialogs, complaints of the content policy (it stopped a script that should not
/// have been in the page at all) and places that would run at a touch.
pub fn scripts_that_ran(trip: &Trip) -> Vec<String> {
    let mut found: Vec<String> = trip.alerts().iter().map(ToString::to_string).collect();
    found.extend(trip.live_spots(SENTINEL));
    found
}

/// Fails when a script of somebody's text ran or would run at a touch.
#[track_caller]
pub fn no_script_ran(trip: &Trip) {
    let found = scripts_that_ran(trip);
    assert!(
        found.is_empty(),
        "{}: a script ran or would run: {found:#?}",
        trip.path()
    );
}
