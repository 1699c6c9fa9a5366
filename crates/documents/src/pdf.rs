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
mod pages;
mod table;
mod texts;
mod warning;

use std::collections::BTreeSet;

pub use crate::fonts::{AtHand, Fonts, SYSTEM_FOLDERS};
pub use warning::{Warning, WriteError};

use crate::faces::FaceFonts;
use crate::paper::{Footer, FooterPart, Paper, Style};
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
    body: Vec<Mark<'a>>,
    footer: Vec<Mark<'a>>,
}

/// Writes a paper.
///
/// # Errors
/// When no font at hand can replace one that is wanted, or a font cannot be put into the file.
pub fn write(paper: &Paper, fonts: &Fonts) -> Result<Pdf, WriteError> {
    let letters = Letters::of(paper, fonts)?;
    let sheets = sheets(paper, &letters);
    let bytes = file::written(paper, &sheets, &embed::Used::by(&sheets, &letters, fonts))?;
    Ok(Pdf {
        bytes,
        warnings: warnings(&letters),
    })
}

fn sheets<'a>(paper: &'a Paper, letters: &'a Letters) -> Vec<Sheet<'a>> {
    let width = mm(paper.page.measure().into());
    let depth = mm(paper.page.depth().into());
    let setter = Setter { letters, depth };
    let bodies = pages::pages(setter.blocks(&paper.blocks, width), depth);
    let count = bodies.len();
    let footer = |number: usize| {
        let said = paper.footer.as_ref().map(|footer| said(footer, number, count));
        let items = said.map(|said| setter.text(Style::Footer.look(), &said, width));
        Piece::stacked(items.unwrap_or_default()).marks
    };
    (1..)
        .zip(bodies)
        .map(|(number, body)| Sheet {
            body,
            footer: footer(number),
        })
        .collect()
}

/// What stands below a page.
fn said(footer: &Footer, page: usize, pages: usize) -> String {
    let part = |part: &FooterPart| match part {
        FooterPart::Text(text) => text.replace('\n', " "),
        FooterPart::Page => page.to_string(),
        FooterPart::Pages => pages.to_string(),
    };
    footer.0.iter().map(part).collect()
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
