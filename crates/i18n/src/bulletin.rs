//! Bulletins in words: the paragraphs that are composed, what figures are called, headings and tables.
//! Must not reckon: `domain::bulletin` did. No person is named.

mod composer;

use domain::bulletin::{
    Became, Bound, BulletinRefusal, DutyRow, Issue, Paragraph, Part, Piece, Plain, Problem, Proofread, Stage,
    What, Wording, bound, pieces, rhythm_of,
};
use domain::rule_set::RuleSet;

use crate::{Advice, Words};
use composer::Composer;

impl Words {
    /// The words of a bulletin as they are composed: figures stand in them by name.
    #[must_use]
    pub fn bulletin(&self, issue: &Issue, rules: &RuleSet, issuer: &str) -> Wording {
        let composer = Composer::new(self, issue, rules);
        let paragraphs = composer.paragraphs();
        Wording {
            issuer: issuer.to_owned(),
            title: composer.title(),
            addressee: self.say("bulletin-to-units", &[]),
            copies_to: String::new(),
            note: String::new(),
            composed: paragraphs.clone(),
            paragraphs,
        }
    }

    /// Where a bulletin stands.
    #[must_use]
    pub fn bulletin_stage(&self, stage: Stage) -> String {
        let key = match stage {
            Stage::Draft => "bulletin-stage-draft",
            Stage::Approved => "bulletin-stage-approved",
            Stage::Published => "bulletin-stage-published",
        };
        self.say(key, &[])
    }

    /// What a part of a bulletin is headed; the basis has no heading.
    #[must_use]
    pub fn bulletin_heading(&self, part: Part) -> Option<String> {
        let key = match part {
            Part::Basis => return None,
            Part::Overall => "bulletin-part-overall",
            Part::Highlights => "bulletin-part-highlights",
            Part::Problems => "bulletin-part-problems",
            Part::Demands => "bulletin-part-demands",
            Part::Corrections => "bulletin-part-corrections",
        };
        Some(self.say(key, &[]))
    }

    /// A quarter or month by its label: 2020年第三季度, 2020年9月.
    #[must_use]
    pub fn report_period(&self, label: &str) -> String {
        match rhythm_of(label) {
            Some(rhythm) => self.labelled(label, &rhythm),
            None => label.to_owned(),
        }
    }

    /// What a figure is called: 场次, 每季度党课应讲, 书记讲的场次.
    #[must_use]
    pub fn report_figure(&self, what: &What, rules: &RuleSet) -> String {
        match what {
            What::Plain(plain) => self.say(plain_key(*plain), &[]),
            What::Class(class) => {
                let class = self.speaker_class(class, rules);
                self.say("report-class", &[("class", class.into())])
            }
            What::Duty(duty, became) => {
                let duty = self.duty_by_id(duty, rules);
                self.say(became_key(*became), &[("duty", duty.into())])
            }
        }
    }

    /// What a figure means, in a sentence.
    #[must_use]
    pub fn report_means(&self, what: &What) -> String {
        let key = match what {
            What::Class(_) => "report-class-means",
            What::Duty(_, became) => match became {
                Became::Owing => "report-owing-means",
                Became::Met => "report-met-means",
                Became::MadeUp => "report-made-up-means",
                Became::Done => "report-done-means",
                Became::Undone => "report-undone-means",
                Became::Again => "report-again-means",
                Became::Excused => "report-excused-means",
                Became::Closed => "report-closed-means",
            },
            What::Plain(plain) => match plain {
                Plain::Sessions => "report-sessions-means",
                Plain::Joint => "report-joint-means",
                Plain::Themed => "report-themed-means",
                Plain::Micro => "report-micro-means",
                Plain::Expected => "report-expected-means",
                Plain::Present => "report-present-means",
                Plain::Coverage => "report-coverage-means",
                Plain::Members => "report-members-means",
                Plain::Late => "report-late-means",
                Plain::SentBack => "report-sent-back-means",
            },
        };
        self.say(key, &[])
    }

