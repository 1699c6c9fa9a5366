//! One block model for every paper (单子): what stands on it and in which order, for the writers `docx` and `pdf`.
//!
//! It must not know which papers there are, hold a word of any language, or interpret a text: what is given is what
//! stands on the paper, whatever it looks like.

mod photo;
mod picture;
mod style;

use i18n::Locale;

pub use photo::{Photo, PhotoKind};
pub use picture::Picture;
pub use style::{Align, Face, Ink, Inset, Look, Pitch, Style};

/// A paper, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What a reader's program shows as the name of the document.
    pub title: String,
    /// The language of its words: decides shapes of characters and fonts.
    pub locale: Locale,
    /// The sheet it is printed on.
    pub page: Page,
    /// What stands below each page.
    pub footer: Option<Footer>,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// Its blocks by the sheets they stand on; at least one.
    pub(crate) fn sections(&self) -> Vec<(Page, &[Block])> {
        let mut sections = Vec::new();
        let mut page = self.page;
        let mut rest = &self.blocks[..];
        loop {
            let end = rest.iter().position(|block| matches!(block, Block::Sheet(_)));
            let (blocks, after) = rest.split_at(end.unwrap_or(rest.len()));
            // A paper that begins with a sheet has no page before it.
            if !blocks.is_empty() || (after.is_empty() && sections.is_empty()) {
                sections.push((page, blocks));
            }
            let [Block::Sheet(next), after @ ..] = after else {
                return sections;
            };
            (page, rest) = (*next, after);
        }
    }
}

/// A sheet. All lengths in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From left to right.
    pub width: u16,
    /// From top to bottom.
    pub height: u16,
    /// What stays white.
    pub margins: Margins,
}

/// What stays white around a page, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margins {
    /// Above.
    pub top: u16,
    /// To the right.
    pub right: u16,
    /// Below; the footer stands in it.
    pub bottom: u16,
    /// To the left.
    pub left: u16,
}

impl Page {
    /// A4 upright, as a form is printed.
    pub const A4: Page = Page {
        width: 210,
        height: 297,
        margins: Margins {
            top: 20,
            right: 18,
            bottom: 18,
            left: 18,
        },
    };

    /// A4 upright for a sheet of parts that are cut apart: what printers leave white, and little more.
    pub const A4_TO_CUT: Page = Page {
        width: 210,
        height: 297,
        margins: Margins {
            top: 6,
            right: 15,
            bottom: 6,
            left: 15,
        },
    };

    /// A4 upright, to be bound at the left.
    pub const A4_BOUND: Page = Page {
        width: 210,
        height: 297,
        margins: Margins {
            top: 25,
            right: 20,
            bottom: 22,
            left: 28,
        },
    };

    /// A4 upright for official papers (GB/T 9704-2012): a block of text of 156 mm by 225 mm.
    pub const OFFICIAL: Page = Page {
        width: 210,
        height: 297,
        margins: Margins {
            top: 37,
            right: 26,
            bottom: 35,
            left: 28,
        },
    };

    /// The same block on its side, for wide tables: its head is at the binding.
    pub const OFFICIAL_TURNED: Page = Page {
        width: 297,
        height: 210,
        margins: Margins {
            top: 28,
            right: 37,
            bottom: 26,
            left: 35,
        },
    };

    /// The same sheet lying on its side (横向).
    #[must_use]
    pub fn turned(self) -> Page {
        Page {
            width: self.height,
            height: self.width,
            margins: self.margins,
        }
    }

    /// How wide a line can be, in millimetres.
    #[must_use]
    pub fn measure(&self) -> u16 {
        self.width
            .saturating_sub(self.margins.left)
            .saturating_sub(self.margins.right)
    }

    /// How much height there is between the margins, in millimetres.
    #[must_use]
    pub fn depth(&self) -> u16 {
        self.height
            .saturating_sub(self.margins.top)
            .saturating_sub(self.margins.bottom)
    }
}

/// What stands below each page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Footer {
    /// In the middle of the margin: 第1页，共3页.
    Centred(Vec<FooterPart>),
    /// As official papers have it: 7 mm below the text, on the right of odd pages and on the left of even ones, one
    /// character from the edge.
    Outside(Vec<FooterPart>),
}

