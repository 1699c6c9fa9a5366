//! The empty sheet of each kind, to be filled in and brought back: its headers are those the import looks for.
//! Must not name a column by itself: the pack does, and `i18n` words the hints.

use documents::template::{Holds, TemplateColumn, template};
use domain::rule_set::RuleSet;
use i18n::Words;

use super::Kind;
use super::lines::{LectureLine, MemberLine, OrganisationLine, SignInLine};
use super::reading::{Column, Line};

/// The sheet as an xlsx file; none when it cannot be written.
#[must_use]
pub fn import_template(kind: Kind, rules: &RuleSet, words: &Words) -> Option<Vec<u8>> {
    let columns = match kind {
        Kind::Organisations => columns::<OrganisationLine>(rules, words),
        Kind::Members => columns::<MemberLine>(rules, words),
        Kind::Lectures => columns::<LectureLine>(rules, words),
        Kind::SignIn => columns::<SignInLine>(rules, words),
    };
    template(&words.import_kind(kind.word()), &columns).ok()
}

fn columns<L: Line>(rules: &RuleSet, words: &Words) -> Vec<TemplateColumn> {
    // A pack that keeps no month of birth asks for none.
    let is_asked = |key: &str| key != "birth_month" || rules.keeps("birth_month");
    let asked = L::COLUMNS.iter().filter(|(key, _)| is_asked(key));
    asked
        .map(|(key, column)| {
            let choices = choices(L::SHEET, key, rules);
            // The root has no organisation above it: an empty cell there is right.
            let is_required = *column != Column::Optional && *key != "parent" || needed(L::SHEET, key);
            TemplateColumn {
                header: rules.header(L::SHEET, key).to_owned(),
                is_required,
                holds: holds(key),
                hint: words.import_hint(is_required_word(is_required), key, &choices),
                choices,
            }
        })
        .collect()
}

/// Cells whose blank is refused though a file without the column may be read.
fn needed(sheet: &str, key: &str) -> bool {
    (sheet, key) == ("lectures", "kind")
}

fn is_required_word(is_required: bool) -> i18n::Filling {
    if is_required {
        i18n::Filling::Required
    } else {
        i18n::Filling::Optional
    }
}

fn holds(key: &str) -> Holds {
    match key {
        "on" | "founded_on" | "closed_on" => Holds::Day,
        "number" | "expected" | "present" => Holds::Count,
        _ => Holds::Text,
    }
}

fn choices(sheet: &str, key: &str, rules: &RuleSet) -> Vec<String> {
    let first = |names: &[String]| names.first().cloned();
    match (sheet, key) {
        ("organisations", "kind") => {
            let kinds = rules.organisation_kinds.iter();
            kinds.filter_map(|kind| first(&kind.names)).collect()
        }
        ("members", "kind") => {
            let kinds = rules.member_kinds.iter();
            kinds.filter_map(|kind| first(&kind.names)).collect()
        }
        ("lectures", "kind") => {
            let kinds = rules.lecture_kinds.iter();
            kinds.filter_map(|kind| first(&kind.names)).collect()
        }
        ("lectures", "speaker_class") => {
            let classes = rules.speaker_classes.iter();
            classes.filter_map(|class| first(&class.names)).collect()
        }
        _ => Vec::new(),
    }
}
