//! The rows of the ledger and of the sign-in list: what was spoken of, by whom, before how many.
//! Must not decide who holds lectures.

use jiff::ToSpan;
use jiff::civil::Time;

use super::people::Everyone;
use super::random::Random;
use super::schedule::Held;
use super::tree::{Node, Role, Tree};
use super::words::{Source, Speaker, Words};
use crate::import::lines::{LectureLine, SignInLine};

/// Steps from one title of a branch to its next; shares no divisor with the number of titles.
const TITLE_STEP: usize = 11;

/// Writes the rows of all lectures, the earliest first.
pub(super) fn write(
    tree: &Tree,
    everyone: &Everyone,
    words: &Words,
    held: &[Held],
    random: &mut Random,
) -> (Vec<LectureLine>, Vec<SignInLine>) {
    let titles_at = tree.nodes.iter().map(|_| random.place(1000)).collect();
    let told = vec![0; tree.nodes.len()];
    let mut writer = Writer {
        tree,
        everyone,
        words,
        random,
        titles_at,
        told,
        sign_ins: Vec::new(),
    };
    let lectures = (0_u32..)
        .zip(held)
        .map(|(row, held)| writer.lecture(row, held))
        .collect();
    (lectures, writer.sign_ins)
}

struct Writer<'a> {
    tree: &'a Tree,
    everyone: &'a Everyone,
    words: &'a Words,
    random: &'a mut Random,
    /// Where each branch begins in the list of titles.
    titles_at: Vec<usize>,
    /// Lectures of each branch so far.
    told: Vec<usize>,
    sign_ins: Vec<SignInLine>,
}

impl<'a> Writer<'a> {
    fn lecture(&mut self, row: u32, held: &Held) -> LectureLine {
        let words = &self.words.lectures;
        let hosts: Vec<&Node> = held
            .hosts
            .iter()
            .filter_map(|at| self.tree.nodes.get(*at))
            .collect();
        let names: Vec<&str> = hosts.iter().map(|node| node.line.name.as_str()).collect();
        let in_unit = hosts.first().is_some_and(|node| node.role == Role::Unit);
        let (class, speaker) = self.speaker(held);
        let kind = self
            .random
            .weighted(&words.kinds, |kind| kind.weight)
            .map(|kind| kind.word.clone());
        let form = self
            .random
            .weighted(&words.forms, |form| form.weight)
            .map(|form| form.word.clone());
        let venues = if in_unit {
            &words.unit_venues
        } else {
            &words.venues
        };
        let venue = self.random.word(venues).to_owned();
        let (expected, present) = self.people(row, held);
        LectureLine {
            place: super::place(&self.words.sheets.lectures, row),
            number: Some(i64::from(row) + 1),
            on: held.on,
            organisations: names.join(&self.words.separator),
            title: self.title(held, &hosts),
            kind: if held.micro {
                words.micro.clone()
            } else {
                kind.unwrap_or_default()
            },
            form: form.unwrap_or_default(),
            speaker,
            speaker_class: class.map_or(String::new(), |class| class.word.clone()),
            venue: Some(venue),
            expected: Some(expected),
            present: Some(present),
            note: self.note(held, class, in_unit),
        }
    }

    fn note(&self, held: &Held, class: Option<&Speaker>, in_unit: bool) -> Option<String> {
        let notes = &self.words.notes;
        if held.hosts.len() > 1 {
            return Some(notes.joint.clone());
        }
        let by_head = class.is_some_and(|class| class.source == Source::UnitHead);
        (by_head && !in_unit).then(|| notes.unit_head.clone())
    }

    /// A title the branch has not had lately.
    fn title(&mut self, held: &Held, hosts: &[&Node]) -> String {
        let words = &self.words.lectures;
        let in_unit = hosts.first().is_some_and(|node| node.role == Role::Unit);
        let temporary = hosts.iter().any(|node| node.role == Role::Temporary);
        let list = match (temporary, in_unit) {
            (true, _) => &self.words.events.temporary.titles,
            (false, true) => &words.unit_titles,
            (false, false) => &words.titles,
        };
        let first = held.hosts.first().copied().unwrap_or(0);
        let start = self
            .titles_at
            .get(first)
            .copied()
            .filter(|_| !temporary)
            .unwrap_or(0);
        let step = if temporary { 1 } else { TITLE_STEP };
        let told = self.told.get(first).copied().unwrap_or(0);
        for host in &held.hosts {
            if let Some(told) = self.told.get_mut(*host) {
                *told += 1;
            }
        }
        let place = (start + told * step).checked_rem(list.len()).unwrap_or(0);
        let title = list.get(place).map_or("", String::as_str);
        match self.words.themed.as_ref().filter(|_| held.themed) {
            Some(themed) => format!("{}{title}", themed.prefix),
            None => title.to_owned(),
        }
    }

