//! The facts of a tree with the rules in force, for every question about standings and figures.
//! Must not reckon: `domain::status` does, on what this hands over.

use domain::access::{Action, Target, TargetKind};
use domain::facts::Facts;
use domain::id::{LectureId, OrganisationId, TreeId};
use domain::lecture::Lecture;
use domain::naming::{Directory, Match};
use domain::obligation::Proof;
use domain::period::plus_days;
use domain::rule_set::{Level, Occurrence, RuleSet};
use domain::status::{Board, Overview, Shift, Status, shifts};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;
use store::{AuditNumber, LedgerLineRow, LedgerRow, Reading};

use crate::app::{permit, permit_to};
use crate::known::Known;
use crate::reckoned::Reckoned;
use crate::{Actor, App, Failure, Refusal};

/// What stands between the names of a path.
const JOINT: &str = " · ";
/// More levels than any tree has.
const DEEPEST: usize = 32;

/// From the root to an organisation as the tree stands on a day.
pub(crate) fn path_to(facts: &Facts, id: OrganisationId, on: Date) -> Vec<OrganisationId> {
    let parent = |of: &OrganisationId| facts.organisation(*of)?.parent_on(on);
    // A ring of parents must not hang the program.
    let mut path: Vec<OrganisationId> = std::iter::successors(Some(id), parent).take(DEEPEST).collect();
    path.reverse();
    path
}

/// What a question is about.
#[derive(Clone, Copy, Default)]
pub struct Ask<'a> {
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// By the dates of the events up to this day; none: today.
    pub as_of: Option<Date>,
    /// By what was known at this number of the history; none: now.
    pub known_at: Option<i64>,
}

impl<'a> Ask<'a> {
    /// A tree as it stands today and is known now.
    #[must_use]
    pub fn of(tree: Option<&'a str>) -> Ask<'a> {
        Ask {
            tree,
            ..Ask::default()
        }
    }
}

/// A tree's facts and rules, and the day they are looked at from.
pub struct Snapshot {
    /// The tree.
    pub tree: TreeId,
    /// The facts.
    pub facts: Arc<Facts>,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    /// The day.
    pub as_of: Date,
    /// Looked at by what was known earlier (`--at`): the history holds no names, so nobody's own duties are told.
    pub is_past: bool,
    numbers: Arc<HashMap<LectureId, i64>>,
    reckoned: Arc<Reckoned>,
}

/// Reads a tree for questions.
///
/// # Errors
/// When the actor may not, there is no such tree, or the database fails.
pub async fn snapshot(app: &App, actor: &Actor, ask: Ask<'_>) -> Result<Snapshot, Failure> {
    permit(actor, Action::Read, TargetKind::Standing)?;
    look(app, ask).await
}

/// As [`snapshot`], for commands that ask for permission by what they find in it.
///
/// # Errors
/// When there is no such tree, or the database fails.
pub(crate) async fn look(app: &App, ask: Ask<'_>) -> Result<Snapshot, Failure> {
    let tree = app.tree(ask.tree).await?;
    let known = match ask.known_at {
        None => app.known(tree).await?,
        Some(number) => known_at(&mut app.store().read(tree).await?, number).await?,
    };
    let as_of = ask.as_of.unwrap_or_else(|| app.today(&known.rules));
    Ok(Snapshot {
        tree,
        facts: known.facts,
        rules: known.rules,
        as_of,
        is_past: ask.known_at.is_some(),
        numbers: known.numbers,
        reckoned: known.reckoned,
    })
}

/// The facts and rules as they were known right after an entry of the history.
///
/// # Errors
/// When there is no such entry, or the database fails.
pub(crate) async fn known_at(reading: &mut Reading, number: i64) -> Result<Known, Failure> {
    let newest = reading.number().await?.0;
    if !(1..=newest).contains(&number) {
        let last = newest;
        return Err(Refusal::UnknownNumber { number, last }.into());
    }
    let known = reading.known_at(AuditNumber(number)).await?;
    let ledger = last(known.rows()?).map(|ledger| ledger.id);
    let lines: Vec<LedgerLineRow> = known.rows()?;
    let lines = lines.into_iter().filter(|line| Some(line.ledger_id) == ledger);
    Known::of(known.rows()?, known.facts()?, lines)
}

/// The lines of the ledger imported last.
pub(crate) async fn last_ledger(reading: &mut Reading) -> Result<Vec<LedgerLineRow>, Failure> {
    match last(reading.all().await?) {
        Some(ledger) => Ok(reading.under((ledger.id,)).await?),
        None => Ok(Vec::new()),
    }
}

/// The ledger imported last.
fn last(ledgers: Vec<LedgerRow>) -> Option<LedgerRow> {
    ledgers
        .into_iter()
        .max_by_key(|ledger| (ledger.audit_number, ledger.id))
}

impl Snapshot {
    /// What is known, looked at from a day.
    pub(crate) fn of_known(tree: TreeId, known: Known, as_of: Date) -> Snapshot {
        Snapshot {
            tree,
            facts: known.facts,
            rules: known.rules,
            as_of,
            is_past: false,
            numbers: known.numbers,
            reckoned: known.reckoned,
        }
    }

