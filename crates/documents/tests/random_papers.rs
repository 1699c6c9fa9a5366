//! Papers made by chance: whatever stands on one, its pdf is written, and every character that a font has is in it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[path = "papers/reading.rs"]
#[expect(dead_code, reason = "shared with the tests of papers, which use all of it")]
mod reading;

use i18n::Locale;
use kaijiang_documents::paper::{
    Anchor, Block, Cell, Column, Entry, Footer, Ink, Margins, Page, Paper, Parts, Picture, Reference, Row,
    Rule, Style, Table,
};
use kaijiang_documents::pdf::Warning;
use proptest::collection::vec;
use proptest::prelude::*;

const STYLES: [Style; 41] = [
    Style::Cover,
    Style::CoverLine,
    Style::Script,
    Style::Contents,
    Style::SubContents,
    Style::Plain,
    Style::Closing,
    Style::Source,
    Style::Caption,
    Style::Small,
    Style::SmallCentred,
    Style::SmallLabel,
    Style::IssuerMark(40),
    Style::Number,
    Style::OfficialTitle,
    Style::Addressee,
    Style::OfficialBody,
    Style::OfficialLast,
    Style::Heading1,
    Style::Heading2,
    Style::Listed(2, 4),
    Style::SignedBy(900),
    Style::SignedByLong,
    Style::SignedOn,
    Style::AnnexLabel,
    Style::Imprint,
    Style::Copies,
    Style::PageNumber,
    Style::IssuerMark(0),
    Style::Title,
    Style::PartTitle,
    Style::Heading,
    Style::Body,
    Style::Line,
    Style::Note,
    Style::Address,
    Style::Label,
    Style::Cell,
    Style::CellCentred,
    Style::CellLabel,
    Style::Footer,
];

/// Chinese and Latin, marks, what no font has, and anything else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[\u{4e00}-\u{4eff}，。、：《》（）“”·—…0-9a-z ]{0,60}",
        4 => "[!-~]{0,80}",
        1 => "[\u{3400}-\u{4dbf}\u{20000}-\u{20100}\u{2f00}-\u{2fd5}\u{10ff00}-\u{10ffff}]{0,20}",
        2 => ".{0,40}",
        2 => "[\u{0}-\u{20}\u{2028}\u{202e}\u{feff}\u{200b}\u{ad}a\n]{0,20}",
        1 => "[\u{4e00}-\u{4eff}]{400}",
    ]
}

fn style() -> impl Strategy<Value = Style> {
    (0..STYLES.len()).prop_map(|at| *STYLES.get(at).unwrap())
}

fn cell() -> impl Strategy<Value = Cell> {
    (text(), style(), 0..4_u16).prop_map(|(text, style, span)| Cell { text, style, span })
}

fn table() -> impl Strategy<Value = Table> {
    let row = (vec(cell(), 0..5), 0..400_u16).prop_map(|(cells, height)| Row { cells, height });
    (vec(0..9_u16, 0..5), vec(cell(), 0..5), vec(row, 0..6)).prop_map(|(shares, head, rows)| Table {
        shares,
        head,
        rows,
    })
}

