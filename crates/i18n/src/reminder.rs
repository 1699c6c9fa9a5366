//! Reminders in words: one thing to do, a message to a desk, a text for a chat group, a short message for a phone.
//! Must not choose who hears what: `domain::reminder` does.

use domain::id::OrganisationId;
use domain::period::{MonthDay, Period};
use domain::reminder::{Matter, Need, Notice, Open, Recipient, Step};
use domain::rhythm::{Making, RunKind};
use domain::rule_set::RuleSet;
use jiff::civil::Date;

use crate::{Value, Words};

/// The longest message a phone shows as one (短信), in characters.
pub const SHORT_MESSAGE: usize = 70;

/// What a reminder is said with.
pub struct Reminding<'a> {
    /// The rules, for what duties are called.
    pub rules: &'a RuleSet,
    /// The day of the reminder.
    pub on: Date,
    /// What an organisation is called where the message is read.
    pub name: &'a dyn Fn(OrganisationId) -> String,
    /// Which organisation right below the reader's another one stands under, for counts.
    pub heading: &'a dyn Fn(OrganisationId) -> OrganisationId,
}

/// A reminder as a list to look at.
pub struct Listed {
    /// What stands above.
    pub title: String,
    /// Whose list it is.
    pub heading: String,
    /// Each thing to do, with the names.
    pub groups: Vec<(String, Vec<String>)>,
    /// What stands below.
    pub closing: String,
}

type Arguments = Vec<(&'static str, Value<'static>)>;

/// Which sentence says a matter: as one line, for a group, short.
struct Keys {
    line: &'static str,
    group: &'static str,
    short: &'static str,
}

fn keys(matter: &Matter) -> Keys {
    let (line, group, short) = match matter {
        Matter::SentBack { .. } => ("need-sent-back", "need-group-sent-back", "need-short-sent-back"),
        Matter::Owed { open, .. } => match open {
            Open::NotPlanned { .. } => (
                "need-not-planned",
                "need-group-not-planned",
                "need-short-not-planned",
            ),
            Open::AtRisk { in_days: 0 } => (
                "need-at-risk-today",
                "need-group-at-risk-today",
                "need-short-at-risk",
            ),
            Open::AtRisk { .. } => ("need-at-risk", "need-group-at-risk", "need-short-at-risk"),
            Open::Slipped { .. } => ("need-slipped", "need-group-slipped", "need-short-slipped"),
            Open::RecordLate { .. } => (
                "need-record-late",
                "need-group-record-late",
                "need-short-record-late",
            ),
            Open::MakeUp { .. } => ("need-make-up", "need-group-make-up", "need-short-make-up"),
        },
    };
    Keys { line, group, short }
}

impl Words {
    /// One thing to do, without whose it is and without a full stop.
    #[must_use]
    pub fn need(&self, matter: &Matter, (rules, on): (&RuleSet, Date)) -> String {
        self.say(keys(matter).line, &self.matter_arguments(matter, (rules, on)))
    }

    fn matter_arguments(&self, matter: &Matter, (rules, on): (&RuleSet, Date)) -> Arguments {
        let day = |day: Date| Value::from(self.near_day(day, on));
        let mut arguments: Arguments = vec![("last", day(matter.last_day()))];
        let Matter::Owed {
            duty,
            period,
            lacking,
            open,
        } = matter
        else {
            return arguments;
        };
        arguments.extend([
            ("duty", self.duty_by_id(duty, rules).into()),
            ("period", self.period_of_duty(duty, period, rules).into()),
            ("lacking", (*lacking).into()),
        ]);
        match *open {
            Open::AtRisk { in_days } => arguments.push(("days", in_days.into())),
            Open::Slipped { planned_on, .. } => arguments.push(("planned", day(planned_on))),
            Open::NotPlanned { .. } | Open::RecordLate { .. } | Open::MakeUp { .. } => {}
        }
        arguments
    }

    /// A day as one says it in the same year: 12月31日.
    fn near_day(&self, day: Date, on: Date) -> String {
        if day.year() == on.year() {
            self.day_of_year(MonthDay {
                month: day.month(),
                day: day.day(),
            })
        } else {
            self.date(day)
        }
    }

    /// A period by the version of the duty that has it.
    fn period_of_duty(&self, duty: &str, period: &Period, rules: &RuleSet) -> String {
        let mut rhythms = rules
            .duties
            .iter()
            .filter(|known| known.id == duty)
            .map(|known| known.period);
        let rhythm = rhythms.find(|rhythm| rhythm.labelled(&period.label).as_ref() == Some(period));
        rhythm.map_or_else(|| period.label.clone(), |rhythm| self.period(period, &rhythm))
    }

