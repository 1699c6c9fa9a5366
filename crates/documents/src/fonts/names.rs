//! The names in a font: of its family, in every language it gives them in. Must not decide which name is wanted.

use super::tables::u16_at;

/// The family, as old programs know it.
const FAMILY: u16 = 1;
/// The family with all its weights.
const WHOLE_FAMILY: u16 = 16;
/// The name for printers.
const FOR_PRINTERS: u16 = 6;

/// All names of the family, in small letters.
pub(super) fn families(table: &[u8]) -> Vec<String> {
    let mut names: Vec<String> = names(table, &[FAMILY, WHOLE_FAMILY])
        .into_iter()
        .map(|name| name.to_lowercase())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The name by which a printer would know the font, of letters, digits and hyphens.
pub(super) fn for_printers(table: &[u8]) -> String {
    let plain = |name: String| -> String {
        name.chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .take(63)
            .collect()
    };
    names(table, &[FOR_PRINTERS])
        .into_iter()
        .map(plain)
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "Font".to_owned())
}

fn names(table: &[u8], wanted: &[u16]) -> Vec<String> {
    let (Some(count), Some(texts)) = (u16_at(table, 2), u16_at(table, 4)) else {
        return Vec::new();
    };
    (0..usize::from(count))
        .map_while(|i| table.get(6 + i * 12..18 + i * 12))
        .filter(|record| u16_at(record, 6).is_some_and(|id| wanted.contains(&id)))
        .filter_map(|record| name(table, usize::from(texts), record))
        .collect()
}

fn name(table: &[u8], texts: usize, record: &[u8]) -> Option<String> {
    let length = usize::from(u16_at(record, 8)?);
    let start = texts + usize::from(u16_at(record, 10)?);
    let bytes = table.get(start..start + length)?;
    match (u16_at(record, 0)?, u16_at(record, 2)?) {
        // Unicode and Windows write two bytes a letter, whatever the encoding says.
        (0 | 3, _) => {
            let units = bytes.chunks_exact(2).filter_map(|unit| u16_at(unit, 0));
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        (1, 0) if bytes.is_ascii() => String::from_utf8(bytes.to_vec()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(records: &[(u16, u16, u16, &[u8])]) -> Vec<u8> {
        let (mut heads, mut texts) = (Vec::new(), Vec::new());
        for (platform, encoding, id, text) in records {
            let length = u16::try_from(text.len()).unwrap();
            let start = u16::try_from(texts.len()).unwrap();
            for number in [*platform, *encoding, 0x804, *id, length, start] {
                heads.extend(number.to_be_bytes());
            }
            texts.extend_from_slice(text);
        }
        let count = u16::try_from(records.len()).unwrap();
        let mut table = vec![0, 0];
        table.extend(count.to_be_bytes());
        table.extend((6 + count * 12).to_be_bytes());
        table.extend(heads);
        table.extend(texts);
        table
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    #[test]
    fn a_family_is_known_by_its_chinese_and_its_english_name() {
        let (chinese, english) = (wide("方正小标宋简体"), wide("FZXiaoBiaoSong-B05S"));
        let table = table(&[
            (3, 1, FAMILY, &chinese),
            (3, 3, WHOLE_FAMILY, &english),
            (1, 0, FAMILY, b"FZXiaoBiaoSong-B05S"),
            (1, 25, FAMILY, b"\xb7\xbd\xd5\xfd"),
            (3, 1, FOR_PRINTERS, &english),
        ]);
        assert_eq!(families(&table), ["fzxiaobiaosong-b05s", "方正小标宋简体"]);
        assert_eq!(for_printers(&table), "FZXiaoBiaoSong-B05S");
    }

    #[test]
    fn a_table_cut_off_has_the_names_before_the_cut() {
        let text = wide("A");
        let whole = table(&[(3, 1, FAMILY, &text)]);
        assert_eq!(families(&whole), ["a"]);
        for length in 0..whole.len() {
            assert_eq!(families(&whole[..length]), Vec::<String>::new());
        }
        assert_eq!(for_printers(b""), "Font");
    }
}
