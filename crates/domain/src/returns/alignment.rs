//! Which returned row is which sent row. Must not say what changed in it.

use super::{Alignment, FormColumn, FormRow, NumberTrust};

/// Decides for every returned row which sent row it is, and for every sent row whether it came back.
#[must_use]
pub fn align(sent: &[FormRow], returned: &[FormRow], columns: &[FormColumn]) -> Alignment {
    let _ = columns;
    Alignment {
        pairs: Vec::new(),
        gone: (0..sent.len()).collect(),
        new: (0..returned.len()).collect(),
        repeated: Vec::new(),
        numbers: NumberTrust::Absent,
    }
}
