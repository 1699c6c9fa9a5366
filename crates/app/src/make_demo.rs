//! Makes the invented county: the rows of `demo` go through the import like a county's own.
//! Must not write rows by itself, save the posts no sheet names.

use std::collections::HashMap;

use domain::access::{Action, TargetKind};
use domain::id::OrganisationId;
use domain::naming::fold_name;
use serde_json::json;
use store::{OrganisationRow, PairedVillageRow, Row};

use crate::app::permit;
use crate::appoint::holder;
use crate::demo::{County, UnitHead};
use crate::import::{Import, Lines, Mode, Read, SINCE_BEFORE_RECORDS, Step, import_lines};
use crate::packs::PackText;
use crate::{Actor, App, Failure};

/// Post id of a unit's head.
const UNIT_HEAD: &str = "unit-head";

/// Puts the county into an empty database; `progress` is told how far it is.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn make_demo(
    app: &App,
    actor: &Actor,
    county: County,
    pack: &PackText,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<(), Failure> {
    permit(actor, Action::Create, TargetKind::Import)?;
    app.keep_demo().await?;
    let heads = county.unit_heads;
    for (name, lines) in [
        (
            "organisations",
            Lines::Organisations(Read::of(county.organisations)),
        ),
        ("members", Lines::Members(Read::of(county.members))),
        ("lectures", Lines::Lectures(Read::of(county.lectures))),
        ("sign-in", Lines::SignIn(Read::of(county.sign_ins))),
    ] {
        let command = Import {
            kind: lines.kind(),
            name,
            file: name.as_bytes(),
            decisions: &[],
            mode: Mode::Apply,
            tree: None,
            rules: &pack.rules,
            vocabulary: &pack.vocabulary,
            progress,
        };
        import_lines(app, actor, &command, lines).await?;
    }
    appoint(app, actor, &heads).await
}

/// 县直单位主要领导: heads of units, whom no sheet of the four names.
async fn appoint(app: &App, actor: &Actor, heads: &[UnitHead]) -> Result<(), Failure> {
    if heads.is_empty() {
        return Ok(());
    }
    let tree = app.tree(None).await?;
    let mut tx = app.store().write(tree).await?;
    let organisations: Vec<OrganisationRow> = tx.all().await?;
    let by_name: HashMap<String, OrganisationId> = organisations
        .into_iter()
        .map(|row| (fold_name(&row.full_name), row.id))
        .collect();
    let (mut people, mut posts, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    for head in heads {
        let Some(unit) = by_name.get(&fold_name(&head.unit)) else {
            continue;
        };
        let post = (*unit, UNIT_HEAD, SINCE_BEFORE_RECORDS);
        let (person, post) = holder(&|| app.new_id(), head.name.clone(), post);
        people.push(person);
        posts.push(post);
        let villages = head
            .villages
            .iter()
            .filter_map(|name| by_name.get(&fold_name(name)));
        pairs.extend(villages.map(|village| PairedVillageRow {
            unit_id: *unit,
            village_id: *village,
            from_on: SINCE_BEFORE_RECORDS,
            until_on: None,
        }));
    }
    pairs.sort_by_key(PairedVillageRow::key);
    pairs.dedup_by_key(|pair| pair.key());
    tx.save(&pairs).await?;
    tx.save(&people).await?;
    tx.save(&posts).await?;
    tx.commit(app.entry(actor, "appoint", &json!({ "posts": posts.len() })))
        .await?;
    Ok(())
}
