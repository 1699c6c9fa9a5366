//! One part of the index: the seeds whose hashes begin alike. A sorted body, and what came since, which is merged
//! in when it has grown to a part of the body: so an added script touches little, and nothing is ever rebuilt.
//!
//! Must not know documents: a place is a number.

/// What came since may be this long before it is merged in, and a quarter of the body beyond.
const FRESH: usize = 24;

/// Seeds by tag, then by place.
#[derive(Debug, Default, Clone)]
pub struct Shard {
    tags: Vec<u16>,
    places: Vec<u32>,
    fresh: Vec<u64>,
}

impl Shard {
    /// Takes a seed in, and merges when enough have come.
    pub fn push(&mut self, tag: u16, place: u32) {
        self.put(tag, place);
        if self.fresh.len() > FRESH + self.tags.len() / 4 {
            self.settle();
        }
    }

    /// Takes a seed in, one of many.
    pub fn put(&mut self, tag: u16, place: u32) {
        self.fresh.push((u64::from(tag) << 32) | u64::from(place));
    }

    /// Merges what came since, and gives back spare memory.
    pub fn settle(&mut self) {
        if self.fresh.is_empty() {
            return;
        }
        let mut fresh = std::mem::take(&mut self.fresh);
        fresh.sort_unstable();
        let length = self.tags.len() + fresh.len();
        let (mut tags, mut places) = (Vec::with_capacity(length), Vec::with_capacity(length));
        let mut body = self
            .tags
            .iter()
            .copied()
            .zip(self.places.iter().copied())
            .peekable();
        for (tag, place) in fresh.into_iter().map(parts) {
            while let Some((old_tag, old_place)) = body.next_if(|old| *old <= (tag, place)) {
                tags.push(old_tag);
                places.push(old_place);
            }
            tags.push(tag);
            places.push(place);
        }
        for (tag, place) in body {
            tags.push(tag);
            places.push(place);
        }
        (self.tags, self.places) = (tags, places);
    }

    /// The places of a tag in their order: put into `places`, the first `few` of them when there are more than `most`.
    /// True when there were not.
    pub fn find(&self, tag: u16, (few, most): (usize, usize), places: &mut Vec<u32>) -> bool {
        places.clear();
        let from = self.first(tag);
        let ours = self.tags.get(from..).unwrap_or_default();
        let is_rare = ours.get(most) != Some(&tag);
        let looked_at = if is_rare { most } else { few };
        let count = ours
            .iter()
            .take(looked_at)
            .take_while(|each| **each == tag)
            .count();
        places.extend_from_slice(self.places.get(from..from + count).unwrap_or_default());
        if !is_rare {
            return false;
        }
        let fresh = self.fresh.iter().map(|packed| parts(*packed));
        places.extend(fresh.filter(|(each, _)| *each == tag).map(|(_, place)| place));
        let is_rare = places.len() <= most;
        if !is_rare {
            places.truncate(few);
        }
        is_rare
    }

    /// Where the tag would stand if tags were spread evenly, as they nearly are.
    fn guess(&self, tag: u16) -> usize {
        (usize::from(tag) * self.tags.len()) >> 16
    }

    /// Reads what [`Shard::find`] will need, so that many cold reads wait for memory together. The number means nothing.
    pub fn glance(&self, tag: u16) -> u32 {
        let guess = self.guess(tag);
        let tag = self.tags.get(guess).copied().unwrap_or_default();
        self.places.get(guess).copied().unwrap_or_default() ^ u32::from(tag)
    }

    /// The index of the first tag not less than this: around the guess, in steps that double.
    fn first(&self, tag: u16) -> usize {
        let guess = self.guess(tag);
        let (mut low, mut high) = (guess, guess);
        let mut step = 8;
        while low > 0 && self.tags.get(low).is_none_or(|each| *each >= tag) {
            low = low.saturating_sub(step);
            step *= 2;
        }
        step = 8;
        while self.tags.get(high).is_some_and(|each| *each < tag) {
            high = (high + step).min(self.tags.len());
            step *= 2;
        }
        low + self
            .tags
            .get(low..high)
            .unwrap_or_default()
            .partition_point(|each| *each < tag)
    }

    /// Every tag and place.
    pub fn rows(&self) -> impl Iterator<Item = (u16, u32)> + '_ {
        let fresh = self.fresh.iter().map(|packed| parts(*packed));
        self.tags
            .iter()
            .copied()
            .zip(self.places.iter().copied())
            .chain(fresh)
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.tags.capacity() * 2 + self.places.capacity() * 4 + self.fresh.capacity() * 8 + size_of::<Shard>()
    }
}

fn parts(packed: u64) -> (u16, u32) {
    let tag = u16::try_from(packed >> 32).unwrap_or_default();
    (
        tag,
        u32::try_from(packed & u64::from(u32::MAX)).unwrap_or_default(),
    )
}
