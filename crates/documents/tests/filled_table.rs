//! A table from above is filled: its values are read back, its formats stay, and nothing else in the file changes.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use intake::{Cell, Limits, read_workbook};
use jiff::civil::date;
use kaijiang_documents::filled_table::{FillCell, FillError, FillValue, Filled, Filling, filled_table};
use kaijiang_documents::xlsx::{CellValue, Sheet, table};

const QUARTER: &[u8] = include_bytes!("../../intake/tests/from_above/quarter.xlsx");
const LIST: &[u8] = include_bytes!("../../intake/tests/from_above/list.xlsx");

fn plain(row: usize, column: usize, value: impl Into<CellValue>) -> FillCell {
    FillCell {
        row,
        column,
        value: FillValue::Plain(value.into()),
    }
}

fn fill(bytes: &[u8], sheet: &str, cells: Vec<FillCell>) -> Filled {
    let filling = Filling {
        sheet: sheet.to_owned(),
        body: 5,
        cells,
    };
    filled_table(bytes, &filling).unwrap()
}

/// The parts of a package: what is in each, and how it is packed.
fn parts(bytes: &[u8]) -> Vec<(String, String, u64)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        parts.push((entry.name().unwrap().into_owned(), text, entry.compressed_size()));
    }
    parts
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(known, ..)| known == name);
    found.unwrap().1
}

/// The formats of cells by their place, as the XML says them.
fn styles(bytes: &[u8]) -> BTreeMap<String, String> {
    let text = part(bytes, "xl/worksheets/sheet1.xml");
    let cells = text
        .split("<c ")
        .skip(1)
        .map(|cell| cell.split('>').next().unwrap());
    let said = |cell: &str, name: &str| {
        let after = cell.split(&format!("{name}=\"")).nth(1)?;
        Some(after.split('"').next().unwrap().to_owned())
    };
    cells
        .map(|cell| (said(cell, "r").unwrap(), said(cell, "s").unwrap_or_default()))
        .collect()
}

fn seen(bytes: &[u8], row: usize, column: usize) -> Cell {
    let book = read_workbook(bytes, &Limits::default()).unwrap();
    let found = book.sheets[0].rows.iter().find(|found| found.number == row);
    found.map_or(Cell::Empty, |row| row.cell(column).clone())
}

#[test]
fn x7_values_stand_in_the_senders_file_and_all_else_is_untouched() {
    let cells = vec![
        plain(5, 2, 12_u32),
        plain(5, 3, 3_u32),
        plain(6, 2, 7_u32),
        plain(2, 0, "填报单位：云岭县党员教育中心 <&>"),
        FillCell {
            row: 5,
            column: 9,
            value: FillValue::Share(0.75),
        },
        FillCell {
            row: 5,
            column: 10,
            value: FillValue::Share(0.983_333),
        },
    ];
    let filled = fill(QUARTER, "附件1", cells);
    assert_eq!(filled.left, []);
    assert_eq!(seen(&filled.bytes, 5, 2), Cell::Number(12.0));
    assert_eq!(seen(&filled.bytes, 6, 2), Cell::Number(7.0));
    assert_eq!(
        seen(&filled.bytes, 5, 9),
        Cell::Number(0.75),
        "the cell shows 75.0%"
    );
    assert_eq!(
        seen(&filled.bytes, 5, 10),
        Cell::Number(98.3),
        "the cell is no percentage"
    );
    assert_eq!(
        seen(&filled.bytes, 2, 0).written(),
        "填报单位：云岭县党员教育中心 <&>"
    );
    assert_eq!(styles(QUARTER), styles(&filled.bytes));
}

#[test]
fn x7_every_other_part_is_the_same_byte_for_byte() {
    let filled = fill(QUARTER, "附件1", vec![plain(5, 2, 12_u32)]);
    for (before, after) in parts(QUARTER).into_iter().zip(parts(&filled.bytes)) {
        match before.0.as_str() {
            "xl/worksheets/sheet1.xml" => assert_ne!(before, after),
            "xl/workbook.xml" => assert_eq!(
                after.1.matches("fullCalcOnLoad=\"1\"").count(),
                1,
                "its sums are reckoned anew: {}",
                after.1
            ),
            _ => assert_eq!(before, after),
        }
    }
    let sheet = part(&filled.bytes, "xl/worksheets/sheet1.xml");
    let was = part(QUARTER, "xl/worksheets/sheet1.xml");
    for element in [
        "<cols>",
        "<mergeCells",
        "<pageSetup",
        "<sheetViews>",
        "<printOptions",
        "<sheetPr>",
    ] {
        let of = |text: &str| {
            text.split(element)
                .nth(1)
                .map(|rest| rest.split("</").next().unwrap().to_owned())
        };
        assert_eq!(of(&sheet), of(&was), "{element}");
    }
}

#[test]
fn x7_a_formula_is_left_and_told_and_its_old_result_is_not_shown() {
    let named = "xl/worksheets/sheet1.xml";
    let with_results = exchanged(QUARTER, named, |text| {
        text.replace("<f>SUM(C5:C19)</f><v />", "<f>SUM(C5:C19)</f><v>99</v>")
            .replace("<f>SUM(C5:C19)</f><v></v>", "<f>SUM(C5:C19)</f><v>99</v>")
    });
    assert_eq!(seen(&with_results, 20, 2), Cell::Number(99.0));
    let filled = fill(
        &with_results,
        "附件1",
        vec![plain(20, 2, 5_u32), plain(5, 2, 5_u32)],
    );
    assert_eq!(filled.left, [(20, 2)]);
    assert_eq!(seen(&filled.bytes, 20, 2), Cell::Empty);
    assert!(part(&filled.bytes, named).contains("<f>SUM(C5:C19)</f>"));
}

