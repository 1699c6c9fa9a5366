//! Writes papers as pdf, by typst: values in, bytes out.
//!
//! It must not let a text become markup (texts go in as values, never as source), read a file other than a font, or
//! ask the time: the same paper with the same fonts gives the same bytes.

mod values;
mod warning;
mod world;

use std::collections::BTreeSet;

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use crate::fonts::{AtHand, Fonts, SYSTEM_FOLDERS};
pub use warning::{Warning, WriteError};

use crate::faces::FaceFonts;
use crate::paper::{Face, Paper};
use values::Faces;
use world::PaperWorld;

/// A paper as pdf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// What is not as it was wanted.
    pub warnings: Vec<Warning>,
}

/// Writes a paper.
///
/// # Errors
/// When no font at hand can replace one that is wanted, or the typesetter fails.
pub fn write(paper: &Paper, fonts: &Fonts) -> Result<Pdf, WriteError> {
    let mut warnings = Vec::new();
    let faces = faces(paper, fonts)?;
    warnings.extend(substituted(&faces));
    let missing: BTreeSet<char> = values::characters_of(paper)
        .into_iter()
        .filter(|c| !c.is_whitespace() && !fonts.can_print(*c))
        .collect();
    if !missing.is_empty() {
        let characters = missing.into_iter().collect();
        warnings.push(Warning::NoSuchCharacter { characters });
    }
    let bytes = set(&PaperWorld::new(fonts, values::inputs(paper, &faces)));
    // What the typesetter remembers of this paper holds its fonts, a hundred megabytes: nobody needs them again soon.
    typst::comemo::evict(0);
    bytes.map(|bytes| Pdf { bytes, warnings })
}

/// What each kind of letter on the paper is set in.
fn faces(paper: &Paper, fonts: &Fonts) -> Result<Faces, WriteError> {
    let set = |face: Face| {
        let wanted = FaceFonts::of(face).name();
        let setting = fonts.setting(face).ok_or(WriteError::NoFont { wanted })?;
        Ok((face, setting))
    };
    values::faces_of(paper).into_iter().map(set).collect()
}

/// The fonts that stand for others, in one warning.
fn substituted(faces: &Faces) -> Option<Warning> {
    let replaced: Vec<_> = faces.iter().filter(|(_, setting)| !setting.is_wanted).collect();
    let wanted: Vec<&str> = replaced
        .iter()
        .map(|(face, _)| FaceFonts::of(**face).name())
        .collect();
    let by: BTreeSet<&str> = replaced.iter().map(|(_, setting)| setting.family).collect();
    (!wanted.is_empty()).then(|| Warning::Substituted {
        wanted,
        by: by.into_iter().collect(),
    })
}

fn set(world: &PaperWorld<'_>) -> Result<Vec<u8>, WriteError> {
    let document = typst::compile::<PagedDocument>(world).output?;
    let options = PdfOptions {
        // The same paper has the same identifier; without it the title alone would decide.
        ident: Smart::Auto,
        creator: Smart::Custom(Some("kaijiang".to_owned())),
        ..PdfOptions::default()
    };
    Ok(typst_pdf::pdf(&document, &options)?)
}
