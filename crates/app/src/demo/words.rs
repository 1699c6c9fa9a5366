//! The material of `names.toml`, read. Must not draw anything.

use jiff::civil::{Date, Time};
use serde::Deserialize;

use super::Flavour;

const NAMES: &str = include_str!("names.toml");

#[derive(Deserialize, Default)]
struct Names {
    county: Words,
    company: Words,
}

/// The words of one flavour; empty ones when the file cannot be read, which a test rules out.
pub(super) fn words(flavour: Flavour) -> Words {
    let names: Names = toml::from_str(NAMES).unwrap_or_default();
    match flavour {
        Flavour::PartyLecture => names.county,
        Flavour::ToolboxTalk => names.company,
    }
}

/// Everything one flavour is made of.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) from: Date,
    pub(super) until: Date,
    pub(super) period: Length,
    pub(super) period_shares: Vec<u32>,
    /// Between the hosts of a joint lecture.
    pub(super) separator: String,
    /// Organisations to a township.
    pub(super) per_group: u32,
    /// Percent of lectures with a sign-in list.
    pub(super) signed: u32,
    /// Percent of the first lectures of a branch that its secretary gives.
    pub(super) first_by_secretary: u32,
    /// Percent of villages with a joint lecture in a period.
    pub(super) joint: u32,
    /// Percent of lectures that are micro lectures.
    pub(super) micro: u32,
    pub(super) sheets: Sheets,
    pub(super) tree: TreeWords,
    pub(super) people: People,
    pub(super) calendar: Calendar,
    pub(super) lectures: Lectures,
    pub(super) themed: Option<Themed>,
    pub(super) speakers: Vec<Speaker>,
    pub(super) events: Events,
    pub(super) notes: Notes,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Length {
    #[default]
    Quarter,
    Week,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheets {
    pub(super) organisations: String,
    pub(super) members: String,
    pub(super) lectures: String,
    pub(super) sign_ins: String,
}

/// A pattern of a name, and the kind of organisation.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) kind: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct TreeWords {
    pub(super) root: Named,
    pub(super) group: Named,
    /// No villages when its name is empty.
    pub(super) village: Named,
    pub(super) branch: Named,
    pub(super) unit_group: Named,
    pub(super) unit: Named,
    /// What the sheet of the organs is called.
    pub(super) organs: String,
    pub(super) unit_completion: u32,
    /// Branches of a village, from and to.
    pub(super) village_branches: (u32, u32),
    pub(super) numbers: Vec<String>,
    /// From and to of a founding, level by level.
    pub(super) founded: Vec<(Date, Date)>,
    pub(super) village_first: Vec<String>,
    pub(super) village_second: Vec<String>,
    pub(super) groups: Vec<GroupWords>,
    pub(super) units: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupWords {
    pub(super) name: String,
    pub(super) completion: u32,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub(super) name: String,
    pub(super) families: Vec<String>,
    pub(super) given_single: Vec<String>,
    pub(super) given_first: Vec<String>,
    pub(super) given_second: Vec<String>,
    /// Years; none when birth months are not kept.
    pub(super) born: Option<(u32, u32)>,
    pub(super) kinds: (String, String),
    /// Percent of the second kind.
    pub(super) second_kind: u32,
    /// Members of a branch, from and to.
    pub(super) size: (u32, u32),
    /// Branches with two people of one name, in a county of the usual size.
    pub(super) namesakes: u32,
    pub(super) teachers: usize,
    pub(super) guests: usize,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Calendar {
    pub(super) weekdays: Vec<u32>,
    pub(super) quiet: Vec<Date>,
    pub(super) quiet_weight: u32,
    pub(super) starts: Vec<Time>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Weighted {
    pub(super) word: String,
    pub(super) weight: u32,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Lectures {
    pub(super) kinds: Vec<Weighted>,
    pub(super) micro: String,
    pub(super) forms: Vec<Weighted>,
    pub(super) venues: Vec<String>,
    pub(super) unit_venues: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) unit_titles: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Themed {
    pub(super) prefix: String,
    pub(super) window: (Date, Date),
    /// Most are held by this day.
    pub(super) peak_until: Date,
    /// Percent of the completion of a period.
    pub(super) share: u32,
    pub(super) outside: Vec<(Date, Date)>,
    /// How many are held outside, in a county of the usual size.
    pub(super) outside_count: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Speaker {
    pub(super) word: String,
    pub(super) source: Source,
    pub(super) weight: u32,
    pub(super) unit_weight: u32,
}

/// Where a speaker's name comes from.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Source {
    UnitHead,
    Secretary,
    ParentSecretary,
    Committee,
    Team,
    Teacher,
    Member,
    Guest,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Events {
    pub(super) founded: Vec<Date>,
    pub(super) merged: Vec<Date>,
    pub(super) closed: Vec<Date>,
    pub(super) temporary: Temporary,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Temporary {
    /// Which township.
    pub(super) group: usize,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) from: Date,
    pub(super) until: Date,
    /// One for each of its lectures.
    pub(super) titles: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Notes {
    pub(super) joint: String,
    pub(super) unit_head: String,
    pub(super) closed: String,
    pub(super) temporary: String,
}

#[cfg(test)]
mod tests {
    use super::{NAMES, Names, Words};

    #[test]
    fn the_file_can_be_read() {
        let names: Names = toml::from_str(NAMES).unwrap();
        assert_eq!(names.county.tree.groups.len(), 30);
        assert_eq!(names.company.tree.groups.len(), 10);
    }

    #[test]
    fn no_list_names_one_thing_twice() {
        fn distinct(list: &[String]) {
            let mut seen = list.to_vec();
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), list.len(), "{list:?}");
        }
        let names: Names = toml::from_str(NAMES).unwrap();
        let check = |words: &Words| {
            let people = &words.people;
            distinct(&people.families);
            distinct(&people.given_single);
            distinct(&people.given_first);
            distinct(&people.given_second);
            distinct(&words.tree.village_first);
            distinct(&words.tree.village_second);
            distinct(&words.tree.units);
            distinct(&words.lectures.titles);
            distinct(&words.lectures.unit_titles);
            distinct(
                &words
                    .tree
                    .groups
                    .iter()
                    .map(|group| group.name.clone())
                    .collect::<Vec<_>>(),
            );
        };
        check(&names.county);
        check(&names.company);
    }
}
