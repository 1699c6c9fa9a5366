//! Who holds a lecture on which day: some townships do nearly all they owe, one not half of it.
//! Must not say what is spoken of, or by whom.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Size;
use super::calendar::{Days, days_between};
use super::random::Random;
use super::tree::{Habit, Node, Role, Tree};
use super::words::{Themed, Words};

/// A lecture that takes place.
pub(super) struct Held {
    pub(super) on: Date,
    /// Places of the hosts, one or two.
    pub(super) hosts: Vec<usize>,
    pub(super) themed: bool,
    pub(super) micro: bool,
}

/// The lectures of a county, by day.
pub(super) fn schedule(
    tree: &Tree,
    words: &Words,
    (size, periods): (&Size, &[(Date, Date)]),
    random: &mut Random,
) -> Vec<Held> {
    let wanted = usize::try_from(size.lectures).unwrap_or(usize::MAX);
    let mut scheduler = Scheduler {
        tree,
        words,
        days: Days::new(words),
        diligence: tree.nodes.iter().map(|_| random.between(0, 100)).collect(),
        members: members_of_groups(tree),
        held: Vec::with_capacity(wanted),
        random,
    };
    scheduler.temporary();
    if let Some(themed) = &words.themed {
        scheduler.themed(themed);
    }
    let mut busy = Vec::new();
    for (nth, period) in periods.iter().enumerate() {
        scheduler.period(nth, *period, &mut busy);
    }
    scheduler.random.shuffle(&mut scheduler.held);
    scheduler.held.truncate(wanted);
    scheduler.more(wanted, periods, &busy);
    scheduler.held.sort_by_key(|held| held.on);
    scheduler.held
}

/// The branches of each township.
fn members_of_groups(tree: &Tree) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); tree.groups.len()];
    for (at, node) in tree.nodes.iter().enumerate().filter(|(_, node)| node.is_branch()) {
        if let Some(list) = node.group.and_then(|group| found.get_mut(group)) {
            list.push(at);
        }
    }
    found
}

/// A span in so many parts, one after the other.
fn parts(span: (Date, Date), count: usize) -> Vec<(Date, Date)> {
    let length = i64::from(days_between(span.0, span.1)) + 1;
    let count = i64::try_from(count).unwrap_or(1);
    let day = |part: i64| span.0.saturating_add((length * part / count).days());
    (0..count)
        .map(|part| (day(part), day(part + 1).saturating_sub(1.day())))
        .collect()
}

struct Scheduler<'a> {
    tree: &'a Tree,
    words: &'a Words,
    days: Days,
    diligence: Vec<u32>,
    members: Vec<Vec<usize>>,
    held: Vec<Held>,
    random: &'a mut Random,
}

