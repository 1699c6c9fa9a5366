//! How much of a file is read before it is refused, so that one upload cannot take the machine.
//!
//! It must not depend on a format: the readers of each format apply the same figures.

/// The caps on one uploaded document (讲稿, 通知). They bound what one file may take before and while it is parsed;
/// what a parser of others takes inside them is for the process that runs it to bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentLimits {
    /// Bytes of the file as it came.
    pub max_bytes: u64,
    /// Bytes of the parts that hold text, once unpacked, all together.
    pub max_unpacked: u64,
    /// Files inside the package.
    pub max_entries: usize,
    /// Pages of a PDF.
    pub max_pages: usize,
    /// Characters of the text.
    pub max_characters: usize,
}

impl Default for DocumentLimits {
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_unpacked: 64 << 20,
            max_entries: 4_096,
            max_pages: 2_000,
            max_characters: 8_000_000,
        }
    }
}

/// The caps on one uploaded workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it came.
    pub max_bytes: u64,
    /// Bytes of its parts once unpacked.
    pub max_unpacked: u64,
    /// Bytes of one unpacked part that is neither a sheet nor the shared texts.
    pub max_part: u64,
    /// How many times larger than packed a large package may be.
    pub max_ratio: u64,
    /// Files inside the package.
    pub max_entries: usize,
    /// Cells of the whole workbook, the blank ones between filled ones included.
    pub max_cells: usize,
    /// Columns of a sheet; what stands to the right of them is left out and noted.
    pub max_columns: usize,
    /// Sheets of the workbook.
    pub max_sheets: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_unpacked: 256 << 20,
            max_part: 8 << 20,
            max_ratio: 250,
            max_entries: 4_096,
            max_cells: 3_000_000,
            max_columns: 512,
            max_sheets: 512,
        }
    }
}
