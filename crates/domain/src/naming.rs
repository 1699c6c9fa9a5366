//! Matching what people write (`石营村第四党支部`) to the organisations on record, and people's names to one
//! spelling. What prefixes, forms and numbers look like is data of the pack; nothing is guessed: what fits two
//! organisations is handed back with both.

mod fold;
mod forms;
mod joint;
mod short;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub(crate) use fold::chinese_digit;
pub use fold::fold_name;
pub use joint::split_joint;
pub use short::ShortNames;

use crate::id::OrganisationId;
use crate::organisation::Organisation;
use crate::rule_set::RuleSet;
use fold::{cut_after, join};
use forms::{Forms, Key};

/// More ancestors than this and only leading ones may be left out of a name.
const FEW_PARTS: usize = 4;

/// An organisation as a directory lists it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Listed<'a> {
    /// Its id.
    pub id: OrganisationId,
    /// 党组织全称.
    pub full_name: &'a str,
    /// Kind id of the pack.
    pub kind: &'a str,
    /// 上级党组织, if it has one on record.
    pub parent: Option<OrganisationId>,
}

impl<'a> From<&'a Organisation> for Listed<'a> {
    /// An organisation under its latest parent.
    fn from(organisation: &'a Organisation) -> Self {
        Listed {
            id: organisation.id,
            full_name: &organisation.full_name,
            kind: &organisation.kind,
            parent: organisation.parents.last().and_then(|parentage| parentage.parent),
        }
    }
}

/// What a written name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Match {
    /// One organisation.
    One(OrganisationId),
    /// It fits several, in the order of the directory (E42): a person chooses.
    Several(Vec<OrganisationId>),
    /// None on record.
    None,
}

impl Match {
    /// The organisation, when there is exactly one.
    #[must_use]
    pub fn one(&self) -> Option<OrganisationId> {
        match self {
            Match::One(id) => Some(*id),
            Match::Several(_) | Match::None => None,
        }
    }

    fn of(mut hits: Vec<usize>, ids: &[OrganisationId]) -> Match {
        hits.sort_unstable();
        hits.dedup();
        let mut found: Vec<OrganisationId> = hits.iter().filter_map(|at| ids.get(*at).copied()).collect();
        match (found.len(), found.pop()) {
            (1, Some(id)) => Match::One(id),
            (_, Some(last)) => {
                found.push(last);
                Match::Several(found)
            }
            (_, None) => Match::None,
        }
    }
}

type Hits = HashMap<Key, Vec<usize>>;

/// The organisations on record, prepared for look-ups by name. Closed ones are listed too: a short name that fits
/// two organisations fits two, whatever their dates.
#[derive(Clone, Debug)]
pub struct Directory {
    forms: Forms,
    ids: Vec<OrganisationId>,
    parents: Vec<Option<usize>>,
    exact: HashMap<String, Vec<usize>>,
    full: Hits,
    short: Hits,
}

impl Directory {
    /// Prepares the organisations.
    #[must_use]
    pub fn new(organisations: &[Listed<'_>], rules: &RuleSet) -> Directory {
        let forms = Forms::new(rules);
        let places: HashMap<OrganisationId, usize> = organisations
            .iter()
            .enumerate()
            .map(|(at, listed)| (listed.id, at))
            .collect();
        let parents: Vec<Option<usize>> = organisations
            .iter()
            .map(|listed| listed.parent.and_then(|parent| places.get(&parent).copied()))
            .collect();
        let texts: Vec<String> = organisations
            .iter()
            .map(|listed| forms.prepare(listed.full_name))
            .collect();
        let mut directory = Directory {
            ids: organisations.iter().map(|listed| listed.id).collect(),
            parents,
            exact: HashMap::with_capacity(organisations.len()),
            full: HashMap::with_capacity(organisations.len() * 2),
            short: HashMap::with_capacity(organisations.len() * 8),
            forms,
        };
        for (at, (listed, text)) in organisations.iter().zip(&texts).enumerate() {
            directory.enter(at, listed.kind, text, &texts);
        }
        directory
    }

    fn enter(&mut self, at: usize, kind: &str, text: &str, texts: &[String]) {
        self.exact.entry(text.to_owned()).or_default().push(at);
        let above = self.above(at, texts);
        for key in self.forms.keys_on_record(text, kind) {
            for stem in short_stems(&key.stem, &above) {
                push(
                    &mut self.short,
                    Key {
                        stem,
                        class: key.class,
                    },
                    at,
                );
            }
            push(&mut self.full, key, at);
        }
    }

    /// What the ancestors are called, the root first: their stems, and their whole names.
    fn above(&self, at: usize, texts: &[String]) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for place in self.lineage(at).skip(1) {
            if let Some(text) = texts.get(place) {
                let mut names: Vec<String> = vec![self.forms.stem(text)];
                names.push(text.clone());
                names.retain(|name| !name.is_empty());
                names.dedup();
                found.push(names);
            }
        }
        found.reverse();
        found
    }

