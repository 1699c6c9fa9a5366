//! `kaijiang status`: the standing of every duty under an organisation.
//! Must not count: `domain::status` does.

use app::Snapshot;
use domain::obligation::StandingKind;
use domain::status::{DutyTally, PersonTally, Status};
use i18n::Words;
use serde_json::{Map, Value, json};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::session::Session;
use crate::{print, table};

/// Runs the command.
///
/// # Errors
/// When the organisation is unknown or ambiguous, or the database fails.
pub async fn run(common: &Common, ask: &args::Status) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let snapshot = session.look(common, ask.as_of.as_deref(), ask.at).await?;
    let top = snapshot.find(ask.org.as_deref())?;
    let status = snapshot.status(top, ask.kind.as_deref())?;
    if common.json {
        print(&document(&status, &snapshot).to_string());
    } else {
        let words = session.words(&snapshot.rules);
        let name = snapshot.name(top).unwrap_or_default();
        for line in lines(&status, name, &snapshot, &words) {
            print(&line);
        }
        if ask.overdue {
            for line in overdue(&status, &snapshot, &words) {
                print(&line);
            }
        }
    }
    Ok(())
}

/// The status as a person reads it.
pub fn lines(status: &Status, name: &str, snapshot: &Snapshot, words: &Words) -> Vec<String> {
    let mut lines = words.status_lines(status, name, &snapshot.rules);
    lines.push(String::new());
    let rows: Vec<Vec<String>> = status
        .duties
        .iter()
        .map(|duty| row(duty, snapshot, words))
        .collect();
    lines.extend(table::lay_out(&words.duty_heads(), &rows, 2));
    let people: Vec<Vec<String>> = status
        .person_duties
        .iter()
        .filter(|tally| tally.active > 0)
        .map(|tally| person_row(tally, snapshot, words))
        .collect();
    if !people.is_empty() {
        let [duty, period, active, met, _, due, _, overdue, ..] = words.duty_heads();
        lines.push(String::new());
        lines.extend(table::lay_out(
            &[duty, period, active, met, due, overdue],
            &people,
            2,
        ));
    }
    lines
}

fn person_row(tally: &PersonTally, snapshot: &Snapshot, words: &Words) -> Vec<String> {
    let number = |count: u32| words.number(u64::from(count));
    let duty = snapshot
        .rules
        .person_duties
        .iter()
        .find(|duty| duty.id == tally.duty);
    let (name, period) = duty.map_or_else(
        || (tally.duty.clone(), tally.period.clone()),
        |duty| {
            (
                words.person_duty(duty, &snapshot.rules),
                words.labelled(&tally.period, &duty.period),
            )
        },
    );
    vec![
        name,
        period,
        number(tally.active),
        number(tally.met),
        number(tally.due),
        number(tally.overdue),
    ]
}

/// Who is overdue, duty by duty, in the order of the tree.
fn overdue(status: &Status, snapshot: &Snapshot, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    for tally in status.duties.iter().filter(|tally| !tally.overdue.is_empty()) {
        let [duty, period] = duty_and_period(tally, snapshot, words);
        lines.push(String::new());
        lines.push(words.overdue_heading(&duty, &period, tally.overdue.len()));
        let names = tally.overdue.iter().filter_map(|id| snapshot.name(*id));
        lines.extend(names.map(|name| format!("  {name}")));
    }
    lines
}

fn duty_and_period(tally: &DutyTally, snapshot: &Snapshot, words: &Words) -> [String; 2] {
    let mut duties = snapshot.rules.duties.iter();
    let rhythm = duties.find(|duty| duty.id == tally.duty).map(|duty| duty.period);
    let period = rhythm.map_or_else(
        || tally.period.clone(),
        |rhythm| words.labelled(&tally.period, &rhythm),
    );
    [words.duty_by_id(&tally.duty, &snapshot.rules), period]
}

fn row(tally: &DutyTally, snapshot: &Snapshot, words: &Words) -> Vec<String> {
    let number = |count: u32| words.number(u64::from(count));
    let [duty, period] = duty_and_period(tally, snapshot, words);
    vec![
        duty,
        period,
        number(tally.active()),
        number(tally.of(StandingKind::Met)),
        number(tally.of(StandingKind::MadeUp)),
        number(tally.of(StandingKind::Due)),
        number(tally.of(StandingKind::AtRisk)),
        number(tally.of(StandingKind::Overdue)),
        number(tally.of(StandingKind::Excused)),
        number(tally.of(StandingKind::Closed)),
    ]
}

/// The document of `--json`; its keys stay.
fn document(status: &Status, snapshot: &Snapshot) -> Value {
    let classes: Map<String, Value> = status
        .speaker_classes
        .iter()
        .map(|(id, count)| (id.clone(), Value::from(*count)))
        .collect();
    let people: Vec<Value> = status
        .person_duties
        .iter()
        .map(|tally| {
            json!({
                "duty": tally.duty, "period": tally.period, "active": tally.active,
                "met": tally.met, "due": tally.due, "overdue": tally.overdue,
            })
        })
        .collect();
    json!({
        "as_of": status.as_of.to_string(),
        "known_at": snapshot.facts.known_at,
        "organisations": status.organisations,
        "organisations_active": status.organisations_active,
        "branches": status.branches,
        "members": status.members,
        "sessions": status.sessions,
        "joint": status.joint,
        "micro": status.micro,
        "sessions_by_quarter": status.sessions_by_quarter,
        "covered": status.covered,
        "attendances": status.attendances,
        "speaker_classes": classes,
        "duties": status.duties.iter().map(|tally| duty(tally, snapshot)).collect::<Vec<_>>(),
        "person_duties": people,
    })
}

fn duty(tally: &DutyTally, snapshot: &Snapshot) -> Value {
    let names: Vec<&str> = tally.overdue.iter().filter_map(|id| snapshot.name(*id)).collect();
    let mut document = Map::new();
    document.insert("duty".into(), tally.duty.as_str().into());
    document.insert("period".into(), tally.period.as_str().into());
    document.insert("active".into(), tally.active().into());
    for kind in StandingKind::ALL {
        document.insert(kind.key().into(), tally.of(kind).into());
    }
    document.insert("overdue_organisations".into(), names.into());
    Value::Object(document)
}
