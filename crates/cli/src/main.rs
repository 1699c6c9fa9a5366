//! The `kaijiang` command. Results go to stdout, messages and progress to stderr; `--json` prints one document.
//! Must not decide anything: it reads what was asked, calls the application, and lays out the answer.

mod appoint;
mod args;
mod audit;
mod bulletin;
mod database;
mod demo;
mod doctor;
mod explain;
mod failure;
mod import;
mod originality;
mod person;
mod plan_draft;
mod progress;
mod read_apart;
mod remind;
mod return_fill;
mod returns;
mod rules;
mod serve;
mod session;
mod settings;
mod settings_file;
mod show_settings;
mod status;
mod summary;
mod table;
mod user;
mod voice;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, Common};
use failure::Fault;

fn main() -> ExitCode {
    let Cli { common, command } = Cli::parse();
    if matches!(command, Command::ReadDocument) {
        return read_apart::run();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return ExitCode::FAILURE;
    };
    let done = runtime.block_on(async {
        let done = run(&common, command).await;
        session::close().await;
        done
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err((fault, file)) => {
            let locale = settings::locale(&common).ok().flatten();
            let text = fault.text(&voice::words(locale), &file, &settings::database_shown(&common));
            if !text.is_empty() {
                say(&text);
            }
            ExitCode::from(fault.code())
        }
    }
}

/// Runs a command; a fault comes with the file it was about.
async fn run(common: &Common, command: Command) -> Result<(), (Fault, String)> {
    let file = file_of(&command, common);
    let done = match command {
        Command::Demo(demo) => demo::run(common, &demo).await,
        Command::Serve(ask) => serve::run(common, &ask).await,
        Command::Import(import) => import::run(common, &import).await,
        Command::Status(ask) => status::run(common, &ask).await,
        Command::Explain(ask) => explain::run(common, &ask).await,
        Command::Remind(ask) => remind::run(common, &ask).await,
        Command::Summary(ask) => summary::run(common, &ask).await,
        Command::Bulletin(ask) => bulletin::run(common, &ask).await,
        Command::Return(ask) => returns::run(common, &ask).await,
        Command::Plan(plan) => plan_draft::run(common, &plan),
        Command::Originality(ask) => originality::run(common, &ask),
        Command::Rules(rules) => rules::run(common, &rules).await,
        Command::Audit(audit) => audit::run(common, &audit).await,
        Command::Person(person) => person::run(common, &person).await,
        Command::User(user) => user::run(common, &user).await,
        Command::Settings(ask) => show_settings::run(common, &ask),
        Command::Doctor(ask) => doctor::run(common, &ask).await,
        Command::Appoint {
            org,
            post,
            name,
            from,
        } => appoint::appoint(common, (&org, &post, &name), from.as_deref()).await,
        Command::Pair {
            unit,
            village,
            from,
            until,
        } => appoint::pair(common, (&unit, &village), (from.as_deref(), until.as_deref())).await,
        // Done before the runtime was made.
        Command::ReadDocument => Ok(()),
        Command::Migrate => database::migrate(common).await,
        Command::Move { to } => database::move_to(common, &to).await,
        Command::Backup { file } => database::backup(common, &file).await,
        Command::Restore { file, verify } => {
            let way = if verify {
                database::Way::Verify
            } else {
                database::Way::BringBack
            };
            database::restore(common, &file, way).await
        }
    };
    done.map_err(|fault| (fault, file))
}

fn file_of(command: &Command, common: &Common) -> String {
    let path = match command {
        Command::Import(import) => Some(&import.file),
        Command::Rules(
            args::Rules::Check { file } | args::Rules::Try { file, .. } | args::Rules::Adopt { file, .. },
        )
        | Command::Backup { file }
        | Command::Restore { file, .. } => Some(file),
        Command::Plan(plan_draft::Plan::Draft(ask)) => Some(&ask.notice),
        Command::Move { to } => return to.clone(),
        Command::Demo(_) => return common.data.display().to_string(),
        _ => None,
    };
    path.map(|path| path.display().to_string()).unwrap_or_default()
}

/// A line of the result.
pub(crate) fn print(text: &str) {
    // A closed pipe (`| head`) is no failure.
    drop(writeln!(std::io::stdout().lock(), "{text}"));
}

/// The result: the document under `--json`, else the sentence.
pub(crate) fn answer(common: &Common, document: &serde_json::Value, sentence: &str) {
    if common.json {
        print(&document.to_string());
    } else {
        print(sentence);
    }
}

/// A message beside the result.
pub(crate) fn say(text: &str) {
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}
