//! How each kind of row becomes a line: which cells it reads, and which must not be blank.
//! Must not judge what the words mean.

use domain::import_refusal::{ImportRefusal, ImportWarning, UnreadableWhy};
use domain::naming::fold_name;
use intake::{Cell, RawRow, read_count, read_date, read_moment, read_month};
use jiff::civil::{Date, DateTime};

use super::super::lines::{LectureLine, MemberLine, OrganisationLine, Place, SignInLine};
use super::{Column, Line};

/// One row being read.
struct Cells<'a>(&'a RawRow);

impl Cells<'_> {
    fn text(&self, key: &'static str) -> Option<String> {
        let text = self.0.text(key);
        (!text.is_empty()).then_some(text)
    }

    fn written(&self, key: &'static str) -> Option<String> {
        Some(self.0.written(key)).filter(|text| !text.is_empty())
    }

    fn needed(&self, key: &'static str) -> Result<String, ImportRefusal> {
        self.text(key).ok_or_else(|| ImportRefusal::Missing {
            column: key.to_owned(),
        })
    }

    fn name(&self, key: &'static str) -> Option<String> {
        self.text(key)
            .map(|name| fold_name(&name))
            .filter(|name| !name.is_empty())
    }

    fn unreadable(&self, key: &'static str, why: UnreadableWhy) -> ImportRefusal {
        let why = if matches!(self.0.get(key), Cell::Error(_)) {
            UnreadableWhy::SheetError
        } else {
            why
        };
        ImportRefusal::Unreadable {
            column: key.to_owned(),
            value: self.0.text(key),
            why,
        }
    }

    fn date(&self, key: &'static str) -> Result<Option<Date>, ImportRefusal> {
        let cell = self.0.get(key);
        if cell.is_blank() {
            return Ok(None);
        }
        read_date(cell)
            .map(Some)
            .map_err(|_| self.unreadable(key, UnreadableWhy::NotADate))
    }

    fn moment(&self, key: &'static str) -> Result<Option<DateTime>, ImportRefusal> {
        let cell = self.0.get(key);
        if cell.is_blank() {
            return Ok(None);
        }
        read_moment(cell)
            .map(Some)
            .map_err(|_| self.unreadable(key, UnreadableWhy::NotADate))
    }

    fn count(&self, key: &'static str) -> Result<Option<u32>, ImportRefusal> {
        let cell = self.0.get(key);
        if cell.is_blank() {
            return Ok(None);
        }
        read_count(cell)
            .map(Some)
            .map_err(|_| self.unreadable(key, UnreadableWhy::NotANumber))
    }

    fn number(&self, key: &'static str) -> Option<i64> {
        self.text(key).and_then(|text| text.parse().ok())
    }

    fn month(&self, warn: &mut Vec<ImportWarning>) -> Result<Option<String>, ImportRefusal> {
        let cell = self.0.get("birth_month");
        if cell.is_blank() {
            return Ok(None);
        }
        let month = read_month(cell).map_err(|_| self.unreadable("birth_month", UnreadableWhy::NotAMonth))?;
        if month.ambiguous {
            warn.push(ImportWarning::AmbiguousMonth { value: cell.text() });
            return Ok(None);
        }
        Ok(Some(format!("{:04}-{:02}", month.year, month.month)))
    }
}

impl Line for OrganisationLine {
    const SHEET: &'static str = "organisations";
    const COLUMNS: &'static [(&'static str, Column)] = &[
        ("number", Column::Optional),
        ("name", Column::Required),
        ("kind", Column::Required),
        ("parent", Column::Required),
        ("holder", Column::Optional),
        ("founded_on", Column::Optional),
        ("closed_on", Column::Optional),
        ("merged_into", Column::Optional),
        ("note", Column::Optional),
    ];

    fn read(row: &RawRow, place: Place, _: &mut Vec<ImportWarning>) -> Result<Self, ImportRefusal> {
        let cells = Cells(row);
        Ok(OrganisationLine {
            number: cells.number("number"),
            name: cells.needed("name")?,
            kind: cells.needed("kind")?,
            parent: cells.text("parent"),
            secretary: cells.name("holder"),
            founded_on: cells.date("founded_on")?,
            closed_on: cells.date("closed_on")?,
            merged_into: cells.text("merged_into"),
            note: cells.text("note"),
            place,
        })
    }
}

impl Line for MemberLine {
    const SHEET: &'static str = "members";
    const COLUMNS: &'static [(&'static str, Column)] = &[
        ("number", Column::Optional),
        ("branch", Column::FilledDown),
        ("name", Column::Required),
        ("birth_month", Column::Optional),
        ("kind", Column::Optional),
    ];

    fn read(row: &RawRow, place: Place, warn: &mut Vec<ImportWarning>) -> Result<Self, ImportRefusal> {
        let cells = Cells(row);
        Ok(MemberLine {
            branch: cells.needed("branch")?,
            name: cells.name("name").ok_or_else(|| ImportRefusal::Missing {
                column: "name".into(),
            })?,
            birth_month: cells.month(warn)?,
            kind: cells.text("kind").unwrap_or_default(),
            place,
        })
    }
}

impl Line for LectureLine {
    const SHEET: &'static str = "lectures";
    const COLUMNS: &'static [(&'static str, Column)] = &[
        ("number", Column::Optional),
        ("on", Column::Required),
        ("organisations", Column::Required),
        ("title", Column::Required),
        ("kind", Column::Optional),
        ("form", Column::Optional),
        ("speaker", Column::Optional),
        ("speaker_class", Column::Optional),
        ("venue", Column::Optional),
        ("expected", Column::Optional),
        ("present", Column::Optional),
        ("note", Column::Optional),
    ];

    fn read(row: &RawRow, place: Place, _: &mut Vec<ImportWarning>) -> Result<Self, ImportRefusal> {
        let cells = Cells(row);
        let on = cells
            .date("on")?
            .ok_or_else(|| ImportRefusal::Missing { column: "on".into() })?;
        Ok(LectureLine {
            number: cells.number("number"),
            on,
            organisations: cells.needed("organisations")?,
            title: cells.needed("title").map(|_| row.written("title"))?,
            kind: cells.text("kind").unwrap_or_default(),
            form: cells.text("form").unwrap_or_default(),
            speaker: cells.name("speaker").unwrap_or_default(),
            speaker_class: cells.text("speaker_class").unwrap_or_default(),
            venue: cells.written("venue"),
            expected: cells.count("expected")?,
            present: cells.count("present")?,
            note: cells.written("note"),
            place,
        })
    }
}

impl Line for SignInLine {
    const SHEET: &'static str = "sign_in";
    const COLUMNS: &'static [(&'static str, Column)] = &[
        ("number", Column::Required),
        ("branch", Column::Required),
        ("name", Column::Required),
        ("birth_month", Column::Optional),
        ("at", Column::Optional),
    ];

    fn read(row: &RawRow, place: Place, warn: &mut Vec<ImportWarning>) -> Result<Self, ImportRefusal> {
        let cells = Cells(row);
        let number = cells
            .number("number")
            .ok_or_else(|| cells.unreadable("number", UnreadableWhy::NotANumber))?;
        Ok(SignInLine {
            number,
            branch: cells.needed("branch")?,
            name: cells.name("name").ok_or_else(|| ImportRefusal::Missing {
                column: "name".into(),
            })?,
            birth_month: cells.month(warn)?,
            at: cells.moment("at")?,
            place,
        })
    }
}
