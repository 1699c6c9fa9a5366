//! What a plan may begin with, so that nothing is asked twice: who may speak and whose turn it is, and what kind, form
//! and place it was last time. Must not save anything, and must not offer anybody from elsewhere in the tree.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::OrganisationId;
use domain::lecture::Lecture;
use domain::naming::fold_name;
use domain::plan::{Candidate, PlannedSpeaker, whose_turn};
use domain::rule_set::RuleSet;
use jiff::civil::{Date, date};

use crate::Snapshot;

/// Speakers of earlier lectures that are offered beside those in posts.
const RECENT_SPEAKERS: usize = 6;
/// Places and forms offered.
const RECENT: usize = 5;

/// What each organisation may begin with.
pub type Proposals = BTreeMap<OrganisationId, Proposal>;

/// What an organisation may begin with.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Proposal {
    /// Who may be asked: those in posts first, then those who spoke here lately.
    pub candidates: Vec<Candidate>,
    /// Whose turn it is, among them.
    pub turn: Option<usize>,
    /// Kind of the last lecture.
    pub kind: Option<String>,
    /// Forms of the last lecture.
    pub forms: Vec<String>,
    /// Places of the last lectures, the last first.
    pub venues: Vec<String>,
    /// Forms of the last lectures.
    pub known_forms: Vec<String>,
    /// Its hour, if that is known.
    pub starts_minute: Option<u32>,
}

impl Proposal {
    /// Who is proposed.
    #[must_use]
    pub fn speaker(&self) -> Option<&Candidate> {
        self.candidates.get(self.turn?)
    }

    /// The candidate of a name.
    #[must_use]
    pub fn candidate(&self, name: &str) -> Option<&Candidate> {
        let name = fold_name(name);
        let mut candidates = self.candidates.iter();
        candidates.find(|candidate| fold_name(&candidate.speaker.name) == name)
    }

    /// The kind of lecture to begin with for a duty: that of the last time if it counts, else the first that does.
    #[must_use]
    pub fn kind_for(&self, duty: &str, rules: &RuleSet) -> String {
        let kinds = kinds_for(duty, rules);
        let last = self.kind.as_ref().filter(|kind| kinds.contains(&kind.as_str()));
        let first = || kinds.first().map(|kind| (*kind).to_owned());
        last.cloned().or_else(first).unwrap_or_default()
    }
}

/// The kinds of lectures that count for a duty.
#[must_use]
pub fn kinds_for<'a>(duty: &str, rules: &'a RuleSet) -> Vec<&'a str> {
    let duty = rules.duties.iter().rfind(|known| known.id == duty);
    let counted = duty
        .map(|duty| duty.counts.lecture_kinds.as_slice())
        .unwrap_or_default();
    let all = rules.lecture_kinds.iter().map(|kind| kind.id.as_str());
    all.filter(|kind| counted.is_empty() || counted.iter().any(|known| known == kind))
        .collect()
}

/// What a topic for a duty may begin with: a themed lecture is told by the opening of its title.
#[must_use]
pub fn opening_for<'a>(duty: &str, rules: &'a RuleSet) -> Option<&'a str> {
    let duty = rules.duties.iter().rfind(|known| known.id == duty)?;
    let first = rules.themed.title_prefixes.first().filter(|_| duty.counts.themed);
    first.map(String::as_str)
}

/// What these organisations may begin with.
pub(crate) fn proposals(snapshot: &Snapshot, of: &BTreeSet<OrganisationId>) -> Proposals {
    let mut lectures: BTreeMap<OrganisationId, Vec<(Date, &Lecture)>> = BTreeMap::new();
    for lecture in &snapshot.facts.lectures {
        let Some(on) = lecture.ended_on() else { continue };
        for host in lecture
            .hosts
            .iter()
            .filter(|host| of.contains(&host.organisation))
        {
            lectures.entry(host.organisation).or_default().push((on, lecture));
        }
    }
    let mut found: Proposals = of
        .iter()
        .map(|organisation| {
            let mut held = lectures.remove(organisation).unwrap_or_default();
            held.sort_by_key(|(on, lecture)| std::cmp::Reverse((*on, lecture.id)));
            (*organisation, of_lectures(&held))
        })
        .collect();
    add_posts(snapshot, &mut found);
    let since = date(snapshot.as_of.year(), 1, 1);
    for proposal in found.values_mut() {
        proposal.turn = whose_turn(&proposal.candidates, since, &snapshot.rules);
    }
    found
}

