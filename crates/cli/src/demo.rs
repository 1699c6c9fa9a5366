//! `kaijiang demo`: an invented county in a fresh data folder, its standing, and what to try next.
//! Must not make rows: `app::demo` does.

use std::path::Path;

use app::demo::{SEED, Size, county};
use app::make_demo;
use domain::obligation::StandingKind;
use domain::status::Status;
use i18n::Next;

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::print;
use crate::progress::Bar;
use crate::rules::pack_text;
use crate::serve;
use crate::session::Session;
use crate::settings::of_environment;
use crate::status::lines;

/// When the demonstration stands, unless told: each pack where its invented rows end.
const PARTY_NOW: &str = "2020-12-01T09:00:00+08:00";
const TOOLBOX_NOW: &str = "2026-03-16T09:00:00+00:00";
/// Id of the pack whose demonstration is a building company.
const TOOLBOX: &str = "toolbox-talk";

/// Runs the command.
///
/// # Errors
/// When the data folder holds a county already or the database fails.
pub async fn run(common: &Common, ask: &args::Demo) -> Result<(), Fault> {
    let (now, size) = match ask.pack.as_str() {
        TOOLBOX => (TOOLBOX_NOW, Size::toolbox_talk()),
        _ => (PARTY_NOW, Size::default()),
    };
    let common = Common {
        now: Some(common.now.clone().unwrap_or_else(|| now.to_owned())),
        ..common.clone()
    };
    let pack = pack_text(&ask.pack)?;
    let session = Session::open_or_make(&common).await?;
    if session.app.is_empty().await? {
        let bar = Bar::new();
        let made = county(ask.seed.unwrap_or(SEED), &size);
        make_demo(&session.app, &session.actor, made, &pack, &|step| bar.step(step)).await?;
        bar.done();
    } else if !session.app.is_demo().await? {
        // The demonstration never mixes with real records.
        return Err(Fault::App(app::Failure::Store(app::StoreError::NotEmpty)));
    }
    show(&session, &common).await?;
    if ask.no_serve {
        return Ok(());
    }
    let doors = app::demo_doors(&session.app, &session.actor).await?;
    let serve = args::Serve {
        listen: Some(ask.listen.clone()),
        // What stands in the environment is about a real server; only its log is wanted here.
        log: of_environment().log,
        ..args::Serve::default()
    };
    serve::serve(&session, (&common, &serve), &|address| {
        let words = crate::voice::words(session.locale);
        print("");
        print(&words.demo_doors_heading(address));
        for door in &doors {
            print(&format!("  {}", words.demo_door(door.role, &door.organisation)));
            print(&format!("      {address}/activate/{}", door.slip.text()));
            if let Some((login, password)) = &door.login {
                print(&format!("      {}", words.demo_login(login, password)));
            }
        }
    })
    .await
}

async fn show(session: &Session, common: &Common) -> Result<(), Fault> {
    let snapshot = session.look(common, None, None).await?;
    let words = session.words(&snapshot.rules);
    let top = snapshot.find(None)?;
    let name = snapshot.name(top).unwrap_or_default();
    let status = snapshot.status(top, None)?;
    print(&words.demo_made(name));
    print("");
    for line in lines(&status, name, &snapshot, &words) {
        print(&line);
    }
    print("");
    print(&words.demo_next_heading());
    for (next, command) in next_commands(&status, &snapshot, &common.data) {
        print(&format!("  {command}"));
        print(&format!("      {}", words.demo_next(next)));
    }
    Ok(())
}

/// The three commands worth trying next, about organisations of this very county.
fn next_commands(status: &Status, snapshot: &app::Snapshot, data: &Path) -> Vec<(Next, String)> {
    let program = std::env::args_os()
        .next()
        .map(|name| name.to_string_lossy().into_owned());
    let program = program.unwrap_or_else(|| "kaijiang".to_owned());
    let data = if data == Path::new("./kaijiang-data") {
        String::new()
    } else {
        format!(" --data {}", data.display())
    };
    let late = status
        .duties
        .iter()
        .find(|tally| tally.of(StandingKind::Overdue) > 0);
    let why = late.and_then(|tally| Some((tally, snapshot.name(*tally.overdue.first()?)?)));
    let board = snapshot.board();
    let township = status
        .duties
        .iter()
        .flat_map(|tally| &tally.overdue)
        .find_map(|id| {
            let mut above = board.tree().ancestors(*id);
            above.find(|above| snapshot.is_township(*above))
        });
    let mut commands = Vec::new();
    if let Some(name) = township.and_then(|id| snapshot.name(id)) {
        commands.push((Next::Status, format!("{program}{data} status --org \"{name}\"")));
    }
    if let Some((tally, name)) = why {
        let (duty, period) = (&tally.duty, &tally.period);
        commands.push((
            Next::Explain,
            format!("{program}{data} explain \"{name}\" {duty} {period}"),
        ));
    }
    commands.push((Next::Rules, format!("{program}{data} rules show")));
    commands
}
