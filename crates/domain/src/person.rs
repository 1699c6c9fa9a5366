//! People: members with one home at a time, posts held over time, villages supported by units.
//! Keeps as little as the programme needs (X5): no identity number, no address, no face, no track.

use jiff::civil::Date;

use crate::id::{OrganisationId, PersonId, PostId};
use crate::refusal::PeopleRefusal;

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

/// 组织关系转入转出: the home a member leaves and the one they come to, from a day on (E21: one home).
///
/// # Errors
/// When they are at home nowhere or there already, or the day lies ahead or before the home they leave.
pub fn move_home(
    homes: &[Membership],
    to: OrganisationId,
    on: Date,
    today: Date,
) -> Result<[Membership; 2], PeopleRefusal> {
    let home = homes.iter().find(|home| home.until.is_none());
    let home = *home.ok_or(PeopleRefusal::NotAtHome)?;
    if home.organisation == to {
        return Err(PeopleRefusal::AlreadyHome);
    }
    let last = last_day_before(on, home.from, today)?;
    let left = Membership {
        until: Some(last),
        ..home
    };
    let begun = Membership {
        organisation: to,
        from: on,
        until: None,
        ..home
    };
    Ok([left, begun])
}

/// Ends the home of a member after its last day; what was before counts by how things stood then (E40).
///
/// # Errors
/// When they are at home nowhere, or the day lies ahead or before the home began.
pub fn end_home(homes: &[Membership], last: Date, today: Date) -> Result<Membership, PeopleRefusal> {
    let home = homes.iter().find(|home| home.until.is_none());
    let home = *home.ok_or(PeopleRefusal::NotAtHome)?;
    last_day(last, home.from, today)?;
    Ok(Membership {
        until: Some(last),
        ..home
    })
}

/// Ends a post after its last day.
///
/// # Errors
/// When it is over already, or the day lies ahead or before it began.
pub fn end_post(post: &Post, last: Date, today: Date) -> Result<Post, PeopleRefusal> {
    if post.until.is_some() {
        return Err(PeopleRefusal::OverAlready);
    }
    last_day(last, post.from, today)?;
    Ok(Post {
        until: Some(last),
        ..post.clone()
    })
}

fn last_day(last: Date, from: Date, today: Date) -> Result<(), PeopleRefusal> {
    if last > today {
        Err(PeopleRefusal::NotYet { on: last })
    } else if last < from {
        Err(PeopleRefusal::BeforeBeginning { since: from })
    } else {
        Ok(())
    }
}

fn last_day_before(on: Date, from: Date, today: Date) -> Result<Date, PeopleRefusal> {
    if on > today {
        return Err(PeopleRefusal::NotYet { on });
    }
    let last = on.yesterday().ok().filter(|last| *last >= from);
    last.ok_or(PeopleRefusal::BeforeBeginning { since: from })
}

/// 出生年月 as a person types it (`1956-01`, `1956.1`, `195601`), as it is kept.
///
/// # Errors
/// When it is no month of a year.
pub fn birth_month(text: &str) -> Result<String, PeopleRefusal> {
    let unreadable = || PeopleRefusal::MonthUnreadable {
        value: text.to_owned(),
    };
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month) = match parts.as_slice() {
        [year, month] => (*year, *month),
        [both] => both.split_at_checked(4).ok_or_else(unreadable)?,
        _ => return Err(unreadable()),
    };
    let (year, month): (i16, i8) = match (year.parse(), month.parse()) {
        (Ok(year), Ok(month)) => (year, month),
        _ => return Err(unreadable()),
    };
    match Date::new(year, month, 1) {
        Ok(_) if (1900..=2100).contains(&year) => Ok(format!("{year:04}-{month:02}")),
        _ => Err(unreadable()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn home(organisation: u128, from: Date, until: Option<Date>) -> Membership {
        Membership {
            person: PersonId(Uuid::from_u128(1)),
            organisation: OrganisationId(Uuid::from_u128(organisation)),
            from,
            until,
        }
    }

    #[test]
    fn e21_a_member_who_moves_has_one_home_on_every_day() {
        let (came, today) = (date(2019, 1, 1), date(2020, 9, 1));
        let homes = [
            home(7, date(2010, 1, 1), Some(date(2018, 12, 31))),
            home(8, came, None),
        ];
        let to = OrganisationId(Uuid::from_u128(9));
        let [left, begun] = move_home(&homes, to, date(2020, 8, 15), today).unwrap();
        for day in [date(2020, 8, 14), date(2020, 8, 15)] {
            let held = [left, begun].into_iter().filter(|home| home.held_on(day));
            assert_eq!(held.count(), 1, "{day}");
        }
        assert!(begun.held_on(today) && begun.organisation == to);
        let refused = [
            (
                homes[1].organisation,
                date(2020, 8, 15),
                PeopleRefusal::AlreadyHome,
            ),
            (
                to,
                date(2020, 9, 2),
                PeopleRefusal::NotYet { on: date(2020, 9, 2) },
            ),
            (to, came, PeopleRefusal::BeforeBeginning { since: came }),
        ];
        for (to, on, why) in refused {
            assert_eq!(move_home(&homes, to, on, today), Err(why));
        }
        assert_eq!(
            move_home(&homes[..1], to, today, today),
            Err(PeopleRefusal::NotAtHome)
        );
    }

    #[test]
    fn e40_who_ends_on_a_day_was_a_member_on_it() {
        let (last, today) = (date(2020, 8, 31), date(2020, 9, 1));
        let ended = end_home(&[home(8, date(2019, 1, 1), None)], last, today).unwrap();
        assert!(ended.held_on(last) && !ended.held_on(today));
        let twice = end_home(&[ended], last, today);
        assert_eq!(twice, Err(PeopleRefusal::NotAtHome));
    }

    #[test]
    fn a_month_is_read_as_people_write_it() {
        let cases = [
            ("1956-01", Some("1956-01")),
            ("1956.1", Some("1956-01")),
            ("1956年1月", Some("1956-01")),
            ("195601", Some("1956-01")),
            ("1956-13", None),
            ("56-01", None),
            ("19560101", None),
            ("x", None),
        ];
        for (text, read) in cases {
            assert_eq!(birth_month(text).ok().as_deref(), read, "{text}");
        }
    }
}
