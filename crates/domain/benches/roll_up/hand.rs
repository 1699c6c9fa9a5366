//! The same duties written by hand for this one year's rules, as tight as we can: what rules as data cost is
//! measured against it.

use kaijiang_domain::figures::NONE;

use super::world::{MICRO, SLOTS, World, is_themed, kind_of};

pub const OUTCOMES: usize = 7;

/// Days since 1970 of 2020-01-01.
const YEAR: u16 = 18_262;

/// Eight bits to eight bytes.
fn spread() -> [u64; 256] {
    std::array::from_fn(|byte| {
        (0..8)
            .filter(|bit| byte >> bit & 1 == 1)
            .map(|bit| 1 << (8 * bit))
            .sum()
    })
}

/// What a lecture on this day of the year does: duties met inside (low byte) and late (high byte).
#[inline]
fn windows(day: u16, themed: bool) -> u16 {
    let within = |first: u16, last: u16| u16::from(day.wrapping_sub(first) <= last - first);
    let quarters = within(0, 90) | within(91, 181) << 1 | within(182, 273) << 2 | within(274, 365) << 3;
    let late = within(91, 105) | within(182, 196) << 1 | within(274, 288) << 2;
    let july = (within(166, 196) << 4 | within(197, 212) << 12) * u16::from(themed);
    quarters | late << 8 | july
}

/// Counts for every organisation with others below, by slot and outcome, in the order of `Outcome`.
pub fn count(world: &World, inner: &[u32]) -> Vec<u32> {
    let mut fallen = vec![0_u16; world.flags.len()];
    for credit in world.credits.rows() {
        let day = credit.day.wrapping_sub(YEAR);
        // later than 10 December: not yet
        let counts = kind_of(credit.class) != MICRO && day <= 344;
        fallen[credit.org as usize] |= windows(day, is_themed(credit.class)) * u16::from(counts);
    }
    let spread = spread();
    let parents = world.columns.parents();
    let mut row_of = vec![NONE; world.flags.len()];
    for (row, &org) in (0_u32..).zip(inner) {
        row_of[org as usize] = row;
    }
    let mut counts = vec![0_u32; inner.len() * SLOTS * OUTCOMES];
    let (mut bytes, mut held, mut current) = ([0_u64; OUTCOMES], 0, 0);
    for (org, (&fallen, &[owed, excused, closed, planned])) in fallen.iter().zip(&world.flags).enumerate() {
        let row = if row_of[org] == NONE {
            row_of[parents[org] as usize]
        } else {
            row_of[org]
        };
        if row != current || held == 255 {
            flush(&mut bytes, &mut counts, current);
            (current, held) = (row, 0);
        }
        held += 1;
        let [inside, late] = fallen.to_le_bytes();
        let active = owed & !closed;
        let asked = active & !excused;
        let open = asked & !inside & !late;
        let fourth = open & 0b0_1000;
        let masks = [
            asked & inside,
            asked & late & !inside,
            fourth & planned,
            fourth & !planned,
            open & 0b1_0111,
            active & excused,
            owed & closed,
        ];
        for (sum, mask) in bytes.iter_mut().zip(masks) {
            *sum += spread[usize::from(mask)];
        }
    }
    flush(&mut bytes, &mut counts, current);
    for (row, &org) in inner.iter().enumerate().rev() {
        if parents[org as usize] != NONE {
            let (upper, lower) = counts.split_at_mut(row * SLOTS * OUTCOMES);
            let above = row_of[parents[org as usize] as usize] as usize * SLOTS * OUTCOMES;
            for (sum, part) in upper[above..].iter_mut().zip(&lower[..SLOTS * OUTCOMES]) {
                *sum += part;
            }
        }
    }
    counts
}

fn flush(bytes: &mut [u64; OUTCOMES], counts: &mut [u32], row: u32) {
    let row = &mut counts[row as usize * SLOTS * OUTCOMES..][..SLOTS * OUTCOMES];
    for (slot, fields) in row.chunks_exact_mut(OUTCOMES).enumerate() {
        for (count, sum) in fields.iter_mut().zip(*bytes) {
            *count += u32::from(sum.to_le_bytes()[slot]);
        }
    }
    *bytes = [0; OUTCOMES];
}
