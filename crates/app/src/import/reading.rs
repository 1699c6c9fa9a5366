//! From the bytes of a file to the lines of one kind of sheet; what cannot be read comes back with its reason.
//! Must not look up organisations or people.

mod cells;
mod refused;

use std::collections::BTreeMap;

use domain::import_refusal::{ImportRefusal, ImportWarning};
use domain::rule_set::RuleSet;
use intake::{ColumnSpec, Identity, Limits, NoTable, RawRow, Unreadable, Workbook};

use super::lines::Place;
pub use refused::{Refused, Warned};

/// A file, read: its lines, and what did not become one.
pub struct Read<L> {
    /// Rows of the tables, refused ones too.
    pub rows: u32,
    /// What could be read.
    pub lines: Vec<L>,
    /// What could not.
    pub refused: Vec<Refused>,
    /// What a person should know.
    pub warnings: Vec<Warned>,
    /// The rows as they stand in the file, to hand refused ones back.
    pub originals: Originals,
}

/// The kept cells of every row of a file.
#[derive(Default)]
pub struct Originals {
    /// Headers by sheet, in the order of the file.
    pub headers: Vec<(String, Vec<String>)>,
    rows: BTreeMap<(String, u32), RawRow>,
}

impl Originals {
    /// The place of a row in the order of the file.
    #[must_use]
    pub fn order(&self, place: &Place) -> (usize, u32) {
        let sheet = self.headers.iter().position(|(name, _)| *name == place.sheet);
        (sheet.unwrap_or(usize::MAX), place.row)
    }

    /// The kept cells of a row.
    #[must_use]
    pub fn row(&self, place: &Place) -> Option<&RawRow> {
        self.rows.get(&(place.sheet.clone(), place.row))
    }
}

/// Why a file could not be read at all.
#[derive(Debug)]
pub enum NotRead {
    /// It is no sheet, or too large.
    Unreadable(Unreadable),
    /// No sheet holds the table that was looked for.
    NoTable(Vec<NoTable>),
}

/// A kind of line: its columns and how a row becomes one.
pub trait Line: Sized {
    /// Name of the sheet in the rule pack.
    const SHEET: &'static str;
    /// Key, whether the table needs it, whether a blank means the cell above.
    const COLUMNS: &'static [(&'static str, Column)];
    /// Reads one row.
    ///
    /// # Errors
    /// When a cell cannot be read or one that must be there is blank.
    fn read(row: &RawRow, place: Place, warn: &mut Vec<ImportWarning>) -> Result<Self, ImportRefusal>;
}

/// What a table asks of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Without it there is no table.
    Required,
    /// As required, and a blank cell means the one above.
    FilledDown,
    /// May be absent.
    Optional,
}

/// Reads every table of one kind in a file.
///
/// # Errors
/// When the file is no sheet or holds no such table.
pub fn read_file<L: Line>(bytes: &[u8], rules: &RuleSet) -> Result<Read<L>, NotRead> {
    let workbook = intake::read_workbook(bytes, &Limits::default()).map_err(NotRead::Unreadable)?;
    let columns = columns::<L>(rules);
    let Workbook { sheets, notes, .. } = workbook;
    let mut read = Read::of(Vec::new());
    read.warnings = notes.iter().map(refused::of_workbook).collect();
    let mut missing = Vec::new();
    for sheet in sheets {
        match intake::take_table(sheet, &columns, &Identity::default()) {
            Ok(table) => read.take(table, rules),
            Err(none) => missing.push(none),
        }
    }
    if read.originals.headers.is_empty() {
        return Err(NotRead::NoTable(missing));
    }
    for none in missing {
        let place = Place {
            sheet: none.sheet,
            row: 0,
        };
        read.warnings.push(Warned {
            place,
            what: ImportWarning::NoTable,
        });
    }
    Ok(read)
}

impl<L: Line> Read<L> {
    /// Lines that were made up, not read.
    #[must_use]
    pub fn of(lines: Vec<L>) -> Read<L> {
        let rows = small(lines.len());
        Read {
            rows,
            lines,
            refused: Vec::new(),
            warnings: Vec::new(),
            originals: Originals::default(),
        }
    }

