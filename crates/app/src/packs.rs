//! The rule packs that ship, and what belongs to them.
//! Must not read rules: `domain::rule_set` does.

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

/// The workday calendars that ship, by name.
pub const WORKDAYS: [(&str, &str); 1] = [("cn", include_str!("../../../rules/workdays/cn.toml"))];

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
