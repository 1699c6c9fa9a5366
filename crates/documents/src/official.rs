//! Official papers (公文) as GB/T 9704-2012 lays them out: red head, title, text, signature, imprint, annexes.
//! Must not hold a sentence of a paper: callers bring the text, and the few words that the form itself has (附件, 抄送)
//! come from `Words`. Must not decide what a paper says.

mod title;

use std::iter::repeat;

use i18n::Words;
use jiff::civil::Date;

use crate::form;
use crate::paper::{Block, Column, Footer, FooterPart, Ink, Page, Paper, Photo, Picture, Rule, Style, Table};

/// An official paper. What is empty is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Official {
    /// Who issues it, as the red head says it (发文机关标志): 云岭县党员教育中心.
    pub issuer: String,
    /// Its number (发文字号); empty as long as it has none.
    pub number: String,
    /// Its title. A line feed begins a new line; without one, lines are broken as titles are.
    pub title: String,
    /// To whom it goes (主送机关), without the colon.
    pub addressee: String,
    /// What it says.
    pub body: Vec<Part>,
    /// The names of what is attached (附件说明), without numbers.
    pub attachments: Vec<String>,
    /// Who signs.
    pub signed_by: String,
    /// The day it bears (成文日期).
    pub signed_on: Option<Date>,
    /// A note (附注), without its brackets.
    pub note: String,
    /// The imprint (版记), at the foot of the last page.
    pub imprint: Option<Imprint>,
    /// What is attached, each on pages of its own.
    pub annexes: Vec<Annex>,
}

/// A part of what a paper says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A heading, given with its number: 一、总体情况.
    Heading1(String),
    /// A heading of the second order, given with its number: （一）讲得好的.
    Heading2(String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Table),
    /// A photo or a drawn picture.
    Picture(Photo),
    /// A chart of bars below each other.
    Bars(Vec<Bar>),
}

/// A bar of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bar {
    /// What it stands for: 雾溪镇党委.
    pub label: String,
    /// Its value as it is written: 98.3%.
    pub value: String,
    /// How long it is.
    pub part: u64,
    /// How long the longest could be.
    pub whole: u64,
}

/// The imprint of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imprint {
    /// Who gets a copy (抄送), without the word; empty for nobody.
    pub copies_to: String,
    /// Who has it printed (印发机关).
    pub issued_by: String,
    /// The day it is printed (印发日期).
    pub issued_on: Option<Date>,
}

/// Something attached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annex {
    /// Its title.
    pub title: String,
    /// What it says.
    pub parts: Vec<Part>,
    /// How its sheets lie.
    pub turned: Turned,
}

/// How a sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Turned {
    /// Upright.
    #[default]
    Upright,
    /// On its side, for wide tables.
    OnItsSide,
}

/// The paper.
#[must_use]
pub fn official(paper: &Official, words: &Words) -> Paper {
    let mut blocks = head(paper);
    blocks.extend(body(paper, words));
    blocks.extend(annexes(paper, words));
    if let Some(imprint) = &paper.imprint {
        // The imprint stands upright, whatever lies before it.
        if paper
            .annexes
            .last()
            .is_some_and(|last| last.turned == Turned::OnItsSide)
        {
            blocks.push(Block::Sheet(Page::OFFICIAL));
        }
        blocks.push(Block::Foot(printed(imprint, words)));
    }
    Paper {
        title: paper.title.replace('\n', ""),
        locale: words.locale(),
        page: Page::OFFICIAL,
        footer: Some(page_numbers()),
        blocks,
    }
}

/// — 1 —
fn page_numbers() -> Footer {
    let dash = |text: &str| FooterPart::Text(text.to_owned());
    Footer::Outside(vec![dash("\u{2014} "), FooterPart::Page, dash(" \u{2014}")])
}

/// How far below the top of the text the mark of the issuer begins, in millimetres.
const MARK: u16 = 35;
/// The white between the marks of several issuers, in millimetres.
const BETWEEN_MARKS: u16 = 4;
/// How far the red rule stands below the number, in millimetres.
const ABOVE_RULE: u16 = 4;
/// The red rule. The standard says how long it is and leaves open how thick.
const RED_RULE: Rule = Rule {
    weight: 50,
    ink: Ink::Red,
};
/// How large a mark is at most, in points, and how small it may become to stand on one line.
const MARKS: (u16, u16) = (54, 16);

