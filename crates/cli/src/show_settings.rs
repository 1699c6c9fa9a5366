//! `kaijiang settings`: every setting with where it comes from; and whether each can be used.
//! Must not change one: they are changed in the file.

use serde_json::{Value, json};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::print;
use crate::settings::{Resolved, resolve};
use crate::settings_file::NAME;
use crate::table::lay_out;
use crate::voice;

/// Runs the command.
///
/// # Errors
/// When the settings file cannot be read, or `check` finds something.
pub fn run(common: &Common, command: &args::Settings) -> Result<(), Fault> {
    match command {
        args::Settings::Show { serve } => show(common, serve),
        args::Settings::Check { serve } => check(common, serve),
    }
}

fn show(common: &Common, serve: &args::Serve) -> Result<(), Fault> {
    let resolved = resolve(common, serve)?;
    let file = common.data.join(NAME).display().to_string();
    if common.json {
        let each = resolved.all.iter().map(|setting| {
            json!({
                "name": setting.name,
                "value": Resolved::shown(setting),
                "source": setting.source.word(),
            })
        });
        let each: Vec<Value> = each.collect();
        print(&json!({ "file": file, "settings": each }).to_string());
        return Ok(());
    }
    let words = voice::words(crate::settings::locale(common)?);
    let rows: Vec<Vec<String>> = resolved
        .all
        .iter()
        .map(|setting| {
            vec![
                setting.name.to_owned(),
                Resolved::shown(setting),
                words.setting_source(setting.source.word()),
            ]
        })
        .collect();
    print(&words.settings_file(&file));
    for line in lay_out(&words.settings_heads(), &rows, 3) {
        print(&line);
    }
    Ok(())
}

fn check(common: &Common, serve: &args::Serve) -> Result<(), Fault> {
    let resolved = resolve(common, serve)?;
    let problems = resolved.problems();
    let words = voice::words(crate::settings::locale(common).ok().flatten());
    if common.json {
        let each = problems.iter().map(|(name, value, problem)| {
            json!({ "name": name, "value": value, "problem": words.setting_problem(*problem) })
        });
        let each: Vec<Value> = each.collect();
        print(&json!({ "ok": problems.is_empty(), "problems": each }).to_string());
    } else if problems.is_empty() {
        print(&words.settings_fine());
    } else {
        for (name, value, problem) in &problems {
            print(&words.setting_wrong(name, value, *problem));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Fault::Said(1))
    }
}
