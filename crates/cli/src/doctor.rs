//! `kaijiang doctor`: what is wrong with this machine, each with how to mend it. Ends with 1 when something is.
//! Must not mend anything itself, and must not need a database to say what it can.

mod machine;

use std::net::SocketAddr;
use std::time::Duration;

use app::delivery::{Outlet, knock};
use app::health::health;
use app::{App, Failure};
use i18n::{Check, Doctor, Words};
use serde_json::{Value, json};

use crate::args::{self, Common};
use crate::failure::Fault;
use crate::settings::{self, Resolved, resolve};
use crate::{print, voice};

/// One finding.
pub(crate) struct Finding {
    /// What was looked at.
    of: Doctor,
    /// Whether it is in order.
    is_fine: bool,
    /// The detail: a version, an address, what was found.
    detail: String,
}

impl Finding {
    pub(crate) fn fine(of: Doctor, detail: impl Into<String>) -> Finding {
        Finding {
            of,
            is_fine: true,
            detail: detail.into(),
        }
    }

    pub(crate) fn wrong(of: Doctor, detail: impl Into<String>) -> Finding {
        Finding {
            of,
            is_fine: false,
            detail: detail.into(),
        }
    }
}

/// Runs the command.
///
/// # Errors
/// When something is not in order.
pub async fn run(common: &Common, serve: &args::Serve) -> Result<(), Fault> {
    let words = voice::words(settings::locale(common).ok().flatten());
    let mut findings = Vec::new();
    match resolve(common, serve) {
        Ok(resolved) => {
            findings.extend(database(common, &words).await);
            findings.push(machine::disk(&common.data));
            findings.push(machine::key(&settings::signing_key(common)));
            findings.push(of_settings(&resolved, &words));
            findings.push(machine::fonts(resolved.fonts().as_deref(), &words));
            findings.push(listening(resolved.value("listen")).await);
            findings.push(address(&resolved));
            findings.extend(mail(&resolved).await);
        }
        Err(fault) => findings.push(Finding::wrong(Doctor::Settings, fault.text(&words, "", ""))),
    }
    let is_fine = findings.iter().all(|finding| finding.is_fine);
    if common.json {
        let each: Vec<Value> = findings.iter().map(|finding| document(finding, &words)).collect();
        print(&json!({ "ok": is_fine, "checks": each }).to_string());
    } else {
        for finding in &findings {
            let mark = if finding.is_fine { "✓" } else { "✕" };
            print(&format!("{mark} {}", text(finding, &words)));
        }
    }
    if is_fine { Ok(()) } else { Err(Fault::Said(1)) }
}

fn text(finding: &Finding, words: &Words) -> String {
    let check = if finding.is_fine {
        Check::Fine(&finding.detail)
    } else {
        Check::Wrong(&finding.detail)
    };
    words.doctor(finding.of, check)
}

fn document(finding: &Finding, words: &Words) -> Value {
    json!({
        "check": finding.of.word(),
        "ok": finding.is_fine,
        "detail": finding.detail,
        "text": text(finding, words),
    })
}

/// The database, and whether its newest entry and the clock agree.
async fn database(common: &Common, words: &Words) -> Vec<Finding> {
    let shown = settings::database_shown(common);
    let opened = match settings::settings(common) {
        Ok(settings) => App::open_existing(&settings).await.map_err(Fault::App),
        Err(fault) => Err(fault),
    };
    let app = match opened {
        Ok(app) => app,
        Err(fault) => {
            let said = fault.text(words, "", &shown);
            return vec![Finding::wrong(Doctor::Database, said)];
        }
    };
    let found = health(&app).await;
    app.close().await;
    match found {
        Ok(health) => {
            let detail = words.doctor_database(health.engine, &shown, health.entries);
            let now = health.now.strftime("%Y-%m-%d %H:%M:%SZ").to_string();
            // A clock that was set with the data stands where it was put.
            let is_sane = app.is_clock_set() || (!health.is_clock_behind() && was_set(health.now));
            let clock = if is_sane {
                Finding::fine(Doctor::Clock, now)
            } else {
                Finding::wrong(Doctor::Clock, now)
            };
            vec![Finding::fine(Doctor::Database, detail), clock]
        }
        Err(failure) => vec![Finding::wrong(Doctor::Database, said(failure, words, &shown))],
    }
}

