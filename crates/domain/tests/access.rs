//! The whole table of rights, made by asking `decide` about every role, action, sort of target, relation and state,
//! and compared with `access_table.txt`, which is to be read by people. After an intended change:
//! `UPDATE=1 cargo test -p kaijiang-domain --test access`.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use kaijiang_domain::access::{
    Action, Actor, Decision, Denial, Depth, Grant, GrantState, Reach, Relation, Role, Target, TargetKind,
    decide, reach,
};
use kaijiang_domain::id::{OrganisationId, PersonId};
use uuid::Uuid;

const TODAY: Date = date(2020, 9, 7);

fn path(places: &[u128]) -> Vec<OrganisationId> {
    places
        .iter()
        .map(|n| OrganisationId(Uuid::from_u128(*n)))
        .collect()
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn grant(role: Role, state: GrantState) -> Grant {
    let path = if role == Role::Operator {
        Vec::new()
    } else {
        path(&[1, 2, 3])
    };
    Grant {
        role,
        path,
        from: date(2020, 1, 1),
        until: Some(date(2020, 12, 31)),
        state,
    }
}

fn actor(role: Role, state: GrantState) -> Actor {
    let grants = if role == Role::Anonymous {
        Vec::new()
    } else {
        vec![grant(role, state)]
    };
    let person = (!matches!(role, Role::Anonymous | Role::Operator)).then(|| person(7));
    Actor {
        person,
        grants,
        on: TODAY,
    }
}

/// A target that stands so to the grant at 1/2/3.
fn target(kind: TargetKind, relation: Relation) -> Target {
    let places: &[u128] = match relation {
        Relation::Own => &[1, 2, 3],
        Relation::Descendant => &[1, 2, 3, 4],
        Relation::Ancestor => &[1, 2],
        Relation::Sibling => &[1, 2, 30],
        // One's own data may lie anywhere: a member moved away.
        Relation::Cousin | Relation::Oneself => &[1, 20, 300],
        Relation::OtherTree => &[9, 90],
        Relation::Machine => &[],
    };
    let about = (relation == Relation::Oneself).then(|| person(7));
    Target {
        person: about,
        ..Target::of(kind, path(places))
    }
}

fn is_allowed(actor: &Actor, action: Action, target: &Target) -> bool {
    decide(actor, action, target) == Decision::Allowed
}

fn cell(role: Role, action: Action, kind: TargetKind) -> String {
    let actor = actor(role, GrantState::Active);
    let words: Vec<&str> = Relation::ALL
        .iter()
        .copied()
        .filter(|relation| is_allowed(&actor, action, &target(kind, *relation)))
        .map(Relation::word)
        .collect();
    if words.is_empty() {
        "-".to_owned()
    } else if words.len() == Relation::ALL.len() {
        "everywhere".to_owned()
    } else {
        words.join(" ")
    }
}

fn table() -> String {
    let mut text = String::from(
        "Who may do what, where. Made by `UPDATE=1 cargo test -p kaijiang-domain --test access`; do not edit.\n\n\
         A cell says where, seen from the organisation of the role's grant: own, below it, above it; self: data about\n\
         oneself; everywhere: in every tree and on the machine. \"-\": nowhere. Siblings, cousins and other trees would\n\
         be named where a role may reach them.\n\
         Approve is denied to whoever made the thing. A grant that is invited, suspended, moved, ended or outside its\n\
         dates gives nothing.\n",
    );
    for &kind in TargetKind::ALL {
        let _ = writeln!(text, "\n{}", kind.word());
        let _ = write!(text, "{:14}", "");
        for &role in Role::ALL {
            let _ = write!(text, "{:18}", role.word());
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        for &action in Action::ALL {
            let _ = write!(text, "  {:12}", action.word());
            for &role in Role::ALL {
                let _ = write!(text, "{:18}", cell(role, action, kind));
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
    }
    text
}

#[test]
fn the_table_is_the_one_that_was_read() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/access_table.txt");
    let now = table();
    if std::env::vars().any(|(name, value)| name == "UPDATE" && value == "1") {
        std::fs::write(file, &now).unwrap();
    }
    let read = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        read == now,
        "access_table.txt is stale; read the change, then run with UPDATE=1:\n{now}"
    );
}

#[test]
fn only_a_grant_in_force_gives_anything() {
    for &role in Role::ALL {
        for (action, kind, relation) in cells() {
            let target = target(kind, relation);
            for state in GrantState::ALL
                .iter()
                .copied()
                .filter(|state| *state != GrantState::Active)
            {
                assert!(
                    !is_allowed(&actor(role, state), action, &target),
                    "{role:?} {state:?} {action:?}"
                );
            }
            for on in [date(2019, 12, 31), date(2021, 1, 1)] {
                let late = Actor {
                    on,
                    ..actor(role, GrantState::Active)
                };
                assert!(!is_allowed(&late, action, &target), "{role:?} on {on}");
            }
        }
    }
}

fn cells() -> impl Iterator<Item = (Action, TargetKind, Relation)> {
    Action::ALL.iter().copied().flat_map(|action| {
        TargetKind::ALL.iter().copied().flat_map(move |kind| {
            Relation::ALL
                .iter()
                .copied()
                .map(move |relation| (action, kind, relation))
        })
    })
}

#[test]
fn nobody_but_the_operator_reaches_another_tree_a_sibling_or_the_machine() {
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::Operator) {
        for (action, kind, relation) in cells() {
            let elsewhere = matches!(
                relation,
                Relation::Sibling | Relation::Cousin | Relation::OtherTree | Relation::Machine
            );
            let allowed = is_allowed(&actor(role, GrantState::Active), action, &target(kind, relation));
            assert!(
                !(elsewhere && allowed),
                "{role:?} {action:?} {kind:?} {relation:?}"
            );
        }
    }
}

#[test]
fn seeing_gives_no_right_to_change() {
    for role in [Role::Anonymous, Role::Member, Role::Inspector, Role::Auditor] {
        for (action, kind, relation) in cells() {
            let changes = !matches!(action, Action::Read | Action::List | Action::Export);
            let allowed = is_allowed(&actor(role, GrantState::Active), action, &target(kind, relation));
            assert!(!(changes && allowed), "{role:?} {action:?} {kind:?} {relation:?}");
        }
    }
}

#[test]
fn nobody_approves_their_own_work() {
    let county = actor(Role::CountyOfficer, GrantState::Active);
    let mut lecture = target(TargetKind::Lecture, Relation::Descendant);
    assert!(is_allowed(&county, Action::Approve, &lecture));
    lecture.made_by = Some(person(7));
    assert_eq!(
        decide(&county, Action::Approve, &lecture),
        Decision::Denied(Denial::OwnWork)
    );
    assert!(is_allowed(&county, Action::Change, &lecture));
    lecture.made_by = Some(person(8));
    assert!(is_allowed(&county, Action::Approve, &lecture));
}

#[test]
fn a_denial_says_what_would_be_needed() {
    let lecture = target(TargetKind::Lecture, Relation::Sibling);
    for (asking, action, target, expected) in [
        (Actor::anonymous(TODAY), Action::Read, &lecture, Denial::SignIn),
        (
            actor(Role::Secretary, GrantState::Suspended),
            Action::Read,
            &lecture,
            Denial::NoGrantInForce(GrantState::Suspended),
        ),
        (
            Actor {
                on: date(2021, 1, 1),
                ..actor(Role::Secretary, GrantState::Active)
            },
            Action::Read,
            &lecture,
            Denial::NoGrantInForce(GrantState::Ended),
        ),
        (
            actor(Role::Secretary, GrantState::Active),
            Action::Change,
            &lecture,
            Denial::OutOfScope(vec![Relation::Own]),
        ),
        (
            actor(Role::Secretary, GrantState::Active),
            Action::Approve,
            &lecture,
            Denial::NeedsRole(vec![Role::TownshipOfficer, Role::CountyOfficer]),
        ),
        (
            actor(Role::Operator, GrantState::Active),
            Action::Erase,
            &lecture,
            Denial::Nobody,
        ),
    ] {
        assert_eq!(decide(&asking, action, target), Decision::Denied(expected));
    }
}

#[test]
fn grants_add_up_and_a_list_looks_no_further_than_they_do() {
    let mut both = actor(Role::Secretary, GrantState::Active);
    both.grants.push(Grant {
        path: path(&[1, 20]),
        ..grant(Role::TownshipOfficer, GrantState::Active)
    });
    both.grants.push(Grant {
        path: path(&[1]),
        ..grant(Role::CountyOfficer, GrantState::Ended)
    });
    assert!(is_allowed(
        &both,
        Action::Approve,
        &target(TargetKind::Lecture, Relation::Cousin)
    ));
    assert!(!is_allowed(
        &both,
        Action::Approve,
        &target(TargetKind::Lecture, Relation::Own)
    ));
    let ids = path(&[3, 20]);
    assert_eq!(
        reach(&both, Action::Change, TargetKind::Lecture),
        Reach::At(vec![(ids[0], Depth::Itself), (ids[1], Depth::AndBelow)])
    );
    assert_eq!(
        reach(&both, Action::Approve, TargetKind::Lecture),
        Reach::At(vec![(ids[1], Depth::Below)])
    );
    assert_eq!(
        reach(&both, Action::List, TargetKind::Backup),
        Reach::At(Vec::new())
    );
    assert_eq!(
        reach(&Actor::operator(TODAY), Action::List, TargetKind::Lecture),
        Reach::Everywhere
    );
    assert_eq!(
        reach(&Actor::anonymous(TODAY), Action::List, TargetKind::Lecture),
        Reach::At(Vec::new())
    );
}

#[test]
fn a_stranger_and_the_operator_are_nobody_in_particular() {
    // Two unknown persons are not the same person.
    let unknown = Target::of(TargetKind::Person, path(&[1, 20, 300]));
    let member = Actor {
        person: None,
        ..actor(Role::Member, GrantState::Active)
    };
    assert!(!is_allowed(&member, Action::Read, &unknown));
}
