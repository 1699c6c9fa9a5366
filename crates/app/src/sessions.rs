//! Who is signed in: opening a session, taking it up again with each request, ending it.
//!
//! Rights are read anew with every request, so that a grant taken back or an account suspended ends with the next one.
//! Must not check passwords or slips: `sign_in` and `activation` do, and then open a session here.

use domain::access::{self, Grant, GrantState, Role};
use domain::facts::Facts;
use domain::id::{AccountId, OrganisationId, PersonId, TreeId};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{AccountRow, GrantRow, SessionRow, Tx};

use crate::known::Known;
use crate::snapshot::path_to;
use crate::{Actor, App, Failure};

/// What a session was opened with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SessionKind {
    /// An officer with a password: ends when idle.
    Officer,
    /// A secretary's or member's own phone, opened with a slip: lasts long, can be taken back.
    Phone,
}

impl SessionKind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            SessionKind::Officer => "officer",
            SessionKind::Phone => "phone",
        }
    }

    fn parse(word: &str) -> SessionKind {
        if word == "phone" {
            SessionKind::Phone
        } else {
            SessionKind::Officer
        }
    }

    /// How long it lasts, used or not.
    #[must_use]
    pub fn lasts(self) -> SignedDuration {
        match self {
            SessionKind::Officer => SignedDuration::from_hours(12),
            // Five years, a term of office: whoever uses the phone must not need paper for it each year.
            SessionKind::Phone => SignedDuration::from_hours(24 * 365 * 5),
        }
    }

    /// How long it lasts unused.
    #[must_use]
    pub fn lasts_idle(self) -> SignedDuration {
        match self {
            SessionKind::Officer => SignedDuration::from_mins(30),
            // A duty comes each quarter at the latest, or once a year: who skips one must still come in. It is also
            // the longest that browsers keep a cookie.
            SessionKind::Phone => SignedDuration::from_hours(24 * 400),
        }
    }
}

/// A secret handed to a browser or printed on a slip. Only its hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one: 256 random bits.
    #[must_use]
    pub fn new(app: &App) -> Secret {
        let bytes: [u8; 32] = app.random();
        Secret(store::sha256_hex(&bytes))
    }

    /// One that somebody brings back.
    #[must_use]
    pub fn brought(text: &str) -> Secret {
        Secret(text.to_owned())
    }

    /// As it is handed out.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// As it is kept.
    pub(crate) fn sha256(&self) -> String {
        store::sha256_hex(self.0.as_bytes())
    }

    /// What a form of this session carries, so that no other site can send one (CSRF).
    #[must_use]
    pub fn form_token(&self) -> String {
        store::sha256_hex(["kaijiang-form-v1\n", &self.0].concat().as_bytes())
    }
}

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Whose account.
    pub account: AccountId,
    /// What they type to sign in; none where a slip and the own phone do.
    pub login: Option<String>,
    /// The person, when they are one of ours.
    pub person: Option<PersonId>,
    /// What they are called; none once erased.
    pub name: Option<String>,
    /// Their rights.
    pub actor: Actor,
    /// The role by which they come in: the one that sees most.
    pub role: Role,
    /// The organisation of that role.
    pub home: OrganisationId,
    /// How they came in.
    pub kind: SessionKind,
    /// A one-time code is still to come: until then nothing but asking for it is done.
    pub awaits_code: bool,
}

/// Roles by what they see, most first: the door that opens.
const DOORS: [Role; 6] = [
    Role::CountyOfficer,
    Role::Auditor,
    Role::Inspector,
    Role::TownshipOfficer,
    Role::Secretary,
    Role::Member,
];

