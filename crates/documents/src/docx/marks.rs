//! What a docx needs beyond paragraphs and tables: rules, blocks at the foot of a page, places to refer to. Must not
//! know what stands on a paper.

use docx_rs::{LineSpacing, LineSpacingType, Paragraph, Shading, ShdType};

use super::blocks::Piece;
use crate::paper::{Anchor, Ink, Rule};

/// The red of the head.
pub(super) const RED: &str = "FF0000";

/// A paragraph that is a rule: as high as the rule is thick, and full of its colour. Borders will not do: `LibreOffice`
/// takes no frame apart from the text whose paragraphs have different ones.
pub(super) fn ruled(paragraph: Paragraph, rule: Rule) -> Paragraph {
    // Twentieths of a point: 0.0176 mm each.
    let height = (i32::from(rule.weight) * 567 + 500) / 1000;
    let spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(height.max(1))
        .before(0)
        .after(0);
    let shading = Shading::new().shd_type(ShdType::Clear).fill(match rule.ink {
        Ink::Black => "000000",
        Ink::Red => RED,
    });
    let mut paragraph = paragraph.line_spacing(spacing).size(2);
    paragraph.property = paragraph.property.shading(shading);
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

/// What a place is called in the file.
pub(super) fn anchor_name(number: u32) -> String {
    format!("place{number}")
}

/// A paragraph that can be referred to.
pub(super) fn anchor(paragraph: Paragraph, anchor: &Anchor) -> Paragraph {
    let number = usize::try_from(anchor.number).unwrap_or_default();
    paragraph
        .add_bookmark_start(number, anchor_name(anchor.number))
        .add_bookmark_end(number)
}
