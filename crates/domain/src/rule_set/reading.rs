//! Reads a rule pack and says, with the line, what is wrong with it and what to write instead.
//! Must not guess: a pack with a mistake is refused whole.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::mistakes::nearest;
use super::rhythm::clock_time;
use super::{Duty, Misread, Mistake, PersonDuty, RuleSet, Warning, WarningKind};
use crate::period::{MonthDay, Rhythm};

const RHYTHMS: [(&str, Rhythm); 6] = [
    ("week", Rhythm::Week),
    ("month", Rhythm::Month),
    ("two-months", Rhythm::TwoMonths),
    ("quarter", Rhythm::Quarter),
    ("half", Rhythm::Half),
    ("year", Rhythm::Year),
];

/// Evidence budget (X6): more photos than this for one lecture is what the rules against formalism forbid.
const ENOUGH_PHOTOS: u32 = 3;

/// A day written as TOML writes days (`2020-05-01`) or as a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum DayText {
    Toml(toml::value::Datetime),
    Text(String),
}

impl DayText {
    fn read<E: de::Error>(self) -> Result<Date, E> {
        let text = match self {
            DayText::Toml(day) => day.to_string(),
            DayText::Text(text) => text,
        };
        text.parse()
            .map_err(|_| de::Error::custom(format!("no such day `{text}`")))
    }
}

pub(super) fn day<'de, D: Deserializer<'de>>(reader: D) -> Result<Date, D::Error> {
    DayText::deserialize(reader)?.read()
}

pub(super) fn some_day<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Date>, D::Error> {
    Option::<DayText>::deserialize(reader)?
        .map(DayText::read)
        .transpose()
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let text = String::deserialize(reader)?;
        MonthDay::parse(&text).ok_or_else(|| de::Error::custom(format!("no such day `{text}`")))
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RhythmText {
    Word(String),
    Window { from: String, until: String },
}

impl<'de> Deserialize<'de> for Rhythm {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let day = |text: &str| {
            MonthDay::parse(text).ok_or_else(|| de::Error::custom(format!("no such day `{text}`")))
        };
        match RhythmText::deserialize(reader)? {
            RhythmText::Word(word) => RHYTHMS
                .iter()
                .find(|(name, _)| *name == word)
                .map(|(_, rhythm)| *rhythm)
                .ok_or_else(|| {
                    de::Error::unknown_variant(
                        &word,
                        &["week", "month", "two-months", "quarter", "half", "year"],
                    )
                }),
            RhythmText::Window { from, until } => Ok(Rhythm::Window {
                from: day(&from)?,
                until: day(&until)?,
            }),
        }
    }
}

/// As a pack writes it: a word, or the days of a window.
impl Serialize for Rhythm {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        match self {
            Rhythm::Window { from, until } => {
                let days = [("from", from.to_string()), ("until", until.to_string())];
                writer.collect_map(days)
            }
            named => writer.collect_str(named),
        }
    }
}

/// The other way about: `quarter`, `06-15..07-15`.
impl std::str::FromStr for Rhythm {
    type Err = ();

    fn from_str(text: &str) -> Result<Rhythm, ()> {
        if let Some((from, until)) = text.split_once("..") {
            let (from, until) = (
                MonthDay::parse(from).ok_or(())?,
                MonthDay::parse(until).ok_or(())?,
            );
            return Ok(Rhythm::Window { from, until });
        }
        let named = RHYTHMS.iter().find(|(name, _)| *name == text);
        named.map(|(_, rhythm)| *rhythm).ok_or(())
    }
}

impl Rhythm {
    /// All that have a name, the shortest first: every one but windows.
    pub fn named() -> impl Iterator<Item = Rhythm> {
        RHYTHMS.iter().map(|(_, rhythm)| *rhythm)
    }
}

/// As a pack writes it: `quarter`; a window by its days, `06-15..07-15`.
impl std::fmt::Display for Rhythm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Rhythm::Window { from, until } = self {
            return write!(f, "{from}..{until}");
        }
        let named = RHYTHMS.iter().find(|(_, rhythm)| rhythm == self);
        f.write_str(named.map_or("", |(name, _)| name))
    }
}

