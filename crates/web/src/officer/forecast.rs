//! Who may be late, township by township, each with its ground, and a text to send. Accuses nobody.
//! Must not forecast: `domain::forecast` did.

use app::{ForecastSeen, LateGroup, SeeForecast, see_forecast};
use askama::Template;
use domain::forecast::Forecast;
use domain::id::OrganisationId;
use domain::obligation::StandingKind;
use domain::period::{Period, days_between, plus_days};
use domain::status::{Asked, Expected};
use i18n::Words;
use jiff::civil::Date;

use super::asked::{Link, Question, day_told, way_up};
use crate::answer::{Answer, Reply};
use crate::view::View;
use crate::visit::Visit;

/// One that may be late.
struct Late {
    name: String,
    full: String,
    address: String,
    why: String,
    ground: String,
}

/// One township with those of its own.
struct Group {
    name: String,
    full: String,
    address: String,
    title: String,
    count: usize,
    late: Vec<Late>,
    text: String,
    rows: usize,
}

#[derive(Template)]
#[template(path = "officer/forecast.html")]
struct Page<'a> {
    v: View<'a>,
    crumbs: Vec<Link>,
    name: String,
    day: String,
    back: String,
    counts: String,
    groups: Vec<Group>,
}

/// The forecast of one's own part of the tree.
pub async fn home(visit: Visit) -> Answer {
    let home = visit.home();
    show(visit, home).await
}

/// The forecast below an organisation.
pub async fn of(visit: Visit) -> Answer {
    let top = visit.place("organisation")?;
    show(visit, top).await
}

async fn show(visit: Visit, top: OrganisationId) -> Answer {
    let question = Question::of(&visit);
    let ask = SeeForecast {
        top,
        as_of: question.as_of,
    };
    let seen = see_forecast(&visit.site.app, &visit.actor, ask).await?;
    let groups: Vec<Group> = seen
        .groups
        .iter()
        .filter_map(|found| group(&seen, found, &question, &visit))
        .collect();
    let all: usize = groups.iter().map(|group| group.count).sum();
    let counts = [("all", all.into()), ("open", seen.open.into())];
    Reply::page(&Page {
        crumbs: way_up(&seen.snapshot, &seen.above, &question),
        name: seen.snapshot.short_name(top).unwrap_or_default().to_owned(),
        day: day_told(seen.snapshot.as_of, &visit.words),
        back: question.standing(top),
        counts: visit.words.say("forecast-counts", &counts),
        groups,
        v: View::new(&visit),
    })
}

fn group(seen: &ForecastSeen, found: &LateGroup, question: &Question, visit: &Visit) -> Option<Group> {
    let (snapshot, words) = (&seen.snapshot, &visit.words);
    let asked = Asked::Organisations(seen.slot(found)?);
    let about = question.about(asked);
    let heading = found.organisation;
    let late = |one: &Expected| Late {
        name: snapshot.short_path(one.organisation, heading),
        full: snapshot.name(one.organisation).unwrap_or_default().to_owned(),
        address: about.organisation(one.organisation),
        why: about.why(one.organisation, asked),
        ground: ground(one, asked.period(), snapshot.as_of, words),
    };
    let all: Vec<Late> = found.late.iter().map(late).collect();
    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    let name = snapshot.short_name(heading).unwrap_or_default().to_owned();
    let said = [
        ("place", name.as_str().into()),
        ("what", super::standing::title(asked, visit).into()),
        ("count", all.len().into()),
        ("names", words.list(&names).into()),
        ("last", words.weekday_date(asked.period().last).into()),
    ];
    let text = words.say("forecast-text", &said);
    Some(Group {
        full: snapshot.name(heading).unwrap_or_default().to_owned(),
        address: about.standing(heading),
        title: super::standing::title(asked, visit),
        count: all.len(),
        rows: (text.chars().count() / 60).clamp(2, 10) + 1,
        late: all,
        text,
        name,
    })
}

/// Why it may be late, in words that state what is on record and nothing else.
pub(super) fn ground(one: &Expected, period: &Period, today: Date, words: &Words) -> String {
    let record = [("done", one.done.into()), ("owed", one.owed.into())];
    let habit = match one.forecast {
        Forecast::Planned { on } => words.say("forecast-planned", &[("on", words.weekday_date(on).into())]),
        Forecast::UsuallyBy { on, .. } => {
            words.say("forecast-usually-by", &[("on", words.weekday_date(on).into())])
        }
        Forecast::Behind { usual, .. } if usual > period.days() => {
            words.say("forecast-after-the-end", &record)
        }
        Forecast::Behind { usual, .. } => {
            let on = words.weekday_date(plus_days(period.first, usual - 1));
            let [done, owed] = record;
            words.say("forecast-behind", &[done, owed, ("on", on.into())])
        }
        Forecast::NeverDone { periods } => words.say("forecast-never-done", &[("periods", periods.into())]),
        Forecast::NoHistory => words.say("forecast-no-history", &[]),
    };
    if one.kind != StandingKind::AtRisk {
        return habit;
    }
    let days = days_between(today, period.last).max(0);
    words.joined(&[words.say("forecast-at-risk", &[("days", days.into())]), habit])
}
