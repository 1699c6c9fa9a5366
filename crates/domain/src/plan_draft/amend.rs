//! What a settled plan makes of the rules (F1, E39): for each thing of it whether the rules ask it already, are changed by
//! it, or have it added; and the text of the new version, the old one word for word with what is new behind it.
//! Must not put anything in force: a person does, who has read what changes.

use jiff::civil::Date;
use toml::{Table, Value};

use super::block::{self, Fields};
use super::settled::{DutyChange, Held, Question, SettledDuty, SettledPlan, SettledReminder};
use crate::period::{Rhythm, plus_days};
use crate::rule_set::{Duty, Misread, PersonDuty, RuleSet};

/// What becomes of the rules by one duty of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was left.
    Left,
    /// It is no duty to lecture.
    NoLecture,
    /// Something is still to be said.
    Open,
    /// The rules ask it already, by this duty.
    Same(String),
    /// It becomes a new version of this duty.
    Changes(String),
    /// It becomes a new duty, of organisations or of persons.
    Adds(String),
}

/// What becomes of the rules by one rhythm of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RhythmOutcome {
    /// It was left.
    Left,
    /// The program does so already.
    Same,
    /// The program does it, but in this rhythm, which cannot be set.
    Otherwise(Rhythm),
    /// The rules have this rhythm, and get the plan's.
    Changes(Rhythm),
    /// People do it: nothing of the rules says it.
    ByPeople,
}

impl Outcome {
    /// Whether the rules are others by it.
    fn changes_rules(&self) -> bool {
        matches!(self, Outcome::Changes(_) | Outcome::Adds(_))
    }
}

impl RhythmOutcome {
    /// Whether the rules are others by it.
    fn changes_rules(self) -> bool {
        matches!(self, RhythmOutcome::Changes(_))
    }
}

/// The rules with a plan in them.
#[derive(Clone, PartialEq, Debug)]
pub struct Amended {
    /// The text of the new version.
    pub text: String,
    /// The same, read and checked.
    pub rules: RuleSet,
    /// What became of each duty, in the order of the plan.
    pub duties: Vec<Outcome>,
    /// What became of each rhythm.
    pub reminders: Vec<RhythmOutcome>,
}

impl Amended {
    /// Whether anything of the rules is other than before.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        let by_rhythms = self.reminders.iter().any(|outcome| outcome.changes_rules());
        by_rhythms || self.duties.iter().any(Outcome::changes_rules)
    }
}

/// Why the rules are not amended.
#[derive(Clone, PartialEq, Debug)]
pub enum AmendRefusal {
    /// Something is still to be said: of how many things.
    Open(usize),
    /// The day lies before today: what is past was owed under the rules of its time (E39).
    Past(Date),
    /// The duty of this name has a version of that day or later.
    NewerVersion(String),
    /// The rules were changed since a person looked at what the plan changes.
    Moved,
    /// The plan is in force already, by this entry of the history.
    InForce(i64),
    /// The new text would have mistakes.
    Misread(Misread),
}

impl AmendRefusal {
    /// Its code, for programs; never changes once shipped.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            AmendRefusal::Open(_) => "plan-open",
            AmendRefusal::Past(_) => "plan-past",
            AmendRefusal::NewerVersion(_) => "plan-newer-version",
            AmendRefusal::Moved => "plan-moved",
            AmendRefusal::InForce(_) => "plan-in-force",
            AmendRefusal::Misread(_) => "plan-misread",
        }
    }
}

/// The rules amended by a plan that begins on a day. Beside the text, the caller's day is what is past.
///
/// # Errors
/// When something is open, the day will not do, or the new text would have mistakes.
pub fn amend(text: &str, plan: &SettledPlan, from: Date, today: Date) -> Result<Amended, AmendRefusal> {
    let rules = RuleSet::read(text).map_err(AmendRefusal::Misread)?;
    if from < today {
        return Err(AmendRefusal::Past(from));
    }
    let open = plan.questions(&rules, from);
    if !open.is_empty() {
        return Err(AmendRefusal::Open(open.len()));
    }
    let mut writer = Writer {
        text: text.to_owned(),
        table: text.parse().unwrap_or_default(),
        rules: &rules,
        plan,
        from,
        taken: Vec::new(),
    };
    let mut duties = Vec::new();
    for duty in &plan.duties {
        duties.push(writer.duty(duty)?);
    }
    let reminders: Vec<RhythmOutcome> = plan
        .reminders
        .iter()
        .map(|reminder| writer.reminder(reminder))
        .collect();
    let mut text = writer.text;
    let mut amended = Amended {
        text: String::new(),
        rules: rules.clone(),
        duties,
        reminders,
    };
    if amended.changes_anything() {
        text = block::with_version(&text, &next_version(&rules.version, today));
        amended.rules = RuleSet::read(&text).map_err(AmendRefusal::Misread)?;
    }
    Ok(Amended { text, ..amended })
}

