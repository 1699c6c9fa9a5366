//! What a row of the grid means: whose lecture, and what is said of it.
//! Must not write; a name that fits several branches is asked about.

use std::collections::BTreeSet;

use domain::id::OrganisationId;
use domain::naming::{Directory, Listed, Match, fold_name, split_joint};
use domain::rule_set::RuleSet;
use jiff::civil::Date;

use super::{Row, RowFault};
use crate::Snapshot;
use crate::record_lecture::{Said, Spoke, read_day, read_heads};

/// What `split_joint` takes apart.
const LIST: &str = "\n";

/// Reads rows against the branches below an organisation.
pub(super) struct Reader<'a> {
    snapshot: &'a Snapshot,
    below: BTreeSet<OrganisationId>,
    directory: Directory,
}

pub(super) type Meant = Result<(OrganisationId, Said), Vec<RowFault>>;

impl<'a> Reader<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, top: OrganisationId) -> Reader<'a> {
        let board = snapshot.board();
        let below: BTreeSet<OrganisationId> = board.tree().scope(top).iter().copied().collect();
        // Short names are told apart within the township: 石营村第四支部 of another one is not meant (E42).
        let near = snapshot
            .facts
            .organisations
            .iter()
            .filter(|one| below.contains(&one.id));
        let listed: Vec<Listed<'_>> = near.map(Listed::from).collect();
        Reader {
            directory: Directory::new(&listed, &snapshot.rules),
            below,
            snapshot,
        }
    }

    /// What a row means; none for a blank one.
    pub(super) fn read(
        &self,
        row: &Row,
        seen: &mut BTreeSet<(OrganisationId, Option<Date>, String)>,
    ) -> Option<Meant> {
        if row.is_blank() {
            return None;
        }
        let mut faults = Vec::new();
        let hosts = self.hosts(&row.branch, &mut faults);
        let said = self.said(row, &hosts, &mut faults);
        let Some(host) = hosts.first().copied().filter(|_| faults.is_empty()) else {
            return Some(Err(faults));
        };
        if !said.is_another && !seen.insert((host, said.on, said.title.trim().to_owned())) {
            return Some(Err(vec![RowFault::StandsAbove]));
        }
        Some(Ok((host, said)))
    }

    /// Whose lecture it is, the host first; several are joined as in a ledger.
    fn hosts(&self, text: &str, faults: &mut Vec<RowFault>) -> Vec<OrganisationId> {
        if let Ok(id) = text.parse::<OrganisationId>()
            && self.below.contains(&id)
        {
            return vec![id];
        }
        let mut hosts = Vec::new();
        for (_, found) in self.directory.find_joint(text) {
            match found {
                Match::One(id) => hosts.push(id),
                Match::None => faults.push(RowFault::NoBranch),
                Match::Several(ids) => {
                    let names = ids.iter().filter_map(|id| self.snapshot.name(*id));
                    faults.push(RowFault::SeveralBranches(names.map(str::to_owned).collect()));
                }
            }
        }
        if hosts.is_empty() && faults.is_empty() {
            faults.push(RowFault::NoBranch);
        }
        hosts
    }

    fn said(&self, row: &Row, hosts: &[OrganisationId], faults: &mut Vec<RowFault>) -> Said {
        let (today, rules) = (self.snapshot.as_of, &self.snapshot.rules);
        let mut unreadable = |field, text: &str, is_read: bool| {
            if !text.trim().is_empty() && !is_read {
                faults.push(RowFault::Unreadable(field));
            }
        };
        let on = read_day(&row.on, today);
        let (present, expected) = (read_heads(&row.present), read_heads(&row.expected));
        unreadable("on", &row.on, on.is_some());
        unreadable("present", &row.present, present.is_some());
        unreadable("expected", &row.expected, expected.is_some());
        let kind = word(&row.kind, &kinds(rules));
        if kind.is_none() {
            faults.push(RowFault::UnknownWord("kind"));
        }
        let class = self.class(row);
        if class.is_none() {
            faults.push(RowFault::UnknownWord("class"));
        }
        let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let others = hosts.iter().skip(1).filter_map(|id| self.snapshot.name(*id));
        Said {
            on,
            title: row.title.trim().to_owned(),
            kind,
            forms: split_joint(&row.forms),
            venue: some(&row.venue),
            speaker: some(&row.speaker).map(|name| self.spoke(name, class.unwrap_or_default(), hosts, on)),
            expected,
            present,
            co_hosts: others.collect::<Vec<_>>().join(LIST),
            note: some(&row.note),
            reason: some(&row.reason),
            is_another: row.is_another,
            ..Said::default()
        }
    }

    /// The class a row says; blank, it is the pack's last one, unless a post gives another.
    fn class(&self, row: &Row) -> Option<String> {
        let rules = &self.snapshot.rules;
        if row.class.trim().is_empty() {
            return rules.speaker_classes.last().map(|class| class.id.clone());
        }
        word(&row.class, &classes(rules))
    }

    /// Who spoke. A name that the branch's own post-holder bears is that person; any other stays a name.
    fn spoke(&self, name: String, class: String, hosts: &[OrganisationId], on: Option<Date>) -> Spoke {
        let on = on.unwrap_or(self.snapshot.as_of);
        let facts = &self.snapshot.facts;
        let here = facts
            .posts
            .iter()
            .filter(|post| hosts.first() == Some(&post.organisation) && post.held_on(on));
        let bears = |person: &domain::id::PersonId| {
            let known = facts.person(*person).and_then(|person| person.name.as_deref());
            known.is_some_and(|known| fold_name(known) == fold_name(&name))
        };
        let mut holders: Vec<_> = here.map(|post| post.person).filter(bears).collect();
        holders.sort_unstable();
        holders.dedup();
        match holders.as_slice() {
            [person] => Spoke::OnRecord {
                person: *person,
                class,
            },
            _ => Spoke::Named { name, class },
        }
    }
}

/// Ids with the words that mean them.
pub(super) type Known<'a> = Vec<(&'a str, &'a [String])>;

pub(super) fn kinds(rules: &RuleSet) -> Known<'_> {
    let kinds = rules.lecture_kinds.iter();
    kinds
        .map(|kind| (kind.id.as_str(), kind.names.as_slice()))
        .collect()
}

pub(super) fn classes(rules: &RuleSet) -> Known<'_> {
    let classes = rules.speaker_classes.iter();
    classes
        .map(|class| (class.id.as_str(), class.names.as_slice()))
        .collect()
}

/// The id that a word means.
pub(super) fn word(text: &str, known: &Known<'_>) -> Option<String> {
    let folded = |text: &str| fold_name(text).to_lowercase();
    let wanted = folded(text);
    let fits = |(id, names): &&(&str, &[String])| {
        folded(id) == wanted || names.iter().any(|name| folded(name) == wanted)
    };
    known.iter().find(fits).map(|(id, _)| (*id).to_owned())
}
