//! Files made to harm, broken files, and other kinds of files: none may panic, take the memory or be misread.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test may stop at what must not be"
)]

use std::io::{Cursor, Write};

use kaijiang_intake::table::workbook::OtherKind;
use kaijiang_intake::{
    Cell, ColumnSpec, Format, Identity, Limits, Unreadable, WorkbookNote, find_table, read_count, read_date,
    read_moment, read_month, read_workbook,
};
use proptest::prelude::*;
use rust_xlsxwriter::{Format as Style, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn limits() -> Limits {
    Limits::default()
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("台账").unwrap();
    page.merge_range(0, 0, 0, 2, "台账", &Style::new()).unwrap();
    for (i, header) in ["序号", "时间", "题目"].iter().enumerate() {
        page.write(1, u16::try_from(i).unwrap(), *header).unwrap();
    }
    for row in 2..30_u32 {
        page.write(row, 0, row).unwrap();
        page.write(row, 1, "2020年5月1日").unwrap();
        page.write(row, 2, format!("题目{row}")).unwrap();
    }
    page.write_formula(30, 0, rust_xlsxwriter::Formula::new("=1+1").set_result("2"))
        .unwrap();
    book.add_worksheet()
        .set_name("藏")
        .unwrap()
        .set_hidden(true)
        .write(0, 0, 1)
        .unwrap();
    book.add_worksheet().set_name("空").unwrap();
    book.save_to_buffer().unwrap()
}

/// A package with these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const PACKAGE: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

fn with_sheet(cells: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
    );
    package(&[
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn hidden_and_empty_sheets_are_left_out() {
    let book = read_workbook(&workbook(), &limits()).unwrap();
    assert_eq!(book.format, Format::Xlsx);
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(
        book.notes,
        [WorkbookNote::HiddenSheet {
            name: "藏".to_owned()
        }]
    );
    assert_eq!(book.sheets[0].merged.len(), 1);
    assert_eq!(book.sheets[0].rows.last().unwrap().cells[0], Cell::Number(2.0));
}

#[test]
fn a_bomb_is_refused_before_it_is_parsed() {
    let zeros = vec![b' '; 40 << 20];
    let bomb = package(&[("xl/workbook.xml", BOOK), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    let by_size = Limits {
        max_unpacked: 39 << 20,
        ..limits()
    };
    let limit = 39 << 20;
    let refused = read_workbook(&bomb, &by_size);
    assert!(
        matches!(refused, Err(Unreadable::TooLargeUnpacked { limit: l, .. }) if l == limit),
        "{refused:?}"
    );
    // by its ratio alone
    assert!(matches!(
        read_workbook(&bomb, &limits()),
        Err(Unreadable::TooLargeUnpacked { .. })
    ));
    let styles = package(&[("xl/workbook.xml", BOOK), ("xl/styles.xml", &zeros[..9 << 20])]);
    assert!(matches!(
        read_workbook(&styles, &limits()),
        Err(Unreadable::TooLargeUnpacked { .. })
    ));
}

#[test]
fn a_bomb_that_lies_about_its_size_is_refused() {
    let mut bomb = package(&[
        ("xl/workbook.xml", BOOK),
        ("xl/styles.xml", &vec![b' '; 20 << 20]),
    ]);
    let (real, stated) = ((20_u32 << 20).to_le_bytes(), 100_u32.to_le_bytes());
    while let Some(at) = bomb.windows(4).position(|w| w == real) {
        bomb[at..at + 4].copy_from_slice(&stated);
    }
    assert!(read_workbook(&bomb, &limits()).is_err());
}

#[test]
fn far_cells_do_not_take_the_memory() {
    let corners = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="B1048576"><v>3</v></c></row>"#;
    let book = read_workbook(&with_sheet(corners), &limits()).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(
        sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [1, 1_048_576]
    );
    assert_eq!(
        book.notes,
        [WorkbookNote::ColumnsLeftOut { name: "A".to_owned() }]
    );
    let few = Limits {
        max_cells: 2,
        ..limits()
    };
    assert_eq!(
        read_workbook(&with_sheet(corners), &few),
        Err(Unreadable::TooManyCells { limit: 2 })
    );
}

#[test]
fn days_counted_from_1904() {
    let book = String::from_utf8(BOOK.to_vec())
        .unwrap()
        .replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    let styles = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" s="1"><v>42490</v></c></row></sheetData></worksheet>"#;
    let bytes = package(&[
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let read = read_workbook(&bytes, &limits()).unwrap();
    assert_eq!(
        read_date(&read.sheets[0].rows[0].cells[0]),
        Ok(jiff::civil::date(2020, 5, 1))
    );
}

#[test]
fn rows_out_of_order_are_put_in_order() {
    let mixed = r#"<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="B2"><v>2</v></c></row><row r="5"><c r="B5"><v>6</v></c></row>"#;
    let rows = &read_workbook(&with_sheet(mixed), &limits()).unwrap().sheets[0].rows;
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(rows[1].cells, [Cell::Number(5.0), Cell::Number(6.0)]);
}

#[test]
fn other_kinds_of_files() {
    for (bytes, kind) in [
        (b"%PDF-1.7 ...".to_vec(), OtherKind::Pdf),
        (
            b"<html><table><tr><td>1</td></tr></table></html>".to_vec(),
            OtherKind::WebPage,
        ),
        (
            package(&[("word/document.xml", b"<a/>")]),
            OtherKind::OtherPackage,
        ),
        (package(&[("a.txt", b"a")]), OtherKind::OtherPackage),
        ((0..=255).cycle().take(4000).collect(), OtherKind::Unknown),
    ] {
        assert_eq!(read_workbook(&bytes, &limits()), Err(Unreadable::OtherKind(kind)));
    }
    assert_eq!(read_workbook(b"", &limits()), Err(Unreadable::Empty));
    assert_eq!(read_workbook(b" \r\n,,\r\n", &limits()), Err(Unreadable::Empty));
    let small = Limits {
        max_bytes: 10,
        ..limits()
    };
    assert_eq!(
        read_workbook(&[b'a'; 11], &small),
        Err(Unreadable::TooLarge { bytes: 11, limit: 10 })
    );
}

#[test]
fn text_with_separators() {
    for (text, rows) in [
        ("a,b\n1,2\n", vec![(1, vec!["a", "b"]), (2, vec!["1", "2"])]),
        ("a\tb\r\n\r\n1\t2", vec![(1, vec!["a", "b"]), (3, vec!["1", "2"])]),
        (
            "a;b\n\"1;x\";2\n",
            vec![(1, vec!["a", "b"]), (2, vec!["1;x", "2"])],
        ),
        ("sep=;\na;b\n", vec![(2, vec!["a", "b"])]),
        (
            "标题\n\na,b\n\"x\ny\",2\n,\n3,4",
            vec![
                (1, vec!["标题"]),
                (3, vec!["a", "b"]),
                (4, vec!["x\ny", "2"]),
                (6, vec!["3", "4"]),
            ],
        ),
        ("\"a\"\"b\",c\n", vec![(1, vec!["a\"b", "c"])]),
    ] {
        let book = read_workbook(text.as_bytes(), &limits()).unwrap();
        let read: Vec<(usize, Vec<String>)> = book.sheets[0]
            .rows
            .iter()
            .map(|row| (row.number, row.cells.iter().map(Cell::text).collect()))
            .collect();
        let expected: Vec<(usize, Vec<String>)> = rows
            .into_iter()
            .map(|(n, cells)| (n, cells.into_iter().map(str::to_owned).collect()))
            .collect();
        assert_eq!(read, expected, "{text:?}");
    }
}

/// Reads whatever it is to the end.
fn exhaust(bytes: &[u8]) {
    let column = |key, name: &str| ColumnSpec {
        key,
        names: vec![name.to_owned()],
        required: false,
        fill_down: true,
    };
    let columns = [
        column("no", "序号"),
        column("date", "时间"),
        column("title", "题目"),
    ];
    let few = Limits {
        max_unpacked: 8 << 20,
        max_cells: 100_000,
        ..limits()
    };
    let Ok(book) = read_workbook(bytes, &few) else {
        return;
    };
    for sheet in &book.sheets {
        if let Ok(table) = find_table(sheet, &columns, &Identity::default()) {
            for row in &table.rows {
                let _ = (
                    row.long_number(),
                    row.text("title"),
                    read_moment(row.get("date")),
                    read_count(row.get("no")),
                );
            }
        }
    }
}

/// A spreadsheet of the old format, when one is at hand.
fn old_workbook() -> Option<Vec<u8>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/returns/round1");
    let mut files: Vec<_> = std::fs::read_dir(root)
        .ok()?
        .filter_map(Result::ok)
        .map(|e| e.path())
        .collect();
    files.sort();
    std::fs::read(
        files
            .into_iter()
            .find(|path| path.extension().is_some_and(|e| e == "xls"))?,
    )
    .ok()
}

fn mutated(
    mut bytes: Vec<u8>,
    changes: &[(prop::sample::Index, u8)],
    cut: Option<prop::sample::Index>,
) -> Vec<u8> {
    for (at, value) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *value;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), head in 0_usize..4) {
        let heads: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"];
        exhaust(&[heads[head], &bytes].concat());
    }

    #[test]
    fn mutated_packages_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::weighted(0.1, any::<prop::sample::Index>()),
    ) {
        exhaust(&mutated(workbook(), &changes, cut));
    }

    #[test]
    fn mutated_old_files_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in prop::option::weighted(0.1, any::<prop::sample::Index>()),
    ) {
        if let Some(bytes) = old_workbook() {
            exhaust(&mutated(bytes, &changes, cut));
        }
    }

    #[test]
    fn mutated_sheets_never_panic(cells in "(<row r=\"[0-9]{1,8}\">(<c r=\"[A-Z]{1,4}[0-9]{1,7}\" t=\"(s|n|str|b|e|d)\"><v>[0-9.eE-]{0,22}</v></c>){0,3}</row>){0,4}") {
        exhaust(&with_sheet(&cells));
    }

    #[test]
    fn any_text_and_number_may_stand_in_a_cell(
        text in "[0-9０-９年月日号时点分.:/ T上下午()（）周一二三〇十廿元-]{0,24}",
        wild in any::<String>(),
        number in any::<f64>(),
    ) {
        for cell in [Cell::Text(text), Cell::Text(wild), Cell::Number(number)] {
            let _ = (cell.text(), cell.is_blank());
            let _ = (read_date(&cell), read_moment(&cell), read_month(&cell), read_count(&cell));
        }
    }

    #[test]
    fn every_day_is_read_in_every_form(days in 0_i32..54_000) {
        let day = jiff::civil::date(1928, 1, 1).saturating_add(jiff::Span::new().days(days));
        let (y, m, d) = (day.year(), day.month(), day.day());
        let chinese = |n: i8| {
            let unit = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
            let (ten, one) = (usize::from(n.unsigned_abs() / 10), usize::from(n.unsigned_abs() % 10));
            let ten = ["", "十", "二十", "三十"][ten];
            format!("{ten}{}", unit[one])
        };
        let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let year: String = y.to_string().chars().map(|c| digits[c.to_digit(10).unwrap() as usize]).collect();
        for form in [
            format!("{y}-{m:02}-{d:02}"), format!("{y}.{m}.{d}"), format!("{y}/{m}/{d}"), format!("{y}{m:02}{d:02}"),
            format!("{y}年{m}月{d}日"), format!("{year}年{}月{}日", chinese(m), chinese(d)),
        ] {
            prop_assert_eq!(read_date(&Cell::Text(form)), Ok(day));
        }
        let serial = f64::from(days) + 10_228.0;
        prop_assert_eq!(read_date(&Cell::Number(serial)), Ok(day));
        prop_assert_eq!(read_date(&Cell::Number(f64::from(i32::from(y) * 10_000 + i32::from(m) * 100 + i32::from(d)))), Ok(day));
        let month = read_month(&Cell::Text(format!("{y}.{m}"))).unwrap();
        prop_assert_eq!((month.year, month.month), (y, m));
    }
}
