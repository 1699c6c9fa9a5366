//! Empty tables as offices above send them: found, named row by row, and known again in the next quarter.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use kaijiang_intake::{Form, FormColumn, LabelCell, Limits, YearPart, forms, read_workbook};

const QUARTER: &[u8] = include_bytes!("from_above/quarter.xlsx");
const LIST: &[u8] = include_bytes!("from_above/list.xlsx");
const YEAR: &[u8] = include_bytes!("from_above/year.xlsx");

fn first_form(bytes: &[u8]) -> Form {
    let book = read_workbook(bytes, &Limits::default()).unwrap();
    forms(&book).remove(0)
}

fn headers(form: &Form) -> Vec<String> {
    let said = |column: &FormColumn| format!("{}:{}", column.column, column.header.join("/"));
    form.columns.iter().map(said).collect()
}

fn label(label: &LabelCell) -> (&str, usize, usize, Option<&str>) {
    (&label.label, label.row, label.column, label.before.as_deref())
}

#[test]
fn x7_a_quarters_table_of_townships_is_read_with_its_groups_and_total() {
    let form = first_form(QUARTER);
    assert_eq!(form.sheet, "附件1");
    assert_eq!(
        headers(&form),
        [
            "0:序号",
            "1:单位",
            "2:开展党课情况(场)/总场次",
            "3:开展党课情况(场)/专题党课",
            "4:开展党课情况(场)/微党课",
            "5:参加人次/应到人次",
            "6:参加人次/实到人次",
            "7:每季度党课/应讲支部数",
            "8:每季度党课/已讲支部数",
            "9:每季度党课/完成率",
            "10:群众满意度(%)",
            "11:备注",
        ]
    );
    assert_eq!(
        (form.body.first, form.body.last, form.body.stub),
        (5, Some(20), Some(1))
    );
    let rows = &form.body.rows;
    assert_eq!(
        (rows.len(), &*rows[0].name, &*rows[14].name),
        (16, "三塘镇", "县直机关")
    );
    assert_eq!((&*rows[15].name, rows[15].is_total), ("合计", true));
    assert!(form.body.is_free(5, 2) && !form.body.is_free(5, 1) && !form.body.is_free(21, 2));
    assert_eq!(
        form.labels.iter().map(label).collect::<Vec<_>>(),
        [("填报单位", 2, 0, Some("填报单位："))]
    );
    assert!(form.titles[0].contains("第三季度"));
    assert_eq!(
        (form.time.year, form.time.part),
        (Some(2020), Some(YearPart::Quarter(3)))
    );
    assert!(form.notes[0].starts_with("注:"));
}

#[test]
fn x7_a_list_has_blank_rows_up_to_who_filled_it_in() {
    let form = first_form(LIST);
    assert_eq!(form.columns.len(), 9);
    assert_eq!(headers(&form)[6], "6:主讲人职务");
    assert_eq!(
        (form.body.first, form.body.last, form.body.stub),
        (5, Some(12), None)
    );
    assert!(form.body.rows.is_empty() && form.body.taken.is_empty());
    let labels: Vec<_> = form.labels.iter().map(|label| &*label.label).collect();
    assert_eq!(labels, ["单位(盖章)", "填表人", "联系电话", "审核人"]);
}

#[test]
fn x7_three_levels_of_header_a_row_of_numbers_and_single_cells_above() {
    let form = first_form(YEAR);
    assert_eq!(
        headers(&form)[..4],
        [
            "0:单位",
            "1:各季度开展情况/一季度/场次",
            "2:各季度开展情况/一季度/人次",
            "3:各季度开展情况/二季度/场次",
        ]
    );
    assert_eq!(headers(&form)[9..], ["9:覆盖党员数", "10:经费投入(万元)"]);
    assert_eq!(
        (form.body.first, form.body.last, form.body.stub),
        (7, Some(13), Some(0))
    );
    assert!(form.body.rows[0].is_total);
    let told = &form.columns[3];
    assert_eq!(
        (&*told.name.join("/"), told.time.part),
        ("各季度开展情况/场次", Some(YearPart::Quarter(2)))
    );
    let labels: Vec<_> = form.labels.iter().map(label).collect();
    assert_eq!(
        labels,
        [
            ("县(市、区)", 2, 1, None),
            ("党组织书记", 2, 4, None),
            ("党员总数", 2, 6, None),
            ("党课总场次", 2, 8, None)
        ]
    );
}

/// The same workbook with other texts in it.
fn with(bytes: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        for (from, to) in changes {
            text = text.replace(from, to);
        }
        out.start_file(&*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn x7_the_next_quarters_table_has_the_same_fingerprint_and_another_table_has_not() {
    let third = first_form(QUARTER);
    let later = with(
        QUARTER,
        &[
            ("2020年第三季度", "2020年第四季度"),
            ("2020年10月9日", "2021年1月11日"),
            ("三塘镇", "四塘镇"),
        ],
    );
    let fourth = first_form(&later);
    assert!(fourth.titles[0].contains("第四季度"));
    assert_eq!(third.fingerprint, fourth.fingerprint);
    assert_eq!(third.fingerprint.len(), 64);
    let other = with(QUARTER, &[("微党课", "线上党课")]);
    assert_ne!(first_form(&other).fingerprint, third.fingerprint);
    assert_ne!(first_form(LIST).fingerprint, third.fingerprint);
}

#[test]
fn x7_a_sheet_of_remarks_is_no_table() {
    let book = read_workbook(QUARTER, &Limits::default()).unwrap();
    assert_eq!((book.sheets.len(), forms(&book).len()), (2, 1));
}
