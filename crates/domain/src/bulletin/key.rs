//! The key of a figure (统计数字): which figure, of which period, below which organisation. A published figure is
//! asked about by it for ever. Must not count.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;
use crate::obligation::StandingKind;
use crate::period::{Period, Rhythm};
use crate::worded::worded;

/// The key of a figure: `sessions/2020-Q3`, `class/leader/2020-Q3`, `quarterly/2020-Q3/met/<organisation id>`.
/// Without an organisation it is about the whole that a report tells of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key {
    /// Which figure.
    pub what: What,
    /// Label of the quarter or month.
    pub period: String,
    /// Below which organisation; none: the whole.
    pub organisation: Option<OrganisationId>,
}

/// Which figure.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum What {
    /// One that needs no more said.
    Plain(Plain),
    /// 主讲人结构: sessions of one class of speakers, by its id.
    Class(String),
    /// What became of a duty in its periods that end in the period.
    Duty(String, Became),
}

worded! {
    /// Figures of what was held, who came, and how it was recorded.
    pub enum Plain {
        /// 场次.
        Sessions = "sessions",
        /// 联合开展 among them.
        Joint = "joint",
        /// 专题党课 among them.
        Themed = "themed",
        /// 微党课 among them.
        Micro = "micro",
        /// 应到人次 of those that say both head counts.
        Expected = "expected",
        /// 实到人次 of the same.
        Present = "present",
        /// 覆盖党员: distinct people.
        Coverage = "coverage",
        /// 党员 at home there.
        Members = "members",
        /// 迟报: recorded later than is timely.
        Late = "late-records",
        /// 退回: sent back and not yet put right.
        SentBack = "sent-back",
    }
}

worded! {
    /// What became of a duty.
    pub enum Became {
        /// 应讲.
        Owing = "owing",
        /// 已讲.
        Met = "met",
        /// 补讲.
        MadeUp = "made-up",
        /// Met or made up.
        Done = "done",
        /// 未完成.
        Undone = "undone",
        /// 未完成 now and in the period before as well.
        Again = "again",
        /// 免讲.
        Excused = "excused",
        /// 撤并.
        Closed = "closed",
    }
}

impl Plain {
    /// Whether the figure is the number of its records; else the records carry it (head counts).
    #[must_use]
    pub fn is_number_of_records(self) -> bool {
        !matches!(self, Plain::Expected | Plain::Present)
    }
}

impl Became {
    /// Whether an organisation standing so is among the figure, of those figures that one standing decides.
    pub(super) fn includes(self, kind: StandingKind) -> bool {
        let is_done = matches!(kind, StandingKind::Met | StandingKind::MadeUp);
        match self {
            Became::Owing => kind.is_active(),
            Became::Met => kind == StandingKind::Met,
            Became::MadeUp => kind == StandingKind::MadeUp,
            Became::Done => is_done,
            Became::Undone | Became::Again => kind.is_active() && !is_done,
            Became::Excused => kind == StandingKind::Excused,
            Became::Closed => kind == StandingKind::Closed,
        }
    }
}

/// What is no key of a figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoKey(pub String);

impl fmt::Display for NoKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no key of a figure: {}", self.0)
    }
}

impl Key {
    /// A figure of the whole.
    #[must_use]
    pub fn of(what: What, period: &Period) -> Key {
        Key {
            what,
            period: period.label.clone(),
            organisation: None,
        }
    }

    /// A plain figure of the whole.
    #[must_use]
    pub fn plain(plain: Plain, period: &Period) -> Key {
        Key::of(What::Plain(plain), period)
    }

    /// A figure of a duty.
    #[must_use]
    pub fn duty(duty: &str, became: Became, period: &Period) -> Key {
        Key::of(What::Duty(duty.to_owned(), became), period)
    }

    /// The same figure below one organisation.
    #[must_use]
    pub fn at(&self, organisation: OrganisationId) -> Key {
        Key {
            organisation: Some(organisation),
            ..self.clone()
        }
    }

    /// The quarter or month it is about.
    #[must_use]
    pub fn span(&self) -> Option<Period> {
        span(&self.period)
    }
}

/// How long what is reported may be.
const SPANS: [Rhythm; 5] = [
    Rhythm::Quarter,
    Rhythm::Month,
    Rhythm::TwoMonths,
    Rhythm::Half,
    Rhythm::Year,
];

/// The quarter, month or other stretch that a label names.
#[must_use]
pub fn span(label: &str) -> Option<Period> {
    rhythm_of(label)?.labelled(label)
}

/// How long the stretch is that a label names.
#[must_use]
pub fn rhythm_of(label: &str) -> Option<Rhythm> {
    SPANS.into_iter().find(|rhythm| rhythm.labelled(label).is_some())
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Plain(plain) => write!(f, "{}/{}", plain.word(), self.period)?,
            What::Class(class) => write!(f, "class/{class}/{}", self.period)?,
            What::Duty(duty, became) => write!(f, "{duty}/{}/{}", self.period, became.word())?,
        }
        match self.organisation {
            Some(organisation) => write!(f, "/{organisation}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = NoKey;
    fn from_str(text: &str) -> Result<Key, NoKey> {
        read(text).ok_or_else(|| NoKey(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Key> {
    let mut parts: Vec<&str> = text.trim().split('/').collect();
    let organisation = parts.last().and_then(|last| last.parse::<OrganisationId>().ok());
    if organisation.is_some() {
        parts.pop();
    }
    let (what, period) = match parts.as_slice() {
        ["class", class, period] => (What::Class((*class).to_owned()), *period),
        [plain, period] => (What::Plain(Plain::parse(plain)?), *period),
        [duty, period, became] => (What::Duty((*duty).to_owned(), Became::parse(became)?), *period),
        _ => return None,
    };
    span(period)?;
    Some(Key {
        what,
        period: period.to_owned(),
        organisation,
    })
}

impl TryFrom<String> for Key {
    type Error = NoKey;
    fn try_from(text: String) -> Result<Key, NoKey> {
        text.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn f7_a_key_reads_back_as_it_is_written() {
        let quarter = Rhythm::Quarter.labelled("2020-Q3").unwrap();
        let there = OrganisationId(Uuid::from_u128(7));
        let mut keys: Vec<Key> = Plain::ALL.iter().map(|one| Key::plain(*one, &quarter)).collect();
        keys.extend(Became::ALL.iter().map(|one| Key::duty("july-1", *one, &quarter)));
        keys.push(Key::of(What::Class("leader".into()), &quarter));
        for key in keys {
            for key in [key.at(there), key] {
                assert_eq!(key.to_string().parse(), Ok(key.clone()), "{key}");
            }
        }
        let key: Key = format!("quarterly/2020-Q3/met/{there}").parse().unwrap();
        assert_eq!(key, Key::duty("quarterly", Became::Met, &quarter).at(there));
        assert_eq!(
            "sessions/2020-09".parse::<Key>().unwrap().span().unwrap().days(),
            30
        );
        for wrong in [
            "",
            "sessions",
            "sessions/2020-Q5",
            "laughs/2020-Q3",
            "quarterly/2020-Q3/some",
        ] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong}");
        }
    }
}
