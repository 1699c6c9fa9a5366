//! Which crate may use which (the arrows of ARCHITECTURE.md), and what `domain` may depend on.

use serde_json::Value;

use super::Finding;

const RULE: &str = "arrow";

/// Crate, and the crates of ours it may use.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("intake", &[]),
    ("evidence", &[]),
    ("i18n", &["domain"]),
    ("documents", &["i18n", "domain"]),
    ("store", &["domain"]),
    (
        "app",
        &["store", "intake", "evidence", "documents", "i18n", "domain"],
    ),
    ("web", &["app", "i18n", "domain"]),
    ("cli", &["web", "app", "i18n", "domain"]),
    ("xtask", &["domain", "store", "app"]),
];

/// What tests alone may use beyond that: stories read back through the layers below.
const ALLOWED_IN_TESTS: [(&str, &[&str]); 3] = [
    ("app", &[]),
    ("cli", &["store", "documents", "intake"]),
    // What is handed back must be read again: the round trip of refused rows.
    ("documents", &["intake"]),
];

/// The whole world of `domain`: no clock, no I/O, no async can come in by the back door.
const DOMAIN_NEEDS: [&str; 5] = ["jiff", "uuid", "serde", "thiserror", "toml"];

/// Checks every package of the workspace.
pub fn check(metadata: &Value) -> Vec<Finding> {
    let packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let root = text(metadata, "workspace_root");
    packages
        .flat_map(|package| check_package(package, root))
        .collect()
}

fn check_package(package: &Value, root: &str) -> Vec<Finding> {
    let manifest = text(package, "manifest_path");
    let path = manifest
        .strip_prefix(root)
        .unwrap_or(manifest)
        .trim_start_matches('/');
    let folder = path
        .trim_end_matches("/Cargo.toml")
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let name = text(package, "name");
    let find = |what: String| Finding::at(RULE, path, 1, what);
    let expected = if path.starts_with("crates/") {
        format!("kaijiang-{folder}")
    } else {
        folder.to_owned()
    };
    let mut findings = Vec::new();
    if name != expected {
        findings.push(find(format!(
            "the package is called `{name}`; call it `{expected}`, after its folder"
        )));
    }
    let Some(allowed) = table(&ALLOWED, folder) else {
        findings.push(find(format!(
            "`{folder}` has no place among the arrows; draw it in ARCHITECTURE.md and in xtask/src/tidy/arrows.rs"
        )));
        return findings;
    };
    let in_tests = table(&ALLOWED_IN_TESTS, folder).unwrap_or_default();
    for dependency in package
        .get("dependencies")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let is_dev = text(dependency, "kind") == "dev";
        let target = text(dependency, "name");
        let ours = target
            .strip_prefix("kaijiang-")
            .or((target == "xtask").then_some("xtask"));
        match ours {
            Some(ours) if allowed.contains(&ours) || (is_dev && in_tests.contains(&ours)) => {}
            Some(ours) => findings.push(find(format!(
                "`{folder}` must not use `{ours}`; move the code to where the arrow allows it, or pass values"
            ))),
            None if folder == "domain" && !is_dev && !DOMAIN_NEEDS.contains(&target) => findings.push(find(
                format!("`domain` must not depend on `{target}`; it is pure and needs no more than {DOMAIN_NEEDS:?}"),
            )),
            None => {}
        }
    }
    findings
}

fn table(rows: &[(&str, &'static [&'static str])], name: &str) -> Option<&'static [&'static str]> {
    rows.iter()
        .find(|(row, _)| *row == name)
        .map(|(_, targets)| *targets)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::check;

    fn package(folder: &str, name: &str, dependencies: &Value) -> usize {
        let metadata = json!({"workspace_root": "/r", "packages": [{
            "name": name, "manifest_path": format!("/r/crates/{folder}/Cargo.toml"), "dependencies": dependencies,
        }]});
        check(&metadata).len()
    }

    #[test]
    fn arrows_point_one_way() {
        assert_eq!(
            package(
                "app",
                "kaijiang-app",
                &json!([{"name": "kaijiang-store", "kind": null}])
            ),
            0
        );
        assert_eq!(
            package(
                "store",
                "kaijiang-store",
                &json!([{"name": "kaijiang-app", "kind": null}])
            ),
            1
        );
        assert_eq!(
            package(
                "web",
                "kaijiang-web",
                &json!([{"name": "kaijiang-store", "kind": null}])
            ),
            1
        );
    }

    #[test]
    fn tests_may_use_what_the_table_names() {
        assert_eq!(
            package(
                "cli",
                "kaijiang-cli",
                &json!([{"name": "kaijiang-store", "kind": "dev"}])
            ),
            0
        );
        assert_eq!(
            package(
                "cli",
                "kaijiang-cli",
                &json!([{"name": "kaijiang-store", "kind": null}])
            ),
            1
        );
        assert_eq!(
            package(
                "web",
                "kaijiang-web",
                &json!([{"name": "kaijiang-store", "kind": "dev"}])
            ),
            1
        );
    }

    #[test]
    fn domain_stays_pure() {
        assert_eq!(
            package(
                "domain",
                "kaijiang-domain",
                &json!([{"name": "jiff", "kind": null}])
            ),
            0
        );
        assert_eq!(
            package(
                "domain",
                "kaijiang-domain",
                &json!([{"name": "proptest", "kind": "dev"}])
            ),
            0
        );
        assert_eq!(
            package(
                "domain",
                "kaijiang-domain",
                &json!([{"name": "tokio", "kind": null}])
            ),
            1
        );
    }

    #[test]
    fn packages_are_called_after_their_folder() {
        assert_eq!(package("app", "app", &json!([])), 1);
        assert_eq!(
            package("extras", "kaijiang-extras", &json!([])),
            1,
            "a crate nobody drew"
        );
    }
}
