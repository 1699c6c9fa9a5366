//! From flags, environment and `kaijiang.toml` to what the application is opened with; the only place that reads them.
//! A flag goes before the environment, the environment before the file, the file before what is built in.
//! Must not open anything.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use app::delivery::Channel;
use app::{Clock, Entropy, Settings};
use i18n::{Locale, SettingProblem};
use jiff::Timestamp;

use crate::args::{Common, Serve};
use crate::failure::{Fault, Usage};
use crate::settings_file::{ChannelTold, File};

/// Name of the database in the data folder.
const DATABASE: &str = "kaijiang.db";
/// Name of the key that signs the history, in the data folder.
const SIGNING_KEY: &str = "audit.key";
/// Where pages are served unless told.
pub const LISTEN: &str = "127.0.0.1:8080";
/// Most megabytes of one form unless told: three photos and a script.
const UPLOAD: u32 = 24;
/// What is logged unless told.
const LOG: &str = "warn";

/// The password of mail servers, for those that do not have it in the file.
const MAIL_PASSWORD: &str = "KAIJIANG_MAIL_PASSWORD";

/// The machine's clock: one of the two edges that may read it.
struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "the edge that reads the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The machine's randomness.
struct MachineEntropy;

impl Entropy for MachineEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without randomness no key and no id would be safe: stop rather than go on.
            std::process::abort();
        }
    }
}

/// What the application is opened with.
///
/// # Errors
/// When `--now` is no moment, or the settings file cannot be read.
pub fn settings(common: &Common) -> Result<Settings, Fault> {
    let now = common.now.as_deref().map(moment).transpose()?;
    let database = File::read(&common.data)?.database;
    Ok(Settings {
        database: database_of(common, database),
        signing_key: signing_key(common),
        now,
        clock: Arc::new(MachineClock),
        entropy: Arc::new(MachineEntropy),
    })
}

/// The file with the key that signs the history.
#[must_use]
pub fn signing_key(common: &Common) -> PathBuf {
    common.data.join(SIGNING_KEY)
}

/// Makes the data folder, for the commands that may begin a database.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(common: &Common) -> Result<(), Fault> {
    std::fs::create_dir_all(&common.data).map_err(|error| Fault::file(&common.data, &error))
}

fn moment(text: &str) -> Result<Timestamp, Fault> {
    text.parse()
        .map_err(|_| Fault::Usage(Usage::NotADate(text.to_owned())))
}

/// The language asked for, by flag, environment or file; none: that of the pack.
///
/// # Errors
/// When the language is none we speak, or the settings file cannot be read.
pub fn locale(common: &Common) -> Result<Option<Locale>, Fault> {
    let asked = match &common.lang {
        Some(lang) => Some(lang.clone()),
        None => File::read(&common.data)?.language,
    };
    let unknown = |tag: &str| Fault::Usage(Usage::UnknownLocale(tag.to_owned()));
    asked
        .map(|tag| tag.parse().map_err(|_| unknown(&tag)))
        .transpose()
}

/// The address of the database: as given, or the file in the data folder.
fn database_of(common: &Common, in_file: Option<String>) -> String {
    let own = || format!("sqlite:{}", common.data.join(DATABASE).display());
    common.database.clone().or(in_file).unwrap_or_else(own)
}

/// The address of the database as it may be shown: without a password.
#[must_use]
pub fn database_shown(common: &Common) -> String {
    let in_file = File::read(&common.data).ok().and_then(|file| file.database);
    without_password(&database_of(common, in_file))
}

fn without_password(address: &str) -> String {
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
        _ => address.to_owned(),
    }
}

/// What the environment says of serving, for commands that take no such flags.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the edge that reads settings")]
pub fn of_environment() -> Serve {
    let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let proxies = text("KAIJIANG_TRUSTED_PROXIES").unwrap_or_default();
    let proxies = proxies.split(',').filter(|one| !one.is_empty());
    Serve {
        listen: text("KAIJIANG_LISTEN"),
        address: text("KAIJIANG_ADDRESS"),
        trusted_proxies: proxies.map(str::to_owned).collect(),
        upload_limit: text("KAIJIANG_UPLOAD_LIMIT").and_then(|limit| limit.parse().ok()),
        fonts: text("KAIJIANG_FONTS").map(PathBuf::from),
        log: text("KAIJIANG_LOG"),
    }
}

