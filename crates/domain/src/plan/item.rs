//! One item of a plan while it is made and changed (F1, F3, E7).
//! Must not ask whether it is wise: `warning` tells that, and refuses nothing.

use jiff::civil::Date;

use crate::facts::PlanItem;
use crate::id::{OrganisationId, PersonId, PlanItemId};
use crate::lecture::{Notice, days_left_if_near};
use crate::naming::fold_name;
use crate::period::Period;
use crate::refusal::{Missing, ScheduleRefusal};
use crate::rule_set::RuleSet;

#[cfg(test)]
mod tests;

/// What an item says: who speaks when on what. A plan in the making may leave any of it open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Arrangement {
    /// 授课时间: the day.
    pub on: Option<Date>,
    /// The minute of the day at which it begins.
    pub starts_minute: Option<u32>,
    /// 授课内容: the topic.
    pub topic: Option<String>,
    /// Kind id of the pack.
    pub kind: String,
    /// 形式.
    pub forms: Vec<String>,
    /// Where.
    pub venue: Option<String>,
    /// 主讲人.
    pub speaker: Option<PlannedSpeaker>,
}

/// Who is to speak.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedSpeaker {
    /// Their name.
    pub name: String,
    /// Class of speakers, if known.
    pub class: Option<String>,
    /// The person on record, if known.
    pub person: Option<PersonId>,
}

impl PlannedSpeaker {
    /// Whether two are one and the same: by the record where both are on it, else by name.
    #[must_use]
    pub fn is(&self, other: &PlannedSpeaker) -> bool {
        match (self.person, other.person) {
            (Some(one), Some(two)) => one == two,
            _ => fold_name(&self.name) == fold_name(&other.name),
        }
    }
}

/// An item with what it is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Its id.
    pub id: PlanItemId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The township of that organisation, or the organisation at the top of it: how far apart two are is told by it.
    pub township: OrganisationId,
    /// For which duty.
    pub duty: String,
    /// For which period.
    pub period: Period,
    /// What it says.
    pub says: Arrangement,
}

impl Planned {
    /// As the facts hold it.
    #[must_use]
    pub fn item(&self) -> PlanItem {
        PlanItem {
            id: self.id,
            organisation: self.organisation,
            duty: self.duty.clone(),
            on: self.says.on,
            topic: self.says.topic.clone(),
            speaker: self.says.speaker.as_ref().map(|speaker| speaker.name.clone()),
        }
    }

    /// What it lacks.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        super::missing(&self.item())
    }
}

/// Why an item of a plan is not kept so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanRefusal {
    /// What it says cannot be planned, or is changed so near its day that a reason is asked.
    Schedule(ScheduleRefusal),
    /// Somebody else changed it since the page was opened.
    ChangedMeanwhile,
    /// It was held or dropped.
    NotOpen,
    /// The organisation does not owe that duty in that period.
    NothingOwed,
    /// Dropping asks a reason.
    ReasonMissing,
}

/// Whether an item may say this from today on. A day that is over cannot be planned; so near the lecture (T-3) another
/// day, topic or speaker asks a reason, and those told are told again (F3). Of an item that was not complete nobody
/// had been told.
///
/// # Errors
/// A kind the pack does not know, a day that is over, or a reason that is missing.
pub fn may_say(
    before: Option<&Arrangement>,
    after: &Arrangement,
    reason: Option<&str>,
    (today, rules): (Date, &RuleSet),
) -> Result<Notice, ScheduleRefusal> {
    if rules.lecture_kind(&after.kind).is_none() {
        let kind = after.kind.clone();
        return Err(ScheduleRefusal::UnknownKind { kind });
    }
    let is_moved = after.on != before.and_then(|before| before.on);
    if let Some(on) = after.on.filter(|on| is_moved && *on < today) {
        return Err(ScheduleRefusal::DayOver { on, today });
    }
    let told = before.filter(|before| before.lacks_nothing());
    let near = told.and_then(|before| days_left_if_near(before.on?, today, rules));
    let (Some(before), Some(days_left)) = (told, near) else {
        return Ok(Notice::NotYet);
    };
    if !is_essential(before, after) {
        return Ok(Notice::NotYet);
    }
    match reason.filter(|reason| !reason.trim().is_empty()) {
        Some(_) => Ok(Notice::Again),
        None => Err(ScheduleRefusal::ReasonNeeded { days_left }),
    }
}

/// Another day, topic or speaker.
fn is_essential(before: &Arrangement, after: &Arrangement) -> bool {
    let same_speaker = match (&before.speaker, &after.speaker) {
        (Some(one), Some(two)) => one.is(two),
        (one, two) => one.is_none() && two.is_none(),
    };
    before.on != after.on || before.topic != after.topic || !same_speaker
}

impl Arrangement {
    /// Whether speaker, content and time are all there.
    #[must_use]
    pub fn lacks_nothing(&self) -> bool {
        self.on.is_some() && self.topic.is_some() && self.speaker.is_some()
    }
}

/// Someone who may be asked to speak.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Who.
    pub speaker: PlannedSpeaker,
    /// The post they hold in the organisation, or by which they come to it.
    pub post: Option<String>,
    /// When they last spoke there.
    pub last_on: Option<Date>,
}

/// Whose turn it is (领导班子带头讲，支部书记轮流讲): among those in posts, in the pack's order (leaders first), the
/// first who has not spoken since a day, the beginning of the year; else whoever spoke the longest ago. A hint.
#[must_use]
pub fn whose_turn(candidates: &[Candidate], since: Date, rules: &RuleSet) -> Option<usize> {
    let rank = |candidate: &Candidate| {
        let post = candidate.post.as_deref()?;
        rules.posts.iter().position(|known| known.id == post)
    };
    let silent = |candidate: &Candidate| candidate.last_on.is_none_or(|on| on < since);
    let order = |candidate: &Candidate| match rank(candidate).filter(|_| silent(candidate)) {
        Some(rank) => (0, rank, None),
        None => (1, 0, candidate.last_on),
    };
    let numbered = candidates.iter().enumerate();
    numbered
        .min_by_key(|(at, candidate)| (order(candidate), *at))
        .map(|(at, _)| at)
}
