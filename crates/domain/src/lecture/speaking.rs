//! Who speaks: the class at the time (E7, E15), and who steps in (E6).

use jiff::civil::Date;

use super::{Lecture, Speaker, StateKind};
use crate::id::PersonId;
use crate::person::Post;
use crate::refusal::SubstituteRefusal;
use crate::rule_set::RuleSet;

/// Whether what was reviewed is still what is said (E6).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Review {
    /// The same topic: the review stands.
    Stands,
    /// Another topic: somebody must look again.
    NeedsLook,
}

impl RuleSet {
    /// The speaker class that a post gives: that of the same id, or of a name they share (主要领导).
    #[must_use]
    pub fn class_of_post(&self, post: &str) -> Option<&str> {
        let same_id = self.speaker_classes.iter().find(|class| class.id == post);
        let names = self
            .posts
            .iter()
            .find(|known| known.id == post)
            .map(|known| &known.names);
        let shares_name = || {
            let names = names?;
            self.speaker_classes
                .iter()
                .find(|class| class.names.iter().any(|name| names.contains(name)))
        };
        same_id.or_else(shares_name).map(|class| class.id.as_str())
    }
}

/// The class a person's posts of a day give: the first in the pack's order (E15). None without such a post; history
/// asks with the day of the lecture, so that a later transfer changes nothing (E7).
#[must_use]
pub fn class_at<'a>(person: PersonId, on: Date, posts: &[Post], rules: &'a RuleSet) -> Option<&'a str> {
    let classes: Vec<&str> = posts
        .iter()
        .filter(|post| post.person == person && post.held_on(on))
        .filter_map(|post| rules.class_of_post(&post.role))
        .collect();
    let first = rules
        .speaker_classes
        .iter()
        .find(|class| classes.contains(&class.id.as_str()));
    first.map(|class| class.id.as_str())
}

impl Lecture {
    /// Another speaks than was planned (E6): the lecture keeps who actually spoke, the plan item who was planned. The
    /// class is the substitute's own, so a leader's duty is not credited by who stepped in.
    ///
    /// # Errors
    /// The state, nobody named, or the same speakers as before.
    pub fn substitute(
        mut self,
        speakers: Vec<Speaker>,
        title: Option<String>,
        rules: &RuleSet,
    ) -> Result<(Lecture, Review), SubstituteRefusal> {
        self.is_one_of(&[StateKind::Planned, StateKind::Delivered])
            .map_err(SubstituteRefusal::WrongState)?;
        let named = speakers
            .first()
            .is_some_and(|main| main.person.is_some() || main.name.is_some());
        if !named {
            return Err(SubstituteRefusal::NoSpeaker);
        }
        if speakers == self.speakers {
            return Err(SubstituteRefusal::SameSpeaker);
        }
        self.speakers = speakers;
        let other = title
            .map(|title| title.trim().to_owned())
            .filter(|title| *title != self.title);
        let review = if other.is_some() {
            Review::NeedsLook
        } else {
            Review::Stands
        };
        if let Some(title) = other {
            self.retitle(title, rules);
        }
        Ok((self, review))
    }

    /// 微党课: counted apart.
    #[must_use]
    pub fn is_micro(&self, rules: &RuleSet) -> bool {
        rules.is_micro(&self.kind)
    }
}
