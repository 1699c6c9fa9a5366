//! 每周一提醒 as people see it: what a Monday tells whom, and the texts to paste into chat groups.
//! Must not send or keep anything: `remind` does. Of a week whose reminder was made, what was said then is shown.

use std::collections::BTreeSet;

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::organisation::Tree;
use domain::reminder::{Need, Notice, Recipient, Reminder, ReminderRun, Step};
use domain::rhythm::{RunKind, reminder_of_week, week_of};
use i18n::{Listed, Reminding, Words};
use jiff::civil::Date;
use store::{NoticeRow, Reading, RhythmRunRow};

use crate::packs::workdays;
use crate::remind::{kept_needs, look_at};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// The reminder of which week, for whom.
#[derive(Clone, Copy, Default)]
pub struct SeeReminder<'a> {
    /// The tree's id or name, when the database holds several.
    pub tree: Option<&'a str>,
    /// Any day of the week; none: today.
    pub on: Option<Date>,
    /// Only desks of this organisation and below it; none: the root.
    pub top: Option<OrganisationId>,
}

/// A reminder with its notices.
pub struct ReminderSeen {
    /// What names are read from, on the day of the reminder.
    pub snapshot: Snapshot,
    /// The organisation it is seen from.
    pub top: OrganisationId,
    /// The day.
    pub run: ReminderRun,
    /// The week.
    pub period: String,
    /// The day it is looked at.
    pub today: Date,
    /// The run, when it was made; else this is what would be said.
    pub made: Option<RhythmRunRow>,
    /// Who hears what.
    pub notices: Vec<Notice>,
    /// Everything to be done below the organisation.
    pub needs: Vec<Need>,
    /// As it stands on the day of the reminder.
    tree: Tree,
}

/// A text for one chat group.
pub struct GroupText {
    /// Whose group.
    pub organisation: OrganisationId,
    /// How many organisations have something to do.
    pub count: usize,
    /// The text.
    pub text: String,
}

/// The reminder of a week.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_reminder(app: &App, actor: &Actor, ask: SeeReminder<'_>) -> Result<ReminderSeen, Failure> {
    let whole = Ask::of(ask.tree);
    let today = look(app, whole).await?;
    let top = ask.top.unwrap_or(OrganisationId(today.tree.0));
    today.permit(actor, (Action::Read, TargetKind::Standing), top)?;
    let day = ask.on.unwrap_or(today.as_of);
    let run = reminder_of_week(day, &today.rules, &workdays(&today.rules));
    let period = week_of(&run);
    let mut reading = app.store().read(today.tree).await?;
    let made: Option<RhythmRunRow> = reading
        .get((RunKind::Reminder.word().to_owned(), period.clone()))
        .await?;
    let made = made.filter(|made| made.sha256.is_some());
    let (snapshot, notices) = if let Some(made) = &made {
        let notices = kept_notices(&mut reading, &period).await?;
        (look_at(app, today.tree, Some(made.as_of)).await?, notices)
    } else {
        let snapshot = look_at(app, today.tree, Some(run.on)).await?;
        let board = snapshot.board();
        let notices = Reminder::of(&board, &workdays(&snapshot.rules)).notices(&board);
        (snapshot, notices)
    };
    drop(reading);
    Ok(ReminderSeen::of(
        (snapshot, top),
        (run, today.as_of, made),
        notices,
    ))
}

/// How many earlier reminders a page lists.
const EARLIER: usize = 26;

/// The reminders that were due, the latest first.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_runs(app: &App, actor: &Actor, top: OrganisationId) -> Result<Vec<RhythmRunRow>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Read, TargetKind::Standing), top)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let mut runs: Vec<RhythmRunRow> = reading.under((RunKind::Reminder.word().to_owned(),)).await?;
    runs.sort_by_key(|run| std::cmp::Reverse(run.due_on));
    runs.truncate(EARLIER);
    Ok(runs)
}

async fn kept_notices(reading: &mut Reading, period: &str) -> Result<Vec<Notice>, Failure> {
    let rows: Vec<NoticeRow> = reading.under((period.to_owned(),)).await?;
    rows.iter().map(kept_notice).collect()
}

/// A notice as it was kept.
pub(crate) fn kept_notice(row: &NoticeRow) -> Result<Notice, Failure> {
    let recipient = Recipient::parse(&row.recipient);
    Ok(Notice {
        to: recipient.ok_or_else(|| store::StoreError::damaged("notice", "an unknown recipient"))?,
        organisation: row.organisation_id,
        needs: kept_needs(&row.needs)?,
        late_records: row.late_records,
    })
}

impl ReminderSeen {
    fn of(
        (snapshot, top): (Snapshot, OrganisationId),
        (run, today, made): (ReminderRun, Date, Option<RhythmRunRow>),
        mut notices: Vec<Notice>,
    ) -> ReminderSeen {
        let tree = snapshot.board().tree().clone();
        notices.retain(|notice| tree.is_within(notice.organisation, top));
        let place = |notice: &Notice| (notice.to, tree.range(notice.organisation).map(|(at, _)| at));
        notices.sort_by_key(place);
        let own = notices.iter().filter(|notice| notice.to == Recipient::Secretary);
        let needs = own.flat_map(|notice| notice.needs.iter().cloned()).collect();
        ReminderSeen {
            snapshot,
            top,
            period: week_of(&run),
            run,
            today,
            made,
            notices,
            needs,
            tree,
        }
    }

