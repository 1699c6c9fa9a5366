//! Messages of the robots of 企业微信, 钉钉 and 飞书: bodies, signatures, answers. Pure: the moment comes in.
//! Must not send anything.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::Sha256;

/// Whose robot it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChannelKind {
    /// 企业微信.
    WeCom,
    /// 钉钉.
    DingTalk,
    /// 飞书.
    Feishu,
}

impl ChannelKind {
    /// All.
    pub const ALL: [ChannelKind; 3] = [ChannelKind::WeCom, ChannelKind::DingTalk, ChannelKind::Feishu];

    /// The word of the settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ChannelKind::WeCom => "wecom",
            ChannelKind::DingTalk => "dingtalk",
            ChannelKind::Feishu => "feishu",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<ChannelKind> {
        ChannelKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The longest text it takes, in bytes.
    #[must_use]
    pub fn longest(self) -> usize {
        match self {
            ChannelKind::WeCom => 2048,
            ChannelKind::DingTalk | ChannelKind::Feishu => 20_000,
        }
    }
}

/// A robot in a chat group, as the operator set it up.
#[derive(Clone, PartialEq, Eq)]
pub struct Channel {
    /// What it is called, here and in the records.
    pub name: String,
    /// Whose robot.
    pub kind: ChannelKind,
    /// Its address, which is a secret.
    pub url: String,
    /// What messages are signed with, where the robot asks for it (加签).
    pub secret: Option<String>,
    /// Whose reminders it tells: an organisation's name; none for the root.
    pub organisation: Option<String>,
}

/// A request to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Where to.
    pub url: String,
    /// The body, as JSON.
    pub body: String,
}

/// What an answer means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It was taken.
    Taken,
    /// It was not taken, and may be later.
    Later(String),
    /// It will not be taken.
    Refused(String),
}

/// A text for a robot, signed at a moment.
#[must_use]
pub fn message(channel: &Channel, text: &str, now: Timestamp) -> Message {
    let plain = json!({ "msgtype": "text", "text": { "content": text } });
    let secret = channel.secret.as_deref();
    match (channel.kind, secret) {
        (ChannelKind::WeCom, _) | (ChannelKind::DingTalk, None) => Message {
            url: channel.url.clone(),
            body: plain.to_string(),
        },
        (ChannelKind::DingTalk, Some(secret)) => {
            // 毫秒时间戳 + "\n" + 密钥, signed with the secret; in the address.
            let at = now.as_millisecond();
            let sign = signed(secret.as_bytes(), format!("{at}\n{secret}").as_bytes());
            let query: String = form_urlencoded::Serializer::new(String::new())
                .append_pair("timestamp", &at.to_string())
                .append_pair("sign", &sign)
                .finish();
            let mark = if channel.url.contains('?') { '&' } else { '?' };
            Message {
                url: format!("{}{mark}{query}", channel.url),
                body: plain.to_string(),
            }
        }
        (ChannelKind::Feishu, secret) => {
            let mut body = json!({ "msg_type": "text", "content": { "text": text } });
            if let (Some(secret), Some(body)) = (secret, body.as_object_mut()) {
                // 秒时间戳 + "\n" + 密钥 is the key, and nothing is what is signed; in the body.
                let at = now.as_second();
                let sign = signed(format!("{at}\n{secret}").as_bytes(), b"");
                body.insert("timestamp".to_owned(), Value::from(at.to_string()));
                body.insert("sign".to_owned(), Value::from(sign));
            }
            Message {
                url: channel.url.clone(),
                body: body.to_string(),
            }
        }
    }
}

fn signed(key: &[u8], text: &[u8]) -> String {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return String::new();
    };
    mac.update(text);
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Codes that say: too many messages for now.
const TOO_MANY: [i64; 4] = [45_009, 130_101, 660_026, 11_232];

