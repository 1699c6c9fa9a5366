//! 责任清单 (F2): for each organisation which post answers for which duties, who holds it, and to whom it falls while
//! nobody does. Must not name holders to somebody who may not take persons away from there.

use std::collections::{BTreeMap, BTreeSet};

use documents::responsibility::{Responsibility, ResponsibilityList, paper};
use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId};
use domain::obligation::{Ground, Scope, obligations_for};
use domain::organisation::{Organisation, Tree};
use domain::period::plus_days;
use domain::rule_set::{Level, PersonDuty};
use i18n::Words;
use serde_json::json;

use crate::print_papers::{PaperForm, Printed, named, note, write};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Snapshot};

/// Days looked ahead, so that a duty of one season of the year is on the list in the others too.
const A_YEAR: i32 = 366;

/// What a post of an organisation answers for.
#[derive(Default)]
struct Answers {
    /// Names of duties of the organisation or of the holder.
    own: Vec<String>,
    /// Names of duties of those below it.
    below: Vec<String>,
}

/// By organisation, then by post.
type Board = BTreeMap<(OrganisationId, String), Answers>;

/// The list of responsibilities of an organisation and all below it.
///
/// # Errors
/// When the actor may not, the paper cannot be written, or the database fails.
pub async fn print_responsibilities(
    app: &App,
    actor: &Actor,
    top: OrganisationId,
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::Export, TargetKind::Organisation), top)?;
    let board = answers(&snapshot, words);
    let tree = Tree::as_of(&snapshot.facts.organisations, snapshot.as_of);
    let teller = Teller {
        snapshot: &snapshot,
        actor,
        tree: &tree,
        words,
        top,
    };
    let mut people = BTreeSet::new();
    let mut rows = Vec::new();
    for of in tree.scope(top) {
        // Posts in the pack's order, the highest first.
        for post in &snapshot.rules.posts {
            if let Some(answers) = board.get(&(*of, post.id.clone())) {
                rows.extend(teller.rows((*of, &post.id), answers));
                people.extend(teller.shown(*of, &post.id));
            }
        }
    }
    let list = ResponsibilityList {
        organisation: named(&snapshot, top),
        rows,
        issued_by: String::new(),
        on: Some(snapshot.as_of),
    };
    let detail = json!({ "organisation": top.to_string(), "people": people.len() });
    note(
        app,
        (&snapshot, actor),
        ("print-responsibilities", &detail),
        &people,
    )
    .await?;
    let paper = paper(&list, words);
    let name = paper.title.clone();
    write(app, paper, (form, name)).await
}

/// Who answers for what, in the whole tree.
fn answers(snapshot: &Snapshot, words: &Words) -> Board {
    let (facts, rules, today) = (&snapshot.facts, &snapshot.rules, snapshot.as_of);
    let tree = Tree::as_of(&facts.organisations, today);
    let mut board = Board::new();
    let mut add = |at: (OrganisationId, &str), duty: String, is_own: bool| {
        let answers = board.entry((at.0, at.1.to_owned())).or_default();
        let list = if is_own {
            &mut answers.own
        } else {
            &mut answers.below
        };
        if !list.contains(&duty) {
            list.push(duty);
        }
    };
    let there = |organisation: &&Organisation| organisation.existed_on(today);
    for organisation in facts.organisations.iter().filter(there) {
        let scope = Scope::of(organisation, &tree, facts);
        for owed in obligations_for(organisation, &scope, rules, plus_days(today, A_YEAR)) {
            let is_owed = matches!(owed.ground, Ground::Owed | Ground::OwedSince(_));
            let Some(post) = owed.duty.owner_post.as_deref() else {
                continue;
            };
            if owed.period.last < today || !is_owed {
                continue;
            }
            let duty = words.duty(owed.duty, rules);
            add((organisation.id, post), duty.clone(), true);
            for above in tree.ancestors(organisation.id) {
                add((above, post), duty.clone(), false);
            }
        }
        for post in &facts.posts {
            let is_here = post.organisation == organisation.id && post.held_on(today);
            let owes = |duty: &&PersonDuty| {
                duty.post == post.role
                    && (duty.kinds.is_empty() || duty.kinds.contains(&organisation.kind))
                    && duty.effective_from <= today
                    && duty.effective_until.is_none_or(|until| today <= until)
            };
            for duty in rules.person_duties.iter().filter(|duty| is_here && owes(duty)) {
                add(
                    (organisation.id, &post.role),
                    words.person_duty(duty, rules),
                    true,
                );
            }
        }
    }
    board
}

