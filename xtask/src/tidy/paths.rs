//! Nothing committed may point at somebody's machine.

use super::Finding;

/// Folders of the machines we work on, put together here so that this file does not find itself.
const MACHINE_FOLDERS: [&str; 3] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/tmp/ba", "sh"),
];

/// Finds absolute paths of a machine in every text file.
pub fn check(texts: &[(String, String)]) -> Vec<Finding> {
    let lines = texts
        .iter()
        .flat_map(|(path, text)| text.lines().zip(1..).map(move |(line, at)| (path, line, at)));
    lines
        .filter_map(|(path, line, at)| {
            let folder = MACHINE_FOLDERS.iter().find(|folder| names(line, folder))?;
            let what =
                format!("names `{folder}`, a folder of one machine; write a relative path or a placeholder");
            Some(Finding::at("machine-path", path, at, what))
        })
        .collect()
}

/// Whether the folder stands there as an absolute path, not as the tail of a longer one.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || ".-_~}/".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::{MACHINE_FOLDERS, check};

    #[test]
    fn machine_paths_are_found() {
        for folder in MACHINE_FOLDERS {
            let text = format!("fine\nsee {folder}x for it\n");
            assert_eq!(check(&[("a.md".to_owned(), text)]).len(), 1, "{folder}");
        }
    }

    #[test]
    fn tails_of_other_paths_are_not() {
        let text = format!(
            "docs{}x and https://example.org{}y",
            MACHINE_FOLDERS[0], MACHINE_FOLDERS[0]
        );
        assert!(check(&[("a.md".to_owned(), text)]).is_empty());
    }
}
