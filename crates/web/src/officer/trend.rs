//! How it went over time: sessions by month, each period of the duty, who spoke.
//! Must not count: the day's overview does.

use app::StandingSeen;
use domain::period::Rhythm;
use domain::status::{Asked, Choice, Figure};

use super::asked::{Question, period_name, share};
use super::chart::{Columns, Gauge, Part, parts};
use crate::visit::Visit;

/// Columns and periods shown: the last ones.
const MOST: usize = 12;

/// One period of the duty.
pub(super) struct PeriodLine {
    pub name: String,
    pub address: String,
    pub here: bool,
    pub gauge: Gauge,
    pub share: String,
    pub owing: String,
    pub done: String,
}

/// One class of speakers.
pub(super) struct ClassLine {
    pub number: usize,
    pub name: String,
    pub count: String,
    pub share: String,
    pub address: String,
}

/// The charts of a standing page.
pub(super) struct Trend {
    pub sessions: Columns,
    pub periods: Vec<PeriodLine>,
    pub parts: Vec<Part>,
    pub classes: Vec<ClassLine>,
}

impl Trend {
    pub fn new(seen: &StandingSeen, asked: Asked<'_>, visit: &Visit, about: &Question) -> Trend {
        let classes = &seen.total.held.classes;
        Trend {
            sessions: sessions(seen, asked, visit),
            periods: periods(seen, asked, visit, about),
            parts: parts(classes),
            classes: class_lines(seen, classes, visit, about),
        }
    }
}

/// Sessions by month; where the duty falls due more often, by its own periods.
fn sessions(seen: &StandingSeen, asked: Asked<'_>, visit: &Visit) -> Columns {
    let (words, as_of) = (&visit.words, seen.snapshot.as_of);
    let rhythm = match asked.rhythm() {
        Rhythm::Week => Rhythm::Week,
        _ => Rhythm::Month,
    };
    let mut periods = rhythm.periods(seen.snapshot.rules.starts_on, as_of);
    let first = periods.len().saturating_sub(MOST);
    periods.drain(..first);
    let days = seen.overview.session_days(seen.top);
    let counts: Vec<(String, u32)> = periods
        .iter()
        .map(|period| {
            let count = days.iter().filter(|day| period.contains(**day)).count();
            let (month, day) = (period.first.month(), period.first.day());
            let figures = [("month", i32::from(month).into()), ("day", i32::from(day).into())];
            let label = match rhythm {
                Rhythm::Week => words.say("chart-week", &figures),
                _ => words.say("chart-month", &figures),
            };
            (label, u32::try_from(count).unwrap_or(u32::MAX))
        })
        .collect();
    let key = match rhythm {
        Rhythm::Week => "chart-sessions-by-week",
        _ => "chart-sessions-by-month",
    };
    Columns::new(&counts, words.say(key, &[]), words)
}

fn periods(seen: &StandingSeen, asked: Asked<'_>, visit: &Visit, about: &Question) -> Vec<PeriodLine> {
    let (words, rules, overview) = (&visit.words, &visit.programme.rules, &seen.overview);
    let is_same =
        |choice: &Choice| matches!(choice, Choice::Persons(_)) == matches!(seen.choice, Choice::Persons(_));
    let others = overview.choices().into_iter().filter(is_same);
    let others = others.filter_map(|choice| overview.asked(choice));
    let others = others.filter(|other| other.duty() == asked.duty());
    let line = |other: Asked<'_>| {
        let of = |figure| overview.owed(figure, other, seen.top);
        let (owing, done) = (of(Figure::Owing), of(Figure::Done));
        let (late, overdue) = (of(Figure::Late), of(Figure::Overdue));
        let said = [
            ("done", done.into()),
            ("owing", owing.into()),
            ("late", late.into()),
            ("overdue", overdue.into()),
        ];
        PeriodLine {
            name: period_name(other, words),
            address: about.about(other).standing(seen.top),
            here: other.period() == asked.period(),
            gauge: Gauge::new(
                owing,
                [("m", done), ("r", late), ("o", overdue)],
                words.say("gauge-told", &said),
                rules.attendance.smallest_group,
            ),
            share: share(done, owing, rules, words),
            owing: words.number(u64::from(owing)),
            done: words.number(u64::from(done)),
        }
    };
    let mut lines: Vec<PeriodLine> = others.map(line).collect();
    let first = lines.len().saturating_sub(MOST);
    lines.drain(..first);
    lines
}

fn class_lines(seen: &StandingSeen, counts: &[u32], visit: &Visit, about: &Question) -> Vec<ClassLine> {
    let (words, rules) = (&visit.words, &visit.programme.rules);
    let all: u32 = counts.iter().sum();
    if all == 0 {
        return Vec::new();
    }
    let line = |((at, class), count): ((usize, &domain::rule_set::SpeakerClass), &u32)| ClassLine {
        number: at + 1,
        name: words.speaker_class(&class.id, rules),
        count: words.number(u64::from(*count)),
        share: share(*count, all, rules, words),
        address: about.figure(seen.top, Figure::Class(at)),
    };
    let classes = rules.speaker_classes.iter().enumerate();
    classes.zip(counts).map(line).collect()
}
