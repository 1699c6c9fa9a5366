//! What who runs the machine does about accounts and settings, and what the doctor finds.

use serde_json::Value;

use crate::program::{Place, on_both};

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
";
const BRANCH: &str = "中共甲县乙镇丙村支部委员会";

fn county(place: &Place) {
    let sheet = place.file("organisations.csv", ORGANISATIONS);
    place.done(&["import", "organisations", &sheet]);
}

fn user<'a>(list: &'a Value, name: &str) -> &'a Value {
    let users = list["users"].as_array().unwrap();
    users.iter().find(|user| user["name"] == name).unwrap()
}

#[test]
fn accounts_are_made_listed_suspended_and_reissued() {
    on_both("accounts_are_made", |place| {
        county(place);
        let add = [
            "user",
            "add",
            "--role",
            "county-officer",
            "--org",
            "中共甲县委员会",
            "--name",
            "周五",
        ];
        // Without a login there would be nothing to sign in with.
        let said = place.refused(&add);
        assert!(said.err.contains("登录名"), "{said:?}");
        let made = place.json(&[&add[..], &["--login", "ZhouWu"]].concat());
        assert_eq!(
            (&made["login"], &made["role"]),
            (&"zhouwu".into(), &"county-officer".into())
        );
        let link = made["link"].as_str().unwrap();
        let secret = link.strip_prefix("http://127.0.0.1:8080/activate/").unwrap();
        assert_eq!(secret.len(), 64);
        let kept = String::from_utf8_lossy(&place.kept()).into_owned();
        assert!(!kept.contains(secret), "only the hash of a link is kept");
        place.refused(&[&add[..], &["--login", "zhouwu"]].concat());
        // A secretary on record: the post says who; nothing is typed.
        let secretary = place.json(&["user", "add", "--role", "secretary", "--org", BRANCH]);
        assert_eq!(
            (&secretary["name"], &secretary["login"]),
            (&"孙三".into(), &Value::Null)
        );
        place.refused(&[
            "user",
            "add",
            "--role",
            "member",
            "--org",
            BRANCH,
            "--name",
            "没有人",
        ]);
        let list = place.json(&["user", "list"]);
        assert_eq!(list["users"].as_array().unwrap().len(), 2);
        assert_eq!(user(&list, "周五")["state"], "slip-out");
        assert_eq!(user(&list, "孙三")["role"], "secretary");
        place.json(&["user", "disable", "zhouwu"]);
        assert_eq!(user(&place.json(&["user", "list"]), "周五")["state"], "suspended");
        place.refused(&["user", "reissue", "zhouwu"]);
        place.json(&["user", "enable", "ZHOUWU"]);
        let again = place.json(&["user", "reissue", "zhouwu"]);
        assert_ne!(again["link"], made["link"]);
        place.json(&["user", "disable", "zhouwu", "--end"]);
        let list = place.json(&["user", "list"]);
        assert_eq!(list["users"].as_array().unwrap().len(), 1, "ended");
        place.refused(&["user", "enable", "zhouwu"]);
        place.refused(&["user", "disable", "nobody"]);
        place.verify();
    });
}

