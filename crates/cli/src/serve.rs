//! `kaijiang serve`: the web server, until it is told to stop.
//! Must not know a page: `web` does.

use std::sync::Arc;
use std::time::Duration;

use app::delivery::deliver;
use app::scheduler::run_due;
use app::{Actor, App};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::session::Session;
use crate::settings::resolve;
use crate::{plan_draft, print, voice};

/// Runs the command.
///
/// # Errors
/// When there is no database, or the address cannot be listened on.
pub async fn run(common: &Common, ask: &args::Serve) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    serve(&session, (common, ask), &|address| {
        print(&voice::words(session.locale).serving(address));
    })
    .await
}

/// Serves an open application; `ready` is told the address once it answers.
///
/// # Errors
/// When a setting cannot be used, or the address cannot be listened on.
pub async fn serve(
    session: &Session,
    (common, ask): (&Common, &args::Serve),
    ready: &dyn Fn(&str),
) -> Result<(), Fault> {
    let resolved = resolve(common, ask)?;
    log(resolved.value("log"));
    session.app.let_clock_run();
    let (listen, settings) = (resolved.value("listen"), resolved.site()?);
    if let Some(folder) = resolved.fonts() {
        session.app.look_for_fonts(folder);
    }
    session.app.send_through(resolved.channels());
    session.app.read_documents_by(plan_draft::reader());
    let cannot = |error: &std::io::Error| Fault::Listen {
        address: listen.to_owned(),
        said: error.to_string(),
    };
    let listener = TcpListener::bind(listen).await.map_err(|error| cannot(&error))?;
    let bound = listener.local_addr().map_err(|error| cannot(&error))?;
    let shown = settings.address.clone();
    let site = Arc::new(web::Site::new(Arc::clone(&session.app), settings));
    let schedule = tokio::spawn(keep_schedule(Arc::clone(&session.app)));
    ready(shown.as_deref().unwrap_or(&format!("http://{bound}")));
    let served = web::serve(site, listener, stopped()).await;
    // A run that is being kept is kept whole or not at all.
    schedule.abort();
    served.map_err(|error| cannot(&error))
}

/// How often it is looked whether something has fallen due. Often enough for a clock that was set forward.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Makes what falls due, as long as the server runs. A failure is logged, and tried again the next time.
async fn keep_schedule(app: Arc<App>) {
    loop {
        let today = jiff::tz::TimeZone::UTC.to_datetime(app.now()).date();
        let schedule = Actor::schedule(today);
        match run_due(&app, &schedule).await {
            Ok(done) => {
                for done in done {
                    tracing::info!(kind = done.run.kind.word(), period = done.run.period, "run made");
                }
            }
            Err(failure) => tracing::warn!(%failure, "what is due could not be made"),
        }
        match deliver(&app, &schedule).await {
            Ok(sent) => {
                for sent in sent {
                    tracing::info!(channel = sent.channel, state = sent.state, "reminder to a group");
                }
            }
            Err(failure) => tracing::warn!(%failure, "reminders could not be sent"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Log lines go to stderr as JSON, one each; never a name or a number of a person.
fn log(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("warn"));
    let lines = tracing_subscriber::fmt().json().with_env_filter(filter);
    // A second server in one process keeps the log of the first.
    drop(lines.with_writer(std::io::stderr).try_init());
}

/// Ctrl+C, or the signal a service manager sends.
async fn stopped() {
    let asked = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = asked => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