fn block() -> impl Strategy<Value = Block> {
    let entry = (text(), text()).prop_map(|(label, value)| Block::Entry(Entry { label, value }));
    let picture = (0..300_u16).prop_map(|side| Block::Picture(Picture::qr("7Q2K", side).unwrap()));
    let simple = prop_oneof![
        4 => (style(), text()).prop_map(|(style, text)| Block::Text(style, text)),
        2 => entry,
        2 => table().prop_map(Block::Table),
        1 => picture,
        1 => (0..500_u16).prop_map(Block::Space),
        1 => Just(Block::PageBreak),
        1 => style().prop_map(Block::Blank),
        1 => (style(), text(), text()).prop_map(|(style, left, right)| Block::Ends(style, [left, right])),
        1 => (0..300_u16, prop_oneof![Just(Ink::Black), Just(Ink::Red)])
            .prop_map(|(weight, ink)| Block::Rule(Rule { weight, ink })),
        1 => page().prop_map(Block::Sheet),
        1 => (0..4_u32, text()).prop_map(|(number, name)| Block::Anchor(Anchor { number, name })),
        1 => (style(), text(), 0..4_u32)
            .prop_map(|(style, text, anchor)| Block::Reference(Reference { style, text, anchor })),
    ];
    simple.prop_recursive(3, 12, 4, |inner| {
        let column = (0..5_u16, vec(inner.clone(), 0..3));
        let column = column.prop_map(|(share, blocks)| Column { share, blocks });
        let parts = (0..4_u16, vec(vec(inner.clone(), 0..3), 0..4));
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Block::Foot),
            vec(inner, 0..4).prop_map(Block::Together),
            vec(column, 0..4).prop_map(Block::Beside),
            parts.prop_map(|(per_page, parts)| Block::Parts(Parts { per_page, parts })),
        ]
    })
}

fn page() -> impl Strategy<Value = Page> {
    let odd = (0..400_u16, 0..400_u16, 0..200_u16).prop_map(|(width, height, margin)| Page {
        width,
        height,
        margins: Margins {
            top: margin,
            right: margin / 2,
            bottom: margin / 3,
            left: margin,
        },
    });
    prop_oneof![
        3 => Just(Page::A4),
        1 => Just(Page::A4.turned()),
        1 => Just(Page::OFFICIAL),
        1 => odd,
    ]
}

fn paper() -> impl Strategy<Value = Paper> {
    let locale = prop_oneof![Just(Locale::ZhHans), Just(Locale::ZhHant), Just(Locale::En)];
    let numbers = Footer::numbered("第\u{1}页，共\u{2}页");
    let outside = Footer::Outside(numbers.parts().to_vec());
    let footer = proptest::option::of(prop_oneof![Just(numbers), Just(outside)]);
    (text(), locale, page(), footer, vec(block(), 0..6)).prop_map(|(title, locale, page, footer, blocks)| {
        Paper {
            title,
            locale,
            page,
            footer,
            blocks,
        }
    })
}

/// All that is said in blocks.
fn said(blocks: &[Block]) -> String {
    let cells = |cells: &[Cell]| cells.iter().map(|cell| cell.text.as_str()).collect::<String>();
    let one = |block: &Block| match block {
        Block::Text(_, text) => text.clone(),
        Block::Entry(entry) => entry.label.clone() + &entry.value,
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| cells(&row.cells));
            cells(&table.head) + &rows.collect::<String>()
        }
        Block::Together(blocks) | Block::Foot(blocks) => said(blocks),
        Block::Ends(_, ends) => ends.concat(),
        Block::Reference(reference) => reference.text.clone(),
        Block::Beside(columns) => columns.iter().map(|column| said(&column.blocks)).collect(),
        Block::Parts(parts) => parts.parts.iter().map(|part| said(part)).collect(),
        _ => String::new(),
    };
    blocks.iter().map(one).collect()
}

/// What a reader cannot see.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn every_paper_is_written_and_says_what_it_was_given(paper in paper()) {
        let Some(pdf) = reading::as_pdf("every_paper_is_written", &paper) else {
            return Ok(());
        };
        let missing: String = pdf
            .warnings
            .iter()
            .filter_map(|warning| match warning {
                Warning::NoSuchCharacter { characters } => Some(characters.as_str()),
                Warning::Substituted { .. } => None,
            })
            .collect();
        // All at once: page by page, each page costs the reader as much as all before it.
        let read = pdf_extract::extract_text_from_mem(&pdf.bytes).unwrap();
        for c in said(&paper.blocks).chars().filter(|c| !is_unseen(*c) && !missing.contains(*c)) {
            prop_assert!(read.contains(c), "{c:?} ({:x}) is lost", u32::from(c));
        }
    }
}
