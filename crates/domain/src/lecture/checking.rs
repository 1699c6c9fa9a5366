//! 核验, 退回, 更正, 未成讲: what becomes of a record after it is filed.

use jiff::civil::Date;

use super::{Held, Host, Lecture, LectureState, Origin, Part, Signature, Speaker, StateKind};
use crate::refusal::{
    Approver, CancelRefusal, CorrectRefusal, DeclineRefusal, SendBackRefusal, VerifyRefusal,
};
use crate::rule_set::RuleSet;

/// 更正: what was recorded wrongly. What is not named stays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Correction {
    /// When it was held.
    pub held: Option<Held>,
    /// 党课题目.
    pub title: Option<String>,
    /// Kind id of the pack.
    pub kind: Option<String>,
    /// 形式.
    pub forms: Option<Vec<String>>,
    /// 专题党课, where somebody says so; else it follows the title.
    pub themed: Option<bool>,
    /// Where; blank: it is not said any more.
    pub venue: Option<String>,
    /// Who held it.
    pub hosts: Option<Vec<Host>>,
    /// Who spoke.
    pub speakers: Option<Vec<Speaker>>,
    /// 应到人数.
    pub expected: Option<u32>,
    /// 实到人数.
    pub present: Option<u32>,
    /// Parts held.
    pub parts: Option<Vec<Part>>,
    /// 备注.
    pub note: Option<String>,
}

impl Lecture {
    /// 核验: another person finds the record in order.
    ///
    /// # Errors
    /// The state, or one's own record.
    pub fn verify(self, by: Signature) -> Result<Lecture, VerifyRefusal> {
        self.is_one_of(&[StateKind::Recorded])
            .map_err(VerifyRefusal::WrongState)?;
        if matches!(&self.state, LectureState::Recorded { by: recorder, .. } if *recorder == by.by) {
            return Err(VerifyRefusal::OwnWork);
        }
        Ok(Lecture {
            state: LectureState::Verified { at: by.at, by: by.by },
            ..self
        })
    }

    /// 退回: the record needs work; it counts until the deadline passes.
    ///
    /// # Errors
    /// The state, no reason, or a deadline that is over.
    pub fn send_back(self, reason: &str, until: Date, by: Signature) -> Result<Lecture, SendBackRefusal> {
        self.is_one_of(&[StateKind::Recorded, StateKind::Verified])
            .map_err(SendBackRefusal::WrongState)?;
        let reason = said(reason).ok_or(SendBackRefusal::ReasonNeeded)?;
        if until < by.today {
            return Err(SendBackRefusal::DeadlineOver {
                until,
                today: by.today,
            });
        }
        Ok(Lecture {
            state: LectureState::SentBack {
                at: by.at,
                by: by.by,
                reason,
                until,
            },
            ..self
        })
    }

    /// 不同意补录: the office asked does not agree that it comes so late (E12). It goes back, counts for nothing, and
    /// waits anew when it is handed in again.
    ///
    /// # Errors
    /// The state, no reason, an office below the one that is asked, or one's own record.
    pub fn decline(
        self,
        reason: &str,
        (by, level): (Signature, Option<Approver>),
        rules: &RuleSet,
    ) -> Result<Lecture, DeclineRefusal> {
        let (Some(needed), LectureState::Waiting { by: teller, .. }) = (self.waits_for(rules), &self.state)
        else {
            return Err(DeclineRefusal::WrongState(self.state.kind()));
        };
        if level.is_none_or(|level| level < needed) {
            return Err(DeclineRefusal::OfficeNeeded(needed));
        }
        // 代填: the words are the branch's (X2).
        if self.origin != Origin::OnBehalf && *teller == by.by {
            return Err(DeclineRefusal::OwnWork);
        }
        let reason = said(reason).ok_or(DeclineRefusal::ReasonNeeded)?;
        Ok(Lecture {
            state: LectureState::Declined {
                at: by.at,
                by: by.by,
                reason,
            },
            ..self
        })
    }

    /// Whether a correction alone brings it back on record: what an office did not agree to waits for it anew.
    fn is_correctable(&self, kinds: &[StateKind]) -> Result<(), CorrectRefusal> {
        match self.state {
            LectureState::Declined { .. } => Err(CorrectRefusal::WrongState(StateKind::SentBack)),
            _ => self.is_one_of(kinds).map_err(CorrectRefusal::WrongState),
        }
    }

    /// 更正: a new version; the old one is for the caller to keep, as issued bulletins still rest on it (E16). The
    /// corrected record is to be verified anew. The reason belongs to the history, not to the lecture.
    ///
    /// # Errors
    /// The state, no reason, nothing that changes, or facts that cannot be.
    pub fn correct(
        self,
        correction: Correction,
        reason: &str,
        by: Signature,
        rules: &RuleSet,
    ) -> Result<Lecture, CorrectRefusal> {
        self.is_correctable(&[StateKind::Recorded, StateKind::Verified, StateKind::SentBack])?;
        said(reason).ok_or(CorrectRefusal::ReasonNeeded)?;
        let mut corrected = self.clone();
        if let Some(title) = correction.title {
            corrected.retitle(title.trim().to_owned(), rules);
        }
        corrected.held = correction.held.or(corrected.held);
        corrected.kind = correction.kind.unwrap_or(corrected.kind);
        corrected.forms = correction.forms.unwrap_or(corrected.forms);
        corrected.themed = correction.themed.unwrap_or(corrected.themed);
        corrected.venue = correction
            .venue
            .or(corrected.venue)
            .filter(|venue| !venue.trim().is_empty());
        corrected.hosts = correction.hosts.unwrap_or(corrected.hosts);
        corrected.speakers = correction.speakers.unwrap_or(corrected.speakers);
        corrected.expected = correction.expected.or(corrected.expected);
        corrected.present = correction.present.or(corrected.present);
        corrected.parts = correction.parts.unwrap_or(corrected.parts);
        corrected.note = correction
            .note
            .or(corrected.note)
            .filter(|note| !note.trim().is_empty());
        if corrected == self {
            return Err(CorrectRefusal::NothingChanged);
        }
        corrected
            .check_facts(by.today, rules)
            .map_err(CorrectRefusal::Facts)?;
        corrected.version = corrected.version.saturating_add(1);
        Ok(corrected.recorded(by))
    }

    /// 重新交上来: what was sent back is answered without another word in the record itself, since its materials were
    /// mended or the reason explains it.
    ///
    /// # Errors
    /// The state, or no reason.
    pub fn answer(self, reason: &str, by: Signature) -> Result<Lecture, CorrectRefusal> {
        self.is_correctable(&[StateKind::SentBack])?;
        said(reason).ok_or(CorrectRefusal::ReasonNeeded)?;
        Ok(self.recorded(by))
    }

    /// 未成讲: it did not come about, also after people had come. Their number stays as a note; it counts for nothing
    /// (E38).
    ///
    /// # Errors
    /// The state, or no reason.
    pub fn cancel(self, reason: &str, by: Signature) -> Result<Lecture, CancelRefusal> {
        self.is_one_of(&[
            StateKind::Planned,
            StateKind::Delivered,
            StateKind::Recorded,
            StateKind::SentBack,
        ])
        .map_err(CancelRefusal::WrongState)?;
        let reason = said(reason).ok_or(CancelRefusal::ReasonNeeded)?;
        Ok(Lecture {
            state: LectureState::Cancelled {
                at: by.at,
                by: by.by,
                reason,
            },
            ..self
        })
    }
}

fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
