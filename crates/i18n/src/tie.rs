//! Tables from above in words: what figures and fields may be called there, and what a column was taken for.
//! Must not match names or decide a meaning: `domain::tie` does.

use domain::bulletin::{Became, Plain, What};
use domain::rule_set::{RuleSet, columns_of};
use domain::tie::{Because, Meaning, Named, RowsOf, TableRefusal, Vocabulary, When};

use crate::bulletin::share_of;
use crate::{Advice, Words};

/// What stands between the names of one thing.
const BETWEEN: char = '|';

impl Words {
    /// What figures and fields may be called in a table.
    #[must_use]
    pub fn tie_vocabulary(&self, rules: &RuleSet) -> Vocabulary {
        let mut names = Vec::new();
        let mut add = |meaning: Meaning, called: Vec<String>, duty: &str| {
            names.push(Named {
                rows: RowsOf::Units,
                meaning,
                names: called,
                duty: duty.to_owned(),
            });
        };
        add(Meaning::Unit, self.names_at("tie-unit"), "");
        add(Meaning::Own, self.names_at("tie-own"), "");
        for plain in Plain::ALL.iter().copied() {
            let figure = Meaning::Figure(What::Plain(plain), When::Asked);
            add(figure, self.names_at(plain_names(plain)), "");
        }
        let share = |part, whole| Meaning::Share(What::Plain(part), What::Plain(whole), When::Asked);
        add(
            share(Plain::Present, Plain::Expected),
            self.names_at("tie-share-turnout"),
            "",
        );
        add(
            share(Plain::Coverage, Plain::Members),
            self.names_at("tie-share-coverage"),
            "",
        );
        for class in &rules.speaker_classes {
            let of_class = |name: &String| split(&self.say("tie-class", &[("class", name.clone().into())]));
            let called = class.names.iter().flat_map(of_class).collect();
            add(
                Meaning::Figure(What::Class(class.id.clone()), When::Asked),
                called,
                "",
            );
        }
        for duty in rules.duty_ids() {
            let name = self.duty_by_id(duty, rules);
            for became in Became::ALL.iter().copied() {
                let figure = Meaning::Figure(What::Duty(duty.to_owned(), became), When::Asked);
                add(figure, self.names_at(became_names(became)), &name);
            }
            let [done, owing] =
                [Became::Done, Became::Owing].map(|became| What::Duty(duty.to_owned(), became));
            add(
                Meaning::Share(done, owing, When::Asked),
                self.names_at("tie-share-done"),
                &name,
            );
        }
        names.extend(fields(rules));
        Vocabulary {
            names,
            fillers: self.names_at("tie-fillers"),
        }
    }

    fn names_at(&self, key: &str) -> Vec<String> {
        split(&self.say(key, &[]))
    }

    /// What a column or a cell is.
    #[must_use]
    pub fn tie_meaning(&self, meaning: &Meaning, (rows, rules): (RowsOf, &RuleSet)) -> String {
        match meaning {
            Meaning::Unknown => self.say("tie-is-unknown", &[]),
            Meaning::Number => self.say("tie-is-number", &[]),
            Meaning::Unit => self.say("tie-is-unit", &[]),
            Meaning::Own => self.say("tie-is-own", &[]),
            Meaning::Figure(what, when) => self.at_time(self.report_figure(what, rules), *when),
            Meaning::Share(part, _, when) => self.at_time(share_of(self, part, rules), *when),
            Meaning::Field(key) => rules.header(sheet_of(rows), key).to_owned(),
        }
    }

    fn at_time(&self, figure: String, when: When) -> String {
        let numbered = |key: &str, number: i8| {
            self.say(
                key,
                &[("figure", figure.clone().into()), ("number", number.into())],
            )
        };
        let of = |key: &str| self.say(key, &[("figure", figure.clone().into())]);
        match when {
            When::Asked => figure,
            When::Before => of("tie-is-before"),
            When::YearBefore => of("tie-is-year-before"),
            When::YearSoFar => of("tie-is-year-so-far"),
            When::Quarter(number) => numbered("tie-is-of-quarter", number),
            When::Half(number) => numbered("tie-is-of-half", number),
            When::Month(number) => numbered("tie-is-of-month", number),
        }
    }

    /// What the rows of a table are.
    #[must_use]
    pub fn tie_rows(&self, rows: RowsOf) -> String {
        let key = match rows {
            RowsOf::Units => "tie-rows-units",
            RowsOf::Lectures => "tie-rows-lectures",
            RowsOf::Organisations => "tie-rows-organisations",
            RowsOf::Nothing => "tie-rows-nothing",
        };
        self.say(key, &[])
    }

    /// Why a column is taken for something.
    #[must_use]
    pub fn tie_because(&self, because: &Because) -> String {
        match because {
            Because::Remembered => self.say("tie-because-remembered", &[]),
            Because::Name(name) => self.say("tie-because-name", &[("name", name.clone().into())]),
            Because::NearName(name) => self.say("tie-because-near-name", &[("name", name.clone().into())]),
            Because::Nothing => self.say("tie-because-nothing", &[]),
        }
    }

    /// Why a table is not filled in, and what to do next.
    #[must_use]
    pub fn table_refusal(&self, refusal: &TableRefusal) -> Advice {
        let key = match refusal {
            TableRefusal::OldFormat => "table-refusal-old-format",
            TableRefusal::NoTable => "table-refusal-no-table",
            TableRefusal::NoPeriod => "table-refusal-no-period",
            TableRefusal::OddTie => "table-refusal-odd-tie",
        };
        self.advice(key, &[])
    }
}

fn split(names: &str) -> Vec<String> {
    names.split(BETWEEN).map(|name| name.trim().to_owned()).collect()
}

/// The sheet whose fields rows have.
fn sheet_of(rows: RowsOf) -> &'static str {
    match rows {
        RowsOf::Organisations => "organisations",
        RowsOf::Lectures | RowsOf::Units | RowsOf::Nothing => "lectures",
    }
}

/// The fields of records, as the pack calls them.
fn fields(rules: &RuleSet) -> Vec<Named> {
    let mut found = Vec::new();
    for rows in [RowsOf::Lectures, RowsOf::Organisations] {
        let sheet = sheet_of(rows);
        for key in columns_of(sheet) {
            let names = rules.sheets.get(sheet).and_then(|columns| columns.get(*key));
            let meaning = match *key {
                "number" => Meaning::Number,
                // What is written there is the writer's own.
                "note" => continue,
                _ => Meaning::Field((*key).to_owned()),
            };
            found.push(Named {
                rows,
                meaning,
                names: names.cloned().unwrap_or_default(),
                duty: String::new(),
            });
        }
    }
    found
}

fn plain_names(plain: Plain) -> &'static str {
    match plain {
        Plain::Sessions => "tie-sessions",
        Plain::Joint => "tie-joint",
        Plain::Themed => "tie-themed",
        Plain::Micro => "tie-micro",
        Plain::Expected => "tie-expected",
        Plain::Present => "tie-present",
        Plain::Coverage => "tie-coverage",
        Plain::Members => "tie-members",
        Plain::Late => "tie-late",
        Plain::SentBack => "tie-sent-back",
    }
}

fn became_names(became: Became) -> &'static str {
    match became {
        Became::Owing => "tie-owing",
        Became::Met => "tie-met",
        Became::MadeUp => "tie-made-up",
        Became::Done => "tie-done",
        Became::Undone => "tie-undone",
        Became::Again => "tie-again",
        Became::Excused => "tie-excused",
        Became::Closed => "tie-closed",
    }
}
