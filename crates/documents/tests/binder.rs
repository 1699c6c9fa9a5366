//! The binder for an inspection is read back: its contents name the pages where things are, in pdf and as `LibreOffice`
//! prints the docx.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[path = "papers/measuring.rs"]
#[expect(dead_code, reason = "shared with the tests that measure")]
mod measuring;
#[path = "papers/reading.rs"]
#[expect(dead_code, reason = "shared with the tests of papers, which use all of it")]
mod reading;
#[path = "papers/samples.rs"]
#[expect(dead_code, reason = "shared with the tests of papers, which use all of it")]
mod samples;
#[path = "../examples/samples/sheets.rs"]
#[expect(dead_code, reason = "shared with the example")]
mod sheets;

use std::path::Path;

use kaijiang_documents::binder::{self, Binder, BinderLecture, BinderSection, Script};
use kaijiang_documents::docx;
use kaijiang_documents::paper::Paper;
use reading::{as_pdf, pages, squeezed};
use samples::{all_words, chinese};

/// The pages of a pdf as Poppler reads them, line by line.
fn read_lines(pdf: &Path) -> Vec<String> {
    let text = measuring::said("pdftotext", &["-layout", pdf.to_str().unwrap(), "-"]);
    text.split('\u{c}').map(str::to_owned).collect()
}

/// The pages that the contents name for branches.
fn named(pages: &[String], branches: usize) -> Vec<usize> {
    (1..=branches)
        .map(|number| {
            let name = format!("葵渡村第{number}支部");
            let mut lines = pages.iter().flat_map(|page| page.lines());
            let line = lines
                .find(|line| squeezed(line).contains(&name) && line.contains(".."))
                .unwrap();
            line.rsplit(['.', ' ']).next().unwrap().parse().unwrap()
        })
        .collect()
}

/// The pages on which branches begin.
fn begin(pages: &[String], branches: usize) -> Vec<usize> {
    (1..=branches)
        .map(|number| {
            let title = format!("雾溪镇葵渡村第{number}支部安排");
            let at = pages.iter().position(|page| squeezed(page).contains(&title));
            at.unwrap_or_else(|| panic!("{title}: {pages:?}")) + 1
        })
        .collect()
}

#[test]
fn s2_the_contents_of_a_binder_name_the_pages_where_branches_begin() {
    let paper = binder::paper(&sheets::binder(7), &chinese());
    let Some(pdf) = as_pdf("s2_the_contents", &paper) else {
        return;
    };
    let outline = pdf.bytes.windows(8).any(|window| window == b"/Outline");
    assert!(outline, "a reader's program lists the branches");
    if !measuring::has("pdftotext", "-v") {
        reading::skip("s2_the_contents", "no Poppler (apt-get install poppler-utils)");
        return;
    }
    let read = read_lines(&measuring::file("s2_the_contents", "paper.pdf", &pdf.bytes));
    assert!(read[0].contains("党课资料汇编") && read[0].contains("2026年12月28日"));
    assert_eq!(named(&read, 7), begin(&read, 7));
}

#[test]
fn s2_the_docx_of_a_binder_names_its_own_pages() {
    let paper = binder::paper(&sheets::binder(7), &chinese());
    let written = docx::write(&paper).unwrap();
    let body = reading::part(&written, "word/document.xml");
    let places = sheets::binder(7)
        .sections
        .iter()
        .map(|section| 1 + section.lectures.len())
        .sum::<usize>();
    assert_eq!(body.matches("PAGEREF place").count(), places);
    for place in 1..=places {
        let bookmark = format!("<w:bookmarkStart w:id=\"{place}\" w:name=\"place{place}\"");
        assert_eq!(body.matches(&bookmark).count(), 1, "{bookmark}");
    }
    if !measuring::has("pdftotext", "-v") {
        reading::skip(
            "s2_the_docx_of_a_binder",
            "no Poppler (apt-get install poppler-utils)",
        );
        return;
    }
    let Some(printed) = measuring::printed("s2_the_docx_of_a_binder", &written) else {
        let why = "no LibreOffice (apt-get install libreoffice-writer-nogui)";
        reading::skip("s2_the_docx_of_a_binder", why);
        return;
    };
    let read = read_lines(&printed);
    assert_eq!(named(&read, 7), begin(&read, 7));
}

/// What a binder says in docx and pdf.
fn told(paper: &Paper) -> Vec<String> {
    let read = reading::docx(&docx::write(paper).unwrap());
    let mut told = vec![squeezed(&read.paragraphs.concat())];
    told.extend(as_pdf("what_a_binder_says", paper).map(|pdf| pages(&pdf).concat()));
    told
}

#[test]
fn s2_a_binder_shows_plans_figures_scripts_and_notes() {
    for words in all_words() {
        let paper = binder::paper(&sheets::binder(3), &words);
        let missing = words.say("binder-no-script", &[]);
        let expected = [
            "雾溪镇党委组织办公室",
            "2026年第四季度",
            "今天我们讲乡村振兴，讲的还是这个道理。",
            "照提纲讲，提纲存支部。",
            &missing,
            "已核验",
            "现场照片1",
        ];
        for text in told(&paper) {
            for one in expected {
                assert!(text.contains(&squeezed(one)), "{one}: {text}");
            }
            assert!(!text.contains("binder-"), "a key: {text}");
        }
        let read = reading::docx(&docx::write(&paper).unwrap());
        let figures = read
            .tables
            .iter()
            .find(|table| table.len() == 3 && table[2].len() == 10)
            .unwrap();
        let counts: Vec<&str> = figures[2].iter().skip(1).step_by(2).map(String::as_str).collect();
        assert_eq!(counts, ["31", "27", "3", "1", "2"]);
    }
}

#[test]
fn s2_what_is_not_there_is_said_and_not_made_up() {
    let empty = Binder {
        sections: vec![
            BinderSection::default(),
            BinderSection {
                lectures: vec![BinderLecture::default()],
                ..BinderSection::default()
            },
        ],
        ..Binder::default()
    };
    for text in told(&binder::paper(&empty, &chinese())) {
        for one in ["这段时间没有安排。", "这段时间没有党课记录。", "没有讲稿。"] {
            assert!(text.contains(one), "{one}: {text}");
        }
    }
    for text in told(&binder::paper(&Binder::default(), &chinese())) {
        assert!(text.contains("目录"), "{text}");
    }
}

#[test]
fn hostile_text_stays_text_in_a_binder() {
    let hostile = "]]><w:p>&amp;</w:p> \\h PAGEREF {{ }} $x$ =1+1";
    let given = || hostile.to_owned();
    let lecture = BinderLecture {
        topic: given(),
        speaker: given(),
        venue: given(),
        script: Script::Text(given()),
        ..BinderLecture::default()
    };
    let binder = Binder {
        title: given(),
        sections: vec![BinderSection {
            organisation: given(),
            lectures: vec![lecture],
            ..BinderSection::default()
        }],
        ..Binder::default()
    };
    // On the cover, twice in the contents, and where it stands.
    for text in told(&binder::paper(&binder, &chinese())) {
        assert_eq!(text.matches(&squeezed(hostile)).count(), 8, "{text}");
    }
}

#[test]
fn a_binder_gives_the_same_bytes_each_time() {
    let paper = || binder::paper(&sheets::binder(3), &chinese());
    assert_eq!(docx::write(&paper()).unwrap(), docx::write(&paper()).unwrap());
    assert!(as_pdf("a_binder_gives", &paper()) == as_pdf("a_binder_gives", &paper()));
}