/// A part of a footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FooterPart {
    /// Words.
    Text(String),
    /// The number of this page.
    Page,
    /// How many pages there are.
    Pages,
}

impl Footer {
    /// Page numbers in a sentence that holds [`Footer::PAGE`] and [`Footer::PAGES`] where the numbers go.
    #[must_use]
    pub fn numbered(sentence: &str) -> Footer {
        let mut parts = Vec::new();
        for piece in sentence.split_inclusive(['\u{1}', '\u{2}']) {
            let number = match piece.chars().last() {
                Some('\u{1}') => Some(FooterPart::Page),
                Some('\u{2}') => Some(FooterPart::Pages),
                _ => None,
            };
            let words = piece.trim_end_matches(['\u{1}', '\u{2}']);
            if !words.is_empty() {
                parts.push(FooterPart::Text(words.to_owned()));
            }
            parts.extend(number);
        }
        Footer::Centred(parts)
    }

    /// Its parts, from left to right.
    #[must_use]
    pub fn parts(&self) -> &[FooterPart] {
        match self {
            Footer::Centred(parts) | Footer::Outside(parts) => parts,
        }
    }

    /// How it looks.
    #[must_use]
    pub fn style(&self) -> Style {
        match self {
            Footer::Centred(_) => Style::Footer,
            Footer::Outside(_) => Style::PageNumber,
        }
    }

    /// Stands for the number of the page.
    pub const PAGE: &str = "\u{1}";
    /// Stands for the number of pages.
    pub const PAGES: &str = "\u{2}";
}

/// One thing on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A title, a heading, a paragraph. A line feed begins a new line.
    Text(Style, String),
    /// A label with its value on one line. An empty value is a rule to write on.
    Entry(Entry),
    /// A table with ruled cells.
    Table(Table),
    /// A picture at the left edge.
    Picture(Picture),
    /// Columns beside each other, without rules.
    Beside(Vec<Column>),
    /// Blocks that stay on one page, as long as one page can hold them.
    Together(Vec<Block>),
    /// Equal parts of a page, to be cut apart.
    Parts(Parts),
    /// White, in millimetres.
    Space(u16),
    /// A blank line, as high as a line of this kind.
    Blank(Style),
    /// One text at the left end of a line and one at the right.
    Ends(Style, [String; 2]),
    /// A rule across the column.
    Rule(Rule),
    /// A photo, in the middle of the column.
    Photo(Photo),
    /// A place that can be referred to. Takes no room, and stays with what follows.
    Anchor(Anchor),
    /// A line that tells on which page an anchor is.
    Reference(Reference),
    /// Blocks at the foot of the page, below all others.
    Foot(Vec<Block>),
    /// What follows begins a new page.
    PageBreak,
    /// What follows begins a new page on a sheet of this kind. Only between the blocks of a paper, not within others.
    Sheet(Page),
}

/// A rule across the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// How thick, in hundredths of a millimetre.
    pub weight: u16,
    /// Its colour.
    pub ink: Ink,
}

/// A place on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its number: one place of a paper has it.
    pub number: u32,
    /// What begins there, as a reader's program lists it; empty for nothing to be listed.
    pub name: String,
}

/// A line with the number of a page at its right end, and dots before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// How it looks.
    pub style: Style,
    /// What it says at its left end.
    pub text: String,
    /// The number of the anchor. Without such an anchor there is no number.
    pub anchor: u32,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is, with its colon.
    pub label: String,
    /// The value; empty for a rule to write on.
    pub value: String,
}

/// A column of blocks beside others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its share of the width, in relation to those of the other columns.
    pub share: u16,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// Parts of equal height, so many on a page, with lines to cut along. A part that needs more height gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// How many stand on a page; nought is taken for one.
    pub per_page: u16,
    /// What stands in each.
    pub parts: Vec<Vec<Block>>,
}