/// The red head and the title.
fn head(paper: &Official) -> Vec<Block> {
    let mut blocks = Vec::new();
    let blank = || Block::Blank(Style::OfficialBody);
    if !paper.issuer.is_empty() {
        let style = Style::IssuerMark(mark_size(&paper.issuer));
        for (line, above) in paper
            .issuer
            .lines()
            .zip([MARK].into_iter().chain(repeat(BETWEEN_MARKS)))
        {
            blocks.extend([Block::Space(above), Block::Text(style, line.to_owned())]);
        }
        blocks.extend([
            blank(),
            blank(),
            // Without a number its line stays, so that the red rule stands where it always does.
            Block::Text(Style::Number, or_blank(&paper.number)),
            Block::Space(ABOVE_RULE),
            Block::Rule(RED_RULE),
            blank(),
            blank(),
        ]);
    }
    blocks.push(Block::Text(Style::OfficialTitle, title::broken(&paper.title)));
    blocks.push(blank());
    blocks
}

/// A text that takes a line even when it is empty.
fn or_blank(text: &str) -> String {
    if text.is_empty() {
        "\u{3000}".to_owned()
    } else {
        text.to_owned()
    }
}

/// As large as a line can hold; several that issue together stand below each other.
fn mark_size(issuer: &str) -> u16 {
    let (largest, smallest) = MARKS;
    let wide = |line: &str| -> u32 { line.chars().map(half_widths).sum() };
    let halves = issuer.lines().map(wide).max().unwrap_or_default();
    let measure = u32::from(Page::OFFICIAL.measure()) * 720 / 254;
    let fitting = measure * 2 / halves.max(1);
    u16::try_from(fitting).unwrap_or(largest).clamp(smallest, largest)
}

/// How many halves of an em a character takes, nearly.
fn half_widths(c: char) -> u32 {
    if u32::from(c) < 0x2000 { 1 } else { 2 }
}

/// From the addressee to the note.
fn body(paper: &Official, words: &Words) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !paper.addressee.is_empty() {
        let addressee = words.say("official-addressee", &[("name", paper.addressee.as_str().into())]);
        blocks.push(Block::Text(Style::Addressee, addressee));
    }
    blocks.extend(paper.body.iter().flat_map(parts));
    let attached = attachments(&paper.attachments, words);
    let signed = signature(paper, words);
    if !signed.is_empty()
        && let Some(Block::Text(style @ Style::OfficialBody, _)) = blocks.last_mut()
    {
        *style = Style::OfficialLast;
    }
    // Who signs does not stand on a page without text: the list of what is attached goes with it.
    if paper.attachments.len() <= FEW && !signed.is_empty() {
        blocks.push(Block::Together(attached.into_iter().chain(signed).collect()));
    } else {
        blocks.extend(attached);
        if !signed.is_empty() {
            blocks.push(Block::Together(signed));
        }
    }
    if !paper.note.is_empty() {
        let note = words.say("official-note", &[("text", paper.note.as_str().into())]);
        blocks.push(Block::Text(Style::OfficialBody, note));
    }
    blocks
}

/// So many attachments stand on the page of the signature.
const FEW: usize = 8;
/// The white above and below a table or a picture, in millimetres.
const AROUND: u16 = 2;

fn parts(part: &Part) -> Vec<Block> {
    let set_off = |block| vec![Block::Space(AROUND), block, Block::Space(AROUND)];
    match part {
        Part::Heading1(text) => vec![Block::Text(Style::Heading1, text.clone())],
        Part::Heading2(text) => vec![Block::Text(Style::Heading2, text.clone())],
        Part::Paragraph(text) => form::paragraphs(Style::OfficialBody, text),
        Part::Table(table) => set_off(Block::Table(table.clone())),
        Part::Picture(photo) => set_off(Block::Photo(photo.clone())),
        Part::Bars(bars) => set_off(Block::Together(bars.iter().flat_map(bar).collect())),
    }
}

/// How wide a bar is at most, in millimetres: the share of its column.
const BAR: u16 = 84;

/// A label, a bar, a value.
fn bar(bar: &Bar) -> [Block; 2] {
    let column = |share, block| Column {
        share,
        blocks: vec![block],
    };
    let row = vec![
        column(46, Block::Text(Style::Small, bar.label.clone())),
        column(BAR, Block::Picture(Picture::bar(bar.part, bar.whole, BAR))),
        column(18, Block::Text(Style::Small, bar.value.clone())),
    ];
    [Block::Beside(row), Block::Space(1)]
}