    /// From an organisation up to the root; ends at the depth of the list, so that a cycle ends too.
    fn lineage(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |place| self.parents.get(*place).copied().flatten())
            .take(self.ids.len())
    }

    /// The organisation a text means: full or short form, with or without what stands above it, or a path from
    /// above (`大箐镇/石营村第四党支部`, or `大箐镇 · 石营村第四支部` as pages write it). An exact full name wins over
    /// short ones.
    #[must_use]
    pub fn find(&self, text: &str) -> Match {
        match self.look_up(text, None) {
            Match::None => self.find_path(text, None),
            found => found,
        }
    }

    /// The same among one organisation and all below it, when it is known where to look (the township of a file).
    #[must_use]
    pub fn find_within(&self, text: &str, top: OrganisationId) -> Match {
        let tops: Vec<usize> = self.ids.iter().position(|id| *id == top).into_iter().collect();
        match self.look_up(text, Some(&tops)) {
            Match::None => self.find_path(text, Some(&tops)),
            found => found,
        }
    }

    fn look_up(&self, text: &str, tops: Option<&[usize]>) -> Match {
        Match::of(self.hits(text, tops), &self.ids)
    }

    /// The best tier with any hit: the whole name, then the full stem, then a shortened one.
    fn hits(&self, text: &str, tops: Option<&[usize]>) -> Vec<usize> {
        let prepared = self.forms.prepare(text);
        let below = |hits: &Vec<usize>| -> Vec<usize> {
            hits.iter()
                .copied()
                .filter(|at| tops.is_none_or(|tops| self.is_below(*at, tops)))
                .collect()
        };
        let found = self.exact.get(&prepared).map(below).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
        let keys = self.forms.keys(&prepared);
        for tier in [&self.full, &self.short] {
            for key in &keys {
                let found = tier.get(key).map(below).unwrap_or_default();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    fn is_below(&self, at: usize, tops: &[usize]) -> bool {
        self.lineage(at).any(|place| tops.contains(&place))
    }

    /// Each part within what the part before it means.
    fn find_path(&self, text: &str, tops: Option<&[usize]>) -> Match {
        let folded = fold::fold(text);
        // A dot can also stand inside a name (阿依古丽·买买提): a path with slashes is cut at slashes alone.
        let joint = if folded.contains('/') { '/' } else { '·' };
        let parts: Vec<&str> = folded
            .split(joint)
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        if parts.len() < 2 {
            return Match::None;
        }
        let mut within: Option<Vec<usize>> = tops.map(<[usize]>::to_vec);
        for part in parts {
            let hits = self.hits(part, within.as_deref());
            if hits.is_empty() {
                return Match::None;
            }
            within = Some(hits);
        }
        Match::of(within.unwrap_or_default(), &self.ids)
    }
}

fn push(hits: &mut Hits, key: Key, at: usize) {
    let entry = hits.entry(key).or_default();
    if entry.last() != Some(&at) {
        entry.push(at);
    }
}

/// Every way to leave out what stands above: leading parts, or parts in the middle as long as the nearest stays
/// (云岭县石营村第四 for 云岭县大箐镇石营村第四), and the ways to write out an ancestor the name itself leaves out.
fn short_stems(stem: &str, above: &[Vec<String>]) -> Vec<String> {
    let mut cuts: Vec<usize> = Vec::new();
    let mut outside: Vec<String> = Vec::new();
    let mut chain = String::new();
    for names in above {
        let name = names.first().map(String::as_str).unwrap_or_default();
        chain = if cut_after(name, &chain).is_some() {
            name.to_owned()
        } else {
            join(&chain, name)
        };
        let found: Vec<usize> = names.iter().filter_map(|name| cut_after(stem, name)).collect();
        if found.is_empty() {
            outside.extend([name.to_owned(), chain.clone()]);
        }
        cuts.extend(found);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut found: Vec<String> = Vec::new();
    for cut in &cuts {
        let rest = stem.get(*cut..).unwrap_or_default().trim();
        found.push(rest.to_owned());
        // 县教育体育局 for 云岭县教育体育局: of what is left out, the last character may stay.
        let last = stem.get(..*cut).and_then(|before| before.chars().next_back());
        found.extend(last.filter(|c| fold::is_cjk(*c)).map(|c| format!("{c}{rest}")));
    }
    found.extend(without_middle(stem, &cuts));
    let mut tails = vec![stem.to_owned()];
    tails.extend(
        cuts.iter()
            .filter_map(|cut| stem.get(*cut..))
            .map(|rest| rest.trim().to_owned()),
    );
    for ancestor in outside {
        for head in heads(&ancestor, above) {
            found.extend(tails.iter().map(|tail| join(&head, tail)));
        }
    }
    found.retain(|name| !name.is_empty() && name != stem);
    found.sort_unstable();
    found.dedup();
    found
}

/// An ancestor's stem, and it without what stands above.
fn heads(ancestor: &str, above: &[Vec<String>]) -> Vec<String> {
    let mut found = vec![ancestor.to_owned()];
    for names in above {
        let cut = names.iter().find_map(|name| cut_after(ancestor, name));
        found.extend(
            cut.and_then(|cut| ancestor.get(cut..))
                .map(|rest| rest.trim().to_owned()),
        );
    }
    found.retain(|head| !head.is_empty());
    found
}

/// The stem with parts in its middle left out; the first part and the nearest stay.
fn without_middle(stem: &str, cuts: &[usize]) -> Vec<String> {
    if cuts.len() < 3 || cuts.len() > FEW_PARTS {
        return Vec::new();
    }
    let nearest = cuts.len() - 1;
    let mut found = Vec::new();
    for first in 1..nearest {
        for next in first..nearest {
            let start = cuts.get(first - 1).and_then(|cut| stem.get(..*cut));
            let rest = cuts.get(next).and_then(|cut| stem.get(*cut..));
            if let (Some(start), Some(rest)) = (start, rest) {
                found.push(join(start.trim(), rest.trim()));
            }
        }
    }
    found
}