fn setting(place: &Place, words: &[&str], environment: &[(&str, &str)], name: &str) -> (String, String) {
    let mut command = place.command(&[&["settings", "show", "--json"], words].concat());
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = shown["settings"].as_array().unwrap();
    let found = all.iter().find(|setting| setting["name"] == name).unwrap();
    let text = |key: &str| found[key].as_str().unwrap().to_owned();
    (text("value"), text("source"))
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let place = Place::sqlite();
    std::fs::create_dir(place.path("data")).unwrap();
    let told = |value: &str, source: &str| (value.to_owned(), source.to_owned());
    let none: &[(&str, &str)] = &[];
    assert_eq!(
        setting(&place, &[], none, "listen"),
        told("127.0.0.1:8080", "default")
    );
    place.file(
        "data/kaijiang.toml",
        "listen = \"127.0.0.1:1\"\ntrusted_proxies = [\"10.0.0.1\", \"::1\"]\n",
    );
    assert_eq!(setting(&place, &[], none, "listen"), told("127.0.0.1:1", "file"));
    assert_eq!(
        setting(&place, &[], none, "trusted_proxies"),
        told("10.0.0.1, ::1", "file")
    );
    let environment: &[(&str, &str)] = &[("KAIJIANG_LISTEN", "127.0.0.1:2")];
    assert_eq!(
        setting(&place, &[], environment, "listen"),
        told("127.0.0.1:2", "environment")
    );
    let flag = ["--listen", "127.0.0.1:3"];
    assert_eq!(
        setting(&place, &flag, none, "listen"),
        told("127.0.0.1:3", "flag")
    );
    let password = ["--database", "postgres://me:secret@db/k"];
    let (shown, _) = setting(&place, &password, none, "database");
    assert_eq!(shown, "postgres://db/k", "no password is shown");
    // What cannot be used is named; what nobody knows stops every command.
    place.file(
        "data/kaijiang.toml",
        "address = \"kaijiang.example\"\nupload_limit = 0\n",
    );
    let said = place.run(&["settings", "check", "--json"]);
    assert_eq!(said.code, Some(1));
    let problems = said.json()["problems"].as_array().unwrap().clone();
    let names: Vec<&str> = problems
        .iter()
        .map(|problem| problem["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["address", "upload_limit"]);
    assert_eq!(place.run(&["serve"]).code, Some(1), "no database yet");
    place.file("data/kaijiang.toml", "lisen = \"127.0.0.1:1\"\n");
    for command in [&["settings", "show"][..], &["status"], &["serve"]] {
        let said = place.run(command);
        assert_eq!(said.code, Some(2), "{command:?}: {said:?}");
        assert!(
            said.err.contains("lisen") && said.err.contains("kaijiang.toml"),
            "{said:?}"
        );
    }
}

/// What the doctor says of one thing; whatever fonts this machine has.
fn check(place: &Place, words: &[&str], name: &str) -> (bool, String) {
    let said = place.run(&[&["doctor", "--json"], words].concat());
    let found = said.json();
    let all = found["checks"].as_array().unwrap();
    let fine = all.iter().all(|check| check["ok"] == true);
    assert_eq!(
        (found["ok"].as_bool(), said.code),
        (Some(fine), Some(i32::from(!fine))),
        "{said:?}"
    );
    let one = all.iter().find(|check| check["check"] == name).unwrap();
    (
        one["ok"].as_bool().unwrap(),
        one["text"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn the_doctor_names_each_fault_and_how_to_mend_it() {
    on_both("the_doctor", |place| {
        let (fine, text) = check(place, &[], if place.is_sqlite() { "database" } else { "key" });
        assert!(!fine, "nothing there yet: {text}");
        county(place);
        for name in ["database", "clock", "key", "settings", "listen", "address"] {
            let (fine, text) = check(place, &["--listen", "127.0.0.1:0"], name);
            assert!(fine, "{name}: {text}");
        }
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let cases: [(&[&str], &str, &str); 4] = [
            (&["--listen", &address], "listen", "端口"),
            (&["--listen", "0.0.0.0:0"], "address", "HTTPS"),
            (&["--address", "http://kaijiang.example.cn"], "address", "HTTPS"),
            (&["--fonts", "/nowhere/at/all"], "settings", "文件夹"),
        ];
        // Which fonts are wanted the doctor knows from the papers; which are here depends on the machine.
        let (fine, text) = check(place, &[], "fonts");
        assert!(
            fine || text.contains("GB2312") || text.contains("小标宋") || text.contains("黑体"),
            "{text}"
        );
        for (words, name, mend) in cases {
            let (fine, text) = check(place, words, name);
            assert!(!fine && text.contains(mend), "{name} {words:?}: {text}");
        }
        assert!(
            check(
                place,
                &["--listen", "0.0.0.0:0", "--address", "https://k.example.cn"],
                "address"
            )
            .0
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let key = place.path("data/audit.key");
            std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
            let (fine, text) = check(place, &[], "key");
            assert!(!fine && text.contains("600"), "{text}");
        }
    });
}
