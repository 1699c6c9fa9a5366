//! 工作移交表: what the secretary of a branch leaves to the next: what is open, what is planned, who signs in.
//! Must not hold a password or a link, and must not say who takes over: that is written in by hand.

use std::collections::BTreeSet;

use documents::handover_sheet::{HandedAccount, HandoverSheet, OpenItem, paper};
use documents::schedule::ScheduleRow;
use domain::access::{Action, Role, TargetKind};
use domain::id::{OrganisationId, PersonId};
use domain::lecture::{Lecture, LectureState};
use domain::reminder::{Matter, Open, Reminder};
use i18n::Words;
use jiff::civil::Date;
use serde_json::json;
use store::{AccountRow, GrantRow, PlanItemRow};

use crate::accounts::is_open;
use crate::activation::secretary_of;
use crate::handover::belongs_to;
use crate::packs::workdays;
use crate::plans::{PlanState, arrangement};
use crate::print_papers::{PaperForm, Printed, named, note, write};
use crate::print_schedule;
use crate::see_accounts::called;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// The sheet on which a branch passes from one secretary to the next.
///
/// # Errors
/// When the actor may not, there is no such branch, the paper cannot be written, or the database fails.
pub async fn print_handover(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    for asked in [
        (Action::Change, TargetKind::Account),
        (Action::Export, TargetKind::Lecture),
        (Action::Export, TargetKind::Plan),
    ] {
        snapshot.permit(actor, asked, organisation)?;
    }
    if snapshot.name(organisation).is_none() {
        return Err(Refusal::UnknownOrganisation(organisation.to_string()).into());
    }
    let branch = Branch::of(app, snapshot, organisation).await?;
    let sheet = branch.sheet(words);
    let detail = json!({ "organisation": organisation.to_string() });
    let people = branch.people();
    note(
        app,
        (&branch.snapshot, actor),
        ("print-handover", &detail),
        &people,
    )
    .await?;
    let paper = paper(&sheet, words);
    let name = paper.title.clone();
    write(app, paper, (form, name)).await
}

/// What is known of a branch that passes on.
struct Branch {
    snapshot: Snapshot,
    id: OrganisationId,
    items: Vec<PlanItemRow>,
    /// Who signs in for it, but its members for themselves.
    accounts: Vec<(Role, AccountRow)>,
}

impl Branch {
    async fn of(app: &App, snapshot: Snapshot, id: OrganisationId) -> Result<Branch, Failure> {
        let mut reading = app.store().read(snapshot.tree).await?;
        let mut items: Vec<PlanItemRow> = reading.by("organisation_id", id).await?;
        let grants: Vec<GrantRow> = reading.by("organisation_id", id).await?;
        let mut accounts = Vec::new();
        for grant in grants.iter().filter(|grant| is_open(grant)) {
            let role = Role::parse(&grant.role).filter(|role| *role != Role::Member);
            let account: Option<AccountRow> = reading.get((grant.account_id,)).await?;
            accounts.extend(role.zip(account));
        }
        drop(reading);
        items.retain(|row| PlanState::parse(&row.state) == PlanState::Open);
        items.sort_by_key(|row| (row.planned_on.unwrap_or(Date::MAX), row.id));
        Ok(Branch {
            snapshot,
            id,
            items,
            accounts,
        })
    }

    fn sheet(&self, words: &Words) -> HandoverSheet {
        let post = secretary_of(&self.snapshot, self.id);
        let role = post.map(|post| words.post(&post.role, &self.snapshot.rules));
        let holder = post.and_then(|post| self.snapshot.facts.person(post.person)?.name.clone());
        HandoverSheet {
            organisation: named(&self.snapshot, self.id),
            post: role.unwrap_or_else(|| words.role(Role::Secretary)),
            from: holder.unwrap_or_default(),
            to: String::new(),
            on: None,
            open: self.open(words),
            planned: self.planned(words),
            accounts: self.accounts(words),
        }
    }

    /// What is owed and not planned, what came back, and what waits for an office.
    fn open(&self, words: &Words) -> Vec<OpenItem> {
        let snapshot = &self.snapshot;
        let board = snapshot.board();
        let reminder = Reminder::of(&board, &workdays(&snapshot.rules));
        let owed = reminder.needs.iter().filter(|need| need.organisation == self.id);
        let mut open: Vec<OpenItem> = owed
            .filter_map(|need| {
                // Each record that came back has a line of its own below.
                let Matter::Owed { period, open, .. } = &need.matter else {
                    return None;
                };
                Some(OpenItem {
                    what: words.need(&need.matter, (&snapshot.rules, snapshot.as_of)),
                    until: Some(match open {
                        Open::RecordLate { until, .. } | Open::MakeUp { until, .. } => *until,
                        Open::NotPlanned { .. } | Open::AtRisk { .. } | Open::Slipped { .. } => period.last,
                    }),
                    note: String::new(),
                })
            })
            .collect();
        let first_host = |lecture: &&Lecture| {
            let host = lecture.hosts.first();
            host.is_some_and(|host| host.organisation == self.id)
        };
        let lectures = snapshot.facts.lectures.iter().filter(first_host);
        open.extend(lectures.filter_map(|lecture| self.unfinished(lecture, words)));
        open
    }

    /// A record that is not through.
    fn unfinished(&self, lecture: &Lecture, words: &Words) -> Option<OpenItem> {
        let (until, reason) = match &lecture.state {
            LectureState::SentBack { until, reason, .. } => (Some(*until), reason),
            LectureState::Waiting { reason, .. } | LectureState::Declined { reason, .. } => (None, reason),
            LectureState::Planned
            | LectureState::Delivered
            | LectureState::Recorded { .. }
            | LectureState::Verified { .. }
            | LectureState::Cancelled { .. } => return None,
        };
        let state = words.lecture_standing(lecture, &self.snapshot.rules);
        let arguments = [("title", lecture.title.as_str().into()), ("state", state.into())];
        let what = words.say("handover-sheet-record", &arguments);
        Some(OpenItem {
            what,
            until,
            note: reason.clone(),
        })
    }

    fn planned(&self, words: &Words) -> Vec<ScheduleRow> {
        let row = |row: &PlanItemRow| {
            let says = arrangement(row, &self.snapshot.facts);
            print_schedule::planned(&says, &self.snapshot, words)
        };
        self.items.iter().map(row).collect()
    }

    /// Who signs in today and what becomes of it, and the account there will be.
    fn accounts(&self, words: &Words) -> Vec<HandedAccount> {
        let old = secretary_of(&self.snapshot, self.id).map(|post| post.person);
        let line = |(role, row): &(Role, AccountRow)| {
            let ends = old.is_some_and(|old| belongs_to(&self.snapshot, row, old));
            let becomes = if ends {
                "handover-sheet-ends"
            } else {
                "handover-sheet-stays"
            };
            HandedAccount {
                name: words.role(*role),
                holder: called(&self.snapshot, row).unwrap_or_default(),
                becomes: words.say(becomes, &[]),
            }
        };
        let new = HandedAccount {
            name: words.role(Role::Secretary),
            holder: String::new(),
            becomes: words.say("handover-sheet-slip", &[]),
        };
        self.accounts.iter().map(line).chain([new]).collect()
    }

    /// Those whose names are on it.
    fn people(&self) -> BTreeSet<PersonId> {
        let holder = secretary_of(&self.snapshot, self.id).map(|post| post.person);
        let signing = self.accounts.iter().filter_map(|(_, row)| row.person_id);
        let speaking = self.items.iter().filter_map(|row| row.speaker_person_id);
        holder.into_iter().chain(signing).chain(speaking).collect()
    }
}
