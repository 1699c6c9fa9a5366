//! 筛选: which lectures of a ledger are wanted. A filter is plain values, so that an address can carry it.
//! Must not look beyond what may be seen: the places come in.

use std::collections::HashSet;

use domain::id::{LectureId, OrganisationId};
use domain::lecture::{Lecture, Origin, StateKind};
use domain::organisation::Tree;
use domain::workday::Workdays;
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::{Refusal, Snapshot, packs};

/// What is wanted of a ledger; what is not named is not asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LedgerFilter {
    /// Held by this organisation or one below it.
    pub organisation: Option<OrganisationId>,
    /// Not before this day.
    pub from: Option<Date>,
    /// Not after this day.
    pub until: Option<Date>,
    /// 计入: counted for this duty (id).
    pub duty: Option<String>,
    /// Counted in this period of the duty (label).
    pub period: Option<String>,
    /// Lecture kind id.
    pub kind: Option<String>,
    /// 形式: one of its forms.
    pub form: Option<String>,
    /// Class id of the main speaker.
    pub speaker_class: Option<String>,
    /// In this state.
    pub state: Option<StateKind>,
    /// How the record came in.
    pub came: Option<Came>,
    /// 联合开展, or not.
    pub joint: Option<bool>,
    /// 专题党课, or not.
    pub themed: Option<bool>,
    /// Among those 到课率 is made of, or not: it counts and says both numbers.
    pub turnout: Option<bool>,
    /// Stands in title, venue or a speaker's name.
    pub text: Option<String>,
}

/// How a record came in, as a clerk asks for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came {
    /// A row of a ledger.
    Ledger,
    /// By the branch itself.
    Branch,
    /// 代填.
    OnBehalf,
    /// 补录: later than the workdays that are free.
    Backfilled,
}

impl Came {
    /// All, in the order they are offered.
    pub const ALL: [Came; 4] = [Came::Branch, Came::OnBehalf, Came::Ledger, Came::Backfilled];

    /// The word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Came::Ledger => "ledger",
            Came::Branch => "branch",
            Came::OnBehalf => "on-behalf",
            Came::Backfilled => "backfilled",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Came> {
        Came::ALL.into_iter().find(|came| came.word() == word)
    }
}

impl LedgerFilter {
    /// What the history keeps of it. A text that was looked for may be a name: only that one was is kept.
    pub(crate) fn for_history(&self) -> Value {
        let words = [
            ("organisation", self.organisation.map(|id| id.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("until", self.until.map(|day| day.to_string())),
            ("duty", self.duty.clone()),
            ("period", self.period.clone()),
            ("kind", self.kind.clone()),
            ("form", self.form.clone()),
            ("speaker_class", self.speaker_class.clone()),
            ("state", self.state.map(|state| state.word().to_owned())),
            ("came", self.came.map(|came| came.word().to_owned())),
            ("joint", self.joint.map(|joint| joint.to_string())),
            ("themed", self.themed.map(|themed| themed.to_string())),
            ("turnout", self.turnout.map(|turnout| turnout.to_string())),
            ("text", self.text.as_ref().map(|_| "…".to_owned())),
        ];
        let said = words
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))));
        Value::Object(said.collect::<Map<String, Value>>())
    }
}

/// The day a lecture belongs to: that of its end, or that it is planned for.
pub(super) fn day_of(lecture: &Lecture) -> Option<Date> {
    lecture.ended_on().or(lecture.planned_on)
}

/// Lets through what is wanted.
pub(super) struct Sieve<'a> {
    filter: &'a LedgerFilter,
    snapshot: &'a Snapshot,
    places: HashSet<OrganisationId>,
    counted: Option<HashSet<LectureId>>,
    workdays: Workdays,
    text: Option<String>,
}

