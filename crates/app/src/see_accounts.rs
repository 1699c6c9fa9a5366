//! Who can sign in: branches with the account of their secretary, members of a branch, officers.
//! Must not show a secret, and no device's name: only its holder sees those.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, GrantState, Role, TargetKind};
use domain::id::{AccountId, OrganisationId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{AccountRow, ActivationRow, GrantRow, Queries, SessionRow};

use crate::accounts::is_open;
use crate::activation::{SlipState, secretary_of, state_of};
use crate::snapshot::look;
use crate::twice_on_record::holders_of_members;
use crate::{Actor, App, Ask, Failure, Snapshot, sessions};

/// Where an account stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccountState {
    /// Nobody is on record who could have one.
    Nobody,
    /// There is none.
    None,
    /// There is one, never used, and no slip out that works.
    NeverUsed,
    /// A slip is out since then, not used yet, and works until then.
    SlipOut(Timestamp, Timestamp),
    /// In use since then, last used then; none while signed in nowhere.
    InUse(Timestamp, Option<Timestamp>),
    /// Suspended.
    Suspended,
    /// Over.
    Ended,
}

impl AccountState {
    /// Whether a slip would help: nobody has one that works, and the account is not in use.
    #[must_use]
    pub fn wants_slip(self) -> bool {
        matches!(self, AccountState::None | AccountState::NeverUsed)
    }
}

/// A branch and its secretary's account.
pub struct BranchLine {
    /// The branch.
    pub organisation: OrganisationId,
    /// The township (or whatever stands below the root) it hangs under.
    pub under: Option<OrganisationId>,
    /// Who is on record as secretary.
    pub secretary: Option<PersonId>,
    /// The name.
    pub name: Option<String>,
    /// The account, if there is one.
    pub account: Option<AccountId>,
    /// Where it stands.
    pub state: AccountState,
}

/// A member of a branch and their account.
pub struct MemberLine {
    /// Who.
    pub person: PersonId,
    /// The other record of the same person, as the holder of a post here: what they sign in by goes by it.
    pub holder: Option<PersonId>,
    /// The name; none once erased.
    pub name: Option<String>,
    /// The account, if there is one.
    pub account: Option<AccountId>,
    /// Where it stands.
    pub state: AccountState,
}

/// Any other account.
pub struct AccountLine {
    /// The account.
    pub account: AccountId,
    /// What is typed to sign in.
    pub login: Option<String>,
    /// What the holder is called.
    pub name: Option<String>,
    /// As what.
    pub role: Role,
    /// Over which organisation.
    pub organisation: OrganisationId,
    /// Last day, if it ends.
    pub until: Option<Date>,
    /// Where it stands.
    pub state: AccountState,
}

/// The accounts of a part of the tree.
pub struct AccountsSeen {
    /// What it was read from, to name things by.
    pub snapshot: Snapshot,
    /// Every branch, in the order of the tree.
    pub branches: Vec<BranchLine>,
    /// Officers, and those who write for a branch without holding its post.
    pub others: Vec<AccountLine>,
}

/// All accounts, as far as a list of them needs.
struct Shelf {
    accounts: BTreeMap<AccountId, AccountRow>,
    grants: Vec<GrantRow>,
    slips: BTreeMap<AccountId, Vec<ActivationRow>>,
    sessions: BTreeMap<AccountId, Vec<SessionRow>>,
    now: Timestamp,
}

impl Shelf {
    async fn of(app: &App, reading: &mut Queries) -> Result<Shelf, Failure> {
        let (mut slips, mut sessions) = (BTreeMap::new(), BTreeMap::new());
        for row in reading.all::<ActivationRow>().await? {
            let of: &mut Vec<ActivationRow> = slips.entry(row.account_id).or_default();
            of.push(row);
        }
        for row in reading.all::<SessionRow>().await? {
            let of: &mut Vec<SessionRow> = sessions.entry(row.account_id).or_default();
            of.push(row);
        }
        let accounts: Vec<AccountRow> = reading.all().await?;
        Ok(Shelf {
            accounts: accounts.into_iter().map(|row| (row.id, row)).collect(),
            grants: reading.all().await?,
            slips,
            sessions,
            now: app.now(),
        })
    }

