//! From flags and environment to what the application is opened with; the only place that reads either.
//! Must not open anything.

use std::sync::Arc;

use app::{Clock, Entropy, Settings};
use i18n::Locale;
use jiff::Timestamp;

use crate::args::Common;
use crate::failure::{Fault, Usage};

/// Name of the database in the data folder.
const DATABASE: &str = "kaijiang.db";
/// Name of the key that signs the history, in the data folder.
const SIGNING_KEY: &str = "audit.key";

/// The machine's clock: one of the two edges that may read it.
struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "the edge that reads the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The machine's randomness.
struct MachineEntropy;

impl Entropy for MachineEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without randomness no key and no id would be safe: stop rather than go on.
            std::process::abort();
        }
    }
}

/// What the application is opened with.
///
/// # Errors
/// When `--now` is no moment.
pub fn settings(common: &Common) -> Result<Settings, Fault> {
    let now = common.now.as_deref().map(moment).transpose()?;
    let database = database(common);
    Ok(Settings {
        database,
        signing_key: common.data.join(SIGNING_KEY),
        now,
        clock: Arc::new(MachineClock),
        entropy: Arc::new(MachineEntropy),
    })
}

/// Makes the data folder, for the commands that may begin a database.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(common: &Common) -> Result<(), Fault> {
    std::fs::create_dir_all(&common.data).map_err(|error| Fault::file(&common.data, &error))
}

fn moment(text: &str) -> Result<Timestamp, Fault> {
    text.parse()
        .map_err(|_| Fault::Usage(Usage::NotADate(text.to_owned())))
}

/// The language asked for, by flag or environment; none: that of the pack.
///
/// # Errors
/// When the language is none we speak.
pub fn locale(common: &Common) -> Result<Option<Locale>, Fault> {
    let asked = common.lang.as_deref();
    asked
        .map(str::parse)
        .transpose()
        .map_err(|_| Fault::Usage(Usage::UnknownLocale(asked.unwrap_or_default().to_owned())))
}

/// The address of the database: as given, or the file in the data folder.
fn database(common: &Common) -> String {
    let own = || format!("sqlite:{}", common.data.join(DATABASE).display());
    common.database.clone().unwrap_or_else(own)
}

/// The address of the database as it may be shown: without a password.
#[must_use]
pub fn database_shown(common: &Common) -> String {
    let address = database(common);
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
        _ => address,
    }
}
