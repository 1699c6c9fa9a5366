//! The list of a Monday to be looked at and printed: a picture for a chat group, and the list to phone through.
//! Must not decide who is on it: `see_reminder` says it.

use documents::group_list::{self, Group, GroupList};
use documents::pdf;
use documents::reminder_list::{self, ReminderList, ReminderRow};
use domain::id::OrganisationId;
use domain::reminder::Need;
use i18n::Words;

use crate::print_papers::{NotPrinted, PaperForm, Printed, write};
use crate::{Actor, App, Failure, Refusal, ReminderSeen, SeeReminder, see_reminder};

/// As wide as the screens of most phones, in pixels.
const WIDTH: u32 = 1080;

/// The list of an office as a picture for its chat group.
///
/// # Errors
/// When the actor may not, no font is at hand, or the database fails.
pub async fn draw_reminder(
    app: &App,
    actor: &Actor,
    ask: SeeReminder<'_>,
    words: &Words,
) -> Result<Printed, Failure> {
    let seen = see_reminder(app, actor, ask).await?;
    let listed = seen.listed(seen.top, words);
    let groups = listed.groups.into_iter();
    let list = GroupList {
        title: listed.title,
        heading: listed.heading,
        groups: groups.map(|(matter, names)| Group { matter, names }).collect(),
        closing: listed.closing,
    };
    let paper = group_list::paper(&list, words.locale());
    let fonts = app.fonts();
    let drawn = tokio::task::spawn_blocking(move || pdf::picture(&paper, fonts.get(), WIDTH)).await;
    let drawn = drawn.map_err(|_| Failure::Busy)?;
    let drawn = drawn.map_err(|error| Refusal::NotPrinted(NotPrinted::Pdf(error)))?;
    Ok(Printed {
        name: format!("{}.png", list.title),
        media_type: "image/png",
        bytes: drawn.bytes,
    })
}

/// The list of an office to be printed and phoned through.
///
/// # Errors
/// As [`draw_reminder`].
pub async fn print_reminder(
    app: &App,
    actor: &Actor,
    ask: SeeReminder<'_>,
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let seen = see_reminder(app, actor, ask).await?;
    let list = ReminderList {
        organisation: named(&seen, seen.top),
        on: Some(seen.run.on),
        rows: seen.needs.iter().map(|need| row(&seen, need, words)).collect(),
    };
    let name = seen.listed(seen.top, words).title;
    write(app, reminder_list::paper(&list, words), (form, name)).await
}

fn named(seen: &ReminderSeen, id: OrganisationId) -> String {
    seen.snapshot.short_name(id).unwrap_or_default().to_owned()
}

fn row(seen: &ReminderSeen, need: &Need, words: &Words) -> ReminderRow {
    ReminderRow {
        organisation: seen.snapshot.short_path(need.organisation, seen.top),
        owed: words.need(&need.matter, (&seen.snapshot.rules, seen.run.on)),
        until: Some(need.matter.last_day()),
        reminded: need.weeks,
        // No telephone numbers are on record: there is room to write.
        contact: String::new(),
    }
}
