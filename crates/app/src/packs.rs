//! The rule packs that ship, and what belongs to them.
//! Must not read rules: `domain::rule_set` does.

use std::path::Path;

use domain::rule_set::RuleSet;
use domain::workday::Workdays;
use i18n::{Locale, Words};

/// The text of a pack: what its files say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PackText {
    /// rules.toml.
    pub rules: String,
    /// vocabulary.ftl; empty: the words that ship with the pack of the same id.
    pub vocabulary: String,
}

impl From<&Pack> for PackText {
    fn from(pack: &Pack) -> Self {
        PackText {
            rules: pack.rules.to_owned(),
            vocabulary: pack.vocabulary.to_owned(),
        }
    }
}

impl PackText {
    /// Reads a pack from its rules.toml; its words from the file beside it that the field `vocabulary` names, if any.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(file: &Path) -> std::io::Result<PackText> {
        let mut pack = PackText {
            rules: std::fs::read_to_string(file)?,
            vocabulary: String::new(),
        };
        if let Some(name) = pack.vocabulary_file() {
            match std::fs::read_to_string(file.with_file_name(name)) {
                Ok(text) => pack.vocabulary = text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(pack)
    }

    /// The file with the words, as the rules name it; only a file beside them is one.
    #[must_use]
    pub fn vocabulary_file(&self) -> Option<String> {
        self.field("vocabulary").filter(|name| {
            Path::new(name)
                .file_name()
                .is_some_and(|file| file == name.as_str())
        })
    }

    /// The pack's id, if the rules can be read that far.
    #[must_use]
    pub fn id(&self) -> Option<String> {
        self.field("id")
    }

    /// Words in the language asked for, else in that of the pack, in the pack's vocabulary.
    #[must_use]
    pub fn words(&self, asked: Option<Locale>) -> Words {
        let native = self.field("language").and_then(|tag| tag.parse().ok());
        let locale = asked.or(native).unwrap_or_default();
        if !self.vocabulary.is_empty() {
            return Words::new(locale, Some(&self.vocabulary));
        }
        let shipped = self.id().and_then(|id| pack(&id));
        Words::new(locale, shipped.map(|pack| pack.vocabulary))
    }

    /// A top-level text of the rules, mistaken as they may be elsewhere.
    fn field(&self, name: &str) -> Option<String> {
        let table: toml::Table = self.rules.parse().ok()?;
        table.get(name)?.as_str().map(str::to_owned)
    }
}

/// A pack that ships.
#[derive(Clone, Copy, Debug)]
pub struct Pack {
    /// Its id.
    pub id: &'static str,
    /// The language its programme is run in.
    pub language: &'static str,
    /// rules.toml.
    pub rules: &'static str,
    /// vocabulary.ftl.
    pub vocabulary: &'static str,
}

/// All packs; the first is the default.
pub const PACKS: [Pack; 2] = [
    Pack {
        id: "party-lecture",
        language: "zh-Hans",
        rules: include_str!("../../../rules/party-lecture/rules.toml"),
        vocabulary: include_str!("../../../rules/party-lecture/vocabulary.ftl"),
    },
    Pack {
        id: "toolbox-talk",
        language: "en",
        rules: include_str!("../../../rules/toolbox-talk/rules.toml"),
        vocabulary: include_str!("../../../rules/toolbox-talk/vocabulary.ftl"),
    },
];

/// How notices in Chinese say how often and how many (`domain::plan_draft`).
pub const NOTICE_WORDS: &str = include_str!("../../../rules/notices/zh-Hans.toml");

/// The workday calendars that ship, by name.
pub const WORKDAYS: [(&str, &str); 1] = [("cn", include_str!("../../../rules/workdays/cn.toml"))];

/// The workday calendar that rules name; Monday to Friday where they name none that ships.
#[must_use]
pub fn workdays(rules: &RuleSet) -> Workdays {
    let text = rules
        .workdays
        .as_deref()
        .and_then(|wanted| WORKDAYS.iter().find(|(name, _)| *name == wanted));
    let read = text.and_then(|(_, text)| Workdays::read(text).ok());
    read.unwrap_or_else(Workdays::monday_to_friday)
}

/// The pack with this id.
#[must_use]
pub fn pack(id: &str) -> Option<&'static Pack> {
    PACKS.iter().find(|pack| pack.id == id)
}

/// Ids of all packs.
#[must_use]
pub fn ids() -> Vec<String> {
    PACKS.iter().map(|pack| pack.id.to_owned()).collect()
}
