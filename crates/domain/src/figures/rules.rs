//! Rules made ready for the sweep: a bit per slot, a table per class of lecture, a table per day.

use jiff::civil::Date;

use super::credits::day_number;
use super::slots::{Calendar, Slots};

/// The most slots one sweep takes.
pub const MAX_SLOTS: usize = 64;

/// One duty in one period, as plain dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SlotSpec {
    /// First day of the window; before it nothing is due.
    pub first: Date,
    /// Last day of the window.
    pub last: Date,
    /// Last day on which a lecture still makes the duty up (补讲), if the rule allows it.
    pub late_until: Option<Date>,
    /// Lectures asked for.
    pub minimum: u16,
    /// From this day an open duty without a complete plan item is at risk.
    pub at_risk_from: Date,
    /// From this day an open duty is overdue (the day after the window and its grace).
    pub overdue_from: Date,
}

/// Why rules cannot be compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RulesRefusal {
    /// More slots than one sweep takes.
    #[error("more than {MAX_SLOTS} slots")]
    TooManySlots,
    /// A window ends before it begins, or the days of a slot are out of order.
    #[error("the days of slot {slot} are out of order")]
    DaysOutOfOrder {
        /// The slot at fault.
        slot: usize,
    },
    /// A slot asks for nothing.
    #[error("slot {slot} asks for no lecture")]
    NothingAsked {
        /// The slot at fault.
        slot: usize,
    },
    /// More classes than a credit can name.
    #[error("too many classes of lectures")]
    TooManyClasses,
}

/// The slots of a sweep and which class of lecture satisfies which of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompiledRules {
    slots: Vec<SlotSpec>,
    classes: Vec<u64>,
}

impl CompiledRules {
    /// From plain descriptions. `classes` has, for each class of lecture, a bit for each slot it satisfies.
    ///
    /// # Errors
    /// When there are too many slots or classes, or the days of a slot are out of order.
    pub fn new(slots: Vec<SlotSpec>, classes: Vec<u64>) -> Result<Self, RulesRefusal> {
        if slots.len() > MAX_SLOTS {
            return Err(RulesRefusal::TooManySlots);
        }
        if classes.len() >= usize::from(u16::MAX) {
            return Err(RulesRefusal::TooManyClasses);
        }
        for (slot, spec) in slots.iter().enumerate() {
            let late = spec.late_until.unwrap_or(spec.last);
            if spec.last < spec.first || late < spec.last || spec.overdue_from <= spec.last {
                return Err(RulesRefusal::DaysOutOfOrder { slot });
            }
            if spec.minimum == 0 {
                return Err(RulesRefusal::NothingAsked { slot });
            }
        }
        Ok(Self { slots, classes })
    }

    /// The slots, in the order of their bits.
    #[must_use]
    pub fn slots(&self) -> &[SlotSpec] {
        &self.slots
    }

    /// Does any slot ask for more than one lecture? Those need counting, a bit is not enough.
    pub(super) fn counts(&self) -> bool {
        self.slots.iter().any(|slot| slot.minimum > 1)
    }

    /// The slots by what the calendar says of them today.
    pub(super) fn calendar<B: Slots>(&self, today: Date) -> Calendar<B> {
        Calendar {
            begun: B::cut(bits(self.slots.iter().map(|slot| slot.first <= today))),
            at_risk: B::cut(bits(self.slots.iter().map(|slot| slot.at_risk_from <= today))),
            overdue: B::cut(bits(self.slots.iter().map(|slot| slot.overdue_from <= today))),
        }
    }

    /// The tables of what a credit does, with no day after `today` in them.
    pub(super) fn tables<B: Slots>(&self, today: Date) -> Tables<B> {
        let until = day_number(today);
        let windows = self.slots.iter().map(|slot| {
            let (first, last) = (day_number(slot.first), day_number(slot.last));
            (first, last, slot.late_until.map_or(last, day_number))
        });
        let base = windows.clone().map(|window| window.0).min().unwrap_or(until);
        let last = windows
            .clone()
            .map(|window| window.2)
            .max()
            .unwrap_or(until)
            .min(until);
        let mut days = vec![(0, 0); usize::from(last.saturating_add(1).saturating_sub(base))];
        for (slot, (first, last, late)) in windows.enumerate() {
            let from = usize::from(first - base);
            for (day, (inside, made_up)) in (first..=late).zip(days.iter_mut().skip(from)) {
                *(if day <= last { inside } else { made_up }) |= 1_u64 << slot;
            }
        }
        let days = days
            .into_iter()
            .map(|(inside, late)| B::pair(inside, late))
            .collect();
        Tables {
            base,
            days,
            classes: self.classes.iter().map(|&class| B::pair(class, class)).collect(),
        }
    }
}

/// What a credit does, by its day and by its class; both must say yes.
pub(super) struct Tables<B: Slots> {
    base: u16,
    days: Vec<B::Pair>,
    classes: Vec<B::Pair>,
}

impl<B: Slots> Tables<B> {
    /// The slots a lecture of this class on this day satisfies: inside the window, and late.
    #[inline]
    pub fn look_up(&self, day: u16, class: u16) -> B::Pair {
        let window = self.days.get(usize::from(day.wrapping_sub(self.base)));
        match (window, self.classes.get(usize::from(class))) {
            (Some(&window), Some(&class)) => window & class,
            _ => B::Pair::default(),
        }
    }
}

fn bits(flags: impl Iterator<Item = bool>) -> u64 {
    flags
        .enumerate()
        .fold(0, |word, (slot, set)| word | (u64::from(set) << slot))
}
