//! How much two rows' cells say for and against their being the same row, in bits (Fellegi & Sunter 1969). Must not
//! decide anything.
//!
//! Each column adds the logarithm of how often *one* row would show such a likeness after somebody changed
//! something in it, over how often *different* rows show it. The latter is counted in the file: a rare speaker says
//! much, a common title little, and a name like all other names in the village next to nothing. Columns are not
//! independent, as the classic sum has it: the secretary of a branch speaks there each time. So the chance of an
//! agreement is counted among the other rows that agree in what was looked at before.

use std::collections::{HashMap, HashSet};

use super::likeness::{Likeness, Said, likeness};
use super::table::{BLANK, Row, Table, Value};

/// How many values of a column a value is compared with, to see how many are like it by chance.
const SAMPLE: usize = 160;

/// How often the cell of one and the same row is equal, close, near, apart: among rows that were changed at all.
const IDENTITY: [f64; 4] = [0.80, 0.11, 0.05, 0.04];
const SUPPORTING: [f64; 4] = [0.84, 0.05, 0.03, 0.08];

/// Rows a share is thought to rest on before any are counted.
const THOUGHT: f64 = 1.0;

/// The same for likenesses, which twelve rows tell little about.
const LIKENESS: f64 = 6.0;

/// A share below which no likeness is thought to come by chance.
const RAREST: f64 = 0.004;

/// What is counted of one column.
struct Counted {
    said: Vec<Said>,
    /// How many sent rows have a value.
    of_value: HashMap<Value, f64>,
    /// How many sent rows have any.
    filled: f64,
    /// How often two sent rows agree.
    agreement: f64,
    /// How often the cell of one row is equal, close, near, apart.
    same_row: [f64; 4],
}

/// How many sent rows agree with a value by chance, closely and nearly.
#[derive(Clone, Copy, Default)]
struct Alike {
    close: f64,
    near: f64,
}

/// Two columns and a value of each.
type Joint = (usize, Value, usize, Value);

/// What was counted in a file, and what it says of a pair of rows.
pub(super) struct Evidence<'a> {
    table: &'a Table<'a>,
    columns: Vec<Counted>,
    /// How many sent rows have both values.
    joint: HashMap<Joint, f64>,
    /// How many pairs of sent rows agree in both columns, of how many that agree in the first.
    given: HashMap<(usize, usize), (f64, f64)>,
    alike: HashMap<(usize, Value), Alike>,
    likenesses: HashMap<(usize, Value, Value), Likeness>,
}

impl<'a> Evidence<'a> {
    /// Counts what is needed to weigh `open` returned rows.
    pub fn new(table: &'a Table<'a>, open: &[usize]) -> Self {
        let columns = (0..table.columns.len())
            .map(|column| count(table, column))
            .collect();
        let mut evidence = Self {
            table,
            columns,
            joint: HashMap::new(),
            given: HashMap::new(),
            alike: HashMap::new(),
            likenesses: HashMap::new(),
        };
        evidence.count_joint(open);
        evidence
    }

    /// Counts which values stand together, for the values of open rows.
    fn count_joint(&mut self, open: &[usize]) {
        let width = self.table.columns.len();
        for first in 0..width {
            let wanted: HashSet<Value> = open
                .iter()
                .filter_map(|row| self.table.returned.get(*row))
                .map(|row| row.value(first))
                .filter(|value| *value != BLANK)
                .collect();
            for row in &self.table.sent {
                let value = row.value(first);
                for second in (0..width).filter(|second| *second != first && wanted.contains(&value)) {
                    let key = (first, value, second, row.value(second));
                    *self.joint.entry(key).or_default() += 1.0;
                }
            }
            let rows = whole_sum(wanted.iter().map(|value| pairs(self.count_of(first, *value))));
            for second in (0..width).filter(|second| *second != first) {
                let agreement = self.columns.get(second).map_or(0.0, |column| column.agreement);
                self.given
                    .insert((first, second), (THOUGHT * agreement, rows + THOUGHT));
            }
        }
        let agreeing = self.joint.iter().filter(|((_, _, _, value), _)| *value != BLANK);
        for ((first, _, second, _), count) in agreeing {
            if let Some((both, _)) = self.given.get_mut(&(*first, *second)) {
                *both += pairs(*count);
            }
        }
    }

