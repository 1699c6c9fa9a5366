//! How sure a pair is: how much its cells say for it, and what else could be had for about as much. Must not change
//! who is paired with whom.

use super::super::Certainty;
use super::assignment::Edge;
use super::table::{Row, Table};

/// Bits by which one row is worth weighing at all: below, they are two rows.
pub(super) const FLOOR: f64 = -1.0;

/// Bits above the floor at which a pair stands that has little for it but would be asked about.
pub(super) const ASKED: f64 = 0.5;

/// Bits from which nobody need look whether a pair is one row: a million to one would be twenty.
const SURE: f64 = 6.0;

/// Bits below which a person is asked.
const UNSURE: f64 = 2.0;

/// Bits that a pair must have above these when it differs in two identities by more than a slip.
const STRANGE: f64 = 4.0;

/// Bits by which the next best choice must be worse, for nobody to be asked which.
const APART: f64 = 3.0;

/// ... and for nobody to need to look.
const FAR_APART: f64 = 6.0;

/// The weighed rows and who was given to whom.
pub(super) struct Weighed<'a> {
    pub table: &'a Table<'a>,
    /// The sent and returned rows that the indices of `edges` and `mates` stand for.
    pub sent: &'a [usize],
    pub returned: &'a [usize],
    pub edges: &'a [Vec<Edge>],
    pub mates: &'a [Option<usize>],
    pub mates_of_sent: Vec<Option<usize>>,
    /// For each sent row the returned ones that may be it.
    back: Vec<Vec<(usize, f64)>>,
}

impl<'a> Weighed<'a> {
    pub fn new(
        table: &'a Table<'a>,
        (sent, returned): (&'a [usize], &'a [usize]),
        edges: &'a [Vec<Edge>],
        mates: &'a [Option<usize>],
    ) -> Self {
        let mut mates_of_sent = vec![None; sent.len()];
        let mut back = vec![Vec::new(); sent.len()];
        for (at, (edges, mate)) in edges.iter().zip(mates).enumerate() {
            if let Some(place) = mate.and_then(|mate| mates_of_sent.get_mut(mate)) {
                *place = Some(at);
            }
            for edge in edges {
                if let Some(list) = back.get_mut(edge.sent) {
                    list.push((at, edge.gain));
                }
            }
        }
        Self {
            table,
            sent,
            returned,
            edges,
            mates,
            mates_of_sent,
            back,
        }
    }

    /// How sure it is that the returned row is the sent one it was given. `strange`: in so many identity columns they
    /// say wholly different things. Two are what another lecture of the same branch looks like, so more must be said
    /// for the pair.
    pub fn certainty(&self, sent: usize, returned: usize, strange: usize) -> Certainty {
        let gain = self.gain(sent, returned);
        let bits = gain + FLOOR - if strange >= 2 { STRANGE } else { 0.0 };
        let mut rivals: Vec<(f64, usize)> = self
            .edges
            .get(returned)
            .into_iter()
            .flatten()
            .filter(|edge| edge.sent != sent && !self.is_same_sent(edge.sent, sent))
            .map(|edge| (self.loss(sent, returned, edge.sent, edge.gain), edge.sent))
            .collect();
        rivals.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let nearest = rivals.first().map_or(f64::INFINITY, |(loss, _)| *loss);
        let other = self.nearest_other_returned(sent, returned, gain);
        let loss = nearest.min(other);
        if bits < UNSURE || loss < APART {
            Certainty::Doubtful {
                rivals: rivals
                    .into_iter()
                    .filter(|(loss, _)| *loss < FAR_APART)
                    .filter_map(|(_, sent)| self.sent.get(sent).copied())
                    .collect(),
            }
        } else if bits < SURE || loss < FAR_APART {
            Certainty::Likely
        } else {
            Certainty::Certain
        }
    }

    /// What would be lost if the returned row were another sent one: whose own returned row then takes what became
    /// free, or stays alone.
    fn loss(&self, sent: usize, returned: usize, rival: usize, gain: f64) -> f64 {
        let now = self.gain(sent, returned);
        let Some(mate) = self.mates_of_sent.get(rival).copied().flatten() else {
            return now - gain;
        };
        now + self.gain(rival, mate) - gain - self.gain(sent, mate).max(0.0)
    }

    /// The least that would be lost if another returned row were the sent one.
    fn nearest_other_returned(&self, sent: usize, returned: usize, gain: f64) -> f64 {
        self.back
            .get(sent)
            .into_iter()
            .flatten()
            .filter(|(other, _)| *other != returned && !self.is_same_returned(*other, returned))
            .map(
                |(other, theirs)| match self.mates.get(*other).copied().flatten() {
                    None => gain - theirs,
                    Some(mate) => {
                        gain + self.gain(mate, *other) - theirs - self.gain(mate, returned).max(0.0)
                    }
                },
            )
            .fold(f64::INFINITY, f64::min)
    }

    fn gain(&self, sent: usize, returned: usize) -> f64 {
        self.edges
            .get(returned)
            .into_iter()
            .flatten()
            .find(|edge| edge.sent == sent)
            .map_or(0.0, |edge| edge.gain)
    }

    fn is_same_sent(&self, one: usize, other: usize) -> bool {
        is_same(&self.table.sent, self.sent.get(one), self.sent.get(other))
    }

    fn is_same_returned(&self, one: usize, other: usize) -> bool {
        is_same(
            &self.table.returned,
            self.returned.get(one),
            self.returned.get(other),
        )
    }
}

/// Whether two rows say the same, so that nobody could tell which is meant.
fn is_same(rows: &[Row], one: Option<&usize>, other: Option<&usize>) -> bool {
    let values = |at: Option<&usize>| rows.get(*at?).map(|row| &row.values);
    values(one).is_some_and(|one| Some(one) == values(other))
}
