//! Who looks at which record (检查人员也随机抽取): drawn from the same seed, never one who belongs to what is inspected.
//! Must not know a person: inspectors and what they must not look at are ids.

use std::collections::{BTreeMap, BTreeSet};

use super::{Seed, hash_of};

/// An inspector who may be drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspector {
    /// Id.
    pub id: String,
    /// Organisations they must not look at: their own, those of their posts, and what they declared (E32).
    pub barred: BTreeSet<String>,
}

/// Who looks at a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assigned {
    /// Id of the record.
    pub record: String,
    /// Ids of the organisations it belongs to: one, or the hosts of a joint one.
    pub organisations: BTreeSet<String>,
    /// Id of the inspector; none: everybody is barred, and somebody from outside is needed.
    pub inspector: Option<String>,
}

/// Gives each record, in the order drawn, an inspector: among those not barred the one with fewest so far, and among equals
/// the smallest sha256(seed + ",inspector," + record + "," + inspector).
#[must_use]
pub fn assign(
    records: &[(String, BTreeSet<String>)],
    inspectors: &[Inspector],
    seed: &Seed,
) -> Vec<Assigned> {
    let mut load: BTreeMap<String, usize> = BTreeMap::new();
    records
        .iter()
        .map(|(record, organisations)| {
            let inspector = choose((record, organisations), inspectors, seed, &load);
            if let Some(inspector) = &inspector {
                *load.entry(inspector.clone()).or_insert(0) += 1;
            }
            Assigned {
                record: record.clone(),
                organisations: organisations.clone(),
                inspector,
            }
        })
        .collect()
}

/// E32: who takes a record over from an inspector who turns out to be related to it. The seed stays, all other records stay
/// where they are, and the one that was drawn is left out; none: everybody is barred.
#[must_use]
pub fn swap(assigned: &[Assigned], record: &str, inspectors: &[Inspector], seed: &Seed) -> Option<String> {
    let here = assigned.iter().find(|one| one.record == record)?;
    let mut load: BTreeMap<String, usize> = BTreeMap::new();
    for other in assigned.iter().filter(|one| one.record != record) {
        if let Some(inspector) = &other.inspector {
            *load.entry(inspector.clone()).or_insert(0) += 1;
        }
    }
    let others: Vec<Inspector> = inspectors
        .iter()
        .filter(|inspector| Some(&inspector.id) != here.inspector.as_ref())
        .cloned()
        .collect();
    choose((record, &here.organisations), &others, seed, &load)
}

fn choose(
    (record, organisations): (&str, &BTreeSet<String>),
    inspectors: &[Inspector],
    seed: &Seed,
    load: &BTreeMap<String, usize>,
) -> Option<String> {
    inspectors
        .iter()
        .filter(|inspector| inspector.barred.is_disjoint(organisations))
        .min_by_key(|inspector| {
            let so_far = load.get(&inspector.id).copied().unwrap_or_default();
            let ticket = hash_of(&format!("{},inspector,{record},{}", seed.as_str(), inspector.id));
            (so_far, ticket, inspector.id.clone())
        })
        .map(|inspector| inspector.id.clone())
}
