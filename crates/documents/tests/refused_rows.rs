//! What is written is what comes back when the same file is handed in again.

use intake::{Cell, ColumnSpec, Identity, Limits, find_table, read_count, read_date, read_workbook};
use jiff::civil::date;
use kaijiang_documents::xlsx::{
    CellValue, RefusedRow, RefusedSheet, RefusedWords, Sheet, refused_rows, table,
};

fn words() -> RefusedWords {
    RefusedWords {
        row: "原行号".to_owned(),
        reason: "退回原因".to_owned(),
    }
}

fn column(key: &'static str, name: &str) -> ColumnSpec {
    ColumnSpec {
        key,
        names: vec![name.to_owned()],
        required: true,
        fill_down: false,
    }
}

fn ledger() -> Vec<RefusedSheet> {
    let header = ["序号", "开展时间", "党组织", "党课题目", "实到人数"]
        .map(str::to_owned)
        .to_vec();
    let row = |row, when: CellValue, title: &str, present: CellValue, reason: &str| RefusedRow {
        row,
        cells: vec![
            CellValue::Int(i64::from(row)),
            when,
            "白营村第一党支部".into(),
            title.into(),
            present,
        ],
        reason: reason.to_owned(),
    };
    let rows = vec![
        row(
            1855,
            date(2020, 11, 15).into(),
            "=HYPERLINK(\"http://x\")",
            CellValue::Int(8),
            "有两个同名村",
        ),
        row(
            1856,
            "2020年9月31日".into(),
            "+补充",
            "约30人".into(),
            "没有这一天",
        ),
        row(
            1857,
            CellValue::Blank,
            "@党课",
            CellValue::Number(8.5),
            "没有时间",
        ),
    ];
    vec![RefusedSheet {
        name: "台账".to_owned(),
        header,
        rows,
    }]
}

#[test]
fn refused_rows_come_back_as_they_were() {
    let bytes = refused_rows(&ledger(), &words()).unwrap();
    let book = read_workbook(&bytes, &Limits::default()).unwrap();
    assert_eq!(book.sheets[0].name, "台账");
    let columns = [
        column("no", "序号"),
        column("date", "开展时间"),
        column("org", "党组织"),
        column("title", "党课题目"),
        column("present", "实到人数"),
    ];
    let found = find_table(&book.sheets[0], &columns, &Identity::default()).unwrap();
    assert_eq!(found.unknown_columns, ["原行号", "退回原因"]);
    assert_eq!(found.rows.len(), 3);
    let first = &found.rows[0];
    assert_eq!(read_date(first.get("date")), Ok(date(2020, 11, 15)));
    assert_eq!(
        first.get("title"),
        &Cell::Text("=HYPERLINK(\"http://x\")".to_owned())
    );
    assert_eq!(read_count(first.get("present")), Ok(8));
    assert_eq!(found.rows[1].text("present"), "约30人");
    assert_eq!(found.rows[2].text("title"), "@党课");
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let write = || refused_rows(&ledger(), &words()).unwrap();
    let first = write();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, write());
}

#[test]
fn names_of_sheets_are_made_to_fit() {
    let named = |name: &str| Sheet {
        name: name.to_owned(),
        header: vec!["甲".to_owned()],
        ..Sheet::default()
    };
    let long = "云岭县".repeat(20);
    let sheets = [
        named("a/b"),
        named("A:b"),
        named(""),
        named(&long),
        named(&long),
        named("'"),
    ];
    let bytes = table(&sheets).unwrap();
    let book = read_workbook(&bytes, &Limits::default()).unwrap();
    let written: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(written[..3], ["ab", "Ab (2)", "Sheet"]);
    assert_eq!(written[5], "Sheet (2)");
    assert!(written.iter().all(|name| name.chars().count() <= 31));
}

#[test]
fn values_of_every_kind() {
    let moment = date(2020, 5, 1).at(18, 47, 0, 0);
    let row = vec![
        CellValue::Text("-1+1".to_owned()),
        CellValue::Int(-7),
        CellValue::Int(18_075_113_635),
        CellValue::Int(530_128_198_409_010_017),
        CellValue::Number(2.5),
        CellValue::Number(f64::NAN),
        CellValue::Date(date(1921, 7, 23)),
        CellValue::Moment(moment),
        CellValue::Text("字".repeat(40_000)),
    ];
    let sheet = Sheet {
        name: "甲".to_owned(),
        header: vec!["列".to_owned(); 9],
        rows: vec![row],
    };
    let book = read_workbook(&table(&[sheet]).unwrap(), &Limits::default()).unwrap();
    let cells = &book.sheets[0].rows[1].cells;
    assert_eq!(cells[0], Cell::Text("-1+1".to_owned()));
    assert_eq!(cells[1], Cell::Number(-7.0));
    assert_eq!(cells[2], Cell::Number(18_075_113_635.0));
    assert_eq!(cells[3], Cell::Text("530128198409010017".to_owned()));
    assert_eq!(cells[4], Cell::Number(2.5));
    assert_eq!(cells[5], Cell::Text("NaN".to_owned()));
    assert_eq!(cells[6], Cell::Date(date(1921, 7, 23).at(0, 0, 0, 0)));
    assert_eq!(cells[7], Cell::Date(moment));
    assert_eq!(cells[8].text().chars().count(), 32_767);
}
