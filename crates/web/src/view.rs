//! What every template may ask for: sentences, numbers, dates, links, who is signed in.
//! Must not hold a sentence or a figure of its own.

use domain::access::Role;
use i18n::{Locale, Value, Words};

use crate::assets;
use crate::visit::Visit;

/// Something that fills a place in a sentence.
pub trait Said {
    /// As Fluent takes it.
    fn said(&self) -> Value<'static>;
}

impl Said for str {
    fn said(&self) -> Value<'static> {
        self.to_owned().into()
    }
}

impl Said for String {
    fn said(&self) -> Value<'static> {
        self.clone().into()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Said for $number {
            fn said(&self) -> Value<'static> {
                (*self).into()
            }
        }
    )*};
}
numbers!(u32, i32, i64, u64, usize);

impl<T: Said + ?Sized> Said for &T {
    fn said(&self) -> Value<'static> {
        (**self).said()
    }
}

/// What a template may ask for.
pub struct View<'a> {
    /// The request.
    pub visit: &'a Visit,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates hand over references and call methods"
)]
impl<'a> View<'a> {
    /// The view of a request.
    #[must_use]
    pub fn new(visit: &'a Visit) -> View<'a> {
        View { visit }
    }

    fn words(&self) -> &Words {
        &self.visit.words
    }

    /// A sentence.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.words().say(key, &[])
    }

    /// A sentence with one place filled.
    #[must_use]
    pub fn say1(&self, key: &str, name: &'static str, value: &(impl Said + ?Sized)) -> String {
        self.words().say(key, &[(name, value.said())])
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, number: &u32) -> String {
        self.words().number(u64::from(*number))
    }

    /// The language tag of the page.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.words().locale().tag()
    }

    /// The languages offered: tag, name in itself, address of this page in it.
    #[must_use]
    pub fn languages(&self) -> Vec<(&'static str, &'static str, String)> {
        let mine = self.words().locale();
        let others = Locale::ALL.into_iter().filter(|locale| *locale != mine);
        others
            .map(|locale| {
                (
                    locale.tag(),
                    locale.own_name(),
                    self.visit.address_with("lang", locale.tag()),
                )
            })
            .collect()
    }

    /// The programme's name.
    #[must_use]
    pub fn programme(&self) -> String {
        self.words().programme(&self.visit.programme.rules)
    }

    /// The address of a file of style or script.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// What a form carries so that no other site can send it.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.visit.form_token
    }

    /// Who is signed in, as they are called; the role where there is no name.
    #[must_use]
    pub fn me(&self) -> Option<String> {
        let who = self.visit.who.as_ref().filter(|who| !who.awaits_code)?;
        Some(who.name.clone().unwrap_or_else(|| self.words().role(who.role)))
    }

    /// Whether going out is asked about first: whoever has no password needs another slip to come in again.
    #[must_use]
    pub fn asks_before_sign_out(&self) -> bool {
        self.visit.came_by_slip()
    }

    /// The pages of the visitor's door: address, key of the name, whether this is it.
    #[must_use]
    pub fn doors(&self) -> Vec<(&'static str, &'static str, bool)> {
        let Some(who) = self.visit.who.as_ref().filter(|who| !who.awaits_code) else {
            return Vec::new();
        };
        let here = here_in_bar(who.role, &self.visit.path);
        pages_of(who.role)
            .iter()
            .map(|(address, key)| (*address, *key, here == Some(*address)))
            .collect()
    }
}

/// The page of the bar that a path belongs to; none for what belongs to none.
fn here_in_bar(role: Role, path: &str) -> Option<&'static str> {
    let place = place_in_bar(path);
    let leads_there = |address: &&str| {
        let rest = place.strip_prefix(*address);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let addresses = pages_of(role).iter().map(|(address, _)| *address);
    // `/branch/members` is not also `/branch`: the longest address that fits is where one is.
    addresses.filter(leads_there).max_by_key(|address| address.len())
}

/// A path as the bar counts it: much of what stands under an organisation's address is another page's matter.
fn place_in_bar(path: &str) -> &str {
    let below = path.strip_prefix("/organisations/");
    match below.and_then(|below| below.split('/').nth(1)) {
        Some("standing" | "forecast" | "why" | "figures") => "/standing",
        Some("plan") => "/plan",
        Some("record") => "/lectures",
        _ if path == "/forecast" => "/standing",
        _ if path.starts_with("/notices") => "/plan",
        _ if path.starts_with("/months") || path.starts_with("/tables") => "/bulletins",
        _ => path,
    }
}

