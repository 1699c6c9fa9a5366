//! A sign-in list (签到) against the ledger last imported and the people on record.
//! Must not match people by guess: namesakes are told apart by birth month or come back as a question.

use std::collections::{HashMap, HashSet};

use domain::id::{LectureId, PersonId};
use domain::import_refusal::ImportRefusal;
use jiff::tz::TimeZone;
use store::{AttendanceRow, LedgerLineRow};

use super::Context;
use super::lines::SignInLine;
use super::members::Roster;
use super::plan::Plan;

/// How an attendance from a sheet is known.
const FROM_SHEET: &str = "sheet";

/// Decides what each line does; `ledger` are the lines of the ledger last imported.
pub fn plan(lines: &[SignInLine], ledger: &[LedgerLineRow], context: &Context<'_>) -> Plan {
    let mut plan = Plan::default();
    let by_number: HashMap<i64, &LedgerLineRow> = ledger.iter().map(|line| (line.number, line)).collect();
    let roster = Roster::of(context.facts);
    let held: HashSet<(LectureId, PersonId)> = context
        .facts
        .attendances
        .iter()
        .map(|a| (a.lecture, a.person))
        .collect();
    let zone = TimeZone::get(&context.rules.time_zone).unwrap_or(TimeZone::UTC);
    let mut seen: HashMap<(LectureId, PersonId), u32> = HashMap::new();
    for line in lines {
        let (lecture, person) = match sign_in(line, &by_number, &roster, context) {
            Ok(found) => found,
            Err(why) => {
                plan.refuse(&line.place, why);
                continue;
            }
        };
        if let Some(first_row) = seen.insert((lecture, person), line.place.row) {
            plan.refuse(&line.place, ImportRefusal::Duplicate { first_row });
            seen.insert((lecture, person), first_row);
        } else if held.contains(&(lecture, person)) {
            plan.unchanged += 1;
        } else {
            let at = line.at.and_then(|at| zone.to_timestamp(at).ok());
            plan.accepted += 1;
            let how = FROM_SHEET.to_owned();
            plan.add.attendances.push(AttendanceRow {
                lecture_id: lecture,
                person_id: person,
                at,
                how,
            });
        }
    }
    plan
}

fn sign_in(
    line: &SignInLine,
    by_number: &HashMap<i64, &LedgerLineRow>,
    roster: &Roster<'_>,
    context: &Context<'_>,
) -> Result<(LectureId, PersonId), ImportRefusal> {
    let number = line.number.to_string();
    let ledger = by_number.get(&line.number);
    let ledger = ledger.ok_or_else(|| ImportRefusal::UnknownLecture {
        number: number.clone(),
    })?;
    let lecture = ledger
        .lecture_id
        .ok_or(ImportRefusal::LectureRefused { number })?;
    let home = context.organisation(&line.branch, &line.place)?;
    let name = line.name.clone();
    match roster
        .find(home, &line.name, line.birth_month.as_deref())
        .as_slice()
    {
        [person] => Ok((lecture, person.id)),
        [] => Err(ImportRefusal::UnknownPerson {
            name,
            organisation: line.branch.clone(),
        }),
        _ => Err(ImportRefusal::AmbiguousPerson {
            name,
            organisation: line.branch.clone(),
            months: roster.months(home, &line.name),
        }),
    }
}
