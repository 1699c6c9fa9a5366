//! Of whom a notice asks something: the words it names them by, and the kinds of organisations or the post they mean.
//! Must not guess: whom no word of the pack means, a person says.

use serde::{Deserialize, Serialize};

use crate::rule_set::RuleSet;

/// Of whom something is asked: of organisations of some kinds, or of the holders of a post in them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Whom {
    /// Kinds of organisations.
    pub kinds: Vec<String>,
    /// The post, where it is asked of persons (支部书记轮流讲).
    pub post: Option<String>,
}

/// Whom the words of a notice mean: the longest word of the pack they end with, since what is named last is what is asked
/// (各党组织书记). Nobody where they end otherwise (党支部全体党员).
#[must_use]
pub fn whom(written: &str, rules: &RuleSet) -> Option<Whom> {
    let of_notices = rules.draft.whoms.iter().flat_map(|whom| {
        let meant = Whom {
            kinds: whom.kinds.clone(),
            post: whom.post.clone(),
        };
        whom.words.iter().map(move |word| (word, meant.clone()))
    });
    let of_kinds = rules.organisation_kinds.iter().flat_map(|kind| {
        let meant = Whom {
            kinds: vec![kind.id.clone()],
            post: None,
        };
        kind.names.iter().map(move |word| (word, meant.clone()))
    });
    let of_posts = rules.posts.iter().flat_map(|post| {
        let meant = Whom {
            kinds: Vec::new(),
            post: Some(post.id.clone()),
        };
        post.names.iter().map(move |word| (word, meant.clone()))
    });
    let ending = of_posts
        .chain(of_kinds)
        .chain(of_notices)
        .filter(|(word, _)| !word.is_empty() && written.ends_with(word.as_str()));
    // Of two as long the one of notices, which is last.
    let longest = ending.max_by_key(|(word, _)| word.chars().count());
    longest.map(|(_, meant)| meant)
}
