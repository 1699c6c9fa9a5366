//! What becomes of a card: turned on, frozen when it is told, contested item by item, reckoned anew only with a trace, and
//! compared only with its like.
//! Must not rank what lacks a point.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Points, ScoreSheet, Scorecard};
use crate::id::{AccountId, OrganisationId};
use crate::period::Period;
use crate::rule_set::OversightRule;
use crate::workday::Workdays;

/// That a county turned a sheet on. Without it nothing is scored: a sheet that lies in a folder does nothing (X6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TurnedOn {
    /// Id of the sheet.
    pub sheet: String,
    /// The first day from which periods may be scored.
    pub since: Date,
    /// Who did.
    pub by: AccountId,
}

/// Why nothing is scored or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ScoreRefusal {
    /// The county has not turned it on, or later than the period began: nobody is scored by what was not announced.
    Off,
    /// Not a sheet for organisations of this kind.
    OtherKind {
        /// Which.
        kind: String,
    },
    /// Something is missing.
    Incomplete {
        /// Ids of the items.
        items: Vec<String>,
    },
    /// A card of another sheet, version, period or organisation.
    OtherCard,
    /// Nothing would change.
    NothingChanged,
    /// No reason is given.
    ReasonNeeded,
    /// The item is not on the card.
    NoSuchItem {
        /// Its id.
        item: String,
    },
    /// The days for an appeal are over.
    AppealOver {
        /// The last day.
        until: Date,
    },
}

impl TurnedOn {
    /// Whether it holds for a period.
    ///
    /// # Errors
    /// It does not.
    pub fn covers(&self, sheet: &ScoreSheet, period: &Period) -> Result<(), ScoreRefusal> {
        if self.sheet == sheet.id && self.since <= period.first {
            Ok(())
        } else {
            Err(ScoreRefusal::Off)
        }
    }
}

/// A card that was told to whom it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frozen {
    /// The card.
    pub card: Scorecard,
    /// When it was told.
    pub on: Date,
    /// Who told it.
    pub by: AccountId,
}

impl Frozen {
    /// Freezes a card.
    ///
    /// # Errors
    /// Something is missing in it.
    pub fn of(card: Scorecard, by: AccountId, on: Date) -> Result<Frozen, ScoreRefusal> {
        if card.missing.is_empty() {
            Ok(Frozen { card, on, by })
        } else {
            Err(ScoreRefusal::Incomplete { items: card.missing })
        }
    }
}

/// 申诉: contests one item of a frozen card; gives the day by which it is answered.
///
/// # Errors
/// No such item, no reason, or too late.
pub fn appeal(
    frozen: &Frozen,
    (item, reason): (&str, &str),
    on: Date,
    sheet: &ScoreSheet,
    (rules, workdays): (&OversightRule, &Workdays),
) -> Result<Date, ScoreRefusal> {
    if !frozen.card.lines().any(|line| line.item == item) {
        return Err(ScoreRefusal::NoSuchItem {
            item: item.to_owned(),
        });
    }
    let until = workdays.plus_workdays(frozen.on, sheet.appeal_workdays);
    if on > until {
        return Err(ScoreRefusal::AppealOver { until });
    }
    if reason.trim().is_empty() {
        return Err(ScoreRefusal::ReasonNeeded);
    }
    Ok(workdays.plus_workdays(on, rules.answer_workdays))
}

/// A line that changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Id of the item.
    pub item: String,
    /// What it was.
    pub was: Option<Points>,
    /// What it is.
    pub now: Option<Points>,
}

/// A frozen card reckoned anew: the old one stays, what changed is listed, and whom it is about is told of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recalculation {
    /// The new card, frozen.
    pub frozen: Frozen,
    /// Lines that changed.
    pub changes: Vec<Change>,
    /// All points before and now.
    pub total: (Points, Points),
    /// Id of the grade before and now.
    pub grade: (Option<String>, Option<String>),
    /// Why.
    pub reason: String,
}

/// Reckons a frozen card anew. Never silent: without a change there is none, and with one there is a reason.
///
/// # Errors
/// Another card's figures, nothing changed, no reason, or something missing.
pub fn recalculate(
    before: &Frozen,
    now: Scorecard,
    (by, on): (AccountId, Date),
    reason: &str,
) -> Result<Recalculation, ScoreRefusal> {
    let old = &before.card;
    let is_same =
        now.sheet == old.sheet && now.period == old.period && now.whom.organisation == old.whom.organisation;
    if !is_same {
        return Err(ScoreRefusal::OtherCard);
    }
    let was: BTreeMap<&str, Option<Points>> = old
        .lines()
        .map(|line| (line.item.as_str(), line.points))
        .collect();
    let changes: Vec<Change> = now
        .lines()
        .filter_map(|line| {
            let was = was.get(line.item.as_str()).copied().flatten();
            (was != line.points).then(|| Change {
                item: line.item.clone(),
                was,
                now: line.points,
            })
        })
        .collect();
    if changes.is_empty() && now.grade == old.grade && now.total == old.total {
        return Err(ScoreRefusal::NothingChanged);
    }
    if reason.trim().is_empty() {
        return Err(ScoreRefusal::ReasonNeeded);
    }
    Ok(Recalculation {
        changes,
        total: (old.total, now.total),
        grade: (old.grade.clone(), now.grade.clone()),
        reason: reason.trim().to_owned(),
        frozen: Frozen::of(now, by, on)?,
    })
}

/// With whom cards are compared: kind and category (E31).
pub type Comparing = (String, Option<String>);

/// The places of frozen cards, the first best, each among its like; equals share a place. One that is alone in its category
/// has none, and neither has one with a veto.
#[must_use]
pub fn places(frozen: &[Frozen]) -> BTreeMap<Comparing, Vec<(u32, OrganisationId)>> {
    let mut groups: BTreeMap<Comparing, Vec<&Scorecard>> = BTreeMap::new();
    for one in frozen.iter().filter(|one| one.card.vetoes.is_empty()) {
        let whom = &one.card.whom;
        groups
            .entry((whom.kind.clone(), whom.category.clone()))
            .or_default()
            .push(&one.card);
    }
    groups.retain(|_, cards| cards.len() > 1);
    groups
        .into_iter()
        .map(|(comparing, mut cards)| {
            cards.sort_by_key(|card| (std::cmp::Reverse(card.in_full), card.whom.organisation));
            let place = |card: &Scorecard| {
                let better = cards.iter().filter(|other| other.in_full > card.in_full).count();
                u32::try_from(better + 1).unwrap_or(u32::MAX)
            };
            let placed = cards
                .iter()
                .map(|card| (place(card), card.whom.organisation))
                .collect();
            (comparing, placed)
        })
        .collect()
}
