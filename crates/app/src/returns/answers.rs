//! What a person said to a file: whose it is, what a header means, which row is which, what was kept as it is.
//! Kept with the file, so that nothing is asked twice (X2). Must not decide anything.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use store::{Json, StoreError};

/// What was said to one file.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Answers {
    /// Header → column of the form.
    pub columns: BTreeMap<String, String>,
    /// Row (`sheet!row`) → the record it is, or nothing for a new row.
    pub rows: BTreeMap<String, Option<uuid::Uuid>>,
    /// Row → the organisation its cell means.
    pub organisations: BTreeMap<String, String>,
    /// What is offered no more: somebody chose what is held.
    pub kept: BTreeSet<String>,
    /// New rows that were taken.
    pub taken: BTreeSet<String>,
}

impl Answers {
    pub(super) fn read(kept: &Json) -> Result<Answers, StoreError> {
        Ok(serde_json::from_value(kept.parse()?).unwrap_or_default())
    }

    pub(super) fn written(&self) -> Json {
        Json::of(&serde_json::to_value(self).unwrap_or_default())
    }
}
