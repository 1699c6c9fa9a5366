//! The month's summary and the quarter's bulletin as scripts ask for them.

use serde_json::Value;

use crate::program::{Place, on_both};

const NOW: &str = "2020-12-01T09:00:00+08:00";

fn brought_in(place: &Place) {
    let organisations = "\
        党组织全称,党组织类别,上级党组织,书记\n\
        中共甲县委员会,县委,,赵一\n\
        中共甲县乙镇委员会,党委,中共甲县委员会,钱二\n\
        中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三\n\
        中共甲县乙镇丁村支部委员会,党支部,中共甲县乙镇委员会,李四\n";
    let lectures = "\
        序号,开展时间,党组织,党课题目,类型,主讲人,主讲人身份,应到人数,实到人数\n\
        1,2020-08-03,中共甲县乙镇丙村支部委员会,第一课,理论党课,孙三,书记,10,8\n\
        2,2020-09-07,中共甲县乙镇丙村支部委员会,第二课,理论党课,孙三,书记,10,9\n";
    for (kind, text) in [("organisations", organisations), ("lectures", lectures)] {
        let file = place.file(&format!("{kind}.csv"), text);
        let answer = place.json(&["import", kind, &file, "--now", NOW]);
        assert_eq!(answer["refused"], Value::from(Vec::<Value>::new()));
    }
}

#[test]
fn s5_scripts_compose_and_explain_a_bulletin_but_do_not_agree_to_it() {
    on_both("s5_scripts_compose_and_explain", |place| {
        brought_in(place);
        let month = place.path("month.xlsx").display().to_string();
        let summary = place.json(&["summary", "2020-09", "--out", &month]);
        assert_eq!(
            (&summary["sessions"], &summary["sessions_before"]),
            (&1.into(), &1.into())
        );
        assert!(std::fs::read(&month).unwrap().starts_with(b"PK"));
        let paper = place.path("q3.docx").display().to_string();
        let composed = place.json(&["bulletin", "compose", "2020-Q3", "--out", &paper]);
        assert_eq!(composed["state"], "draft");
        assert_eq!(composed["figures"]["sessions/2020-Q3"], 2);
        assert_eq!(composed["figures"]["quarterly/2020-Q3/undone"], 1);
        let bytes = std::fs::read(&paper).unwrap();
        assert!(bytes.starts_with(b"PK"));
        let undone = place.json(&["bulletin", "explain", "quarterly/2020-Q3/undone"]);
        assert_eq!(undone["count"], 1);
        assert_eq!(
            undone["organisations"][0]["organisation"],
            "中共甲县乙镇丁村支部委员会"
        );
        let sessions = place.json(&["bulletin", "explain", "sessions/2020-Q3"]);
        assert_eq!(sessions["lectures"].as_array().unwrap().len(), 2);
        // Whoever runs the machine agrees to nothing, and without that nothing is published.
        for wrong in [
            ["bulletin", "publish", "2020-Q3"],
            ["bulletin", "compose", "2020-Q4"],
            ["bulletin", "explain", "laughs/2020-Q3"],
            ["summary", "2021-02", "--json"],
        ] {
            place.refused(&wrong);
        }
        let list = place.json(&["bulletin", "list"]);
        assert_eq!(list.as_array().unwrap().len(), 1);
        assert_eq!(place.verify()["ok"], true);
    });
}
