//! A sheet filled for one organisation or holder of a post: each point with its ground.
//! Must not give a point that nobody could argue with.

use std::collections::BTreeMap;

use super::votes::weighed;
use super::{Block, Item, Measure, Method, Points, ScoreRefusal, ScoreSheet, TurnedOn, Voted};
use crate::bulletin::Key;
use crate::id::{AccountId, OrganisationId};
use crate::period::Period;

/// Whom a card is about, and with whom it may be compared (E31).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whom {
    /// The organisation, or that of the post.
    pub organisation: OrganisationId,
    /// Its kind.
    pub kind: String,
    /// In which category it is compared, apart from others of its kind.
    pub category: Option<String>,
}

/// What the figures, people and ballots say.
pub struct Answers<'a> {
    /// The value of a figure; none where it cannot be told.
    pub figure: &'a dyn Fn(&Key) -> Option<u32>,
    /// 人工评分, by id of the item.
    pub marks: BTreeMap<String, Mark>,
    /// Ballots by id of the item and of the electorate, without names.
    pub ballots: BTreeMap<(String, String), Vec<Points>>,
    /// Vetoes that a person called, by id.
    pub vetoes: BTreeMap<String, Mark>,
}

/// What a person marked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// How many points; for a veto it says nothing.
    pub points: Points,
    /// Who.
    pub by: AccountId,
    /// Why: a mark without a reason is none.
    pub reason: String,
}

/// Where points were cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cut {
    /// Nothing was cut.
    No,
    /// 封顶: it would have been more.
    AtMost,
    /// 保底: it would have been less.
    AtLeast,
}

/// What a point rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ground {
    /// A figure: its key lists the records, and steps and points are those of the sheet.
    Figure {
        /// Its key.
        key: Key,
        /// Its value.
        value: u32,
        /// Full steps of it.
        steps: u32,
        /// Whether the points were cut.
        cut: Cut,
    },
    /// One figure over another.
    Share {
        /// The part.
        key: Key,
        /// Its value.
        value: u32,
        /// The whole.
        of: Key,
        /// Its value.
        whole: u32,
    },
    /// There is nothing to score: the whole is nothing, and the item is left out of what could be reached.
    NotApplicable {
        /// The whole.
        of: Key,
    },
    /// A figure that cannot be told.
    Unknown {
        /// Its key.
        key: Key,
    },
    /// A person marked it.
    Marked {
        /// Who.
        by: AccountId,
        /// Why.
        reason: String,
        /// Whether the points were cut.
        cut: Cut,
    },
    /// Nobody marked it yet.
    NotMarked,
    /// Votes.
    Votes(Vec<Voted>),
    /// Too few of an electorate voted.
    TooFewVotes {
        /// Which.
        electorate: String,
        /// Fewest.
        least: u32,
    },
}

/// A line of a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scored {
    /// Id of the item.
    pub item: String,
    /// Points; none while something is missing, or where it does not apply.
    pub points: Option<Points>,
    /// The most it gives; nothing where it does not apply.
    pub max: Points,
    /// What it rests on.
    pub ground: Ground,
}

/// A block of a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockScore {
    /// Id of the block.
    pub block: String,
    /// Its lines.
    pub items: Vec<Scored>,
    /// Points of those that have some.
    pub points: Points,
    /// What could be reached.
    pub max: Points,
}

/// A sheet filled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scorecard {
    /// Id and version of the sheet.
    pub sheet: (String, String),
    /// Whom it is about.
    pub whom: Whom,
    /// Label of the period.
    pub period: String,
    /// Its blocks.
    pub blocks: Vec<BlockScore>,
    /// Bonus lines.
    pub bonuses: Vec<Scored>,
    /// Bonus points, after the cap.
    pub bonus: Points,
    /// Whether bonus points were cut.
    pub bonus_cut: Cut,
    /// Vetoes that were called, each with its ground.
    pub vetoes: Vec<(String, Ground)>,
    /// All points.
    pub total: Points,
    /// What could be reached without a bonus.
    pub reachable: Points,
    /// All points as if everything had applied: what grades and places go by.
    pub in_full: Points,
    /// Id of the grade; none while something is missing.
    pub grade: Option<String>,
    /// Items that are still missing.
    pub missing: Vec<String>,
}

