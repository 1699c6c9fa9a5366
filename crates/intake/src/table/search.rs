//! Looks for the header row of a sheet: the row, or two rows, in which most wanted columns are named.
//!
//! It must not look at the rows below the header.

use super::header::{Identity, IdentityNames, Matches, Vocabulary, normalise};
use super::identity::is_clean;
use super::merged::Merged;
use super::rows::NoTable;
use super::workbook::{Row, Sheet};
use crate::fold::squeezed;

/// The header lies among this many filled rows.
const AMONG: usize = 40;

/// The header of a table and what stands above it.
#[derive(Debug, Clone, Default)]
pub(super) struct Heading {
    /// The row of the header as a person counts; the lower one of two.
    pub(super) row: usize,
    /// The place among the sheet's rows where the data begins.
    pub(super) first_data: usize,
    /// The text over each column.
    pub(super) texts: Vec<String>,
    /// The same as headers are compared.
    compared: Vec<String>,
    /// Columns named as identity columns.
    pub(super) identity: Vec<usize>,
    /// The texts above.
    pub(super) titles: Vec<String>,
    /// Rows above, squeezed: a page break repeats them.
    pub(super) above: Vec<Vec<String>>,
    /// Columns that show the header of a column to their left.
    continued: Vec<usize>,
}

impl Heading {
    pub(super) fn text(&self, column: usize) -> String {
        self.texts.get(column).cloned().unwrap_or_default()
    }

    pub(super) fn is_continued(&self, column: usize) -> bool {
        self.continued.contains(&column)
    }

    /// The headers as they are compared; those of some columns stay empty.
    pub(super) fn comparable(&self, without: &[usize]) -> Vec<&str> {
        let hidden = |column: &usize| without.contains(column) || self.is_continued(*column);
        self.compared
            .iter()
            .enumerate()
            .map(|(column, text)| if hidden(&column) { "" } else { text })
            .collect()
    }
}

/// One row near the top, with what merged regions show in it.
struct Line {
    texts: Vec<String>,
    /// The texts as headers are compared.
    compared: Vec<String>,
    identity: Vec<usize>,
    continued: Vec<usize>,
}

/// A guess at the header: the place of its upper and lower row.
struct Guess {
    upper: usize,
    lower: usize,
    heading: Heading,
    matches: Matches,
    score: usize,
}

/// Finds the header.
pub(super) fn search(
    sheet: &Sheet,
    vocabulary: &Vocabulary<'_>,
    identity: &Identity,
) -> Result<Heading, NoTable> {
    let lines = lines(sheet, &identity.comparable());
    let mut best: Option<Guess> = None;
    let mut consider = |guess: Guess| {
        let complete = |guess: &Guess| vocabulary.missing(&guess.matches).is_empty();
        let better = match &best {
            None => guess.score > 0,
            Some(best) => (complete(&guess), guess.score) > (complete(best), best.score),
        };
        if better {
            best = Some(guess);
        }
    };
    let mut above = 0;
    for at in 0..lines.len() {
        let single = guess(&lines, (at, at), vocabulary);
        let score = single.score;
        consider(single);
        if above > 0 && score > 0 {
            consider(guess(&lines, (at - 1, at), vocabulary));
        }
        above = score;
    }
    let refused = |missing, seen| NoTable {
        sheet: sheet.name.clone(),
        missing,
        seen,
    };
    let Some(best) = best else {
        let widest = lines
            .iter()
            .max_by_key(|line| line.texts.iter().filter(|text| !text.is_empty()).count());
        let seen = widest.map(|line| {
            line.texts
                .iter()
                .filter(|text| !text.is_empty())
                .cloned()
                .collect()
        });
        return Err(refused(
            vocabulary.missing(&Matches::default()),
            seen.unwrap_or_default(),
        ));
    };
    let missing = vocabulary.missing(&best.matches);
    if !missing.is_empty() {
        let seen = best
            .heading
            .texts
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        return Err(refused(missing, seen));
    }
    Ok(placed(sheet, best))
}

