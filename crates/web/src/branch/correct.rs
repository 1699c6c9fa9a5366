//! 改一下: the same page, filled in with what is on record; it asks why.
//! Must not change anything itself: `app::correct_lecture` does.

use app::correct_lecture::{CorrectLecture, ToCorrect, correct_lecture, to_correct};
use app::materials::Attached;
use askama::Template;
use axum::http::StatusCode;
use domain::id::LectureId;
use domain::material::MaterialSort;
use i18n::Words;

use super::fields::{Fields, Sheet, Wrong, files};
use super::{Back, above, beside, name_of, record};
use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::view::View;
use crate::visit::Visit;

/// A file that is there.
pub(super) struct Kept {
    pub id: String,
    pub address: String,
    pub small: Option<String>,
    pub label: String,
    pub goes: bool,
}

#[derive(Template)]
#[template(path = "branch/correct.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    above: Option<String>,
    back: Option<Back>,
    waits: bool,
    action: String,
    key: String,
    sheet: Sheet,
    kept: Vec<Kept>,
    version: u32,
    has_lost_files: bool,
}

/// Offers the page.
pub async fn show(visit: Visit) -> Answer {
    let lecture: LectureId = visit.place("lecture")?;
    let found = to_correct(&visit.site.app, &visit.actor, lecture).await?;
    let fields = Fields::of(&found.offer.said);
    let key = visit.site.app.new_id().to_string();
    Reply::page(&page(&visit, found, (fields, Wrong::new()), (key, &[])))
}

/// Takes the page, and goes on to the receipt.
pub async fn correct(visit: Visit, posted: Posted) -> Answer {
    let lecture: LectureId = visit.place("lecture")?;
    let key = posted.field("key").unwrap_or_default().to_owned();
    let fields = Fields::read(&posted);
    let mut wrong = Wrong::new();
    let said = fields.said(&visit.words, visit.programme.today, &mut wrong);
    let goes: Vec<String> = posted.all("take_out").map(str::to_owned).collect();
    if wrong.is_empty() && !key.is_empty() {
        let command = CorrectLecture {
            key: &key,
            lecture,
            said,
            files: files(&posted),
            take_out: goes.iter().filter_map(|id| id.parse().ok()).collect(),
        };
        match correct_lecture(&visit.site.app, &visit.actor, command).await {
            Ok(recorded) => return record::receipt(&recorded),
            Err(failure) => wrong = beside(&visit.words, failure)?,
        }
    }
    let found = to_correct(&visit.site.app, &visit.actor, lecture).await?;
    let key = if key.is_empty() {
        visit.site.app.new_id().to_string()
    } else {
        key
    };
    let page = Page {
        has_lost_files: !posted.files.is_empty(),
        ..page(&visit, found, (fields, wrong), (key, &goes))
    };
    Ok(Reply::page(&page)?.with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

fn page<'a>(
    visit: &'a Visit,
    found: ToCorrect,
    (fields, wrong): (Fields, Wrong),
    (key, goes): (String, &[String]),
) -> Page<'a> {
    let ToCorrect {
        offer,
        lecture,
        files,
    } = found;
    let words = &visit.words;
    Page {
        v: View::new(visit),
        name: name_of(&offer.snapshot, offer.organisation),
        above: above(&offer.snapshot, offer.organisation),
        back: Back::of(words, &lecture.state),
        waits: lecture.state.is_waiting(),
        action: format!("/lectures/{}/correct", lecture.id),
        key,
        // Whoever mends a record mostly comes to add a photo.
        sheet: Sheet::new(words, &offer, fields, wrong).with_open_files(),
        kept: files.iter().map(|file| kept(words, file, goes)).collect(),
        version: lecture.version,
        has_lost_files: false,
    }
}

pub(super) fn kept(words: &Words, file: &Attached, goes: &[String]) -> Kept {
    let sort = match file.sort {
        MaterialSort::Script => "record-file-script",
        MaterialSort::Photo => "record-file-photo",
        MaterialSort::SignIn => "record-file-sign-in",
    };
    let id = file.id.to_string();
    let sort = words.say(sort, &[]);
    Kept {
        address: format!("/materials/{id}"),
        small: file.kind.is_picture().then(|| format!("/materials/{id}/small")),
        label: match &file.name {
            Some(name) if file.sort != MaterialSort::Photo => format!("{sort} {name}"),
            _ => sort,
        },
        goes: goes.contains(&id),
        id,
    }
}
