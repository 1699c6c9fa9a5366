//! The paragraphs of a bulletin: text that people may change, with figures that stay bound to their keys. A figure stands
//! in a text as `{sessions}`. Must not word anything itself: paragraphs come in.

use serde::{Deserialize, Serialize};

use super::key::{Became, Key, Plain, What};
use super::{Issue, Row};

/// Which part of a bulletin a paragraph belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// What it rests on, and which time it tells of.
    Basis,
    /// 一、总体情况.
    Overall,
    /// 二、主要做法和亮点.
    Highlights,
    /// 三、存在问题.
    Problems,
    /// 四、整改要求.
    Demands,
    /// 更正.
    Corrections,
}

impl Part {
    /// All, in order.
    pub const ALL: [Part; 6] = [
        Part::Basis,
        Part::Overall,
        Part::Highlights,
        Part::Problems,
        Part::Demands,
        Part::Corrections,
    ];
}

/// A paragraph.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it stands.
    pub part: Part,
    /// Its text; `{name}` is a figure.
    pub text: String,
}

/// The words of a bulletin: what people may change of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Wording {
    /// Who issues it (发文机关).
    pub issuer: String,
    /// Its title.
    pub title: String,
    /// To whom it goes (主送机关).
    pub addressee: String,
    /// Who gets a copy (抄送).
    pub copies_to: String,
    /// A note at the end (附注): the head of the history when it was published, as a witness on paper.
    #[serde(default)]
    pub note: String,
    /// The paragraphs as they were composed.
    pub composed: Vec<Paragraph>,
    /// The paragraphs as they stand.
    pub paragraphs: Vec<Paragraph>,
}

/// What a name in a text stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Bound {
    /// A figure.
    Count(Figure),
    /// A part of a whole: a percentage, or 3/4 where the whole is too small for one (E31).
    Share(Figure, Figure),
}

/// A figure with its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Its key.
    pub key: Key,
    /// How many.
    pub count: u32,
}

/// A piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// The name of a figure.
    Name(&'a str),
}

/// The figures that the texts of a bulletin may hold, by name.
#[must_use]
pub fn bound(issue: &Issue) -> Vec<(String, Bound)> {
    let mut found = Vec::new();
    plain(&mut found, "", (issue, &issue.total, &issue.period.label));
    if let (Some(row), Some(label)) = (&issue.year_before, &issue.period_before) {
        plain(&mut found, "before-", (issue, row, label));
    }
    for problem in &issue.problems {
        let name = name_of(&problem.key.what);
        let figure = |key: Key, count: u32| Bound::Count(Figure { key, count });
        if issue.total.of(&problem.key.what, &issue.classes).is_none() {
            found.push((name.clone(), figure(problem.key.clone(), problem.count)));
        }
        for (wanting, at) in problem.units.iter().zip(1..) {
            if let Some(unit) = wanting.unit {
                let key = problem.key.at(unit);
                found.push((format!("{name}@{at}"), figure(key, wanting.count)));
            }
        }
    }
    for (correction, at) in issue.corrections.iter().zip(1..) {
        for (end, count) in [("was", correction.was), ("now", correction.now)] {
            let key = correction.key.clone();
            found.push((
                format!("correction-{at}-{end}"),
                Bound::Count(Figure { key, count }),
            ));
        }
    }
    found
}

/// The name by which a figure of the whole stands in a text.
#[must_use]
pub fn name_of(what: &What) -> String {
    match what {
        What::Plain(plain) => plain.word().to_owned(),
        What::Class(class) => format!("class-{class}"),
        What::Duty(duty, became) => format!("{duty}-{}", became.word()),
    }
}

