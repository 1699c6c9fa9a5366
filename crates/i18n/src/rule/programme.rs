//! A whole pack in sentences, section by section (`rules show`).
//! Must not leave a field out.

use domain::bulletin::Compared;
use domain::rule_set::{Level, OrganisationKind, PlanningLimits, ReminderDay, RuleSet, UnitCategory};

use super::draft::draft_lines;
use super::{duty_lines, person_duty_sentence};
use crate::Words;

/// A part of the rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its sentences.
    pub lines: Vec<String>,
}

/// Everything a pack says.
#[must_use]
pub fn rules_shown(rules: &RuleSet, words: &Words) -> Vec<Section> {
    let section = |key: &str, lines: Vec<String>| Section {
        title: words.say(key, &[]),
        lines,
    };
    let mut sections = vec![section("section-programme", programme(rules, words))];
    for duty in &rules.duties {
        sections.push(Section {
            // The id is what `explain` asks for.
            title: format!("{} [{}]", words.opening(&words.duty(duty, rules)), duty.id),
            lines: duty_lines(duty, rules, words),
        });
    }
    let persons: Vec<String> = rules
        .person_duties
        .iter()
        .map(|duty| person_duty_sentence(duty, rules, words))
        .collect();
    if !persons.is_empty() {
        sections.push(section("section-person-duties", persons));
    }
    let kinds = rules.organisation_kinds.iter();
    let categories = rules.unit_categories.iter();
    let organisations = kinds
        .map(|kind| organisation_kind(kind, rules, words))
        .chain(categories.map(|category| unit_category(category, rules, words)));
    sections.push(section("section-organisations", organisations.collect()));
    sections.push(section("section-people", people(rules, words)));
    sections.push(section("section-lectures", lectures(rules, words)));
    sections.push(section("section-limits", limits(rules, words)));
    let of_notices = draft_lines(rules, words);
    if !of_notices.is_empty() {
        sections.push(section("section-draft", of_notices));
    }
    sections
}

fn programme(rules: &RuleSet, words: &Words) -> Vec<String> {
    let mut lines = vec![
        words.say(
            "programme-is",
            &[
                ("name", words.programme(rules).into()),
                ("id", rules.id.as_str().into()),
                ("version", rules.version.as_str().into()),
            ],
        ),
        words.say("programme-starts", &[("on", words.date(rules.starts_on).into())]),
        words.say(
            "programme-time-zone",
            &[("zone", rules.time_zone.as_str().into())],
        ),
        match &rules.workdays {
            Some(calendar) => words.say("programme-workdays", &[("calendar", calendar.as_str().into())]),
            None => words.say("programme-workdays-none", &[]),
        },
    ];
    if !rules.naming.prefixes.is_empty() {
        let prefixes = words.quoted_list(&rules.naming.prefixes);
        lines.push(words.say("programme-prefixes", &[("prefixes", prefixes.into())]));
    }
    if !rules.naming.numbered.is_empty() {
        let before = words.quoted_list(&rules.naming.numbered);
        lines.push(words.say("programme-numbered", &[("before", before.into())]));
    }
    for (written, said) in &rules.naming.called {
        let filled = [("name", written.as_str().into()), ("said", said.as_str().into())];
        lines.push(words.say("programme-called", &filled));
    }
    lines
}

fn organisation_kind(kind: &OrganisationKind, rules: &RuleSet, words: &Words) -> String {
    let level = match kind.level {
        Level::County => "level-county",
        Level::Township => "level-township",
        Level::Village => "level-village",
        Level::Branch => "level-branch",
    };
    let mut lines = vec![words.say(
        "kind-of-organisation",
        &[
            ("name", words.organisation_kind(&kind.id, rules).into()),
            ("level", words.say(level, &[]).into()),
            ("names", words.list(&kind.names).into()),
        ],
    )];
    if !kind.forms.is_empty() {
        lines.push(words.say("kind-forms", &[("forms", words.list(&kind.forms).into())]));
    }
    if kind.branch {
        lines.push(words.say("kind-branch", &[]));
    }
    if kind.temporary {
        lines.push(words.say("kind-temporary", &[]));
    }
    words.opening(&words.joined(&lines))
}

