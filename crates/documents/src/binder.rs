//! The binder for an inspection (迎检资料): cover, contents with the numbers of pages, and for each organisation its plan and
//! its lectures: figures of the sign-in, script or a note, photos. Must not judge, choose or leave out anything.

use i18n::Words;
use jiff::civil::{Date, Time};

use crate::form;
use crate::paper::{Anchor, Block, Cell, Column, Footer, Page, Paper, Photo, Reference, Row, Style, Table};
use crate::schedule::{self, ScheduleRow};

/// What is bound together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Binder {
    /// What stands on the cover; empty for the usual title.
    pub title: String,
    /// Whose it is.
    pub organisation: String,
    /// From when to when: 2026年第四季度.
    pub period: String,
    /// Who made it.
    pub made_by: String,
    /// The day it is from.
    pub on: Option<Date>,
    /// The organisations, in their order.
    pub sections: Vec<BinderSection>,
}

/// One organisation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BinderSection {
    /// Its name.
    pub organisation: String,
    /// What it planned.
    pub plan: Vec<ScheduleRow>,
    /// What it held.
    pub lectures: Vec<BinderLecture>,
}

/// A lecture that was held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BinderLecture {
    /// Its topic.
    pub topic: String,
    /// Its kind.
    pub kind: String,
    /// The day.
    pub held_on: Option<Date>,
    /// When it began on that day.
    pub starts_at: Option<Time>,
    /// Who spoke.
    pub speaker: String,
    /// Where.
    pub venue: String,
    /// How its record stands: 已核验.
    pub state: String,
    /// The figures of the sign-in; what is not known is left out.
    pub counts: Counts,
    /// What was said.
    pub script: Script,
    /// The photos with what they show.
    pub photos: Vec<BinderPhoto>,
}

/// The figures of a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// 应到.
    pub expected: Option<u32>,
    /// 实到.
    pub present: Option<u32>,
    /// 请假.
    pub excused: Option<u32>,
    /// 缺席.
    pub absent: Option<u32>,
    /// 补学.
    pub made_up: Option<u32>,
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Script {
    /// There is none.
    #[default]
    Missing,
    /// The text; a line feed begins a paragraph.
    Text(String),
    /// A note in its place: 照提纲讲，提纲存支部.
    Note(String),
}

/// A photo with what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BinderPhoto {
    /// The photo.
    pub photo: Photo,
    /// What it shows, and when; empty for nothing.
    pub caption: String,
}

/// How high a photo is at most, in millimetres.
const HIGHEST: u16 = 70;

/// Numbers the places of a binder as its contents and its sections name them.
#[derive(Default)]
struct Places(u32);

impl Places {
    fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}

/// The binder as a paper.
#[must_use]
pub fn paper(binder: &Binder, words: &Words) -> Paper {
    let title = if binder.title.is_empty() {
        words.say("binder-title", &[])
    } else {
        binder.title.clone()
    };
    let mut blocks = cover(binder, &title, words);
    blocks.push(Block::PageBreak);
    blocks.extend(contents(binder, words));
    let mut places = Places::default();
    for section in &binder.sections {
        blocks.push(Block::PageBreak);
        blocks.extend(section_blocks(section, &mut places, words));
    }
    Paper {
        title,
        locale: words.locale(),
        page: Page::A4_BOUND,
        footer: Some(page_numbers()),
        blocks,
    }
}

/// The number alone: contents name it.
fn page_numbers() -> Footer {
    Footer::numbered(Footer::PAGE)
}

fn cover(binder: &Binder, title: &str, words: &Words) -> Vec<Block> {
    let mut blocks = vec![
        Block::Space(60),
        Block::Text(Style::Cover, title.to_owned()),
        Block::Space(8),
        Block::Text(Style::PartTitle, binder.organisation.clone()),
        Block::Space(90),
    ];
    let on = binder.on.map(|day| words.date(day)).unwrap_or_default();
    let lines = [
        ("binder-period", binder.period.clone()),
        ("binder-made-by", binder.made_by.clone()),
    ];
    for (key, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
        blocks.push(Block::Text(Style::CoverLine, words.say(key, &[]) + &value));
    }
    if !on.is_empty() {
        blocks.push(Block::Text(Style::CoverLine, on));
    }
    blocks
}

fn contents(binder: &Binder, words: &Words) -> Vec<Block> {
    let mut places = Places::default();
    let mut blocks = vec![
        Block::Text(Style::Title, words.say("binder-contents", &[])),
        Block::Space(2),
    ];
    for section in &binder.sections {
        blocks.push(Block::Reference(Reference {
            style: Style::Contents,
            text: section.organisation.clone(),
            anchor: places.next(),
        }));
        for (number, lecture) in (1..).zip(&section.lectures) {
            blocks.push(Block::Reference(Reference {
                style: Style::SubContents,
                text: heading(number, lecture, words),
                anchor: places.next(),
            }));
        }
    }
    blocks
}

