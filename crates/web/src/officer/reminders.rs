//! 每周一提醒: the text for the group, the texts for the groups below, who hears what, and earlier weeks.
//! Must not decide who hears what, or send anything: texts are for people to paste.

use app::delivery::{DeliverySeen, deliveries, send_again};
use app::print_papers::PaperForm;
use app::print_reminder::{draw_reminder, print_reminder};
use app::{ReminderSeen, SeeReminder, see_reminder, see_runs};
use askama::Template;
use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::period::{Rhythm, plus_days};
use domain::reminder::{Notice, Recipient, Step};
use i18n::Words;
use jiff::civil::Date;

use crate::answer::{Answer, Reply, Trouble};
use crate::notices::{NoticeBox, due_notices};
use crate::posted::Posted;
use crate::route::{Place, Policy, Route, get, post};
use crate::told::moment;
use crate::view::View;
use crate::visit::{Visit, encoded};

const SEE: Policy = Policy::May(Action::Read, TargetKind::Standing, Place::Home);

const SEND: Policy = Policy::May(Action::Approve, TargetKind::Standing, Place::Home);

/// The routes of reminders.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/reminders", SEE, show),
        post("/reminders/send-again", SEND, again),
        get("/reminders/messages.txt", SEE, messages),
        get("/reminders/list.png", SEE, picture),
        get("/reminders/list.docx", SEE, |visit| {
            printed(visit, PaperForm::Docx)
        }),
        get("/reminders/list.pdf", SEE, |visit| printed(visit, PaperForm::Pdf)),
    ]
}

/// A text to paste.
struct Paste {
    name: String,
    count: usize,
    text: String,
    rows: usize,
    id: String,
    /// Where its picture is.
    picture: String,
}

/// One thing an organisation has to do.
struct Line {
    organisation: String,
    address: String,
    matter: String,
    /// In words how long it has been asked, and what the office is asked to do; none the first time.
    asked: Option<String>,
    is_urgent: bool,
}

/// What was sent into a group.
struct Group {
    name: String,
    said: String,
    is_odd: bool,
    may_send_again: bool,
}

/// An earlier run.
struct Earlier {
    address: String,
    day: String,
    said: String,
}

#[derive(Template)]
#[template(path = "officer/reminders.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    day: String,
    state: String,
    week: String,
    before: String,
    after: String,
    own: Paste,
    groups: Vec<Paste>,
    count: String,
    lines: Vec<Line>,
    notices: Vec<NoticeBox>,
    desks: Vec<Paste>,
    sent: Vec<Group>,
    earlier: Vec<Earlier>,
}

/// `?week=2020-12-07&org=…`: the reminder of a week, for one's own part of the tree or one office of it.
fn asked_for(visit: &Visit) -> Result<SeeReminder<'_>, Trouble> {
    Ok(SeeReminder {
        tree: None,
        on: visit.query_as("week"),
        top: Some(visit.asked_for()?),
    })
}

async fn seen(visit: &Visit) -> Result<ReminderSeen, Trouble> {
    Ok(see_reminder(&visit.site.app, &visit.actor, asked_for(visit)?).await?)
}

/// The list as a picture for a chat group.
async fn picture(visit: Visit) -> Answer {
    let words = &visit.words;
    let drawn = draw_reminder(&visit.site.app, &visit.actor, asked_for(&visit)?, words).await?;
    Reply::printed(drawn)
}

/// The list to be phoned through.
async fn printed(visit: Visit, form: PaperForm) -> Answer {
    let (app, words) = (&visit.site.app, &*visit.words);
    let printed = print_reminder(app, &visit.actor, asked_for(&visit)?, (form, words)).await?;
    Reply::printed(printed)
}

