//! Papers are read back from docx and pdf: what was given stands on them, and nothing else happens.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not take for tests"
)]

#[path = "papers/reading.rs"]
mod reading;
#[path = "papers/samples.rs"]
mod samples;

use i18n::{Locale, Words};
use kaijiang_documents::activation_slip::{self, ActivationSlip};
use kaijiang_documents::paper::{Block, Page, Paper, Parts, Picture, Row, Style, Table};
use kaijiang_documents::pdf::{Fonts, Warning};
use kaijiang_documents::sign_in_sheet::{self, SignInSheet};
use kaijiang_documents::slip::{self, SlipLecture};
use kaijiang_documents::{docx, pdf};
use reading::{as_pdf, pages, squeezed};
use samples::{activation, all_words, chinese, contact, planned, sheet};

/// That a paper shows all of these in docx and pdf.
#[track_caller]
fn shows(test: &str, paper: &Paper, expected: &[&str]) {
    let read = reading::docx(&docx::write(paper).unwrap());
    let mut written = vec![("docx", squeezed(&read.paragraphs.concat()))];
    if let Some(pdf) = as_pdf(test, paper) {
        written.push(("pdf", pages(&pdf).concat()));
    }
    for (format, text) in written {
        for one in expected {
            assert!(text.contains(&squeezed(one)), "{format}: {one} is not in {text}");
        }
        assert!(
            !text.contains("-title") && !text.contains("{$"),
            "{format}: a key: {text}"
        );
    }
}

#[test]
fn f1_a_slip_tells_what_a_branch_gives_and_whom_to_phone() {
    for words in all_words() {
        let paper = slip::slips(&[samples::slip("葵渡村第四支部", vec![planned()])], &words);
        let day = words.weekday_date(planned().held_on.unwrap());
        let due = words.weekday_date(planned().due_on.unwrap());
        let given = [
            "葵渡村第四支部",
            "每季度一次",
            &day,
            "19:30",
            "一条水渠三十年",
            "故事",
        ];
        let rest = [
            "李文华",
            "葵渡村活动室",
            "张敏",
            "0871-60000001",
            "雾溪镇党委",
            &due,
        ];
        shows("f1_a_slip", &paper, &[given, rest].concat());
    }
}

#[test]
fn f1_a_slip_leaves_room_beside_everything_for_what_changes() {
    let open = SlipLecture {
        duty: "七一".to_owned(),
        ..SlipLecture::default()
    };
    let paper = slip::slips(&[samples::slip("甲村支部", vec![planned(), open])], &chinese());
    let read = reading::docx(&docx::write(&paper).unwrap());
    assert_eq!(read.tables.len(), 2);
    for table in &read.tables {
        assert_eq!(table.len(), 5);
        assert!(table.iter().all(|row| row.len() == 3));
        assert!(table[1..].iter().all(|row| row[2].is_empty()), "room to write");
    }
    assert_eq!(read.tables[0][1], ["时间", "10月16日（周五） 19:30", ""]);
    assert_eq!(read.tables[0][2], ["题目", "《一条水渠三十年》（故事）", ""]);
    assert!(read.tables[1][1..].iter().all(|row| row[1] == "还没定"));
}

#[test]
fn short_slips_share_a_page_and_long_ones_have_their_own() {
    let short = |name| samples::slip(name, vec![planned()]);
    let long = samples::slip("丙村支部", vec![planned(); 3]);
    let slips = [
        short("甲村支部"),
        short("乙村支部"),
        short("丁村支部"),
        long,
        short("戊村支部"),
    ];
    let shared = slip::slips(&slips, &chinese());
    let alone = slip::slips_one_a_page(&slips, &chinese());
    let Some(pdf) = as_pdf("short_slips_share_a_page", &shared) else {
        return;
    };
    let names = ["甲村支部", "乙村支部", "丁村支部", "丙村支部", "戊村支部"];
    let on = |page: &String| {
        names
            .into_iter()
            .filter(|name| page.contains(name))
            .collect::<Vec<_>>()
    };
    let found: Vec<Vec<&str>> = pages(&pdf).iter().map(on).collect();
    assert_eq!(
        found,
        [
            vec![names[0], names[1]],
            vec![names[2]],
            vec![names[3]],
            vec![names[4]]
        ]
    );
    let found = pages(&as_pdf("short_slips_share_a_page", &alone).unwrap());
    assert_eq!(
        found.iter().map(on).collect::<Vec<_>>(),
        names.map(|name| vec![name])
    );
}

