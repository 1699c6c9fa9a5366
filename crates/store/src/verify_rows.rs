//! The second half of verifying: every row against its last change, and what hangs on rows
//! (keys, published imports, kept answers). Must not repair or write anything.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::change;
use crate::error::StoreError;
use crate::history::{IdempotencyRow, PublishedRow, StageRow, SubjectKeyRow};
use crate::query::stored_page;
use crate::sql;
use crate::tables::{Row, TABLES, Table};
use crate::value::{Value, hex};
use crate::verify::{FirstBad, PAGE, Stop, Verifier, Why, bad};
use crate::writing::read_keys;

/// The last change of a row, as digests: histories are longer than memory.
pub(crate) struct LastChange {
    number: i64,
    position: i64,
    after: Option<[u8; 16]>,
}

/// By digest of table and key.
pub(crate) type Last = BTreeMap<[u8; 16], LastChange>;

fn short(text: &[&str]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in text {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut out = [0; 16];
    out.iter_mut()
        .zip(hash.finalize())
        .for_each(|(to, from)| *to = from);
    out
}

pub(crate) fn row_digest(table: &str, key: &str) -> [u8; 16] {
    short(&[table, key])
}

pub(crate) fn last_change(number: i64, position: i64, after: Option<&str>) -> LastChange {
    LastChange {
        number,
        position,
        after: after.map(|text| short(&[text])),
    }
}

/// Which imports are published or open, and which subjects need their key.
struct Around {
    published: BTreeMap<Uuid, i64>,
    open: BTreeSet<Uuid>,
    in_need: BTreeSet<Uuid>,
}

fn at_row<T>(why: Why, number: Option<i64>, table: &'static Table, key: String) -> Result<T, Stop> {
    Err(Stop::Bad(FirstBad {
        number,
        table: Some(table.name),
        key: Some(key),
        why,
    }))
}

/// Compares all rows with the last changes.
pub(crate) async fn check(work: &mut Verifier, mut last: Last) -> Result<(), Stop> {
    let mut around = read_around(work).await?;
    for table in TABLES.iter().filter(|t| t.is_tracked()) {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let page = stored_page(&mut work.conn, table, work.tree, after.as_deref(), PAGE).await?;
            let Some(end) = page.last() else { break };
            after = Some(end.clone());
            check_page(work, table, page, (&mut last, &mut around)).await?;
        }
    }
    let missing = last.into_values().filter(|change| change.after.is_some());
    if let Some(change) = missing.min_by_key(|change| (change.number, change.position)) {
        return missing_row(work, &change).await;
    }
    check_keys(work, &around).await?;
    check_answers(work).await
}

async fn check_page(
    work: &mut Verifier,
    table: &'static Table,
    page: Vec<Vec<Value>>,
    (last, around): (&mut Last, &mut Around),
) -> Result<(), Stop> {
    let mut rows = Vec::with_capacity(page.len());
    for mut row in page {
        let batch = if table.is_bulk() { row.pop() } else { None };
        row.remove(0);
        rows.push((row, batch));
    }
    let subjects: Vec<Uuid> = rows
        .iter()
        .filter_map(|(row, _)| change::subject(table, row))
        .collect();
    let keys = read_keys(&mut work.conn, work.tree, &subjects).await?;
    for (row, batch) in rows {
        let batch = if let Some(Value::Id(batch)) = batch {
            Some(batch)
        } else {
            None
        };
        let subject = change::subject(table, &row);
        if let Some(subject) = subject
            && change::has_personal(table, &row)
        {
            around.in_need.insert(subject);
        }
        if batch.is_some_and(|batch| around.open.contains(&batch) && !around.published.contains_key(&batch)) {
            continue;
        }
        work.rows += 1;
        let key = change::list_json(row.get(..table.keys).unwrap_or_default());
        let said = last.remove(&row_digest(table.name, &key));
        let Some(LastChange {
            number,
            after: Some(said),
            ..
        }) = said
        else {
            return at_row(Why::RowExtra, said.map(|said| said.number), table, key);
        };
        let secret = subject.and_then(|subject| keys.get(&subject)).map(Vec::as_slice);
        match change::after_json(table, &row, secret)? {
            None => return at_row(Why::KeyMissing, Some(number), table, key),
            Some(after) if short(&[&after]) != said => {
                return at_row(Why::RowAltered, Some(number), table, key);
            }
            Some(_) => {}
        }
        let entry = usize::try_from(number - 1).ok().and_then(|at| work.known.get(at));
        let wanted = entry
            .filter(|entry| entry.staged && table.is_bulk())
            .map(|entry| entry.change_set);
        if batch != wanted {
            return at_row(Why::BatchAltered, Some(number), table, key);
        }
    }
    Ok(())
}

