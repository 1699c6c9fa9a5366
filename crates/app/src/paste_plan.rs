//! Lines of a plan pasted from a sheet, read so that a form can show them before anything is kept.
//! Must not keep anything, and must not guess: a name that fits none or several is handed back.

use domain::id::OrganisationId;
use domain::naming::{Directory, Listed, Match};
use domain::rule_set::RuleSet;
use intake::{ColumnSpec, Identity, Limits, RawRow, Table, Workbook, read_moment, read_workbook, take_table};
use jiff::civil::{Date, Time};

use crate::import::NotRead;
use crate::{Refusal, Snapshot};

/// A line that was pasted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PastedLine {
    /// What stands for the organisation.
    pub named: String,
    /// The organisation.
    pub organisation: Option<OrganisationId>,
    /// How many organisations the name fits.
    pub fits: usize,
    /// The day.
    pub on: Option<Date>,
    /// The minute of the day, where a time stands beside it.
    pub starts_minute: Option<u32>,
    /// What stands for the day and is none.
    pub no_day: Option<String>,
    /// The topic.
    pub topic: Option<String>,
    /// Kind id.
    pub kind: Option<String>,
    /// Forms.
    pub forms: Vec<String>,
    /// The speaker's name.
    pub speaker: Option<String>,
    /// Class id.
    pub class: Option<String>,
    /// The place.
    pub venue: Option<String>,
}

/// The columns in the order a text without a header has them.
pub const PASTED_COLUMNS: [&str; 6] = ["organisations", "on", "title", "speaker", "kind", "venue"];
/// Columns that a header may name beside those.
const MORE_COLUMNS: [&str; 2] = ["form", "speaker_class"];
/// The sheet whose headers are known to the pack.
const SHEET: &str = "lectures";

/// Reads pasted lines: with a header by its names, without one in the order of [`PASTED_COLUMNS`]. Organisations are
/// looked for below `top`.
///
/// # Errors
/// When it is no table.
pub fn read_pasted(snapshot: &Snapshot, top: OrganisationId, text: &str) -> Result<Vec<PastedLine>, Refusal> {
    let rules = &snapshot.rules;
    let table = match table(text, rules) {
        Ok(table) => table,
        Err(_) => table(&[&headers(rules).join("\t"), "\n", text].concat(), rules)?,
    };
    if table.rows.is_empty() {
        return Err(Refusal::NotRead(NotRead::NoTable(Vec::new())));
    }
    let listed: Vec<Listed<'_>> = snapshot.facts.organisations.iter().map(Listed::from).collect();
    let directory = Directory::new(&listed, rules);
    let rows = table.rows.iter();
    Ok(rows.map(|row| line(row, (&directory, top), rules)).collect())
}

/// What the pack calls the columns, in the order a text without a header has them.
#[must_use]
pub fn headers(rules: &RuleSet) -> Vec<String> {
    let header = |key: &&str| rules.header(SHEET, key).to_owned();
    PASTED_COLUMNS.iter().map(header).collect()
}

fn table(text: &str, rules: &RuleSet) -> Result<Table, Refusal> {
    let workbook = read_workbook(text.as_bytes(), &Limits::default());
    let Workbook { sheets, .. } =
        workbook.map_err(|unreadable| Refusal::NotRead(NotRead::Unreadable(unreadable)))?;
    let names = rules.sheets.get(SHEET);
    let column = |key: &&'static str| ColumnSpec {
        key,
        names: names
            .and_then(|sheet| sheet.get(*key))
            .cloned()
            .unwrap_or_default(),
        required: matches!(*key, "organisations" | "title"),
        fill_down: false,
    };
    let columns: Vec<ColumnSpec> = PASTED_COLUMNS.iter().chain(&MORE_COLUMNS).map(column).collect();
    let mut missing = Vec::new();
    for sheet in sheets {
        match take_table(sheet, &columns, &Identity::default()) {
            Ok(table) => return Ok(table),
            Err(none) => missing.push(none),
        }
    }
    Err(Refusal::NotRead(NotRead::NoTable(missing)))
}

fn line(row: &RawRow, (directory, top): (&Directory, OrganisationId), rules: &RuleSet) -> PastedLine {
    let text = |key: &str| Some(row.text(key).trim().to_owned()).filter(|text| !text.is_empty());
    let named = text("organisations").unwrap_or_default();
    let (organisation, fits) = match directory.find_within(&named, top) {
        Match::One(id) => (Some(id), 1),
        Match::None => (None, 0),
        Match::Several(ids) => (None, ids.len()),
    };
    let day = text("on");
    let moment = day.as_ref().map(|_| read_moment(row.get("on")));
    let moment = moment.and_then(Result::ok);
    let known = |names: &[String], said: &str| names.iter().any(|name| name == said);
    let kind = text("kind").and_then(|said| {
        let kind = rules.lecture_kinds.iter().find(|kind| known(&kind.names, &said));
        kind.map(|kind| kind.id.clone())
    });
    let class = text("speaker_class").and_then(|said| {
        let class = rules
            .speaker_classes
            .iter()
            .find(|class| known(&class.names, &said));
        class.map(|class| class.id.clone())
    });
    let forms = text("form").unwrap_or_default();
    let forms = forms
        .split(['、', ',', '，', ';', '；'])
        .map(str::trim)
        .filter(|form| !form.is_empty());
    PastedLine {
        organisation,
        fits,
        on: moment.map(jiff::civil::DateTime::date),
        // Midnight is how a day without a time is read.
        starts_minute: moment
            .map(jiff::civil::DateTime::time)
            .filter(|time| *time != Time::MIN)
            .and_then(minute),
        no_day: day.filter(|_| moment.is_none()),
        topic: text("title"),
        kind,
        forms: forms.map(str::to_owned).collect(),
        speaker: text("speaker"),
        class,
        venue: text("venue"),
        named,
    }
}

fn minute(time: Time) -> Option<u32> {
    let (hour, minute) = (
        u32::try_from(time.hour()).ok()?,
        u32::try_from(time.minute()).ok()?,
    );
    Some(hour * 60 + minute)
}
