//! The doors as a browser meets them: forms without their token, signing in, slips, and what a proxy says.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::type_complexity,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use app::accounts::{AddAccount, add_account};
use app::import::{Import, Kind, Mode, import};
use app::issue_slips::{Recipients, issue_slips};
use app::paper_fonts::fonts_at_hand;
use app::passwords::HashCost;
use app::{Actor, App, Ask, Clock, Entropy, Settings, packs, snapshot};
use domain::access::Role;
use domain::id::{AccountId, OrganisationId};
use jiff::Timestamp;
use kaijiang_web as web;

const ORGANISATIONS: &str = "\
党组织全称,党组织类别,上级党组织,书记
中共甲县委员会,县委,,赵一
中共甲县乙镇委员会,党委,中共甲县委员会,钱二
中共甲县乙镇丙村支部委员会,党支部,中共甲县乙镇委员会,孙三
";
const GOOD: &str = "correct horse battery";

struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        "2020-12-01T01:00:00Z".parse().unwrap()
    }
}

/// Other bytes with each call.
struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let number = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            let mixed = (number ^ (number >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            part.copy_from_slice(&mixed.to_le_bytes()[..part.len()]);
        }
    }
}

/// A served county.
struct Served {
    app: Arc<App>,
    address: SocketAddr,
    runtime: tokio::runtime::Runtime,
    branch: OrganisationId,
    root: OrganisationId,
    _folder: tempfile::TempDir,
}

impl Served {
    fn new(settings: web::Settings) -> Served {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let opened = Settings {
            database: format!("sqlite:{}", folder.path().join("k.db").display()),
            signing_key: folder.path().join("audit.key"),
            now: None,
            clock: Arc::new(Standing),
            entropy: Arc::new(Counted(AtomicU64::new(7))),
        };
        let (app, address, branch, root) = runtime.block_on(async {
            let app = Arc::new(App::open(&opened).await.unwrap());
            app.hash_at(HashCost::LEAST);
            bring(&app).await;
            let seen = snapshot(&app, &operator(), Ask::default()).await.unwrap();
            let branch = seen.find(Some("中共甲县乙镇丙村支部委员会")).unwrap();
            let root = seen.find(None).unwrap();
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let site = Arc::new(web::Site::new(Arc::clone(&app), settings));
            tokio::spawn(web::serve(site, listener, std::future::pending()));
            (app, address, branch, root)
        });
        Served {
            app,
            address,
            runtime,
            branch,
            root,
            _folder: folder,
        }
    }

    fn account(&self, role: Role, login: &str) -> AccountId {
        let command = AddAccount {
            login: Some(login),
            name: Some("某人"),
            person: None,
            role,
            organisation: self.root,
            until: None,
        };
        self.runtime
            .block_on(add_account(&self.app, &operator(), command))
            .unwrap()
    }

    /// The path of a slip's link.
    fn slip(&self, recipients: Recipients) -> String {
        let slips = async { issue_slips(&self.app, &operator(), recipients).await };
        let slips = self.runtime.block_on(slips).unwrap();
        format!("/activate/{}", slips[0].secret.text())
    }

    fn browser(&self) -> Browser {
        Browser {
            address: self.address,
            cookies: Mutex::default(),
        }
    }

    /// A browser in which an officer has signed in.
    fn officer(&self, role: Role, login: &str) -> Browser {
        let account = self.account(role, login);
        let link = self.slip(Recipients::Account(account));
        let browser = self.browser();
        let page = browser.get(&link);
        let done = browser.post(&link, &page.form(&[("password", GOOD), ("again", GOOD)]), &[]);
        assert_eq!(
            (done.status, done.header("location").as_deref()),
            (303, Some("/"))
        );
        browser
    }
}

fn operator() -> Actor {
    Actor::operator(jiff::civil::date(2020, 12, 1))
}

async fn bring(app: &App) {
    let pack = packs::pack("party-lecture").unwrap();
    let command = Import {
        kind: Kind::Organisations,
        name: "organisations.csv",
        file: ORGANISATIONS.as_bytes(),
        decisions: &[],
        mode: Mode::Apply,
        tree: None,
        rules: pack.rules,
        vocabulary: pack.vocabulary,
        progress: &|_| {},
    };
    assert_eq!(import(app, &operator(), command).await.unwrap().refused, []);
}

