//! The fields of the page on which a lecture is recorded or mended: filled in beforehand, read back, and shown again
//! with every word that was typed when something is wrong.
//! Must not judge: what is wrong comes from the application.

use std::collections::BTreeMap;

use app::materials::Upload;
use app::record_lecture::{Names, Offer, Said, Spoke, read_day, read_heads, read_time};
use domain::id::PersonId;
use domain::material::{MaterialSort, ScriptAnswer};
use domain::naming::split_joint;
use i18n::Words;
use jiff::civil::Date;

use crate::posted::Posted;

/// The value of 其他 among choices.
const OTHER: &str = "other";

/// One choice.
pub(super) struct Choice {
    /// Its value.
    pub value: String,
    /// What it says.
    pub label: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// What the fields hold, as typed.
#[derive(Default)]
pub(super) struct Fields {
    pub on: String,
    pub starts: String,
    pub ended_on: String,
    pub title: String,
    pub themed: bool,
    pub kind: String,
    pub forms: Vec<String>,
    pub form_other: String,
    pub speaker: String,
    pub speaker_name: String,
    pub speaker_class: String,
    pub venue: String,
    pub venue_other: String,
    pub expected: String,
    pub present: String,
    pub all_came: bool,
    pub absent: Vec<String>,
    pub co_hosts: String,
    pub script: String,
    pub note: String,
    pub reason: String,
    pub another: bool,
}

/// What stands wrong beside which field.
pub(super) type Wrong = BTreeMap<&'static str, String>;

impl Fields {
    /// As they are filled in beforehand.
    pub fn of(said: &Said) -> Fields {
        let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
        let heads = |heads: Option<u32>| heads.map(|heads| heads.to_string()).unwrap_or_default();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Fields {
            on: day(said.on),
            starts: said.starts.map(time).unwrap_or_default(),
            ended_on: day(said.ended_on),
            title: said.title.clone(),
            themed: said.themed,
            kind: said.kind.clone().unwrap_or_default(),
            forms: said.forms.clone(),
            speaker: said
                .speaker
                .as_ref()
                .map_or_else(|| OTHER.to_owned(), Spoke::word),
            venue: said.venue.clone().unwrap_or_default(),
            expected: heads(said.expected),
            present: heads(said.present),
            all_came: said.names == Names::AllBut(Vec::new()),
            absent: match &said.names {
                Names::AllBut(absent) => absent.iter().map(ToString::to_string).collect(),
                Names::NotTicked => Vec::new(),
            },
            co_hosts: said.co_hosts.clone(),
            script: said.script.map(ScriptAnswer::word).unwrap_or_default().to_owned(),
            note: said.note.clone().unwrap_or_default(),
            ..Fields::default()
        }
    }

    /// As they were sent.
    pub fn read(posted: &Posted) -> Fields {
        let text = |name: &str| posted.field(name).unwrap_or_default().to_owned();
        let all = |name| posted.all(name).map(str::to_owned).collect::<Vec<_>>();
        Fields {
            on: text("on"),
            starts: text("starts"),
            ended_on: text("ended_on"),
            title: text("title"),
            themed: posted.has("themed"),
            kind: text("kind"),
            // 其他 itself says nothing: what it opens does.
            forms: all("form").into_iter().filter(|form| !form.is_empty()).collect(),
            form_other: text("form_other"),
            speaker: text("speaker"),
            speaker_name: text("speaker_name"),
            speaker_class: text("speaker_class"),
            venue: text("venue"),
            venue_other: text("venue_other"),
            expected: text("expected"),
            present: text("present"),
            all_came: posted.has("all_came"),
            absent: all("absent"),
            co_hosts: text("co_hosts"),
            script: text("script"),
            note: text("note"),
            reason: text("reason"),
            another: posted.has("another"),
        }
    }

