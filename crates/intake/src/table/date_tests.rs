//! Case tables for every form of date.

use super::*;

fn text(t: &str) -> Cell {
    Cell::Text(t.to_owned())
}

#[test]
fn days() {
    let first_of_may = date(2020, 5, 1);
    for form in [
        "20200501",
        "2020-05-01",
        "2020/5/1",
        "2020.5.1",
        "2020. 5. 1",
        "2020.05.01",
        "2020.5.1.",
        "２０２０.５.１",
        "２０２０．５．１",
        "２０２０年５月１日",
        "2020年5月1日",
        " 2020 年 5 月 1 日 ",
        "2020年05月01号",
        "2020年5月1",
        "2020年5.1",
        "二〇二〇年五月一日",
        "二○二○年五月一日",
        "二零二零年五月一日",
        "二O二O年五月一日",
        "二〇二〇年〇五月〇一日",
        "2020-05-01T18:47:00",
        "2020/05/01 18:47",
        "2020-05-01 18:47:00.000",
        "2020年5月1日(周五)",
        "2020年5月1日（星期五）",
        "2020年5月1日 星期五",
        "2020-05-01 周五",
        "2020年5月1日上午",
        "2020年5月1日下午3:30",
        "2020年5月1日 14:30-16:00",
        "2020年5月1日9时",
        "2020年5月1日（周五）上午9点半",
        "20200501 18:47",
        "20200501184700",
        "'2020-05-01",
        "43952",
        "43952.75",
        "2020\u{200B}-05-01",
        "2020—5—1",
    ] {
        assert_eq!(read_date(&text(form)), Ok(first_of_may), "{form}");
    }
    for cell in [
        Cell::Number(20_200_501.0),
        Cell::Number(43_952.0),
        Cell::Number(43_952.5),
        Cell::Date(first_of_may.at(9, 0, 0, 0)),
    ] {
        assert_eq!(read_date(&cell), Ok(first_of_may), "{cell:?}");
    }
}

#[test]
fn days_in_chinese_numerals() {
    for (form, expected) in [
        ("二〇二〇年七月三日", date(2020, 7, 3)),
        ("二〇二〇年十一月三十日", date(2020, 11, 30)),
        ("二〇二〇年十月二十三日", date(2020, 10, 23)),
        ("二〇二〇年十二月廿三日", date(2020, 12, 23)),
        ("二〇二〇年十二月卅一日", date(2020, 12, 31)),
        ("二〇二〇年元月十日", date(2020, 1, 10)),
        ("一九七六年八月十五日", date(1976, 8, 15)),
        ("１９７６.８.１５", date(1976, 8, 15)),
        ("2020年2月29日", date(2020, 2, 29)),
        ("2020.11.30", date(2020, 11, 30)),
    ] {
        assert_eq!(read_date(&text(form)), Ok(expected), "{form}");
    }
}

#[test]
fn moments() {
    for (form, hour, minute, second) in [
        ("2020/05/01 18:47", 18, 47, 0),
        ("2020-05-01T18:47:09", 18, 47, 9),
        ("2020年5月1日下午3:30", 15, 30, 0),
        ("2020年5月1日 3:30 PM", 15, 30, 0),
        ("2020年5月1日12:05", 12, 5, 0),
        ("2020年5月1日下午3时5分", 15, 5, 0),
        ("2020年5月1日上午九点半", 9, 30, 0),
        ("2020年5月1日 14:30-16:00", 14, 30, 0),
        ("2020-05-01 18:47:00+08:00", 18, 47, 0),
        ("20200501184709", 18, 47, 9),
        ("2020-05-01", 0, 0, 0),
        ("43952.75", 18, 0, 0),
    ] {
        assert_eq!(
            read_moment(&text(form)),
            Ok(date(2020, 5, 1).at(hour, minute, second, 0)),
            "{form}"
        );
    }
    let almost = Cell::Number(43_952.0 + (18.0 * 60.0 + 47.0) / 1440.0);
    assert_eq!(read_moment(&almost), Ok(date(2020, 5, 1).at(18, 47, 0, 0)));
}

