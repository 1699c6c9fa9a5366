//! 每月汇总: a month at a glance, with charts drawn here, a text to paste, and the workbook.
//! Must not count: `app::summarise` does.

use app::summarise::{MonthSeen, Summarise, export_summary, see_month};
use askama::Template;
use domain::bulletin::{Key, Plain, What, span};
use domain::id::OrganisationId;
use domain::period::{Period, Rhythm};
use domain::summary::{Late, SummaryDuty, SummaryRow};

use super::SPREADSHEET;
use crate::answer::{Answer, Reply};
use crate::officer::chart::{Columns, Gauge};
use crate::view::View;
use crate::visit::{Visit, encoded};

/// A figure with the way to its records.
struct Cell {
    text: String,
    address: String,
}

/// What became of a duty in a line.
struct Owed {
    gauge: Gauge,
    share: String,
    done: Cell,
    owing: Cell,
    late: Cell,
}

struct Line {
    name: String,
    full: String,
    address: String,
    cells: Vec<Cell>,
    change: String,
    owed: Vec<Owed>,
}

struct LateLine {
    name: String,
    full: String,
    address: String,
    duty: String,
    said: String,
    class: &'static str,
}

struct Card {
    label: String,
    cell: Cell,
    note: String,
}

struct Other {
    name: String,
    address: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "report/month.html")]
struct Page<'a> {
    v: View<'a>,
    title: String,
    note: String,
    label: String,
    months: Vec<Other>,
    cards: Vec<Card>,
    sessions: Columns,
    heads: Vec<String>,
    duties: Vec<String>,
    lines: Vec<Line>,
    late: Vec<LateLine>,
    more: String,
    text: String,
    text_rows: usize,
    /// The workbook and the page of news are for who may take something away.
    may_take: bool,
}

/// Names that are listed of those that are late; all are in the workbook.
const LISTED: usize = 60;
/// Months offered beside the one shown.
const OFFERED: usize = 6;

/// The last month that is over.
pub async fn latest(visit: Visit) -> Answer {
    page(visit, None).await
}

/// One month.
pub async fn show(visit: Visit) -> Answer {
    let month = visit.place_text("month").map(str::to_owned);
    page(visit, month).await
}

async fn page(visit: Visit, month: Option<String>) -> Answer {
    let ask = Summarise {
        organisation: visit.home(),
        month: month.as_deref(),
    };
    let seen = see_month(&visit.site.app, &visit.actor, ask).await?;
    let teller = Teller {
        visit: &visit,
        seen: &seen,
    };
    let summary = &seen.summary;
    let text = seen.told(&visit.words);
    Reply::page(&Page {
        may_take: seen.may_take,
        title: teller.title(),
        note: teller.note(),
        label: summary.period.label.clone(),
        months: teller.months(),
        cards: teller.cards(),
        sessions: teller.sessions(),
        heads: teller.heads(),
        duties: summary
            .duties
            .iter()
            .map(|(duty, period)| teller.duty(duty, period))
            .collect(),
        lines: teller.lines(),
        late: summary
            .late
            .iter()
            .take(LISTED)
            .map(|one| teller.late(one))
            .collect(),
        more: teller.more(),
        text_rows: text.lines().count().max(3) + 1,
        text,
        v: View::new(&visit),
    })
}

/// The workbook.
pub async fn file(visit: Visit) -> Answer {
    let month = visit.place_text("month").map(str::to_owned);
    let ask = Summarise {
        organisation: visit.home(),
        month: month.as_deref(),
    };
    let file = export_summary(&visit.site.app, &visit.actor, (ask, &visit.words)).await?;
    Reply::file(&file.name, SPREADSHEET, file.bytes)
}

struct Teller<'a> {
    visit: &'a Visit,
    seen: &'a MonthSeen,
}

