//! The facts that a case tells of.

use jiff::Timestamp;
use jiff::civil::Date;
use kaijiang_domain::facts::{Excusal, Facts, PlanItem};
use kaijiang_domain::id::{ExcusalId, LectureId, OrganisationId, PersonId, PlanItemId, PostId};
use kaijiang_domain::lecture::{Held, Host, Lecture, LectureState, Origin, Speaker};
use kaijiang_domain::organisation::{Closure, ClosureReason, Organisation, Parentage};
use kaijiang_domain::person::{PairedVillage, Person, Post};
use kaijiang_domain::rule_set::RuleSet;
use uuid::Uuid;

use super::told::{Case, ExcusalTold, LectureTold, OrganisationTold, PlanTold, SupportTold};

/// The organisation above all others of a case.
pub const TOP: &str = "top";

/// Numbers for names, in the order they come.
#[derive(Default)]
pub struct Names(Vec<String>);

impl Names {
    pub fn id(&mut self, name: &str) -> Uuid {
        let at = self.0.iter().position(|known| known == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        });
        Uuid::from_u128(u128::try_from(at).unwrap() + 1)
    }

    pub fn name(&self, id: Uuid) -> &str {
        self.0
            .get(usize::try_from(id.as_u128()).unwrap() - 1)
            .map_or("?", String::as_str)
    }

    pub fn organisation(&mut self, name: &str) -> OrganisationId {
        OrganisationId(self.id(name))
    }
}

impl Case {
    pub fn rules(&self, pack: &str) -> RuleSet {
        let mut text = pack.to_owned();
        for (line, other) in &self.instead {
            assert!(
                text.contains(line.as_str()),
                "{}: the pack does not say {line}",
                self.id
            );
            text = text.replacen(line, other, 1);
        }
        RuleSet::read(&(text + &self.also)).unwrap_or_else(|misread| panic!("{}: {misread:?}", self.id))
    }

    pub fn facts(&self, rules: &RuleSet, names: &mut Names) -> Facts {
        names.id(TOP);
        let mut facts = Facts {
            organisations: vec![top(rules, names)],
            ..Facts::default()
        };
        facts.organisations.extend(
            self.organisations
                .iter()
                .map(|told| told.organisation(rules, names)),
        );
        facts.organisations.sort_by_key(|organisation| organisation.id);
        facts.lectures = self
            .lectures
            .iter()
            .map(|told| told.lecture(rules, names))
            .collect();
        facts.lectures.sort_by_key(|lecture| lecture.id);
        for told in &self.posts {
            let person = PersonId(names.id(&told.who));
            if facts.people.iter().all(|known| known.id != person) {
                let name = Some(told.who.clone());
                facts.people.push(Person {
                    id: person,
                    name,
                    birth_month: None,
                    kind: "holder".into(),
                });
            }
            facts.posts.push(Post {
                id: PostId(Uuid::from_u128(u128::try_from(facts.posts.len()).unwrap())),
                organisation: names.organisation(&told.at),
                role: told.post.clone(),
                person,
                from: told.from.map_or(Date::MIN, |day| day.0),
                until: told.until.map(|day| day.0),
            });
        }
        facts.people.sort_by_key(|person| person.id);
        facts.excusals = self.excusals.iter().map(|told| told.excusal(names)).collect();
        facts.plan_items = self.plan.iter().map(|told| told.item(names)).collect();
        facts.paired_villages = self.supports.iter().map(|told| told.pair(names)).collect();
        facts
    }
}

fn top(rules: &RuleSet, names: &mut Names) -> Organisation {
    Organisation {
        id: names.organisation(TOP),
        number: None,
        kind: rules.organisation_kinds[0].id.clone(),
        full_name: TOP.into(),
        founded_on: None,
        closed: None,
        split_from: None,
        parents: vec![Parentage {
            from: Date::MIN,
            parent: None,
        }],
    }
}