fn section_blocks(section: &BinderSection, places: &mut Places, words: &Words) -> Vec<Block> {
    let mut blocks = vec![
        Block::Anchor(Anchor {
            number: places.next(),
            name: section.organisation.clone(),
        }),
        Block::Text(Style::Title, section.organisation.clone()),
        Block::Text(Style::Heading, words.say("binder-plan", &[])),
    ];
    blocks.push(if section.plan.is_empty() {
        Block::Text(Style::Line, words.say("binder-no-plan", &[]))
    } else {
        Block::Table(schedule::short_table(&section.plan, words))
    });
    if section.lectures.is_empty() {
        blocks.extend([
            Block::Space(4),
            Block::Text(Style::Line, words.say("binder-no-lectures", &[])),
        ]);
    }
    for (number, lecture) in (1..).zip(&section.lectures) {
        blocks.extend([
            Block::Space(6),
            Block::Anchor(Anchor {
                number: places.next(),
                name: String::new(),
            }),
            Block::Text(Style::Heading, heading(number, lecture, words)),
            Block::Table(about(lecture, words)),
        ]);
        blocks.extend(script(&lecture.script, words));
        blocks.extend(photos(&lecture.photos, words));
    }
    blocks
}

/// 1. 2026年10月16日 《一条水渠三十年》（故事）.
fn heading(number: u32, lecture: &BinderLecture, words: &Words) -> String {
    let topic = form::topic(&lecture.topic, &lecture.kind, words);
    let mut arguments = vec![("number", number.into()), ("topic", topic.into())];
    match lecture.held_on {
        Some(day) => {
            arguments.push(("date", words.date(day).into()));
            words.say("binder-lecture-on", &arguments)
        }
        None => words.say("binder-lecture", &arguments),
    }
}

fn about(lecture: &BinderLecture, words: &Words) -> Table {
    let label = |key: &str| form::label(key, words).small();
    let value = |text: &str| Cell::value(text).small();
    let pair = |keys: [&str; 2], values: [&str; 2]| -> Row {
        let [first, second] = keys.map(label);
        let [one, other] = values.map(value);
        form::row(vec![first, one.over(4), second, other.over(4)], 8)
    };
    let when = form::when(lecture.held_on, lecture.starts_at, words);
    let counts = lecture.counts;
    let counted = [
        ("binder-expected", counts.expected),
        ("binder-present", counts.present),
        ("binder-excused", counts.excused),
        ("binder-absent", counts.absent),
        ("binder-made-up", counts.made_up),
    ];
    let mut figures = Vec::new();
    for (key, count) in counted {
        let count = count.map(|count| words.number(count.into())).unwrap_or_default();
        figures.extend([label(key), Cell::centred(count).small()]);
    }
    Table {
        shares: vec![19, 13, 19, 13, 19, 17, 17, 13, 19, 13],
        head: Vec::new(),
        rows: vec![
            pair(["sheet-when", "sheet-venue"], [&when, &lecture.venue]),
            pair(
                ["sheet-speaker", "binder-state"],
                [&lecture.speaker, &lecture.state],
            ),
            form::row(figures, 8),
        ],
    }
}

fn script(script: &Script, words: &Words) -> Vec<Block> {
    let head = Block::Text(Style::Heading, words.say("binder-script", &[]));
    let note = |text: String| Block::Text(Style::Note, text);
    let mut blocks = vec![head];
    match script {
        Script::Missing => blocks.push(note(words.say("binder-no-script", &[]))),
        Script::Note(text) => blocks.push(note(text.clone())),
        Script::Text(text) => blocks.extend(form::paragraphs(Style::Script, text)),
    }
    blocks
}

/// Two beside each other, with what they show below.
fn photos(photos: &[BinderPhoto], words: &Words) -> Vec<Block> {
    if photos.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Text(Style::Heading, words.say("binder-photos", &[]))];
    for pair in photos.chunks(2) {
        let mut columns: Vec<Column> = pair
            .iter()
            .map(|shown| Column {
                share: 1,
                blocks: vec![
                    Block::Photo(shown.photo.clone().within(Page::A4_BOUND.measure(), HIGHEST)),
                    Block::Text(Style::Caption, shown.caption.clone()),
                ],
            })
            .collect();
        // One alone stands in the left half, as large as the others.
        columns.resize(
            2,
            Column {
                share: 1,
                blocks: Vec::new(),
            },
        );
        blocks.push(Block::Together(vec![Block::Beside(columns)]));
    }
    blocks
}
