//! Finds the tables of a font in its file and reads numbers from them. Must not load more of a file than is asked
//! for, trust a length or an offset, or know what a table means.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

/// The name of a table.
pub(crate) type Tag = [u8; 4];

/// Where the tables of one font lie in its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Directory(BTreeMap<Tag, (u32, u32)>);

/// More fonts than any collection has.
const MOST_FONTS: usize = 64;
/// Longer than any table but that of the outlines.
const LONGEST_TABLE: u32 = 16 << 20;

/// The fonts in a file: one, or as many as a collection holds.
pub(crate) fn directories<R: Read + Seek>(file: &mut R) -> Option<Vec<Directory>> {
    let start = piece(file, 0, 12)?;
    if start.get(..4)? != b"ttcf" {
        return Some(vec![directory(file, 0)?]);
    }
    let count = usize::try_from(u32_at(&start, 8)?).ok()?.min(MOST_FONTS);
    let offsets = piece(file, 12, u32::try_from(count * 4).ok()?)?;
    (0..count)
        .map(|i| directory(file, u32_at(&offsets, i * 4)?))
        .collect()
}

fn directory<R: Read + Seek>(file: &mut R, offset: u32) -> Option<Directory> {
    let start = piece(file, offset, 12)?;
    if !matches!(start.get(..4)?, b"\0\x01\0\0" | b"OTTO" | b"true") {
        return None;
    }
    let count = u16_at(&start, 4)?;
    let records = piece(file, offset.checked_add(12)?, u32::from(count) * 16)?;
    let record = |record: &[u8]| {
        let tag = record.first_chunk::<4>()?;
        Some((*tag, (u32_at(record, 8)?, u32_at(record, 12)?)))
    };
    let tables = records.chunks_exact(16).map(record).collect::<Option<_>>()?;
    Some(Directory(tables))
}

impl Directory {
    /// Whether the font has a table.
    pub(crate) fn has(&self, tag: Tag) -> bool {
        self.0.contains_key(&tag)
    }

    /// A table; none when the font lacks it or it is cut off.
    pub(crate) fn table<R: Read + Seek>(&self, file: &mut R, tag: Tag) -> Option<Vec<u8>> {
        let (offset, length) = *self.0.get(&tag)?;
        piece(file, offset, length)
    }
}

fn piece<R: Read + Seek>(file: &mut R, offset: u32, length: u32) -> Option<Vec<u8>> {
    if length > LONGEST_TABLE {
        return None;
    }
    file.seek(SeekFrom::Start(offset.into())).ok()?;
    let mut bytes = Vec::new();
    file.take(length.into()).read_to_end(&mut bytes).ok()?;
    (bytes.len() == usize::try_from(length).ok()?).then_some(bytes)
}

/// A number of two bytes.
pub(crate) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*data.get(at..)?.first_chunk()?))
}

/// A signed number of two bytes.
pub(crate) fn i16_at(data: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_be_bytes(*data.get(at..)?.first_chunk()?))
}

/// A number of four bytes.
pub(crate) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*data.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn what_is_no_font_has_no_tables() {
        for bytes in [
            &b""[..],
            b"no font at all",
            b"ttcf\0\x01\0\0\0\0\0\x09",
            b"OTTO\0\x09\0\0\0\0\0\0cmap",
        ] {
            assert_eq!(directories(&mut Cursor::new(bytes)), None);
        }
    }

    #[test]
    fn a_table_is_found_and_one_cut_off_is_none() {
        let mut font = b"OTTO\0\x02\0\0\0\0\0\0".to_vec();
        font.extend(b"name\0\0\0\0\0\0\0\x2c\0\0\0\x03");
        font.extend(b"cmap\0\0\0\0\0\0\0\x2c\0\0\0\x04abc");
        let mut file = Cursor::new(font);
        let fonts = directories(&mut file).unwrap();
        assert_eq!(fonts[0].table(&mut file, *b"name"), Some(b"abc".to_vec()));
        assert_eq!(fonts[0].table(&mut file, *b"cmap"), None);
        assert!(fonts[0].has(*b"cmap") && !fonts[0].has(*b"glyf"));
    }
}
