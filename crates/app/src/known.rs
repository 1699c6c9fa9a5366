//! What is known of a tree at its head, kept in memory and brought up to the head before each use.
//! Must not be the source of anything published: papers read in a transaction of their own.

use std::collections::HashMap;
use std::sync::Arc;

use domain::facts::Facts;
use domain::id::{LectureId, TreeId};
use domain::rule_set::RuleSet;
use store::{LedgerLineRow, RuleVersionRow, Store};
use tokio::sync::Mutex;

use crate::app::in_force;
use crate::packs::PackText;
use crate::reckoned::Reckoned;
use crate::snapshot::last_ledger;
use crate::{Failure, Refusal};

/// A tree at its head.
#[derive(Clone)]
pub(crate) struct Known {
    /// The facts.
    pub facts: Arc<Facts>,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    /// The pack's text, for the words it is spoken of in.
    pub pack: Arc<PackText>,
    /// 序号 in the ledger imported last.
    pub numbers: Arc<HashMap<LectureId, i64>>,
    /// What was reckoned from these facts and rules.
    pub reckoned: Arc<Reckoned>,
}

/// The trees that are known.
#[derive(Default)]
pub(crate) struct Shelf {
    trees: Mutex<HashMap<TreeId, Known>>,
}

impl Shelf {
    /// A tree at its head. Whoever asks while it is being read waits, so that it is read once.
    ///
    /// # Errors
    /// When there is no such tree or the database fails.
    pub async fn known(&self, store: &Store, tree: TreeId) -> Result<Known, Failure> {
        // Asked before the lock is taken, so that whoever finds the head known waits for nobody's question.
        let head = head_of(&mut store.read(tree).await?).await?;
        let mut trees = self.trees.lock().await;
        if let Some(known) = trees.get(&tree).filter(|known| known.facts.known_at == head) {
            return Ok(known.clone());
        }
        let mut reading = store.read(tree).await?;
        let head = head_of(&mut reading).await?;
        let known = match trees.get(&tree) {
            Some(known) if known.facts.known_at == head => return Ok(known.clone()),
            Some(known) => match reading.facts_after(&known.facts).await? {
                Some(facts) => Known {
                    facts: Arc::new(facts),
                    reckoned: Arc::default(),
                    ..known.clone()
                },
                None => read(&mut reading).await?,
            },
            None => read(&mut reading).await?,
        };
        trees.insert(tree, known.clone());
        Ok(known)
    }
}

/// The number of the last entry.
async fn head_of(reading: &mut store::Reading) -> Result<u64, Failure> {
    Ok(u64::try_from(reading.number().await?.0).unwrap_or_default())
}

/// A tree as a reading sees it: for papers, which are never made from what is kept in memory.
///
/// # Errors
/// When there are no rules, or the database fails.
pub(crate) async fn read(reading: &mut store::Reading) -> Result<Known, Failure> {
    let versions = reading.all().await?;
    let lines = last_ledger(reading).await?;
    Known::of(versions, reading.facts().await?, lines.into_iter())
}

impl Known {
    /// Puts together what was read.
    ///
    /// # Errors
    /// When there are no rules, or they cannot be read by this program.
    pub fn of(
        versions: Vec<RuleVersionRow>,
        facts: Facts,
        lines: impl Iterator<Item = LedgerLineRow>,
    ) -> Result<Known, Failure> {
        let latest = versions.iter().max_by_key(|version| version.version);
        let latest = latest.ok_or(Refusal::NoTree)?;
        let pack = PackText {
            rules: latest.text.clone(),
            vocabulary: latest.vocabulary.clone(),
        };
        let numbers = lines.filter_map(|line| Some((line.lecture_id?, line.number)));
        Ok(Known {
            pack: Arc::new(pack),
            numbers: Arc::new(numbers.collect()),
            rules: Arc::new(in_force(versions)?),
            facts: Arc::new(facts),
            reckoned: Arc::default(),
        })
    }
}
