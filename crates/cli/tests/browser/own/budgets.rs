//! A budget holds what it says, to the unit.

use crate::harness::{Budget, Counts, Person};

fn counts() -> Counts {
    Counts {
        pages: 2,
        loaded: 3,
        taps: 4,
        fields: 8,
        filled: 3,
        prefilled: 5,
        characters: 20,
        kilobytes: 60.0,
        seconds: 10.0,
    }
}

fn exact() -> Budget {
    Budget {
        says: String::new(),
        pages: Some(2),
        taps: Some(4),
        fields: Some(8),
        prefilled: Some(5),
        characters: Some(20),
        kilobytes: Some(60.0),
        seconds: Some(50.0),
    }
}

#[test]
fn what_is_within_is_well() {
    assert!(exact().excess(&counts(), 50.0).is_empty());
    assert!(
        Budget::default().excess(&counts(), 50.0).is_empty(),
        "what is not named has no limit"
    );
}

#[test]
fn each_unit_above_is_told() {
    type Change = fn(&mut Counts);
    let dearer: [(&str, Change); 6] = [
        ("3 pages, at most 2", |counts| counts.pages += 1),
        ("5 taps, at most 4", |counts| counts.taps += 1),
        ("9 fields, at most 8", |counts| counts.fields += 1),
        ("4 prefilled, at least 5", |counts| counts.prefilled -= 1),
        ("21 characters, at most 20", |counts| counts.characters += 1),
        ("60.1 kB, at most 60", |counts| counts.kilobytes += 0.1),
    ];
    for (told, change) in dearer {
        let mut counts = counts();
        change(&mut counts);
        assert_eq!(exact().excess(&counts, 50.0), [told]);
    }
    assert_eq!(exact().excess(&counts(), 50.1), ["50.1 seconds, at most 50"]);
}

#[test]
fn a_person_takes_time_beside_the_machine() {
    let person = Person {
        page: 3.0,
        tap: 2.0,
        field: 2.0,
        character: 1.0,
    };
    let seconds = person.seconds(&counts());
    assert!(
        (seconds - 50.0).abs() < 1e-9,
        "10 + 2×3 + 4×2 + 3×2 + 20×1, not {seconds}"
    );
}
