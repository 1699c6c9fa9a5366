//! Counting tries to sign in, so that guessing is slow and nobody is shut out by a guesser elsewhere (fault 22).
//!
//! A try is counted before anything is hashed, and given back when it was right: tries side by side cannot slip
//! through. A count begins anew a quarter of an hour after the last counted try, so that no quarter of an hour sees
//! more than the most. Must not know whether a login is anybody's: unknown ones are counted the same.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use store::{Queries, SignInFailureRow, Unlogged};

use crate::Failure;
use crate::sessions::Secret;

/// Most wrong tries at one account from devices that never signed in to it; the same for each device that has.
pub const MOST_BY_ACCOUNT: u32 = 10;
/// Most wrong tries from one net: a whole committee shares one address.
pub const MOST_BY_NET: u32 = 100;
/// How long a full count stays.
pub const WAIT: SignedDuration = SignedDuration::from_mins(15);

/// What tries are counted by, with the most of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Count {
    key: String,
    most: u32,
}

impl Count {
    /// By the account, as it was typed: hashed, since people type passwords into the wrong field.
    pub(crate) fn login(login: &str) -> Count {
        let key = format!("login:{}", store::sha256_hex(login.as_bytes()));
        Count::of(key, MOST_BY_ACCOUNT)
    }

    /// By a device that signed in to the account before.
    pub(crate) fn device(device: &Secret) -> Count {
        Count::of(format!("device:{}", device.sha256()), MOST_BY_ACCOUNT)
    }

    /// By something only an account's holder can try: one-time codes, the old password.
    pub(crate) fn own(what: &str) -> Count {
        Count::of(format!("own:{what}"), MOST_BY_ACCOUNT)
    }

    /// By the net: an IPv4 address, the upper half of an IPv6 one, which a single subscriber has whole.
    pub(crate) fn net(net: IpAddr) -> Count {
        let key = match net.to_canonical() {
            IpAddr::V4(address) => format!("net:{address}"),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("net:{a:x}:{b:x}:{c:x}:{d:x}")
            }
        };
        Count::of(key, MOST_BY_NET)
    }

    fn of(key: String, most: u32) -> Count {
        Count { key, most }
    }
}

/// Whether one of the counts is full. Asked before [`take`], so that a flood of tries keeps no writer waiting.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_full(
    reading: &mut Queries,
    now: Timestamp,
    counts: &[Count],
) -> Result<bool, Failure> {
    for count in counts {
        let kept: Option<SignInFailureRow> = reading.get((count.key.clone(),)).await?;
        if kept.is_some_and(|row| !is_over(&row, now) && row.failed >= count.most) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Counts a try, unless one of the counts is full: then nothing is counted and the answer is false.
///
/// # Errors
/// When the database fails.
pub(crate) async fn take(tx: &mut Unlogged, now: Timestamp, counts: &[Count]) -> Result<bool, Failure> {
    let mut rows = Vec::new();
    for count in counts {
        let kept: Option<SignInFailureRow> = tx.get((count.key.clone(),)).await?;
        let failed = kept.filter(|row| !is_over(row, now)).map_or(0, |row| row.failed);
        if failed >= count.most {
            return Ok(false);
        }
        rows.push(SignInFailureRow {
            key: count.key.clone(),
            failed: failed.saturating_add(1),
            since_at: now,
        });
    }
    // What is over is cleared away when somebody comes from a new net: never more rows than tries within the time.
    if rows
        .iter()
        .any(|row| row.failed == 1 && row.key.starts_with("net:"))
    {
        let all: Vec<SignInFailureRow> = tx.all().await?;
        let over = all.into_iter().filter(|row| is_over(row, now));
        tx.remove::<SignInFailureRow>(over.map(|row| (row.key,))).await?;
    }
    tx.save(&rows).await?;
    Ok(true)
}

/// Gives a try back that was right. What was wrong before stays counted: else a guesser would begin anew each time
/// the rightful one comes.
///
/// # Errors
/// When the database fails.
pub(crate) async fn give_back(tx: &mut Unlogged, counts: &[Count]) -> Result<(), Failure> {
    for count in counts {
        if let Some(row) = tx.get::<SignInFailureRow>((count.key.clone(),)).await? {
            let failed = row.failed.saturating_sub(1);
            tx.save(&[SignInFailureRow { failed, ..row }]).await?;
        }
    }
    Ok(())
}

fn is_over(row: &SignInFailureRow, now: Timestamp) -> bool {
    row.failed == 0 || row.since_at.saturating_add(WAIT).is_ok_and(|until| now >= until)
}
