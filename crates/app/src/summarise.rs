//! 每月一汇总 (S5): a month below an organisation in figures, against the month before, with who is late or may be; as a
//! page and as a workbook. Must not count: `domain::summary` asks the overview.

use documents::ledger::Ledger;
use documents::summary::{Summary as Sheets, summary};
use documents::xlsx::CellValue;
use domain::access::{Action, TargetKind};
use domain::bulletin::{Key, Plain, What};
use domain::id::{LectureId, OrganisationId};
use domain::period::{Period, Rhythm};
use domain::status::Records;
use domain::summary::{Late, Summary, SummaryDuty, SummaryRow, summarise};
use i18n::Words;

use crate::explain_bulletin::FigureExplained;
use crate::report::Report;
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Which month, below which organisation.
#[derive(Clone, Copy)]
pub struct Summarise<'a> {
    /// Below which.
    pub organisation: OrganisationId,
    /// As `2020-10`; none: the last one that is over, else the running one.
    pub month: Option<&'a str>,
}

/// A month.
pub struct MonthSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// The month in figures.
    pub summary: Summary,
    /// The number of the history it was read at.
    pub known_at: u64,
    /// Sessions of the months up to it, for the chart: label and count.
    pub sessions: Vec<(String, u32)>,
    /// The lectures of the month.
    pub held: Vec<LectureId>,
    /// The actor may take the workbook and a page of news away.
    pub may_take: bool,
}

/// A month as a workbook.
pub struct SummaryFile {
    /// What it may be called.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl MonthSeen {
    /// The month in one piece of text, ready to be pasted into a chat group.
    #[must_use]
    pub fn told(&self, words: &Words) -> String {
        let writer = Writer { seen: self, words };
        let mut lines = vec![writer.title()];
        lines.extend(writer.held());
        lines.extend(writer.owed());
        lines.push(writer.note());
        lines.join("\n")
    }

    /// The same as paragraphs of a page of news: what was held, then where the duties stand.
    #[must_use]
    pub fn told_in_paragraphs(&self, words: &Words) -> Vec<String> {
        let writer = Writer { seen: self, words };
        let mut paragraphs = vec![words.joined(&writer.held())];
        paragraphs.extend(writer.owed());
        paragraphs
    }
}

/// Months of the chart.
const CHARTED: usize = 12;

/// Sums a month up.
///
/// # Errors
/// When the actor may not, there is no such month, or the database fails.
pub async fn see_month(app: &App, actor: &Actor, ask: Summarise<'_>) -> Result<MonthSeen, Failure> {
    month(app, actor, (Action::Read, ask)).await
}

/// As [`see_month`], for who may take something of it away: asked before anything is told.
///
/// # Errors
/// As [`see_month`].
pub async fn month_to_take(app: &App, actor: &Actor, ask: Summarise<'_>) -> Result<MonthSeen, Failure> {
    month(app, actor, (Action::Export, ask)).await
}

async fn month(
    app: &App,
    actor: &Actor,
    (action, ask): (Action, Summarise<'_>),
) -> Result<MonthSeen, Failure> {
    let (report, period, known_at) = report(app, actor, (action, ask)).await?;
    let top = ask.organisation;
    let summary = report.ask(|source| summarise(source, (top, &period)));
    let first = report.snapshot.rules.starts_on;
    let mut months = Rhythm::Month.periods(first, period.last);
    let skipped = months.len().saturating_sub(CHARTED);
    months.drain(..skipped);
    let sessions = report.ask(|source| {
        let count = |month: &Period| {
            let count = source.count(&Key::plain(Plain::Sessions, month), top);
            (month.label.clone(), count.unwrap_or_default())
        };
        months.iter().map(count).collect()
    });
    let key = Key::plain(Plain::Sessions, &period);
    let held = report.ask(|source| match source.records(&key, top) {
        Some(Records::Lectures(all)) => all,
        _ => Vec::new(),
    });
    // Rights go by how the tree stands today, whatever month is looked at.
    let today = look(app, Ask::default()).await?;
    let may = (Action::Export, TargetKind::Standing);
    Ok(MonthSeen {
        may_take: today.permit(actor, may, top).is_ok(),
        held,
        summary,
        known_at,
        sessions,
        snapshot: report.snapshot,
    })
}

async fn report(
    app: &App,
    actor: &Actor,
    (action, ask): (Action, Summarise<'_>),
) -> Result<(Report, Period, u64), Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (action, TargetKind::Standing), ask.organisation)?;
    let period = period_of(&snapshot, ask.month)?;
    let known = app.known(snapshot.tree).await?;
    let known_at = known.facts.known_at;
    let as_of = period.last.min(snapshot.as_of);
    let report = Report::of(snapshot.tree, known, (&period, as_of));
    Ok((report, period, known_at))
}

