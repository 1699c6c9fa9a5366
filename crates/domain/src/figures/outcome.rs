//! Where one organisation stands in one slot, and the counts of it.

/// Where a duty of one period stands (完成情况); the codes are those of the planes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Outcome {
    /// Delivered inside the window (已讲).
    Met = 1,
    /// Delivered after the window closed (补讲).
    MadeUp = 2,
    /// Open, and time is left.
    Due = 3,
    /// Open, little time left, and no complete plan item.
    AtRisk = 4,
    /// The window closed with nothing delivered (逾期未讲).
    Overdue = 5,
    /// Freed by an excusal (免讲).
    Excused = 6,
    /// The organisation was closed or merged in the period (并入).
    Closed = 7,
}

impl Outcome {
    /// All outcomes, in the order of their codes.
    pub const ALL: [Self; 7] = [
        Self::Met,
        Self::MadeUp,
        Self::Due,
        Self::AtRisk,
        Self::Overdue,
        Self::Excused,
        Self::Closed,
    ];

    #[expect(clippy::as_conversions, reason = "the codes are the discriminants")]
    pub(super) const fn code(self) -> u8 {
        self as u8
    }

    pub(super) fn from_code(code: usize) -> Option<Self> {
        Self::ALL.get(code.checked_sub(1)?).copied()
    }
}

/// Number of outcomes.
pub(super) const OUTCOMES: usize = Outcome::ALL.len();

/// Organisations of one subtree in one slot, by outcome; each is in exactly one field.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Delivered in time.
    pub met: u32,
    /// Delivered late.
    pub made_up: u32,
    /// Open.
    pub due: u32,
    /// Open with little time left.
    pub at_risk: u32,
    /// Not delivered.
    pub overdue: u32,
    /// Freed by an excusal; not active.
    pub excused: u32,
    /// Closed in the period; not active.
    pub closed: u32,
}

impl Tally {
    /// Organisations with an active duty: the denominator of completion (组织完成率).
    #[must_use]
    pub fn active(&self) -> u32 {
        self.met + self.made_up + self.due + self.at_risk + self.overdue
    }

    /// Organisations that delivered, in time or late: the numerator of completion.
    #[must_use]
    pub fn delivered(&self) -> u32 {
        self.met + self.made_up
    }

    /// The count of one outcome.
    #[must_use]
    pub fn of(&self, outcome: Outcome) -> u32 {
        match outcome {
            Outcome::Met => self.met,
            Outcome::MadeUp => self.made_up,
            Outcome::Due => self.due,
            Outcome::AtRisk => self.at_risk,
            Outcome::Overdue => self.overdue,
            Outcome::Excused => self.excused,
            Outcome::Closed => self.closed,
        }
    }

    /// From counts in the order of [`Outcome::ALL`]; missing ones are none.
    pub(super) fn from_counts(counts: &[u32]) -> Self {
        let at = |outcome: usize| counts.get(outcome).copied().unwrap_or(0);
        Self {
            met: at(0),
            made_up: at(1),
            due: at(2),
            at_risk: at(3),
            overdue: at(4),
            excused: at(5),
            closed: at(6),
        }
    }

    /// The tally of one organisation alone.
    pub(super) fn one(outcome: Option<Outcome>) -> Self {
        let counts = Outcome::ALL.map(|each| u32::from(Some(each) == outcome));
        Self::from_counts(&counts)
    }
}