    /// The message to one desk: to whoever has to do it line by line, to an office the same things together.
    #[must_use]
    pub fn notice(&self, notice: &Notice, with: &Reminding<'_>) -> String {
        let mut lines = vec![self.reminder_head(with)];
        if notice.to == Recipient::Secretary {
            let organisation = (with.name)(notice.organisation);
            lines.push(self.say("reminder-to", &[("organisation", organisation.into())]));
            let said = notice
                .needs
                .iter()
                .map(|need| self.need(&need.matter, (with.rules, with.on)));
            lines.extend(self.numbered(said));
        } else {
            if notice.needs.is_empty() {
                let organisation = (with.name)(notice.organisation);
                lines.push(self.say("reminder-to", &[("organisation", organisation.into())]));
            } else {
                lines.push(self.group_heading(notice.organisation, &notice.needs, with));
                lines.extend(self.numbered(self.grouped(&notice.needs, with)));
                lines.extend(self.pressing(&notice.needs, with));
            }
            if notice.late_records > 0 {
                lines.push(self.say("reminder-late-records", &[("count", notice.late_records.into())]));
            }
        }
        lines.join("\n")
    }

    /// The text to paste into the chat group of an organisation: all that is to be done below it.
    #[must_use]
    pub fn group_text(&self, top: OrganisationId, needs: &[Need], with: &Reminding<'_>) -> String {
        let mut lines = vec![self.reminder_head(with)];
        if needs.is_empty() {
            lines.push(self.say("reminder-none", &[("organisation", (with.name)(top).into())]));
        } else {
            lines.push(self.group_heading(top, needs, with));
            lines.extend(self.numbered(self.grouped(needs, with)));
            lines.push(self.say("reminder-closing", &[]));
        }
        lines.join("\n")
    }

    /// The same as a list to look at: what stands above, whose it is, each thing with the names, what stands below.
    #[must_use]
    pub fn group_list(&self, top: OrganisationId, needs: &[Need], with: &Reminding<'_>) -> Listed {
        let groups = self.alike_groups(needs, with).into_iter().map(|(said, group)| {
            let names = group.iter().map(|need| self.named(need, with)).collect();
            (said.trim_end_matches(['：', ':', ' ']).to_owned(), names)
        });
        Listed {
            title: self.reminder_head(with),
            heading: if needs.is_empty() {
                self.say("reminder-none", &[("organisation", (with.name)(top).into())])
            } else {
                self.group_heading(top, needs, with)
            },
            groups: groups.collect(),
            closing: self.say("reminder-closing", &[]),
        }
    }

    /// The text for the chat group of the offices below: how many in each, and by name only what went on for weeks.
    #[must_use]
    pub fn offices_text(&self, top: OrganisationId, needs: &[Need], with: &Reminding<'_>) -> String {
        if needs.is_empty() {
            return self.group_text(top, needs, with);
        }
        let mut lines = vec![self.reminder_head(with), self.group_heading(top, needs, with)];
        let mut counts: Vec<(OrganisationId, Vec<OrganisationId>)> = Vec::new();
        for need in needs {
            let heading = (with.heading)(need.organisation);
            match counts.iter_mut().find(|(other, _)| *other == heading) {
                Some((_, known)) if known.contains(&need.organisation) => {}
                Some((_, known)) => known.push(need.organisation),
                None => counts.push((heading, vec![need.organisation])),
            }
        }
        let said: Vec<String> = counts
            .iter()
            .map(|(heading, below)| {
                let name = (with.name)(*heading).into();
                self.say("reminder-count", &[("name", name), ("count", below.len().into())])
            })
            .collect();
        lines.push(self.say("reminder-counts", &[("counts", self.list(&said).into())]));
        let long: Vec<OrganisationId> = at_least(needs, Step::County);
        if !long.is_empty() {
            lines.push(self.say("reminder-escalated", &[("names", self.names(&long, with).into())]));
        }
        lines.push(self.say("reminder-closing", &[]));
        lines.join("\n")
    }

    /// A short message for a phone, never longer than [`SHORT_MESSAGE`] characters.
    #[must_use]
    pub fn short_message(&self, notice: &Notice, with: &Reminding<'_>) -> String {
        let text = match notice.needs.first() {
            Some(need) => {
                let arguments = self.matter_arguments(&need.matter, (with.rules, with.on));
                self.say(keys(&need.matter).short, &arguments)
            }
            None => self.say("reminder-late-records", &[("count", notice.late_records.into())]),
        };
        let others = notice.needs.len().saturating_sub(1);
        let key = if others == 0 {
            "reminder-short"
        } else {
            "reminder-short-more"
        };
        let say = |name: &str| {
            let name = name.to_owned();
            let arguments = [
                ("organisation", name.into()),
                ("text", text.clone().into()),
                ("count", others.into()),
            ];
            self.say(key, &arguments)
        };
        let name = (with.name)(notice.organisation);
        let whole = say(&name);
        let over = whole.chars().count().saturating_sub(SHORT_MESSAGE);
        if over == 0 {
            return whole;
        }
        // The end of a name tells more than its beginning: 第四支部.
        let kept = name.chars().count().saturating_sub(over + 1);
        let tail: String = name
            .chars()
            .rev()
            .take(kept)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        say(&format!("…{tail}")).chars().take(SHORT_MESSAGE).collect()
    }

