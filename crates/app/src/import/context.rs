//! What every kind of import looks things up in.
//! Must not refuse by itself: it says what a name means.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use domain::facts::Facts;
use domain::id::{LectureId, OrganisationId};
use domain::import_refusal::ImportRefusal;
use domain::lecture::Lecture;
use domain::naming::{Directory, Listed, Match};
use domain::rule_set::RuleSet;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::answer::Decision;
use super::lines::Place;
use crate::erased::Erased;

/// Facts, rules and answers of one import.
pub struct Context<'a> {
    /// What is on record.
    pub facts: &'a Facts,
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// The day of the import.
    pub today: Date,
    /// Its moment.
    pub now: Timestamp,
    /// Who imports, as the history names it.
    pub actor: &'a str,
    /// The root of the tree, on record or not yet.
    pub root: Option<OrganisationId>,
    /// Marks of those who were erased.
    pub(crate) erased: &'a Erased,
    directory: Cow<'a, Directory>,
    decisions: HashMap<(String, u32), &'a str>,
    ids: &'a dyn Fn() -> Uuid,
    looked_up: RefCell<HashMap<String, Match>>,
    looked_up_joint: RefCell<HashMap<String, Vec<(String, Match)>>>,
}

/// Who imports, when, and where new ids come from.
pub struct Clerk<'a> {
    /// As the history names it.
    pub actor: &'a str,
    /// The moment.
    pub now: Timestamp,
    /// The day there.
    pub today: Date,
    /// The root of the tree, on record or not yet.
    pub root: Option<OrganisationId>,
    /// Marks of those who were erased.
    pub(crate) erased: &'a Erased,
    /// New ids.
    pub ids: &'a dyn Fn() -> Uuid,
}

impl<'a> Context<'a> {
    /// Prepares the look-ups.
    #[must_use]
    pub fn new(
        facts: &'a Facts,
        rules: &'a RuleSet,
        decisions: &'a [Decision],
        clerk: &Clerk<'a>,
    ) -> Context<'a> {
        let listed: Vec<Listed<'_>> = facts.organisations.iter().map(Listed::from).collect();
        let directory = Cow::Owned(Directory::new(&listed, rules));
        Context::knowing(directory, (facts, rules), decisions, clerk)
    }

    /// The same with a directory of the facts that was made before.
    #[must_use]
    pub fn knowing(
        directory: Cow<'a, Directory>,
        (facts, rules): (&'a Facts, &'a RuleSet),
        decisions: &'a [Decision],
        clerk: &Clerk<'a>,
    ) -> Context<'a> {
        let decisions = decisions
            .iter()
            .map(|d| ((d.sheet.clone(), d.row), d.organisation.as_str()));
        Context {
            facts,
            rules,
            today: clerk.today,
            now: clerk.now,
            actor: clerk.actor,
            root: clerk.root,
            erased: clerk.erased,
            directory,
            decisions: decisions.collect(),
            ids: clerk.ids,
            looked_up: RefCell::default(),
            looked_up_joint: RefCell::default(),
        }
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        (self.ids)()
    }

    /// The full name of an organisation; empty when it is not on record.
    #[must_use]
    pub fn name(&self, id: OrganisationId) -> &'a str {
        self.facts
            .organisation(id)
            .map_or("", |organisation| organisation.full_name.as_str())
    }

    /// A lecture on record.
    #[must_use]
    pub fn lecture(&self, id: LectureId) -> Option<&'a Lecture> {
        self.facts.lecture(id)
    }

    /// The one organisation a cell names.
    ///
    /// # Errors
    /// When it fits none, or several and no answer settles it.
    pub fn organisation(&self, text: &str, place: &Place) -> Result<OrganisationId, ImportRefusal> {
        let mut known = self.looked_up.borrow_mut();
        // A roster names its branch in every row.
        let found = known
            .entry(text.to_owned())
            .or_insert_with(|| self.directory.find(text));
        self.settle(text, found, place)
    }

    /// Every organisation a cell names, each once, in the order of the cell.
    ///
    /// # Errors
    /// When one of them fits none, or several and no answer settles it.
    pub fn organisations(&self, text: &str, place: &Place) -> Result<Vec<OrganisationId>, ImportRefusal> {
        let mut known = self.looked_up_joint.borrow_mut();
        let items = known
            .entry(text.to_owned())
            .or_insert_with(|| self.directory.find_joint(text));
        let mut found: Vec<OrganisationId> = Vec::with_capacity(items.len());
        for (item, matched) in items.iter() {
            let id = self.settle(item, matched, place)?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    fn settle(&self, text: &str, matched: &Match, place: &Place) -> Result<OrganisationId, ImportRefusal> {
        let name = text.to_owned();
        match matched {
            Match::One(id) => Ok(*id),
            Match::None => self.answered(place).ok_or(ImportRefusal::Unknown { name }),
            Match::Several(ids) => {
                let candidates = || ids.iter().map(|id| self.name(*id).to_owned()).collect();
                match (
                    self.answered(place),
                    self.decisions.get(&(place.sheet.clone(), place.row)),
                ) {
                    (Some(id), _) if ids.contains(&id) => Ok(id),
                    (_, Some(answer)) => Err(ImportRefusal::AnswerDoesNotFit {
                        answer: (*answer).to_owned(),
                        candidates: candidates(),
                    }),
                    _ => Err(ImportRefusal::Ambiguous {
                        name,
                        candidates: candidates(),
                    }),
                }
            }
        }
    }

    /// What a person answered for this row.
    fn answered(&self, place: &Place) -> Option<OrganisationId> {
        let answer = *self.decisions.get(&(place.sheet.clone(), place.row))?;
        let by_id = answer.parse().ok().filter(|id| !self.name(*id).is_empty());
        by_id.or_else(|| self.directory.find(answer).one())
    }
}
