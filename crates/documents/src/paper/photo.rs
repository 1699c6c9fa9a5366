//! Photos and drawn pictures as they were brought: their bytes, and how large they are. Must not change a picture, and
//! tells apart only what both writers can hold: JPEG and PNG. A photo stands as its dots are: who keeps photos turns
//! them upright.

use std::sync::Arc;

/// A photo on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    bytes: Arc<[u8]>,
    kind: PhotoKind,
    /// Dots across and down, neither of them nought.
    dots: (u32, u32),
    /// How wide it is printed at most, in millimetres.
    pub width: u16,
    /// How high it is printed at most, in millimetres.
    pub height: u16,
}

/// What the bytes of a photo are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoKind {
    /// JPEG, with so many values for each dot: 1 is grey, 3 colour, 4 the inks of a printer.
    Jpeg(u8),
    /// PNG.
    Png,
}

/// A photo is printed within these by itself, in millimetres: the width of the text, and a third of the page.
const BOUNDS: (u16, u16) = (156, 110);
/// More dots than any camera has; what claims more is no photo.
const MOST_DOTS: u32 = 30_000;

impl Photo {
    /// A picture from the bytes of its file; none when they are neither JPEG nor PNG.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Photo> {
        let (kind, dots) = png(bytes).or_else(|| jpeg(bytes))?;
        let fine = |count: u32| (1..=MOST_DOTS).contains(&count);
        (fine(dots.0) && fine(dots.1)).then(|| Photo {
            bytes: bytes.into(),
            kind,
            dots,
            width: BOUNDS.0,
            height: BOUNDS.1,
        })
    }

    /// The same, so wide and so high at most, in millimetres.
    #[must_use]
    pub fn within(self, width: u16, height: u16) -> Photo {
        Photo {
            width,
            height,
            ..self
        }
    }

    /// The bytes of its file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What they are.
    #[must_use]
    pub fn kind(&self) -> PhotoKind {
        self.kind
    }

    /// Dots across and down.
    #[must_use]
    pub fn dots(&self) -> (u32, u32) {
        self.dots
    }

    /// How wide and how high it is printed in a column so wide, in the unit of the column, which has so many to the
    /// millimetre.
    pub(crate) fn size(&self, column: f64, unit: f64) -> (f64, f64) {
        let (across, down) = (f64::from(self.dots.0), f64::from(self.dots.1));
        let width = (f64::from(self.width) * unit).min(column).max(0.0);
        let scale = (width / across).min(f64::from(self.height) * unit / down);
        (across * scale, down * scale)
    }
}

fn png(bytes: &[u8]) -> Option<(PhotoKind, (u32, u32))> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    (rest.get(4..8)? == b"IHDR").then_some(())?;
    Some((PhotoKind::Png, (number(8)?, number(12)?)))
}

/// Walks from segment to segment to the one that tells the size.
fn jpeg(bytes: &[u8]) -> Option<(PhotoKind, (u32, u32))> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, after @ ..] = rest else {
            return None;
        };
        // Fill bytes stand before a marker.
        if *marker == 0xff {
            rest = rest.get(1..)?;
            continue;
        }
        let [high, low, ..] = after else { return None };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            let [8, y1, y2, x1, x2, channels] = *after.get(2..8)? else {
                return None;
            };
            let number = |high, low| u32::from(u16::from_be_bytes([high, low]));
            let kind = PhotoKind::Jpeg(channels);
            return matches!(channels, 1 | 3 | 4).then_some((kind, (number(x1, x2), number(y1, y2))));
        }
        rest = after.get(length..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_tell_how_large_they_are() {
        let mut jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x0b\x08\x02\x58\x03\x20\x03".to_vec();
        jpeg.extend_from_slice(&[0; 9]);
        let photo = Photo::read(&jpeg).unwrap();
        assert_eq!((photo.kind(), photo.dots()), (PhotoKind::Jpeg(3), (800, 600)));
        let png =
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x10\x00\x00\x00\x20\x08\x02\x00\x00\x00";
        let photo = Photo::read(png).unwrap();
        assert_eq!((photo.kind(), photo.dots()), (PhotoKind::Png, (16, 32)));
    }

    #[test]
    fn what_is_no_photo_is_none() {
        for bytes in [
            &b""[..],
            b"GIF89a",
            b"\xff\xd8",
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xe0\x00\x00",
            b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x00\x00\x00\x03",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\xff\xff\xff\xff\x00\x00\x00\x20",
        ] {
            assert_eq!(Photo::read(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_photo_keeps_its_shape_within_its_bounds() {
        let png =
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x10\x00\x00\x00\x20\x08\x02\x00\x00\x00";
        let photo = Photo::read(png).unwrap().within(50, 40);
        assert_eq!(photo.size(156.0, 1.0), (20.0, 40.0));
        assert_eq!(photo.size(10.0, 1.0), (10.0, 20.0));
    }
}