/// What the lectures of one organisation tell, the last first.
fn of_lectures(held: &[(Date, &Lecture)]) -> Proposal {
    let mut proposal = Proposal::default();
    let last = held.first().map(|(_, lecture)| *lecture);
    proposal.kind = last.map(|lecture| lecture.kind.clone());
    proposal.forms = last.map(|lecture| lecture.forms.clone()).unwrap_or_default();
    for (on, lecture) in held {
        let mut venues = lecture.venue.iter();
        offer(&mut proposal.venues, &mut venues);
        offer(&mut proposal.known_forms, &mut lecture.forms.iter());
        let main = lecture.speakers.first();
        let named = main.and_then(|speaker| Some((speaker, speaker.name.clone()?)));
        if let Some((speaker, name)) = named
            && proposal.candidates.len() < RECENT_SPEAKERS
            && proposal.candidate(&name).is_none()
        {
            proposal.candidates.push(Candidate {
                speaker: PlannedSpeaker {
                    name,
                    class: Some(speaker.class.clone()),
                    person: speaker.person,
                },
                post: None,
                last_on: Some(*on),
            });
        }
    }
    proposal
}

fn offer(known: &mut Vec<String>, texts: &mut dyn Iterator<Item = &String>) {
    for text in texts {
        if known.len() < RECENT && !known.contains(text) {
            known.push(text.clone());
        }
    }
}

/// Those in posts stand first; whoever spoke by name and holds the post is one and the same.
fn add_posts(snapshot: &Snapshot, proposals: &mut Proposals) {
    let today = snapshot.as_of;
    let rank = |role: &str| snapshot.rules.posts.iter().position(|post| post.id == role);
    let mut in_posts: Vec<_> = snapshot
        .facts
        .posts
        .iter()
        .filter(|post| post.held_on(today))
        .collect();
    in_posts.sort_by_key(|post| rank(&post.role));
    let supported = snapshot.facts.paired_villages.iter();
    let supported: Vec<_> = supported
        .filter(|pair| pair.from <= today && pair.until.is_none_or(|until| until >= today))
        .collect();
    let mut ahead: BTreeMap<OrganisationId, Vec<Candidate>> = BTreeMap::new();
    for post in in_posts {
        let villages = supported.iter().filter(|pair| pair.unit == post.organisation);
        let places = std::iter::once(post.organisation).chain(villages.map(|pair| pair.village));
        let name = snapshot
            .facts
            .person(post.person)
            .and_then(|person| person.name.clone());
        for (place, name) in places.zip(std::iter::repeat(name)) {
            let (Some(name), Some(proposal)) = (name, proposals.get_mut(&place)) else {
                continue;
            };
            let spoke = proposal.candidate(&name).and_then(|known| known.last_on);
            let folded = fold_name(&name);
            proposal
                .candidates
                .retain(|known| fold_name(&known.speaker.name) != folded);
            ahead.entry(place).or_default().push(Candidate {
                speaker: PlannedSpeaker {
                    name,
                    class: snapshot.rules.class_of_post(&post.role).map(str::to_owned),
                    person: Some(post.person),
                },
                post: Some(post.role.clone()),
                last_on: spoke,
            });
        }
    }
    for (place, mut posts) in ahead {
        if let Some(proposal) = proposals.get_mut(&place) {
            posts.append(&mut proposal.candidates);
            proposal.candidates = posts;
        }
    }
}