impl Scorecard {
    /// Every line of it.
    pub fn lines(&self) -> impl Iterator<Item = &Scored> {
        let of_blocks = self.blocks.iter().flat_map(|block| &block.items);
        of_blocks.chain(&self.bonuses)
    }
}

/// Fills a sheet, once a county has turned it on.
///
/// # Errors
/// Not turned on for the period, or not a sheet for such an organisation.
pub fn score(
    sheet: &ScoreSheet,
    whom: Whom,
    period: &Period,
    turned_on: &TurnedOn,
    answers: &Answers<'_>,
) -> Result<Scorecard, ScoreRefusal> {
    turned_on.covers(sheet, period)?;
    if !sheet.kinds.contains(&whom.kind) {
        return Err(ScoreRefusal::OtherKind { kind: whom.kind });
    }
    let filling = Filling {
        organisation: whom.organisation,
        period,
        answers,
    };
    let blocks: Vec<BlockScore> = sheet.blocks.iter().map(|block| filling.block(block)).collect();
    let bonuses: Vec<Scored> = sheet.bonuses.iter().map(|item| filling.line(item)).collect();
    let earned: Points = bonuses.iter().filter_map(|line| line.points).sum();
    let bonus = earned.min(sheet.bonus_cap);
    let vetoes = filling.vetoes(sheet);
    let total: Points = blocks.iter().map(|block| block.points).sum::<Points>() + bonus;
    let reachable: Points = blocks.iter().map(|block| block.max).sum();
    let of_blocks = blocks.iter().flat_map(|block| &block.items);
    let missing: Vec<String> = of_blocks
        .chain(&bonuses)
        .filter(|line| line.points.is_none() && !matches!(line.ground, Ground::NotApplicable { .. }))
        .map(|line| line.item.clone())
        .collect();
    let in_full = in_full(total, reachable, sheet.total).unwrap_or_default();
    let grade = if !vetoes.is_empty() {
        sheet.lowest()
    } else if missing.is_empty() {
        sheet.grade(in_full)
    } else {
        None
    };
    Ok(Scorecard {
        sheet: (sheet.id.clone(), sheet.version.clone()),
        period: period.label.clone(),
        bonus_cut: if earned > bonus { Cut::AtMost } else { Cut::No },
        grade: grade.map(|grade| grade.id.clone()),
        whom,
        blocks,
        bonuses,
        bonus,
        vetoes,
        total,
        reachable,
        in_full,
        missing,
    })
}

/// Points as if everything had applied: of 54 of 60, 90 of 100.
fn in_full(total: Points, reachable: Points, full: Points) -> Option<Points> {
    if reachable == full {
        return Some(total);
    }
    let part = u64::try_from(full.in_hundredths()).ok()?;
    total.share(part, u64::try_from(reachable.in_hundredths()).ok()?)
}

struct Filling<'a> {
    organisation: OrganisationId,
    period: &'a Period,
    answers: &'a Answers<'a>,
}

