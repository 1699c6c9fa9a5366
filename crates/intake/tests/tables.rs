//! Tables as people make them: titles above, groups over headers, merged cells, totals and remarks below.
#![expect(clippy::unwrap_used, reason = "a test may stop at what must not be")]

use kaijiang_intake::table::workbook::{Region, Row};
use kaijiang_intake::{Cell, ColumnSpec, Identity, Note, Sheet, Skipped, Table, find_table, take_table};

fn column(key: &'static str, names: &[&str], required: bool) -> ColumnSpec {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    ColumnSpec {
        key,
        names,
        required,
        fill_down: key == "branch",
    }
}

fn columns() -> Vec<ColumnSpec> {
    vec![
        column("no", &["序号"], false),
        column("branch", &["所在支部", "党组织"], true),
        column("name", &["姓名"], true),
        column("born", &["出生年月"], false),
        column("phone", &["联系电话", "电话"], false),
        column("note", &["备注"], false),
    ]
}

/// Rows as text, `|` between cells; digits become numbers, empty ones stay empty.
fn sheet(lines: &[&str]) -> Sheet {
    let cell = |text: &str| match text.parse::<f64>() {
        _ if text.is_empty() => Cell::Empty,
        Ok(number) if !text.starts_with('0') => Cell::Number(number),
        _ => Cell::Text(text.to_owned()),
    };
    let row = |(i, line): (usize, &&str)| Row {
        number: i + 1,
        cells: line.split('|').map(cell).collect(),
    };
    let rows = lines
        .iter()
        .enumerate()
        .map(row)
        .filter(|row| row.cells.iter().any(|cell| !cell.is_blank()));
    Sheet {
        name: "甲".to_owned(),
        rows: rows.collect(),
        merged: Vec::new(),
    }
}

fn merge(mut sheet: Sheet, regions: &[(usize, usize, usize, usize)]) -> Sheet {
    for &(first_row, last_row, first_column, last_column) in regions {
        sheet.merged.push(Region {
            first_row,
            last_row,
            first_column,
            last_column,
        });
    }
    sheet
}

fn read(sheet: &Sheet) -> Table {
    let table = find_table(sheet, &columns(), &Identity::default()).unwrap();
    assert_eq!(
        table,
        take_table(sheet.clone(), &columns(), &Identity::default()).unwrap()
    );
    table
}

fn names(table: &Table) -> Vec<String> {
    table
        .rows
        .iter()
        .map(|row| format!("{} {}/{}", row.row, row.text("branch"), row.text("name")))
        .collect()
}

fn skipped(table: &Table) -> Vec<(Skipped, Vec<usize>)> {
    let note = |note: &Note| match note {
        Note::RowsSkipped { what, rows } => Some((*what, rows.clone())),
        _ => None,
    };
    table.notes.iter().filter_map(note).collect()
}

#[test]
fn titles_groups_totals_and_remarks() {
    let table = read(&merge(
        sheet(&[
            "柏营镇党员花名册",
            "填报单位:组织部||||填报时间:2020年12月1日",
            "",
            "基本情况||||联系方式",
            "序 号|所在支部|姓　名|出生\n年月|联系电话(手机)|备注",
            "1|甲支部|田荣平|195601|18075113635",
            "2||龙建红|1968.5",
            "柏营镇党员花名册",
            "基本情况||||联系方式",
            "序号|所在支部|姓名|出生年月|联系电话(手机)|备注",
            "3|乙支部|徐兴荣",
            "4",
            "小计||2人",
            "5|丙支部|合计|195601",
            "合　计||共4人",
            "填表人：张三||||审核人：李四",
            "2.本表一式两份",
        ]),
        &[(1, 1, 0, 5), (4, 4, 0, 3), (4, 4, 4, 5)],
    ));
    assert_eq!(table.header_row, 5);
    assert_eq!(
        table.titles[..3],
        ["柏营镇党员花名册", "填报单位:组织部", "填报时间:2020年12月1日"]
    );
    assert_eq!(
        names(&table),
        [
            "6 甲支部/田荣平",
            "7 甲支部/龙建红",
            "11 乙支部/徐兴荣",
            "14 丙支部/合计"
        ]
    );
    assert_eq!(
        skipped(&table),
        [
            (Skipped::RepeatedHeader, vec![8, 9, 10]),
            (Skipped::Total, vec![13, 15]),
            (Skipped::Footnote, vec![16, 17]),
            (Skipped::NumberOnly, vec![12]),
        ]
    );
    assert!(table.notes.contains(&Note::FilledDown {
        header: "所在支部".to_owned(),
        rows: 1
    }));
}

