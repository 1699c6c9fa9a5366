//! Who is on record twice: as the holder of a post, from a list of organisations, and as a member of the same
//! organisation, from a list of members. Lists show them once; the store keeps both, since nobody said they are one.
//! Must not guess where anything tells two people apart.

use std::collections::{BTreeMap, HashMap};

use domain::id::{OrganisationId, PersonId};
use domain::person::Person;

use crate::Snapshot;
use crate::appoint::HOLDER;

/// Each member who also stands on record as a mere holder of a post at home: the holder's record.
pub(crate) fn holders_of_members(snapshot: &Snapshot) -> BTreeMap<PersonId, PersonId> {
    let (facts, on) = (&snapshot.facts, snapshot.as_of);
    // By place and name; none where two share them.
    let mut members: HashMap<(OrganisationId, &str), Option<&Person>> = HashMap::new();
    for home in facts.memberships.iter().filter(|home| home.held_on(on)) {
        let person = facts.person(home.person);
        let Some((person, name)) = person.and_then(|person| Some((person, person.name.as_deref()?))) else {
            continue;
        };
        let known = members.entry((home.organisation, name));
        known.and_modify(|known| *known = None).or_insert(Some(person));
    }
    let mut found: BTreeMap<PersonId, Option<PersonId>> = BTreeMap::new();
    for post in facts.posts.iter().filter(|post| post.held_on(on)) {
        let Some(holder) = facts.person(post.person).filter(|person| person.kind == HOLDER) else {
            continue;
        };
        let name = holder.name.as_deref().unwrap_or_default();
        let member = members.get(&(post.organisation, name)).copied().flatten();
        if let Some(member) = member.filter(|member| !are_apart(holder, member)) {
            let known = found.entry(member.id);
            known
                .and_modify(|known| *known = known.filter(|known| *known == holder.id))
                .or_insert(Some(holder.id));
        }
    }
    let settled = found
        .into_iter()
        .filter_map(|(member, holder)| Some((member, holder?)));
    settled.collect()
}

/// Born in different months: two people of one name.
fn are_apart(one: &Person, other: &Person) -> bool {
    let months = one.birth_month.as_ref().zip(other.birth_month.as_ref());
    months.is_some_and(|(one, other)| one != other)
}
