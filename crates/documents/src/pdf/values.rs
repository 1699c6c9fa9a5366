//! A paper as values of the typesetter. Texts become strings; no text ever becomes source.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Locale;
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value, array, dict};
use typst::layout::{Abs, Length};

use crate::fonts::Setting;
use crate::paper::{
    Align, Block, Cell, Entry, Face, FooterPart, Look, Paper, Parts, Picture, RULE, Row, Style, Table, lines,
};

/// What each kind of letter is set in.
pub(super) type Faces = BTreeMap<Face, Setting>;

/// What the layout finds in `sys.inputs`.
pub(super) fn inputs(paper: &Paper, faces: &Faces) -> Dict {
    let (lang, region) = match paper.locale {
        Locale::ZhHans => ("zh", "CN"),
        Locale::ZhHant => ("zh", "TW"),
        Locale::En => ("en", "GB"),
    };
    let (page, margins) = (paper.page, paper.page.margins);
    let paper = dict! {
        "title" => printable(&paper.title).join(" "),
        "lang" => lang,
        "region" => region,
        "width" => mm(page.width),
        "height" => mm(page.height),
        "margin" => dict! {
            "top" => mm(margins.top),
            "right" => mm(margins.right),
            "bottom" => mm(margins.bottom),
            "left" => mm(margins.left),
        },
        "footer" => dict! {
            "look" => look(Style::Footer.look()),
            "parts" => footer(paper),
        },
        "blocks" => blocks(&paper.blocks),
    };
    dict! { "paper" => paper, "faces" => families(faces, lang) }
}

/// The kinds of letters that a paper uses, and the one that running text falls back on.
pub(super) fn faces_of(paper: &Paper) -> BTreeSet<Face> {
    let mut faces = BTreeSet::from([Face::Body]);
    each_text(paper, &mut |style, _| {
        faces.insert(style.look().face);
    });
    faces
}

/// All characters that a paper shows.
pub(super) fn characters_of(paper: &Paper) -> BTreeSet<char> {
    let mut characters = BTreeSet::new();
    each_text(paper, &mut |_, text| {
        characters.extend(lines(text).iter().flat_map(|line| line.chars()));
    });
    characters
}

fn each_text(paper: &Paper, see: &mut dyn FnMut(Style, &str)) {
    for part in paper.footer.iter().flat_map(|footer| &footer.0) {
        if let FooterPart::Text(text) = part {
            see(Style::Footer, text);
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
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                for cell in table.head.iter().chain(cells) {
                    see(cell.style, &cell.text);
                }
            }
            Block::Together(blocks) => each_text_in(blocks, see),
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
            Block::Picture(_) | Block::Space(_) | Block::PageBreak => {}
        }
    }
}

fn families(faces: &Faces, lang: &str) -> Dict {
    let all: BTreeSet<&str> = faces.values().map(|setting| setting.family).collect();
    faces
        .iter()
        .map(|(face, setting)| {
            let others = all.iter().copied().filter(|family| *family != setting.family);
            let families: Array = std::iter::once(setting.family)
                .chain(others)
                .map(IntoValue::into_value)
                .collect();
            // A title face is heavy by itself; what stands for it is made so.
            let is_bold = *face == Face::Title && (!setting.is_wanted || lang == "en");
            let weight = if is_bold { "bold" } else { "regular" };
            let face_dict = dict! { "families" => families, "weight" => weight };
            (face.key().into(), face_dict.into_value())
        })
        .collect()
}

fn footer(paper: &Paper) -> Array {
    let parts = paper.footer.iter().flat_map(|footer| &footer.0);
    parts
        .map(|part| match part {
            FooterPart::Text(text) => dict! { "text" => printable(text).join(" ") }.into_value(),
            FooterPart::Page => "page".into_value(),
            FooterPart::Pages => "pages".into_value(),
        })
        .collect()
}

fn blocks(blocks: &[Block]) -> Array {
    blocks.iter().map(|one| block(one).into_value()).collect()
}

