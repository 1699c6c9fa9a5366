//! Who hears what: secretaries of their own, townships of what went on for weeks, the county of what went on longer.
//! Must not decide what is to be done: `need` does.

use std::collections::BTreeMap;

use super::need::{Need, Reminder, Step};
use crate::id::OrganisationId;
use crate::refusal::Approver;
use crate::rule_set::Level;
use crate::status::Board;
use crate::worded::worded;

worded! {
    /// For whom a notice is.
    pub enum Recipient {
        /// Whoever has to do it: the accountable post of the organisation.
        Secretary = "secretary",
        /// The office above.
        Township = "township",
        /// The office at the root of the tree.
        County = "county",
    }
}

/// 通知: one message to one desk. There is none without something to do.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// For whom.
    pub to: Recipient,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// What is to be done: by the organisation itself, or below it.
    pub needs: Vec<Need>,
    /// 等同意补录: records told late that wait for this desk (E12).
    pub late_records: u32,
}

/// Which desks there are, and which is above an organisation.
struct Desks<'b, 'a> {
    board: &'b Board<'a>,
    root: OrganisationId,
}

impl Desks<'_, '_> {
    /// The office an organisation answers to first: its township's, else the root's.
    fn above(&self, id: OrganisationId) -> (Recipient, OrganisationId) {
        let is_township = |above: &OrganisationId| {
            let kind = self.board.organisation(*above).map(|found| found.kind.as_str());
            let kind = kind.and_then(|kind| self.board.rules().organisation_kind(kind));
            *above != self.root && kind.is_some_and(|kind| kind.level == Level::Township)
        };
        let found = self.board.tree().ancestors(id).find(is_township);
        found.map_or((Recipient::County, self.root), |above| {
            (Recipient::Township, above)
        })
    }
}

type Pile = BTreeMap<(Recipient, OrganisationId), (Vec<Need>, u32)>;

impl Reminder {
    /// Who hears what, secretaries first, then townships, then the county, each in the order of the tree.
    #[must_use]
    pub fn notices(&self, board: &Board<'_>) -> Vec<Notice> {
        let Some(root) = board.tree().preorder().first().copied() else {
            return Vec::new();
        };
        let desks = Desks { board, root };
        let mut pile = Pile::new();
        let mut put = |desk: (Recipient, OrganisationId), need: &Need| {
            pile.entry(desk).or_default().0.push(need.clone());
        };
        for need in &self.needs {
            put((Recipient::Secretary, need.organisation), need);
            let office = desks.above(need.organisation);
            if need.step >= Step::Township {
                put(office, need);
            }
            if need.step == Step::County && office.0 != Recipient::County {
                put((Recipient::County, root), need);
            }
        }
        for desk in waiting(&desks) {
            pile.entry(desk).or_default().1 += 1;
        }
        let mut found: Vec<Notice> = pile
            .into_iter()
            .map(|((to, organisation), (needs, late_records))| Notice {
                to,
                organisation,
                needs,
                late_records,
            })
            .collect();
        let place = |id: OrganisationId| board.tree().range(id).map(|(at, _)| at);
        found.sort_by_key(|notice| (notice.to, place(notice.organisation)));
        found
    }
}

/// The desk that each record told late waits for.
fn waiting(desks: &Desks<'_, '_>) -> Vec<(Recipient, OrganisationId)> {
    let desk = |lecture: &crate::lecture::Lecture| {
        let host = lecture.hosts.first()?.organisation;
        match lecture.waits_for(desks.board.rules())? {
            Approver::Township => Some(desks.above(host)),
            Approver::County => Some((Recipient::County, desks.root)),
        }
    };
    desks.board.facts().lectures.iter().filter_map(desk).collect()
}
