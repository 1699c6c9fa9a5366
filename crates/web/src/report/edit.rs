//! 改通报: the words of a bulletin in fields; figures stand in them by name and stay what they are.
//! Must not judge the words: the application tells of figures that were dropped or altered.

use app::publish_bulletin::{ChangeBulletin, Slips, change_bulletin};
use app::see_bulletin::{BulletinSeen, see_bulletin};
use app::{Failure, Refusal};
use askama::Template;
use axum::http::StatusCode;
use domain::bulletin::{BulletinRefusal, Paragraph, Part, Proofread};
use domain::id::BulletinId;

use super::names::{Name, kept, names, said};
use crate::answer::{Answer, Reply};
use crate::posted::Posted;
use crate::told::refused;
use crate::view::View;
use crate::visit::Visit;

/// A paragraph to write in.
struct Field {
    name: String,
    label: String,
    text: String,
    rows: usize,
    is_new: bool,
}

/// A line of the head.
struct Head {
    name: &'static str,
    label: String,
    value: String,
}

#[derive(Template)]
#[template(path = "report/edit.html")]
struct Page<'a> {
    v: View<'a>,
    id: BulletinId,
    title: String,
    period: String,
    version: u32,
    heads: Vec<Head>,
    fields: Vec<Field>,
    names: Vec<Name>,
    slips: Vec<String>,
    may_mean_it: bool,
    wrong: Option<String>,
    key: String,
}

/// The fields of the head, in the order of the command.
const HEADS: [&str; 4] = ["issuer", "title", "addressee", "copies_to"];

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    heads: Option<[String; 4]>,
    paragraphs: Option<Vec<Paragraph>>,
    found: Vec<Proofread>,
    wrong: Option<String>,
}

/// The form.
pub async fn show(visit: Visit) -> Answer {
    page(visit, Typed::default()).await
}

async fn page(visit: Visit, typed: Typed) -> Answer {
    let id = visit.place("bulletin")?;
    let seen = see_bulletin(&visit.site.app, &visit.actor, id).await?.bulletin;
    let words = &visit.words;
    let names = names(&visit, &seen);
    let called = |name: &str| {
        let found = names.iter().find(|one| one.kept == name);
        found.map_or_else(|| name.to_owned(), |one| one.said.clone())
    };
    let slips = typed.found.iter();
    let slips: Vec<String> = slips.map(|one| words.bulletin_proofread(one, &called)).collect();
    let is_unknown = |one: &Proofread| matches!(one, Proofread::Unknown(_));
    let status = if typed.wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let paragraphs = typed.paragraphs.as_ref().unwrap_or(&seen.wording.paragraphs);
    let reply = Reply::page(&Page {
        id,
        title: seen.wording.title.clone(),
        period: words.report_period(&seen.issue.period.label),
        version: seen.version,
        heads: heads(&visit, &seen, typed.heads.as_ref()),
        fields: fields(&visit, paragraphs, &names),
        may_mean_it: !typed.found.is_empty() && !typed.found.iter().any(is_unknown),
        slips,
        wrong: typed.wrong,
        key: visit.site.app.new_id().to_string(),
        names,
        v: View::new(&visit),
    })?;
    Ok(reply.with_status(status))
}

fn heads(visit: &Visit, seen: &BulletinSeen, typed: Option<&[String; 4]>) -> Vec<Head> {
    let words = &visit.words;
    let kept = [
        seen.wording.issuer.clone(),
        seen.wording.title.clone(),
        seen.wording.addressee.clone(),
        seen.wording.copies_to.clone(),
    ];
    let labels = [
        words.say("bulletin-edit-issuer", &[]),
        words.say("bulletin-edit-title", &[]),
        words.say("bulletin-edit-addressee", &[]),
        words.say("bulletin-edit-copies-to", &[]),
    ];
    let values = typed.cloned().unwrap_or(kept);
    let all = HEADS.into_iter().zip(labels).zip(values);
    all.map(|((name, label), value)| Head { name, label, value })
        .collect()
}

/// A field for each paragraph, and an empty one at the end of each part.
fn fields(visit: &Visit, paragraphs: &[Paragraph], names: &[Name]) -> Vec<Field> {
    let words = &visit.words;
    let mut fields = Vec::new();
    for (part, at) in Part::ALL.into_iter().zip(0_usize..) {
        let basis = || words.say("bulletin-part-basis", &[]);
        let label = words.bulletin_heading(part).unwrap_or_else(basis);
        let of_part: Vec<&Paragraph> = paragraphs.iter().filter(|one| one.part == part).collect();
        let is_there = !of_part.is_empty();
        for one in of_part {
            let text = said(&one.text, names);
            fields.push(Field {
                name: format!("part-{at}"),
                label: label.clone(),
                rows: (text.chars().count() / 44).clamp(2, 9) + 1,
                text,
                is_new: false,
            });
        }
        if is_there {
            fields.push(Field {
                name: format!("part-{at}"),
                label,
                text: String::new(),
                rows: 2,
                is_new: true,
            });
        }
    }
    fields
}

/// Saves.
pub async fn save(visit: Visit, posted: Posted) -> Answer {
    let id: BulletinId = visit.place("bulletin")?;
    let seen = see_bulletin(&visit.site.app, &visit.actor, id).await?.bulletin;
    let names = names(&visit, &seen);
    let mut paragraphs = Vec::new();
    for (part, at) in Part::ALL.into_iter().zip(0_usize..) {
        for text in posted.all(&format!("part-{at}")) {
            // Browsers send line ends as two characters; a paragraph has none.
            let text = text.split_whitespace_lines();
            paragraphs.push(Paragraph {
                part,
                text: kept(&text, &names),
            });
        }
    }
    let heads = HEADS.map(|name| posted.field(name).unwrap_or_default().to_owned());
    let command = ChangeBulletin {
        bulletin: id,
        version: posted.field_as("version").unwrap_or_default(),
        heads: [&heads[0], &heads[1], &heads[2], &heads[3]].map(String::as_str),
        paragraphs: paragraphs.clone(),
        slips: if posted.has("meant") {
            Slips::AreMeant
        } else {
            Slips::Tell
        },
        key: posted.field("key"),
    };
    let done = change_bulletin(&visit.site.app, &visit.actor, command).await;
    let found = match &done {
        Err(Failure::Refused(Refusal::Bulletin(BulletinRefusal::Words(found)))) => found.clone(),
        _ => Vec::new(),
    };
    match refused(&visit, done)? {
        Ok(_) => Reply::see_other(&format!("/bulletins/{id}")),
        Err(wrong) => {
            let typed = Typed {
                heads: Some(heads),
                paragraphs: Some(paragraphs),
                found,
                wrong: Some(wrong),
            };
            page(visit, typed).await
        }
    }
}

/// One paragraph of what was typed on several lines.
trait OneParagraph {
    fn split_whitespace_lines(&self) -> String;
}

impl OneParagraph for str {
    fn split_whitespace_lines(&self) -> String {
        let lines: Vec<&str> = self
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        lines.join("")
    }
}
