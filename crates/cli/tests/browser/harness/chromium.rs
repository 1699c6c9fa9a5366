//! One Chromium for the whole test binary, and the runtime on which everything about it happens.
//! It must not touch the user's own profile, and must not survive the tests.

use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use chromiumoxide::Browser;
use chromiumoxide::handler::HandlerConfig;
use futures_util::StreamExt as _;
use tokio::runtime::Runtime;

use super::supervised::Supervised;

/// The variable that names the browser's program; `cargo xtask test` sets it.
pub const BROWSER: &str = "KAIJIANG_TEST_BROWSER";
const STARTING: Duration = Duration::from_mins(1);
const FLAGS: [&str; 14] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--password-store=basic",
    // Chinese in screenshots and `Intl`, whatever the machine speaks; a visitor's own language is set per trip.
    "--lang=zh-CN",
    "--remote-debugging-port=0",
    "about:blank",
];

/// The running browser.
pub struct Chromium {
    pub browser: Browser,
    _process: Supervised,
}

static CHROMIUM: OnceLock<Chromium> = OnceLock::new();
static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// Waits for something that concerns the browser.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    runtime().block_on(future)
}

/// Lets something go on beside the test.
pub fn beside(future: impl Future<Output = ()> + Send + 'static) {
    runtime().spawn(future);
}

fn runtime() -> &'static Runtime {
    RUNTIME.get_or_init(|| {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(2).enable_all().build().unwrap()
    })
}

/// The browser, started at the first call; none when the environment names no program.
pub fn chromium() -> Option<&'static Chromium> {
    let program = std::env::var_os(BROWSER).filter(|path| !path.is_empty())?;
    Some(CHROMIUM.get_or_init(|| {
        // The name is one that `cargo xtask test` sweeps away should this run be killed.
        let profile = std::env::temp_dir().join(format!("kaijiang-test-{}-browser", std::process::id()));
        let mut command = Command::new(&program);
        command
            .arg(format!("--user-data-dir={}", profile.display()))
            .args(FLAGS);
        let process = Supervised::start(&command, Some(&profile));
        let address = process
            .line_with("DevTools listening on ", STARTING)
            .and_then(|line| Some(line.split_once("listening on ")?.1.trim().to_owned()))
            .unwrap_or_else(|| panic!("{} does not start:\n{}", program.display(), process.said()));
        let browser = wait(connect(&address));
        Chromium {
            browser,
            _process: process,
        }
    }))
}

async fn connect(address: &str) -> Browser {
    let config = HandlerConfig {
        viewport: None,
        cache_enabled: true,
        request_timeout: Duration::from_mins(1),
        ..HandlerConfig::default()
    };
    let (browser, mut handler) = Browser::connect_with_config(address, config).await.unwrap();
    beside(async move { while handler.next().await.is_some() {} });
    browser
}
