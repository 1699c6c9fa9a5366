//! The open application: store, clock, ids, and the rules in force.
//! Must not do anything for a person by itself: commands do.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use domain::access::{Action, Decision, Target, TargetKind, decide};
use domain::id::TreeId;
use domain::rule_set::RuleSet;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::{AuditEntry, Entropy, Json, Reading, RuleVersionRow, Store, StoreSettings, TreeRow};
use uuid::Uuid;

use crate::delivery::{Channel, Post, WebPost};
use crate::import_page::Imports;
use crate::known::{Known, Shelf};
use crate::packs::PackText;
use crate::paper_fonts::PaperFonts;
use crate::passwords::{HashCost, Hasher};
use crate::read_document::DocumentReader;
use crate::replayed::Replays;
use crate::see_history::{ACTIONS, DETAILS};
use crate::verify_audit::Verifications;
use crate::{Actor, Failure, Refusal};

/// What time it is: the real one at the edges, a fixed one under `--now` and in tests.
pub trait Clock: Send + Sync {
    /// The moment.
    fn now(&self) -> Timestamp;
}

/// What an application needs to be opened.
#[derive(Clone)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// The file with the key that signs the history.
    pub signing_key: PathBuf,
    /// The moment that `--now` sets, if it was given.
    pub now: Option<Timestamp>,
    /// The real clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

/// The application.
pub struct App {
    store: Store,
    now: NowSource,
    entropy: Arc<dyn Entropy>,
    clock: Arc<dyn Clock>,
    running_since: OnceLock<Timestamp>,
    shelf: Shelf,
    replays: Replays,
    only_tree: OnceLock<TreeId>,
    hasher: Hasher,
    imports: Imports,
    verifications: Verifications,
    fonts: Arc<PaperFonts>,
    channels: OnceLock<Vec<Channel>>,
    documents: OnceLock<DocumentReader>,
    post: OnceLock<Arc<dyn Post>>,
}

enum NowSource {
    Real(Arc<dyn Clock>),
    Set(Timestamp),
}

/// Settings that travel with the data: how its clock runs, and where a set clock stands.
const CLOCK: &str = "clock";
const CLOCK_SET: &str = "set";
const CLOCK_AT: &str = "clock_at";
/// The tree that was made when there was none.
const FIRST_TREE: &str = "first_tree";
/// Set when the data were invented by `demo`.
const DEMO: &str = "demo";

impl App {
    /// Opens the database, brings its tables up to date, and settles what time it is.
    ///
    /// # Errors
    /// When the database cannot be opened, or `--now` is asked of one that runs by the real clock.
    pub async fn open(settings: &Settings) -> Result<App, Failure> {
        let store = Store::open(&StoreSettings {
            url: settings.database.clone(),
            signing_key: settings.signing_key.clone(),
            entropy: Arc::clone(&settings.entropy),
        })
        .await?;
        let kept = store.meta(CLOCK).await?;
        let is_set = kept.as_deref() == Some(CLOCK_SET);
        let is_new = kept.is_none() && store.trees().await?.is_empty();
        let now = match settings.now {
            Some(now) if is_set || is_new => NowSource::Set(now),
            Some(_) => return Err(Refusal::NowNotAllowed.into()),
            None if is_set => NowSource::Set(kept_moment(&store).await?),
            None => NowSource::Real(Arc::clone(&settings.clock)),
        };
        Ok(App {
            store,
            now,
            entropy: Arc::clone(&settings.entropy),
            clock: Arc::clone(&settings.clock),
            running_since: OnceLock::new(),
            shelf: Shelf::default(),
            replays: Replays::default(),
            only_tree: OnceLock::new(),
            hasher: Hasher::default(),
            imports: Imports::default(),
            verifications: Verifications::default(),
            fonts: Arc::default(),
            channels: OnceLock::new(),
            documents: OnceLock::new(),
            post: OnceLock::new(),
        })
    }

    /// Lets a clock that was set go on from where it stands: a server ticks, a command stands still.
    pub fn let_clock_run(&self) {
        self.running_since.get_or_init(|| self.clock.now());
    }

    /// As [`App::open`], but of a database that is there: makes neither file nor folder.
    ///
    /// # Errors
    /// As [`App::open`], and when the address names a file that is not there.
    pub async fn open_existing(settings: &Settings) -> Result<App, Failure> {
        if Store::is_absent(&settings.database) {
            return Err(Refusal::NoDatabase(settings.database.clone()).into());
        }
        Self::open(settings).await
    }

    /// Closes the database; what a command leaves beside an SQLite file goes with it.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// How many steps brought the tables up to date when the database was opened.
    #[must_use]
    pub fn migrated(&self) -> usize {
        self.store.migrated()
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.now {
            NowSource::Real(clock) => clock.now(),
            NowSource::Set(at) => {
                let gone = self
                    .running_since
                    .get()
                    .map(|since| since.duration_until(self.clock.now()));
                at.saturating_add(gone.unwrap_or_default()).unwrap_or(*at)
            }
        }
    }