/// A browser that keeps cookies and follows nothing.
struct Browser {
    address: SocketAddr,
    cookies: Mutex<Vec<(String, String)>>,
}

/// What came back.
struct Page {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    bytes: Vec<u8>,
}

impl Page {
    fn header(&self, name: &str) -> Option<String> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    }

    fn token(&self) -> String {
        let mark = "name=\"token\" value=\"";
        let at = self.body.find(mark).expect("a form with a token") + mark.len();
        self.body[at..].split('"').next().unwrap().to_owned()
    }

    /// A form with the token of this page.
    fn form(&self, fields: &[(&str, &str)]) -> String {
        let token = self.token();
        written(&[fields, &[("token", token.as_str())]].concat())
    }
}

fn written(fields: &[(&str, &str)]) -> String {
    let each = fields.iter().map(|(key, value)| {
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{key}={value}")
    });
    each.collect::<Vec<_>>().join("&")
}

impl Browser {
    fn get(&self, path: &str) -> Page {
        self.send("GET", path, "", &[])
    }

    fn post(&self, path: &str, form: &str, headers: &[(&str, &str)]) -> Page {
        self.send("POST", path, form, headers)
    }

    fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.cookies.lock().unwrap();
        let found = cookies.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    }

    fn send(&self, method: &str, path: &str, body: &str, headers: &[(&str, &str)]) -> Page {
        let cookies = self.cookies.lock().unwrap().clone();
        let cookies: Vec<String> = cookies
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\ncookie: {}\r\n\
             content-type: application/x-www-form-urlencoded\r\n",
            self.address,
            body.len(),
            cookies.join("; ")
        );
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(stream, "{request}\r\n{body}").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        let bytes = answer.split_off(end + 4);
        let head = String::from_utf8(answer).unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(key, value)| (key.to_lowercase(), value.to_owned()))
            .collect();
        for (_, cookie) in headers.iter().filter(|(key, _)| key == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            let mut kept = self.cookies.lock().unwrap();
            kept.retain(|(key, _)| key != name);
            if !value.is_empty() {
                kept.push((name.to_owned(), value.to_owned()));
            }
        }
        Page {
            status,
            headers,
            body,
            bytes,
        }
    }
}

#[test]
fn fault20_every_form_of_the_doors_refuses_without_its_token() {
    let served = Served::new(web::Settings::default());
    let target = served.account(Role::Inspector, "target");
    let browser = served.officer(Role::CountyOfficer, "zhao");
    let other = served.officer(Role::Auditor, "shen");
    let theirs = other.get("/account").token();
    let mine = browser.get("/account").token();
    assert_ne!(mine, theirs);
    let forms: Vec<&str> = web::routes()
        .iter()
        .filter(|route| route.method() == web::Method::Post)
        .map(|route| route.path)
        .filter(|path| {
            ["/activate", "/sign-in", "/sign-out", "/account"]
                .iter()
                .any(|door| path.starts_with(door))
        })
        .collect();
    assert!(forms.len() >= 12, "{forms:?}");
    for path in forms {
        let path = path
            .replace("{slip}", "0000")
            .replace("{account}", &target.to_string())
            .replace("{organisation}", &served.branch.to_string());
        let elsewhere = [("origin", "https://evil.example")];
        let cross = [("sec-fetch-site", "cross-site")];
        let cases: [(&str, String, &[(&str, &str)]); 5] = [
            ("no token", String::new(), &[]),
            ("another's token", written(&[("token", &theirs)]), &[]),
            ("an empty token", written(&[("token", "")]), &[]),
            ("from another site", written(&[("token", &mine)]), &elsewhere),
            ("across sites", written(&[("token", &mine)]), &cross),
        ];
        for (case, form, headers) in cases {
            let page = browser.post(&path, &form, headers);
            assert_eq!(page.status, 403, "{path}: {case}");
        }
    }
    assert_eq!(
        browser.get("/account").status,
        200,
        "still signed in: nothing was done"
    );
}

