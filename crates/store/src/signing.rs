//! The key that signs the heads of the histories (C2SP signed note, Ed25519), in a file beside the database.
//! Must not let the secret out of this file.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hmac::{Hmac, Mac};
use rand_core::{CryptoRng, RngCore};
use sha2::Sha256;
use signed_note::{Note, Signer, StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles::checkpoint::Checkpoint;
use tlog_tiles::tlog::Hash;
use uuid::Uuid;

use crate::error::StoreError;
use crate::store::Entropy;

/// Name of the key in notes.
const KEY_NAME: &str = "kaijiang";

struct Pair {
    signer: StandardSigner,
    verifier: String,
    /// From this other secrets are derived, so that the key itself is needed for nothing but signing.
    seed: [u8; 32],
}

fn mac(key: &[u8], purpose: &str) -> Result<[u8; 32], StoreError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(bad)?;
    mac.update(purpose.as_bytes());
    Ok(mac.finalize().into_bytes().into())
}

/// The signing key; read or made when first needed.
pub(crate) struct Signing {
    path: PathBuf,
    entropy: Arc<dyn Entropy>,
    pair: OnceLock<Pair>,
    making: Mutex<()>,
    /// Whether the public key is known to be in `meta`.
    noted: AtomicBool,
}

struct Random<'a>(&'a dyn Entropy);
impl RngCore for Random<'_> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }
    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }
    fn fill_bytes(&mut self, dest: &mut [u8]) {
        self.0.fill(dest);
    }
    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
        self.0.fill(dest);
        Ok(())
    }
}
impl CryptoRng for Random<'_> {}

fn bad(cause: impl std::fmt::Display) -> StoreError {
    StoreError::SigningKey(cause.to_string().into())
}

/// The first line of a tree's checkpoints.
pub(crate) fn origin(tree: Uuid) -> String {
    format!("{KEY_NAME}/{}", tree.hyphenated())
}

impl Signing {
    pub(crate) fn at(path: PathBuf, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            path,
            entropy,
            pair: OnceLock::new(),
            making: Mutex::new(()),
            noted: AtomicBool::new(false),
        }
    }

    fn pair(&self) -> Result<&Pair, StoreError> {
        if let Some(pair) = self.pair.get() {
            return Ok(pair);
        }
        let _one_at_a_time = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => self.make()?,
            Err(e) => return Err(StoreError::file(&self.path, &e)),
        };
        let mut lines = text.lines();
        let (Some(secret), Some(public)) = (lines.next(), lines.next()) else {
            return Err(bad("wants two lines: the secret and the public key"));
        };
        let signer = StandardSigner::new(secret).map_err(bad)?;
        StandardVerifier::new(public).map_err(bad)?;
        let seed = mac(secret.as_bytes(), "kaijiang-seed-v1")?;
        Ok(self.pair.get_or_init(|| Pair {
            signer,
            verifier: public.to_owned(),
            seed,
        }))
    }

    /// Makes the file, readable by its owner only; a second process that was quicker wins.
    fn make(&self) -> Result<String, StoreError> {
        let (secret, public) = signed_note::generate_key(&mut Random(&*self.entropy), KEY_NAME);
        let text = format!("{secret}\n{public}\n");
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let fail = |e: std::io::Error| StoreError::file(&self.path, &e);
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(fail)?;
        }
        match options.open(&self.path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes()).map_err(fail)?;
                file.sync_all().map_err(fail)?;
                sync_folder_of(&self.path)?;
                Ok(text)
            }
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
                std::fs::read_to_string(&self.path).map_err(fail)
            }
            Err(e) => Err(fail(e)),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn is_noted(&self) -> &AtomicBool {
        &self.noted
    }

    /// The public key when there is a key file; makes none.
    pub(crate) fn existing_verifier_key(&self) -> Result<Option<String>, StoreError> {
        if self.pair.get().is_none() && !self.path.exists() {
            return Ok(None);
        }
        // A key file that cannot be read must not count as none: other keys would be trusted instead.
        self.verifier_key().map(Some)
    }

    pub(crate) fn verifier_key(&self) -> Result<String, StoreError> {
        Ok(self.pair()?.verifier.clone())
    }

    /// A secret for a purpose: the same for the same purpose, and telling nothing of the key or of another purpose.
    pub(crate) fn derived(&self, purpose: &str) -> Result<[u8; 32], StoreError> {
        mac(&self.pair()?.seed, purpose)
    }

    /// The signed checkpoint of a tree of so many entries.
    pub(crate) fn sign(&self, tree: Uuid, size: u64, root: Hash) -> Result<String, StoreError> {
        let pair = self.pair()?;
        let checkpoint = Checkpoint::new(&origin(tree), size, root, "").map_err(bad)?;
        let mut note = Note::new(&checkpoint.to_bytes(), &[]).map_err(bad)?;
        let signer: &dyn Signer = &pair.signer;
        note.add_sigs(&[signer]).map_err(bad)?;
        String::from_utf8(note.to_bytes()).map_err(bad)
    }
}

/// What a checkpoint says, when one of the keys has signed it.
pub(crate) fn opened(note: &str, tree: Uuid, keys: &[String]) -> Option<(u64, Hash)> {
    let note = Note::from_bytes(note.as_bytes()).ok()?;
    let verifiers = keys
        .iter()
        .filter_map(|key| StandardVerifier::new(key).ok())
        .map(|v| -> Box<dyn signed_note::Verifier> { Box::new(v) })
        .collect();
    let (signed, unknown) = note.verify(&VerifierList::new(verifiers)).ok()?;
    let checkpoint = Checkpoint::from_bytes(note.text()).ok()?;
    // Nothing may be added to a note, not even a stranger's signature.
    (signed.len() == 1 && unknown.is_empty() && checkpoint.origin() == origin(tree))
        .then(|| (checkpoint.size(), *checkpoint.hash()))
}

/// Makes a new or renamed file outlive a power cut.
pub(crate) fn sync_folder_of(path: &Path) -> Result<(), StoreError> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let synced = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|e| StoreError::file(folder, &e))
}
