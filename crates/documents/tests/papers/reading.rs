//! Reads papers back: what stands in a docx and in a pdf. Must not know how they were written.

use std::io::{Cursor, Read, Write};

use std::sync::LazyLock;

use kaijiang_documents::paper::{Paper, Picture};
use kaijiang_documents::pdf::{self, Fonts, Pdf};
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::Event;

/// A table of a docx: rows of cells.
pub type Rows = Vec<Vec<String>>;

/// What stands in a docx.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Docx {
    /// Paragraphs outside of ruled cells and in them, in order, those without text left out.
    pub paragraphs: Vec<String>,
    /// Innermost tables, in order.
    pub tables: Vec<Rows>,
    /// How many rows are repeated on every page.
    pub heads: usize,
    /// The names of fonts.
    pub fonts: Vec<String>,
}

/// A part of a docx.
pub fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Reads the body of a docx. Fails when it is not well-formed.
pub fn docx(bytes: &[u8]) -> Docx {
    let xml = part(bytes, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let mut read = Docx::default();
    let mut text = String::new();
    let mut cell = String::new();
    let mut open: Vec<Rows> = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => match tag.name().as_ref() {
                b"w:p" => text.clear(),
                b"w:t" => inside = true,
                b"w:tbl" => open.push(Vec::new()),
                b"w:tr" => open.last_mut().unwrap().push(Vec::new()),
                b"w:tc" => cell.clear(),
                _ => {}
            },
            Event::Empty(tag) => match tag.name().as_ref() {
                b"w:tblHeader" => read.heads += 1,
                b"w:br" => text.push('\n'),
                b"w:rFonts" => {
                    let name = tag.try_get_attribute("w:eastAsia").unwrap().unwrap();
                    read.fonts
                        .push(String::from_utf8(name.value.into_owned()).unwrap());
                }
                _ => {}
            },
            Event::Text(words) if inside => text.push_str(&unescape(&words.decode().unwrap()).unwrap()),
            Event::GeneralRef(name) if inside => {
                let name = name.decode().unwrap();
                text.push_str(resolve_predefined_entity(&name).unwrap());
            }
            Event::End(tag) => match tag.name().as_ref() {
                b"w:t" => inside = false,
                b"w:p" => {
                    cell.push_str(&text);
                    if !text.is_empty() {
                        read.paragraphs.push(std::mem::take(&mut text));
                    }
                }
                b"w:tc" => open
                    .last_mut()
                    .unwrap()
                    .last_mut()
                    .unwrap()
                    .push(std::mem::take(&mut cell)),
                b"w:tbl" => read.tables.push(open.pop().unwrap()),
                _ => {}
            },
            Event::Eof => return read,
            _ => {}
        }
    }
}

/// The pages of a pdf as text, without white space: where a pdf has it is the reader's guess.
pub fn pages(pdf: &Pdf) -> Vec<String> {
    pdf_extract::extract_text_from_mem_by_pages(&pdf.bytes)
        .unwrap()
        .iter()
        .map(|page| squeezed(page))
        .collect()
}

/// Without white space.
pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .collect()
}

/// Looked for once: it takes a second or two.
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::of_the_system);

/// The paper as pdf, or a note that no Chinese font is here.
pub fn as_pdf(test: &str, paper: &Paper) -> Option<Pdf> {
    match pdf::write(paper, &FONTS) {
        Ok(pdf) => Some(pdf),
        Err(pdf::WriteError::NoFont { .. }) => {
            skip(test, "no Chinese font (apt-get install fonts-noto-cjk)");
            None
        }
        Err(other) => panic!("{other}"),
    }
}

/// Notes that a test could not be made.
pub fn skip(test: &str, why: &str) {
    if let Some(list) = std::env::var_os("KAIJIANG_TEST_SKIPS") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(list);
        writeln!(file.unwrap(), "SKIPPED: {test}: {why}").unwrap();
    }
}

/// A picture as lines of `#` and `.`, without its white border.
pub fn drawn(picture: &Picture) -> Vec<String> {
    let line = |row: &Vec<bool>| {
        row.iter()
            .map(|dark| if *dark { '#' } else { '.' })
            .collect::<String>()
    };
    let bare = |line: String| line[4..line.len() - 4].to_owned();
    let squares = picture.squares();
    squares[4..squares.len() - 4].iter().map(line).map(bare).collect()
}
