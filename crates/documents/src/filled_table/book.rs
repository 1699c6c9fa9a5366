//! What a workbook says of itself: which part holds which sheet, where the formats are, from which day it counts.
//!
//! Must not change anything but that it is reckoned anew when it is opened.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{FillError, LARGEST, Package, attribute, broken, part};

/// What a workbook says of itself.
pub(super) struct Book {
    /// The name of its part.
    pub(super) name: String,
    text: String,
    /// Names of sheets with their parts.
    sheets: Vec<(String, String)>,
    /// The part of the formats.
    pub(super) styles: Option<String>,
    /// Whether its days count from 1904.
    pub(super) counts_from_1904: bool,
}

impl Book {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Book, FillError> {
        let roots = match part(package, "_rels/.rels") {
            Ok(text) => relations(&text, "")?,
            Err(_) => Vec::new(),
        };
        let office = roots
            .into_iter()
            .find(|relation| relation.kind == "officeDocument");
        let name = office.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
        let text = part(package, &name).map_err(|error| FillError::OtherFormat(error.to_string()))?;
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
        let rels = format!("{folder}/_rels/{file}.rels");
        let relations = relations(&part(package, rels.trim_start_matches('/'))?, folder)?;
        let styles = relations.iter().find(|relation| relation.kind == "styles");
        let mut book = Book {
            styles: styles.map(|relation| relation.target.clone()),
            sheets: Vec::new(),
            counts_from_1904: false,
            name: name.clone(),
            text,
        };
        let mut reader = Reader::from_str(&book.text);
        loop {
            match reader.read_event().map_err(broken)? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    b"sheet" => {
                        let id = attribute(&tag, "id");
                        let target = relations
                            .iter()
                            .find(|relation| Some(&relation.id) == id.as_ref());
                        if let (Some(name), Some(target)) = (attribute(&tag, "name"), target) {
                            book.sheets.push((name, target.target.clone()));
                        }
                    }
                    b"workbookPr" => {
                        let from = attribute(&tag, "date1904");
                        book.counts_from_1904 = from.is_some_and(|from| from == "1" || from == "true");
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(book)
    }

    /// The part of a sheet.
    pub(super) fn part_of(&self, sheet: &str) -> Option<&str> {
        let found = self.sheets.iter().find(|(name, _)| name == sheet);
        found.map(|(_, part)| part.as_str())
    }

    /// Whether any sheet reckons.
    pub(super) fn has_formulas(&self, package: &mut Package<'_>) -> Result<bool, FillError> {
        for (_, name) in &self.sheets {
            let Ok(entry) = package.by_name(name) else {
                continue;
            };
            let mut content = Vec::new();
            entry.take(LARGEST).read_to_end(&mut content)?;
            let is_formula = |seen: &[u8]| matches!(seen, [b'<' | b':', b'f', b'>' | b' ' | b'/']);
            if content.windows(3).any(is_formula) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The part of the workbook, told to be reckoned anew when it is opened: what its formulas last gave is old now.
    pub(super) fn reckoned_on_opening(&self) -> Result<String, FillError> {
        const ASKED: &str = " fullCalcOnLoad=\"1\"";
        let mut reader = Reader::from_str(&self.text);
        // Where the element stands that says so, or where it would stand.
        let mut place = None;
        loop {
            let start = position(&reader);
            let event = reader.read_event().map_err(broken)?;
            let end = position(&reader);
            match event {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == b"calcPr" => {
                    if attribute(&tag, "fullCalcOnLoad").is_some_and(|value| value == "1" || value == "true")
                    {
                        return Ok(self.text.clone());
                    }
                    let name = start + 1 + tag.name().as_ref().len();
                    let rest = self.text.get(name..end).unwrap_or_default();
                    let rest = rest
                        .replace(" fullCalcOnLoad=\"0\"", "")
                        .replace(" fullCalcOnLoad=\"false\"", "");
                    return self.spliced((name, end), &format!("{ASKED}{rest}"));
                }
                Event::End(tag) if BEFORE.contains(&tag.local_name().as_ref()) => {
                    let prefix = prefix(tag.name().as_ref());
                    place = Some((end, format!("<{prefix}calcPr{ASKED}/>")));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        match place {
            Some((at, element)) => self.spliced((at, at), &element),
            None => Ok(self.text.clone()),
        }
    }

    fn spliced(&self, (from, to): (usize, usize), new: &str) -> Result<String, FillError> {
        match (self.text.get(..from), self.text.get(to..)) {
            (Some(before), Some(after)) => Ok([before, new, after].concat()),
            _ => Err(broken(&self.name)),
        }
    }
}

/// The elements after which `calcPr` may stand; the last of them counts.
const BEFORE: [&[u8]; 4] = [
    b"sheets",
    b"functionGroups",
    b"externalReferences",
    b"definedNames",
];

/// The prefix of a name, with its colon.
pub(super) fn prefix(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    name.split_once(':')
        .map(|(prefix, _)| format!("{prefix}:"))
        .unwrap_or_default()
}

/// How far a reader has come.
pub(super) fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// One part pointing to another.
struct Relation {
    id: String,
    /// The last word of what kind it is.
    kind: String,
    target: String,
}

fn relations(text: &str, folder: &str) -> Result<Vec<Relation>, FillError> {
    let mut found = Vec::new();
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == b"Relationship" => {
                let said = |name| attribute(&tag, name).unwrap_or_default();
                let (kind, target) = (said("Type"), said("Target"));
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None if folder.is_empty() => target,
                    None => format!("{folder}/{target}"),
                };
                found.push(Relation {
                    id: said("Id"),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target,
                });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}
