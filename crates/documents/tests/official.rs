//! Official papers are measured as they are printed: GB/T 9704-2012 in millimetres, and the docx beside the pdf.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[path = "papers/measuring.rs"]
mod measuring;
#[path = "../examples/samples/official.rs"]
mod official_sample;
#[path = "papers/reading.rs"]
#[expect(dead_code, reason = "shared with the tests of papers, which use all of it")]
mod reading;

use std::path::PathBuf;

use i18n::{Locale, Words};
use kaijiang_documents::docx;
use kaijiang_documents::official::{Annex, Official, Part, official};
use kaijiang_documents::paper::Paper;
use measuring::{Line, black, lines, red, rendered};

fn chinese() -> Words {
    Words::new(
        Locale::ZhHans,
        Some(include_str!("../../../rules/party-lecture/vocabulary.ftl")),
    )
}

/// The paper as pdf in a file, when fonts and Poppler are here.
fn measured(test: &str, paper: &Paper) -> Option<PathBuf> {
    if !measuring::has("pdftoppm", "-v") || !measuring::has("pdftotext", "-v") {
        reading::skip(test, "no Poppler (apt-get install poppler-utils)");
        return None;
    }
    let pdf = reading::as_pdf(test, paper)?;
    Some(measuring::file(test, "paper.pdf", &pdf.bytes))
}

#[track_caller]
fn near(what: &str, found: f64, wanted: f64, within: f64) {
    assert!(
        (found - wanted).abs() <= within,
        "{what}: {found:.2} mm instead of {wanted:.2}"
    );
}

fn mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

/// The line that holds a text.
#[track_caller]
fn line<'a>(lines: &'a [Line], text: &str) -> &'a Line {
    lines
        .iter()
        .find(|line| line.text.contains(text))
        .unwrap_or_else(|| panic!("{text}: {lines:?}"))
}

/// A paper of nothing but running text.
fn running() -> Official {
    Official {
        title: "关于讲课的通报".to_owned(),
        body: vec![Part::Paragraph("村".repeat(28 * 60)); 2],
        ..Official::default()
    }
}

#[test]
fn s5_the_red_head_stands_where_the_standard_has_it() {
    let paper = official(&official_sample::bulletin(), &chinese());
    let Some(pdf) = measured("s5_the_red_head", &paper) else {
        return;
    };
    let ink = rendered(&pdf, 1, 10, 0..297);
    let reds = ink.bands(red);
    assert_eq!(reds.len(), 2, "the mark and the rule: {reds:?}");
    near("mark from the top of the text", reds[0].top - 37.0, 35.0, 1.0);
    near("left end of the rule", reds[1].left, 28.0, 0.3);
    near("length of the rule", reds[1].right - reds[1].left, 156.0, 0.3);
    let blacks = ink.bands(black);
    let number = blacks.iter().find(|band| band.top > reds[0].bottom).unwrap();
    near("rule below the number", reds[1].top - number.bottom, 4.0, 1.0);
    let line_height = mm(28.99);
    // Letters of size 3 are 16 points high in a line of 28.99.
    near(
        "two lines above the number",
        number.top - reds[0].bottom,
        2.0 * line_height,
        2.0,
    );
    let title = blacks.iter().find(|band| band.top > reds[1].bottom).unwrap();
    let white = mm((28.99 - 22.0) / 2.0);
    near(
        "two lines above the title",
        title.top - reds[1].bottom,
        2.0 * line_height + white,
        1.0,
    );
    near(
        "title in the middle",
        title.left.midpoint(title.right),
        28.0 + 78.0,
        1.0,
    );
    let first = &lines(&pdf)[0];
    let [title, below] = ["第三季度", "情况的通报"].map(|text| line(first, text));
    assert!(
        title.text.ends_with("第三季度") && below.text.starts_with('“'),
        "{first:?}"
    );
    assert!(title.right - title.left > below.right - below.left, "a trapezoid");
    let addressee = line(first, "各乡镇党委");
    near("addressee", mm(addressee.left), 28.0, 0.5);
    assert!(addressee.text.ends_with('：'));
    let after_rule: Vec<_> = blacks.iter().filter(|band| band.top > reds[1].bottom).collect();
    // A blank line, what is left of the line of size 2 and of the line of size 3.
    let between = line_height + white + mm((28.99 - 16.0) / 2.0);
    near(
        "a blank line above it",
        after_rule[2].top - after_rule[1].bottom,
        between,
        1.0,
    );
}

