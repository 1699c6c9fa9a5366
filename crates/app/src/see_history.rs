//! 操作留痕 as it is read: entries, newest first, and what each changed, row by row and field by field.
//! Must not show what the history does not hold: personal values are commitments and stay so.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Role, TargetKind};
use domain::id::{AccountId, LectureId, OrganisationId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value as Json;
use store::history::AuditEntryRow;
use store::tables::{Column, table_named};
use store::{AuditNumber, ChangeLine, GrantRow, Kind, ROWS_AT_ONCE, Reading};

use crate::actor::SCHEDULE;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Every word of an action that the history may hold, in the order of a list to choose from.
pub const ACTIONS: [&str; 72] = [
    "create-tree",
    "adopt-rules",
    "import-organisations",
    "import-members",
    "import-lectures",
    "import-sign-in",
    "add-member",
    "move-member",
    "correct-person",
    "end-membership",
    "erase-person",
    "list-people",
    "export-people",
    "appoint",
    "end-post",
    "pair-village",
    "excuse",
    "revoke-excusal",
    "add-account",
    "sign-in",
    "sign-out-everywhere",
    "change-password",
    "choose-password",
    "codes-on",
    "codes-off",
    "activate",
    "issue-slips",
    "hand-over",
    "suspend-account",
    "take-up-account",
    "end-account",
    "record-lecture",
    "correct-lecture",
    "answer-lecture",
    "attach-material",
    "verify-lectures",
    "send-back-lecture",
    "cancel-lecture",
    "approve-late-record",
    "decline-late-record",
    "export-ledger",
    "draw-up-plan",
    "drop-plan-item",
    "print-slips",
    "print-sign-in",
    "print-notice",
    "print-schedule",
    "print-responsibilities",
    "print-handover",
    "print-binder",
    "print-implementation",
    "open-calendar",
    "close-calendar",
    "export-audit",
    "make-run",
    "pass-over-run",
    "compose-bulletin",
    "change-bulletin",
    "approve-bulletin",
    "number-bulletin",
    "publish-bulletin",
    "print-news",
    "open-return",
    "take-return",
    "answer-return",
    "merge-return",
    "undo-return",
    "ask-return",
    "close-return",
    "hand-in-return",
    "tie-form",
    "fill-table",
];

/// Every name of what an entry says beside its rows.
pub const DETAILS: [&str; 61] = [
    "accepted",
    "account",
    "accounts",
    "addressee",
    "approved_at",
    "backfilled",
    "bulletin",
    "came",
    "changed",
    "duty",
    "file",
    "files",
    "filter",
    "form",
    "from",
    "gone",
    "held_on",
    "item",
    "items",
    "joint",
    "kind",
    "lecture",
    "lectures",
    "notices",
    "number",
    "on",
    "organisation",
    "organisations",
    "origin",
    "pack",
    "people",
    "period",
    "person",
    "photos",
    "post",
    "posts",
    "read",
    "refused",
    "return",
    "role",
    "round",
    "rules",
    "rules_sha256",
    "sha256",
    "slips",
    "sort",
    "speaker_class",
    "state",
    "stayed",
    "tell_again",
    "text",
    "themed",
    "to",
    "unchanged",
    "unit",
    "until",
    "version",
    "village",
    "waits_for",
    "was",
    "why",
];

/// Who did something, as people know them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// Whoever runs the machine.
    Operator,
    /// The program itself, which makes what falls due.
    Schedule,
    /// Somebody who signed in: the role and the organisation of their last grant.
    Account {
        /// The role.
        role: Role,
        /// Over which organisation.
        organisation: OrganisationId,
    },
    /// Anything else, as it is written.
    Other(String),
}

