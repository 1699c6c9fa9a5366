//! The lines of a heap of documents: one JSON object each, a bad one refused with its reason while the others go on.
//! Must not compare.

use std::collections::HashSet;
use std::io::{self, BufRead};

use jiff::civil::Date;
use serde::Deserialize;

/// A line longer than this is refused, in bytes: no script has eight million characters.
const LONGEST: usize = 24 << 20;

/// Why a line was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineRefusal {
    /// No JSON object with the fields that are needed; what the reader said.
    Unreadable(String),
    /// An id that an earlier line has.
    Duplicate(String),
    /// A date that is none.
    NotADate(String),
    /// Longer than any document.
    TooLong,
}

impl LineRefusal {
    /// Its code in answers; stays once shipped.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            LineRefusal::Unreadable(_) => "unreadable",
            LineRefusal::Duplicate(_) => "duplicate",
            LineRefusal::NotADate(_) => "not-a-date",
            LineRefusal::TooLong => "too-long",
        }
    }
}

/// A line that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLine {
    /// Its number, from 1.
    pub line: usize,
    /// Why.
    pub why: LineRefusal,
}

/// A document as it came.
#[derive(Debug, Deserialize)]
pub struct Document {
    /// Its id, a text or a number.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// Who wrote it; empty when not said.
    #[serde(default)]
    pub author: String,
    /// Its day.
    #[serde(default)]
    pub date: Option<String>,
    /// Its text.
    pub text: String,
}

/// Whether lines must say a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// They must: only earlier documents are sources.
    Yes,
    /// They need not.
    No,
}

/// Reads all lines; blank ones count as lines and are passed over.
///
/// # Errors
/// When reading itself fails.
pub fn read(mut lines: impl BufRead, dated: Dated) -> io::Result<(Vec<Document>, Vec<RefusedLine>)> {
    let (mut documents, mut refused) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        if lines.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match document(&bytes, dated, &mut seen) {
            Ok(document) => documents.push(document),
            Err(why) => refused.push(RefusedLine { line, why }),
        }
    }
    Ok((documents, refused))
}

fn document(bytes: &[u8], dated: Dated, seen: &mut HashSet<String>) -> Result<Document, LineRefusal> {
    if bytes.len() > LONGEST {
        return Err(LineRefusal::TooLong);
    }
    let unmarked = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let document: Document =
        serde_json::from_slice(unmarked).map_err(|error| LineRefusal::Unreadable(said(&error)))?;
    if dated == Dated::Yes {
        let written = document.date.as_deref().unwrap_or_default();
        let is_date = written.len() == 10 && written.parse::<Date>().is_ok();
        if !is_date {
            return Err(LineRefusal::NotADate(written.to_owned()));
        }
    }
    if seen.insert(document.id.clone()) {
        Ok(document)
    } else {
        Err(LineRefusal::Duplicate(document.id))
    }
}

/// What the reader said, without its own count of lines: it saw one.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = said
        .rsplit_once(" at line ")
        .map_or(said.as_str(), |(what, _)| what);
    format!("{what} (column {})", error.column())
}

fn id<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(reader)? {
        serde_json::Value::String(id) => Ok(id),
        serde_json::Value::Number(id) => Ok(id.to_string()),
        other => Err(serde::de::Error::custom(format!("id: {other}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dated, LineRefusal, read};

    #[test]
    fn s4_a_bad_line_is_named_and_the_good_ones_go_on() {
        let lines = b"\xEF\xBB\xBF{\"id\":\"a\",\"date\":\"2020-05-01\",\"text\":\"x\"}\n\nno json\n\
            {\"id\":\"a\",\"date\":\"2020-05-02\",\"text\":\"x\"}\n{\"id\":\"b\",\"date\":\"2020-02-30\",\"text\":\"x\"}\n\
            {\"id\":\"c\",\"date\":\"2020-05-03\"}\n{\"id\":4,\"date\":\"2020-05-03\",\"text\":\"\xFF\"}\n\
            {\"id\":5,\"author\":\"m\",\"date\":\"2020-05-03\",\"text\":\"y\"}";
        let (documents, refused) = read(lines.as_slice(), Dated::Yes).unwrap();
        assert_eq!(
            documents.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(),
            ["a", "5"]
        );
        let told: Vec<_> = refused
            .iter()
            .map(|refused| (refused.line, refused.why.code()))
            .collect();
        let unreadable = "unreadable";
        assert_eq!(
            told,
            [
                (3, unreadable),
                (4, "duplicate"),
                (5, "not-a-date"),
                (6, unreadable),
                (7, unreadable)
            ]
        );
        assert_eq!(refused[1].why, LineRefusal::Duplicate("a".into()));
    }

    #[test]
    fn quotable_texts_need_no_day() {
        let (documents, refused) = read(b"{\"id\":\"q\",\"text\":\"x\"}".as_slice(), Dated::No).unwrap();
        assert_eq!((documents.len(), refused.len()), (1, 0));
    }
}
