//! The table of a standing page: one row for each organisation right below, sorted and sifted by links.
//! Must not count: lines come from `app::see_standing`.

use std::cmp::Reverse;

use app::{StandingLine, StandingSeen};
use domain::obligation::StandingKind;
use domain::period::days_between;
use domain::status::{Asked, Figure};
use jiff::civil::Date;

use super::asked::{Question, share};
use super::chart::Gauge;
use crate::visit::Visit;

/// A column of the table.
pub(super) struct Column {
    pub label: String,
    pub is_number: bool,
    /// Sorts by it; empty when one cannot.
    pub address: String,
    /// For `aria-sort`: empty when the table is not sorted by it.
    pub sorted: &'static str,
}

/// A number of a row with the way to its records.
#[derive(Clone)]
pub(super) struct Cell {
    pub label: String,
    pub number: String,
    pub address: String,
    pub is_nothing: bool,
}

/// A row.
#[derive(Clone)]
pub(super) struct Row {
    pub name: String,
    pub full: String,
    pub address: String,
    pub gauge: Gauge,
    pub share: String,
    pub cells: Vec<Cell>,
    pub last: String,
    pub last_on: String,
    pub sign: &'static str,
    pub class: &'static str,
    pub said: String,
    /// Why the organisation itself stands there.
    pub why: String,
}

/// Which rows are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sift {
    /// All.
    All,
    /// Only where something is not done.
    Undone,
}

/// What a column shows and sorts by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sorting {
    Name,
    Share,
    Count(Figure),
    Last,
    State,
}

impl Sorting {
    fn word(self) -> String {
        match self {
            Sorting::Name => "name".to_owned(),
            Sorting::Share => "share".to_owned(),
            Sorting::Count(figure) => figure.word(),
            Sorting::Last => "last".to_owned(),
            Sorting::State => "state".to_owned(),
        }
    }
}

/// The table on its way.
pub(super) struct Board<'a> {
    seen: &'a StandingSeen,
    asked: Asked<'a>,
    visit: &'a Visit,
    about: &'a Question,
    sortings: Vec<Sorting>,
}

