//! Puts photos into a pdf, each once however often it stands there: a JPEG as it is, a PNG as its dots on white. One that
//! cannot be read is left out and its place stays white. Must not decide where a photo stands.

use std::collections::BTreeMap;
use std::io::Cursor;

use pdf_writer::{Content, Dict, Filter, Finish, Name, Ref};
use png::{ColorType, Decoder, Transformations};
use sha2::{Digest, Sha256};

use super::Sheet;
use super::file::{Builder, single};
use super::marks::Mark;
use crate::paper::{Photo, PhotoKind};

/// The photos of a file by their digests.
#[derive(Debug, Default)]
pub(super) struct Photos(BTreeMap<[u8; 32], (String, Ref)>);

/// The dots of a picture.
struct Dots {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
    space: &'static [u8],
}

/// More bytes than a picture on paper needs: a PNG that grows beyond is not read.
const MOST_BYTES: usize = 256 << 20;

impl Photos {
    /// Writes the photos of some sheets.
    pub(super) fn write(file: &mut Builder, sheets: &[Sheet]) -> Photos {
        let mut photos = Photos::default();
        let marks = sheets.iter().flat_map(|sheet| &sheet.body);
        for mark in marks {
            let Mark::Photo { photo, .. } = mark else { continue };
            let key = digest(photo);
            if photos.0.contains_key(&key) {
                continue;
            }
            if let Some(id) = written(file, photo) {
                let name = format!("P{}", photos.0.len());
                photos.0.insert(key, (name, id));
            }
        }
        photos
    }

    /// Lists them among what pages can use.
    pub(super) fn list(&self, resources: &mut Dict) {
        if self.0.is_empty() {
            return;
        }
        let mut listed = resources.insert(Name(b"XObject")).dict();
        for (name, id) in self.0.values() {
            listed.pair(Name(name.as_bytes()), *id);
        }
        listed.finish();
    }

    /// Draws a photo from its upper left corner.
    pub(super) fn draw(
        &self,
        content: &mut Content,
        photo: &Photo,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
    ) {
        let Some((name, _)) = self.0.get(&digest(photo)) else {
            return;
        };
        content
            .save_state()
            .transform([
                single(width),
                0.0,
                0.0,
                single(height),
                single(x),
                single(y - height),
            ])
            .x_object(Name(name.as_bytes()))
            .restore_state();
    }
}

fn digest(photo: &Photo) -> [u8; 32] {
    Sha256::digest(photo.bytes()).into()
}

/// A photo as an object of the file.
fn written(file: &mut Builder, photo: &Photo) -> Option<Ref> {
    let size = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    match photo.kind() {
        PhotoKind::Jpeg(channels) => {
            let id = file.next();
            file.count(photo.bytes());
            let mut image = file.pdf.image_xobject(id, photo.bytes());
            image.filter(Filter::DctDecode);
            image.width(size(photo.dots().0)).height(size(photo.dots().1));
            image.color_space_name(Name(match channels {
                1 => b"DeviceGray",
                4 => b"DeviceCMYK",
                _ => b"DeviceRGB",
            }));
            if channels == 4 {
                // Cameras and programs write these inks the other way round.
                image.decode([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
            }
            image.bits_per_component(8);
            Some(id)
        }
        PhotoKind::Png => {
            let dots = dots(photo.bytes())?;
            let id = file.next();
            let packed = file.packed(&dots.bytes);
            let mut image = file.pdf.image_xobject(id, &packed);
            image.filter(Filter::FlateDecode);
            image.width(size(dots.width)).height(size(dots.height));
            image.color_space_name(Name(dots.space)).bits_per_component(8);
            Some(id)
        }
    }
}

/// The dots of a PNG, what shines through put on white.
fn dots(bytes: &[u8]) -> Option<Dots> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let length = reader
        .output_buffer_size()
        .filter(|length| *length <= MOST_BYTES)?;
    let mut read = vec![0; length];
    let info = reader.next_frame(&mut read).ok()?;
    read.truncate(info.buffer_size());
    let (channels, space): (usize, &[u8]) = match info.color_type {
        ColorType::Grayscale => (0, b"DeviceGray"),
        ColorType::GrayscaleAlpha => (2, b"DeviceGray"),
        ColorType::Rgba => (4, b"DeviceRGB"),
        ColorType::Rgb | ColorType::Indexed => (0, b"DeviceRGB"),
    };
    let bytes = if channels == 0 {
        read
    } else {
        on_white(&read, channels)
    };
    Some(Dots {
        bytes,
        width: info.width,
        height: info.height,
        space,
    })
}

/// Dots whose last value says how much of them is seen.
fn on_white(dots: &[u8], channels: usize) -> Vec<u8> {
    let mut shown = Vec::with_capacity(dots.len());
    for dot in dots.chunks_exact(channels) {
        let Some((seen, values)) = dot.split_last() else {
            continue;
        };
        let seen = u16::from(*seen);
        shown.extend(values.iter().map(|value| {
            let mixed = (u16::from(*value) * seen + 255 * (255 - seen)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        }));
    }
    shown
}
