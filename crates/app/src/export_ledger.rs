//! 导出台账: exactly what is filtered, in the order shown, as a workbook our own import reads back. Noted in the
//! history, since it names people.
//! Must not export what may only be looked at: exporting is a right of its own.

use documents::ledger::{Ledger, ledger};
use documents::xlsx::CellValue;
use domain::access::{Action, Reach, TargetKind, reach};
use domain::id::OrganisationId;
use domain::lecture::Lecture;
use domain::rule_set::{RuleSet, columns_of};
use i18n::Words;
use serde_json::json;

use crate::see_ledger::{LedgerFilter, LedgerSeen, Part, SeeLedger, Sort, seen_in};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// What to export.
pub struct ExportLedger<'a> {
    /// Which lectures.
    pub filter: &'a LedgerFilter,
    /// In which order.
    pub sort: Sort,
    /// The language of title and notes; the header is in the pack's own words, which the import knows.
    pub words: &'a Words,
}

/// A ledger as a file.
pub struct LedgerFile {
    /// What to call it.
    pub name: String,
    /// The workbook.
    pub bytes: Vec<u8>,
    /// How many lectures it holds.
    pub lectures: usize,
    /// The number of the entry made.
    pub number: i64,
}

/// Writes the filtered ledger and notes it.
///
/// # Errors
/// When the actor may export none, the filter asks for what is not there, or the database fails.
pub async fn export_ledger(
    app: &App,
    actor: &Actor,
    command: ExportLedger<'_>,
) -> Result<LedgerFile, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let ask = SeeLedger {
        filter: command.filter,
        sort: command.sort,
        part: Part::Whole,
    };
    let seen = seen_in(snapshot, (actor, Action::Export), ask)?;
    let top = command
        .filter
        .organisation
        .unwrap_or(top_of(actor, &seen.snapshot));
    let sheet = sheet(&seen, top, command.words);
    let bytes = ledger(&sheet).map_err(|_| Refusal::TooManyRows)?;
    let detail = json!({
        "lectures": seen.lines.len(),
        "filter": command.filter.for_history(),
        "sort": command.sort.word(),
    });
    let tx = app.store().write(seen.snapshot.tree).await?;
    let number = tx.commit(app.entry(actor, "export-ledger", &detail)).await?.0;
    Ok(LedgerFile {
        name: format!("{}-{}.xlsx", sheet.title, seen.snapshot.as_of),
        bytes,
        lectures: seen.lines.len(),
        number,
    })
}

/// The organisation whose ledger it is when none is named.
fn top_of(actor: &Actor, snapshot: &Snapshot) -> OrganisationId {
    let first = match reach(&actor.rights, Action::Export, TargetKind::Lecture) {
        Reach::Everywhere => None,
        Reach::At(places) => places.first().map(|(place, _)| *place),
    };
    first.unwrap_or(OrganisationId(snapshot.tree.0))
}

fn sheet(seen: &LedgerSeen, top: OrganisationId, words: &Words) -> Ledger {
    let snapshot = &seen.snapshot;
    let rules = &snapshot.rules;
    let held = |(id, number): &(domain::id::LectureId, i64)| Some((snapshot.lecture(*id)?, *number));
    let lectures: Vec<(&Lecture, i64)> = seen.lines.iter().filter_map(held).collect();
    let others = lectures.iter().any(|(lecture, _)| lecture.speakers.len() > 1);
    let mut header: Vec<String> = columns_of("lectures")
        .iter()
        .map(|column| rules.header("lectures", column).to_owned())
        .collect();
    header.push(words.say("ledger-head-state", &[]));
    if others {
        header.push(words.say("ledger-head-other-speakers", &[]));
    }
    let row = |(lecture, number): &(&Lecture, i64)| {
        let mut cells = lecture_cells(lecture, *number, snapshot);
        cells.push(words.lecture_state_kind(lecture.state.kind()).into());
        if others {
            cells.push(other_speakers(lecture).into());
        }
        cells
    };
    let name = snapshot.name(top).unwrap_or_default();
    Ledger {
        name: words.say("ledger-sheet-name", &[]),
        title: words.say("ledger-sheet-title", &[("organisation", name.into())]),
        note: words.say(
            "ledger-sheet-note",
            &[
                ("on", words.date(snapshot.as_of).into()),
                ("lectures", lectures.len().into()),
            ],
        ),
        rows: lectures.iter().map(row).collect(),
        header,
        foot: words.say(
            "ledger-sheet-foot",
            &[("page", "&P".into()), ("pages", "&N".into())],
        ),
    }
}

/// A lecture in the columns of the import. One that was not held has no day, so that it can never be read back as held.
pub(crate) fn lecture_cells(lecture: &Lecture, number: i64, snapshot: &Snapshot) -> Vec<CellValue> {
    let rules = &snapshot.rules;
    let text = |text: Option<&str>| text.map_or(CellValue::Blank, CellValue::from);
    let count = |count: Option<u32>| count.map_or(CellValue::Blank, CellValue::from);
    let names = lecture
        .hosts
        .iter()
        .filter_map(|host| snapshot.name(host.organisation));
    let names: Vec<&str> = names.collect();
    let speaker = lecture
        .speakers
        .first()
        .and_then(|speaker| speaker.name.as_deref());
    vec![
        CellValue::Int(number),
        lecture.ended_on().map_or(CellValue::Blank, CellValue::from),
        names.join(BETWEEN).into(),
        text(Some(&lecture.title)),
        kind_word(rules, &lecture.kind).into(),
        lecture.forms.join(BETWEEN).into(),
        text(speaker),
        text(lecture.main_class().map(|class| class_word(rules, class))),
        text(lecture.venue.as_deref()),
        count(lecture.expected),
        count(lecture.present),
        text(lecture.note.as_deref()),
    ]
}

/// What stands between several things in one cell, for the import and for people (、).
const BETWEEN: &str = "\u{3001}";

fn other_speakers(lecture: &Lecture) -> String {
    let others = lecture.speakers.iter().skip(1);
    let names: Vec<&str> = others.filter_map(|speaker| speaker.name.as_deref()).collect();
    names.join(BETWEEN)
}

/// A kind as sheets write it.
fn kind_word<'a>(rules: &'a RuleSet, id: &'a str) -> &'a str {
    let kind = rules.lecture_kind(id);
    kind.and_then(|kind| kind.names.first())
        .map_or(id, String::as_str)
}

/// A speaker class as sheets write it.
fn class_word<'a>(rules: &'a RuleSet, id: &'a str) -> &'a str {
    let class = rules.speaker_classes.iter().find(|class| class.id == id);
    class
        .and_then(|class| class.names.first())
        .map_or(id, String::as_str)
}
