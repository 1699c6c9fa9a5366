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

pub use crate::fonts::{Fonts, SYSTEM_FOLDERS};
pub use warning::{Warning, WriteError};

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
    let mut faces = Faces::new();
    for face in values::faces_of(paper) {
        faces.insert(face, setting(face, fonts, &mut warnings)?);
    }
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

/// What a kind of letter is set in, with a warning when it is not what was wanted.
fn setting(
    face: Face,
    fonts: &Fonts,
    warnings: &mut Vec<Warning>,
) -> Result<crate::fonts::Setting, WriteError> {
    let wanted = crate::faces::FaceFonts::of(face).name();
    let setting = fonts.setting(face).ok_or(WriteError::NoFont { wanted })?;
    if !setting.is_wanted {
        warnings.push(Warning::Substituted {
            wanted,
            by: setting.family,
        });
    }
    Ok(setting)
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
