//! The table of operations: path, policy, questions, answer.
//! Must not know a page.

use std::pin::Pin;
use std::sync::Arc;

use app::{Came, Sort, SortBy};
use domain::access::{Action, TargetKind};
use domain::lecture::StateKind;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{answers, schema};
use crate::answer::{Answer, Trouble};
use crate::route::{Place, Policy, Route, get};
use crate::visit::Visit;

/// What a question may hold.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// Any text.
    Text,
    /// A day: `2020-12-01`.
    Day,
    /// A whole number from 1.
    Count,
    /// `yes` or `no`.
    YesOrNo,
    /// An id.
    Id,
    /// One of these words.
    OneOf(fn() -> Vec<String>),
}

/// A question of an operation.
#[derive(Clone, Copy)]
pub(super) struct Question {
    pub name: &'static str,
    pub holds: Holds,
    pub is_needed: bool,
    /// What it asks, for programmers.
    pub says: &'static str,
}

const fn may(name: &'static str, holds: Holds, says: &'static str) -> Question {
    Question {
        name,
        holds,
        is_needed: false,
        says,
    }
}

const fn needed(name: &'static str, holds: Holds, says: &'static str) -> Question {
    Question {
        is_needed: true,
        ..may(name, holds, says)
    }
}

/// A question that does not fit: its name, and the key of what is said of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct UnfitQuestion {
    /// The question.
    pub name: String,
    /// `unknown-question`, `missing-question` or `unreadable-question`.
    pub code: &'static str,
}

type Running = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// One operation.
pub(super) struct Operation {
    pub path: &'static str,
    pub policy: Policy,
    pub says: &'static str,
    pub questions: Vec<Question>,
    pub schema: &'static str,
    run: fn(Visit) -> Running,
}

const AS_OF: Question = may(
    "as_of",
    Holds::Day,
    "by the dates of the events up to this day; else today",
);
const AT: Question = may(
    "at",
    Holds::Count,
    "by what was known at this entry of the history; else now",
);
const LIMIT: Question = may(
    "limit",
    Holds::Count,
    "at most so many; 50 unless told, 200 at most",
);

/// Every operation.
pub(super) fn operations() -> Vec<Operation> {
    vec![status(), explain(), lectures(), lecture(), organisations()]
}

/// Whoever may do this to things of a sort where they come in.
const fn at_home(action: Action, kind: TargetKind) -> Policy {
    Policy::May(action, kind, Place::Home)
}

fn status() -> Operation {
    Operation {
        path: "/api/status",
        policy: at_home(Action::Read, TargetKind::Standing),
        says: "The figures of an organisation and all below it",
        questions: vec![
            may(
                "organisation",
                Holds::Text,
                "id or name; else where the asker comes in",
            ),
            may(
                "kind",
                Holds::Text,
                "only duties of organisations of this kind (id)",
            ),
            AS_OF,
            AT,
        ],
        schema: "Status",
        run: |visit| Box::pin(answers::status(visit)),
    }
}

fn explain() -> Operation {
    Operation {
        path: "/api/explain",
        policy: at_home(Action::Read, TargetKind::Standing),
        says: "Why an organisation stands where it stands in one period of one duty",
        questions: vec![
            needed("organisation", Holds::Text, "id or name"),
            needed("duty", Holds::Text, "id of the duty"),
            needed("period", Holds::Text, "label of the period, such as 2020-Q3"),
            AS_OF,
            AT,
        ],
        schema: "Explanation",
        run: |visit| Box::pin(answers::explain(visit)),
    }
}

fn lectures() -> Operation {
    let order = [
        may("sort", Holds::OneOf(sorts), "a column; with - the last first"),
        may(
            "after",
            Holds::Id,
            "go on after this lecture: `next` of the answer before",
        ),
        LIMIT,
    ];
    Operation {
        path: "/api/lectures",
        policy: at_home(Action::List, TargetKind::Lecture),
        says: "The ledger the asker may see, filtered, with the sums of what is filtered",
        questions: filter().into_iter().chain(order).collect(),
        schema: "Lectures",
        run: |visit| Box::pin(answers::lectures(visit)),
    }
}

fn lecture() -> Operation {
    Operation {
        path: "/api/lectures/{lecture}",
        policy: Policy::May(Action::Read, TargetKind::Lecture, Place::Lecture),
        says: "All that is on record of one lecture, what it counted for and its history",
        questions: Vec::new(),
        schema: "LectureRecord",
        run: |visit| Box::pin(answers::lecture(visit)),
    }
}

