//! Writes a sample of every paper, in both languages and with both packs, into a folder: to be looked at.
//! `cargo run -p kaijiang-documents --example papers -- FOLDER`. No part of the product.

#[path = "samples/official.rs"]
mod official_sample;
#[path = "samples/sheets.rs"]
mod sheets;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use i18n::{Locale, Words};
use jiff::civil::{date, time};
use kaijiang_documents::activation_slip::{self, ActivationSlip};
use kaijiang_documents::contact::Contact;
use kaijiang_documents::notice::NoticeTo;
use kaijiang_documents::official::official;
use kaijiang_documents::paper::Paper;
use kaijiang_documents::sign_in_sheet::{self, SignInSheet};
use kaijiang_documents::slip::{self, Slip, SlipLecture};
use kaijiang_documents::{
    binder, cover_notice, docx, handover_sheet, implementation_plan, news_page, notice, pdf, reminder_list,
    responsibility, schedule,
};

const PARTY: &str = include_str!("../../../rules/party-lecture/vocabulary.ftl");
const TOOLBOX: &str = include_str!("../../../rules/toolbox-talk/vocabulary.ftl");

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let fonts = pdf::Fonts::of_the_system();
    for (pack, vocabulary) in [("party", PARTY), ("toolbox", TOOLBOX)] {
        for locale in [Locale::ZhHans, Locale::En] {
            let words = Words::new(locale, Some(vocabulary));
            for (name, paper) in papers(&words) {
                let file = folder.join(format!("{pack}-{locale}-{name}"));
                fs::write(file.with_extension("docx"), docx::write(&paper)?)?;
                let written = pdf::write(&paper, &fonts)?;
                for warning in written.warnings {
                    eprintln!("{}: {}", file.display(), warning.say(&words));
                }
                fs::write(file.with_extension("pdf"), written.bytes)?;
            }
        }
    }
    many(folder, &fonts)
}

/// What five hundred slips and a binder of sixty branches cost.
fn many(folder: &Path, fonts: &pdf::Fonts) -> Result<(), Box<dyn Error>> {
    let words = Words::new(Locale::ZhHans, Some(PARTY));
    for (name, paper) in [
        ("500-slips", slip::slips(&vec![branch(&words, 1); 500], &words)),
        (
            "500-activations",
            activation_slip::slips(&activations(500), &words),
        ),
        ("60-branches", binder::paper(&sheets::binder(60), &words)),
    ] {
        let began = Instant::now();
        let written = pdf::write(&paper, fonts)?.bytes;
        eprintln!("{name}.pdf: {} bytes in {:?}", written.len(), began.elapsed());
        fs::write(folder.join(name).with_extension("pdf"), written)?;
        let began = Instant::now();
        let written = docx::write(&paper)?;
        eprintln!("{name}.docx: {} bytes in {:?}", written.len(), began.elapsed());
        fs::write(folder.join(name).with_extension("docx"), written)?;
    }
    Ok(())
}

fn papers(words: &Words) -> Vec<(&'static str, Paper)> {
    let slips = [branch(words, 1), branch(words, 0), branch(words, 2)];
    let sheet = SignInSheet {
        organisation: "雾溪镇葵渡村第四支部".to_owned(),
        topic: "从一条水渠说起：葵渡村三十年".to_owned(),
        held_on: Some(date(2026, 10, 16)),
        starts_at: Some(time(19, 30, 0, 0)),
        venue: "葵渡村党群服务中心二楼会议室".to_owned(),
        speaker: "李文华（书记）".to_owned(),
        roster: (1..=43)
            .map(|n| format!("王小{}", char::from_u32(0x4e00 + n * 37).unwrap_or('明')))
            .collect(),
    };
    vec![
        ("slip", slip::slips(&slips, words)),
        ("slip-one-a-page", slip::slips_one_a_page(&slips, words)),
        ("sign-in", sign_in_sheet::sheet(&sheet, words)),
        (
            "sign-in-empty",
            sign_in_sheet::sheet(&SignInSheet::default(), words),
        ),
        ("official", official(&official_sample::bulletin(), words)),
        ("crowded", official(&official_sample::crowded(), words)),
        ("news", news_page::page(&sheets::news(3), words)),
        ("news-2", news_page::page(&sheets::news(2), words)),
        ("cover-notice", cover_notice::paper(&sheets::cover(), words)),
        (
            "notice-above",
            notice::paper(&sheets::notice(NoticeTo::Above), words),
        ),
        (
            "notice-members",
            notice::paper(&sheets::notice(NoticeTo::Members), words),
        ),
        ("reminders", reminder_list::paper(&sheets::reminders(14), words)),
        ("schedule", schedule::paper(&sheets::schedule(9), words)),
        (
            "responsibility",
            responsibility::paper(&sheets::responsibilities(), words),
        ),
        (
            "plan",
            official(&implementation_plan::official(&sheets::plan(), words), words),
        ),
        ("handover", handover_sheet::paper(&sheets::handover(), words)),
        ("binder", binder::paper(&sheets::binder(3), words)),
        ("activation", activation_slip::slips(&activations(5), words)),
    ]
}

fn branch(words: &Words, lectures: usize) -> Slip {
    let full = SlipLecture {
        duty: "每季度至少安排一次党课".to_owned(),
        due_on: Some(date(2026, 12, 31)),
        held_on: Some(date(2026, 10, 16)),
        starts_at: Some(time(19, 30, 0, 0)),
        topic: "从一条水渠说起：葵渡村三十年".to_owned(),
        kind: "故事党课".to_owned(),
        speaker: "李文华（书记）".to_owned(),
        venue: "葵渡村党群服务中心二楼会议室".to_owned(),
    };
    let open = SlipLecture {
        duty: full.duty.clone(),
        due_on: full.due_on,
        ..SlipLecture::default()
    };
    let period = domain::period::Rhythm::Quarter;
    Slip {
        organisation: "雾溪镇葵渡村第四支部".to_owned(),
        period: period
            .labelled("2026-Q4")
            .map(|quarter| words.period(&quarter, &period))
            .unwrap_or_default(),
        lectures: [full, open].into_iter().take(lectures).collect(),
        contact: Some(contact()),
        issued_by: "雾溪镇党委".to_owned(),
    }
}

fn activations(count: usize) -> Vec<ActivationSlip> {
    let one = |n: usize| ActivationSlip {
        organisation: format!("雾溪镇葵渡村第{n}支部"),
        person: "李文华（书记）".to_owned(),
        address: format!("https://kaijiang.wuxi-county.example.cn/a/{n:04}7Q2KM4TXWP9RB3HD8VNC5"),
        until: date(2026, 10, 8),
        login: (n == 2).then(|| "liwenhua".to_owned()),
        contact: Some(contact()),
    };
    (1..=count).map(one).collect()
}

fn contact() -> Contact {
    Contact {
        name: "张敏（镇组织委员）".to_owned(),
        phone: "0871-6000 0001".to_owned(),
    }
}
