//! Why someone may not do something, and what would be needed.
//! Must not show whether the thing exists.

use domain::access::{Denial, GrantState, Relation, Role};

use crate::{Advice, Words};

impl Words {
    /// What happened, and what to do next.
    #[must_use]
    pub fn denial(&self, denial: &Denial) -> Advice {
        match denial {
            Denial::SignIn => self.advice("denial-sign-in", &[]),
            Denial::NoGrantInForce(state) => {
                let key = match state {
                    GrantState::Invited => "denial-no-grant-invited",
                    GrantState::Active => "denial-no-grant-outside-its-dates",
                    GrantState::Suspended => "denial-no-grant-suspended",
                    GrantState::Moved => "denial-no-grant-moved",
                    GrantState::Ended => "denial-no-grant-ended",
                };
                self.advice(key, &[])
            }
            Denial::OutOfScope(relations) => {
                let places: Vec<String> = relations
                    .iter()
                    .map(|relation| self.relation(*relation))
                    .collect();
                self.advice("denial-out-of-scope", &[("places", self.list(&places).into())])
            }
            Denial::NeedsRole(roles) => {
                let roles: Vec<String> = roles.iter().map(|role| self.role(*role)).collect();
                self.advice("denial-needs-role", &[("roles", self.list(&roles).into())])
            }
            Denial::OwnWork => self.advice("denial-own-work", &[]),
            Denial::Nobody => self.advice("denial-nobody", &[]),
        }
    }

    /// A role.
    #[must_use]
    pub fn role(&self, role: Role) -> String {
        let key = match role {
            Role::Anonymous => "role-anonymous",
            Role::Member => "role-member",
            Role::Secretary => "role-secretary",
            Role::TownshipOfficer => "role-township-officer",
            Role::CountyOfficer => "role-county-officer",
            Role::Inspector => "role-inspector",
            Role::Auditor => "role-auditor",
            Role::Operator => "role-operator",
        };
        self.say(key, &[])
    }

    /// Where something stands, seen from the organisation of a grant.
    fn relation(&self, relation: Relation) -> String {
        let key = match relation {
            Relation::Oneself => "relation-oneself",
            Relation::Own => "relation-own",
            Relation::Descendant => "relation-descendant",
            Relation::Ancestor => "relation-ancestor",
            Relation::Sibling => "relation-sibling",
            Relation::Cousin => "relation-cousin",
            Relation::OtherTree => "relation-other-tree",
            Relation::Machine => "relation-machine",
        };
        self.say(key, &[])
    }
}