/// A version is called by its day; a second one of a day is counted.
fn next_version(now: &str, today: Date) -> String {
    let day = today.to_string();
    match now.strip_prefix(&day) {
        None => day,
        Some(rest) => {
            let counted = rest.strip_prefix('-').and_then(|count| count.parse().ok());
            format!("{day}-{}", counted.unwrap_or(1_u32).saturating_add(1))
        }
    }
}

/// What becomes of the rules by a duty of a plan that begins on a day.
#[must_use]
pub fn outcome(duty: &SettledDuty, rules: &RuleSet, on: Date) -> Outcome {
    if !duty.taken {
        return Outcome::Left;
    }
    if duty.held == Some(Held::Other) {
        return Outcome::NoLecture;
    }
    if !duty.questions(rules, on).is_empty() {
        return Outcome::Open;
    }
    if let Some(id) = same(duty, rules, on) {
        return Outcome::Same(id.to_owned());
    }
    match &duty.change {
        Some(DutyChange::Changes(id)) if replaceable(duty, rules, on).contains(&id.as_str()) => {
            Outcome::Changes(id.clone())
        }
        _ => Outcome::Adds(String::new()),
    }
}

/// What becomes of the rules by a rhythm of a plan.
#[must_use]
pub fn rhythm_outcome(reminder: &SettledReminder, rules: &RuleSet) -> RhythmOutcome {
    if !reminder.taken {
        return RhythmOutcome::Left;
    }
    let (held, can_be_set) = match reminder.kind.as_str() {
        "reminder" => (Rhythm::Week, false),
        "summary" => (Rhythm::Month, false),
        "bulletin" => (rules.bulletin.period, true),
        _ => return RhythmOutcome::ByPeople,
    };
    match (held == reminder.rhythm, can_be_set) {
        (true, _) => RhythmOutcome::Same,
        (false, true) => RhythmOutcome::Changes(held),
        (false, false) => RhythmOutcome::Otherwise(held),
    }
}

/// Whether a duty of the rules might be meant to give way: then a person says whether it does.
pub(super) fn may_replace(duty: &SettledDuty, rules: &RuleSet, on: Date) -> bool {
    same(duty, rules, on).is_none() && !replaceable(duty, rules, on).is_empty()
}

/// The duty of the rules that asks just this, of the same.
fn same<'a>(settled: &SettledDuty, rules: &'a RuleSet, on: Date) -> Option<&'a str> {
    let (rhythm, minimum) = (settled.rhythm?, settled.minimum?);
    if let Some(post) = &settled.whom.post {
        let asks = |duty: &&PersonDuty| {
            let of_whom = &duty.post == post && covers(&duty.kinds, &settled.whom.kinds);
            of_whom && (duty.period, duty.minimum) == (rhythm, minimum)
        };
        let found = persons_in_force(rules, on).find(asks);
        return found.map(|duty| duty.id.as_str());
    }
    let asks = |duty: &&Duty| {
        let of_whom = covers(&duty.kinds, &settled.whom.kinds) && duty.under.is_empty();
        of_whom && is_alike(settled, duty, rules) && (duty.period, duty.minimum) == (rhythm, minimum)
    };
    let found = in_force(rules, on).into_iter().find(asks);
    found.map(|duty| duty.id.as_str())
}

/// Duties of the rules, of the same sort and of somebody in common, that this one may be meant to replace.
fn replaceable<'a>(settled: &SettledDuty, rules: &'a RuleSet, on: Date) -> Vec<&'a str> {
    let meets = |kinds: &[String]| {
        let asked = &settled.whom.kinds;
        kinds.is_empty() || asked.is_empty() || kinds.iter().any(|kind| asked.contains(kind))
    };
    if let Some(post) = &settled.whom.post {
        return persons_in_force(rules, on)
            .filter(|duty| &duty.post == post && meets(&duty.kinds))
            .map(|duty| duty.id.as_str())
            .collect();
    }
    in_force(rules, on)
        .into_iter()
        .filter(|duty| is_alike(settled, duty, rules) && meets(&duty.kinds))
        .map(|duty| duty.id.as_str())
        .collect()
}

/// Themed, micro or neither, as the settled one.
fn is_alike(settled: &SettledDuty, duty: &Duty, rules: &RuleSet) -> bool {
    let kinds = &duty.counts.lecture_kinds;
    let is_micro = !kinds.is_empty() && kinds.iter().all(|kind| rules.is_micro(kind));
    let held = if duty.counts.themed {
        Held::Themed
    } else if is_micro {
        Held::Micro
    } else {
        Held::Lecture
    };
    settled.held == Some(held)
}

