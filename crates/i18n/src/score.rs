//! Score sheets and cards in words: what a sheet gets wrong, what each point rests on, why something is refused.
//! Must not reckon a point.

use domain::bulletin::Key;
use domain::score_sheet::{Cut, Ground, ScoreRefusal, ScoreSheet, SheetMistake, Voted};

use crate::{Advice, Words};

impl Words {
    /// A mistake of a score sheet, and what to do.
    #[must_use]
    pub fn sheet_mistake(&self, mistake: &SheetMistake) -> Advice {
        let one = |key: &str, name: &'static str, value: &str| self.advice(key, &[(name, value.into())]);
        match mistake {
            SheetMistake::NotToml { said } => one("score-mistake-not-toml", "said", said),
            SheetMistake::CountsPeople { key } => one("score-mistake-counts-people", "key", key),
            SheetMistake::NoFigure { key } => one("score-mistake-no-figure", "key", key),
            SheetMistake::Twice { id } => one("score-mistake-twice", "id", id),
            SheetMistake::DoesNotAddUp { block, sum, written } => {
                let sums = [
                    ("sum", sum.to_string().into()),
                    ("written", written.to_string().into()),
                ];
                match block {
                    Some(block) => {
                        let [sum, written] = sums;
                        let arguments = [("block", block.as_str().into()), sum, written];
                        self.advice("score-mistake-block-sum", &arguments)
                    }
                    None => self.advice("score-mistake-total-sum", &sums),
                }
            }
            SheetMistake::NoRoom { item } => one("score-mistake-no-room", "item", item),
            SheetMistake::BadVote { item } => one("score-mistake-bad-vote", "item", item),
            SheetMistake::NoLowestGrade => self.advice("score-mistake-no-lowest-grade", &[]),
        }
    }

    /// Why nothing is scored or changed, and what to do. `item` says what an item is called.
    #[must_use]
    pub fn score_refusal(&self, refusal: &ScoreRefusal, item: &dyn Fn(&str) -> String) -> Advice {
        match refusal {
            ScoreRefusal::Off => self.advice("score-refusal-off", &[]),
            ScoreRefusal::OtherKind { kind } => {
                self.advice("score-refusal-other-kind", &[("kind", kind.as_str().into())])
            }
            ScoreRefusal::Incomplete { items } => {
                let items: Vec<String> = items.iter().map(|id| item(id)).collect();
                self.advice("score-refusal-incomplete", &[("items", self.list(&items).into())])
            }
            ScoreRefusal::OtherCard => self.advice("score-refusal-other-card", &[]),
            ScoreRefusal::NothingChanged => self.advice("score-refusal-nothing-changed", &[]),
            ScoreRefusal::ReasonNeeded => self.advice("score-refusal-reason-needed", &[]),
            ScoreRefusal::NoSuchItem { item: id } => {
                self.advice("score-refusal-no-such-item", &[("item", id.as_str().into())])
            }
            ScoreRefusal::AppealOver { until } => {
                self.advice("score-refusal-appeal-over", &[("day", self.date(*until).into())])
            }
        }
    }

    /// What a point rests on. `figure` says what a key is called, its key stands beside it: whoever doubts a point asks for it.
    #[must_use]
    pub fn score_ground(
        &self,
        ground: &Ground,
        sheet: &ScoreSheet,
        figure: &dyn Fn(&Key) -> String,
    ) -> String {
        let named = |key: &Key| {
            self.say(
                "score-figure",
                &[("name", figure(key).into()), ("key", key.to_string().into())],
            )
        };
        match ground {
            Ground::Figure {
                key,
                value,
                steps,
                cut,
            } => self.with_cut(
                self.say(
                    "score-ground-figure",
                    &[
                        ("figure", named(key).into()),
                        ("value", (*value).into()),
                        ("steps", (*steps).into()),
                    ],
                ),
                *cut,
            ),
            Ground::Share {
                key,
                value,
                of,
                whole,
            } => self.say(
                "score-ground-share",
                &[
                    ("figure", named(key).into()),
                    ("value", (*value).into()),
                    ("of", named(of).into()),
                    ("whole", (*whole).into()),
                ],
            ),
            Ground::NotApplicable { of } => {
                self.say("score-ground-not-applicable", &[("of", named(of).into())])
            }
            Ground::Unknown { key } => self.say("score-ground-unknown", &[("figure", named(key).into())]),
            Ground::Marked { by: _, reason, cut } => self.with_cut(
                self.say("score-ground-marked", &[("reason", reason.as_str().into())]),
                *cut,
            ),
            Ground::NotMarked => self.say("score-ground-not-marked", &[]),
            Ground::Votes(voted) => {
                let told: Vec<String> = voted.iter().map(|one| self.voted(one, sheet)).collect();
                self.joined(&told)
            }
            Ground::TooFewVotes { electorate, least } => self.say(
                "score-ground-too-few-votes",
                &[
                    ("electorate", electorate_name(electorate, sheet).into()),
                    ("least", (*least).into()),
                ],
            ),
        }
    }

    fn with_cut(&self, sentence: String, cut: Cut) -> String {
        let cut = match cut {
            Cut::No => return sentence,
            Cut::AtMost => self.say("score-cut-at-most", &[]),
            Cut::AtLeast => self.say("score-cut-at-least", &[]),
        };
        self.joined(&[sentence, cut])
    }

    fn voted(&self, voted: &Voted, sheet: &ScoreSheet) -> String {
        self.say(
            "score-ground-votes",
            &[
                ("electorate", electorate_name(&voted.electorate, sheet).into()),
                ("ballots", voted.ballots.into()),
                ("high", voted.left_out.0.into()),
                ("low", voted.left_out.1.into()),
                ("mean", voted.mean.to_string().into()),
                ("weight", voted.weight.into()),
            ],
        )
    }
}

/// What the sheet calls an electorate; else its id.
fn electorate_name(id: &str, sheet: &ScoreSheet) -> String {
    let of_items = sheet.items().flat_map(domain::score_sheet::Item::electorates);
    let mut named = of_items.filter(|one| one.id == id);
    named.next().map_or_else(|| id.to_owned(), |one| one.name.clone())
}
