//! An invented county (and an invented building company) to look at, to try rules on and to measure imports with:
//! the rows an import would have read, made from a seed, all names from `demo/names.toml`.
//! Must not store anything: what it makes goes through the import like everything else.

mod calendar;
mod events;
mod ledger;
mod people;
mod random;
mod schedule;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use crate::import::lines::{LectureLine, MemberLine, OrganisationLine, Place, SignInLine};

/// The seed of the county that `kaijiang demo` shows.
pub const SEED: u64 = 20_200_701;

/// Which pack the rows are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Flavour {
    /// A county with its townships, villages and organs, from May to November 2020.
    #[default]
    PartyLecture,
    /// A building company with its sites and crews, ten weeks from January 2026.
    ToolboxTalk,
}

/// How much of everything. What the bounds of names and branches allow is reached exactly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Which pack.
    pub flavour: Flavour,
    /// Organisations, the root and a temporary branch among them; from 12 to 40,000.
    pub organisations: u32,
    /// Members.
    pub members: u32,
    /// Rows of the ledger.
    pub lectures: u32,
}

impl Default for Size {
    /// A county as it is: 950 organisations.
    fn default() -> Self {
        Size {
            flavour: Flavour::PartyLecture,
            organisations: 950,
            members: 9500,
            lectures: 1900,
        }
    }
}

impl Size {
    /// A county with so many organisations, ten members and two lectures to each: 10,000 give a ledger of 20,000.
    #[must_use]
    pub fn scaled(organisations: u32) -> Self {
        Size {
            flavour: Flavour::PartyLecture,
            organisations,
            members: organisations.saturating_mul(10),
            lectures: organisations.saturating_mul(2),
        }
    }

    /// The building company: six sites, 60 crews and one visiting crew, 600 workers.
    #[must_use]
    pub fn toolbox_talk() -> Self {
        Size {
            flavour: Flavour::ToolboxTalk,
            organisations: 68,
            members: 600,
            lectures: 560,
        }
    }
}

/// The rows of an invented county.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct County {
    /// Organisations, each after its parent.
    pub organisations: Vec<OrganisationLine>,
    /// Rosters, branch by branch.
    pub members: Vec<MemberLine>,
    /// The ledger, the earliest first; 序号 from 1.
    pub lectures: Vec<LectureLine>,
    /// Sign-ins, in the order of the ledger.
    pub sign_ins: Vec<SignInLine>,
    /// 县直单位主要领导: what no sheet says and a demo still wants.
    pub unit_heads: Vec<UnitHead>,
}

/// The head of a unit of the county (县直单位), who lectures in the villages the unit supports.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UnitHead {
    /// Full name of the unit's branch.
    pub unit: String,
    /// 姓名, as the ledger names the speaker.
    pub name: String,
    /// 挂包村: full names of the villages' general branches.
    pub villages: Vec<String>,
}

/// Makes the county of a seed. The same seed and size give the same county, everywhere.
#[must_use]
pub fn county(seed: u64, size: &Size) -> County {
    let words = words::words(size.flavour);
    let random = &mut random::Random::new(seed);
    let periods = calendar::periods(&words);
    let mut tree = tree::grow(&words, size, random);
    events::happen(&mut tree, &words, &periods, random);
    let everyone = people::settle(&mut tree, &words, size, random);
    let held = schedule::schedule(&tree, &words, (size, &periods), random);
    let (lectures, sign_ins) = ledger::write(&tree, &everyone, &words, &held, random);
    County {
        organisations: tree.nodes.into_iter().map(|node| node.line).collect(),
        members: everyone.members,
        lectures,
        sign_ins,
        unit_heads: everyone.unit_heads,
    }
}

/// Where a row would stand, under a title, a line of notes and the header.
fn place(sheet: &str, row: u32) -> Place {
    Place {
        sheet: sheet.to_owned(),
        row: row.saturating_add(4),
    }
}
