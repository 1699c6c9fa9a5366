//! What changes about a member: they come, move, are corrected, leave; a post ends.
//! Must not judge dates: `domain::person` does.

use domain::access::{Action, TargetKind};
use domain::id::{OrganisationId, PersonId, PostId};
use domain::naming::fold_name;
use domain::person::{Membership, Person, birth_month, end_home, end_post, move_home};
use domain::refusal::PeopleRefusal;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::history::AuditEntryRow;
use store::{MembershipRow, PersonRow, PostRow, Tx};

use crate::erased::Erased;
use crate::keyed::{Begun, Request};
use crate::place::{of_person, permit_any};
use crate::see_person::{homes, posts};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Who comes to which organisation.
#[derive(Clone, Copy)]
pub struct AddMember<'a> {
    /// Where they are at home from now on.
    pub organisation: OrganisationId,
    /// 姓名.
    pub name: &'a str,
    /// 出生年月 as typed; none when it is not kept or not known.
    pub birth_month: Option<&'a str>,
    /// Member kind id.
    pub kind: &'a str,
    /// First day.
    pub from: Date,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Adds a member who is on no roster yet.
///
/// # Errors
/// When the actor may not, something said does not fit, or the database fails.
pub async fn add_member(app: &App, actor: &Actor, command: AddMember<'_>) -> Result<PersonId, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let organisation = command.organisation;
    snapshot.permit(actor, (Action::Create, TargetKind::Person), organisation)?;
    let id = PersonId(app.new_id());
    // A name stays out of what is hashed and kept: a hash of a name can be guessed.
    let asked = format!("add-member {organisation} {} {}", command.kind, command.from);
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return added_by(app, &snapshot, number).await,
        Begun::Now(tx) => tx,
    };
    let erased = Erased::read(&mut tx).await?;
    let person = match newcomer(&snapshot, &command, &erased) {
        Ok(person) => person,
        Err(failure) => {
            tx.give_up().await?;
            return Err(failure);
        }
    };
    tx.save(&[person.row(id)]).await?;
    tx.save(&[MembershipRow {
        person_id: id,
        organisation_id: organisation,
        from_on: command.from,
        until_on: None,
    }])
    .await?;
    let detail = json!({ "person": id.to_string(), "organisation": organisation.to_string() });
    request
        .commit(tx, app.entry(actor, "add-member", &detail))
        .await?;
    Ok(id)
}

/// Who is added, unless they are not to be.
fn newcomer(snapshot: &Snapshot, command: &AddMember<'_>, erased: &Erased) -> Result<SaidPerson, Failure> {
    is_home(snapshot, command.organisation, command.from)?;
    let person = said(snapshot, (command.name, command.birth_month, command.kind))?;
    is_no_namesake(snapshot, command.organisation, (None, &person))?;
    if erased.has(&person.name, person.birth_month.as_deref(), command.organisation) {
        return Err(no(PeopleRefusal::ErasedBefore { name: person.name }));
    }
    Ok(person)
}

/// Whom the entry of a request that was answered before added.
async fn added_by(app: &App, snapshot: &Snapshot, number: i64) -> Result<PersonId, Failure> {
    let mut reading = app.store().read(snapshot.tree).await?;
    let entry: Option<AuditEntryRow> = reading.get((number,)).await?;
    let body = entry.map(|entry| entry.body.parse()).transpose()?;
    let person = body.and_then(|body: Value| body.get("detail")?.get("person")?.as_str()?.parse().ok());
    person.ok_or_else(|| Refusal::UnknownPerson(String::new()).into())
}

/// Where a member goes.
#[derive(Clone, Copy)]
pub struct MoveMember<'a> {
    /// Who.
    pub person: PersonId,
    /// To where.
    pub to: OrganisationId,
    /// First day there; the last day at the home they leave is the one before.
    pub on: Date,
    /// The caller's key.
    pub key: Option<&'a str>,
}

