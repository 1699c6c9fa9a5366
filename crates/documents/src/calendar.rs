//! Writes a calendar that phones subscribe to (iCalendar, RFC 5545): values in, text out.
//!
//! It must not ask the time (the same values give the same text), know a word of any language, or let a text become a
//! line of its own: whatever is in it, it stays a value.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What phones call it.
    pub name: String,
    /// IANA time zone of its times.
    pub zone: String,
    /// What is in it.
    pub events: Vec<Event>,
}

/// Something that takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Tells it apart for ever, in any calendar.
    pub uid: String,
    /// Counts its changes, so that a phone takes the newest.
    pub sequence: u32,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// When it takes place.
    pub when: When,
    /// Whether it will.
    pub status: Status,
    /// What it is called.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// Where.
    pub location: String,
    /// The address of its page.
    pub address: String,
}

/// When something takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On a day, the hour unknown.
    Day(Date),
    /// From a time of the calendar's zone on, for so many minutes.
    From(DateTime, u32),
}

/// Whether something will take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Something about it is still open.
    Tentative,
    /// It will.
    Confirmed,
    /// It will not.
    Cancelled,
}

/// Who made it, as the standard wants it said.
const MADE_BY: &str = "-//kaijiang//plan//ZH";
/// Longest line in octets, without its end.
const LONGEST_LINE: usize = 75;

/// Writes a calendar.
#[must_use]
pub fn write(calendar: &Calendar) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", MADE_BY);
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", "PUBLISH");
    lines.text("X-WR-CALNAME", &calendar.name);
    let zone = Zone::of(&calendar.zone);
    if let Some(zone) = &zone {
        lines.plain("X-WR-TIMEZONE", &zone.name);
        zone.write(&mut lines, &calendar.events);
    }
    for event in &calendar.events {
        event.write(&mut lines, zone.as_ref());
    }
    lines.plain("END", "VCALENDAR");
    lines.out
}

impl Event {
    fn write(&self, lines: &mut Lines, zone: Option<&Zone>) {
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", &self.uid);
        lines.plain("SEQUENCE", &self.sequence.to_string());
        let changed = TimeZone::UTC.to_datetime(self.changed_at);
        lines.plain("DTSTAMP", &[&basic(changed), "Z"].concat());
        match (self.when, zone) {
            (When::Day(day), _) => {
                lines.plain("DTSTART;VALUE=DATE", &day.strftime("%Y%m%d").to_string());
                // Nobody is busy all day for an hour.
                lines.plain("TRANSP", "TRANSPARENT");
            }
            (When::From(start, minutes), Some(zone)) => {
                lines.plain(&["DTSTART;TZID=", &zone.name].concat(), &basic(start));
                lines.plain("DURATION", &format!("PT{minutes}M"));
            }
            // Without a zone that is known, the time stands as it is wherever it is read.
            (When::From(start, minutes), None) => {
                lines.plain("DTSTART", &basic(start));
                lines.plain("DURATION", &format!("PT{minutes}M"));
            }
        }
        lines.plain(
            "STATUS",
            match self.status {
                Status::Tentative => "TENTATIVE",
                Status::Confirmed => "CONFIRMED",
                Status::Cancelled => "CANCELLED",
            },
        );
        lines.text("SUMMARY", &self.summary);
        for (name, value) in [("DESCRIPTION", &self.description), ("LOCATION", &self.location)] {
            if !value.is_empty() {
                lines.text(name, value);
            }
        }
        if is_address(&self.address) {
            lines.plain("URL", &self.address);
        }
        lines.plain("END", "VEVENT");
    }
}

/// An address stands unescaped, so only what cannot end its line may be in it.
fn is_address(text: &str) -> bool {
    text.starts_with("http") && text.chars().all(|c| c.is_ascii_graphic())
}

/// 20200925T150000.
fn basic(moment: DateTime) -> String {
    moment.strftime("%Y%m%dT%H%M%S").to_string()
}

