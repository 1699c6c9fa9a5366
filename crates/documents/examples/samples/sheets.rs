//! Sheets, notices and plans of an invented county. No part of the product.

use jiff::civil::{date, time};
use kaijiang_documents::binder::{Binder, BinderLecture, BinderPhoto, BinderSection, Counts, Script};
use kaijiang_documents::contact::Contact;
use kaijiang_documents::cover_notice::CoverNotice;
use kaijiang_documents::handover_sheet::{HandedAccount, HandoverSheet, OpenItem};
use kaijiang_documents::implementation_plan::{ImplementationPlan, Measure, Stage};
use kaijiang_documents::news_page::{NewsFigure, NewsPage, NewsPhoto};
use kaijiang_documents::notice::{Notice, NoticeTo};
use kaijiang_documents::paper::Photo;
use kaijiang_documents::reminder_list::{ReminderList, ReminderRow};
use kaijiang_documents::responsibility::{Responsibility, ResponsibilityList};
use kaijiang_documents::schedule::{Schedule, ScheduleRow};

/// A picture of a field under a sky, so many dots wide and high.
#[expect(clippy::expect_used, reason = "it is written into memory")]
pub fn photo(width: u32, height: u32) -> Photo {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a head");
    let mut dots = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let shade = u8::try_from((x * 60 / width) + (y * 60 / height)).unwrap_or(0);
            dots.extend(if y * 5 < height * 2 {
                [150 - shade / 2, 190, 235 - shade / 2]
            } else {
                [110 + shade, 150 + shade / 2, 60 + shade / 2]
            });
        }
    }
    writer.write_image_data(&dots).expect("the dots");
    writer.finish().expect("an end");
    Photo::read(&bytes).expect("a photo")
}

/// A page of news with so many photos.
pub fn news(photos: usize) -> NewsPage {
    let shown = |caption: &str, size: (u32, u32)| NewsPhoto {
        photo: photo(size.0, size.1),
        caption: caption.to_owned(),
    };
    let all = [
        shown("葵渡村渠边，老党员讲修渠的事", (320, 240)),
        shown("茶坞乡采茶现场的党课", (240, 320)),
        shown("石桥镇村史馆里的党课", (320, 180)),
    ];
    NewsPage {
        headline: "把党课讲到渠边田头\n——云岭县10月“党课开讲啦”活动见闻".to_owned(),
        paragraphs: vec![
            "“三十年前，我们就是从这里一锹一锹挖过去的。”10月16日傍晚，雾溪镇葵渡村的老渠边坐满了人，76岁的老党员指着脚下的石头，讲起全村人修渠的日子。这是葵渡村第四支部本季度的党课。".to_owned(),
            "进入10月，云岭县各级党组织把课堂搬到渠边、茶山和村史馆，讲身边人、说身边事。主讲人里既有县乡领导和支部书记，也有茶农、护林员和返乡青年。听得懂、记得住，提问的人多了，当场答复的也多了。".to_owned(),
            "县党员教育中心每周提醒、每月汇总，帮各支部把题目、主讲人和时间早定下来；没有网络的村，用纸质安排单和签到表，同样一场不落。".to_owned(),
        ],
        figures: [("132", "讲党课（场）"), ("41", "现场党课（场）"), ("3406", "听课（人次）"), ("187", "当场答问（个）")]
            .map(|(value, counts)| NewsFigure {
                value: value.to_owned(),
                counts: counts.to_owned(),
            })
            .into(),
        photos: all.into_iter().take(photos).collect(),
        source: "云岭县党员教育中心".to_owned(),
        on: Some(date(2026, 11, 3)),
    }
}

/// Notice of a lecture.
pub fn cover() -> CoverNotice {
    CoverNotice {
        issuer: "云岭县党员教育中心".to_owned(),
        number: "云党教〔2020〕18号".to_owned(),
        addressee: "各乡镇党委".to_owned(),
        form: "2020年10月党课台账".to_owned(),
        asked: ["开展时间", "党课题目", "实到人数"].map(str::to_owned).to_vec(),
        due: Some(date(2020, 11, 5)),
        address: "https://kaijiang.example".to_owned(),
        attachments: vec!["雾溪镇2020年10月党课台账.xlsx".to_owned()],
        contact: Some(Contact {
            name: "李敏".to_owned(),
            phone: "0871-60000002".to_owned(),
        }),
        signed_by: "云岭县党员教育中心".to_owned(),
        signed_on: Some(date(2020, 10, 29)),
    }
}

