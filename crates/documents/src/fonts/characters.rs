//! Which characters a font has, and as which glyphs. Must not know any table but `cmap`.

use super::tables::{i16_at, u16_at, u32_at};

/// The characters of a font, with their glyphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Characters {
    /// Segments of two-byte characters (format 4).
    Segments(Vec<u8>),
    /// Groups of characters of any size (format 12).
    Groups(Vec<u8>),
}

impl Characters {
    /// Reads the table: the part of it that knows most characters.
    pub(crate) fn read(table: &[u8]) -> Option<Characters> {
        let count = usize::from(u16_at(table, 2)?);
        let unicode = |record: &&[u8]| {
            matches!(
                (u16_at(record, 0), u16_at(record, 2)),
                (Some(0), Some(0..=4 | 6)) | (Some(3), Some(1 | 10))
            )
        };
        let parts: Vec<&[u8]> = (0..count)
            .map_while(|i| table.get(4 + i * 8..12 + i * 8))
            .filter(unicode)
            .filter_map(|record| table.get(usize::try_from(u32_at(record, 4)?).ok()?..))
            .collect();
        let of = |format| parts.iter().find(|part| u16_at(part, 0) == Some(format));
        let groups = of(12).map(|part| Characters::Groups(part.to_vec()));
        groups.or_else(|| of(4).map(|part| Characters::Segments(part.to_vec())))
    }

    /// The glyph of a character.
    pub(crate) fn glyph(&self, c: char) -> Option<u16> {
        let glyph = match self {
            Characters::Segments(part) => in_segments(part, c.into()),
            Characters::Groups(part) => in_groups(part, c.into()),
        };
        // The first glyph stands for what a font lacks.
        glyph.filter(|glyph| *glyph > 0)
    }

    /// The characters that have a glyph, as ranges in order.
    pub(crate) fn ranges(&self) -> Vec<(u32, u32)> {
        let mut ranges = match self {
            Characters::Segments(part) => segments(part),
            Characters::Groups(part) => groups(part)
                .filter(|(start, end, _)| start <= end)
                .map(|(start, end, glyph)| (if glyph == 0 { start + 1 } else { start }, end))
                .collect(),
        };
        ranges.sort_unstable();
        ranges
    }
}

/// Start, end and first glyph of each group.
fn groups(part: &[u8]) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
    let group = |group: &[u8]| Some((u32_at(group, 0)?, u32_at(group, 4)?, u32_at(group, 8)?));
    let count = u32_at(part, 12).and_then(|count| usize::try_from(count).ok());
    let all = part.get(16..).unwrap_or_default().chunks_exact(12);
    all.take(count.unwrap_or_default()).filter_map(group)
}

fn in_groups(part: &[u8], c: u32) -> Option<u16> {
    let count = usize::try_from(u32_at(part, 12)?).ok()?;
    let all = part.get(16..)?;
    let (mut from, mut to) = (0, count.min(all.len() / 12));
    while from < to {
        let middle = usize::midpoint(from, to);
        let group = all.get(middle * 12..)?;
        if c > u32_at(group, 4)? {
            from = middle + 1;
        } else if c < u32_at(group, 0)? {
            to = middle;
        } else {
            let glyph = u32_at(group, 8)?.checked_add(c - u32_at(group, 0)?)?;
            return u16::try_from(glyph).ok();
        }
    }
    None
}

/// The ranges of segments with a glyph for each character; those out of order are not looked at.
fn segments(part: &[u8]) -> Vec<(u32, u32)> {
    let count = usize::from(u16_at(part, 6).unwrap_or_default() / 2);
    let (mut ranges, mut next) = (Vec::<(u32, u32)>::new(), 0_u32);
    for i in 0..count {
        let (Some(end), Some(start)) = (u16_at(part, 14 + i * 2), u16_at(part, 16 + (count + i) * 2)) else {
            break;
        };
        for c in u32::from(start).max(next)..=u32::from(end) {
            if in_segment(part, i, c).is_some_and(|glyph| glyph > 0) {
                match ranges.last_mut() {
                    Some((_, last)) if *last + 1 == c => *last = c,
                    _ => ranges.push((c, c)),
                }
            }
            next = c + 1;
        }
    }
    ranges
}

