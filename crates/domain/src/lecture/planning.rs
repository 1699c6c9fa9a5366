//! From a plan to a scheduled lecture, and changes before it is held (F3, E7).

use jiff::civil::Date;

use super::{Held, Host, Lecture, LectureState, Origin, Part, Signature, Speaker, StateKind, class_at};
use crate::id::{LectureId, OrganisationId, PersonId};
use crate::period::days_between;
use crate::person::Post;
use crate::refusal::{Missing, ScheduleRefusal};
use crate::rule_set::RuleSet;

/// A lecture as far as it is thought out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The id it will have.
    pub id: LectureId,
    /// Who holds it, the host first.
    pub hosts: Vec<OrganisationId>,
    /// 授课时间.
    pub on: Option<Date>,
    /// 授课内容.
    pub title: Option<String>,
    /// Kind id of the pack.
    pub kind: String,
    /// 形式.
    pub forms: Vec<String>,
    /// Where.
    pub venue: Option<String>,
    /// 主讲人, the main speaker first.
    pub speakers: Vec<Speaker>,
    /// Talk, site, practice (N4).
    pub parts: Vec<Part>,
    /// Who enters it.
    pub origin: Origin,
}

impl Draft {
    /// The lecture it makes, in a state: heads not counted yet, themed by its title.
    pub(super) fn lecture(self, state: LectureState, held: Option<Held>, rules: &RuleSet) -> Lecture {
        let title = self
            .title
            .map(|title| title.trim().to_owned())
            .unwrap_or_default();
        let host = |organisation| Host {
            organisation,
            expected: None,
            present: None,
        };
        Lecture {
            id: self.id,
            state,
            planned_on: self.on,
            held,
            themed: rules.is_themed_title(&title),
            title,
            kind: self.kind,
            forms: self.forms,
            venue: self.venue,
            hosts: self.hosts.into_iter().map(host).collect(),
            speakers: self.speakers,
            expected: None,
            present: None,
            parts: self.parts,
            origin: self.origin,
            makes_up: None,
            note: None,
            version: 1,
        }
    }
}

