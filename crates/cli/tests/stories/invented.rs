//! The invented county and the invented company: one body, told of both packs. What the programme asks is data.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::program::{Place, on_both, root, same};

/// What differs between the packs.
struct Pack {
    id: &'static str,
    /// A change of its rules that makes them stricter: what stands there, and what is to stand there.
    stricter: [&'static str; 2],
    version: [&'static str; 2],
    period: &'static str,
}

const PARTY: Pack = Pack {
    id: "party-lecture",
    stricter: [
        "period = \"quarter\"\nminimum = 1",
        "period = \"quarter\"\nminimum = 2",
    ],
    version: ["version = \"2020-05\"", "version = \"2020-12-draft\""],
    period: "2020-Q",
};

const TOOLBOX: Pack = Pack {
    id: "toolbox-talk",
    stricter: ["period = \"week\"\nminimum = 1", "period = \"week\"\nminimum = 2"],
    version: ["version = \"2026-01\"", "version = \"2026-03-draft\""],
    period: "2026-W",
};

fn tell(place: &Place, pack: &Pack) {
    let shown = place.done(&["demo", "--no-serve", "--pack", pack.id]).out;
    assert!(shown.lines().count() > 10, "{shown}");
    let again = place.done(&["demo", "--no-serve", "--pack", pack.id]).out;
    assert_eq!(again, shown, "the demonstration is made once");
    let status = place.json(&["status"]);
    let classes = status["speaker_classes"].as_object().unwrap();
    let sum: u64 = classes.values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(sum, status["sessions"].as_u64().unwrap());
    let late = status["duties"].as_array().unwrap().iter().find(|duty| {
        duty["overdue"].as_u64() > Some(0) && duty["period"].as_str().unwrap().starts_with(pack.period)
    });
    let late = late.unwrap();
    explain(place, late);
    rules(place, pack, &status);
    place.verify();
}

fn explain(place: &Place, late: &Value) {
    let name = late["overdue_organisations"][0].as_str().unwrap();
    let (duty, period) = (late["duty"].as_str().unwrap(), late["period"].as_str().unwrap());
    let proof = place.json(&["explain", name, duty, period]);
    assert_eq!(proof["standing"], "overdue");
    assert!(
        proof["counted"].as_array().unwrap().len()
            < usize::try_from(proof["minimum"].as_u64().unwrap()).unwrap()
    );
    for lang in ["zh-Hans", "en"] {
        let told = place.done(&["explain", name, duty, period, "--lang", lang]).out;
        assert!(told.contains(name), "{told}");
        assert!(
            told.contains(proof["rule"]["version"].as_str().unwrap()),
            "{told}"
        );
    }
}

/// E39: a draft says who would stand elsewhere; adopted, running periods finish as the versions say.
fn rules(place: &Place, pack: &Pack, before: &Value) {
    let text = std::fs::read_to_string(root().join("rules").join(pack.id).join("rules.toml")).unwrap();
    let whole = place.file("rules.toml", &text);
    place.done(&["rules", "check", &whole]);
    assert_eq!(
        place.json(&["rules", "try", &whole])["changes"],
        Value::Array(Vec::new()),
        "the same rules shift nobody"
    );
    assert!(
        text.contains(pack.stricter[0]) && text.contains(pack.version[0]),
        "the pack changed: mend this story"
    );
    let draft =
        text.replacen(pack.stricter[0], pack.stricter[1], 1)
            .replacen(pack.version[0], pack.version[1], 1);
    let draft = place.file("draft.toml", draft);
    place.done(&["rules", "check", &draft]);
    let changes = place.json(&["rules", "try", &draft])["changes"].clone();
    let changes = changes.as_array().unwrap();
    assert!(!changes.is_empty());
    let rank = |state: &Value| {
        let order = ["met", "made_up", "due", "at_risk", "overdue"];
        order
            .iter()
            .position(|known| state == known)
            .unwrap_or(order.len())
    };
    let better = changes
        .iter()
        .find(|change| rank(&change["would_be"]) < rank(&change["was"]));
    assert_eq!(better, None, "a stricter rule helps nobody");
    let named: BTreeSet<&str> = changes
        .iter()
        .map(|change| change["organisation"].as_str().unwrap())
        .collect();
    let printed = place.done(&["rules", "try", &draft]).out;
    assert_eq!(
        printed.lines().count(),
        changes.len(),
        "a line for each who would change"
    );
    assert!(named.iter().all(|name| printed.contains(name)));
    same(
        &place.json(&["status"])["duties"],
        &before["duties"],
        "trying changes nothing",
    );

    let broken = place.file(
        "broken.toml",
        text.replacen("minimum = 1", "minimum = \"one\"", 1),
    );
    assert_eq!(place.run(&["rules", "check", &broken]).code, Some(1));
    place.refused(&["rules", "adopt", &broken, "--reason", "should not be"]);

    let ask = [
        "rules",
        "adopt",
        draft.as_str(),
        "--reason",
        "county meeting",
        "--key",
        "adopt-1",
    ];
    let adopted = place.json(&ask);
    assert_eq!(
        place.json(&ask)["audit_number"],
        adopted["audit_number"],
        "done once"
    );
    let after = place.json(&["status"]);
    for change in changes {
        let find = |status: &Value| {
            let duties = status["duties"].as_array().unwrap();
            duties
                .iter()
                .find(|duty| duty["duty"] == change["duty"] && duty["period"] == change["period"])
                .cloned()
        };
        assert_ne!(find(before), find(&after), "what was foretold came: {change}");
    }
    let number = (adopted["audit_number"].as_i64().unwrap() - 1).to_string();
    let shown = place.json(&["rules", "show"]);
    assert!(pack.version[1].contains(shown["version"].as_str().unwrap()));
    let known = place.json(&["status", "--at", &number]);
    assert_eq!(known["sessions"], before["sessions"]);
}

#[test]
fn a_county_of_lectures() {
    on_both("a_county_of_lectures", |place| tell(place, &PARTY));
}

#[test]
fn a_company_of_toolbox_talks() {
    on_both("a_company_of_toolbox_talks", |place| tell(place, &TOOLBOX));
}

#[test]
fn a_demonstration_never_mixes_with_real_records() {
    on_both("a_demonstration_never_mixes_with_real_records", |place| {
        let file = place.file(
            "o.csv",
            "党组织全称,党组织类别,上级党组织\n中共甲县委员会,县委,\n",
        );
        place.json(&[
            "import",
            "organisations",
            &file,
            "--now",
            "2020-12-01T09:00:00+08:00",
        ]);
        place.refused(&["demo", "--no-serve"]);
        assert_eq!(place.json(&["status"])["organisations"], 1);
    });
}