#[test]
fn fault20_signing_in_changes_the_session_and_goes_only_to_own_pages() {
    let served = Served::new(web::Settings::default());
    served.officer(Role::CountyOfficer, "zhao");
    for (next, expected) in [
        ("", "/"),
        ("/accounts?only=out", "/accounts?only=out"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\evil.example", "/"),
        ("/a\r\nset-cookie: x=y", "/"),
    ] {
        let browser = served.browser();
        let page = browser.get("/sign-in");
        let before = browser.cookie("kaijiang_session").unwrap();
        let fields = [("login", "zhao"), ("password", GOOD), ("next", next)];
        let done = browser.post("/sign-in", &page.form(&fields), &[]);
        assert_eq!(
            (done.status, done.header("location").as_deref()),
            (303, Some(expected)),
            "{next:?}"
        );
        let after = browser.cookie("kaijiang_session").unwrap();
        assert_ne!(before, after, "a session planted before does not come in");
        let cookies: Vec<_> = done
            .headers
            .iter()
            .filter(|(key, _)| key == "set-cookie")
            .collect();
        assert!(
            cookies
                .iter()
                .all(|(_, cookie)| cookie.contains("HttpOnly; SameSite=Lax")),
            "{cookies:?}"
        );
        assert!(browser.cookie("kaijiang_device").is_some());
        // The form of the session before no longer counts.
        let stale = browser.post("/sign-out", &page.form(&[]), &[]);
        assert_eq!(stale.status, 403);
    }
}

#[test]
fn x2_an_officer_with_a_password_goes_out_in_one_tap() {
    let served = Served::new(web::Settings::default());
    let browser = served.officer(Role::CountyOfficer, "zhao");
    let page = browser.get("/account");
    assert!(page.body.contains("action=\"/sign-out\""));
    let out = browser.post("/sign-out", &page.form(&[]), &[]);
    assert_eq!(out.header("location").as_deref(), Some("/"));
    assert_eq!(browser.get("/account").status, 303, "out");
    assert!(browser.get("/sign-in").body.contains("这部手机退出过的"));
}

#[test]
fn identity_an_unknown_login_is_answered_as_a_wrong_password_is() {
    let served = Served::new(web::Settings::default());
    served.officer(Role::CountyOfficer, "zhao");
    let answer = |login: &str| {
        let browser = served.browser();
        let page = browser.get("/sign-in");
        let page = browser.post(
            "/sign-in",
            &page.form(&[("login", login), ("password", "wrong password")]),
            &[],
        );
        let token = page.token();
        (page.status, page.body.replace(&token, "").replace(login, ""))
    };
    let (known, unknown) = (answer("zhao"), answer("nobody"));
    assert_eq!(known, unknown);
    assert_eq!(known.0, 403);
    assert!(known.1.contains("role=\"alert\""));
}

#[test]
fn fault22_a_made_up_forwarded_address_gives_no_new_tries() {
    let tries = |settings: web::Settings| {
        let served = Served::new(settings);
        let browser = served.browser();
        let page = browser.get("/sign-in");
        let mut wrong = 0;
        for number in 0..130 {
            let form = page.form(&[
                ("login", &format!("nobody{number}")),
                ("password", "wrong password"),
            ]);
            let forwarded = format!("198.51.100.{number}, 203.0.113.{}", number % 2);
            let answer = browser.post("/sign-in", &form, &[("x-forwarded-for", &forwarded)]);
            wrong += usize::from(answer.status == 403);
        }
        wrong
    };
    assert_eq!(tries(web::Settings::default()), 100, "nobody's word is taken");
    let trusting = web::Settings {
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        ..web::Settings::default()
    };
    assert_eq!(tries(trusting), 130, "two nets, by what the proxy itself added");
}

#[test]
fn x2_looking_at_a_slip_uses_nothing_up_and_one_tap_opens_one_phone() {
    let served = Served::new(web::Settings::default());
    let link = served.slip(Recipients::Secretaries(vec![served.branch]));
    let phone = served.browser();
    let pages: Vec<Page> = (0..3).map(|_| phone.get(&link)).collect();
    let page = &pages[2];
    assert_eq!(page.status, 200);
    assert!(page.body.contains("孙三") && page.body.contains("中共甲县乙镇丙村支部委员会"));
    assert!(!page.body.contains("<script"), "a phone page loads no script");
    let done = phone.post(&link, &page.form(&[]), &[]);
    assert_eq!(done.status, 303);
    // 400 days, begun anew with each page: whoever uses the phone once a quarter and skips one needs no paper.
    assert!(done.header("set-cookie").unwrap().contains("Max-Age=34560000"));
    let page = phone.get("/account");
    assert!(page.body.contains("孙三"));
    let renewed = page.header("set-cookie").unwrap();
    assert!(
        renewed.starts_with("kaijiang_session=") && renewed.contains("Max-Age=34560000"),
        "{renewed}"
    );
    let again = phone.get(&link);
    assert_eq!(
        (again.status, again.header("location").as_deref()),
        (303, Some("/")),
        "let in, not sent away"
    );
    let other = served.browser();
    let spent = other.get(&link);
    assert_eq!(spent.status, 410);
    assert!(!spent.body.contains("孙三"), "a spent slip names nobody");
    assert!(spent.body.contains("中共甲县乙镇委员会"), "it says whom to ask");
    assert!(
        spent.body.contains("这部手机退出过的"),
        "and what became of a phone"
    );
    let token = other.get("/sign-in").token();
    assert_eq!(other.post(&link, &written(&[("token", &token)]), &[]).status, 410);
    assert_eq!(other.get("/account").status, 303, "not signed in");
}

#[test]
fn x2_slips_are_shown_once_and_kept_nowhere() {
    let served = Served::new(web::Settings::default());
    let county = served.officer(Role::CountyOfficer, "zhao");
    let list = county.get("/accounts");
    let branch = served.branch.to_string();
    let printed = county.post("/accounts/slips", &list.form(&[("branch", &branch)]), &[]);
    assert_eq!(
        (printed.status, printed.header("cache-control").as_deref()),
        (200, Some("no-store"))
    );
    assert_eq!(printed.body.matches("<svg class=\"qr\"").count(), 1);
    let at = printed.body.find("/activate/").unwrap();
    let link = &printed.body[at..at + "/activate/".len() + 64];
    assert_eq!(served.browser().get(link).status, 200);
    let secret = link.trim_start_matches("/activate/");
    assert!(!county.get("/accounts").body.contains(secret));
    let none = county.post("/accounts/slips", &list.form(&[]), &[]);
    assert_eq!(none.status, 422, "nobody was ticked");
}

/// The words of a docx, without the breaks of its lines.
fn words_of(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut body = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut body).unwrap();
    let parts = body.split('<').filter_map(|part| part.split_once('>'));
    parts.map(|(_, text)| text).collect()
}

