//! What a sentence asks, and what an office does in a rhythm: each time it names, with what follows it.
//! Must not read figures; what was done (累计, 200余次) is none of it.

use std::ops::Range;

use super::count::{Count, count, count_at};
use super::number::number;
use super::sentence::Sentence;
use super::when::{When, whens};
use super::words::NoticeWords;
use super::{DutyDoubt, DutyDrafted, DutyKind, ReminderDrafted};
use crate::rule_set::DraftRule;

/// A number of times belongs to a time at most so many letters before it.
const FARTHEST: usize = 40;
/// A duty or a rhythm is told in so many letters.
const LONGEST: usize = 60;

/// What was found in one sentence.
#[derive(Default)]
pub(super) struct Asked {
    pub duties: Vec<DutyDrafted>,
    pub reminders: Vec<ReminderDrafted>,
    /// Where each was found: numbers there are no figures.
    pub places: Vec<Range<usize>>,
}

/// One time that a sentence names, and how far its words go.
struct Ask<'a> {
    sentence: &'a Sentence,
    words: &'a NoticeWords,
    rule: &'a DraftRule,
    when: When,
    /// Up to the next time, or the end of the sentence.
    reach: Range<usize>,
    clause: Range<usize>,
}

/// Everything a sentence asks.
pub(super) fn asked(sentence: &Sentence, words: &NoticeWords, rule: &DraftRule) -> Asked {
    let mut asked = Asked::default();
    let times = whens(sentence, words, rule);
    for (place, when) in times.iter().enumerate() {
        let next = times.get(place + 1).map_or(sentence.len(), |next| next.at.start);
        let ask = Ask {
            sentence,
            words,
            rule,
            when: when.clone(),
            reach: when.at.end..next,
            clause: sentence.clause(when.at.start),
        };
        ask.settle(&mut asked);
    }
    asked
}

