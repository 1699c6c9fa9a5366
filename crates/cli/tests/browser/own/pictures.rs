//! A list of pages becomes pictures of the right size, and a page that cannot be had is told.

use super::local;
use crate::harness::Album;
use crate::program::root;

const LIST: &str = r#"
[account.clerk]
path = "/form"
fill = [["题目", "防汛"]]
click = "交上去"

[[page]]
name = "sound"
path = "/sound"

[[page]]
name = "form"
path = "/form"
account = "clerk"
screens = ["phone"]
whole = true
click = ["更多"]

[[page]]
name = "nobody"
path = "/sound"
account = "nobody"
screens = ["desktop"]
"#;

/// Width and height in the head of a PNG.
fn size(file: &std::path::Path) -> (u32, u32) {
    let bytes = std::fs::read(file).unwrap();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_list_becomes_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let base = local::serve();
    let album = Album::read(LIST).unwrap();
    let outcomes = album.take("a_list_becomes_pictures", (&base, None), folder.path());
    if std::env::var_os("KAIJIANG_TEST_BROWSER").is_none() {
        assert!(outcomes.is_empty());
        return;
    }
    let files: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| outcome.as_ref().ok())
        .collect();
    assert_eq!(files.len(), 3, "{outcomes:?}");
    assert_eq!(size(files[0]), (1280, 900), "{outcomes:?}");
    assert_eq!(size(files[1]), (780, 1688), "twice 390×844");
    let (width, height) = size(files[2]);
    assert!(width == 780 && height >= 1688, "the whole page: {width}×{height}");
    let why = outcomes[3].as_ref().unwrap_err();
    assert!(why.contains("no account \"nobody\""), "{why}");
}

#[test]
fn the_list_of_the_gallery_can_be_read() {
    let text = std::fs::read_to_string(root().join("tests/gallery.toml")).unwrap();
    Album::read(&text).unwrap();
    assert!(
        Album::read("[[page]]\nname = \"x\"\npath = \"/\"\nscreen = [\"phone\"]").is_err(),
        "a slip of the pen is told"
    );
}
