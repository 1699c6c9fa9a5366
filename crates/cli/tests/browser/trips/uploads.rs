//! Files that people attach come back as what they are said to be, and nothing in them runs.

use std::path::PathBuf;

use super::{branches, secretary_of};
use crate::harness::{Serving, Trip, Visitor, no_script_ran};

const SCRIPT: &str = "<html><script>__kaijiang_ran('upload')</script></html>";

/// A picture with a script behind it, a script by the name of a picture, and a text that tries.
fn files(trip: &Trip, folder: &std::path::Path) -> [PathBuf; 3] {
    let file = |name: &str| folder.join(name);
    let [picture, page, text] = [file("照片<b>.png"), file("院坝.jpg"), file("讲稿.txt")];
    trip.picture(&picture, false);
    let mut bytes = std::fs::read(&picture).unwrap();
    bytes.extend(SCRIPT.as_bytes());
    std::fs::write(&picture, bytes).unwrap();
    std::fs::write(&page, SCRIPT).unwrap();
    std::fs::write(&text, "同志们：\njavascript:__kaijiang_ran('upload')\n").unwrap();
    [picture, page, text]
}

/// trust.md §8, faults 16–18: what is not what it says is refused by name and the record still goes in; what is kept
/// is handed out to be saved, never shown as a page.
#[test]
fn nothing_runs_in_what_is_attached() {
    let test = "nothing_runs_in_what_is_attached";
    let serving = Serving::shared_demo();
    let visitors = [Visitor::phone(), Visitor::phone().without_scripts()];
    for (visitor, branch) in visitors.iter().zip(branches(serving, 10).split_off(8)) {
        let Some(trip) = visitor.visits(serving.base(), test) else {
            return;
        };
        let folder = tempfile::tempdir().unwrap();
        secretary_of(&trip, serving, &branch);
        let [picture, page, script] = files(&trip, folder.path());
        trip.click("a.go")
            .fill("题目", "带着照片的一课")
            .fill("实到", "7")
            .click("讲稿、照片")
            .attach("#script-file", &script)
            .attach("#photo-0", &picture)
            .attach("#photo-1", &page)
            .click("交上去")
            .expect_text("交上了")
            .expect_text("内容和文件名对不上")
            .expect_no_axe_violations();
        no_script_ran(&trip);
        trip.open(&lecture(&trip)).expect_text("讲稿.txt");
        no_script_ran(&trip);
        let kept: Vec<String> = trip
            .links()
            .into_iter()
            .filter(|link| link.starts_with("/materials/"))
            .collect();
        // A picture with something behind it is made anew on the phone, where scripts run, and else refused.
        assert!((1..=2).contains(&kept.len()), "{kept:?}");
        for address in &kept {
            expect_harmless(&trip, address);
            trip.download(&format!("a[href='{address}']"));
        }
        no_script_ran(&trip);
    }
}

fn lecture(trip: &Trip) -> String {
    let path = trip.path();
    path.split("/receipt").next().unwrap().to_owned()
}

#[track_caller]
fn expect_harmless(trip: &Trip, address: &str) {
    let fetch = format!(
        "fetch('{address}').then(async (answer) => [...['content-disposition', 'x-content-type-options', 'content-type', \
         'content-security-policy'].map((name) => answer.headers.get(name) || ''), \
         /image/.test(answer.headers.get('content-type')) && (await answer.text()).includes('__kaijiang_ran') ? 'live' : ''])"
    );
    let answer = trip.evaluate_with_scripts(&fetch);
    let part = |at: usize| answer[at].as_str().unwrap_or_default();
    assert!(part(0).starts_with("attachment"), "{address}: {answer}");
    assert_eq!(part(1), "nosniff", "{address}: {answer}");
    assert!(!part(2).contains("html"), "{address}: {answer}");
    assert!(part(3).contains("sandbox"), "{address}: {answer}");
    assert_eq!(
        part(4),
        "",
        "{address}: a picture keeps nothing of what it was sent with"
    );
}
