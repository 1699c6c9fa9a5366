//! The branch's page as an old phone without scripts meets it: over HTTP, with forms as a browser sends them.
#![expect(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

mod phone;
mod site;

use phone::{Answered, Phone, fields_of};
use site::Served;

/// What must be filled in before the page can be sent, at most (`Effort`): groups of fields that stand open.
const MOST_FIELDS: usize = 8;
/// Bytes on the wire for a first look at the page.
const MOST_BYTES: usize = 60_000;

async fn record_page(phone: &mut Phone, served: &Served) -> (String, Answered) {
    let path = format!("/organisations/{}/record", served.branch);
    let page = phone.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.body);
    (path, page)
}

fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.to_owned(), value.to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_lecture_goes_on_record_from_one_page_without_scripts() {
    let served = Served::begin().await;
    let mut phone = Phone::new(served.address);
    served.let_in(&mut phone).await;
    let home = phone.get("/branch").await;
    assert!(home.body.contains("本季度还差1场"), "{}", home.body);
    assert!(!home.body.contains("htmx"));
    let (path, page) = record_page(&mut phone, &served).await;
    let mut fields = fields_of(&page.body);
    let filled = |name: &str| {
        fields
            .iter()
            .any(|(known, value)| known == name && !value.is_empty())
    };
    for name in ["key", "on", "speaker", "kind", "expected"] {
        assert!(filled(name), "{name} is not filled in beforehand");
    }
    // Nothing is typed but the title and a number; a wrong number comes back with every word.
    set(&mut fields, "present", "99");
    let wrong = phone
        .send(&path, &fields, &[("photo", "p.png", site::PICTURE)])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("请写上讲的题目"), "{}", wrong.body);
    assert!(
        wrong.body.contains("照片和讲稿请再选一次"),
        "files that are lost are said to be"
    );
    let mut fields = fields_of(&wrong.body);
    assert!(
        fields.contains(&("present".to_owned(), "99".to_owned())),
        "what was typed is lost"
    );
    set(&mut fields, "title", "<b>易地搬迁</b>的那一天");
    let wrong = phone.send(&path, &fields, &[]).await;
    assert!(wrong.body.contains("比应到2人还多"), "{}", wrong.body);
    set(&mut fields, "present", "2");
    let bad = ("script_file", "a.svg", b"<svg onload='alert(1)'/>".as_slice());
    let sent = phone
        .send(&path, &fields, &[("photo", "p.png", site::PICTURE), bad])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let receipt = phone.get(&sent.location).await;
    for told in [
        "交上了",
        "本季度已完成",
        "实到2人",
        "讲稿收doc",
        "&#60;b&#62;易地搬迁",
    ] {
        assert!(receipt.body.contains(told), "no “{told}” in {}", receipt.body);
    }
    // Sent again, as an impatient thumb does: the same lecture.
    let again = phone
        .send(&path, &fields, &[("photo", "p.png", site::PICTURE), bad])
        .await;
    assert_eq!(again.location, sent.location);
    let home = phone.get("/branch").await;
    assert_eq!(home.body.matches("易地搬迁").count(), 1);
    served.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_mended_on_the_same_page() {
    let served = Served::begin().await;
    let mut phone = Phone::new(served.address);
    served.let_in(&mut phone).await;
    let (path, page) = record_page(&mut phone, &served).await;
    let mut fields = fields_of(&page.body);
    set(&mut fields, "title", "搬迁那天");
    let sent = phone
        .send(&path, &fields, &[("photo", "p.png", site::PICTURE)])
        .await;
    let lecture = sent.location.split('/').nth(2).unwrap().to_owned();
    let path = format!("/lectures/{lecture}/correct");
    let page = phone.get(&path).await;
    let mut fields = fields_of(&page.body);
    assert!(fields.contains(&("title".to_owned(), "搬迁那天".to_owned())));
    set(&mut fields, "present", "1");
    let silent = phone.send(&path, &fields, &[]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.body.contains("没有写原因"), "{}", silent.body);
    set(&mut fields, "reason", "数错了");
    let sent = phone.send(&path, &fields, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(phone.get(&sent.location).await.body.contains("实到1人"));
    // The photo on the page is a small copy; the file itself is kept, never run.
    let small = page
        .body
        .split('"')
        .find(|text| text.ends_with("/small"))
        .unwrap()
        .to_owned();
    assert!(
        phone
            .get(&small)
            .await
            .header("content-type")
            .contains("image/jpeg")
    );
    let file = phone.get(small.trim_end_matches("/small")).await;
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(file.header("content-security-policy").starts_with("sandbox"));
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    let mut stranger = Phone::new(served.address);
    for path in [small.as_str(), "/branch", path.as_str(), sent.location.as_str()] {
        assert_eq!(
            stranger.get(path).await.status,
            303,
            "{path} is open to strangers"
        );
    }
    served.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_branches_and_forms_from_elsewhere_are_turned_away() {
    let served = Served::begin().await;
    let mut phone = Phone::new(served.address);
    served.let_in(&mut phone).await;
    let other = format!("/organisations/{}/record", served.other);
    assert_eq!(phone.get(&other).await.status, 404);
    let (path, page) = record_page(&mut phone, &served).await;
    let mut fields = fields_of(&page.body);
    set(&mut fields, "title", "一课");
    assert_eq!(phone.send(&other, &fields, &[]).await.status, 404);
    set(&mut fields, "token", "of-somebody-else");
    assert_eq!(phone.send(&path, &fields, &[]).await.status, 403);
    assert!(!phone.get("/branch").await.body.contains("一课"));
    for path in [
        "/materials/01900000-0000-7000-8000-000000000000",
        "/materials/no-id/small",
        "/lectures/01900000-0000-7000-8000-000000000000/correct",
    ] {
        assert_eq!(phone.get(path).await.status, 404, "{path}");
    }
    served.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn effort_one_page_few_fields_few_bytes() {
    let served = Served::begin().await;
    let mut phone = Phone::new(served.address);
    served.let_in(&mut phone).await;
    let (path, page) = record_page(&mut phone, &served).await;
    let open = page.body.split("<details class=\"seldom\"").next().unwrap();
    let groups = open.matches("<legend>").count() + open.matches("<label for=\"title\"").count();
    assert!(groups <= MOST_FIELDS, "{groups} groups of fields stand open");
    let mut bytes = phone.bytes_on_the_wire(&path).await;
    let linked = page.body.split('"').filter(|text| text.starts_with("/static/"));
    for file in linked {
        bytes += phone.bytes_on_the_wire(file).await;
    }
    assert!(bytes <= MOST_BYTES, "{bytes} bytes for the first look");
    assert!(bytes > 4_000, "{bytes} bytes: nothing was counted");
    served.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_township_pastes_a_sheet_and_bad_rows_come_back() {
    let served = Served::begin().await;
    let mut desk = Phone::new(served.address);
    served.let_township_in(&mut desk).await;
    let page = desk.get("/enter").await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("还差1场"));
    let sheet = "党支部\t题目\t日期\t类型\t主讲人\t实到\n丙村支部\t一课\t2020-11-30\t故事\t孙三\t2\n丁村支部\t二课\t2021-01-01\t故事\t李四\t1\n";
    let mut fields = fields_of(&page.body);
    set(&mut fields, "pasted", sheet);
    set(&mut fields, "do", "paste");
    let tried = desk.post("/enter", &fields).await;
    assert!(tried.body.contains("可以交"), "{}", tried.body);
    assert!(tried.body.contains("2021年1月1日还没有到"), "{}", tried.body);
    let mut fields = fields_of(&tried.body);
    set(&mut fields, "do", "save");
    let saved = desk.post("/enter", &fields).await;
    assert_eq!(saved.status, 422);
    assert!(saved.body.contains("交上了1场"), "{}", saved.body);
    let mut fields = fields_of(&saved.body);
    let place = fields
        .iter()
        .position(|(name, value)| name.ends_with("-on") && value == "2021-01-01")
        .unwrap();
    fields[place].1 = "2020-11-30".to_owned();
    set(&mut fields, "do", "save");
    let saved = desk.post("/enter", &fields).await;
    assert_eq!(saved.location, "/enter?saved=1&waits=0", "{}", saved.body);
    let mut phone = Phone::new(served.address);
    served.let_in(&mut phone).await;
    assert!(
        phone.get("/branch").await.body.contains("一课"),
        "the branch does not see what was entered for it"
    );
    served.end().await;
}

/// What is said of a record that waits, everywhere alike.
const WAITING: &str = "已交，等乡镇党委同意补录";

/// A branch records later than it may by itself; answers the lecture's path.
async fn hand_in_late(phone: &mut Phone, served: &Served) -> String {
    let (path, page) = record_page(phone, served).await;
    let mut fields = fields_of(&page.body);
    set(&mut fields, "on", "2020-11-16");
    set(&mut fields, "title", "停电那天");
    set(&mut fields, "reason", "停电");
    let sent = phone.post(&path, &fields).await;
    let receipt = phone.get(&sent.location).await;
    assert!(receipt.body.contains("存好了，等同意"), "{}", receipt.body);
    let home = phone.get("/branch").await;
    assert!(home.body.contains(WAITING), "{}", home.body);
    let start = home.body.find("/lectures/").unwrap();
    home.body[start..]
        .split('"')
        .next()
        .unwrap()
        .trim_end_matches("/correct")
        .to_owned()
}

/// The township meets it wherever it looks; answers the page on which it may agree.
async fn expect_waiting(desk: &mut Phone, served: &Served, lecture: &str) -> Answered {
    let why = format!("/organisations/{}/why/quarterly/2020-Q4", served.branch);
    for path in ["/lectures", "/lectures?state=delivered", lecture, &why] {
        let page = desk.get(path).await;
        assert!(page.body.contains(WAITING), "{path}: {}", page.body);
        assert!(!page.body.contains("还没有交记录"), "{path}: {}", page.body);
    }
    let enter = desk.get("/enter").await;
    assert!(enter.body.contains("有1场已交，等同意补录"), "{}", enter.body);
    assert!(
        enter.body.contains(&format!("<a href=\"{lecture}\">")),
        "{}",
        enter.body
    );
    enter
}

#[tokio::test(flavor = "multi_thread")]
async fn e12_what_waits_is_told_everywhere_and_comes_back_with_a_reason() {
    let served = Served::begin().await;
    let (mut phone, mut desk) = (Phone::new(served.address), Phone::new(served.address));
    served.let_in(&mut phone).await;
    served.let_township_in(&mut desk).await;
    let lecture = hand_in_late(&mut phone, &served).await;
    let enter = expect_waiting(&mut desk, &served, &lecture).await;
    // Without a reason the lecture's page says so; it has the same two buttons.
    let token = fields_of(&enter.body)
        .into_iter()
        .find(|(name, _)| name == "token")
        .unwrap();
    let said = |key: &str, reason: &str| {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        vec![
            token.clone(),
            field("key", key),
            field("from", "enter"),
            field("reason", reason),
        ]
    };
    let path = format!("{lecture}/decline");
    let silent = desk.post(&path, &said("a", " ")).await;
    assert_eq!(silent.status, 422);
    assert!(
        silent.body.contains("没有写原因") && silent.body.contains("同意补录"),
        "{}",
        silent.body
    );
    let declined = desk.post(&path, &said("b", "人数不对")).await;
    let told = desk.get(&declined.location).await;
    assert!(
        told.body.contains("没有同意：中共甲县乙镇丙村支部委员会"),
        "{}",
        told.body
    );
    let home = phone.get("/branch").await;
    for text in ["有一份补录没有同意", "人数不对", "改好、说明原因再交"] {
        assert!(home.body.contains(text), "{text}: {}", home.body);
    }
    let mend = format!("{lecture}/correct");
    let mut fields = fields_of(&phone.get(&mend).await.body);
    set(&mut fields, "present", "2");
    set(&mut fields, "reason", "停电，人数改好了");
    let sent = phone.post(&mend, &fields).await;
    assert!(sent.location.contains("/receipt"), "{}", sent.body);
    let agreed = desk.post(&format!("{lecture}/approve"), &said("c", "")).await;
    let told = desk.get(&agreed.location).await;
    assert!(
        told.body.contains("已同意补录：中共甲县乙镇丙村支部委员会"),
        "{}",
        told.body
    );
    served.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f3_a_notice_that_is_due_can_be_copied_and_printed_where_one_comes_home_to() {
    let served = Served::begin().await;
    let (mut phone, mut desk) = (Phone::new(served.address), Phone::new(served.address));
    served.let_in(&mut phone).await;
    served.let_township_in(&mut desk).await;
    let none = phone.get("/branch").await;
    assert!(!none.body.contains("要发的通知"), "{}", none.body);
    served.plan_for_tomorrow("<b>一滴油</b>").await;
    for (visitor, path) in [(&mut phone, "/branch"), (&mut desk, "/reminders")] {
        let page = visitor.get(path).await;
        for told in [
            "要发的通知",
            "通知党员：明天，12月2日（周三）",
            "向上级预告：明天，12月2日（周三）",
            "题目：&#60;b&#62;一滴油",
        ] {
            assert!(page.body.contains(told), "{told} in {}", page.body);
        }
        let (_, rest) = page.body.split_once("href=\"/plan/items/").unwrap();
        let (paper, _) = rest.split_once('"').unwrap();
        let paper = visitor.get(&format!("/plan/items/{paper}")).await;
        assert_eq!(paper.status, 200);
    }
    served.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn x1_an_organisation_that_cannot_be_read_is_not_there() {
    let served = Served::begin().await;
    let mut desk = Phone::new(served.address);
    served.let_township_in(&mut desk).await;
    for path in ["/reminders", "/excusals", "/people", "/reminders/list.png"] {
        assert_eq!(desk.get(path).await.status, 200, "{path}");
        let odd = desk.get(&format!("{path}?org=nowhere")).await;
        assert_eq!(odd.status, 404, "{path}");
    }
    served.end().await;
}
