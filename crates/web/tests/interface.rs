//! The ledger over HTTP: what programs get has the shape `/openapi.json` describes, for every role; and the ways of the
//! pages that change a record.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::similar_names,
    clippy::too_many_lines,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};

use app::packs::{PackText, pack};
use app::sessions::Secret;
use app::{Actor, App, Clock, Entropy, activation, demo_doors, make_demo};
use domain::access::Role;
use jiff::Timestamp;
use kaijiang_web as web;
use serde_json::Value;
use tokio::net::TcpListener;

struct Seeded(Mutex<u64>);

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for byte in bytes {
            *state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *byte = state.to_be_bytes()[0];
        }
    }
}

struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// An invented county, served; a cookie for each role.
struct County {
    at: SocketAddr,
    cookies: BTreeMap<Role, String>,
    tokens: BTreeMap<Role, String>,
    _folder: tempfile::TempDir,
}

/// An answer.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl County {
    async fn new() -> County {
        let folder = tempfile::tempdir().unwrap();
        let now: Timestamp = "2020-12-01T09:00:00+08:00".parse().unwrap();
        let settings = app::Settings {
            database: format!("sqlite:{}", folder.path().join("k.db").display()),
            signing_key: folder.path().join("audit.key"),
            now: None,
            clock: Arc::new(Still(now)),
            entropy: Arc::new(Seeded(Mutex::new(5))),
        };
        let app = App::open(&settings).await.unwrap();
        let operator = Actor::operator(jiff::civil::date(2020, 12, 1));
        let size = app::demo::Size {
            organisations: 60,
            members: 400,
            lectures: 240,
            ..app::demo::Size::default()
        };
        let text = PackText::from(pack("party-lecture").unwrap());
        let made = app::demo::county(3, &size);
        make_demo(&app, &operator, made, &text, &|_| {}).await.unwrap();
        let (mut cookies, mut tokens) = (BTreeMap::new(), BTreeMap::new());
        for door in demo_doors(&app, &operator).await.unwrap() {
            let opened = activation::activate(&app, &door.slip, "test").await.unwrap();
            let secret: Secret = opened.unwrap();
            cookies.insert(door.role, format!("kaijiang_session={}", secret.text()));
            tokens.insert(door.role, secret.form_token());
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let site = Arc::new(web::Site::new(Arc::new(app), web::Settings::default()));
        tokio::spawn(web::serve(site, listener, std::future::pending()));
        County {
            at,
            cookies,
            tokens,
            _folder: folder,
        }
    }

    fn ask(&self, role: Option<Role>, request: &str, body: &str) -> Answer {
        let cookie = role.map(|role| format!("Cookie: {}\r\n", self.cookies[&role]));
        let cookie = cookie.unwrap_or_default();
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let (length, host) = (body.len(), self.at);
        let head = format!("{request} HTTP/1.1\r\nHost: {host}\r\n{cookie}{kind}\r\n");
        let whole = format!("{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        let mut stream = TcpStream::connect(self.at).unwrap();
        stream.write_all(whole.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(&self, role: Role, path: &str) -> Answer {
        self.ask(Some(role), &format!("GET {path}"), "")
    }

    fn json(&self, role: Role, path: &str) -> Value {
        let answer = self.get(role, path);
        assert_eq!(answer.status, 200, "{role:?} {path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    fn post(&self, role: Role, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("token", &self.tokens[&role]);
        form.extend_pairs(fields);
        self.ask(Some(role), &format!("POST {path}"), &form.finish())
    }

    /// Every lecture a role gets, going on from answer to answer.
    fn lectures(&self, role: Role, filter: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut after = String::new();
        loop {
            let part = self.json(role, &format!("/api/lectures?limit=47{filter}{after}"));
            all.extend(part["lectures"].as_array().unwrap().clone());
            match part["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return all,
            }
        }
    }
}

/// What of a value is not as its schema says.
fn unfit(value: &Value, schema: &Value, whole: &Value, place: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let named = whole.pointer(name.trim_start_matches('#')).unwrap();
        return unfit(value, named, whole, place);
    }
    if let Some(either) = schema["anyOf"].as_array() {
        let fits = either
            .iter()
            .any(|one| unfit(value, one, whole, place).is_empty());
        return if fits {
            vec![]
        } else {
            vec![format!("{place}: {value}")]
        };
    }
    let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
    let is_of_type = match schema["type"].as_str().unwrap() {
        "null" => value.is_null(),
        "string" => value.as_str().is_some_and(|text| is_of_format(text, schema)),
        "integer" => value.as_i64().is_some_and(|number| number >= least),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    };
    if !is_of_type {
        return vec![format!("{place}: {value}")];
    }
    let mut found = Vec::new();
    for item in value.as_array().into_iter().flatten() {
        found.extend(unfit(item, &schema["items"], whole, &format!("{place}[]")));
    }
    for (key, item) in value.as_object().into_iter().flatten() {
        match schema["properties"]
            .get(key)
            .or(schema.get("additionalProperties"))
        {
            Some(of_key) => found.extend(unfit(item, of_key, whole, &format!("{place}.{key}"))),
            None => found.push(format!("{place}.{key} is not described")),
        }
    }
    let needed = schema["required"].as_array().into_iter().flatten();
    let missing = needed.filter(|key| value.get(key.as_str().unwrap()).is_none());
    found.extend(missing.map(|key| format!("{place}.{key} is missing")));
    found
}

fn is_of_format(text: &str, schema: &Value) -> bool {
    let words = schema["enum"].as_array();
    let is_one = words.is_none_or(|words| words.iter().any(|word| word == text));
    is_one
        && match schema["format"].as_str() {
            Some("date") => text.parse::<jiff::civil::Date>().is_ok(),
            Some("date-time") => text.parse::<Timestamp>().is_ok(),
            Some("uuid") => text.parse::<uuid::Uuid>().is_ok(),
            _ => true,
        }
}

fn in_address(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_shape_that_is_described() {
    let county = County::new().await;
    let described = county.ask(None, "GET /openapi.json", "");
    assert_eq!(described.status, 200, "anybody may read it");
    let whole: Value = serde_json::from_str(&described.body).unwrap();
    let officer = Role::CountyOfficer;
    let lectures = county.lectures(officer, "");
    assert_eq!(lectures.len(), 240);
    let lecture = lectures[0]["id"].as_str().unwrap().to_owned();
    let status = county.json(officer, "/api/status");
    let branch = in_address(status["duties"][0]["overdue_organisations"][0].as_str().unwrap());
    let explained = format!("?organisation={branch}&duty=quarterly&period=2020-Q2");
    let asked = [
        ("/api/status", "?as_of=2020-10-01"),
        ("/api/explain", explained.as_str()),
        ("/api/lectures", "?limit=200&joint=yes"),
        ("/api/lectures/{lecture}", ""),
        ("/api/organisations", "?limit=200"),
    ];
    let mut seen = BTreeSet::new();
    for (path, question) in asked {
        let document = county.json(officer, &(path.replace("{lecture}", &lecture) + question));
        let pointer = format!("/paths/{}/get", path.replace('/', "~1"));
        let described = whole.pointer(&pointer).unwrap();
        let schema = &described["responses"]["200"]["content"]["application/json"]["schema"];
        assert_eq!(unfit(&document, schema, &whole, path), Vec::<String>::new());
        seen.insert(path.to_owned());
    }
    let all: BTreeSet<String> = whole["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(seen, all, "an operation was not tried");

    let trouble = whole.pointer("/components/schemas/Trouble").unwrap();
    let nobody = "/api/lectures/00000000-0000-7000-8000-000000000000";
    for (role, path, status, code) in [
        (None, "/api/status", 401, "sign-in"),
        (Some(officer), "/api/lectures?colour=red", 400, "unknown-question"),
        (Some(officer), "/api/explain", 400, "missing-question"),
        (
            Some(officer),
            "/api/status?organisation=nowhere",
            422,
            "unknown-organisation",
        ),
        (Some(officer), "/api/status?at=999", 422, "unknown-number"),
        (Some(officer), nobody, 404, "not-found"),
        (Some(officer), "/api/nothing", 404, "not-found"),
        (Some(Role::Member), "/api/organisations", 404, "not-found"),
    ] {
        let answer = county.ask(role, &format!("GET {path}"), "");
        assert_eq!(answer.status, status, "{path}");
        let document: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(unfit(&document, trouble, &whole, path), Vec::<String>::new());
        assert_eq!(document["code"], code, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_see_what_their_role_sees_and_a_name_out_of_reach_is_unknown() {
    let county = County::new().await;
    let all = county.lectures(Role::CountyOfficer, "");
    for role in [Role::TownshipOfficer, Role::Secretary] {
        let mine = county.lectures(role, "");
        let organisations = county.json(role, "/api/organisations?limit=200");
        let organisations = organisations["organisations"].as_array().unwrap().iter();
        let names: BTreeSet<String> = organisations
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect();
        let is_mine = |one: &&Value| !names_of(one).is_disjoint(&names);
        let held: BTreeSet<&str> = all.iter().filter(is_mine).map(id_of).collect();
        assert_eq!(
            mine.iter().map(id_of).collect::<BTreeSet<&str>>(),
            held,
            "{role:?}"
        );
        assert!(!held.is_empty() && held.len() < all.len());

        let other = all.iter().find(|one| !is_mine(one)).unwrap();
        let (id, name) = (id_of(other), names_of(other).pop_first().unwrap());
        for address in ["/api/lectures", "/lectures"] {
            let answer = county.get(role, &format!("{address}/{id}"));
            assert_eq!(answer.status, 404, "{role:?} {address}");
        }
        for address in ["/api/status", "/api/lectures"] {
            let answer = county.get(role, &format!("{address}?organisation={}", in_address(&name)));
            assert!(
                answer.body.contains("unknown-organisation"),
                "{role:?}: {}",
                answer.body
            );
        }
    }
}

fn id_of(lecture: &Value) -> &str {
    lecture["id"].as_str().unwrap()
}

fn names_of(lecture: &Value) -> BTreeSet<String> {
    let hosts = lecture["organisations"].as_array().unwrap().iter();
    hosts
        .map(|host| host["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn records_are_checked_from_the_pages() {
    let county = County::new().await;
    let township = Role::TownshipOfficer;
    let waiting = county.lectures(township, "&state=recorded").len();
    let page = county.get(township, "/lectures?state=recorded").body;
    // The township's own committee may have held some: those are not its to judge, and have no box.
    let ticks: Vec<&str> = page
        .split("name=\"lecture\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(ticks.len() > 3 && ticks.len() <= waiting);
    let fields = [
        ("lecture", ticks[0]),
        ("lecture", ticks[1]),
        ("key", "a"),
        ("here", "/lectures?state=recorded"),
    ];
    let verified = county.post(township, "/lectures/verify", &fields);
    assert_eq!(verified.status, 303);
    let on = "location: /lectures?state=recorded&verified=2";
    assert!(verified.head.contains(on), "{}", verified.head);
    assert_eq!(county.lectures(township, "&state=recorded").len(), waiting - 2);
    // One that is verified already and one that waits: the first is told, the second done.
    let fields = [
        ("lecture", ticks[0]),
        ("lecture", ticks[2]),
        ("key", "b"),
        ("here", "//elsewhere"),
    ];
    let told = county.post(township, "/lectures/verify", &fields);
    assert_eq!(told.status, 200);
    assert!(told.body.contains(&format!("/lectures/{}", ticks[0])) && !told.body.contains("elsewhere"));
    assert_eq!(county.lectures(township, "&state=recorded").len(), waiting - 3);

    let address = format!("/lectures/{}", ticks[3]);
    let send_back = format!("{address}/send-back");
    let fields = [("reason", " "), ("until", "2020-12-09"), ("key", "c")];
    let again = county.post(township, &send_back, &fields);
    assert_eq!(again.status, 422);
    assert!(
        again.body.contains("value=\"2020-12-09\""),
        "what was typed is still there"
    );
    let payload = "<script>alert(1)</script>";
    let fields = [("reason", payload), ("until", "2020-12-09"), ("key", "c")];
    assert_eq!(county.post(township, &send_back, &fields).status, 303);
    let page = county.get(township, &address).body;
    assert!(
        !page.contains(payload) && page.contains("alert(1)"),
        "shown as a text"
    );
    let cancel = format!("{address}/cancel");
    for (role, status) in [
        (Role::Inspector, 404),
        (Role::Auditor, 404),
        (Role::CountyOfficer, 303),
    ] {
        let answer = county.post(role, &cancel, &[("reason", "x"), ("key", "d")]);
        assert_eq!(answer.status, status, "{role:?}");
    }
    let cancelled = county.json(township, &format!("/api{address}"));
    assert_eq!(
        (&cancelled["state"], &cancelled["reason"]),
        (&Value::from("cancelled"), &Value::from("x"))
    );
}
