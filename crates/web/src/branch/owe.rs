//! What is owed, in plain words: 本季度还差1场，12月31日前讲了、记了，就完成.
//! Must not count: the proofs did.

use app::see_branch::Owed;
use domain::obligation::StandingKind;
use domain::period::Rhythm;
use domain::rule_set::RuleSet;
use i18n::Words;

/// A duty as a box on a page.
pub(super) struct Owe {
    /// Class of the box.
    pub tone: &'static str,
    /// ✓, !, × or ·: the state is never colour alone.
    pub sign: &'static str,
    /// 本季度还差1场.
    pub head: String,
    /// What to do by when.
    pub rest: String,
}

/// The boxes of what is owed; where several duties run, each says which it is.
pub(super) fn boxes(words: &Words, rules: &RuleSet, owes: &[Owed]) -> Vec<Owe> {
    owes.iter().filter_map(|owed| one(words, rules, owed)).collect()
}

fn one(words: &Words, rules: &RuleSet, owed: &Owed) -> Option<Owe> {
    let period = match owed.rhythm {
        Rhythm::Week => words.say("owe-this-week", &[]),
        Rhythm::Month => words.say("owe-this-month", &[]),
        Rhythm::TwoMonths => words.say("owe-these-months", &[]),
        Rhythm::Quarter => words.say("owe-this-quarter", &[]),
        Rhythm::Half => words.say("owe-this-half", &[]),
        Rhythm::Year => words.say("owe-this-year", &[]),
        Rhythm::Window { .. } => words.duty_by_id(&owed.duty, rules),
    };
    let kind = owed.standing.kind();
    let named = |key: &str| words.say(key, &[("period", period.as_str().into())]);
    let missing = || {
        let count = ("count", owed.missing.into());
        words.say("owe-missing", &[("period", period.as_str().into()), count])
    };
    let last = words.weekday_date(owed.last);
    let by = |key: &str| words.say(key, &[("last", last.as_str().into())]);
    let (tone, sign, head, rest) = match kind {
        StandingKind::Met | StandingKind::MadeUp => ("met", "✓", named("owe-met"), String::new()),
        StandingKind::Due => ("due", "·", missing(), by("owe-by")),
        StandingKind::AtRisk => ("risk", "!", missing(), by("owe-by")),
        StandingKind::Overdue => {
            let period = words.labelled(&owed.period.label, &owed.rhythm);
            let count = ("count", owed.missing.into());
            let head = words.say("owe-missing", &[("period", period.into()), count]);
            ("over", "×", head, by("owe-make-up"))
        }
        StandingKind::Excused => ("met", "✓", named("owe-excused"), String::new()),
        StandingKind::Closed => return None,
    };
    Some(Owe {
        tone,
        sign,
        head,
        rest,
    })
}