impl Ask<'_> {
    fn settle(&self, asked: &mut Asked) {
        if self.when.wants_once && !self.is_once() {
            return;
        }
        match self.count() {
            Some(count) if !self.is_told(count.at.end) => self.counted(&count, asked),
            Some(_) => {}
            None => self.uncounted(asked),
        }
    }

    /// 一季度一次, 一月一汇总.
    fn is_once(&self) -> bool {
        let at = self.reach.start;
        let counted = count_at(self.sentence, at, &self.words.counting).is_some();
        let behind = at + usize::from(matches!(self.sentence.letter(at), Some('一' | '1')));
        counted || (behind > at && self.reminder_at(behind).is_some())
    }

    /// The number of times that belongs to this time. In a later clause it must be asked for there.
    fn count(&self) -> Option<Count> {
        let near = self.reach.start..self.reach.end.min(self.reach.start + FARTHEST);
        let found = count(self.sentence, near, &self.words.counting)?;
        let clause = self.sentence.clause(found.at.start);
        let is_here = clause == self.clause || self.asks(clause.start..found.at.end);
        let is_rhythm_of_office = self.reminder(self.reach.start..found.at.start).is_some();
        (is_here && !is_rhythm_of_office).then_some(found)
    }

    fn asks(&self, inside: Range<usize>) -> bool {
        let asking = &self.words.asking;
        self.sentence.has(inside.clone(), &asking.least) || self.sentence.has(inside, &asking.words)
    }

    /// Whether it tells what was done.
    fn is_told(&self, until: usize) -> bool {
        let from = self.clause.start;
        self.sentence.has(from..until, &self.words.asking.told)
            || (self.when.wants_asking && !self.asks(from..self.end_of(until)))
    }

    fn counted(&self, count: &Count, asked: &mut Asked) {
        let end = self.end_of(count.at.end);
        let about = self.reach.start..end;
        let is_lecture = self.sentence.has(self.clause.start..end, &self.rule.lecture);
        let is_other = self.sentence.has(about.clone(), &self.rule.not_lectures);
        let by_office = self.reminder(about);
        if is_other || (by_office.is_some() && !is_lecture) {
            let kind = by_office.map_or_else(|| "meeting".to_owned(), |(kind, _)| kind);
            self.remind(kind, end, asked);
        } else {
            self.oblige(count.times, end, asked);
        }
    }

    /// 每月汇总; “七一”前后集中开展专题党课, which is once.
    fn uncounted(&self, asked: &mut Asked) {
        let here = self.reach.start..self.reach.end.min(self.clause.end);
        if let Some((kind, found)) = self.reminder(here.clone()) {
            self.remind(kind, found.end, asked);
            return;
        }
        let end = self.end_of(self.reach.start);
        let about = self.reach.start..end;
        let is_held = self.sentence.has(about.clone(), &self.words.asking.holding)
            && self.sentence.has(about.clone(), &self.rule.lecture);
        // 每季度开展党课1400余次 tells what was done.
        let has_number = about.clone().any(|at| number(self.sentence.from(at)).is_some());
        let is_other = has_number || self.sentence.has(about, &self.rule.not_lectures);
        if is_held && !is_other && !self.is_told(end) {
            self.oblige(1, end, asked);
        }
    }

    fn oblige(&self, minimum: u32, end: usize, asked: &mut Asked) {
        let at = self.when.at.start..end;
        // 党课 may stand in an earlier clause: 每年至少讲1次党课，支部书记每季度至少讲1次.
        let is_lecture = self.sentence.has(0..end, &self.rule.lecture);
        asked.duties.push(DutyDrafted {
            kind: self.kind(end),
            minimum,
            rhythm: self.when.rhythm,
            who: self.who(asked),
            citation: self.sentence.written(at.clone()),
            sentence: String::new(),
            duty: None,
            whom: None,
            doubts: (!is_lecture).then_some(DutyDoubt::What).into_iter().collect(),
        });
        asked.places.push(at);
    }

    fn remind(&self, kind: String, end: usize, asked: &mut Asked) {
        let at = self.when.at.start..end;
        asked.reminders.push(ReminderDrafted {
            kind,
            rhythm: self.when.rhythm,
            citation: self.sentence.written(at.clone()),
            sentence: String::new(),
        });
        asked.places.push(at);
    }

    fn kind(&self, end: usize) -> DutyKind {
        let about = self.when.at.start..end;
        if self.sentence.has(about.clone(), &self.rule.micro) {
            DutyKind::Micro
        } else if self.sentence.has(about, &self.rule.themed) {
            DutyKind::Themed
        } else {
            DutyKind::Lecture
        }
    }

    /// Who is asked: what stands before the time, or before an earlier one of the same sentence.
    fn who(&self, asked: &Asked) -> String {
        let taken = asked.places.last().map_or(0, |place| place.end);
        let start = self.clause.start.max(taken);
        let mut end = self.when.at.start;
        while let Some(length) = self.sentence.word_before(end, &self.words.asking.before_asking) {
            end -= length;
        }
        let who = self.sentence.written(start..end.max(start));
        let who = without_number(who.trim_matches(|c: char| !c.is_alphanumeric()));
        let mut openings = self.words.asking.opens_who.iter();
        let who = openings
            .find_map(|opening| who.strip_prefix(opening.as_str()))
            .unwrap_or(who);
        match asked.duties.last() {
            Some(earlier) if who.is_empty() => earlier.who.clone(),
            _ => who.to_owned(),
        }
    }

    /// Where the words about something end.
    fn end_of(&self, from: usize) -> usize {
        let most = self.reach.end.min(from + LONGEST);
        let end = self.sentence.find(from..most, &self.words.asking.ends);
        end.map_or(most, |found| found.start)
    }

    /// The first word inside for what an office does.
    fn reminder(&self, inside: Range<usize>) -> Option<(String, Range<usize>)> {
        let end = inside.end;
        let mut found = inside.filter_map(|at| Some((at, self.reminder_at(at)?)));
        let (at, (kind, length)) = found.next()?;
        (at + length <= end).then(|| (kind, at..at + length))
    }

    fn reminder_at(&self, at: usize) -> Option<(String, usize)> {
        self.rule.reminders.iter().find_map(|reminder| {
            let length = self.sentence.word_at(at, &reminder.words)?;
            Some((reminder.kind.clone(), length))
        })
    }
}

/// Without the number of a paragraph: 一、, （二）, 3.
fn without_number(who: &str) -> &str {
    let is_number = |c: char| c == '十' || number(&[c]).is_some_and(|number| !number.bare);
    let rest = who.trim_start_matches(is_number);
    if rest.len() == who.len() {
        return who;
    }
    let bare = rest.trim_start_matches(['）', ')', '、', '.', '．', '是']);
    // 三支部 is asked; 三、支部 has a number.
    if rest.is_empty() || bare.len() < rest.len() {
        bare
    } else {
        who
    }
}