    /// What a figure that stands in a text is called there, so that people can tell the names apart; one for each name.
    #[must_use]
    pub fn bulletin_name(&self, (name, bound): (&str, &Bound), issue: &Issue, rules: &RuleSet) -> String {
        let (key, whole) = match bound {
            Bound::Count(figure) => (&figure.key, None),
            Bound::Share(part, whole) => (&part.key, Some(&whole.key)),
        };
        let mut said = match whole {
            Some(_) => share_of(self, &key.what, rules),
            None => self.report_figure(&key.what, rules),
        };
        if let Some(unit) = key.organisation {
            let unit = issue.name(unit).to_owned();
            said = self.say(
                "bulletin-name-of",
                &[("unit", unit.into()), ("figure", said.into())],
            );
        }
        if issue.period_before.as_ref() == Some(&key.period) {
            said = self.say("bulletin-name-before", &[("figure", said.into())]);
        }
        match corrected(name) {
            Some((at, "was")) => self.say("bulletin-name-was", &[("number", at.into())]),
            Some((at, _)) => self.say("bulletin-name-now", &[("number", at.into())]),
            None => said,
        }
    }

    /// A figure as it is written: 45; 83.3%, or 3/4 where a percentage of so few would say too much (E31).
    #[must_use]
    pub fn bulletin_figure(&self, bound: &Bound, issue: &Issue) -> String {
        match bound {
            Bound::Count(figure) => self.number(u64::from(figure.count)),
            Bound::Share(part, whole) => self.report_share((part.count, whole.count), issue.smallest_group),
        }
    }

    /// A part of a whole: a percentage, or 3/4 where the whole is too small; a dash for nothing of nothing.
    #[must_use]
    pub fn report_share(&self, (part, whole): (u32, u32), smallest_group: u32) -> String {
        if whole == 0 {
            return "\u{2013}".to_owned();
        }
        let (many, part, whole) = (whole >= smallest_group, u64::from(part), u64::from(whole));
        let percent = self.percent(part, whole).filter(|_| many);
        percent.unwrap_or_else(|| format!("{}/{}", self.number(part), self.number(whole)))
    }

    /// A paragraph with its figures in it.
    #[must_use]
    pub fn bulletin_text(&self, text: &str, (names, issue): (&[(String, Bound)], &Issue)) -> String {
        let mut filled = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Name(name) => match names.iter().find(|(known, _)| known == name) {
                    Some((_, bound)) => filled.push_str(&self.bulletin_figure(bound, issue)),
                    None => filled.push_str(name),
                },
            }
        }
        filled
    }

    /// What is to be thought over in changed words.
    #[must_use]
    pub fn bulletin_proofread(&self, found: &Proofread, called: &dyn Fn(&str) -> String) -> String {
        match found {
            Proofread::Unknown(name) => {
                self.say("bulletin-proofread-unknown", &[("name", name.clone().into())])
            }
            Proofread::Dropped(name) => {
                self.say("bulletin-proofread-dropped", &[("name", called(name).into())])
            }
            Proofread::Typed(number) => {
                self.say("bulletin-proofread-typed", &[("number", number.clone().into())])
            }
        }
    }

    /// Why something is not done to a bulletin.
    #[must_use]
    pub fn bulletin_refusal(&self, refusal: &BulletinRefusal) -> Advice {
        match refusal {
            BulletinRefusal::NoQuarter(text) => {
                self.advice("bulletin-refusal-no-quarter", &[("text", text.clone().into())])
            }
            BulletinRefusal::BeforeProgramme(first) => {
                self.advice("bulletin-refusal-before", &[("day", self.date(*first).into())])
            }
            BulletinRefusal::NotOver(last) => {
                self.advice("bulletin-refusal-not-over", &[("day", self.date(*last).into())])
            }
            BulletinRefusal::Published => self.advice("bulletin-refusal-published", &[]),
            BulletinRefusal::SumsDisagree(why) => self.advice(
                "bulletin-refusal-sums-disagree",
                &[
                    ("figure", why.key.to_string().into()),
                    ("count", why.says.into()),
                    ("sum", why.adds_up_to.into()),
                ],
            ),
            BulletinRefusal::Words(_) => self.advice("bulletin-refusal-words", &[]),
            BulletinRefusal::Empty => self.advice("bulletin-refusal-empty", &[]),
            BulletinRefusal::ChangedMeanwhile => self.advice("bulletin-refusal-changed-meanwhile", &[]),
            BulletinRefusal::NotApproved => self.advice("bulletin-refusal-not-approved", &[]),
            BulletinRefusal::ApprovedAlready => self.advice("bulletin-refusal-approved-already", &[]),
            BulletinRefusal::NoNumber => self.advice("bulletin-refusal-no-number", &[]),
            BulletinRefusal::NumberTaken(number) => self.advice(
                "bulletin-refusal-number-taken",
                &[("number", number.clone().into())],
            ),
            BulletinRefusal::NotThere => self.advice("bulletin-refusal-not-there", &[]),
            BulletinRefusal::TooManyPhotos(most) => {
                self.advice("news-too-many-photos", &[("most", (*most).into())])
            }
            BulletinRefusal::ConsentMissing => self.advice("news-consent-missing", &[]),
            BulletinRefusal::NoFigure(key) => {
                self.advice("bulletin-refusal-no-figure", &[("key", key.clone().into())])
            }
        }
    }

    /// What is wanting, as annex 2 names it.
    #[must_use]
    pub fn bulletin_problem(&self, problem: &Problem, rules: &RuleSet) -> String {
        self.report_figure(&problem.key.what, rules)
    }

    /// 第一书记: the post that answers for something; the office above where no rule names one.
    #[must_use]
    pub fn bulletin_post(&self, problem: &Problem, rules: &RuleSet) -> String {
        match &problem.post {
            Some(post) => self.post(post, rules),
            None => self.say("bulletin-post-above", &[]),
        }
    }

    /// What a line of annex 1 remarks: how many were excused or closed.
    #[must_use]
    pub fn bulletin_remark(&self, duties: &[DutyRow]) -> String {
        let excused: u32 = duties.iter().map(|duty| duty.excused).sum();
        let closed: u32 = duties.iter().map(|duty| duty.closed).sum();
        let mut said = Vec::new();
        if excused > 0 {
            said.push(self.say("bulletin-remark-excused", &[("count", excused.into())]));
        }
        if closed > 0 {
            said.push(self.say("bulletin-remark-closed", &[("count", closed.into())]));
        }
        self.list(&said)
    }
}

