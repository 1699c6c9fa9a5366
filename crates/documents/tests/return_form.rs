//! A form that is sent comes back through intake: what was written, which form it is, which record each row is.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::io::{Cursor, Read};

use intake::{Cell, FormMarks, Limits, Workbook, form_marks, read_workbook};
use jiff::civil::date;
use kaijiang_documents::return_form::{ColumnKind, FormId, ReturnColumn, ReturnForm, ReturnRow, return_form};
use kaijiang_documents::xlsx::CellValue;

fn column(header: &str, kind: ColumnKind, asked: bool) -> ReturnColumn {
    ReturnColumn {
        header: header.to_owned(),
        width: 14.0,
        kind,
        asked,
    }
}

fn row(id: &str, number: u32, title: &str, present: Option<u32>) -> ReturnRow {
    let held = date(2020, 10, 12);
    ReturnRow {
        id: id.to_owned(),
        cells: vec![
            number.into(),
            held.into(),
            title.into(),
            "故事".into(),
            present.map_or(CellValue::Blank, CellValue::from),
        ],
    }
}

/// A month's ledger of one township, as it is sent.
fn form() -> ReturnForm {
    let branches: Vec<String> = (1..40)
        .map(|n| format!("中共云岭县雾溪镇葵渡村第{n}支部委员会"))
        .collect();
    ReturnForm {
        form: FormId {
            return_id: "0190a2b4-aaaa-7bbb-8ccc-0123456789ab".to_owned(),
            organisation_id: "0190a2b4-1111-7bbb-8ccc-0123456789ab".to_owned(),
            version: "2".to_owned(),
        },
        title: "雾溪镇2020年10月党课台账".to_owned(),
        note: "请于11月5日前补填黄色的格子，新讲的写在下面的空行里。\n有不清楚的，找县党员教育中心，电话0871-60000002。".to_owned(),
        columns: vec![
            column("序号", ColumnKind::Number, false),
            column("开展时间", ColumnKind::Date, true),
            column("党课题目", ColumnKind::Text, true),
            column("类型", ColumnKind::Choice(["理论", "故事", "经验", "微党课"].map(str::to_owned).to_vec()), true),
            column("实到人数", ColumnKind::Count, true),
            column("党组织", ColumnKind::Choice(branches), false),
        ],
        rows: vec![
            row("r-1", 1, "一条水渠三十年", Some(23)),
            row("r-2", 2, "=1+1", None),
            row("r-3", 3, "1956-01", Some(8)),
        ],
        blank_rows: 5,
        foot: "第 &P 页，共 &N 页".to_owned(),
    }
}

fn read(bytes: &[u8]) -> (Workbook, FormMarks) {
    let mut book = read_workbook(bytes, &Limits::default()).unwrap();
    let marks = form_marks(bytes, &mut book, &Limits::default());
    (book, marks)
}

fn ids(marks: &FormMarks, book: &Workbook) -> Vec<(usize, String)> {
    let rows = marks.rows_of(&book.sheets[0].name);
    rows.iter().map(|mark| (mark.row, mark.id.clone())).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn x7_a_form_comes_back_as_it_was_sent() {
    let sent = form();
    let bytes = return_form(&sent).unwrap();
    let (book, marks) = read(&bytes);
    assert_eq!(book.sheets.len(), 1, "the lists are hidden");
    let found = marks.form_of(&book.sheets[0].name).unwrap();
    assert_eq!(
        (&found.return_id, &found.organisation_id, &found.version),
        (
            &sent.form.return_id,
            &sent.form.organisation_id,
            &sent.form.version
        )
    );
    let expected = [(4, "r-1"), (5, "r-2"), (6, "r-3")].map(|(row, id)| (row, id.to_owned()));
    assert_eq!(ids(&marks, &book), expected);
    let rows = &book.sheets[0].rows;
    assert_eq!(rows.len(), 6, "empty rows hold nothing, marks are taken out");
    assert_eq!(rows[2].cells.len(), sent.columns.len());
    assert_eq!(*rows[3].cell(1), Cell::Date(date(2020, 10, 12).at(0, 0, 0, 0)));
    assert_eq!(*rows[3].cell(4), Cell::Number(23.0));
    assert_eq!(
        (rows[4].cell(2).text(), rows[4].cell(4).text()),
        ("=1+1".to_owned(), String::new())
    );
    assert_eq!(*rows[5].cell(2), Cell::Text("1956-01".to_owned()));
}

#[test]
fn x7_the_same_form_is_the_same_bytes() {
    assert_eq!(return_form(&form()).unwrap(), return_form(&form()).unwrap());
}

#[test]
fn x7_a_form_is_set_up_to_be_filled_and_printed() {
    let bytes = return_form(&form()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for expected in [
        r#"orientation="landscape""#,
        r#"paperSize="9""#,
        r#"fitToHeight="0""#,
        r#"topLeftCell="A4""#,
        r#"<autoFilter ref="A3:G11"/>"#,
        r#"type="list""#,
        "理论,故事,经验,微党课",
        "kaijiang!$B$1:$B$39",
        r#"<conditionalFormatting sqref="E4:E6">"#,
        r#"<col min="7" max="7" width="0" hidden="1""#,
        "第 &amp;P 页，共 &amp;N 页",
    ] {
        assert!(sheet.contains(expected), "{expected} is not in {sheet}");
    }
    assert!(!sheet.contains("sheetProtection"), "nothing hinders the filler");
    assert!(!sheet.contains("F4:F6"), "nobody is asked for the branch");
    let workbook = part(&bytes, "xl/workbook.xml");
    for expected in [
        "_xlnm.Print_Titles",
        "_xlnm.Print_Area",
        r#"name="kaijiang" sheetId="2" state="hidden""#,
    ] {
        assert!(workbook.contains(expected), "{expected} is not in {workbook}");
    }
}

#[test]
fn x7_an_empty_form_and_one_without_columns_are_written_too() {
    let mut empty = form();
    empty.rows.clear();
    empty.blank_rows = 0;
    let (book, marks) = read(&return_form(&empty).unwrap());
    assert!(marks.form_of(&book.sheets[0].name).is_some());
    empty.columns.clear();
    assert!(return_form(&empty).is_ok());
    let mut odd = form();
    odd.form.version = "1|\"]<2".to_owned();
    let (book, marks) = read(&return_form(&odd).unwrap());
    assert_eq!(marks.form_of(&book.sheets[0].name).unwrap().version, "12");
}

/// The form without the column of hidden marks: what is left when a clerk copies only what is seen.
#[test]
fn x7_without_the_hidden_column_the_workbook_still_says_which_form_it_is() {
    let bytes = return_form(&form()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        let content = content.replace("kaijiang-row|", "x|").replace("[kj:", "[x:");
        out.start_file(&*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut out, content.as_bytes()).unwrap();
    }
    let (book, marks) = read(&out.finish().unwrap().into_inner());
    assert!(marks.sheets.is_empty());
    let found = marks.form_of(&book.sheets[0].name).unwrap();
    assert_eq!(found.organisation_id, form().form.organisation_id);
}
