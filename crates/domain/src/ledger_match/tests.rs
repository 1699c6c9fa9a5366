//! Cases and properties of ledger matching: same, changed, new, said twice, unclear.

use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::period::plus_days;

type Change = fn(&mut LedgerRow);

fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn lecture(n: usize) -> LectureId {
    LectureId(Uuid::from_u128(n.try_into().unwrap()))
}

fn row(number: i64, organisations: &[u128], on: Date, title: &str, speaker: &str) -> LedgerRow {
    LedgerRow {
        number: Some(number),
        organisations: organisations.iter().copied().map(organisation).collect(),
        on,
        title: title.into(),
        speaker: speaker.into(),
        others: BTreeMap::from([("present", "20".to_owned()), ("venue", "党员活动室".to_owned())]),
    }
}

/// Rows that stand for the county's others, so that a file reaches from May to November.
fn around() -> Vec<LedgerRow> {
    vec![
        row(901, &[91], date(2020, 5, 1), "红军长征过这里", "刘福林"),
        row(902, &[92], date(2020, 5, 1), "红军长征过这里", "刘福林"),
        row(903, &[93], date(2020, 11, 30), "河长巡河记", "于勇学"),
        row(904, &[94], date(2020, 11, 30), "河长巡河记", "范凤秀"),
    ]
}

fn held(rows: &[LedgerRow]) -> Vec<HeldRow> {
    rows.iter()
        .enumerate()
        .map(|(n, row)| HeldRow {
            lecture: lecture(n),
            row: row.clone(),
        })
        .collect()
}

/// The verdicts of the first rows, the county's others following.
fn verdicts(rows: &[LedgerRow], of: &[LedgerRow]) -> Vec<Verdict> {
    let rows: Vec<LedgerRow> = rows.iter().cloned().chain(around()).collect();
    match_ledger(&rows, &held(of)).verdicts
}

fn spring() -> LedgerRow {
    row(7, &[1], date(2020, 8, 3), "护林员的二十年", "田兴")
}

#[test]
fn e26_one_differing_field_is_a_change_with_or_without_a_number() {
    let changes: [(&str, Change, Field); 5] = [
        ("date", |row| row.on = date(2020, 8, 5), Field::On),
        ("title", |row| row.title = "一块石头的故事".into(), Field::Title),
        ("speaker", |row| row.speaker = "田光兴".into(), Field::Speaker),
        (
            "co-host",
            |row| row.organisations.push(organisation(2)),
            Field::Organisations,
        ),
        (
            "present",
            |row| _ = row.others.insert("present", "21".into()),
            Field::Other("present"),
        ),
    ];
    for (name, change, field) in changes {
        for number in [Some(7), Some(8), None] {
            let mut said = spring();
            said.number = number;
            change(&mut said);
            let found = verdicts(&[said], &[spring()]);
            assert_eq!(
                found[0],
                Verdict::Changed(lecture(0), vec![field]),
                "{name} {number:?}"
            );
        }
    }
}

#[test]
fn the_number_of_a_row_is_not_a_fact_of_the_lecture() {
    let mut renumbered = spring();
    renumbered.number = Some(12);
    assert_eq!(verdicts(&[renumbered], &[spring()])[0], Verdict::Same(lecture(0)));
}

#[test]
fn two_differing_fields_need_the_number() {
    let mut changed = spring();
    changed.title = "一块石头的故事".into();
    changed.speaker = "田光兴".into();
    let found = verdicts(&[changed.clone()], &[spring()]);
    assert_eq!(
        found[0],
        Verdict::Changed(lecture(0), vec![Field::Title, Field::Speaker])
    );
    changed.number = None;
    assert_eq!(verdicts(&[changed], &[spring()])[0], Verdict::New);
}

