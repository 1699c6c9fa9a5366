//! Tables from above are filled in from what is on record: each value by its key, nothing guessed, remembered once told.
//! On both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[expect(dead_code, reason = "shared with the other tests, which need other parts")]
mod world;

use std::process::Command;

use app::explain_bulletin::explain_key;
use app::fill_table::{FillTable, KeepTie, LeftWhy, MadeOf, TableFilled, fill_table, keep_tie, see_tables};
use app::import::Kind;
use app::table_page::{BringTable, TableLooked, bring_table, look_at_table, take_table};
use app::{Failure, Refusal};
use domain::id::OrganisationId;
use domain::tie::{Because, Meaning, RowsOf, Sureness, TableRefusal};
use intake::{Cell, Format, Limits, read_workbook};
use jiff::civil::date;
use kaijiang_app as app;
use world::{World, bring_file, on_both, operator, stranger};

const QUARTER: &[u8] = include_bytes!("../../intake/tests/from_above/quarter.xlsx");
const OLD: &[u8] = include_bytes!("../../intake/tests/from_above/quarter.xls");
const LIST: &[u8] = include_bytes!("../../intake/tests/from_above/list.xlsx");
const YEAR: &[u8] = include_bytes!("../../intake/tests/from_above/year.xlsx");

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共云岭县委员会,县委,,赵一
中共云岭县三塘镇委员会,党委,中共云岭县委员会,钱二
中共云岭县三泉镇委员会,党委,中共云岭县委员会,孙三
中共云岭县三塘镇丙村支部委员会,党支部,中共云岭县三塘镇委员会,李四
中共云岭县三塘镇丁村支部委员会,党支部,中共云岭县三塘镇委员会,周五
中共云岭县三塘镇戊村支部委员会,党支部,中共云岭县三塘镇委员会,周六
中共云岭县三塘镇己村支部委员会,党支部,中共云岭县三塘镇委员会,周七
中共云岭县三塘镇庚村支部委员会,党支部,中共云岭县三塘镇委员会,周八
中共云岭县三泉镇辛村支部委员会,党支部,中共云岭县三泉镇委员会,吴九
";
const LECTURES: &str = "\
序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数
1,2020-06-03,中共云岭县三塘镇丙村支部委员会,旧课,理论党课,李四,书记,10,8
2,2020-08-03,中共云岭县三塘镇丙村支部委员会,第一课,理论党课,李四,书记,10,8
3,2020-09-07,中共云岭县三塘镇丁村支部委员会,第二课,微党课,周五,书记,10,9
4,2020-09-08,中共云岭县三泉镇辛村支部委员会,第三课,故事党课,吴九,书记,12,11
";

async fn brought_in(world: &World) -> OrganisationId {
    world.set_day(date(2020, 10, 9));
    for (kind, text) in [(Kind::Organisations, ORGANISATIONS), (Kind::Lectures, LECTURES)] {
        bring_file(&world.app, &operator(), kind, text).await.unwrap();
    }
    let seen = app::snapshot(&world.app, &operator(), app::Ask::default())
        .await
        .unwrap();
    OrganisationId(seen.tree.0)
}

fn ask(bytes: &[u8], organisation: OrganisationId) -> FillTable<'_> {
    FillTable {
        bytes,
        organisation,
        period: None,
        ties: &[],
    }
}

fn value<'a>(done: &'a TableFilled, cell: &str) -> &'a str {
    let found = done.filled.iter().find(|filled| filled.cell == cell);
    found.map_or("", |filled| &filled.value)
}

fn seen(bytes: &[u8], row: usize, column: usize) -> Cell {
    let book = read_workbook(bytes, &Limits::default()).unwrap();
    let found = book.sheets[0].rows.iter().find(|found| found.number == row);
    found.map_or(Cell::Empty, |row| row.cell(column).clone())
}

