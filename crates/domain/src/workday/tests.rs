//! Cases of workdays and holidays: make-up workdays, years not covered, mistakes with their line.

use jiff::civil::date;

use super::*;

const CN: &str = include_str!("../../../../rules/workdays/cn.toml");

fn cn() -> Workdays {
    Workdays::read(CN).unwrap()
}

#[test]
fn s5_the_national_day_of_2020() {
    let cn = cn();
    for (day, is_workday) in [
        (date(2020, 9, 27), true), // a Sunday worked for the holiday
        (date(2020, 9, 30), true),
        (date(2020, 10, 1), false),
        (date(2020, 10, 5), false), // a Monday
        (date(2020, 10, 8), false),
        (date(2020, 10, 9), true),
        (date(2020, 10, 10), true), // a Saturday worked
        (date(2020, 10, 11), false),
    ] {
        assert_eq!(cn.is_workday(day), is_workday, "{day}");
    }
    assert_eq!(cn.next_workday(date(2020, 10, 5)), date(2020, 10, 9));
    assert_eq!(cn.next_workday(date(2020, 9, 27)), date(2020, 9, 27));
    assert_eq!(cn.name(), "cn");
}

#[test]
fn workdays_are_counted_after_the_day() {
    let cn = cn();
    for (from, workdays, expected) in [
        (date(2020, 9, 18), 1, date(2020, 9, 21)),
        (date(2020, 9, 18), 3, date(2020, 9, 23)),
        (date(2020, 9, 30), 1, date(2020, 10, 9)),
        (date(2020, 9, 30), 2, date(2020, 10, 10)),
        (date(2020, 9, 30), 3, date(2020, 10, 12)),
        (date(2020, 10, 3), 0, date(2020, 10, 3)),
    ] {
        assert_eq!(cn.plus_workdays(from, workdays), expected, "{from} {workdays}");
        assert_eq!(cn.workdays_between(from, expected), workdays, "{from} {expected}");
    }
    assert_eq!(cn.workdays_between(date(2020, 9, 30), date(2020, 9, 1)), 0);
    assert_eq!(cn.plus_workdays(Date::MAX, 3), Date::MAX);
}

#[test]
fn a_year_nobody_knows_yet_is_monday_to_friday_and_says_so() {
    let cn = cn();
    assert!(cn.is_workday(date(2040, 10, 1)));
    assert!(!cn.is_workday(date(2040, 9, 30)));
    assert!(cn.covers(2020) && !cn.covers(2040) && !cn.covers(2003));
    assert_eq!(cn.uncovered(date(2025, 12, 1), date(2028, 1, 1)), [2027, 2028]);
    let plain = Workdays::monday_to_friday();
    assert!(
        plain.covers(2040) && plain.is_workday(date(2020, 10, 1)) && !plain.is_workday(date(2020, 9, 27))
    );
}

const WRONG: &str = r#"name = "x"
covers = "2020..2022"
[year.2020]
holidays = ["2020-10-08..2020-10-01", "2020-02-30",
  "2021-01-01", "2020-01-04"]
workdays = ["2020-01-04",
  "2020-01-06"]
[year.2021]
[year.2031]
"#;

fn mistakes(text: &str) -> Vec<(usize, WorkdayMistake)> {
    Workdays::read(text).unwrap_err().mistakes
}

#[test]
fn mistakes_come_with_their_lines() {
    use WorkdayMistake::{
        EndsBeforeItBegins, MissingYear, NoSuchDay, NotAWeekend, NotCovered, OffAndWorked, OtherYear,
    };
    let own = str::to_owned;
    let expected = [
        (2, MissingYear { year: 2022 }),
        (
            4,
            EndsBeforeItBegins {
                value: own("2020-10-08..2020-10-01"),
            },
        ),
        (
            4,
            NoSuchDay {
                value: own("2020-02-30"),
            },
        ),
        (
            5,
            OtherYear {
                value: own("2021-01-01"),
            },
        ),
        (
            6,
            OffAndWorked {
                day: date(2020, 1, 4),
            },
        ),
        (
            7,
            NotAWeekend {
                value: own("2020-01-06"),
            },
        ),
        (9, NotCovered { year: own("2031") }),
    ];
    assert_eq!(mistakes(WRONG), expected);
}

#[test]
fn a_text_that_is_no_calendar_is_refused() {
    let value = "2022..2020".to_owned();
    let years = mistakes("name = \"x\"\ncovers = \"2022..2020\"\n");
    assert_eq!(years, [(2, WorkdayMistake::NoSuchYears { value })]);
    let broken = mistakes("name = \"x\"\ncovers = \"2020..2020\"\nholiday = []\n");
    assert!(
        matches!(broken.as_slice(), [(3, WorkdayMistake::NotToml { .. })]),
        "{broken:?}"
    );
}
