//! The news page (活动报道): what a month brought, on one page: headline, two or three paragraphs, a line of figures, up to
//! three photos with what they show. Must not name anybody or choose a photo: callers give what may be shown.

use i18n::Words;
use jiff::civil::Date;

use crate::form;
use crate::paper::{Block, Cell, Column, Page, Paper, Photo, Row, Style, Table};

/// A page of news.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewsPage {
    /// The headline.
    pub headline: String,
    /// What happened.
    pub paragraphs: Vec<String>,
    /// The figures of one line, in their order.
    pub figures: Vec<NewsFigure>,
    /// The photos; more than three are left out.
    pub photos: Vec<NewsPhoto>,
    /// Who tells it; empty for nobody.
    pub source: String,
    /// The day it is from.
    pub on: Option<Date>,
}

/// A figure with what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewsFigure {
    /// The figure, as it is written: 1204.
    pub value: String,
    /// What it counts: 听课人次.
    pub counts: String,
}

/// A photo with what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsPhoto {
    /// The photo.
    pub photo: Photo,
    /// What it shows.
    pub caption: String,
}

/// How many photos stand beside each other.
const PHOTOS: usize = 3;
/// How high they are at most, in millimetres: one alone, two, three.
const HEIGHTS: [u16; PHOTOS] = [95, 75, 60];

/// The page.
#[must_use]
pub fn page(news: &NewsPage, words: &Words) -> Paper {
    let mut blocks = vec![
        Block::Space(6),
        Block::Text(Style::Title, news.headline.clone()),
        Block::Space(2),
    ];
    let paragraphs = news.paragraphs.iter();
    blocks.extend(paragraphs.flat_map(|text| form::paragraphs(Style::Body, text)));
    if !news.figures.is_empty() {
        blocks.extend([Block::Space(4), Block::Table(figures(&news.figures))]);
    }
    blocks.extend(photos(&news.photos));
    blocks.extend(source(news, words));
    Paper {
        title: news.headline.clone(),
        locale: words.locale(),
        page: Page::A4,
        footer: None,
        blocks,
    }
}

fn figures(figures: &[NewsFigure]) -> Table {
    let row = |style, text: fn(&NewsFigure) -> &String, height| Row {
        cells: figures
            .iter()
            .map(|figure| Cell {
                style,
                ..Cell::centred(text(figure).as_str())
            })
            .collect(),
        height,
    };
    Table {
        shares: vec![1; figures.len()],
        head: Vec::new(),
        rows: vec![
            row(Style::PartTitle, |figure| &figure.value, 10),
            row(Style::SmallCentred, |figure| &figure.counts, 7),
        ],
    }
}

fn photos(photos: &[NewsPhoto]) -> Vec<Block> {
    let shown = photos.get(..photos.len().min(PHOTOS)).unwrap_or_default();
    let Some(height) = shown.len().checked_sub(1).and_then(|last| HEIGHTS.get(last)) else {
        return Vec::new();
    };
    // As wide as they are in relation to their height: so all are equally high and fill the line.
    let beside = |block: &dyn Fn(&NewsPhoto) -> Block| {
        let column = |shown: &NewsPhoto| Column {
            share: shape(&shown.photo),
            blocks: vec![block(shown)],
        };
        Block::Beside(shown.iter().map(column).collect())
    };
    let pictures = beside(&|shown| Block::Photo(shown.photo.clone().within(Page::A4.measure(), *height)));
    let captions = beside(&|shown| Block::Text(Style::Caption, shown.caption.clone()));
    vec![Block::Space(4), Block::Together(vec![pictures, captions])]
}

/// Width by height, in hundredths; a very long or very high photo does not crowd out the others.
fn shape(photo: &Photo) -> u16 {
    let (across, down) = photo.dots();
    let hundredths = u64::from(across) * 100 / u64::from(down);
    u16::try_from(hundredths.clamp(50, 250)).unwrap_or(100)
}

fn source(news: &NewsPage, words: &Words) -> Vec<Block> {
    let by = (!news.source.is_empty())
        .then(|| words.say("news-source", &[("source", news.source.as_str().into())]));
    let on = news.on.map(|day| words.date(day));
    let said: Vec<String> = by.into_iter().chain(on).collect();
    if said.is_empty() {
        return Vec::new();
    }
    vec![Block::Space(2), Block::Text(Style::Source, said.join("\u{3000}"))]
}
