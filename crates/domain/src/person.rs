//! People: members with one home at a time, posts held over time, villages supported by units.
//! Keeps as little as the programme needs (X5): no identity number, no address, no face, no track.

use jiff::civil::Date;

use crate::id::{OrganisationId, PersonId, PostId};

/// A person. The name is absent once erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The id, which stays when the name is erased.
    pub id: PersonId,
    /// 姓名.
    pub name: Option<String>,
    /// 出生年月 as `1956-01`, only to tell namesakes apart.
    pub birth_month: Option<String>,
    /// Member kind id of the rule pack (`full`, `probationary`); `holder` for a post-holder who is no member.
    pub kind: String,
}

/// Where a person is at home, from a day on (E21: one home at a time).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// The home organisation.
    pub organisation: OrganisationId,
    /// First day; `Date::MIN` when not known.
    pub from: Date,
    /// Last day, if it ended.
    pub until: Option<Date>,
}

impl Membership {
    /// Whether it held on a day.
    #[must_use]
    pub fn held_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A post held over a time (书记, 委员).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Where.
    pub organisation: OrganisationId,
    /// Post id of the rule pack (`secretary`).
    pub role: String,
    /// Who holds it.
    pub person: PersonId,
    /// First day; `Date::MIN` when not known.
    pub from: Date,
    /// Last day, if it ended.
    pub until: Option<Date>,
}

impl Post {
    /// Whether it was held on a day.
    #[must_use]
    pub fn held_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A unit and the village it supports (挂包村; 挂钩联系村).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PairedVillage {
    /// The supporting unit.
    pub unit: OrganisationId,
    /// The supported village organisation.
    pub village: OrganisationId,
    /// First day.
    pub from: Date,
    /// Last day, if it ended.
    pub until: Option<Date>,
}
