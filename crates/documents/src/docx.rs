//! Writes papers as docx, for Word and WPS: values in, bytes out.
//!
//! It names the fonts that offices have and embeds none. It must not ask the time or count across papers: the same
//! paper gives the same bytes, so every number in the file is given here and none is left to the library's counters.

mod archive;
mod blocks;
mod pixels;

use std::string::FromUtf8Error;

use docx_rs::{Docx, Footer as DocxFooter, NumPages, PageMargin, PageNum, PageOrientationType};

use crate::paper::{FooterPart, Page, Paper, Style};
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
    let mut docx = on_page(Docx::new(), paper.page);
    for piece in writer.pieces(&paper.blocks, twips(paper.page.measure()))? {
        docx = match piece {
            Piece::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
            Piece::Table(table) => docx.add_table(*table),
        };
    }
    if let Some(footer) = footer(paper, &mut writer) {
        docx = docx.footer(footer);
    }
    archive::pack(docx.build())
}

fn on_page(docx: Docx, page: Page) -> Docx {
    let side = |mm: u16| i32::from(twips(mm));
    let margins = PageMargin::new()
        .top(side(page.margins.top))
        .right(side(page.margins.right))
        .bottom(side(page.margins.bottom))
        .left(side(page.margins.left))
        .header(side(page.margins.top / 2))
        .footer(side(page.margins.bottom / 2));
    let orientation = if page.width > page.height {
        PageOrientationType::Landscape
    } else {
        PageOrientationType::Portrait
    };
    docx.page_size(u32::from(twips(page.width)), u32::from(twips(page.height)))
        .page_orient(orientation)
        .page_margin(margins)
}

fn footer(paper: &Paper, writer: &mut Writer) -> Option<DocxFooter> {
    let parts = &paper.footer.as_ref()?.0;
    let look = Style::Footer.look();
    let mut paragraph = writer.paragraph(look);
    for part in parts {
        paragraph = match part {
            FooterPart::Text(text) => paragraph.add_run(writer.run(look, text)),
            FooterPart::Page => paragraph.add_page_num(PageNum::new()),
            FooterPart::Pages => paragraph.add_num_pages(NumPages::new()),
        };
    }
    Some(DocxFooter::new().add_paragraph(paragraph))
}
