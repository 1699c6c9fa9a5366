//! One's own data to take away: for a program (JSON) and for a person (xlsx).
//! Must not leave out what is held.

use app::{MyData, Who, text_workbook};
use serde_json::{Value, json};

use super::{held, look};
use crate::told::{dates, organisation};
use crate::visit::Visit;

/// As a document; its keys stay.
pub(super) fn document(mine: &MyData) -> Value {
    let name = |id| organisation(&mine.snapshot, id);
    let lecture = |id| {
        let lecture = mine.snapshot.lecture(id)?;
        let hosts = lecture.hosts.iter().map(|host| name(host.organisation));
        Some(json!({
            "held_on": lecture.ended_on().map(|on| on.to_string()),
            "title": lecture.title,
            "organisations": hosts.collect::<Vec<_>>(),
            "minutes": lecture.minutes(),
        }))
    };
    let span = |from: jiff::civil::Date, until: Option<jiff::civil::Date>| json!({ "from": (from.year() > 1).then(|| from.to_string()), "until": until.map(|day| day.to_string()) });
    json!({
        "person": {
            "id": mine.person.id.to_string(),
            "name": mine.person.name,
            "birth_month": mine.person.birth_month,
            "kind": mine.person.kind,
        },
        "homes": mine.homes.iter().map(|home| json!({
            "organisation": name(home.organisation), "time": span(home.from, home.until),
        })).collect::<Vec<_>>(),
        "posts": mine.posts.iter().map(|post| json!({
            "post": post.role, "organisation": name(post.organisation), "time": span(post.from, post.until),
        })).collect::<Vec<_>>(),
        "heard": mine.heard.iter().filter_map(|(id, how)| {
            let mut lecture = lecture(*id)?;
            if let Some(fields) = lecture.as_object_mut() {
                fields.insert("how".to_owned(), json!(how));
            }
            Some(lecture)
        }).collect::<Vec<_>>(),
        "given": mine.given.iter().filter_map(|id| lecture(*id)).collect::<Vec<_>>(),
        "looks": mine.looks.iter().map(|seen| json!({
            "on": seen.on.to_string(),
            "who": viewer(mine, &seen.who),
            "what": seen.what,
            "reason": seen.reason,
            "times": seen.times,
        })).collect::<Vec<_>>(),
    })
}

fn viewer(mine: &MyData, who: &Who) -> Value {
    match who {
        Who::Operator => json!({ "role": "operator" }),
        Who::Schedule => json!({ "role": "schedule" }),
        Who::Account { role, organisation } => json!({
            "role": role.word(),
            "organisation": mine.snapshot.name(*organisation),
        }),
        Who::Other(word) => json!({ "role": word }),
    }
}

/// As a workbook, a sheet for each sort.
pub(super) fn workbook(visit: &Visit, mine: &MyData) -> Option<Vec<u8>> {
    let words = &visit.words;
    let say = |key: &str| words.say(key, &[]);
    let lectures = |ids: Vec<domain::id::LectureId>| {
        let row = |id: domain::id::LectureId| {
            let lecture = mine.snapshot.lecture(id)?;
            let hosts = lecture.hosts.iter();
            let hosts: Vec<String> = hosts
                .map(|host| organisation(&mine.snapshot, host.organisation))
                .collect();
            let day = lecture.ended_on().map(|on| on.to_string());
            Some(vec![
                day.unwrap_or_default(),
                lecture.title.clone(),
                words.list(&hosts),
            ])
        };
        ids.into_iter().filter_map(row).collect::<Vec<_>>()
    };
    let head = vec![say("me-head-day"), say("me-head-title"), say("me-head-where")];
    let fields = held(visit, mine)
        .into_iter()
        .map(|row| vec![row.what, row.value, row.purpose, row.retention]);
    let homes = mine.homes.iter().map(|home| {
        vec![
            organisation(&mine.snapshot, home.organisation),
            dates(visit, home.from, home.until),
        ]
    });
    let looks = mine.looks.iter().map(|seen| {
        let (day, said) = look(visit, mine, seen);
        vec![day, said]
    });
    let attended = mine.heard.iter().map(|(id, _)| *id).collect();
    text_workbook(vec![
        (
            say("me-held"),
            vec![
                say("me-held-what"),
                say("me-held-value"),
                say("me-held-purpose"),
                say("me-held-retention"),
            ],
            fields.collect(),
        ),
        (
            say("me-homes"),
            vec![say("people-home"), say("me-head-dates")],
            homes.collect(),
        ),
        (say("me-heard-sheet"), head.clone(), lectures(attended)),
        (say("me-given-sheet"), head, lectures(mine.given.clone())),
        (
            say("me-looks"),
            vec![say("me-head-day"), say("me-head-look")],
            looks.collect(),
        ),
    ])
}
