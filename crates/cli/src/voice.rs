//! Whose words the program speaks: those of the tree that is open, else of the pack that was named, else of the
//! pack that comes first. Must not hold sentences.

use std::sync::OnceLock;

use app::packs::{PACKS, PackText, pack};
use domain::rule_set::RuleSet;
use i18n::{Locale, Words};

/// The pack of the open tree, and the pack that was named; also failures are told in their words.
static OF_TREE: OnceLock<PackText> = OnceLock::new();
static NAMED: OnceLock<PackText> = OnceLock::new();

/// From now on, speaks in the words of the tree.
pub fn of_tree(pack: PackText) {
    // One command opens one tree; the first stays.
    drop(OF_TREE.set(pack));
}

/// From now on, speaks in the words of this pack, unless a tree has its own.
pub fn named(pack: &PackText) {
    drop(NAMED.set(pack.clone()));
}

/// The words, in the language asked for, else in that of the pack.
#[must_use]
pub fn words(asked: Option<Locale>) -> Words {
    match OF_TREE.get().or(NAMED.get()).filter(|pack| pack.id().is_some()) {
        Some(pack) => pack.words(asked),
        None => PACKS.first().map(PackText::from).unwrap_or_default().words(asked),
    }
}

/// The words of the pack these rules are of.
#[must_use]
pub fn words_for(asked: Option<Locale>, rules: &RuleSet) -> Words {
    let is_theirs = |text: &&PackText| text.id().as_ref() == Some(&rules.id);
    let spoken = [OF_TREE.get(), NAMED.get()].into_iter().flatten().find(is_theirs);
    match (spoken, pack(&rules.id)) {
        (Some(text), _) => text.words(asked),
        (None, Some(shipped)) => PackText::from(shipped).words(asked),
        (None, None) => words(asked),
    }
}