impl RuleSet {
    /// Reads and checks a pack.
    ///
    /// # Errors
    /// All mistakes found, each with its line.
    pub fn read(text: &str) -> Result<RuleSet, Misread> {
        let rules: RuleSet = toml::from_str(text).map_err(|error| Misread {
            mistakes: vec![translate(text, &error)],
        })?;
        let mut mistakes = Vec::new();
        rules.find_twice(text, &mut mistakes);
        rules.find_undefined(text, &mut mistakes);
        rules.find_senseless(text, &mut mistakes);
        rules.find_odd_columns(text, &mut mistakes);
        mistakes.sort_by_key(|(line, _)| *line);
        if mistakes.is_empty() {
            Ok(rules)
        } else {
            Err(Misread { mistakes })
        }
    }

    /// What the pack should think over (X6).
    #[must_use]
    pub fn warnings(&self, text: &str) -> Vec<Warning> {
        let mut found = Vec::new();
        if self.record.most_photos > ENOUGH_PHOTOS {
            found.push(Warning {
                line: line_of(text, "most_photos"),
                kind: WarningKind::TooManyPhotos {
                    asked: self.record.most_photos,
                    enough: ENOUGH_PHOTOS,
                },
            });
        }
        for (index, duty) in self.duties.iter().enumerate() {
            let line = line_of(text, &format!("\"{}\"", duty.id));
            if duty.owner_post.is_none() {
                found.push(Warning {
                    line,
                    kind: WarningKind::NoOwner {
                        duty: duty.id.clone(),
                    },
                });
            }
            if duty.citation.trim().is_empty() {
                found.push(Warning {
                    line,
                    kind: WarningKind::NoCitation {
                        duty: duty.id.clone(),
                    },
                });
            }
            for other in self
                .duties
                .iter()
                .skip(index + 1)
                .filter(|other| asks_the_same(duty, other))
            {
                found.push(Warning {
                    line: line_of(text, &format!("\"{}\"", other.id)),
                    kind: WarningKind::AskedTwice {
                        first: duty.id.clone(),
                        second: other.id.clone(),
                    },
                });
            }
        }
        found
    }

