//! 每月一汇总 (S5): a month in figures, by the organisations right below, against the month before, with who is late or
//! may be. Must not count: an overview does, asked by keys.

use jiff::civil::Date;

use crate::bulletin::{Key, Plain, Source};
use crate::id::OrganisationId;
use crate::obligation::StandingKind;
use crate::period::{Period, Rhythm};
use crate::status::{Expected, Slot};

/// A month.
pub struct Summary {
    /// The whole it tells of.
    pub organisation: OrganisationId,
    /// The month.
    pub period: Period,
    /// The day it is told from: the month's last, or today while it runs.
    pub as_of: Date,
    /// The whole.
    pub total: SummaryRow,
    /// The organisations right below.
    pub units: Vec<SummaryRow>,
    /// The duties that fell due in the month or run in it, with their period.
    pub duties: Vec<(String, Period)>,
    /// Who is late or may be, in the order of the tree.
    pub late: Vec<Late>,
}

/// One line: an organisation and all below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SummaryRow {
    /// Which.
    pub organisation: OrganisationId,
    /// Its kind.
    pub kind: String,
    /// 场次.
    pub sessions: u32,
    /// 场次 of the month before; none when the programme did not run then.
    pub before: Option<u32>,
    /// 专题党课.
    pub themed: u32,
    /// 微党课.
    pub micro: u32,
    /// 应到人次.
    pub expected: u32,
    /// 实到人次.
    pub present: u32,
    /// 覆盖党员.
    pub covered: u32,
    /// 党员.
    pub members: u32,
    /// What became of each duty of the summary.
    pub duties: Vec<SummaryDuty>,
}

/// What became of one duty below an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SummaryDuty {
    /// 应讲.
    pub owing: u32,
    /// 已完成.
    pub done: u32,
    /// 可能晚.
    pub late: u32,
    /// 逾期.
    pub overdue: u32,
}

/// Somebody who is late or may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Late {
    /// Who.
    pub organisation: OrganisationId,
    /// The unit right below the whole it belongs to; none for the whole itself.
    pub unit: Option<OrganisationId>,
    /// Which duty.
    pub duty: String,
    /// Which period of it.
    pub period: Period,
    /// Overdue, due or at risk.
    pub kind: StandingKind,
    /// What is expected of one that is still open.
    pub expected: Option<Expected>,
}

/// Sums a month up from a source whose day is the month's last one, or today.
#[must_use]
pub fn summarise(source: &Source<'_>, (organisation, period): (OrganisationId, &Period)) -> Summary {
    let slots: Vec<&Slot> = source
        .overview
        .slots()
        .iter()
        .filter(|slot| slot.period.first <= period.last && slot.period.last >= period.first)
        .collect();
    let before = Rhythm::Month.previous(period);
    let maker = Maker {
        source,
        slots: &slots,
        period,
        before: (before.last >= source.rules.starts_on).then_some(before),
    };
    let units = source.units(organisation).into_iter().map(|id| maker.row(id));
    let is_something = |row: &SummaryRow| {
        row.sessions > 0 || row.members > 0 || row.duties.iter().any(|duty| duty.owing > 0)
    };
    Summary {
        organisation,
        period: period.clone(),
        as_of: source.overview.as_of(),
        total: maker.row(organisation),
        units: units.filter(is_something).collect(),
        duties: slots
            .iter()
            .map(|slot| (slot.duty.clone(), slot.period.clone()))
            .collect(),
        late: maker.late(organisation),
    }
}

struct Maker<'a, 's> {
    source: &'a Source<'s>,
    slots: &'a [&'a Slot],
    period: &'a Period,
    before: Option<Period>,
}

impl Maker<'_, '_> {
    fn row(&self, id: OrganisationId) -> SummaryRow {
        let of = |plain: Plain, period: &Period| {
            let key = Key::plain(plain, period);
            self.source.count(&key, id).unwrap_or_default()
        };
        let now = |plain| of(plain, self.period);
        let found = self.source.facts.organisation(id);
        SummaryRow {
            organisation: id,
            kind: found.map(|found| found.kind.clone()).unwrap_or_default(),
            sessions: now(Plain::Sessions),
            before: self.before.as_ref().map(|before| of(Plain::Sessions, before)),
            themed: now(Plain::Themed),
            micro: now(Plain::Micro),
            expected: now(Plain::Expected),
            present: now(Plain::Present),
            covered: now(Plain::Coverage),
            members: now(Plain::Members),
            duties: self.slots.iter().map(|slot| self.duty(slot, id)).collect(),
        }
    }

    fn duty(&self, slot: &Slot, id: OrganisationId) -> SummaryDuty {
        let counts = self.source.overview.counts(slot, id);
        SummaryDuty {
            owing: counts.active(),
            done: counts.done(),
            late: counts.late,
            overdue: counts.of(StandingKind::Overdue),
        }
    }

    fn late(&self, top: OrganisationId) -> Vec<Late> {
        let overview = self.source.overview;
        let mut found = Vec::new();
        for slot in self.slots {
            let overdue = overview
                .standings(slot, top)
                .filter(|(_, kind)| *kind == StandingKind::Overdue);
            let overdue = overdue.map(|(id, kind)| (id, kind, None));
            let open = overview.expected(slot, top).filter(|one| one.may_be_late());
            let open = open.map(|one| (one.organisation, one.kind, Some(*one)));
            let mut all: Vec<Late> = overdue
                .chain(open)
                .map(|(id, kind, expected)| Late {
                    organisation: id,
                    unit: self.source.unit_of(id, top),
                    duty: slot.duty.clone(),
                    period: slot.period.clone(),
                    kind,
                    expected,
                })
                .collect();
            all.sort_by_key(|one| overview.tree().range(one.organisation));
            found.extend(all);
        }
        found
    }
}