#[test]
fn a_lecture_of_a_long_slip_is_not_torn_over_two_pages() {
    let paper = slip::slips(&[samples::slip("甲村支部", vec![planned(); 9])], &chinese());
    let Some(pdf) = as_pdf("a_lecture_of_a_long_slip", &paper) else {
        return;
    };
    let pages = pages(&pdf);
    assert!(pages.len() > 1);
    for page in &pages {
        let count = |what: &str| page.matches(what).count();
        assert_eq!(count("最迟"), count("地点"), "{page}");
    }
    let whole = reading::part(&docx::write(&paper).unwrap(), "word/document.xml");
    // A heading, five rows of three cells and the gap below, nine times.
    assert_eq!(whole.matches("<w:keepNext />").count(), 9 * 17);
}

#[test]
fn x2_a_sign_in_sheet_has_every_name_once_beside_a_box() {
    let names: Vec<String> = (1..=45)
        .map(|n| format!("王{}", "甲乙丙丁戊己庚辛壬".chars().cycle().nth(n).unwrap()) + &n.to_string())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for words in all_words() {
        let paper = sign_in_sheet::sheet(&sheet(&names), &words);
        let expected = [
            &[
                "葵渡村第四支部",
                "一条水渠三十年",
                "葵渡村活动室",
                "李文华",
                "19:30",
            ],
            &names[..],
        ]
        .concat();
        shows("x2_a_sign_in_sheet", &paper, &expected);
        let read = reading::docx(&docx::write(&paper).unwrap());
        let roster = &read.tables[1];
        assert_eq!(roster.len(), 1 + 23);
        assert_eq!(roster[1], ["1", names[0], "", "2", names[1], ""]);
        assert_eq!(roster[23], ["45", names[44], "", "", "", ""]);
        assert_eq!(read.tables[3][0][1], "45", "how many are expected");
        assert_eq!(read.heads, 2, "both long tables repeat their heads");
        assert!(
            read.tables[2][1..].iter().all(|row| row.concat().is_empty()),
            "rows for guests"
        );
    }
}

