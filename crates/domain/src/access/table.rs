//! The table itself: for each role, what it may do to which sort of thing, and where.

use super::Action::{Administer, Approve, Change, Create, Erase, Export, List, Read};
use super::Relation::{Ancestor, Descendant, Machine, Oneself, Own};
use super::TargetKind::{
    Account, Audit, Backup, Bulletin, Import, Lecture, Organisation, Person, Plan, Return, Rules, Settings,
    Standing,
};
use super::{Action, Relation, Role, TargetKind};

const NOWHERE: &[Relation] = &[];
const SELF: &[Relation] = &[Oneself];
const OWN: &[Relation] = &[Own];
const OWN_AND_SELF: &[Relation] = &[Oneself, Own];
const BELOW: &[Relation] = &[Descendant];
const WITHIN: &[Relation] = &[Own, Descendant];
const WITHIN_AND_SELF: &[Relation] = &[Oneself, Own, Descendant];
const UPWARD: &[Relation] = &[Own, Ancestor];
const WITHIN_AND_UPWARD: &[Relation] = &[Own, Descendant, Ancestor];
/// The machine, and with it everything on it.
const ANYWHERE: &[Relation] = &[Machine];

/// Where, seen from its organisation, a role may do this.
pub(super) fn relations(role: Role, kind: TargetKind, action: Action) -> &'static [Relation] {
    match role {
        Role::Anonymous => NOWHERE,
        Role::Member => member(kind, action),
        Role::Secretary => secretary(kind, action),
        Role::TownshipOfficer => township_officer(kind, action),
        Role::CountyOfficer => county_officer(kind, action),
        Role::Inspector => inspector(kind, action),
        Role::Auditor => auditor(kind, action),
        Role::Operator => operator(kind, action),
    }
}

/// Sees the own branch, and of persons only oneself.
fn member(kind: TargetKind, action: Action) -> &'static [Relation] {
    match (kind, action) {
        (Person, Read | Export) | (Audit, Read) => SELF,
        (Organisation | Rules, Read) => UPWARD,
        (Lecture | Plan, Read | List) | (Standing, Read) => OWN,
        _ => NOWHERE,
    }
}

/// Keeps the records of the own branch; of what stands below (a general branch), sees only.
fn secretary(kind: TargetKind, action: Action) -> &'static [Relation] {
    match (kind, action) {
        (Organisation, Read) => WITHIN_AND_UPWARD,
        (Rules, Read) | (Bulletin, Read | List | Export) => UPWARD,
        (Organisation | Lecture | Plan | Standing, Read | List) | (Person, List) => WITHIN,
        (Person, Read) => WITHIN_AND_SELF,
        (Person, Export) => OWN_AND_SELF,
        (Person | Lecture | Plan, Create | Change)
        | (Return, Read | List | Create)
        | (Lecture | Plan | Standing, Export)
        | (Account, List | Create | Change) => OWN,
        (Audit, Read) => SELF,
        _ => NOWHERE,
    }
}

/// Checks what stands below and helps it (代填); never judges the own committee's lectures.
fn township_officer(kind: TargetKind, action: Action) -> &'static [Relation] {
    match (kind, action) {
        (Organisation, Read) | (Bulletin, Read | List | Export) => WITHIN_AND_UPWARD,
        (Rules, Read) => UPWARD,
        (Organisation | Account, Create | Change) | (Lecture | Plan, Approve) => BELOW,
        (Person, Read | Export) => WITHIN_AND_SELF,
        (Organisation, List | Export)
        | (Account, List)
        | (Person, List | Create | Change)
        | (Lecture | Plan, Read | List | Create | Change | Export)
        | (Standing, Read | List | Export)
        | (Return, Read | List | Create | Change | Export)
        | (Import, Read | List | Create | Change | Approve) => WITHIN,
        (Audit, Read) => SELF,
        _ => NOWHERE,
    }
}

/// Runs the programme of the tree: rules, exemptions, erasure and rights, but not the machine.
fn county_officer(kind: TargetKind, action: Action) -> &'static [Relation] {
    match (kind, action) {
        (Person, Read | Export) | (Audit, Read) => WITHIN_AND_SELF,
        (
            Organisation | Lecture | Plan | Bulletin | Rules | Import,
            Read | List | Create | Change | Approve | Export,
        )
        | (Account | Return, Read | List | Create | Change)
        | (Return, Export)
        | (Person, List | Create | Change | Erase)
        | (Standing, Read | List | Approve | Export)
        | (Organisation, Administer)
        | (Audit, List) => WITHIN,
        _ => NOWHERE,
    }
}

/// Sees what a check needs; takes no copy away but of what is published.
fn inspector(kind: TargetKind, action: Action) -> &'static [Relation] {
    match (kind, action) {
        (Bulletin, Read | List | Export) => WITHIN_AND_UPWARD,
        (Rules, Read) => UPWARD,
        (Organisation | Lecture | Plan | Return | Standing, Read | List) => WITHIN,
        (Person, Read) => WITHIN_AND_SELF,
        (Person, Export) | (Audit, Read) => SELF,
        _ => NOWHERE,
    }
}

/// Sees everything of the tree with its history and may check a copy elsewhere; takes no list of persons away.
fn auditor(kind: TargetKind, action: Action) -> &'static [Relation] {
    match (kind, action) {
        (Rules | Bulletin, Read | List | Export) => WITHIN_AND_UPWARD,
        (Person | Audit, Read) => WITHIN_AND_SELF,
        (Person, Export) => SELF,
        (Organisation | Lecture | Plan | Standing | Import | Audit, Read | List | Export)
        | (Account | Return, Read | List)
        | (Person, List) => WITHIN,
        _ => NOWHERE,
    }
}

/// Runs the machine, brings files in and takes copies; judges nothing: no approval is theirs.
fn operator(kind: TargetKind, action: Action) -> &'static [Relation] {
    match (kind, action) {
        (_, Read | List | Export)
        | (
            Organisation | Person | Lecture | Plan | Account | Standing | Bulletin | Return | Rules | Import,
            Create | Change,
        )
        | (Import, Approve)
        | (Person, Erase)
        | (Backup | Settings, Create | Change | Administer) => ANYWHERE,
        _ => NOWHERE,
    }
}
