//! The sweep: credits fall on their organisations, and each slot of each organisation gets its outcome.

use jiff::civil::Date;

use super::columns::{Columns, Words, index};
use super::credits::Credits;
use super::outcome::Outcome;
use super::rules::{CompiledRules, Tables};
use super::slots::{Duties, Planes, Slots, judge};

/// Where every organisation stands in every slot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcomes {
    pub(super) planes: PlaneWords,
    slots: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum PlaneWords {
    Eight(PlaneColumns<u8>),
    Sixteen(PlaneColumns<u16>),
    All(PlaneColumns<u64>),
}

/// The planes of all organisations, each a column of its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct PlaneColumns<B> {
    pub low: Vec<B>,
    pub middle: Vec<B>,
    pub high: Vec<B>,
}

impl<B: Slots> PlaneColumns<B> {
    fn collect(all: impl ExactSizeIterator<Item = Planes<B>>) -> Self {
        let column = vec![B::default(); all.len()];
        let mut columns = Self {
            low: column.clone(),
            middle: column.clone(),
            high: column,
        };
        let places = columns
            .low
            .iter_mut()
            .zip(&mut columns.middle)
            .zip(&mut columns.high);
        for (((low, middle), high), planes) in places.zip(all) {
            [*low, *middle, *high] = planes;
        }
        columns
    }

    fn of(&self, org: u32) -> Option<Planes<u64>> {
        let at = index(org);
        Some([
            self.low.get(at)?.wide(),
            self.middle.get(at)?.wide(),
            self.high.get(at)?.wide(),
        ])
    }
}

impl Outcomes {
    /// Number of organisations.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.planes {
            PlaneWords::Eight(planes) => planes.low.len(),
            PlaneWords::Sixteen(planes) => planes.low.len(),
            PlaneWords::All(planes) => planes.low.len(),
        }
    }

    /// No organisations at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of slots.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// Where this organisation stands in this slot; none if it owes nothing there (yet).
    #[must_use]
    pub fn of(&self, org: u32, slot: usize) -> Option<Outcome> {
        let planes: Planes<u64> = match &self.planes {
            PlaneWords::Eight(all) => all.of(org)?,
            PlaneWords::Sixteen(all) => all.of(org)?,
            PlaneWords::All(all) => all.of(org)?,
        };
        code_of(planes, slot)
    }

    /// Organisations of a range (a subtree) with this outcome in this slot, in preorder.
    pub fn with(
        &self,
        orgs: std::ops::Range<u32>,
        slot: usize,
        outcome: Outcome,
    ) -> impl Iterator<Item = u32> + '_ {
        orgs.filter(move |&org| self.of(org, slot) == Some(outcome))
    }
}

/// Reads the outcome of one slot out of the planes.
pub(super) fn code_of(planes: Planes<u64>, slot: usize) -> Option<Outcome> {
    let shift = u32::try_from(slot).ok()?;
    let bit = |plane: u64| usize::from(plane.checked_shr(shift).unwrap_or(0) & 1 == 1);
    let [low, middle, high] = planes.map(bit);
    Outcome::from_code(low | middle << 1 | high << 2)
}

/// Gives each slot of each organisation its outcome, as of `today`: later lectures count for nothing.
#[must_use]
pub fn sweep(columns: &Columns, credits: &Credits, rules: &CompiledRules, today: Date) -> Outcomes {
    let planes = match &columns.words {
        Words::Eight(duties) => PlaneWords::Eight(planes(columns, duties, (credits, rules), today)),
        Words::Sixteen(duties) => PlaneWords::Sixteen(planes(columns, duties, (credits, rules), today)),
        Words::All(duties) => PlaneWords::All(planes(columns, duties, (credits, rules), today)),
    };
    Outcomes {
        planes,
        slots: columns.slots(),
    }
}

fn planes<B: Slots>(
    columns: &Columns,
    duties: &[Duties<B>],
    (credits, rules): (&Credits, &CompiledRules),
    today: Date,
) -> PlaneColumns<B> {
    let tables = rules.tables::<B>(today);
    let mut fallen = vec![B::Pair::default(); duties.len()];
    for credit in credits.rows() {
        if let Some(word) = fallen.get_mut(index(credit.org)) {
            *word = *word | tables.look_up(credit.day, credit.class);
        }
    }
    let on = rules.calendar::<B>(today);
    let verdict = |(&duties, &pair): (&Duties<B>, &B::Pair)| {
        let (inside, late) = B::split(pair);
        judge(duties, inside, late, on)
    };
    if !rules.counts() {
        return PlaneColumns::collect(duties.iter().zip(&fallen).map(verdict));
    }
    let mut duties = duties.to_vec();
    for (slot, spec) in rules
        .slots()
        .iter()
        .enumerate()
        .filter(|(_, spec)| spec.minimum > 1)
    {
        let counts = count(credits, &tables, slot, fallen.len());
        let all = (0_u32..).zip(&counts).map(|(org, _)| (org, spec.minimum));
        let own = columns
            .minima
            .iter()
            .filter(|own| usize::from(own.1) == slot)
            .map(|own| (own.0, own.2));
        for (org, minimum) in all.chain(own) {
            let at = index(org);
            if let (Some(duties), Some(word), Some(&heard)) =
                (duties.get_mut(at), fallen.get_mut(at), counts.get(at))
            {
                settle::<B>((duties, word), heard, minimum, 1 << slot);
            }
        }
    }
    PlaneColumns::collect(duties.iter().zip(&fallen).map(verdict))
}

/// Lectures inside the window of a slot, and with the late ones, for every organisation.
fn count<B: Slots>(
    credits: &Credits,
    tables: &Tables<B>,
    slot: usize,
    organisations: usize,
) -> Vec<(u16, u16)> {
    let mut counts = vec![(0_u16, 0_u16); organisations];
    for credit in credits.rows() {
        let (inside, late) = B::split(tables.look_up(credit.day, credit.class));
        if let Some((in_time, in_all)) = counts.get_mut(index(credit.org)) {
            let (inside, late) = (inside.wide() >> slot & 1, late.wide() >> slot & 1);
            *in_time = in_time.saturating_add(u16::from(inside == 1));
            *in_all = in_all.saturating_add(u16::from(inside | late == 1));
        }
    }
    counts
}

/// A slot that asks for several lectures is met by so many inside, or made up by so many with late ones;
/// once something counted it is no more at risk than with a plan.
fn settle<B: Slots>(
    (duties, word): (&mut Duties<B>, &mut B::Pair),
    (in_time, in_all): (u16, u16),
    minimum: u16,
    bit: u64,
) {
    let mask = |set: bool| if set { bit } else { 0 };
    *word = *word & B::pair(!bit, !bit) | B::pair(mask(in_time >= minimum), mask(in_all >= minimum));
    duties.planned = duties.planned | B::cut(mask(in_all > 0));
}