/// Where a setting comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// Built in.
    BuiltIn,
    /// The settings file.
    File,
    /// An environment variable.
    Environment,
    /// The command line.
    Flag,
}

impl Source {
    /// The word for it, in documents.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Source::BuiltIn => "default",
            Source::File => "file",
            Source::Environment => "environment",
            Source::Flag => "flag",
        }
    }
}

/// One setting as it stands.
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value as text; empty for none.
    pub value: String,
    /// Where it comes from.
    pub source: Source,
}

/// All settings as they stand.
pub struct Resolved {
    /// Each, in the order of the file.
    pub all: Vec<Setting>,
    channels: Vec<ChannelTold>,
}

/// Puts the settings together.
///
/// # Errors
/// When the settings file cannot be read.
pub fn resolve(common: &Common, serve: &Serve) -> Result<Resolved, Fault> {
    let mut file = File::read(&common.data)?;
    let channels = channels(&mut file);
    let text = |folder: &PathBuf| folder.display().to_string();
    let own = format!("sqlite:{}", common.data.join(DATABASE).display());
    let upload = |limit: u32| limit.to_string();
    let proxies = |proxies: &Vec<String>| proxies.join(", ");
    let given = |list: &Vec<String>| (!list.is_empty()).then(|| list.join(", "));
    let all = vec![
        setting(
            ("listen", "KAIJIANG_LISTEN"),
            serve.listen.clone(),
            (file.listen, LISTEN),
        ),
        setting(
            ("address", "KAIJIANG_ADDRESS"),
            serve.address.clone(),
            (file.address, ""),
        ),
        setting(
            ("database", "KAIJIANG_DATABASE"),
            common.database.clone(),
            (file.database, &own),
        ),
        setting(
            ("language", "KAIJIANG_LANG"),
            common.lang.clone(),
            (file.language, ""),
        ),
        setting(
            ("trusted_proxies", "KAIJIANG_TRUSTED_PROXIES"),
            given(&serve.trusted_proxies),
            (file.trusted_proxies.as_ref().map(proxies), ""),
        ),
        setting(
            ("upload_limit", "KAIJIANG_UPLOAD_LIMIT"),
            serve.upload_limit.map(upload),
            (file.upload_limit.map(upload), &upload(UPLOAD)),
        ),
        setting(
            ("fonts", "KAIJIANG_FONTS"),
            serve.fonts.as_ref().map(text),
            (file.fonts.as_ref().map(text), ""),
        ),
        setting(("log", "KAIJIANG_LOG"), serve.log.clone(), (file.log, LOG)),
        // A list, and with secrets: only the file has it.
        setting(("channel", ""), None, (named(&channels), "")),
    ];
    Ok(Resolved { all, channels })
}

/// The channels of the file, with the password of the environment where one lacks it.
#[expect(clippy::disallowed_methods, reason = "the edge that reads settings")]
fn channels(file: &mut File) -> Vec<ChannelTold> {
    let password = std::env::var(MAIL_PASSWORD)
        .ok()
        .filter(|value| !value.is_empty());
    let told = std::mem::take(&mut file.channel).into_iter();
    told.map(|channel| channel.with_password(password.as_deref()))
        .collect()
}