    /// The figures of the day for every organisation, reckoned once.
    #[must_use]
    pub fn overview(&self) -> Arc<Overview> {
        self.reckoned.overview(&self.facts, &self.rules, self.as_of)
    }

    /// The board to ask.
    #[must_use]
    pub fn board(&self) -> Board<'_> {
        Board::new(&self.facts, &self.rules, self.as_of)
    }

    /// The organisation a text means: id, full or short name, or names joined by `/` or `·`; none: the root.
    ///
    /// # Errors
    /// When it fits none or several.
    pub fn find(&self, text: Option<&str>) -> Result<OrganisationId, Refusal> {
        let Some(text) = text else {
            return Ok(OrganisationId(self.tree.0));
        };
        if let Ok(id) = text.parse::<OrganisationId>()
            && self.name(id).is_some()
        {
            return Ok(id);
        }
        let fits = match self.matching(text) {
            Match::One(id) => return Ok(id),
            Match::None => return Err(Refusal::UnknownOrganisation(text.to_owned())),
            Match::Several(fits) => fits,
        };
        // Of several that could be meant, the one that pages call exactly so.
        let mut called = fits.iter().filter(|id| self.is_called(**id, text.trim()));
        match (called.next(), called.next()) {
            (Some(id), None) => Ok(*id),
            _ => Err(Refusal::AmbiguousOrganisation {
                name: text.to_owned(),
                candidates: fits
                    .iter()
                    .filter_map(|id| self.name(*id))
                    .map(str::to_owned)
                    .collect(),
            }),
        }
    }

    /// Whether a page calls an organisation exactly so, whoever looks at it.
    fn is_called(&self, id: OrganisationId, text: &str) -> bool {
        let whole = self.short_path(id, OrganisationId(self.tree.0));
        let above = whole.strip_suffix(text);
        above.is_some_and(|above| above.is_empty() || above.ends_with(JOINT))
    }

    /// All organisations, to be found by what people call them; made once.
    pub(crate) fn directory(&self) -> &Directory {
        self.reckoned.directory(&self.facts, &self.rules)
    }

    /// The organisations a written name means.
    #[must_use]
    pub fn matching(&self, text: &str) -> Match {
        self.directory().find(text)
    }

    /// From the root to an organisation, as the tree stands today: where rights over it are looked for.
    #[must_use]
    pub fn path(&self, id: OrganisationId) -> Vec<OrganisationId> {
        path_to(&self.facts, id, self.as_of)
    }

    /// Asks whether the actor may do this to things of an organisation.
    ///
    /// # Errors
    /// When the actor may not; the same for an organisation that is not there.
    pub(crate) fn permit(
        &self,
        actor: &Actor,
        (action, kind): (Action, TargetKind),
        organisation: OrganisationId,
    ) -> Result<(), Failure> {
        permit_to(actor, action, &Target::of(kind, self.path(organisation)))
    }

    /// The full name of an organisation.
    #[must_use]
    pub fn name(&self, id: OrganisationId) -> Option<&str> {
        self.facts
            .organisation(id)
            .map(|organisation| organisation.full_name.as_str())
    }

    /// The name of an organisation where its place is clear, in a table or under its township: 雾溪镇,
    /// 茶坞村第一支部. Unlike those of its siblings.
    #[must_use]
    pub fn short_name(&self, id: OrganisationId) -> Option<&str> {
        self.reckoned.short_names(&self.facts, &self.rules).of(id)
    }

    /// The short names from below `top` down to an organisation (雾溪镇 · 茶坞村第一支部): for lists over several
    /// townships, where a village's name may be there twice (E42). One that is not below `top` is named from where the
    /// two ways part. [`Snapshot::find`] finds it again.
    #[must_use]
    pub fn short_path(&self, id: OrganisationId, top: OrganisationId) -> String {
        let path = self.path(id);
        let from = self.path(top);
        let shared = path.iter().zip(&from).take_while(|(one, other)| one == other);
        let names = path
            .iter()
            .skip(shared.count())
            .filter_map(|above| self.short_name(*above));
        let mut shown: Vec<&str> = Vec::new();
        for name in names {
            // 茶坞村第一支部 says 茶坞村 already.
            if shown.last().is_some_and(|above| name.starts_with(above)) {
                shown.pop();
            }
            shown.push(name);
        }
        if shown.is_empty() {
            return self.short_name(id).unwrap_or_default().to_owned();
        }
        shown.join(JOINT)
    }