impl Scheduler<'_> {
    fn node(&self, at: usize) -> Option<&Node> {
        self.tree.nodes.get(at)
    }

    fn hold(&mut self, on: Date, hosts: Vec<usize>, themed: bool) {
        self.held.push(Held {
            on,
            hosts,
            themed,
            micro: false,
        });
    }

    /// A day of a span on which all hosts exist.
    fn day(&mut self, span: (Date, Date), hosts: &[usize]) -> Option<Date> {
        let mut span = span;
        for host in hosts {
            span = self.node(*host)?.open_within(span)?;
        }
        self.days.pick(span, self.random)
    }

    fn temporary(&mut self) {
        let events = &self.words.events.temporary;
        for (at, _) in self
            .tree
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.role == Role::Temporary)
        {
            for span in parts((events.from, events.until), events.titles.len()) {
                if let Some(on) = self.day(span, &[at]) {
                    self.hold(on, vec![at], false);
                }
            }
        }
    }

    /// The best so many in a hundred of a township, by diligence and luck.
    fn best(&mut self, candidates: &[usize], share: u32, boost: impl Fn(usize) -> u32) -> Vec<usize> {
        let mut ranked: Vec<(u32, usize)> = Vec::with_capacity(candidates.len());
        for at in candidates {
            let diligence = self.diligence.get(*at).copied().unwrap_or(0);
            ranked.push((diligence + self.random.between(0, 90) + boost(*at), *at));
        }
        ranked.sort_unstable_by(|one, other| other.cmp(one));
        let count = (candidates.len() * usize::try_from(share).unwrap_or(0) + 50) / 100;
        ranked.truncate(count.min(candidates.len()));
        ranked.into_iter().map(|(_, at)| at).collect()
    }

    /// Lectures around 1 July, most inside the window and a few outside.
    fn themed(&mut self, themed: &Themed) {
        let late = usize::try_from(themed.outside_count).unwrap_or(0) * self.tree.nodes.len() / 950;
        let per_group = late.div_ceil(self.members.len().max(1));
        for (group, branches) in self.members.clone().into_iter().enumerate() {
            let is_free = |at: &usize| self.node(*at).is_some_and(|node| node.habit == Habit::Usual);
            let candidates: Vec<usize> = branches.iter().copied().filter(is_free).collect();
            let completion = self.tree.groups.get(group).map_or(0, |group| group.completion);
            let chosen = self.best(&candidates, completion * themed.share / 100, |_| 0);
            for at in &chosen {
                let early = self.random.percent(74);
                let until = if early { themed.peak_until } else { themed.window.1 };
                // The later of two: they crowd towards the day.
                let span = (themed.window.0, until);
                if let Some(on) = self.day(span, &[*at]).max(self.day(span, &[*at])) {
                    self.hold(on, vec![*at], true);
                }
            }
            let chosen: BTreeSet<usize> = chosen.into_iter().collect();
            let others: Vec<usize> = candidates.into_iter().filter(|at| !chosen.contains(at)).collect();
            for at in others.iter().take(per_group) {
                let span = self.random.pick(&themed.outside).copied();
                if let Some(on) = span.and_then(|span| self.day(span, &[*at])) {
                    self.hold(on, vec![*at], true);
                }
            }
        }
    }

    /// The lectures one period owes; notes in `busy` who held any.
    fn period(&mut self, nth: usize, period: (Date, Date), busy: &mut Vec<(usize, usize)>) {
        let inside = |held: &&Held| period.0 <= held.on && held.on <= period.1;
        let done: BTreeSet<usize> = self
            .held
            .iter()
            .filter(inside)
            .flat_map(|held| held.hosts.clone())
            .collect();
        let factor = self.words.period_shares.get(nth).copied().unwrap_or(100);
        for (group, branches) in self.members.clone().into_iter().enumerate() {
            let is_able = |at: &usize| {
                let node = self.node(*at);
                node.is_some_and(|node| {
                    node.habit != Habit::Silent(nth) && node.open_within(period).is_some()
                })
            };
            let candidates: Vec<usize> = branches.iter().copied().filter(is_able).collect();
            let completion = self.tree.groups.get(group).map_or(0, |group| group.completion);
            let tree = self.tree;
            let boost = |at: usize| {
                let sure = tree
                    .nodes
                    .get(at)
                    .is_some_and(|node| node.habit == Habit::Sure(nth));
                u32::from(sure) * 2000 + u32::from(done.contains(&at)) * 1000
            };
            let mut chosen = self.best(&candidates, completion * factor / 100, boost);
            chosen.sort_unstable();
            busy.extend(chosen.iter().map(|at| (*at, nth)));
            chosen.retain(|at| !done.contains(at));
            self.hold_in_turn(period, chosen);
        }
    }

    /// One lecture each, sisters now and then together (E11).
    fn hold_in_turn(&mut self, period: (Date, Date), chosen: Vec<usize>) {
        let mut left = chosen.into_iter().peekable();
        let mut last_joint = None;
        while let Some(at) = left.next() {
            let parent = self.node(at).and_then(|node| node.parent);
            let is_sister = |other: &usize| self.node(*other).and_then(|node| node.parent) == parent;
            let sister = left.peek().copied().filter(is_sister);
            let may = parent != last_joint && self.node(at).is_some_and(|node| node.role == Role::Branch);
            let mut hosts = vec![at];
            if let Some(sister) = sister.filter(|_| may && self.random.percent(self.words.joint)) {
                hosts.push(sister);
            }
            if let Some(on) = self.day(period, &hosts) {
                if hosts.len() > 1 {
                    left.next();
                    last_joint = parent;
                }
                self.hold(on, hosts, false);
            } else if let Some(on) = self.day(period, &[at]) {
                self.hold(on, vec![at], false);
            }
        }
    }

    /// Micro lectures by anyone, then more lectures by those who hold some anyway.
    fn more(&mut self, wanted: usize, periods: &[(Date, Date)], busy: &[(usize, usize)]) {
        let micro = wanted * usize::try_from(self.words.micro).unwrap_or(0) / 100;
        let all: Vec<usize> = self.members.iter().flatten().copied().collect();
        let missing = wanted.saturating_sub(self.held.len());
        // A try can fail where a branch was not open: twice as many tries, and then fewer lectures.
        for nth in 0..missing * 2 {
            if self.held.len() >= wanted {
                break;
            }
            let micro = nth < micro.min(missing);
            let drawn = if micro {
                let period = self.random.place(periods.len());
                self.random.pick(&all).map(|at| (*at, period))
            } else {
                self.random.pick(busy).copied()
            };
            let Some((at, period)) = drawn else { break };
            let silent = self
                .node(at)
                .is_some_and(|node| node.habit == Habit::Silent(period));
            let span = periods.get(period).copied().filter(|_| !silent);
            if let Some(on) = span.and_then(|span| self.day(span, &[at])) {
                self.held.push(Held {
                    on,
                    hosts: vec![at],
                    themed: false,
                    micro,
                });
            }
        }
    }
}
