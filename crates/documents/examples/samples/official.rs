//! A quarterly bulletin of an invented county, as an official paper. No part of the product.

use jiff::civil::date;
use kaijiang_documents::official::{Annex, Bar, Imprint, Official, Part, Turned};
use kaijiang_documents::paper::{Cell, Row, Table};

fn paragraph(text: &str) -> Part {
    Part::Paragraph(text.to_owned())
}

/// A bulletin of some pages with two annexes.
pub fn bulletin() -> Official {
    Official {
        issuer: "云岭县党员教育中心".to_owned(),
        number: "云党教通〔2026〕7号".to_owned(),
        title: "云岭县党员教育中心关于2026年第三季度“党课开讲啦”活动开展情况的通报".to_owned(),
        addressee: "各乡镇党委，县直各党（工）委、党组".to_owned(),
        body: body(),
        attachments: vec![
            "2026年第三季度“党课开讲啦”活动完成情况表".to_owned(),
            "2026年第三季度“党课开讲啦”活动存在问题清单（按乡镇、县直单位、两新组织分别列出）".to_owned(),
        ],
        signed_by: "云岭县党员教育中心".to_owned(),
        signed_on: Some(date(2026, 10, 15)),
        note: "此件公开发布".to_owned(),
        imprint: Some(Imprint {
            copies_to: "县委组织部，县委办公室，县纪委监委机关，各乡镇党委组织委员，县直各单位机关党组织"
                .to_owned(),
            issued_by: "云岭县党员教育中心办公室".to_owned(),
            issued_on: Some(date(2026, 10, 15)),
        }),
        annexes: vec![
            Annex {
                title: "2026年第三季度“党课开讲啦”活动完成情况表".to_owned(),
                parts: vec![Part::Table(wide())],
                turned: Turned::OnItsSide,
            },
            Annex {
                title: "2026年第三季度“党课开讲啦”活动存在问题清单".to_owned(),
                parts: vec![Part::Table(problems())],
                turned: Turned::Upright,
            },
        ],
    }
}

/// The text of it.
pub fn body() -> Vec<Part> {
    let heading = |text: &str| Part::Heading1(text.to_owned());
    vec![
        paragraph(
            "按照《云岭县“党课开讲啦”活动实施方案》要求，县党员教育中心对2026年第三季度（7月1日至9月30日）全县各级党组织开展“党课开讲啦”活动的情况进行了统计，并抽查了12个支部的讲稿、签到表和现场照片。现将有关情况通报如下。",
        ),
        heading("一、总体情况"),
        paragraph(
            "全县应讲支部346个，按期讲课331个，补讲9个，完成率98.3%，比去年同期提高2.1个百分点。共讲党课402场，其中专题党课87场；党员领导干部讲课46场，支部书记讲课298场，先进模范和老党员讲课58场。应到党员11286人次，实到10173人次，到课率90.1%，覆盖党员5210人。",
        ),
        Part::Heading2("（一）讲课的人多了。".to_owned()),
        paragraph(
            "主讲人由支部书记扩大到县乡领导、驻村工作队员、致富带头人和老党员。雾溪镇葵渡村第四支部请修渠的老党员讲“一条水渠三十年”，听课党员当场提问17个，全部答复。",
        ),
        Part::Heading2("（二）讲课的地方活了。".to_owned()),
        paragraph(
            "126场党课在田间、车间、村史馆开讲，占全部场次的31.3%。茶坞乡把党课讲到采茶现场，由茶农党员讲技术、讲变化。",
        ),
        heading("二、存在问题"),
        paragraph(
            "一是个别支部拖到季末才讲。6个支部至9月30日仍未讲课，其中3个支部连续两个季度逾期。二是部分讲稿联系实际不够，抽查的12份讲稿中有2份大段照搬网络文章。三是少数支部签到不全，应到、请假、缺席人数对不上。",
        ),
        heading("三、整改要求"),
        paragraph(
            "（一）逾期未讲的6个支部，由所在乡镇党委组织委员负责督促，10月31日前补讲到位，11月5日县党员教育中心回头看。",
        ),
        paragraph(
            "（二）照搬照抄的2份讲稿退回重写，由支部书记在10月25日前重新上报；各乡镇党委要在讲课之前审阅讲稿，不得以抄代写。",
        ),
        paragraph("（三）签到表与请假记录不符的，由支部在10月20日前核对更正，立行立改，不另报材料。"),
    ]
}