    /// What came of a run.
    #[must_use]
    pub fn run_done(&self, (kind, making): (RunKind, Making), period: &str) -> String {
        let key = match (kind, making) {
            (_, Making::PassOver) => "run-passed-over",
            (RunKind::Reminder, Making::Make) => "run-reminder",
            (RunKind::Summary, Making::Make) => "run-summary",
            (RunKind::Bulletin, Making::Make) => "run-bulletin",
        };
        self.say(key, &[("period", period.to_owned().into())])
    }

    /// That nothing was due.
    #[must_use]
    pub fn nothing_due(&self) -> String {
        self.say("run-nothing", &[])
    }

    /// 【党课开讲啦】9月7日（周一）提醒：乙镇. What a mail is about.
    #[must_use]
    pub fn reminder_title(&self, top: OrganisationId, with: &Reminding<'_>) -> String {
        let arguments = [
            ("text", self.reminder_head(with).into()),
            ("organisation", (with.name)(top).into()),
        ];
        self.say("reminder-title", &arguments)
    }

    fn reminder_head(&self, with: &Reminding<'_>) -> String {
        let arguments = [
            ("programme", self.programme(with.rules).into()),
            ("date", self.weekday_date(with.on).into()),
        ];
        self.say("reminder-head", &arguments)
    }

    fn group_heading(&self, top: OrganisationId, needs: &[Need], with: &Reminding<'_>) -> String {
        let count = at_least(needs, Step::Secretary).len();
        let organisation = (with.name)(top).into();
        self.say(
            "reminder-heading-group",
            &[("organisation", organisation), ("count", count.into())],
        )
    }

    fn numbered(&self, said: impl IntoIterator<Item = String>) -> Vec<String> {
        let line = |(number, text): (u32, String)| {
            self.say(
                "reminder-item",
                &[("number", number.into()), ("text", text.into())],
            )
        };
        (1..).zip(said).map(line).collect()
    }

    /// The same things together, in the order in which they come first.
    fn grouped(&self, needs: &[Need], with: &Reminding<'_>) -> Vec<String> {
        let say = |(_, group): (String, Vec<&Need>)| {
            let first = group.first()?;
            let names: Vec<String> = group.iter().map(|need| self.named(need, with)).collect();
            let mut arguments = self.matter_arguments(&first.matter, (with.rules, with.on));
            arguments.push(("names", self.list(&names).into()));
            Some(self.say(keys(&first.matter).group, &arguments))
        };
        let groups = self.alike_groups(needs, with);
        groups.into_iter().filter_map(say).collect()
    }

    /// Needs of which the same is said, but for names and single days.
    fn alike_groups<'n>(&self, needs: &'n [Need], with: &Reminding<'_>) -> Vec<(String, Vec<&'n Need>)> {
        let mut groups: Vec<(String, Vec<&Need>)> = Vec::new();
        for need in needs {
            let said = self.say(keys(&need.matter).group, &self.alike(&need.matter, with));
            match groups.iter_mut().find(|(other, _)| *other == said) {
                Some((_, group)) => group.push(need),
                None => groups.push((said, vec![need])),
            }
        }
        groups
    }

    fn alike(&self, matter: &Matter, with: &Reminding<'_>) -> Arguments {
        let mut arguments = self.matter_arguments(matter, (with.rules, with.on));
        arguments.push(("names", String::new().into()));
        arguments
    }

    /// A name, with the day where each has its own.
    fn named(&self, need: &Need, with: &Reminding<'_>) -> String {
        let name = (with.name)(need.organisation);
        let day = match &need.matter {
            Matter::SentBack { until, .. } => *until,
            Matter::Owed {
                open: Open::Slipped { planned_on, .. },
                ..
            } => *planned_on,
            Matter::Owed { .. } => return name,
        };
        let arguments = [
            ("name", name.into()),
            ("date", self.near_day(day, with.on).into()),
        ];
        self.say("need-named-on", &arguments)
    }

    /// What an office is asked to do itself.
    fn pressing(&self, needs: &[Need], with: &Reminding<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        let phone = at_least(needs, Step::Phone);
        if !phone.is_empty() {
            lines.push(self.say("reminder-phone", &[("names", self.names(&phone, with).into())]));
        }
        let vacant: Vec<Need> = needs.iter().filter(|need| need.is_vacant).cloned().collect();
        let vacant = at_least(&vacant, Step::Secretary);
        if !vacant.is_empty() {
            lines.push(self.say("reminder-vacant", &[("names", self.names(&vacant, with).into())]));
        }
        lines
    }

    /// Names, and of many only the first with how many there are: whoever phones has the list.
    fn names(&self, ids: &[OrganisationId], with: &Reminding<'_>) -> String {
        let names: Vec<String> = ids.iter().map(|id| (with.name)(*id)).collect();
        self.some_of(&names)
    }
}

/// The organisations with something told at least so far up, each once.
fn at_least(needs: &[Need], step: Step) -> Vec<OrganisationId> {
    let mut found: Vec<OrganisationId> = Vec::new();
    for need in needs.iter().filter(|need| need.step >= step) {
        if !found.contains(&need.organisation) {
            found.push(need.organisation);
        }
    }
    found
}
