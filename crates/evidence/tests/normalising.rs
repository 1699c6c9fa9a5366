//! What a text becomes before it is compared, and that every letter knows its place (S4, E19, E33).

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use kaijiang_evidence::text::Normalised;
use proptest::prelude::*;

fn letters(text: &str) -> String {
    Normalised::new(text)
        .letters()
        .iter()
        .map(|letter| char::from_u32(u32::from(*letter)).unwrap())
        .collect()
}

#[test]
fn s4_noise_is_folded_away() {
    for (written, read) in [
        ("黨課開講啦", "党课开讲啦"),
        ("ＡＢＣ１２３", "abc123"),
        ("上級、下級，“左右”……前 後\u{200b}", "上级下级左右前后"),
        ("昆\u{FFFD}明", "昆明"),
        ("昆明(ming)市", "昆明市"),
        ("動(dòng)工作", "动工作"),
        ("實(shí)(shi)施", "实施"),
        ("局（ｊｕ）向", "局向"),
        ("讲[jiǎng]课", "讲课"),
        ("用（*ｙｏｎｇ）四", "用四"),
        ("應當（ｄ ａｎｇ）通", "应当通"),
        ("党课(dang ke)开讲", "党课开讲"),
        ("女(nv3)儿(er2)", "女儿"),
        ("办法(lüe)外", "办法外"),
        ("⒈总则", "⒈总则"),
        (
            "繁體𠮷字",
            &format!("繁体{}字", char::from_u32(0xE000 + 0x20BB7 % 0x1900).unwrap()),
        ),
    ] {
        assert_eq!(letters(written), read, "{written}");
    }
}

#[test]
fn s4_words_in_brackets_that_are_no_reading_stay() {
    for (written, read) in [
        ("世贸组织（WTO）成员", "世贸组织wto成员"),
        ("党课（三次）开讲", "党课三次开讲"),
        ("附件(China)见后", "附件china见后"),
        ("(jiang)开头", "jiang开头"),
        ("讲(jiang jiang)课", "讲jiangjiang课"),
        ("讲(xyz)课", "讲xyz课"),
        ("讲(jiang课", "讲jiang课"),
        ("讲()课", "讲课"),
        ("共5(wu)条", "共5wu条"),
    ] {
        assert_eq!(letters(written), read, "{written}");
    }
}

#[test]
fn e33_a_range_of_letters_covers_what_was_dropped_inside() {
    let text = Normalised::new("“黨課(ke)開，講”");
    assert_eq!(text.len(), 4);
    assert_eq!(text.original_length(), 11);
    assert_eq!([0, 1, 2, 3].map(|letter| text.place(letter)), [1, 2, 7, 9]);
    assert_eq!(text.original(0..2), 1..7);
    assert_eq!(
        text.original(2..4),
        7..11,
        "the last letter takes the end of the text along"
    );
    assert_eq!(text.original(4..4), 11..11);
}

/// What people and broken files write.
fn written() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[一-龥]{1,12}",
        1 => "[（(\\[]",
        1 => "[)）\\]]",
        2 => "[（(][a-zāáǎàü ]{0,8}[)）]",
        1 => "[。，、！？\u{200b}\u{FFFD}\n　]{1,3}",
        1 => "[ａ-ｚＡ-Ｚa-zA-Z0-9]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_letter_knows_its_place(text in written()) {
        let normalised = Normalised::new(&text);
        let original: Vec<char> = text.chars().collect();
        prop_assert_eq!(usize::try_from(normalised.original_length()).unwrap(), original.len());
        let mut last = None;
        for (at, letter) in normalised.letters().iter().enumerate() {
            let place = normalised.place(at);
            prop_assert!(last < Some(place), "places grow");
            last = Some(place);
            // The character there, alone, is that letter.
            let alone = Normalised::new(&original[usize::try_from(place).unwrap()].to_string());
            prop_assert_eq!(alone.letters(), &[*letter]);
        }
    }

    #[test]
    fn a_value_used_again_reads_the_same(first in written(), second in written()) {
        let mut again = Normalised::new(&first);
        again.read(&second);
        let fresh = Normalised::new(&second);
        prop_assert_eq!(again.letters(), fresh.letters());
        prop_assert_eq!(again.original(0..again.len()), fresh.original(0..fresh.len()));
    }
}