/// A time zone whose rules go with the calendar, so that a phone need not know it.
struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    fn of(name: &str) -> Option<Zone> {
        Some(Zone {
            name: name.to_owned(),
            rules: TimeZone::get(name).ok()?,
        })
    }

    /// The offset on the first day of the calendar, and each change of it until its last.
    fn write(&self, lines: &mut Lines, events: &[Event]) {
        let starts = events.iter().filter_map(|event| match event.when {
            When::From(start, _) => Some(start),
            When::Day(_) => None,
        });
        let (first, last) = starts.fold((DateTime::MAX, DateTime::MIN), |(first, last), start| {
            (first.min(start), last.max(start))
        });
        let (Ok(from), Ok(until)) = (self.rules.to_timestamp(first), self.rules.to_timestamp(last)) else {
            return;
        };
        lines.plain("BEGIN", "VTIMEZONE");
        lines.plain("TZID", &self.name);
        let offset = self.rules.to_offset(from);
        // Holds for all that lies before the first change.
        observance(
            lines,
            "STANDARD",
            (jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0), offset, offset),
        );
        let mut before = offset;
        for change in self
            .rules
            .following(from)
            .take_while(|change| change.timestamp() <= until)
        {
            let sort = if change.dst().is_dst() {
                "DAYLIGHT"
            } else {
                "STANDARD"
            };
            // It begins at the time the clocks showed before they were changed.
            observance(
                lines,
                sort,
                (before.to_datetime(change.timestamp()), before, change.offset()),
            );
            before = change.offset();
        }
        lines.plain("END", "VTIMEZONE");
    }
}

fn observance(lines: &mut Lines, sort: &str, (starts, from, to): (DateTime, Offset, Offset)) {
    lines.plain("BEGIN", sort);
    lines.plain("DTSTART", &basic(starts));
    lines.plain("TZOFFSETFROM", &offset_text(from));
    lines.plain("TZOFFSETTO", &offset_text(to));
    lines.plain("END", sort);
}

