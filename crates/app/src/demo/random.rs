//! A seeded source of numbers (xoshiro256**), equal on every machine.
//! Must not know what is drawn with it, and is no source of secrets.

/// The generator's state.
pub(super) struct Random {
    state: [u64; 4],
}

impl Random {
    /// Begins at a seed, spread over the state by splitmix64.
    pub(super) fn new(seed: u64) -> Random {
        let mut at = seed;
        let state = std::array::from_fn(|_| {
            at = at.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = at;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        });
        Random { state }
    }

    fn next(&mut self) -> u64 {
        let [mut a, mut b, mut c, mut d] = self.state;
        let drawn = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let kept = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= kept;
        d = d.rotate_left(45);
        self.state = [a, b, c, d];
        drawn
    }

    /// A number below `end`; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(end);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A place in a list so long.
    pub(super) fn place(&mut self, length: usize) -> usize {
        let end = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(end)).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high.saturating_sub(low)) + 1;
        low.saturating_add(u32::try_from(self.below(span)).unwrap_or(0))
    }

    /// True so often in a hundred.
    pub(super) fn percent(&mut self, share: u32) -> bool {
        self.below(100) < u64::from(share)
    }

    /// One of a list.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let at = self.place(list.len());
        list.get(at)
    }

    /// One word of a list; empty when there are none.
    pub(super) fn word<'a>(&mut self, list: &'a [String]) -> &'a str {
        self.pick(list).map_or("", String::as_str)
    }

    /// One of a list, by weight.
    pub(super) fn weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let total: u64 = list.iter().map(|one| u64::from(weight(one))).sum();
        let mut left = self.below(total);
        for one in list {
            let here = u64::from(weight(one));
            if left < here {
                return Some(one);
            }
            left -= here;
        }
        None
    }

    /// Brings the first `count` of a list into a random choice of the whole.
    pub(super) fn draw_front<T>(&mut self, list: &mut [T], count: usize) {
        let length = list.len();
        for at in 0..count.min(length) {
            let other = at + self.place(length - at);
            list.swap(at, other);
        }
    }

    /// Shuffles a list.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        self.draw_front(list, list.len());
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_numbers_are_those_of_xoshiro256_starstar() {
        let mut random = Random { state: [1, 2, 3, 4] };
        let drawn: Vec<u64> = (0..4).map(|_| random.next()).collect();
        assert_eq!(drawn, [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240]);
    }

    #[test]
    fn draws_stay_in_range_and_reach_both_ends() {
        let mut random = Random::new(7);
        let drawn: Vec<u32> = (0..500).map(|_| random.between(3, 9)).collect();
        assert_eq!(drawn.iter().min(), Some(&3));
        assert_eq!(drawn.iter().max(), Some(&9));
        assert_eq!(random.below(0), 0);
        assert_eq!(random.pick::<u8>(&[]), None);
    }

    #[test]
    fn weights_decide_how_often() {
        let mut random = Random::new(7);
        let list = [("never", 0), ("often", 9), ("seldom", 1)];
        let often = (0..1000)
            .filter(|_| random.weighted(&list, |one| one.1).unwrap().0 == "often")
            .count();
        assert!((850..950).contains(&often), "{often}");
    }

    #[test]
    fn a_shuffle_loses_nothing() {
        let mut list: Vec<u32> = (0..50).collect();
        Random::new(7).shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
