//! The page of an organisation (place, history, posts, duties, lectures, plan) and the way to find one.
//! Must not decide what may be seen: `app::see_organisation` does.

use app::{FoundOrganisations, OrganisationSeen, Way, find_organisations, see_organisation};
use askama::Template;
use domain::id::OrganisationId;
use domain::obligation::StandingKind;
use domain::organisation::Organisation;
use domain::period::Rhythm;
use domain::status::{Asked, Expected, Figure};

use super::asked::{Link, Question, day_told, duty_name, period_name};
use super::board::sign_of;
use crate::answer::{Answer, Reply, Trouble};
use crate::view::View;
use crate::visit::Visit;

/// Signs of a duty, period by period.
struct DutyRow {
    name: String,
    signs: Vec<Sign>,
}

/// Where it stands in one period.
struct Sign {
    period: String,
    mark: &'static str,
    class: &'static str,
    said: String,
    why: String,
}

/// A post.
struct PostRow {
    post: String,
    holder: String,
    since: String,
}

/// A lecture.
struct LectureRow {
    on: String,
    title: String,
    address: String,
    note: String,
}

/// A plan item.
struct PlanRow {
    on: String,
    topic: String,
    speaker: String,
    lacks: bool,
}

/// A paper to take away.
struct PaperLink {
    name: String,
    docx: String,
    pdf: String,
}

#[derive(Template)]
#[template(path = "officer/organisation.html")]
struct Page<'a> {
    v: View<'a>,
    crumbs: Vec<Link>,
    name: String,
    full: String,
    kind: String,
    day: String,
    history: Vec<String>,
    came_from: Vec<Link>,
    paired: Vec<Link>,
    posts: Vec<PostRow>,
    members: String,
    members_why: String,
    branches: Option<u32>,
    duties: Vec<DutyRow>,
    recent: Vec<LectureRow>,
    ahead: Vec<PlanRow>,
    below: Vec<Link>,
    ways: Vec<Link>,
    papers: Vec<PaperLink>,
}

/// One organisation.
pub async fn show(visit: Visit) -> Answer {
    let id: OrganisationId = visit.place("organisation")?;
    let question = Question::of(&visit);
    let seen = see_organisation(&visit.site.app, &visit.actor, (id, question.as_of)).await?;
    let organisation = seen.organisation().ok_or(Trouble::NotFound)?;
    let teller = Teller {
        seen: &seen,
        organisation,
        question: &question,
        visit: &visit,
    };
    let inventory = seen.overview.inventory(id);
    let first = seen
        .overview
        .choose(None, None)
        .and_then(|choice| seen.overview.asked(choice));
    let members_why = first.map(|asked| question.about(asked).figure(id, Figure::Members));
    Reply::page(&Page {
        crumbs: teller.links(&seen.above),
        name: seen.snapshot.short_name(id).unwrap_or_default().to_owned(),
        full: organisation.full_name.clone(),
        kind: visit
            .words
            .organisation_kind(&organisation.kind, &seen.snapshot.rules),
        day: day_told(seen.snapshot.as_of, &visit.words),
        history: teller.history(),
        came_from: teller.links(&seen.came_from),
        paired: teller.links(&seen.paired),
        posts: teller.posts(),
        members: visit.words.number(u64::from(inventory.members)),
        members_why: members_why
            .filter(|_| seen.ways.contains(&Way::Standing))
            .unwrap_or_default(),
        branches: (!seen.below.is_empty()).then_some(inventory.branches),
        duties: if seen.ways.contains(&Way::Standing) {
            teller.duties()
        } else {
            Vec::new()
        },
        recent: teller.recent(),
        ahead: teller.ahead(),
        below: teller.below(),
        ways: teller.ways(),
        papers: teller.papers(),
        v: View::new(&visit),
    })
}

/// Fills the page.
struct Teller<'a> {
    seen: &'a OrganisationSeen,
    organisation: &'a Organisation,
    question: &'a Question,
    visit: &'a Visit,
}

