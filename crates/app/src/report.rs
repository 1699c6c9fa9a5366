//! The source of a report: facts and rules of one moment, looked at from a day, with the tree of a period's end.
//! Must not count or compose: `domain::bulletin` and `domain::summary` do.

use domain::bulletin::{BulletinRefusal, Issue, Source, compose};
use domain::id::{LectureId, OrganisationId, TreeId};
use domain::period::Period;
use domain::status::{Board, Overview};
use domain::workday::Workdays;
use jiff::civil::Date;

use crate::known::Known;
use crate::packs::workdays;
use crate::{Refusal, Snapshot};

/// What a report of a period is made from.
pub(crate) struct Report {
    /// Facts and rules, placed at the end of the period: names and ways are those of then (E3).
    pub snapshot: Snapshot,
    overview: Overview,
    workdays: Workdays,
}

impl Report {
    /// A report of a period, told on a day by what is known.
    pub fn of(tree: TreeId, known: Known, (period, today): (&Period, Date)) -> Report {
        let board = Board::of_period(&known.facts, &known.rules, (today, period));
        let overview = Overview::of(&board);
        let workdays = workdays(&known.rules);
        Report {
            snapshot: Snapshot::of_known(tree, known, period.last.min(today)),
            overview,
            workdays,
        }
    }

    /// Asks something of the source.
    pub fn ask<T>(&self, question: impl FnOnce(&Source<'_>) -> T) -> T {
        let filed_on = |lecture: LectureId| self.snapshot.day_of_id(lecture.0);
        let facts_and_rules = (&*self.snapshot.facts, &*self.snapshot.rules);
        let source = Source::new(facts_and_rules, &self.overview, &self.workdays, &filed_on);
        question(&source)
    }

    /// The bulletin of the period, without what it puts right of earlier ones.
    ///
    /// # Errors
    /// When sums that must agree do not.
    pub fn issue(&self, organisation: OrganisationId, period: &Period) -> Result<Issue, Refusal> {
        let composed = self.ask(|source| compose(source, (organisation, period), Vec::new()));
        let mut issue = composed.map_err(|why| Refusal::Bulletin(BulletinRefusal::SumsDisagree(why)))?;
        self.name(&mut issue);
        Ok(issue)
    }

    /// Fills in what the organisations are called.
    pub fn name(&self, issue: &mut Issue) {
        let top = issue.organisation;
        for (id, name) in &mut issue.names {
            *name = self.snapshot.short_path(*id, top);
        }
    }
}
