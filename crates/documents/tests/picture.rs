//! Papers drawn as pictures: what stands on them is there to be seen, and the same paper gives the same bytes.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::io::Write as _;

use i18n::Locale;
use kaijiang_documents::group_list::{Group, GroupList, paper};
use kaijiang_documents::pdf::{Drawn, Fonts, WriteError, picture};

fn list(names: usize) -> GroupList {
    GroupList {
        title: "【党课开讲啦】12月7日（周一）提醒".into(),
        heading: "雾溪镇，有两个党组织要办：".into(),
        groups: vec![Group {
            matter: "每季度党课还没有安排，12月31日前要讲1次".into(),
            names: (1..=names)
                .map(|number| format!("葵渡村第{number}支部"))
                .collect(),
        }],
        closing: "讲过的请记上，没讲的请安排。".into(),
    }
}

/// The picture; none without fonts, which is noted.
fn drawn(test: &str, list: &GroupList) -> Option<Drawn> {
    match picture(&paper(list, Locale::ZhHans), &Fonts::of_the_system(), 1080) {
        Ok(drawn) => Some(drawn),
        Err(WriteError::NoFont { wanted }) => {
            if let Some(skips) = std::env::var_os("KAIJIANG_TEST_SKIPS") {
                let file = std::fs::OpenOptions::new().create(true).append(true).open(skips);
                writeln!(file.unwrap(), "SKIPPED: {test}: no font for {wanted}").unwrap();
            }
            None
        }
        Err(error) => panic!("{error}"),
    }
}

/// How many pixels are nearly black, and how many rows of pixels have one.
fn ink(drawn: &Drawn) -> (usize, usize) {
    let decoder = png::Decoder::new(std::io::Cursor::new(&drawn.bytes));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.width, info.height), (drawn.width, drawn.height));
    let rows = pixels.chunks(usize::try_from(info.width).unwrap());
    let dark = |row: &[u8]| row.iter().filter(|shade| (100..=127).contains(*shade)).count();
    let dark: Vec<usize> = rows.map(dark).collect();
    (dark.iter().sum(), dark.iter().filter(|count| **count > 0).count())
}

#[test]
fn s5_a_picture_grows_with_its_list_and_holds_all_of_it() {
    let test = "s5_a_picture_grows_with_its_list_and_holds_all_of_it";
    let (Some(short), Some(long)) = (drawn(test, &list(2)), drawn(test, &list(40))) else {
        return;
    };
    assert_eq!((short.width, long.width), (1080, 1080));
    assert!(
        long.height > short.height * 2,
        "{} and {}",
        short.height,
        long.height
    );
    let ((little, rows), (much, more)) = (ink(&short), ink(&long));
    // Each name is some thousand dark pixels at this size.
    assert!(much > little + 38 * 1000, "{little} and {much}");
    assert!(more > rows * 2);
    // Nothing is cut off: the last rows are white.
    assert!(more < usize::try_from(long.height).unwrap());
}

#[test]
fn s5_the_same_list_gives_the_same_picture() {
    let test = "s5_the_same_list_gives_the_same_picture";
    if let (Some(one), Some(two)) = (drawn(test, &list(7)), drawn(test, &list(7))) {
        assert!(one == two);
    }
}

#[test]
fn s5_strange_names_neither_stop_a_picture_nor_leave_it() {
    let test = "s5_strange_names_neither_stop_a_picture_nor_leave_it";
    let mut strange = list(0);
    strange.groups.push(Group {
        matter: "\u{202e}<script>\u{0}".into(),
        names: vec!["村".repeat(400), String::new(), "\u{fffe}\n\n甲".into()],
    });
    if let Some(drawn) = drawn(test, &strange) {
        assert!(ink(&drawn).0 > 0);
    }
}
