//! Words of bits, one bit per slot (a duty in one period): as narrow as their number allows.
#![expect(
    clippy::cast_possible_truncation,
    reason = "cutting a word to the width its slots need"
)]

use std::ops::{BitAnd, BitOr, Not};

/// A word with one bit per slot.
pub(super) trait Slots:
    Copy + Default + PartialEq + BitAnd<Output = Self> + BitOr<Output = Self> + Not<Output = Self>
{
    /// A word of twice the width: slots met inside their window, and slots met late.
    type Pair: Copy + Default + BitAnd<Output = Self::Pair> + BitOr<Output = Self::Pair>;

    fn cut(bits: u64) -> Self;
    fn wide(self) -> u64;
    fn first_byte(self) -> u8;
    fn pair(inside: u64, late: u64) -> Self::Pair;
    fn split(pair: Self::Pair) -> (Self, Self);
}

macro_rules! slots {
    ($word:ty, $pair:ty) => {
        impl Slots for $word {
            type Pair = $pair;

            fn cut(bits: u64) -> Self {
                bits as $word
            }
            fn wide(self) -> u64 {
                u64::from(self)
            }
            fn first_byte(self) -> u8 {
                let [first, ..] = self.to_le_bytes();
                first
            }
            fn pair(inside: u64, late: u64) -> $pair {
                <$pair>::from(inside as $word) | (<$pair>::from(late as $word) << <$word>::BITS)
            }
            fn split(pair: $pair) -> (Self, Self) {
                (pair as $word, (pair >> <$word>::BITS) as $word)
            }
        }
    };
}

slots!(u8, u16);
slots!(u16, u32);
slots!(u64, u128);

/// What one organisation must deliver and what it is freed from.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Duties<B> {
    pub owed: B,
    pub excused: B,
    pub closed: B,
    pub planned: B,
}

impl<B: Slots> Duties<B> {
    pub fn wide(self) -> Duties<u64> {
        Duties {
            owed: self.owed.wide(),
            excused: self.excused.wide(),
            closed: self.closed.wide(),
            planned: self.planned.wide(),
        }
    }

    pub fn cut(duties: Duties<u64>) -> Self {
        Self {
            owed: B::cut(duties.owed),
            excused: B::cut(duties.excused),
            closed: B::cut(duties.closed),
            planned: B::cut(duties.planned),
        }
    }
}

/// The slots by what the calendar says of them on one day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar<B> {
    pub begun: B,
    pub at_risk: B,
    pub overdue: B,
}

/// Outcome codes of one organisation, a plane per bit of the code.
pub(super) type Planes<B> = [B; 3];

/// The one definition of where an organisation stands: closed, excused, met, made up, then by the date.
#[inline]
pub(super) fn judge<B: Slots>(duties: Duties<B>, inside: B, late: B, on: Calendar<B>) -> Planes<B> {
    let owed = duties.owed & on.begun;
    let closed = owed & duties.closed;
    let active = owed & !closed;
    let excused = active & duties.excused;
    let asked = active & !excused;
    let met = asked & inside;
    let made_up = asked & !inside & late;
    let open = asked & !inside & !late;
    let overdue = open & on.overdue;
    let at_risk = open & !on.overdue & on.at_risk & !duties.planned;
    let due = open & !overdue & !at_risk;
    // the codes of `Outcome`, bit by bit
    [
        met | due | overdue | closed,
        made_up | due | excused | closed,
        at_risk | overdue | excused | closed,
    ]
}
