//! The words by which a pack reads notices, as sentences (`[draft]`, F1).
//! Must not leave a field out.

use domain::rule_set::{DraftFigure, DraftWhom, RuleSet};

use super::kinds;
use crate::Words;

/// What a pack says of notices; nothing where it says nothing.
pub(super) fn draft_lines(rules: &RuleSet, words: &Words) -> Vec<String> {
    let draft = &rules.draft;
    let listed = [
        ("draft-shows-lecture", &draft.lecture),
        ("draft-shows-micro", &draft.micro),
        ("draft-shows-themed", &draft.themed),
        ("draft-shows-not-lectures", &draft.not_lectures),
    ];
    let named = |(key, names): (&str, &Vec<String>)| {
        let said = !names.is_empty();
        said.then(|| words.say(key, &[("names", words.quoted_list(names).into())]))
    };
    let mut lines: Vec<String> = listed.into_iter().filter_map(named).collect();
    lines.extend(draft.whoms.iter().map(|whom| whom_line(whom, rules, words)));
    lines.extend(draft.windows.iter().map(|window| {
        let said = [
            ("names", words.quoted_list(&window.names).into()),
            ("first", words.day_of_year(window.from).into()),
            ("last", words.day_of_year(window.until).into()),
        ];
        words.say("draft-shows-window", &said)
    }));
    lines.extend(draft.reminders.iter().map(|reminder| {
        let said = [
            ("kind", reminder.kind.as_str().into()),
            ("names", words.quoted_list(&reminder.words).into()),
        ];
        words.say("draft-shows-reminder", &said)
    }));
    lines.extend(
        draft
            .figures
            .iter()
            .map(|figure| figure_line(figure, rules, words)),
    );
    lines
}

fn whom_line(whom: &DraftWhom, rules: &RuleSet, words: &Words) -> String {
    let key = match (&whom.post, whom.kinds.is_empty()) {
        (None, _) => "draft-shows-whom",
        (Some(_), true) => "draft-shows-whom-post",
        (Some(_), false) => "draft-shows-whom-post-of",
    };
    let post = whom.post.as_ref().map(|post| words.post(post, rules));
    let said = [
        ("names", words.quoted_list(&whom.words).into()),
        ("whom", kinds(&whom.kinds, rules, words).into()),
        ("post", post.unwrap_or_default().into()),
    ];
    words.say(key, &said)
}

fn figure_line(figure: &DraftFigure, rules: &RuleSet, words: &Words) -> String {
    let name = words.figure_of_notice(&figure.key, rules);
    let has = if figure.words.is_empty() { "no" } else { "yes" };
    let said = [
        ("figure", name.unwrap_or_else(|| figure.key.clone()).into()),
        ("units", words.quoted_list(&figure.units).into()),
        ("names", words.quoted_list(&figure.words).into()),
        ("has", has.into()),
    ];
    words.say("draft-shows-figure", &said)
}
