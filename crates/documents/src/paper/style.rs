//! How the texts of papers look: one table for both writers, so that the docx and the pdf of a paper are alike.
//! Must not name a font: those are in `data/faces.txt`.

/// What a text is, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The title of a page (标题), size 2.
    Title,
    /// The title on a cover, size 1.
    Cover,
    /// A line below it: for when, by whom.
    CoverLine,
    /// The title of a slip that shares a page.
    PartTitle,
    /// A heading.
    Heading,
    /// Running text (正文), size 3, first line set in by two characters.
    Body,
    /// Running text whose first line is not set in: whom a paper speaks to.
    Plain,
    /// The text of a lecture, size 4.
    Script,
    /// A line in a table of contents.
    Contents,
    /// The same, of what is part of another.
    SubContents,
    /// A line of a form, size 4.
    Line,
    /// Who issues a paper, and the day, at the right.
    Closing,
    /// A remark.
    Note,
    /// A remark in the middle of its column: what a photo shows.
    Caption,
    /// Where something is from, at the right.
    Source,
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
    /// In a cell of a wide table.
    Small,
    /// In a cell of a wide table, in the middle.
    SmallCentred,
    /// In a cell of a wide table, the name of what stands beside or below.
    SmallLabel,
    /// Below each page.
    Footer,
    /// Who issues an official paper (发文机关标志), red, of so many points.
    IssuerMark(u16),
    /// The number of an official paper (发文字号).
    Number,
    /// The title of an official paper: size 2.
    OfficialTitle,
    /// To whom an official paper goes (主送机关).
    Addressee,
    /// Running text of an official paper: 28 characters a line, 22 lines a page.
    OfficialBody,
    /// The same, which must not be parted from what follows: a signature does not stand alone on a page.
    OfficialLast,
    /// A heading 一、.
    Heading1,
    /// A heading （一）.
    Heading2,
    /// A name in the attachment note (附件说明), which begins so many characters from the left and goes on below
    /// itself, so many characters further.
    Listed(u8, u8),
    /// Who signs (署名): in the middle over the date, whose middle is so many tenths of a point from the right.
    SignedBy(u16),
    /// Who signs, when the name is too long to stand over the date: two characters from the right.
    SignedByLong,
    /// The day (成文日期), four characters from the right.
    SignedOn,
    /// The word over an annex (附件1), top left.
    AnnexLabel,
    /// A line of the imprint (版记), size 4, one character from both sides.
    Imprint,
    /// The same for who gets a copy: goes on below its fourth character.
    Copies,
    /// The number of a page of an official paper, size 4.
    PageNumber,
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
    /// 宋体.
    Song,
    /// All letters of the same width.
    Address,
}

impl Face {
    /// All.
    pub const ALL: [Face; 6] = [
        Face::Title,
        Face::Body,
        Face::Note,
        Face::Heading,
        Face::Song,
        Face::Address,
    ];

    /// Its name in `data/faces.txt`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Face::Title => "title",
            Face::Body => "body",
            Face::Note => "note",
            Face::Heading => "heading",
            Face::Song => "song",
            Face::Address => "address",
        }
    }
}

/// On which side lines begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// All begin at the left.
    Left,
    /// All begin at the left and, but for the last, end at the right.
    Justified,
    /// All in the middle.
    Centre,
    /// All end at the right.
    Right,
}

/// The colour of letters and rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// Black.
    Black,
    /// The red of the head of official papers.
    Red,
}

/// How far a text stands from the edges of its column, in tenths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inset {
    /// From the left.
    pub left: u16,
    /// From the right.
    pub right: u16,
    /// How much further right than the others the first line begins; below nought: how much further left.
    pub first: i16,
}

/// How far apart lines and letters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pitch {
    /// As the size of the letters asks.
    Natural,
    /// On a grid: lines so far from each other, and letters nearer to each other than they are by themselves by so
    /// much, both in hundredths of a point. Lines of one paragraph may stand alone on a page.
    Grid {
        /// From line to line.
        line: u16,
        /// How much nearer.
        nearer: u16,
    },
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Which kind of letter.
    pub face: Face,
    /// Its size in points.
    pub size: u16,
    /// Its colour.
    pub ink: Ink,
    /// Where lines begin.
    pub align: Align,
    /// White above, in millimetres.
    pub before: u16,
    /// White below, in millimetres.
    pub after: u16,
    /// How far it stands from the edges.
    pub inset: Inset,
    /// How far apart its lines and letters stand.
    pub pitch: Pitch,
    /// Whether it stays on the page of what follows.
    pub leads: bool,
}

/// 225 mm by 22 lines, in hundredths of a point.
const LINE: u16 = 2899;
/// What size 3 is wider than 156 mm by 28 characters, in hundredths of a point.
const NEARER: u16 = 21;
/// From character to character of running text, in tenths of a point.
const CHARACTER: u16 = 158;
/// A character of size 4, in tenths of a point.
const SIZE_FOUR: u16 = 140;
/// From line to line of running text on papers without a red head, in hundredths of a point.
const BODY_LINE: u16 = 2500;
/// From line to line of the imprint and of other texts of size 4, in hundredths of a point.
const IMPRINT_LINE: u16 = 2400;