#[test]
fn a_number_alone_says_nothing() {
    let mut other = spring();
    other.on = date(2020, 9, 1);
    other.title = "一块石头的故事".into();
    other.speaker = "王德".into();
    assert_eq!(
        verdicts(&[other.clone()], &[spring()])[0],
        Verdict::New,
        "all three differ"
    );
    other.organisations = vec![organisation(2)];
    other.title = spring().title;
    assert_eq!(
        verdicts(&[other], &[spring()])[0],
        Verdict::New,
        "another organisation"
    );
}

#[test]
fn next_months_ledger_does_not_overwrite_this_months() {
    let december = [
        row(1, &[1], date(2020, 12, 3), "护林员的二十年", "田兴"),
        row(7, &[1], date(2020, 12, 4), "一块石头的故事", "田兴"),
        row(9, &[5], date(2020, 12, 20), "学习身边榜样", "王德"),
    ];
    let found = match_ledger(&december, &held(&[spring()]));
    assert_eq!(found.verdicts, [Verdict::New, Verdict::New, Verdict::New]);
    assert_eq!(found.not_named, [lecture(0)]);
}

#[test]
fn a_row_said_twice_is_a_duplicate_of_the_first() {
    let mut again = spring();
    again.number = Some(1852);
    again.others.clear();
    let found = verdicts(&[spring(), again.clone(), again], &[]);
    assert_eq!(
        found[..3],
        [Verdict::New, Verdict::DuplicateOf(0), Verdict::DuplicateOf(0)]
    );
}

#[test]
fn what_fits_two_equally_is_left_to_a_person() {
    let mut earlier = spring();
    earlier.on = date(2020, 7, 3);
    earlier.number = Some(3);
    let mut between = spring();
    between.on = date(2020, 7, 20);
    between.number = None;
    let found = verdicts(std::slice::from_ref(&between), &[spring(), earlier]);
    assert_eq!(
        found[0],
        Verdict::Unclear(vec![lecture(0), lecture(1)]),
        "two held"
    );
    let mut later = between.clone();
    later.on = date(2020, 7, 21);
    let found = verdicts(&[between, later], &[spring()]);
    assert_eq!(
        found[..2],
        [
            Verdict::Unclear(vec![lecture(0)]),
            Verdict::Unclear(vec![lecture(0)])
        ],
        "two rows"
    );
}

#[test]
fn an_exact_row_comes_before_a_near_one() {
    let mut moved = spring();
    moved.on = date(2020, 8, 9);
    moved.number = None;
    for rows in [[moved.clone(), spring()], [spring(), moved.clone()]] {
        let found = verdicts(&rows, &[spring()]);
        let same = found
            .iter()
            .filter(|verdict| **verdict == Verdict::Same(lecture(0)))
            .count();
        assert_eq!((same, found.contains(&Verdict::New)), (1, true));
    }
}

#[test]
fn the_number_tells_lectures_held_twice_over_apart() {
    let mut twin = spring();
    twin.number = Some(8);
    let found = verdicts(std::slice::from_ref(&twin), &[spring(), twin.clone()]);
    assert_eq!(found[0], Verdict::Same(lecture(1)));
    twin.number = None;
    let found = verdicts(std::slice::from_ref(&twin), &[spring(), spring()]);
    assert_eq!(found[0], Verdict::Unclear(vec![lecture(0), lecture(1)]));
}

#[test]
fn x7_an_absent_or_empty_column_is_no_change() {
    let mut bare = spring();
    bare.others = BTreeMap::from([("venue", "党员活动室".to_owned()), ("note", String::new())]);
    assert_eq!(verdicts(&[bare], &[spring()])[0], Verdict::Same(lecture(0)));
}

