//! 通报: what a quarter's bulletin says, in figures and names of organisations: how it went, what was done well, what is
//! wanting, what is to be put right. Figures come from `status`; each has a key. No person is named anywhere.
//! Must not word a sentence (`i18n`), and must not compose where sums that must agree do not.

mod agree;
mod composing;
mod corrections;
mod key;
mod source;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use agree::{Disagreement, agree};
pub use composing::compose;
pub use corrections::{Correction, corrections};
pub use key::{Became, Key, NoKey, Plain, What, rhythm_of, span};
pub use source::Source;
pub use words::{
    Bound, Figure, Paragraph, Part, Piece, Proofread, Wording, bound, name_of, pieces, proofread, tokens,
};

use crate::id::{LectureId, OrganisationId};
use crate::period::Period;

/// A bulletin's content: frozen when it is published, and the same for ever after.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Issue {
    /// The whole it tells of.
    pub organisation: OrganisationId,
    /// The quarter.
    pub period: Period,
    /// The day the standings are told from.
    pub as_of: Date,
    /// The number of the history the figures were read at.
    pub known_at: u64,
    /// Version of the rules.
    pub rules: String,
    /// Smallest group of which a percentage is shown (E31).
    pub smallest_group: u32,
    /// Ids of the classes of speakers, in the pack's order.
    pub classes: Vec<String>,
    /// The whole.
    pub total: Row,
    /// The organisations right below: townships, county organs.
    pub units: Vec<Row>,
    /// What the organisation itself owes and held.
    pub itself: Row,
    /// How often one session is counted at a second unit: joint ones over several.
    pub shared: u32,
    /// The same quarter a year before, when it is on record.
    pub year_before: Option<Row>,
    /// Label of that quarter.
    pub period_before: Option<String>,
    /// Units in which everything owed was delivered, in the order of the tree.
    pub leading: Vec<OrganisationId>,
    /// A few lectures worth a look.
    pub lectures: Vec<Shown>,
    /// What is wanting.
    pub problems: Vec<Problem>,
    /// The day by which it is to be put right.
    pub put_right_by: Date,
    /// 更正 of earlier bulletins (E16).
    pub corrections: Vec<Correction>,
    /// What every organisation named here is called.
    pub names: BTreeMap<OrganisationId, String>,
}

/// The figures of one organisation and all below it: a line of annex 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Which.
    pub organisation: OrganisationId,
    /// Its kind: units are compared only with their like.
    pub kind: String,
    /// In which category of units of its kind it is compared, apart from the others; none: with its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Its place among units of its category by the first duty; none where too few owe it, or nobody is compared with
    /// it (E31).
    pub rank: Option<u32>,
    /// What became of each duty.
    pub duties: Vec<DutyRow>,
    /// 场次.
    pub sessions: u32,
    /// 联合开展 among them.
    pub joint: u32,
    /// 专题党课 among them.
    pub themed: u32,
    /// 微党课 among them.
    pub micro: u32,
    /// 主讲人结构, in the pack's order: they add up to the sessions.
    pub classes: Vec<u32>,
    /// 应到人次.
    pub expected: u32,
    /// 实到人次.
    pub present: u32,
    /// 覆盖党员.
    pub covered: u32,
    /// 党员.
    pub members: u32,
}

/// With whom a unit is compared: those of its kind, or of a category of its own (E31).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Compared<'a> {
    /// Kind id.
    pub kind: &'a str,
    /// Category id, where the pack has one for it.
    pub category: Option<&'a str>,
}

impl Row {
    /// With whom it is compared.
    #[must_use]
    pub fn compared(&self) -> Compared<'_> {
        Compared {
            kind: &self.kind,
            category: self.category.as_deref(),
        }
    }
}

/// What became of one duty below an organisation.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct DutyRow {
    /// Duty id.
    pub duty: String,
    /// 应讲.
    pub owing: u32,
    /// 已讲.
    pub met: u32,
    /// 补讲.
    pub made_up: u32,
    /// 未完成.
    pub undone: u32,
    /// 免讲.
    pub excused: u32,
    /// 撤并.
    pub closed: u32,
}

impl DutyRow {
    /// Met or made up.
    #[must_use]
    pub fn done(&self) -> u32 {
        self.met.saturating_add(self.made_up)
    }

    /// One of its figures; those that a row does not hold are none.
    #[must_use]
    pub fn of(&self, became: Became) -> Option<u32> {
        match became {
            Became::Owing => Some(self.owing),
            Became::Met => Some(self.met),
            Became::MadeUp => Some(self.made_up),
            Became::Done => Some(self.done()),
            Became::Undone => Some(self.undone),
            Became::Excused => Some(self.excused),
            Became::Closed => Some(self.closed),
            Became::Again => None,
        }
    }
}

impl Row {
    /// One of its figures; those that a row does not hold are none.
    #[must_use]
    pub fn of(&self, what: &What, classes: &[String]) -> Option<u32> {
        match what {
            What::Plain(plain) => match plain {
                Plain::Sessions => Some(self.sessions),
                Plain::Joint => Some(self.joint),
                Plain::Themed => Some(self.themed),
                Plain::Micro => Some(self.micro),
                Plain::Expected => Some(self.expected),
                Plain::Present => Some(self.present),
                Plain::Coverage => Some(self.covered),
                Plain::Members => Some(self.members),
                Plain::Late | Plain::SentBack => None,
            },
            What::Class(class) => {
                let at = classes.iter().position(|known| known == class)?;
                self.classes.get(at).copied()
            }
            What::Duty(duty, became) => self.duty(duty)?.of(*became),
        }
    }