    fn find_twice(&self, text: &str, mistakes: &mut Vec<(usize, Mistake)>) {
        fn ids<'a, T>(list: &'a [T], id: impl Fn(&'a T) -> &'a str) -> Vec<&'a str> {
            list.iter().map(id).collect()
        }
        for (what, ids) in [
            ("organisation_kind", ids(&self.organisation_kinds, |k| &k.id)),
            ("unit_category", ids(&self.unit_categories, |k| &k.id)),
            ("post", ids(&self.posts, |k| &k.id)),
            ("speaker_class", ids(&self.speaker_classes, |k| &k.id)),
            ("member_kind", ids(&self.member_kinds, |k| &k.id)),
            ("lecture_kind", ids(&self.lecture_kinds, |k| &k.id)),
            ("person_duty", ids(&self.person_duties, |k| &k.id)),
        ] {
            for (index, id) in ids.iter().enumerate() {
                if ids.iter().take(index).any(|earlier| earlier == id) {
                    let line = last_line_of(text, &format!("id = \"{id}\""));
                    mistakes.push((
                        line,
                        Mistake::Twice {
                            what,
                            id: (*id).to_owned(),
                        },
                    ));
                }
            }
        }
    }

    fn find_undefined(&self, text: &str, mistakes: &mut Vec<(usize, Mistake)>) {
        let kinds: Vec<&str> = self.organisation_kinds.iter().map(|k| k.id.as_str()).collect();
        let lectures: Vec<&str> = self.lecture_kinds.iter().map(|k| k.id.as_str()).collect();
        let classes: Vec<&str> = self.speaker_classes.iter().map(|k| k.id.as_str()).collect();
        let posts: Vec<&str> = self.posts.iter().map(|k| k.id.as_str()).collect();
        let mut check = |what: &'static str, used: &[String], defined: &[&str]| {
            for value in used.iter().filter(|value| !defined.contains(&value.as_str())) {
                mistakes.push((
                    line_of(text, &format!("\"{value}\"")),
                    Mistake::NotDefined {
                        what,
                        value: value.clone(),
                        instead: nearest(value, defined.iter().copied()),
                        defined: defined.iter().map(|d| (*d).to_owned()).collect(),
                    },
                ));
            }
        };
        for Duty {
            kinds: owing,
            counts,
            owner_post,
            exempt,
            ..
        } in &self.duties
        {
            check("organisation_kind", owing, &kinds);
            check("lecture_kind", &counts.lecture_kinds, &lectures);
            check("speaker_class", &counts.speaker_classes, &classes);
            check("post", owner_post.as_slice(), &posts);
            for exemption in exempt {
                check("organisation_kind", &exemption.kinds, &kinds);
            }
        }
        check("post", self.sheet_rules.holder_post.as_slice(), &posts);
        for whom in &self.draft.whoms {
            check("organisation_kind", &whom.kinds, &kinds);
            check("post", whom.post.as_slice(), &posts);
        }
        for PersonDuty {
            kinds: owing,
            post,
            speaker_classes,
            ..
        } in &self.person_duties
        {
            check("organisation_kind", owing, &kinds);
            check("speaker_class", speaker_classes, &classes);
            check("post", std::slice::from_ref(post), &posts);
        }
    }

    fn find_senseless(&self, text: &str, mistakes: &mut Vec<(usize, Mistake)>) {
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            let value = self.time_zone.clone();
            mistakes.push((line_of(text, "time_zone"), Mistake::UnknownTimeZone { value }));
        }
        for value in self.reminder.times().filter(|value| clock_time(value).is_none()) {
            let value = value.to_owned();
            mistakes.push((
                line_of(text, &format!("\"{value}\"")),
                Mistake::NoSuchTime { value },
            ));
        }
        for (index, duty) in self.duties.iter().enumerate() {
            let line = line_of(text, &format!("id = \"{}\"", duty.id));
            if duty.minimum == 0 {
                mistakes.push((
                    line,
                    Mistake::NothingAsked {
                        duty: duty.id.clone(),
                    },
                ));
            }
            if duty
                .effective_until
                .is_some_and(|until| until < duty.effective_from)
            {
                mistakes.push((
                    line,
                    Mistake::EndsBeforeItBegins {
                        duty: duty.id.clone(),
                    },
                ));
            }
            let earlier = self.duties.iter().take(index);
            if earlier
                .clone()
                .any(|e| e.id == duty.id && e.effective_from == duty.effective_from)
            {
                let line = last_line_of(text, &format!("id = \"{}\"", duty.id));
                mistakes.push((
                    line,
                    Mistake::VersionsClash {
                        duty: duty.id.clone(),
                    },
                ));
            }
        }
        for duty in self.person_duties.iter().filter(|duty| duty.minimum == 0) {
            let line = line_of(text, &format!("id = \"{}\"", duty.id));
            mistakes.push((
                line,
                Mistake::NothingAsked {
                    duty: duty.id.clone(),
                },
            ));
        }
    }
}

fn asks_the_same(one: &Duty, other: &Duty) -> bool {
    one.id != other.id
        && one.period == other.period
        && one.kinds == other.kinds
        && one.under == other.under
        && one.counts == other.counts
}

/// The reader's error in our words. Its message is the only place where serde says what it wanted.
fn translate(text: &str, error: &toml::de::Error) -> (usize, Mistake) {
    let line = error
        .span()
        .map_or(1, |span| 1 + newlines(text.get(..span.start).unwrap_or_default()));
    let said = error.message();
    let quoted: Vec<String> = said.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let value = quoted.first().cloned().unwrap_or_default();
    let allowed: Vec<String> = quoted.iter().skip(1).cloned().collect();
    let instead = nearest(&value, allowed.iter().map(String::as_str));
    let mistake = if said.starts_with("unknown field") {
        Mistake::UnknownField {
            field: value,
            instead,
            allowed,
        }
    } else if said.starts_with("missing field") {
        Mistake::MissingField { field: value }
    } else if said.starts_with("unknown variant") {
        Mistake::UnknownValue {
            value,
            instead,
            allowed,
        }
    } else if said.starts_with("no such day") {
        Mistake::NoSuchDay { value }
    } else if said.starts_with("invalid type")
        || said.starts_with("invalid value")
        || said.starts_with("data did")
    {
        Mistake::WrongSort {
            said: said.to_owned(),
        }
    } else {
        Mistake::NotToml {
            said: said.to_owned(),
        }
    };
    (line, mistake)
}

