//! Rule packs: what a programme asks of whom, as data (规则集). Nothing here is a constant of one programme.
//! Must not read files: the text of a pack comes in, a rule set or its mistakes go out.

mod category;
mod draft;
mod mistakes;
mod oversight;
mod reading;
mod rhythm;
mod schedule;
mod sheets;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

pub use category::UnitCategory;
pub use draft::{DraftFigure, DraftReminder, DraftRule, DraftWhom, DraftWindow};
pub use mistakes::{Misread, Mistake, Warning, WarningKind};
pub use oversight::{OversightRule, RectifyWorkdays};
pub use rhythm::{BulletinRule, Escalation, NoticeRule, ReminderDay, ReminderRule, SummaryRule};
pub use schedule::Occurrence;
pub use sheets::columns_of;

use crate::period::{MonthDay, Rhythm};

/// A pack's rules, checked.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// `party-lecture`.
    pub id: String,
    /// The pack's own version; printed with every proof.
    pub version: String,
    /// What the programme is called.
    pub name: String,
    /// Language of the pack's own words (`zh-Hans`, `en`).
    pub language: String,
    /// IANA time zone in which days are counted.
    pub time_zone: String,
    /// The programme's first day.
    #[serde(deserialize_with = "reading::day")]
    pub starts_on: Date,
    /// File of the words that rename the terms.
    pub vocabulary: Option<String>,
    /// Name of the workday calendar (`cn`); without one every Monday to Friday is a workday.
    pub workdays: Option<String>,
    /// How names of organisations are written.
    #[serde(default)]
    pub naming: Naming,
    /// Kinds of organisations.
    #[serde(rename = "organisation_kind")]
    pub organisation_kinds: Vec<OrganisationKind>,
    /// Units that are compared apart from others of their kind; the first that fits.
    #[serde(rename = "unit_category", default)]
    pub unit_categories: Vec<UnitCategory>,
    /// Posts, the highest first.
    #[serde(rename = "post", default)]
    pub posts: Vec<Named>,
    /// Speaker classes in order: the first that fits is the one counted (主讲人结构).
    #[serde(rename = "speaker_class")]
    pub speaker_classes: Vec<SpeakerClass>,
    /// Kinds of members.
    #[serde(rename = "member_kind", default)]
    pub member_kinds: Vec<Named>,
    /// What else of a person is kept, why and how long (X5).
    #[serde(rename = "person_field", default)]
    pub person_fields: Vec<PersonField>,
    /// Kinds of lectures.
    #[serde(rename = "lecture_kind")]
    pub lecture_kinds: Vec<LectureKind>,
    /// How a themed lecture is recognised.
    #[serde(default)]
    pub themed: Themed,
    /// Limits around recording.
    pub record: RecordLimits,
    /// Class hours.
    pub hours: Hours,
    /// The weekly reminder.
    pub reminder: ReminderRule,
    /// The monthly summary.
    #[serde(default)]
    pub summary: SummaryRule,
    /// The bulletin.
    #[serde(default)]
    pub bulletin: BulletinRule,
    /// When a lecture is announced.
    #[serde(default)]
    pub notices: NoticeRule,
    /// Limits around attendance.
    pub attendance: AttendanceLimits,
    /// What a plan is looked through by.
    #[serde(default)]
    pub planning: PlanningLimits,
    /// Inspections, findings and appeals.
    #[serde(default)]
    pub oversight: OversightRule,
    /// The words of a notice.
    #[serde(default)]
    pub draft: DraftRule,
    /// What the columns of a sheet may be called, by sheet, then by column.
    #[serde(default)]
    pub sheets: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// How sheets are read.
    #[serde(default)]
    pub sheet_rules: SheetRules,
    /// Duties of organisations; one id may have several versions, one after another.
    #[serde(rename = "duty")]
    pub duties: Vec<Duty>,
    /// Duties of persons.
    #[serde(rename = "person_duty", default)]
    pub person_duties: Vec<PersonDuty>,
}

/// How names are written, so that a short and a full form meet.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    /// Openings that may be left out (中共).
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Words after which a number stands (第).
    #[serde(default)]
    pub numbered: Vec<String>,
    /// What people call an organisation whose name ends so: 县直机关 for 县直属机关 (the written name first).
    #[serde(default)]
    pub called: BTreeMap<String, String>,
}

/// How sheets are read.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetRules {
    /// The post that the list of organisations names a holder of.
    pub holder_post: Option<String>,
}

/// An id and what a sheet may call it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The id, which never changes.
    pub id: String,
    /// What a sheet may say; the first is the name shown.
    pub names: Vec<String>,
}

/// A kind of organisation.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationKind {
    /// The id.
    pub id: String,
    /// What the kind column of a sheet may say.
    pub names: Vec<String>,
    /// How the name of such an organisation may end, the full form first.
    #[serde(default)]
    pub forms: Vec<String>,
    /// `county`, `township`, `village` or `branch`.
    pub level: Level,
    /// Whether it is counted among the branches.
    #[serde(default)]
    pub branch: bool,
    /// 临时: with an end, without duties of its own (E4).
    #[serde(default)]
    pub temporary: bool,
}

