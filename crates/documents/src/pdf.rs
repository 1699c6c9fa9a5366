//! Writes papers as pdf: values in, bytes out. `letters` finds fonts and glyphs, `layout` sets the blocks in lines,
//! `pages` puts them on pages, `file` writes what is drawn.
//!
//! It must not read a text as anything but letters, read a file other than a font, or ask the time: the same paper with
//! the same fonts gives the same bytes.

mod embed;
mod file;
mod layout;
mod letters;
mod lines;
mod marks;
mod outline;
mod pages;
mod photos;
mod picture;
mod reference;
mod table;
mod texts;
mod warning;

use std::collections::{BTreeMap, BTreeSet};

pub use crate::fonts::{AtHand, Fonts, SYSTEM_FOLDERS};
pub use picture::{Drawn, picture};
pub use warning::{Warning, WriteError};

use crate::faces::FaceFonts;
use crate::paper::{Align, Footer, FooterPart, Page, Paper};
use layout::{Setter, mm};
use letters::Letters;
use marks::{Mark, Piece};

/// A paper as pdf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// What is not as it was wanted.
    pub warnings: Vec<Warning>,
}

/// A sheet with what is drawn between its margins and in its footer.
struct Sheet<'a> {
    page: Page,
    body: Vec<Mark<'a>>,
    footer: Vec<Mark<'a>>,
    /// How far below the text the footer begins, in points.
    below: f64,
}

/// How far below the text the middle of the margin is that a footer stands in, as a part of the margin.
const DESCENT: f64 = 0.25;
/// How far below the text the numbers of pages begin that stand outside, in millimetres: the dashes, which are in
/// the middle of the line, are then 7 mm below it.
const OUTSIDE: f64 = 4.7;

/// Writes a paper.
///
/// # Errors
/// When no font at hand can replace one that is wanted, or a font cannot be put into the file.
pub fn write(paper: &Paper, fonts: &Fonts) -> Result<Pdf, WriteError> {
    let letters = Letters::of(paper, fonts)?;
    let nowhere = BTreeMap::new();
    let first = sheets(paper, &letters, &nowhere);
    let anchors = anchors(&first);
    // Numbers take no room of others: a second setting has the same pages as the first.
    let sheets = if anchors.is_empty() {
        first
    } else {
        sheets(paper, &letters, &anchors)
    };
    let bytes = file::written(paper, &sheets, &embed::Used::by(&sheets, &letters, fonts))?;
    Ok(Pdf {
        bytes,
        warnings: warnings(&letters),
    })
}

/// On which page each anchor is.
fn anchors(sheets: &[Sheet]) -> BTreeMap<u32, usize> {
    let mut anchors = BTreeMap::new();
    for (page, sheet) in (1..).zip(sheets) {
        for mark in &sheet.body {
            if let Mark::Anchor { anchor, .. } = mark {
                anchors.entry(anchor.number).or_insert(page);
            }
        }
    }
    anchors
}

fn sheets<'a>(paper: &'a Paper, letters: &'a Letters, anchors: &'a BTreeMap<u32, usize>) -> Vec<Sheet<'a>> {
    let mut bodies = Vec::new();
    for (page, blocks) in paper.sections() {
        let depth = mm(page.depth().into());
        let setter = Setter {
            letters,
            depth,
            pages: anchors,
        };
        let set = setter.blocks(blocks, mm(page.measure().into()));
        bodies.extend(pages::pages(set, depth).into_iter().map(|body| (page, body)));
    }
    let count = bodies.len();
    (1..)
        .zip(bodies)
        .map(|(number, (page, body))| Sheet {
            page,
            body,
            footer: footer(paper, (letters, anchors), page, (number, count)),
            below: match paper.footer {
                Some(Footer::Outside(_)) => mm(OUTSIDE),
                _ => mm(page.margins.bottom.into()) * DESCENT,
            },
        })
        .collect()
}

fn footer<'a>(
    paper: &'a Paper,
    (letters, pages): (&'a Letters, &'a BTreeMap<u32, usize>),
    page: Page,
    (number, count): (usize, usize),
) -> Vec<Mark<'a>> {
    let Some(footer) = &paper.footer else {
        return Vec::new();
    };
    let mut look = footer.style().look();
    if matches!(footer, Footer::Outside(_)) && number % 2 == 1 {
        look.align = Align::Right;
    }
    let setter = Setter {
        letters,
        depth: mm(page.depth().into()),
        pages,
    };
    let said = said(footer, number, count);
    Piece::stacked(setter.text(look, &said, mm(page.measure().into()))).marks
}

/// What stands below a page.
fn said(footer: &Footer, page: usize, pages: usize) -> String {
    let part = |part: &FooterPart| match part {
        FooterPart::Text(text) => text.replace('\n', " "),
        FooterPart::Page => page.to_string(),
        FooterPart::Pages => pages.to_string(),
    };
    footer.parts().iter().map(part).collect()
}

fn warnings(letters: &Letters) -> Vec<Warning> {
    let missing: String = letters.missing.iter().collect();
    let missing = (!missing.is_empty()).then_some(Warning::NoSuchCharacter { characters: missing });
    substituted(letters).into_iter().chain(missing).collect()
}

/// The fonts that stand for others, in one warning.
fn substituted(letters: &Letters) -> Option<Warning> {
    let replaced = letters.settings.iter().filter(|(_, setting)| !setting.is_wanted);
    let (wanted, by): (Vec<&str>, BTreeSet<&str>) = replaced
        .map(|(face, setting)| (FaceFonts::of(*face).name(), setting.family))
        .unzip();
    (!wanted.is_empty()).then(|| Warning::Substituted {
        wanted,
        by: by.into_iter().collect(),
    })
}