fn newlines(text: &str) -> usize {
    text.matches('\n').count()
}

/// The first line (from 1) on which a text stands outside a comment; 1 when it stands nowhere.
pub(super) fn line_of(text: &str, wanted: &str) -> usize {
    found_lines(text, wanted).next().unwrap_or(1)
}

fn last_line_of(text: &str, wanted: &str) -> usize {
    found_lines(text, wanted).last().unwrap_or(1)
}

fn found_lines<'a>(text: &'a str, wanted: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.lines()
        .enumerate()
        .filter(move |(_, line)| !line.trim_start().starts_with('#') && line.contains(wanted))
        .map(|(index, _)| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTY: &str = include_str!("../../../../rules/party-lecture/rules.toml");
    const TOOLBOX: &str = include_str!("../../../../rules/toolbox-talk/rules.toml");

    fn first_mistake(from: &str, to: &str) -> (usize, String, Mistake) {
        let text = PARTY.replacen(from, to, 1);
        assert_ne!(text, PARTY, "the pack no longer says {from}");
        let misread = RuleSet::read(&text).unwrap_err();
        let (line, mistake) = misread.mistakes[0].clone();
        (
            line,
            text.lines().nth(line - 1).unwrap_or_default().to_owned(),
            mistake,
        )
    }

    #[test]
    fn the_packs_that_ship_have_no_mistake_and_no_warning() {
        for text in [PARTY, TOOLBOX] {
            let rules = RuleSet::read(text).unwrap();
            assert_eq!(rules.warnings(text), []);
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_what_to_write() {
        let (_, line, mistake) = first_mistake("minimum = 1", "minimun = 1");
        assert!(line.contains("minimun"), "{line}");
        assert!(matches!(mistake, Mistake::UnknownField { instead: Some(i), .. } if i == "minimum"));

        let (_, line, mistake) = first_mistake("kinds = [\"branch\"]", "kinds = [\"brunch\"]");
        assert!(line.contains("brunch"), "{line}");
        assert!(matches!(mistake, Mistake::NotDefined { instead: Some(i), .. } if i == "branch"));

        let (_, line, mistake) = first_mistake("period = \"quarter\"", "period = \"quartely\"");
        assert!(line.contains("quartely"), "{line}");
        assert!(
            matches!(mistake, Mistake::UnknownValue { instead: Some(i), .. } if i == "quarter"),
            "x"
        );

        let (_, line, mistake) = first_mistake("\"06-15\"", "\"06-31\"");
        assert!(line.contains("06-31"), "{line}");
        assert_eq!(
            mistake,
            Mistake::NoSuchDay {
                value: "06-31".into()
            }
        );

        let (_, _, mistake) = first_mistake("minimum = 1", "minimum = 0");
        assert!(matches!(mistake, Mistake::NothingAsked { .. }));
        let (_, _, mistake) = first_mistake("minimum = 1", "minimum = \"one\"");
        assert!(matches!(mistake, Mistake::WrongSort { .. }));
        let (_, _, mistake) = first_mistake("Asia/Shanghai", "Asia/Shangai");
        assert!(matches!(mistake, Mistake::UnknownTimeZone { .. }));
        let (_, _, mistake) = first_mistake("id = \"micro\"", "id = \"story\"");
        assert!(matches!(mistake, Mistake::Twice { .. }));
        let (_, _, mistake) = first_mistake("starts_on = 2020-05-01\n", "");
        assert_eq!(
            mistake,
            Mistake::MissingField {
                field: "starts_on".into()
            }
        );
        let (_, _, mistake) = first_mistake("[reminder]", "[reminder");
        assert!(matches!(mistake, Mistake::NotToml { .. }));
    }

    #[test]
    fn x6_asking_too_much_or_twice_is_warned_of() {
        let text = PARTY.replace("most_photos = 3", "most_photos = 9");
        let warnings = RuleSet::read(&text).unwrap().warnings(&text);
        assert!(matches!(
            warnings[0].kind,
            WarningKind::TooManyPhotos { asked: 9, enough: 3 }
        ));
        assert!(
            text.lines()
                .nth(warnings[0].line - 1)
                .unwrap()
                .contains("most_photos")
        );
    }
}