fn said(failure: Failure, words: &Words, shown: &str) -> String {
    Fault::App(failure).text(words, "", shown)
}

/// Whether it is later than this program was made: a clock that shows less was never set.
fn was_set(now: jiff::Timestamp) -> bool {
    jiff::tz::TimeZone::UTC.to_datetime(now).date() >= jiff::civil::date(2026, 1, 1)
}

fn of_settings(resolved: &Resolved, words: &Words) -> Finding {
    let problems = resolved.problems();
    let told: Vec<String> = problems
        .iter()
        .map(|(name, value, problem)| words.setting_wrong(name, value, *problem))
        .collect();
    if told.is_empty() {
        Finding::fine(Doctor::Settings, crate::settings_file::NAME)
    } else {
        Finding::wrong(Doctor::Settings, words.joined(&told))
    }
}

/// Whether the address can be listened on, or kaijiang answers there already.
async fn listening(address: &str) -> Finding {
    match tokio::net::TcpListener::bind(address).await {
        Ok(_) => Finding::fine(Doctor::Listen, address),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && answers(address) => {
            Finding::fine(Doctor::Listen, address)
        }
        Err(error) => Finding::wrong(Doctor::Listen, format!("{address}: {error}")),
    }
}

/// Whether kaijiang answers at an address.
fn answers(address: &str) -> bool {
    use std::io::{Read as _, Write as _};
    let patience = Duration::from_secs(2);
    let Ok(address) = address.parse::<SocketAddr>() else {
        return false;
    };
    let Ok(mut stream) = std::net::TcpStream::connect_timeout(&address, patience) else {
        return false;
    };
    let asked = stream.set_read_timeout(Some(patience)).and_then(|()| {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    });
    let mut said = Vec::new();
    asked.is_ok()
        && stream.take(4096).read_to_end(&mut said).is_ok()
        && String::from_utf8_lossy(&said).contains("\"ready\":true")
}

/// Whether each mail server answers and lets us in; nothing is sent.
async fn mail(resolved: &Resolved) -> Vec<Finding> {
    let mut found = Vec::new();
    for channel in resolved.channels() {
        let Outlet::Mail(server) = channel.outlet else {
            continue;
        };
        let shown = format!("{}, {}:{}", channel.name, server.host, server.port);
        let knocked = tokio::task::spawn_blocking(move || knock(&server)).await;
        found.push(match knocked {
            Ok(Ok(())) => Finding::fine(Doctor::Mail, shown),
            Ok(Err(said)) => Finding::wrong(Doctor::Mail, format!("{shown}: {said}")),
            Err(_) => Finding::wrong(Doctor::Mail, shown),
        });
    }
    found
}

/// Whoever comes from another machine comes by HTTPS, or a password travels in the open.
fn address(resolved: &Resolved) -> Finding {
    let (listen, address) = (resolved.value("listen"), resolved.value("address"));
    let is_local =
        listen.starts_with("127.") || listen.starts_with("[::1]") || listen.starts_with("localhost:");
    let shown = if address.is_empty() { listen } else { address };
    let is_fine = match address {
        "" => is_local,
        address => address.starts_with("https://") || is_loopback(address),
    };
    if is_fine {
        Finding::fine(Doctor::Address, shown)
    } else {
        Finding::wrong(Doctor::Address, shown)
    }
}

fn is_loopback(address: &str) -> bool {
    let host = address.strip_prefix("http://").unwrap_or(address);
    host.starts_with("127.") || host.starts_with("[::1]") || host.starts_with("localhost")
}
