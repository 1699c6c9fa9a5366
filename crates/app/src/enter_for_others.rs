//! 代填: a township enters lectures for its branches, on one page, from a grid or a pasted sheet (X2).
//!
//! Each good row is a lecture of its own with an entry of its own in the history: it is corrected, sent back or erased
//! by itself later, and a bad row beside it holds nothing up. The key of each row makes the sheet sent twice one sheet.
//! Must not guess: a name that fits several branches is asked about, with the candidates.

mod pasted;

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::naming::{Directory, Listed, Match, fold_name, split_joint};
use domain::refusal::Approver;
use domain::rule_set::RuleSet;
use jiff::civil::Date;

use crate::record_lecture::{
    RecordLecture, Recorded, Said, Spoke, read_day, read_heads, record_lecture, roster_on, tried,
};
use crate::see_branch::{Owed, owes_on};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

pub use pasted::{COLUMNS, pasted};

/// A branch and what it owes.
pub struct BranchOwes {
    /// Which.
    pub organisation: OrganisationId,
    /// What it owes, what ends first first.
    pub owes: Vec<Owed>,
    /// How many are on its roster.
    pub expected: u32,
}

/// The branches of a township, those that owe most first.
pub struct Grid {
    /// What it was read from.
    pub snapshot: Snapshot,
    /// Below which organisation.
    pub top: OrganisationId,
    /// The branches.
    pub branches: Vec<BranchOwes>,
}

/// The branches somebody may enter lectures for.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_grid(app: &App, actor: &Actor, top: OrganisationId) -> Result<Grid, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Create, TargetKind::Lecture), top)?;
    let board = snapshot.board();
    let is_branch = |id: &&OrganisationId| {
        let found = board.organisation(**id);
        found.is_some_and(|found| snapshot.rules.is_branch(&found.kind) && found.existed_on(snapshot.as_of))
    };
    let branches = board.tree().scope(top).iter().filter(is_branch);
    let mut branches: Vec<BranchOwes> = branches
        .map(|id| BranchOwes {
            organisation: *id,
            owes: owes_on(&board, &snapshot.rules, *id),
            expected: heads(&snapshot, *id),
        })
        .collect();
    drop(board);
    // A stable order: within the same need, as the tree lists them.
    branches.sort_by_key(|branch| std::cmp::Reverse(missing(branch)));
    Ok(Grid {
        snapshot,
        top,
        branches,
    })
}

/// 还差几场 in all.
fn missing(branch: &BranchOwes) -> u32 {
    let open = branch.owes.iter().filter(|owed| owed.standing.is_open());
    open.map(|owed| owed.missing).sum()
}

fn heads(snapshot: &Snapshot, id: OrganisationId) -> u32 {
    u32::try_from(roster_on(snapshot, id, snapshot.as_of).len()).unwrap_or(u32::MAX)
}

/// One row of the grid, every cell as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Whose lecture: a name as people write it, or one of the grid's own.
    pub branch: String,
    /// When.
    pub on: String,
    /// 题目.
    pub title: String,
    /// 主讲人.
    pub speaker: String,
    /// 主讲人身份: an id or a word of the pack.
    pub class: String,
    /// 类型: an id or a word of the pack.
    pub kind: String,
    /// 实到.
    pub present: String,
    /// 应到.
    pub expected: String,
    /// 地点.
    pub venue: String,
    /// 形式, several joined by 、.
    pub forms: String,
    /// 备注.
    pub note: String,
    /// Why it comes late.
    pub reason: String,
    /// It is another lecture, though one of that day and title is on record.
    pub is_another: bool,
}

impl Row {
    /// Whether nothing was typed beside what the grid fills in itself.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let typed = [&self.on, &self.title, &self.present, &self.reason, &self.note];
        typed.iter().all(|text| text.trim().is_empty())
    }
}

