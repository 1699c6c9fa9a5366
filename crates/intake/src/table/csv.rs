//! Reads text with separators: commas, tabs, semicolons; quotes and line breaks inside them.
//!
//! Every value stays a text; what it means is read by the column it stands in.

use csv::{ReaderBuilder, StringRecord};

use super::cell::Cell;
use super::workbook::{Format, Gather, OtherKind, Row, Sheet, Unreadable, Workbook, WorkbookNote};
use crate::encoding::decode;
use crate::limits::Limits;

/// Reads the one sheet of a text.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    let decoded = decode(bytes);
    let text = decoded.text.as_ref();
    refuse_what_is_no_table(text, decoded.damaged)?;
    let mut notes = Vec::new();
    if decoded.damaged {
        notes.push(WorkbookNote::LossyText {
            encoding: decoded.encoding.to_owned(),
        });
    }
    let (sheet, left_out) = read_rows(text, limits)?;
    if left_out {
        notes.push(WorkbookNote::ColumnsLeftOut { name: String::new() });
    }
    let sheets = if sheet.rows.is_empty() {
        Vec::new()
    } else {
        vec![sheet]
    };
    Ok(Workbook {
        format: Format::Csv,
        encoding: Some(decoded.encoding.to_owned()),
        sheets,
        notes,
    })
}

/// Told by the beginning: a page, or bytes that are no text.
fn refuse_what_is_no_table(text: &str, damaged: bool) -> Result<(), Unreadable> {
    let head: Vec<char> = text.chars().take(4096).collect();
    let start: String = head
        .iter()
        .take(512)
        .collect::<String>()
        .trim_start()
        .to_ascii_lowercase();
    if ["<html", "<!doctype html", "<table", "<?xml", "<meta"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return Err(Unreadable::OtherKind(OtherKind::WebPage));
    }
    let control = |c: &&char| c.is_control() && !matches!(**c, '\r' | '\n' | '\t' | '\u{1A}' | '\u{C}');
    let strange = head.iter().filter(control).count();
    let lost = head.iter().filter(|c| **c == '\u{FFFD}').count();
    if strange * 50 > head.len() || (damaged && lost * 10 > head.len()) {
        return Err(Unreadable::OtherKind(OtherKind::Unknown));
    }
    Ok(())
}

fn read_rows(text: &str, limits: &Limits) -> Result<(Sheet, bool), Unreadable> {
    let (stated, body) = stated_delimiter(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(stated.unwrap_or_else(|| likely_delimiter(body)))
        .from_reader(body.as_bytes());
    let mut gather = Gather::new(limits);
    let mut sheet = Sheet::default();
    let mut record = StringRecord::new();
    let (mut number, mut left_out) = (usize::from(stated.is_some()), false);
    loop {
        let before = reader.position().line();
        let more = reader.read_record(&mut record).map_err(|e| Unreadable::Damaged {
            detail: e.to_string(),
        })?;
        if !more {
            break;
        }
        let lines = usize::try_from(reader.position().line() - before).unwrap_or_default();
        let inside: usize = record.iter().map(|field| field.matches('\n').count()).sum();
        let blank_lines = lines.saturating_sub(inside + 1);
        number += blank_lines + 1;
        left_out |= record.len() > limits.max_columns;
        let width = record.len().min(limits.max_columns);
        gather.spend(width + 1)?;
        let cells = record.iter().take(width).map(cell_of).collect();
        sheet.rows.push(Row { number, cells });
    }
    Gather::finish(&mut sheet);
    Ok((sheet, left_out))
}

fn cell_of(field: &str) -> Cell {
    if field.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(field.to_owned())
    }
}

/// A first line `sep=;` names the delimiter and is no row of the table.
fn stated_delimiter(text: &str) -> (Option<u8>, &str) {
    let Some((first, body)) = text.split_once('\n') else {
        return (None, text);
    };
    let first = first.trim_end().to_ascii_lowercase();
    match first.strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) => (Some(*delimiter), body),
        Some([]) => (Some(b'\t'), body),
        _ => (None, text),
    }
}

/// The delimiter that stands in most of the first lines, outside quotes, the same number of times.
fn likely_delimiter(text: &str) -> u8 {
    let mut best = (0_usize, b',');
    for delimiter in [',', '\t', ';', '|'] {
        let mut counts: Vec<usize> = Vec::new();
        let (mut quoted, mut here, mut any) = (false, 0_usize, false);
        for c in text.chars().take(32_768) {
            match c {
                '"' => quoted = !quoted,
                '\n' if !quoted => {
                    if any {
                        counts.push(here);
                    }
                    (here, any) = (0, false);
                    if counts.len() == 50 {
                        break;
                    }
                }
                _ if c == delimiter && !quoted => here += 1,
                _ => any |= !c.is_whitespace(),
            }
        }
        if any {
            counts.push(here);
        }
        let score = consistency(&counts);
        if score > best.0 {
            best = (score, u8::try_from(delimiter).unwrap_or(b','));
        }
    }
    best.1
}

/// Lines that agree with the commonest number of delimiters, each worth that number.
fn consistency(counts: &[usize]) -> usize {
    let common = |n: usize| counts.iter().filter(|count| **count == n).count();
    counts
        .iter()
        .filter(|n| **n > 0)
        .map(|n| common(*n) * 100 + n)
        .max()
        .unwrap_or(0)
}
