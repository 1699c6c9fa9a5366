//! A first guess at what a table means, for a person to agree to: by what figures and fields are called, word for word
//! or but for filling words.
//!
//! Must not take a name for a part of another one: 书记讲党课场次 is not 党课场次. What fits nothing stays unknown.

use super::{AskedPlace, AskedTable, Meaning, RowsOf, When};

/// What figures and fields are called, in every language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Vocabulary {
    /// The names, the commoner meanings first.
    pub names: Vec<Named>,
    /// Words that change nothing: 开展, 情况, 总数.
    pub fillers: Vec<String>,
}

impl Vocabulary {
    /// What can be said of such rows at a time, each once, the commoner first: to choose from.
    #[must_use]
    pub fn meanings(&self, rows: RowsOf, when: When) -> Vec<Meaning> {
        let mut found = Vec::new();
        for named in self.names.iter().filter(|named| is_said_of(named, rows)) {
            let meaning = at(&named.meaning, when);
            if !found.contains(&meaning) {
                found.push(meaning);
            }
        }
        found
    }
}

/// What one meaning is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Of what rows it can be said.
    pub rows: RowsOf,
    /// The meaning.
    pub meaning: Meaning,
    /// Its names.
    pub names: Vec<String>,
    /// The name of the duty it is about: a group or a title that says it means this one. Empty for none.
    pub duty: String,
}

/// What a table may mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposals {
    /// What its rows are.
    pub rows: RowsOf,
    /// Of its columns.
    pub columns: Vec<Proposal>,
    /// Of its single cells.
    pub cells: Vec<Proposal>,
}

/// What a column or cell may mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The meaning.
    pub meaning: Meaning,
    /// Why.
    pub because: Because,
    /// How sure that is.
    pub sureness: Sureness,
}

/// Why something is proposed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Because {
    /// A person said so once.
    Remembered,
    /// It says this name.
    Name(String),
    /// It says this name but for filling words.
    NearName(String),
    /// Nothing is called so.
    Nothing,
}

/// How sure a proposal is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sureness {
    /// Nobody would ask.
    Certain,
    /// Worth a look.
    Likely,
    /// Something else fits as well: a person decides.
    Doubtful,
}

/// So many fields of lectures make a list of them.
const FIELDS: usize = 3;

/// What a table may mean.
#[must_use]
pub fn propose(table: &AskedTable, vocabulary: &Vocabulary) -> Proposals {
    let reader = Reader::new(table, vocabulary);
    let rows = reader.rows(table);
    let of = |places: &[AskedPlace], rows: RowsOf| {
        places.iter().map(|place| reader.propose(place, rows)).collect()
    };
    Proposals {
        rows,
        columns: of(&table.columns, rows),
        cells: of(&table.cells, RowsOf::Nothing),
    }
}

/// Names as they are compared.
struct Reader<'a> {
    names: Vec<(&'a Named, Vec<Compared>)>,
    fillers: Vec<String>,
    titles: String,
}

/// A name as it is compared.
struct Compared {
    text: String,
    core: String,
}