fn label(text: &str) -> Cell {
    Cell::label(text).small()
}

/// Twelve columns of figures.
fn wide() -> Table {
    let heads = [
        "序号",
        "党组织",
        "应讲",
        "已讲",
        "完成率",
        "专题党课",
        "领导讲",
        "书记讲",
        "委员讲",
        "应到人次",
        "实到人次",
        "到课率",
        "备注",
    ];
    let names = [
        "雾溪镇党委",
        "茶坞乡党委",
        "石桥镇党委",
        "青田乡党委",
        "白沙镇党委",
        "龙潭乡党委",
        "松坪乡党委",
        "河口镇党委",
        "县直机关工委",
        "教育体育局党委",
        "卫生健康局党委",
        "两新组织综合党委",
    ];
    let rows = (1_u32..).zip(names).map(|(number, name)| {
        let (due, held) = (20 + number * 3, 19 + number * 3);
        let counted = [due, held].map(|count| Cell::centred(count.to_string()).small());
        let mut cells = vec![
            Cell::centred(number.to_string()).small(),
            Cell::value(name).small(),
        ];
        cells.extend(counted);
        cells.push(Cell::centred(format!("{}.{}%", 100 * held / due, number % 10)).small());
        cells.extend(
            [number, 2, 30, 4, due * 31, held * 28].map(|count| Cell::centred(count.to_string()).small()),
        );
        cells.push(Cell::centred("90.1%").small());
        cells.push(
            Cell::value(if number == 3 {
                "第二支部因防汛延期"
            } else {
                ""
            })
            .small(),
        );
        Row { cells, height: 8 }
    });
    Table {
        shares: vec![10, 36, 12, 12, 17, 15, 15, 15, 15, 18, 18, 16, 26],
        head: heads.map(label).into(),
        rows: rows.collect(),
    }
}

fn problems() -> Table {
    let row = |cells: [&str; 4]| {
        let [number, whose, what, until] = cells;
        Row {
            cells: vec![
                Cell::centred(number).small(),
                Cell::value(whose).small(),
                Cell::value(what).small(),
                Cell::centred(until).small(),
            ],
            height: 9,
        }
    };
    Table {
        shares: vec![12, 44, 70, 30],
        head: ["序号", "党组织", "问题", "整改期限"].map(label).into(),
        rows: vec![
            row([
                "1",
                "石桥镇党委",
                "2个支部第三季度未讲课，其中第二支部连续两个季度逾期",
                "10月31日",
            ]),
            row(["2", "龙潭乡党委", "4个支部第三季度未讲课", "10月31日"]),
            row(["3", "县直机关工委", "2份讲稿大段照搬网络文章", "10月25日"]),
        ],
    }
}

/// What nobody plans for: everything long, a table and a chart in the text, no number, several that issue.
pub fn crowded() -> Official {
    let bar = |(label, part): (&str, u64)| Bar {
        label: label.to_owned(),
        value: format!("{part}%"),
        part,
        whole: 100,
    };
    let shares = [
        ("雾溪镇党委", 98),
        ("茶坞乡党委", 91),
        ("县直机关工委", 64),
        ("两新组织综合党委", 3),
    ];
    let mut text = body();
    text.truncate(3);
    text.push(Part::Bars(shares.map(bar).into()));
    text.push(paragraph("未完成的支部如下表。"));
    text.push(Part::Table(problems()));
    Official {
        issuer: "中共云岭县委组织部\n云岭县农业农村和乡村振兴工作领导小组办公室".to_owned(),
        number: String::new(),
        title: "中共云岭县委组织部云岭县农业农村和乡村振兴工作领导小组办公室关于进一步规范全县农村基层党组织“党课开讲啦”活动档案资料收集整理归档工作的通知".to_owned(),
        body: text,
        attachments: vec!["档案目录".to_owned()],
        signed_by: "云岭县农业农村和乡村振兴工作领导小组办公室".to_owned(),
        signed_on: Some(date(2026, 10, 5)),
        annexes: vec![Annex {
            title: "档案目录".to_owned(),
            parts: vec![Part::Table(wide())],
            turned: Turned::OnItsSide,
        }],
        ..bulletin()
    }
}
