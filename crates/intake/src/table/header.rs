//! Which column is which, by what its header says.
//!
//! The names come from the caller; nothing here knows what a column means.

use std::collections::BTreeSet;

use crate::fold::squeezed;

/// A column the caller is looking for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSpec {
    /// By which the caller asks for its cells.
    pub key: &'static str,
    /// What the header may say. Width, spaces, line breaks and bracketed remarks do not count.
    pub names: Vec<String>,
    /// Without it there is no table.
    pub required: bool,
    /// A blank cell means the same as the one above it.
    pub fill_down: bool,
}

/// Names of columns that hold identity numbers and are dropped before anything else is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Chinese names match anywhere in a header; Latin ones only the whole of it.
    pub names: Vec<String>,
}

impl Default for Identity {
    fn default() -> Self {
        let names = [
            "身份证",
            "公民身份号码",
            "居民身份号码",
            "身份号码",
            "证件号",
            "证件编号",
            "idnumber",
            "idno",
            "idcard",
            "idcardno",
            "idcardnumber",
            "identitynumber",
            "identitycard",
            "citizenid",
        ];
        Self {
            names: names.map(str::to_owned).to_vec(),
        }
    }
}

impl Identity {
    /// The names, made comparable once.
    pub(super) fn comparable(&self) -> IdentityNames {
        IdentityNames(
            self.names
                .iter()
                .map(|name| undotted(name))
                .filter(|name| !name.is_empty())
                .collect(),
        )
    }
}

/// Names of identity columns as they are compared.
pub(super) struct IdentityNames(Vec<String>);

impl IdentityNames {
    pub(super) fn fit(&self, header: &str) -> bool {
        let bare = undotted(header);
        !bare.is_empty()
            && self.0.iter().any(|name| {
                if name.is_ascii() {
                    bare == *name
                } else {
                    bare.contains(name)
                }
            })
    }
}

fn undotted(name: &str) -> String {
    let mut bare = squeezed(name).to_lowercase();
    bare.retain(|c| !matches!(c, '.' | '-' | '_'));
    bare
}

/// A header as it is compared: folded, without spaces, bracketed remarks and marks.
pub(super) fn normalise(header: &str) -> String {
    let text = squeezed(header).to_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '{' => depth += 1,
            ')' | ']' | '】' | '〕' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let bare = out.trim_matches([':', '*', '★', '☆', '#', '.', '、']);
    if bare.is_empty() { text } else { bare.to_owned() }
}

/// A column that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) spec: usize,
    pub(super) column: usize,
    pub(super) weak: bool,
}

/// What was recognised among some headers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Matches {
    pub(super) found: Vec<Match>,
    /// Columns whose header names a column that another one already is.
    pub(super) duplicates: Vec<usize>,
}

/// The names to look for, made comparable once.
pub(super) struct Vocabulary<'a> {
    pub(super) specs: &'a [ColumnSpec],
    names: Vec<Vec<String>>,
    /// The longest name, in characters.
    longest: usize,
}

/// How many characters may stand beside a name in a header that only contains it.
const BESIDES: usize = 6;

