//! Short names for tables, where the place is clear: 雾溪镇 for 中共云川县雾溪镇委员会, 茶坞村第一支部 for
//! 中共云川县雾溪镇茶坞村第一支部委员会. What may be left out is data of the pack.
//! Must not be used to find an organisation: `Directory` does that.

use std::collections::HashMap;

use super::Listed;
use crate::id::OrganisationId;
use crate::rule_set::{Level, OrganisationKind, RuleSet};

/// Short names of all organisations, each unlike those of its siblings unless the full names are alike too.
#[derive(Clone, Debug, Default)]
pub struct ShortNames {
    names: HashMap<OrganisationId, String>,
}

/// The ways to write one name, the shortest first.
type Ways = [String; 3];

impl ShortNames {
    /// Shortens the names.
    #[must_use]
    pub fn new(organisations: &[Listed<'_>], rules: &RuleSet) -> ShortNames {
        let shortener = Shortener {
            by_id: organisations.iter().map(|listed| (listed.id, *listed)).collect(),
            rules,
        };
        let mut siblings: HashMap<Option<OrganisationId>, Vec<(OrganisationId, Ways)>> = HashMap::new();
        for listed in organisations {
            let ways = shortener.ways(listed);
            siblings.entry(listed.parent).or_default().push((listed.id, ways));
        }
        let mut names = HashMap::with_capacity(organisations.len());
        for family in siblings.into_values() {
            let mut taken: HashMap<String, usize> = HashMap::new();
            for way in family.iter().flat_map(|(_, ways)| distinct(ways)) {
                *taken.entry(way.clone()).or_default() += 1;
            }
            for (id, ways) in family {
                let is_free = |way: &&String| taken.get(way.as_str()) == Some(&1);
                let name = ways.iter().find(is_free).or(ways.last());
                names.extend(name.map(|name| (id, name.clone())));
            }
        }
        ShortNames { names }
    }

    /// The short name of an organisation.
    #[must_use]
    pub fn of(&self, id: OrganisationId) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }
}

fn distinct(ways: &Ways) -> impl Iterator<Item = &String> {
    let [short, middle, full] = ways;
    let middle = (middle != short).then_some(middle);
    let full = (full != short && Some(full) != middle).then_some(full);
    std::iter::once(short).chain(middle).chain(full)
}

/// More levels than any tree has.
const DEEPEST: usize = 32;

struct Shortener<'a> {
    by_id: HashMap<OrganisationId, Listed<'a>>,
    rules: &'a RuleSet,
}

impl<'a> Shortener<'a> {
    /// Without what stands above and with the shortest form or none; with the form as written; the whole name.
    fn ways(&self, listed: &Listed<'a>) -> Ways {
        let bare = self.without_prefix(listed.full_name);
        let cut = self.without_ancestors(listed, bare);
        let short = self.called(bare, listed.kind);
        [
            short.unwrap_or_else(|| self.with_short_form(&cut, listed.kind)),
            cut,
            listed.full_name.to_owned(),
        ]
    }

    /// What people call it, where the pack has a word for how its name ends (县直机关 for …县直属机关).
    fn called(&self, bare: &str, kind: &str) -> Option<String> {
        let kind = self.kind(kind)?;
        let stem = form_of(bare, kind).map_or(bare, |(stem, _)| stem);
        let called = self.rules.naming.called.iter();
        let mut fitting = called.filter(|(written, _)| stem.ends_with(written.as_str()));
        fitting.next().map(|(_, said)| said.clone())
    }

    fn without_prefix(&self, name: &'a str) -> &'a str {
        let prefixes = self.rules.naming.prefixes.iter();
        let rest = prefixes.filter_map(|prefix| name.strip_prefix(prefix.as_str()));
        rest.min_by_key(|rest| rest.len()).map_or(name, str::trim_start)
    }

    fn kind(&self, id: &str) -> Option<&'a OrganisationKind> {
        self.rules.organisation_kind(id)
    }

    /// Leaves out the longest of what the ancestors down to the townships are called: a village stays in the name.
    fn without_ancestors(&self, listed: &Listed<'a>, bare: &str) -> String {
        let parent = |of: &Listed<'a>| self.by_id.get(&of.parent?).copied();
        let above = std::iter::successors(parent(listed), parent).take(DEEPEST);
        let cuts = above.filter_map(|ancestor| {
            let kind = self.kind(ancestor.kind)?;
            let named = matches!(kind.level, Level::County | Level::Township);
            let named_so = self.without_prefix(ancestor.full_name);
            let stem = form_of(named_so, kind).map_or(named_so, |(stem, _)| stem);
            let rest = bare
                .strip_prefix(stem)
                .filter(|rest| named && !rest.trim().is_empty())?;
            Some(borrowing(stem, rest, kind))
        });
        let cut = cuts.min_by_key(String::len);
        cut.unwrap_or_else(|| bare.to_owned())
    }

