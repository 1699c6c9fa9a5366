//! Passwords of officers: whether one will do, its hash (argon2id), and checking it without telling by the time taken
//! whether there is such an account.
//!
//! No rule of composition (digits, capitals): they make people write `Passw0rd!` and forget it. Length, and not being
//! one that guessers try first, is what helps.
//! Must not count tries: `tries` does, before anything is hashed.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, OnceLock};

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use store::StoreError;
use tokio::sync::Semaphore;

use crate::{AccountRefusal, Failure};

/// Fewest characters of a password.
pub const SHORTEST: usize = 10;
/// Most characters: nobody types more, and hashing takes longer with length.
const LONGEST: usize = 200;
/// How many hashes are reckoned at once. Each takes tens of milliseconds of a processor and 19 MiB.
const AT_ONCE: usize = 2;
/// How many may wait for their turn; whoever comes after that is asked to come again.
const WAITING: usize = 40;

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("passwords/common.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

/// Whether a password will do for an account.
///
/// # Errors
/// When it is too short or long, or among those that guessers try first.
pub(crate) fn judge(password: &str, login: &str) -> Result<(), AccountRefusal> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(AccountRefusal::PasswordShort(SHORTEST));
    }
    if length > LONGEST || is_guessed_first(&password.to_lowercase(), &login.to_lowercase()) {
        return Err(AccountRefusal::PasswordCommon);
    }
    Ok(())
}

/// A listed one, the own login with a little around it, one letter over and over, or a run such as `abcdefghij`.
fn is_guessed_first(password: &str, login: &str) -> bool {
    let around = password.replace(login, "").chars().count();
    let is_login = login.chars().count() >= 3 && password.contains(login) && around < 8;
    let letters: HashSet<char> = password.chars().collect();
    let codes: Vec<u32> = password.chars().map(u32::from).collect();
    let pairs = || codes.iter().zip(codes.iter().skip(1));
    let is_run = pairs().all(|(a, b)| a + 1 == *b) || pairs().all(|(a, b)| *a == b + 1);
    COMMON.contains(password) || is_login || letters.len() <= 3 || is_run
}

/// What one hash costs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HashCost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl HashCost {
    /// What OWASP asks for argon2id: 19 MiB, two passes.
    pub const USUAL: HashCost = HashCost {
        memory: 19 * 1024,
        passes: 2,
    };
    /// The least that argon2id takes: for tests that count tries by the thousand.
    pub const LEAST: HashCost = HashCost { memory: 8, passes: 1 };
}

/// Hashes and checks, a few at once.
pub(crate) struct Hasher {
    places: Semaphore,
    waiting: Semaphore,
    cost: OnceLock<HashCost>,
    nobodys: OnceLock<String>,
    done: AtomicU64,
}

impl Default for Hasher {
    fn default() -> Hasher {
        Hasher {
            places: Semaphore::new(AT_ONCE),
            waiting: Semaphore::new(AT_ONCE + WAITING),
            cost: OnceLock::new(),
            nobodys: OnceLock::new(),
            done: AtomicU64::new(0),
        }
    }
}

/// Whose password is checked, as far as the queue is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Comer {
    /// Somebody on a device that signed in before: waits, whoever else is waiting.
    Known,
    /// Anybody: is asked to come again when too many wait.
    Anybody,
}

impl Hasher {
    pub(crate) fn cost_at(&self, cost: HashCost) {
        // The first cost stays: hashes of two costs would tell by time which account is there.
        self.cost.get_or_init(|| cost);
    }

    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// The hash of a password, to be kept.
    ///
    /// # Errors
    /// When argon2 refuses its own parameters or gets no memory.
    pub(crate) async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, Failure> {
        let _place = self.places.acquire().await.map_err(|_| Failure::Busy)?;
        let (password, cost) = (password.to_owned(), *self.cost.get_or_init(|| HashCost::USUAL));
        self.done.fetch_add(1, Ordering::Relaxed);
        let hashed = tokio::task::spawn_blocking(move || hashed(&password, salt, cost)).await;
        hashed.map_err(|_| Failure::Busy)?
    }

    /// Whether a password is the one behind a hash. Without a hash the same work is done for nothing, so that the
    /// time taken is the same.
    ///
    /// # Errors
    /// Busy when too many are waiting; when argon2 gets no memory.
    pub(crate) async fn is_right(
        &self,
        password: &str,
        kept: Option<String>,
        comer: Comer,
    ) -> Result<bool, Failure> {
        let _waits = match comer {
            Comer::Known => None,
            Comer::Anybody => Some(self.waiting.try_acquire().map_err(|_| Failure::Busy)?),
        };
        let _place = self.places.acquire().await.map_err(|_| Failure::Busy)?;
        let cost = *self.cost.get_or_init(|| HashCost::USUAL);
        let is_there = kept.is_some();
        let against = match kept {
            Some(kept) => kept,
            None => self.nobodys(cost)?,
        };
        let password: String = password.chars().take(LONGEST + 1).collect();
        self.done.fetch_add(1, Ordering::Relaxed);
        let checked = tokio::task::spawn_blocking(move || {
            Argon2::default().verify_password(password.as_bytes(), against.as_str())
        });
        let checked = checked.await.map_err(|_| Failure::Busy)?;
        Ok(is_there && checked.is_ok())
    }

    /// A hash that nobody's password has.
    fn nobodys(&self, cost: HashCost) -> Result<String, Failure> {
        if let Some(known) = self.nobodys.get() {
            return Ok(known.clone());
        }
        let made = hashed("", [0; 16], cost)?;
        Ok(self.nobodys.get_or_init(|| made).clone())
    }
}

fn hashed(password: &str, salt: [u8; 16], cost: HashCost) -> Result<String, Failure> {
    let broken = |said: String| Failure::Store(StoreError::setting("argon2", said));
    let params = Params::new(cost.memory, cost.passes, 1, None).map_err(|e| broken(e.to_string()))?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon.hash_password_with_salt(password.as_bytes(), &salt);
    Ok(hash.map_err(|e| broken(e.to_string()))?.to_string())
}

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::AccountRefusal;

    #[test]
    fn identity_passwords_are_judged_by_length_and_by_what_guessers_try_first() {
        let cases = [
            ("九个字的口令还不行", "wang", "short"),
            ("十个汉字的口令就可以", "wang", "fine"),
            ("correct horse", "wang", "fine"),
            ("no capitals no digits", "wang", "fine"),
            ("Woaini1314", "wang", "common"),
            ("PASSWORD123", "wang", "common"),
            ("aaaaaaaaaaaa", "wang", "common"),
            ("121212121212", "wang", "common"),
            ("abcdefghijk", "wang", "common"),
            ("987654321098", "wang", "fine"),
            ("zhangsan2020", "zhangsan", "common"),
            ("zhangsan likes mules", "zhangsan", "fine"),
        ];
        for (password, login, expected) in cases {
            let found = match judge(password, login) {
                Ok(()) => "fine",
                Err(AccountRefusal::PasswordShort(_)) => "short",
                Err(_) => "common",
            };
            assert_eq!(found, expected, "{password}");
        }
    }
}
