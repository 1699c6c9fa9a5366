//! 代填: a township enters lectures for its branches, on one page, from a grid or a pasted sheet (X2).
//!
//! Each good row is a lecture of its own with an entry of its own in the history: it is corrected, sent back or erased
//! by itself later, and a bad row beside it holds nothing up. The key of each row makes the sheet sent twice one sheet.
//! Must not guess: a name that fits several branches is asked about, with the candidates.

mod pasted;
mod reader;

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::lecture::Lecture;
use domain::refusal::Approver;

use crate::record_lecture::{RecordLecture, Recorded, record_lecture, rosters, tried};
use crate::see_branch::{Owed, owes_on};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

pub use pasted::{COLUMNS, pasted};
use reader::Reader;

/// A branch and what it owes.
pub struct BranchOwes {
    /// Which.
    pub organisation: OrganisationId,
    /// What it owes, what ends first first.
    pub owes: Vec<Owed>,
    /// How many late records of it wait for an office to agree (E12).
    pub waiting: u32,
    /// How many are on its roster.
    pub expected: u32,
    /// Who answers for what it owes, and the class that post gives: mostly it is they who speak.
    pub holder: Option<(String, String)>,
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
    let rosters = rosters(&snapshot);
    let heads = |id| u32::try_from(rosters.members(&[id], snapshot.as_of).len()).unwrap_or(u32::MAX);
    let branches = board.tree().scope(top).iter().filter(is_branch);
    let mut branches: Vec<BranchOwes> = branches
        .map(|id| BranchOwes {
            organisation: *id,
            owes: owes_on(&board, &snapshot.rules, *id),
            waiting: waiting(&snapshot, *id),
            expected: heads(*id),
            holder: holder(&snapshot, *id),
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

/// How many late records of a branch wait for an office to agree.
fn waiting(snapshot: &Snapshot, id: OrganisationId) -> u32 {
    let of_it = |lecture: &&Lecture| lecture.state.is_waiting() && lecture.is_hosted_by(id);
    let waiting = snapshot.facts.lectures.iter().filter(of_it);
    u32::try_from(waiting.count()).unwrap_or(u32::MAX)
}

/// 还差几场 in all.
fn missing(branch: &BranchOwes) -> u32 {
    let open = branch.owes.iter().filter(|owed| owed.standing.is_open());
    open.map(|owed| owed.missing).sum()
}

/// The holder of the post that owns the duties of an organisation of this kind.
fn holder(snapshot: &Snapshot, id: OrganisationId) -> Option<(String, String)> {
    let (facts, rules) = (&snapshot.facts, &snapshot.rules);
    let kind = &facts.organisation(id)?.kind;
    let duty = rules.duties.iter().find(|duty| duty.kinds.contains(kind))?;
    let role = duty.owner_post.as_deref()?;
    let held = facts
        .posts
        .iter()
        .find(|post| post.organisation == id && post.role == role && post.held_on(snapshot.as_of));
    let name = facts.person(held?.person)?.name.clone()?;
    Some((name, rules.class_of_post(role)?.to_owned()))
}

/// One row of the grid, every cell as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Hash)]
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
