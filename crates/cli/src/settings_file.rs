//! `kaijiang.toml` in the data folder. Read strictly: a field nobody knows is a mistake, not a wish.
//! Must not judge the values: `settings` does, wherever they come from.

use std::path::{Path, PathBuf};

use app::delivery::{Channel, MailProblem, MailServer, MailTold, Outlet, Robot, RobotKind};
use i18n::SettingProblem;
use serde::Deserialize;

use crate::failure::{Fault, Usage};

/// Name of the settings file in the data folder.
pub const NAME: &str = "kaijiang.toml";

/// The settings file. Each field is described in `docs/settings.en.md`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Address to listen on.
    pub listen: Option<String>,
    /// The address people type.
    pub address: Option<String>,
    /// The database.
    pub database: Option<String>,
    /// Language of messages at the command line.
    pub language: Option<String>,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Option<Vec<String>>,
    /// Most megabytes of one form with its files.
    pub upload_limit: Option<u32>,
    /// A folder with fonts for papers.
    pub fonts: Option<PathBuf>,
    /// What is logged.
    pub log: Option<String>,
    /// Robots of chat groups and mail servers that reminders are sent through.
    #[serde(default)]
    pub channel: Vec<ChannelTold>,
}

/// The kind of a channel that is no robot.
const MAIL: &str = "mail";

/// A robot of a chat group, or a mail server: which fields it has follows from its kind.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub struct ChannelTold {
    /// What it is called.
    pub name: String,
    /// `wecom`, `dingtalk`, `feishu` or `mail`.
    pub kind: String,
    /// Whose reminders it tells; the root's without it.
    pub organisation: Option<String>,
    /// A robot's address, a secret.
    url: Option<String>,
    /// What its messages are signed with (加签).
    secret: Option<String>,
    /// The mail server.
    host: Option<String>,
    /// Where it listens.
    port: Option<u16>,
    /// `required`, `starttls` or `none`.
    tls: Option<String>,
    /// Who writes.
    from: Option<String>,
    /// Who is written to.
    to: Option<Vec<String>>,
    /// The account at the mail server.
    user: Option<String>,
    /// Its password.
    password: Option<String>,
}

impl ChannelTold {
    /// The channel.
    ///
    /// # Errors
    /// When it cannot be used: its kind is unknown, its name is empty, it could be read on the way, or has fields of
    /// another kind.
    pub fn channel(&self) -> Result<Channel, SettingProblem> {
        if self.name.trim().is_empty() {
            return Err(SettingProblem::Channel);
        }
        let outlet = if self.kind == MAIL {
            Outlet::Mail(Box::new(self.mail()?))
        } else {
            Outlet::Robot(self.robot().ok_or(SettingProblem::Channel)?)
        };
        Ok(Channel {
            name: self.name.trim().to_owned(),
            organisation: self.organisation.clone(),
            outlet,
        })
    }

    /// Takes the password of the environment where a mail server asks for one and the file does not have it.
    pub fn with_password(mut self, password: Option<&str>) -> ChannelTold {
        if self.kind == MAIL && self.user.is_some() && self.password.is_none() {
            self.password = password.map(str::to_owned);
        }
        self
    }

    fn robot(&self) -> Option<Robot> {
        let is_mail = self.host.is_some() || self.port.is_some() || self.tls.is_some() || self.from.is_some();
        if is_mail || self.to.is_some() || self.user.is_some() || self.password.is_some() {
            return None;
        }
        let url = self.url.clone()?;
        let is_private = url.starts_with("https://");
        let is_here = ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"]
            .iter()
            .any(|start| url.starts_with(start));
        (is_private || is_here).then_some(Robot {
            kind: RobotKind::parse(&self.kind)?,
            url,
            secret: self.secret.clone(),
        })
    }

    fn mail(&self) -> Result<MailServer, SettingProblem> {
        if self.url.is_some() || self.secret.is_some() {
            return Err(SettingProblem::Channel);
        }
        let told = MailTold {
            host: self.host.clone().unwrap_or_default(),
            port: self.port,
            tls: self.tls.clone().unwrap_or_default(),
            from: self.from.clone().unwrap_or_default(),
            to: self.to.clone().unwrap_or_default(),
            user: self.user.clone(),
            password: self.password.clone(),
        };
        MailServer::read(&told).map_err(|problem| match problem {
            MailProblem::Host => SettingProblem::MailHost,
            MailProblem::Encryption => SettingProblem::MailEncryption,
            MailProblem::From => SettingProblem::MailFrom,
            MailProblem::To => SettingProblem::MailTo,
            MailProblem::Login => SettingProblem::MailLogin,
        })
    }
}

impl File {
    /// Reads the file of a data folder; one that is not there says nothing.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn read(folder: &Path) -> Result<File, Fault> {
        let path = folder.join(NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(File::default()),
            Err(error) => return Err(Fault::file(&path, &error)),
        };
        toml::from_str(&text).map_err(|error| {
            Fault::Usage(Usage::SettingsFile {
                path: path.display().to_string(),
                said: error.to_string(),
            })
        })
    }
}
