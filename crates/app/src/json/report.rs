//! A bulletin, a month, and why a figure of theirs is what it is.

use domain::bulletin::{Bound, Stage};
use domain::status::Records;
use domain::summary::{Late, SummaryRow};
use serde_json::{Map, Value, json};

use crate::Snapshot;
use crate::explain_bulletin::FigureExplained;
use crate::see_bulletin::BulletinSeen;
use crate::summarise::MonthSeen;

/// The document of a bulletin: its figures by key.
#[must_use]
pub fn bulletin(seen: &BulletinSeen) -> Value {
    let issue = &seen.issue;
    let mut figures: Map<String, Value> = Map::new();
    for (_, bound) in seen.bound() {
        if let Bound::Count(figure) = bound {
            figures.insert(figure.key.to_string(), figure.count.into());
        }
    }
    let problems: Vec<Value> = issue
        .problems
        .iter()
        .map(|problem| {
            let places = problem.units.iter().flat_map(|wanting| &wanting.places);
            let names: Vec<&str> = places.map(|id| issue.name(*id)).collect();
            json!({ "key": problem.key.to_string(), "count": problem.count, "organisations": names })
        })
        .collect();
    let corrections: Vec<Value> = issue
        .corrections
        .iter()
        .map(
            |one| json!({ "number": one.number, "key": one.key.to_string(), "was": one.was, "now": one.now }),
        )
        .collect();
    json!({
        "bulletin": seen.id.to_string(),
        "organisation": issue.organisation.to_string(),
        "period": issue.period.label,
        "state": seen.stage.word(),
        "number": seen.number,
        "published": seen.stage == Stage::Published,
        "as_of": issue.as_of.to_string(),
        "known_at": issue.known_at,
        "title": seen.wording.title,
        "figures": figures,
        "problems": problems,
        "corrections": corrections,
    })
}

/// The document of a figure with its records.
#[must_use]
pub fn figure(explained: &FigureExplained) -> Value {
    let snapshot = &explained.snapshot;
    let name = |id| snapshot.name(id).unwrap_or_default();
    let mut document = json!({
        "key": explained.key.to_string(),
        "organisation": name(explained.organisation),
        "count": explained.count,
        "known_at": explained.known_at,
        "bulletin": explained.bulletin.map(|id| id.to_string()),
    });
    let (kind, records): (&str, Vec<Value>) = match &explained.records {
        Records::Organisations(all) => {
            let one = |(id, kind): &(_, domain::obligation::StandingKind)| json!({ "organisation": name(*id), "standing": kind.key() });
            ("organisations", all.iter().map(one).collect())
        }
        Records::Lectures(all) => {
            let lectures = all.iter().filter_map(|id| snapshot.lecture(*id));
            let one = |lecture: &domain::lecture::Lecture| {
                let hosts = lecture.hosts.iter().map(|host| name(host.organisation));
                json!({
                    "lecture": lecture.id.to_string(),
                    "on": lecture.ended_on().map(|on| on.to_string()),
                    "title": lecture.title,
                    "organisations": hosts.collect::<Vec<_>>(),
                    "expected": lecture.expected,
                    "present": lecture.present,
                })
            };
            ("lectures", lectures.map(one).collect())
        }
        // How many at which home; nobody is named.
        Records::People(homes) => {
            let one =
                |(home, people): &(_, Vec<_>)| json!({ "organisation": name(*home), "count": people.len() });
            ("people", homes.iter().map(one).collect())
        }
        Records::Expected(_) | Records::Persons(_) => ("organisations", Vec::new()),
    };
    if let Some(document) = document.as_object_mut() {
        document.insert(kind.to_owned(), records.into());
    }
    document
}

/// The document of a month.
#[must_use]
pub fn month(seen: &MonthSeen) -> Value {
    let summary = &seen.summary;
    let mut document = row(&summary.total, (&summary.duties, &seen.snapshot));
    let late = summary.late.iter().map(|one| late(one, &seen.snapshot));
    if let Some(document) = document.as_object_mut() {
        let units = summary.units.iter();
        let units = units.map(|unit| row(unit, (&summary.duties, &seen.snapshot)));
        document.insert("period".into(), summary.period.label.as_str().into());
        document.insert("as_of".into(), summary.as_of.to_string().into());
        document.insert("known_at".into(), seen.known_at.into());
        document.insert("units".into(), units.collect::<Vec<_>>().into());
        document.insert("late".into(), late.collect::<Vec<_>>().into());
    }
    document
}

fn row(row: &SummaryRow, (duties, snapshot): (&[(String, domain::period::Period)], &Snapshot)) -> Value {
    let duty =
        |((duty, period), counts): (&(String, domain::period::Period), &domain::summary::SummaryDuty)| {
            json!({
                "duty": duty, "period": period.label, "active": counts.owing, "done": counts.done,
                "may_be_late": counts.late, "overdue": counts.overdue,
            })
        };
    json!({
        "organisation": snapshot.name(row.organisation).unwrap_or_default(),
        "sessions": row.sessions,
        "sessions_before": row.before,
        "themed": row.themed,
        "micro": row.micro,
        "expected": row.expected,
        "present": row.present,
        "covered": row.covered,
        "members": row.members,
        "duties": duties.iter().zip(&row.duties).map(duty).collect::<Vec<_>>(),
    })
}

fn late(one: &Late, snapshot: &Snapshot) -> Value {
    json!({
        "organisation": snapshot.name(one.organisation).unwrap_or_default(),
        "duty": one.duty,
        "period": one.period.label,
        "standing": one.kind.key(),
    })
}
