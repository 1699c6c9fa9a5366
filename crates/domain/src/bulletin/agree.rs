//! Sums that must agree before anything is said: classes of speakers add up to the sessions, units to the whole.
//! Must not count anew: it looks at what is about to be said.

use super::key::{Became, Key, Plain, What};
use super::{Issue, Row};

/// A figure that is not what its parts add up to: a fault of ours, or damaged records. Nothing is composed then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disagreement {
    /// The figure.
    pub key: Key,
    /// What it says.
    pub says: u32,
    /// What its parts add up to.
    pub adds_up_to: u32,
}

/// Looks whether all sums of a bulletin agree.
///
/// # Errors
/// With the first figure that is not what its parts add up to.
pub fn agree(issue: &Issue) -> Result<(), Disagreement> {
    let rows = || issue.units.iter().chain([&issue.total]);
    for row in rows() {
        let key = Key::plain(Plain::Sessions, &issue.period).at(row.organisation);
        same(key, row.sessions, row.classes.iter().sum())?;
        within(issue, row)?;
    }
    let parts = || issue.units.iter().chain([&issue.itself]);
    let held: u32 = parts().map(|row| row.sessions).sum();
    let key = Key::plain(Plain::Sessions, &issue.period);
    same(key, issue.total.sessions, held.saturating_sub(issue.shared))?;
    for duty in &issue.total.duties {
        for became in [
            Became::Owing,
            Became::Met,
            Became::MadeUp,
            Became::Undone,
            Became::Excused,
            Became::Closed,
        ] {
            let of = |row: &Row| row.duty(&duty.duty).and_then(|duty| duty.of(became));
            let key = Key::duty(&duty.duty, became, &issue.period);
            same(
                key,
                duty.of(became).unwrap_or_default(),
                parts().filter_map(of).sum(),
            )?;
        }
    }
    for problem in &issue.problems {
        let units: u32 = problem.units.iter().map(|wanting| wanting.count).sum();
        let most = problem
            .units
            .iter()
            .map(|wanting| wanting.count)
            .max()
            .unwrap_or_default();
        match problem.key.what {
            // A joint lecture is wanting in each of its hosts' units, and once in all.
            What::Plain(_) if most <= problem.count && problem.count <= units => {}
            _ => same(problem.key.clone(), problem.count, units)?,
        }
        if let Some(told) = issue.total.of(&problem.key.what, &issue.classes) {
            same(problem.key.clone(), told, problem.count)?;
        }
    }
    Ok(())
}

/// What is owed is done or not; no part is more than its whole.
fn within(issue: &Issue, row: &Row) -> Result<(), Disagreement> {
    for duty in &row.duties {
        let key = Key::duty(&duty.duty, Became::Owing, &issue.period).at(row.organisation);
        same(key, duty.owing, duty.done().saturating_add(duty.undone))?;
    }
    let parts = [
        (Plain::Joint, row.joint, row.sessions),
        (Plain::Themed, row.themed, row.sessions),
        (Plain::Micro, row.micro, row.sessions),
        (Plain::Coverage, row.covered, row.members),
    ];
    for (plain, part, whole) in parts {
        if part > whole {
            let what = What::Plain(plain);
            let key = Key::of(what, &issue.period).at(row.organisation);
            return Err(Disagreement {
                key,
                says: part,
                adds_up_to: whole,
            });
        }
    }
    Ok(())
}

fn same(key: Key, says: u32, adds_up_to: u32) -> Result<(), Disagreement> {
    if says == adds_up_to {
        return Ok(());
    }
    Err(Disagreement {
        key,
        says,
        adds_up_to,
    })
}