/// 转入转出: one home before, another after (E21). Whoever may keep both rosters does it; that is the confirmation.
///
/// # Errors
/// When the actor may not at either side, the day does not fit, or the database fails.
pub async fn move_member(app: &App, actor: &Actor, command: MoveMember<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    permit_change(&snapshot, actor, command.person)?;
    snapshot.permit(actor, (Action::Create, TargetKind::Person), command.to)?;
    is_home(&snapshot, command.to, command.on)?;
    let asked = format!("move-member {} {} {}", command.person, command.to, command.on);
    let request = Request::new(app, command.key, &asked);
    let tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let today = app.today(&snapshot.rules);
    let decided = move_home(
        &homes(&snapshot.facts, command.person),
        command.to,
        command.on,
        today,
    );
    let (mut tx, [left, begun]) = decided_or_back(tx, decided).await?;
    tx.save(&[home_row(&left), home_row(&begun)]).await?;
    let detail = json!({
        "person": command.person.to_string(),
        "from": left.organisation.to_string(),
        "to": command.to.to_string(),
    });
    request.commit(tx, app.entry(actor, "move-member", &detail)).await
}

/// What a member is really called.
#[derive(Clone, Copy)]
pub struct CorrectPerson<'a> {
    /// Who.
    pub person: PersonId,
    /// 姓名.
    pub name: &'a str,
    /// 出生年月 as typed; none leaves what is kept.
    pub birth_month: Option<&'a str>,
    /// Member kind id.
    pub kind: &'a str,
    /// The caller's key.
    pub key: Option<&'a str>,
}

/// Puts name, month of birth or kind right (PIPL 46).
///
/// # Errors
/// When the actor may not, something said does not fit, or the database fails.
pub async fn correct_person(app: &App, actor: &Actor, command: CorrectPerson<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    permit_change(&snapshot, actor, command.person)?;
    let held = named(&snapshot, command.person)?.clone();
    let mut person = said(&snapshot, (command.name, command.birth_month, command.kind))
        .or_else(|refusal| kept_kind(&held, &command, refusal))?;
    person.birth_month = person.birth_month.or(held.birth_month);
    let home = homes(&snapshot.facts, command.person);
    if let Some(home) = home.iter().find(|home| home.until.is_none()) {
        is_no_namesake(&snapshot, home.organisation, (Some(command.person), &person))?;
    }
    let asked = format!("correct-person {} {}", command.person, person.kind);
    let request = Request::new(app, command.key, &asked);
    let mut tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    tx.save(&[person.row(command.person)]).await?;
    let detail = json!({ "person": command.person.to_string() });
    request
        .commit(tx, app.entry(actor, "correct-person", &detail))
        .await
}

/// Why a member is one no more. Words, not sentences: a reason in the history cannot be erased.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leaving {
    /// 转出: to an organisation outside the tree.
    MovedAway,
    /// 停止党籍、退党、除名、开除, or the like: a member no more.
    Ended,
    /// 去世.
    Died,
}

impl Leaving {
    /// All of them.
    pub const ALL: [Leaving; 3] = [Leaving::MovedAway, Leaving::Ended, Leaving::Died];

    /// The word the history keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Leaving::MovedAway => "moved-away",
            Leaving::Ended => "ended",
            Leaving::Died => "died",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Leaving> {
        Leaving::ALL.into_iter().find(|why| why.word() == word)
    }
}

/// Whose home ends.
#[derive(Clone, Copy)]
pub struct EndMembership<'a> {
    /// Who.
    pub person: PersonId,
    /// Last day.
    pub last: Date,
    /// Why.
    pub why: Leaving,
    /// The caller's key.
    pub key: Option<&'a str>,
}