fn in_segments(part: &[u8], c: u32) -> Option<u16> {
    let c = u16::try_from(c).ok()?;
    let count = usize::from(u16_at(part, 6)? / 2);
    let ends = part.get(14..14 + count * 2)?;
    let (mut from, mut to) = (0, count);
    while from < to {
        let middle = usize::midpoint(from, to);
        if u16_at(ends, middle * 2)? < c {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    in_segment(part, from, c.into())
}

/// The glyph of a character in the segment with this number.
fn in_segment(part: &[u8], i: usize, c: u32) -> Option<u16> {
    let count = usize::from(u16_at(part, 6)? / 2);
    let c = u16::try_from(c).ok()?;
    let start = u16_at(part, 16 + (count + i) * 2)?;
    let into = c.checked_sub(start)?;
    let shift = i16_at(part, 16 + (2 * count + i) * 2)?;
    let place = 16 + (3 * count + i) * 2;
    match u16_at(part, place)? {
        0 => Some(c.wrapping_add_signed(shift)),
        offset => {
            let glyph = u16_at(part, place + usize::from(offset) + usize::from(into) * 2)?;
            Some(if glyph == 0 {
                0
            } else {
                glyph.wrapping_add_signed(shift)
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(encoding: u16, part: &[u8]) -> Vec<u8> {
        let mut table = vec![0, 0, 0, 1, 0, 3];
        table.extend(encoding.to_be_bytes());
        table.extend(12_u32.to_be_bytes());
        table.extend(part);
        table
    }

    fn numbers(numbers: &[u16]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
    }

    #[test]
    fn segments_give_glyphs_by_shift_and_by_list() {
        // a to c shifted by minus 90; 一 and 丁 by a list in which 丁 is missing; the end that the format wants.
        let part = numbers(&[
            4, 0, 0, 6, 0, 0, 0, 0x63, 0x4e01, 0xffff, 0, 0x61, 0x4e00, 0xffff, 0xffa6, 0, 1, 0, 4, 0, 40, 0,
        ]);
        let characters = Characters::read(&table(1, &part)).unwrap();
        let glyphs = ['a', 'c', 'd', '一', '丁', '\u{20000}'].map(|c| characters.glyph(c));
        assert_eq!(glyphs, [Some(7), Some(9), None, Some(40), None, None]);
        assert_eq!(characters.ranges(), [(0x61, 0x63), (0x4e00, 0x4e00)]);
    }

    #[test]
    fn groups_give_glyphs_beyond_two_bytes() {
        let mut part = numbers(&[12, 0, 0, 0, 0, 0, 0, 2]);
        for number in [0x61_u32, 0x63, 5, 0x20000, 0x20001, 90] {
            part.extend(number.to_be_bytes());
        }
        let characters = Characters::read(&table(10, &part)).unwrap();
        let glyphs = ['b', 'd', '\u{20001}', '\u{20002}'].map(|c| characters.glyph(c));
        assert_eq!(glyphs, [Some(6), None, Some(91), None]);
        assert_eq!(characters.ranges(), [(0x61, 0x63), (0x20000, 0x20001)]);
    }

    #[test]
    fn a_table_cut_off_does_no_harm() {
        let whole = table(1, &numbers(&[4, 0, 0, 0xffff, 0, 0, 0, 0x63, 0xffff]));
        for length in 0..whole.len() {
            if let Some(characters) = Characters::read(&whole[..length]) {
                assert_eq!((characters.glyph('a'), characters.ranges()), (None, Vec::new()));
            }
        }
        assert_eq!(Characters::read(&table(0, b"\0\x04")), None);
    }
}