#[test]
fn what_is_no_day() {
    let unreadable: fn(String) -> NoDate = NoDate::Unreadable;
    let incomplete: fn(String) -> NoDate = NoDate::Incomplete;
    let impossible: fn(String) -> NoDate = NoDate::Impossible;
    for (form, error) in [
        ("2020-02-30", impossible),
        ("2021年2月29日", impossible),
        ("20201301", impossible),
        ("2020.4.31", impossible),
        ("20.5.1", NoDate::TwoDigitYear),
        ("20-5-1", NoDate::TwoDigitYear),
        ("二〇年五月一日", NoDate::TwoDigitYear),
        ("2020年5月", incomplete),
        ("2020.5", incomplete),
        ("202005", incomplete),
        ("2020", incomplete),
        ("2020年", incomplete),
        ("1850-01-01", NoDate::OutOfRange),
        ("2101-01-01", NoDate::OutOfRange),
        ("5月1日", unreadable),
        ("2020年5月1日-3日", unreadable),
        ("2020年5月1日、3日", unreadable),
        ("2020年5月1日25:00", unreadable),
        ("2020年5月1日(暂定)", unreadable),
        ("2020-05-01T10:00:00Z", unreadable),
        ("五一前后", unreadable),
        ("待定", unreadable),
        ("12", unreadable),
        ("29", unreadable),
        ("99999", unreadable),
        ("2020-", unreadable),
    ] {
        let refused = read_date(&text(form)).unwrap_err();
        let expected = match form {
            "2020-" => NoDate::Incomplete(form.to_owned()),
            _ => error(form.to_owned()),
        };
        assert_eq!(refused, expected, "{form}");
    }
    assert_eq!(read_date(&Cell::Empty), Err(NoDate::Blank));
    assert_eq!(read_date(&text("　")), Err(NoDate::Blank));
    assert!(read_date(&Cell::Bool(true)).is_err());
    assert!(read_date(&Cell::Number(f64::INFINITY)).is_err());
    assert!(read_date(&Cell::Number(-5.0)).is_err());
}

#[test]
fn months() {
    let month = |year, month| {
        Ok(Month {
            year,
            month,
            ambiguous: false,
        })
    };
    for (form, year, m) in [
        ("195601", 1956, 1),
        ("1968.5", 1968, 5),
        ("1980.10", 1980, 10),
        ("1980.1", 1980, 1),
        ("1958年1月", 1958, 1),
        ("1958年12月份", 1958, 12),
        ("一九五八年一月", 1958, 1),
        ("一九五八年十二月", 1958, 12),
        ("1956-01", 1956, 1),
        ("1956/1", 1956, 1),
        ("19560101", 1956, 1),
        ("1956-01-31", 1956, 1),
        ("１９６８．５", 1968, 5),
        ("1968. 5", 1968, 5),
        ("1968.5.", 1968, 5),
    ] {
        assert_eq!(read_month(&text(form)), month(year, m), "{form}");
    }
    assert_eq!(read_month(&Cell::Number(195_601.0)), month(1956, 1));
    assert_eq!(read_month(&Cell::Number(19_560_101.0)), month(1956, 1));
    assert_eq!(read_month(&Cell::Number(1968.5)), month(1968, 5));
    assert_eq!(read_month(&Cell::Number(1980.12)), month(1980, 12));
    assert_eq!(
        read_month(&Cell::Number(1998.1)),
        Ok(Month {
            year: 1998,
            month: 1,
            ambiguous: true
        })
    );
    assert_eq!(read_month(&Cell::Number(30_926.0)), month(1984, 9));
    assert_eq!(
        read_month(&Cell::Date(date(1984, 9, 1).at(0, 0, 0, 0))),
        month(1984, 9)
    );
    for cell in [
        text("1956"),
        text("1956年"),
        text("5601"),
        text("56.1"),
        text("195613"),
        text("1956.13"),
        text("1956-02-30"),
        Cell::Number(1956.0),
        Cell::Number(1956.13),
        Cell::Number(1956.125),
        Cell::Number(56.0),
        Cell::Empty,
    ] {
        assert!(read_month(&cell).is_err(), "{cell:?} {:?}", read_month(&cell));
    }
}
