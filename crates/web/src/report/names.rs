//! The names of figures as people see them while they write: {场次} for {sessions}.
//! Must not change a text otherwise.

use app::see_bulletin::BulletinSeen;
use domain::bulletin::{Bound, Piece, pieces};

use crate::visit::Visit;

/// A figure that may stand in a text.
pub(super) struct Name {
    /// As the store keeps it.
    pub kept: String,
    /// As people read it.
    pub said: String,
    /// What it is now.
    pub figure: String,
}

/// The names of a bulletin's figures, each once.
pub(super) fn names(visit: &Visit, seen: &BulletinSeen) -> Vec<Name> {
    let rules = &visit.programme.rules;
    let mut found: Vec<Name> = Vec::new();
    for (kept, bound) in seen.bound() {
        let said = visit.words.bulletin_name((&kept, &bound), &seen.issue, rules);
        let is_taken = found.iter().any(|name| name.said == said);
        found.push(Name {
            // Two figures never read alike: the later one keeps its own name.
            said: if is_taken || said.contains(['{', '}']) {
                kept.clone()
            } else {
                said
            },
            figure: visit.words.bulletin_figure(&bound, &seen.issue),
            kept,
        });
    }
    found
}

/// A text with its figures named as people read them.
pub(super) fn said(text: &str, names: &[Name]) -> String {
    renamed(text, |name| {
        names
            .iter()
            .find(|one| one.kept == name)
            .map(|one| one.said.as_str())
    })
}

/// A text with its figures named as the store keeps them; unknown names stay.
pub(super) fn kept(text: &str, names: &[Name]) -> String {
    renamed(text, |name| {
        let name = name.trim();
        let found = names.iter().find(|one| one.said == name || one.kept == name);
        found.map(|one| one.kept.as_str())
    })
}

fn renamed<'a>(text: &str, other: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Name(name) => {
                out.push('{');
                out.push_str(other(name).unwrap_or(name));
                out.push('}');
            }
        }
    }
    out
}

/// The key that leads to the records of a figure: of a share, those of its part.
pub(super) fn key_of(bound: &Bound) -> String {
    match bound {
        Bound::Count(figure) | Bound::Share(figure, _) => figure.key.to_string(),
    }
}