/// What is to be different. What is not named stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Change {
    /// Another day.
    pub on: Option<Date>,
    /// Another title.
    pub title: Option<String>,
    /// Other speakers.
    pub speakers: Option<Vec<Speaker>>,
    /// Another place.
    pub venue: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Whether those told of a lecture must be told again (F3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notice {
    /// Nobody has been told yet.
    NotYet,
    /// They must be told again.
    Again,
}

impl Lecture {
    /// Schedules a lecture. 明确主讲人、授课内容、授课时间: not without all three (F3).
    ///
    /// # Errors
    /// What is missing, an unknown kind, or a day that is over.
    pub fn schedule(draft: Draft, rules: &RuleSet, today: Date) -> Result<Lecture, ScheduleRefusal> {
        if rules.lecture_kind(&draft.kind).is_none() {
            return Err(ScheduleRefusal::UnknownKind { kind: draft.kind });
        }
        let lecture = draft.lecture(LectureState::Planned, None, rules);
        lecture.check_schedule(today)?;
        Ok(lecture)
    }

    /// Changes a scheduled lecture. From so many days before it (T-3) a change of speaker, content or time asks a
    /// reason, and those told are told again (F3).
    ///
    /// # Errors
    /// The state, a reason that is missing, or what the schedule would then lack.
    pub fn reschedule(
        mut self,
        change: Change,
        by: &Signature,
        rules: &RuleSet,
    ) -> Result<(Lecture, Notice), ScheduleRefusal> {
        self.is_one_of(&[StateKind::Planned])
            .map_err(ScheduleRefusal::WrongState)?;
        let near = self
            .planned_on
            .and_then(|on| days_left_if_near(on, by.today, rules));
        let is_essential = change.on.is_some_and(|on| Some(on) != self.planned_on)
            || change.title.as_ref().is_some_and(|title| *title != self.title)
            || change
                .speakers
                .as_ref()
                .is_some_and(|speakers| *speakers != self.speakers);
        let has_reason = change
            .reason
            .as_deref()
            .is_some_and(|reason| !reason.trim().is_empty());
        if let Some(days_left) = near.filter(|_| is_essential && !has_reason) {
            return Err(ScheduleRefusal::ReasonNeeded { days_left });
        }
        let moved = change.on.is_some();
        self.planned_on = change.on.or(self.planned_on);
        if let Some(title) = change.title {
            self.retitle(title.trim().to_owned(), rules);
        }
        self.speakers = change.speakers.unwrap_or(self.speakers);
        self.venue = change.venue.or(self.venue);
        if moved {
            self.check_schedule(by.today)?;
        } else {
            self.check_complete().map_err(ScheduleRefusal::Incomplete)?;
        }
        let notice = if near.is_some() && is_essential {
            Notice::Again
        } else {
            Notice::NotYet
        };
        Ok((self, notice))
    }

    fn check_schedule(&self, today: Date) -> Result<(), ScheduleRefusal> {
        self.check_complete().map_err(ScheduleRefusal::Incomplete)?;
        match self.planned_on {
            Some(on) if on < today => Err(ScheduleRefusal::DayOver { on, today }),
            _ => Ok(()),
        }
    }

    /// Host, speaker, content and time are all said.
    pub(super) fn check_complete(&self) -> Result<(), Vec<Missing>> {
        let named = |speaker: &Speaker| {
            speaker.person.is_some()
                || speaker
                    .name
                    .as_deref()
                    .is_some_and(|name| !name.trim().is_empty())
        };
        let missing: Vec<Missing> = [
            (Missing::Host, self.hosts.is_empty()),
            (Missing::Speaker, !self.speakers.iter().any(named)),
            (Missing::Content, self.title.trim().is_empty()),
            (Missing::Time, self.planned_on.is_none() && self.held.is_none()),
        ]
        .into_iter()
        .filter(|(_, lacks)| *lacks)
        .map(|(what, _)| what)
        .collect();
        if missing.is_empty() { Ok(()) } else { Err(missing) }
    }

    /// Another title; the theme follows it unless somebody had set the theme against the title.
    pub(super) fn retitle(&mut self, title: String, rules: &RuleSet) {
        if self.themed == rules.is_themed_title(&self.title) {
            self.themed = rules.is_themed_title(&title);
        }
        self.title = title;
    }

    /// Speakers on record who will not be of the class they were planned with on the day: transferred, dismissed
    /// (E7). Their slot is to be given to another; what is held already keeps its class.
    #[must_use]
    pub fn speakers_gone(&self, posts: &[Post], rules: &RuleSet) -> Vec<PersonId> {
        let Some(on) = self
            .planned_on
            .filter(|_| self.state.kind() == StateKind::Planned)
        else {
            return Vec::new();
        };
        self.speakers
            .iter()
            .filter_map(|speaker| Some((speaker.person?, speaker.class.as_str())))
            .filter(|who| is_gone(*who, on, posts, rules))
            .map(|(person, _)| person)
            .collect()
    }
}

/// Whether a person planned by the class of a post will not be of that class on the day (E7).
#[must_use]
pub fn is_gone((person, class): (PersonId, &str), on: Date, posts: &[Post], rules: &RuleSet) -> bool {
    let by_post = rules
        .posts
        .iter()
        .any(|post| rules.class_of_post(&post.id) == Some(class));
    by_post && class_at(person, on, posts, rules) != Some(class)
}

/// The days left, when they are so few that a change asks a reason (F3: T-3).
#[must_use]
pub fn days_left_if_near(planned_on: Date, today: Date, rules: &RuleSet) -> Option<i32> {
    let days_left = days_between(today, planned_on);
    let near = i32::try_from(rules.record.notice_days).unwrap_or(i32::MAX);
    (days_left <= near).then_some(days_left)
}
