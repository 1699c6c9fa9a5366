//! The page of one notice: its sentences with numbers, and beside them what was read, each field a person may change.
//! Must not read or decide anything.

use app::notice_page::NoticeSeen;
use askama::Template;
use domain::period::Rhythm;
use domain::plan_draft::{
    DutyChange, FigureDrafted, Held, Outcome, RhythmOutcome, SettledDuty, SettledReminder, outcome,
    rhythm_outcome, sentences,
};

use crate::answer::{Answer, Reply};
use crate::view::View;
use crate::visit::Visit;

/// Something to choose: its value, its name, whether it is chosen.
type Choice = (String, String, bool);

/// How something stands: a class, a sign and a word.
pub(super) struct State {
    pub class: &'static str,
    pub sign: &'static str,
    pub key: &'static str,
}

/// A place in the text that something was read from.
struct Source {
    number: usize,
    /// The sentence before the words, the words, and what follows.
    before: String,
    words: String,
    after: String,
}

struct DutyShown {
    number: usize,
    place: usize,
    is_taken: bool,
    state: State,
    source: Option<Source>,
    held: Vec<Choice>,
    minimum: String,
    periods: Vec<Choice>,
    first: String,
    last: String,
    who: String,
    kinds: Vec<Choice>,
    posts: Vec<Choice>,
    name: String,
    changes: Vec<Choice>,
    asks: Vec<String>,
}

struct RhythmShown {
    number: usize,
    place: usize,
    is_taken: bool,
    citation: String,
    periods: Vec<Choice>,
    what: String,
    source: Option<Source>,
}

struct FigureShown {
    number: usize,
    name: String,
    value: String,
    ours: Option<String>,
    source: Option<Source>,
}

/// A sentence of the text, and what was read from it: addresses on the page and names.
struct SentenceShown {
    number: usize,
    text: String,
    marks: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "read_notices/one.html")]
struct Page<'a> {
    v: View<'a>,
    address: String,
    title: String,
    file_name: String,
    source: String,
    from: String,
    wrong: Option<String>,
    is_kept_now: bool,
    number: Option<i64>,
    open: usize,
    questions: Vec<(usize, String)>,
    left_out: Option<String>,
    duties: Vec<DutyShown>,
    reminders: Vec<RhythmShown>,
    figures: Vec<FigureShown>,
    paragraphs: Vec<Vec<SentenceShown>>,
    original: String,
}

/// The page of a notice.
pub(super) fn page(visit: &Visit, seen: &NoticeSeen, wrong: Option<String>) -> Answer {
    let words = &visit.words;
    let pages: Vec<String> = seen.broken_pages.iter().map(usize::to_string).collect();
    let drawer = Drawer {
        visit,
        seen,
        sentences: sentences(&seen.text),
    };
    let questions = seen.questions.iter();
    Reply::page(&Page {
        address: super::address(seen.id),
        title: super::titled(visit, &seen.plan.source),
        file_name: seen.file_name.clone(),
        source: seen.plan.source.clone(),
        from: seen.from.to_string(),
        wrong,
        is_kept_now: visit.query("told") == Some("kept"),
        number: seen.number,
        open: seen.questions.len(),
        questions: questions
            .map(|(place, question)| (place + 1, words.plan_question(*question)))
            .collect(),
        left_out: (!pages.is_empty())
            .then(|| words.say("notice-pages-left-out", &[("text", words.some_of(&pages).into())])),
        duties: drawer.duties(),
        reminders: drawer.reminders(),
        figures: drawer.figures(),
        paragraphs: drawer.paragraphs(),
        original: seen.original.clone(),
        v: View::new(visit),
    })
}

/// How what becomes of a duty is shown.
pub(super) fn state(outcome: &Outcome) -> State {
    let (class, sign, key) = match outcome {
        Outcome::Left => ("none", "–", "notice-outcome-left"),
        Outcome::NoLecture => ("none", "–", "notice-outcome-no-lecture"),
        Outcome::Open => ("over", "?", "notice-outcome-open"),
        Outcome::Same(_) => ("met", "✓", "notice-outcome-same"),
        Outcome::Changes(_) => ("risk", "!", "notice-outcome-changes"),
        Outcome::Adds(_) => ("risk", "+", "notice-outcome-adds"),
    };
    State { class, sign, key }
}