    /// What they say; what cannot be read stands in `wrong`.
    pub fn said(&self, words: &Words, today: Date, wrong: &mut Wrong) -> Said {
        let mut read = |field: &'static str, text: &str, is_read: bool| {
            if !text.is_empty() && !is_read {
                wrong.insert(field, words.say(&unreadable(field), &[]));
            }
        };
        let (on, ended_on) = (read_day(&self.on, today), read_day(&self.ended_on, today));
        let starts = read_time(&self.starts);
        let (expected, present) = (read_heads(&self.expected), read_heads(&self.present));
        read("on", &self.on, on.is_some());
        read("starts", &self.starts, starts.is_some());
        read("ended_on", &self.ended_on, ended_on.is_some());
        read("expected", &self.expected, expected.is_some());
        read("present", &self.present, present.is_some());
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let venue = if self.venue == OTHER {
            &self.venue_other
        } else {
            &self.venue
        };
        let mut forms = self.forms.clone();
        forms.extend(split_joint(&self.form_other));
        Said {
            on,
            starts,
            ended_on,
            title: self.title.clone(),
            themed: self.themed,
            kind: some(&self.kind),
            forms,
            venue: some(venue),
            speaker: self.spoke(),
            expected,
            present,
            names: self.names(),
            co_hosts: self.co_hosts.clone(),
            script: ScriptAnswer::parse(&self.script),
            note: some(&self.note),
            reason: some(&self.reason),
            is_another: self.another,
        }
    }

    fn spoke(&self) -> Option<Spoke> {
        if self.speaker == OTHER || self.speaker.is_empty() {
            let name = self.speaker_name.clone();
            let class = self.speaker_class.clone();
            return (!name.is_empty()).then_some(Spoke::Named { name, class });
        }
        Spoke::parse(&self.speaker)
    }

    fn names(&self) -> Names {
        if !self.all_came && self.absent.is_empty() {
            return Names::NotTicked;
        }
        let absent = self.absent.iter().filter_map(|id| id.parse::<PersonId>().ok());
        Names::AllBut(absent.collect())
    }
}

/// The sentence about a field that cannot be read.
fn unreadable(field: &str) -> String {
    let key = match field {
        "on" | "ended_on" => "record-unreadable-day",
        "starts" => "record-unreadable-time",
        _ => "record-unreadable-heads",
    };
    key.to_owned()
}

/// The files that came with the form.
pub(super) fn files(posted: &Posted) -> Vec<Upload> {
    let sort_of = |field: &str| match field {
        "script_file" => Some(MaterialSort::Script),
        "photo" => Some(MaterialSort::Photo),
        "sign_in_file" => Some(MaterialSort::SignIn),
        _ => None,
    };
    let uploads = posted.files.iter().filter_map(|file| {
        Some(Upload {
            sort: sort_of(&file.field)?,
            name: file.name.clone(),
            bytes: file.bytes.to_vec(),
        })
    });
    uploads.collect()
}

/// The fields as a template lays them out.
pub(super) struct Sheet {
    pub f: Fields,
    pub speakers: Vec<Choice>,
    pub classes: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub forms: Vec<Choice>,
    pub venues: Vec<Choice>,
    pub scripts: Vec<Choice>,
    pub roster: Vec<Choice>,
    pub most_photos: usize,
    pub today: String,
    pub weekday: String,
    pub wrong: Wrong,
    /// Whether script and photos stand open: what came back without them asks for them again.
    pub has_open_files: bool,
}