impl OrganisationTold {
    fn organisation(&self, rules: &RuleSet, names: &mut Names) -> Organisation {
        let branch = rules
            .organisation_kinds
            .iter()
            .find(|kind| kind.branch && !kind.temporary)
            .unwrap();
        let under = names.organisation(self.under.as_deref().unwrap_or(TOP));
        let mut parents = vec![Parentage {
            from: Date::MIN,
            parent: Some(under),
        }];
        if let Some((day, other)) = &self.moved {
            parents.push(Parentage {
                from: day.0,
                parent: Some(names.organisation(other)),
            });
        }
        let why = match (&self.why, &self.into) {
            (Some(word), _) => ClosureReason::parse(word).unwrap(),
            (None, Some(_)) => ClosureReason::Merged,
            (None, None) => ClosureReason::Dissolved,
        };
        let into = self.into.as_ref().map(|name| names.organisation(name));
        Organisation {
            id: names.organisation(&self.name),
            number: None,
            kind: self.kind.clone().unwrap_or_else(|| branch.id.clone()),
            full_name: self.name.clone(),
            founded_on: self.founded.map(|day| day.0),
            closed: self.closed.map(|on| Closure { on: on.0, why, into }),
            split_from: self.split_from.as_ref().map(|name| names.organisation(name)),
            parents,
        }
    }
}

impl LectureTold {
    fn lecture(&self, rules: &RuleSet, names: &mut Names) -> Lecture {
        let last = self.until.or(self.on);
        let held = last.map(|day| Held {
            began_on: self.from.or(self.on).unwrap().0,
            ..Held::on(day.0)
        });
        let class = self
            .class
            .clone()
            .unwrap_or_else(|| rules.speaker_classes.last().unwrap().id.clone());
        let person = self
            .speaker
            .as_ref()
            .filter(|_| self.on_record)
            .map(|name| PersonId(names.id(name)));
        let host = |name: &String| Host {
            organisation: names.organisation(name),
            expected: None,
            present: None,
        };
        let hosts = self.by.iter().map(host).collect();
        let name = self.speaker.clone().filter(|_| person.is_none());
        Lecture {
            id: LectureId(names.id(&self.name)),
            state: self.state(),
            planned_on: self.planned.map(|day| day.0),
            held: held.filter(|_| self.state.as_deref() != Some("planned")),
            title: self.title.clone(),
            kind: self
                .kind
                .clone()
                .unwrap_or_else(|| rules.lecture_kinds[0].id.clone()),
            forms: Vec::new(),
            themed: rules.is_themed_title(&self.title),
            venue: None,
            hosts,
            speakers: vec![Speaker {
                id: Uuid::nil(),
                name,
                class,
                person,
                unit: None,
            }],
            expected: None,
            present: None,
            parts: Vec::new(),
            origin: Origin::Ledger,
            makes_up: self.makes_up.clone(),
            note: None,
            version: 1,
        }
    }

    fn state(&self) -> LectureState {
        let (at, by, reason) = (Timestamp::UNIX_EPOCH, String::new(), String::new());
        match self.state.as_deref() {
            None | Some("recorded") => LectureState::Recorded { at, by },
            Some("verified") => LectureState::Verified { at, by },
            Some("sent-back") => LectureState::SentBack {
                // At noon of the day it was held, in Yunnan.
                at: self
                    .on
                    .map_or(at, |on| on.0.at(4, 0, 0, 0).in_tz("UTC").unwrap().timestamp()),
                by,
                reason,
                until: self.sent_back_until.unwrap().0,
            },
            Some("cancelled") => LectureState::Cancelled { at, by, reason },
            Some("waiting") => LectureState::Waiting {
                at: self
                    .filed_on
                    .unwrap()
                    .0
                    .at(4, 0, 0, 0)
                    .in_tz("UTC")
                    .unwrap()
                    .timestamp(),
                by,
                reason,
            },
            Some("delivered") => LectureState::Delivered,
            Some("planned") => LectureState::Planned,
            Some(other) => panic!("no state {other}"),
        }
    }
}

impl ExcusalTold {
    fn excusal(&self, names: &mut Names) -> Excusal {
        Excusal {
            id: ExcusalId(Uuid::nil()),
            organisation: names.organisation(&self.of),
            duty: self.duty.clone(),
            from: self.from.0,
            until: self.until.map(|day| day.0),
            reason: String::new(),
        }
    }
}

impl PlanTold {
    fn item(&self, names: &mut Names) -> PlanItem {
        PlanItem {
            id: PlanItemId(Uuid::nil()),
            organisation: names.organisation(&self.of),
            duty: self.duty.clone(),
            on: self.on.map(|day| day.0),
            topic: self.topic.clone(),
            speaker: self.speaker.clone(),
        }
    }
}

impl SupportTold {
    fn pair(&self, names: &mut Names) -> PairedVillage {
        PairedVillage {
            unit: names.organisation(&self.unit),
            village: names.organisation(&self.village),
            from: self.from.0,
            until: self.until.map(|day| day.0),
        }
    }
}
