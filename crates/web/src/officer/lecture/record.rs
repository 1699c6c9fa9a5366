//! What is on record of a lecture, laid out for its page.
//! Must not leave out what is there, nor name who may not be named.

use app::LectureSeen;
use domain::id::OrganisationId;
use domain::lecture::{Host, Lecture, Part, PartSort};
use i18n::Words;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::answer::Trouble;
use crate::told::Called;
use crate::visit::Visit;

/// A thing on record and what it is.
pub(super) struct Fact {
    pub key: &'static str,
    pub said: String,
}

/// A host with its own head counts.
pub(super) struct HostLine {
    pub id: OrganisationId,
    pub called: Called,
    pub heads: Option<String>,
}

/// What the lecture is to one duty.
pub(super) struct DutyLine {
    pub heading: String,
    pub has_counted: bool,
    pub reason: String,
    pub standing: String,
}

/// The duties of one organisation.
pub(super) struct DutyGroup {
    pub id: OrganisationId,
    pub called: Called,
    pub lines: Vec<DutyLine>,
}

/// A file.
pub(super) struct Material {
    pub address: String,
    pub sort: String,
    pub name: String,
    pub size: String,
}

/// The day and who spoke, in one line.
pub(super) fn headline(visit: &Visit, seen: &LectureSeen, lecture: &Lecture) -> String {
    let words = &visit.words;
    let day = lecture.ended_on().or(lecture.planned_on);
    let host = lecture.hosts.first();
    let host = host.map(|host| Called::by(visit, &seen.snapshot, host.organisation).name);
    let parts = [day.map(|day| words.date(day)), host];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

pub(super) fn hosts(visit: &Visit, seen: &LectureSeen, lecture: &Lecture) -> Vec<HostLine> {
    let line = |host: &Host| HostLine {
        id: host.organisation,
        called: Called::by(visit, &seen.snapshot, host.organisation),
        heads: heads(&visit.words, (host.expected, host.present)),
    };
    lecture.hosts.iter().map(line).collect()
}

/// 应到12人，实到11人.
fn heads(words: &Words, (expected, present): (Option<u32>, Option<u32>)) -> Option<String> {
    let said = |key: &str, count: u32| words.say(key, &[("count", count.into())]);
    let parts = [
        expected.map(|count| said("lecture-page-expected", count)),
        present.map(|count| said("lecture-page-present", count)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| words.list(&parts))
}

/// What is on record beside the hosts, in the order of the sheet.
pub(super) fn facts(visit: &Visit, seen: &LectureSeen, lecture: &Lecture) -> Vec<Fact> {
    let (words, rules) = (&visit.words, &seen.snapshot.rules);
    let spoke = lecture.speakers.iter().map(|speaker| {
        let class = words.speaker_class(&speaker.class, rules);
        let unit = speaker
            .unit
            .map(|unit| Called::by(visit, &seen.snapshot, unit).name);
        let unit = unit.map(|unit| format!(" · {unit}")).unwrap_or_default();
        match &speaker.name {
            Some(name) => {
                words.say(
                    "lecture-page-speaker",
                    &[("name", name.as_str().into()), ("class", class.into())],
                ) + &unit
            }
            None => class + &unit,
        }
    });
    let spoke = words.list(&spoke.collect::<Vec<String>>());
    let parts = lecture.parts.iter().map(|part| self::part(words, part));
    let makes_up = lecture.makes_up.as_deref().map(|label| {
        let rhythms = rules.duties.iter().map(|duty| duty.period);
        let named = rhythms.map(|rhythm| words.labelled(label, &rhythm));
        named
            .into_iter()
            .find(|named| named != label)
            .unwrap_or_else(|| label.to_owned())
    });
    let all = [
        ("lecture-page-when", when(visit, seen, lecture)),
        ("ledger-head-speaker", Some(spoke)),
        ("ledger-head-kind", Some(words.lecture_kind(&lecture.kind, rules))),
        ("ledger-head-form", Some(words.list(&lecture.forms))),
        ("ledger-head-venue", lecture.venue.clone()),
        (
            "lecture-page-heads",
            heads(words, (lecture.expected, lecture.present)),
        ),
        (
            "lecture-page-parts",
            Some(words.list(&parts.collect::<Vec<String>>())),
        ),
        ("lecture-page-makes-up", makes_up),
        ("lecture-page-note", lecture.note.clone()),
        ("ledger-head-number", Some(seen.number.to_string())),
    ];
    let filled = all.into_iter().filter_map(|(key, said)| {
        let said = said.filter(|said| !said.is_empty())?;
        Some(Fact { key, said })
    });
    filled.collect()
}

fn part(words: &Words, part: &Part) -> String {
    let sort = words.say(
        match part.sort {
            PartSort::Talk => "lecture-page-part-talk",
            PartSort::Site => "lecture-page-part-site",
            PartSort::Practice => "lecture-page-part-practice",
        },
        &[("minutes", part.minutes.into())],
    );
    let venue = part
        .venue
        .as_ref()
        .map(|venue| format!(" · {venue}"))
        .unwrap_or_default();
    let fell_out = (!part.was_held).then(|| words.say("lecture-page-part-fell-out", &[]));
    sort + &venue + &fell_out.unwrap_or_default()
}

/// When it was held, to the minute where that is known; else when it is planned for.
fn when(visit: &Visit, seen: &LectureSeen, lecture: &Lecture) -> Option<String> {
    let words = &visit.words;
    let Some(held) = lecture.held else {
        let day = words.date(lecture.planned_on?);
        return Some(words.say("lecture-planned", &[("on", day.into())]));
    };
    let first = words.date(held.began_on);
    let last = (held.ended_on != held.began_on).then(|| words.date(held.ended_on));
    let clock = |at: Timestamp| {
        let zone = TimeZone::get(&seen.snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
        zone.to_datetime(at).strftime("%H:%M").to_string()
    };
    let moment = |day: String, at: Option<Timestamp>| match at {
        Some(at) => format!("{day} {}", clock(at)),
        None => day,
    };
    let begins = moment(first, held.starts_at);
    Some(match (last, held.ends_at) {
        (Some(last), ends) => format!("{begins} – {}", moment(last, ends)),
        (None, Some(ends)) => format!("{begins} – {}", clock(ends)),
        (None, None) => begins,
    })
}

/// What it counted for, organisation by organisation.
pub(super) fn duties(visit: &Visit, seen: &LectureSeen) -> Vec<DutyGroup> {
    let mut groups: Vec<DutyGroup> = Vec::new();
    for duty in &seen.duties {
        let id = duty.organisation;
        let line = DutyLine {
            heading: duty.heading.clone(),
            has_counted: duty.has_counted,
            reason: duty.reason.clone(),
            standing: visit.words.standing_kind(duty.standing),
        };
        match groups.iter_mut().find(|group| group.id == id) {
            Some(group) => group.lines.push(line),
            None => groups.push(DutyGroup {
                id,
                called: Called::by(visit, &seen.snapshot, id),
                lines: vec![line],
            }),
        }
    }
    groups
}

/// How the script stands.
pub(super) fn script(words: &Words, answer: &str) -> String {
    let key = format!("lecture-page-script-{answer}");
    words.find(&key, &[]).unwrap_or_else(|| answer.to_owned())
}

pub(super) fn materials(visit: &Visit, seen: &LectureSeen) -> Vec<Material> {
    let words = &visit.words;
    let material = |one: &app::SeenMaterial| {
        let sort = words.find(&format!("lecture-page-material-{}", one.sort), &[]);
        let sort = sort.unwrap_or_else(|| one.sort.clone());
        let kilobytes = one.size.div_ceil(1024);
        Material {
            address: format!("/materials/{}", one.id),
            name: one.name.clone().unwrap_or_else(|| sort.clone()),
            size: words.say("lecture-page-size", &[("kilobytes", kilobytes.into())]),
            sort,
        }
    };
    seen.materials.iter().map(material).collect()
}

/// Those of one organisation who signed in.
pub(super) struct Signed {
    pub id: OrganisationId,
    pub called: Called,
    pub names: Vec<String>,
}

/// Who signed in, by organisation. That they were looked at is kept.
pub(super) async fn attendees(visit: &Visit, seen: &LectureSeen) -> Result<Vec<Signed>, Trouble> {
    let mut groups: Vec<Signed> = Vec::new();
    for one in app::name_attendees(&visit.site.app, &visit.actor, seen).await? {
        let erased = || visit.words.say("lecture-page-erased", &[]);
        let name = one.name.unwrap_or_else(erased);
        match groups.last_mut().filter(|last| last.id == one.home) {
            Some(last) => last.names.push(name),
            None => groups.push(Signed {
                id: one.home,
                called: Called::by(visit, &seen.snapshot, one.home),
                names: vec![name],
            }),
        }
    }
    Ok(groups)
}