impl<'a> Sieve<'a> {
    /// A sieve over what may be seen (`places`).
    ///
    /// # Errors
    /// When the rules have no such duty, or it has no such period.
    pub(super) fn new(
        snapshot: &'a Snapshot,
        tree: &Tree,
        filter: &'a LedgerFilter,
        mut places: HashSet<OrganisationId>,
    ) -> Result<Sieve<'a>, Refusal> {
        if let Some(top) = filter.organisation {
            places.retain(|place| tree.is_within(*place, top));
        }
        let counted = filter
            .duty
            .as_deref()
            .map(|duty| counted(snapshot, (duty, filter.period.as_deref()), &places));
        Ok(Sieve {
            counted: counted.transpose()?,
            filter,
            snapshot,
            places,
            workdays: packs::workdays(&snapshot.rules),
            text: filter.text.as_deref().map(folded),
        })
    }

    /// Whether a lecture is wanted.
    pub(super) fn keeps(&self, lecture: &Lecture) -> bool {
        let filter = self.filter;
        let day = day_of(lecture);
        let is = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| found == Some(wanted))
        };
        self.is_visible(lecture)
            && filter.from.is_none_or(|from| day.is_some_and(|day| day >= from))
            && filter
                .until
                .is_none_or(|until| day.is_some_and(|day| day <= until))
            && is(&filter.kind, Some(&lecture.kind))
            && is(&filter.speaker_class, lecture.main_class())
            && filter
                .form
                .as_ref()
                .is_none_or(|form| lecture.forms.contains(form))
            && filter.state.is_none_or(|state| lecture.state.kind() == state)
            && filter.joint.is_none_or(|joint| lecture.is_joint() == joint)
            && filter.themed.is_none_or(|themed| lecture.themed == themed)
            && filter
                .turnout
                .is_none_or(|turnout| lecture.turnout_as_of(self.snapshot.as_of).is_some() == turnout)
            && filter.came.is_none_or(|came| self.came(lecture, came))
            && self
                .counted
                .as_ref()
                .is_none_or(|counted| counted.contains(&lecture.id))
            && self.text.as_deref().is_none_or(|text| says(lecture, text))
    }

    /// Whether one of its hosts may be seen here.
    fn is_visible(&self, lecture: &Lecture) -> bool {
        lecture
            .hosts
            .iter()
            .any(|host| self.places.contains(&host.organisation))
    }

    fn came(&self, lecture: &Lecture, came: Came) -> bool {
        match came {
            Came::Ledger => matches!(lecture.origin, Origin::Ledger | Origin::Demo),
            Came::Branch => lecture.origin == Origin::Branch,
            Came::OnBehalf => lecture.origin == Origin::OnBehalf,
            Came::Backfilled => is_backfilled(lecture, self.snapshot, &self.workdays),
        }
    }
}

/// The lectures that counted for a duty of one of these organisations, in one period of it or in any.
fn counted(
    snapshot: &Snapshot,
    (duty, period): (&str, Option<&str>),
    places: &HashSet<OrganisationId>,
) -> Result<HashSet<LectureId>, Refusal> {
    let rules = &snapshot.rules;
    let occurrences = match period {
        Some(period) => vec![snapshot.occurrence(duty, period)?],
        None if rules.duty_ids().contains(&duty) => rules.occurrences_of(duty, snapshot.as_of),
        None => {
            let known = rules.duty_ids().into_iter().map(str::to_owned).collect();
            let duty = duty.to_owned();
            return Err(Refusal::UnknownDuty { duty, known });
        }
    };
    let board = snapshot.board();
    let mut counted = HashSet::new();
    for occurrence in &occurrences {
        let places = board
            .tree()
            .preorder()
            .iter()
            .filter(|place| places.contains(place));
        for place in places {
            let proof = board.proof(*place, occurrence.clone());
            let lectures = proof.into_iter().flat_map(|proof| proof.counted);
            counted.extend(lectures.map(|one| one.lecture));
        }
    }
    Ok(counted)
}

/// 补录: whether the record was filed later than the free workdays (E12). It was filed when its id was made.
pub(crate) fn is_backfilled(lecture: &Lecture, snapshot: &Snapshot, workdays: &Workdays) -> bool {
    let filed = snapshot.day_of_id(lecture.id.0);
    filed.is_some_and(|filed| lecture.backfill(filed, &snapshot.rules, workdays).is_backfilled())
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Whether title, venue or a speaker's name holds a text (folded).
fn says(lecture: &Lecture, text: &str) -> bool {
    let names = lecture
        .speakers
        .iter()
        .filter_map(|speaker| speaker.name.as_deref());
    let mut said = names
        .chain([lecture.title.as_str()])
        .chain(lecture.venue.as_deref());
    said.any(|said| said.to_lowercase().contains(text))
}