/// Takes a session up again; none when it has ended, or nothing may be done with it any more.
///
/// # Errors
/// When the database fails.
pub async fn resume(app: &App, secret: &Secret) -> Result<Option<SignedIn>, Failure> {
    let tree = app.tree(None).await?;
    let mut reading = app.store().read(tree).await?;
    let Some(session) = reading.get::<SessionRow>((secret.sha256(),)).await? else {
        return Ok(None);
    };
    let kind = SessionKind::parse(&session.kind);
    if !is_live(&session, app.now()) {
        return Ok(None);
    }
    let account: Option<AccountRow> = reading.get((session.account_id,)).await?;
    let grants: Vec<GrantRow> = reading.by("account_id", session.account_id).await?;
    drop(reading);
    let Some(account) = account else { return Ok(None) };
    let known = app.known(tree).await?;
    note_seen(app, tree, &session).await?;
    let found = signed_in(app.today(&known.rules), &known, (account, grants), kind);
    Ok(found.map(|found| SignedIn {
        awaits_code: session.awaits.is_some(),
        ..found
    }))
}

/// Whether a session has neither come to its end nor been unused for too long.
pub(crate) fn is_live(session: &SessionRow, now: Timestamp) -> bool {
    // The time kept is true to the minute.
    let idle = SessionKind::parse(&session.kind).lasts_idle() + SignedDuration::from_mins(1);
    let idle_until = session.seen_at.saturating_add(idle).unwrap_or(Timestamp::MAX);
    now < session.ends_at && now < idle_until
}

/// Keeps when a session was last used, once a minute at most.
async fn note_seen(app: &App, tree: TreeId, session: &SessionRow) -> Result<(), Failure> {
    let now = app.now();
    if session.seen_at.duration_until(now) < SignedDuration::from_mins(1) {
        return Ok(());
    }
    let mut tx = app.store().write_unlogged(tree).await?;
    // A session ended meanwhile must not come back.
    if let Some(session) = tx.get::<SessionRow>((session.token_sha256.clone(),)).await? {
        tx.save(&[SessionRow {
            seen_at: now,
            ..session
        }])
        .await?;
    }
    Ok(tx.commit().await?)
}

/// Whether an account makes anybody of its holder today.
pub(crate) async fn is_anybody(
    app: &App,
    tree: TreeId,
    account: (AccountRow, Vec<GrantRow>),
) -> Result<bool, Failure> {
    let known = app.known(tree).await?;
    let found = signed_in(app.today(&known.rules), &known, account, SessionKind::Officer);
    Ok(found.is_some())
}

/// The word of an account in the history.
pub(crate) fn word_of(account: AccountId) -> String {
    format!("account:{account}")
}

/// The actor of an account where the history needs no more than the word.
pub(crate) fn actor_of(app: &App, account: AccountId) -> Actor {
    let today = jiff::tz::TimeZone::UTC.to_datetime(app.now()).date();
    Actor::signed_in(account, access::Actor::anonymous(today))
}

/// A grant as rights are reckoned from it: over an organisation that has ended, or in a post that another holds now,
/// it is over too, whether or not somebody thought of saying so.
fn grant_of(facts: &Facts, row: &GrantRow, person: Option<PersonId>, on: Date) -> Option<Grant> {
    let organisation = facts.organisation(row.organisation_id);
    let is_there = organisation.is_some_and(|organisation| !organisation.closed_by(on));
    let role = Role::parse(&row.role)?;
    let state = GrantState::parse(&row.state)?;
    let has_moved = person.is_some_and(|person| has_left(facts, person, (role, row.organisation_id), on));
    Some(Grant {
        role,
        path: if is_there {
            path_to(facts, row.organisation_id, on)
        } else {
            Vec::new()
        },
        from: row.from_on,
        until: row.until_on,
        state: if has_moved && state == GrantState::Active {
            GrantState::Moved
        } else {
            state
        },
    })
}

/// Whether a person held a post there, or was at home there, and is no more. Somebody who never was (who types for
/// the secretary) has not left.
fn has_left(facts: &Facts, person: PersonId, (role, there): (Role, OrganisationId), on: Date) -> bool {
    let held: Vec<bool> = match role {
        Role::Secretary => {
            let posts = facts.posts.iter().filter(|post| post.person == person);
            let there = posts.filter(|post| post.organisation == there && post.from <= on);
            there.map(|post| post.held_on(on)).collect()
        }
        Role::Member => {
            let homes = facts.memberships.iter().filter(|home| home.person == person);
            let there = homes.filter(|home| home.organisation == there && home.from <= on);
            there.map(|home| home.held_on(on)).collect()
        }
        _ => Vec::new(),
    };
    !held.is_empty() && !held.contains(&true)
}

