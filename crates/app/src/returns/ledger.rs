//! The ledger (台账) as the form of a return: a held lecture as a row, and a returned row as what it says.
//! Must not compare rows (`domain::returns`) or write them (`import::lectures`).

use domain::id::OrganisationId;
use domain::import_refusal::{ImportRefusal, UnreadableWhy};
use domain::lecture::{Lecture, StateKind};
use domain::naming::{fold_name, split_joint};
use domain::returns::{FormCell, FormRow};
use domain::rule_set::RuleSet;
use intake::{Cell, RawRow, read_count, read_date};

use super::reading::ReadRow;
use crate::import::{Context, Place, Words};

/// What stands between several things in one cell, for files and for people (、).
pub(super) const BETWEEN: &str = "\u{3001}";

/// Whether a lecture is a row of the ledger: it was held, and nobody says it was not.
pub(super) fn is_row(lecture: &Lecture) -> bool {
    let told = matches!(
        lecture.state.kind(),
        StateKind::Recorded | StateKind::Verified | StateKind::SentBack | StateKind::Delivered
    );
    told && lecture.held.is_some()
}

/// A held lecture as a row.
pub(super) fn row_of(
    lecture: &Lecture,
    number: Option<i64>,
    (rules, name): (&RuleSet, &dyn Fn(OrganisationId) -> String),
) -> FormRow {
    let mut hosts: Vec<OrganisationId> = lecture.hosts.iter().map(|host| host.organisation).collect();
    let names: Vec<String> = hosts.iter().map(|host| name(*host)).collect();
    hosts.sort_unstable();
    let speaker = lecture.speakers.first().and_then(|speaker| speaker.name.clone());
    let on = lecture.ended_on().map(|on| on.to_string()).unwrap_or_default();
    let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    let kind = rules
        .lecture_kind(&lecture.kind)
        .and_then(|kind| kind.names.first());
    let class = lecture.main_class().unwrap_or_default();
    let class_name = rules.speaker_classes.iter().find(|known| known.id == class);
    let class_name = class_name.and_then(|known| known.names.first());
    let plain = |text: &str| cell(intake::fold(text), text);
    let cells = [
        ("on", cell(on.clone(), &on)),
        ("organisations", cell(ids(&hosts), &names.join(BETWEEN))),
        ("title", plain(&lecture.title)),
        ("kind", cell(lecture.kind.clone(), kind.unwrap_or(&lecture.kind))),
        ("form", plain(&lecture.forms.join(BETWEEN))),
        ("speaker", named(speaker.as_deref().unwrap_or_default())),
        (
            "speaker_class",
            cell(class.to_owned(), class_name.map_or(class, String::as_str)),
        ),
        ("venue", plain(lecture.venue.as_deref().unwrap_or_default())),
        ("expected", plain(&count(lecture.expected))),
        ("present", plain(&count(lecture.present))),
        ("note", plain(lecture.note.as_deref().unwrap_or_default())),
    ];
    // Blank ones too: what was sent and is blank now was cleared here.
    let cells = cells.into_iter().map(|(column, cell)| (column.to_owned(), cell));
    FormRow {
        number,
        cells: cells.collect(),
    }
}

/// A cell: what it says as it is compared, and as people read it.
pub(super) fn cell(value: String, shown: &str) -> FormCell {
    FormCell {
        value,
        shown: shown.to_owned(),
    }
}

/// A name, as names are compared.
pub(super) fn named(name: &str) -> FormCell {
    cell(fold_name(name), name)
}

/// The words to choose from in a column; none where anything may be written.
pub(super) fn choices(key: &str, rules: &RuleSet) -> Vec<String> {
    let first = |names: &Vec<String>| names.first().cloned();
    match key {
        "kind" => rules
            .lecture_kinds
            .iter()
            .filter_map(|kind| first(&kind.names))
            .collect(),
        "speaker_class" => {
            let classes = rules.speaker_classes.iter();
            classes.filter_map(|class| first(&class.names)).collect()
        }
        _ => Vec::new(),
    }
}

/// Organisations as they are compared: by id, in order.
pub(super) fn ids(sorted: &[OrganisationId]) -> String {
    let ids: Vec<String> = sorted.iter().map(OrganisationId::to_string).collect();
    ids.join(" ")
}