fn block(block: &Block) -> Dict {
    match block {
        Block::Text(style, text) => dict! {
            "kind" => "text",
            "look" => look(style.look()),
            "lines" => text_lines(text),
        },
        Block::Entry(entry) => entry_of(entry),
        Block::Table(table) => table_of(table),
        Block::Picture(picture) => picture_of(picture),
        Block::Beside(columns) => {
            let columns: Array = columns
                .iter()
                .map(|column| {
                    dict! { "share" => int(column.share), "blocks" => blocks(&column.blocks) }.into_value()
                })
                .collect();
            dict! { "kind" => "beside", "columns" => columns }
        }
        Block::Together(inner) => dict! { "kind" => "together", "blocks" => blocks(inner) },
        Block::Parts(parts) => parts_of(parts),
        Block::Space(height) => dict! { "kind" => "space", "height" => mm(*height) },
        Block::PageBreak => dict! { "kind" => "page-break" },
    }
}

fn entry_of(entry: &Entry) -> Dict {
    let value = if entry.value.is_empty() {
        RULE
    } else {
        &entry.value
    };
    dict! {
        "kind" => "entry",
        "label-look" => look(Style::Label.look()),
        "label" => text_lines(&entry.label),
        "look" => look(Style::Line.look()),
        "lines" => text_lines(value),
    }
}

fn table_of(table: &Table) -> Dict {
    let cells = |cells: &[Cell]| -> Array { cells.iter().map(|cell| cell_of(cell).into_value()).collect() };
    let row =
        |row: &Row| dict! { "cells" => cells(&row.cells), "height" => mm(row.height.max(3)) }.into_value();
    let shares: Array = table.shares.iter().map(|share| int(*share)).collect();
    let rows: Array = table.rows.iter().map(row).collect();
    dict! { "kind" => "table", "shares" => shares, "head" => cells(&table.head), "rows" => rows }
}

fn cell_of(cell: &Cell) -> Dict {
    dict! {
        "span" => int(cell.span.max(1)),
        "look" => look(cell.style.look()),
        "lines" => text_lines(&cell.text),
    }
}

fn picture_of(picture: &Picture) -> Dict {
    dict! {
        "kind" => "picture",
        "svg" => Bytes::from_string(picture.svg()),
        "side" => mm(picture.side),
        "says" => printable(&picture.says).join(" "),
    }
}

fn parts_of(parts: &Parts) -> Dict {
    let each: Array = parts.parts.iter().map(|part| blocks(part).into_value()).collect();
    dict! { "kind" => "parts", "per-page" => int(parts.per_page.max(1)), "parts" => each }
}

fn look(look: Look) -> Dict {
    dict! {
        "face" => look.face.key(),
        "size" => Length::from(Abs::pt(f64::from(look.size))),
        "centred" => look.align == Align::Centre,
        "before" => mm(look.before),
        "after" => mm(look.after),
        "indent" => int(look.indent),
        "leads" => look.leads,
    }
}

fn text_lines(text: &str) -> Array {
    if text.is_empty() {
        return array![];
    }
    printable(text).into_iter().map(IntoValue::into_value).collect()
}

/// The lines of a text, where long words without a space may be broken.
fn printable(text: &str) -> Vec<String> {
    lines(text).iter().map(|line| breakable(line)).collect()
}

/// How many letters a word may have before it may be broken; longer than any word of a language.
const LONGEST_WORD: usize = 32;

/// An endless word would run out of its cell: an invisible mark says where it may be broken.
fn breakable(line: &str) -> String {
    let mut broken = String::with_capacity(line.len());
    let mut word = 0;
    for c in line.chars() {
        // Chinese characters can be parted anywhere.
        word = if c.is_whitespace() || c > '\u{2e7f}' {
            0
        } else {
            word + 1
        };
        if word > LONGEST_WORD {
            broken.push('\u{200b}');
            word = 1;
        }
        broken.push(c);
    }
    broken
}

fn mm(length: u16) -> Value {
    Length::from(Abs::mm(f64::from(length))).into_value()
}

fn int(number: u16) -> Value {
    i64::from(number).into_value()
}
