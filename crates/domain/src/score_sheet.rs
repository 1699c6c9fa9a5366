//! Score sheets (考核评分表; S1) as data: what earns and costs points, by which figures, and what becomes of votes. Read me first.
//!
//! A sheet is a file of its own, read by [`ScoreSheet::read`]; a [`Scorecard`] is a sheet filled for one organisation or the
//! holder of a post, in which every point carries its [`Ground`]: the key of a figure (`crate::bulletin::Key`, which lists its
//! records), who marked it and why, or the votes. Nothing is scored until a county turns a sheet on ([`TurnedOn`]), and
//! nothing counts what members do: a key of head counts, clicks or check-ins is a mistake of the sheet (X6).
//! Must not count a figure itself, and must not compare unlike units (E31).

mod card;
mod figure;
mod item;
mod points;
mod reading;
mod scoring;
mod votes;

use serde::Deserialize;

pub use card::{
    Change, Comparing, Frozen, Recalculation, ScoreRefusal, TurnedOn, appeal, places, recalculate,
};
pub use figure::{Measure, NoMeasure};
pub use points::Points;
pub use reading::{SheetMisread, SheetMistake};
pub use scoring::{Answers, BlockScore, Cut, Ground, Mark, Scorecard, Scored, Whom, score};
pub use votes::{Electorate, Voted};

use crate::bulletin::What;
use crate::period::Rhythm;
use crate::rule_set::RuleSet;

/// A score sheet, read and checked.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreSheet {
    /// Its id.
    pub id: String,
    /// Its version; printed on every card.
    pub version: String,
    /// What it is called.
    pub name: String,
    /// The post whose holders are scored (书记述职); none: the organisation itself (目标考核).
    pub post: Option<String>,
    /// Kinds of organisations it is for; units of unlike kinds are never compared.
    pub kinds: Vec<String>,
    /// Over what it scores.
    pub period: Rhythm,
    /// 总分: what the blocks add up to.
    pub total: Points,
    /// 加分封顶: the most that all bonus items add.
    #[serde(default)]
    pub bonus_cap: Points,
    /// 申诉期: workdays after the card is told in which each item may be contested.
    pub appeal_workdays: u32,
    /// 等次, the best first.
    #[serde(rename = "grade", default)]
    pub grades: Vec<Grade>,
    /// Blocks.
    #[serde(rename = "block")]
    pub blocks: Vec<Block>,
    /// Bonus items: earned above the total, up to the cap.
    #[serde(rename = "bonus", default)]
    pub bonuses: Vec<Item>,
    /// 一票否决.
    #[serde(rename = "veto", default)]
    pub vetoes: Vec<Veto>,
}

/// 等次.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// From how many points on.
    pub from: Points,
}

/// A part of a sheet with a subtotal.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The most it gives: what its items add up to.
    pub max: Points,
    /// Its items.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// 考核要点: a line of a sheet.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "item::Written")]
pub struct Item {
    /// Its id; unlike every other of the sheet.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// 评分标准 as the county words it: the sentence it rests on.
    pub article: String,
    /// 分值: the most it gives.
    pub max: Points,
    /// The least it gives.
    pub floor: Points,
    /// How its points come about.
    pub method: Method,
}

/// 检查方式: how points come about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Method {
    /// 每有1次加几分: from nothing up.
    Earn {
        /// Which figure.
        figure: Measure,
        /// How many of it make one step.
        per: u32,
        /// Points of a step.
        delta: Points,
    },
    /// 每少1次扣几分: from the most down.
    Deduct {
        /// Which figure.
        figure: Measure,
        /// How many of it make one step.
        per: u32,
        /// Points of a step.
        delta: Points,
    },
    /// 按完成率计分: the most, times one figure over another.
    Share {
        /// Which figure.
        figure: Measure,
        /// Of which.
        of: Measure,
    },
    /// 人工评分.
    Manual,
    /// 民主测评: votes of electorates.
    Vote {
        /// Who votes.
        electorate: Vec<Electorate>,
    },
}

/// 一票否决: with it, a card gets the lowest grade whatever its points.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The sentence it rests on.
    pub article: String,
    /// The figure that calls it; none: a person does, with a reason.
    pub figure: Option<Measure>,
    /// From how many of it on.
    #[serde(default = "one")]
    pub from: u32,
}

impl Item {
    /// Who votes on it; nobody where it is no vote.
    #[must_use]
    pub fn electorates(&self) -> &[Electorate] {
        match &self.method {
            Method::Vote { electorate } => electorate,
            Method::Earn { .. } | Method::Deduct { .. } | Method::Share { .. } | Method::Manual => &[],
        }
    }
}

fn one() -> u32 {
    1
}

impl ScoreSheet {
    /// All its items: of the blocks, then bonus items.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        let of_blocks = self.blocks.iter().flat_map(|block| &block.items);
        of_blocks.chain(&self.bonuses)
    }

    /// What it names that a pack does not know: kinds, the post, duties, classes of speakers.
    #[must_use]
    pub fn unknown_to(&self, rules: &RuleSet) -> Vec<String> {
        let kinds = self
            .kinds
            .iter()
            .filter(|kind| rules.organisation_kind(kind).is_none());
        let post = self
            .post
            .iter()
            .filter(|post| !rules.posts.iter().any(|known| known.id == **post));
        let of_items = self.items().flat_map(|item| match &item.method {
            Method::Earn { figure, .. } | Method::Deduct { figure, .. } => vec![figure],
            Method::Share { figure, of } => vec![figure, of],
            Method::Manual | Method::Vote { .. } => Vec::new(),
        });
        let figures = of_items.chain(self.vetoes.iter().filter_map(|veto| veto.figure.as_ref()));
        let unknown = figures.filter_map(|figure| match figure.what() {
            What::Class(class) if !rules.speaker_classes.iter().any(|known| known.id == *class) => {
                Some(class)
            }
            What::Duty(duty, _) if !rules.duties.iter().any(|known| known.id == *duty) => Some(duty),
            What::Plain(_) | What::Class(_) | What::Duty(..) => None,
        });
        kinds.chain(post).chain(unknown).cloned().collect()
    }

    /// The lowest grade.
    #[must_use]
    pub fn lowest(&self) -> Option<&Grade> {
        self.grades.iter().min_by_key(|grade| grade.from)
    }

    /// The grade of so many points.
    #[must_use]
    pub fn grade(&self, points: Points) -> Option<&Grade> {
        let reached = self.grades.iter().filter(|grade| grade.from <= points);
        reached.max_by_key(|grade| grade.from).or_else(|| self.lowest())
    }
}