impl<'a> Board<'a> {
    pub fn new(seen: &'a StandingSeen, asked: Asked<'a>, visit: &'a Visit, about: &'a Question) -> Board<'a> {
        let mut sortings = vec![Sorting::Name, Sorting::Share, Sorting::Count(Figure::Done)];
        let is_open = asked.period().last >= seen.snapshot.as_of;
        // Once all that is not done is overdue, one column says both.
        if is_open || seen.total.undone > seen.total.overdue {
            sortings.push(Sorting::Count(Figure::Undone));
        }
        let is_personal = matches!(asked, Asked::Persons(_));
        if !is_personal && (is_open || seen.total.late > 0) {
            sortings.push(Sorting::Count(Figure::Late));
        }
        if !is_open || seen.total.overdue > 0 {
            sortings.push(Sorting::Count(Figure::Overdue));
        }
        if !is_personal {
            sortings.extend([
                Sorting::Count(Figure::Sessions),
                Sorting::Count(Figure::Covered),
                Sorting::Last,
            ]);
        }
        sortings.push(Sorting::State);
        Board {
            seen,
            asked,
            visit,
            about,
            sortings,
        }
    }

    /// What the rows are: 各乡镇党委; 下属党组织.
    pub fn heading(&self) -> String {
        let first = self.seen.below.first().map(|line| line.organisation);
        let is_township = first.is_some_and(|id| self.seen.snapshot.is_township(id));
        let key = if is_township {
            "standing-townships"
        } else {
            "standing-below"
        };
        self.visit.words.say(key, &[])
    }

    pub fn columns(&self) -> Vec<Column> {
        let (now, is_turned) = self.sorting();
        let column = |sorting: &Sorting| {
            let (is_this, word) = (Some(*sorting) == now, sorting.word());
            // Pressed again, it turns round.
            let next = match (is_this, is_turned) {
                (true, false) => format!("-{word}"),
                _ => word,
            };
            Column {
                label: self.label(*sorting),
                is_number: matches!(sorting, Sorting::Count(_)),
                address: self.visit.address_with("sort", &next),
                sorted: match (is_this, is_turned == is_largest_first(*sorting)) {
                    (false, _) => "",
                    (true, true) => "ascending",
                    (true, false) => "descending",
                },
            }
        };
        self.sortings.iter().map(column).collect()
    }

    /// By which column, and whether it was turned round.
    fn sorting(&self) -> (Option<Sorting>, bool) {
        let wanted = self.visit.query("sort").unwrap_or_default();
        let (word, is_turned) = wanted
            .strip_prefix('-')
            .map_or((wanted, false), |word| (word, true));
        let found = self.sortings.iter().find(|sorting| sorting.word() == word);
        (found.copied(), is_turned)
    }

    fn label(&self, sorting: Sorting) -> String {
        let words = &self.visit.words;
        match sorting {
            Sorting::Name => words.say("column-standing-name", &[]),
            Sorting::Share => words.say("column-standing-share", &[]),
            Sorting::Count(figure) => super::figure::short_label(figure, self.visit),
            Sorting::Last => words.say("column-standing-last", &[]),
            Sorting::State => words.say("column-standing-state", &[]),
        }
    }

    pub fn rows(&self, sift: Sift) -> Vec<Row> {
        let is_shown = |line: &StandingLine| sift == Sift::All || line.undone > 0;
        let mut lines: Vec<&StandingLine> = self.seen.below.iter().collect();
        lines.retain(|line| is_shown(line));
        let (sorting, is_turned) = self.sorting();
        if let Some(sorting) = sorting {
            let name = |line: &StandingLine| {
                self.seen
                    .snapshot
                    .short_name(line.organisation)
                    .unwrap_or_default()
            };
            lines.sort_by_key(|line| (order(line, sorting), name(line)));
            if is_turned {
                lines.reverse();
            }
        }
        let itself = self.seen.itself.iter().filter(|line| is_shown(line));
        let itself = itself.map(|line| Row {
            name: self.visit.words.say("standing-itself", &[]),
            address: self.about.organisation(line.organisation),
            // Its figures are of itself alone; the lists are of all below it.
            cells: self.cells(line, |_| String::new()),
            ..self.row(line)
        });
        itself
            .chain(lines.into_iter().map(|line| self.row(line)))
            .collect()
    }

    /// The sums: of the whole, so that a joint lecture of two townships is one.
    pub fn foot(&self) -> Row {
        let mut row = self.row(&self.seen.total);
        row.name = self.visit.words.say("standing-together", &[]);
        row.address = String::new();
        row.said = String::new();
        row
    }

    /// Whether something counted in several rows is one in the sums.
    pub fn counts_once(&self) -> bool {
        let all = || self.seen.below.iter().chain(&self.seen.itself);
        let sessions: u32 = all().map(|line| line.held.sessions).sum();
        let covered: u32 = all().map(|line| line.held.covered).sum();
        let total = &self.seen.total.held;
        matches!(self.asked, Asked::Organisations(_))
            && (sessions > total.sessions || covered > total.covered)
    }

    fn row(&self, line: &StandingLine) -> Row {
        let (snapshot, words, rules) = (
            &self.seen.snapshot,
            &self.visit.words,
            &self.visit.programme.rules,
        );
        let id = line.organisation;
        let share = share(line.done, line.owing, rules, words);
        let parts = [("m", line.done), ("r", line.late), ("o", line.overdue)];
        let said = [
            ("done", line.done.into()),
            ("owing", line.owing.into()),
            ("late", line.late.into()),
            ("overdue", line.overdue.into()),
        ];
        let (sign, class, state) = self.state(line);
        Row {
            name: snapshot.short_name(id).unwrap_or_default().to_owned(),
            full: snapshot.name(id).unwrap_or_default().to_owned(),
            address: if line.is_leaf {
                self.about.organisation(id)
            } else {
                self.about.standing(id)
            },
            gauge: Gauge::new(
                line.owing,
                parts,
                words.say("gauge-told", &said),
                rules.attendance.smallest_group,
            ),
            share,
            cells: self.cells(line, |figure| self.about.figure(id, figure)),
            last: line.last_on.map(|on| self.ago(on)).unwrap_or_default(),
            last_on: line.last_on.map(|on| words.weekday_date(on)).unwrap_or_default(),
            why: line
                .own
                .map(|_| self.about.why(id, self.asked))
                .unwrap_or_default(),
            sign,
            class,
            said: state,
        }
    }

    fn cells(&self, line: &StandingLine, address: impl Fn(Figure) -> String) -> Vec<Cell> {
        let counts = self.sortings.iter().filter_map(|sorting| match sorting {
            Sorting::Count(figure) => Some((*figure, count(line, *figure))),
            _ => None,
        });
        let cell = |(figure, count): (Figure, u32)| Cell {
            label: super::figure::short_label(figure, self.visit),
            number: self.visit.words.number(u64::from(count)),
            address: address(figure),
            is_nothing: count == 0,
        };
        counts.map(cell).collect()
    }

    /// 今天, 3天前: how long ago the last session was.
    fn ago(&self, on: Date) -> String {
        let days = days_between(on, self.seen.snapshot.as_of);
        match days {
            ..=0 => self.visit.words.say("ago-today", &[]),
            1 => self.visit.words.say("ago-yesterday", &[]),
            days => self.visit.words.say("ago-days", &[("days", days.into())]),
        }
    }

    /// Sign, colour and word together: never the colour alone.
    fn state(&self, line: &StandingLine) -> (&'static str, &'static str, String) {
        let words = &self.visit.words;
        if let Some(kind) = line.own.filter(|_| line.is_leaf) {
            let (sign, class) = sign_of(kind, line.late > 0);
            let said = match kind {
                StandingKind::Due if line.late > 0 => words.say("tag-late", &[]),
                kind => words.standing_kind(kind),
            };
            return (sign, class, said);
        }
        if line.owing == 0 {
            return ("–", "none", words.say("tag-nothing", &[]));
        }
        if line.overdue > 0 {
            return (
                "×",
                "over",
                words.say("tag-overdue", &[("count", line.overdue.into())]),
            );
        }
        if line.late > 0 {
            return (
                "!",
                "risk",
                words.say("tag-late-count", &[("count", line.late.into())]),
            );
        }
        let key = if line.undone == 0 { "tag-done" } else { "tag-well" };
        ("✓", "met", words.say(key, &[]))
    }
}