    fn take(&mut self, table: intake::Table, rules: &RuleSet) {
        let sheet = table.sheet;
        let head = Place {
            sheet: sheet.clone(),
            row: small(table.header_row),
        };
        let notes = table.notes.iter().filter_map(refused::of_table);
        self.warnings.extend(notes.map(|what| Warned {
            place: head.clone(),
            what,
        }));
        for header in table.unknown_columns.iter().filter(|header| !header.is_empty()) {
            let what = ImportWarning::ColumnNotKept {
                header: header.clone(),
            };
            self.warnings.push(Warned {
                place: head.clone(),
                what,
            });
        }
        self.originals.headers.push((sheet.clone(), table.header));
        for row in table.rows {
            self.rows += 1;
            let place = Place {
                sheet: sheet.clone(),
                row: small(row.row),
            };
            let mut warnings = Vec::new();
            match read_row::<L>(&row, &place, &mut warnings) {
                Ok(line) => self.lines.push(line),
                Err(why) => self.refused.push(Refused {
                    place: place.clone(),
                    why: with_header::<L>(why, rules),
                }),
            }
            self.warnings.extend(warnings.into_iter().map(|what| Warned {
                place: place.clone(),
                what,
            }));
            self.originals.rows.insert((sheet.clone(), place.row), row);
        }
    }
}

fn read_row<L: Line>(row: &RawRow, place: &Place, warn: &mut Vec<ImportWarning>) -> Result<L, ImportRefusal> {
    if let Some(column) = row.long_number() {
        return Err(ImportRefusal::LongNumber {
            column: column.to_owned(),
        });
    }
    L::read(row, place.clone(), warn)
}

/// A column by what the pack calls it in this sheet: people know headers, not keys.
fn with_header<L: Line>(why: ImportRefusal, rules: &RuleSet) -> ImportRefusal {
    let header = |key: String| rules.header(L::SHEET, &key).to_owned();
    match why {
        ImportRefusal::Missing { column } => ImportRefusal::Missing {
            column: header(column),
        },
        ImportRefusal::Unreadable { column, value, why } => ImportRefusal::Unreadable {
            column: header(column),
            value,
            why,
        },
        other => other,
    }
}

/// The columns of a kind of sheet under all the names the pack has for them.
pub(crate) fn columns<L: Line>(rules: &RuleSet) -> Vec<ColumnSpec> {
    let names = rules.sheets.get(L::SHEET);
    L::COLUMNS
        .iter()
        .map(|(key, column)| ColumnSpec {
            key,
            names: names
                .and_then(|sheet| sheet.get(*key))
                .cloned()
                .unwrap_or_default(),
            required: *column != Column::Optional,
            fill_down: *column == Column::FilledDown,
        })
        .collect()
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Sorts of files that cannot be read, as a person can act on them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// Another kind of file.
    NotAWorkbook,
    /// Locked with a password.
    Locked,
    /// Broken.
    Damaged,
    /// Beyond all measure.
    TooLarge,
    /// Nothing in it.
    Empty,
    /// No table with these columns (keys).
    NoTable(Vec<String>),
}

impl NotRead {
    /// What sort of trouble it is.
    #[must_use]
    pub fn sort(&self) -> Unfit {
        match self {
            NotRead::Unreadable(Unreadable::Empty) => Unfit::Empty,
            NotRead::Unreadable(Unreadable::Password) => Unfit::Locked,
            NotRead::Unreadable(Unreadable::Damaged { .. }) => Unfit::Damaged,
            NotRead::Unreadable(Unreadable::OtherKind(_)) => Unfit::NotAWorkbook,
            NotRead::Unreadable(_) => Unfit::TooLarge,
            NotRead::NoTable(sheets) => {
                // The sheet that came nearest says best what is missing.
                let nearest = sheets.iter().min_by_key(|none| none.missing.len());
                let missing = nearest.map(|none| none.missing.as_slice()).unwrap_or_default();
                Unfit::NoTable(missing.iter().map(|key| (*key).to_owned()).collect())
            }
        }
    }
}
