//! `kaijiang.toml` in the data folder. Read strictly: a field nobody knows is a mistake, not a wish.
//! Must not judge the values: `settings` does, wherever they come from.

use std::path::{Path, PathBuf};

use app::delivery::{Channel, ChannelKind};
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
    /// Robots of chat groups that reminders are sent through.
    #[serde(default)]
    pub channel: Vec<ChannelTold>,
}

/// A robot of a chat group.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub struct ChannelTold {
    /// What it is called.
    pub name: String,
    /// `wecom`, `dingtalk` or `feishu`.
    pub kind: String,
    /// Its address, a secret.
    pub url: String,
    /// What its messages are signed with (加签).
    pub secret: Option<String>,
    /// Whose reminders it tells; the root's without it.
    pub organisation: Option<String>,
}

impl ChannelTold {
    /// The robot; none when its kind is unknown, its name is empty, or its address could be read on the way.
    pub fn channel(&self) -> Option<Channel> {
        let is_private = self.url.starts_with("https://");
        let is_here = ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"]
            .iter()
            .any(|start| self.url.starts_with(start));
        let kind = ChannelKind::parse(&self.kind)?;
        (!self.name.trim().is_empty() && (is_private || is_here)).then(|| Channel {
            name: self.name.trim().to_owned(),
            kind,
            url: self.url.clone(),
            secret: self.secret.clone(),
            organisation: self.organisation.clone(),
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