/// Ends a member's home after a day. Their posts end with it; what was before stays counted (E40).
///
/// # Errors
/// When the actor may not, the day does not fit, or the database fails.
pub async fn end_membership(app: &App, actor: &Actor, command: EndMembership<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    permit_change(&snapshot, actor, command.person)?;
    let asked = format!("end-membership {} {}", command.person, command.last);
    let request = Request::new(app, command.key, &asked);
    let tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let today = app.today(&snapshot.rules);
    let decided = end_home(&homes(&snapshot.facts, command.person), command.last, today);
    let (mut tx, ended) = decided_or_back(tx, decided).await?;
    tx.save(&[home_row(&ended)]).await?;
    // A post begun later than the last day never was: it ends where it began.
    let held = posts(&snapshot.facts, command.person);
    let over: Vec<PostRow> = held
        .into_iter()
        .filter(|post| post.until.is_none())
        .map(|post| post_row(post.clone(), command.last.max(post.from)))
        .collect();
    tx.save(&over).await?;
    let detail = json!({ "person": command.person.to_string(), "why": command.why.word() });
    request
        .commit(tx, app.entry(actor, "end-membership", &detail))
        .await
}

/// Which post ends.
#[derive(Clone, Copy)]
pub struct EndPost<'a> {
    /// The post.
    pub post: PostId,
    /// Last day.
    pub last: Date,
    /// The caller's key.
    pub key: Option<&'a str>,
}

