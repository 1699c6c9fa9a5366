//! 完成情况: who owes what, at a glance; each figure leads to its records, each branch to its reasons.
//! Must not count: `app::see_standing` hands the figures over.

use app::{SeeStanding, StandingSeen, see_standing};
use askama::Template;
use domain::id::OrganisationId;
use domain::period::days_between;
use domain::status::{Asked, Choice, Figure};
use jiff::civil::Date;

use super::asked::{Link, Question, day_told, duty_name, period_name, share, way_up};
use super::board::{Board, Column, Row};
use super::trend::Trend;
use crate::answer::{Answer, Reply};
use crate::view::View;
use crate::visit::Visit;

/// A figure with the way to its records.
pub(super) struct Card {
    pub label: String,
    pub number: String,
    pub note: String,
    pub note_address: String,
    pub why: String,
    pub class: &'static str,
}

#[derive(Template)]
#[template(path = "officer/standing.html")]
struct Page<'a> {
    v: View<'a>,
    crumbs: Vec<Link>,
    name: String,
    full: String,
    title: String,
    day: String,
    as_of: Date,
    first_day: Date,
    today: Date,
    left: String,
    question: Question,
    duties: Vec<Link>,
    periods: Vec<Link>,
    cards: Vec<Card>,
    heading: String,
    only: Link,
    forecast: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    foot: Row,
    trend: Trend,
}

/// The standing of one's own part of the tree.
pub async fn home(visit: Visit) -> Answer {
    let home = visit.home();
    show(visit, home).await
}

/// The standing below an organisation.
pub async fn of(visit: Visit) -> Answer {
    let top = visit.place("organisation")?;
    show(visit, top).await
}

async fn show(visit: Visit, top: OrganisationId) -> Answer {
    let question = Question::of(&visit);
    let ask = SeeStanding {
        top,
        as_of: question.as_of,
        duty: question.duty.as_deref(),
        period: question.period.as_deref(),
    };
    let seen = see_standing(&visit.site.app, &visit.actor, ask).await?;
    let Some(asked) = seen.asked() else {
        return Reply::see_other(&question.organisation(top));
    };
    if seen.below.is_empty() {
        // Nothing stands below a branch: its own page says more.
        return Reply::see_other(&question.organisation(top));
    }
    let about = question.about(asked);
    let (snapshot, words) = (&seen.snapshot, &visit.words);
    let board = Board::new(&seen, asked, &visit, &about);
    let only = visit.query("only").is_some();
    let page = Page {
        crumbs: way_up(snapshot, &seen.above, &about),
        name: snapshot.short_name(top).unwrap_or_default().to_owned(),
        full: snapshot.name(top).unwrap_or_default().to_owned(),
        title: title(asked, &visit),
        day: day_told(snapshot.as_of, words),
        as_of: snapshot.as_of,
        first_day: snapshot.rules.starts_on,
        today: visit.programme.today,
        left: left(asked, snapshot.as_of, &visit),
        duties: duties(&seen, asked, &visit, &question),
        periods: periods(&seen, asked, &visit, &question),
        cards: cards(&seen, asked, &visit, &about),
        heading: board.heading(),
        only: Link {
            name: words.say(
                if only {
                    "standing-all"
                } else {
                    "standing-only-undone"
                },
                &[],
            ),
            address: visit.address_with("only", if only { "" } else { "undone" }),
            here: only,
        },
        forecast: format!("/organisations/{top}/forecast{}", question.day()),
        columns: board.columns(),
        rows: board.rows(only),
        foot: board.foot(),
        trend: Trend::new(&seen, asked, &visit, &about),
        question: about,
        v: View::new(&visit),
    };
    Reply::page(&page)
}

/// 每季度党课 2020年第三季度.
pub(super) fn title(asked: Asked<'_>, visit: &Visit) -> String {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let duty = duty_name(asked, rules, words);
    let period = period_name(asked, words);
    words.say("standing-of", &[("duty", duty.into()), ("period", period.into())])
}

/// How long the period still runs.
fn left(asked: Asked<'_>, as_of: Date, visit: &Visit) -> String {
    let days = days_between(as_of, asked.period().last);
    match days {
        ..0 => visit.words.say("standing-period-over", &[]),
        0 => visit.words.say("standing-last-day", &[]),
        days => visit.words.say("standing-days-left", &[("days", days.into())]),
    }
}

