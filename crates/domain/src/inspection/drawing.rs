//! A draw step by step (6.8): plan registered → frame frozen → parties commit → reveal → public value → drawn → checked. Each step
//! has its time, and one draw id gives one draw: what is broken off stays on record.
//! Must not hash: it keeps hashes that come from outside.

use jiff::Timestamp;

use crate::worded::worded;

worded! {
    /// How far a draw has come.
    pub enum DrawingStage {
        /// 已登记.
        Registered = "registered",
        /// 名录已封存.
        Frozen = "frozen",
        /// 已抽定.
        Drawn = "drawn",
        /// 已查完.
        Finished = "finished",
        /// 已中止: with its reason, shown in every list and in the bulletin.
        Aborted = "aborted",
    }
}

/// When what may be done. Parties commit after the freeze, reveal after all have committed, and the public value comes after
/// the last reveal: so nobody who refuses to reveal knows what either choice would draw.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timetable {
    /// Until when the frame is frozen.
    pub freeze_until: Timestamp,
    /// Until when parties commit.
    pub commit_until: Timestamp,
    /// Until when they reveal.
    pub reveal_until: Timestamp,
    /// From when the public value can be known.
    pub public_from: Timestamp,
}

/// A step of a draw.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DrawingStep {
    /// Freeze the frame with this hash.
    Freeze(String),
    /// A party commits.
    Commit {
        /// Which.
        party: String,
        /// The hash of its secret.
        commit: String,
    },
    /// A party reveals; that the secret is the one committed to is looked at by whoever hashes.
    Reveal {
        /// Which.
        party: String,
        /// The secret.
        reveal: String,
    },
    /// The public value is known, and the seed made of it.
    Draw {
        /// The value.
        public: String,
        /// The seed.
        seed: String,
    },
    /// All is checked.
    Finish,
    /// Break it off.
    Abort(String),
}

/// A draw on record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawing {
    /// Its id: one draw each (`D-2020Q4-01`).
    pub id: String,
    /// How far it has come.
    pub stage: DrawingStage,
    /// When what may be done.
    pub times: Timetable,
    /// Parties of the plan, each with commitment and secret as far as given.
    pub parties: Vec<(String, Option<String>, Option<String>)>,
    /// Hash of the frame.
    pub frame_sha256: Option<String>,
    /// The public value.
    pub public: Option<String>,
    /// The seed.
    pub seed: Option<String>,
    /// Why it was broken off.
    pub aborted: Option<String>,
}

/// Why a step of a draw cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DrawingRefusal {
    /// Times that are not one after another.
    TimesOutOfOrder,
    /// Not at this stage.
    WrongStage(DrawingStage),
    /// Too early.
    TooEarly {
        /// From when.
        from: Timestamp,
    },
    /// Too late.
    TooLate {
        /// Until when it could be done.
        until: Timestamp,
    },
    /// No party of the plan.
    NotAParty {
        /// Who.
        party: String,
    },
    /// Done already: a commitment or a secret is given once.
    Twice {
        /// Who.
        party: String,
    },
    /// Nothing was committed to.
    NotCommitted {
        /// Who.
        party: String,
    },
    /// Nobody committed: a seed of the public value alone could be foreseen by whoever fixes the frame.
    NobodyCommitted,
    /// Nothing is said.
    WordsNeeded,
    /// Records are still to be checked.
    StillToCheck {
        /// How many.
        left: u64,
    },
}

impl Drawing {
    /// Registers a draw.
    ///
    /// # Errors
    /// Times that are not one after another.
    pub fn register(id: &str, parties: &[String], times: Timetable) -> Result<Drawing, DrawingRefusal> {
        let in_order = times.freeze_until < times.commit_until
            && times.commit_until < times.reveal_until
            && times.reveal_until <= times.public_from;
        if !in_order {
            return Err(DrawingRefusal::TimesOutOfOrder);
        }
        Ok(Drawing {
            id: id.to_owned(),
            stage: DrawingStage::Registered,
            times,
            parties: parties.iter().map(|party| (party.clone(), None, None)).collect(),
            frame_sha256: None,
            public: None,
            seed: None,
            aborted: None,
        })
    }