/// The month that is meant: one that began, within the programme.
fn period_of(snapshot: &Snapshot, wanted: Option<&str>) -> Result<Period, Refusal> {
    let months = Rhythm::Month.periods(snapshot.rules.starts_on, snapshot.as_of);
    let over = || months.iter().rfind(|month| month.last < snapshot.as_of);
    let named = |label| months.iter().find(|month| month.label == label);
    let found = wanted.map_or_else(|| over().or(months.last()), named);
    found.cloned().ok_or_else(|| Refusal::UnknownPeriod {
        period: wanted.unwrap_or_default().to_owned(),
        known: months.iter().map(|month| month.label.clone()).collect(),
    })
}

/// The records of a figure of a month.
///
/// # Errors
/// When the actor may not, there is no such figure, or the database fails.
pub async fn explain_month(
    app: &App,
    actor: &Actor,
    (organisation, text): (OrganisationId, &str),
) -> Result<FigureExplained, Failure> {
    let none = || Refusal::Bulletin(domain::bulletin::BulletinRefusal::NoFigure(text.to_owned()));
    let key: Key = text.parse().map_err(|_| none())?;
    let whole = key.organisation.unwrap_or(organisation);
    let ask = Summarise {
        organisation: whole,
        month: Some(&key.period),
    };
    let (report, _, known_at) = report(app, actor, (Action::Read, ask)).await?;
    let today = look(app, Ask::default()).await?;
    let answer = report.ask(|source| source.count(&key, whole).zip(source.records(&key, whole)));
    let (count, records): (u32, Records) = answer.ok_or_else(none)?;
    Ok(FigureExplained {
        snapshot: report.snapshot,
        organisation: whole,
        key,
        frozen: None,
        count,
        records,
        known_at,
        bulletin: None,
        linked: Vec::new(),
    }
    .linked(app, (actor, &today)))
}

/// Writes a month as a workbook: its figures by unit, and who is late or may be.
///
/// # Errors
/// When the actor may not, there is no such month, or the database fails.
pub async fn export_summary(
    app: &App,
    actor: &Actor,
    (ask, words): (Summarise<'_>, &Words),
) -> Result<SummaryFile, Failure> {
    let seen = month(app, actor, (Action::Export, ask)).await?;
    let writer = Writer { seen: &seen, words };
    let sheets = Sheets {
        sheets: vec![writer.figures(), writer.late()],
    };
    let bytes = summary(&sheets).map_err(|_| Refusal::TooManyRows)?;
    Ok(SummaryFile {
        name: format!("{}.xlsx", writer.title()),
        bytes,
    })
}

/// Lays the sheets out.
struct Writer<'a> {
    seen: &'a MonthSeen,
    words: &'a Words,
}

