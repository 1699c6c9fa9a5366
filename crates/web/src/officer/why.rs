//! Why an organisation stands where it stands: the proof in words, each lecture with the way to its record.
//! A page of its own; with htmx the part that opens under a table. Must not judge: the proof did.

use app::{Explain, explain};
use askama::Template;
use domain::id::OrganisationId;
use i18n::Line;

use super::asked::{Link, Question, way_up};
use super::board::sign_of;
use crate::answer::{Answer, Reply};
use crate::view::View;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "officer/why.html")]
struct Page<'a> {
    v: View<'a>,
    crumbs: Vec<Link>,
    why: Why,
}

/// The part alone, for htmx.
#[derive(Template)]
#[template(path = "officer/why_part.html")]
struct Part<'a> {
    v: View<'a>,
    why: Why,
}

struct Why {
    name: String,
    organisation: String,
    sign: &'static str,
    class: &'static str,
    headline: String,
    rule: Vec<String>,
    owed: Vec<String>,
    counted: Vec<Line>,
    not_counted: Vec<Line>,
    next: Vec<String>,
}

/// The reasons of a standing.
pub async fn show(visit: Visit) -> Answer {
    let organisation: OrganisationId = visit.place("organisation")?;
    let ask = Explain {
        organisation,
        duty: visit.place_text("duty").unwrap_or_default(),
        period: visit.place_text("period").unwrap_or_default(),
        as_of: visit.as_of(),
    };
    let seen = explain(&visit.site.app, &visit.actor, ask, &visit.words).await?;
    let (sign, class) = sign_of(seen.standing, false);
    let told = seen.explanation;
    let why = Why {
        name: seen
            .snapshot
            .short_name(organisation)
            .unwrap_or_default()
            .to_owned(),
        organisation: Question::of(&visit).organisation(organisation),
        sign,
        class,
        headline: told.headline,
        rule: told.rule,
        owed: told.owed,
        counted: told.counted,
        not_counted: told.not_counted,
        next: told.next,
    };
    let crumbs = way_up(&seen.snapshot, &seen.above, &Question::of(&visit));
    let v = View::new(&visit);
    if visit.wants_part {
        Reply::page(&Part { v, why })
    } else {
        Reply::page(&Page { v, crumbs, why })
    }
}