    /// Whether the clock was set by `--now`.
    #[must_use]
    pub fn is_clock_set(&self) -> bool {
        matches!(self.now, NowSource::Set(_))
    }

    /// The day it is where the programme runs.
    #[must_use]
    pub fn today(&self, rules: &RuleSet) -> Date {
        let zone = TimeZone::get(&rules.time_zone).unwrap_or(TimeZone::UTC);
        zone.to_datetime(self.now()).date()
    }

    /// A tree at its head, from memory where nothing has changed.
    pub(crate) async fn known(&self, tree: TreeId) -> Result<Known, Failure> {
        self.shelf.known(&self.store, tree).await
    }

    /// A tree as it was known at a number of its history, replayed once for several questions.
    pub(crate) async fn known_then(&self, tree: TreeId, number: i64) -> Result<Known, Failure> {
        self.replays.known(self, (tree, number)).await
    }

    /// Imports on their way.
    pub(crate) fn imports(&self) -> &Imports {
        &self.imports
    }

    /// Verifications on their way.
    pub(crate) fn verifications(&self) -> &Verifications {
        &self.verifications
    }

    /// Names a folder of fonts that papers are set in before those of the system; the first one named stays.
    pub fn look_for_fonts(&self, folder: PathBuf) {
        self.fonts.look_first_in(folder);
    }

    /// Names how documents that people bring are read; the first way named stays, and without one they are read here.
    pub fn read_documents_by(&self, reader: DocumentReader) {
        self.documents.get_or_init(|| reader);
    }

    /// How documents that people bring are read.
    pub(crate) fn documents(&self) -> &DocumentReader {
        self.documents.get_or_init(DocumentReader::here)
    }

    /// Names the robots that reminders are sent through; the first ones named stay.
    pub fn send_through(&self, channels: Vec<Channel>) {
        self.channels.get_or_init(|| channels);
    }

    /// What messages are sent by, if it was not asked for yet: for tests, which send nothing.
    pub fn post_by(&self, post: Arc<dyn Post>) {
        self.post.get_or_init(|| post);
    }

    /// The robots that reminders are sent through.
    pub(crate) fn channels(&self) -> &[Channel] {
        self.channels.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// What messages are sent by.
    pub(crate) fn post(&self) -> Arc<dyn Post> {
        Arc::clone(self.post.get_or_init(|| Arc::new(WebPost::default())))
    }

    /// The fonts of papers.
    pub(crate) fn fonts(&self) -> Arc<PaperFonts> {
        Arc::clone(&self.fonts)
    }

    /// Random bytes, for secrets.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0_u8; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// What hashes passwords.
    pub(crate) fn hasher(&self) -> &Hasher {
        &self.hasher
    }

    /// Hashes passwords at another cost from now on, if none was hashed yet: for tests, which hash thousands.
    pub fn hash_at(&self, cost: HashCost) {
        self.hasher.cost_at(cost);
    }

    /// How many passwords were hashed since the start, for tests and benches.
    #[must_use]
    pub fn passwords_hashed(&self) -> u64 {
        self.hasher.done()
    }

    /// The store.
    #[must_use]
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// What the store says of itself, for `doctor` and benches.
    #[must_use]
    pub fn longest_lane_hold(&self) -> std::time::Duration {
        self.store.longest_lane_hold()
    }

    /// Begins measuring anew.
    pub fn forget_lane_hold(&self) {
        self.store.forget_lane_hold();
    }

    /// A new id: sorted by time, random within a millisecond (UUID version 7).
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let mut random = [0_u8; 10];
        self.entropy.fill(&mut random);
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Whether the database holds no tree.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_empty(&self) -> Result<bool, Failure> {
        Ok(self.store.trees().await?.is_empty())
    }

    /// Whether what the database holds was made by `demo`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_demo(&self) -> Result<bool, Failure> {
        Ok(self.store.meta(DEMO).await?.is_some())
    }

    /// Keeps that the database holds invented people and events.
    pub(crate) async fn keep_demo(&self) -> Result<(), Failure> {
        Ok(self.store.set_meta(DEMO, "1").await?)
    }

    /// The one tree of the database, or the one named.
    ///
    /// # Errors
    /// When there is none, or several and none was named.
    pub async fn tree(&self, wanted: Option<&str>) -> Result<TreeId, Failure> {
        if let (None, Some(only)) = (wanted, self.only_tree.get()) {
            return Ok(*only);
        }
        let trees = self.store.trees().await?;
        let mut names = Vec::new();
        for tree in &trees {
            let row = self.store.read(*tree).await?.tree().await?;
            let name = row.map(|row| row.name).unwrap_or_default();
            if wanted.is_some_and(|wanted| name == wanted || tree.to_string() == wanted) {
                return Ok(*tree);
            }
            names.push(name);
        }
        match (trees.as_slice(), wanted) {
            ([only], None) => Ok(*self.only_tree.get_or_init(|| *only)),
            ([], _) => Err(Refusal::NoTree.into()),
            (_, Some(wanted)) => Err(Refusal::UnknownOrganisation(wanted.to_owned()).into()),
            (_, None) => Err(Refusal::SeveralTrees(names).into()),
        }
    }