impl Style {
    /// How a text of this kind looks.
    #[must_use]
    pub fn look(self) -> Look {
        let (face, size, align) = self.letters();
        let (before, after) = match self {
            Style::Title => (0, 4),
            Style::PartTitle => (0, 2),
            Style::Heading => (3, 1),
            Style::Note | Style::Address => (1, 0),
            Style::Caption => (2, 1),
            _ => (0, 0),
        };
        Look {
            face,
            size,
            ink: match self {
                Style::IssuerMark(_) => Ink::Red,
                _ => Ink::Black,
            },
            align,
            before,
            after,
            inset: self.inset(),
            pitch: self.pitch(),
            leads: matches!(
                self,
                Style::Heading | Style::Heading1 | Style::Heading2 | Style::OfficialLast | Style::AnnexLabel
            ),
        }
    }

    fn letters(self) -> (Face, u16, Align) {
        match self {
            Style::Title | Style::OfficialTitle => (Face::Title, 22, Align::Centre),
            Style::Cover => (Face::Title, 36, Align::Centre),
            Style::Script => (Face::Body, 14, Align::Justified),
            Style::PartTitle => (Face::Title, 18, Align::Centre),
            Style::Heading | Style::Contents => (Face::Heading, 14, Align::Left),
            Style::Body => (Face::Body, 16, Align::Justified),
            Style::Plain => (Face::Body, 16, Align::Left),
            Style::Source => (Face::Note, 12, Align::Right),
            Style::Line | Style::SubContents | Style::Cell | Style::Imprint | Style::Copies => {
                (Face::Body, 14, Align::Left)
            }
            Style::CellCentred => (Face::Body, 14, Align::Centre),
            Style::CoverLine => (Face::Note, 16, Align::Centre),
            Style::Label => (Face::Heading, 13, Align::Left),
            Style::CellLabel => (Face::Heading, 12, Align::Centre),
            Style::Note => (Face::Note, 12, Align::Left),
            Style::Caption => (Face::Note, 12, Align::Centre),
            Style::Address => (Face::Address, 12, Align::Left),
            Style::Small => (Face::Body, 11, Align::Left),
            Style::SmallCentred => (Face::Body, 11, Align::Centre),
            Style::SmallLabel => (Face::Heading, 10, Align::Centre),
            Style::Footer => (Face::Body, 10, Align::Centre),
            Style::IssuerMark(size) => (Face::Title, size, Align::Centre),
            Style::Number | Style::SignedBy(_) => (Face::Body, 16, Align::Centre),
            Style::Addressee | Style::OfficialBody | Style::OfficialLast | Style::Listed(..) => {
                (Face::Body, 16, Align::Justified)
            }
            Style::Heading1 => (Face::Heading, 16, Align::Justified),
            Style::Heading2 => (Face::Note, 16, Align::Justified),
            Style::Closing | Style::SignedByLong | Style::SignedOn => (Face::Body, 16, Align::Right),
            Style::AnnexLabel => (Face::Heading, 16, Align::Left),
            Style::PageNumber => (Face::Song, 14, Align::Left),
        }
    }

    fn pitch(self) -> Pitch {
        match self {
            // The red rule is measured from its letters.
            Style::Number => Pitch::Grid {
                line: 1800,
                nearer: NEARER,
            },
            Style::OfficialTitle
            | Style::Addressee
            | Style::OfficialBody
            | Style::OfficialLast
            | Style::Heading1
            | Style::Heading2
            | Style::Listed(..)
            | Style::SignedBy(_)
            | Style::SignedByLong
            | Style::SignedOn
            | Style::AnnexLabel => Pitch::Grid {
                line: LINE,
                nearer: if self == Style::OfficialTitle { 0 } else { NEARER },
            },
            Style::Script | Style::Contents | Style::SubContents | Style::Imprint | Style::Copies => {
                Pitch::Grid {
                    line: IMPRINT_LINE,
                    nearer: 0,
                }
            }
            Style::Cover => Pitch::Grid {
                line: 5400,
                nearer: 0,
            },
            Style::Body | Style::Plain | Style::Closing | Style::CoverLine => Pitch::Grid {
                line: BODY_LINE,
                nearer: 0,
            },
            // The mark begins exactly where it is put.
            Style::IssuerMark(size) => Pitch::Grid {
                line: size.saturating_mul(100),
                nearer: 0,
            },
            _ => Pitch::Natural,
        }
    }

    fn inset(self) -> Inset {
        let none = Inset::default();
        let characters = |count: u8| u16::from(count) * CHARACTER;
        let first = |length: u16| i16::try_from(length).unwrap_or(i16::MAX);
        match self {
            Style::Body => Inset { first: 320, ..none },
            Style::Script => Inset { first: 280, ..none },
            Style::SubContents => Inset { left: 280, ..none },
            Style::OfficialBody | Style::OfficialLast | Style::Heading1 | Style::Heading2 => Inset {
                first: first(characters(2)),
                ..none
            },
            Style::Listed(begins, further) => Inset {
                left: characters(begins.saturating_add(further)),
                right: 0,
                first: first(characters(further)).saturating_neg(),
            },
            Style::SignedBy(middle) => Inset {
                left: MEASURE.saturating_sub(middle.saturating_mul(2)),
                ..none
            },
            Style::SignedByLong => Inset {
                right: characters(2),
                ..none
            },
            Style::SignedOn => Inset {
                right: characters(4),
                ..none
            },
            Style::Copies => Inset {
                left: SIZE_FOUR * 4,
                right: SIZE_FOUR,
                first: first(SIZE_FOUR * 3).saturating_neg(),
            },
            Style::Imprint | Style::PageNumber => Inset {
                left: SIZE_FOUR,
                right: SIZE_FOUR,
                first: 0,
            },
            _ => none,
        }
    }
}

/// How wide a line of an official paper is, 156 mm, in tenths of a point.
pub(crate) const MEASURE: u16 = 4422;