#[test]
fn x2_a_long_roster_repeats_its_head_on_every_page() {
    let names: Vec<String> = (1..=120).map(|n| format!("名{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let paper = sign_in_sheet::sheet(&sheet(&names), &chinese());
    let Some(pdf) = as_pdf("x2_a_long_roster", &paper) else {
        return;
    };
    let pages = pages(&pdf);
    assert!(pages.len() >= 3, "{}", pages.len());
    for (page, number) in pages.iter().zip(1..) {
        assert!(page.contains("序号姓名签名序号姓名签名"), "{page}");
        assert!(
            page.contains(&format!("第{number}页，共{}页", pages.len())),
            "{page}"
        );
    }
}

#[test]
fn x2_a_sign_in_sheet_works_before_a_lecture_is_chosen() {
    for words in all_words() {
        let paper = sign_in_sheet::sheet(&SignInSheet::default(), &words);
        let read = reading::docx(&docx::write(&paper).unwrap());
        assert_eq!(
            read.tables[0]
                .iter()
                .map(|row| row[1].as_str())
                .collect::<String>(),
            ""
        );
        assert_eq!(read.tables[1][11], ["21", "", "", "22", "", ""]);
        assert_eq!(read.tables[3][0][1], "");
        if let Some(pdf) = as_pdf("x2_a_sign_in_sheet_works", &paper) {
            assert_eq!(pages(&pdf).len(), 1, "an empty sheet is one sheet");
        }
    }
}

/// All pictures of a paper.
fn pictures(blocks: &[Block]) -> Vec<&Picture> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Picture(picture) => vec![picture],
            Block::Beside(columns) => columns
                .iter()
                .flat_map(|column| pictures(&column.blocks))
                .collect(),
            Block::Parts(parts) => parts.parts.iter().flat_map(|part| pictures(part)).collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// The code of `https://kaijiang.example.cn/a/7Q2K`, drawn from one that was scanned.
const CODE: &str = include_str!("papers/code.txt");

#[test]
fn x2_the_code_on_a_slip_is_the_one_that_was_scanned() {
    let slip = ActivationSlip {
        address: "https://kaijiang.example.cn/a/7Q2K".to_owned(),
        ..activation(1)
    };
    let paper = activation_slip::slips(&[slip], &chinese());
    let drawn = reading::drawn(pictures(&paper.blocks)[0]);
    assert_eq!(drawn, CODE.lines().collect::<Vec<_>>());
}

#[test]
fn x2_an_activation_slip_is_scanned_or_typed_and_names_its_holder() {
    let slip = activation(4);
    for words in all_words() {
        let paper = activation_slip::slips(std::slice::from_ref(&slip), &words);
        let until = words.date(slip.until);
        let expected = [
            "葵渡村第4支部",
            "李文华（书记）",
            &slip.address,
            &until,
            "1.",
            "2.",
            "3.",
            "张敏",
            "0871-60000001",
        ];
        shows("x2_an_activation_slip", &paper, &expected);
        let codes = pictures(&paper.blocks);
        assert_eq!(codes, [&Picture::qr(&slip.address, 56).unwrap()]);
    }
}

#[test]
fn identity_an_officers_slip_names_the_login_and_the_password_to_choose() {
    let slip = ActivationSlip {
        login: Some("liwenhua".to_owned()),
        ..activation(5)
    };
    for words in all_words() {
        let paper = activation_slip::slips(std::slice::from_ref(&slip), &words);
        let choose = words.say("activation-step-password", &[]);
        shows("an_officers_slip", &paper, &["liwenhua", &choose, "1.", "2."]);
        let body = reading::docx(&docx::write(&paper).unwrap()).paragraphs.concat();
        assert!(!body.contains(&words.say("activation-step-keep", &[])));
    }
}

#[test]
fn x2_a_township_prints_three_activation_slips_to_a_page() {
    let slips: Vec<ActivationSlip> = (1..=7)
        .map(|number| ActivationSlip {
            // With one line more the page must do too.
            login: (number == 3).then(|| "liwenhua".to_owned()),
            ..activation(number)
        })
        .collect();
    for locale in [Locale::ZhHans, Locale::En] {
        let paper = activation_slip::slips(&slips, &Words::new(locale, Some(samples::PARTY)));
        let Some(pdf) = as_pdf("x2_a_township_prints", &paper) else {
            return;
        };
        let pages = pages(&pdf);
        assert_eq!(pages.len(), 3);
        for slip in &slips {
            let on: Vec<&String> = pages.iter().filter(|page| page.contains(&slip.address)).collect();
            assert_eq!(on.len(), 1);
            assert!(
                on[0].contains(&slip.organisation),
                "the code and its organisation are on one sheet"
            );
        }
        let archive = zip::ZipArchive::new(std::io::Cursor::new(docx::write(&paper).unwrap())).unwrap();
        let images = archive
            .file_names()
            .filter(|name| name.as_ref().unwrap().starts_with("word/media/"))
            .count();
        assert_eq!(images, 7);
        let body = reading::part(&docx::write(&paper).unwrap(), "word/document.xml");
        for number in 1..=7 {
            assert_eq!(body.matches(&format!("<wp:docPr id=\"{number}\"")).count(), 1);
        }
    }
}

#[test]
fn an_address_too_long_for_a_code_is_printed_all_the_same() {
    let slip = ActivationSlip {
        address: format!("https://kaijiang.example.cn/{}", "a".repeat(3000)),
        ..activation(1)
    };
    let paper = activation_slip::slips(std::slice::from_ref(&slip), &chinese());
    assert_eq!(pictures(&paper.blocks), Vec::<&Picture>::new());
    shows("an_address_too_long", &paper, &[&slip.address, "张敏"]);
}

#[test]
fn the_words_of_a_pack_stand_on_its_papers() {
    let papers = |words: &Words| {
        [
            slip::slips(&[samples::slip("甲", Vec::new())], words),
            sign_in_sheet::sheet(&SignInSheet::default(), words),
        ]
        .map(|paper| reading::docx(&docx::write(&paper).unwrap()).paragraphs.concat())
    };
    let cases = [
        (Locale::ZhHans, samples::PARTY, "党课", "安全讲话"),
        (Locale::ZhHans, samples::TOOLBOX, "安全讲话", "党课"),
        (Locale::ZhHant, samples::PARTY, "黨課", "党课"),
        (Locale::En, samples::PARTY, "lecture", "talk"),
        (Locale::En, samples::TOOLBOX, "talk", "lecture"),
    ];
    for (locale, pack, there, not_there) in cases {
        for text in papers(&Words::new(locale, Some(pack))) {
            assert!(
                text.contains(there) && !text.contains(not_there),
                "{locale}: {text}"
            );
        }
    }
}

/// Texts that would do something if they were read as markup, code, fields or XML.
const HOSTILE: [&str; 14] = [
    "#read(\"/etc/passwd\")",
    "#let x = 1; #x",
    "#include \"paper.typ\"",
    "$ sum_(k=1)^n k $",
    "*bold* _italic_ `raw` = heading",
    "\\ \\u{48} ~ -- ...",
    "]#panic()[",
    "<label> @reference",
    "<w:p>&amp;&lt;</w:p>",
    "]]><!--",
    "{{ }} { $name } %s",
    "=HYPERLINK(\"http://x\")",
    "DDEAUTO c:\\x",
    "'; DROP TABLE lecture; --",
];

/// How often each hostile text stands in a text.
fn counted(text: &str) -> Vec<usize> {
    let squeezed_text = squeezed(text);
    HOSTILE
        .iter()
        .map(|hostile| squeezed_text.matches(&squeezed(hostile)).count())
        .collect()
}

#[test]
fn hostile_text_stays_text() {
    let words = chinese();
    let slips = HOSTILE.map(|text| {
        let given = text.to_owned();
        let lecture = SlipLecture {
            duty: given.clone(),
            topic: given.clone(),
            kind: given.clone(),
            speaker: given.clone(),
            venue: given.clone(),
            ..SlipLecture::default()
        };
        let mut slip = samples::slip(text, vec![lecture]);
        slip.period.clone_from(&given);
        slip.issued_by = given;
        slip
    });
    let links = HOSTILE.map(|text| ActivationSlip {
        organisation: text.to_owned(),
        person: text.to_owned(),
        address: text.to_owned(),
        ..activation(1)
    });
    let all = HOSTILE.join("\n");
    let sheet = SignInSheet {
        organisation: all.clone(),
        topic: all.clone(),
        venue: all.clone(),
        speaker: all,
        roster: HOSTILE.map(str::to_owned).into(),
        ..SignInSheet::default()
    };
    let papers = [
        (slip::slips(&slips, &words), 8),
        (activation_slip::slips(&links, &words), 3),
        (sign_in_sheet::sheet(&sheet, &words), 5),
    ];
    for (paper, times) in papers {
        let written = reading::docx(&docx::write(&paper).unwrap()).paragraphs.concat();
        assert_eq!(counted(&written), [times; HOSTILE.len()], "docx: {written}");
        if let Some(pdf) = as_pdf("hostile_text_stays_text", &paper) {
            let written = pages(&pdf).concat();
            assert_eq!(counted(&written), [times; HOSTILE.len()], "pdf: {written}");
        }
    }
}

#[test]
fn a_name_cannot_turn_around_what_stands_beside_it() {
    let paper = sign_in_sheet::sheet(&sheet(&["王\u{202e}明\u{0}", "李\r\n四"]), &chinese());
    let read = reading::docx(&docx::write(&paper).unwrap());
    assert_eq!(read.tables[1][1], ["1", "王明 ", "", "2", "李\n四", ""]);
    shows("a_name_cannot_turn", &paper, &["王明", "李", "四"]);
}

#[test]
fn an_endless_word_stays_in_its_cell() {
    let word = "a".repeat(400);
    let lecture = SlipLecture {
        venue: word.clone(),
        ..planned()
    };
    let paper = slip::slips(&[samples::slip("甲村支部", vec![lecture])], &chinese());
    shows("an_endless_word", &paper, &[&word, "张敏"]);
}

/// A paper with every block, lying on its side.
fn everything() -> Paper {
    let mut paper = sign_in_sheet::sheet(&sheet(&["甲", "乙", "丙"]), &chinese());
    paper.page = Page::A4.turned();
    let table = Table {
        shares: vec![1, 2],
        head: Vec::new(),
        rows: vec![Row::default()],
    };
    paper.blocks.extend([
        Block::Text(Style::Body, "正文".to_owned()),
        Block::PageBreak,
        Block::Together(vec![Block::Space(5)]),
        Block::Space(0),
        Block::Table(table),
        Block::Table(Table::default()),
        Block::Parts(Parts {
            per_page: 0,
            parts: vec![Vec::new(), vec![Block::Beside(Vec::new())]],
        }),
    ]);
    paper
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let words = chinese();
    let papers = [
        slip::slips(&[samples::slip("甲村支部", vec![planned(); 2])], &words),
        activation_slip::slips(&[activation(1), activation(2)], &words),
        everything(),
    ];
    let docx_of = || {
        papers
            .iter()
            .map(|paper| docx::write(paper).unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(docx_of(), docx_of());
    let pdf_of = || {
        papers
            .iter()
            .map(|paper| as_pdf("the_same_paper", paper))
            .collect::<Vec<_>>()
    };
    assert!(pdf_of() == pdf_of());
}

#[test]
fn a_docx_names_the_fonts_of_offices() {
    let paper = activation_slip::slips(&[activation(1)], &chinese());
    let mut fonts = reading::docx(&docx::write(&paper).unwrap()).fonts;
    fonts.sort();
    fonts.dedup();
    assert_eq!(
        fonts,
        ["Consolas", "仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "黑体"]
    );
}

#[test]
fn a_font_that_is_not_there_is_named_with_what_stands_for_it() {
    let paper = slip::slips(&[samples::slip("甲村支部", vec![planned()])], &chinese());
    let nothing = Fonts::in_folders::<&str>(&[]);
    let refused = pdf::write(&paper, &nothing).unwrap_err();
    assert!(
        refused.say(&chinese()).contains("方正小标宋简体"),
        "{}",
        refused.say(&chinese())
    );
    let Some(pdf) = as_pdf("a_font_that_is_not_there", &paper) else {
        return;
    };
    for warning in &pdf.warnings {
        let Warning::Substituted { wanted, by } = warning else {
            panic!("{warning:?}")
        };
        assert!(!wanted.is_empty() && !by.is_empty());
        for words in all_words() {
            let said = warning.say(&words);
            assert!(wanted.iter().chain(by).all(|font| said.contains(font)), "{said}");
        }
    }
    // A character that no font has is told, and the paper is made all the same.
    let rare = sign_in_sheet::sheet(&sheet(&["王\u{10ffe0}"]), &chinese());
    let warnings = as_pdf("a_font_that_is_not_there", &rare).unwrap().warnings;
    let characters = "\u{10ffe0}".to_owned();
    assert!(
        warnings.contains(&Warning::NoSuchCharacter { characters }),
        "{warnings:?}"
    );
}

#[test]
fn characters_of_one_shape_are_read_back_as_what_they_are() {
    // A radical and the character it is share a glyph in most fonts.
    let paper = sign_in_sheet::sheet(&sheet(&["⼀一", "⽂文⽂"]), &chinese());
    if let Some(pdf) = as_pdf("characters_of_one_shape", &paper) {
        let read = pages(&pdf).concat();
        assert!(read.contains("⼀一") && read.contains("⽂文⽂"), "{read}");
    }
}

#[test]
fn a_county_prints_its_slips_at_once() {
    let slip = |number: usize| samples::slip(&format!("第{number}支部"), vec![planned()]);
    let paper = |count: usize| slip::slips(&(0..count).map(slip).collect::<Vec<_>>(), &chinese());
    let phone = contact().phone;
    let read = reading::docx(&docx::write(&paper(500)).unwrap());
    let told = read.paragraphs.iter().filter(|line| line.contains(&phone));
    assert_eq!(told.count(), 500);
    if let Some(pdf) = as_pdf("a_county_prints", &paper(101)) {
        let pages = pages(&pdf);
        assert_eq!(pages.len(), 51);
        assert_eq!(pages.concat().matches(&phone).count(), 101);
    }
}
