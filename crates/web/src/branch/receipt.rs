//! 交上了: what became of what was sent, and what is owed now.
//! Must not say more than is on record.

use app::correct_lecture::to_correct;
use askama::Template;
use domain::id::LectureId;
use domain::lecture::Origin;
use domain::material::FileRefusal;

use super::correct::{Kept, kept};
use super::owe::{Owe, boxes};
use super::{Line, above, line, name_of};
use crate::answer::{Answer, Reply};
use crate::view::View;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "branch/receipt.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    above: Option<String>,
    line: Line,
    number: Option<i64>,
    waits: bool,
    on_behalf: bool,
    present: Option<u32>,
    owes: Vec<Owe>,
    left: Vec<String>,
    kept: Vec<Kept>,
    home: &'static str,
}

/// Shows the receipt.
pub async fn show(visit: Visit) -> Answer {
    let id: LectureId = visit.place("lecture")?;
    // Whoever sent it may change it; nobody else has a receipt.
    let found = to_correct(&visit.site.app, &visit.actor, id).await?;
    let (words, snapshot) = (&*visit.words, &found.offer.snapshot);
    let codes = visit.query("left").unwrap_or_default().split(',');
    let left = codes.filter_map(FileRefusal::parse);
    let host = found.offer.organisation;
    Reply::page(&Page {
        v: View::new(&visit),
        name: name_of(snapshot, host),
        above: above(snapshot, host),
        line: line(words, (&found.lecture, &snapshot.rules)),
        number: visit.query_as("number"),
        waits: found.lecture.state.is_waiting(),
        on_behalf: found.lecture.origin == Origin::OnBehalf,
        present: found.lecture.present,
        owes: boxes(words, &snapshot.rules, &found.offer.owes),
        left: left.map(|why| words.advice_on(left_key(why), &[])).collect(),
        kept: found.files.iter().map(|file| kept(words, file, &[])).collect(),
        home: if visit.home() == host { "/branch" } else { "/enter" },
    })
}

fn left_key(why: FileRefusal) -> &'static str {
    match why {
        FileRefusal::TooMany => "file-left-too-many",
        FileRefusal::TooLarge => "file-left-too-large",
        FileRefusal::TooManyDots => "file-left-too-many-dots",
        FileRefusal::OtherKind => "file-left-other-kind",
        FileRefusal::Heic => "file-left-heic",
        FileRefusal::Damaged => "file-left-damaged",
        FileRefusal::NoPicture => "file-left-no-picture",
    }
}