#[test]
fn x2_slips_come_as_word_or_pdf_instead_of_a_page() {
    let served = Served::new(web::Settings::default());
    let county = served.officer(Role::CountyOfficer, "zhao");
    let other = served.account(Role::Inspector, "wu");
    let branch = served.branch.to_string();
    let one = format!("/accounts/{other}");
    let has_fonts = fonts_at_hand(None).iter().all(|face| face.family.is_some());
    for (page, form, fields) in [
        ("/accounts", "/accounts/slips", vec![("branch", branch.as_str())]),
        (one.as_str(), &format!("{one}/slip"), Vec::new()),
    ] {
        let asking = county.get(page);
        assert!(asking.body.contains("value=\"pdf\"") && asking.body.contains("value=\"docx\""));
        let ask = |paper: &str| {
            let fields = [&fields[..], &[("paper", paper)]].concat();
            county.post(form, &asking.form(&fields), &[])
        };
        let docx = ask("docx");
        assert_eq!(
            (docx.status, docx.header("cache-control").as_deref()),
            (200, Some("no-store")),
            "{form}"
        );
        let said = words_of(&docx.bytes);
        let at = said.find("/activate/").unwrap();
        let link = &said[at..at + "/activate/".len() + 64];
        assert_eq!(served.browser().get(link).status, 200, "{link}");
        let is_officer = page == one;
        assert_eq!(said.contains("wu"), is_officer, "an officer needs the login");
        assert_eq!(said.contains("密码，以后"), is_officer);
        let pdf = ask("pdf");
        if has_fonts {
            assert!(pdf.bytes.starts_with(b"%PDF"), "{form}");
        } else {
            // The slips are issued all the same: they are shown, with why there is no file.
            assert!(pdf.body.contains("told wrong") && pdf.body.contains("/activate/"));
        }
        assert_eq!(
            served.browser().get(link).status,
            410,
            "each issue ends the one before"
        );
        assert!(ask("page").body.contains("<svg class=\"qr\""));
    }
}