fn organisations() -> Operation {
    let after = "go on after this organisation: `next` of the answer before";
    Operation {
        path: "/api/organisations",
        policy: at_home(Action::List, TargetKind::Organisation),
        says: "The organisations the asker may list, in the order of the tree",
        questions: vec![may("after", Holds::Id, after), LIMIT],
        schema: "Organisations",
        run: |visit| Box::pin(answers::organisations(visit)),
    }
}

/// The questions that filter a ledger: those of the page.
fn filter() -> Vec<Question> {
    vec![
        may(
            "organisation",
            Holds::Text,
            "id or name; held by it or one below it",
        ),
        may("from", Holds::Day, "not before this day"),
        may("until", Holds::Day, "not after this day"),
        may("duty", Holds::Text, "counted for this duty (id)"),
        may(
            "period",
            Holds::Text,
            "counted in this period of the duty (label)",
        ),
        may("kind", Holds::Text, "lecture kind (id)"),
        may("form", Holds::Text, "one of its forms"),
        may("speaker_class", Holds::Text, "class of the main speaker (id)"),
        may("state", Holds::OneOf(states), "its state"),
        may("came", Holds::OneOf(came), "how the record came in"),
        may("joint", Holds::YesOrNo, "held by several organisations"),
        may("themed", Holds::YesOrNo, "a themed lecture"),
        may(
            "turnout",
            Holds::YesOrNo,
            "among those the attendance rate is made of: it counts and says both numbers",
        ),
        may("text", Holds::Text, "stands in title, venue or a speaker's name"),
    ]
}

fn states() -> Vec<String> {
    StateKind::ALL
        .iter()
        .map(|state| state.word().to_owned())
        .collect()
}

fn came() -> Vec<String> {
    Came::ALL.iter().map(|came| came.word().to_owned()).collect()
}

/// Every order: by each column, upwards and downwards.
fn sorts() -> Vec<String> {
    let both = SortBy::ALL.into_iter().flat_map(|by| [(by, false), (by, true)]);
    both.map(|(by, is_descending)| Sort { by, is_descending }.word())
        .collect()
}

/// A question every page and operation may be asked.
const LANGUAGE: &str = "lang";

impl Operation {
    /// Its route. What is asked is checked before anything is looked up: an unknown or unreadable question would
    /// otherwise be answered as if it had not been asked.
    pub(super) fn route(self) -> Route {
        let (path, policy) = (self.path, self.policy);
        let operation = Arc::new(self);
        get(path, policy, move |visit| {
            let operation = Arc::clone(&operation);
            async move {
                operation.check(&visit.query).map_err(Trouble::Question)?;
                (operation.run)(visit).await
            }
        })
    }

    /// Checks what is asked.
    ///
    /// # Errors
    /// When a question is unknown, does not read, or one that is needed is missing.
    pub(super) fn check(&self, asked: &[(String, String)]) -> Result<(), UnfitQuestion> {
        let unfit = |name: &str, code| UnfitQuestion {
            name: name.to_owned(),
            code,
        };
        for (name, value) in asked.iter().filter(|(name, _)| name != LANGUAGE) {
            let question = self.questions.iter().find(|question| question.name == name);
            let question = question.ok_or_else(|| unfit(name, "unknown-question"))?;
            if !question.holds.fits(value) {
                return Err(unfit(name, "unreadable-question"));
            }
        }
        let is_there = |question: &&Question| asked.iter().any(|(name, _)| name == question.name);
        let mut missing = self
            .questions
            .iter()
            .filter(|one| one.is_needed && !is_there(one));
        missing
            .next()
            .map_or(Ok(()), |one| Err(unfit(one.name, "missing-question")))
    }
}

impl Holds {
    fn fits(self, value: &str) -> bool {
        match self {
            Holds::Text => !value.trim().is_empty(),
            Holds::Day => value.parse::<Date>().is_ok(),
            Holds::Count => value.parse::<u32>().is_ok_and(|count| count > 0),
            Holds::YesOrNo => matches!(value, "yes" | "no"),
            Holds::Id => value.parse::<uuid::Uuid>().is_ok(),
            Holds::OneOf(words) => words().iter().any(|word| word == value),
        }
    }

    /// As a schema.
    pub(super) fn schema(self) -> Value {
        match self {
            Holds::Text => schema::text(),
            Holds::Day => schema::day(),
            Holds::Count => json!({ "type": "integer", "minimum": 1 }),
            Holds::YesOrNo => json!({ "type": "string", "enum": ["yes", "no"] }),
            Holds::Id => schema::id(),
            Holds::OneOf(words) => json!({ "type": "string", "enum": words() }),
        }
    }
}
