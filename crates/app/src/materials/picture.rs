//! Pictures made anew to be shown: smaller, upright, and without what the camera wrote into them (EXIF, GPS).
//! Must not keep anything of the original but its dots.

use std::io::Cursor;

use domain::material::{FileRefusal, MediaType};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

/// Most dots of a picture: 40 million, as the header says, before anything is unpacked.
const MOST_DOTS: u64 = 40_000_000;
/// Longest side of the copy that is shown.
const SHOWN: u32 = 1600;
/// Longest side of the small copy on a page.
const SMALL: u32 = 480;
const QUALITY: u8 = 80;

/// The copy that is shown instead of the original.
///
/// # Errors
/// When the picture is too large or cannot be read.
pub(super) fn shown(kind: MediaType, bytes: &[u8]) -> Result<Vec<u8>, FileRefusal> {
    smaller(kind, bytes, SHOWN)
}

/// A small copy of the copy that is shown.
///
/// # Errors
/// When it cannot be read.
pub(super) fn small(bytes: &[u8]) -> Result<Vec<u8>, FileRefusal> {
    smaller(MediaType::Jpeg, bytes, SMALL)
}

fn smaller(kind: MediaType, bytes: &[u8], side: u32) -> Result<Vec<u8>, FileRefusal> {
    let format = match kind {
        MediaType::Png => ImageFormat::Png,
        MediaType::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let reader = || {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_DOTS.saturating_mul(6));
        reader.limits(limits);
        reader
    };
    let (width, height) = reader().into_dimensions().map_err(|_| FileRefusal::Damaged)?;
    if u64::from(width).saturating_mul(u64::from(height)) > MOST_DOTS {
        return Err(FileRefusal::TooManyDots);
    }
    let mut decoder = reader().into_decoder().map_err(|_| FileRefusal::Damaged)?;
    let upright = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| FileRefusal::Damaged)?;
    if let Some(upright) = upright {
        picture.apply_orientation(upright);
    }
    if width.max(height) > side {
        picture = picture.thumbnail(side, side);
    }
    let mut copy = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut copy, QUALITY);
    let dots = DynamicImage::ImageRgb8(picture.into_rgb8());
    dots.write_with_encoder(encoder)
        .map_err(|_| FileRefusal::Damaged)?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use domain::material::FileRefusal;
    use domain::material::MediaType::{Jpeg, Png};
    use image::{DynamicImage, ImageFormat, RgbImage};

    use super::{shown, small};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = DynamicImage::ImageRgb8(RgbImage::new(width, height));
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    /// A JPEG with an EXIF block that turns it a quarter and carries a place.
    fn with_exif() -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = DynamicImage::ImageRgb8(RgbImage::new(40, 20));
        picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        let plain = bytes.into_inner();
        // Orientation 6 (turn right), then the text of a place.
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 25.1N 102.7E");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut made = plain[..2].to_vec();
        made.extend_from_slice(&[0xFF, 0xE1]);
        made.extend_from_slice(&length);
        made.extend_from_slice(&exif);
        made.extend_from_slice(&plain[2..]);
        made
    }

    #[test]
    fn what_the_camera_wrote_is_not_shown() {
        let original = with_exif();
        let holds = |bytes: &[u8]| {
            bytes
                .windows(4)
                .any(|window| window == b"GPS " || window == b"Exif")
        };
        assert!(holds(&original));
        let copy = shown(Jpeg, &original).unwrap();
        assert!(!holds(&copy), "the place went out with the copy");
        let seen = image::load_from_memory(&copy).unwrap();
        assert_eq!(
            (seen.width(), seen.height()),
            (20, 40),
            "it does not stand upright"
        );
    }

    #[test]
    fn copies_are_small_and_the_rest_is_refused() {
        let copy = shown(Png, &png(3200, 100)).unwrap();
        assert_eq!(image::load_from_memory(&copy).unwrap().width(), 1600);
        assert_eq!(
            image::load_from_memory(&small(&copy).unwrap()).unwrap().width(),
            480
        );
        // A header that promises 16,384 × 16,384 dots, rightly summed; nothing is unpacked to find out.
        let mut bomb = png(1, 1);
        bomb[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
        bomb[29..33].copy_from_slice(&[0x26, 0xAA, 0x87, 0xD3]);
        assert_eq!(shown(Png, &bomb), Err(FileRefusal::TooManyDots));
        let whole = png(200, 200);
        assert_eq!(shown(Png, &whole[..whole.len() / 2]), Err(FileRefusal::Damaged));
        assert_eq!(shown(Jpeg, b"\xFF\xD8\xFF"), Err(FileRefusal::Damaged));
    }
}
