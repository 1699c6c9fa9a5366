//! What tables of cities are taken to mean, and what is left to a person.

use super::*;
use crate::bulletin::{Became, Key, Plain, What};
use crate::period::Rhythm;

fn figure(what: What, names: &[&str], duty: &str) -> Named {
    Named {
        rows: RowsOf::Units,
        meaning: Meaning::Figure(what, When::Asked),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        duty: duty.to_owned(),
    }
}

fn named(rows: RowsOf, meaning: &str, names: &[&str]) -> Named {
    Named {
        rows,
        meaning: meaning.parse().unwrap(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        duty: String::new(),
    }
}

fn vocabulary() -> Vocabulary {
    let mut names = vec![
        figure(What::Plain(Plain::Sessions), &["场次", "sessions"], ""),
        figure(What::Plain(Plain::Themed), &["专题党课"], ""),
        figure(What::Plain(Plain::Expected), &["应到人次"], ""),
        figure(What::Plain(Plain::Present), &["实到人次", "人次"], ""),
        figure(What::Class("secretary".to_owned()), &["书记讲党课"], ""),
        named(RowsOf::Units, "number", &["序号"]),
        // The lists of lectures and of organisations both number their rows.
        named(RowsOf::Lectures, "number", &["序号"]),
        named(RowsOf::Units, "unit", &["单位", "乡镇"]),
        named(RowsOf::Nothing, "own", &["填报单位"]),
        named(RowsOf::Lectures, "field:on", &["开展时间"]),
        named(RowsOf::Lectures, "field:title", &["党课题目"]),
        named(RowsOf::Lectures, "field:speaker", &["主讲人"]),
        named(RowsOf::Lectures, "field:present", &["参加人数"]),
        named(RowsOf::Organisations, "field:name", &["党组织名称"]),
        named(RowsOf::Organisations, "field:holder", &["书记"]),
    ];
    for (duty, name) in [("quarterly", "每季度党课"), ("july-1", "“七一”专题党课")] {
        let what = |became| What::Duty(duty.to_owned(), became);
        names.push(figure(what(Became::Owing), &["应讲支部数"], name));
        let mut share = figure(what(Became::Done), &["完成率"], name);
        share.meaning = Meaning::Share(what(Became::Done), what(Became::Owing), When::Asked);
        names.push(share);
    }
    let fillers = ["开展", "党课", "总", "数", "情况", "活动"]
        .map(str::to_owned)
        .to_vec();
    Vocabulary { names, fillers }
}

fn place(name: &[&str]) -> AskedPlace {
    AskedPlace {
        name: name.iter().map(|text| (*text).to_owned()).collect(),
        when: When::Asked,
    }
}

fn table(columns: &[&[&str]], named_rows: usize) -> AskedTable {
    AskedTable {
        columns: columns.iter().map(|name| place(name)).collect(),
        named_rows,
        ..AskedTable::default()
    }
}

fn told(proposal: &Proposal) -> (String, Sureness) {
    (proposal.meaning.to_string(), proposal.sureness)
}

#[test]
fn x7_columns_of_units_are_figures_by_their_names() {
    let asked = table(
        &[
            &["序号"],
            &["单位（盖章）"],
            &["开展党课情况（场）", "总场次"],
            &["每季度党课", "应讲支部数"],
            &["“七一”专题党课", "完成率（%）"],
            &["完成率"],
            &["群众满意度"],
            &["书记讲党课场次"],
            &["未参加人次"],
            &["Sessions"],
        ],
        15,
    );
    let found = propose(&asked, &vocabulary());
    assert_eq!(found.rows, RowsOf::Units);
    let told: Vec<(String, Sureness)> = found.columns.iter().map(told).collect();
    let expected = [
        ("number", Sureness::Certain),
        ("unit", Sureness::Certain),
        ("figure:sessions", Sureness::Likely),
        ("figure:quarterly/owing", Sureness::Certain),
        ("share:july-1/done:july-1/owing", Sureness::Certain),
        // two duties have one: a person decides
        ("share:quarterly/done:quarterly/owing", Sureness::Doubtful),
        ("unknown", Sureness::Certain),
        // not all sessions, and only nearly what the secretary's are called
        ("unknown", Sureness::Certain),
        ("unknown", Sureness::Certain),
        ("figure:sessions", Sureness::Certain),
    ];
    assert_eq!(told, expected.map(|(word, sure)| (word.to_owned(), sure)));
    assert_eq!(found.columns[2].because, Because::NearName("场次".to_owned()));
}

#[test]
fn x7_a_title_that_names_the_duty_settles_which_one_is_meant() {
    let mut asked = table(&[&["单位"], &["完成率"]], 15);
    asked.titles = vec!["清源市“七一”专题党课完成情况".to_owned()];
    let found = propose(&asked, &vocabulary());
    assert_eq!(
        told(&found.columns[1]),
        ("share:july-1/done:july-1/owing".to_owned(), Sureness::Certain)
    );
}

#[test]
fn x7_a_list_of_lectures_and_one_of_organisations_are_told_apart() {
    let list: &[&[&str]] = &[
        &["序号"],
        &["开展时间"],
        &["党课题目"],
        &["主讲人"],
        &["参加人数"],
        &["影像资料"],
    ];
    let found = propose(&table(list, 0), &vocabulary());
    assert_eq!(found.rows, RowsOf::Lectures);
    assert!(
        found
            .columns
            .iter()
            .all(|column| column.sureness == Sureness::Certain)
    );
    let words: Vec<String> = found.columns.iter().map(|column| told(column).0).collect();
    assert_eq!(
        words,
        [
            "number",
            "field:on",
            "field:title",
            "field:speaker",
            "field:present",
            "unknown"
        ]
    );
    let found = propose(&table(&[&["党组织名称"], &["书记"], &["场次"]], 0), &vocabulary());
    assert_eq!(
        (found.rows, told(&found.columns[2]).0),
        (RowsOf::Organisations, "figure:sessions".to_owned())
    );
}

#[test]
fn x7_single_cells_are_the_whole() {
    let asked = AskedTable {
        cells: vec![place(&["填报单位"]), place(&["党课总场次"]), place(&["联系电话"])],
        ..AskedTable::default()
    };
    let found = propose(&asked, &vocabulary());
    assert_eq!(found.rows, RowsOf::Nothing);
    let words: Vec<String> = found.cells.iter().map(|cell| told(cell).0).collect();
    assert_eq!(words, ["own", "figure:sessions", "unknown"]);
}

#[test]
fn x7_a_meaning_reads_back_as_it_is_kept() {
    for word in [
        "unknown",
        "number",
        "unit",
        "own",
        "figure:sessions",
        "figure:class/leader@before",
        "figure:quarterly/owing@q1",
        "share:quarterly/done:quarterly/owing@year-so-far",
        "share:coverage:members@year-before",
        "figure:sessions@h2",
        "figure:sessions@m12",
        "field:title",
    ] {
        assert_eq!(word.parse::<Meaning>().unwrap().to_string(), word);
    }
    for wrong in [
        "",
        "figure:",
        "figure:laughs",
        "share:sessions",
        "field:",
        "figure:sessions@q5",
        "figure:a/b",
    ] {
        assert!(wrong.parse::<Meaning>().is_err(), "{wrong}");
    }
    let tie = Tie {
        rows: RowsOf::Units,
        columns: vec![Meaning::Number, Meaning::Unknown],
        cells: Vec::new(),
    };
    let kept = toml::to_string(&tie).unwrap();
    assert_eq!(
        kept,
        "rows = \"units\"\ncolumns = [\"number\", \"unknown\"]\ncells = []\n"
    );
    assert_eq!(toml::from_str::<Tie>(&kept).unwrap(), tie);
    assert!(toml::from_str::<Tie>("rows = \"laughs\"\ncolumns = []\ncells = []").is_err());
}

#[test]
fn x7_the_time_of_a_column_is_reckoned_from_the_period_the_table_is_for() {
    let asked = Rhythm::Quarter.labelled("2020-Q3").unwrap();
    let labels = |when: When| -> Vec<String> {
        when.periods(&asked)
            .into_iter()
            .map(|period| period.label)
            .collect()
    };
    assert_eq!(labels(When::Asked), ["2020-Q3"]);
    assert_eq!(labels(When::Before), ["2020-Q2"]);
    assert_eq!(labels(When::YearBefore), ["2019-Q3"]);
    assert_eq!(labels(When::YearSoFar), ["2020-Q1", "2020-Q2", "2020-Q3"]);
    assert_eq!(labels(When::Quarter(1)), ["2020-Q1"]);
    assert_eq!(labels(When::Month(9)), ["2020-09"]);
    let year = Rhythm::Year.labelled("2020").unwrap();
    assert_eq!(When::YearSoFar.periods(&year), std::slice::from_ref(&year));
    let words = |word: &str| -> Vec<String> {
        let (keys, _) = word.parse::<Meaning>().unwrap().keys(&asked, None);
        keys.iter().map(Key::to_string).collect()
    };
    assert_eq!(words("figure:sessions@year-so-far").len(), 3);
    assert!(
        words("figure:coverage@year-so-far").is_empty(),
        "people would be counted thrice"
    );
    assert_eq!(words("figure:quarterly/owing"), ["quarterly/2020-Q3/owing"]);
}