/// The names of channels, as they may be shown.
fn named(channels: &[ChannelTold]) -> Option<String> {
    let names: Vec<&str> = channels.iter().map(|channel| channel.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn setting(
    (name, variable): (&'static str, &str),
    given: Option<String>,
    (in_file, built_in): (Option<String>, &str),
) -> Setting {
    let (value, source) = match (given, in_file) {
        // The command line takes a variable for a flag that was left out: what is there in both is the variable's.
        (Some(value), _) if std::env::var_os(variable).is_some() => (value, Source::Environment),
        (Some(value), _) => (value, Source::Flag),
        (None, Some(value)) => (value, Source::File),
        (None, None) => (built_in.to_owned(), Source::BuiltIn),
    };
    Setting { name, value, source }
}

impl Resolved {
    /// The value of a setting.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        let found = self.all.iter().find(|setting| setting.name == name);
        found.map(|setting| setting.value.as_str()).unwrap_or_default()
    }

    /// The value as it may be shown.
    #[must_use]
    pub fn shown(setting: &Setting) -> String {
        if setting.name == "database" {
            without_password(&setting.value)
        } else {
            setting.value.clone()
        }
    }

    /// What is wrong, each with the name of its setting.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, String, SettingProblem)> {
        let bad = self
            .all
            .iter()
            .filter_map(|setting| Some((setting, problem(setting)?)));
        let bad = bad.map(|(setting, problem)| (setting.name, Self::shown(setting), problem));
        bad.chain(self.wrong_channels()).collect()
    }

    /// Channels that cannot be used, each with what is wrong; or without a name of its own.
    fn wrong_channels(&self) -> Vec<(&'static str, String, SettingProblem)> {
        let told = self.channels.iter().enumerate();
        let bad = told.filter_map(|(at, channel)| {
            let mut before = self.channels.iter().take(at);
            let problem = match channel.channel() {
                Err(problem) => problem,
                Ok(_) if before.any(|other| other.name.trim() == channel.name.trim()) => {
                    SettingProblem::Channel
                }
                Ok(_) => return None,
            };
            Some(("channel", channel.name.clone(), problem))
        });
        bad.collect()
    }

    /// The robots and mail servers that reminders are sent through.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        let usable = self.channels.iter().map(ChannelTold::channel);
        usable.filter_map(Result::ok).collect()
    }

    /// The folder of fonts that papers are set in first, where one is set.
    #[must_use]
    pub fn fonts(&self) -> Option<PathBuf> {
        let folder = self.value("fonts");
        (!folder.is_empty()).then(|| PathBuf::from(folder))
    }

    /// How the site is reached.
    ///
    /// # Errors
    /// When a setting cannot be used: `settings check` names each.
    pub fn site(&self) -> Result<web::Settings, Fault> {
        if let Some((name, value, problem)) = self.problems().into_iter().next() {
            return Err(Fault::Usage(Usage::Setting { name, value, problem }));
        }
        let megabytes: usize = self.value("upload_limit").parse().unwrap_or_default();
        let address = self.value("address").trim_end_matches('/');
        Ok(web::Settings {
            address: (!address.is_empty()).then(|| address.to_owned()),
            most_bytes: megabytes.saturating_mul(1024 * 1024),
            trusted_proxies: addresses(self.value("trusted_proxies")).flatten().collect(),
        })
    }
}

/// The addresses of a list; none for what is no address.
fn addresses(list: &str) -> impl Iterator<Item = Option<IpAddr>> {
    let each = list.split(',').map(str::trim).filter(|one| !one.is_empty());
    each.map(|one| Some(one.parse::<IpAddr>().ok()?.to_canonical()))
}

fn problem(setting: &Setting) -> Option<SettingProblem> {
    let value = setting.value.as_str();
    match setting.name {
        // A name stands for an address too (`localhost:8080`): whether it can be listened on shows when it is tried.
        "listen" => {
            let port = value.rsplit_once(':').map(|(_, port)| port.parse::<u16>());
            (!matches!(port, Some(Ok(_)))).then_some(SettingProblem::Listen)
        }
        "address" => (!value.is_empty() && !is_web_address(value)).then_some(SettingProblem::Address),
        "database" => {
            let known = ["sqlite:", "postgres://", "postgresql://"];
            (!known.iter().any(|scheme| value.starts_with(scheme))).then_some(SettingProblem::Database)
        }
        "language" => {
            (!value.is_empty() && value.parse::<Locale>().is_err()).then_some(SettingProblem::Language)
        }
        "trusted_proxies" => addresses(value)
            .any(|one| one.is_none())
            .then_some(SettingProblem::Proxy),
        "upload_limit" => {
            let megabytes: Option<u32> = value.parse().ok();
            (!megabytes.is_some_and(|limit| (1..=1024).contains(&limit))).then_some(SettingProblem::Upload)
        }
        "fonts" => (!value.is_empty() && !PathBuf::from(value).is_dir()).then_some(SettingProblem::Fonts),
        "log" => value
            .parse::<tracing_subscriber::EnvFilter>()
            .is_err()
            .then_some(SettingProblem::Log),
        _ => None,
    }
}