    /// 第一支部委员会 as 第一支部: a branch keeps the shortest form, what stands above branches needs none.
    fn with_short_form(&self, cut: &str, kind: &str) -> String {
        let Some(kind) = self.kind(kind) else {
            return cut.to_owned();
        };
        let Some((stem, form)) = form_of(cut, kind) else {
            return cut.to_owned();
        };
        if !kind.branch {
            return stem.to_owned();
        }
        let short = kind.forms.iter().filter(|short| short.len() <= form.len());
        let short = short.min_by_key(|short| short.chars().count());
        let joint = if form.is_ascii() { " " } else { "" };
        format!("{stem}{joint}{}", short.map_or(form, String::as_str))
    }
}

/// The stem of a name and the longest form of its kind that it ends in.
fn form_of<'n, 'k>(name: &'n str, kind: &'k OrganisationKind) -> Option<(&'n str, &'k str)> {
    let found = kind.forms.iter().filter_map(|form| {
        let stem = name.strip_suffix(form.as_str())?;
        let is_word = form.is_ascii() && stem.ends_with(|c: char| c.is_alphanumeric());
        let stem = stem.trim_end();
        (!stem.is_empty() && !is_word).then_some((stem, form.as_str()))
    });
    found.min_by_key(|(stem, _)| stem.len())
}

/// 县委组织部 for what is left of 云川县委组织部 without 云川县: 县 is also the start of the form 县委.
fn borrowing(stem: &str, rest: &str, kind: &OrganisationKind) -> String {
    let rest = rest.trim_start();
    let last = stem.chars().next_back();
    let begins_so = |form: &&String| {
        let mut letters = form.chars();
        letters.next() == last && rest.starts_with(letters.as_str()) && !letters.as_str().is_empty()
    };
    match last.filter(|_| kind.forms.iter().any(|form| begins_so(&form))) {
        Some(last) => format!("{last}{rest}"),
        None => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// Name, kind, place of the parent among them, short name.
    type Case = (&'static str, &'static str, Option<usize>, &'static str);

    fn shortened(pack: &str, cases: &[Case]) {
        let rules = RuleSet::read(pack).unwrap();
        let id = |at: usize| OrganisationId(Uuid::from_u128(u128::try_from(at).unwrap() + 1));
        let listed: Vec<Listed<'_>> = cases
            .iter()
            .enumerate()
            .map(|(at, (full_name, kind, parent, _))| Listed {
                id: id(at),
                full_name,
                kind,
                parent: parent.map(id),
            })
            .collect();
        let names = ShortNames::new(&listed, &rules);
        for (at, (full_name, _, _, short)) in cases.iter().enumerate() {
            assert_eq!(names.of(id(at)), Some(*short), "{full_name}");
        }
    }

    #[test]
    fn what_the_place_says_is_left_out() {
        shortened(
            include_str!("../../../../rules/party-lecture/rules.toml"),
            &[
                ("中共云川县委员会", "county-committee", None, "云川县"),
                ("中共云川县雾溪镇委员会", "committee", Some(0), "雾溪镇"),
                (
                    "中共云川县雾溪镇茶坞村总支部委员会",
                    "general-branch",
                    Some(1),
                    "茶坞村",
                ),
                (
                    "中共云川县雾溪镇茶坞村第一支部委员会",
                    "branch",
                    Some(2),
                    "茶坞村第一支部",
                ),
                ("中共云川县雾溪镇葵渡村党支部", "branch", Some(1), "葵渡村支部"),
                ("中共云川县直属机关工作委员会", "committee", Some(0), "县直机关"),
                (
                    "中共云川县委组织部机关支部委员会",
                    "branch",
                    Some(5),
                    "县委组织部机关支部",
                ),
                (
                    "中共云川县教育体育局机关支部委员会",
                    "branch",
                    Some(5),
                    "教育体育局机关支部",
                ),
                ("中共云川县直属机关退休支部委员会", "branch", Some(5), "退休支部"),
            ],
        );
    }

    #[test]
    fn siblings_never_share_a_short_name() {
        shortened(
            include_str!("../../../../rules/party-lecture/rules.toml"),
            &[
                ("中共云川县委员会", "county-committee", None, "云川县"),
                (
                    "中共云川县雾溪镇支部委员会",
                    "branch",
                    Some(0),
                    "雾溪镇支部委员会",
                ),
                ("中共云川县雾溪镇党支部", "branch", Some(0), "雾溪镇党支部"),
            ],
        );
    }

    #[test]
    fn x4_another_pack_is_shortened_by_its_own_words() {
        shortened(
            include_str!("../../../../rules/toolbox-talk/rules.toml"),
            &[
                (
                    "Alderbrook Construction Ltd",
                    "company",
                    None,
                    "Alderbrook Construction",
                ),
                ("Mill Lane Site", "site", Some(0), "Mill Lane"),
                ("Mill Lane Crew 10", "crew", Some(1), "Crew 10"),
                (
                    "Mill Lane Visiting crew",
                    "visiting-crew",
                    Some(1),
                    "Visiting crew",
                ),
                ("Mill Lane Offsite", "site", Some(0), "Mill Lane Offsite"),
            ],
        );
    }
}
