//! `kaijiang plan draft`: a notice read into the draft of a plan (F1). Needs no database.
//! Must not read the notice: the application does.

use std::path::PathBuf;

use app::draft_plan::{PlanDrafted, draft_plan};
use app::json;
use app::read_document::DocumentReader;
use clap::{Args, Subcommand};
use domain::rule_set::RuleSet;
use i18n::Words;

use crate::args::Common;
use crate::failure::Fault;
use crate::{answer, rules, say, settings, voice};

/// `plan`.
#[derive(Subcommand)]
pub enum Plan {
    /// Propose the duties that a notice states, each with the sentence it comes from.
    Draft(Draft),
}

/// `plan draft`.
#[derive(Args)]
pub struct Draft {
    /// The notice: txt, docx or pdf, told by content; doc and wps where `LibreOffice` is there.
    pub notice: PathBuf,
    /// Write the draft there, to be edited.
    #[arg(long, value_name = "PLAN.toml")]
    pub out: Option<PathBuf>,
    /// The rule pack in whose words it is read: its name, or a file.
    #[arg(long, default_value = "party-lecture", value_name = "PACK")]
    pub pack: String,
}

/// Runs the command.
///
/// # Errors
/// When the notice or the pack cannot be read, or the draft cannot be written.
pub fn run(common: &Common, Plan::Draft(ask): &Plan) -> Result<(), Fault> {
    let notice = std::fs::read(&ask.notice).map_err(|error| Fault::file(&ask.notice, &error))?;
    let rules = rules::read_rules(&rules::pack_text(&ask.pack)?.rules)?;
    let words = voice::words(settings::locale(common)?);
    let drafted = draft_plan(&notice, &reader(), &rules)?;
    if let Some(out) = &ask.out {
        let file = drafted.toml(&rules, &words);
        std::fs::write(out, file).map_err(|error| Fault::file(out, &error))?;
        say(&words.say("draft-written", &[("file", out.display().to_string().into())]));
    }
    tell_gaps(&drafted, &words);
    answer(
        common,
        &json::plan_draft(&drafted),
        &told(&drafted, &rules, &words),
    );
    Ok(())
}

/// Reads PDFs in a process of their own; in this one where the program does not know where it stands.
pub fn reader() -> DocumentReader {
    std::env::current_exe().map_or_else(|_| DocumentReader::here(), DocumentReader::apart)
}

fn tell_gaps(drafted: &PlanDrafted, words: &Words) {
    if drafted.broken_pages.is_empty() {
        return;
    }
    let pages: Vec<String> = drafted.broken_pages.iter().map(usize::to_string).collect();
    let pages = words.some_of(&pages);
    say(&words.say("draft-pages-left-out", &[("text", pages.into())]));
}

fn told(drafted: &PlanDrafted, rules: &RuleSet, words: &Words) -> String {
    words.plan_draft(&drafted.draft, rules).join("\n")
}
