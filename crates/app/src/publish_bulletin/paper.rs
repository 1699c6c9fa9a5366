//! A bulletin as an official paper: its paragraphs with their figures, and two annexes of tables.
//! Must not reckon or word anything: figures are frozen, sentences come from `i18n`.

use documents::official::{Annex, Imprint, Official, Part as PaperPart, Turned, official};
use documents::paper::{Cell, Paper, Row as TableRow, Table};
use domain::bulletin::{Became, Compared, Issue, Key, Part, Row, Wanting};
use domain::rule_set::RuleSet;
use i18n::{Words, bulletin_paragraphs};
use jiff::civil::Date;

use crate::see_bulletin::BulletinSeen;

/// The paper; of a draft without number and day.
pub(super) fn paper(
    seen: &BulletinSeen,
    words: &Words,
    (rules, signed_on): (&RuleSet, Option<Date>),
) -> Paper {
    let setter = Setter {
        issue: &seen.issue,
        words,
        rules,
    };
    let annexes = vec![setter.standing(), setter.wanting()];
    let wording = &seen.wording;
    let sheet = Official {
        issuer: wording.issuer.clone(),
        number: seen.number.clone().unwrap_or_default(),
        title: wording.title.clone(),
        addressee: wording.addressee.clone(),
        body: body(seen, words),
        attachments: annexes.iter().map(|annex| annex.title.clone()).collect(),
        signed_by: wording.issuer.clone(),
        signed_on,
        note: wording.note.clone(),
        imprint: Some(Imprint {
            copies_to: wording.copies_to.clone(),
            issued_by: wording.issuer.clone(),
            issued_on: signed_on,
        }),
        annexes,
    };
    official(&sheet, words)
}

/// The paragraphs under the headings of their parts.
fn body(seen: &BulletinSeen, words: &Words) -> Vec<PaperPart> {
    let filled = bulletin_paragraphs(words, &seen.wording, &seen.issue);
    let mut parts = Vec::new();
    for part in Part::ALL {
        let mut of_part = filled.iter().filter(|(of, _)| *of == part).peekable();
        if of_part.peek().is_none() {
            continue;
        }
        parts.extend(words.bulletin_heading(part).map(PaperPart::Heading1));
        parts.extend(of_part.map(|(_, text)| PaperPart::Paragraph(text.clone())));
    }
    parts
}

struct Setter<'a> {
    issue: &'a Issue,
    words: &'a Words,
    rules: &'a RuleSet,
}

