//! What a file is, told by what is in it and agreeing with its name: nothing else is taken.
//! Must not trust a name or what a browser says of a file.

use domain::material::{FileRefusal, MaterialSort, MediaType};

/// Most bytes of one file.
const MOST_BYTES: usize = 10 * 1024 * 1024;
/// Marks of a page or a script where none belongs: a file that is two things at once. Long enough that the dots of
/// an honest picture never spell one by chance.
const FOREIGN: [&[u8]; 5] = [b"<script", b"<!doctype", b"<iframe", b"<html>", b"<html "];
/// Marks of an archive: its first part, its list, its end. An honest picture may hold one of them by chance.
const ARCHIVE: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"];
/// Readers of PDF look for its mark this far into a file.
const PDF_MARK_WITHIN: usize = 1024;

/// The kind of a file.
///
/// # Errors
/// Why it is not taken.
pub(super) fn kind_of(sort: MaterialSort, name: &str, bytes: &[u8]) -> Result<MediaType, FileRefusal> {
    if bytes.len() > MOST_BYTES {
        return Err(FileRefusal::TooLarge);
    }
    let kind = told_by_content(bytes)?;
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    // A name without an ending says nothing wrong; phones send such.
    if ending.is_some_and(|ending| !kind.endings().contains(&ending.as_str())) {
        return Err(FileRefusal::OtherKind);
    }
    if sort == MaterialSort::Photo && !kind.is_picture() {
        return Err(FileRefusal::NoPicture);
    }
    if is_two_things(kind, bytes) {
        return Err(FileRefusal::Damaged);
    }
    Ok(kind)
}

fn told_by_content(bytes: &[u8]) -> Result<MediaType, FileRefusal> {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    let at = |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(mark));
    if begins(&[0xFF, 0xD8, 0xFF]) {
        Ok(MediaType::Jpeg)
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Ok(MediaType::Png)
    } else if begins(b"RIFF") && at(8, b"WEBP") {
        Ok(MediaType::Webp)
    } else if begins(b"%PDF-") {
        Ok(MediaType::Pdf)
    } else if at(4, b"ftyphei") || at(4, b"ftypmif1") || at(4, b"ftyphev") {
        Err(FileRefusal::Heic)
    } else if begins(b"PK\x03\x04") {
        // A document with programs in it (.docm) is none we take.
        let is_document = holds(bytes, b"word/document.xml") && !holds(bytes, b"vbaProject.bin");
        is_document
            .then_some(MediaType::Docx)
            .ok_or(FileRefusal::OtherKind)
    } else if begins(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        let wide: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
        holds(bytes, &wide)
            .then_some(MediaType::Doc)
            .ok_or(FileRefusal::OtherKind)
    } else if is_plain_text(bytes) {
        Ok(MediaType::Text)
    } else {
        Err(FileRefusal::OtherKind)
    }
}

/// Words only: readable, without control characters, and no page.
fn is_plain_text(bytes: &[u8]) -> bool {
    let decoded = intake::encoding::decode(bytes);
    let is_word = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let opening = decoded.text.trim_start();
    !decoded.damaged && !opening.starts_with('<') && decoded.text.chars().all(is_word)
}

fn is_two_things(kind: MediaType, bytes: &[u8]) -> bool {
    let has_pdf_mark = || {
        let beginning = bytes.get(..PDF_MARK_WITHIN.min(bytes.len())).unwrap_or_default();
        holds(beginning, b"%PDF-")
    };
    let is_archive = || ARCHIVE.iter().all(|mark| holds(bytes, mark));
    let holds_page = || {
        let folded = bytes.to_ascii_lowercase();
        FOREIGN.iter().any(|mark| holds(&folded, mark))
    };
    match kind {
        MediaType::Pdf | MediaType::Docx | MediaType::Doc => false,
        MediaType::Text => holds_page(),
        MediaType::Jpeg | MediaType::Png | MediaType::Webp => has_pdf_mark() || is_archive() || holds_page(),
    }
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use domain::material::FileRefusal::{Damaged, Heic, NoPicture, OtherKind};
    use domain::material::MaterialSort::{Photo, Script};
    use domain::material::MediaType::{Docx, Jpeg, Pdf, Text};

    use super::kind_of;

    #[test]
    fn a_file_is_what_is_in_it_and_its_name_agrees() {
        let jpeg = b"\xFF\xD8\xFF\xE0 pixels";
        let page_behind = b"\xFF\xD8\xFF\xE0 pixels <ScRiPt>alert(1)</script>";
        let archive_behind = b"\xFF\xD8\xFF\xE0 pixels PK\x03\x04 PK\x01\x02 PK\x05\x06";
        let by_chance = b"\xFF\xD8\xFF\xE0 pixels PK\x05\x06 <svg";
        let pdf_inside = b"\xFF\xD8\xFF\xE0 %PDF-1.7";
        let docx = b"PK\x03\x04 word/document.xml";
        let cases: [(_, &str, &[u8], _); 16] = [
            (Photo, "a.jpg", jpeg, Ok(Jpeg)),
            (Photo, "a.JPEG", jpeg, Ok(Jpeg)),
            (Photo, "image", jpeg, Ok(Jpeg)),
            (Photo, "a.jpg", by_chance, Ok(Jpeg)),
            (Photo, "a.png", jpeg, Err(OtherKind)),
            (Photo, "a.jpg", page_behind, Err(Damaged)),
            (Photo, "a.jpg", archive_behind, Err(Damaged)),
            (Photo, "a.jpg", pdf_inside, Err(Damaged)),
            (Photo, "a.heic", b"\0\0\0\x18ftypheic", Err(Heic)),
            (Photo, "a.pdf", b"%PDF-1.4", Err(NoPicture)),
            (Script, "a.pdf", b"%PDF-1.4", Ok(Pdf)),
            (Script, "a.docx", docx, Ok(Docx)),
            (Script, "a.docx", b"PK\x03\x04 xl/workbook.xml", Err(OtherKind)),
            (Script, "a.txt", "同志们：".as_bytes(), Ok(Text)),
            (Script, "a.svg", b"<svg onload='alert(1)'/>", Err(OtherKind)),
            (Script, "a.txt", b" <html><script>1</script>", Err(OtherKind)),
        ];
        for (sort, name, bytes, expected) in cases {
            assert_eq!(
                kind_of(sort, name, bytes),
                expected,
                "{name} {:?}",
                String::from_utf8_lossy(bytes)
            );
        }
        // 讲稿 typed on an old machine: GB18030.
        let old = [0xCD, 0xAC, 0xD6, 0xBE, 0xC3, 0xC7];
        assert_eq!(kind_of(Script, "a.txt", &old), Ok(Text));
    }
}
