//! What happens in the year, and what must hold after each step.

use std::collections::{BTreeMap, BTreeSet};

use app::import::lines::{LectureLine, MemberLine, OrganisationLine, SignInLine};
use app::import::{Answer, Lines, Mode};
use app::packs::PackText;
use app::{
    AdoptRules, App, Ask, ErasePerson, Failure, FindPerson, Snapshot, adopt_rules, back_up, check_backup,
    erase_person, find_person, snapshot, verify_audit,
};
use domain::obligation::StandingKind;
use jiff::civil::{Date, date};
use kaijiang_app as app;

use crate::model::{Figures, Lecture, Member, Model, Organisation, earlier, later};
use crate::world::{self, Seeded, World, bring, operator, pack};

const KINDS: [(&str, &str); 4] = [
    ("理论党课", "theory"),
    ("故事党课", "story"),
    ("经验党课", "experience"),
    ("微党课", "micro"),
];
const CLASSES: [(&str, &str); 4] = [
    ("书记", "secretary"),
    ("委员", "committee-member"),
    ("党校教师", "school-teacher"),
    ("其他", "other"),
];
const NAMES: [&str; 8] = ["王芳", "李强", "张敏", "刘洋", "陈静", "杨光", "赵云", "黄河"];

/// What was known at a number of the history, seen from a day.
struct Known {
    number: i64,
    day: Date,
    figures: Figures,
}

/// A row of a ledger, and what it is expected to come to.
enum Fate {
    Accepted,
    Unchanged(usize),
    Changed(usize),
    Refused(&'static str),
}

/// A ledger on its way in.
#[derive(Default)]
struct Ledger {
    lines: Vec<LectureLine>,
    said: Vec<Option<Lecture>>,
    fates: Vec<Fate>,
}

/// The year.
pub struct Year {
    world: World,
    seed: u64,
    dice: Seeded,
    day: Date,
    model: Model,
    history: Vec<Known>,
    steps: usize,
    /// Names already given: titles, speakers and villages are never the same by chance.
    given: usize,
    doing: &'static str,
}

impl Drop for Year {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!(
                "KAIJIANG_SEED={} failed at step {} ({}), {}",
                self.seed, self.steps, self.doing, self.day
            );
        }
    }
}

impl Year {
    /// The county as it was before the programme began.
    pub async fn begin(world: World, seed: u64) -> Year {
        let organisation = |name: &str, kind, parent| Organisation {
            name: name.to_owned(),
            kind,
            parents: vec![(date(1, 1, 1), parent)],
            founded: None,
            closed: None,
        };
        let mut model = Model::default();
        model
            .organisations
            .push(organisation("中共甲县委员会", "县委", None));
        for township in ["乙镇", "丙镇", "丁乡"] {
            let name = format!("中共甲县{township}委员会");
            model.organisations.push(organisation(&name, "党委", Some(0)));
        }
        let mut year = Year {
            world,
            seed,
            dice: Seeded::new(seed),
            day: date(2020, 5, 1),
            model,
            history: Vec::new(),
            steps: 0,
            given: 0,
            doing: "begin",
        };
        year.world.set_day(year.day);
        for _ in 0..12 {
            year.found(None);
        }
        year.send_organisations(BTreeSet::new()).await;
        year.roster().await;
        year
    }

    /// A step of the year; false when it is over.
    pub async fn step(&mut self) -> bool {
        self.day = later(self.day, self.dice.below(9));
        if self.day > date(2021, 4, 30) {
            return false;
        }
        self.world.set_day(self.day);
        self.steps += 1;
        let pick = self.dice.below(20);
        self.doing = match pick {
            0..=2 => "organisations",
            3 => "roster",
            4..=9 => "ledger of the month",
            10..=12 => "whole ledger",
            13 | 14 => "sign-ins",
            15 => "two at once",
            16 => "erasure",
            17 => "rules",
            18 => "backup",
            _ => "nothing but time",
        };
        match pick {
            0..=2 => self.reorganise().await,
            3 => self.roster().await,
            4..=9 => self.monthly().await,
            10..=12 => self.cumulative().await,
            13 | 14 => self.sign_in().await,
            15 => self.two_at_once().await,
            16 => self.erase().await,
            17 => self.adopt().await,
            18 => self.copy().await,
            _ => {}
        }
        self.check().await;
        true
    }