impl Teller<'_> {
    fn say(&self, key: &str) -> String {
        self.visit.words.say(key, &[])
    }

    fn period(&self) -> &Period {
        &self.seen.summary.period
    }

    fn title(&self) -> String {
        let name = self.seen.snapshot.short_name(self.seen.summary.organisation);
        let period = self.visit.words.report_period(&self.period().label);
        let filled = [
            ("name", name.unwrap_or_default().to_owned().into()),
            ("period", period.into()),
        ];
        self.visit.words.say("summary-title", &filled)
    }

    fn note(&self) -> String {
        let day = self.visit.words.date(self.seen.summary.as_of);
        let number = self.seen.known_at.to_string();
        let filled = [("day", day.into()), ("number", number.into())];
        self.visit.words.say("summary-note", &filled)
    }

    fn months(&self) -> Vec<Other> {
        let mut months =
            Rhythm::Month.periods(self.seen.snapshot.rules.starts_on, self.visit.programme.today);
        let first = months.len().saturating_sub(OFFERED);
        months.drain(..first);
        let other = |month: Period| Other {
            name: self.visit.words.report_period(&month.label),
            address: format!("/months/{}", month.label),
            here: month.label == self.period().label,
        };
        months.into_iter().map(other).collect()
    }

    fn cell(&self, plain: Plain, count: u32, at: OrganisationId) -> Cell {
        let mut key = Key::of(What::Plain(plain), self.period());
        if at != self.seen.summary.organisation {
            key = key.at(at);
        }
        let key = key.to_string();
        Cell {
            text: self.visit.words.number(u64::from(count)),
            address: format!("/months/{}/figure?key={}", self.period().label, encoded(&key)),
        }
    }

    fn change(&self, row: &SummaryRow) -> String {
        let Some(before) = row.before else {
            return String::new();
        };
        let change = i64::from(row.sessions) - i64::from(before);
        let number = self.visit.words.number(change.unsigned_abs());
        match change {
            0 => self.say("summary-same"),
            1.. => format!("+{number}"),
            _ => format!("\u{2212}{number}"),
        }
    }

    fn cards(&self) -> Vec<Card> {
        let total = &self.seen.summary.total;
        let rules = &self.visit.programme.rules;
        let smallest = rules.attendance.smallest_group;
        let card = |plain: Plain, count: u32, note: String| Card {
            label: self.visit.words.report_figure(&What::Plain(plain), rules),
            cell: self.cell(plain, count, total.organisation),
            note,
        };
        let change = self.change(total);
        let change = if change.is_empty() {
            change
        } else {
            self.visit
                .words
                .say("summary-than-before", &[("change", change.into())])
        };
        let covered = self
            .visit
            .words
            .report_share((total.covered, total.members), smallest);
        let turnout = self
            .visit
            .words
            .report_share((total.present, total.expected), smallest);
        vec![
            card(Plain::Sessions, total.sessions, change),
            card(Plain::Themed, total.themed, String::new()),
            card(
                Plain::Coverage,
                total.covered,
                self.visit
                    .words
                    .say("standing-of-members", &[("share", covered.into())]),
            ),
            card(
                Plain::Present,
                total.present,
                self.visit
                    .words
                    .say("summary-turnout", &[("share", turnout.into())]),
            ),
        ]
    }

    fn sessions(&self) -> Columns {
        let counts: Vec<(String, u32)> = self
            .seen
            .sessions
            .iter()
            .map(|(label, count)| {
                let month = span(label).map_or(0, |month| i32::from(month.first.month()));
                let label = self.visit.words.say("chart-month", &[("month", month.into())]);
                (label, *count)
            })
            .collect();
        Columns::new(&counts, self.say("chart-sessions-by-month"), &self.visit.words)
    }

    fn heads(&self) -> Vec<String> {
        let rules = &self.visit.programme.rules;
        let figure = |plain| self.visit.words.report_figure(&What::Plain(plain), rules);
        vec![
            figure(Plain::Sessions),
            figure(Plain::Themed),
            figure(Plain::Coverage),
        ]
    }

    fn duty(&self, duty: &str, period: &Period) -> String {
        let rules = &self.visit.programme.rules;
        let known = rules.duties.iter().rfind(|known| known.id == duty);
        let rhythm = known.map_or(Rhythm::Quarter, |known| known.period);
        let filled = [
            ("duty", self.visit.words.duty_by_id(duty, rules).into()),
            ("period", self.visit.words.period(period, &rhythm).into()),
        ];
        self.visit.words.say("standing-of", &filled)
    }

    fn lines(&self) -> Vec<Line> {
        let summary = &self.seen.summary;
        let mut lines: Vec<Line> = summary.units.iter().map(|row| self.line(row)).collect();
        lines.push(Line {
            name: self.say("bulletin-row-whole"),
            ..self.line(&summary.total)
        });
        lines
    }

    fn line(&self, row: &SummaryRow) -> Line {
        let id = row.organisation;
        let snapshot = &self.seen.snapshot;
        let owed = self.seen.summary.duties.iter().zip(&row.duties);
        Line {
            name: snapshot.short_path(id, self.seen.summary.organisation),
            full: snapshot.name(id).unwrap_or_default().to_owned(),
            address: format!("/organisations/{id}"),
            cells: vec![
                self.cell(Plain::Sessions, row.sessions, id),
                self.cell(Plain::Themed, row.themed, id),
                self.cell(Plain::Coverage, row.covered, id),
            ],
            change: self.change(row),
            owed: owed
                .map(|((duty, period), counts)| self.owed((duty, period), *counts, id))
                .collect(),
        }
    }

    fn owed(&self, (duty, period): (&str, &Period), counts: SummaryDuty, id: OrganisationId) -> Owed {
        let words = &self.visit.words;
        let smallest = self.visit.programme.rules.attendance.smallest_group;
        let said = [
            ("owing", counts.owing.into()),
            ("done", counts.done.into()),
            ("late", counts.late.into()),
            ("overdue", counts.overdue.into()),
        ];
        let told = words.say("gauge-told", &said);
        let parts = [("m", counts.done), ("r", counts.late), ("o", counts.overdue)];
        let cell = |word: &str, count: u32| Cell {
            text: words.number(u64::from(count)),
            address: format!(
                "/organisations/{id}/figures/{word}?duty={}&period={}&as_of={}",
                encoded(duty),
                encoded(&period.label),
                self.seen.summary.as_of
            ),
        };
        let (word, late) = if counts.overdue > 0 {
            ("overdue", counts.overdue)
        } else {
            ("late", counts.late)
        };
        Owed {
            gauge: Gauge::new(counts.owing, parts, told, smallest),
            share: words.report_share((counts.done, counts.owing), smallest),
            done: cell("done", counts.done),
            owing: cell("owing", counts.owing),
            late: cell(word, late),
        }
    }

    fn late(&self, one: &Late) -> LateLine {
        let snapshot = &self.seen.snapshot;
        let (said, class) = match one.expected {
            None => (self.visit.words.standing_kind(one.kind), "over"),
            Some(_) => (self.say("summary-may-be-late"), "risk"),
        };
        LateLine {
            name: snapshot.short_path(one.organisation, self.seen.summary.organisation),
            full: snapshot.name(one.organisation).unwrap_or_default().to_owned(),
            address: format!(
                "/organisations/{}/why/{}/{}?as_of={}",
                one.organisation,
                encoded(&one.duty),
                encoded(&one.period.label),
                self.seen.summary.as_of
            ),
            duty: self.duty(&one.duty, &one.period),
            said,
            class,
        }
    }

    fn more(&self) -> String {
        let more = self.seen.summary.late.len().saturating_sub(LISTED);
        if more == 0 {
            return String::new();
        }
        self.visit
            .words
            .say("summary-more-late", &[("count", more.into())])
    }
}