impl Teller<'_> {
    fn name(&self, id: OrganisationId) -> String {
        self.seen.snapshot.short_name(id).unwrap_or_default().to_owned()
    }

    /// Names with the way to each; without where the visitor may not go.
    fn links(&self, all: &[(OrganisationId, bool)]) -> Vec<Link> {
        let link = |(id, may): &(OrganisationId, bool)| Link {
            name: self.name(*id),
            address: if *may {
                self.question.organisation(*id)
            } else {
                String::new()
            },
            here: false,
        };
        all.iter().map(link).collect()
    }

    /// Founded, moved, merged, split, closed: by the day looked from.
    fn history(&self) -> Vec<String> {
        let (words, snapshot) = (&self.visit.words, &self.seen.snapshot);
        let (as_of, mut lines) = (snapshot.as_of, Vec::new());
        match (self.organisation.founded_on, self.organisation.split_from) {
            (Some(on), Some(from)) => {
                let said = [("on", words.date(on).into()), ("from", self.name(from).into())];
                lines.push(words.say("history-split-from", &said));
            }
            (Some(on), None) => lines.push(words.say("history-founded", &[("on", words.date(on).into())])),
            (None, _) => lines.push(words.say("history-founded-unknown", &[])),
        }
        let moves = self
            .organisation
            .parents
            .iter()
            .skip(1)
            .filter(|moved| moved.from <= as_of);
        for moved in moves {
            let under = moved.parent.map(|parent| self.name(parent)).unwrap_or_default();
            let said = [("on", words.date(moved.from).into()), ("under", under.into())];
            lines.push(words.say("history-moved", &said));
        }
        if let Some(closure) = self.organisation.closed.filter(|closure| closure.on <= as_of) {
            let why = words.closure(closure.why);
            let said = [("on", words.date(closure.on).into()), ("why", why.into())];
            lines.push(match closure.into {
                Some(into) => {
                    let into = self.name(into);
                    words.say(
                        "history-merged",
                        &[("on", words.date(closure.on).into()), ("into", into.into())],
                    )
                }
                None => words.say("history-closed", &said),
            });
        }
        lines
    }

    fn posts(&self) -> Vec<PostRow> {
        let (words, rules) = (&self.visit.words, &self.seen.snapshot.rules);
        let held = self.seen.holders.iter().map(|holder| PostRow {
            post: words.post(&holder.role, rules),
            holder: holder.name.clone().unwrap_or_else(|| words.say("post-held", &[])),
            since: holder
                .from
                .map(|from| words.say("post-since", &[("from", words.date(from).into())]))
                .unwrap_or_default(),
        });
        let vacant = self.seen.vacant.iter().map(|role| PostRow {
            post: words.post(role, rules),
            holder: words.say("post-vacant", &[]),
            since: String::new(),
        });
        held.chain(vacant).collect()
    }

    /// Where it stands itself, duty by duty.
    fn duties(&self) -> Vec<DutyRow> {
        let (overview, words) = (&self.seen.overview, &self.visit.words);
        let mut rows: Vec<(String, DutyRow)> = Vec::new();
        for slot in overview.slots() {
            let Some(kind) = overview.standing(slot, self.seen.id) else {
                continue;
            };
            let asked = Asked::Organisations(slot);
            let expected = overview.expected(slot, self.seen.id);
            let is_late = expected
                .filter(|one| one.organisation == self.seen.id)
                .any(Expected::may_be_late);
            let (mark, class) = sign_of(kind, is_late);
            let sign = Sign {
                period: period_name(asked, words),
                mark,
                class,
                said: match kind {
                    StandingKind::Due if is_late => words.say("tag-late", &[]),
                    kind => words.standing_kind(kind),
                },
                why: self.question.why(self.seen.id, asked),
            };
            if let Some((_, row)) = rows.iter_mut().find(|(duty, _)| *duty == slot.duty) {
                row.signs.push(sign);
            } else {
                let name = duty_name(asked, &self.seen.snapshot.rules, words);
                let signs = vec![sign];
                rows.push((slot.duty.clone(), DutyRow { name, signs }));
            }
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn recent(&self) -> Vec<LectureRow> {
        let (snapshot, words) = (&self.seen.snapshot, &self.visit.words);
        let lectures = self.seen.recent.iter().filter_map(|id| snapshot.lecture(*id));
        let row = |lecture: &domain::lecture::Lecture| {
            let class = lecture
                .main_class()
                .map(|class| words.speaker_class(class, &snapshot.rules));
            let kind = words.lecture_kind(&lecture.kind, &snapshot.rules);
            LectureRow {
                on: lecture.ended_on().map(|on| words.date(on)).unwrap_or_default(),
                title: lecture.title.clone(),
                address: format!("/lectures/{}", lecture.id),
                note: std::iter::once(kind).chain(class).collect::<Vec<_>>().join(" · "),
            }
        };
        lectures.map(row).collect()
    }

    fn ahead(&self) -> Vec<PlanRow> {
        let words = &self.visit.words;
        let row = |item: &domain::facts::PlanItem| PlanRow {
            on: item
                .on
                .map_or_else(|| words.say("plan-no-day", &[]), |on| words.weekday_date(on)),
            topic: item
                .topic
                .clone()
                .unwrap_or_else(|| words.say("plan-no-topic", &[])),
            speaker: item
                .speaker
                .clone()
                .unwrap_or_else(|| words.say("plan-no-speaker", &[])),
            lacks: !item.is_complete(),
        };
        self.seen.ahead.iter().map(row).collect()
    }

    fn below(&self) -> Vec<Link> {
        let all: Vec<(OrganisationId, bool)> = self.seen.below.iter().map(|id| (*id, true)).collect();
        let mut links = self.links(&all);
        let closed = |id: OrganisationId| {
            let organisation = self.seen.snapshot.facts.organisation(id);
            organisation.is_some_and(|organisation| organisation.closed_by(self.seen.snapshot.as_of))
        };
        for (link, (id, _)) in links.iter_mut().zip(&all) {
            if closed(*id) {
                link.name = self
                    .visit
                    .words
                    .say("below-closed", &[("name", link.name.as_str().into())]);
            }
        }
        links
    }

    /// What one can do from here.
    fn ways(&self) -> Vec<Link> {
        let id = self.seen.id;
        let way = |way: &Way| {
            let (key, address) = match way {
                Way::Responsibilities | Way::Binder => return None,
                Way::Standing => ("way-standing", self.question.standing(id)),
                Way::Record => ("way-record", format!("/organisations/{id}/record")),
                Way::Ledger => ("way-ledger", format!("/lectures?org={id}")),
                Way::Plan => ("way-plan", format!("/plan?org={id}")),
                Way::People => ("way-people", format!("/people?org={id}")),
                Way::Excusals => ("way-excusals", format!("/excusals?org={id}")),
            };
            Some(Link {
                name: self.visit.words.say(key, &[]),
                address,
                here: false,
            })
        };
        // Below a branch there is no table.
        let is_there = |way: &&Way| **way != Way::Standing || !self.seen.below.is_empty();
        self.seen.ways.iter().filter(is_there).filter_map(way).collect()
    }

    /// What may be taken away on paper.
    fn papers(&self) -> Vec<PaperLink> {
        let (id, words) = (self.seen.id, &self.visit.words);
        let link = |name: String, address: [String; 2]| PaperLink {
            name,
            docx: address.join(".docx"),
            pdf: address.join(".pdf"),
        };
        let mut papers = Vec::new();
        if self.seen.ways.contains(&Way::Responsibilities) {
            let name = words.say("paper-responsibilities", &[]);
            let address = ["/responsibilities".to_owned(), format!("?org={id}")];
            papers.push(link(name, address));
        }
        if self.seen.ways.contains(&Way::Binder) {
            // Who inspects asks of the quarter that is over, or of the one that runs.
            let running = Rhythm::Quarter.period_of(self.seen.snapshot.as_of);
            let last = running.first.yesterday().unwrap_or(running.first);
            for quarter in [running, Rhythm::Quarter.period_of(last)] {
                let period = words.period(&quarter, &Rhythm::Quarter);
                let name = words.say("paper-binder", &[("period", period.into())]);
                let address = [
                    format!("/organisations/{id}/binder"),
                    format!("?period={}", quarter.label),
                ];
                papers.push(link(name, address));
            }
        }
        papers
    }
}

/// One that was found.
struct Found {
    name: String,
    full: String,
    address: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "officer/organisations.html")]