/// 层级: the level of an organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 县.
    County,
    /// 乡镇.
    Township,
    /// 村.
    Village,
    /// 支部.
    Branch,
}

/// 主讲人身份: a class of speakers.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeakerClass {
    /// The id.
    pub id: String,
    /// What a sheet may say.
    pub names: Vec<String>,
    /// Whether the class holds an office (for the openness index, N1).
    #[serde(default)]
    pub official: bool,
}

/// A field of a person that a rule needs.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonField {
    /// `birth_month`.
    pub id: String,
    /// Why it is kept.
    pub purpose: String,
    /// How long.
    pub retention: String,
}

/// 党课类型: a kind of lecture.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LectureKind {
    /// The id.
    pub id: String,
    /// What a sheet may say.
    pub names: Vec<String>,
    /// 微党课: counted apart.
    #[serde(default)]
    pub micro: bool,
}

/// 专题党课: how a themed lecture is told.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Themed {
    /// Openings of a title.
    #[serde(default)]
    pub title_prefixes: Vec<String>,
}

/// Limits around recording a lecture (E12, F3, X6).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordLimits {
    /// Workdays after the lecture in which it may be recorded without a reason.
    pub free_workdays: u32,
    /// Days in which the township may approve a late record; later the county.
    pub township_days: u32,
    /// Workdays in which a record is timely (及时率).
    pub timely_workdays: u32,
    /// Days before a lecture from which a change asks a reason.
    pub notice_days: u32,
    /// Most photos ever asked for.
    pub most_photos: u32,
}

/// 学时.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Minutes of one class hour.
    pub minutes_per_hour: u32,
    /// Minutes a lecture is taken to last where its record says no length; without it such a lecture gives no hours.
    #[serde(default)]
    pub lecture_minutes: Option<u32>,
}

/// Limits around attendance (E21, E24, E31).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttendanceLimits {
    /// Days in which an absent member may make up.
    pub make_up_days: u32,
    /// Days after which an unconfirmed transfer stays with the sender.
    pub confirm_days: u32,
    /// Smallest denominator of a percentage.
    pub smallest_group: u32,
}

/// What a plan is looked through by (F1, E41). All of it only warns.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlanningLimits {
    /// Items of one speaker in a quarter, above which a warning is given.
    pub most_per_speaker: u32,
    /// How fast a speaker gets from one place to the next.
    pub km_per_hour: u32,
    /// Kilometres taken to lie between two organisations of one township.
    pub km_within_township: u32,
    /// Kilometres taken to lie between two townships.
    pub km_between_townships: u32,
    /// Venues of which every organisation has its own (活动室): the same word elsewhere is another place.
    pub own_venues: Vec<String>,
}

impl Default for PlanningLimits {
    fn default() -> PlanningLimits {
        PlanningLimits {
            most_per_speaker: 4,
            km_per_hour: 30,
            km_within_township: 10,
            km_between_townships: 40,
            own_venues: Vec::new(),
        }
    }
}

/// 讲课要求: what an organisation owes in each period.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// The id, the same through all versions of the rule.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The sentence it rests on.
    pub citation: String,
    /// The document of that sentence.
    pub source: Option<String>,
    /// First day of this version.
    #[serde(deserialize_with = "reading::day")]
    pub effective_from: Date,
    /// Last day of the duty, if it ends.
    #[serde(default, deserialize_with = "reading::some_day")]
    pub effective_until: Option<Date>,
    /// How often.
    pub period: Rhythm,
    /// Lectures owed in a period.
    pub minimum: u32,
    /// Kinds of organisations that owe it.
    pub kinds: Vec<String>,
    /// Only organisations below one of these (full names); empty: all.
    #[serde(default)]
    pub under: Vec<String>,
    /// The accountable post (F2).
    pub owner_post: Option<String>,
    /// Fewer days left than this, nothing counted and no complete plan: at risk.
    #[serde(default = "thirty")]
    pub at_risk_days: u32,
    /// Days after the end in which nothing is called overdue, since records still arrive.
    #[serde(default)]
    pub grace_days: u32,
    /// Days after the end in which a lecture can make the period up (补讲).
    #[serde(default)]
    pub make_up_days: u32,
    /// What an organisation founded inside a period owes in it (E5).
    #[serde(default)]
    pub founded_inside: FoundedInside,
    /// Instead: owed by those founded by this day of the year (July 1: 15 June).
    pub founded_by: Option<MonthDay>,
    /// Instead of "not closed on the last day": owed unless closed before this day of the year.
    pub not_closed_before: Option<MonthDay>,
    /// Whether lectures of a merged organisation credit its successor in that period (E1).
    #[serde(default)]
    pub inherit: Inherit,
    /// Lectures above the minimum that count in the next period (E13).
    #[serde(default)]
    pub carry: u32,
    /// By which end of a lecture its day is told (E9).
    #[serde(default)]
    pub attribution: Attribution,
    /// When a new version begins while a period of the old one runs (E39).
    #[serde(default)]
    pub takes_over: TakesOver,
    /// Who is exempt by rule.
    #[serde(default)]
    pub exempt: Vec<Exemption>,
    /// What counts.
    #[serde(default)]
    pub counts: Counts,
}

