//! A filter as an address carries it, for the page, the export and programs alike: a filter is a link.
//! Must not judge whether what is asked for is there.

use app::{Came, Found, LedgerFilter, Sort, find_in_ledger};
use domain::lecture::StateKind;

use crate::answer::Trouble;
use crate::visit::{Visit, encoded};

/// What an address asks of the ledger.
#[derive(Default)]
pub(crate) struct Asked {
    /// Which lectures.
    pub filter: LedgerFilter,
    /// In which order.
    pub sort: Sort,
    /// The organisation as it was typed.
    pub typed: String,
    /// What was typed fits several organisations, or none.
    pub candidates: Option<Vec<(domain::id::OrganisationId, String)>>,
}

/// The questions a filter is made of.
pub(crate) const QUESTIONS: [&str; 14] = [
    "organisation",
    "from",
    "until",
    "duty",
    "period",
    "kind",
    "form",
    "speaker_class",
    "state",
    "came",
    "joint",
    "themed",
    "turnout",
    "text",
];

impl Asked {
    /// Reads the questions of an address. What does not read is as if it had not been asked.
    ///
    /// # Errors
    /// When the visitor may see no lecture, or the database fails.
    pub(crate) async fn of(visit: &Visit) -> Result<Asked, Trouble> {
        let text = |name: &str| visit.query(name).map(|text| text.trim().to_owned());
        let is = |name: &str| match visit.query(name) {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        };
        let duty = text("duty");
        let (duty, period) = match duty.as_deref().and_then(|duty| duty.split_once('/')) {
            Some((duty, period)) => (Some(duty.to_owned()), Some(period.to_owned())),
            None => (duty, text("period")),
        };
        let filter = LedgerFilter {
            organisation: None,
            from: visit.query_as("from"),
            until: visit.query_as("until"),
            duty,
            period,
            kind: text("kind"),
            form: text("form"),
            speaker_class: text("speaker_class"),
            state: visit.query("state").and_then(StateKind::parse),
            came: visit.query("came").and_then(Came::parse),
            joint: is("joint"),
            themed: is("themed"),
            turnout: is("turnout"),
            text: text("text"),
        };
        let mut asked = Asked {
            filter,
            sort: visit.query("sort").map_or_else(Sort::default, Sort::parse),
            typed: text("organisation").unwrap_or_default(),
            candidates: None,
        };
        if !asked.typed.is_empty() {
            match find_in_ledger(&visit.site.app, &visit.actor, &asked.typed).await? {
                Found::One(id) => asked.filter.organisation = Some(id),
                Found::Several(candidates) => asked.candidates = Some(candidates),
            }
        }
        Ok(asked)
    }
}

/// An address of this visit's questions with some changed; an empty value takes one away. The page is never kept: another
/// filter or order has other pages.
pub(crate) fn address(visit: &Visit, path: &str, changes: &[(&str, &str)]) -> String {
    let is_changed = |name: &str| changes.iter().any(|(changed, _)| *changed == name);
    let is_kept = |name: &str| (QUESTIONS.contains(&name) || name == "sort") && !is_changed(name);
    let kept = visit
        .query
        .iter()
        .filter(|(name, value)| is_kept(name) && !value.is_empty())
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let new = changes.iter().copied().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = kept
        .chain(new)
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    if pairs.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", pairs.join("&"))
    }
}
