//! Every dependency comes from the one public registry, so that anybody can build from a clean clone.

use super::Finding;

const PUBLIC: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

/// Finds other sources in `Cargo.lock`.
pub fn check(texts: &[(String, String)]) -> Vec<Finding> {
    let lock = texts.iter().filter(|(path, _)| path.ends_with("Cargo.lock"));
    let lines = lock.flat_map(|(path, text)| text.lines().zip(1..).map(move |(line, at)| (path, line, at)));
    lines
        .filter(|(_, line, _)| line.starts_with("source = ") && *line != PUBLIC)
        .map(|(path, _, at)| {
            let what = "a dependency from elsewhere than crates.io; use a published version".to_owned();
            Finding::at("lockfile", path, at, what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{PUBLIC, check};

    #[test]
    fn only_the_public_registry() {
        let lock = |line: &str| vec![("Cargo.lock".to_owned(), format!("[[package]]\n{line}\n"))];
        assert!(check(&lock(PUBLIC)).is_empty());
        assert_eq!(check(&lock("source = \"git+https://example.org/x\"")).len(), 1);
    }
}
