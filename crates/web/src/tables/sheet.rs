//! A table as its page shows it: the grid, under each column a list of what it may be, what was filled in and of what it
//! is made, what is left to a person.
//! Must not decide what a column means.

use app::fill_table::{FilledCell, MadeOf, PlaceSeen, TableSeen};
use app::table_page::{SheetSeen, TableLooked};
use domain::bulletin::Key;
use domain::tie::{Meaning, RowsOf, Sureness, Vocabulary};

use super::settled;
use crate::visit::{Visit, encoded};

/// Cells that are listed with what they are made of.
const MOST_LISTED: usize = 200;

/// A sheet with a table.
pub(super) struct SheetShown {
    pub name: String,
    pub rows_are: String,
    pub letters: Vec<String>,
    pub rows: Vec<RowShown>,
    pub more: usize,
    /// Single cells and what they are.
    pub cells: Vec<Asked>,
}

/// A row of the grid.
pub(super) struct RowShown {
    pub number: usize,
    pub cells: Vec<CellShown>,
    /// Lists of meanings that stand above this row, one for each column; an empty one for a column that asks nothing.
    pub asked: Vec<Option<Asked>>,
}

/// A cell of the grid.
pub(super) struct CellShown {
    pub text: String,
    pub class: &'static str,
    pub address: String,
    /// Why it stays blank.
    pub why: String,
    pub across: usize,
    pub down: usize,
}

/// A column or a cell with what it may be.
pub(super) struct Asked {
    pub field: String,
    pub label: String,
    pub because: String,
    pub is_doubtful: bool,
    pub is_unknown: bool,
    pub groups: Vec<Group>,
}

/// Meanings of one sort.
pub(super) struct Group {
    pub name: String,
    pub options: Vec<(String, String, bool)>,
}

/// A cell that was filled in, and the links to what it is made of.
pub(super) struct Made {
    pub id: String,
    pub place: String,
    pub value: String,
    pub links: Vec<(String, String)>,
}

/// A cell that is left to a person.
pub(super) struct Left {
    pub place: String,
    pub header: String,
    pub why: String,
}

/// The sheets as they are shown.
pub(super) fn shown(visit: &Visit, seen: &TableLooked) -> Vec<SheetShown> {
    let vocabulary = visit.words.tie_vocabulary(&visit.programme.rules);
    let tables = seen.filled.tables.iter().enumerate();
    tables
        .filter_map(|(at, table)| {
            let sheet = seen.sheets.iter().find(|sheet| sheet.name == table.sheet)?;
            let drawer = Drawer {
                visit,
                seen,
                vocabulary: &vocabulary,
                table: (at, table),
            };
            Some(drawer.sheet(sheet))
        })
        .collect()
}

struct Drawer<'a> {
    visit: &'a Visit,
    seen: &'a TableLooked,
    vocabulary: &'a Vocabulary,
    table: (usize, &'a TableSeen),
}

impl Drawer<'_> {
    fn sheet(&self, sheet: &SheetSeen) -> SheetShown {
        let (at, table) = self.table;
        let first = table.columns.first().map(|column| column.row);
        let asked = |number: usize| -> Vec<Option<Asked>> {
            if Some(number) != first {
                return Vec::new();
            }
            (0..sheet.columns).map(|column| self.column(column)).collect()
        };
        let mut rows: Vec<RowShown> = sheet
            .rows
            .iter()
            .map(|row| RowShown {
                number: row.number,
                cells: row.cells.iter().map(|cell| self.cell(cell)).collect(),
                asked: asked(row.number),
            })
            .collect();
        // A table whose rows end with its header is asked about below it.
        if let Some(first) = first.filter(|first| rows.last().is_none_or(|row| row.number < *first)) {
            rows.push(RowShown {
                number: first,
                cells: Vec::new(),
                asked: asked(first),
            });
        }
        let cells = table.cells.iter().enumerate();
        SheetShown {
            name: sheet.name.clone(),
            rows_are: self.visit.words.tie_rows(table.rows),
            letters: (0..sheet.columns).map(letters).collect(),
            more: sheet.more,
            cells: cells
                .map(|(number, place)| self.asked((format!("cell:{at}:{number}"), place), RowsOf::Nothing))
                .collect(),
            rows,
        }
    }

    fn column(&self, column: usize) -> Option<Asked> {
        let (at, table) = self.table;
        let number = table.columns.iter().position(|known| known.column == column)?;
        let place = table.columns.get(number)?;
        Some(self.asked((format!("column:{at}:{number}"), place), table.rows))
    }

    fn asked(&self, (field, place): (String, &PlaceSeen), rows: RowsOf) -> Asked {
        let (words, rules) = (&self.visit.words, &self.visit.programme.rules);
        let chosen = settled(place);
        let is_doubtful = place.proposal.sureness == Sureness::Doubtful;
        let because = if is_doubtful {
            let meaning = words.tie_meaning(&place.proposal.meaning, (rows, rules));
            words.say("table-why-doubtful", &[("meaning", meaning.into())])
        } else {
            words.tie_because(&place.proposal.because)
        };
        Asked {
            label: place.header.join(" "),
            is_unknown: chosen == Meaning::Unknown,
            groups: self.groups(place, (rows, &chosen)),
            field,
            because,
            is_doubtful,
        }
    }

    /// What a place may be, in groups; what it is taken for is among them.
    fn groups(&self, place: &PlaceSeen, (rows, chosen): (RowsOf, &Meaning)) -> Vec<Group> {
        let (words, rules) = (&self.visit.words, &self.visit.programme.rules);
        let mut all = vec![Meaning::Unknown];
        let may_be = self.vocabulary.meanings(rows, place.when);
        for meaning in std::iter::once(chosen.clone())
            .chain(std::iter::once(place.proposal.meaning.clone()))
            .chain(may_be)
        {
            if !all.contains(&meaning) {
                all.push(meaning);
            }
        }
        [
            "tables-group-other",
            "tables-group-figures",
            "tables-group-shares",
            "tables-group-fields",
        ]
        .into_iter()
        .map(|key| Group {
            name: words.say(key, &[]),
            options: all
                .iter()
                .filter(|meaning| group(meaning) == key)
                .map(|meaning| {
                    let name = words.tie_meaning(meaning, (rows, rules));
                    (meaning.to_string(), name, meaning == chosen)
                })
                .collect(),
        })
        .filter(|group| !group.options.is_empty())
        .collect()
    }

    fn cell(&self, cell: &app::table_page::GridCell) -> CellShown {
        let (_, table) = self.table;
        let filled = &self.seen.filled;
        let here = |sheet: &str, name: &str| sheet == table.sheet && name == cell.name;
        let value = filled.filled.iter().find(|one| here(&one.sheet, &one.cell));
        let left = filled.unknown.iter().find(|one| here(&one.sheet, &one.cell));
        let is_formula = filled.formulas.iter().any(|(sheet, name)| here(sheet, name));
        let mut shown = CellShown {
            text: cell.text.clone(),
            class: "",
            address: String::new(),
            why: String::new(),
            across: cell.across,
            down: cell.down,
        };
        if let Some(value) = value {
            shown.class = "filled";
            shown.address = proof(self.seen, value);
        } else if let Some(left) = left {
            shown.class = "by-hand";
            shown.why = self
                .seen
                .filled
                .why_left((&left.sheet, &left.why), &self.visit.words);
        } else if is_formula {
            shown.class = "formula";
            shown.text = self.visit.words.say("tables-formula", &[]);
        }
        shown
    }
}

