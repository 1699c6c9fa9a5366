//! The files of an invented county, as messy as real ones. Skipped where they are not at hand.
#![expect(clippy::unwrap_used, reason = "a test may stop at what must not be")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kaijiang_intake::{
    Cell, ColumnSpec, Format, Identity, Limits, Note, Skipped, Table, Workbook, find_table, read_count,
    read_date, read_moment, read_month, read_workbook,
};

fn data(path: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    root.is_dir().then(|| root.join(path))
}

fn book(path: &Path) -> Workbook {
    let bytes = std::fs::read(path).unwrap();
    read_workbook(&bytes, &Limits::default()).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn column(key: &'static str, names: &[&str], required: bool) -> ColumnSpec {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    ColumnSpec {
        key,
        names,
        required,
        fill_down: key == "branch",
    }
}

fn ledger_columns() -> Vec<ColumnSpec> {
    vec![
        column("no", &["序号", "编号"], false),
        column(
            "date",
            &["开展时间", "时间", "授课日期", "党课时间", "日期"],
            true,
        ),
        column(
            "org",
            &["党组织", "党支部", "开展单位", "所在党组织", "支部"],
            true,
        ),
        column("title", &["党课题目", "题目", "课题名称"], true),
        column("kind", &["类型"], false),
        column("form", &["形式"], false),
        column("speaker", &["主讲人", "主讲人姓名", "授课人"], true),
        column("class", &["主讲人身份", "主讲人职务身份"], false),
        column("place", &["地点", "授课地点", "场所"], false),
        column("expected", &["应到人数", "应到"], false),
        column("present", &["实到人数", "实到", "参加人数"], false),
        column("note", &["备注"], false),
    ]
}

fn tables(book: &Workbook, columns: &[ColumnSpec]) -> Vec<Table> {
    let identity = Identity::default();
    let find = |sheet| {
        let table = find_table(sheet, columns, &identity).unwrap();
        accounted(sheet, &table);
        table
    };
    book.sheets.iter().map(find).collect()
}

/// Every row below the header is in the table or named as skipped.
fn accounted(sheet: &kaijiang_intake::Sheet, table: &Table) {
    let mut seen: Vec<usize> = table.rows.iter().map(|row| row.row).collect();
    for note in &table.notes {
        if let Note::RowsSkipped { rows, .. } = note {
            seen.extend(rows);
        }
    }
    seen.sort_unstable();
    let below: Vec<usize> = sheet
        .rows
        .iter()
        .map(|row| row.number)
        .filter(|number| *number > table.header_row)
        .collect();
    assert_eq!(seen, below);
}

#[test]
fn the_ledger() {
    let Some(path) = data("rosters/ledger.xlsx") else {
        return;
    };
    let book = book(&path);
    let tables = tables(&book, &ledger_columns());
    assert_eq!(tables.len(), 1);
    let table = &tables[0];
    assert_eq!(
        (table.header_row, table.rows.len(), table.found.len()),
        (3, 1856, 12)
    );
    assert_eq!(table.rows[0].row, 4);
    assert!(table.titles.contains(&"填报时间:2020年12月1日".to_owned()));
    assert_eq!(
        table.notes,
        [Note::RowsSkipped {
            what: Skipped::Total,
            rows: vec![1860]
        }]
    );
    for row in &table.rows {
        read_date(row.get("date")).unwrap();
        read_count(row.get("present")).unwrap();
        assert_eq!(row.long_number(), None);
    }
}

#[test]
fn the_organisations() {
    let Some(path) = data("rosters/organisations.xlsx") else {
        return;
    };
    let columns = [
        column("name", &["党组织全称"], true),
        column("kind", &["党组织类别"], true),
        column("above", &["上级党组织"], false),
        column("founded", &["成立时间"], false),
        column("ended", &["撤销或合并时间"], false),
    ];
    let table = &tables(&book(&path), &columns)[0];
    let records = table
        .rows
        .iter()
        .filter(|row| !row.get("name").is_blank())
        .count();
    assert_eq!(records, 957, "{:?}", table.notes);
    assert_eq!(table.rows.len(), 957, "{:?}", table.notes);
    for row in &table.rows {
        for key in ["founded", "ended"]
            .into_iter()
            .filter(|key| !row.get(key).is_blank())
        {
            read_date(row.get(key)).unwrap();
        }
    }
}

#[test]
fn the_members() {
    let Some(path) = data("rosters/members.xlsx") else {
        return;
    };
    let columns = [
        column("branch", &["所在支部", "所在党支部"], true),
        column("name", &["姓名"], true),
        column("born", &["出生年月"], true),
        column("phone", &["联系电话"], false),
    ];
    let book = book(&path);
    assert_eq!(book.sheets.len(), 17);
    let (mut total, mut dropped) = (0, 0);
    for table in tables(&book, &columns) {
        total += table.rows.len();
        dropped += table
            .notes
            .iter()
            .filter(|n| matches!(n, Note::IdentityColumnDropped { .. }))
            .count();
        assert!(table.header.iter().all(|header| !header.contains("身份证")));
        for row in &table.rows {
            read_month(row.get("born")).unwrap();
            assert!(!row.get("branch").is_blank() && !row.get("name").is_blank());
            assert_eq!(row.long_number(), None, "{row:?}");
            assert_eq!(row.original.len(), table.header.len());
        }
    }
    assert_eq!(total, 9513);
    assert_eq!(dropped, 7);
}

#[test]
fn the_sign_in_list() {
    let Some(path) = data("rosters/sign-in.csv") else {
        return;
    };
    let columns = [
        column("no", &["台账序号"], true),
        column("branch", &["支部"], true),
        column("name", &["姓名"], true),
        column("born", &["出生年月"], true),
        column("at", &["签到时间"], true),
    ];
    let book = book(&path);
    assert_eq!(
        (book.format, book.encoding.as_deref()),
        (Format::Csv, Some("gb18030"))
    );
    let table = &tables(&book, &columns)[0];
    assert_eq!((table.header_row, table.rows.len()), (1, 17_683));
    for row in &table.rows {
        read_count(row.get("no")).unwrap();
        read_month(row.get("born")).unwrap();
        read_moment(row.get("at")).unwrap();
    }
}

#[test]
fn the_returns_of_three_rounds() {
    let Some(root) = data("returns") else { return };
    let columns = ledger_columns();
    let mut counts = BTreeMap::new();
    for round in 1..=3 {
        let sent = tables(&book(&root.join(format!("sent{round}.xlsx"))), &columns);
        let mut held: Vec<u32> = Vec::new();
        let mut fresh = 0_usize;
        let mut files: Vec<PathBuf> = std::fs::read_dir(root.join(format!("round{round}")))
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            for table in tables(&book(&file), &columns) {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                for row in &table.rows {
                    read_date(row.get("date")).unwrap_or_else(|e| panic!("{name} {e} {row:?}"));
                    if row.get("no").is_blank() {
                        fresh += 1;
                    } else {
                        held.push(read_count(row.get("no")).unwrap());
                    }
                    assert!(row.original.iter().any(|cell| *cell != Cell::Empty));
                }
                assert!(
                    table.unknown_columns.is_empty(),
                    "{name} {:?}",
                    table.unknown_columns
                );
                assert!(
                    !table.notes.iter().any(|n| matches!(n, Note::WeakMatch { .. })),
                    "{name}"
                );
            }
        }
        held.sort_unstable();
        held.dedup();
        counts.insert(round, (sent[0].rows.len(), fresh, held.len()));
    }
    println!("{counts:?}");
}