    fn count_of(&self, column: usize, value: Value) -> f64 {
        self.columns
            .get(column)
            .and_then(|column| column.of_value.get(&value))
            .copied()
            .unwrap_or(0.0)
    }

    /// Bits for (above nothing) or against (below) the two being one row. `None`: they agree in no identity at all, and the rest
    /// is what all rows share.
    pub fn bits(&mut self, sent: &Row, returned: &Row) -> Option<f64> {
        let mut bits = 0.0;
        let mut agreed: Vec<usize> = Vec::new();
        let mut is_told = false;
        for column in 0..self.table.columns.len() {
            let (one, other) = (sent.value(column), returned.value(column));
            if one == BLANK || other == BLANK {
                continue;
            }
            let is_identity = self
                .table
                .columns
                .get(column)
                .is_some_and(|column| column.is_identity);
            let likeness = self.likeness(column, one, other);
            let by_chance = match likeness {
                Likeness::Equal => self.chance_of_equal(column, returned, &agreed),
                other => self.chance_of(column, returned.value(column), other),
            };
            let in_one = self
                .columns
                .get(column)
                .map_or(1.0, |column| share(&column.same_row, likeness));
            bits += (in_one / by_chance.clamp(RAREST, 1.0)).log2();
            if likeness == Likeness::Equal {
                agreed.push(column);
                is_told |= is_identity;
            }
        }
        is_told.then_some(bits)
    }

    /// Whether all identities agree but one, of three at least.
    pub fn is_all_but_one(&self, sent: &Row, returned: &Row) -> bool {
        let told = (0..self.table.identities())
            .map(|column| (sent.value(column), returned.value(column)))
            .filter(|(one, other)| *one != BLANK && *other != BLANK);
        let (mut all, mut equal) = (0, 0);
        for (one, other) in told {
            all += 1;
            equal += usize::from(one == other);
        }
        all >= 3 && equal + 1 >= all
    }

    /// In how many identity columns the two say wholly different things: no slip of a pen.
    pub fn strange(&mut self, sent: &Row, returned: &Row) -> usize {
        (0..self.table.identities())
            .filter(|column| {
                let (one, other) = (sent.value(*column), returned.value(*column));
                one != BLANK && other != BLANK && self.likeness(*column, one, other) > Likeness::Close
            })
            .count()
    }

    /// How often another sent row would have this value too, given that it agrees in `agreed`.
    fn chance_of_equal(&self, column: usize, returned: &Row, agreed: &[usize]) -> f64 {
        let value = returned.value(column);
        let Some(counted) = self.columns.get(column) else {
            return 1.0;
        };
        let alone = smoothed(self.count_of(column, value), counted.filled, counted.agreement);
        agreed.iter().fold(alone, |chance, before| {
            let key = (*before, returned.value(*before), column, value);
            let both = self.joint.get(&key).copied().unwrap_or(0.0);
            let all = self.count_of(*before, returned.value(*before));
            let usual = self
                .given
                .get(&(*before, column))
                .map_or(0.0, |(both, all)| both / all);
            chance.max(smoothed(both, all, usual))
        })
    }

    fn chance_of(&mut self, column: usize, value: Value, likeness: Likeness) -> f64 {
        let alike = self.alike(column, value);
        let Some(counted) = self.columns.get(column) else {
            return 1.0;
        };
        let equal = counted.of_value.get(&value).copied().unwrap_or(0.0);
        let of = counted.filled;
        match likeness {
            Likeness::Equal => equal / of,
            Likeness::Close => (alike.close + LIKENESS * 0.02) / (of + LIKENESS),
            Likeness::Near => (alike.near + LIKENESS * 0.05) / (of + LIKENESS),
            Likeness::Apart => (1.0 - (equal + alike.close + alike.near) / of).max(0.05),
        }
    }