/// The pages in the bar of each role's door.
fn pages_of(role: Role) -> &'static [(&'static str, &'static str)] {
    match role {
        Role::CountyOfficer => &[
            ("/standing", "bar-standing"),
            ("/lectures", "bar-ledger"),
            ("/plan", "bar-plan"),
            ("/reminders", "bar-reminders"),
            ("/returns", "bar-returns"),
            ("/bulletins", "bar-bulletins"),
            ("/enter", "bar-enter"),
            ("/organisations", "bar-organisations"),
            ("/people", "bar-people"),
            ("/imports", "bar-imports"),
            ("/accounts", "bar-accounts"),
            ("/history", "bar-history"),
        ],
        Role::TownshipOfficer => &[
            ("/standing", "bar-standing"),
            ("/lectures", "bar-ledger"),
            ("/plan", "bar-plan"),
            ("/reminders", "bar-reminders"),
            ("/returns", "bar-returns"),
            ("/bulletins", "bar-bulletins"),
            ("/enter", "bar-enter"),
            ("/organisations", "bar-organisations"),
            ("/people", "bar-people"),
            ("/accounts", "bar-accounts"),
        ],
        Role::Inspector => &[
            ("/standing", "bar-standing"),
            ("/lectures", "bar-ledger"),
            ("/plan", "bar-plan"),
            ("/returns", "bar-returns"),
            ("/bulletins", "bar-bulletins"),
            ("/organisations", "bar-organisations"),
        ],
        Role::Auditor => &[
            ("/standing", "bar-standing"),
            ("/lectures", "bar-ledger"),
            ("/plan", "bar-plan"),
            ("/returns", "bar-returns"),
            ("/bulletins", "bar-bulletins"),
            ("/organisations", "bar-organisations"),
            ("/people", "bar-people"),
            ("/accounts", "bar-accounts"),
            ("/history", "bar-history"),
        ],
        Role::Secretary => &[
            ("/branch", "bar-branch"),
            ("/lectures", "bar-ledger"),
            ("/plan", "bar-plan"),
            ("/branch/members", "bar-members"),
            ("/returns", "bar-returns"),
            ("/bulletins", "bar-bulletins"),
        ],
        Role::Member => &[("/me", "bar-me")],
        Role::Anonymous | Role::Operator => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_says_where_one_is() {
        let (county, township, branch) = (Role::CountyOfficer, Role::TownshipOfficer, Role::Secretary);
        for (role, path, here) in [
            (county, "/standing", Some("/standing")),
            (county, "/forecast", Some("/standing")),
            (county, "/organisations/0175/standing", Some("/standing")),
            (county, "/organisations/0175/forecast", Some("/standing")),
            (county, "/organisations/0175/figures/done", Some("/standing")),
            (
                county,
                "/organisations/0175/why/quarterly/2020-Q3",
                Some("/standing"),
            ),
            (county, "/organisations/0175/plan", Some("/plan")),
            (county, "/organisations/0175/plan/fill", Some("/plan")),
            (county, "/plan/items/0175", Some("/plan")),
            (county, "/notices/0175/plan", Some("/plan")),
            (township, "/organisations/0175/record", Some("/lectures")),
            (county, "/organisations", Some("/organisations")),
            (county, "/organisations/0175", Some("/organisations")),
            (county, "/lectures/0175/correct", Some("/lectures")),
            (county, "/people/0175", Some("/people")),
            (county, "/planets", None),
            (county, "/months/2020-10", Some("/bulletins")),
            (county, "/tables/0175", Some("/bulletins")),
            (township, "/bulletins/0175/figure", Some("/bulletins")),
            (county, "/returns/0175", Some("/returns")),
            (branch, "/returns/0175/hand-in", Some("/returns")),
            (county, "/account", None),
            (Role::Auditor, "/history/7", Some("/history")),
            (Role::Inspector, "/organisations/0175/plan", Some("/plan")),
            (branch, "/branch", Some("/branch")),
            (branch, "/branch/members", Some("/branch/members")),
            (branch, "/organisations/0175/plan", Some("/plan")),
            (Role::Member, "/me", Some("/me")),
            (Role::Member, "/organisations/0175/plan", None),
        ] {
            assert_eq!(here_in_bar(role, path), here, "{role:?} at {path}");
        }
    }
}
