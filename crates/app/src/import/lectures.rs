//! A ledger of lectures (台账) against those on record.
//! Must not decide which lecture a row is: `domain::ledger_match` does.

mod held;
mod rows;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use domain::id::{LectureId, OrganisationId};
use domain::import_refusal::{ImportRefusal, ImportWarning};
use domain::lecture::Lecture;
use domain::ledger_match::{LedgerRow as Said, Verdict, match_ledger};
use store::LedgerLineRow;
use uuid::Uuid;

use super::Context;
use super::lines::{LectureLine, Place};
use super::plan::{Changed, Plan};
use super::words::Words;

/// 序号 of the ledger last imported, by lecture.
pub use held::LedgerNumbers;

/// A line with its words resolved.
struct Candidate<'a> {
    line: &'a LectureLine,
    said: Said,
    /// Hosts in the order the cell names them.
    hosts: Vec<domain::id::OrganisationId>,
    kind: &'a str,
    /// Speaker class; none when the cell is blank.
    class: Option<&'a str>,
}

/// A row somebody decided to take (X7): a new lecture, or some cells of a held one.
pub(crate) struct Decided<'a> {
    /// What it says; of a held lecture only the cells that are taken, and those no lecture is without.
    pub line: &'a LectureLine,
    /// Who held it, in the order of the cell.
    pub hosts: Vec<OrganisationId>,
    /// The held lecture.
    pub held: Option<LectureId>,
}

/// Puts a decided row into the plan.
///
/// # Errors
/// When its words or figures make no sense: more present than expected, a kind the pack does not know.
pub(crate) fn take_decided(
    decided: Decided<'_>,
    context: &Context<'_>,
    plan: &mut Plan,
) -> Result<LectureId, ImportRefusal> {
    let lines = std::slice::from_ref(decided.line);
    let lines = &*without_erased(lines, context, plan);
    let Some(line) = lines.first() else {
        return Err(ImportRefusal::Missing {
            column: "title".into(),
        });
    };
    let kind = Words::lecture_kinds(context.rules).read(&line.kind)?;
    let held = decided.held.and_then(|id| context.lecture(id));
    let heads = |said: Option<u32>, held: Option<u32>| said.or(held);
    let expected = heads(line.expected, held.and_then(|held| held.expected));
    let present = heads(line.present, held.and_then(|held| held.present));
    if let (Some(expected), Some(present)) = (expected, present)
        && present > expected
    {
        return Err(ImportRefusal::Arithmetic { expected, present });
    }
    let class = speaker_class(line, &Words::speaker_classes(context.rules), context, plan);
    let said = rows::said(line, &decided.hosts, kind, class);
    let candidate = Candidate {
        line,
        said,
        hosts: decided.hosts,
        kind,
        class,
    };
    match held {
        None => Ok(rows::add(&candidate, context, plan)),
        Some(held) => {
            rows::correct(&candidate, held, context, plan);
            plan.changed.push(Changed {
                place: line.place.clone(),
                fields: Vec::new(),
            });
            Ok(held.id)
        }
    }
}

/// Decides what each line does; `ledger` is the id the file's numbers are kept under.
pub fn plan(lines: &[LectureLine], numbers: &LedgerNumbers, ledger: Uuid, context: &Context<'_>) -> Plan {
    let mut plan = Plan::default();
    let lines = &*without_erased(lines, context, &mut plan);
    let candidates = candidates(lines, context, &mut plan);
    let said: Vec<Said> = candidates
        .iter()
        .map(|candidate| candidate.said.clone())
        .collect();
    let held = held::rows(context, numbers);
    let matched = match_ledger(&said, &held);
    for (candidate, verdict) in candidates.iter().zip(matched.verdicts) {
        settle(candidate, verdict, &candidates, ledger, (context, &mut plan));
    }
    let lines: HashMap<&Place, &LectureLine> = lines.iter().map(|line| (&line.place, line)).collect();
    for refused in plan.refused.clone() {
        if let Some(number) = lines.get(&refused.place).and_then(|line| line.number) {
            plan.add
                .ledger_lines
                .push(refused_line(ledger, number, &refused.why));
        }
    }
    plan
}

/// The number of a refused row: a sign-in may name it.
pub fn refused_line(ledger: Uuid, number: i64, why: &ImportRefusal) -> LedgerLineRow {
    let refusal = Some(why.code().to_owned());
    LedgerLineRow {
        ledger_id: ledger,
        number,
        lecture_id: None,
        refusal,
    }
}

/// Keeps the file as the ledger last imported, unless it numbers the lectures as the one before did.
///
/// A file whose every number the ledger before had too, for the same lecture or a refused row, is a mended part of
/// it (the refused rows handed back and put right): the other numbers stand.
pub fn keep_ledger(plan: &mut Plan, ledger: Uuid, before: &[LedgerLineRow]) {
    // Two rows of one number: a lecture stands before a refusal.
    plan.add
        .ledger_lines
        .sort_by_key(|line| (line.number, line.lecture_id.is_none()));
    plan.add.ledger_lines.dedup_by_key(|line| line.number);
    let held: HashMap<i64, &LedgerLineRow> = before.iter().map(|line| (line.number, line)).collect();
    let mends = |line: &LedgerLineRow| {
        held.get(&line.number)
            .is_some_and(|held| held.lecture_id.is_none() || held.lecture_id == line.lecture_id)
    };
    if plan.add.ledger_lines.iter().all(mends) {
        let said: HashSet<i64> = plan.add.ledger_lines.iter().map(|line| line.number).collect();
        let others = before.iter().filter(|line| !said.contains(&line.number));
        plan.add.ledger_lines.extend(others.map(|line| LedgerLineRow {
            ledger_id: ledger,
            ..line.clone()
        }));
        plan.add.ledger_lines.sort_by_key(|line| line.number);
    }
    let same = |a: &LedgerLineRow, b: &LedgerLineRow| {
        (a.number, a.lecture_id, &a.refusal) == (b.number, b.lecture_id, &b.refusal)
    };
    let now = &plan.add.ledger_lines;
    if now.len() == before.len() && now.iter().zip(before).all(|(a, b)| same(a, b)) {
        plan.add.ledger_lines.clear();
    }
}