    /// Parties that committed and did not reveal, once the time for it is over: shown with the draw, which goes on.
    #[must_use]
    pub fn missing(&self, at: Timestamp) -> Vec<&str> {
        let is_missing = |(_, commit, reveal): &&(String, Option<String>, Option<String>)| {
            at > self.times.reveal_until && commit.is_some() && reveal.is_none()
        };
        let missing = self.parties.iter().filter(is_missing);
        missing.map(|(party, _, _)| party.as_str()).collect()
    }

    /// The draw after a step; `left` records are still to be checked.
    ///
    /// # Errors
    /// Why the step cannot be taken.
    pub fn take(&self, step: &DrawingStep, at: Timestamp, left: u64) -> Result<Drawing, DrawingRefusal> {
        let mut next = self.clone();
        match step {
            DrawingStep::Freeze(hash) => {
                self.must_be(&[DrawingStage::Registered])?;
                until(at, self.times.freeze_until)?;
                next.stage = DrawingStage::Frozen;
                next.frame_sha256 = Some(said(hash)?);
            }
            DrawingStep::Commit { party, commit } => {
                self.must_be(&[DrawingStage::Frozen])?;
                until(at, self.times.commit_until)?;
                let (_, committed, _) = next.party(party)?;
                once(committed, commit, party)?;
            }
            DrawingStep::Reveal { party, reveal } => {
                self.must_be(&[DrawingStage::Frozen])?;
                from(at, self.times.commit_until)?;
                until(at, self.times.reveal_until)?;
                let (_, committed, revealed) = next.party(party)?;
                if committed.is_none() {
                    return Err(DrawingRefusal::NotCommitted { party: party.clone() });
                }
                once(revealed, reveal, party)?;
            }
            DrawingStep::Draw { public, seed } => {
                self.must_be(&[DrawingStage::Frozen])?;
                from(at, self.times.public_from)?;
                if self.parties.iter().all(|(_, commit, _)| commit.is_none()) {
                    return Err(DrawingRefusal::NobodyCommitted);
                }
                next.stage = DrawingStage::Drawn;
                next.public = Some(said(public)?);
                next.seed = Some(said(seed)?);
            }
            DrawingStep::Finish => {
                self.must_be(&[DrawingStage::Drawn])?;
                if left > 0 {
                    return Err(DrawingRefusal::StillToCheck { left });
                }
                next.stage = DrawingStage::Finished;
            }
            DrawingStep::Abort(why) => {
                self.must_be(&[
                    DrawingStage::Registered,
                    DrawingStage::Frozen,
                    DrawingStage::Drawn,
                ])?;
                next.stage = DrawingStage::Aborted;
                next.aborted = Some(said(why)?);
            }
        }
        Ok(next)
    }

    fn must_be(&self, stages: &[DrawingStage]) -> Result<(), DrawingRefusal> {
        if stages.contains(&self.stage) {
            Ok(())
        } else {
            Err(DrawingRefusal::WrongStage(self.stage))
        }
    }

    fn party(
        &mut self,
        party: &str,
    ) -> Result<&mut (String, Option<String>, Option<String>), DrawingRefusal> {
        let mut parties = self.parties.iter_mut();
        parties
            .find(|(name, _, _)| name == party)
            .ok_or_else(|| DrawingRefusal::NotAParty {
                party: party.to_owned(),
            })
    }
}

fn once(place: &mut Option<String>, value: &str, party: &str) -> Result<(), DrawingRefusal> {
    if place.is_some() {
        return Err(DrawingRefusal::Twice {
            party: party.to_owned(),
        });
    }
    *place = Some(said(value)?);
    Ok(())
}

fn said(text: &str) -> Result<String, DrawingRefusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DrawingRefusal::WordsNeeded);
    }
    Ok(text.to_owned())
}

fn until(at: Timestamp, until: Timestamp) -> Result<(), DrawingRefusal> {
    if at > until {
        return Err(DrawingRefusal::TooLate { until });
    }
    Ok(())
}

fn from(at: Timestamp, from: Timestamp) -> Result<(), DrawingRefusal> {
    if at <= from {
        return Err(DrawingRefusal::TooEarly { from });
    }
    Ok(())
}