/// Sign and colour of a standing.
pub(super) fn sign_of(kind: StandingKind, may_be_late: bool) -> (&'static str, &'static str) {
    match kind {
        StandingKind::Met | StandingKind::MadeUp => ("✓", "met"),
        StandingKind::AtRisk => ("!", "risk"),
        StandingKind::Due if may_be_late => ("!", "risk"),
        StandingKind::Due => ("·", "none"),
        StandingKind::Overdue => ("×", "over"),
        StandingKind::Excused | StandingKind::Closed => ("–", "none"),
    }
}

fn count(line: &StandingLine, figure: Figure) -> u32 {
    match figure {
        Figure::Owing => line.owing,
        Figure::Done => line.done,
        Figure::Undone => line.undone,
        Figure::Late => line.late,
        Figure::Overdue => line.overdue,
        Figure::Excused => line.excused,
        Figure::Closed => line.closed,
        Figure::Sessions => line.held.sessions,
        Figure::Joint => line.held.joint,
        Figure::Micro => line.held.micro,
        Figure::Class(at) => line.held.classes.get(at).copied().unwrap_or_default(),
        Figure::Covered => line.held.covered,
        Figure::Members => line.members,
    }
}

/// Whether the largest comes first when a column is pressed once.
fn is_largest_first(sorting: Sorting) -> bool {
    matches!(sorting, Sorting::Count(_) | Sorting::State)
}

/// What comes first when a column is pressed once: where most is to be done.
fn order(line: &StandingLine, sorting: Sorting) -> (Reverse<u64>, u64) {
    let share = || {
        let done = u64::from(line.done).saturating_mul(100_000);
        done.checked_div(u64::from(line.owing)).unwrap_or(u64::MAX)
    };
    let last = || {
        let days = line.last_on.map(|on| days_between(Date::MIN, on));
        days.and_then(|days| u64::try_from(days).ok()).unwrap_or(0)
    };
    match sorting {
        Sorting::Name => (Reverse(0), 0),
        Sorting::Share => (Reverse(0), share()),
        Sorting::Last => (Reverse(0), last()),
        Sorting::Count(figure) => (Reverse(u64::from(count(line, figure))), 0),
        Sorting::State => (
            Reverse(u64::from(line.overdue) * 100_000 + u64::from(line.late)),
            0,
        ),
    }
}