pub fn notice(to: NoticeTo) -> Notice {
    Notice {
        to,
        addressee: match to {
            NoticeTo::Above => "雾溪镇党委",
            NoticeTo::Members => "各位党员",
        }
        .to_owned(),
        organisation: "雾溪镇葵渡村第四支部".to_owned(),
        held_on: Some(date(2026, 10, 16)),
        starts_at: Some(time(19, 30, 0, 0)),
        venue: "葵渡村党群服务中心二楼会议室".to_owned(),
        topic: "从一条水渠说起：葵渡村三十年".to_owned(),
        kind: "故事党课".to_owned(),
        speaker: "李文华（书记）".to_owned(),
        audience: "支部全体党员、入党积极分子".to_owned(),
        expected: Some(31),
        changed: match to {
            NoticeTo::Above => String::new(),
            NoticeTo::Members => "地点由村小学改到党群服务中心".to_owned(),
        },
        contact: Some(Contact {
            name: "王秀英（组织委员）".to_owned(),
            phone: "0871-6000 0002".to_owned(),
        }),
        issued_by: String::new(),
        issued_on: Some(date(2026, 10, 13)),
    }
}

/// The list of a Monday.
pub fn reminders(count: u32) -> ReminderList {
    let row = |number: u32| ReminderRow {
        organisation: format!("雾溪镇葵渡村第{number}支部"),
        owed: if number.is_multiple_of(3) {
            "第四季度党课"
        } else {
            "10月16日党课的记录"
        }
        .to_owned(),
        until: Some(date(2026, 12, 31)),
        reminded: number % 4,
        contact: "李文华\n0871-60000001".to_owned(),
    };
    ReminderList {
        organisation: "雾溪镇党委".to_owned(),
        on: Some(date(2026, 11, 30)),
        rows: (1..=count).map(row).collect(),
    }
}

/// Planned lectures, the last one with nothing settled.
pub fn rows(count: usize) -> Vec<ScheduleRow> {
    let full = |number: usize| ScheduleRow {
        organisation: format!("雾溪镇葵渡村第{number}支部"),
        held_on: Some(date(2026, 10, 16)),
        starts_at: Some(time(19, 30, 0, 0)),
        topic: "从一条水渠说起：葵渡村三十年".to_owned(),
        kind: "故事党课".to_owned(),
        speaker: "李文华（书记）".to_owned(),
        venue: "葵渡村活动室".to_owned(),
        audience: "全体党员".to_owned(),
    };
    let open = ScheduleRow {
        organisation: "雾溪镇茶坞村支部".to_owned(),
        ..ScheduleRow::default()
    };
    (1..count).map(full).chain([open]).collect()
}

/// The schedule of a quarter.
pub fn schedule(count: usize) -> Schedule {
    Schedule {
        organisation: "雾溪镇党委".to_owned(),
        period: "2026年第四季度".to_owned(),
        rows: rows(count),
        on: Some(date(2026, 9, 25)),
    }
}

/// Who answers for what.
pub fn responsibilities() -> ResponsibilityList {
    let row = |duty: &str, level: &str, post: &str, holder: &str| Responsibility {
        duty: duty.to_owned(),
        level: level.to_owned(),
        post: post.to_owned(),
        holder: holder.to_owned(),
        falls_to: "党委副书记".to_owned(),
    };
    ResponsibilityList {
        organisation: "雾溪镇党委".to_owned(),
        rows: vec![
            row(
                "全镇党课活动的第一责任，每年至少到基层讲两次专题党课",
                "乡镇",
                "党委书记",
                "赵国强",
            ),
            row(
                "审定季度安排，督促逾期未讲的支部，核对月度汇总",
                "乡镇",
                "组织委员",
                "",
            ),
            row(
                "每季度至少安排一次党课，讲课前三日报送题目、主讲人和时间",
                "支部",
                "支部书记",
                "李文华",
            ),
        ],
        issued_by: "雾溪镇党委".to_owned(),
        on: Some(date(2026, 1, 20)),
    }
}

