//! The given rounds of returns (收表), read as rows of a form: what was sent, what came back, and the exact merge.
//! Must not align or merge anything.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::naming::fold_name;
use domain::returns::{ColumnWeight, FormCell, FormColumn, FormRow};
use intake::{Cell, ColumnSpec, Identity, Limits, find_table, fold, read_count, read_date, read_workbook};
use serde_json::Value;

/// A file that came back, and the township it is of.
pub struct Came {
    /// Its name.
    pub file: String,
    /// Its township.
    pub town: String,
    /// Its rows.
    pub rows: Vec<FormRow>,
}

/// One round.
pub struct Round {
    /// Which.
    pub number: i64,
    /// All townships, the silent one too.
    pub towns: Vec<String>,
    /// All rows that were sent.
    pub sent: Vec<FormRow>,
    /// The files that count.
    pub came: Vec<Came>,
    /// The exact merge.
    pub truth: Value,
}

/// The township that stands for all that belong to none: offices of the county itself.
const COUNTY_OFFICES: &str = "县直机关";

impl Round {
    /// The rows that were sent to a township.
    pub fn sent_to(&self, town: &str) -> Vec<FormRow> {
        let is_of = |row: &FormRow, town: &str| row.value("org").contains(&format!("云岭县{town}"));
        let is_elsewhere = |row: &FormRow| self.towns.iter().any(|town| is_of(row, town));
        self.sent
            .iter()
            .filter(|row| is_of(row, town) || (town == COUNTY_OFFICES && !is_elsewhere(row)))
            .cloned()
            .collect()
    }
}

/// The columns, by the keys of the truth.
pub fn columns() -> Vec<FormColumn> {
    use ColumnWeight::{Identity, Silent, Supporting};
    [
        ("org", Identity),
        ("date", Identity),
        ("topic", Identity),
        ("speaker", Identity),
        ("kind", Supporting),
        ("form", Supporting),
        ("class", Supporting),
        ("place", Supporting),
        ("expected", Supporting),
        ("present", Supporting),
        ("note", Silent),
    ]
    .into_iter()
    .map(|(key, weight)| FormColumn {
        key: key.to_owned(),
        weight,
    })
    .collect()
}

fn names() -> Vec<ColumnSpec> {
    [
        ("no", "序号 编号"),
        ("date", "开展时间 时间 授课日期 党课时间 日期"),
        ("org", "党组织 党支部 开展单位 所在党组织 支部"),
        ("topic", "党课题目 题目 课题名称"),
        ("kind", "类型"),
        ("form", "形式"),
        ("speaker", "主讲人 主讲人姓名 授课人"),
        ("class", "主讲人身份 主讲人职务身份"),
        ("place", "地点 授课地点 场所"),
        ("expected", "应到人数 应到"),
        ("present", "实到人数 实到 参加人数"),
        ("note", "备注"),
    ]
    .into_iter()
    .map(|(key, names)| ColumnSpec {
        key,
        names: names.split(' ').map(str::to_owned).collect(),
        required: ["date", "org", "topic", "speaker"].contains(&key),
        fill_down: false,
    })
    .collect()
}

/// The given returns, where they are at hand.
pub fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/returns");
    folder.is_dir().then_some(folder)
}

/// All three rounds.
pub fn rounds(folder: &Path) -> Vec<Round> {
    let truth = std::fs::read_to_string(folder.join("truth.json")).unwrap();
    let truth: Vec<Value> = serde_json::from_str(&truth).unwrap();
    truth
        .into_iter()
        .map(|truth| {
            let number = truth["round"].as_i64().unwrap();
            let files = truth["files"].as_object().unwrap();
            let counted = files.iter().filter(|(_, file)| file["superseded"] != true);
            let town = |town: &Value| town.as_str().unwrap().to_owned();
            Round {
                number,
                towns: files
                    .values()
                    .map(|file| &file["town"])
                    .chain(truth["silent"].as_array().unwrap())
                    .map(town)
                    .collect(),
                sent: read(&folder.join(format!("sent{number}.xlsx"))),
                came: counted
                    .map(|(name, file)| Came {
                        file: name.clone(),
                        town: town(&file["town"]),
                        rows: read(&folder.join(format!("round{number}")).join(name)),
                    })
                    .collect(),
                truth,
            }
        })
        .collect()
}

fn read(path: &Path) -> Vec<FormRow> {
    let bytes = std::fs::read(path).unwrap();
    let book = read_workbook(&bytes, &Limits::default()).unwrap();
    let table = book
        .sheets
        .iter()
        .find_map(|sheet| find_table(sheet, &names(), &Identity::default()).ok())
        .unwrap_or_else(|| panic!("no table in {}", path.display()));
    let keys: Vec<String> = columns().into_iter().map(|column| column.key).collect();
    table
        .rows
        .iter()
        .map(|row| FormRow {
            number: read_count(row.get("no")).ok().map(i64::from),
            cells: keys
                .iter()
                .filter(|key| !row.get(key).is_blank())
                .map(|key| (key.clone(), cell(key, row.get(key))))
                .collect::<BTreeMap<_, _>>(),
        })
        .collect()
}

fn cell(key: &str, cell: &Cell) -> FormCell {
    let shown = cell.text();
    let value = match key {
        "date" => read_date(cell).unwrap().to_string(),
        "expected" | "present" => read_count(cell).unwrap().to_string(),
        "speaker" => fold_name(&shown),
        _ => fold(&shown),
    };
    FormCell { value, shown }
}