/// 县直机关：名称里有“直属机关”的，通报里单独比较。
fn unit_category(category: &UnitCategory, rules: &RuleSet, words: &Words) -> String {
    let compared = Compared {
        kind: "",
        category: Some(&category.id),
    };
    words.say(
        "kind-compared-apart",
        &[
            ("name", words.compared_units(compared, rules).into()),
            ("names", words.quoted_list(&category.name_parts).into()),
        ],
    )
}

fn people(rules: &RuleSet, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    let named = |key: &str, name: String, names: &[String]| {
        words.say(key, &[("name", name.into()), ("names", words.list(names).into())])
    };
    lines.extend(
        rules
            .posts
            .iter()
            .map(|post| named("kind-of-post", words.post(&post.id, rules), &post.names)),
    );
    lines.push(words.say("classes-in-order", &[]));
    for class in &rules.speaker_classes {
        let key = if class.official {
            "kind-of-official-speaker"
        } else {
            "kind-of-speaker"
        };
        lines.push(named(key, words.speaker_class(&class.id, rules), &class.names));
    }
    for kind in &rules.member_kinds {
        lines.push(named(
            "kind-of-member",
            words.member_kind(&kind.id, rules),
            &kind.names,
        ));
    }
    for field in &rules.person_fields {
        // The vocabulary says it in the reader's language; else the pack's own words stand.
        lines.push(words.find_in("person-field-", &field.id).unwrap_or_else(|| {
            let figures = [
                ("field", field.id.as_str().into()),
                ("purpose", field.purpose.as_str().into()),
                ("retention", field.retention.as_str().into()),
            ];
            words.say("field-kept", &figures)
        }));
    }
    lines.push(words.say("nothing-else-kept", &[]));
    lines
}

fn lectures(rules: &RuleSet, words: &Words) -> Vec<String> {
    let mut lines: Vec<String> = rules
        .lecture_kinds
        .iter()
        .map(|kind| {
            let key = if kind.micro {
                "kind-of-micro-lecture"
            } else {
                "kind-of-lecture"
            };
            let name = words.lecture_kind(&kind.id, rules);
            words.say(
                key,
                &[("name", name.into()), ("names", words.list(&kind.names).into())],
            )
        })
        .collect();
    if !rules.themed.title_prefixes.is_empty() {
        let openings = words.quoted_list(&rules.themed.title_prefixes);
        lines.push(words.say("themed-titles", &[("openings", openings.into())]));
    }
    lines
}

fn limits(rules: &RuleSet, words: &Words) -> Vec<String> {
    let attendance = rules.attendance;
    let mut lines = record_lines(rules, words);
    lines.push(words.say("limit-hours", &[("minutes", rules.hours.minutes_per_hour.into())]));
    lines.push(match rules.hours.lecture_minutes {
        Some(minutes) => words.say("limit-lecture-minutes", &[("minutes", minutes.into())]),
        None => words.say("limit-no-lecture-minutes", &[]),
    });
    lines.extend([
        reminder_line(rules, words),
        words.say(
            "limit-quiet",
            &[
                ("from", rules.reminder.quiet_from.as_str().into()),
                ("until", rules.reminder.quiet_until.as_str().into()),
            ],
        ),
        escalate_line(rules, words),
        summary_line(rules, words),
        bulletin_line(rules, words),
        notice_line(rules, words),
        words.say("limit-make-up", &[("days", attendance.make_up_days.into())]),
        words.say("limit-confirm", &[("days", attendance.confirm_days.into())]),
        words.say(
            "limit-smallest-group",
            &[("people", attendance.smallest_group.into())],
        ),
        rectify_line(rules, words),
    ]);
    lines.extend(words.oversight_lines(&rules.oversight));
    lines.extend(planning(&rules.planning, words));
    lines
}

