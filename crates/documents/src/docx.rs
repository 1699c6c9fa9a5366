//! Writes papers as docx, for Word and WPS: values in, bytes out.
//!
//! It names the fonts that offices have and embeds none. It must not ask the time or count across papers: the same
//! paper gives the same bytes, so every number in the file is given here and none is left to the library's counters.

mod archive;
mod blocks;
mod marks;
mod order;
mod pixels;

use std::string::FromUtf8Error;

use docx_rs::{
    Docx, Footer as DocxFooter, InstrNUMPAGES, InstrPAGE, InstrText, PageMargin, PageOrientationType,
    PageSize, SectionProperty,
};

use crate::paper::{Align, Footer, FooterPart, Look, Page, Paper};
use blocks::{Piece, Writer, twips};

/// Why a docx could not be written: a fault of this program.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file could not be put together.
    #[error("the docx could not be put together: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A part of the file could not be packed.
    #[error("a part of the docx could not be packed: {0}")]
    Part(#[from] std::io::Error),
    /// A part of the file is no text.
    #[error("a part of the docx is no text: {0}")]
    Text(#[from] FromUtf8Error),
    /// A picture could not be drawn.
    #[error("a picture could not be drawn: {0}")]
    Picture(#[from] png::EncodingError),
}

/// Writes a paper.
///
/// # Errors
/// Only when this program is at fault.
pub fn write(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::new(paper.locale, paper.page);
    let mut docx = Docx::new();
    let sections = paper.sections();
    let mut page = paper.page;
    for (number, (sheet, blocks)) in (1..).zip(&sections) {
        page = *sheet;
        writer.turn_to(page);
        let mut pieces = writer.pieces(blocks, twips(page.measure()))?;
        // The last paragraph of a section says how its sheets are; those of the last are told by the paper.
        if number < sections.len()
            && let Some(Piece::Paragraph(last)) = pieces.last_mut()
        {
            let section = section(page, paper.footer.as_ref());
            **last = std::mem::take(&mut **last).section_property(section);
        }
        for piece in pieces {
            docx = match piece {
                Piece::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
                Piece::Table(table) => docx.add_table(*table),
            };
        }
    }
    let docx = with_footer(on_page(docx, page, paper.footer.as_ref()), paper, &mut writer);
    archive::pack(docx.build())
}

/// How much lower than the text a line with a number on the outside ends, in millimetres.
const OUTSIDE: u16 = 10;

fn margins(page: Page, footer: Option<&Footer>) -> PageMargin {
    let side = |mm: u16| i32::from(twips(mm));
    PageMargin::new()
        .top(side(page.margins.top))
        .right(side(page.margins.right))
        .bottom(side(page.margins.bottom))
        .left(side(page.margins.left))
        .header(side(page.margins.top / 2))
        .footer(side(match footer {
            Some(Footer::Outside(_)) => page.margins.bottom.saturating_sub(OUTSIDE),
            _ => page.margins.bottom / 2,
        }))
}

fn orientation(page: Page) -> PageOrientationType {
    if page.width > page.height {
        PageOrientationType::Landscape
    } else {
        PageOrientationType::Portrait
    }
}

/// The sheets before others of another kind. They take their footers from the last: see `archive`.
fn section(page: Page, footer: Option<&Footer>) -> SectionProperty {
    let (width, height) = (u32::from(twips(page.width)), u32::from(twips(page.height)));
    SectionProperty::new()
        .page_size(PageSize::new().size(width, height))
        .page_orient(orientation(page))
        .page_margin(margins(page, footer))
}

fn on_page(docx: Docx, page: Page, footer: Option<&Footer>) -> Docx {
    docx.page_size(u32::from(twips(page.width)), u32::from(twips(page.height)))
        .page_orient(orientation(page))
        .page_margin(margins(page, footer))
}

fn with_footer(docx: Docx, paper: &Paper, writer: &mut Writer) -> Docx {
    match &paper.footer {
        None => docx,
        Some(footer @ Footer::Centred(_)) => docx.footer(said(footer, Align::Centre, writer)),
        Some(footer @ Footer::Outside(_)) => docx
            .footer(said(footer, Align::Right, writer))
            .even_footer(said(footer, Align::Left, writer)),
    }
}

fn said(footer: &Footer, align: Align, writer: &mut Writer) -> DocxFooter {
    let look = Look {
        align,
        ..footer.style().look()
    };
    let mut paragraph = writer.paragraph(look);
    for part in footer.parts() {
        paragraph = match part {
            FooterPart::Text(text) => paragraph.add_run(writer.run(look, text)),
            FooterPart::Page => writer.number(paragraph, look, InstrText::PAGE(InstrPAGE::new())),
            FooterPart::Pages => writer.number(paragraph, look, InstrText::NUMPAGES(InstrNUMPAGES::new())),
        };
    }
    DocxFooter::new().add_paragraph(paragraph)
}
