//! The statements that follow from the description of a table. Must not run anything.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::db::Statement;
use crate::tables::{BATCH, Column, TABLES, Table};
use crate::value::Kind;
use crate::value::Kind::{Id, Int};

/// How many rows one statement takes, largest first.
pub(crate) const CHUNKS: [usize; 3] = [100, 10, 1];

/// The statements of one table.
pub(crate) struct Texts {
    /// One visible row by key.
    pub get: Statement,
    /// Visible rows in key order after a key: first page, further pages.
    pub visible: [Statement; 2],
    /// As `visible`, but of the table itself with all stored columns.
    pub stored: [Statement; 2],
    /// Visible rows whose key begins with 1, 2 … columns.
    pub under: Vec<Statement>,
    /// Visible rows by a finder column.
    pub by: BTreeMap<&'static str, Statement>,
    /// Upserts of 100, 10, 1 rows.
    pub upsert: [Statement; 3],
    /// Inserts of 100, 10, 1 rows.
    pub insert: [Statement; 3],
    /// Removes one row.
    pub delete: Statement,
    /// One row of any tree, if there is any.
    pub anything: Statement,
    /// Only for bulk tables.
    pub bulk: Option<BulkTexts>,
}

/// The statements of staging in one table.
pub(crate) struct BulkTexts {
    /// Keeps changed rows aside, 100, 10, 1 rows; values as stored, then `gone`.
    pub aside: [Statement; 3],
    /// Brings changed rows in.
    pub bring_in: Statement,
    /// Takes removed rows away.
    pub take_away: Statement,
    /// Removes one row of a batch.
    pub unstage: Statement,
    /// The key of the row kept aside after so many others.
    pub aside_at: Statement,
    /// Clears rows kept aside up to a key, and all that are left.
    pub clear_aside: [Statement; 2],
}

fn keep(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

pub(crate) fn make(name: String, sql: String, takes: Vec<Kind>, gives: Vec<Kind>) -> Statement {
    Statement {
        name: keep(name),
        sql: keep(sql),
        takes: takes.leak(),
        gives: gives.leak(),
    }
}

fn names<'a>(columns: impl IntoIterator<Item = &'a Column>) -> String {
    columns.into_iter().map(|c| c.name).collect::<Vec<_>>().join(", ")
}

pub(crate) fn numbered(from: usize, count: usize) -> String {
    (from..from + count)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn equals<'a>(columns: impl IntoIterator<Item = &'a Column>) -> String {
    let parts: Vec<_> = columns
        .into_iter()
        .enumerate()
        .map(|(n, c)| format!("{} = ${}", c.name, n + 1))
        .collect();
    if parts.is_empty() {
        "1 = 1".to_owned()
    } else {
        parts.join(" AND ")
    }
}