async fn show(visit: Visit) -> Answer {
    let seen = seen(&visit).await?;
    let words = &*visit.words;
    let runs = see_runs(&visit.site.app, &visit.actor, visit.home()).await?;
    let week = |day: Date| format!("/reminders?week={day}");
    let earlier = runs.iter().map(|run| Earlier {
        address: week(run.due_on),
        day: words.weekday_date(run.due_on),
        said: if run.sha256.is_some() {
            words.say("reminding-sent-count", &[("count", run.notices.into())])
        } else {
            words.say("reminding-passed-over", &[])
        },
    });
    let lines = lines(&seen, words);
    Reply::page(&Page {
        name: seen.snapshot.short_name(seen.top).unwrap_or_default().to_owned(),
        day: words.weekday_date(seen.run.on),
        state: state(&seen, &visit),
        week: seen.run.on.to_string(),
        before: week(plus_days(seen.run.on, -7)),
        after: week(plus_days(seen.run.on, 7)),
        own: own(&seen, words),
        groups: groups(&seen, words),
        count: words.say(list_key(&seen), &[("count", lines.len().into())]),
        lines,
        notices: due_notices(&visit, seen.top).await?,
        desks: desks(&seen, words),
        sent: sent(&visit, &seen).await?,
        earlier: earlier.collect(),
        v: View::new(&visit),
    })
}

/// What robots were given, for whoever sees the whole tree.
async fn sent(visit: &Visit, seen: &ReminderSeen) -> Result<Vec<Group>, Trouble> {
    if seen.top.0 != seen.snapshot.tree.0 {
        return Ok(Vec::new());
    }
    let rows = deliveries(&visit.site.app, &visit.actor, &seen.period).await?;
    let group = |seen: DeliverySeen| {
        let key = match seen.row.state.as_str() {
            "waiting" => "reminding-sent-waiting",
            "sending" => "reminding-sent-sending",
            "sent" if seen.row.said.is_some() => "reminding-sent-in-part",
            "sent" => "reminding-sent-sent",
            "failed" => "reminding-sent-failed",
            _ => "reminding-sent-unknown",
        };
        let at = seen.row.tried_at.map(|at| moment(visit, at)).unwrap_or_default();
        let said = seen.row.said.clone().unwrap_or_default();
        Group {
            said: visit.words.say(key, &[("at", at.into()), ("said", said.into())]),
            is_odd: matches!(seen.row.state.as_str(), "unknown" | "failed")
                || key == "reminding-sent-in-part",
            may_send_again: seen.may_send_again,
            name: seen.row.channel,
        }
    };
    Ok(rows.into_iter().map(group).collect())
}

/// Sends a message once more, after somebody has looked into the group.
async fn again(visit: Visit, posted: Posted) -> Answer {
    let (channel, week) = (posted.field("channel"), posted.field("week"));
    let day: Option<Date> = week.and_then(|week| week.parse().ok());
    if let (Some(channel), Some(day)) = (channel, day) {
        let period = Rhythm::Week.period_of(day).label;
        send_again(&visit.site.app, &visit.actor, (channel, &period)).await?;
    }
    let week = week.unwrap_or_default();
    Reply::see_other(&format!("/reminders?week={}", encoded(week)))
}

/// The heading of the list: of everything, or of what the offices below do not look after.
fn list_key(seen: &ReminderSeen) -> &'static str {
    if seen.own_needs().len() == seen.needs.len() {
        "reminding-list"
    } else {
        "reminding-list-long"
    }
}

fn state(seen: &ReminderSeen, visit: &Visit) -> String {
    let words = &visit.words;
    match &seen.made {
        Some(made) => {
            let at = moment(visit, made.made_at);
            words.say("reminding-made", &[("at", at.into())])
        }
        None if seen.run.on < seen.today => {
            let day = words.weekday_date(seen.run.on);
            words.say("reminding-not-kept", &[("day", day.into())])
        }
        None => {
            let day = words.weekday_date(seen.run.on);
            let at = seen.snapshot.rules.reminder.at.clone();
            words.say("reminding-not-made", &[("day", day.into()), ("at", at.into())])
        }
    }
}