#[test]
fn s5_a_page_holds_22_lines_of_28_characters() {
    let paper = official(&running(), &chinese());
    let Some(pdf) = measured("s5_a_page_holds", &paper) else {
        return;
    };
    let pages = lines(&pdf);
    let full = &pages[1];
    assert_eq!(full.len(), 23, "22 lines and the number of the page");
    let text = &full[..22];
    for line in text {
        assert_eq!(line.text.chars().count(), 28, "{line:?}");
    }
    for pair in text.windows(2) {
        near(
            "from line to line",
            mm(pair[1].top - pair[0].top),
            mm(28.99),
            0.05,
        );
    }
    near("all lines", mm(text[21].top - text[0].top), mm(28.99 * 21.0), 0.1);
    let ink = rendered(&pdf, 2, 10, 0..297);
    let bands = ink.bands(black);
    assert_eq!(bands.len(), 23);
    near("left edge", bands[3].left, 28.0, 1.0);
    near("right edge", bands[3].right, 184.0, 1.0);
    assert!(bands[0].top >= 37.0 && bands[21].bottom <= 262.0, "{bands:?}");
    // The first line of a paragraph is set in by two characters and holds 26.
    let first = pages[0].iter().find(|line| line.text.starts_with('村')).unwrap();
    near("first line", mm(first.left), 28.0 + 2.0 * 156.0 / 28.0, 0.5);
    assert_eq!(first.text.chars().count(), 26);
}

#[test]
fn s5_page_numbers_stand_outside_with_a_dash_on_each_side() {
    let paper = official(&running(), &chinese());
    let Some(pdf) = measured("s5_page_numbers", &paper) else {
        return;
    };
    let pages = lines(&pdf);
    for (page, number) in [(0, "—1—"), (1, "—2—")] {
        let line = pages[page].last().unwrap();
        assert_eq!(reading::squeezed(&line.text), number);
        let (edge, wanted) = if page == 0 {
            (mm(line.right), 184.0 - mm(14.0))
        } else {
            (mm(line.left), 28.0 + mm(14.0))
        };
        near("page number", edge, wanted, 1.0);
        let ink = rendered(&pdf, page + 1, 20, 262..290);
        let below: Vec<_> = ink.bands(black);
        assert_eq!(below.len(), 1, "nothing but the number: {below:?}");
        // Figures reach as far above the dash as below it.
        near(
            "dash below the text",
            below[0].top.midpoint(below[0].bottom) - 262.0,
            7.0,
            1.0,
        );
    }
}

#[test]
fn s5_the_signature_stands_over_the_date_and_the_imprint_at_the_foot() {
    let sample = official_sample::bulletin();
    let paper = official(&sample, &chinese());
    let Some(pdf) = measured("s5_the_signature", &paper) else {
        return;
    };
    let pages = lines(&pdf);
    let last = &pages[2];
    let date = line(last, "10月15日");
    near("date", mm(date.right), 184.0 - 4.0 * 156.0 / 28.0, 1.0);
    let signed = last.iter().find(|line| line.text == sample.signed_by).unwrap();
    near(
        "name over the date",
        mm(signed.left.midpoint(signed.right)),
        mm(date.left.midpoint(date.right)),
        1.0,
    );
    assert!(signed.bottom <= date.top + 1.0);
    let ink = rendered(&pdf, 5, 50, 210..266);
    let rules: Vec<_> = ink
        .bands(black)
        .into_iter()
        .filter(|band| band.right - band.left > 150.0)
        .collect();
    let thick: Vec<f64> = rules.iter().map(|rule| rule.bottom - rule.top).collect();
    assert_eq!(thick.len(), 3, "{rules:?}");
    for (found, wanted) in thick.iter().zip([0.35, 0.25, 0.35]) {
        near("rule", *found, wanted, 0.05);
    }
    near("the last rule ends the text", rules[2].bottom, 262.0, 0.1);
    for rule in &rules {
        near("left end", rule.left, 28.0, 0.1);
        near("right end", rule.right, 184.0, 0.1);
    }
    let imprint = &pages[4];
    let issued = line(imprint, "印发");
    near("left of the imprint", mm(issued.left), 28.0 + mm(14.0), 1.0);
    near("right of the imprint", mm(issued.right), 184.0 - mm(14.0), 1.0);
}

