//! The seed (随机种子): made by several parties who each commit to a secret before, and by a public value that comes after.
//! Must not make a secret or fetch a public value: both come from people.

use super::{hash_of, is_hexadecimal};

/// What opens every text that a commitment is made of, so that no hash of another purpose is one.
const COMMIT: &str = "kaijiang-commit-v1";
/// The same for seeds.
const DRAW: &str = "kaijiang-draw-v1";
/// A secret has 128 bits at least: 32 hexadecimal digits.
const SECRET_DIGITS: usize = 32;

/// One party's share in the seed: what it committed to, and what it revealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    /// The party (`county`, `township`, `auditor`).
    pub party: String,
    /// What it published before: [`Share::commit`].
    pub commit: String,
    /// The secret it published afterwards; none: it did not, which is recorded, and the draw goes on.
    pub reveal: Option<String>,
}

/// Whose secrets went into a seed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharesUsed {
    /// Revealed, in the order of the names.
    pub revealed: Vec<String>,
    /// Committed and not revealed: published with the draw.
    pub missing: Vec<String>,
}

/// The seed of a draw, as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seed(String);

/// Why no seed comes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SeedRefusal {
    /// An id, a name or a value that is empty, has a line break, or could be read as another line of the seed.
    NotAField {
        /// What stands there.
        value: String,
    },
    /// A secret shorter than 128 bits, or not in lower-case hexadecimal digits.
    WeakSecret {
        /// Whose.
        party: String,
    },
    /// A secret that is not the one committed to.
    OtherSecret {
        /// Whose.
        party: String,
    },
    /// A party twice.
    Twice {
        /// Which.
        party: String,
    },
    /// Two parties published one commitment: one of them copied it, to cancel nothing but to hide behind the other.
    CopiedCommit {
        /// The second.
        party: String,
    },
    /// Not 64 hexadecimal digits.
    NotASeed,
}

fn field(value: &str) -> Result<&str, SeedRefusal> {
    if value.is_empty() || value.contains(['\n', '\r']) || value.trim() != value {
        return Err(SeedRefusal::NotAField {
            value: value.to_owned(),
        });
    }
    Ok(value)
}

/// A party's name stands before a colon, and `public` is the word of the public value.
fn party(name: &str) -> Result<&str, SeedRefusal> {
    if name.contains(':') || name == "public" {
        return Err(SeedRefusal::NotAField {
            value: name.to_owned(),
        });
    }
    field(name)
}

fn secret<'a>(of: &str, secret: &'a str) -> Result<&'a str, SeedRefusal> {
    if secret.len() < SECRET_DIGITS || !is_hexadecimal(secret) {
        return Err(SeedRefusal::WeakSecret { party: of.to_owned() });
    }
    Ok(secret)
}

impl Share {
    /// What a party publishes before the draw: sha256 of the purpose, the draw, its name and its secret, each on a line.
    ///
    /// # Errors
    /// A name, draw or secret that cannot be used.
    pub fn commit(draw: &str, name: &str, reveal: &str) -> Result<String, SeedRefusal> {
        let (draw, name) = (field(draw)?, party(name)?);
        let reveal = secret(name, reveal)?;
        Ok(hash_of(&format!("{COMMIT}\n{draw}\n{name}\n{reveal}")))
    }
}

/// The seed of a draw: sha256 of the purpose, the draw, the frame's hash, each party's revealed secret in the order of their
/// names, and the public value.
///
/// A party that does not reveal changes the seed, and could choose between two of them, if it knew what either gives: so
/// the public value has to come after the last reveal, and whoever refuses is named (`SharesUsed::missing`).
///
/// # Errors
/// What cannot be used, and a secret that is not the one committed to.
pub fn seed(
    draw: &str,
    frame_sha256: &str,
    shares: &[Share],
    public: &str,
) -> Result<(Seed, SharesUsed), SeedRefusal> {
    let mut shares: Vec<&Share> = shares.iter().collect();
    shares.sort_by(|a, b| a.party.cmp(&b.party));
    let mut text = format!("{DRAW}\n{}\n{}\n", field(draw)?, field(frame_sha256)?);
    let mut used = SharesUsed {
        revealed: Vec::new(),
        missing: Vec::new(),
    };
    let mut commits: Vec<&str> = Vec::new();
    for share in shares {
        let name = party(&share.party)?;
        if used
            .revealed
            .iter()
            .chain(&used.missing)
            .any(|other| other == name)
        {
            return Err(SeedRefusal::Twice {
                party: name.to_owned(),
            });
        }
        if commits.contains(&share.commit.as_str()) {
            return Err(SeedRefusal::CopiedCommit {
                party: name.to_owned(),
            });
        }
        commits.push(&share.commit);
        let Some(reveal) = &share.reveal else {
            used.missing.push(name.to_owned());
            continue;
        };
        if Share::commit(draw, name, reveal)? != share.commit {
            return Err(SeedRefusal::OtherSecret {
                party: name.to_owned(),
            });
        }
        text.extend([name, ":", reveal, "\n"]);
        used.revealed.push(name.to_owned());
    }
    text.extend(["public:", field(public)?, "\n"]);
    Ok((Seed(hash_of(&text)), used))
}

impl Seed {
    /// A seed as it was published.
    ///
    /// # Errors
    /// Not 64 hexadecimal digits; upper-case ones are taken as lower-case.
    pub fn read(text: &str) -> Result<Seed, SeedRefusal> {
        let text = text.trim().to_ascii_lowercase();
        if super::is_hash(&text) {
            Ok(Seed(text))
        } else {
            Err(SeedRefusal::NotASeed)
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