impl Setter<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(key, &[])
    }

    fn number(&self, count: u32) -> Cell {
        Cell::centred(self.words.number(u64::from(count))).small()
    }

    fn share(&self, part: u32, whole: u32) -> Cell {
        let share = self.words.report_share((part, whole), self.issue.smallest_group);
        Cell::centred(share).small()
    }

    /// 附件1: what every unit owed, did and held, by kind of unit; then who spoke.
    fn standing(&self) -> Annex {
        Annex {
            title: self.words.say(
                "bulletin-annex-standing",
                &[(
                    "period",
                    self.words.report_period(&self.issue.period.label).into(),
                )],
            ),
            parts: vec![
                PaperPart::Table(self.owed()),
                PaperPart::Paragraph(self.words.say(
                    "bulletin-annex-note",
                    &[("people", self.issue.smallest_group.into())],
                )),
                PaperPart::Table(self.speakers()),
            ],
            turned: Turned::OnItsSide,
        }
    }

    fn heads(heads: Vec<String>) -> Vec<Cell> {
        heads.into_iter().map(|head| Cell::label(head).small()).collect()
    }

    fn owed(&self) -> Table {
        let mut heads = vec![self.say("bulletin-head-number"), self.say("bulletin-head-unit")];
        let mut shares = vec![6, 15];
        for duty in &self.issue.total.duties {
            for became in [Became::Owing, Became::Done] {
                let key = Key::duty(&duty.duty, became, &self.issue.period);
                heads.push(self.words.report_figure(&key.what, self.rules));
                shares.push(9);
            }
            heads.push(self.say("bulletin-head-share"));
            shares.push(10);
        }
        for (key, share) in [
            ("bulletin-head-themed", 8),
            ("bulletin-head-expected", 9),
            ("bulletin-head-present", 9),
            ("bulletin-head-turnout", 10),
            ("bulletin-head-covered", 9),
            ("bulletin-head-undone", 8),
            ("bulletin-head-rank", 6),
            ("bulletin-head-remark", 10),
        ] {
            heads.push(self.say(key));
            shares.push(share);
        }
        let columns = heads.len();
        let mut rows = Vec::new();
        let mut at = 0;
        for (compared, units) in self.issue.by_category() {
            rows.push(self.kind(compared, columns));
            for unit in units {
                at += 1;
                rows.push(self.owed_row(Some(at), unit));
            }
        }
        if self.issue.itself.sessions > 0 || self.issue.itself.duties.iter().any(|duty| duty.owing > 0) {
            rows.push(Self::kind_text(self.say("bulletin-row-itself"), columns));
        }
        rows.push(self.owed_row(None, &self.issue.total));
        Table {
            shares,
            head: Self::heads(heads),
            rows,
        }
    }

    /// The line over units of one kind or category: they are compared with each other only.
    fn kind(&self, compared: Compared<'_>, columns: usize) -> TableRow {
        Self::kind_text(self.words.compared_units(compared, self.rules), columns)
    }

    fn kind_text(text: String, columns: usize) -> TableRow {
        let span = u16::try_from(columns).unwrap_or(u16::MAX);
        TableRow {
            cells: vec![Cell {
                span,
                ..Cell::label(text).small()
            }],
            height: 0,
        }
    }

    fn named(&self, at: Option<u32>, row: &Row) -> Vec<Cell> {
        match at {
            Some(at) => vec![
                self.number(at),
                Cell::value(self.issue.name(row.organisation)).small(),
            ],
            None => vec![
                Cell::blank().small(),
                Cell::label(self.say("bulletin-row-whole")).small(),
            ],
        }
    }

    fn owed_row(&self, at: Option<u32>, row: &Row) -> TableRow {
        let mut cells = self.named(at, row);
        for duty in &row.duties {
            cells.push(self.number(duty.owing));
            cells.push(self.number(duty.done()));
            cells.push(self.share(duty.done(), duty.owing));
        }
        let undone: u32 = row.duties.iter().map(|duty| duty.undone).sum();
        cells.extend([
            self.number(row.themed),
            self.number(row.expected),
            self.number(row.present),
            self.share(row.present, row.expected),
            self.number(row.covered),
            self.number(undone),
        ]);
        let rank = row.rank.filter(|_| at.is_some());
        let rank = rank.map(|rank| self.words.number(u64::from(rank)));
        cells.push(Cell::centred(rank.unwrap_or_default()).small());
        cells.push(Cell::value(self.words.bulletin_remark(&row.duties)).small());
        TableRow { cells, height: 0 }
    }

    fn speakers(&self) -> Table {
        let mut heads = vec![
            self.say("bulletin-head-number"),
            self.say("bulletin-head-unit"),
            self.say("report-sessions"),
        ];
        let classes = self.issue.classes.iter();
        heads.extend(classes.map(|class| self.words.speaker_class(class, self.rules)));
        let mut shares = vec![5, 17, 9];
        shares.resize(heads.len(), 9);
        let row = |at: Option<u32>, unit: &Row| {
            let mut cells = self.named(at, unit);
            cells.push(self.number(unit.sessions));
            cells.extend(unit.classes.iter().map(|count| self.number(*count)));
            TableRow { cells, height: 0 }
        };
        let units = self.issue.by_category().into_iter().flat_map(|(_, units)| units);
        let mut rows: Vec<TableRow> = (1..).zip(units).map(|(at, unit)| row(Some(at), unit)).collect();
        rows.push(row(None, &self.issue.total));
        Table {
            shares,
            head: Self::heads(heads),
            rows,
        }
    }

    /// 附件2: what is wanting, where, who answers for it, by when.
    fn wanting(&self) -> Annex {
        let heads = [
            "bulletin-head-number",
            "bulletin-head-problem",
            "bulletin-head-unit",
            "bulletin-head-count",
            "bulletin-head-places",
            "bulletin-head-post",
            "bulletin-head-by",
        ];
        let mut rows = Vec::new();
        let day = self.words.date(self.issue.put_right_by);
        for problem in &self.issue.problems {
            for wanting in &problem.units {
                let unit = wanting.unit.map_or_else(
                    || self.say("bulletin-itself"),
                    |unit| self.issue.name(unit).to_owned(),
                );
                let at = u32::try_from(rows.len()).unwrap_or(0).saturating_add(1);
                rows.push(TableRow {
                    cells: vec![
                        self.number(at),
                        Cell::value(self.words.bulletin_problem(problem, self.rules)).small(),
                        Cell::value(unit).small(),
                        self.number(wanting.count),
                        Cell::value(self.places(wanting)).small(),
                        Cell::value(self.words.bulletin_post(problem, self.rules)).small(),
                        Cell::value(day.clone()).small(),
                    ],
                    height: 0,
                });
            }
        }
        let table = Table {
            shares: vec![6, 18, 13, 6, 43, 8, 18],
            head: Self::heads(heads.map(|key| self.say(key)).to_vec()),
            rows,
        };
        let is_empty = table.rows.is_empty();
        let nothing = PaperPart::Paragraph(self.say("bulletin-no-problem"));
        Annex {
            title: self.say("bulletin-annex-problems"),
            parts: vec![if is_empty {
                nothing
            } else {
                PaperPart::Table(table)
            }],
            turned: Turned::OnItsSide,
        }
    }

    /// The organisations within a unit, without its name before each.
    fn places(&self, wanting: &Wanting) -> String {
        let unit = wanting.unit.map(|unit| self.issue.name(unit));
        let short = |id: &domain::id::OrganisationId| {
            let name = self.issue.name(*id);
            let below = unit.and_then(|unit| name.strip_prefix(unit));
            let below = below.map(|below| below.trim_start_matches([' ', '·']));
            below.filter(|below| !below.is_empty()).unwrap_or(name).to_owned()
        };
        let names: Vec<String> = wanting.places.iter().map(short).collect();
        self.words.list(&names)
    }
}