fn plain(found: &mut Vec<(String, Bound)>, before: &str, (issue, row, label): (&Issue, &Row, &str)) {
    let figure = |what: What| Figure {
        count: row.of(&what, &issue.classes).unwrap_or_default(),
        key: Key {
            what,
            period: label.to_owned(),
            organisation: None,
        },
    };
    let of = |plain: Plain| figure(What::Plain(plain));
    for plain in Plain::ALL {
        let what = What::Plain(*plain);
        if row.of(&what, &issue.classes).is_some() {
            found.push((format!("{before}{}", name_of(&what)), Bound::Count(of(*plain))));
        }
    }
    let shares = [
        ("coverage-share", Plain::Coverage, Plain::Members),
        ("turnout-share", Plain::Present, Plain::Expected),
    ];
    for (name, part, whole) in shares {
        found.push((format!("{before}{name}"), Bound::Share(of(part), of(whole))));
    }
    for class in &issue.classes {
        let what = What::Class(class.clone());
        found.push((format!("{before}{}", name_of(&what)), Bound::Count(figure(what))));
    }
    for duty in &row.duties {
        let of = |became| figure(What::Duty(duty.duty.clone(), became));
        for became in Became::ALL.iter().filter(|became| **became != Became::Again) {
            let what = What::Duty(duty.duty.clone(), *became);
            found.push((format!("{before}{}", name_of(&what)), Bound::Count(of(*became))));
        }
        let share = Bound::Share(of(Became::Done), of(Became::Owing));
        found.push((format!("{before}{}-share", duty.duty), share));
    }
}

/// A text cut into what stands in it and the names of its figures.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let named = after.split_once('}').filter(|(name, _)| is_name(name));
        let Some((name, behind)) = named else {
            // A brace that opens no name stands as it is.
            let end = rest.len().saturating_sub(after.len());
            found.extend(rest.get(..end).map(Piece::Text));
            rest = after;
            continue;
        };
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        found.push(Piece::Name(name));
        rest = behind;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['{', '\n'])
}

/// The names of the figures in a text, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<&str> {
    let named = |piece| match piece {
        Piece::Name(name) => Some(name),
        Piece::Text(_) => None,
    };
    pieces(text).into_iter().filter_map(named).collect()
}

/// Something to think over in words that were changed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Proofread {
    /// A name that stands for no figure: cannot be kept.
    Unknown(String),
    /// A figure that stood there and does so no more.
    Dropped(String),
    /// A number typed by hand: it is bound to nothing, and nobody can look up what it is made of.
    Typed(String),
}

/// Compares changed words with those that were composed: a figure that was dropped or altered is told.
#[must_use]
pub fn proofread(composed: &[Paragraph], changed: &[Paragraph], names: &[String]) -> Vec<Proofread> {
    let mut found = Vec::new();
    let all = |words: &[Paragraph]| -> Vec<String> {
        let texts = words.iter().flat_map(|one| tokens(&one.text));
        texts.map(str::to_owned).collect()
    };
    let (stood, stands) = (all(composed), all(changed));
    for name in &stands {
        if !names.contains(name) {
            found.push(Proofread::Unknown(name.clone()));
        }
    }
    for name in &stood {
        if !stands.contains(name) {
            found.push(Proofread::Dropped(name.clone()));
        }
    }
    let mut known: Vec<String> = composed.iter().flat_map(|one| numbers(&one.text)).collect();
    for number in changed.iter().flat_map(|one| numbers(&one.text)) {
        match known.iter().position(|other| *other == number) {
            Some(at) => {
                known.swap_remove(at);
            }
            None => found.push(Proofread::Typed(number)),
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Numbers written in a text outside its figures.
fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in pieces(text) {
        let Piece::Text(text) = piece else { continue };
        let is_part = |c: char| c.is_numeric() && !is_han(c) || c == '.' || c == '%';
        let runs = text.split(|c: char| !is_part(c));
        let runs = runs.map(|run| run.trim_matches('.'));
        found.extend(
            runs.filter(|run| run.contains(char::is_numeric))
                .map(str::to_owned),
        );
    }
    found
}

/// 一、二、三 head the parts of a paper and are no figures.
fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || c == '\u{3007}'
}
