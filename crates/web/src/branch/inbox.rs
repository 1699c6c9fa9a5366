//! 收到的提醒: what the reminders of the last months told the branch.
//! Must not say what is to be done now: the branch's own page does.

use app::see_inbox;
use askama::Template;

use super::{above, name_of};
use crate::answer::{Answer, Reply};
use crate::view::View;
use crate::visit::Visit;

struct Letter {
    day: String,
    said: Vec<String>,
}

#[derive(Template)]
#[template(path = "branch/inbox.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    above: Option<String>,
    letters: Vec<Letter>,
}

/// Shows what the branch one comes in by was told.
pub async fn show(visit: Visit) -> Answer {
    let seen = see_inbox(&visit.site.app, &visit.actor, visit.home()).await?;
    let words = &*visit.words;
    let rules = &seen.snapshot.rules;
    let letters = seen.letters.iter().map(|(on, notice)| Letter {
        day: words.weekday_date(*on),
        said: notice
            .needs
            .iter()
            .map(|need| words.need(&need.matter, (rules, *on)))
            .collect(),
    });
    Reply::page(&Page {
        v: View::new(&visit),
        name: name_of(&seen.snapshot, visit.home()),
        above: above(&seen.snapshot, visit.home()),
        letters: letters.collect(),
    })
}