impl Writer<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(key, &[])
    }

    fn period(&self) -> String {
        self.words.report_period(&self.seen.summary.period.label)
    }

    /// 云岭县2020年10月汇总.
    fn title(&self) -> String {
        let summary = &self.seen.summary;
        let name = self.seen.snapshot.short_name(summary.organisation);
        let filled = [
            ("name", name.unwrap_or_default().to_owned().into()),
            ("period", self.period().into()),
        ];
        self.words.say("summary-title", &filled)
    }

    fn held(&self) -> Vec<String> {
        let total = &self.seen.summary.total;
        let smallest = self.seen.snapshot.rules.attendance.smallest_group;
        let turnout = self.words.report_share((total.present, total.expected), smallest);
        let filled = [
            ("sessions", total.sessions.into()),
            ("themed", total.themed.into()),
            ("coverage", total.covered.into()),
            ("turnout", turnout.into()),
        ];
        let mut lines = vec![self.words.say("summary-told", &filled)];
        if let Some(before) = total.before {
            let change = i64::from(total.sessions) - i64::from(before);
            let key = match change {
                0 => "summary-told-same",
                1.. => "summary-told-more",
                _ => "summary-told-fewer",
            };
            lines.push(self.words.say(key, &[("count", change.unsigned_abs().into())]));
        }
        lines
    }

    fn owed(&self) -> Vec<String> {
        let summary = &self.seen.summary;
        let line = |((duty, period), counts): (&(String, Period), &SummaryDuty)| {
            let filled = [
                ("duty", self.duty(duty, period).into()),
                ("owing", counts.owing.into()),
                ("done", counts.done.into()),
                ("late", counts.late.into()),
                ("overdue", counts.overdue.into()),
            ];
            self.words.say("summary-told-duty", &filled)
        };
        summary
            .duties
            .iter()
            .zip(&summary.total.duties)
            .map(line)
            .collect()
    }

    fn note(&self) -> String {
        let filled = [
            ("day", self.words.date(self.seen.summary.as_of).into()),
            ("number", self.seen.known_at.to_string().into()),
        ];
        self.words.say("summary-note", &filled)
    }

    fn foot(&self) -> String {
        let pages = [("page", "&P".into()), ("pages", "&N".into())];
        self.words.say("ledger-sheet-foot", &pages)
    }

    fn figures(&self) -> Ledger {
        let summary = &self.seen.summary;
        let rules = &self.seen.snapshot.rules;
        let mut header = vec![
            self.say("summary-head-unit"),
            self.say("report-sessions"),
            self.say("summary-head-before"),
            self.say("summary-head-change"),
        ];
        for plain in [Plain::Themed, Plain::Micro, Plain::Expected, Plain::Present] {
            header.push(self.words.report_figure(&What::Plain(plain), rules));
        }
        header.push(self.say("bulletin-head-turnout"));
        header.push(self.say("report-coverage"));
        for (duty, period) in &summary.duties {
            let about = self.duty(duty, period);
            for key in ["summary-owing", "summary-done", "summary-late", "summary-overdue"] {
                header.push(self.words.say(key, &[("duty", about.clone().into())]));
            }
        }
        let whole = self.say("bulletin-row-whole");
        let mut rows: Vec<Vec<CellValue>> = summary
            .units
            .iter()
            .map(|row| self.row(row, self.name(row.organisation)))
            .collect();
        rows.push(self.row(&summary.total, whole));
        Ledger {
            name: self.period(),
            title: self.title(),
            note: self.note(),
            header,
            rows,
            foot: self.foot(),
        }
    }

    fn duty(&self, duty: &str, period: &Period) -> String {
        let rules = &self.seen.snapshot.rules;
        let known = rules.duties.iter().rfind(|known| known.id == duty);
        let rhythm = known.map_or(Rhythm::Quarter, |known| known.period);
        let filled = [
            ("duty", self.words.duty_by_id(duty, rules).into()),
            ("period", self.words.period(period, &rhythm).into()),
        ];
        self.words.say("standing-of", &filled)
    }

    fn name(&self, id: OrganisationId) -> String {
        let top = self.seen.summary.organisation;
        self.seen.snapshot.short_path(id, top)
    }

    fn row(&self, row: &SummaryRow, name: String) -> Vec<CellValue> {
        let smallest = self.seen.snapshot.rules.attendance.smallest_group;
        let change = row
            .before
            .map(|before| i64::from(row.sessions) - i64::from(before));
        let mut cells = vec![
            name.into(),
            row.sessions.into(),
            row.before.map_or(CellValue::Blank, CellValue::from),
            change.map_or(CellValue::Blank, CellValue::Int),
            row.themed.into(),
            row.micro.into(),
            row.expected.into(),
            row.present.into(),
            self.words
                .report_share((row.present, row.expected), smallest)
                .into(),
            row.covered.into(),
        ];
        let figures = |duty: &SummaryDuty| [duty.owing, duty.done, duty.late, duty.overdue];
        cells.extend(row.duties.iter().flat_map(figures).map(CellValue::from));
        cells
    }

    fn late(&self) -> Ledger {
        let summary = &self.seen.summary;
        let header = [
            "summary-head-organisation",
            "summary-head-duty",
            "summary-head-standing",
        ];
        let row = |one: &Late| -> Vec<CellValue> {
            vec![
                self.name(one.organisation).into(),
                self.duty(&one.duty, &one.period).into(),
                self.standing(one).into(),
            ]
        };
        Ledger {
            name: self.say("summary-late-sheet"),
            title: self
                .words
                .say("summary-late-title", &[("period", self.period().into())]),
            note: self.note(),
            header: header.map(|key| self.say(key)).to_vec(),
            rows: summary.late.iter().map(row).collect(),
            foot: self.foot(),
        }
    }

    fn standing(&self, one: &Late) -> String {
        match one.expected {
            None => self.words.standing_kind(one.kind),
            Some(_) => self.say("summary-may-be-late"),
        }
    }
}
