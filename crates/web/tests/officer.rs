//! The officers' door over the wire: both packs in every language, every figure with its list, nobody beyond their part.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::demo::{SEED, Size, county};
use app::packs::{PackText, pack};
use app::sessions::Secret;
use app::{Actor, App, Clock, Entropy, Settings, activation, demo_doors, make_demo};
use domain::access::Role;
use jiff::Timestamp;
use kaijiang_web as web;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Numbers that never repeat.
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(1, Ordering::SeqCst);
            let number = next.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            part.copy_from_slice(&number[..part.len()]);
        }
    }
}

/// A served site of an invented county, with a session for each role.
struct Served {
    address: String,
    sessions: BTreeMap<&'static str, Secret>,
    _dir: tempfile::TempDir,
}

const COUNTY: &str = "county";
const TOWNSHIP: &str = "township";

async fn serve(id: &str, county_size: &Size, now: &str) -> Served {
    let dir = tempfile::tempdir().unwrap();
    let settings = Settings {
        database: format!("sqlite:{}", dir.path().join("k.db").display()),
        signing_key: dir.path().join("audit.key"),
        now: None,
        clock: Arc::new(Still(now.parse().unwrap())),
        entropy: Arc::new(Counting(AtomicU64::new(1))),
    };
    let app = Arc::new(App::open(&settings).await.unwrap());
    let shipped = pack(id).unwrap();
    let text = PackText {
        rules: shipped.rules.to_owned(),
        vocabulary: shipped.vocabulary.to_owned(),
    };
    let operator = Actor::operator(jiff::civil::date(2026, 1, 1));
    make_demo(&app, &operator, county(SEED, county_size), &text, &|_| {})
        .await
        .unwrap();
    let mut sessions = BTreeMap::new();
    for door in demo_doors(&app, &operator).await.unwrap() {
        let name = match door.role {
            Role::CountyOfficer => COUNTY,
            Role::TownshipOfficer => TOWNSHIP,
            _ => continue,
        };
        let secret = activation::activate(&app, &door.slip, "test")
            .await
            .unwrap()
            .unwrap();
        sessions.insert(name, secret);
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let site = Arc::new(web::Site::new(app, web::Settings::default()));
    tokio::spawn(web::serve(site, listener, std::future::pending()));
    Served {
        address,
        sessions,
        _dir: dir,
    }
}

/// What came back.
struct Page {
    status: u16,
    body: String,
}

impl Served {
    async fn get(&self, who: &str, path: &str, header: &str) -> Page {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        let cookie = self.sessions[who].text();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: kaijiang_session={cookie}\r\n{header}Connection: close\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Page {
            status: head[9..12].parse().unwrap(),
            body: body.to_owned(),
        }
    }
}

/// The addresses of links that begin so.
fn links(body: &str, start: &str) -> Vec<String> {
    let all = body
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let ours = all.filter(|address| address.starts_with(start));
    ours.map(|address| address.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}

/// The shape of an address: what stands where an id or a value may stand is left out.
fn shape(address: &str) -> String {
    let path = address.split('?').next().unwrap();
    let parts = path
        .split('/')
        .map(|part| if part.len() == 36 { "*" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn keys() -> Vec<&'static str> {
    let lines = include_str!("../../../locales/zh-Hans/standing.ftl").lines();
    let keys = lines.filter_map(|line| line.split_once(" = ").map(|(key, _)| key));
    keys.filter(|key| key.contains('-') && !key.starts_with(' '))
        .collect()
}

/// What no page may show: a key instead of its sentence, a gap in a sentence, style or script of its own.
fn is_whole(address: &str, page: &Page) {
    assert_eq!(page.status, 200, "{address}");
    for key in keys() {
        let shown = [format!(">{key}<"), format!("\"{key}\"")];
        assert!(
            !shown.iter().any(|text| page.body.contains(text)),
            "{key} on {address}"
        );
    }
    for wrong in ["{$", "{ $", "style=", "<style", "onclick", "javascript:"] {
        assert!(!page.body.contains(wrong), "{wrong} on {address}");
    }
}

/// Walks every page of this door that links lead to, a few of each shape.
async fn walk(site: &Served, who: &str, locale: &str) -> BTreeSet<String> {
    let mut waiting: VecDeque<String> = ["/standing", "/forecast", "/organisations"]
        .map(str::to_owned)
        .into();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    while let Some(address) = waiting.pop_front() {
        let times = seen.entry(shape(&address)).or_default();
        if *times > 3 || !known.insert(address.clone()) {
            continue;
        }
        *times += 1;
        let joint = if address.contains('?') { '&' } else { '?' };
        let asked = format!("{address}{joint}lang={locale}");
        let page = site.get(who, &asked, "").await;
        // A table below a branch leads on to the branch.
        if page.status == 303 {
            continue;
        }
        is_whole(&asked, &page);
        let ours = ["/standing", "/forecast", "/organisations"];
        for link in ours.iter().flat_map(|start| links(&page.body, start)) {
            // The page to record on behalf is another door's, and a paper is no page.
            let kind = shape(&link);
            if ![".docx", ".pdf", "/record"].iter().any(|end| kind.ends_with(end)) {
                waiting.push_back(link);
            }
        }
    }
    seen.into_keys().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn x4_both_packs_are_whole_in_every_language() {
    for (id, size, now) in [
        ("party-lecture", Size::scaled(100), "2020-12-01T09:00:00+08:00"),
        ("toolbox-talk", Size::toolbox_talk(), "2026-03-13T09:00:00+00:00"),
    ] {
        let site = serve(id, &size, now).await;
        for locale in ["zh-Hans", "zh-Hant", "en"] {
            let shapes = walk(&site, COUNTY, locale).await;
            for wanted in [
                "/organisations/*",
                "/organisations/*/standing",
                "/organisations/*/forecast",
            ] {
                assert!(shapes.contains(wanted), "{id}: no way leads to {wanted}");
            }
            let whys = shapes.iter().filter(|shape| shape.contains("/why/")).count();
            let figures = shapes.iter().filter(|shape| shape.contains("/figures/")).count();
            assert!(whys > 2 && figures > 8, "{id}: {shapes:?}");
        }
    }
}

/// The number right after a mark.
fn number_after(body: &str, mark: &str) -> Option<usize> {
    let digits = body.split_once(mark)?.1.split('<').next()?;
    digits.replace(',', "").trim().parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn f7_every_card_shows_as_many_as_its_list_has() {
    let site = serve("party-lecture", &Size::scaled(160), "2020-12-01T09:00:00+08:00").await;
    let mut counted = 0;
    for period in ["2020-Q2", "2020-Q4"] {
        let page = site
            .get(COUNTY, &format!("/standing?duty=quarterly&period={period}"), "")
            .await;
        for card in page.body.split("<div class=\"fig ").skip(1) {
            let why = links(card, "/organisations/").remove(0);
            let shown = number_after(card, "<b>").unwrap();
            let (mut listed, mut people, mut next) = (0, 0, Some(why.clone()));
            while let Some(address) = next {
                let list = site.get(COUNTY, &address, "").await;
                is_whole(&address, &list);
                let heading = list.body.split_once("<h1>").unwrap().1;
                assert_eq!(number_after(heading, "<b>"), Some(shown), "{address}");
                listed += list.body.matches("<td class=\"what\"><a ").count();
                let notes = list.body.split("<td class=\"note\">").skip(1);
                people += notes
                    .filter_map(|note| note.split('人').next()?.parse::<usize>().ok())
                    .sum::<usize>();
                let pages = list.body.split("<p class=\"pages\">").nth(1).unwrap_or_default();
                let later = pages.split("</p>").next().unwrap();
                next = later
                    .contains("rel=\"next\"")
                    .then(|| links(later, "/").pop().unwrap());
            }
            let is_of_people = why.contains("/figures/covered");
            assert_eq!(if is_of_people { people } else { listed }, shown, "{why}");
            counted += shown;
        }
    }
    assert!(counted > 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_township_reaches_no_page_of_another() {
    let site = serve("party-lecture", &Size::scaled(160), "2020-12-01T09:00:00+08:00").await;
    let whole = site.get(COUNTY, "/standing", "").await;
    let own = site.get(TOWNSHIP, "/standing", "").await;
    assert_eq!((whole.status, own.status), (200, 200));
    let organisation = |address: &String| address.split('/').nth(2).map(|id| id[..36].to_owned());
    let all: BTreeSet<String> = links(&whole.body, "/organisations/")
        .iter()
        .filter_map(organisation)
        .collect();
    let mine: BTreeSet<String> = links(&own.body, "/organisations/")
        .iter()
        .filter_map(organisation)
        .collect();
    let strange: Vec<&String> = all.difference(&mine).collect();
    assert!(strange.len() > 2);
    for id in strange {
        for page in ["standing", "forecast", "figures/done", "why/quarterly/2020-Q3"] {
            let path = format!("/organisations/{id}/{page}");
            assert_eq!(site.get(TOWNSHIP, &path, "").await.status, 404, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_opens_under_the_table_and_as_a_page_of_its_own() {
    let site = serve("party-lecture", &Size::scaled(60), "2020-12-01T09:00:00+08:00").await;
    let list = site.get(COUNTY, "/standing", "").await;
    let done = links(&list.body, "/organisations/")
        .into_iter()
        .find(|link| link.contains("/figures/done"));
    let list = site.get(COUNTY, &done.unwrap(), "").await;
    let why = links(&list.body, "/organisations/")
        .into_iter()
        .find(|link| link.contains("/why/"))
        .unwrap();
    let (whole, part) = (
        site.get(COUNTY, &why, "").await,
        site.get(COUNTY, &why, "HX-Request: true\r\n").await,
    );
    assert!(whole.body.contains("<html") && !part.body.contains("<html"));
    // The same reasons, and each lecture with the way to its record.
    assert!(whole.body.contains(part.body.trim()));
    assert!(!links(&part.body, "/lectures/").is_empty());
}

/// What of a page is there to read: without tags, titles and what fields hold.
fn readable(body: &str) -> String {
    let parts = body.split('<').filter_map(|part| part.split_once('>'));
    parts.map(|(_, text)| text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_call_organisations_as_people_do_and_keep_the_full_name_for_who_points_at_them() {
    let site = serve("party-lecture", &Size::scaled(60), "2020-12-01T09:00:00+08:00").await;
    for who in [COUNTY, TOWNSHIP] {
        let ledger = site.get(who, "/lectures", "").await;
        assert!(ledger.body.contains("<div title=\"中共"));
        let place = links(&site.get(who, "/organisations", "").await.body, "/organisations/");
        let filtered = format!("/lectures?organisation={}", &place[0][15..51]);
        let lecture = links(&ledger.body, "/lectures/");
        let person = links(&site.get(who, "/people", "").await.body, "/people/");
        let own = person.iter().find(|address| address.len() == 44).unwrap();
        for path in [
            "/standing",
            "/lectures",
            &filtered,
            &lecture[0],
            "/plan",
            "/organisations",
            "/people",
            own,
            "/excusals",
            "/accounts",
            "/accounts/new",
        ] {
            let page = site.get(who, path, "").await;
            assert_eq!(page.status, 200, "{path}");
            let shown = readable(&page.body);
            let at = shown.find("中共");
            let around: String = at
                .map(|at| shown[at..].chars().take(40).collect())
                .unwrap_or_default();
            assert_eq!(around, "", "{path}");
            assert!(!page.body.contains("value=\"中共"), "{path}");
        }
    }
}