    /// How many sent rows have a value like this one.
    fn alike(&mut self, column: usize, value: Value) -> Alike {
        if let Some(known) = self.alike.get(&(column, value)) {
            return *known;
        }
        let values = self.columns.get(column).map_or(0, |column| column.said.len());
        let step = values.div_ceil(SAMPLE).max(1);
        let (mut alike, mut seen) = (Alike::default(), 0.0);
        for other in (1..=values).step_by(step) {
            let Ok(other) = Value::try_from(other) else {
                break;
            };
            let count = self.count_of(column, other);
            seen += count;
            match self.likeness(column, other, value) {
                Likeness::Close => alike.close += count,
                Likeness::Near => alike.near += count,
                Likeness::Equal | Likeness::Apart => {}
            }
        }
        let filled = self.columns.get(column).map_or(0.0, |column| column.filled);
        if seen > 0.0 {
            alike.close *= filled / seen;
            alike.near *= filled / seen;
        }
        self.alike.insert((column, value), alike);
        alike
    }

    fn likeness(&mut self, column: usize, one: Value, other: Value) -> Likeness {
        if one == other {
            return Likeness::Equal;
        }
        let Some(counted) = self.columns.get(column) else {
            return Likeness::Apart;
        };
        let key = (column, one.min(other), one.max(other));
        *self
            .likenesses
            .entry(key)
            .or_insert_with(|| match (said(counted, one), said(counted, other)) {
                (Some(one), Some(other)) => likeness(one, other),
                _ => Likeness::Apart,
            })
    }
}

fn said(counted: &Counted, value: Value) -> Option<&Said> {
    let at = usize::try_from(value).ok()?.checked_sub(1)?;
    counted.said.get(at)
}

fn share(shares: &[f64; 4], likeness: Likeness) -> f64 {
    let [equal, close, near, apart] = *shares;
    match likeness {
        Likeness::Equal => equal,
        Likeness::Close => close,
        Likeness::Near => near,
        Likeness::Apart => apart,
    }
}

/// The share of others, when the row in question is among those counted, and `usual` where few are.
fn smoothed(count: f64, of: f64, usual: f64) -> f64 {
    ((count - 1.0).max(0.0) + THOUGHT * usual) / ((of - 1.0).max(0.0) + THOUGHT)
}

/// How many ordered pairs so many rows make.
fn pairs(count: f64) -> f64 {
    count * (count - 1.0).max(0.0)
}

/// Whole numbers add exactly, in whatever order a hash map hands them out.
fn whole_sum(values: impl Iterator<Item = f64>) -> f64 {
    values.sum()
}

fn count(table: &Table<'_>, column: usize) -> Counted {
    let texts = table.columns.get(column);
    let mut of_value: HashMap<Value, f64> = HashMap::new();
    let mut came: HashMap<Value, f64> = HashMap::new();
    for (rows, counts) in [(&table.sent, &mut of_value), (&table.returned, &mut came)] {
        for value in rows.iter().map(|row| row.value(column)) {
            if value != BLANK {
                *counts.entry(value).or_default() += 1.0;
            }
        }
    }
    let total = |counts: &HashMap<Value, f64>| whole_sum(counts.values().copied());
    let (filled, returned) = (total(&of_value), total(&came));
    let agreeing = whole_sum(of_value.values().map(|count| pairs(*count)));
    let shared = whole_sum(
        of_value
            .iter()
            .map(|(value, count)| count.min(came.get(value).copied().unwrap_or(0.0))),
    );
    let is_identity = texts.is_some_and(|column| column.is_identity);
    let usual = if is_identity { IDENTITY } else { SUPPORTING };
    Counted {
        said: texts
            .map(|column| column.texts.iter().map(|text| Said::of(text)).collect())
            .unwrap_or_default(),
        of_value,
        filled,
        agreement: (agreeing + THOUGHT * 0.05) / (pairs(filled) + THOUGHT),
        same_row: same_row(usual, (shared + 4.0) / (filled.min(returned) + 4.0)),
    }
}

/// No more rows can agree in a column than the values that both sides share allow: where one side writes all of them
/// otherwise, that they differ says nothing.
fn same_row(usual: [f64; 4], shared: f64) -> [f64; 4] {
    let [equal, close, near, apart] = usual;
    let lost = (equal - shared).max(0.0);
    [equal - lost, close, near, apart + lost]
}