/// `correction-2-was`: the second, what was said.
fn corrected(name: &str) -> Option<(u32, &str)> {
    let (at, end) = name.strip_prefix("correction-")?.split_once('-')?;
    Some((at.parse().ok()?, end))
}

fn plain_key(plain: Plain) -> &'static str {
    match plain {
        Plain::Sessions => "report-sessions",
        Plain::Joint => "report-joint",
        Plain::Themed => "report-themed",
        Plain::Micro => "report-micro",
        Plain::Expected => "report-expected",
        Plain::Present => "report-present",
        Plain::Coverage => "report-coverage",
        Plain::Members => "report-members",
        Plain::Late => "report-late",
        Plain::SentBack => "report-sent-back",
    }
}

fn became_key(became: Became) -> &'static str {
    match became {
        Became::Owing => "report-owing",
        Became::Met => "report-met",
        Became::MadeUp => "report-made-up",
        Became::Done => "report-done",
        Became::Undone => "report-undone",
        Became::Again => "report-again",
        Became::Excused => "report-excused",
        Became::Closed => "report-closed",
    }
}

/// The texts of a bulletin filled with its figures, one for each paragraph: what the paper says.
#[must_use]
pub fn bulletin_paragraphs(words: &Words, wording: &Wording, issue: &Issue) -> Vec<(Part, String)> {
    let names = bound(issue);
    let filled = |one: &Paragraph| (one.part, words.bulletin_text(&one.text, (&names, issue)));
    wording.paragraphs.iter().map(filled).collect()
}

/// What a share is called, by the figure that is the part.
pub(crate) fn share_of(words: &Words, part: &What, rules: &RuleSet) -> String {
    match part {
        What::Duty(duty, _) => {
            let duty = words.duty_by_id(duty, rules);
            words.say("bulletin-share-done", &[("duty", duty.into())])
        }
        What::Plain(Plain::Coverage) => words.say("bulletin-share-coverage", &[]),
        _ => words.say("bulletin-share-turnout", &[]),
    }
}