fn refused<T>(result: Result<T, Failure>) -> TableRefusal {
    match result {
        Err(Failure::Refused(Refusal::Table(refusal))) => refusal,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was done"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x7_a_quarters_table_is_filled_in_and_every_figure_can_be_asked_about() {
    on_both("x7_a_quarters_table", async |world| {
        let top = brought_in(&world).await;
        let done = fill_table(&world.app, &operator(), ask(QUARTER, top))
            .await
            .unwrap();
        assert_eq!(done.period.label, "2020-Q3");
        // 三塘镇: two sessions, one of them micro; five branches owe, one is done.
        for (cell, expected) in [
            ("C5", "2"),
            ("E5", "1"),
            ("F5", "20"),
            ("G5", "17"),
            ("H5", "5"),
            ("I5", "1"),
            ("J5", "20.0%"),
        ] {
            assert_eq!(value(&done, cell), expected, "{cell}");
        }
        // 三泉镇 has one branch: no percentage of so few (E31).
        assert_eq!((value(&done, "C6"), value(&done, "J6")), ("1", "1/1"));
        assert_eq!(seen(&done.bytes, 5, 2), Cell::Number(2.0));
        assert_eq!(seen(&done.bytes, 5, 9), Cell::Number(0.2));
        assert!(
            seen(&done.bytes, 2, 0)
                .text()
                .starts_with("填报单位:中共云岭县委员会"),
            "{:?}",
            seen(&done.bytes, 2, 0)
        );
        assert!(done.formulas.contains(&("附件1".to_owned(), "C20".to_owned())));
        let figures = done.filled.iter().filter_map(|filled| match &filled.made_of {
            MadeOf::Figures(keys) => Some((&keys[0], &filled.value)),
            _ => None,
        });
        let mut asked = 0;
        for (key, value) in figures {
            let explained = explain_key(&world.app, &operator(), (top, &key.to_string()))
                .await
                .unwrap();
            assert_eq!(explained.count.to_string(), *value, "{key}");
            asked += 1;
        }
        assert_eq!(asked, 14);
        // Nothing is invented: what is not on record, and townships that are not there.
        let why = |cell: &str| {
            done.unknown
                .iter()
                .find(|left| left.cell == cell)
                .map(|left| left.why.clone())
        };
        assert_eq!(
            (why("K5"), why("L5")),
            (Some(LeftWhy::NotHeld), Some(LeftWhy::NotHeld))
        );
        assert_eq!(why("B7"), Some(LeftWhy::NoUnit));
        assert_eq!(seen(&done.bytes, 7, 2), Cell::Empty);
        assert!(
            fill_table(&world.app, &stranger(), ask(QUARTER, top))
                .await
                .is_err()
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x7_what_a_table_means_is_told_once_and_remembered_by_its_header() {
    on_both("x7_what_a_table_means", async |world| {
        let top = brought_in(&world).await;
        let before = see_tables(&world.app, &operator(), ask(QUARTER, top))
            .await
            .unwrap();
        let table = &before.tables[0];
        assert_eq!((table.rows, before.format), (RowsOf::Units, Format::Xlsx));
        assert_eq!(
            table.columns[9].proposal.sureness,
            Sureness::Certain,
            "its group names the duty"
        );
        let mut tie = table.tie();
        tie.columns[3] = Meaning::Unknown;
        tie.columns[10] = "figure:late-records".parse().unwrap();
        let keep = KeepTie {
            fingerprint: &table.fingerprint,
            name: "清源市季度统计表",
            tie: &tie,
            key: None,
        };
        assert!(keep_tie(&world.app, &stranger(), keep).await.is_err());
        keep_tie(&world.app, &operator(), keep).await.unwrap();
        let later = FillTable {
            period: Some("2020-Q2"),
            ..ask(QUARTER, top)
        };
        let done = fill_table(&world.app, &operator(), later).await.unwrap();
        assert_eq!(
            (value(&done, "C5"), value(&done, "D5"), value(&done, "K5")),
            ("1", "", "0")
        );
        assert_eq!(done.tables[0].columns[2].proposal.because, Because::Remembered);
        // A tie of another table does not fit.
        let odd = [tie];
        let odd = FillTable {
            ties: &odd,
            ..ask(LIST, top)
        };
        assert_eq!(
            refused(fill_table(&world.app, &operator(), odd).await),
            TableRefusal::OddTie
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x7_a_list_gets_a_row_for_each_lecture_and_quarters_stand_side_by_side() {
    on_both("x7_a_list_gets_a_row", async |world| {
        let top = brought_in(&world).await;
        let done = fill_table(&world.app, &operator(), ask(LIST, top)).await.unwrap();
        assert_eq!(
            (done.period.label.as_str(), done.tables[0].rows),
            ("2020-09", RowsOf::Lectures)
        );
        assert_eq!(seen(&done.bytes, 5, 0), Cell::Number(1.0));
        assert_eq!(
            seen(&done.bytes, 5, 1),
            Cell::Date(date(2020, 9, 7).at(0, 0, 0, 0))
        );
        assert_eq!(
            (value(&done, "D5"), value(&done, "D6"), value(&done, "D7")),
            ("第二课", "第三课", "")
        );
        assert_eq!((value(&done, "F5"), value(&done, "H6")), ("周五", "11"));
        assert!(
            done.filled
                .iter()
                .all(|filled| filled.cell.starts_with('A') || !matches!(filled.made_of, MadeOf::Figures(_)))
        );

        assert_eq!(
            refused(fill_table(&world.app, &operator(), ask(YEAR, top)).await),
            TableRefusal::NoPeriod
        );
        let year = FillTable {
            period: Some("2020"),
            ..ask(YEAR, top)
        };
        let done = fill_table(&world.app, &operator(), year).await.unwrap();
        // 三塘镇: one in the second quarter, two in the third.
        assert_eq!(
            (value(&done, "D8"), value(&done, "F8"), value(&done, "G8")),
            ("1", "2", "17")
        );
        assert_eq!(value(&done, "I2"), "4", "all sessions of the year");
        let why = |cell: &str| {
            done.unknown
                .iter()
                .find(|left| left.cell == cell)
                .map(|left| left.why.clone())
        };
        assert_eq!(why("K8"), Some(LeftWhy::NotHeld));
        assert_eq!(value(&done, "H8"), "0", "the quarter has begun");
        let ahead = FillTable {
            period: Some("2021-Q1"),
            ..ask(QUARTER, top)
        };
        let done = fill_table(&world.app, &operator(), ahead).await.unwrap();
        let told: Vec<&str> = done
            .unknown
            .iter()
            .filter(|left| left.why == LeftWhy::NoFigure)
            .map(|left| left.cell.as_str())
            .collect();
        assert_eq!(
            told,
            ["C5", "D5", "E5", "F5", "G5", "H5", "I5"],
            "nothing can be said of it, once a column"
        );
        for bytes in [&b"a,b\n1,2\n"[..], b"\xEF\xBB\xBFx"] {
            assert!(
                fill_table(&world.app, &operator(), ask(bytes, top))
                    .await
                    .is_err()
            );
        }
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x7_a_table_of_an_old_format_is_converted_before_it_is_looked_at() {
    let can_convert = Command::new("soffice").arg("--version").output().is_ok();
    on_both("x7_a_table_of_an_old_format", async |world| {
        let top = brought_in(&world).await;
        let bring = async |name: &str, bytes: &[u8]| {
            let brought = BringTable {
                name,
                bytes: bytes.to_vec(),
                organisation: top,
                period: None,
            };
            bring_table(&world.app, &operator(), brought).await
        };
        let look = async |id| look_at_table(&world.app, &operator(), id).await.unwrap();
        let values = |looked: &TableLooked| -> Vec<_> {
            let cells = looked.filled.filled.iter();
            cells
                .map(|cell| (cell.cell.clone(), cell.value.clone()))
                .collect()
        };
        let wanted = values(&look(bring("季报.xlsx", QUARTER).await.unwrap()).await);
        assert!(!wanted.is_empty(), "the table as xlsx gets values");
        for name in ["季报.xls", "季报.et"] {
            if can_convert {
                let id = bring(name, OLD).await.unwrap();
                assert_eq!(
                    values(&look(id).await),
                    wanted,
                    "{name}: the same cells, the same values"
                );
                let (taken, bytes) = take_table(&world.app, &operator(), id).await.unwrap();
                assert_eq!(taken, "季报.xlsx", "{name}");
                let read = read_workbook(&bytes, &Limits::default()).unwrap();
                assert_eq!(read.format, Format::Xlsx, "{name}");
            } else {
                assert_eq!(refused(bring(name, OLD).await), TableRefusal::OldFormat, "{name}");
            }
        }
        let text = "单位,党课场次\n三塘镇,\n三泉镇,\n";
        assert_eq!(
            refused(bring("季报.csv", text.as_bytes()).await),
            TableRefusal::OldFormat,
            "a text has no look to keep: nothing is converted"
        );
        world
    })
    .await;
}