#[test]
fn x7_days_are_days_where_the_cell_is_made_for_them() {
    let cells = vec![
        plain(5, 1, date(2020, 9, 12)),
        plain(5, 3, date(2020, 9, 12)),
        plain(5, 2, "=1+1"),
    ];
    let filled = fill(LIST, "Sheet1", cells);
    assert_eq!(
        seen(&filled.bytes, 5, 1),
        Cell::Date(date(2020, 9, 12).at(0, 0, 0, 0))
    );
    assert_eq!(seen(&filled.bytes, 5, 3), Cell::Text("2020-09-12".to_owned()));
    assert_eq!(seen(&filled.bytes, 5, 2), Cell::Text("=1+1".to_owned()));
    let changed: Vec<String> = parts(LIST)
        .into_iter()
        .zip(parts(&filled.bytes))
        .filter(|(before, after)| before != after)
        .map(|(before, _)| before.0)
        .collect();
    assert_eq!(changed, ["xl/worksheets/sheet1.xml"], "nothing reckons in it");
}

/// The same file with one part changed.
fn exchanged(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (known, text, _) in parts(bytes) {
        out.start_file(&*known, zip::write::SimpleFileOptions::default())
            .unwrap();
        let text = if known == name { change(&text) } else { text };
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn x7_rows_and_cells_that_are_not_there_get_the_look_of_the_row_above() {
    let bare = exchanged(LIST, "xl/worksheets/sheet1.xml", |text| {
        // Only the first blank row is there, and one more without cells.
        let from = text.find("<row r=\"6\"").unwrap();
        let to = text.find("<row r=\"13\"").unwrap();
        [
            &text[..from],
            "<row r=\"7\" ht=\"30\" customHeight=\"1\"/>",
            &text[to..],
        ]
        .concat()
    });
    let cells = vec![
        plain(6, 0, 2_u32),
        plain(7, 3, "下"),
        plain(7, 1, date(2020, 9, 1)),
        plain(9, 8, "远"),
    ];
    let filled = fill(&bare, "Sheet1", cells);
    let (was, is) = (styles(&bare), styles(&filled.bytes));
    assert_eq!(is["A6"], was["A5"]);
    assert_eq!(is["I6"], was["I5"], "borders go on to the end of the row");
    assert_eq!(seen(&filled.bytes, 7, 3), Cell::Text("下".to_owned()));
    assert_eq!(seen(&filled.bytes, 9, 8), Cell::Text("远".to_owned()));
    let text = part(&filled.bytes, "xl/worksheets/sheet1.xml");
    let rows: Vec<u32> = text
        .split("<row r=\"")
        .skip(1)
        .map(|row| row.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert!(rows.is_sorted(), "{rows:?}");
    assert!(text.contains("<row r=\"7\" ht=\"30\" customHeight=\"1\"><c r=\"B7\""));
}

#[test]
fn x7_a_sheet_without_rows_and_one_of_another_program_are_filled() {
    let bytes = table(&[Sheet {
        name: "空表".to_owned(),
        ..Sheet::default()
    }])
    .unwrap();
    let emptied = exchanged(&bytes, "xl/worksheets/sheet1.xml", |text| {
        let from = text.find("<sheetData").unwrap();
        let to = text
            .find("</sheetData>")
            .map_or(text.find("<sheetData/>").unwrap_or_default() + 12, |at| at + 12);
        [&text[..from], "<sheetData/>", &text[to..]].concat()
    });
    let filled = fill(&emptied, "空表", vec![plain(3, 27, 7_u32), plain(2, 0, "甲")]);
    assert_eq!(seen(&filled.bytes, 3, 27), Cell::Number(7.0));
    assert_eq!(seen(&filled.bytes, 2, 0), Cell::Text("甲".to_owned()));
    let prefixed = exchanged(&emptied, "xl/worksheets/sheet1.xml", |text| {
        text.replace("<sheetData/>", "<x:sheetData xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:row><x:c/><x:c><x:v>4</x:v></x:c></x:row></x:sheetData>")
    });
    let filled = fill(&prefixed, "空表", vec![plain(1, 0, 7_u32), plain(1, 1, 8_u32)]);
    let text = part(&filled.bytes, "xl/worksheets/sheet1.xml");
    assert!(
        text.contains("<x:row><x:c r=\"A1\"><x:v>7</x:v></x:c><x:c r=\"B1\"><x:v>8</x:v></x:c></x:row>"),
        "{text}"
    );
}

#[test]
fn x7_what_is_no_such_workbook_is_refused() {
    let filling = Filling::default();
    for bytes in [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], b"", b"a,b"] {
        assert!(matches!(
            filled_table(bytes, &filling),
            Err(FillError::OtherFormat(_))
        ));
    }
    assert!(matches!(
        filled_table(QUARTER, &filling),
        Err(FillError::NoSheet(_))
    ));
    for end in (0..QUARTER.len()).step_by(97) {
        assert!(filled_table(&QUARTER[..end], &filling).is_err());
    }
}

#[test]
fn x7_the_same_values_give_the_same_bytes() {
    let cells = || vec![plain(5, 2, 12_u32)];
    assert_eq!(fill(QUARTER, "附件1", cells()), fill(QUARTER, "附件1", cells()));
}