async fn read_around(work: &mut Verifier) -> Result<Around, Stop> {
    let mut around = Around {
        published: BTreeMap::new(),
        open: BTreeSet::new(),
        in_need: BTreeSet::new(),
    };
    for row in all_of(work, PublishedRow::TABLE).await? {
        if let [_, Value::Id(set), Value::Int(number)] = row.as_slice() {
            around.published.insert(*set, *number);
        }
    }
    for row in all_of(work, StageRow::TABLE).await? {
        if let [_, Value::Id(set), _] = row.as_slice() {
            around.open.insert(*set);
        }
    }
    let said: BTreeMap<Uuid, i64> = work
        .known
        .iter()
        .zip(1..)
        .filter(|(entry, _)| entry.staged)
        .map(|(entry, number)| (entry.change_set, number))
        .collect();
    if said != around.published {
        let odd = said
            .iter()
            .find(|(set, number)| around.published.get(set) != Some(number));
        return bad(Why::ImportAltered, odd.map(|(_, number)| *number));
    }
    Ok(around)
}

async fn all_of(work: &mut Verifier, table: &'static Table) -> Result<Vec<Vec<Value>>, StoreError> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    loop {
        let page = stored_page(
            &mut work.conn,
            table,
            work.tree,
            rows.last().map(Vec::as_slice),
            PAGE,
        )
        .await?;
        if page.is_empty() {
            return Ok(rows);
        }
        rows.extend(page);
    }
}

/// Finds the name of a row of which only the digest was kept.
async fn missing_row(work: &mut Verifier, change: &LastChange) -> Result<(), Stop> {
    let entry = usize::try_from(change.number - 1)
        .ok()
        .and_then(|at| work.known.get(at));
    let set = entry.map(|entry| entry.change_set).unwrap_or_default();
    let values = [
        Value::Id(work.tree),
        Value::Id(set),
        Value::Int(change.position - 1),
        Value::Int(1),
    ];
    let row = work.conn.one(&sql::CHANGES_OF, &values).await?;
    let (table, key) = match row.as_deref() {
        Some([_, Value::Text(table), Value::Text(key), _]) => {
            (crate::tables::table_named(table), Some(key.clone()))
        }
        _ => (None, None),
    };
    let table = table.map(|table| table.name);
    Err(Stop::Bad(FirstBad {
        number: Some(change.number),
        table,
        key,
        why: Why::RowMissing,
    }))
}

/// A key nobody needs could be one that was kept back from an erasure.
async fn check_keys(work: &mut Verifier, around: &Around) -> Result<(), Stop> {
    // An import under way may have made keys for rows that are kept aside.
    let importing = around.open.iter().any(|set| !around.published.contains_key(set));
    for row in all_of(work, SubjectKeyRow::TABLE).await? {
        if let [_, Value::Id(subject), _] = row.as_slice()
            && !around.in_need.contains(subject)
            && !importing
        {
            let key = change::list_json(&[Value::Id(*subject)]);
            return at_row(Why::KeyExtra, None, SubjectKeyRow::TABLE, key);
        }
    }
    Ok(())
}

async fn check_answers(work: &mut Verifier) -> Result<(), Stop> {
    let mut said: BTreeMap<String, (i64, String)> = BTreeMap::new();
    for (entry, number) in work.known.iter().zip(1..) {
        if let Some((key, answer)) = &entry.answered {
            said.insert(key.clone(), (number, answer.clone()));
        }
    }
    for row in all_of(work, IdempotencyRow::TABLE).await? {
        let row = IdempotencyRow::from_values(row.into_iter().skip(1).collect())?;
        let answer = format!(
            "{} {}",
            row.request_sha256,
            hex(&Sha256::digest(row.answer.0.as_bytes()))
        );
        let at = said.remove(&row.key);
        let entry = usize::try_from(row.number - 1)
            .ok()
            .and_then(|at| work.known.get(at));
        if at != Some((row.number, answer)) || entry.map(|entry| entry.at) != Some(row.at) {
            let key = change::list_json(&[Value::Text(row.key)]);
            return at_row(Why::AnswerAltered, Some(row.number), IdempotencyRow::TABLE, key);
        }
    }
    match said.into_values().next() {
        Some((number, _)) => bad(Why::AnswerAltered, Some(number)),
        None => Ok(()),
    }
}