/// The same kinds, in whatever order.
fn covers(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|kind| other.contains(kind))
}

/// The last version of each duty that has not ended by a day.
fn in_force(rules: &RuleSet, on: Date) -> Vec<&Duty> {
    let ids = rules.duty_ids().into_iter();
    let latest = ids.filter_map(|id| {
        let versions = rules.duties.iter().filter(|duty| duty.id == id);
        versions.max_by_key(|duty| duty.effective_from)
    });
    latest
        .filter(|duty| duty.effective_until.is_none_or(|until| on <= until))
        .collect()
}

fn persons_in_force(rules: &RuleSet, on: Date) -> impl Iterator<Item = &PersonDuty> {
    let duties = rules.person_duties.iter();
    duties.filter(move |duty| duty.effective_until.is_none_or(|until| on <= until))
}

/// Writes the new version.
struct Writer<'a> {
    text: String,
    /// The old version as it is written, for what a changed duty keeps.
    table: Table,
    rules: &'a RuleSet,
    plan: &'a SettledPlan,
    from: Date,
    /// Ids given to what is new.
    taken: Vec<String>,
}

impl Writer<'_> {
    fn duty(&mut self, duty: &SettledDuty) -> Result<Outcome, AmendRefusal> {
        let outcome = outcome(duty, self.rules, self.from);
        let (Some(rhythm), Some(minimum)) = (duty.rhythm, duty.minimum) else {
            return Ok(outcome);
        };
        let asked = Fields {
            name: &duty.name,
            citation: &duty.citation,
            source: &self.plan.source,
            from: self.from,
            rhythm,
            minimum,
            kinds: &duty.whom.kinds,
        };
        match outcome {
            Outcome::Changes(id) if duty.whom.post.is_some() => {
                let new = self.person(&asked, duty, Some(&id));
                let last = plus_days(self.from, -1);
                self.text = block::with_end(&self.text, ("person_duty", &id), last);
                self.append("person_duty", new);
                Ok(Outcome::Changes(id))
            }
            Outcome::Changes(id) => {
                let held = self.rules.duties.iter().filter(|known| known.id == id);
                let latest = held.max_by_key(|known| known.effective_from);
                if let Some(latest) = latest.filter(|latest| self.from <= latest.effective_from) {
                    return Err(AmendRefusal::NewerVersion(latest.name.clone()));
                }
                let template = block::last_of(&self.table, "duty", &id);
                let new = self.organisations(&asked, duty, (template, &id));
                self.append("duty", new);
                Ok(Outcome::Changes(id))
            }
            Outcome::Adds(_) => {
                let id = self.new_id(duty, rhythm);
                if duty.whom.post.is_some() {
                    let mut new = self.person(&asked, duty, None);
                    new.insert("id".to_owned(), Value::String(id.clone()));
                    self.append("person_duty", new);
                } else {
                    let template = self.like(duty, rhythm);
                    let template = template.and_then(|like| block::last_of(&self.table, "duty", like));
                    let mut new = self.organisations(&asked, duty, (template, &id));
                    for alone in ["under", "exempt", "takes_over"] {
                        new.remove(alone);
                    }
                    self.append("duty", new);
                }
                Ok(Outcome::Adds(id))
            }
            outcome => Ok(outcome),
        }
    }

    fn reminder(&mut self, reminder: &SettledReminder) -> RhythmOutcome {
        let outcome = rhythm_outcome(reminder, self.rules);
        if let RhythmOutcome::Changes(_) = outcome {
            let rhythm = block::rhythm(reminder.rhythm).to_string();
            self.text = block::with_field(&self.text, ("bulletin", "period"), &rhythm);
        }
        outcome
    }

    fn append(&mut self, list: &str, new: Table) {
        self.text = block::appended(&self.text, list, new);
    }

    /// A duty of organisations: as the template, where there is one, with what the plan says.
    fn organisations(&self, asked: &Fields<'_>, duty: &SettledDuty, of: (Option<&Table>, &str)) -> Table {
        let (template, id) = of;
        let mut new = template.cloned().unwrap_or_default();
        let old = self.rules.duties.iter().rfind(|known| {
            let named = template.and_then(|table| table.get("id")).and_then(Value::as_str);
            Some(known.id.as_str()) == named
        });
        block::time(&mut new, old, asked);
        asked.write(&mut new, id);
        let held = duty.held.unwrap_or(Held::Lecture);
        let keeps = old.is_some_and(|old| is_alike(duty, old, self.rules));
        if !keeps {
            let joint = new.get("counts").and_then(|counts| counts.get("joint")).cloned();
            let mut counts = self.counts(held);
            counts.extend(joint.map(|joint| ("joint".to_owned(), joint)));
            new.insert("counts".to_owned(), Value::Table(counts));
        }
        new
    }

    /// What counts, where no rule in force says it.
    fn counts(&self, held: Held) -> Table {
        let mut counts = Table::new();
        if held == Held::Themed {
            counts.insert("themed".to_owned(), Value::Boolean(true));
            return counts;
        }
        let kinds = self.rules.lecture_kinds.iter();
        let fits = kinds.filter(|kind| kind.micro == (held == Held::Micro));
        let ids: Vec<Value> = fits.map(|kind| Value::String(kind.id.clone())).collect();
        if !ids.is_empty() {
            counts.insert("lecture_kinds".to_owned(), Value::Array(ids));
        }
        counts
    }

    /// A duty of the holders of a post; `old` gives its classes and its number.
    fn person(&mut self, asked: &Fields<'_>, duty: &SettledDuty, old: Option<&str>) -> Table {
        let post = duty.whom.post.clone().unwrap_or_default();
        let known = |id: &str| block::last_of(&self.table, "person_duty", id);
        let same_post = self.rules.person_duties.iter().find(|known| known.post == post);
        let like = old.or(same_post.map(|like| like.id.as_str()));
        let mut new = like.and_then(known).cloned().unwrap_or_default();
        let id = old.map(|old| self.unused(old)).unwrap_or_default();
        new.remove("effective_until");
        asked.write(&mut new, &id);
        new.insert("post".to_owned(), Value::String(post));
        new
    }

    /// The duty in force that a new one is made after: lateness, founding and ending as there.
    fn like(&self, duty: &SettledDuty, rhythm: Rhythm) -> Option<&str> {
        let is_window = |rhythm: &Rhythm| matches!(rhythm, Rhythm::Window { .. });
        let shares = |known: &Duty| known.kinds.iter().any(|kind| duty.whom.kinds.contains(kind));
        let alike = in_force(self.rules, self.from)
            .into_iter()
            .filter(|known| shares(known));
        let nearest = alike.max_by_key(|known| {
            let same_shape = is_window(&known.period) == is_window(&rhythm);
            (same_shape, is_alike(duty, known, self.rules))
        });
        nearest.map(|known| known.id.as_str())
    }

    fn new_id(&mut self, duty: &SettledDuty, rhythm: Rhythm) -> String {
        let when = match rhythm {
            Rhythm::Window { .. } => "window".to_owned(),
            named => named.to_string(),
        };
        let what = match (&duty.whom.post, duty.held) {
            (Some(post), _) => post.as_str(),
            (None, held) => held.unwrap_or(Held::Lecture).word(),
        };
        self.unused(&format!("{what}-{when}"))
    }

    /// The id, or the same with a number behind it.
    fn unused(&mut self, wanted: &str) -> String {
        let persons = self.rules.person_duties.iter().map(|duty| duty.id.as_str());
        let mut known = self.rules.duty_ids();
        known.extend(persons);
        known.extend(self.taken.iter().map(String::as_str));
        let numbered = (2..).map(|number: u32| format!("{wanted}-{number}"));
        let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
        let id = ids.find(|id| !known.contains(&id.as_str())).unwrap_or_default();
        self.taken.push(id.clone());
        id
    }
}

impl SettledPlan {
    /// Whether the rules would be others with it, or something of it is still open.
    #[must_use]
    pub fn would_change(&self, rules: &RuleSet, on: Date) -> bool {
        let of_duties = |duty: &SettledDuty| {
            let outcome = outcome(duty, rules, on);
            outcome == Outcome::Open || outcome.changes_rules()
        };
        let of_rhythms = |reminder: &SettledReminder| rhythm_outcome(reminder, rules).changes_rules();
        self.duties.iter().any(of_duties) || self.reminders.iter().any(of_rhythms)
    }
}

impl SettledDuty {
    /// Duties of the rules in force that this one may be meant to replace.
    #[must_use]
    pub fn replaceable<'a>(&self, rules: &'a RuleSet, on: Date) -> Vec<&'a str> {
        replaceable(self, rules, on)
    }

    /// Whether a person has to say whether it replaces one of them, or comes beside it.
    #[must_use]
    pub fn may_replace(&self, rules: &RuleSet, on: Date) -> bool {
        let complete = self.held.is_some() && self.minimum.is_some() && self.rhythm.is_some();
        let is_open = |question: &Question| *question != Question::Change;
        complete && !self.questions(rules, on).iter().any(is_open) && may_replace(self, rules, on)
    }
}