fn lines(sheet: &Sheet, identity: &IdentityNames) -> Vec<Line> {
    let width = sheet
        .rows
        .iter()
        .take(AMONG)
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    let mut merged = Merged::new(&sheet.merged, width, usize::MAX);
    let mut lines = Vec::new();
    for row in sheet.rows.iter().take(AMONG) {
        merged.advance(row);
        let texts: Vec<String> = (0..width).map(|column| merged.cell(row, column).text()).collect();
        lines.push(Line {
            compared: texts.iter().map(|text| normalise(text)).collect(),
            identity: (0..width)
                .filter(|column| texts.get(*column).is_some_and(|text| identity.fit(text)))
                .collect(),
            continued: (0..width)
                .filter(|column| merged.is_continued(row, *column))
                .collect(),
            texts,
        });
    }
    lines
}

/// The header that one row makes, or two rows of which the upper one names groups.
fn guess(lines: &[Line], (upper, lower): (usize, usize), vocabulary: &Vocabulary<'_>) -> Guess {
    let mut heading = Heading::default();
    if let (Some(top), Some(bottom)) = (lines.get(upper), lines.get(lower)) {
        let blank = |column: &usize| bottom.texts.get(*column).is_none_or(String::is_empty);
        let shown = |column: &usize| if blank(column) { top } else { bottom };
        for column in 0..bottom.texts.len() {
            let line = shown(&column);
            heading
                .texts
                .push(line.texts.get(column).cloned().unwrap_or_default());
            heading
                .compared
                .push(line.compared.get(column).cloned().unwrap_or_default());
        }
        heading
            .identity
            .extend(bottom.identity.iter().chain(&top.identity));
        heading.continued.clone_from(&bottom.continued);
        if lower > upper {
            heading
                .continued
                .extend(top.continued.iter().filter(|column| blank(column)));
        }
    }
    let matches = vocabulary.assign(&heading.comparable(&heading.identity));
    // whole names count far more than parts; a second row must earn its place
    let score: usize = matches
        .found
        .iter()
        .map(|found| if found.weak { 3 } else { 10 })
        .sum();
    let score = score.saturating_sub(lower - upper);
    Guess {
        upper,
        lower,
        heading,
        matches,
        score,
    }
}

/// The guess with its place in the sheet.
fn placed(sheet: &Sheet, guess: Guess) -> Heading {
    let mut heading = guess.heading;
    heading.row = sheet.rows.get(guess.lower).map_or(0, |row| row.number);
    let end = foot(sheet, heading.row);
    let body = sheet.rows.get(guess.lower + 1..).unwrap_or_default();
    heading.first_data = guess.lower + 1 + body.iter().take_while(|row| row.number <= end).count();
    for row in sheet.rows.get(..guess.upper).unwrap_or_default() {
        let texts = filled(row);
        heading
            .titles
            .extend(texts.iter().filter(|text| is_clean(text)).cloned());
        heading
            .above
            .push(texts.iter().map(|text| squeezed(text)).collect());
    }
    if guess.upper < guess.lower
        && let Some(row) = sheet.rows.get(guess.upper)
    {
        heading
            .above
            .push(filled(row).iter().map(|text| squeezed(text)).collect());
    }
    heading
}

fn filled(row: &Row) -> Vec<String> {
    row.cells
        .iter()
        .map(super::cell::Cell::text)
        .filter(|text| !text.is_empty())
        .collect()
}

/// The last row of headers that are merged downward, when they are.
fn foot(sheet: &Sheet, header: usize) -> usize {
    let below = |end: &usize| *end > header && *end <= header + 3;
    let starts = sheet
        .merged
        .iter()
        .filter(|region| region.first_row <= header && region.last_row >= header);
    let ends: Vec<usize> = starts.map(|region| region.last_row).filter(below).collect();
    if ends.len() >= 2 {
        ends.into_iter().max().unwrap_or(header)
    } else {
        header
    }
}