struct Finder<'a> {
    v: View<'a>,
    name: String,
    wanted: String,
    several: String,
    exact: Vec<Found>,
    similar: Vec<Found>,
    is_cut: bool,
    below: Vec<Found>,
}

/// Finds an organisation by name, or walks down the tree.
pub async fn find(visit: Visit) -> Answer {
    let home = visit.home();
    let wanted = visit.query("q");
    let found = find_organisations(&visit.site.app, &visit.actor, (home, wanted)).await?;
    let list = |all: &[OrganisationId]| all.iter().map(|id| line(&found, *id, &visit)).collect();
    Reply::page(&Finder {
        name: found.snapshot.short_name(home).unwrap_or_default().to_owned(),
        wanted: wanted.unwrap_or_default().to_owned(),
        several: if found.exact.len() > 1 {
            let count = found.exact.len().into();
            visit.words.say("organisations-several", &[("count", count)])
        } else {
            String::new()
        },
        exact: list(&found.exact),
        similar: list(&found.similar),
        is_cut: found.is_cut,
        below: list(&found.below),
        v: View::new(&visit),
    })
}

fn line(found: &FoundOrganisations, id: OrganisationId, visit: &Visit) -> Found {
    let snapshot = &found.snapshot;
    let kind = snapshot
        .facts
        .organisation(id)
        .map(|organisation| organisation.kind.clone());
    Found {
        name: snapshot.short_path(id, visit.home()),
        full: snapshot.name(id).unwrap_or_default().to_owned(),
        address: format!("/organisations/{id}"),
        kind: visit
            .words
            .organisation_kind(&kind.unwrap_or_default(), &snapshot.rules),
    }
}
