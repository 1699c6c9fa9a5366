//! All that the typesetter can see: one source of ours, the values of one paper, the fonts at hand. No file, no
//! package, no network, no clock, so that nothing on a paper can reach out.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;

const LAYOUT: &str = include_str!("../../data/paper.typ");

/// What the typesetter sees of one paper.
pub(super) struct PaperWorld<'a> {
    library: LazyHash<Library>,
    layout: Source,
    fonts: &'a Fonts,
    /// Fonts read for this paper.
    loaded: Mutex<BTreeMap<usize, Option<Font>>>,
}

impl<'a> PaperWorld<'a> {
    pub(super) fn new(fonts: &'a Fonts, inputs: Dict) -> PaperWorld<'a> {
        PaperWorld {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            layout: Source::detached(LAYOUT),
            fonts,
            loaded: Mutex::default(),
        }
    }
}

impl World for PaperWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() {
            Ok(self.layout.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded
            .entry(index)
            .or_insert_with(|| self.fonts.load(index))
            .clone()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