impl Sheet {
    /// Lays the fields out with the choices offered.
    pub fn new(words: &Words, offer: &Offer, f: Fields, wrong: Wrong) -> Sheet {
        let rules = &offer.snapshot.rules;
        let choice = |value: &str, label: String, on: bool| Choice {
            value: value.to_owned(),
            label,
            on,
        };
        let kind = |kind: &domain::rule_set::LectureKind| {
            choice(&kind.id, words.lecture_kind(&kind.id, rules), kind.id == f.kind)
        };
        let class = |class: &domain::rule_set::SpeakerClass| {
            let on = class.id == f.speaker_class;
            choice(&class.id, words.speaker_class(&class.id, rules), on)
        };
        let speaker = |offered: &app::record_lecture::Offered| {
            let class = words.speaker_class(&offered.class, rules);
            let word = offered.spoke.word();
            let label = words.say(
                "record-speaker",
                &[("class", class.into()), ("name", offered.name.as_str().into())],
            );
            choice(&word, label, word == f.speaker)
        };
        let script = |answer: &ScriptAnswer| {
            let key = script_key(*answer);
            choice(answer.word(), words.say(key, &[]), answer.word() == f.script)
        };
        let member = |member: &app::record_lecture::OnRoster| {
            let id = member.person.to_string();
            let on = f.absent.contains(&id);
            Some(choice(&id, member.name.clone()?, on))
        };
        let mut classes: Vec<Choice> = rules.speaker_classes.iter().map(class).collect();
        // Who is typed in by name is most likely nobody special.
        if f.speaker_class.is_empty()
            && let Some(last) = classes.last_mut()
        {
            last.on = true;
        }
        Sheet {
            speakers: offer.speakers.iter().map(speaker).collect(),
            classes,
            kinds: rules.lecture_kinds.iter().map(kind).collect(),
            forms: same(&offer.forms, |form| f.forms.contains(form))
                .into_iter()
                .map(short)
                .collect(),
            venues: same(&offer.venues, |venue| *venue == f.venue),
            scripts: ScriptAnswer::ALL.iter().map(script).collect(),
            roster: offer.roster.iter().filter_map(member).collect(),
            most_photos: usize::try_from(rules.record.most_photos).unwrap_or(usize::MAX),
            today: offer.snapshot.as_of.to_string(),
            weekday: words.weekday_date(offer.snapshot.as_of),
            wrong,
            has_open_files: false,
            f,
        }
    }

    /// With script and photos standing open.
    pub fn with_open_files(self) -> Sheet {
        Sheet {
            has_open_files: true,
            ..self
        }
    }

    /// What stands wrong beside a field.
    pub fn wrong(&self, field: &str) -> Option<&String> {
        self.wrong.get(field)
    }

    /// Whether 其他 is chosen among the speakers.
    pub fn is_other_speaker(&self) -> bool {
        self.speakers.iter().all(|choice| !choice.on)
    }

    /// Whether 其他 is chosen among the venues.
    pub fn is_other_venue(&self) -> bool {
        self.f.venue == OTHER || self.venues.is_empty()
    }

    /// How many fields for photos, each of its own: old browsers send one file a field.
    pub fn photo_places(&self) -> std::ops::Range<usize> {
        0..self.most_photos
    }

    /// Whether something among the seldom fields is filled in or wrong, so that they stand open.
    pub fn is_more_open(&self) -> bool {
        let f = &self.f;
        let filled = [&f.ended_on, &f.co_hosts, &f.note, &f.reason];
        let is_wrong = ["starts", "ended_on", "co_hosts", "note", "reason"];
        filled.iter().any(|text| !text.is_empty())
            || is_wrong.iter().any(|field| self.wrong.contains_key(field))
    }

    /// Whether the roster is in use.
    pub fn is_roster_open(&self) -> bool {
        self.f.all_came || !self.f.absent.is_empty()
    }
}

/// 党课+现场教学 is shown as 现场教学: the plus stands before every form.
fn short(choice: Choice) -> Choice {
    let label = choice
        .label
        .rsplit_once(['+', '＋'])
        .map(|(_, form)| form.to_owned());
    Choice {
        label: label.filter(|label| !label.is_empty()).unwrap_or(choice.label),
        ..choice
    }
}

fn same(texts: &[String], is_on: impl Fn(&String) -> bool) -> Vec<Choice> {
    let choice = |text: &String| Choice {
        value: text.clone(),
        label: text.clone(),
        on: is_on(text),
    };
    texts.iter().map(choice).collect()
}

/// How the script stands, in words.
pub(super) fn script_key(answer: ScriptAnswer) -> &'static str {
    match answer {
        ScriptAnswer::Attached => "record-script-attached",
        ScriptAnswer::Outline => "record-script-outline",
        ScriptAnswer::FromNotes => "record-script-from-notes",
        ScriptAnswer::None => "record-script-none",
    }
}