/// Says lines of the list.
struct Teller<'a> {
    snapshot: &'a Snapshot,
    actor: &'a Actor,
    tree: &'a Tree,
    words: &'a Words,
    top: OrganisationId,
}

impl Teller<'_> {
    fn rows(&self, (of, post): (OrganisationId, &str), answers: &Answers) -> Vec<Responsibility> {
        let words = self.words;
        let own = (!answers.own.is_empty()).then(|| words.opening(&words.list(&answers.own)));
        let below = (!answers.below.is_empty()).then(|| {
            let duties = words.list(&answers.below);
            words.say("responsibility-sees-to", &[("duties", duties.into())])
        });
        let holder = self.holder(of, post);
        let line = |duty| Responsibility {
            duty,
            level: self.level(of),
            post: self.post_of(of, post),
            holder: holder.clone(),
            falls_to: self.falls_to(of, post),
        };
        own.into_iter().chain(below).map(line).collect()
    }

    fn level(&self, of: OrganisationId) -> String {
        let organisation = self.snapshot.facts.organisation(of);
        let kind = organisation.and_then(|found| self.snapshot.rules.organisation_kind(&found.kind));
        kind.map(|kind| match kind.level {
            Level::County => self.words.say("level-county", &[]),
            Level::Township => self.words.say("level-township", &[]),
            Level::Village => self.words.say("level-village", &[]),
            Level::Branch => self.words.say("level-branch", &[]),
        })
        .unwrap_or_default()
    }

    /// A post by whose it is: 雾溪镇书记.
    fn post_of(&self, of: OrganisationId, post: &str) -> String {
        let organisation = self.snapshot.short_path(of, self.top);
        let post = self.words.post(post, &self.snapshot.rules);
        let arguments = [("organisation", organisation.into()), ("post", post.into())];
        self.words.say("responsibility-post-of", &arguments)
    }

    /// Who holds a post today.
    fn holders(&self, of: OrganisationId, post: &str) -> BTreeSet<PersonId> {
        let held = self.snapshot.facts.posts.iter();
        let held =
            held.filter(|one| one.organisation == of && one.role == post && one.held_on(self.snapshot.as_of));
        held.map(|one| one.person).collect()
    }

    /// Those whose names the list says.
    fn shown(&self, of: OrganisationId, post: &str) -> BTreeSet<PersonId> {
        let asked = (Action::Export, TargetKind::Person);
        match self.snapshot.permit(self.actor, asked, of) {
            Ok(()) => self.holders(of, post),
            Err(_) => BTreeSet::new(),
        }
    }

    /// Who holds a post, in words; empty when nobody does.
    fn holder(&self, of: OrganisationId, post: &str) -> String {
        if self.holders(of, post).is_empty() {
            return String::new();
        }
        let name = |person: PersonId| self.snapshot.facts.person(person)?.name.clone();
        let names: Vec<String> = self.shown(of, post).into_iter().filter_map(name).collect();
        if names.is_empty() {
            // Not for this reader, or erased.
            return self.words.say("post-held", &[]);
        }
        self.words.list(&names)
    }

    /// The next post above that somebody holds; without one, the one right above.
    fn falls_to(&self, of: OrganisationId, post: &str) -> String {
        let is_held = |above: &OrganisationId| !self.holders(*above, post).is_empty();
        let found = self.tree.ancestors(of).find(is_held);
        let found = found.or_else(|| self.tree.parent(of));
        found.map(|above| self.post_of(above, post)).unwrap_or_default()
    }
}