    /// What the organisation it is seen from looks after itself: where offices stand between, only what nobody there
    /// looks after, and what went on so long that they are asked to phone.
    #[must_use]
    pub fn own_needs(&self) -> Vec<&Need> {
        let offices: Vec<OrganisationId> = self.offices().collect();
        let is_below = |need: &Need| {
            let mut offices = offices.iter();
            offices.any(|office| self.tree.is_within(need.organisation, *office))
        };
        let needs = self.needs.iter();
        needs
            .filter(|need| need.step >= Step::Phone || !is_below(need))
            .collect()
    }

    /// How many organisations have something to do.
    #[must_use]
    pub fn count(&self) -> usize {
        let whose: BTreeSet<OrganisationId> = self.needs.iter().map(|need| need.organisation).collect();
        whose.len()
    }

    /// The message to one desk.
    #[must_use]
    pub fn text(&self, notice: &Notice, words: &Words) -> String {
        self.saying(notice.organisation, |with| words.notice(notice, with))
    }

    /// The same, short enough for one message of a phone.
    #[must_use]
    pub fn short_text(&self, notice: &Notice, words: &Words) -> String {
        self.saying(notice.organisation, |with| words.short_message(notice, with))
    }

    /// What it is about, on one line: of which programme, of which day, of whom.
    #[must_use]
    pub fn title(&self, words: &Words) -> String {
        self.saying(self.top, |with| words.reminder_title(self.top, with))
    }

    /// The text for the chat group of the organisation it is seen from: of an office with offices below it, how many
    /// in each; else who has to do what.
    #[must_use]
    pub fn own_group_text(&self, words: &Words) -> String {
        let is_over_offices = self.offices().next().is_some();
        self.saying(self.top, |with| {
            if is_over_offices {
                words.offices_text(self.top, &self.needs, with)
            } else {
                words.group_text(self.top, &self.needs, with)
            }
        })
    }

    /// A text for the own group that is no longer than so many bytes: how many have to do what, without names.
    #[must_use]
    pub fn brief_text(&self, words: &Words, most: usize) -> String {
        let listed = self.listed(self.top, words);
        let lines = listed.groups.iter().map(|(matter, names)| {
            let arguments = [("name", matter.as_str().into()), ("count", names.len().into())];
            words.say("reminder-brief", &arguments)
        });
        let whole = [listed.title, listed.heading]
            .into_iter()
            .chain(lines)
            .chain([listed.closing]);
        let mut text = String::new();
        for line in whole.filter(|line| !line.is_empty()) {
            if text.len() + line.len() + 1 > most {
                break;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&line);
        }
        text
    }

    /// The texts for the chat groups of the offices below, those with something to do.
    #[must_use]
    pub fn group_texts(&self, words: &Words) -> Vec<GroupText> {
        let mut found = Vec::new();
        for office in self.offices() {
            let needs = self.below(office);
            if needs.is_empty() {
                continue;
            }
            let text = self.saying(office, |with| words.group_text(office, &needs, with));
            let whose: BTreeSet<OrganisationId> = needs.iter().map(|need| need.organisation).collect();
            found.push(GroupText {
                organisation: office,
                count: whose.len(),
                text,
            });
        }
        found
    }

    /// What is said in the group of an office, as a list to look at.
    #[must_use]
    pub fn listed(&self, office: OrganisationId, words: &Words) -> Listed {
        let needs = self.below(office);
        self.saying(office, |with| words.group_list(office, &needs, with))
    }

    fn below(&self, office: OrganisationId) -> Vec<Need> {
        let is_below = |need: &&Need| self.tree.is_within(need.organisation, office);
        self.needs.iter().filter(is_below).cloned().collect()
    }

    /// The offices right below the organisation it is seen from.
    fn offices(&self) -> impl Iterator<Item = OrganisationId> {
        let below = self.tree.scope(self.top).iter().copied();
        below.filter(|id| self.tree.parent(*id) == Some(self.top) && self.snapshot.is_township(*id))
    }

    fn saying<T>(&self, reader: OrganisationId, say: impl FnOnce(&Reminding<'_>) -> T) -> T {
        let name = |id: OrganisationId| {
            if id == reader {
                self.snapshot.short_name(id).unwrap_or_default().to_owned()
            } else {
                self.snapshot.short_path(id, reader)
            }
        };
        let heading = |id: OrganisationId| {
            let up = self.tree.ancestors(id).take_while(|above| *above != reader);
            up.last().unwrap_or(id)
        };
        say(&Reminding {
            rules: &self.snapshot.rules,
            on: self.run.on,
            name: &name,
            heading: &heading,
        })
    }
}
