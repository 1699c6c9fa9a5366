//! Rows about a tree as a whole: the tree, its rule versions, and settings that live with the data.
//! Must not judge rules: their text is kept, not read.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::tables::table;

table! {
    /// A setting that travels with the data (such as the clock mode).
    MetaRow = Global "meta" by []
    key {
        /// Name of the setting.
        key: String,
    }
    has {
        /// Its value.
        value: String,
    }
}

table! {
    /// A tree: one county with all below it. Its key is the tree's own id.
    TreeRow = Tracked "tree" by []
    key {}
    has {
        /// Name (县).
        name: String,
        /// Name of the rule pack.
        pack: String,
        /// IANA time zone, such as `Asia/Shanghai`.
        time_zone: String,
        /// When it was made.
        created_at: Timestamp,
    }
}

table! {
    /// One version of the rules (规则集) of a tree.
    RuleVersionRow = Tracked "rule_version" by []
    key {
        /// Counts from 1.
        version: u32,
    }
    has {
        /// First day it holds.
        effective_from: Date,
        /// Its name.
        name: String,
        /// The TOML text, byte for byte.
        text: String,
        /// SHA-256 of the text, in hexadecimal.
        sha256: String,
        /// The pack's words (Fluent), byte for byte; empty: those that ship with a pack of the same id.
        vocabulary: String,
    }
}