/// A table with ruled cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The share of the width of each column.
    pub shares: Vec<u16>,
    /// The head, repeated on every page; empty for none.
    pub head: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its cells; together they span as many columns as the table has.
    pub cells: Vec<Cell>,
    /// How high it is at least, in millimetres: room to write.
    pub height: u16,
}

/// A cell of a table. Without a text it is room to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// How many columns it spans, at least one.
    pub span: u16,
}

impl Cell {
    /// What is told.
    #[must_use]
    pub fn value(text: impl Into<String>) -> Cell {
        Cell::styled(Style::Cell, text)
    }

    /// What is told, in the middle of the cell.
    #[must_use]
    pub fn centred(text: impl Into<String>) -> Cell {
        Cell::styled(Style::CellCentred, text)
    }

    /// What the cells beside or below it mean.
    #[must_use]
    pub fn label(text: impl Into<String>) -> Cell {
        Cell::styled(Style::CellLabel, text)
    }

    /// Room to write.
    #[must_use]
    pub fn blank() -> Cell {
        Cell::value("")
    }

    /// The same in the small type of wide tables.
    #[must_use]
    pub fn small(self) -> Cell {
        let style = match self.style {
            Style::CellCentred => Style::SmallCentred,
            Style::CellLabel => Style::SmallLabel,
            _ => Style::Small,
        };
        Cell { style, ..self }
    }

    /// Room to write that can be pointed at.
    pub(crate) const fn nothing() -> Cell {
        Cell {
            text: String::new(),
            style: Style::Cell,
            span: 1,
        }
    }

    /// The same over several columns.
    #[must_use]
    pub fn over(self, span: u16) -> Cell {
        Cell { span, ..self }
    }

    fn styled(style: Style, text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            style,
            span: 1,
        }
    }
}

/// The lines of a text as they can stand on paper: without control characters, and without the invisible marks that
/// turn the direction of writing, which would let a name read otherwise than it is.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    text.lines()
        .map(|line| {
            line.chars()
                .filter(|c| !turns(*c))
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect()
        })
        .collect()
}

/// What stands where a value is to be written by hand.
pub(crate) const RULE: &str = "________________________";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_stand_where_the_sentence_has_them() {
        let sentence = format!("第{}页，共{}页", Footer::PAGE, Footer::PAGES);
        let text = |words: &str| FooterPart::Text(words.to_owned());
        assert_eq!(
            Footer::numbered(&sentence).parts(),
            [
                text("第"),
                FooterPart::Page,
                text("页，共"),
                FooterPart::Pages,
                text("页")
            ]
        );
        assert_eq!(Footer::numbered(Footer::PAGE).parts(), [FooterPart::Page]);
    }

    #[test]
    fn a_text_cannot_hide_or_turn_characters() {
        assert_eq!(lines("一\u{0}二\u{202e}三\n四"), ["一 二三", "四"]);
        assert!(lines("").is_empty());
    }

    #[test]
    fn blocks_stand_on_the_sheets_that_precede_them() {
        let space = || Block::Space(1);
        let paper = |blocks| Paper {
            title: String::new(),
            locale: Locale::En,
            page: Page::A4,
            footer: None,
            blocks,
        };
        let found = |blocks| -> Vec<(Page, usize)> {
            let paper = paper(blocks);
            let sections = paper.sections();
            sections
                .iter()
                .map(|(page, blocks)| (*page, blocks.len()))
                .collect()
        };
        let turned = Page::OFFICIAL_TURNED;
        let blocks = vec![
            space(),
            Block::Sheet(turned),
            space(),
            space(),
            Block::Sheet(Page::A4),
        ];
        assert_eq!(found(blocks), [(Page::A4, 1), (turned, 2)]);
        assert_eq!(found(vec![Block::Sheet(turned), space()]), [(turned, 1)]);
        assert_eq!(found(vec![Block::Sheet(turned)]), [(turned, 0)]);
        assert_eq!(found(Vec::new()), [(Page::A4, 0)]);
    }

    #[test]
    fn a_turned_page_is_as_wide_as_it_was_high() {
        let turned = Page::A4.turned();
        assert_eq!((turned.width, turned.height, turned.measure()), (297, 210, 261));
    }
}
