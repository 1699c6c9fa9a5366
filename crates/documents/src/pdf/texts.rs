//! All that a paper says, with how it looks: to know which fonts and glyphs it needs. Must not place anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::paper::{Block, Face, FooterPart, Paper, RULE, Style, lines};

/// The characters of a paper by kind of letter. Running text is always there: other kinds may fall back on it.
pub(super) fn characters(paper: &Paper) -> BTreeMap<Face, BTreeSet<char>> {
    let mut characters = BTreeMap::from([(Face::Body, BTreeSet::new())]);
    each_text(paper, &mut |style, text| {
        let of_face: &mut BTreeSet<char> = characters.entry(style.look().face).or_default();
        of_face.extend(lines(text).iter().flat_map(|line| line.chars()));
    });
    characters
}

/// What leads from a text to a number.
pub(super) const LEADER: &str = ".";
/// What numbers of pages are written with.
const NUMBERS: &str = "0123456789";

fn each_text(paper: &Paper, see: &mut dyn FnMut(Style, &str)) {
    if let Some(footer) = &paper.footer {
        for part in footer.parts() {
            match part {
                FooterPart::Text(text) => see(footer.style(), text),
                FooterPart::Page | FooterPart::Pages => see(footer.style(), NUMBERS),
            }
        }
    }
    each_text_in(&paper.blocks, see);
}

fn each_text_in(blocks: &[Block], see: &mut dyn FnMut(Style, &str)) {
    for block in blocks {
        match block {
            Block::Text(style, text) => see(*style, text),
            Block::Entry(entry) => {
                see(Style::Label, &entry.label);
                see(Style::Line, &entry.value);
                see(Style::Line, RULE);
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                for cell in table.head.iter().chain(cells) {
                    see(cell.style, &cell.text);
                }
            }
            Block::Ends(style, ends) => {
                for end in ends {
                    see(*style, end);
                }
            }
            Block::Together(blocks) | Block::Foot(blocks) => each_text_in(blocks, see),
            Block::Beside(columns) => {
                for column in columns {
                    each_text_in(&column.blocks, see);
                }
            }
            Block::Parts(parts) => {
                for part in &parts.parts {
                    each_text_in(part, see);
                }
            }
            Block::Reference(reference) => {
                see(reference.style, &reference.text);
                see(reference.style, NUMBERS);
                see(reference.style, LEADER);
            }
            Block::Anchor(_)
            | Block::Picture(_)
            | Block::Photo(_)
            | Block::Rule(_)
            | Block::Blank(_)
            | Block::Space(_)
            | Block::PageBreak
            | Block::Sheet(_) => {}
        }
    }
}
