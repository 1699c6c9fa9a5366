//! Rows pasted from a sheet: columns told by their headers, or, without headers, by our own order.
//! Must not read what a cell means: it hands over words.

use domain::rule_set::RuleSet;
use intake::{ColumnSpec, Identity, Limits, RawRow, Table};

use super::Row;
use super::reader::{classes, kinds, word};

/// The columns in our own order: those of the grid, left to right.
pub const COLUMNS: [&str; 11] = [
    "organisations",
    "on",
    "title",
    "speaker",
    "speaker_class",
    "kind",
    "present",
    "expected",
    "venue",
    "form",
    "note",
];
/// Most rows taken from one paste.
const MOST_ROWS: usize = 200;

/// What was pasted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pasted {
    /// Its rows; none when it is no table.
    pub rows: Vec<Row>,
    /// How many more there were than one paste may bring.
    pub beyond: usize,
}

/// The rows of a text copied from a sheet.
#[must_use]
pub fn pasted(text: &str, rules: &RuleSet) -> Pasted {
    let with_header = || {
        let header: Vec<&str> = COLUMNS.iter().map(|key| rules.header("lectures", key)).collect();
        table(&format!("{}\n{text}", header.join("\t")), rules)
    };
    let table = table(text, rules).or_else(with_header);
    let rows = table.map(|table| table.rows).unwrap_or_default();
    Pasted {
        beyond: rows.len().saturating_sub(MOST_ROWS),
        rows: rows.iter().take(MOST_ROWS).map(|raw| row(raw, rules)).collect(),
    }
}

fn table(text: &str, rules: &RuleSet) -> Option<Table> {
    let names = rules.sheets.get("lectures");
    let column = |key: &'static str| ColumnSpec {
        key,
        names: names
            .and_then(|sheet| sheet.get(key))
            .cloned()
            .unwrap_or_default(),
        required: key == "organisations" || key == "title",
        fill_down: false,
    };
    let columns = COLUMNS.map(column);
    let workbook = intake::read_workbook(text.as_bytes(), &Limits::default()).ok()?;
    let sheet = workbook.sheets.into_iter().next()?;
    intake::take_table(sheet, &columns, &Identity::default()).ok()
}

fn row(raw: &RawRow, rules: &RuleSet) -> Row {
    // Words of the pack become its ids, so that a page can show them chosen; others stay, to be asked about.
    let id = |text: String, known| word(&text, &known).unwrap_or(text);
    // A day may come with an hour behind it; the hour is not asked for here.
    let day = intake::read_date(raw.get("on")).map(|day| day.to_string());
    Row {
        branch: raw.text("organisations"),
        on: day.unwrap_or_else(|_| raw.text("on")),
        title: raw.written("title"),
        speaker: raw.text("speaker"),
        class: id(raw.text("speaker_class"), classes(rules)),
        kind: id(raw.text("kind"), kinds(rules)),
        present: raw.text("present"),
        expected: raw.text("expected"),
        venue: raw.written("venue"),
        forms: raw.text("form"),
        note: raw.written("note"),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use domain::rule_set::RuleSet;

    use super::{Pasted, pasted};
    use crate::packs::pack;

    #[test]
    fn columns_are_told_by_header_or_by_our_order() {
        let rules = RuleSet::read(pack("party-lecture").unwrap().rules).unwrap();
        let headed = "序号\t题目\t党支部\t实到人数\t时间\t类型\t主讲人\n1\t一课\t丙村支部\t9\t2020年9月25日\t故事\t孙三\n";
        let plain = "丙村支部\t2020年9月25日\t一课\t孙三\t书记\t故事\t9\n丁村支部\t9.26\t二课\n";
        let row = &pasted(headed, &rules).rows[0];
        assert_eq!(
            (row.branch.as_str(), row.on.as_str(), row.present.as_str()),
            ("丙村支部", "2020-09-25", "9")
        );
        let rows = pasted(plain, &rules).rows;
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].title.as_str(), rows[0].kind.as_str()), ("一课", "story"));
        assert_eq!(
            (rows[1].branch.as_str(), rows[1].title.as_str()),
            ("丁村支部", "二课")
        );
        assert_eq!(pasted("", &rules), Pasted::default());
        let many = plain.repeat(150);
        assert_eq!(
            (pasted(&many, &rules).rows.len(), pasted(&many, &rules).beyond),
            (200, 100)
        );
    }
}
