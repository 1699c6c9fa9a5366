//! Lines of a plan pasted from a sheet, read so that a form can show them before anything is kept.
//! Must not keep anything, and must not guess: a name that fits none or several is handed back.

use domain::id::OrganisationId;
use domain::naming::{Directory, Listed, Match};
use domain::rule_set::RuleSet;
use intake::{
    Cell, ColumnSpec, Identity, Limits, RawRow, Table, Workbook, read_moment, read_workbook, take_table,
};
use jiff::civil::{Date, Time};

use crate::import::NotRead;
use crate::{Refusal, Snapshot};

/// A column that holds what it cannot hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OddCell {
    /// No day.
    Day,
    /// No time of day.
    Time,
    /// A time of day instead of a topic.
    Topic,
    /// No name: a title or a number.
    Speaker,
}

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
    /// What stands in a column it cannot belong to, and is not taken.
    pub odd: Vec<(OddCell, String)>,
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

/// The columns in the order a text without a header has them: that of the form on the page.
pub const PASTED_COLUMNS: [&str; 7] = ["organisations", "on", TIME, "title", "speaker", "kind", "venue"];
/// Columns that a header may name beside those.
const MORE_COLUMNS: [&str; 2] = ["form", "speaker_class"];
/// The sheet whose headers are known to the pack.
const SHEET: &str = "lectures";
/// A column of the form that no sheet of the pack has.
const TIME: &str = "time";

/// Reads pasted lines: with a header by its names, those of the pack or those of the page (`heads`, in the order of
/// [`PASTED_COLUMNS`]); without one in that order, with or without the column of the time. Organisations are looked for
/// below `top`.
///
/// # Errors
/// When it is no table.
pub fn read_pasted(
    snapshot: &Snapshot,
    top: OrganisationId,
    (text, heads): (&str, &[String; 7]),
) -> Result<Vec<PastedLine>, Refusal> {
    let rules = &snapshot.rules;
    let table = match table(text, (heads, rules)) {
        Ok(table) => table,
        Err(_) => bare(text, (heads, rules))?,
    };
    if table.rows.is_empty() {
        return Err(Refusal::NotRead(NotRead::NoTable(Vec::new())));
    }
    let listed: Vec<Listed<'_>> = snapshot.facts.organisations.iter().map(Listed::from).collect();
    let directory = Directory::new(&listed, rules);
    let rows = table.rows.iter();
    Ok(rows.map(|row| line(row, (&directory, top), rules)).collect())
}

/// A table without a header. Where the third column holds no time in any row it is taken for the topic: the sheet has no
/// column of the time.
fn bare(text: &str, (heads, rules): (&[String; 7], &RuleSet)) -> Result<Table, Refusal> {
    let under = |heads: &[&str]| [&heads.join("\t"), "\n", text].concat();
    let all: Vec<&str> = heads.iter().map(String::as_str).collect();
    let table = table(&under(&all), (heads, rules))?;
    let times = || table.rows.iter().map(|row| row.text(TIME).trim().to_owned());
    let has_times = times().all(|time| time.is_empty()) || times().any(|time| clock(&time).is_some());
    if has_times {
        return Ok(table);
    }
    let columns = PASTED_COLUMNS.iter().zip(&all).filter(|(key, _)| **key != TIME);
    let without: Vec<&str> = columns.map(|(_, head)| *head).collect();
    self::table(&under(&without), (heads, rules))
}

fn table(text: &str, (heads, rules): (&[String; 7], &RuleSet)) -> Result<Table, Refusal> {
    let workbook = read_workbook(text.as_bytes(), &Limits::default());
    let Workbook { sheets, .. } =
        workbook.map_err(|unreadable| Refusal::NotRead(NotRead::Unreadable(unreadable)))?;
    let names = rules.sheets.get(SHEET);
    let column = |key: &'static str| {
        let of_pack = names
            .and_then(|sheet| sheet.get(key))
            .cloned()
            .unwrap_or_default();
        let of_page = PASTED_COLUMNS
            .iter()
            .zip(heads)
            .filter(|(known, _)| **known == key);
        ColumnSpec {
            key,
            names: of_page.map(|(_, head)| head.clone()).chain(of_pack).collect(),
            required: matches!(key, "organisations" | "title"),
            fill_down: false,
        }
    };
    let columns = PASTED_COLUMNS.into_iter().chain(MORE_COLUMNS);
    let columns: Vec<ColumnSpec> = columns.map(column).collect();
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
    let moment = text("on").map(|_| read_moment(row.get("on")));
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
    let odd = odd(row, moment.is_some());
    let fits_in = |cell: OddCell| odd.iter().all(|(odd, _)| *odd != cell);
    let (topic, speaker) = (
        text("title").filter(|_| fits_in(OddCell::Topic)),
        text("speaker").filter(|_| fits_in(OddCell::Speaker)),
    );
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
        starts_minute: clock(row.text(TIME).trim()).or_else(|| {
            let time = moment.map(jiff::civil::DateTime::time);
            time.filter(|time| *time != Time::MIN).and_then(minute)
        }),
        odd,
        topic,
        kind,
        forms: forms.map(str::to_owned).collect(),
        speaker,
        class,
        venue: text("venue"),
        named,
    }
}

/// What stands in a column it cannot belong to: mostly the columns are in another order.
fn odd(row: &RawRow, has_day: bool) -> Vec<(OddCell, String)> {
    let text = |key: &str| row.text(key).trim().to_owned();
    let (time, topic, speaker) = (text(TIME), text("title"), text("speaker"));
    let is_no_name =
        |said: &str| said.contains(['《', '》', '“', '”', '：', ':']) || said.chars().any(char::is_numeric);
    let cells = [
        (OddCell::Day, !has_day, text("on")),
        (OddCell::Time, clock(&time).is_none(), time),
        (OddCell::Topic, clock(&topic).is_some(), topic),
        (OddCell::Speaker, is_no_name(&speaker), speaker),
    ];
    let odd = cells
        .into_iter()
        .filter(|(_, is_odd, said)| *is_odd && !said.is_empty());
    odd.map(|(cell, _, said)| (cell, said)).collect()
}

/// The minute of the day of a time that is written out: 15:00, 9：05, 15点, 下午3点半. A bare number is none.
fn clock(text: &str) -> Option<u32> {
    let folded = intake::fold(text);
    let is_written = folded.contains([':', '点', '时']);
    // Times stand behind a day in the sheets that are read; any day does.
    let moment = Cell::Text(format!("2000-01-01 {folded}"));
    let time = read_moment(&moment).ok().filter(|_| is_written)?.time();
    minute(time)
}

fn minute(time: Time) -> Option<u32> {
    let (hour, minute) = (
        u32::try_from(time.hour()).ok()?,
        u32::try_from(time.minute()).ok()?,
    );
    Some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn a_time_is_told_from_a_topic() {
        for (text, minute) in [
            ("15:00", 900),
            ("9：05", 545),
            ("15:30:00", 930),
            ("15点", 900),
            ("下午3点半", 930),
            ("上午9时10分", 550),
        ] {
            assert_eq!(clock(text), Some(minute), "{text}");
        }
        for text in [
            "",
            "15",
            "三课",
            "第3课",
            "25:00",
            "重点：安全",
            "2020-12-21",
            "9:",
        ] {
            assert_eq!(clock(text), None, "{text}");
        }
    }
}