/// Reads a returned row. What a cell says and cannot be understood is told and counts as not said: the rest of the
/// row is taken all the same (X7: nothing vanishes).
pub(super) fn read(raw: &RawRow, place: Place, context: &Context<'_>) -> ReadRow {
    let reader = Reader {
        raw,
        context,
        place: &place,
    };
    let said: [(&str, Said); 11] = [
        ("on", reader.on()),
        ("organisations", reader.hosts()),
        ("title", Ok(Some(reader.written("title")))),
        ("kind", reader.kind()),
        ("form", Ok(Some(reader.forms()))),
        ("speaker", Ok(Some(reader.name("speaker")))),
        ("speaker_class", Ok(Some(reader.class()))),
        ("venue", Ok(Some(reader.written("venue")))),
        ("expected", reader.count("expected")),
        ("present", reader.count("present")),
        ("note", Ok(Some(reader.written("note")))),
    ];
    let mut read = ReadRow::of(place, said);
    let row = &mut read.row;
    row.number = raw.text("number").parse().ok();
    // Whoever was erased on request is not brought back by a file (PIPL 47).
    let speaker = row.value("speaker").to_owned();
    let is_erased = |host: &OrganisationId| context.erased.has(&speaker, None, *host);
    if !speaker.is_empty() && super::form::organisations(row).iter().any(is_erased) {
        row.cells.remove("speaker");
    }
    read
}

/// What a cell says; nothing when it is blank.
pub(super) type Said = Result<Option<FormCell>, ImportRefusal>;

/// Reads cells of a returned row.
pub(super) struct Reader<'a> {
    /// The row.
    pub raw: &'a RawRow,
    /// What names mean.
    pub context: &'a Context<'a>,
    /// Where it stands.
    pub place: &'a Place,
}

impl Reader<'_> {
    pub(super) fn written(&self, column: &str) -> FormCell {
        let text = self.raw.written(column);
        cell(intake::fold(&text), &text)
    }

    pub(super) fn name(&self, column: &str) -> FormCell {
        let text = self.raw.text(column);
        cell(fold_name(&text), &fold_name(&text))
    }

    pub(super) fn unreadable(&self, column: &'static str, why: UnreadableWhy) -> ImportRefusal {
        let is_error = matches!(self.raw.get(column), Cell::Error(_));
        ImportRefusal::Unreadable {
            column: column.to_owned(),
            value: self.raw.text(column),
            why: if is_error { UnreadableWhy::SheetError } else { why },
        }
    }

    /// The day a lecture was held: it cannot lie ahead.
    fn on(&self) -> Said {
        let said = self.day("on")?;
        let on = said.as_ref().and_then(|cell| cell.value.parse().ok());
        match on.filter(|on| *on > self.context.today) {
            Some(on) => Err(ImportRefusal::Future { on }),
            None => Ok(said),
        }
    }

    pub(super) fn day(&self, column: &'static str) -> Said {
        let raw = self.raw.get(column);
        if raw.is_blank() {
            return Ok(None);
        }
        let on = read_date(raw).map_err(|_| self.unreadable(column, UnreadableWhy::NotADate))?;
        Ok(Some(cell(on.to_string(), &on.to_string())))
    }

    pub(super) fn hosts(&self) -> Said {
        self.organisations("organisations")
    }

    pub(super) fn organisations(&self, column: &str) -> Said {
        let text = self.raw.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let mut hosts = self.context.organisations(&text, self.place)?;
        let names: Vec<&str> = hosts.iter().map(|host| self.context.name(*host)).collect();
        let shown = names.join(BETWEEN);
        hosts.sort_unstable();
        Ok(Some(cell(ids(&hosts), &shown)))
    }

    pub(super) fn kind(&self) -> Said {
        let text = self.raw.text("kind");
        if text.is_empty() {
            return Ok(None);
        }
        let id = Words::lecture_kinds(self.context.rules).read(&text)?;
        Ok(Some(cell(id.to_owned(), &text)))
    }

    /// A class the pack does not know is its last one, as in an import.
    pub(super) fn class(&self) -> FormCell {
        let text = self.raw.text("speaker_class");
        if text.is_empty() {
            return FormCell::default();
        }
        let last = self.context.rules.speaker_classes.last();
        let id = Words::speaker_classes(self.context.rules).id(&text);
        let id = id.or(last.map(|class| class.id.as_str())).unwrap_or_default();
        cell(id.to_owned(), &text)
    }

    fn forms(&self) -> FormCell {
        let forms = split_joint(&self.raw.text("form")).join(BETWEEN);
        cell(intake::fold(&forms), &forms)
    }

    fn count(&self, column: &'static str) -> Said {
        let raw = self.raw.get(column);
        if raw.is_blank() {
            return Ok(None);
        }
        let count = read_count(raw).map_err(|_| self.unreadable(column, UnreadableWhy::NotANumber))?;
        Ok(Some(cell(count.to_string(), &count.to_string())))
    }
}
