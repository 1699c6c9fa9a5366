//! Who goes on a trip: with which screen, network, language, and with scripts or without.

use std::fmt;

use chromiumoxide::cdp::browser_protocol::browser::{SetDownloadBehaviorBehavior, SetDownloadBehaviorParams};
use chromiumoxide::cdp::browser_protocol::emulation::{
    SetCpuThrottlingRateParams, SetDeviceMetricsOverrideParams, SetScriptExecutionDisabledParams,
    SetTimezoneOverrideParams, SetTouchEmulationEnabledParams, SetUserAgentOverrideParams,
};
use chromiumoxide::cdp::browser_protocol::network::{
    EmulateNetworkConditionsByRuleParams, EnableParams as NetworkEnable, NetworkConditions,
};
use chromiumoxide::cdp::browser_protocol::page::AddScriptToEvaluateOnNewDocumentParams;
use chromiumoxide::cdp::browser_protocol::target::{CreateBrowserContextParams, CreateTargetParams};
use chromiumoxide::cdp::js_protocol::runtime::AddBindingParams;
use chromiumoxide::{Browser, Page};

use super::chromium::{chromium, wait};
use super::record::Record;
use super::scripts;
use super::trip::{Trip, Window};
use crate::program::skip;

/// A screen: width and height in CSS pixels, device pixels per CSS pixel.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
    pub scale: u32,
    pub is_phone: bool,
}

/// A desk in an office.
pub const DESKTOP: Screen = Screen {
    width: 1280,
    height: 900,
    scale: 1,
    is_phone: false,
};
/// A phone of some years ago.
pub const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    scale: 2,
    is_phone: true,
};

/// 400 kbit/s in bytes a second.
const SLOW_BYTES_A_SECOND: f64 = 50_000.0;
const SLOW_ROUND_TRIP_MS: f64 = 400.0;
const SLOW_CPU: f64 = 4.0;

/// A person to be, before the trip begins.
#[derive(Clone, Debug)]
pub struct Visitor {
    screen: Screen,
    pub(super) has_scripts: bool,
    is_slow: bool,
    language: String,
}

impl fmt::Display for Visitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let screen = if self.screen.is_phone { "phone" } else { "desktop" };
        let line = if self.is_slow { "slow" } else { "quick" };
        let scripts = if self.has_scripts { "scripts" } else { "no scripts" };
        write!(f, "{screen}, {line}, {scripts}, {}", self.language)
    }
}

impl Visitor {
    /// At a desk, scripts on, a fast line, simplified Chinese.
    pub fn desktop() -> Self {
        Self {
            screen: DESKTOP,
            has_scripts: true,
            is_slow: false,
            language: "zh-CN".to_owned(),
        }
    }

    /// On a phone, scripts on, a fast line, simplified Chinese.
    pub fn phone() -> Self {
        Self {
            screen: PHONE,
            ..Self::desktop()
        }
    }

    /// With scripts switched off in the browser.
    pub fn without_scripts(self) -> Self {
        Self {
            has_scripts: false,
            ..self
        }
    }

    /// In a village: 400 kbit/s, 400 ms there and back, a processor four times slower.
    pub fn throttled(self) -> Self {
        Self {
            is_slow: true,
            ..self
        }
    }

    /// Whose browser asks for pages in this language (`en`, `zh-CN`, `zh-TW`).
    pub fn language(self, tag: &str) -> Self {
        Self {
            language: tag.to_owned(),
            ..self
        }
    }

    /// Sets out for the address (`http://127.0.0.1:40123`), unknown to everyone: no cookies, an empty cache.
    ///
    /// None without a browser; then the test is noted as skipped and has to return.
    pub fn visits(&self, base: &str, test: &str) -> Option<Trip> {
        let Some(chromium) = chromium() else {
            skip(test, "no browser: KAIJIANG_TEST_BROWSER is not set");
            return None;
        };
        let base = base.trim_end_matches('/');
        let window = wait(self.set_out(&chromium.browser, base));
        Some(Trip::new(test, base, self, window))
    }

    async fn set_out(&self, browser: &Browser, base: &str) -> Window {
        let context = browser
            .create_browser_context(CreateBrowserContextParams::default())
            .await
            .unwrap();
        let mut target = CreateTargetParams::new("about:blank");
        target.browser_context_id = Some(context.clone());
        let page = browser.new_page(target).await.unwrap();
        let downloads = tempfile::tempdir().unwrap();
        let mut allowed = SetDownloadBehaviorParams::new(SetDownloadBehaviorBehavior::Allow);
        allowed.browser_context_id = Some(context.clone());
        allowed.download_path = Some(downloads.path().display().to_string());
        browser.execute(allowed).await.unwrap();
        let record = Record::of(&page, base).await;
        page.execute(NetworkEnable::default()).await.unwrap();
        page.enable_log().await.unwrap();
        let screen = self.screen;
        let metrics = SetDeviceMetricsOverrideParams::new(
            screen.width,
            screen.height,
            f64::from(screen.scale),
            screen.is_phone,
        );
        page.execute(metrics).await.unwrap();
        page.execute(SetTouchEmulationEnabledParams::new(screen.is_phone))
            .await
            .unwrap();
        page.execute(AddBindingParams::new(scripts::TELLER))
            .await
            .unwrap();
        page.execute(AddScriptToEvaluateOnNewDocumentParams::new(
            scripts::sentinel_script(),
        ))
        .await
        .unwrap();
        let mut agent = SetUserAgentOverrideParams::new(browser.user_agent().await.unwrap());
        agent.accept_language = Some(self.language.clone());
        page.execute(agent).await.unwrap();
        // Whatever the machine's own zone, the county's.
        page.emulate_timezone(SetTimezoneOverrideParams::new("Asia/Shanghai"))
            .await
            .unwrap();
        if self.is_slow {
            slow_down(&page).await;
        }
        page.execute(SetScriptExecutionDisabledParams::new(!self.has_scripts))
            .await
            .unwrap();
        Window {
            page,
            context,
            record,
            downloads,
        }
    }
}

/// Makes the line and the processor those of a village.
async fn slow_down(page: &Page) {
    let slow = SLOW_BYTES_A_SECOND;
    // No pattern: every request.
    let line = NetworkConditions::new("", SLOW_ROUND_TRIP_MS, slow, slow);
    page.execute(EmulateNetworkConditionsByRuleParams::new(false, vec![line]))
        .await
        .unwrap();
    page.execute(SetCpuThrottlingRateParams::new(SLOW_CPU))
        .await
        .unwrap();
}
