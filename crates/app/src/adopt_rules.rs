//! Puts a new version of the rules in force. What it changes is shown before: `Snapshot::shifts`.
//! Must not judge the rules: `domain::rule_set` reads them whole or not at all.

use domain::access::{Action, Target, TargetKind};
use domain::id::OrganisationId;
use domain::plan_draft::AmendRefusal;
use domain::rule_set::RuleSet;
use serde_json::json;
use store::RuleVersionRow;

use crate::app::permit_to;
use crate::keyed::{Begun, Request};
use crate::packs::PackText;
use crate::{Actor, App, Failure, Refusal};

/// New rules and why.
pub struct AdoptRules<'a> {
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// The pack.
    pub pack: &'a PackText,
    /// Why, for the history.
    pub reason: &'a str,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Keeps the new version beside the old ones; periods that run finish as the versions say (E39).
///
/// # Errors
/// When the actor may not, the pack has mistakes, or the database fails.
pub async fn adopt_rules(app: &App, actor: &Actor, command: AdoptRules<'_>) -> Result<i64, Failure> {
    adopt_after(app, actor, command, &Basis::default()).await
}

/// What rules are adopted after.
#[derive(Default)]
pub(crate) struct Basis<'a> {
    /// The document that a person read, as it is called.
    pub file: Option<&'a str>,
    /// SHA-256 of the rules that person looked at: nothing is adopted in place of others.
    pub sha256: Option<&'a str>,
}

/// As [`adopt_rules`], by what a person read before.
pub(crate) async fn adopt_after(
    app: &App,
    actor: &Actor,
    command: AdoptRules<'_>,
    basis: &Basis<'_>,
) -> Result<i64, Failure> {
    let tree = app.tree(command.tree).await?;
    // Rules are those of the whole tree: whoever runs its programme may change them, and whoever runs the machine.
    let whole = Target::of(TargetKind::Rules, vec![OrganisationId(tree.0)]);
    permit_to(actor, Action::Change, &whole)?;
    let rules = RuleSet::read(&command.pack.rules).map_err(Refusal::Rules)?;
    let request = Request::new(
        app,
        command.key,
        &format!(
            "adopt-rules {} {} {}",
            command.reason, command.pack.rules, command.pack.vocabulary
        ),
    );
    let mut tx = match request.begin(app, tree).await? {
        Begun::Before(number) => return Ok(number),
        Begun::Now(tx) => tx,
    };
    let own = tx.tree().await?.map(|tree| tree.pack).unwrap_or_default();
    if own != rules.id {
        tx.give_up().await?;
        return Err(Refusal::OtherPack { pack: rules.id, own }.into());
    }
    let versions: Vec<RuleVersionRow> = tx.all().await?;
    let latest = versions.iter().max_by_key(|row| row.version);
    if let (Some(looked_at), Some(latest)) = (basis.sha256, latest)
        && latest.sha256 != looked_at
    {
        tx.give_up().await?;
        return Err(Refusal::Amend(AmendRefusal::Moved).into());
    }
    let sha256 = store::sha256_hex(command.pack.rules.as_bytes());
    // Rules that come without their words go on in the words there are.
    let kept = latest.map(|row| row.vocabulary.clone()).unwrap_or_default();
    let brought = Some(command.pack.vocabulary.clone()).filter(|words| !words.is_empty());
    let vocabulary = brought.unwrap_or(kept);
    if latest.is_some_and(|row| row.sha256 == sha256 && row.vocabulary == vocabulary) {
        // Adopting what is in force changes nothing, so it is safe to do twice.
        let number = tx.number().await?.0;
        tx.give_up().await?;
        return Ok(number);
    }
    let version = latest.map_or(1, |row| row.version.saturating_add(1));
    tx.save(&[RuleVersionRow {
        version,
        effective_from: app.today(&rules),
        name: rules.version.clone(),
        text: command.pack.rules.clone(),
        sha256: sha256.clone(),
        vocabulary,
    }])
    .await?;
    let mut detail = json!({ "version": version, "sha256": sha256 });
    if let (Some(file), Some(said)) = (basis.file, detail.as_object_mut()) {
        said.insert("file".to_owned(), file.into());
    }
    let mut entry = app.entry(actor, "adopt-rules", &detail);
    entry.reason = Some(command.reason.to_owned());
    request.commit(tx, entry).await
}