impl Filling<'_> {
    fn block(&self, block: &Block) -> BlockScore {
        let items: Vec<Scored> = block.items.iter().map(|item| self.line(item)).collect();
        BlockScore {
            block: block.id.clone(),
            points: items.iter().filter_map(|line| line.points).sum(),
            max: items.iter().map(|line| line.max).sum(),
            items,
        }
    }

    fn line(&self, item: &Item) -> Scored {
        let (points, ground) = match &item.method {
            Method::Earn { figure, per, delta } => {
                self.by_steps(item, figure, *per, |steps| item.floor + delta.times(steps))
            }
            Method::Deduct { figure, per, delta } => {
                self.by_steps(item, figure, *per, |steps| item.max - delta.times(steps))
            }
            Method::Share { figure, of } => self.by_share(item, figure, of),
            Method::Manual => self.by_hand(item),
            Method::Vote { .. } => self.by_vote(item),
        };
        let applies = !matches!(ground, Ground::NotApplicable { .. });
        Scored {
            item: item.id.clone(),
            points,
            max: if applies { item.max } else { Points::default() },
            ground,
        }
    }

    fn ask(&self, figure: &Measure) -> (Key, Option<u32>) {
        let key = figure.key(self.period, self.organisation);
        let value = (self.answers.figure)(&key);
        (key, value)
    }

    fn by_steps(
        &self,
        item: &Item,
        figure: &Measure,
        per: u32,
        points: impl Fn(u32) -> Points,
    ) -> (Option<Points>, Ground) {
        let (key, value) = self.ask(figure);
        let Some(value) = value else {
            return (None, Ground::Unknown { key });
        };
        let steps = value / per.max(1);
        let (points, cut) = cut(item, points(steps));
        let ground = Ground::Figure {
            key,
            value,
            steps,
            cut,
        };
        (Some(points), ground)
    }

    fn by_share(&self, item: &Item, figure: &Measure, of: &Measure) -> (Option<Points>, Ground) {
        let (key, value) = self.ask(figure);
        let (of, whole) = self.ask(of);
        let Some(value) = value else {
            return (None, Ground::Unknown { key });
        };
        let Some(whole) = whole else {
            return (None, Ground::Unknown { key: of });
        };
        match item.max.share(u64::from(value.min(whole)), u64::from(whole)) {
            Some(points) => {
                let ground = Ground::Share {
                    key,
                    value,
                    of,
                    whole,
                };
                (Some(points.max(item.floor)), ground)
            }
            None => (None, Ground::NotApplicable { of }),
        }
    }

    fn by_hand(&self, item: &Item) -> (Option<Points>, Ground) {
        let mark = self.answers.marks.get(&item.id);
        match mark.filter(|mark| !mark.reason.trim().is_empty()) {
            Some(mark) => {
                let (points, cut) = cut(item, mark.points);
                let ground = Ground::Marked {
                    by: mark.by,
                    reason: mark.reason.clone(),
                    cut,
                };
                (Some(points), ground)
            }
            None => (None, Ground::NotMarked),
        }
    }

    fn by_vote(&self, item: &Item) -> (Option<Points>, Ground) {
        let Method::Vote { electorate } = &item.method else {
            return (None, Ground::NotMarked);
        };
        let (mut told, mut means) = (Vec::new(), Vec::new());
        for one in electorate {
            let cast = self.answers.ballots.get(&(item.id.clone(), one.id.clone()));
            let cast = cast.map(Vec::as_slice).unwrap_or_default();
            let Some((voted, mean)) = one.mean(cast, (item.floor, item.max)) else {
                let ground = Ground::TooFewVotes {
                    electorate: one.id.clone(),
                    least: one.least,
                };
                return (None, ground);
            };
            told.push(voted);
            means.push((mean, one.weight));
        }
        (weighed(&means), Ground::Votes(told))
    }

    fn vetoes(&self, sheet: &ScoreSheet) -> Vec<(String, Ground)> {
        let mut called = Vec::new();
        for veto in &sheet.vetoes {
            let by_figure = veto.figure.as_ref().map(|figure| self.ask(figure));
            let mark = self.answers.vetoes.get(&veto.id);
            let ground = match (by_figure, mark) {
                (Some((key, Some(value))), _) if value >= veto.from => Some(Ground::Figure {
                    key,
                    value,
                    steps: 1,
                    cut: Cut::No,
                }),
                // A veto that a figure calls is called by nobody else.
                (None, Some(mark)) if !mark.reason.trim().is_empty() => Some(Ground::Marked {
                    by: mark.by,
                    reason: mark.reason.clone(),
                    cut: Cut::No,
                }),
                _ => None,
            };
            called.extend(ground.map(|ground| (veto.id.clone(), ground)));
        }
        called
    }
}

fn cut(item: &Item, points: Points) -> (Points, Cut) {
    if points > item.max {
        (item.max, Cut::AtMost)
    } else if points < item.floor {
        (item.floor, Cut::AtLeast)
    } else {
        (points, Cut::No)
    }
}