#[test]
fn total_words() {
    for word in [
        "合计",
        "总计",
        "小计：",
        "总　计",
        "合计（人）",
        "本页小计",
        "全县合计",
        "Total",
        "Grand Total:",
        "共计",
    ] {
        for line in [format!("{word}||12"), format!("|{word}||3"), format!("9|{word}")] {
            let table = read(&sheet(&[
                "序号|所在支部|姓名|备注",
                "1|甲|张三",
                &line,
                "2|乙|李四",
            ]));
            assert_eq!(skipped(&table), [(Skipped::Total, vec![3])], "{line}");
        }
    }
    for line in ["2|甲|小计", "2|甲|统计局", "3|设计院支部|张三", "|计生支部|李四"] {
        let table = read(&sheet(&["序号|所在支部|姓名|备注", "1|甲|张三", line]));
        assert_eq!((table.rows.len(), skipped(&table).len()), (2, 0), "{line}");
    }
}

#[test]
fn footnote_words() {
    for line in [
        "填表人:张三",
        "备注：以上为初稿",
        "注:1.略",
        "说明",
        "审核人（签字）：",
        "填报时间:2020年12月1日|||审核:",
    ] {
        let table = read(&sheet(&["序号|所在支部|姓名|备注", "1|甲|张三", line]));
        assert_eq!(skipped(&table), [(Skipped::Footnote, vec![3])], "{line}");
    }
    let table = read(&sheet(&["所在支部|姓名", "注:某支部|李四", "备注一村支部|王五"]));
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn merged_cells_show_their_value_everywhere() {
    let table = read(&merge(
        sheet(&[
            "序号|所在支部|姓名",
            "1|甲|张三",
            "2||李四",
            "3||王五",
            "4|乙|赵六",
            "合计",
        ]),
        &[(2, 4, 1, 1), (6, 6, 0, 2)],
    ));
    assert_eq!(
        names(&table),
        ["2 甲/张三", "3 甲/李四", "4 甲/王五", "5 乙/赵六"]
    );
    assert!(
        !table
            .notes
            .iter()
            .any(|note| matches!(note, Note::FilledDown { .. }))
    );
    assert_eq!(skipped(&table), [(Skipped::Total, vec![6])]);
}

#[test]
fn a_header_of_two_rows() {
    let lines = [
        "序号|所在支部|基本情况||联系方式",
        "||姓名|出生年月|电话",
        "1|甲|张三|195601|138",
    ];
    let regions = [(1, 2, 0, 0), (1, 2, 1, 1), (1, 1, 2, 3), (1, 1, 4, 4)];
    for sheet in [merge(sheet(&lines), &regions), sheet(&lines)] {
        let table = read(&sheet);
        assert_eq!((table.header_row, table.found.len()), (2, 5));
        assert_eq!(table.header, ["序号", "所在支部", "姓名", "出生年月", "电话"]);
        assert_eq!(names(&table), ["3 甲/张三"]);
        assert_eq!(table.rows[0].text("phone"), "138");
    }
    // merged downward where nothing is looked for in the second row
    let tall = merge(
        sheet(&["序号|所在支部|姓名|其他", "|||甲|乙", "1|甲|张三"]),
        &[(1, 2, 0, 0), (1, 2, 1, 1), (1, 2, 2, 2), (1, 1, 3, 4)],
    );
    assert_eq!(names(&read(&tall)), ["3 甲/张三"]);
}

#[test]
fn a_header_over_two_columns_is_one_column() {
    let table = read(&merge(
        sheet(&["序号|所在支部|姓名||备注", "1|甲|张三||略"]),
        &[(1, 1, 2, 3), (2, 2, 2, 3)],
    ));
    assert_eq!(names(&table), ["2 甲/张三"]);
    assert_eq!(table.rows[0].text("note"), "略");
    assert!(table.unknown_columns.is_empty());
    assert!(table.notes.is_empty());
}

#[test]
fn identity_columns_are_dropped_first() {
    let id = "53012819840901001X";
    let table = read(&sheet(&[
        "身份证号码|序号|所在支部|姓名|号码|备注",
        &format!("{id}|1|甲|张三|{id}|"),
        &format!("{id}|2|甲|李四|{id}|{id}"),
        &format!("{id}|3|甲|王五|{id}|"),
        &format!("{id}||||{id}|"),
    ]));
    assert_eq!(table.header, ["序号", "所在支部", "姓名", "备注"]);
    assert_eq!(table.rows.len(), 3);
    assert_eq!(
        table.rows.iter().map(|row| row.long_number()).collect::<Vec<_>>(),
        [None, Some("备注"), None]
    );
    assert_eq!(
        table.notes[..2],
        [
            Note::IdentityColumnDropped {
                header: "身份证号码".to_owned(),
                column: 0
            },
            Note::IdentityColumnDropped {
                header: "号码".to_owned(),
                column: 4
            },
        ]
    );
    let kept = format!(
        "{:?}",
        table.rows.iter().map(|row| &row.original).collect::<Vec<_>>()
    );
    assert_eq!(kept.matches(id).count(), 1);
}

#[test]
fn as_above_and_blank_take_the_value_above() {
    let table = read(&sheet(&[
        "所在支部|姓名",
        "甲|张三",
        "同上|李四",
        "|王五",
        "乙|赵六",
        "〃|钱七",
    ]));
    assert_eq!(
        names(&table),
        ["2 甲/张三", "3 甲/李四", "4 甲/王五", "5 乙/赵六", "6 乙/钱七"]
    );
    assert_eq!(
        table.notes,
        [Note::FilledDown {
            header: "所在支部".to_owned(),
            rows: 3
        }]
    );
}

#[test]
fn headers_close_to_the_name_are_told() {
    let table = read(&sheet(&["党员姓名|党组织名称|备注|备注", "张三|甲|一|二"]));
    assert!(table.notes.contains(&Note::WeakMatch {
        key: "name",
        header: "党员姓名".to_owned()
    }));
    assert!(table.notes.contains(&Note::DuplicateColumn {
        header: "备注".to_owned()
    }));
    assert_eq!(table.rows[0].text("note"), "一");
}

#[test]
fn a_missing_column_is_told_with_what_was_seen() {
    let refused = find_table(
        &sheet(&["名册", "序号|姓名|备注", "1|张三"]),
        &columns(),
        &Identity::default(),
    )
    .unwrap_err();
    assert_eq!(
        (refused.missing, refused.seen),
        (
            vec!["branch"],
            ["序号", "姓名", "备注"].map(str::to_owned).to_vec()
        )
    );
    let nothing = find_table(&sheet(&["甲|乙"]), &columns(), &Identity::default()).unwrap_err();
    assert_eq!(
        (nothing.missing, nothing.seen),
        (vec!["branch", "name"], ["甲", "乙"].map(str::to_owned).to_vec())
    );
    let empty = find_table(&Sheet::default(), &columns(), &Identity::default()).unwrap_err();
    assert_eq!(empty.seen, Vec::<String>::new());
}
