//! The reports that a table's figures come from: one for each period it asks about, each placed at that period's end, as
//! those are that explain a figure by its key.
//! Must not count.

use std::collections::BTreeMap;

use domain::bulletin::Key;
use domain::id::OrganisationId;
use domain::period::Period;
use domain::tie::Meaning;
use jiff::civil::Date;

use super::asked::Asked;
use crate::report::Report;
use crate::{App, Failure};

/// Reports by the label of their period.
pub(super) struct Reports {
    by_period: BTreeMap<String, Report>,
    pub(super) asked: Period,
    today: Date,
    pub(super) top: OrganisationId,
}

impl Reports {
    pub(super) async fn of(
        app: &App,
        asked: &Asked,
        (period, top): (&Period, OrganisationId),
    ) -> Result<Reports, Failure> {
        let snapshot = &asked.snapshot;
        let mut wanted = BTreeMap::from([(period.label.clone(), period.clone())]);
        let tables = asked.tables.iter();
        for proposal in tables.flat_map(|table| table.columns.iter().chain(&table.cells)) {
            let (part, whole) = proposal.meaning.keys(period, None);
            for key in part.iter().chain(&whole) {
                wanted.extend(key.span().map(|span| (span.label.clone(), span)));
            }
        }
        let mut reports = Reports {
            by_period: BTreeMap::new(),
            asked: period.clone(),
            today: snapshot.as_of,
            top,
        };
        // One reading for all: the figures of one table belong together.
        let known = app.known(snapshot.tree).await?;
        for (label, period) in wanted {
            let report = Report::of(snapshot.tree, known.clone(), (&period, snapshot.as_of));
            reports.by_period.insert(label, report);
        }
        Ok(reports)
    }

    /// The report of the period the table is for.
    pub(super) fn own(&self) -> Option<&Report> {
        self.by_period.get(&self.asked.label)
    }

    /// The figures of these keys, added; none when one of them is none.
    pub(super) fn sum(&self, keys: &[Key]) -> Option<u32> {
        if keys.is_empty() {
            return None;
        }
        let mut sum = 0_u32;
        for key in keys {
            let report = self.by_period.get(&key.period)?;
            // Nothing was held yet in a period to come: that is no nought.
            key.span().filter(|span| span.first <= self.today)?;
            let count = report.ask(|source| source.count(key, self.top))?;
            sum = sum.checked_add(count)?;
        }
        Some(sum)
    }

    /// The keys a meaning asks of an organisation.
    pub(super) fn keys(&self, meaning: &Meaning, organisation: OrganisationId) -> (Vec<Key>, Vec<Key>) {
        meaning.keys(&self.asked, Some(organisation))
    }
}
