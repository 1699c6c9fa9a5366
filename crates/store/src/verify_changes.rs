//! The part of verifying between entries and rows: the change lines of each entry, hashed anew.
//! Must not repair or write anything.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::change;
use crate::replay::{EntrySet, Lines};
use crate::sql;
use crate::value::{Value, hex};
use crate::verify::{Stop, Verifier, Why, bad};
use crate::verify_rows::{self, Last};

/// The entry whose lines are being hashed.
struct Running {
    number: i64,
    lines: i64,
    hash: Sha256,
}

impl Verifier {
    /// Answers the last change of each row.
    pub(crate) async fn check_changes(&mut self) -> Result<Last, Stop> {
        let sets = self.known.iter().zip(1..).map(|(entry, number)| EntrySet {
            number,
            set: entry.change_set,
            changes: entry.changes,
        });
        let mut walk = Lines::of(sets.collect());
        let mut last = BTreeMap::new();
        let mut running = Running {
            number: 1,
            lines: 0,
            hash: Sha256::new(),
        };
        loop {
            let page = walk.next(&mut self.conn, self.tree).await?;
            if page.is_empty() {
                break;
            }
            for line in page {
                self.close_until(line.number, &mut running)?;
                if line.position != running.lines {
                    return bad(Why::ChangesAltered, Some(line.number));
                }
                let after = line.after.as_deref();
                running.lines += 1;
                running
                    .hash
                    .update(change::line(&line.table, &line.key, after).as_bytes());
                let row = verify_rows::row_digest(&line.table, &line.key);
                last.insert(row, verify_rows::last_change(line.number, line.position, after));
                self.changes += 1;
            }
        }
        let end = i64::try_from(self.known.len()).unwrap_or(i64::MAX);
        self.close_until(end + 1, &mut running)?;
        let stray = self
            .conn
            .one(&sql::STRAY_CHANGES, &[Value::Id(self.tree)])
            .await?;
        if stray.is_some() {
            return bad(Why::ChangesStray, None);
        }
        Ok(last)
    }

    /// Compares the entries before `number` with what their lines came to.
    fn close_until(&self, number: i64, running: &mut Running) -> Result<(), Stop> {
        while running.number < number {
            let said = usize::try_from(running.number - 1)
                .ok()
                .and_then(|at| self.known.get(at));
            let sha256 = hex(&std::mem::take(&mut running.hash).finalize());
            if said.is_none_or(|said| said.changes != running.lines || said.sha256 != sha256) {
                return bad(Why::ChangesAltered, Some(running.number));
            }
            running.number += 1;
            running.lines = 0;
        }
        Ok(())
    }
}
