//! What a browser calls itself, in a few words that its owner knows it by.
//! Must not be used to tell devices apart: it is what anybody may claim.

use i18n::Words;

/// 微信 · 安卓手机; what is not known is shown as it is.
pub(super) fn name(claimed: &str, words: &Words) -> String {
    let find = |known: &[(&str, &'static str)]| {
        let found = known.iter().find(|(mark, _)| claimed.contains(mark));
        found.map(|(_, key)| words.say(key, &[]))
    };
    let program = find(&[
        ("MicroMessenger", "device-wechat"),
        ("DingTalk", "device-dingtalk"),
        ("QQBrowser", "device-qq"),
        ("Edg", "device-edge"),
        ("Firefox", "device-firefox"),
        ("Chrome", "device-chrome"),
        ("Safari", "device-safari"),
    ]);
    let machine = find(&[
        ("Android", "device-android"),
        ("HarmonyOS", "device-harmony"),
        ("iPhone", "device-iphone"),
        ("iPad", "device-ipad"),
        ("Windows", "device-windows"),
        ("Mac OS", "device-mac"),
        ("Linux", "device-linux"),
    ]);
    let parts: Vec<String> = program.into_iter().chain(machine).collect();
    if parts.is_empty() {
        let short: String = claimed.chars().take(40).collect();
        return if short.is_empty() {
            words.say("device-unknown", &[])
        } else {
            short
        };
    }
    parts.join(" · ")
}