#[test]
fn twenty_thousand_rows_against_twenty_thousand_are_quick() {
    // The hard case for leave-one-out keys: one day, one title, one speaker.
    let rows: Vec<LedgerRow> = (0..20_000_u32)
        .map(|n| {
            row(
                n.into(),
                &[u128::from(n)],
                date(2020, 7, 1),
                "七一专题党课",
                "李明",
            )
        })
        .collect();
    let mut of = held(&rows);
    for held in &mut of {
        held.row.title = "“七一”专题党课".into();
    }
    let found = match_ledger(&rows, &of);
    assert!(
        found
            .verdicts
            .iter()
            .all(|v| matches!(v, Verdict::Changed(_, fields) if fields == &[Field::Title]))
    );
}

fn ledger() -> impl Strategy<Value = Vec<LedgerRow>> {
    let cells = (0..12_u128, 0..200_i32, 0..6_usize, 0..8_usize, 0..4_u32);
    prop::collection::vec(cells, 2..60).prop_map(|cells| {
        let mut rows: Vec<LedgerRow> = Vec::new();
        for (by, day, title, speaker, present) in cells {
            let on = plus_days(date(2020, 5, 1), day);
            let number = i64::try_from(rows.len()).unwrap() + 1;
            let mut new = row(
                number,
                &[by],
                on,
                &format!("课题{title}"),
                &format!("主讲{speaker}"),
            );
            new.others.insert("present", present.to_string());
            if rows.iter().all(|row| row.all() != new.all()) {
                rows.push(new);
            }
        }
        rows
    })
}

proptest! {
    #[test]
    fn the_same_file_again_changes_nothing(rows in ledger(), shift in 0_i64..5) {
        let mut again = rows.clone();
        for row in &mut again {
            row.number = row.number.map(|number| number + shift);
        }
        let found = match_ledger(&again, &held(&rows));
        let same: Vec<Verdict> = (0..rows.len()).map(|n| Verdict::Same(lecture(n))).collect();
        prop_assert_eq!(found.verdicts, same);
        prop_assert!(found.not_named.is_empty());
    }

    #[test]
    fn k_changed_cells_are_k_changed_rows(rows in ledger(), picks in prop::collection::btree_map(0..60_usize, 0..4_u8, 0..20)) {
        let mut changed = rows.clone();
        for (index, column) in &picks {
            if let Some(row) = changed.get_mut(*index) {
                match column {
                    0 => row.title = format!("改{index}"),
                    1 => row.speaker = format!("改{index}"),
                    2 => row.on = plus_days(row.on, 1000),
                    _ => _ = row.others.insert("present", "99".into()),
                }
            }
        }
        let found = match_ledger(&changed, &held(&rows));
        for (index, verdict) in found.verdicts.iter().enumerate() {
            let expected = match picks.get(&index) {
                Some(0) => Verdict::Changed(lecture(index), vec![Field::Title]),
                Some(1) => Verdict::Changed(lecture(index), vec![Field::Speaker]),
                Some(2) => Verdict::Changed(lecture(index), vec![Field::On]),
                Some(_) => Verdict::Changed(lecture(index), vec![Field::Other("present")]),
                None => Verdict::Same(lecture(index)),
            };
            prop_assert_eq!(verdict, &expected);
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(rows in ledger(), later in ledger()) {
        let of = held(&rows);
        let mut distinct: Vec<LedgerRow> = Vec::new();
        for row in later.into_iter().chain(rows.into_iter().step_by(2)) {
            if distinct.iter().all(|known| known.all() != row.all()) {
                distinct.push(row);
            }
        }
        let forward = match_ledger(&distinct, &of);
        distinct.reverse();
        let mut backward = match_ledger(&distinct, &of).verdicts;
        backward.reverse();
        prop_assert_eq!(&forward.verdicts, &backward);
        let mut taken: Vec<LectureId> = forward
            .verdicts
            .iter()
            .filter_map(|verdict| match verdict {
                Verdict::Same(lecture) | Verdict::Changed(lecture, _) => Some(*lecture),
                _ => None,
            })
            .collect();
        let count = taken.len();
        taken.sort_unstable();
        taken.dedup();
        prop_assert_eq!(taken.len(), count);
    }
}