    /// Everything that was ever known is still told the same.
    pub async fn end(mut self) -> usize {
        self.doing = "the end";
        for at in 0..self.history.len() {
            self.check_known(at).await;
        }
        let steps = self.steps;
        // The world is taken out before the year is dropped.
        let empty = World::sqlite().await;
        std::mem::replace(&mut self.world, empty).end().await;
        steps
    }

    fn app(&self) -> &App {
        &self.world.app
    }

    fn fresh(&mut self) -> usize {
        self.given += 1;
        self.given
    }

    fn townships(&self) -> Vec<usize> {
        let all = self.model.organisations.iter().enumerate();
        all.filter(|(_, o)| o.kind == "党委" && o.closed.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    fn branches(&self) -> Vec<usize> {
        let all = self.model.organisations.iter().enumerate();
        all.filter(|(_, o)| o.is_branch() && o.closed.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    // ── Organisations ────────────────────────────────────────────────────────────────────────────────────────

    fn found(&mut self, founded: Option<Date>) -> usize {
        let number = self.fresh();
        let townships = self.townships();
        let above = *self.dice.pick(&townships);
        self.model.organisations.push(Organisation {
            name: format!("中共甲县第{number}村支部委员会"),
            kind: "党支部",
            parents: vec![(founded.unwrap_or(date(1, 1, 1)), Some(above))],
            founded,
            closed: None,
        });
        self.model.organisations.len() - 1
    }

    /// Some organisations come, end, merge, split or move; then the whole list comes in.
    async fn reorganise(&mut self) {
        let mut corrected = BTreeSet::new();
        let branches = self.branches();
        let first = *self.dice.pick(&branches);
        let second = *self.dice.pick(&branches);
        let on = earlier(self.day, self.dice.below(5));
        match self.dice.below(6) {
            0 => {
                self.found(Some(on));
            }
            1 if first != second => {
                self.close(first, on, Some(second));
                corrected.insert(first);
            }
            2 if branches.len() > 8 => {
                self.close(first, on, None);
                corrected.insert(first);
            }
            3 => {
                // A split: the old one ends, two take its place.
                self.close(first, on, None);
                corrected.insert(first);
                self.found(Some(on));
                self.found(Some(on));
            }
            4 => {
                let townships = self.townships();
                let above = *self.dice.pick(&townships);
                self.move_under(first, above, &mut corrected);
            }
            _ => {
                // A township goes under another, with all its branches.
                let townships = self.townships();
                let (moved, above) = (*self.dice.pick(&townships), *self.dice.pick(&townships));
                let is_below = self.model.organisations[above].parents.last().unwrap().1 == Some(moved);
                if moved != above && !is_below {
                    self.move_under(moved, above, &mut corrected);
                }
            }
        }
        self.send_organisations(corrected).await;
    }

    fn close(&mut self, at: usize, on: Date, into: Option<usize>) {
        let organisation = &mut self.model.organisations[at];
        let earliest = organisation.founded.map_or(on, |founded| later(founded, 1));
        organisation.closed = Some((on.max(earliest), into));
    }

    fn move_under(&mut self, at: usize, above: usize, corrected: &mut BTreeSet<usize>) {
        let organisation = &mut self.model.organisations[at];
        if organisation.parents.last().unwrap().1 == Some(above) {
            return;
        }
        corrected.insert(at);
        organisation.parents.retain(|(from, _)| *from < self.day);
        organisation.parents.push((self.day, Some(above)));
    }

    async fn send_organisations(&mut self, corrected: BTreeSet<usize>) {
        let named = |at: usize| self.model.organisations[at].name.clone();
        let line = |o: &Organisation| OrganisationLine {
            name: o.name.clone(),
            kind: o.kind.to_owned(),
            parent: o.parents.last().unwrap().1.map(named),
            founded_on: o.founded,
            closed_on: o.closed.map(|(on, _)| on),
            merged_into: o.closed.and_then(|(_, into)| into).map(named),
            ..OrganisationLine::default()
        };
        let mut lines: Vec<OrganisationLine> = self.model.organisations.iter().map(line).collect();
        let all = lines.len();
        // 上级 stands before what hangs below it, or after: both are fine. A double and an unknown parent are not.
        if self.dice.one_in(2) {
            lines.reverse();
        }
        lines.push(lines[all - 1].clone());
        lines.push(OrganisationLine {
            name: "中共甲县无根支部委员会".to_owned(),
            kind: "党支部".to_owned(),
            parent: Some("没有这个上级".to_owned()),
            ..OrganisationLine::default()
        });
        let before = self.known_organisations().await;
        let answer = self.bring(world::organisations(lines)).await;
        assert_eq!(
            usize::try_from(answer.accepted).unwrap(),
            all - before,
            "organisations accepted"
        );
        assert_eq!(
            answer.changed.len(),
            corrected.len(),
            "organisations changed: {:?}",
            answer.changed
        );
        assert_eq!(
            codes(&answer),
            BTreeMap::from([("duplicate", 1), ("unknown-parent", 1)])
        );
    }

    async fn known_organisations(&self) -> usize {
        if self.app().is_empty().await.unwrap() {
            return 0;
        }
        self.look(None, self.day).await.facts.organisations.len()
    }

    // ── Members ──────────────────────────────────────────────────────────────────────────────────────────────

    /// The whole roster again, with some new people, namesakes among them.
    async fn roster(&mut self) {
        let known = self.model.members.len();
        let branches = self.branches();
        for _ in 0..=self.dice.below(12) {
            let member = Member {
                home: *self.dice.pick(&branches),
                name: (*self.dice.pick(&NAMES)).to_owned(),
                month: format!("19{}-{:02}", 50 + self.dice.below(50), 1 + self.dice.below(12)),
                erased: false,
            };
            let is_known = |other: &Member| {
                !other.erased
                    && (other.home, &other.name, &other.month) == (member.home, &member.name, &member.month)
            };
            if !self.model.members.iter().any(is_known) {
                self.model.members.push(member);
            }
        }
        let line = |member: &Member| MemberLine {
            branch: self.model.organisations[member.home].name.clone(),
            name: member.name.clone(),
            birth_month: Some(member.month.clone()),
            kind: "正式党员".to_owned(),
            ..MemberLine::default()
        };
        let there: Vec<&Member> = self
            .model
            .members
            .iter()
            .filter(|member| !member.erased)
            .collect();
        let lines: Vec<MemberLine> = there.iter().map(|member| line(member)).collect();
        let all = lines.len();
        let answer = self.bring(world::members(lines)).await;
        let fresh = self.model.members.len() - known;
        assert_eq!(
            usize::try_from(answer.accepted).unwrap(),
            fresh,
            "members accepted"
        );
        assert_eq!(
            usize::try_from(answer.unchanged).unwrap(),
            all - fresh,
            "members unchanged"
        );
    }

    async fn erase(&mut self) {
        let there: Vec<usize> = (0..self.model.members.len())
            .filter(|at| !self.model.members[*at].erased)
            .collect();
        let Some(at) = (!there.is_empty()).then(|| *self.dice.pick(&there)) else {
            return;
        };
        let member = self.model.members[at].clone();
        let ask = FindPerson {
            tree: None,
            name: &member.name,
            organisation: Some(&self.model.organisations[member.home].name),
        };
        let found = find_person(self.app(), &operator(), ask).await.unwrap();
        let found = found
            .iter()
            .find(|person| person.birth_month.as_ref() == Some(&member.month))
            .unwrap();
        let id = found.id.to_string();
        let key = format!("erase-{at}");
        let command = || ErasePerson {
            tree: None,
            person: &id,
            reason: "asked for it",
            key: Some(&key),
        };
        let number = erase_person(self.app(), &operator(), command()).await.unwrap();
        assert_eq!(
            erase_person(self.app(), &operator(), command()).await.unwrap(),
            number,
            "erased once"
        );
        self.model.members[at].erased = true;
    }

    // ── Ledgers ──────────────────────────────────────────────────────────────────────────────────────────────

    /// A lecture of the last weeks, or a late one.
    fn lecture(&mut self) -> Lecture {
        let branches = self.branches();
        let number = self.fresh();
        let back = if self.dice.one_in(5) {
            self.dice.below(90)
        } else {
            self.dice.below(20)
        };
        let on = earlier(self.day, back).max(date(2020, 5, 1));
        let mut hosts = vec![*self.dice.pick(&branches)];
        while self.dice.one_in(6) {
            let other = *self.dice.pick(&branches);
            if !hosts.contains(&other) {
                hosts.push(other);
            }
        }
        let themed = on.month() == 6 || on.month() == 7;
        let title = if themed && self.dice.one_in(2) {
            "七一专题党课："
        } else {
            ""
        };
        let expected = 5 + u32::try_from(self.dice.below(30)).unwrap();
        Lecture {
            on,
            hosts,
            title: format!("{title}第{number}课"),
            kind: *self.dice.pick(&KINDS),
            class: *self.dice.pick(&CLASSES),
            speaker: format!("讲员{number}"),
            venue: format!("会场{}", self.dice.below(5)),
            expected,
            present: u32::try_from(self.dice.below(5)).unwrap(),
        }
    }

    fn line(&self, number: Option<i64>, lecture: &Lecture) -> LectureLine {
        let hosts: Vec<&str> = lecture
            .hosts
            .iter()
            .map(|at| self.model.organisations[*at].name.as_str())
            .collect();
        LectureLine {
            number,
            on: lecture.on,
            organisations: hosts.join("、"),
            title: lecture.title.clone(),
            kind: lecture.kind.0.to_owned(),
            form: "课堂讲授".to_owned(),
            speaker: lecture.speaker.clone(),
            speaker_class: lecture.class.0.to_owned(),
            venue: Some(lecture.venue.clone()),
            expected: Some(lecture.expected),
            present: Some(lecture.present),
            ..LectureLine::default()
        }
    }

    fn push(&self, ledger: &mut Ledger, number: Option<i64>, lecture: Lecture, fate: Fate) {
        ledger.lines.push(self.line(number, &lecture));
        ledger.said.push(Some(lecture));
        ledger.fates.push(fate);
    }

    /// Rows that must come back, each with its code.
    fn push_bad(&mut self, ledger: &mut Ledger, mut number: i64) {
        for code in ["unknown", "future", "arithmetic", "duplicate"] {
            if !self.dice.one_in(3) {
                continue;
            }
            let lecture = self.lecture();
            let mut line = self.line(Some(number), &lecture);
            number += 1;
            match code {
                "unknown" => line.organisations.push_str("没有的"),
                "future" => line.on = later(self.day, 1),
                "arithmetic" => line.present = line.expected.map(|expected| expected + 1),
                _ => match ledger.lines.first() {
                    Some(first) => {
                        line = LectureLine {
                            number: line.number,
                            ..first.clone()
                        }
                    }
                    None => continue,
                },
            }
            ledger.lines.push(line);
            ledger.said.push(None);
            ledger.fates.push(Fate::Refused(code));
        }
    }

    /// New rows numbered from 1 again, as many townships send them.
    async fn monthly(&mut self) {
        let mut ledger = Ledger::default();
        for number in 1..=i64::try_from(1 + self.dice.below(9)).unwrap() {
            let mut lecture = self.lecture();
            // A row of the day, the number and a host of a held one would be that one.
            while self.is_like_numbered(number, &lecture) {
                lecture = self.lecture();
            }
            self.push(&mut ledger, Some(number), lecture, Fate::Accepted);
        }
        self.push_bad(&mut ledger, 101);
        let lines = ledger.lines.clone();
        self.send(ledger).await;
        if self.dice.one_in(2) {
            let again = self.bring(world::lectures(lines)).await;
            assert_eq!(
                (again.accepted, again.changed.len(), again.number),
                (0, 0, None),
                "the same file twice"
            );
        }
    }

    fn is_like_numbered(&self, number: i64, lecture: &Lecture) -> bool {
        let held = self.model.numbers.get(&number).copied().flatten();
        held.is_some_and(|at| {
            let held = &self.model.lectures[at];
            held.on == lecture.on && held.hosts.iter().any(|host| lecture.hosts.contains(host))
        })
    }

    /// All lectures so far, numbered through, some of them corrected, and some new ones.
    async fn cumulative(&mut self) {
        let mut ledger = Ledger::default();
        // The numbers of the ledger before may be those of other lectures: they are made known first.
        for keeping in [true, false] {
            ledger = Ledger::default();
            for at in 0..self.model.lectures.len() {
                let number = Some(1000 + i64::try_from(at).unwrap());
                let mut lecture = self.model.lectures[at].clone();
                let fate = if !keeping && self.dice.one_in(8) {
                    self.correct(&mut lecture);
                    if lecture == self.model.lectures[at] {
                        Fate::Unchanged(at)
                    } else {
                        Fate::Changed(at)
                    }
                } else {
                    Fate::Unchanged(at)
                };
                self.push(&mut ledger, number, lecture, fate);
            }
            if keeping {
                self.send(ledger).await;
                ledger = Ledger::default();
            }
        }
        for new in 0..i64::try_from(self.dice.below(4)).unwrap() {
            let lecture = self.lecture();
            self.push(&mut ledger, Some(5000 + new), lecture, Fate::Accepted);
        }
        self.push_bad(&mut ledger, 9000);
        self.send(ledger).await;
    }

    fn correct(&mut self, lecture: &mut Lecture) {
        match self.dice.below(6) {
            0 => lecture.venue = format!("会场{}", 10 + self.fresh()),
            1 => lecture.present = lecture.expected,
            2 => lecture.kind = *self.dice.pick(&KINDS),
            3 => lecture.class = *self.dice.pick(&CLASSES),
            4 => lecture.title = format!("改题{}", self.fresh()),
            _ => {
                let branches = self.branches();
                let other = *self.dice.pick(&branches);
                if lecture.hosts.contains(&other) {
                    lecture.hosts.truncate(1);
                } else {
                    lecture.hosts.push(other);
                }
            }
        }
    }

    /// Sends a ledger, compares every verdict, and takes over what it says.
    async fn send(&mut self, ledger: Ledger) {
        if ledger.lines.is_empty() {
            return;
        }
        let dry = bring(
            self.app(),
            "ledger",
            world::lectures(ledger.lines.clone()),
            Mode::DryRun,
        )
        .await
        .unwrap();
        let answer = self.bring(world::lectures(ledger.lines.clone())).await;
        assert_eq!(
            (
                dry.accepted,
                dry.unchanged,
                dry.changed.len(),
                dry.refused.len(),
                dry.number
            ),
            (
                answer.accepted,
                answer.unchanged,
                answer.changed.len(),
                answer.refused.len(),
                None
            ),
            "a dry run says what would be"
        );
        let count = |is: &dyn Fn(&Fate) -> bool| ledger.fates.iter().filter(|fate| is(fate)).count();
        assert_eq!(
            usize::try_from(answer.accepted).unwrap(),
            count(&|fate| matches!(fate, Fate::Accepted)),
            "accepted"
        );
        assert_eq!(
            usize::try_from(answer.unchanged).unwrap(),
            count(&|fate| matches!(fate, Fate::Unchanged(_))),
            "unchanged"
        );
        assert_eq!(
            answer.changed.len(),
            count(&|fate| matches!(fate, Fate::Changed(_))),
            "changed: {:?}",
            answer.changed
        );
        let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
        for fate in &ledger.fates {
            if let Fate::Refused(code) = fate {
                *refused.entry(*code).or_default() += 1;
            }
        }
        assert_eq!(codes(&answer), refused);
        self.take_over(ledger);
    }

    fn take_over(&mut self, ledger: Ledger) {
        let mut numbers: BTreeMap<i64, Option<usize>> = BTreeMap::new();
        for ((line, said), fate) in ledger.lines.into_iter().zip(ledger.said).zip(ledger.fates) {
            let lecture = match fate {
                Fate::Accepted => {
                    self.model.lectures.extend(said);
                    Some(self.model.lectures.len() - 1)
                }
                Fate::Unchanged(at) => Some(at),
                Fate::Changed(at) => {
                    self.model.lectures[at] = said.unwrap();
                    Some(at)
                }
                Fate::Refused(_) => None,
            };
            if let Some(number) = line.number {
                numbers.insert(number, lecture);
            }
        }
        // A part of the ledger before, put right, leaves the other numbers standing.
        let mends = |(number, lecture): (&i64, &Option<usize>)| {
            self.model
                .numbers
                .get(number)
                .is_some_and(|held| held.is_none() || held == lecture)
        };
        if numbers.iter().all(mends) {
            self.model.numbers.append(&mut numbers);
        } else {
            self.model.numbers = numbers;
        }
    }

    async fn two_at_once(&mut self) {
        let mut ledgers = [Ledger::default(), Ledger::default()];
        for ledger in &mut ledgers {
            for _ in 0..=self.dice.below(6) {
                let lecture = self.lecture();
                self.push(ledger, None, lecture, Fate::Accepted);
            }
        }
        let lines = |at: usize| world::lectures(ledgers[at].lines.clone());
        let (first, second) = tokio::join!(Box::pin(self.bring(lines(0))), Box::pin(self.bring(lines(1))));
        assert_ne!(first.number, second.number, "each has its own entry");
        for (answer, ledger) in [first, second].iter().zip(&ledgers) {
            assert_eq!(usize::try_from(answer.accepted).unwrap(), ledger.lines.len());
        }
        for ledger in ledgers {
            self.model.lectures.extend(ledger.said.into_iter().flatten());
        }
    }

    async fn sign_in(&mut self) {
        let named: Vec<(i64, usize)> = self
            .model
            .numbers
            .iter()
            .filter_map(|(number, at)| Some((*number, (*at)?)))
            .collect();
        let there: Vec<usize> = (0..self.model.members.len())
            .filter(|at| !self.model.members[*at].erased)
            .collect();
        if named.is_empty() || there.is_empty() {
            return;
        }
        let mut lines = Vec::new();
        let (mut fresh, mut wanted) = (0_usize, BTreeMap::new());
        let mut in_file = BTreeSet::new();
        for _ in 0..=self.dice.below(25) {
            let ((number, lecture), at) = (*self.dice.pick(&named), *self.dice.pick(&there));
            let member = &self.model.members[at];
            lines.push(SignInLine {
                number,
                branch: self.model.organisations[member.home].name.clone(),
                name: member.name.clone(),
                birth_month: Some(member.month.clone()),
                ..SignInLine::default()
            });
            if !in_file.insert((lecture, at)) {
                *wanted.entry("duplicate").or_default() += 1;
            } else if self.model.sign_ins.insert((lecture, at)) {
                fresh += 1;
            }
        }
        if let Some((number, _)) = self.model.numbers.iter().find(|(_, lecture)| lecture.is_none()) {
            lines.push(SignInLine {
                number: *number,
                ..lines[0].clone()
            });
            *wanted.entry("lecture-refused").or_default() += 1;
        }
        let answer = self.bring(world::sign_ins(lines)).await;
        assert_eq!(
            usize::try_from(answer.accepted).unwrap(),
            fresh,
            "sign-ins accepted"
        );
        assert_eq!(codes(&answer), wanted);
    }

    // ── Rules and copies ─────────────────────────────────────────────────────────────────────────────────────

    /// E39: from the next quarter on two lectures are owed; what runs or is over stays under the old rule.
    async fn adopt(&mut self) {
        if self.model.two_from.is_some() || self.day < date(2020, 8, 1) {
            return;
        }
        let month = (self.day.month() - 1) / 3 * 3 + 4;
        let from = if month > 12 {
            date(self.day.year() + 1, 1, 1)
        } else {
            date(self.day.year(), month, 1)
        };
        let extra = format!(
            "\n[[duty]]\nid = \"quarterly\"\nname = \"每季度党课\"\ncitation = \"每季度至少安排2次党课\"\n\
             effective_from = {from}\nperiod = \"quarter\"\nminimum = 2\nkinds = [\"branch\"]\nowner_post = \"secretary\"\n\
             inherit = \"any\"\n[duty.counts]\nlecture_kinds = [\"theory\", \"story\", \"experience\"]\n"
        );
        let pack = PackText {
            rules: pack()
                .rules
                .replacen("version = \"2020-05\"", "version = \"2020-next\"", 1)
                + &extra,
            vocabulary: String::new(),
        };
        let command = || AdoptRules {
            tree: None,
            pack: &pack,
            reason: "county meeting",
            key: Some("adopt"),
        };
        let number = adopt_rules(self.app(), &operator(), command()).await.unwrap();
        assert_eq!(
            adopt_rules(self.app(), &operator(), command()).await.unwrap(),
            number,
            "adopted once"
        );
        self.model.two_from = Some(from);
    }

    async fn copy(&mut self) {
        let number = self.fresh();
        let file = self.world.path(&format!("copy-{number}.db"));
        back_up(self.app(), &operator(), &file).await.unwrap();
        check_backup(&file, &self.world.settings).await.unwrap();
    }

    // ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────

    /// Imports; when others keep writing in between, again.
    async fn bring(&self, lines: Lines) -> Answer {
        // Lines are made anew for each try: an import takes them.
        let mut lines = Some(lines);
        for _ in 0..20 {
            let kept = lines.take().unwrap();
            let (this, again) = twice(kept);
            lines = Some(again);
            match bring(self.app(), "file", this, Mode::Apply).await {
                Ok(answer) => return answer,
                Err(Failure::Busy) => {}
                Err(failure) => panic!("{failure:?}"),
            }
        }
        panic!("busy without end")
    }

    async fn look(&self, known_at: Option<i64>, as_of: Date) -> Snapshot {
        let ask = Ask {
            tree: None,
            as_of: Some(as_of),
            known_at,
        };
        snapshot(self.app(), &operator(), ask).await.unwrap()
    }

    fn figures(snapshot: &Snapshot, top: Option<&str>) -> Figures {
        let top = snapshot.find(top).unwrap();
        let status = snapshot.status(top, None).unwrap();
        assert_eq!(
            status.speaker_classes.iter().map(|(_, count)| count).sum::<u32>(),
            status.sessions,
            "classes add up"
        );
        assert_eq!(
            status.sessions_by_quarter.values().sum::<u32>(),
            status.sessions,
            "quarters add up"
        );
        for tally in &status.duties {
            let parts = [
                StandingKind::Met,
                StandingKind::MadeUp,
                StandingKind::Due,
                StandingKind::AtRisk,
                StandingKind::Overdue,
            ];
            assert_eq!(
                tally.active(),
                parts.iter().map(|kind| tally.of(*kind)).sum::<u32>(),
                "{tally:?}"
            );
            let once: BTreeSet<_> = tally.overdue.iter().collect();
            assert_eq!(once.len(), tally.overdue.len(), "each overdue organisation once");
            assert_eq!(
                usize::try_from(tally.of(StandingKind::Overdue)).unwrap(),
                once.len()
            );
        }
        for tally in &status.person_duties {
            assert_eq!(tally.active, tally.met + tally.due + tally.overdue, "{tally:?}");
        }
        Figures::told(&status, |id| snapshot.name(id).unwrap().to_owned())
    }

    /// What must hold after every step.
    async fn check(&mut self) {
        let snapshot = self.look(None, self.day).await;
        let figures = Self::figures(&snapshot, None);
        assert_eq!(figures, self.model.count(0, self.day), "the county");
        let townships = self.townships();
        let township = *self.dice.pick(&townships);
        let name = self.model.organisations[township].name.clone();
        assert_eq!(
            Self::figures(&snapshot, Some(&name)),
            self.model.count(township, self.day),
            "{name}"
        );
        let back = earlier(self.day, self.dice.below(100)).max(date(2020, 5, 1));
        let then = self.look(None, back).await;
        assert_eq!(
            Self::figures(&then, None),
            self.model.count(0, back),
            "as of {back}"
        );

        let verified = verify_audit(self.app(), &operator(), None, None).await.unwrap();
        assert!(verified.ok, "{:?}", verified.first_bad);
        let number = i64::try_from(snapshot.facts.known_at).unwrap();
        assert_eq!(number, verified.entries);
        if self.history.last().is_none_or(|known| known.number < number) {
            let day = self.day;
            self.history.push(Known { number, day, figures });
        }
        let at = self.dice.below(self.history.len());
        self.check_known(at).await;
    }

    async fn check_known(&self, at: usize) {
        let Known { number, day, figures } = &self.history[at];
        let snapshot = self.look(Some(*number), *day).await;
        assert_eq!(
            Self::figures(&snapshot, None),
            *figures,
            "what was known at {number}"
        );
    }
}

fn codes(answer: &Answer) -> BTreeMap<&'static str, usize> {
    answer.refused_by_code().into_iter().collect()
}

/// The same lines twice.
fn twice(lines: Lines) -> (Lines, Lines) {
    match lines {
        Lines::Organisations(read) => (
            world::organisations(read.lines.clone()),
            world::organisations(read.lines),
        ),
        Lines::Members(read) => (world::members(read.lines.clone()), world::members(read.lines)),
        Lines::Lectures(read) => (world::lectures(read.lines.clone()), world::lectures(read.lines)),
        Lines::SignIn(read) => (world::sign_ins(read.lines.clone()), world::sign_ins(read.lines)),
    }
}