/// What the program does about a rhythm.
pub(super) fn rhythm_told(visit: &Visit, reminder: &SettledReminder, outcome: RhythmOutcome) -> String {
    let words = &visit.words;
    match outcome {
        RhythmOutcome::Left => words.say("notice-rhythm-left", &[]),
        RhythmOutcome::Same => {
            let line = words.office_rhythm(&reminder.kind, &visit.programme.rules);
            words.say("notice-rhythm-same", &[("line", line.into())])
        }
        RhythmOutcome::Otherwise(held) => words.say(
            "notice-rhythm-otherwise",
            &[("rhythm", words.rhythm(&held).into())],
        ),
        RhythmOutcome::Changes(held) => {
            words.say("notice-rhythm-changes", &[("rhythm", words.rhythm(&held).into())])
        }
        RhythmOutcome::ByPeople => words.say("notice-rhythm-people", &[]),
    }
}

struct Drawer<'a> {
    visit: &'a Visit,
    seen: &'a NoticeSeen,
    sentences: Vec<&'a str>,
}

impl Drawer<'_> {
    fn say(&self, key: &str) -> String {
        self.visit.words.say(key, &[])
    }

    /// Where a sentence stands, counted from one, with the words in it that something rests on.
    fn source(&self, sentence: &str, citation: &str) -> Option<Source> {
        let place = self.sentences.iter().position(|found| *found == sentence)?;
        let found = sentence.split_once(citation).filter(|_| !citation.is_empty());
        let (before, words, after) = match found {
            Some((before, after)) => (before, citation, after),
            None => (sentence, "", ""),
        };
        Some(Source {
            number: place + 1,
            before: before.to_owned(),
            words: words.to_owned(),
            after: after.to_owned(),
        })
    }

    fn duties(&self) -> Vec<DutyShown> {
        let duties = self.seen.plan.duties.iter().enumerate();
        duties.map(|(place, duty)| self.duty(place, duty)).collect()
    }

    fn duty(&self, place: usize, duty: &SettledDuty) -> DutyShown {
        let (words, rules) = (&self.visit.words, &self.seen.rules);
        let (first, last) = match duty.rhythm {
            Some(Rhythm::Window { from, until }) => (from.to_string(), until.to_string()),
            _ => (String::new(), String::new()),
        };
        let who = if duty.who.is_empty() {
            self.say("notice-who-unwritten")
        } else {
            words.say("notice-who-written", &[("who", duty.who.as_str().into())])
        };
        let asked = self.seen.questions.iter().filter(|(of, _)| *of == place);
        DutyShown {
            number: place + 1,
            place,
            is_taken: duty.taken,
            state: state(&outcome(duty, rules, self.seen.from)),
            source: self.source(&duty.sentence, &duty.citation),
            held: self.held(duty.held),
            minimum: duty
                .minimum
                .map(|minimum| minimum.to_string())
                .unwrap_or_default(),
            periods: self.periods(duty.rhythm, true),
            first,
            last,
            who,
            kinds: rules
                .organisation_kinds
                .iter()
                .map(|kind| {
                    let name = words.organisation_kind(&kind.id, rules);
                    (kind.id.clone(), name, duty.whom.kinds.contains(&kind.id))
                })
                .collect(),
            posts: self.posts(duty),
            name: duty.name.clone(),
            changes: self.changes(duty),
            asks: asked
                .map(|(_, question)| words.plan_question(*question))
                .collect(),
        }
    }

    fn held(&self, chosen: Option<Held>) -> Vec<Choice> {
        let open = chosen.is_none().then(|| self.open());
        let all = Held::ALL.iter().copied().map(|held| {
            let name = self.visit.words.held(held);
            (held.word().to_owned(), name, chosen == Some(held))
        });
        open.into_iter().chain(all).collect()
    }

    /// Nothing is chosen yet.
    fn open(&self) -> Choice {
        (String::new(), format!("? {}", self.say("notice-choose")), true)
    }

    fn periods(&self, chosen: Option<Rhythm>, has_window: bool) -> Vec<Choice> {
        let words = &self.visit.words;
        let open = chosen.is_none().then(|| self.open());
        let named = Rhythm::named().map(|rhythm| {
            let is_chosen = chosen == Some(rhythm);
            (rhythm.to_string(), words.rhythm(&rhythm), is_chosen)
        });
        let is_window = matches!(chosen, Some(Rhythm::Window { .. }));
        let window = has_window.then(|| ("window".to_owned(), self.say("notice-period-window"), is_window));
        open.into_iter().chain(named).chain(window).collect()
    }

    fn posts(&self, duty: &SettledDuty) -> Vec<Choice> {
        let (words, rules) = (&self.visit.words, &self.seen.rules);
        let chosen = duty.whom.post.as_deref();
        let none = (String::new(), self.say("notice-post-none"), chosen.is_none());
        let posts = rules.posts.iter().map(|post| {
            let name = words.post(&post.id, rules);
            (post.id.clone(), name, chosen == Some(&post.id))
        });
        std::iter::once(none).chain(posts).collect()
    }

    /// What may become of the rules in force; empty where there is nothing to choose.
    fn changes(&self, duty: &SettledDuty) -> Vec<Choice> {
        let (words, rules) = (&self.visit.words, &self.seen.rules);
        if !duty.taken || !duty.may_replace(rules, self.seen.from) {
            return Vec::new();
        }
        let open = duty.change.is_none().then(|| self.open());
        let adds = duty.change == Some(DutyChange::Adds);
        let adds = ("adds".to_owned(), self.say("notice-adds"), adds);
        let changes = duty.replaceable(rules, self.seen.from).into_iter().map(|id| {
            let person = rules.person_duties.iter().find(|known| known.id == id);
            let name = match person {
                Some(known) if duty.whom.post.is_some() => words.person_duty(known, rules),
                _ => words.duty_by_id(id, rules),
            };
            let is_chosen = duty.change == Some(DutyChange::Changes(id.to_owned()));
            let name = words.say("notice-changes", &[("duty", name.into())]);
            (format!("changes:{id}"), name, is_chosen)
        });
        open.into_iter().chain([adds]).chain(changes).collect()
    }

    fn reminders(&self) -> Vec<RhythmShown> {
        let reminders = self.seen.plan.reminders.iter().enumerate();
        reminders
            .map(|(place, reminder)| RhythmShown {
                number: place + 1,
                place,
                is_taken: reminder.taken,
                citation: reminder.citation.clone(),
                periods: self.periods(Some(reminder.rhythm), false),
                what: rhythm_told(self.visit, reminder, rhythm_outcome(reminder, &self.seen.rules)),
                source: self.source(&reminder.sentence, &reminder.citation),
            })
            .collect()
    }

    fn figures(&self) -> Vec<FigureShown> {
        let figures = self.seen.plan.figures.iter().enumerate();
        figures
            .map(|(place, figure)| FigureShown {
                number: place + 1,
                name: figure.name.clone(),
                value: self.visit.words.figure_value(figure),
                ours: self.ours(figure),
                source: self.source(&figure.sentence, ""),
            })
            .collect()
    }

    /// The figure of ours that it may be.
    fn ours(&self, figure: &FigureDrafted) -> Option<String> {
        let key = figure.key.as_deref()?;
        let what = self.visit.words.figure_of_notice(key, &self.seen.rules)?;
        Some(
            self.visit
                .words
                .say("notice-figure-ours", &[("figure", what.into())]),
        )
    }

    /// The text, each sentence with its number and what was read from it.
    fn paragraphs(&self) -> Vec<Vec<SentenceShown>> {
        let mut number = 0;
        let lines = self.seen.text.lines();
        lines
            .map(|line| {
                let shown = sentences(line).into_iter().map(|text| {
                    number += 1;
                    let first = self.sentences.iter().position(|found| *found == text);
                    // What is said twice was read from its first place.
                    let is_first = first == Some(number - 1);
                    SentenceShown {
                        number,
                        text: text.to_owned(),
                        marks: if is_first { self.marks(text) } else { Vec::new() },
                    }
                });
                shown.collect()
            })
            .collect()
    }

    fn marks(&self, sentence: &str) -> Vec<(String, String)> {
        let plan = &self.seen.plan;
        let of = |key: &str, anchor: &str, found: Vec<&String>| -> Vec<(String, String)> {
            let found = found.into_iter().enumerate().filter(|(_, of)| *of == sentence);
            found
                .map(|(place, _)| {
                    let number = place + 1;
                    let name = self.visit.words.say(key, &[("number", number.into())]);
                    (format!("#{anchor}-{number}"), name)
                })
                .collect()
        };
        let duties = plan.duties.iter().map(|duty| &duty.sentence).collect();
        let reminders = plan.reminders.iter().map(|reminder| &reminder.sentence).collect();
        let figures = plan.figures.iter().map(|figure| &figure.sentence).collect();
        [
            of("notice-duty", "duty", duties),
            of("notice-reminder", "rhythm", reminders),
            of("notice-figure", "figure", figures),
        ]
        .concat()
    }
}
