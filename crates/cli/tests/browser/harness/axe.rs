//! What axe-core says against a page. The library is loaded from where `cargo xtask test` put it;
//! it must not be shipped or committed (MPL-2.0).

use serde_json::Value;

use super::trip::Trip;
use crate::program::skip;

/// The variable that names the file `axe.min.js`.
pub const AXE: &str = "KAIJIANG_TEST_AXE";

/// A fault of a page that shuts somebody out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Violation {
    /// The rule: `color-contrast`, `label`.
    pub rule: String,
    /// `serious` or `critical`.
    pub impact: String,
    pub help: String,
    /// The elements, as HTML.
    pub elements: Vec<String>,
}

impl Trip {
    /// The serious and critical faults of the page shown. Without axe-core it finds nothing, and the test is noted as
    /// skipped.
    pub fn axe(&self) -> Vec<Violation> {
        let Some(library) = std::env::var_os(AXE).filter(|path| !path.is_empty()) else {
            skip(&self.test, "no axe-core: KAIJIANG_TEST_AXE is not set");
            return Vec::new();
        };
        let library = std::fs::read_to_string(library).unwrap();
        // axe waits for promises, which stand still while scripts are off.
        let violations = self.with_scripts(|| {
            self.evaluate(&format!("{library}\n; null"));
            self.evaluate(
                "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
            )
        });
        let all = violations.as_array().into_iter().flatten().map(violation);
        all.filter(|violation| ["serious", "critical"].contains(&violation.impact.as_str()))
            .collect()
    }

    /// Fails when axe-core finds a serious or critical fault on the page shown.
    #[track_caller]
    pub fn expect_no_axe_violations(&self) -> &Self {
        let violations = self.axe();
        assert!(violations.is_empty(), "{}: {violations:#?}", self.path());
        self
    }
}

fn violation(value: &Value) -> Violation {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let nodes = value["nodes"].as_array().into_iter().flatten();
    Violation {
        rule: text("id"),
        impact: text("impact"),
        help: text("help"),
        elements: nodes
            .filter_map(|node| node["html"].as_str().map(str::to_owned))
            .collect(),
    }
}