impl<'a> Reader<'a> {
    fn new(table: &AskedTable, vocabulary: &'a Vocabulary) -> Reader<'a> {
        let mut fillers: Vec<String> = vocabulary.fillers.iter().map(|text| bare(text)).collect();
        fillers.retain(|filler| !filler.is_empty());
        fillers.sort_by_key(|filler| std::cmp::Reverse(filler.len()));
        let mut reader = Reader {
            names: Vec::new(),
            fillers,
            titles: table.titles.iter().map(|title| bare(title)).collect(),
        };
        for named in &vocabulary.names {
            let names = named.names.iter().map(|name| reader.compared(name)).collect();
            reader.names.push((named, names));
        }
        reader
    }

    fn compared(&self, name: &str) -> Compared {
        let text = bare(name);
        let core = self.core(&text);
        Compared { text, core }
    }

    /// The text without the filling words it begins and ends with; itself when nothing else is in it.
    fn core(&self, text: &str) -> String {
        let mut core = text;
        loop {
            let shorter = self.fillers.iter().find_map(|filler| {
                core.strip_prefix(filler.as_str())
                    .or_else(|| core.strip_suffix(filler.as_str()))
            });
            match shorter {
                Some("") => return text.to_owned(),
                Some(shorter) => core = shorter,
                None => return core.to_owned(),
            }
        }
    }

    /// What the rows of a table are.
    fn rows(&self, table: &AskedTable) -> RowsOf {
        let said = |rows: RowsOf| -> Vec<Meaning> {
            let found = table
                .columns
                .iter()
                .map(|place| self.propose(place, rows).meaning);
            found
                .filter(|meaning| matches!(meaning, Meaning::Field(_)))
                .collect()
        };
        let field = |fields: &[Meaning], key: &str| fields.contains(&Meaning::Field(key.to_owned()));
        let lectures = said(RowsOf::Lectures);
        let organisations = said(RowsOf::Organisations);
        if table.columns.is_empty() {
            RowsOf::Nothing
        } else if table.named_rows >= 2 {
            RowsOf::Units
        } else if lectures.len() >= FIELDS && (field(&lectures, "title") || field(&lectures, "speaker")) {
            RowsOf::Lectures
        } else if organisations.len() >= 2 && field(&organisations, "name") {
            RowsOf::Organisations
        } else {
            RowsOf::Units
        }
    }

    fn propose(&self, place: &AskedPlace, rows: RowsOf) -> Proposal {
        let mut found: Vec<Found<'_>> = self
            .names
            .iter()
            .filter(|(named, _)| is_said_of(named, rows))
            .filter_map(|(named, names)| self.fit(place, named, names))
            .collect();
        let best = found.iter().map(|found| found.score).max();
        found.retain(|found| Some(found.score) == best);
        let Some(first) = found.first() else {
            return Proposal {
                meaning: Meaning::Unknown,
                because: Because::Nothing,
                sureness: Sureness::Certain,
            };
        };
        let is_one = found
            .iter()
            .all(|other| other.named.meaning == first.named.meaning);
        let sureness = match (is_one, first.score.is_whole) {
            (true, true) => Sureness::Certain,
            (true, false) => Sureness::Likely,
            (false, _) => Sureness::Doubtful,
        };
        Proposal {
            meaning: at(&first.named.meaning, place.when),
            because: if first.score.is_whole {
                Because::Name(first.name.clone())
            } else {
                Because::NearName(first.name.clone())
            },
            sureness,
        }
    }

    /// How well a name fits a column: alone, with its group, or without the name of the duty in it.
    fn fit<'n>(&self, place: &AskedPlace, named: &'n Named, called: &[Compared]) -> Option<Found<'n>> {
        let leaf = bare(place.name.last()?);
        let groups: String = place
            .name
            .iter()
            .rev()
            .skip(1)
            .rev()
            .map(|text| bare(text))
            .collect();
        let duty = bare(&named.duty);
        let says_duty = !duty.is_empty()
            && (groups.contains(&duty) || leaf.contains(&duty) || self.titles.contains(&duty));
        let without_duty = if duty.is_empty() {
            leaf.clone()
        } else {
            leaf.replace(&duty, "")
        };
        let whole = [groups + &leaf, leaf, without_duty];
        let cores: Vec<String> = whole.iter().map(|text| self.core(text)).collect();
        let pairs = named.names.iter().zip(called);
        let fits = pairs.filter_map(|(name, compared)| {
            let is_whole = whole.contains(&compared.text);
            // A single character says too little without its filling words.
            let is_near = compared.core.chars().count() >= 2 && cores.contains(&compared.core);
            (is_whole || is_near).then(|| Found {
                named,
                name: name.clone(),
                score: Score { says_duty, is_whole },
            })
        });
        fits.max_by_key(|found| found.score)
    }
}

/// A name that fits.
struct Found<'a> {
    named: &'a Named,
    name: String,
    score: Score,
}

/// How well a name fits: one that says its duty before one that does not, whole names before near ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    says_duty: bool,
    is_whole: bool,
}

/// Figures are said of everything but lectures; fields of the rows whose fields they are.
fn is_said_of(named: &Named, rows: RowsOf) -> bool {
    match named.meaning {
        Meaning::Figure(..) | Meaning::Share(..) => rows != RowsOf::Lectures,
        Meaning::Number => rows != RowsOf::Nothing,
        Meaning::Unit => rows == RowsOf::Units,
        Meaning::Own => rows == RowsOf::Nothing,
        Meaning::Field(_) | Meaning::Unknown => named.rows == rows,
    }
}

/// A meaning of another time.
fn at(meaning: &Meaning, when: When) -> Meaning {
    match meaning {
        Meaning::Figure(what, _) => Meaning::Figure(what.clone(), when),
        Meaning::Share(part, whole, _) => Meaning::Share(part.clone(), whole.clone(), when),
        other => other.clone(),
    }
}

/// A text as names are compared: small letters, without spaces, marks and remarks in brackets.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' | '〔' => depth += 1,
            ')' | '）' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() => bare.extend(c.to_lowercase()),
            _ => {}
        }
    }
    bare
}