/// What is wrong with a row, and in which cell.
#[derive(Debug)]
pub enum RowFault {
    /// A cell that cannot be read: its name.
    Unreadable(&'static str),
    /// The branch is none below: one that is said elsewhere, or none at all.
    NoBranch,
    /// The branch fits several; their names.
    SeveralBranches(Vec<String>),
    /// A kind or class the pack does not know; those it knows, by its words.
    UnknownWord(&'static str),
    /// The same row stands above.
    StandsAbove,
    /// The rules or the facts say no.
    Refused(Refusal),
}

/// What becomes of a row.
#[derive(Debug)]
pub enum Became {
    /// Nothing stands in it.
    Blank,
    /// It would go in.
    Good {
        /// Whose it is.
        organisation: OrganisationId,
        /// Whose approval it would wait for (E12).
        waits_for: Option<Approver>,
        /// 补录.
        is_backfilled: bool,
    },
    /// It is on record.
    Recorded(Recorded),
    /// It comes back.
    Wrong(Vec<RowFault>),
}

/// What would become of rows; writes nothing.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn try_rows(
    app: &App,
    actor: &Actor,
    (top, rows): (OrganisationId, &[Row]),
) -> Result<Vec<Became>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Create, TargetKind::Lecture), top)?;
    let reader = Reader::new(&snapshot, top);
    let mut seen = BTreeSet::new();
    let mut became = Vec::with_capacity(rows.len());
    for row in rows {
        became.push(match reader.read(row, &mut seen) {
            None => Became::Blank,
            Some(Err(faults)) => Became::Wrong(faults),
            Some(Ok((organisation, said))) => {
                snapshot.permit(actor, (Action::Create, TargetKind::Lecture), organisation)?;
                match tried(app, actor, (&snapshot, organisation, &said)) {
                    Ok(decided) => Became::Good {
                        organisation,
                        waits_for: decided.waits_for,
                        is_backfilled: decided.is_backfilled,
                    },
                    Err(Failure::Refused(refusal)) => Became::Wrong(vec![RowFault::Refused(refusal)]),
                    Err(failure) => return Err(failure),
                }
            }
        });
    }
    Ok(became)
}

/// Enters rows, each under a key of its own: good ones go on record, bad ones come back.
///
/// # Errors
/// When the actor may not, or the database fails. What went in before that stays in; sent again, it is not doubled.
pub async fn enter_rows(
    app: &App,
    actor: &Actor,
    (top, rows): (OrganisationId, &[(String, Row)]),
) -> Result<Vec<Became>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Create, TargetKind::Lecture), top)?;
    let reader = Reader::new(&snapshot, top);
    let mut seen = BTreeSet::new();
    let mut became = Vec::with_capacity(rows.len());
    for (key, row) in rows {
        became.push(match reader.read(row, &mut seen) {
            None => Became::Blank,
            Some(Err(faults)) => Became::Wrong(faults),
            Some(Ok((organisation, said))) => {
                let command = RecordLecture {
                    key,
                    organisation,
                    plan_item: None,
                    said,
                    files: Vec::new(),
                };
                match record_lecture(app, actor, command).await {
                    Ok(recorded) => Became::Recorded(recorded),
                    Err(Failure::Refused(refusal)) => Became::Wrong(vec![RowFault::Refused(refusal)]),
                    Err(failure) => return Err(failure),
                }
            }
        });
    }
    Ok(became)
}

/// What `split_joint` takes apart.
const LIST: &str = "\n";

/// Reads rows against the branches below an organisation.
struct Reader<'a> {
    snapshot: &'a Snapshot,
    below: BTreeSet<OrganisationId>,
    directory: Directory,
}

type Meant = Result<(OrganisationId, Said), Vec<RowFault>>;

impl<'a> Reader<'a> {
    fn new(snapshot: &'a Snapshot, top: OrganisationId) -> Reader<'a> {
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
    fn read(&self, row: &Row, seen: &mut BTreeSet<(OrganisationId, Option<Date>, String)>) -> Option<Meant> {
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
type Known<'a> = Vec<(&'a str, &'a [String])>;

fn kinds(rules: &RuleSet) -> Known<'_> {
    let kinds = rules.lecture_kinds.iter();
    kinds
        .map(|kind| (kind.id.as_str(), kind.names.as_slice()))
        .collect()
}

fn classes(rules: &RuleSet) -> Known<'_> {
    let classes = rules.speaker_classes.iter();
    classes
        .map(|class| (class.id.as_str(), class.names.as_slice()))
        .collect()
}

/// The id that a word means.
fn word(text: &str, known: &Known<'_>) -> Option<String> {
    let folded = |text: &str| fold_name(text).to_lowercase();
    let wanted = folded(text);
    let fits = |(id, names): &&(&str, &[String])| {
        folded(id) == wanted || names.iter().any(|name| folded(name) == wanted)
    };
    known.iter().find(fits).map(|(id, _)| (*id).to_owned())
}