/// Which entries.
#[derive(Clone, Copy, Default)]
pub struct SeeHistory<'a> {
    /// Only before this number.
    pub before: Option<i64>,
    /// Only by this actor, as the history words it, and whoever has the same role at the same place: names are not
    /// said, so that nobody could tell them apart.
    pub actor: Option<&'a str>,
    /// Only this action.
    pub action: Option<&'a str>,
    /// Only from this day on.
    pub from: Option<Date>,
    /// Only until this day.
    pub until: Option<Date>,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct EntryLine {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as the history words it.
    pub actor: String,
    /// What was done: a word.
    pub action: String,
    /// Why, where a reason was asked.
    pub reason: Option<String>,
    /// How many rows it changed.
    pub changes: i64,
    /// What else it says: names and values.
    pub detail: Vec<(String, String)>,
}

/// A page of the history.
pub struct HistorySeen {
    /// What names are read from.
    pub snapshot: Snapshot,
    /// The entries.
    pub entries: Vec<EntryLine>,
    /// Before which number to go on, when there is more.
    pub next: Option<i64>,
    /// Number of the last entry of all.
    pub last: i64,
    /// Everybody who signs in or did, by the word of the history.
    pub people: BTreeMap<String, Who>,
}

/// Entries of a page.
const PAGE: usize = 50;
/// Entries looked through for one page, so that a rare word does not read the whole history at once.
const LOOKED_THROUGH: usize = 5000;
const PORTION: i64 = 500;

/// A page of entries, newest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_history(app: &App, actor: &Actor, ask: SeeHistory<'_>) -> Result<HistorySeen, Failure> {
    let snapshot = permitted(app, actor).await?;
    let zone = TimeZone::get(&snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
    let mut reading = app.store().read(snapshot.tree).await?;
    let last = reading.number().await?.0;
    let people = people(&mut reading).await?;
    let actors = ask.actor.map(|actor| alike(&people, actor));
    let mut before = ask.before.unwrap_or(i64::MAX);
    let (mut entries, mut looked, mut more) = (Vec::new(), 0, true);
    while more && entries.len() < PAGE && looked < LOOKED_THROUGH {
        let rows = reading.entries_before(AuditNumber(before), PORTION).await?;
        more = i64::try_from(rows.len()).is_ok_and(|n| n == PORTION);
        for row in rows {
            looked += 1;
            if entries.len() == PAGE {
                more = true;
                break;
            }
            before = row.number;
            let on = zone.to_datetime(row.at).date();
            if ask.from.is_some_and(|from| on < from) {
                // Nothing earlier is asked for.
                more = false;
                break;
            }
            if fits(&row, on, (&ask, actors.as_ref())) {
                entries.push(line(row)?);
            }
        }
    }
    Ok(HistorySeen {
        entries,
        next: more.then_some(before),
        last,
        people,
        snapshot,
    })
}

/// The words of all who are said like this one.
fn alike<'a>(people: &'a BTreeMap<String, Who>, actor: &'a str) -> BTreeSet<&'a str> {
    let said = people.get(actor);
    let same = people.iter().filter(|(_, who)| Some(*who) == said);
    same.map(|(word, _)| word.as_str()).chain([actor]).collect()
}

fn fits(row: &AuditEntryRow, on: Date, (ask, actors): (&SeeHistory<'_>, Option<&BTreeSet<&str>>)) -> bool {
    actors.is_none_or(|actors| actors.contains(row.actor.as_str()))
        && ask.action.is_none_or(|action| row.action == action)
        && ask.until.is_none_or(|until| on <= until)
}

async fn permitted(app: &App, actor: &Actor) -> Result<Snapshot, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let root = OrganisationId(snapshot.tree.0);
    snapshot.permit(actor, (Action::List, TargetKind::Audit), root)?;
    Ok(snapshot)
}

/// Everybody with an account: the role that was given last.
pub(crate) async fn people(reading: &mut Reading) -> Result<BTreeMap<String, Who>, Failure> {
    let grants: Vec<GrantRow> = reading.all().await?;
    let mut latest: BTreeMap<AccountId, GrantRow> = BTreeMap::new();
    for grant in grants {
        let held = latest.get(&grant.account_id);
        if held.is_none_or(|held| held.from_on <= grant.from_on) {
            latest.insert(grant.account_id, grant);
        }
    }
    let named = latest.into_iter().filter_map(|(account, grant)| {
        let role = Role::parse(&grant.role)?;
        let organisation = grant.organisation_id;
        Some((format!("account:{account}"), Who::Account { role, organisation }))
    });
    Ok(named
        .chain([
            (Role::Operator.word().to_owned(), Who::Operator),
            (SCHEDULE.to_owned(), Who::Schedule),
        ])
        .collect())
}

