//! Notices, lists, plans and pages with photos are read back from docx and pdf: all that was given stands on them.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[path = "papers/reading.rs"]
#[expect(dead_code, reason = "shared with the tests of papers, which use all of it")]
mod reading;
#[path = "papers/samples.rs"]
#[expect(dead_code, reason = "shared with the tests of papers, which use all of it")]
mod samples;
#[path = "../examples/samples/sheets.rs"]
#[expect(dead_code, reason = "shared with the tests of binders")]
mod sheets;

use std::io::Cursor;

use i18n::Words;
use kaijiang_documents::cover_notice::CoverNotice;
use kaijiang_documents::handover_sheet::HandoverSheet;
use kaijiang_documents::implementation_plan::ImplementationPlan;
use kaijiang_documents::news_page::{NewsPage, NewsPhoto};
use kaijiang_documents::notice::{Notice, NoticeTo};
use kaijiang_documents::official::{Part, official};
use kaijiang_documents::paper::{Paper, Photo};
use kaijiang_documents::reminder_list::ReminderList;
use kaijiang_documents::responsibility::ResponsibilityList;
use kaijiang_documents::schedule::Schedule;
use kaijiang_documents::{
    cover_notice, docx, handover_sheet, implementation_plan, news_page, notice, reminder_list,
    responsibility, schedule,
};
use reading::{as_pdf, pages, squeezed};
use samples::{all_words, chinese};

/// A photo of a phone, made small.
const JPEG: &[u8] = include_bytes!("papers/photo.jpg");

/// What a paper says, in docx and, where fonts are, in pdf.
fn told(test: &str, paper: &Paper) -> Vec<String> {
    let read = reading::docx(&docx::write(paper).unwrap());
    let mut told = vec![squeezed(&read.paragraphs.concat())];
    told.extend(as_pdf(test, paper).map(|pdf| pages(&pdf).concat()));
    told
}

/// That a paper shows all of these, each at least so often.
#[track_caller]
fn shows(test: &str, paper: &Paper, expected: &[&str]) {
    for text in told(test, paper) {
        for one in expected {
            assert!(text.contains(&squeezed(one)), "{one} is not in {text}");
        }
        assert!(!text.contains("sheet-") && !text.contains("{$"), "a key: {text}");
    }
}

/// That a paper is one page.
#[track_caller]
fn is_one_page(test: &str, paper: &Paper) {
    if let Some(pdf) = as_pdf(test, paper) {
        assert_eq!(pages(&pdf).len(), 1, "{test}");
    }
}

#[test]
fn f7_a_news_page_is_one_page_with_its_figures_and_at_most_three_photos() {
    for words in all_words() {
        for photos in 0..=3 {
            let news = sheets::news(photos);
            let paper = news_page::page(&news, &words);
            is_one_page("f7_a_news_page", &paper);
            let mut expected = vec!["把党课讲到渠边田头", "3406", "听课（人次）", "云岭县党员教育中心"];
            expected.extend(news.photos.iter().map(|shown| shown.caption.as_str()));
            expected.extend(news.paragraphs.iter().map(String::as_str));
            shows("f7_a_news_page", &paper, &expected);
            assert_eq!(media(&docx::write(&paper).unwrap()).len(), photos);
        }
    }
    let mut crowded = sheets::news(3);
    crowded.photos.extend(sheets::news(1).photos);
    assert_eq!(
        media(&docx::write(&news_page::page(&crowded, &chinese())).unwrap()).len(),
        3
    );
}

