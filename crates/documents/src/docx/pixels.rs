//! Pictures as PNG, which is what a docx can hold everywhere. Must not draw anything but dark and light squares.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};

use crate::paper::Picture;

/// How many dots a square has on each side: enough that a printer's smoothing leaves its edges sharp.
const DOTS: usize = 16;

/// The picture as PNG with its width and height in dots.
pub(super) fn png(picture: &Picture) -> Result<(Vec<u8>, u32, u32), EncodingError> {
    let rows = picture.squares();
    let dots = |squares: usize| u32::try_from(squares * DOTS).unwrap_or_default();
    let (width, height) = (dots(rows.first().map_or(0, Vec::len)), dots(rows.len()));
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    encoder.set_compression(Compression::High);
    let mut writer = encoder.write_header()?;
    let line = |row: &Vec<bool>| -> Vec<u8> {
        // Two whole bytes of eight dots each for a square; a set bit is light.
        row.iter()
            .flat_map(|dark| [if *dark { 0 } else { 0xff }; DOTS / 8])
            .collect()
    };
    let data: Vec<u8> = rows.iter().flat_map(|row| line(row).repeat(DOTS)).collect();
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok((bytes, width, height))
}
