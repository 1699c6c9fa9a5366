//! Every paper has as many pages when its docx is printed as its pdf has.
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
#[expect(dead_code, reason = "shared with the example")]
#[path = "../examples/samples/sheets.rs"]
mod sheets;

use std::path::Path;

use i18n::Words;
use kaijiang_documents::notice::NoticeTo;
use kaijiang_documents::official::official;
use kaijiang_documents::paper::Paper;
use kaijiang_documents::{
    activation_slip, binder, docx, handover_sheet, implementation_plan, news_page, notice, reminder_list,
    responsibility, schedule, sign_in_sheet, slip,
};

fn papers(words: &Words) -> Vec<(&'static str, Paper)> {
    let slips = [samples::slip("葵渡村第四支部", vec![samples::planned(); 2])];
    let plan = implementation_plan::official(&sheets::plan(), words);
    vec![
        ("news", news_page::page(&sheets::news(3), words)),
        ("notice", notice::paper(&sheets::notice(NoticeTo::Above), words)),
        ("reminders", reminder_list::paper(&sheets::reminders(30), words)),
        ("schedule", schedule::paper(&sheets::schedule(40), words)),
        (
            "responsibility",
            responsibility::paper(&sheets::responsibilities(), words),
        ),
        ("plan", official(&plan, words)),
        ("handover", handover_sheet::paper(&sheets::handover(), words)),
        ("binder", binder::paper(&sheets::binder(4), words)),
        ("slips", slip::slips(&slips, words)),
        (
            "sign-in",
            sign_in_sheet::sheet(&samples::sheet(&["王小明"; 45]), words),
        ),
        (
            "activation",
            activation_slip::slips(&[samples::activation(1)], words),
        ),
    ]
}

fn count(pdf: &Path) -> usize {
    let said = measuring::said("pdfinfo", &[pdf.to_str().unwrap()]);
    let line = said.lines().find(|line| line.starts_with("Pages:")).unwrap();
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn every_paper_has_as_many_pages_in_docx_as_in_pdf() {
    let name = "every_paper_has_as_many_pages";
    if !measuring::has("pdfinfo", "-v") {
        reading::skip(name, "no Poppler (apt-get install poppler-utils)");
        return;
    }
    let papers = papers(&samples::chinese());
    let written: Vec<(&str, Vec<u8>)> = papers
        .iter()
        .map(|(name, paper)| (*name, docx::write(paper).unwrap()))
        .collect();
    let Some(printed) = measuring::printed_all(name, &written) else {
        reading::skip(name, "no LibreOffice (apt-get install libreoffice-writer-nogui)");
        return;
    };
    for ((paper_name, paper), printed) in papers.iter().zip(&printed) {
        let Some(pdf) = reading::as_pdf(name, paper) else {
            return;
        };
        let ours = measuring::file(name, &format!("{paper_name}.pdf"), &pdf.bytes);
        assert_eq!(count(printed), count(&ours), "{paper_name}");
    }
}