/// The pictures of a docx, with what they are.
fn media(docx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .filter(|name| name.starts_with("word/media/"))
        .collect();
    let read = |name: String| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(&name).unwrap(), &mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn f7_a_photo_stands_in_docx_and_pdf_as_it_was_brought() {
    let jpeg = Photo::read(JPEG).unwrap();
    assert_eq!(jpeg.dots(), (48, 36));
    let shown = |photo: &Photo| NewsPhoto {
        photo: photo.clone(),
        caption: "渠边".to_owned(),
    };
    let png = sheets::photo(40, 30);
    let news = NewsPage {
        photos: vec![shown(&jpeg), shown(&png), shown(&jpeg)],
        ..NewsPage::default()
    };
    let paper = news_page::page(&news, &chinese());
    let written = docx::write(&paper).unwrap();
    let mut found = media(&written);
    found.sort();
    let kinds: Vec<&str> = found
        .iter()
        .map(|(name, _)| name.rsplit_once('.').unwrap().1)
        .collect();
    assert_eq!(kinds, ["jpeg", "png"], "the same photo is kept once");
    assert_eq!(found[0].1, JPEG);
    let relations = reading::part(&written, "word/_rels/document.xml.rels");
    for (name, _) in &found {
        assert!(
            relations.contains(name.trim_start_matches("word/")),
            "{name}: {relations}"
        );
    }
    if let Some(pdf) = as_pdf("f7_a_photo_stands", &paper) {
        let whole = pdf
            .bytes
            .windows(JPEG.len())
            .filter(|window| *window == JPEG)
            .count();
        assert_eq!(whole, 1, "the bytes of the photo, once");
        let text = String::from_utf8_lossy(&pdf.bytes);
        assert_eq!(
            text.matches("/Subtype /Image").count() + text.matches("/Subtype/Image").count(),
            2
        );
    }
}

#[test]
fn a_photo_that_breaks_off_leaves_its_place_white() {
    let mut bytes = sheets::photo(40, 30).bytes().to_vec();
    bytes.truncate(60);
    let news = NewsPage {
        headline: "渠".to_owned(),
        photos: vec![NewsPhoto {
            photo: Photo::read(&bytes).unwrap(),
            caption: "渠边".to_owned(),
        }],
        ..NewsPage::default()
    };
    shows(
        "a_photo_that_breaks_off",
        &news_page::page(&news, &chinese()),
        &["渠边"],
    );
}

#[test]
fn f3_a_notice_says_who_speaks_on_what_when_where_and_for_whom() {
    for words in all_words() {
        for to in [NoticeTo::Above, NoticeTo::Members] {
            let given = sheets::notice(to);
            let paper = notice::paper(&given, &words);
            let day = words.weekday_date(given.held_on.unwrap());
            let expected = [
                &*given.addressee,
                &given.organisation,
                &day,
                "19:30",
                &given.venue,
                &given.topic,
                &given.speaker,
                &given.audience,
                "31",
                &given.changed,
                "0871-60000002",
            ];
            shows("f3_a_notice", &paper, &expected);
            is_one_page("f3_a_notice", &paper);
        }
    }
    let titles =
        [NoticeTo::Above, NoticeTo::Members].map(|to| notice::paper(&sheets::notice(to), &chinese()).title);
    assert_eq!(titles, ["党课预告", "党课通知"]);
}

#[test]
fn x7_a_covering_notice_says_who_asks_what_by_when_and_how_to_give_it_back() {
    for words in all_words() {
        let given = sheets::cover();
        let paper = cover_notice::paper(&given, &words);
        let day = words.weekday_date(given.due.unwrap());
        let expected = [
            &*given.issuer,
            &given.addressee,
            &given.form,
            &given.asked[2],
            &day,
            &given.address,
            &given.attachments[0],
            "0871-60000002",
        ];
        shows("x7_a_covering_notice", &paper, &expected);
    }
    let bare = cover_notice::paper(&CoverNotice::default(), &chinese());
    let read = reading::docx(&docx::write(&bare).unwrap());
    assert!(
        !read.paragraphs.concat().contains("黄色：。"),
        "nothing is asked by name"
    );
}

#[test]
fn f3_what_is_not_settled_stands_on_a_notice_as_open() {
    let paper = notice::paper(&Notice::default(), &chinese());
    let read = reading::docx(&docx::write(&paper).unwrap());
    let rows: Vec<(&str, &str)> = read.tables[0].iter().map(|row| (&*row[0], &*row[1])).collect();
    let open = ["题目", "主讲人", "时间", "地点"].map(|what| (what, "还没定"));
    assert_eq!(rows, open);
}

#[test]
fn s5_the_list_of_a_monday_says_what_is_owed_and_how_often_it_was_said() {
    let list = sheets::reminders(40);
    for words in all_words() {
        let paper = reminder_list::paper(&list, &words);
        let read = reading::docx(&docx::write(&paper).unwrap());
        assert_eq!(read.tables[0].len(), 41);
        assert_eq!(read.heads, 1, "the head stands on every page");
        let row = &read.tables[0][3];
        assert_eq!(row[..3], ["3", "雾溪镇葵渡村第3支部", "第四季度党课"]);
        assert_eq!(
            (&*row[4], &*row[6]),
            ("3", ""),
            "reminded three times, room to tick"
        );
        shows(
            "s5_the_list",
            &paper,
            &["雾溪镇党委", &words.date(list.on.unwrap()), "0871-60000001"],
        );
    }
    let none = reminder_list::paper(&ReminderList::default(), &chinese());
    shows("s5_the_list", &none, &["这一周没有要提醒的"]);
}

#[test]
fn f1_a_schedule_has_a_line_for_each_lecture_and_says_what_is_open() {
    for words in all_words() {
        let paper = schedule::paper(&sheets::schedule(30), &words);
        let read = reading::docx(&docx::write(&paper).unwrap());
        assert_eq!((read.tables[0].len(), read.heads), (31, 1));
        let open = words.say("slip-open", &[]);
        assert_eq!(read.tables[0][30].iter().filter(|cell| **cell == open).count(), 4);
        shows(
            "f1_a_schedule",
            &paper,
            &["2026年第四季度", "从一条水渠说起", "葵渡村活动室", "李文华"],
        );
    }
    let none = schedule::paper(&Schedule::default(), &chinese());
    shows("f1_a_schedule", &none, &["没有安排党课"]);
}

#[test]
fn f2_a_vacant_post_falls_to_somebody_on_the_list_of_responsibilities() {
    for words in all_words() {
        let paper = responsibility::paper(&sheets::responsibilities(), &words);
        let read = reading::docx(&docx::write(&paper).unwrap());
        let vacant = words.say("responsibility-vacant", &[]);
        assert_eq!(read.tables[0][2][3..], ["组织委员", &*vacant, "党委副书记"]);
        assert_eq!(read.tables[0][3][4], "李文华");
        shows("f2_a_vacant_post", &paper, &["党委书记", "赵国强", "雾溪镇党委"]);
    }
    let empty = responsibility::paper(&ResponsibilityList::default(), &chinese());
    is_one_page("f2_a_vacant_post", &empty);
}

#[test]
fn f1_an_implementation_plan_is_an_official_paper_with_its_schedule() {
    let words = chinese();
    let plan = implementation_plan::official(&sheets::plan(), &words);
    let headings: Vec<&str> = plan
        .body
        .iter()
        .filter_map(|part| match part {
            Part::Heading1(text) | Part::Heading2(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            "一、工作目标",
            "二、主要措施",
            "（一）细化安排",
            "（二）创新形式",
            "（三）严格督导",
            "三、时间安排"
        ]
    );
    let expected = [
        "云组发〔2026〕3号",
        "根据《中国共产党支部工作条例（试行）》、",
        "1.党支部每季度",
        "3.12月：总结评选",
        "附件：2026年党课安排表",
        "2026年1月15日",
        "还没定",
    ];
    shows("f1_an_implementation_plan", &official(&plan, &words), &expected);
    let bare = implementation_plan::official(&ImplementationPlan::default(), &words);
    assert_eq!(bare.body, [Part::Paragraph("结合实际，制定本方案。".to_owned())]);
    assert!(bare.annexes.is_empty() && bare.attachments.is_empty());
}

#[test]
fn e20_a_handover_sheet_tells_the_next_secretary_what_is_open() {
    for words in all_words() {
        let paper = handover_sheet::paper(&sheets::handover(), &words);
        let expected = [
            "葵渡村第四支部",
            "李文华",
            "王秀英",
            "签到表还没上传",
            "纸质表在活动室柜子里",
            "从一条水渠说起",
            "原手机已停用",
            &words.date(jiff::civil::date(2026, 11, 20)),
            &words.say("handover-sheet-signs-witness", &[]),
        ];
        shows("a_handover_sheet", &paper, &expected);
    }
    let empty = handover_sheet::paper(&HandoverSheet::default(), &chinese());
    let read = reading::docx(&docx::write(&empty).unwrap());
    assert_eq!(
        read.paragraphs.iter().filter(|text| **text == "没有。").count(),
        3
    );
}

/// Text that would do something if it were read as markup, code or XML.
const HOSTILE: &str = "]]><w:p>&amp;</w:p> #read(\"x\") $x$ {{ }} { $name } =HYPERLINK(\"x\") \\";

#[test]
fn hostile_text_stays_text_on_sheets() {
    let words: Words = chinese();
    let hostile = || HOSTILE.to_owned();
    let mut given = sheets::notice(NoticeTo::Members);
    for field in [
        &mut given.addressee,
        &mut given.organisation,
        &mut given.venue,
        &mut given.topic,
        &mut given.kind,
        &mut given.speaker,
        &mut given.audience,
        &mut given.changed,
    ] {
        *field = hostile();
    }
    let mut plan = sheets::plan();
    for field in [
        &mut plan.issuer,
        &mut plan.number,
        &mut plan.title,
        &mut plan.addressee,
        &mut plan.signed_by,
    ] {
        *field = hostile();
    }
    plan.goals = vec![hostile()];
    let news = NewsPage {
        headline: hostile(),
        paragraphs: vec![hostile()],
        source: hostile(),
        ..NewsPage::default()
    };
    let plan = implementation_plan::official(&plan, &words);
    // The organisation stands in the sentence and as who signs.
    for (paper, times) in [
        (notice::paper(&given, &words), 9),
        (official(&plan, &words), 6),
        (news_page::page(&news, &words), 3),
    ] {
        for text in told("hostile_text_stays_text_on_sheets", &paper) {
            assert_eq!(text.matches(&squeezed(HOSTILE)).count(), times, "{text}");
        }
    }
}