    fn state(&self, account: AccountId) -> AccountState {
        let row = self.accounts.get(&account);
        let slips = self.slips.get(&account).map(Vec::as_slice).unwrap_or_default();
        let sessions = self.sessions.get(&account).map(Vec::as_slice).unwrap_or_default();
        state_at(row, slips, sessions, self.now)
    }

    /// The account by which somebody holds a role there.
    fn of_person(
        &self,
        (role, organisation): (Role, OrganisationId),
        person: PersonId,
    ) -> Option<(AccountId, AccountState)> {
        let there = self.grants.iter().filter(|grant| {
            is_open(grant) && grant.role == role.word() && grant.organisation_id == organisation
        });
        let theirs = there.filter(|grant| {
            let account = self.accounts.get(&grant.account_id);
            account.is_some_and(|account| account.person_id == Some(person))
        });
        let mut found = theirs.map(|grant| (grant.account_id, self.state(grant.account_id)));
        found.rfind(|(_, state)| *state != AccountState::Ended)
    }
}

pub(crate) fn state_at(
    row: Option<&AccountRow>,
    slips: &[ActivationRow],
    sessions: &[SessionRow],
    now: Timestamp,
) -> AccountState {
    match row.map(|row| GrantState::parse(&row.state)) {
        Some(Some(GrantState::Active)) => {}
        Some(Some(GrantState::Suspended)) => return AccountState::Suspended,
        _ => return AccountState::Ended,
    }
    // One that works goes before all others; of those that do not, the newest says how it stands.
    let newest = slips
        .iter()
        .max_by_key(|slip| (state_of(slip, now) == SlipState::Works, slip.issued_at));
    let live = sessions
        .iter()
        .filter(|row| row.awaits.is_none() && sessions::is_live(row, now));
    let seen_at = live.map(|row| row.seen_at).max();
    match newest.map(|slip| (slip, state_of(slip, now))) {
        Some((slip, SlipState::Works)) => AccountState::SlipOut(slip.issued_at, slip.ends_at),
        Some((slip, SlipState::Used)) => AccountState::InUse(slip.used_at.unwrap_or(slip.issued_at), seen_at),
        _ => match seen_at {
            Some(seen_at) => AccountState::InUse(seen_at, Some(seen_at)),
            None => AccountState::NeverUsed,
        },
    }
}

/// The accounts of everything the actor may list, below an organisation.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_accounts(app: &App, actor: &Actor, top: OrganisationId) -> Result<AccountsSeen, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::List, TargetKind::Account), top)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let shelf = Shelf::of(app, &mut reading).await?;
    drop(reading);
    let board = snapshot.board();
    let scope: Vec<OrganisationId> = board.tree().scope(top).to_vec();
    drop(board);
    let branches: Vec<BranchLine> = scope
        .iter()
        .filter(|id| is_branch(&snapshot, **id))
        .map(|id| branch_line(&snapshot, &shelf, *id))
        .collect();
    let at_branches: BTreeSet<AccountId> = branches.iter().filter_map(|line| line.account).collect();
    let within: BTreeSet<OrganisationId> = scope.into_iter().collect();
    let open = shelf.grants.iter().filter(|grant| {
        is_open(grant)
            && grant.role != Role::Member.word()
            && within.contains(&grant.organisation_id)
            && !at_branches.contains(&grant.account_id)
    });
    let mut others: Vec<AccountLine> = open
        .filter_map(|grant| account_line(&snapshot, &shelf, grant))
        .collect();
    others.sort_by_key(|line| (std::cmp::Reverse(line.role), line.account));
    Ok(AccountsSeen {
        snapshot,
        branches,
        others,
    })
}