/// What a robot answered.
#[must_use]
pub fn verdict(kind: ChannelKind, status: u16, body: &str) -> Verdict {
    let answer: Value = serde_json::from_str(body).unwrap_or(Value::Null);
    let code = match kind {
        ChannelKind::WeCom | ChannelKind::DingTalk => answer.get("errcode"),
        ChannelKind::Feishu => answer.get("code").or_else(|| answer.get("StatusCode")),
    };
    let code = code.and_then(Value::as_i64);
    let said = answer.get("errmsg").or_else(|| answer.get("msg"));
    let said = said.and_then(Value::as_str).unwrap_or_default();
    let told = match code {
        Some(code) => format!("{code} {said}"),
        None => format!("HTTP {status}"),
    };
    match (status, code) {
        (200..=299, Some(0)) => Verdict::Taken,
        (429 | 500..=599, _) => Verdict::Later(told),
        (_, Some(code)) if TOO_MANY.contains(&code) => Verdict::Later(told),
        _ => Verdict::Refused(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(kind: ChannelKind, secret: Option<&str>) -> Channel {
        Channel {
            name: "县工作群".to_owned(),
            kind,
            url: "https://robot.example/send?key=abc".to_owned(),
            secret: secret.map(str::to_owned),
            organisation: None,
        }
    }

    fn moment() -> Timestamp {
        Timestamp::from_second(1_599_438_600).unwrap()
    }

    #[test]
    fn s5_wecom_takes_a_plain_text_and_no_signature() {
        let sent = message(&channel(ChannelKind::WeCom, Some("unused")), "一\n二", moment());
        assert_eq!(sent.url, "https://robot.example/send?key=abc");
        assert_eq!(sent.body, r#"{"msgtype":"text","text":{"content":"一\n二"}}"#);
    }

    // The vectors were made with Python's hmac and base64, from the recipe of each robot.

    #[test]
    fn s5_dingtalk_signs_milliseconds_with_the_secret_in_the_address() {
        let sent = message(
            &channel(ChannelKind::DingTalk, Some("SEC0123456789abcdef")),
            "一",
            moment(),
        );
        assert_eq!(
            sent.url,
            "https://robot.example/send?key=abc&timestamp=1599438600000&sign=AGHnKqtvMMX8nP2cElI%2Ff%2FKe6A0MPt4Ybls%2FdFZagPs%3D"
        );
        assert_eq!(sent.body, r#"{"msgtype":"text","text":{"content":"一"}}"#);
    }

    #[test]
    fn s5_feishu_signs_nothing_with_seconds_and_secret_as_the_key() {
        let sent = message(
            &channel(ChannelKind::Feishu, Some("SEC0123456789abcdef")),
            "一",
            moment(),
        );
        assert_eq!(sent.url, "https://robot.example/send?key=abc");
        let body: Value = serde_json::from_str(&sent.body).unwrap();
        assert_eq!(
            body,
            json!({
                "msg_type": "text", "content": { "text": "一" },
                "timestamp": "1599438600", "sign": "82hImi0ioYxqlQNP2qVunTHixU2bDrUYR8v27yyHSnU=",
            })
        );
        let plain = message(&channel(ChannelKind::Feishu, None), "一", moment());
        assert!(!plain.body.contains("sign"));
    }

    #[test]
    fn s5_answers_are_told_apart() {
        let wecom = |status, body| verdict(ChannelKind::WeCom, status, body);
        assert_eq!(wecom(200, r#"{"errcode":0,"errmsg":"ok"}"#), Verdict::Taken);
        assert_eq!(
            wecom(200, r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#),
            Verdict::Later("45009 api freq out of limit".into())
        );
        assert_eq!(
            wecom(200, r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#),
            Verdict::Refused("93000 invalid webhook url".into())
        );
        assert_eq!(wecom(502, "<html>"), Verdict::Later("HTTP 502".into()));
        assert_eq!(wecom(200, "<html>"), Verdict::Refused("HTTP 200".into()));
        let feishu = |body| verdict(ChannelKind::Feishu, 200, body);
        assert_eq!(feishu(r#"{"code":0,"msg":"success"}"#), Verdict::Taken);
        assert_eq!(
            feishu(r#"{"StatusCode":0,"StatusMessage":"success"}"#),
            Verdict::Taken
        );
        assert_eq!(
            feishu(r#"{"code":19021,"msg":"sign match fail"}"#),
            Verdict::Refused("19021 sign match fail".into())
        );
    }
}