    fn speaker(&mut self, held: &Held) -> (Option<&'a Speaker>, String) {
        let words = self.words;
        let Some((at, node)) = held
            .hosts
            .first()
            .and_then(|at| Some((*at, self.tree.nodes.get(*at)?)))
        else {
            return (None, String::new());
        };
        let by = |source: Source| words.speakers.iter().find(|class| class.source == source);
        let is_first = self.told.get(at) == Some(&0) && !held.micro;
        let temporary = node.role == Role::Temporary;
        let first = temporary || (is_first && self.random.percent(words.first_by_secretary));
        let weight = |class: &Speaker| {
            if node.role == Role::Unit {
                class.unit_weight
            } else {
                class.weight
            }
        };
        let drawn = if first {
            by(Source::Secretary)
        } else {
            self.random.weighted(&words.speakers, weight)
        };
        if let Some((class, name)) = drawn.and_then(|class| Some((class, self.name(at, node, class.source)?)))
        {
            return (Some(class), name);
        }
        // Where the post is vacant, one of the committee speaks.
        let class = by(Source::Committee).or(by(Source::Member));
        let name = class
            .and_then(|class| self.name(at, node, class.source))
            .unwrap_or_default();
        (class, name)
    }

    fn name(&mut self, at: usize, node: &Node, source: Source) -> Option<String> {
        let everyone = self.everyone;
        let members = everyone.members.get(everyone.of_node.get(at)?.clone())?;
        match source {
            Source::UnitHead => {
                let units = everyone.unit_heads.len();
                let rank = node.unit.or_else(|| node.village?.checked_rem(units))?;
                everyone.unit_heads.get(rank).map(|head| head.name.clone())
            }
            Source::Secretary => node.line.secretary.clone(),
            Source::ParentSecretary => self.tree.nodes.get(node.parent?)?.line.secretary.clone(),
            Source::Committee => {
                let committee = members.get(1..members.len().min(4))?;
                self.random.pick(committee).map(|member| member.name.clone())
            }
            Source::Team => {
                let place = node.village? * 2 + self.random.place(2);
                everyone.teams.get(place).cloned()
            }
            Source::Member => {
                let others = members.get(1..)?;
                self.random.pick(others).map(|member| member.name.clone())
            }
            Source::Teacher => self.random.pick(&everyone.teachers).cloned(),
            Source::Guest => self.random.pick(&everyone.guests).cloned(),
        }
    }

    /// How many were expected and came; most sign.
    fn people(&mut self, row: u32, held: &Held) -> (u32, u32) {
        let everyone = self.everyone;
        let all: usize = held
            .hosts
            .iter()
            .filter_map(|at| everyone.of_node.get(*at))
            .map(ExactSizeIterator::len)
            .sum();
        let all = u32::try_from(all).unwrap_or(0);
        if all == 0 {
            // A temporary branch: its people belong to others.
            let expected = self.random.between(9, 16);
            return (expected, self.random.between(expected * 3 / 4, expected));
        }
        let excused = if all > 6 {
            self.random.between(0, all / 7)
        } else {
            0
        };
        let mut able: Vec<usize> = held
            .hosts
            .iter()
            .filter_map(|at| everyone.of_node.get(*at))
            .flat_map(Clone::clone)
            .filter(|member| everyone.away.get(*member) == Some(&false))
            .collect();
        let expected = all - excused;
        let share = u64::from(self.random.between(72, 104));
        let hoped = u32::try_from(u64::from(expected) * share / 100)
            .unwrap_or(expected)
            .max(1);
        let able_count = u32::try_from(able.len()).unwrap_or(0);
        let present = hoped.min(expected).min(able_count.max(1));
        if self.random.percent(self.words.signed) {
            let missed = u32::from(present > 4 && self.random.percent(12));
            let signing = usize::try_from(present - missed).unwrap_or(0).min(able.len());
            self.random.draw_front(&mut able, signing);
            able.truncate(signing);
            self.sign(row, held, &able);
        }
        (expected, present)
    }

    fn sign(&mut self, row: u32, held: &Held, members: &[usize]) {
        let start = self
            .random
            .pick(&self.words.calendar.starts)
            .copied()
            .unwrap_or(Time::midnight());
        for member in members.iter().filter_map(|at| self.everyone.members.get(*at)) {
            let minutes = i64::from(self.random.between(0, 32)) - 22;
            let at = held.on.to_datetime(start).saturating_add(minutes.minutes());
            let at_row = u32::try_from(self.sign_ins.len()).unwrap_or(u32::MAX);
            self.sign_ins.push(SignInLine {
                place: super::place(&self.words.sheets.sign_ins, at_row),
                number: i64::from(row) + 1,
                branch: member.branch.clone(),
                name: member.name.clone(),
                birth_month: member.birth_month.clone(),
                at: Some(at),
            });
        }
    }
}
