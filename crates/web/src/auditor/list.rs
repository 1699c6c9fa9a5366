//! 操作留痕: entries, newest first, by who, what and when.
//! Must not name anybody: a role and an organisation say who.

use std::collections::BTreeMap;

use app::{ACTIONS, EntryLine, HistorySeen, SeeHistory, see_history};
use askama::Template;
use domain::id::OrganisationId;

use crate::answer::{Answer, Reply};
use crate::told::{moment, organisation, title, who};
use crate::view::View;
use crate::visit::Visit;

/// A line of the history.
pub(super) struct Row {
    pub number: i64,
    pub when: String,
    pub who: String,
    pub what: String,
    pub more: String,
    pub reason: Option<String>,
    pub changes: i64,
}

#[derive(Template)]
#[template(path = "auditor/history.html")]
struct Page<'a> {
    v: View<'a>,
    rows: Vec<Row>,
    last: i64,
    actors: Vec<(String, String, bool)>,
    actions: Vec<(String, String, bool)>,
    from: String,
    until: String,
    later: Option<String>,
}

pub(super) async fn show(visit: Visit) -> Answer {
    let ask = SeeHistory {
        before: visit.query_as("before"),
        actor: visit.query("actor"),
        action: visit.query("action"),
        from: visit.query_as("from"),
        until: visit.query_as("until"),
    };
    let seen = see_history(&visit.site.app, &visit.actor, ask).await?;
    let actions = ACTIONS.iter().map(|word| {
        let chosen = ask.action == Some(*word);
        ((*word).to_owned(), action_text(&visit, word), chosen)
    });
    // Accounts of one role at one place read alike, and are asked for together: each text stands once.
    let mut actors: BTreeMap<String, (String, bool)> = BTreeMap::new();
    for (word, known) in &seen.people {
        let said = who(&visit, &seen.snapshot, known);
        let entry = actors.entry(said).or_insert_with(|| (word.clone(), false));
        entry.1 |= ask.actor == Some(word.as_str());
    }
    let actors = actors
        .into_iter()
        .map(|(said, (word, chosen))| (word, said, chosen));
    let typed = |name: &str| visit.query(name).unwrap_or_default().to_owned();
    Reply::page(&Page {
        rows: seen
            .entries
            .iter()
            .map(|entry| row(&visit, &seen, entry))
            .collect(),
        last: seen.last,
        actors: actors.collect(),
        actions: actions.collect(),
        from: typed("from"),
        until: typed("until"),
        later: seen
            .next
            .map(|next| visit.address_with("before", &next.to_string())),
        v: View::new(&visit),
    })
}

fn row(visit: &Visit, seen: &HistorySeen, entry: &EntryLine) -> Row {
    let known = seen.people.get(&entry.actor).cloned();
    let known = known.unwrap_or_else(|| app::Who::Other(entry.actor.clone()));
    line(visit, &seen.snapshot, (entry, who(visit, &seen.snapshot, &known)))
}

/// A line in words.
pub(super) fn line(visit: &Visit, snapshot: &app::Snapshot, (entry, who): (&EntryLine, String)) -> Row {
    Row {
        number: entry.number,
        when: moment(visit, entry.at),
        who,
        what: action_text(visit, &entry.action),
        more: more(visit, snapshot, entry),
        reason: entry.reason.clone(),
        changes: entry.changes,
    }
}

/// An action in words; one this program does not know is shown as it is written.
pub(crate) fn action_text(visit: &Visit, word: &str) -> String {
    let words = &visit.words;
    words
        .find(&format!("action-{word}"), &[])
        .unwrap_or_else(|| word.to_owned())
}

/// What an entry is about: the organisations it names, and the file of an import.
fn more(visit: &Visit, snapshot: &app::Snapshot, entry: &EntryLine) -> String {
    let about = |(key, value): &(String, String)| match key.as_str() {
        "organisation" | "unit" | "village" | "to" => {
            let id: OrganisationId = value.parse().ok()?;
            Some(organisation(snapshot, id)).filter(|name| !name.is_empty())
        }
        "lecture" => {
            let id = value.parse().ok()?;
            Some(title(snapshot, id)).filter(|title| !title.is_empty())
        }
        "file" => Some(value.clone()),
        "post" => Some(visit.words.post(value, &visit.programme.rules)),
        "role" => {
            let role = domain::access::Role::parse(value)?;
            Some(visit.words.role(role))
        }
        _ => None,
    };
    let parts: Vec<String> = entry.detail.iter().filter_map(about).collect();
    visit.words.list(&parts)
}