/// 附件：1.…, a blank line below the text.
fn attachments(names: &[String], words: &Words) -> Vec<Block> {
    if names.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Blank(Style::OfficialBody)];
    let many = names.len() > 1;
    for (number, name) in (1_u32..).zip(names) {
        let name = name.as_str();
        let counted = if many {
            words.say(
                "official-attachment-numbered",
                &[("number", number.into()), ("name", name.into())],
            )
        } else {
            name.to_owned()
        };
        // The word stands before the first name only; the others begin below it.
        let (style, text) = match (number, many) {
            (1, true) => (
                Style::Listed(2, 4),
                words.say("official-attachments", &[("name", counted.into())]),
            ),
            (1, false) => (
                Style::Listed(2, 3),
                words.say("official-attachments", &[("name", counted.into())]),
            ),
            _ => (Style::Listed(5, 1), counted),
        };
        blocks.push(Block::Text(style, text));
    }
    blocks
}

/// How wide a name may be to stand over the date, in tenths of a point.
const LONGEST_SIGNATURE: u32 = 15 * 158;

/// Who signs over the day.
fn signature(paper: &Official, words: &Words) -> Vec<Block> {
    let mut blocks = Vec::new();
    let date = paper.signed_on.map(|day| words.date(day));
    if !paper.signed_by.is_empty() {
        let halves: u32 = paper.signed_by.chars().map(half_widths).sum();
        let date_halves: u32 = date.iter().flat_map(|date| date.chars()).map(half_widths).sum();
        // Four characters and half the date, each character 15.8 points wide.
        let middle = 4 * 158 + date_halves * 158 / 4;
        let style = if halves * 79 > LONGEST_SIGNATURE.min(middle * 2) || date.is_none() {
            Style::SignedByLong
        } else {
            Style::SignedBy(u16::try_from(middle).unwrap_or(u16::MAX))
        };
        blocks.push(Block::Text(style, paper.signed_by.clone()));
    }
    blocks.extend(date.map(|date| Block::Text(Style::SignedOn, date)));
    if !blocks.is_empty() {
        blocks.insert(0, Block::Blank(Style::OfficialBody));
    }
    blocks
}

/// Each annex on pages of its own: its number, a blank line, its title.
fn annexes(paper: &Official, words: &Words) -> Vec<Block> {
    let many = paper.annexes.len() > 1;
    let mut blocks = Vec::new();
    for (number, annex) in (1_u32..).zip(&paper.annexes) {
        blocks.push(Block::Sheet(match annex.turned {
            Turned::Upright => Page::OFFICIAL,
            Turned::OnItsSide => Page::OFFICIAL_TURNED,
        }));
        let label = if many {
            words.say("official-annex-numbered", &[("number", number.into())])
        } else {
            words.say("official-annex", &[])
        };
        blocks.push(Block::Text(Style::AnnexLabel, label));
        let title = match annex.turned {
            Turned::Upright => title::broken(&annex.title),
            Turned::OnItsSide => annex.title.clone(),
        };
        blocks.extend([
            Block::Blank(Style::OfficialBody),
            Block::Text(Style::OfficialTitle, title),
        ]);
        let said: Vec<Block> = annex.parts.iter().flat_map(parts).collect();
        // A table has its white already; white behind the last would begin a page where the table fills one.
        if !matches!(said.first(), Some(Block::Space(_))) {
            blocks.push(Block::Blank(Style::OfficialBody));
        }
        blocks.extend(said);
        if let Some(Block::Space(_)) = blocks.last() {
            blocks.pop();
        }
    }
    blocks
}

/// The first and the last rule of the imprint.
const THICK: Rule = Rule {
    weight: 35,
    ink: Ink::Black,
};
/// The rules between.
const THIN: Rule = Rule {
    weight: 25,
    ink: Ink::Black,
};

fn printed(imprint: &Imprint, words: &Words) -> Vec<Block> {
    let mut blocks = vec![Block::Rule(THICK)];
    if !imprint.copies_to.is_empty() {
        let copies = words.say("official-copies", &[("names", imprint.copies_to.as_str().into())]);
        blocks.extend([Block::Text(Style::Copies, copies), Block::Rule(THIN)]);
    }
    let on = imprint.issued_on.map(|day| {
        let day = words.date(day);
        words.say("official-issued-on", &[("day", day.into())])
    });
    blocks.extend([
        Block::Ends(
            Style::Imprint,
            [imprint.issued_by.clone(), on.unwrap_or_default()],
        ),
        Block::Rule(THICK),
    ]);
    blocks
}