fn group(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Figure(..) => "tables-group-figures",
        Meaning::Share(..) => "tables-group-shares",
        Meaning::Field(_) => "tables-group-fields",
        Meaning::Unknown | Meaning::Number | Meaning::Unit | Meaning::Own => "tables-group-other",
    }
}

/// `C`, as spreadsheets letter their columns.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Where a value is proved: the records of its figure, or the record itself; of several figures the list of them.
fn proof(seen: &TableLooked, cell: &FilledCell) -> String {
    match &cell.made_of {
        MadeOf::Lecture(id) => format!("/lectures/{id}"),
        MadeOf::Organisation(id) => format!("/organisations/{id}"),
        MadeOf::Figures(keys) => match keys.as_slice() {
            [key] => of_figure(seen, key),
            _ => format!("#{}", anchor(seen, cell)),
        },
        MadeOf::Share(part, _) => match part.as_slice() {
            [key] => of_figure(seen, key),
            _ => format!("#{}", anchor(seen, cell)),
        },
    }
}

fn of_figure(seen: &TableLooked, key: &Key) -> String {
    format!("/tables/{}/figure?key={}", seen.id, encoded(&key.to_string()))
}

fn anchor(seen: &TableLooked, cell: &FilledCell) -> String {
    let sheets = seen.filled.tables.iter();
    let at = sheets.clone().position(|table| table.sheet == cell.sheet);
    format!("made-{}-{}", at.unwrap_or_default(), cell.cell)
}

fn place(seen: &TableLooked, (sheet, cell): (&str, &str)) -> String {
    if seen.filled.tables.len() > 1 {
        format!("{sheet}!{cell}")
    } else {
        cell.to_owned()
    }
}

/// The figures that were filled in with what they are made of, and whether there are more than are listed. Records lead
/// to themselves in the table.
pub(super) fn made(visit: &Visit, seen: &TableLooked) -> (Vec<Made>, bool) {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let snapshot = &seen.filled.snapshot;
    let figure = |key: &Key| {
        let unit = key.organisation.and_then(|id| snapshot.short_name(id));
        let of = [
            ("unit", unit.unwrap_or_default().to_owned().into()),
            ("figure", words.report_figure(&key.what, rules).into()),
            ("period", words.report_period(&key.period).into()),
        ];
        (of_figure(seen, key), words.say("tables-made-figure", &of))
    };
    let mut all = seen.filled.filled.iter().filter_map(|cell| {
        let links = match &cell.made_of {
            MadeOf::Figures(keys) => keys.iter().map(figure).collect(),
            MadeOf::Share(part, whole) => part.iter().chain(whole).map(figure).collect(),
            MadeOf::Lecture(_) | MadeOf::Organisation(_) => return None,
        };
        Some(Made {
            id: anchor(seen, cell),
            place: place(seen, (&cell.sheet, &cell.cell)),
            value: cell.value.clone(),
            links,
        })
    });
    let listed: Vec<Made> = all.by_ref().take(MOST_LISTED).collect();
    (listed, all.next().is_some())
}

/// What is left to a person.
pub(super) fn left(visit: &Visit, seen: &TableLooked) -> Vec<Left> {
    let unknown = seen.filled.unknown.iter();
    unknown
        .map(|cell| Left {
            place: place(seen, (&cell.sheet, &cell.cell)),
            header: cell.header.clone(),
            why: seen.filled.why_left((&cell.sheet, &cell.why), &visit.words),
        })
        .collect()
}
