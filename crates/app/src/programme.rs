//! What every page needs before it is begun: the tree, its rules, the words of its pack.
//! Must not hold facts: questions ask for those.

use std::sync::Arc;

use domain::id::{OrganisationId, TreeId};
use domain::rule_set::RuleSet;
use jiff::civil::Date;

use crate::packs::PackText;
use crate::{App, Failure};

/// The programme of a tree.
#[derive(Clone)]
pub struct Programme {
    /// The tree.
    pub tree: TreeId,
    /// The organisation at its top.
    pub root: OrganisationId,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    /// The pack's text, for its words.
    pub pack: Arc<PackText>,
    /// The day it is there.
    pub today: Date,
}

/// The programme of the one tree of the database. Anybody may know which programme is run here.
///
/// # Errors
/// When nothing has been imported yet, or the database fails.
pub async fn programme(app: &App) -> Result<Programme, Failure> {
    let tree = app.tree(None).await?;
    let known = app.known(tree).await?;
    Ok(Programme {
        tree,
        root: OrganisationId(tree.0),
        today: app.today(&known.rules),
        rules: known.rules,
        pack: known.pack,
    })
}
