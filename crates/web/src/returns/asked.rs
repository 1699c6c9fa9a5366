//! What is asked about a file that came back, as a form; and what somebody answered.
//! Must not settle anything: the application does.

use std::collections::BTreeMap;

use app::Snapshot;
use app::returns::{FileAnswer, FileTaken};
use domain::id::OrganisationId;
use domain::import_refusal::ImportRefusal;
use domain::return_form::{ReturnForm, ReturnQuestion};

use super::row::header;
use crate::posted::Posted;
use crate::visit::Visit;

/// A question with a list to choose from.
pub struct Choosing {
    /// The field.
    pub field: String,
    /// What is asked.
    pub says: String,
    /// What can be chosen: value and words.
    pub options: Vec<(String, String)>,
}

/// What is asked about a file.
#[derive(Default)]
pub struct FileAsked {
    /// Questions to choose an answer to.
    pub choosing: Vec<Choosing>,
    /// Its organisation has another file: which of the two?
    pub twice: Option<String>,
    /// What only its sender can mend, with its place; the first few.
    pub told: Vec<String>,
    /// How many more of these there are.
    pub told_left: usize,
}

/// Columns whose absence says nothing: nobody is asked for them.
const NOT_ASKED: [&str; 2] = ["number", "note"];
/// So many of what only the sender can mend are listed.
const MOST_TOLD: usize = 30;
/// What a row is when it is none that was sent.
const NEW: &str = "new";

impl FileAsked {
    /// Whether there is anything to choose.
    pub fn has_choices(&self) -> bool {
        !self.choosing.is_empty() || self.twice.is_some()
    }

    /// How much is asked or told.
    pub fn count(&self) -> usize {
        self.choosing.len() + usize::from(self.twice.is_some()) + self.told.len() + self.told_left
    }

    /// What is asked about a file; `parts` are those it may belong to, empty where that is no question.
    pub fn of(
        visit: &Visit,
        (file, snapshot): (&FileTaken, &Snapshot),
        parts: &[OrganisationId],
    ) -> FileAsked {
        let asking = Asking {
            visit,
            snapshot,
            form: file.form,
        };
        let mut asked = FileAsked::default();
        for (place, question) in &file.questions {
            let at = place
                .as_ref()
                .map(|place| visit.words.place(&place.sheet, place.row));
            let row = place
                .as_ref()
                .map(|place| format!("{}!{}", place.sheet, place.row));
            let says = asking.said(question, at.as_deref());
            match (question, row) {
                (ReturnQuestion::Whose(first), _) => {
                    asked.choosing.push(asking.whose(says, first, parts));
                }
                (ReturnQuestion::Twice { .. }, _) => asked.twice = Some(says),
                (ReturnQuestion::NotAForm { missing, seen }, _) if !seen.is_empty() => {
                    asked
                        .choosing
                        .extend(asking.columns(missing.iter().map(String::as_str), seen));
                    asked.told.push(says);
                }
                (ReturnQuestion::Cell(ImportRefusal::Ambiguous { candidates, .. }), Some(row)) => {
                    let options = candidates.iter().map(|name| (name.clone(), name.clone()));
                    asked.choosing.push(Choosing {
                        field: format!("org/{row}"),
                        says,
                        options: options.collect(),
                    });
                }
                (ReturnQuestion::Doubtful { .. }, Some(row)) => {
                    asked.choosing.push(asking.doubtful(says, (&row, file)));
                }
                _ => asked.told.push(says),
            }
        }
        if !file.unknown.is_empty() && file.organisation.is_some() {
            let absent = file.absent.iter().copied();
            asked.choosing.extend(asking.columns(absent, &file.unknown));
        }
        asked.told_left = asked.told.len().saturating_sub(MOST_TOLD);
        asked.told.truncate(MOST_TOLD);
        asked
    }
}

struct Asking<'a> {
    visit: &'a Visit,
    snapshot: &'a Snapshot,
    form: ReturnForm,
}

