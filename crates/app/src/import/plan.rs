//! What an import would do: rows to add and to change, and what comes back. Decided before anything is written.
//! Must not write.

use domain::import_refusal::{ImportRefusal, ImportWarning};
use store::{
    AttendanceRow, LectureHostRow, LectureRow, LectureSpeakerRow, LedgerLineRow, MembershipRow,
    OrganisationParentRow, OrganisationRow, PersonRow, PostRow,
};

use super::lines::Place;
use super::reading::{Refused, Warned};

/// Rows of every table an import can touch.
#[derive(Clone, Default)]
pub struct RowSet {
    pub organisations: Vec<OrganisationRow>,
    pub parents: Vec<OrganisationParentRow>,
    pub people: Vec<PersonRow>,
    pub memberships: Vec<MembershipRow>,
    pub posts: Vec<PostRow>,
    pub lectures: Vec<LectureRow>,
    pub hosts: Vec<LectureHostRow>,
    pub speakers: Vec<LectureSpeakerRow>,
    pub attendances: Vec<AttendanceRow>,
    pub ledger_lines: Vec<LedgerLineRow>,
}

impl RowSet {
    /// Rows of all tables together.
    pub(super) fn count(&self) -> usize {
        let of_organisations = self.organisations.len() + self.parents.len();
        let of_people = self.people.len() + self.memberships.len() + self.posts.len();
        let of_lectures = self.lectures.len() + self.hosts.len() + self.speakers.len();
        of_organisations + of_people + of_lectures + self.attendances.len() + self.ledger_lines.len()
    }
}

/// A held row that the file corrects, and in what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// Where the row stands.
    pub place: Place,
    /// What it says anew.
    pub fields: Vec<FieldChange>,
}

/// One field of a corrected row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldChange {
    /// Column key.
    pub field: &'static str,
    /// What was held.
    pub was: String,
    /// What the file says.
    pub now: String,
}

/// What an import would do.
#[derive(Default)]
pub struct Plan {
    /// New rows.
    pub add: RowSet,
    /// Rows that replace held ones of the same key.
    pub replace: RowSet,
    /// Hosts to remove: a corrected lecture has fewer than before.
    pub drop_hosts: Vec<LectureHostRow>,
    /// Lines newly taken.
    pub accepted: u32,
    /// Lines that say what is held already.
    pub unchanged: u32,
    /// Lines that correct what is held.
    pub changed: Vec<Changed>,
    /// Lines refused.
    pub refused: Vec<Refused>,
    /// Warnings.
    pub warnings: Vec<Warned>,
}

impl Plan {
    /// Whether there is anything to write.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.accepted == 0 && self.changed.is_empty() && self.add.ledger_lines.is_empty()
    }

    /// Sends a line back.
    pub(super) fn refuse(&mut self, place: &Place, why: ImportRefusal) {
        self.refused.push(Refused {
            place: place.clone(),
            why,
        });
    }

    /// Says something of a line that is taken all the same.
    pub(super) fn warn(&mut self, place: &Place, what: ImportWarning) {
        self.warnings.push(Warned {
            place: place.clone(),
            what,
        });
    }

    /// Notes a line that corrects what is held; without a difference it is unchanged.
    pub(super) fn compared(&mut self, place: &Place, fields: Vec<FieldChange>) -> bool {
        if fields.is_empty() {
            self.unchanged += 1;
            return false;
        }
        self.changed.push(Changed {
            place: place.clone(),
            fields,
        });
        true
    }
}

/// Collects what differs between a held row and a line.
#[derive(Default)]
pub(super) struct Differences(pub Vec<FieldChange>);

impl Differences {
    /// Compares one field in the words a person would see.
    pub(super) fn field<T: PartialEq + Shown>(&mut self, field: &'static str, was: &T, now: &T) {
        if was != now {
            self.note(field, was, now);
        }
    }

    /// Notes a difference that was found by other means than the words.
    pub(super) fn note<T: Shown>(&mut self, field: &'static str, was: &T, now: &T) {
        self.0.push(FieldChange {
            field,
            was: was.shown(),
            now: now.shown(),
        });
    }
}

/// How a value looks in a list of changes.
pub(super) trait Shown {
    /// The text.
    fn shown(&self) -> String;
}

impl Shown for String {
    fn shown(&self) -> String {
        self.clone()
    }
}

impl<T: ToString> Shown for Option<T> {
    fn shown(&self) -> String {
        self.as_ref().map(ToString::to_string).unwrap_or_default()
    }
}