    /// The rules in force in a tree, as its history keeps them.
    ///
    /// # Errors
    /// When the kept text cannot be read by this program.
    pub async fn rules(&self, reading: &mut Reading) -> Result<RuleSet, Failure> {
        in_force(reading.all().await?)
    }

    /// The pack of a tree as its history keeps it, for the words it is spoken of in; none before the first import.
    ///
    /// # Errors
    /// When several trees are there and none was named, or the database fails.
    pub async fn pack(&self, wanted: Option<&str>) -> Result<Option<PackText>, Failure> {
        let tree = match self.tree(wanted).await {
            Ok(tree) => tree,
            Err(Failure::Refused(Refusal::NoTree)) => return Ok(None),
            Err(failure) => return Err(failure),
        };
        let versions: Vec<RuleVersionRow> = self.store.read(tree).await?.all().await?;
        let latest = versions.into_iter().max_by_key(|version| version.version);
        Ok(latest.map(|version| PackText {
            rules: version.text,
            vocabulary: version.vocabulary,
        }))
    }

    /// Keeps in an empty database that its clock was set, so that `--now` stays allowed (`migrate --now`).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_clock(&self) -> Result<(), Failure> {
        if let NowSource::Set(at) = self.now {
            self.store.set_meta(CLOCK, CLOCK_SET).await?;
            self.store.set_meta(CLOCK_AT, &at.to_string()).await?;
        }
        Ok(())
    }

    /// An entry for the history.
    pub(crate) fn entry(&self, actor: &Actor, action: &str, detail: &serde_json::Value) -> AuditEntry {
        // Whoever reads the history reads sentences: both lists have one for each word, and a test looks.
        debug_assert!(ACTIONS.contains(&action), "add {action} to ACTIONS");
        let mut names = detail
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str());
        debug_assert!(
            names.all(|name| DETAILS.contains(&name)),
            "add to DETAILS: {detail}"
        );
        AuditEntry {
            at: self.now(),
            actor: actor.word.clone(),
            action: action.to_owned(),
            reason: None,
            clock: if self.is_clock_set() {
                store::Clock::Set
            } else {
                store::Clock::Real
            },
            detail: Json::of(detail),
        }
    }

    /// Makes the first tree: its row, its rules, and how its clock runs; busy when somebody else has made it meanwhile.
    pub(crate) async fn create_tree(
        &self,
        actor: &Actor,
        tree: TreeId,
        name: &str,
        rules: (&RuleSet, &str, &str),
    ) -> Result<(), Failure> {
        let (set, text, vocabulary) = rules;
        let mut tx = self.store.create_tree(tree).await?;
        // Whoever writes this setting second waits for the first, and then sees the tree that one made.
        tx.set_meta(FIRST_TREE, &tree.to_string()).await?;
        if !self.store.trees().await?.is_empty() {
            tx.give_up().await?;
            return Err(Failure::Busy);
        }
        let row = TreeRow {
            name: name.to_owned(),
            pack: set.id.clone(),
            time_zone: set.time_zone.clone(),
            created_at: self.now(),
        };
        tx.save(&[row]).await?;
        let sha256 = store::sha256_hex(text.as_bytes());
        tx.save(&[RuleVersionRow {
            version: 1,
            effective_from: set.starts_on,
            name: set.version.clone(),
            text: text.to_owned(),
            sha256: sha256.clone(),
            vocabulary: vocabulary.to_owned(),
        }])
        .await?;
        if let NowSource::Set(at) = self.now {
            tx.set_meta(CLOCK, CLOCK_SET).await?;
            tx.set_meta(CLOCK_AT, &at.to_string()).await?;
        }
        let detail = serde_json::json!({ "pack": set.id, "rules_sha256": sha256 });
        tx.commit(self.entry(actor, "create-tree", &detail)).await?;
        Ok(())
    }
}

/// The rules of the newest of these versions.
pub(crate) fn in_force(versions: Vec<RuleVersionRow>) -> Result<RuleSet, Failure> {
    let latest = versions.into_iter().max_by_key(|version| version.version);
    let text = latest.map(|version| version.text).ok_or(Refusal::NoTree)?;
    RuleSet::read(&text).map_err(|misread| Refusal::KeptRules(misread).into())
}

async fn kept_moment(store: &Store) -> Result<Timestamp, Failure> {
    let kept = store.meta(CLOCK_AT).await?;
    Ok(kept
        .and_then(|text| text.parse().ok())
        .unwrap_or(Timestamp::UNIX_EPOCH))
}

/// Asks whether the actor may; the first beat of every command.
pub(crate) fn permit(actor: &Actor, action: Action, kind: TargetKind) -> Result<(), Failure> {
    permit_to(actor, action, &Target::machine(kind))
}

/// Asks whether the actor may do this to that.
pub(crate) fn permit_to(actor: &Actor, action: Action, target: &Target) -> Result<(), Failure> {
    match decide(&actor.rights, action, target) {
        Decision::Allowed => Ok(()),
        Decision::Denied(denial) => Err(Failure::Forbidden(denial)),
    }
}