impl Asking<'_> {
    fn said(&self, question: &ReturnQuestion, at: Option<&str>) -> String {
        let name = |id| self.snapshot.short_name(id).unwrap_or_default().to_owned();
        let words = &self.visit.words;
        let advice = words.return_question(question, &name);
        // Which of the two is asked by buttons; the rest of the advice is for the command line.
        let said = match question {
            ReturnQuestion::Twice { .. } => advice.what,
            _ => advice.text(words),
        };
        at.map_or_else(|| said.clone(), |at| words.said_of(at, &said))
    }

    /// Those its rows speak of before the others.
    fn whose(&self, says: String, first: &[OrganisationId], parts: &[OrganisationId]) -> Choosing {
        let others = parts.iter().filter(|part| !first.contains(part));
        let option = |id: &OrganisationId| {
            let name = self.snapshot.short_name(*id).unwrap_or_default();
            (id.to_string(), name.to_owned())
        };
        Choosing {
            field: "organisation".to_owned(),
            says,
            options: first.iter().chain(others).map(option).collect(),
        }
    }

    /// Which header is this column?
    fn columns<'b>(&self, missing: impl Iterator<Item = &'b str>, headers: &[String]) -> Vec<Choosing> {
        let headers = headers.iter().filter(|header| !header.trim().is_empty());
        let options: Vec<(String, String)> = headers.map(|header| (header.clone(), header.clone())).collect();
        let column = |key: &str| Choosing {
            field: format!("column/{key}"),
            says: self.visit.words.say(
                "returns-which-column",
                &[("column", header(self.visit, self.form, key).into())],
            ),
            options: options.clone(),
        };
        missing.filter(|key| *key != "number").map(column).collect()
    }

    fn doubtful(&self, says: String, (row, file): (&str, &FileTaken)) -> Choosing {
        let doubt = file.compared.doubtful.iter().find(|doubt| doubt.row_key == row);
        let candidates = doubt.map(|doubt| doubt.candidates.as_slice()).unwrap_or_default();
        let options = candidates
            .iter()
            .map(|(record, called)| (record.to_string(), called.clone()));
        let new = (NEW.to_owned(), self.visit.words.say("returns-new-row", &[]));
        Choosing {
            field: format!("row/{row}"),
            says,
            options: options.chain(std::iter::once(new)).collect(),
        }
    }
}

/// What somebody answered; empty choices are none.
pub fn answered(posted: &Posted) -> FileAnswer {
    let mut answer = FileAnswer {
        organisation: posted.field_as("organisation"),
        stands: posted.field("stands").map(|stands| stands == "yes"),
        ..FileAnswer::default()
    };
    let said = posted
        .fields()
        .iter()
        .filter(|(_, value)| !value.trim().is_empty());
    for (field, value) in said {
        if let Some(column) = field.strip_prefix("column/") {
            answer.columns.insert(value.clone(), column.to_owned());
        } else if let Some(row) = field.strip_prefix("org/") {
            answer.organisations.insert(row.to_owned(), value.clone());
        } else if let Some(row) = field.strip_prefix("row/") {
            // Anything else was left open.
            if value == NEW {
                answer.rows.insert(row.to_owned(), None);
            } else if let Ok(record) = value.parse() {
                answer.rows.insert(row.to_owned(), Some(record));
            }
        }
    }
    answer
}

/// Columns taken for what their names do not say, in words; columns that are not there.
pub fn recognised(visit: &Visit, file: &FileTaken) -> Vec<String> {
    let column = |key: &str| header(visit, file.form, key);
    let mut said: Vec<String> = (file.recognised.iter())
        .map(|(header, key)| {
            let filled = [("header", header.as_str().into()), ("column", column(key).into())];
            visit.words.say("returns-recognised", &filled)
        })
        .collect();
    let absent: BTreeMap<&str, String> = file.absent.iter().map(|key| (*key, column(key))).collect();
    let absent: Vec<&String> = absent
        .iter()
        .filter(|(key, _)| !NOT_ASKED.contains(*key))
        .map(|(_, name)| name)
        .collect();
    if !absent.is_empty() && file.organisation.is_some() {
        let names = visit.words.list(&absent);
        said.push(visit.words.say("returns-absent", &[("columns", names.into())]));
    }
    said
}
