//! The list of a Monday as a picture for a chat group (提醒图): who has to do what, the same things together.
//! Must not decide who is on it, or hold a word of any language.

use i18n::Locale;

use crate::paper::{Block, Cell, Margins, Page, Paper, Row, Style, Table};

/// The list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupList {
    /// What stands above: 【党课开讲啦】12月7日提醒.
    pub title: String,
    /// Whose list it is, and how many are on it.
    pub heading: String,
    /// What is to be done, and by whom.
    pub groups: Vec<Group>,
    /// What stands below.
    pub closing: String,
}

/// The same thing for several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What is to be done.
    pub matter: String,
    /// By whom.
    pub names: Vec<String>,
}

/// As wide as a phone shows it: letters of the list are as high as those of the chat.
const PAGE: Page = Page {
    width: 120,
    height: 400,
    margins: Margins {
        top: 8,
        right: 6,
        bottom: 6,
        left: 6,
    },
};

/// Names in a row of the table.
const ABREAST: usize = 2;

/// The list as a paper, to be drawn as a picture.
#[must_use]
pub fn paper(list: &GroupList, locale: Locale) -> Paper {
    let mut blocks = vec![
        Block::Text(Style::PartTitle, list.title.clone()),
        Block::Text(Style::Line, list.heading.clone()),
    ];
    for group in &list.groups {
        blocks.push(Block::Text(Style::Heading, group.matter.clone()));
        blocks.push(Block::Space(1));
        blocks.push(Block::Table(names(&group.names)));
    }
    blocks.push(Block::Space(2));
    blocks.push(Block::Text(Style::Line, list.closing.clone()));
    Paper {
        title: list.title.clone(),
        locale,
        page: PAGE,
        footer: None,
        blocks,
    }
}

fn names(names: &[String]) -> Table {
    let row = |some: &[String]| {
        let told = some.iter().map(|name| Cell::value(name.as_str()));
        let empty = std::iter::repeat_with(Cell::blank);
        Row {
            cells: told.chain(empty).take(ABREAST).collect(),
            height: 0,
        }
    };
    Table {
        shares: vec![1; ABREAST],
        rows: names.chunks(ABREAST).map(row).collect(),
        ..Table::default()
    }
}