fn paste(
    seen: &ReminderSeen,
    (whose, count): (OrganisationId, usize),
    (text, id): (String, String),
) -> Paste {
    // Lines of the text, and those that are longer than the box is wide.
    let rows: usize = text.lines().map(|line| line.chars().count() / 44 + 1).sum();
    Paste {
        name: seen.snapshot.short_name(whose).unwrap_or_default().to_owned(),
        picture: format!("/reminders/list.png?week={}&org={whose}", seen.run.on),
        count,
        rows: rows.clamp(3, 14),
        text,
        id,
    }
}

fn own(seen: &ReminderSeen, words: &Words) -> Paste {
    let text = seen.own_group_text(words);
    paste(seen, (seen.top, seen.count()), (text, "own".to_owned()))
}

fn groups(seen: &ReminderSeen, words: &Words) -> Vec<Paste> {
    let group = |(at, group): (usize, app::GroupText)| {
        let id = format!("group-{at}");
        paste(seen, (group.organisation, group.count), (group.text, id))
    };
    seen.group_texts(words)
        .into_iter()
        .enumerate()
        .map(group)
        .collect()
}

/// Every organisation with something to do, the longest asked first.
fn lines(seen: &ReminderSeen, words: &Words) -> Vec<Line> {
    let mut needs = seen.own_needs();
    needs.sort_by_key(|need| std::cmp::Reverse(need.step));
    let line = |need: &domain::reminder::Need| Line {
        organisation: seen.snapshot.short_path(need.organisation, seen.top),
        address: organisation(need.organisation),
        matter: words.need(&need.matter, (&seen.snapshot.rules, seen.run.on)),
        asked: asked(need, words),
        is_urgent: need.step >= Step::Phone,
    };
    needs.into_iter().map(line).collect()
}

fn organisation(id: OrganisationId) -> String {
    format!("/organisations/{id}")
}

fn asked(need: &domain::reminder::Need, words: &Words) -> Option<String> {
    let mut said = Vec::new();
    if need.is_vacant {
        said.push(words.say("reminding-vacant", &[]));
    }
    if need.weeks > 0 {
        let key = if need.step >= Step::Phone {
            "reminding-asked-phone"
        } else {
            "reminding-asked"
        };
        said.push(words.say(key, &[("weeks", need.weeks.into())]));
    }
    (!said.is_empty()).then(|| words.joined(&said))
}

/// What offices hear themselves.
fn desks(seen: &ReminderSeen, words: &Words) -> Vec<Paste> {
    let to_office = |notice: &&Notice| notice.to != Recipient::Secretary;
    let desk = |(at, notice): (usize, &Notice)| {
        let text = seen.text(notice, words);
        let whose = (notice.organisation, notice.needs.len());
        paste(seen, whose, (text, format!("desk-{at}")))
    };
    seen.notices
        .iter()
        .filter(to_office)
        .enumerate()
        .map(desk)
        .collect()
}

/// One short message a line, behind the organisation it is for: to be sent by whatever sends short messages.
async fn messages(visit: Visit) -> Answer {
    let seen = seen(&visit).await?;
    let words = &*visit.words;
    let line = |notice: &Notice| {
        let name = seen.snapshot.short_path(notice.organisation, seen.top);
        let name = if name.is_empty() {
            seen.snapshot.short_name(notice.organisation).unwrap_or_default()
        } else {
            name.as_str()
        };
        format!("{name}\t{}\r\n", seen.short_text(notice, words))
    };
    let lines: String = seen.notices.iter().map(line).collect();
    let name = words.say(
        "reminding-messages-file",
        &[("period", seen.period.as_str().into())],
    );
    // What opens such files in offices takes them for GB18030 without this mark.
    let bytes = [b"\xef\xbb\xbf".as_slice(), lines.as_bytes()].concat();
    Reply::file(&format!("{name}.txt"), "text/plain; charset=utf-8", bytes)
}
