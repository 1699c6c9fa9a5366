//! Marks of those who were erased, so that no sheet brings them back (PIPL 47).
//! Must not be readable: a mark is a keyed hash of what a sheet would name somebody by. Its secret stands in the
//! database and not in the history; whoever holds both could test a guessed name, as with the rows of a sheet.

use std::collections::HashSet;

use domain::id::OrganisationId;
use jiff::Timestamp;
use store::{ErasedMarkRow, Queries, Tx};

use crate::{App, Failure};

/// The marks of a tree.
#[derive(Clone, Default)]
pub(crate) struct Erased {
    secret: Option<String>,
    marks: HashSet<String>,
}

/// Stands for every month, when the erased person's was not known.
const ANY: &str = "*";

impl Erased {
    /// Reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn read(queries: &mut Queries) -> Result<Erased, Failure> {
        let secret = queries.meta(&setting(queries)).await?;
        let rows: Vec<ErasedMarkRow> = match secret {
            Some(_) => queries.all().await?,
            None => Vec::new(),
        };
        Ok(Erased {
            secret,
            marks: rows.into_iter().map(|row| row.mark).collect(),
        })
    }

    /// Whether a sheet that says so much means somebody who was erased. Without a month it may.
    pub(crate) fn has(&self, name: &str, month: Option<&str>, organisation: OrganisationId) -> bool {
        let Some(secret) = self.secret.as_deref().filter(|_| !self.marks.is_empty()) else {
            return false;
        };
        let marked = |month: &str| self.marks.contains(&mark(secret, name, month, organisation));
        marked(ANY) || marked(month.unwrap_or_default())
    }
}

/// Marks somebody in the organisations they were known in.
///
/// # Errors
/// When the database fails.
pub(crate) async fn mark_erased(
    app: &App,
    tx: &mut Tx,
    (name, month): (&str, Option<&str>),
    organisations: impl Iterator<Item = OrganisationId>,
) -> Result<(), Failure> {
    let setting = setting(tx);
    let secret = if let Some(secret) = tx.meta(&setting).await? {
        secret
    } else {
        let secret = store::sha256_hex(&app.random::<32>());
        tx.set_meta(&setting, &secret).await?;
        secret
    };
    let made_at: Timestamp = app.now();
    let mut rows = Vec::new();
    for organisation in organisations {
        for month in [month.unwrap_or(ANY), ""] {
            let mark = mark(&secret, name, month, organisation);
            rows.push(ErasedMarkRow { mark, made_at });
        }
    }
    Ok(tx.save_unlogged(&rows).await?)
}

fn setting(queries: &Queries) -> String {
    format!("erased_secret/{}", queries.tree_id())
}

fn mark(secret: &str, name: &str, month: &str, organisation: OrganisationId) -> String {
    let said = format!("kaijiang-erased-v1\n{organisation}\n{name}\n{month}");
    store::keyed_hex(secret.as_bytes(), &said)
}