impl<'a> Vocabulary<'a> {
    pub(super) fn new(specs: &'a [ColumnSpec]) -> Self {
        let names: Vec<Vec<String>> = specs
            .iter()
            .map(|spec| {
                spec.names
                    .iter()
                    .map(|name| normalise(name))
                    .filter(|name| !name.is_empty())
                    .collect()
            })
            .collect();
        let longest = names
            .iter()
            .flatten()
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0);
        Self {
            specs,
            names,
            longest,
        }
    }

    /// Gives each column to at most one name and each name to at most one column: whole headers first, then the
    /// headers that contain a name, those with the least besides it before the others.
    pub(super) fn assign(&self, headers: &[&str]) -> Matches {
        let mut matches = Matches::default();
        let (mut specs, mut columns) = (BTreeSet::new(), BTreeSet::new());
        for (column, header) in headers
            .iter()
            .enumerate()
            .filter(|(_, header)| !header.is_empty())
        {
            let named = |names: &Vec<String>| names.iter().any(|name| name == header);
            let fits = |spec: &usize| self.names.get(*spec).is_some_and(named);
            let fitting: Vec<usize> = (0..self.names.len()).filter(fits).collect();
            match fitting.iter().find(|spec| !specs.contains(*spec)) {
                Some(&spec) => {
                    specs.insert(spec);
                    columns.insert(column);
                    matches.found.push(Match {
                        spec,
                        column,
                        weak: false,
                    });
                }
                None if !fitting.is_empty() => {
                    columns.insert(column);
                    matches.duplicates.push(column);
                }
                None => {}
            }
        }
        for (_, _, column, spec) in self.weak(headers) {
            if !specs.contains(&spec) && !columns.contains(&column) {
                specs.insert(spec);
                columns.insert(column);
                matches.found.push(Match {
                    spec,
                    column,
                    weak: true,
                });
            }
        }
        matches.found.sort_by_key(|found| found.column);
        matches
    }

    /// Headers that contain a name: how much stands besides it, how long it is (longest first), column, spec.
    fn weak(&self, headers: &[&str]) -> Vec<(usize, std::cmp::Reverse<usize>, usize, usize)> {
        let mut weak = Vec::new();
        for (column, header) in headers
            .iter()
            .enumerate()
            .filter(|(_, header)| !header.is_empty())
        {
            let length = header.chars().count();
            if length > self.longest + BESIDES {
                continue;
            }
            for (spec, names) in self.names.iter().enumerate() {
                let longest = names.iter().filter(|name| header.contains(name.as_str()));
                if let Some(size) = longest.map(|name| name.chars().count()).max()
                    && size >= 2
                    && length - size <= BESIDES
                {
                    weak.push((length - size, std::cmp::Reverse(size), column, spec));
                }
            }
        }
        weak.sort_unstable();
        weak
    }

    /// The keys of required columns that were not found.
    pub(super) fn missing(&self, matches: &Matches) -> Vec<&'static str> {
        let found: BTreeSet<usize> = matches.found.iter().map(|found| found.spec).collect();
        let absent = |(i, spec): &(usize, &ColumnSpec)| spec.required && !found.contains(i);
        self.specs
            .iter()
            .enumerate()
            .filter(absent)
            .map(|(_, spec)| spec.key)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(key: &'static str, names: &[&str]) -> ColumnSpec {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        ColumnSpec {
            key,
            names,
            required: true,
            fill_down: false,
        }
    }

    #[test]
    fn headers_are_compared_without_their_trimmings() {
        for (given, expected) in [
            ("出 生\n年 月", "出生年月"),
            ("党组织（全称）", "党组织"),
            ("*姓名：", "姓名"),
            ("Ｄａｔｅ", "date"),
            ("（备注）", "(备注)"),
            ("实到人数[人]", "实到人数"),
        ] {
            assert_eq!(normalise(given), expected);
        }
    }

    #[test]
    fn whole_headers_come_before_parts_and_near_ones_before_far() {
        let specs = [
            spec("speaker", &["主讲人"]),
            spec("class", &["主讲人身份"]),
            spec("date", &["时间"]),
        ];
        let vocabulary = Vocabulary::new(&specs);
        let assigned = |headers: &[&str]| {
            let headers: Vec<String> = headers.iter().map(|header| normalise(header)).collect();
            let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
            let mut found: Vec<(&str, usize)> = Vec::new();
            for m in vocabulary.assign(&headers).found {
                found.push((specs[m.spec].key, m.column));
            }
            found
        };
        assert_eq!(
            assigned(&["主讲人身份", "主讲人", "时间"]),
            [("class", 0), ("speaker", 1), ("date", 2)]
        );
        assert_eq!(
            assigned(&["主讲人职务", "主讲人姓名", "开展时间"]),
            [("speaker", 0), ("date", 2)]
        );
        assert_eq!(assigned(&["主讲人职务身份", "主讲人姓名"]), [("speaker", 1)]);
        assert_eq!(assigned(&["关于上报本季度党课开展时间的说明"]), []);
    }

    #[test]
    fn a_second_column_of_the_same_name_is_told() {
        let specs = [spec("note", &["备注"])];
        let matches = Vocabulary::new(&specs).assign(&["备注", "备注"]);
        assert_eq!((matches.found.len(), matches.duplicates), (1, vec![1]));
    }

    #[test]
    fn identity_columns_by_name() {
        let identity = Identity::default().comparable();
        for header in [
            "身份证号",
            "身份证号码(18位)",
            "公民身份号码",
            "证件号码",
            "ID Number",
            "ID No.",
            "id_card",
        ] {
            assert!(identity.fit(header), "{header}");
        }
        for header in ["", "主讲人身份", "序号", "ID", "证件", "手机号"] {
            assert!(!identity.fit(header), "{header}");
        }
    }
}