fn line(row: AuditEntryRow) -> Result<EntryLine, Failure> {
    let body = row.body.parse()?;
    let detail = body.get("detail").and_then(Json::as_object);
    let detail = detail.into_iter().flatten();
    Ok(EntryLine {
        number: row.number,
        at: row.at,
        actor: row.actor,
        action: row.action,
        reason: body.get("reason").and_then(Json::as_str).map(str::to_owned),
        changes: row.changes,
        detail: detail.flat_map(|(key, value)| pairs(key, value)).collect(),
    })
}

/// A value of an entry under its name: of a list each, of a group each under its own name.
fn pairs(key: &str, value: &Json) -> Vec<(String, String)> {
    match value {
        Json::Null => Vec::new(),
        Json::Array(each) => each.iter().flat_map(|value| pairs(key, value)).collect(),
        Json::Object(group) => group.iter().flat_map(|(key, value)| pairs(key, value)).collect(),
        Json::String(text) => vec![(key.to_owned(), text.clone())],
        Json::Bool(_) | Json::Number(_) => vec![(key.to_owned(), value.to_string())],
    }
}

/// A value of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Nothing.
    Empty,
    /// A personal value: the history holds a commitment to it, not the value.
    Personal,
    /// An organisation on record.
    Organisation(OrganisationId),
    /// A person on record.
    Person(PersonId),
    /// A lecture on record.
    Lecture(LectureId),
    /// A moment.
    Moment(Timestamp),
    /// A day.
    Day(Date),
    /// Anything else as it is written.
    Text(String),
}

/// A field of a changed row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldSeen {
    /// Name of the column.
    pub column: &'static str,
    /// What it was, where that was looked up and there was something.
    pub was: Option<Shown>,
    /// What it is after the entry; none when the row was removed.
    pub now: Option<Shown>,
}

/// A row that an entry changed.
#[derive(Clone, Debug)]
pub struct RowSeen {
    /// Name of the table.
    pub table: &'static str,
    /// Its fields, those of the key first.
    pub fields: Vec<FieldSeen>,
    /// The row is gone.
    pub is_gone: bool,
    /// Whether it was there before, where that was looked up.
    pub was_there: bool,
}

/// An entry with the rows it changed.
pub struct EntrySeen {
    /// What names are read from.
    pub snapshot: Snapshot,
    /// The entry.
    pub entry: EntryLine,
    /// Everybody who signs in or did.
    pub people: BTreeMap<String, Who>,
    /// Rows of this page.
    pub rows: Vec<RowSeen>,
    /// What rows were before was looked up: there are few enough.
    pub is_compared: bool,
    /// After which position to go on, when there are more rows.
    pub next: Option<i64>,
}

/// Rows of a page.
const ROWS: i64 = 100;

/// An entry, with its rows after a position (-1: the first ones).
///
/// # Errors
/// When the actor may not, there is no such entry, or the database fails.
pub async fn see_entry(app: &App, actor: &Actor, number: i64, after: i64) -> Result<EntrySeen, Failure> {
    let snapshot = permitted(app, actor).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let last = reading.number().await?.0;
    let row: Option<AuditEntryRow> = reading.get((number,)).await?;
    let row = row.ok_or(Refusal::UnknownNumber { number, last })?;
    let lines = reading.changes_of(row.change_set, after, ROWS).await?;
    let is_compared = row.changes <= i64::try_from(ROWS_AT_ONCE).unwrap_or_default();
    let earlier = if is_compared && row.changes > 0 {
        let keys: Vec<String> = lines.iter().map(|line| line.key.clone()).collect();
        latest(reading.rows_before(AuditNumber(number), &keys).await?)
    } else {
        BTreeMap::new()
    };
    let full = i64::try_from(lines.len()).is_ok_and(|n| n == ROWS);
    let next = lines.last().filter(|_| full).map(|line| line.position);
    let rows = lines.iter().filter_map(|line| seen(&snapshot, line, &earlier));
    Ok(EntrySeen {
        rows: rows.collect(),
        is_compared,
        next: next.filter(|next| next.saturating_add(1) < row.changes),
        people: people(&mut reading).await?,
        entry: line(row)?,
        snapshot,
    })
}

