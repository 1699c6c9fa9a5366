//! The sheets a pack names the columns of: which there are, and that no name is written for a column nobody reads.
//! Must not read sheets: `intake` does, told by these names.

use super::mistakes::nearest;
use super::reading::line_of;
use super::{Mistake, RuleSet};

/// Every sheet with its columns.
const SHEETS: [(&str, &[&str]); 5] = [
    (
        "organisations",
        &[
            "number",
            "name",
            "kind",
            "parent",
            "holder",
            "founded_on",
            "closed_on",
            "merged_into",
            "note",
        ],
    ),
    ("members", &["number", "branch", "name", "birth_month", "kind"]),
    (
        "lectures",
        &[
            "number",
            "on",
            "organisations",
            "title",
            "kind",
            "form",
            "speaker",
            "speaker_class",
            "venue",
            "expected",
            "present",
            "note",
        ],
    ),
    (
        "plan",
        &[
            "organisations",
            "duty",
            "period",
            "on",
            "title",
            "speaker",
            "speaker_class",
            "kind",
            "venue",
        ],
    ),
    ("sign_in", &["number", "branch", "name", "birth_month", "at"]),
];

/// The columns of a sheet, in the order a clerk expects them; none for a sheet nobody reads.
#[must_use]
pub fn columns_of(sheet: &str) -> &'static [&'static str] {
    let found = SHEETS.iter().find(|(name, _)| *name == sheet);
    found.map(|(_, columns)| *columns).unwrap_or_default()
}

impl RuleSet {
    /// What people call a column of a sheet: the first of its names; the key where the pack has none.
    #[must_use]
    pub fn header<'a>(&'a self, sheet: &str, column: &'a str) -> &'a str {
        self.headers(sheet, column).first().map_or(column, String::as_str)
    }

    /// Everything a column of a sheet is called. A plan's column that the pack does not name is called as that of the
    /// ledger it becomes.
    #[must_use]
    pub fn headers(&self, sheet: &str, column: &str) -> &[String] {
        let of = |sheet: &str| self.sheets.get(sheet).and_then(|columns| columns.get(column));
        let names = of(sheet).or_else(|| of("lectures").filter(|_| sheet == "plan"));
        names.map(Vec::as_slice).unwrap_or_default()
    }

    /// A misspelt sheet or column would never be found in a file, and nobody would know why.
    pub(super) fn find_odd_columns(&self, text: &str, mistakes: &mut Vec<(usize, Mistake)>) {
        let names: Vec<&str> = SHEETS.iter().map(|(name, _)| *name).collect();
        for (sheet, columns) in &self.sheets {
            let Some((_, known)) = SHEETS.iter().find(|(name, _)| name == sheet) else {
                mistakes.push((
                    line_of(text, &format!("[sheets.{sheet}]")),
                    unknown(sheet, &names),
                ));
                continue;
            };
            for column in columns.keys().filter(|column| !known.contains(&column.as_str())) {
                mistakes.push((line_of(text, &format!("{column} =")), unknown(column, known)));
            }
        }
    }
}

fn unknown(field: &str, known: &[&str]) -> Mistake {
    Mistake::UnknownField {
        field: field.to_owned(),
        instead: nearest(field, known.iter().copied()),
        allowed: known.iter().map(|name| (*name).to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTY: &str = include_str!("../../../../rules/party-lecture/rules.toml");

    #[test]
    fn a_misspelt_column_is_named_with_its_line() {
        let text = PARTY.replacen("birth_month = [", "birth_mnoth = [", 1);
        let misread = RuleSet::read(&text).unwrap_err();
        let (line, mistake) = &misread.mistakes[0];
        assert!(text.lines().nth(line - 1).unwrap().contains("birth_mnoth"));
        assert!(matches!(mistake, Mistake::UnknownField { instead: Some(i), .. } if i == "birth_month"));
        let text = PARTY.replacen("[sheets.lectures]", "[sheets.lecture]", 1);
        assert_eq!(RuleSet::read(&text).unwrap_err().mistakes.len(), 1);
    }
}