/// Ends a post after a day; nobody takes it until somebody is appointed.
///
/// # Errors
/// When the actor may not, the day does not fit, or the database fails.
pub async fn end_post_of(app: &App, actor: &Actor, command: EndPost<'_>) -> Result<i64, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let held = snapshot.facts.posts.iter().find(|post| post.id == command.post);
    let targets: Vec<_> = held
        .map(|post| domain::access::Target::of(TargetKind::Organisation, snapshot.path(post.organisation)))
        .into_iter()
        .collect();
    permit_any(actor, Action::Change, (TargetKind::Organisation, &targets))?;
    let held = held.ok_or(Failure::Refused(Refusal::People(PeopleRefusal::OverAlready)))?;
    let request = Request::new(
        app,
        command.key,
        &format!("end-post {} {}", command.post, command.last),
    );
    let tx = match request.begin(app, snapshot.tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let decided = end_post(held, command.last, app.today(&snapshot.rules));
    let (mut tx, over) = decided_or_back(tx, decided).await?;
    let detail = json!({ "organisation": over.organisation.to_string(), "post": over.role });
    tx.save(&[post_row(over, command.last)]).await?;
    request.commit(tx, app.entry(actor, "end-post", &detail)).await
}

/// What is said of a person, checked.
struct SaidPerson {
    name: String,
    birth_month: Option<String>,
    kind: String,
}

impl SaidPerson {
    fn row(&self, id: PersonId) -> PersonRow {
        PersonRow {
            id,
            name: Some(self.name.clone()),
            birth_month: self.birth_month.clone(),
            kind: self.kind.clone(),
            erased_at: None,
        }
    }
}

fn said(snapshot: &Snapshot, (name, month, kind): (&str, Option<&str>, &str)) -> Result<SaidPerson, Failure> {
    let name = fold_name(name);
    if name.is_empty() {
        return Err(no(PeopleRefusal::NameMissing));
    }
    let month = month.filter(|_| snapshot.rules.keeps("birth_month"));
    let birth_month = month.map(birth_month).transpose().map_err(no)?;
    if !snapshot.rules.member_kinds.iter().any(|known| known.id == kind) {
        let known = snapshot.rules.member_kinds.iter();
        return Err(Refusal::UnknownKind {
            kind: kind.to_owned(),
            known: known.map(|kind| kind.id.clone()).collect(),
        }
        .into());
    }
    Ok(SaidPerson {
        name,
        birth_month,
        kind: kind.to_owned(),
    })
}

/// Whoever only holds a post keeps their kind, which is none of the pack's.
fn kept_kind(held: &Person, command: &CorrectPerson<'_>, refusal: Failure) -> Result<SaidPerson, Failure> {
    let is_kind = matches!(refusal, Failure::Refused(Refusal::UnknownKind { .. }));
    if !is_kind || command.kind != held.kind {
        return Err(refusal);
    }
    let month = command.birth_month.map(birth_month).transpose().map_err(no)?;
    Ok(SaidPerson {
        name: fold_name(command.name),
        birth_month: month,
        kind: held.kind.clone(),
    })
}

/// Two of a name in one home must be told apart.
fn is_no_namesake(
    snapshot: &Snapshot,
    home: OrganisationId,
    (own, said): (Option<PersonId>, &SaidPerson),
) -> Result<(), Failure> {
    let facts = &snapshot.facts;
    let there = facts
        .memberships
        .iter()
        .filter(|other| other.organisation == home && other.until.is_none() && Some(other.person) != own);
    let clashes = |person: &Person| {
        person.name.as_ref() == Some(&said.name)
            && (person.birth_month.is_none()
                || said.birth_month.is_none()
                || person.birth_month == said.birth_month)
    };
    let mut people = there.filter_map(|home| facts.person(home.person));
    if people.any(clashes) {
        let name = said.name.clone();
        return Err(no(PeopleRefusal::NamesakeThere { name }));
    }
    Ok(())
}

fn is_home(snapshot: &Snapshot, organisation: OrganisationId, on: Date) -> Result<(), Failure> {
    if !snapshot.keeps_members(organisation) {
        return Err(no(PeopleRefusal::NoMembersThere));
    }
    let found = snapshot.facts.organisation(organisation);
    if !found.is_some_and(|found| found.existed_on(on) && !found.closed_by(snapshot.as_of)) {
        return Err(no(PeopleRefusal::OrganisationNotThere { on }));
    }
    if on > snapshot.as_of {
        return Err(no(PeopleRefusal::NotYet { on }));
    }
    Ok(())
}

/// Asks for the right to change a person, who must not have been erased.
fn permit_change(snapshot: &Snapshot, actor: &Actor, person: PersonId) -> Result<(), Failure> {
    let targets = of_person(snapshot, TargetKind::Person, person);
    permit_any(actor, Action::Change, (TargetKind::Person, &targets))?;
    named(snapshot, person).map(|_| ())
}

fn named(snapshot: &Snapshot, person: PersonId) -> Result<&Person, Failure> {
    let found = snapshot.facts.person(person);
    let found = found.ok_or_else(|| Refusal::UnknownPerson(person.to_string()))?;
    match found.name {
        Some(_) => Ok(found),
        None => Err(no(PeopleRefusal::Erased)),
    }
}

async fn decided_or_back<T>(tx: Box<Tx>, decided: Result<T, PeopleRefusal>) -> Result<(Box<Tx>, T), Failure> {
    match decided {
        Ok(decided) => Ok((tx, decided)),
        Err(refusal) => {
            tx.give_up().await?;
            Err(no(refusal))
        }
    }
}

/// A home as it is kept.
pub(crate) fn home_row(home: &Membership) -> MembershipRow {
    MembershipRow {
        person_id: home.person,
        organisation_id: home.organisation,
        from_on: home.from,
        until_on: home.until,
    }
}

fn post_row(post: domain::person::Post, last: Date) -> PostRow {
    PostRow {
        id: post.id,
        organisation_id: post.organisation,
        role: post.role,
        person_id: post.person,
        from_on: post.from,
        until_on: Some(last),
    }
}

pub(crate) fn no(refusal: PeopleRefusal) -> Failure {
    Refusal::People(refusal).into()
}

/// Whether a reason was given; the history keeps it.
pub(crate) fn reason_in(text: &str) -> Result<&str, Failure> {
    let text = text.trim();
    if text.is_empty() {
        Err(no(PeopleRefusal::ReasonMissing))
    } else {
        Ok(text)
    }
}