/// `https://host` or `https://host:port`, with nothing after it: links are made from it.
fn is_web_address(value: &str) -> bool {
    let rest = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.trim_end_matches('/');
        !host.is_empty() && !host.contains(['/', '?', '#', '@', ' '])
    })
}

#[cfg(test)]
mod tests {
    use super::{Resolved, Setting, Source, problem};
    use crate::settings_file::File;
    use i18n::SettingProblem;

    /// What is wrong with the one channel that is told so.
    fn wrong(channel: &str) -> Vec<SettingProblem> {
        let file: File = toml::from_str(&format!("[[channel]]\nname = \"a\"\n{channel}")).unwrap();
        let told = file.channel.into_iter();
        let resolved = Resolved {
            all: Vec::new(),
            channels: told.map(|one| one.with_password(Some("geheim"))).collect(),
        };
        resolved
            .problems()
            .into_iter()
            .map(|(_, _, problem)| problem)
            .collect()
    }

    #[test]
    fn s5_each_channel_is_judged() {
        let robot = "kind = 'feishu'\nurl = 'https://robot.example/a'\n";
        let mail = "kind = 'mail'\nhost = 'mail.example.cn'\nfrom = 'a@b.cn'\nto = ['c@d.cn']\n";
        let cases = [
            (robot.to_owned(), None),
            (format!("{robot}host = 'mail'"), Some(SettingProblem::Channel)),
            (
                "kind = 'feishu'\nurl = 'http://robot.example/a'".to_owned(),
                Some(SettingProblem::Channel),
            ),
            ("kind = 'pigeon'".to_owned(), Some(SettingProblem::Channel)),
            (mail.to_owned(), None),
            // The password is in the environment.
            (format!("{mail}user = 'a'"), None),
            (format!("{mail}password = 'a'"), Some(SettingProblem::MailLogin)),
            (
                format!("{mail}tls = 'none'"),
                Some(SettingProblem::MailEncryption),
            ),
            (format!("{mail}secret = 'a'"), Some(SettingProblem::Channel)),
            (
                "kind = 'mail'\nfrom = 'a@b.cn'\nto = ['c@d.cn']".to_owned(),
                Some(SettingProblem::MailHost),
            ),
            (
                "kind = 'mail'\nhost = 'h'\nto = ['c@d.cn']".to_owned(),
                Some(SettingProblem::MailFrom),
            ),
            (
                "kind = 'mail'\nhost = 'h'\nfrom = 'a@b.cn'".to_owned(),
                Some(SettingProblem::MailTo),
            ),
        ];
        for (told, problem) in cases {
            assert_eq!(wrong(&told), Vec::from_iter(problem), "{told}");
        }
    }

    #[test]
    fn each_setting_is_judged() {
        let cases = [
            ("listen", "127.0.0.1:8080", true),
            ("listen", "[::]:80", true),
            ("listen", "localhost:8080", true),
            ("listen", "8080", false),
            ("listen", "127.0.0.1:80800", false),
            ("address", "", true),
            ("address", "https://kaijiang.example.cn", true),
            ("address", "https://kaijiang.example.cn:8443/", true),
            ("address", "kaijiang.example.cn", false),
            ("address", "https://example.cn/kaijiang", false),
            ("address", "javascript:alert(1)", false),
            ("database", "sqlite:/var/lib/k.db", true),
            ("database", "postgres://u:p@h/db", true),
            ("database", "mysql://h/db", false),
            ("language", "", true),
            ("language", "zh-Hans", true),
            ("language", "xx", false),
            ("trusted_proxies", "", true),
            ("trusted_proxies", "127.0.0.1, ::1", true),
            ("trusted_proxies", "127.0.0.1, proxy", false),
            ("upload_limit", "24", true),
            ("upload_limit", "0", false),
            ("upload_limit", "4096", false),
            ("fonts", "", true),
            ("fonts", "/nowhere/at/all", false),
            ("log", "warn", true),
            ("log", "kaijiang_web=debug,warn", true),
            ("log", "a=b=c", false),
        ];
        for (name, value, fine) in cases {
            let setting = Setting {
                name,
                value: value.to_owned(),
                source: Source::File,
            };
            assert_eq!(problem(&setting).is_none(), fine, "{name} = {value}");
        }
    }
}
