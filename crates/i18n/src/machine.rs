//! What is said to who runs the machine: settings, what `doctor` found, accounts made at the command line.
//! Must not lay out: the command line does.

use crate::Words;

/// What `doctor` looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doctor {
    /// The database.
    Database,
    /// Space on the disk.
    Disk,
    /// The key that signs the history.
    Key,
    /// The clock.
    Clock,
    /// The settings.
    Settings,
    /// Fonts for papers.
    Fonts,
    /// The video prober.
    Ffprobe,
    /// The address that is listened on.
    Listen,
    /// The address people type.
    Address,
    /// A mail server that reminders are sent through.
    Mail,
}

impl Doctor {
    /// The word for it, in documents.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Doctor::Database => "database",
            Doctor::Disk => "disk",
            Doctor::Key => "key",
            Doctor::Clock => "clock",
            Doctor::Settings => "settings",
            Doctor::Fonts => "fonts",
            Doctor::Ffprobe => "ffprobe",
            Doctor::Listen => "listen",
            Doctor::Address => "address",
            Doctor::Mail => "mail",
        }
    }
}

/// What it found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check<'a> {
    /// In order; the detail (a version, an address).
    Fine(&'a str),
    /// Not in order; what was found.
    Wrong(&'a str),
}

/// Why a setting cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SettingProblem {
    /// No address to listen on.
    Listen,
    /// No web address, or one with something after the host.
    Address,
    /// No address of a database.
    Database,
    /// None of our languages.
    Language,
    /// No address of a machine.
    Proxy,
    /// Too small or too large.
    Upload,
    /// No such folder.
    Fonts,
    /// No filter of log lines.
    Log,
    /// A channel of an unknown kind, a robot without https, one without a name of its own or with fields of another kind.
    Channel,
    /// No name of a mail server.
    MailHost,
    /// Unknown encryption, or none to another machine.
    MailEncryption,
    /// No mail address of who writes.
    MailFrom,
    /// Nobody to write to, or no mail address among them.
    MailTo,
    /// An account without a password, or the reverse.
    MailLogin,
}

impl Words {
    /// What `doctor` found, and how to mend it.
    #[must_use]
    pub fn doctor(&self, of: Doctor, check: Check<'_>) -> String {
        let (fine, wrong) = match of {
            Doctor::Database => ("doctor-database-fine", "doctor-database-wrong"),
            Doctor::Disk => ("doctor-disk-fine", "doctor-disk-wrong"),
            Doctor::Key => ("doctor-key-fine", "doctor-key-wrong"),
            Doctor::Clock => ("doctor-clock-fine", "doctor-clock-wrong"),
            Doctor::Settings => ("doctor-settings-fine", "doctor-settings-wrong"),
            Doctor::Fonts => ("doctor-fonts-fine", "doctor-fonts-wrong"),
            Doctor::Ffprobe => ("doctor-ffprobe-fine", "doctor-ffprobe-wrong"),
            Doctor::Listen => ("doctor-listen-fine", "doctor-listen-wrong"),
            Doctor::Address => ("doctor-address-fine", "doctor-address-wrong"),
            Doctor::Mail => ("doctor-mail-fine", "doctor-mail-wrong"),
        };
        match check {
            Check::Fine(detail) => self.say(fine, &[("detail", detail.into())]),
            Check::Wrong(found) => self.say(wrong, &[("detail", found.into())]),
        }
    }

    /// 黑体（用 Noto Sans CJK SC 代替）: a font that is wanted and is not there, and what stands for it.
    #[must_use]
    pub fn doctor_font(&self, wanted: &str, by: Option<&str>) -> String {
        match by {
            Some(by) => self.say(
                "doctor-font-replaced",
                &[("wanted", wanted.into()), ("by", by.into())],
            ),
            None => self.say("doctor-font-none", &[("wanted", wanted.into())]),
        }
    }

    /// SQLite，/data/kaijiang.db，历史1,234条.
    #[must_use]
    pub fn doctor_database(&self, engine: &str, address: &str, entries: i64) -> String {
        self.say(
            "doctor-database-detail",
            &[
                ("engine", engine.into()),
                ("address", address.into()),
                ("entries", entries.into()),
            ],
        )
    }

    /// 设置文件在哪里.
    #[must_use]
    pub fn settings_file(&self, path: &str) -> String {
        self.say("settings-file", &[("path", path.into())])
    }

    /// 名称, 值, 来自.
    #[must_use]
    pub fn settings_heads(&self) -> [String; 3] {
        [
            "settings-head-name",
            "settings-head-value",
            "settings-head-source",
        ]
        .map(|key| self.say(key, &[]))
    }

    /// Where a setting comes from, by its word.
    #[must_use]
    pub fn setting_source(&self, word: &str) -> String {
        self.find_in("settings-source-", word)
            .unwrap_or_else(|| word.to_owned())
    }

    /// Every setting can be used.
    #[must_use]
    pub fn settings_fine(&self) -> String {
        self.say("settings-fine", &[])
    }

    /// The settings file cannot be read.
    #[must_use]
    pub fn settings_unreadable(&self, path: &str, said: &str) -> String {
        self.advice_on(
            "failure-settings-file",
            &[("path", path.into()), ("said", said.into())],
        )
    }

    /// Why a setting cannot be used and what to write instead.
    #[must_use]
    pub fn setting_problem(&self, problem: SettingProblem) -> String {
        let key = match problem {
            SettingProblem::Listen => "settings-problem-listen",
            SettingProblem::Address => "settings-problem-address",
            SettingProblem::Database => "settings-problem-database",
            SettingProblem::Language => "settings-problem-language",
            SettingProblem::Proxy => "settings-problem-proxy",
            SettingProblem::Upload => "settings-problem-upload",
            SettingProblem::Fonts => "settings-problem-fonts",
            SettingProblem::Log => "settings-problem-log",
            SettingProblem::Channel => "settings-problem-channel",
            SettingProblem::MailHost => "settings-problem-mail-host",
            SettingProblem::MailEncryption => "settings-problem-mail-encryption",
            SettingProblem::MailFrom => "settings-problem-mail-from",
            SettingProblem::MailTo => "settings-problem-mail-to",
            SettingProblem::MailLogin => "settings-problem-mail-login",
        };
        self.say(key, &[])
    }

    /// Which setting cannot be used, why, and what to write instead.
    #[must_use]
    pub fn setting_wrong(&self, name: &str, value: &str, problem: SettingProblem) -> String {
        self.say(
            "settings-wrong",
            &[
                ("name", name.into()),
                ("value", value.into()),
                ("problem", self.setting_problem(problem).into()),
            ],
        )
    }

    /// 登录名或编号, 姓名, 身份, 单位, 状态, 最后一天.
    #[must_use]
    pub fn user_heads(&self) -> [String; 6] {
        [
            "user-head-login",
            "slip-name",
            "slip-role",
            "slip-organisation",
            "accounts-state",
            "accounts-until",
        ]
        .map(|key| self.say(key, &[]))
    }

    /// Whose link it is.
    #[must_use]
    pub fn user_link(&self, role: &str, organisation: &str, name: Option<&str>) -> String {
        self.say(
            "user-link",
            &[
                ("role", role.into()),
                ("organisation", organisation.into()),
                ("name", name.unwrap_or_default().into()),
            ],
        )
    }

    /// How often and until when a link works.
    #[must_use]
    pub fn user_link_once(&self, until: &str) -> String {
        self.say("user-link-once", &[("until", until.into())])
    }
}