    /// What became of a duty.
    #[must_use]
    pub fn duty(&self, duty: &str) -> Option<&DutyRow> {
        self.duties.iter().find(|row| row.duty == duty)
    }
}

/// A lecture that is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shown {
    /// Which.
    pub lecture: LectureId,
    /// 党课题目.
    pub title: String,
    /// The day it was held.
    pub on: Date,
    /// Its first host.
    pub host: OrganisationId,
}

/// Something that is wanting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// What it is: the figure that counts it.
    pub key: Key,
    /// How often.
    pub count: u32,
    /// In which units.
    pub units: Vec<Wanting>,
    /// Id of the post that answers for it.
    pub post: Option<String>,
}

/// How often something is wanting in one unit: a line of annex 2.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wanting {
    /// The unit; none is the organisation itself.
    pub unit: Option<OrganisationId>,
    /// How often.
    pub count: u32,
    /// The organisations it is about, each once.
    pub places: Vec<OrganisationId>,
}

impl Issue {
    /// A frozen figure; none for one it does not hold.
    #[must_use]
    pub fn frozen(&self, key: &Key) -> Option<u32> {
        let organisation = key.organisation.filter(|id| *id != self.organisation);
        let before = self.period_before.as_ref() == Some(&key.period);
        let is_now = key.period == self.period.label;
        let row = match organisation {
            None if before => self.year_before.as_ref(),
            None if is_now => Some(&self.total),
            Some(id) if is_now => self.units.iter().find(|row| row.organisation == id),
            _ => None,
        }?;
        match key.what {
            What::Duty(_, Became::Again) | What::Plain(Plain::Late | Plain::SentBack) if is_now => {
                Some(self.wanting(&key.what, organisation))
            }
            _ => row.of(&key.what, &self.classes),
        }
    }

    /// How often something is wanting in a unit, or in all; what is no problem is none.
    fn wanting(&self, what: &What, unit: Option<OrganisationId>) -> u32 {
        let problem = self.problems.iter().find(|problem| problem.key.what == *what);
        let Some(problem) = problem else { return 0 };
        let of_unit = problem.units.iter().find(|wanting| wanting.unit == unit);
        match (unit, of_unit) {
            (None, _) => problem.count,
            (Some(_), found) => found.map_or(0, |wanting| wanting.count),
        }
    }

    /// The lines of annex 1 as units are compared: each kind, or category of a kind, with its rows, the best first.
    #[must_use]
    pub fn by_category(&self) -> Vec<(Compared<'_>, Vec<&Row>)> {
        let mut all: Vec<(Compared<'_>, Vec<&Row>)> = Vec::new();
        for row in &self.units {
            match all.iter_mut().find(|(compared, _)| *compared == row.compared()) {
                Some((_, rows)) => rows.push(row),
                None => all.push((row.compared(), vec![row])),
            }
        }
        for (_, rows) in &mut all {
            rows.sort_by_key(|row| row.rank.unwrap_or(u32::MAX));
        }
        all
    }

    /// What an organisation is called here.
    #[must_use]
    pub fn name(&self, id: OrganisationId) -> &str {
        self.names.get(&id).map(String::as_str).unwrap_or_default()
    }

    /// Whether a share of so many may be shown as a percentage (E31).
    #[must_use]
    pub fn is_enough(&self, whole: u32) -> bool {
        whole >= self.smallest_group.max(1)
    }
}

/// Where a bulletin stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// 起草: its words may be changed.
    Draft,
    /// 已审定: somebody else agreed to it.
    Approved,
    /// 已印发: frozen.
    Published,
}

impl Stage {
    /// The word the store keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Approved => "approved",
            Stage::Published => "published",
        }
    }

    /// Reads the word back; what is unknown was never published.
    #[must_use]
    pub fn parse(word: &str) -> Stage {
        match word {
            "published" => Stage::Published,
            "approved" => Stage::Approved,
            _ => Stage::Draft,
        }
    }
}

/// Why something is not done to a bulletin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BulletinRefusal {
    /// What was named is no quarter.
    NoQuarter(String),
    /// The programme began only after the quarter.
    BeforeProgramme(Date),
    /// The quarter is not over.
    NotOver(Date),
    /// The quarter's bulletin was published already.
    Published,
    /// Sums that must agree do not.
    SumsDisagree(Disagreement),
    /// Figures were dropped, altered or named wrongly.
    Words(Vec<Proofread>),
    /// It has no title or no text.
    Empty,
    /// Somebody changed it since it was read.
    ChangedMeanwhile,
    /// Nobody agreed to it yet.
    NotApproved,
    /// It was agreed to already.
    ApprovedAlready,
    /// It has no number (发文字号).
    NoNumber,
    /// Another bulletin has that number.
    NumberTaken(String),
    /// There is no such bulletin.
    NotThere,
    /// More photos than a page of news holds.
    TooManyPhotos(usize),
    /// Nobody said that the people on the photos agree.
    ConsentMissing,
    /// No figure has that key, or the bulletin does not hold it.
    NoFigure(String),
}