/// Leaves out the names of speakers who were erased: the lecture is the organisation's and counts.
fn without_erased<'a>(
    lines: &'a [LectureLine],
    context: &Context<'_>,
    plan: &mut Plan,
) -> Cow<'a, [LectureLine]> {
    let mut kept = Cow::Borrowed(lines);
    for (at, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.speaker.is_empty())
    {
        let hosts = context.organisations(&line.organisations, &line.place);
        let is_erased = |host: &OrganisationId| context.erased.has(&line.speaker, None, *host);
        if hosts.unwrap_or_default().iter().any(is_erased)
            && let Some(line) = kept.to_mut().get_mut(at)
        {
            let name = std::mem::take(&mut line.speaker);
            plan.warn(&line.place, ImportWarning::ErasedName { name });
        }
    }
    kept
}

/// Lines whose organisations, kind and figures make sense; the others are refused.
fn candidates<'a>(lines: &'a [LectureLine], context: &'a Context<'a>, plan: &mut Plan) -> Vec<Candidate<'a>> {
    let (kinds, classes) = (
        Words::lecture_kinds(context.rules),
        Words::speaker_classes(context.rules),
    );
    let mut candidates = Vec::with_capacity(lines.len());
    for line in lines {
        match candidate(line, context, &kinds) {
            Ok((hosts, kind)) => {
                let class = speaker_class(line, &classes, context, plan);
                let said = rows::said(line, &hosts, kind, class);
                candidates.push(Candidate {
                    line,
                    said,
                    hosts,
                    kind,
                    class,
                });
            }
            Err(why) => plan.refuse(&line.place, why),
        }
    }
    candidates
}

/// The class a line names; one the pack does not know is its last one, said with a warning.
fn speaker_class<'a>(
    line: &LectureLine,
    classes: &Words<'a>,
    context: &Context<'a>,
    plan: &mut Plan,
) -> Option<&'a str> {
    if line.speaker_class.is_empty() {
        return None;
    }
    let known = classes.id(&line.speaker_class);
    if known.is_none() {
        let value = line.speaker_class.clone();
        plan.warn(&line.place, ImportWarning::UnknownSpeakerClass { value });
    }
    known.or(context
        .rules
        .speaker_classes
        .last()
        .map(|class| class.id.as_str()))
}

fn candidate<'a>(
    line: &LectureLine,
    context: &Context<'_>,
    kinds: &Words<'a>,
) -> Result<(Vec<domain::id::OrganisationId>, &'a str), ImportRefusal> {
    let hosts = context.organisations(&line.organisations, &line.place)?;
    if line.on > context.today {
        return Err(ImportRefusal::Future { on: line.on });
    }
    if let (Some(expected), Some(present)) = (line.expected, line.present)
        && present > expected
    {
        return Err(ImportRefusal::Arithmetic { expected, present });
    }
    if line.kind.is_empty() {
        let column = context.rules.header("lectures", "kind").to_owned();
        return Err(ImportRefusal::Missing { column });
    }
    let kind = kinds.read(&line.kind)?;
    Ok((hosts, kind))
}

fn settle(
    candidate: &Candidate<'_>,
    verdict: Verdict,
    all: &[Candidate<'_>],
    ledger: Uuid,
    (context, plan): (&Context<'_>, &mut Plan),
) {
    let place = &candidate.line.place;
    let lecture = match verdict {
        Verdict::DuplicateOf(first) => {
            let first_row = all.get(first).map_or(0, |candidate| candidate.line.place.row);
            return plan.refuse(place, ImportRefusal::Duplicate { first_row });
        }
        Verdict::Unclear(lectures) => {
            let lectures = lectures
                .iter()
                .filter_map(|id| context.lecture(*id))
                .map(describe)
                .collect();
            return plan.refuse(place, ImportRefusal::Unclear { lectures });
        }
        Verdict::Same(lecture) => {
            plan.unchanged += 1;
            lecture
        }
        Verdict::New => rows::add(candidate, context, plan),
        Verdict::Changed(lecture, fields) => {
            if let Some(held) = context.lecture(lecture) {
                let changes = rows::changes(candidate, held, &fields, context);
                plan.changed.push(Changed {
                    place: place.clone(),
                    fields: changes,
                });
                rows::correct(candidate, held, context, plan);
            }
            lecture
        }
    };
    if let Some(number) = candidate.line.number {
        let line = LedgerLineRow {
            ledger_id: ledger,
            number,
            lecture_id: Some(lecture),
            refusal: None,
        };
        plan.add.ledger_lines.push(line);
    }
}

fn describe(lecture: &Lecture) -> String {
    let on = lecture.ended_on().map(|on| on.to_string()).unwrap_or_default();
    let speaker = lecture
        .speakers
        .first()
        .and_then(|speaker| speaker.name.clone())
        .unwrap_or_default();
    format!("{on} {} {speaker}", lecture.title)
}
