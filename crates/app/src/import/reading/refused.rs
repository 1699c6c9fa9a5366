//! What came of rows and sheets that did not become lines.
//! Must not word it: `i18n` does.

use domain::import_refusal::{ImportRefusal, ImportWarning};
use intake::{Note, WorkbookNote};

use super::super::lines::Place;

/// A row that was refused, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Refused {
    /// Where it stands.
    pub place: Place,
    /// Why.
    pub why: ImportRefusal,
}

/// Something a person should know about a row or a sheet; it was not refused.
#[derive(Clone, PartialEq, Debug)]
pub struct Warned {
    /// Where; row 0 for a whole sheet.
    pub place: Place,
    /// What.
    pub what: ImportWarning,
}

/// What to say of a note on the workbook.
pub(super) fn of_workbook(note: &WorkbookNote) -> Warned {
    let (sheet, what) = match note {
        WorkbookNote::HiddenSheet { name } => (name.clone(), ImportWarning::HiddenSheet),
        WorkbookNote::BrokenSheet { name } => (name.clone(), ImportWarning::BrokenSheet),
        WorkbookNote::LossyText { .. } => (String::new(), ImportWarning::LossyText),
        WorkbookNote::ColumnsLeftOut { name } => (name.clone(), ImportWarning::ColumnsLeftOut),
    };
    let place = Place { sheet, row: 0 };
    Warned { place, what }
}

/// What to say of a note on a table.
pub(super) fn of_table(note: &Note) -> Option<ImportWarning> {
    Some(match note {
        Note::IdentityColumnDropped { header, .. } => ImportWarning::IdentityColumn {
            header: header.clone(),
        },
        Note::FilledDown { header, rows } => ImportWarning::FilledDown {
            column: header.clone(),
            rows: u32::try_from(*rows).unwrap_or(u32::MAX),
        },
        Note::DuplicateColumn { header } => ImportWarning::DuplicateColumn {
            header: header.clone(),
        },
        Note::WeakMatch { .. } | Note::RowsSkipped { .. } => return None,
    })
}
