//! What official papers need of a docx beyond paragraphs and tables: rules, and blocks at the foot of a page. Must not
//! know what stands on a paper.

use docx_rs::{BorderType, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders};

use super::blocks::Piece;
use crate::paper::{Ink, Rule};

/// The red of the head.
pub(super) const RED: &str = "FF0000";

/// A paragraph with a rule above it.
pub(super) fn ruled(paragraph: Paragraph, rule: Rule) -> Paragraph {
    // Eighths of a point: 0.0353 mm each.
    let eighths = (u32::from(rule.weight) * 2_268).div_ceil(10_000).max(2);
    let border = ParagraphBorder::new(ParagraphBorderPosition::Top)
        .val(BorderType::Single)
        .size(usize::try_from(eighths).unwrap_or(2))
        .space(0)
        .color(match rule.ink {
            Ink::Black => "000000",
            Ink::Red => RED,
        });
    let mut paragraph = paragraph;
    paragraph.property = paragraph
        .property
        .set_borders(ParagraphBorders::with_empty().set(border));
    paragraph
}

/// Paragraphs at the foot of the page that the next paragraph stands on. Equal frames are one.
pub(super) fn at_the_foot(pieces: Vec<Piece>, width: u16) -> Vec<Piece> {
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Paragraph(paragraph) => Piece::Paragraph(Box::new(
                paragraph
                    .frame_width(width.into())
                    .wrap("around")
                    .h_anchor("margin")
                    .v_anchor("margin")
                    .x_align("left")
                    .y_align("bottom"),
            )),
            table @ Piece::Table(_) => table,
        })
        .collect()
}