/// By when a lecture is recorded, and what is asked for with it.
pub(super) fn record_lines(rules: &RuleSet, words: &Words) -> Vec<String> {
    let record = rules.record;
    vec![
        words.say(
            "limit-record",
            &[
                ("free", record.free_workdays.into()),
                ("township", record.township_days.into()),
            ],
        ),
        words.say("limit-timely", &[("days", record.timely_workdays.into())]),
        words.say("limit-notice", &[("days", record.notice_days.into())]),
        words.say("limit-photos", &[("most", record.most_photos.into())]),
    ]
}

/// 每周一提醒.
pub(super) fn reminder_line(rules: &RuleSet, words: &Words) -> String {
    let day = match rules.reminder.weekday {
        ReminderDay::Monday => 1,
        ReminderDay::Tuesday => 2,
        ReminderDay::Wednesday => 3,
        ReminderDay::Thursday => 4,
        ReminderDay::Friday => 5,
    };
    let arguments = [("weekday", day.into()), ("at", rules.reminder.at.as_str().into())];
    words.say("limit-reminder", &arguments)
}

/// Who else hears of what stays open.
pub(super) fn escalate_line(rules: &RuleSet, words: &Words) -> String {
    let escalate = rules.reminder.escalate;
    words.say(
        "limit-escalate",
        &[
            ("township", escalate.township.into()),
            ("phone", escalate.phone.into()),
            ("county", escalate.county.into()),
        ],
    )
}

/// 每月一汇总.
pub(super) fn summary_line(rules: &RuleSet, words: &Words) -> String {
    words.say("limit-summary", &[("workday", rules.summary.workday.into())])
}

/// 每季度一通报.
pub(super) fn bulletin_line(rules: &RuleSet, words: &Words) -> String {
    words.say(
        "limit-bulletin",
        &[
            ("rhythm", words.rhythm(&rules.bulletin.period).into()),
            ("workday", rules.bulletin.workday.into()),
        ],
    )
}

/// 预告和通知 (F3).
fn notice_line(rules: &RuleSet, words: &Words) -> String {
    let rule = rules.notices;
    let lines = [
        match rule.above_days {
            Some(days) => words.say("limit-notice-above", &[("days", days.into())]),
            None => words.say("limit-notice-above-none", &[]),
        },
        match rule.members_days {
            Some(days) => words.say("limit-notice-members", &[("days", days.into())]),
            None => words.say("limit-notice-members-none", &[]),
        },
    ];
    words.joined(&lines)
}

/// 限期整改.
pub(super) fn rectify_line(rules: &RuleSet, words: &Words) -> String {
    words.say(
        "limit-rectify",
        &[("days", rules.bulletin.rectify_workdays.into())],
    )
}

fn planning(limits: &PlanningLimits, words: &Words) -> Vec<String> {
    let mut lines = vec![
        words.say("limit-speaker", &[("most", limits.most_per_speaker.into())]),
        words.say(
            "limit-way",
            &[
                ("within", limits.km_within_township.into()),
                ("between", limits.km_between_townships.into()),
                ("speed", limits.km_per_hour.into()),
            ],
        ),
    ];
    if !limits.own_venues.is_empty() {
        let venues = words.list(&limits.own_venues);
        lines.push(words.say("limit-own-venues", &[("venues", venues.into())]));
    }
    lines
}

impl Words {
    /// What the program does by itself in a rhythm: `reminder`, `summary` or `bulletin`; nothing of other kinds.
    #[must_use]
    pub fn office_rhythm(&self, kind: &str, rules: &RuleSet) -> String {
        match kind {
            "reminder" => reminder_line(rules, self),
            "summary" => summary_line(rules, self),
            "bulletin" => bulletin_line(rules, self),
            _ => String::new(),
        }
    }
}
