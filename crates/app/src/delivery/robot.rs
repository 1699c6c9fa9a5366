//! Messages of the robots of 企业微信, 钉钉 and 飞书: bodies, signatures, answers. Pure: the moment comes in.
//! Must not send anything.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::Sha256;

use super::Verdict;

/// Whose robot it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RobotKind {
    /// 企业微信.
    WeCom,
    /// 钉钉.
    DingTalk,
    /// 飞书.
    Feishu,
}

impl RobotKind {
    /// All.
    pub const ALL: [RobotKind; 3] = [RobotKind::WeCom, RobotKind::DingTalk, RobotKind::Feishu];

    /// The word of the settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RobotKind::WeCom => "wecom",
            RobotKind::DingTalk => "dingtalk",
            RobotKind::Feishu => "feishu",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<RobotKind> {
        RobotKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The longest text it takes, in bytes.
    #[must_use]
    pub fn longest(self) -> usize {
        match self {
            RobotKind::WeCom => 2048,
            RobotKind::DingTalk | RobotKind::Feishu => 20_000,
        }
    }
}

/// A robot in a chat group, as the operator set it up.
#[derive(Clone, PartialEq, Eq)]
pub struct Robot {
    /// Whose robot.
    pub kind: RobotKind,
    /// Its address, which is a secret.
    pub url: String,
    /// What messages are signed with, where the robot asks for it (加签).
    pub secret: Option<String>,
}

/// A request to be sent to a robot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Where to.
    pub url: String,
    /// The body, as JSON.
    pub body: String,
}

/// A text for a robot, signed at a moment.
#[must_use]
pub fn request(robot: &Robot, text: &str, now: Timestamp) -> Request {
    let plain = json!({ "msgtype": "text", "text": { "content": text } });
    let secret = robot.secret.as_deref();
    match (robot.kind, secret) {
        (RobotKind::WeCom, _) | (RobotKind::DingTalk, None) => Request {
            url: robot.url.clone(),
            body: plain.to_string(),
        },
        (RobotKind::DingTalk, Some(secret)) => {
            // 毫秒时间戳 + "\n" + 密钥, signed with the secret; in the address.
            let at = now.as_millisecond();
            let sign = signed(secret.as_bytes(), format!("{at}\n{secret}").as_bytes());
            let query: String = form_urlencoded::Serializer::new(String::new())
                .append_pair("timestamp", &at.to_string())
                .append_pair("sign", &sign)
                .finish();
            let mark = if robot.url.contains('?') { '&' } else { '?' };
            Request {
                url: format!("{}{mark}{query}", robot.url),
                body: plain.to_string(),
            }
        }
        (RobotKind::Feishu, secret) => {
            let mut body = json!({ "msg_type": "text", "content": { "text": text } });
            if let (Some(secret), Some(body)) = (secret, body.as_object_mut()) {
                // 秒时间戳 + "\n" + 密钥 is the key, and nothing is what is signed; in the body.
                let at = now.as_second();
                let sign = signed(format!("{at}\n{secret}").as_bytes(), b"");
                body.insert("timestamp".to_owned(), Value::from(at.to_string()));
                body.insert("sign".to_owned(), Value::from(sign));
            }
            Request {
                url: robot.url.clone(),
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
pub fn robot_verdict(kind: RobotKind, status: u16, body: &str) -> Verdict {
    let answer: Value = serde_json::from_str(body).unwrap_or(Value::Null);
    let code = match kind {
        RobotKind::WeCom | RobotKind::DingTalk => answer.get("errcode"),
        RobotKind::Feishu => answer.get("code").or_else(|| answer.get("StatusCode")),
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

    fn robot(kind: RobotKind, secret: Option<&str>) -> Robot {
        Robot {
            kind,
            url: "https://robot.example/send?key=abc".to_owned(),
            secret: secret.map(str::to_owned),
        }
    }

    fn moment() -> Timestamp {
        Timestamp::from_second(1_599_438_600).unwrap()
    }

    #[test]
    fn s5_wecom_takes_a_plain_text_and_no_signature() {
        let sent = request(&robot(RobotKind::WeCom, Some("unused")), "一\n二", moment());
        assert_eq!(sent.url, "https://robot.example/send?key=abc");
        assert_eq!(sent.body, r#"{"msgtype":"text","text":{"content":"一\n二"}}"#);
    }

    // The vectors were made with Python's hmac and base64, from the recipe of each robot.

    #[test]
    fn s5_dingtalk_signs_milliseconds_with_the_secret_in_the_address() {
        let sent = request(
            &robot(RobotKind::DingTalk, Some("SEC0123456789abcdef")),
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
        let sent = request(
            &robot(RobotKind::Feishu, Some("SEC0123456789abcdef")),
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
        let plain = request(&robot(RobotKind::Feishu, None), "一", moment());
        assert!(!plain.body.contains("sign"));
    }

    #[test]
    fn s5_answers_are_told_apart() {
        let wecom = |status, body| robot_verdict(RobotKind::WeCom, status, body);
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
        let feishu = |body| robot_verdict(RobotKind::Feishu, 200, body);
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