fn rows_of(count: usize, width: usize) -> String {
    (0..count)
        .map(|row| format!("({})", numbered(row * width + 1, width)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `ON CONFLICT … DO UPDATE`, with the conflict target named.
fn on_conflict(table: &Table) -> String {
    let keys: Vec<_> = table.stored_key().map(|c| c.name).collect();
    let mut text = format!(" ON CONFLICT ({}) DO ", keys.join(", "));
    let sets: Vec<_> = table
        .stored()
        .filter(|c| !keys.contains(&c.name))
        .map(|c| format!("{0} = excluded.{0}", c.name))
        .collect();
    if sets.is_empty() {
        text.push_str("NOTHING");
    } else {
        let _infallible = write!(text, "UPDATE SET {}", sets.join(", "));
    }
    text
}

/// Two statements that walk a source in key order: the first page, and those after a key.
fn walk(table: &Table, label: &str, source: &str, gives: &[&Column]) -> [Statement; 2] {
    let key: Vec<_> = table.stored_key().collect();
    let (columns, order) = (names(gives.iter().copied()), names(key.iter().copied()));
    let kinds: Vec<_> = gives.iter().map(|c| c.kind).collect();
    let roots: Vec<_> = key.iter().copied().take(usize::from(table.is_owned())).collect();
    let owned = equals(roots.iter().copied());
    let first_takes: Vec<_> = roots.iter().map(|c| c.kind).chain([Int]).collect();
    let key_takes: Vec<_> = key.iter().map(|c| c.kind).chain([Int]).collect();
    let after = if table.is_owned() && key.len() > 1 {
        format!(
            "{owned} AND ({}) > ({})",
            names(key.iter().skip(1).copied()),
            numbered(2, key.len() - 1)
        )
    } else if table.is_owned() {
        // A table with one row per tree: nothing comes after it.
        format!("{owned} AND 1 = 0")
    } else {
        format!("({order}) > ({})", numbered(1, key.len()))
    };
    let page = |name: &str, filter: &str, takes: Vec<Kind>| {
        let limit = takes.len();
        make(
            format!("{}.{label}.{name}", table.name),
            format!("SELECT {columns} FROM {source} WHERE {filter} ORDER BY {order} LIMIT ${limit}"),
            takes,
            kinds.clone(),
        )
    };
    [
        page("first", &owned, first_takes),
        page("after", &after, key_takes),
    ]
}

fn writing(table: &Table, verb: &str, into: &str, extra: &[&'static Column], tail: &str) -> [Statement; 3] {
    let columns: Vec<_> = table.stored().chain(extra.iter().copied()).collect();
    let kinds: Vec<_> = columns.iter().map(|c| c.kind).collect();
    CHUNKS.map(|count| {
        make(
            format!("{}.{verb}.{count}", table.name),
            format!(
                "INSERT INTO {into} ({}) VALUES {}{tail}",
                names(columns.iter().copied()),
                rows_of(count, columns.len())
            ),
            kinds.repeat(count),
            Vec::new(),
        )
    })
}

static GONE: Column = Column {
    name: "gone",
    kind: Int,
    nullable: false,
    personal: None,
};

fn bulk_texts(table: &Table) -> BulkTexts {
    let name = table.name;
    let next = format!("{name}_next");
    let key: Vec<_> = table.stored_key().collect();
    let (all, keys) = (names(table.stored()), names(key.iter().copied()));
    let with_batch: Vec<_> = key.iter().copied().chain([&BATCH]).collect();
    let own: Vec<_> = key.iter().copied().skip(1).collect();
    let own_keys = names(own.iter().copied());
    let of_batch = "root_id = $1 AND batch = $2";
    BulkTexts {
        aside: writing(table, "aside", &next, &[&GONE], ""),
        bring_in: make(
            format!("{name}.bring_in"),
            format!(
                "INSERT INTO {name} ({all}) SELECT {all} FROM {next} \
                 WHERE root_id = $1 AND batch = $2 AND gone = 0{}",
                on_conflict(table)
            ),
            vec![Id, Id],
            Vec::new(),
        ),
        take_away: make(
            format!("{name}.take_away"),
            format!(
                "DELETE FROM {name} WHERE root_id = $1 AND ({keys}) IN \
                 (SELECT {keys} FROM {next} WHERE root_id = $1 AND batch = $2 AND gone = 1)"
            ),
            vec![Id, Id],
            Vec::new(),
        ),
        unstage: make(
            format!("{name}.unstage"),
            format!("DELETE FROM {name} WHERE {}", equals(with_batch.iter().copied())),
            with_batch.iter().map(|c| c.kind).collect(),
            Vec::new(),
        ),
        aside_at: make(
            format!("{name}.aside_at"),
            format!("SELECT {keys} FROM {next} WHERE {of_batch} ORDER BY {keys} LIMIT 1 OFFSET $3"),
            vec![Id, Id, Int],
            key.iter().map(|c| c.kind).collect(),
        ),
        clear_aside: [
            make(
                format!("{name}.clear_aside"),
                format!(
                    "DELETE FROM {next} WHERE {of_batch} AND ({own_keys}) <= ({})",
                    numbered(3, own.len())
                ),
                [Id, Id].into_iter().chain(own.iter().map(|c| c.kind)).collect(),
                Vec::new(),
            ),
            make(
                format!("{name}.clear_aside.rest"),
                format!("DELETE FROM {next} WHERE {of_batch}"),
                vec![Id, Id],
                Vec::new(),
            ),
        ],
    }
}

fn delete(table: &Table) -> Statement {
    let key: Vec<_> = table.stored_key().collect();
    let kinds = key.iter().map(|c| c.kind).collect();
    let sql = format!("DELETE FROM {} WHERE {}", table.name, equals(key));
    make(format!("{}.delete", table.name), sql, kinds, Vec::new())
}

fn anything(table: &Table) -> Statement {
    let key: Vec<_> = table.stored_key().take(1).collect();
    let kinds = key.iter().map(|c| c.kind).collect();
    let sql = format!("SELECT {} FROM {} LIMIT 1", names(key), table.name);
    make(format!("{}.anything", table.name), sql, Vec::new(), kinds)
}

fn texts(table: &'static Table) -> Texts {
    let name = table.name;
    let source = table.source();
    let key: Vec<_> = table.stored_key().collect();
    let own: Vec<_> = table.columns.iter().collect();
    let stored: Vec<_> = table.stored().collect();
    let own_kinds: Vec<_> = own.iter().map(|c| c.kind).collect();
    let columns = names(own.iter().copied());
    let order = names(key.iter().copied());
    let select = |label: String, by: &[&Column]| {
        let order = if order.is_empty() {
            String::new()
        } else {
            format!(" ORDER BY {order}")
        };
        make(
            label,
            format!(
                "SELECT {columns} FROM {source} WHERE {}{order}",
                equals(by.iter().copied())
            ),
            by.iter().map(|c| c.kind).collect(),
            own_kinds.clone(),
        )
    };
    let owners = usize::from(table.is_owned());
    let owner: Vec<_> = key.iter().copied().take(owners).collect();
    let by = table.finders.iter().filter_map(|finder| {
        let column = table.columns.iter().find(|c| c.name == *finder)?;
        let columns: Vec<_> = owner.iter().copied().chain([column]).collect();
        Some((*finder, select(format!("{name}.by.{finder}"), &columns)))
    });
    Texts {
        get: select(format!("{name}.get"), &key),
        visible: walk(table, "visible", &source, &own),
        stored: walk(table, "stored", name, &stored),
        under: (1..table.keys.max(1))
            .map(|n| {
                select(
                    format!("{name}.under.{n}"),
                    &key.iter().copied().take(owners + n).collect::<Vec<_>>(),
                )
            })
            .collect(),
        by: by.collect(),
        upsert: writing(table, "upsert", name, &[], &on_conflict(table)),
        insert: writing(table, "insert", name, &[], ""),
        delete: delete(table),
        anything: anything(table),
        bulk: table.is_bulk().then(|| bulk_texts(table)),
    }
}

static TEXTS: LazyLock<BTreeMap<&'static str, Texts>> =
    LazyLock::new(|| TABLES.iter().map(|table| (table.name, texts(table))).collect());

/// The statements of a table.
pub(crate) fn of(table: &'static Table) -> &'static Texts {
    static OTHERS: Mutex<BTreeMap<&'static str, &'static Texts>> = Mutex::new(BTreeMap::new());
    if let Some(known) = TEXTS.get(table.name) {
        return known;
    }
    // A row type that is not in `TABLES`; the tests have one at most.
    let mut others = OTHERS.lock().unwrap_or_else(PoisonError::into_inner);
    others
        .entry(table.name)
        .or_insert_with(|| Box::leak(Box::new(texts(table))))
}

/// The statements of every table.
pub(crate) fn every() -> impl Iterator<Item = &'static Texts> {
    TEXTS.values()
}

/// The views that hide rows of imports not yet published.
pub(crate) fn views() -> String {
    let mut text = String::new();
    for table in TABLES.iter().filter(|t| t.is_bulk()) {
        let _infallible = writeln!(
            text,
            "DROP VIEW IF EXISTS v_{0}; CREATE VIEW v_{0} AS SELECT {1} FROM {0} \
             WHERE batch IS NULL OR batch IN (SELECT change_set FROM published);",
            table.name,
            names(table.stored())
        );
    }
    text
}