/// +0800.
fn offset_text(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// Content lines.
#[derive(Default)]
struct Lines {
    out: String,
}

impl Lines {
    /// A value that stands as it is.
    fn plain(&mut self, name: &str, value: &str) {
        self.folded(&[name, ":", value].concat());
    }

    /// A value that may be any text.
    fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }

    /// Lines of 75 octets at most, never broken inside a character.
    fn folded(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LONGEST_LINE {
                self.out.push_str("\r\n ");
                length = 1;
            }
            self.out.push(c);
            length += c.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

/// A text as a value: what would end it or begin another is escaped, and what a line may not hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            // Marks that turn the direction of writing would let a name read otherwise than it is.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => {
                let _ = write!(out, "{c}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn event(summary: &str, when: When) -> Event {
        Event {
            uid: "a@kaijiang".into(),
            sequence: 3,
            changed_at: Timestamp::UNIX_EPOCH,
            when,
            status: Status::Confirmed,
            summary: summary.into(),
            description: String::new(),
            location: String::new(),
            address: String::new(),
        }
    }

    fn calendar(zone: &str, events: Vec<Event>) -> String {
        write(&Calendar {
            name: "计划".into(),
            zone: zone.into(),
            events,
        })
    }

    fn at_three(day: Date) -> When {
        When::From(day.at(15, 0, 0, 0), 45)
    }

    /// The lines as a reader unfolds them.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "")
            .split("\r\n")
            .map(str::to_owned)
            .collect()
    }

    /// A value as a reader takes it.
    fn read_back(value: &str) -> String {
        let mut out = String::new();
        let mut characters = value.chars();
        while let Some(c) = characters.next() {
            match (c, c == '\\') {
                (_, true) => match characters.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => panic!("a lone backslash in {value}"),
                },
                (';' | ',', false) => panic!("{value} ends early"),
                (c, false) => out.push(c),
            }
        }
        out
    }

    #[test]
    fn a_text_stays_a_value_whatever_is_in_it() {
        let cases = [
            "护林员的二十年",
            "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b",
            "semi;colon, comma \\ back\\nslash",
            "\u{2028}line\u{85}next\u{0}nul\u{7}bell",
            "BEGIN:VALARM\nACTION:PROCEDURE\nATTACH:http://x/",
            "=HYPERLINK(\"http://x\")",
            "<script>alert(1)</script>",
            "\\",
            "一个很长很长的题目，长到一行放不下，要在字与字之间折开，而且不能从一个字的中间折开，再长一点，再长一点",
        ];
        for text in cases {
            let written = calendar("Asia/Shanghai", vec![event(text, at_three(date(2020, 9, 25)))]);
            for line in written.split("\r\n") {
                assert!(line.len() <= LONGEST_LINE, "{line}");
                assert!(!line.chars().any(char::is_control), "{line:?}");
            }
            let lines = unfolded(&written);
            assert_eq!(
                lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(),
                1,
                "{text}"
            );
            assert!(
                !lines
                    .iter()
                    .any(|line| line.starts_with("ACTION") || line == "BEGIN:VALARM")
            );
            let summary: Vec<&str> = lines
                .iter()
                .filter_map(|line| line.strip_prefix("SUMMARY:"))
                .collect();
            let expected: String = text
                .replace("\r\n", "\n")
                .replace(['\u{2028}', '\u{85}'], "\n")
                .replace(['\u{0}', '\u{7}'], "");
            assert_eq!(
                summary.iter().map(|value| read_back(value)).collect::<Vec<_>>(),
                [expected]
            );
        }
    }

    #[test]
    fn an_address_that_could_end_its_line_is_left_out() {
        for address in ["http://x/\r\nATTACH:y", "javascript:alert(1)", "http://x/ y"] {
            let mut with = event("a", at_three(date(2020, 9, 25)));
            with.address = address.into();
            assert!(
                !calendar("Asia/Shanghai", vec![with]).contains("URL"),
                "{address}"
            );
        }
    }

    #[test]
    fn times_are_those_of_the_zone_and_its_rules_go_along() {
        let written = calendar("Asia/Shanghai", vec![event("a", at_three(date(2020, 9, 25)))]);
        let lines = unfolded(&written);
        for wanted in [
            "DTSTART;TZID=Asia/Shanghai:20200925T150000",
            "DURATION:PT45M",
            "TZOFFSETTO:+0800",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
        ] {
            assert!(lines.contains(&wanted.to_owned()), "{wanted} in {written}");
        }
        assert_eq!(
            lines.iter().filter(|line| line.starts_with("TZOFFSETTO")).count(),
            1
        );
    }

    #[test]
    fn a_zone_that_changes_its_clocks_says_when() {
        let events = vec![
            event("a", at_three(date(2020, 3, 2))),
            event("b", at_three(date(2020, 11, 2))),
        ];
        let lines = unfolded(&calendar("Europe/London", events));
        let at = |wanted: &str| lines.iter().position(|line| line == wanted).expect(wanted);
        let summer = at("BEGIN:DAYLIGHT");
        assert_eq!(
            lines[summer + 1..summer + 4],
            [
                "DTSTART:20200329T010000",
                "TZOFFSETFROM:+0000",
                "TZOFFSETTO:+0100"
            ]
        );
        let winter = at("DTSTART:20201025T020000");
        assert_eq!(
            lines[winter + 1..winter + 3],
            ["TZOFFSETFROM:+0100", "TZOFFSETTO:+0000"]
        );
    }

    #[test]
    fn a_day_without_an_hour_is_a_day() {
        let mut cancelled = event("a", When::Day(date(2020, 9, 25)));
        cancelled.status = Status::Cancelled;
        let lines = unfolded(&calendar("Asia/Shanghai", vec![cancelled]));
        assert!(lines.contains(&"DTSTART;VALUE=DATE:20200925".to_owned()));
        assert!(lines.contains(&"STATUS:CANCELLED".to_owned()));
        assert!(!lines.iter().any(|line| line.starts_with("DURATION")));
    }
}