type Earlier = BTreeMap<(String, String), Option<String>>;

fn latest(lines: Vec<ChangeLine>) -> Earlier {
    let last = lines.into_iter().map(|line| ((line.table, line.key), line.after));
    last.collect()
}

fn seen(snapshot: &Snapshot, line: &ChangeLine, earlier: &Earlier) -> Option<RowSeen> {
    let table = table_named(&line.table)?;
    let before = earlier.get(&(line.table.clone(), line.key.clone()));
    let before = before.and_then(Option::as_deref);
    let was = before.map(values);
    let now = line.after.as_deref().map(values);
    let key = values(&line.key);
    let (keys, others) = table.columns.split_at_checked(table.keys)?;
    let shown = |column: &Column, values: Option<&Vec<Json>>, at: usize| {
        let value = values.and_then(|values| values.get(at))?;
        Some(show(snapshot, column, value))
    };
    let of_key = keys.iter().enumerate().map(|(at, column)| FieldSeen {
        column: column.name,
        was: None,
        now: shown(column, Some(&key), at),
    });
    let of_others = others.iter().enumerate().map(|(at, column)| FieldSeen {
        column: column.name,
        was: shown(column, was.as_ref(), at),
        now: shown(column, now.as_ref(), at),
    });
    Some(RowSeen {
        table: table.name,
        fields: of_key.chain(of_others).collect(),
        is_gone: line.after.is_none(),
        was_there: was.is_some(),
    })
}

fn values(text: &str) -> Vec<Json> {
    serde_json::from_str(text).unwrap_or_default()
}

fn show(snapshot: &Snapshot, column: &Column, value: &Json) -> Shown {
    let text = value.as_str();
    let written = || text.map_or_else(|| value.to_string(), str::to_owned);
    if value.is_null() || matches!(text, Some("" | "[]")) {
        return Shown::Empty;
    }
    if column.personal.is_some() {
        return Shown::Personal;
    }
    let known = match column.kind {
        Kind::Id => text.and_then(|id| known_id(snapshot, id)),
        Kind::Date => text.and_then(|day| day.parse().ok()).map(Shown::Day),
        Kind::Time => value
            .as_i64()
            .and_then(|at| Timestamp::from_microsecond(at).ok())
            .map(Shown::Moment),
        _ => None,
    };
    known.unwrap_or_else(|| Shown::Text(written()))
}

/// What an id is of, when it is of something with a name.
fn known_id(snapshot: &Snapshot, id: &str) -> Option<Shown> {
    let organisation: OrganisationId = id.parse().ok()?;
    if snapshot.name(organisation).is_some() {
        return Some(Shown::Organisation(organisation));
    }
    let lecture: LectureId = id.parse().ok()?;
    if snapshot.lecture(lecture).is_some() {
        return Some(Shown::Lecture(lecture));
    }
    let person: PersonId = id.parse().ok()?;
    snapshot.facts.person(person).map(|_| Shown::Person(person))
}

/// Every column a changed row may show, for a test that all have words.
#[must_use]
pub fn columns_shown() -> BTreeSet<&'static str> {
    let tracked = store::TABLES.iter().filter(|table| table.is_tracked());
    tracked
        .flat_map(|table| table.columns)
        .map(|column| column.name)
        .collect()
}

/// Every table a changed row may be of.
#[must_use]
pub fn tables_shown() -> Vec<&'static str> {
    let tracked = store::TABLES.iter().filter(|table| table.is_tracked());
    tracked.map(|table| table.name).collect()
}
