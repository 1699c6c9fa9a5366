//! Who may do what to what: one table of role × action × target × relation in the tree, and nothing beside it.
//! Must not load grants or targets: both come in, so that the whole table can be printed and read
//! (`tests/access_table.txt`).
//!
//! What no line of the table allows is denied. Seeing, changing, approving and administering are separate lines:
//! none follows from another. Only a grant that is active and within its dates counts.

mod table;
mod words;

use jiff::civil::Date;

use crate::id::{OrganisationId, PersonId};
use table::relations;
pub use words::{Action, GrantState, Relation, Role, TargetKind};

/// 授权: a role over an organisation for a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// From the root of the tree to the organisation of the grant, as the tree stands today; empty only for the
    /// operator's.
    pub path: Vec<OrganisationId>,
    /// First day.
    pub from: Date,
    /// Last day, if it ends.
    pub until: Option<Date>,
    /// Where it stands.
    pub state: GrantState,
}

impl Grant {
    /// Whether it counts on a day.
    #[must_use]
    pub fn is_in_force(&self, on: Date) -> bool {
        self.state == GrantState::Active
            && self.from <= on
            && self.until.is_none_or(|until| on <= until)
            && (self.role == Role::Operator || !self.path.is_empty())
    }
}

/// Who asks, with all grants of theirs, in force or not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// Who; none for a stranger and for the operator.
    pub person: Option<PersonId>,
    /// Their grants.
    pub grants: Vec<Grant>,
    /// The day of asking.
    pub on: Date,
}

impl Actor {
    /// A stranger.
    #[must_use]
    pub fn anonymous(on: Date) -> Actor {
        Actor {
            person: None,
            grants: Vec::new(),
            on,
        }
    }

    /// The person at the machine's command line.
    #[must_use]
    pub fn operator(on: Date) -> Actor {
        let grant = Grant {
            role: Role::Operator,
            path: Vec::new(),
            from: Date::MIN,
            until: None,
            state: GrantState::Active,
        };
        Actor {
            person: None,
            grants: vec![grant],
            on,
        }
    }

    fn in_force(&self) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(|grant| grant.is_in_force(self.on))
    }
}

/// What something is done to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// What sort of thing.
    pub kind: TargetKind,
    /// From the root to the organisation it belongs to, as the record says; empty for what belongs to the machine.
    pub path: Vec<OrganisationId>,
    /// The person it is about, for a person's data and its history.
    pub person: Option<PersonId>,
    /// Who made what is to be approved: nobody approves their own work. None where approving one's own is the
    /// normal course (ticking the rows of a file one brought in).
    pub made_by: Option<PersonId>,
}

impl Target {
    /// Something of an organisation.
    #[must_use]
    pub fn of(kind: TargetKind, path: Vec<OrganisationId>) -> Target {
        Target {
            kind,
            path,
            person: None,
            made_by: None,
        }
    }

    /// Something of the machine.
    #[must_use]
    pub fn machine(kind: TargetKind) -> Target {
        Target::of(kind, Vec::new())
    }
}

/// The answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Go on.
    Allowed,
    /// No, and what would be needed.
    Denied(Denial),
}

/// Why not, and what would be needed. For who asks; whether the thing exists must not show from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Denial {
    /// Nobody is signed in.
    SignIn,
    /// There are grants, none in force: the state of the last one.
    NoGrantInForce(GrantState),
    /// The role would do, over another organisation: over one of these relations it may.
    OutOfScope(Vec<Relation>),
    /// One of these roles is needed, over that organisation or above it.
    NeedsRole(Vec<Role>),
    /// 回避: nobody approves their own work; another person must.
    OwnWork,
    /// Nobody may, whatever the role.
    Nobody,
}

