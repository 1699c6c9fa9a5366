//! 活动报道: a month on one page, with its figures and up to three photos of its lectures. Photos go out only when somebody
//! says that the people on them agree; who said so stands in the history.
//! Must not choose a photo or name anybody: the officer chooses, captions name lecture, host and day.

use std::collections::BTreeSet;

use documents::news_page::{NewsFigure, NewsPage, NewsPhoto, page};
use documents::paper::Photo;
use domain::access::{Action, TargetKind};
use domain::bulletin::{BulletinRefusal, Plain, What};
use domain::id::{LectureId, MaterialId};
use domain::material::MaterialSort;
use i18n::Words;
use serde_json::json;
use store::MaterialRow;

use crate::materials::{Copy, hand_out};
use crate::print_papers::{PaperForm, Printed, write};
use crate::snapshot::look;
use crate::summarise::{MonthSeen, Summarise, month_to_take};
use crate::{Actor, App, Ask, Failure, Refusal};

/// Photos of one page.
pub const MOST_PHOTOS: usize = 3;

/// A photo that may be chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhotoOffered {
    /// The file.
    pub material: MaterialId,
    /// Of which lecture.
    pub lecture: LectureId,
}

/// Whether the people on the photos agree to be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Consent {
    /// 本人同意: somebody asked them.
    Given,
    /// Nobody asked.
    NotAsked,
}

/// What the page is to hold.
#[derive(Clone, Copy)]
pub struct PrintNews<'a> {
    /// Which month, of whom.
    pub month: Summarise<'a>,
    /// The photos.
    pub photos: &'a [MaterialId],
    /// Whether the people on them agree.
    pub consent: Consent,
    /// How it is written.
    pub form: PaperForm,
}

/// The photos of the lectures of a month.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn photos_of(app: &App, actor: &Actor, seen: &MonthSeen) -> Result<Vec<PhotoOffered>, Failure> {
    let today = look(app, Ask::default()).await?;
    let may = (Action::Export, TargetKind::Standing);
    today.permit(actor, may, seen.summary.organisation)?;
    let held: BTreeSet<LectureId> = seen.held.iter().copied().collect();
    let mut reading = app.store().read(seen.snapshot.tree).await?;
    let rows: Vec<MaterialRow> = reading.all().await?;
    let is_shown = |row: &&MaterialRow| {
        let is_photo = MaterialSort::parse(&row.sort) == Some(MaterialSort::Photo);
        is_photo && row.removed_at.is_none() && held.contains(&row.lecture_id)
    };
    let offered = rows.iter().filter(is_shown).map(|row| PhotoOffered {
        material: row.id,
        lecture: row.lecture_id,
    });
    Ok(offered.collect())
}

/// Writes the page.
///
/// # Errors
/// When the actor may not, there are too many photos or nobody asked the people on them, or the database fails.
pub async fn print_news(
    app: &App,
    actor: &Actor,
    (command, words): (PrintNews<'_>, &Words),
) -> Result<Printed, Failure> {
    let seen = month_to_take(app, actor, command.month).await?;
    let offered = photos_of(app, actor, &seen).await?;
    let no = |refusal| Failure::Refused(Refusal::Bulletin(refusal));
    if command.photos.len() > MOST_PHOTOS {
        return Err(no(BulletinRefusal::TooManyPhotos(MOST_PHOTOS)));
    }
    if !command.photos.is_empty() && command.consent == Consent::NotAsked {
        return Err(no(BulletinRefusal::ConsentMissing));
    }
    let mut photos = Vec::new();
    for material in command.photos {
        let of_month = offered.iter().find(|one| one.material == *material);
        let handed = hand_out(app, actor, (*material, Copy::HandedOut)).await?;
        let photo = handed.as_ref().and_then(|handed| Photo::read(&handed.bytes));
        if let (Some(one), Some(photo)) = (of_month, photo) {
            let caption = caption(&seen, one.lecture, words);
            photos.push(NewsPhoto { photo, caption });
        }
    }
    let ids: Vec<String> = command.photos.iter().map(ToString::to_string).collect();
    let detail = json!({
        "organisation": seen.summary.organisation.to_string(),
        "period": seen.summary.period.label,
        "photos": ids,
    });
    let tx = app.store().write(seen.snapshot.tree).await?;
    tx.commit(app.entry(actor, "print-news", &detail)).await?;
    let news = news(&seen, photos, words);
    let name = news.headline.clone();
    write(app, page(&news, words), (command.form, name)).await
}

/// 《题目》（单位，日期）: what a photo shows; nobody is named.
fn caption(seen: &MonthSeen, lecture: LectureId, words: &Words) -> String {
    let Some(lecture) = seen.snapshot.lecture(lecture) else {
        return String::new();
    };
    let host = lecture.hosts.first().map(|host| host.organisation);
    let host = host.map(|host| seen.snapshot.short_path(host, seen.summary.organisation));
    let day = lecture.ended_on().map(|on| words.date(on));
    let filled = [
        ("title", lecture.title.clone().into()),
        ("host", host.unwrap_or_default().into()),
        ("day", day.unwrap_or_default().into()),
    ];
    words.say("bulletin-shown", &filled)
}

fn news(seen: &MonthSeen, photos: Vec<NewsPhoto>, words: &Words) -> NewsPage {
    let total = &seen.summary.total;
    let rules = &seen.snapshot.rules;
    let name = seen.snapshot.short_name(seen.summary.organisation);
    let filled = [
        ("name", name.unwrap_or_default().to_owned().into()),
        ("period", words.report_period(&seen.summary.period.label).into()),
        ("sessions", total.sessions.into()),
    ];
    let figure = |plain: Plain, count: u32| NewsFigure {
        value: words.number(u64::from(count)),
        counts: words.report_figure(&What::Plain(plain), rules),
    };
    NewsPage {
        headline: words.say("news-headline", &filled),
        paragraphs: seen.told_in_paragraphs(words),
        figures: vec![
            figure(Plain::Sessions, total.sessions),
            figure(Plain::Themed, total.themed),
            figure(Plain::Coverage, total.covered),
            figure(Plain::Present, total.present),
        ],
        photos,
        source: seen
            .snapshot
            .name(seen.summary.organisation)
            .unwrap_or_default()
            .to_owned(),
        on: Some(seen.summary.as_of),
    }
}