/// One link for each duty, to its running period.
fn duties(seen: &StandingSeen, asked: Asked<'_>, visit: &Visit, question: &Question) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    for other in seen
        .digest
        .choices()
        .into_iter()
        .filter_map(|choice| seen.digest.asked(choice))
    {
        if known.contains(&other.duty()) {
            continue;
        }
        known.push(other.duty());
        let about = Question {
            duty: Some(other.duty().to_owned()),
            period: None,
            as_of: question.as_of,
        };
        links.push(Link {
            name: duty_name(other, &visit.programme.rules, &visit.words),
            address: format!("{}{}", visit.path, about.tail(&[])),
            here: other.duty() == asked.duty(),
        });
    }
    links
}

/// Periods of the duty that are offered: the last ones.
const MOST_PERIODS: usize = 14;

fn periods(seen: &StandingSeen, asked: Asked<'_>, visit: &Visit, question: &Question) -> Vec<Link> {
    let same_kind = |choice: &Choice| {
        matches!(
            (choice, seen.choice),
            (Choice::Organisations(_), Choice::Organisations(_)) | (Choice::Persons(_), Choice::Persons(_))
        )
    };
    let choices = seen.digest.choices().into_iter().filter(same_kind);
    let of_duty = choices
        .filter_map(|choice| seen.digest.asked(choice))
        .filter(|other| other.duty() == asked.duty());
    let mut links: Vec<Link> = of_duty
        .map(|other| Link {
            name: period_name(other, &visit.words),
            address: format!("{}{}", visit.path, question.about(other).tail(&[])),
            here: other.period() == asked.period(),
        })
        .collect();
    let first = links.len().saturating_sub(MOST_PERIODS);
    links.drain(..first);
    links
}

/// The figures of the whole, each with its reason one click away.
fn cards(seen: &StandingSeen, asked: Asked<'_>, visit: &Visit, about: &Question) -> Vec<Card> {
    let (words, rules, total) = (&visit.words, &visit.programme.rules, &seen.total);
    let is_personal = matches!(asked, Asked::Persons(_));
    let card = |figure: Figure, count: u32, note: String, class: &'static str| Card {
        label: super::figure::label(figure, asked, visit),
        number: words.number(u64::from(count)),
        note,
        note_address: String::new(),
        why: about.figure(seen.top, figure),
        class,
    };
    let mut freed = String::new();
    if total.excused + total.closed > 0 {
        let counts = [("excused", total.excused.into()), ("closed", total.closed.into())];
        freed = words.say("standing-freed", &counts);
    }
    let done = share(total.done, total.owing, rules, words);
    let mut cards = vec![
        card(Figure::Owing, total.owing, freed, ""),
        card(Figure::Done, total.done, done, "met"),
    ];
    let is_open = asked.period().last >= seen.snapshot.as_of;
    if is_open || total.undone > total.overdue {
        let undone = share(total.undone, total.owing, rules, words);
        cards.push(card(Figure::Undone, total.undone, undone, ""));
    }
    if !is_personal && (is_open || total.late > 0) {
        let mut late = card(
            Figure::Late,
            total.late,
            words.say("standing-late-note", &[]),
            "risk",
        );
        late.note_address = format!("/organisations/{}/forecast{}", seen.top, about.day());
        cards.push(late);
    }
    if !is_open || total.overdue > 0 {
        let overdue = share(total.overdue, total.owing, rules, words);
        cards.push(card(Figure::Overdue, total.overdue, overdue, "over"));
    }
    if !is_personal {
        let before = seen.sessions_before.as_ref().map(|(period, count)| {
            let name = words.period(period, &asked.rhythm());
            words.say(
                "standing-sessions-before",
                &[("period", name.into()), ("count", (*count).into())],
            )
        });
        cards.push(card(
            Figure::Sessions,
            total.held.sessions,
            before.unwrap_or_default(),
            "",
        ));
        let covered = share(total.held.covered, total.members, rules, words);
        let covered = words.say("standing-of-members", &[("share", covered.into())]);
        cards.push(card(Figure::Covered, total.held.covered, covered, ""));
    }
    cards
}
