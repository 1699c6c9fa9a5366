//! The history as C2SP tlog-tiles, to be kept elsewhere and verified without this program:
//! `checkpoint`, `tile/…`, `tile/entries/…`, beside `changes/…` with the lines that each entry hashes.
//! Must not export personal values: the history holds none.

use domain::id::TreeId;
use tlog_tiles::tile::Tile;
use uuid::Uuid;

use crate::audit::{self, Nodes, hash_of, unsigned};
use crate::change;
use crate::db::Conn;
use crate::error::StoreError;
use crate::history::{AuditEntryRow, AuditNodeRow};
use crate::query::stored_page;
use crate::replay::{self, Lines};
use crate::sql;
use crate::store::Store;
use crate::tables::Row;
use crate::value::Value;
use crate::verify::verifier_keys;

/// Takes a file: its path, with `/` between the parts, and its bytes.
pub type Sink<'a> = &'a mut (dyn FnMut(&str, &[u8]) -> Result<(), StoreError> + Send);

const HEIGHT: u8 = 8;
const WIDTH: u64 = 256;

impl Store {
    /// The public keys that signed here, as the data and the key file say; one's own first.
    ///
    /// # Errors
    /// When the database fails or the key file cannot be read.
    pub async fn verifier_keys(&self) -> Result<Vec<String>, StoreError> {
        let own = self.inner.signing.existing_verifier_key()?;
        verifier_keys(&mut self.inner.db.read().await?, own).await
    }

    /// Hands the history of a tree to `sink`, file by file.
    ///
    /// # Errors
    /// When the tree does not exist, the database fails, or the sink does.
    pub async fn export(&self, tree: TreeId, sink: Sink<'_>) -> Result<(), StoreError> {
        let mut conn = self.inner.db.read().await?;
        let head = conn.one(&sql::HEAD, &[Value::Id(tree.0)]).await?;
        let Some([Value::Int(number), _, Value::Text(note)]) = head.as_deref() else {
            return Err(StoreError::NoTree);
        };
        let size = unsigned(*number);
        let mut from = 0;
        while from < size {
            let width = WIDTH.min(size - from);
            entries_and_changes(&mut conn, tree.0, (from, width), sink).await?;
            from += width;
        }
        let nodes = all_nodes(&mut conn, tree.0).await?;
        for tile in Tile::new_tiles(HEIGHT, 0, size) {
            let data = tile
                .read_data(&nodes)
                .map_err(|e| StoreError::damaged("audit_node", e))?;
            sink(&tile_path(&tile), &data)?;
        }
        let own = self.inner.signing.existing_verifier_key()?;
        sink(
            "verifier.keys",
            verifier_keys(&mut conn, own).await?.join("\n").as_bytes(),
        )?;
        sink("checkpoint", note.as_bytes())
    }
}

/// `tile/8/0/…` of the crate as `tile/0/…` of the specification.
fn tile_path(tile: &Tile) -> String {
    let path = tile.path();
    path.strip_prefix("tile/8/")
        .map_or(path.clone(), |rest| format!("tile/{rest}"))
}

fn bundle_name(from: u64, width: u64) -> String {
    let mut n = from / WIDTH;
    let mut name = format!("{:03}", n % 1000);
    while n >= 1000 {
        n /= 1000;
        name = format!("x{:03}/{name}", n % 1000);
    }
    if width < WIDTH {
        format!("{name}.p/{width}")
    } else {
        name
    }
}

/// An entry bundle: each leaf behind its length in two bytes; and the change lines of those entries.
async fn entries_and_changes(
    conn: &mut Conn,
    tree: Uuid,
    (from, width): (u64, u64),
    sink: Sink<'_>,
) -> Result<(), StoreError> {
    let before = [Value::Id(tree), Value::Int(audit::signed(from))];
    let page = stored_page(
        conn,
        AuditEntryRow::TABLE,
        tree,
        Some(&before),
        audit::signed(width),
    )
    .await?;
    let mut bundle = Vec::new();
    for row in page {
        let entry = AuditEntryRow::from_values(row.into_iter().skip(1).collect())?;
        let leaf = audit::leaf(&entry);
        let length = u16::try_from(leaf.len()).map_err(|e| StoreError::damaged("audit_entry", e))?;
        bundle.extend(length.to_be_bytes());
        bundle.extend(leaf.as_bytes());
    }
    let name = bundle_name(from, width);
    sink(&format!("tile/entries/{name}"), &bundle)?;
    let mut lines = String::new();
    let sets = replay::entry_sets(conn, tree, audit::signed(from), audit::signed(from + width)).await?;
    let mut walk = Lines::of(sets);
    loop {
        let page = walk.next(conn, tree).await?;
        if page.is_empty() {
            break;
        }
        for line in page {
            lines.push_str(&line.number.to_string());
            lines.push(' ');
            lines.push_str(&change::line(&line.table, &line.key, line.after.as_deref()));
        }
    }
    sink(&format!("changes/{name}"), lines.as_bytes())
}

async fn all_nodes(conn: &mut Conn, tree: Uuid) -> Result<Nodes, StoreError> {
    let mut nodes = Nodes::default();
    let mut after: Option<Vec<Value>> = None;
    loop {
        let page = stored_page(conn, AuditNodeRow::TABLE, tree, after.as_deref(), 4000).await?;
        let Some(last) = page.last() else { return Ok(nodes) };
        after = Some(last.clone());
        for row in &page {
            if let [_, Value::Int(at), hash] = row.as_slice()
                && let Some(hash) = hash_of(hash)
            {
                nodes.0.insert(unsigned(*at), hash);
            }
        }
    }
}