/// Whether the actor may do this to that.
#[must_use]
pub fn decide(actor: &Actor, action: Action, target: &Target) -> Decision {
    let is_own_work = target.made_by.is_some() && target.made_by == actor.person;
    let allowed = actor.in_force().any(|grant| {
        let place = Relation::between(&grant.path, &target.path);
        relations(grant.role, target.kind, action)
            .iter()
            .any(|relation| *relation == place || holds_alone(actor, grant.role, *relation, target))
    });
    match (allowed, action) {
        (true, Action::Approve) if is_own_work => Decision::Denied(Denial::OwnWork),
        (true, _) => Decision::Allowed,
        (false, _) => Decision::Denied(denial(actor, action, target.kind)),
    }
}

/// Relations that do not rest on the place: oneself, and every place for who runs the machine.
fn holds_alone(actor: &Actor, role: Role, relation: Relation, target: &Target) -> bool {
    match relation {
        Relation::Oneself => actor.person.is_some() && actor.person == target.person,
        Relation::Machine => role == Role::Operator,
        _ => false,
    }
}

fn denial(actor: &Actor, action: Action, kind: TargetKind) -> Denial {
    let needed: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|role| !relations(*role, kind, action).is_empty())
        .collect();
    let within: Vec<Relation> = {
        let mut found: Vec<Relation> = actor
            .in_force()
            .flat_map(|grant| relations(grant.role, kind, action))
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    if needed.is_empty() {
        Denial::Nobody
    } else if actor.in_force().next().is_none() {
        let last = actor
            .grants
            .iter()
            .max_by_key(|grant| (grant.until.unwrap_or(Date::MAX), grant.from));
        last.map_or(Denial::SignIn, |grant| {
            Denial::NoGrantInForce(state_on(grant, actor.on))
        })
    } else if within.is_empty() {
        Denial::NeedsRole(needed)
    } else {
        Denial::OutOfScope(within)
    }
}

/// The state of a grant on a day: one outside its dates is not yet taken up, or over.
fn state_on(grant: &Grant, on: Date) -> GrantState {
    match grant.state {
        GrantState::Active if on < grant.from => GrantState::Invited,
        GrantState::Active => GrantState::Ended,
        state => state,
    }
}

/// Which roles a holder of a role may hand out below it: a secretary to members of the branch, a township to its
/// secretaries too, a county to all but who runs the machine. Nobody hands out what stands above them.
#[must_use]
pub fn may_hand_out(giver: Role, role: Role) -> bool {
    match giver {
        Role::Secretary => role == Role::Member,
        Role::TownshipOfficer => matches!(role, Role::Member | Role::Secretary),
        Role::CountyOfficer | Role::Operator => !matches!(role, Role::Anonymous | Role::Operator),
        Role::Anonymous | Role::Member | Role::Inspector | Role::Auditor => false,
    }
}

/// Where a list may look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reach {
    /// In every tree.
    Everywhere,
    /// At these organisations, the second value saying whether also at all below.
    At(Vec<(OrganisationId, Depth)>),
}

/// How far down a list looks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Depth {
    /// Only there.
    Itself,
    /// There and below.
    AndBelow,
    /// Only below.
    Below,
}

/// Where the actor may do this to things of a sort, so that a list asks for exactly what may be seen. Empty when
/// nowhere. What someone may do to their own data alone is not a place and not in it.
#[must_use]
pub fn reach(actor: &Actor, action: Action, kind: TargetKind) -> Reach {
    let mut places = Vec::new();
    for grant in actor.in_force() {
        let allowed = relations(grant.role, kind, action);
        if grant.role == Role::Operator && allowed.contains(&Relation::Machine) {
            return Reach::Everywhere;
        }
        let depth = match (
            allowed.contains(&Relation::Own),
            allowed.contains(&Relation::Descendant),
        ) {
            (true, true) => Some(Depth::AndBelow),
            (true, false) => Some(Depth::Itself),
            (false, true) => Some(Depth::Below),
            (false, false) => None,
        };
        places.extend(grant.path.last().copied().zip(depth));
        if allowed.contains(&Relation::Ancestor) {
            places.extend(
                grant
                    .path
                    .iter()
                    .rev()
                    .skip(1)
                    .map(|above| (*above, Depth::Itself)),
            );
        }
    }
    places.sort_unstable();
    places.dedup();
    Reach::At(places)
}