#[test]
fn s5_the_signature_never_stands_on_a_page_without_text() {
    // From a paper whose text fills a page to one whose text begins the next.
    for lines in 8..=20 {
        let mut paper = running();
        paper.body = vec![Part::Paragraph("村".repeat(28 * lines - 2))];
        paper.attachments = vec!["完成情况表".to_owned(), "问题清单".to_owned()];
        paper.signed_by = "云岭县党员教育中心".to_owned();
        paper.signed_on = Some(jiff::civil::date(2026, 10, 15));
        let Some(pdf) = reading::as_pdf("s5_the_signature_never", &official(&paper, &chinese())) else {
            return;
        };
        let pages = reading::pages(&pdf);
        let signed = pages.iter().find(|page| page.contains("2026年10月15日")).unwrap();
        let together = ["村", "附件：1.完成情况表", "云岭县党员教育中心"];
        assert!(
            together.iter().all(|text| signed.contains(text)),
            "{lines}: {pages:?}"
        );
    }
}

#[test]
fn s5_a_chart_has_a_bar_for_each_value() {
    let paper = official(&official_sample::crowded(), &chinese());
    let Some(pdf) = measured("s5_a_chart", &paper) else {
        return;
    };
    let pages = lines(&pdf);
    let page = pages
        .iter()
        .position(|page| {
            page.iter()
                .any(|line| line.text.contains("64%") && !line.text.contains("。"))
        })
        .unwrap();
    let height = |text: &str| {
        mm(line(&pages[page], text)
            .top
            .midpoint(line(&pages[page], text).bottom))
    };
    let ink = rendered(&pdf, page + 1, 10, 0..297);
    for (label, share) in [
        ("雾溪镇党委", 0.98),
        ("茶坞乡党委", 0.91),
        ("县直机关工委", 0.64),
        ("两新组织综合党委", 0.03),
    ] {
        let at = height(label);
        let bar = ink.solid(at, 28.0 + 46.0, 184.0 - 20.0);
        near(label, bar, share * 84.0, 1.0);
    }
}

#[test]
fn s5_a_wide_annex_lies_on_its_side() {
    let paper = official(&official_sample::bulletin(), &chinese());
    let Some(pdf) = measured("s5_a_wide_annex", &paper) else {
        return;
    };
    let sizes = measuring::said("pdfinfo", &["-f", "1", "-l", "5", pdf.to_str().unwrap()]);
    let lying: Vec<bool> = sizes
        .lines()
        .filter(|line| line.starts_with("Page ") && line.contains(" size:"))
        .map(|line| line.contains("841.89 x 595.276"))
        .collect();
    assert_eq!(lying, [false, false, false, true, false], "{sizes}");
    let read = reading::part(&docx::write(&paper).unwrap(), "word/document.xml");
    assert_eq!(read.matches("w:orient=\"landscape\"").count(), 1);
    assert_eq!(read.matches("<w:sectPr>").count(), 3);
    assert_eq!(
        read.matches("<w:footerReference ").count(),
        6,
        "each section has its footers"
    );
    let ink = rendered(&pdf, 4, 10, 0..210);
    let widest = ink
        .bands(black)
        .iter()
        .map(|band| band.right - band.left)
        .fold(0.0, f64::max);
    near("table", widest, 225.0, 1.0);
}

