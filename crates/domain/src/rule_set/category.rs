//! Categories of units: which are compared with which in a bulletin (E31).
//! Must not compare: `crate::bulletin` does.

use serde::Deserialize;

use super::RuleSet;
use crate::naming::fold_name;

/// Units of one kind that are no like with like (县直机关 beside 乡镇): a bulletin compares and ranks them apart (E31). Told by
/// their names, since a sheet calls both by one kind.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitCategory {
    /// The id.
    pub id: String,
    /// What such units are called; the first is the name shown.
    pub names: Vec<String>,
    /// What the name of such a unit contains; one is enough.
    pub name_parts: Vec<String>,
}

impl RuleSet {
    /// The category a unit of this name is compared in, apart from others of its kind; none: with its kind.
    #[must_use]
    pub fn unit_category(&self, full_name: &str) -> Option<&UnitCategory> {
        let name = fold_name(full_name);
        let fits = |part: &String| !part.is_empty() && name.contains(&fold_name(part));
        let mut categories = self.unit_categories.iter();
        categories.find(|category| category.name_parts.iter().any(fits))
    }
}
