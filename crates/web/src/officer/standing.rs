//! 完成情况: who owes what, at a glance; each figure leads to its records, each branch to its reasons.
//! Must not count: `app::see_standing` hands the figures over.

use app::{SeeStanding, StandingSeen, see_standing};
use askama::Template;
use domain::id::OrganisationId;
use domain::period::days_between;
use domain::status::{Asked, Choice, Figure};
use jiff::civil::Date;

use super::asked::{Link, Question, day_told, duty_name, period_name, share, way_up};
use super::board::{Board, Column, Row, Sift};
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
    counts_once: bool,
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
    let only_undone = visit.query("only").is_some();
    let sift = if only_undone { Sift::Undone } else { Sift::All };
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
        only: only(only_undone, &visit),
        forecast: format!("/organisations/{top}/forecast{}", question.day()),
        columns: board.columns(),
        rows: board.rows(sift),
        foot: board.foot(),
        counts_once: board.counts_once(),
        trend: Trend::new(&seen, asked, &visit, &about),
        question: about,
        v: View::new(&visit),
    };
    Reply::page(&page)
}

/// The way to only what is not done, or back to all.
fn only(is_sifted: bool, visit: &Visit) -> Link {
    let (key, value) = if is_sifted {
        ("standing-all", "")
    } else {
        ("standing-only-undone", "undone")
    };
    Link {
        name: visit.words.say(key, &[]),
        address: visit.address_with("only", value),
        here: is_sifted,
    }
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
        .overview
        .choices()
        .into_iter()
        .filter_map(|choice| seen.overview.asked(choice))
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
const MOST_PERIODS: usize = 6;

fn periods(seen: &StandingSeen, asked: Asked<'_>, visit: &Visit, question: &Question) -> Vec<Link> {
    let same_kind = |choice: &Choice| {
        matches!(
            (choice, seen.choice),
            (Choice::Organisations(_), Choice::Organisations(_)) | (Choice::Persons(_), Choice::Persons(_))
        )
    };
    let choices = seen.overview.choices().into_iter().filter(same_kind);
    let of_duty = choices
        .filter_map(|choice| seen.overview.asked(choice))
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
    let dealer = Dealer {
        seen,
        asked,
        visit,
        about,
    };
    let mut cards = dealer.owed();
    if matches!(asked, Asked::Organisations(_)) {
        cards.extend(dealer.held());
    }
    cards
}

/// Deals the cards.
struct Dealer<'a> {
    seen: &'a StandingSeen,
    asked: Asked<'a>,
    visit: &'a Visit,
    about: &'a Question,
}

impl Dealer<'_> {
    fn card(&self, figure: Figure, count: u32, note: String) -> Card {
        Card {
            label: super::figure::label(figure, self.asked, self.visit),
            number: self.visit.words.number(u64::from(count)),
            note,
            note_address: String::new(),
            why: self.about.figure(self.seen.top, figure),
            class: match figure {
                Figure::Done => "met",
                Figure::Late => "risk",
                Figure::Overdue => "over",
                _ => "",
            },
        }
    }

    /// A card with its share of those that owe it.
    fn part(&self, figure: Figure, count: u32) -> Card {
        let rules = &self.visit.programme.rules;
        let note = share(count, self.seen.total.owing, rules, &self.visit.words);
        self.card(figure, count, note)
    }

    fn owed(&self) -> Vec<Card> {
        let (words, total) = (&self.visit.words, &self.seen.total);
        let besides = [
            ("standing-exempt-besides", total.excused),
            ("standing-closed-besides", total.closed),
        ];
        let freed: Vec<String> = besides
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| words.say(key, &[("count", count.into())]))
            .collect();
        let mut cards = vec![
            self.card(Figure::Owing, total.owing, words.list(&freed)),
            self.part(Figure::Done, total.done),
        ];
        let is_open = self.asked.period().last >= self.seen.snapshot.as_of;
        if is_open || total.undone > total.overdue {
            cards.push(self.part(Figure::Undone, total.undone));
        }
        if matches!(self.asked, Asked::Organisations(_)) && (is_open || total.late > 0) {
            let mut late = self.card(Figure::Late, total.late, words.say("standing-late-note", &[]));
            late.note_address = format!("/organisations/{}/forecast{}", self.seen.top, self.about.day());
            cards.push(late);
        }
        if !is_open || total.overdue > 0 {
            cards.push(self.part(Figure::Overdue, total.overdue));
        }
        cards
    }

    fn held(&self) -> [Card; 2] {
        let (words, total) = (&self.visit.words, &self.seen.total);
        let before = self.seen.sessions_before.as_ref().map(|(period, count)| {
            let name = words.the_period(period, &self.asked.rhythm());
            let said = [("period", name.into()), ("count", (*count).into())];
            words.say("standing-sessions-before", &said)
        });
        let covered = share(
            total.held.covered,
            total.members,
            &self.visit.programme.rules,
            words,
        );
        let covered = words.say("standing-of-members", &[("share", covered.into())]);
        [
            self.card(Figure::Sessions, total.held.sessions, before.unwrap_or_default()),
            self.card(Figure::Covered, total.held.covered, covered),
        ]
    }
}
