//! How the texts of papers look: one table for both writers, so that the docx and the pdf of a paper are alike.
//! Must not name a font: those are in `data/faces.txt`.

/// What a text is, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The title of a page (标题), size 2.
    Title,
    /// The title of a slip that shares a page.
    PartTitle,
    /// A heading.
    Heading,
    /// Running text (正文), size 3, first line set in by two characters.
    Body,
    /// A line of a form, size 4.
    Line,
    /// A remark.
    Note,
    /// An address to be typed off, in letters that cannot be mistaken for others.
    Address,
    /// The label of an entry.
    Label,
    /// In a cell.
    Cell,
    /// In a cell, in the middle.
    CellCentred,
    /// In a cell, the name of what stands beside or below.
    CellLabel,
    /// Below each page.
    Footer,
}

/// Which kind of letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// 小标宋.
    Title,
    /// 仿宋.
    Body,
    /// 楷体.
    Note,
    /// 黑体.
    Heading,
    /// All letters of the same width.
    Address,
}

impl Face {
    /// All.
    pub const ALL: [Face; 5] = [Face::Title, Face::Body, Face::Note, Face::Heading, Face::Address];

    /// Its name in `data/faces.txt`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Face::Title => "title",
            Face::Body => "body",
            Face::Note => "note",
            Face::Heading => "heading",
            Face::Address => "address",
        }
    }
}

/// On which side lines begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// All begin at the left.
    Left,
    /// All in the middle.
    Centre,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Which kind of letter.
    pub face: Face,
    /// Its size in points.
    pub size: u16,
    /// Where lines begin.
    pub align: Align,
    /// White above, in millimetres.
    pub before: u16,
    /// White below, in millimetres.
    pub after: u16,
    /// How far the first line is set in, in characters.
    pub indent: u16,
    /// Whether it stays on the page of what follows.
    pub leads: bool,
}

impl Style {
    /// How a text of this kind looks.
    #[must_use]
    pub fn look(self) -> Look {
        let (face, size, align) = match self {
            Style::Title => (Face::Title, 22, Align::Centre),
            Style::PartTitle => (Face::Title, 18, Align::Centre),
            Style::Heading => (Face::Heading, 14, Align::Left),
            Style::Body => (Face::Body, 16, Align::Left),
            Style::Line | Style::Cell => (Face::Body, 14, Align::Left),
            Style::CellCentred => (Face::Body, 14, Align::Centre),
            Style::Label => (Face::Heading, 13, Align::Left),
            Style::CellLabel => (Face::Heading, 12, Align::Centre),
            Style::Note => (Face::Note, 12, Align::Left),
            Style::Address => (Face::Address, 12, Align::Left),
            Style::Footer => (Face::Body, 10, Align::Centre),
        };
        let (before, after) = match self {
            Style::Title => (0, 4),
            Style::PartTitle => (0, 2),
            Style::Heading => (3, 1),
            Style::Note | Style::Address => (1, 0),
            _ => (0, 0),
        };
        Look {
            face,
            size,
            align,
            before,
            after,
            indent: if self == Style::Body { 2 } else { 0 },
            leads: self == Style::Heading,
        }
    }
}
