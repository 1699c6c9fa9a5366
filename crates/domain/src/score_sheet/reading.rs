//! Reads a score sheet and says, with the line, what is wrong with it.
//! Must not guess: a sheet with a mistake is refused whole.

use std::collections::BTreeSet;

use thiserror::Error;

use super::{Method, NoMeasure, Points, ScoreSheet};

/// A sheet that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{} mistakes in a score sheet, the first in line {}", .mistakes.len(), .mistakes.first().map_or(0, |m| m.0))]
pub struct SheetMisread {
    /// Line (from 1) and mistake, in order.
    pub mistakes: Vec<(usize, SheetMistake)>,
}

/// One mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SheetMistake {
    /// The text is no such TOML; the reader's own words.
    NotToml {
        /// What the reader said.
        said: String,
    },
    /// A figure that counts people or what they do (X6).
    CountsPeople {
        /// The key.
        key: String,
    },
    /// No figure is called so.
    NoFigure {
        /// The key.
        key: String,
    },
    /// Two things of one id.
    Twice {
        /// The id.
        id: String,
    },
    /// Items that do not add up to their block, or blocks that do not add up to the total.
    DoesNotAddUp {
        /// The block; none: the whole sheet.
        block: Option<String>,
        /// What its parts add up to.
        sum: Points,
        /// What is written.
        written: Points,
    },
    /// An item whose most is not above its least, or whose step is nothing or less.
    NoRoom {
        /// The item.
        item: String,
    },
    /// A vote whose electorates do not weigh 100 together, or of which trimming would leave nothing.
    BadVote {
        /// The item.
        item: String,
    },
    /// Grades of which none begins at nothing: some cards would have none.
    NoLowestGrade,
}

impl ScoreSheet {
    /// Reads and checks a sheet.
    ///
    /// # Errors
    /// All mistakes found, each with its line.
    pub fn read(text: &str) -> Result<ScoreSheet, SheetMisread> {
        let sheet: ScoreSheet = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| {
                1 + text.get(..span.start).unwrap_or_default().matches('\n').count()
            });
            SheetMisread {
                mistakes: vec![(
                    figure_line(text, error.message()).unwrap_or(line),
                    translate(error.message()),
                )],
            }
        })?;
        let mut mistakes = Vec::new();
        sheet.find_twice(text, &mut mistakes);
        sheet.find_sums(text, &mut mistakes);
        sheet.find_senseless(text, &mut mistakes);
        mistakes.sort_by_key(|(line, _)| *line);
        if mistakes.is_empty() {
            Ok(sheet)
        } else {
            Err(SheetMisread { mistakes })
        }
    }

    fn find_twice(&self, text: &str, mistakes: &mut Vec<(usize, SheetMistake)>) {
        let ids = self.blocks.iter().map(|block| &block.id);
        let ids = ids.chain(self.items().map(|item| &item.id));
        let ids = ids.chain(self.vetoes.iter().map(|veto| &veto.id));
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                mistakes.push((line_of_id(text, id, 1), SheetMistake::Twice { id: id.clone() }));
            }
        }
    }

    fn find_sums(&self, text: &str, mistakes: &mut Vec<(usize, SheetMistake)>) {
        for block in &self.blocks {
            let sum: Points = block.items.iter().map(|item| item.max).sum();
            if sum != block.max {
                let mistake = SheetMistake::DoesNotAddUp {
                    block: Some(block.name.clone()),
                    sum,
                    written: block.max,
                };
                mistakes.push((line_of_id(text, &block.id, 0), mistake));
            }
        }
        let sum: Points = self.blocks.iter().map(|block| block.max).sum();
        if sum != self.total {
            let mistake = SheetMistake::DoesNotAddUp {
                block: None,
                sum,
                written: self.total,
            };
            let line = text
                .lines()
                .position(|line| line.trim_start().starts_with("total"));
            mistakes.push((line.map_or(1, |at| at + 1), mistake));
        }
    }

    fn find_senseless(&self, text: &str, mistakes: &mut Vec<(usize, SheetMistake)>) {
        for item in self.items() {
            let line = line_of_id(text, &item.id, 0);
            let has_step = match &item.method {
                Method::Earn { per, delta, .. } | Method::Deduct { per, delta, .. } => {
                    *per > 0 && *delta > Points::default()
                }
                Method::Share { .. } | Method::Manual | Method::Vote { .. } => true,
            };
            if item.max <= item.floor || !has_step {
                let item = item.name.clone();
                mistakes.push((line, SheetMistake::NoRoom { item }));
            } else if let Method::Vote { electorate } = &item.method {
                let weights: u32 = electorate.iter().map(|one| one.weight.min(1000)).sum();
                if weights != 100 || electorate.iter().any(|one| !one.leaves_some()) {
                    let item = item.name.clone();
                    mistakes.push((line, SheetMistake::BadVote { item }));
                }
            }
        }
        let begins = self.lowest().map(|grade| grade.from);
        if begins.is_some_and(|from| from > Points::default()) {
            let line = text.lines().position(|line| line.trim() == "[[grade]]");
            mistakes.push((line.map_or(1, |at| at + 1), SheetMistake::NoLowestGrade));
        }
    }
}

/// Line of the `nth` place (from 0) where an id is given.
fn line_of_id(text: &str, id: &str, nth: usize) -> usize {
    let given = format!("id = \"{id}\"");
    let mut lines = text.lines().zip(1..).filter(|(line, _)| line.trim() == given);
    lines.nth(nth).map_or(1, |(_, line)| line)
}

/// The key stands quoted in the reader's message; its line is where it is written (a flattened table has lost its place).
fn figure_line(text: &str, said: &str) -> Option<usize> {
    let key = said.split('`').nth(1)?;
    let wanted = format!("\"{key}\"");
    let line = text.lines().position(|line| line.contains(&wanted))?;
    Some(line + 1)
}

fn translate(said: &str) -> SheetMistake {
    let key = || said.split('`').nth(1).unwrap_or_default().to_owned();
    let is = |sample: NoMeasure| said.starts_with(sample.to_string().split('`').next().unwrap_or_default());
    if is(NoMeasure::CountsPeople(String::new())) {
        SheetMistake::CountsPeople { key: key() }
    } else if is(NoMeasure::Unknown(String::new())) {
        SheetMistake::NoFigure { key: key() }
    } else {
        SheetMistake::NotToml {
            said: said.to_owned(),
        }
    }
}
