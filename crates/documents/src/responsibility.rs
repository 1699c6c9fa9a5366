//! The list of responsibilities (责任清单): each duty with the post that answers for it, who holds the post, and to whom it
//! falls while nobody does. Must not decide who answers.

use i18n::Words;
use jiff::civil::Date;

use crate::form;
use crate::paper::{Block, Cell, Page, Paper, Style, Table};

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResponsibilityList {
    /// Whose list it is.
    pub organisation: String,
    /// The lines, in their order.
    pub rows: Vec<Responsibility>,
    /// Who issues it; empty for nobody.
    pub issued_by: String,
    /// The day it is from.
    pub on: Option<Date>,
}

/// A duty and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Responsibility {
    /// The duty: 每季度至少安排一次党课.
    pub duty: String,
    /// At which level: 乡镇.
    pub level: String,
    /// The post that answers for it.
    pub post: String,
    /// Who holds the post; empty when nobody does.
    pub holder: String,
    /// To whom it falls while nobody holds the post.
    pub falls_to: String,
}

/// The list as a paper.
#[must_use]
pub fn paper(list: &ResponsibilityList, words: &Words) -> Paper {
    let title = words.say("responsibility-title", &[]);
    let mut blocks = vec![
        Block::Text(Style::Title, title.clone()),
        Block::Text(Style::Line, list.organisation.clone()),
        Block::Space(2),
        Block::Table(table(&list.rows, words)),
    ];
    blocks.extend(form::issued(&list.issued_by, list.on, words));
    Paper {
        title,
        locale: words.locale(),
        page: Page::A4.turned(),
        footer: Some(form::page_numbers(words)),
        blocks,
    }
}

fn table(rows: &[Responsibility], words: &Words) -> Table {
    let heads = [
        "sheet-number",
        "responsibility-duty",
        "responsibility-level",
        "responsibility-post",
        "responsibility-holder",
        "responsibility-falls-to",
    ];
    let line = |(number, row): (u32, &Responsibility)| {
        let holder = if row.holder.is_empty() {
            words.say("responsibility-vacant", &[])
        } else {
            row.holder.clone()
        };
        let cells = vec![
            Cell::centred(number.to_string()),
            Cell::value(row.duty.as_str()),
            Cell::centred(row.level.as_str()),
            Cell::value(row.post.as_str()),
            Cell::centred(holder),
            Cell::value(row.falls_to.as_str()),
        ];
        form::row(cells, 11)
    };
    Table {
        shares: vec![13, 86, 30, 48, 34, 50],
        head: form::heads(&heads, words),
        rows: (1..).zip(rows).map(line).collect(),
    }
}
