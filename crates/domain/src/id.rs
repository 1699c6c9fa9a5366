//! Identifiers: a newtype per kind of thing, so that a lecture can never be handed in for a person.
//! Must not make ids: they come from the application's id source, so that a run can be replayed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The sixteen bytes, as the store keeps them.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map($name)
            }
        }
    )*};
}

ids! {
    /// The root organisation of a tree (a county); every row a tree owns carries it first.
    TreeId,
    /// A node of the tree (党组织; 单位).
    OrganisationId,
    /// A person: member, or holder of a post who is no member.
    PersonId,
    /// A post held by a person over a time.
    PostId,
    /// One sitting (党课; 场次).
    LectureId,
    /// A granted exemption (免讲).
    ExcusalId,
    /// An item of a plan (计划安排).
    PlanItemId,
    /// Somebody who signs in (账号): one a person, whatever they may do.
    AccountId,
    /// A role handed to an account over an organisation (授权).
    GrantId,
    /// A file that belongs to a lecture (佐证材料).
    MaterialId,
    /// A bulletin of a quarter (通报).
    BulletinId,
    /// A return: a form sent out and taken back (收表).
    ReturnId,
    /// A file that came back for a return.
    ReturnFileId,
    /// The merging of one file of a return.
    ReturnMergeId,
    /// An inspection: a patrol, a spot check or a self-check (巡查、抽查、自查).
    InspectionId,
    /// Something found wanting (发现的问题).
    FindingId,
    /// A reminder interview (约谈).
    InterviewId,
}