#[test]
fn s5_libre_office_breaks_the_docx_where_the_pdf_does() {
    let name_of_test = "s5_libre_office";
    for (name, paper) in [("bulletin", official_sample::bulletin()), ("running", running())] {
        let paper = official(&paper, &chinese());
        let Some(pdf) = measured(name_of_test, &paper) else {
            return;
        };
        let Some(printed) =
            measuring::printed(&format!("{name_of_test}_{name}"), &docx::write(&paper).unwrap())
        else {
            reading::skip(
                name_of_test,
                "no LibreOffice (apt-get install libreoffice-writer-nogui)",
            );
            return;
        };
        let (ours, theirs) = (lines(&pdf), lines(&printed));
        assert_eq!(ours.len(), theirs.len(), "{name}: pages");
        let mut ahead = 0_i64;
        for (page, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            // Rows of a table are no lines of text.
            let has_table = name == "bulletin" && page > 2;
            let lines_apart = ours.len().abs_diff(theirs.len());
            assert!(
                has_table || lines_apart <= 1,
                "{name}, page {page}: {ours:?}\n{theirs:?}"
            );
            let count = |lines: &[Line]| -> i64 {
                let text: String = lines.iter().map(|line| line.text.as_str()).collect();
                i64::try_from(reading::squeezed(&text).chars().count()).unwrap()
            };
            ahead += count(ours) - count(theirs);
            assert!(ahead.abs() <= 28, "{name}, page {page}: {ahead} characters apart");
        }
    }
}

#[test]
fn s5_a_paragraph_is_set_in_once_however_it_was_typed() {
    let paper = |text: &str| {
        official(
            &Official {
                title: "通报".to_owned(),
                body: vec![Part::Paragraph(text.to_owned())],
                ..Official::default()
            },
            &chinese(),
        )
    };
    let typed = paper("\u{3000}\u{3000}全县讲课。\n\n  补讲九场。\n");
    assert_eq!(
        typed.blocks[2..],
        [
            paper("全县讲课。").blocks[2].clone(),
            paper("补讲九场。").blocks[2].clone()
        ]
    );
}

#[test]
fn s5_offices_that_issue_together_stand_below_each_other() {
    let mut together = running();
    together.issuer = "中共云岭县委组织部\n云岭县党员教育中心".to_owned();
    let Some(pdf) = measured("s5_offices", &official(&together, &chinese())) else {
        return;
    };
    let reds = rendered(&pdf, 1, 10, 0..297).bands(red);
    assert_eq!(reds.len(), 3, "{reds:?}");
    near("the upper mark", reds[0].top - 37.0, 35.0, 1.0);
    assert!(reds[1].top > reds[0].bottom && reds[1].right <= 184.0, "{reds:?}");
}

#[test]
fn an_official_paper_stands_without_what_it_does_not_have() {
    let bare = Official {
        title: "通知".to_owned(),
        annexes: vec![Annex::default()],
        ..Official::default()
    };
    for words in [chinese(), Words::new(Locale::En, None)] {
        let paper = official(&bare, &words);
        let read = reading::docx(&docx::write(&paper).unwrap());
        let annex = words.say("official-annex", &[]);
        assert_eq!(read.paragraphs, ["通知".to_owned(), annex]);
        if let Some(pdf) = reading::as_pdf("an_official_paper", &paper) {
            assert_eq!(reading::pages(&pdf).len(), 2);
        }
    }
}

#[test]
fn the_same_official_paper_gives_the_same_bytes() {
    let paper = || official(&official_sample::bulletin(), &chinese());
    assert_eq!(docx::write(&paper()).unwrap(), docx::write(&paper()).unwrap());
    let pdf = || reading::as_pdf("the_same_official", &paper());
    assert!(pdf() == pdf());
}