fn is_branch(snapshot: &Snapshot, id: OrganisationId) -> bool {
    let organisation = snapshot.facts.organisation(id);
    organisation.is_some_and(|organisation| {
        snapshot.rules.is_branch(&organisation.kind) && organisation.existed_on(snapshot.as_of)
    })
}

fn branch_line(snapshot: &Snapshot, shelf: &Shelf, organisation: OrganisationId) -> BranchLine {
    let secretary = secretary_of(snapshot, organisation).map(|post| post.person);
    let found = secretary.and_then(|person| shelf.of_person((Role::Secretary, organisation), person));
    let name = secretary.and_then(|person| snapshot.facts.person(person)?.name.clone());
    let state = match (secretary, found) {
        (None, _) => AccountState::Nobody,
        (Some(_), Some((_, state))) => state,
        (Some(_), None) => AccountState::None,
    };
    BranchLine {
        organisation,
        under: snapshot.path(organisation).get(1).copied(),
        secretary,
        name,
        account: found.map(|(account, _)| account),
        state,
    }
}

fn account_line(snapshot: &Snapshot, shelf: &Shelf, grant: &GrantRow) -> Option<AccountLine> {
    let row = shelf.accounts.get(&grant.account_id)?;
    Some(AccountLine {
        account: row.id,
        login: row.login.clone(),
        name: called(snapshot, row),
        role: Role::parse(&grant.role)?,
        organisation: grant.organisation_id,
        until: grant.until_on,
        state: shelf.state(row.id),
    })
}

pub(crate) fn called(snapshot: &Snapshot, row: &AccountRow) -> Option<String> {
    let on_record = row
        .person_id
        .and_then(|person| snapshot.facts.person(person)?.name.clone());
    on_record.or_else(|| row.name.clone())
}

/// The members of a branch with their accounts, by name.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_members(
    app: &App,
    actor: &Actor,
    branch: OrganisationId,
) -> Result<Vec<MemberLine>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::List, TargetKind::Account), branch)?;
    snapshot.permit(actor, (Action::List, TargetKind::Person), branch)?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let shelf = Shelf::of(app, &mut reading).await?;
    drop(reading);
    let twice = holders_of_members(&snapshot);
    let homes = snapshot.facts.memberships.iter();
    let homes = homes.filter(|home| home.organisation == branch && home.held_on(snapshot.as_of));
    let mut lines: Vec<MemberLine> = homes
        .map(|home| {
            let holder = twice.get(&home.person).copied();
            // A secretary of the branch signs in as that already.
            let ways = [
                (Role::Member, Some(home.person)),
                (Role::Secretary, Some(home.person)),
                (Role::Secretary, holder),
            ];
            let found = ways
                .into_iter()
                .find_map(|(role, person)| shelf.of_person((role, branch), person?));
            MemberLine {
                person: home.person,
                holder,
                name: snapshot
                    .facts
                    .person(home.person)
                    .and_then(|person| person.name.clone()),
                account: found.map(|(account, _)| account),
                state: found.map_or(AccountState::None, |(_, state)| state),
            }
        })
        .collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name).then(a.person.cmp(&b.person)));
    Ok(lines)
}

/// Where an account may be made from a list, as people call these places: for who runs the whole tree those above the
/// branches, for others everything of theirs.
///
/// # Errors
/// When the actor may not list accounts there, or the database fails.
pub async fn places(
    app: &App,
    actor: &Actor,
    top: OrganisationId,
) -> Result<Vec<(OrganisationId, String)>, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    snapshot.permit(actor, (Action::List, TargetKind::Account), top)?;
    let is_root = top.0 == snapshot.tree.0;
    let board = snapshot.board();
    let offered = board.tree().scope(top).iter().copied().filter(|id| {
        let is_above = *id == top || snapshot.path(*id).len() == 2;
        let is_offered = !is_root || is_above || snapshot.is_township(*id);
        let may = snapshot.permit(actor, (Action::Create, TargetKind::Account), *id);
        is_offered && may.is_ok()
    });
    Ok(offered.map(|id| (id, snapshot.short_path(id, top))).collect())
}