/// Who an account makes of somebody on a day; none without a grant in force.
pub(crate) fn signed_in(
    on: Date,
    known: &Known,
    (account, grants): (AccountRow, Vec<GrantRow>),
    kind: SessionKind,
) -> Option<SignedIn> {
    if GrantState::parse(&account.state) != Some(GrantState::Active) {
        return None;
    }
    let person = account.person_id;
    let grants: Vec<Grant> = grants
        .iter()
        .filter_map(|row| grant_of(&known.facts, row, person, on))
        .collect();
    let (role, home) = DOORS.iter().find_map(|role| {
        let grant = grants
            .iter()
            .find(|grant| grant.role == *role && grant.is_in_force(on))?;
        Some((*role, *grant.path.last()?))
    })?;
    let on_record = person.and_then(|person| known.facts.person(person)?.name.clone());
    let rights = access::Actor { person, grants, on };
    Some(SignedIn {
        account: account.id,
        login: account.login,
        person,
        name: on_record.or(account.name),
        actor: Actor::signed_in(account.id, rights),
        role,
        home,
        kind,
        awaits_code: false,
    })
}

/// Word of a session for which a one-time code is still to come.
pub(crate) const AWAITS_CODE: &str = "code";
/// How long such a session waits.
const WAITS_FOR: SignedDuration = SignedDuration::from_mins(10);

/// How a session is opened.
pub(crate) struct Opening<'a> {
    /// For whom.
    pub account: AccountId,
    /// With what.
    pub kind: SessionKind,
    /// The device as the browser calls itself.
    pub device: &'a str,
    /// A word for what is still to come before it counts.
    pub awaits: Option<&'a str>,
}

impl Opening<'_> {
    /// The row of a session that begins now.
    pub(crate) fn row(&self, secret: &Secret, now: Timestamp) -> SessionRow {
        let lasts = if self.awaits.is_some() {
            WAITS_FOR
        } else {
            self.kind.lasts()
        };
        SessionRow {
            token_sha256: secret.sha256(),
            account_id: self.account,
            kind: self.kind.word().to_owned(),
            device: self.device.chars().take(120).collect(),
            opened_at: now,
            seen_at: now,
            ends_at: now.saturating_add(lasts).unwrap_or(Timestamp::MAX),
            awaits: self.awaits.map(str::to_owned),
        }
    }
}

/// Opens a session and hands out its secret.
///
/// # Errors
/// When the database fails.
pub(crate) async fn open(app: &App, tree: TreeId, opening: Opening<'_>) -> Result<Secret, Failure> {
    let secret = Secret::new(app);
    let mut tx = app.store().write_unlogged(tree).await?;
    tx.save(&[opening.row(&secret, app.now())]).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(app: &App, secret: &Secret) -> Result<(), Failure> {
    let tree = app.tree(None).await?;
    let mut tx = app.store().write_unlogged(tree).await?;
    tx.remove::<SessionRow>([(secret.sha256(),)]).await?;
    Ok(tx.commit().await?)
}

/// Ends the sessions of an account on every device but one, within what else is written.
pub(crate) async fn end_in(tx: &mut Tx, account: AccountId, but: Option<&Secret>) -> Result<(), Failure> {
    let kept = but.map(Secret::sha256);
    let sessions: Vec<SessionRow> = tx.by("account_id", account).await?;
    let ended = sessions.into_iter().map(|session| session.token_sha256);
    let ended = ended.filter(|token| Some(token) != kept.as_ref());
    Ok(tx
        .remove_unlogged::<SessionRow>(ended.map(|token| (token,)))
        .await?)
}
