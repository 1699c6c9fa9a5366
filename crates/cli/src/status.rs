//! `kaijiang status`: the standing of every duty under an organisation.
//! Must not count: `domain::status` does.

use app::{Snapshot, json};
use domain::obligation::StandingKind;
use domain::status::{DutyTally, PersonTally, Status};
use i18n::Words;

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
        print(&json::status(&status, &snapshot).to_string());
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
