//! Which encoding a text came in, and the text: UTF-8, UTF-16, GB18030, or the best guess.
//!
//! It must not decide what the text is; a caller asks [`decode`] only for what may be text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without the byte order mark.
    pub text: Cow<'a, str>,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// True when bytes could not be read and stand as U+FFFD.
    pub damaged: bool,
}

/// The text of the bytes. The mark at the beginning decides; then valid UTF-8, UTF-16 without a mark, valid
/// GB18030 unless it is rather Big5, and last the likeliest encoding.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.contains(&0)
    {
        return Decoded {
            text: Cow::Borrowed(text),
            encoding: UTF_8.name(),
            damaged: false,
        };
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return with(encoding, bytes);
    }
    let gb = with(GB18030, bytes);
    if !gb.damaged && is_everyday(bytes, in_gb2312) {
        return gb;
    }
    // Most of what is Big5 can be read as GB18030 too, as rare characters without sense; hardly ever the reverse.
    let big5 = with(BIG5, bytes);
    if !big5.damaged && is_everyday(bytes, in_big5) {
        return big5;
    }
    if !gb.damaged {
        return gb;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    if guess == GB18030 { gb } else { with(guess, bytes) }
}

/// Of a hundred characters of a text, so many at least are those that everybody uses.
const EVERYDAY: usize = 80;

/// Whether most characters of two bytes are everyday ones.
fn is_everyday(bytes: &[u8], is_one: fn(u8, u8) -> bool) -> bool {
    let (mut all, mut everyday) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let [lead, after @ ..] = rest {
        rest = after;
        if let (0x81..=0xFE, [trail, next @ ..]) = (lead, after) {
            all += 1;
            everyday += usize::from(is_one(*lead, *trail));
            rest = next;
        }
    }
    everyday.saturating_mul(100) >= all.saturating_mul(EVERYDAY)
}

/// Marks, and the first plane of GB 2312: the 3,755 commonest simplified characters.
fn in_gb2312(lead: u8, trail: u8) -> bool {
    matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7) && trail >= 0xA1
}

/// Marks, and the first plane of Big5: the 5,401 commonest traditional characters.
fn in_big5(lead: u8, trail: u8) -> bool {
    matches!((lead, trail), (0xA1..=0xC6, 0x40..=0x7E | 0xA1..=0xFE))
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text,
        encoding: encoding.name(),
        damaged,
    }
}

/// Half of the bytes of plain Latin text in UTF-16 are zero, all on the same side.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let (mut even, mut odd) = (0_usize, 0_usize);
    for (i, byte) in head.iter().enumerate() {
        if *byte == 0 {
            if i % 2 == 0 {
                even += 1;
            } else {
                odd += 1;
            }
        }
    }
    let enough = (head.len() / 40).max(2);
    match (even >= enough, odd >= enough) {
        (true, false) if odd == 0 => Some(UTF_16BE),
        (false, true) if even == 0 => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told() {
        let text = "序号,姓名\r\n1,欧阳文娜\r\n";
        let utf16 = |be: bool, mark: bool| -> Vec<u8> {
            let head = if mark { "\u{FEFF}" } else { "" };
            format!("{head}{text}")
                .encode_utf16()
                .flat_map(|u| if be { u.to_be_bytes() } else { u.to_le_bytes() })
                .collect()
        };
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (format!("\u{FEFF}{text}").into_bytes(), "UTF-8"),
            (GB18030.encode(text).0.into_owned(), "gb18030"),
            (utf16(false, true), "UTF-16LE"),
            (utf16(true, true), "UTF-16BE"),
            (utf16(false, false), "UTF-16LE"),
            (utf16(true, false), "UTF-16BE"),
        ] {
            let decoded = decode(&bytes);
            assert_eq!((decoded.encoding, decoded.damaged), (name, false));
            assert_eq!(decoded.text, text);
        }
    }

    #[test]
    fn broken_bytes_do_not_stop_the_reading() {
        let mut bytes = GB18030.encode("序号,姓名").0.into_owned();
        bytes.extend([0xFF, 0xFF]);
        assert!(decode(&bytes).damaged);
    }
}