/// An implementation plan of a county.
pub fn plan() -> ImplementationPlan {
    let measure = |name: &str, text: &str| Measure {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let stage = |when: &str, text: &str| Stage {
        when: when.to_owned(),
        text: text.to_owned(),
    };
    ImplementationPlan {
        issuer: "中共云岭县委组织部".to_owned(),
        number: "云组发〔2026〕3号".to_owned(),
        title: "云岭县2026年“党课开讲啦”活动实施方案".to_owned(),
        addressee: "各乡镇党委，县直各党（工）委、党组".to_owned(),
        basis: vec![
            "《中国共产党支部工作条例（试行）》".to_owned(),
            "《2024—2028年全国党员教育培训工作规划》".to_owned(),
        ],
        period: "2026年".to_owned(),
        goals: vec![
            "党支部每季度至少安排一次党课，覆盖全体党员。".to_owned(),
            "党员领导干部带头讲，书记普遍讲，先进模范和老党员人人能讲。".to_owned(),
        ],
        measures: vec![
            measure(
                "细化安排",
                "各乡镇党委每季度第一个月10日前排定本季度党课，明确主讲人、授课内容和授课时间。",
            ),
            measure(
                "创新形式",
                "推行“党课+现场”“党课+主题活动”，把课堂搬到田间地头、红色教育基地。",
            ),
            measure("严格督导", "县党员教育中心每周提醒、每月汇总、每季度通报。"),
        ],
        stages: vec![
            stage("3月底前", "动员部署，排定第一季度党课。"),
            stage("4月至11月", "组织实施，“七一”前后集中开展专题党课。"),
            stage("12月", "总结评选，报送精品党课。"),
        ],
        schedule: rows(4),
        signed_by: "中共云岭县委组织部".to_owned(),
        signed_on: Some(date(2026, 1, 15)),
    }
}

/// A secretary leaves.
pub fn handover() -> HandoverSheet {
    HandoverSheet {
        organisation: "雾溪镇葵渡村第四支部".to_owned(),
        post: "支部书记".to_owned(),
        from: "李文华".to_owned(),
        to: "王秀英".to_owned(),
        on: Some(date(2026, 11, 2)),
        open: vec![
            OpenItem {
                what: "10月16日党课的签到表还没上传".to_owned(),
                until: Some(date(2026, 11, 10)),
                note: "纸质表在活动室柜子里".to_owned(),
            },
            OpenItem {
                what: "第三季度缺席的2名党员补学".to_owned(),
                until: Some(date(2026, 11, 20)),
                note: String::new(),
            },
        ],
        planned: rows(3),
        accounts: vec![HandedAccount {
            name: "葵渡村第四支部（手机）".to_owned(),
            holder: "李文华".to_owned(),
            becomes: "原手机已停用，给王秀英发启用单".to_owned(),
        }],
    }
}

/// The binder of a township, with so many branches.
pub fn binder(count: usize) -> Binder {
    let script = "同志们：\n今天这堂党课，我想从脚下这条水渠讲起。三十年前，葵渡村吃水要到三里外去挑，遇上旱年，牲口都要赶到河边。村里的老党员带着大家，一锹一锹，挖了两个冬天，才有了这条渠。\n修渠的时候没有工钱，也没有机器，靠的是一句话：党员先上。我父亲那年四十二岁，天不亮就出门，肩膀磨破了也不吭声。渠通水那天，全村人站在渠边，谁也没说话，只听见水响。\n今天我们讲乡村振兴，讲的还是这个道理。";
    let lecture = |number: usize| BinderLecture {
        topic: "从一条水渠说起：葵渡村三十年".to_owned(),
        kind: "故事党课".to_owned(),
        held_on: Some(date(2026, 10, 16)),
        starts_at: Some(time(19, 30, 0, 0)),
        speaker: "李文华（书记）".to_owned(),
        venue: "葵渡村党群服务中心二楼会议室".to_owned(),
        state: "已核验".to_owned(),
        counts: Counts {
            expected: Some(31),
            present: Some(27),
            excused: Some(3),
            absent: Some(1),
            made_up: Some(2),
        },
        script: match number % 3 {
            1 => Script::Text([script; 3].join("\n")),
            2 => Script::Note("照提纲讲，提纲存支部。".to_owned()),
            _ => Script::Missing,
        },
        photos: (0..number % 4)
            .map(|shown| BinderPhoto {
                photo: if shown == 1 {
                    photo(150, 200)
                } else {
                    photo(200, 150)
                },
                caption: format!("现场照片{}", shown + 1),
            })
            .collect(),
    };
    let section = |number: usize| BinderSection {
        organisation: format!("雾溪镇葵渡村第{number}支部"),
        plan: if number == 2 { Vec::new() } else { rows(3) },
        lectures: if number == 2 {
            Vec::new()
        } else {
            (0..2).map(|at| lecture(number + at)).collect()
        },
    };
    Binder {
        title: String::new(),
        organisation: "雾溪镇党委".to_owned(),
        period: "2026年第四季度".to_owned(),
        made_by: "雾溪镇党委组织办公室".to_owned(),
        on: Some(date(2026, 12, 28)),
        sections: (1..=count).map(section).collect(),
    }
}
