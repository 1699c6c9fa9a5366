//! Words of the import page and of the sheets it hands out.
//! Must not know which columns there are: the application does.

use crate::Words;

/// Whether a column of a sheet must be filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filling {
    /// Every row needs it.
    Required,
    /// A blank says nothing.
    Optional,
}

impl Words {
    /// What is imported, by its word: 花名册.
    #[must_use]
    pub fn import_kind(&self, kind: &str) -> String {
        self.find_in("import-kind-", kind)
            .unwrap_or_else(|| kind.to_owned())
    }

    /// What to type into a column of a sheet.
    #[must_use]
    pub fn import_hint(&self, filling: Filling, column: &str, choices: &[String]) -> String {
        let filling = match filling {
            Filling::Required => self.say("import-hint-required", &[]),
            Filling::Optional => self.say("import-hint-optional", &[]),
        };
        let how = match (choices, column) {
            ([], "on" | "founded_on" | "closed_on") => Some(self.say("import-hint-day", &[])),
            ([], "at") => Some(self.say("import-hint-moment", &[])),
            ([], "birth_month") => Some(self.say("import-hint-month", &[])),
            ([], "expected" | "present") => Some(self.say("import-hint-count", &[])),
            ([], "organisations") => Some(self.say("import-hint-joint", &[])),
            ([], "parent") => Some(self.say("import-hint-parent", &[])),
            ([], _) => None,
            (choices, _) => Some(self.say("import-hint-choices", &[("known", self.list(choices).into())])),
        };
        let said: Vec<String> = [Some(filling), how].into_iter().flatten().collect();
        self.joined(&said)
    }
}