    /// The day an id was made, where the programme runs: ids are made with the records they name (UUID version 7).
    #[must_use]
    pub fn day_of_id(&self, id: uuid::Uuid) -> Option<Date> {
        let (seconds, nanos) = id.get_timestamp()?.to_unix();
        let made = jiff::Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?).ok()?;
        let zone = jiff::tz::TimeZone::get(&self.rules.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        Some(zone.to_datetime(made).date())
    }

    /// Whether an organisation is of the level of townships.
    #[must_use]
    pub fn is_township(&self, id: OrganisationId) -> bool {
        let kind = self
            .facts
            .organisation(id)
            .map(|organisation| organisation.kind.as_str());
        let kind = kind.and_then(|kind| self.rules.organisation_kind(kind));
        kind.is_some_and(|kind| kind.level == Level::Township)
    }

    /// Whether members are at home in an organisation of this kind; a temporary one gives no home (E4).
    #[must_use]
    pub fn keeps_members(&self, id: OrganisationId) -> bool {
        let kind = self
            .facts
            .organisation(id)
            .map(|organisation| organisation.kind.as_str());
        let kind = kind.and_then(|kind| self.rules.organisation_kind(kind));
        kind.is_some_and(|kind| kind.branch && !kind.temporary)
    }

    /// A lecture.
    #[must_use]
    pub fn lecture(&self, id: LectureId) -> Option<&Lecture> {
        self.facts.lecture(id)
    }

    /// 序号 of a lecture in the ledger last imported.
    #[must_use]
    pub fn ledger_number(&self, id: LectureId) -> Option<i64> {
        self.numbers.get(&id).copied()
    }

    /// The figures below an organisation.
    ///
    /// # Errors
    /// When the kind is none of the pack's.
    pub fn status(&self, top: OrganisationId, kind: Option<&str>) -> Result<Status, Refusal> {
        if let Some(kind) = kind.filter(|kind| self.rules.organisation_kind(kind).is_none()) {
            let known = self
                .rules
                .organisation_kinds
                .iter()
                .map(|kind| kind.id.clone())
                .collect();
            return Err(Refusal::UnknownKind {
                kind: kind.to_owned(),
                known,
            });
        }
        let mut status = self.board().status(top, kind);
        if self.is_past {
            status.person_duties.clear();
        }
        Ok(status)
    }

    /// The occurrence of a duty that a label names.
    ///
    /// # Errors
    /// When there is no such duty, or it has no such period.
    pub fn occurrence(&self, duty: &str, period: &str) -> Result<Occurrence<'_>, Refusal> {
        let ids = self.rules.duty_ids();
        if !ids.contains(&duty) {
            let known = ids.into_iter().map(str::to_owned).collect();
            return Err(Refusal::UnknownDuty {
                duty: duty.to_owned(),
                known,
            });
        }
        self.rules.occurrence(duty, period, self.as_of).ok_or_else(|| {
            let known = self.rules.occurrences_of(duty, plus_days(self.as_of, 1));
            let known = known
                .into_iter()
                .map(|occurrence| occurrence.period.label)
                .collect();
            Refusal::UnknownPeriod {
                period: period.to_owned(),
                known,
            }
        })
    }

    /// Why an organisation stands where it stands; `board` is this snapshot's own.
    ///
    /// # Errors
    /// When it owes nothing there.
    pub fn proof<'a>(
        &'a self,
        board: &Board<'a>,
        organisation: OrganisationId,
        occurrence: Occurrence<'a>,
    ) -> Result<Proof<'a>, Refusal> {
        let (duty, period) = (occurrence.duty.id.clone(), occurrence.period.label.clone());
        board
            .proof(organisation, occurrence)
            .ok_or_else(|| Refusal::NothingOwed {
                organisation: self.name(organisation).unwrap_or_default().to_owned(),
                duty,
                period,
            })
    }

    /// Who would stand elsewhere under a draft of the rules (E39).
    #[must_use]
    pub fn shifts(&self, draft: &RuleSet, top: OrganisationId) -> Vec<Shift> {
        shifts(&self.board(), &Board::new(&self.facts, draft, self.as_of), top)
    }
}