fn thirty() -> u32 {
    30
}

/// What an organisation founded inside a period owes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundedInside {
    /// Nothing; it owes from the next whole period.
    #[default]
    NextPeriod,
    /// The whole minimum at once.
    ThisPeriod,
    /// This period when founded in its first half (E2).
    ByMidpoint,
}

/// Whose lectures a successor inherits in the period of a merger.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inherit {
    /// Those of any organisation merged into it.
    Any,
    /// None.
    #[default]
    None,
}

/// The day a lecture belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribution {
    /// The day it actually ended.
    #[default]
    ActualEnd,
    /// The day it actually began.
    ActualStart,
}

/// When a new version of a rule takes over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TakesOver {
    /// After the running period, which finishes under the old rule.
    #[default]
    AfterRunningPeriod,
    /// With its own first whole period; the running one is dropped.
    AtOnce,
}

/// An exemption by rule.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Kinds exempt.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Organisations exempt, with all below them (full names).
    #[serde(default)]
    pub organisations: Vec<String>,
    /// First day.
    #[serde(default, deserialize_with = "reading::some_day")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default, deserialize_with = "reading::some_day")]
    pub until: Option<Date>,
    /// Why, in words.
    pub reason: String,
}

/// What counts towards a duty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Kinds that count; empty: all.
    #[serde(default)]
    pub lecture_kinds: Vec<String>,
    /// Only themed lectures.
    #[serde(default)]
    pub themed: bool,
    /// Speaker classes that count; empty: all.
    #[serde(default)]
    pub speaker_classes: Vec<String>,
    /// How a joint lecture counts (E11).
    #[serde(default)]
    pub joint: JointShare,
    /// Most joint lectures counted for one organisation in a year; none: no limit.
    pub joint_limit_per_year: Option<u32>,
}

/// How a joint lecture is shared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JointShare {
    /// Every organisation named is credited.
    #[default]
    Full,
    /// Only the first named.
    HostOnly,
    /// Nobody.
    None,
}

/// What the holder of a post owes in each period (F6).
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonDuty {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The sentence it rests on.
    pub citation: String,
    /// The document of that sentence.
    pub source: Option<String>,
    /// First day.
    #[serde(deserialize_with = "reading::day")]
    pub effective_from: Date,
    /// Last day, if it ends.
    #[serde(default, deserialize_with = "reading::some_day")]
    pub effective_until: Option<Date>,
    /// The post whose holders owe it.
    pub post: String,
    /// Kinds of organisations whose post it is; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// How often.
    pub period: Rhythm,
    /// Lectures owed in a whole period; prorated by full quarters of holding the post.
    pub minimum: u32,
    /// Speaker classes that count; empty: all.
    #[serde(default)]
    pub speaker_classes: Vec<String>,
    /// Only lectures in a village the unit supports (E14).
    #[serde(default)]
    pub supported_village: bool,
    /// Whether a lecture already counted for another personal duty counts here too (E15).
    #[serde(default)]
    pub multi: bool,
}

impl RuleSet {
    /// The kind of organisation with this id.
    #[must_use]
    pub fn organisation_kind(&self, id: &str) -> Option<&OrganisationKind> {
        self.organisation_kinds.iter().find(|kind| kind.id == id)
    }

    /// Whether organisations of this kind are counted among the branches.
    #[must_use]
    pub fn is_branch(&self, kind: &str) -> bool {
        self.organisation_kind(kind).is_some_and(|kind| kind.branch)
    }

    /// The kind of lecture with this id.
    #[must_use]
    pub fn lecture_kind(&self, id: &str) -> Option<&LectureKind> {
        self.lecture_kinds.iter().find(|kind| kind.id == id)
    }

    /// Whether lectures of this kind are micro lectures.
    #[must_use]
    pub fn is_micro(&self, kind: &str) -> bool {
        self.lecture_kind(kind).is_some_and(|kind| kind.micro)
    }

    /// 学时 of a lecture of this kind: how long a micro lecture lasts is never assumed.
    #[must_use]
    pub fn hours_of(&self, kind: &str) -> Hours {
        Hours {
            lecture_minutes: self.hours.lecture_minutes.filter(|_| !self.is_micro(kind)),
            ..self.hours
        }
    }

    /// Whether a title says that the lecture is themed.
    #[must_use]
    pub fn is_themed_title(&self, title: &str) -> bool {
        self.themed
            .title_prefixes
            .iter()
            .any(|prefix| title.starts_with(prefix.as_str()))
    }

    /// The first speaker class, in the pack's order, among those given; the last class when none is known.
    #[must_use]
    pub fn first_class<'a>(&'a self, classes: &[&str]) -> Option<&'a SpeakerClass> {
        self.speaker_classes
            .iter()
            .find(|class| classes.contains(&class.id.as_str()))
            .or(self.speaker_classes.last())
    }

    /// Whether the pack keeps this field of a person.
    #[must_use]
    pub fn keeps(&self, field: &str) -> bool {
        self.person_fields.iter().any(|kept| kept.id == field)
    }
}
