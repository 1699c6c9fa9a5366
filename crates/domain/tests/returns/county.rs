//! A township's form as it is sent, and what careless hands make of it: rows struck out, added, changed, sorted,
//! numbered anew. Keeps who is who. Must not align anything.

use kaijiang_domain::returns::{ColumnWeight, FormCell, FormColumn, FormRow};

/// Numbers from a seed (`SplitMix64`).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(below).unwrap()).unwrap()
    }

    pub fn is_one_in(&mut self, count: usize) -> bool {
        self.roll(count) == 0
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    pub fn shuffle<T>(&mut self, rows: &mut [T]) {
        for at in (1..rows.len()).rev() {
            rows.swap(at, self.roll(at + 1));
        }
    }
}

pub const IDENTITY: [&str; 4] = ["org", "date", "topic", "speaker"];
pub const SUPPORTING: [&str; 6] = ["kind", "form", "class", "place", "expected", "present"];
const VILLAGES: [&str; 9] = [
    "茶坞村",
    "葵渡村",
    "石潭村",
    "梨田村",
    "双屯村",
    "金塘村",
    "银河村",
    "松门村",
    "白坝村",
];
const BRANCHES: [&str; 6] = ["第一", "第二", "第三", "第四", "第五", "第六"];
const TOPICS: [&str; 16] = [
    "从一亩三分地看产业振兴",
    "易地搬迁的那一天",
    "河长巡河记",
    "我们村的饮水变迁",
    "红军长征过这里",
    "老支书的三本账",
    "护林员的二十年",
    "办好一件小事",
    "脱贫攻坚路上的身边人",
    "疫情防控中的支部力量",
    "七一专题党课:老支书的三本账",
    "七一专题党课:疫情防控中的支部力量",
    "一碗水怎样端平",
    "为什么要过组织生活",
    "讲给回乡青年的话",
    "村规民约三字经",
];
const SURNAMES: [&str; 9] = ["张", "王", "李", "杨", "普", "毕", "陆", "钟", "郭"];
const GIVEN: [&str; 5] = ["文", "春", "建", "国", "秀"];
const LAST: [&str; 5] = ["华", "生", "荣", "明", "林"];
const KINDS: [&str; 4] = ["理论", "故事", "经验", "微党课"];
const FORMS: [&str; 4] = ["课堂讲授", "党课+现场教学", "党课+主题活动", "党课+红色课堂"];
const CLASSES: [&str; 5] = ["书记", "委员", "驻村工作队员", "县直单位主要领导", "先进模范"];
const PLACES: [&str; 6] = [
    "党员活动室",
    "农家院坝",
    "田间地头",
    "乡党校",
    "红色教育基地",
    "村委会会议室",
];

pub fn columns() -> Vec<FormColumn> {
    let of = |keys: &[&str], weight| {
        keys.iter()
            .map(|key| FormColumn {
                key: (*key).to_owned(),
                weight,
            })
            .collect::<Vec<_>>()
    };
    let mut columns = of(&IDENTITY, ColumnWeight::Identity);
    columns.extend(of(&SUPPORTING, ColumnWeight::Supporting));
    columns.extend(of(&["note"], ColumnWeight::Silent));
    columns
}

pub fn put(row: &mut FormRow, key: &str, value: &str) {
    let cell = FormCell {
        value: value.to_owned(),
        shown: value.to_owned(),
    };
    row.cells.insert(key.to_owned(), cell);
}

/// A row that was sent, by number and what its cells say in the order of the columns.
pub fn row(number: i64, said: &[&str]) -> FormRow {
    let mut row = FormRow {
        number: Some(number),
        ..FormRow::default()
    };
    for (key, value) in IDENTITY.iter().chain(&SUPPORTING).zip(said) {
        put(&mut row, key, value);
    }
    row
}

fn name(dice: &mut Dice) -> String {
    let short = dice.is_one_in(3);
    let (first, last) = (dice.pick(&SURNAMES), dice.pick(&LAST));
    if short {
        format!("{first}{last}")
    } else {
        format!("{first}{}{last}", dice.pick(&GIVEN))
    }
}

fn organisation(dice: &mut Dice) -> String {
    format!(
        "中共云岭县雾溪镇{}{}支部委员会",
        dice.pick(&VILLAGES),
        dice.pick(&BRANCHES)
    )
}

/// The secretary of a branch: the same each time.
fn secretary(organisation: &str) -> String {
    let seed = organisation.chars().map(|c| u64::from(u32::from(c))).sum();
    name(&mut Dice(seed))
}

fn date(dice: &mut Dice) -> String {
    format!("2020-{:02}-{:02}", 5 + dice.roll(7), 1 + dice.roll(28))
}

fn lecture(dice: &mut Dice) -> FormRow {
    let organisation = organisation(dice);
    let speaker = if dice.is_one_in(2) {
        secretary(&organisation)
    } else {
        name(dice)
    };
    let (expected, missing) = (6 + dice.roll(25), dice.roll(5));
    let (date, expected, present) = (date(dice), expected.to_string(), (expected - missing).to_string());
    let said = [
        organisation.as_str(),
        &date,
        dice.pick(&TOPICS),
        &speaker,
        dice.pick(&KINDS),
        dice.pick(&FORMS),
        dice.pick(&CLASSES),
        dice.pick(&PLACES),
        &expected,
        &present,
    ];
    row(0, &said)
}

fn days_later(date: &str, days: i32) -> String {
    let date: jiff::civil::Date = date.parse().unwrap();
    kaijiang_domain::period::plus_days(date, days).to_string()
}

/// How much the rows of a township have in common.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Rows {
    /// Sixteen titles, all kinds of everything.
    Varied,
    /// One kind, form, speaker class and venue for all, three titles: a batch filled in by copying down.
    Alike,
}

impl Rows {
    fn level(self, row: &mut FormRow, dice: &mut Dice) {
        if self == Self::Alike {
            for (key, all) in [
                ("kind", &KINDS[..1]),
                ("form", &FORMS[..1]),
                ("class", &CLASSES[..1]),
                ("place", &PLACES[..1]),
                ("topic", &TOPICS[..3]),
            ] {
                put(row, key, dice.pick(all));
            }
        }
    }
}

/// So many rows, numbered as those of a county are: one in twenty tells the lecture of another row some days later.
pub fn township(dice: &mut Dice, count: usize, rows: Rows) -> Vec<FormRow> {
    let mut made: Vec<FormRow> = Vec::new();
    for at in 0..count {
        let mut next = lecture(dice);
        rows.level(&mut next, dice);
        if at > 0 && dice.is_one_in(20) {
            let like = made[dice.roll(at)].clone();
            for key in ["org", "topic", "speaker", "class"] {
                put(&mut next, key, like.value(key));
            }
            put(
                &mut next,
                "date",
                &days_later(like.value("date"), 2 + i32::try_from(dice.roll(9)).unwrap()),
            );
        }
        made.push(next);
    }
    made.sort_by(|one, other| one.value("date").cmp(other.value("date")));
    let mut number = 0;
    for row in &mut made {
        number += 1 + i64::try_from(dice.roll(20)).unwrap();
        row.number = Some(number);
    }
    made
}

/// What a hand does to a cell that it corrects.
pub fn change(dice: &mut Dice, row: &mut FormRow, key: &str) {
    let was = row.value(key).to_owned();
    let next = loop {
        let next = match key {
            "date" => match dice.roll(4) {
                0 => days_later(&was, 1),
                1 => days_later(&was, -1),
                2 => days_later(&was, 30),
                _ => date(dice),
            },
            "topic" => match dice.roll(3) {
                0 => format!("{was}(修订)"),
                1 => was.chars().skip(1).collect(),
                _ => dice.pick(&TOPICS).to_owned(),
            },
            "speaker" => match dice.roll(3) {
                0 => was.chars().take(1).chain("改名".chars()).collect(),
                1 => format!("{}{}", was.chars().take(1).collect::<String>(), dice.pick(&LAST)),
                _ => name(dice),
            },
            "org" => organisation(dice),
            "kind" => dice.pick(&KINDS).to_owned(),
            "form" => dice.pick(&FORMS).to_owned(),
            "class" => dice.pick(&CLASSES).to_owned(),
            "place" => dice.pick(&PLACES).to_owned(),
            _ => (1 + dice.roll(30)).to_string(),
        };
        if next != was && !next.is_empty() {
            break next;
        }
    };
    put(row, key, &next);
}

/// What becomes of the numbers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Numbering {
    Kept,
    Continued,
    HalfLost,
    TwoSwapped,
    Anew,
    Dropped,
}

/// What a township does to its form.
#[derive(Clone, Copy, Debug)]
pub struct Hands {
    /// Cells changed in each changed row.
    pub cells: usize,
    /// One row in so many is changed.
    pub one_in: usize,
    pub rows: Rows,
    pub numbering: Numbering,
    /// Whether new rows tell of a row that was struck out: same branch and title, another day and speaker.
    pub resembling: bool,
}

/// A form that came back, and for each of its rows which sent one it is.
pub struct CameBack {
    pub rows: Vec<FormRow>,
    pub truth: Vec<Option<usize>>,
}

/// One row in so many changed, one in twenty-five struck out, one in fifteen new; sorted as it came out.
pub fn came_back(dice: &mut Dice, sent: &[FormRow], hands: Hands) -> CameBack {
    let mut rows: Vec<(FormRow, Option<usize>)> = Vec::new();
    let mut added = Vec::new();
    for (at, row) in sent.iter().enumerate() {
        let mut row = row.clone();
        if dice.is_one_in(25) {
            if hands.resembling {
                let mut like = lecture(dice);
                hands.rows.level(&mut like, dice);
                put(&mut like, "org", row.value("org"));
                put(&mut like, "topic", row.value("topic"));
                added.push(like);
            }
            continue;
        }
        if dice.is_one_in(hands.one_in) {
            let mut keys: Vec<&str> = IDENTITY.iter().chain(&SUPPORTING).copied().collect();
            dice.shuffle(&mut keys);
            for key in keys.iter().take(hands.cells) {
                change(dice, &mut row, key);
            }
        }
        rows.push((row, Some(at)));
    }
    for _ in 0..sent.len().div_ceil(15) {
        let mut row = lecture(dice);
        hands.rows.level(&mut row, dice);
        added.push(row);
    }
    let next = sent.iter().filter_map(|row| row.number).max().unwrap_or(0) + 1;
    for (number, mut row) in (next..).zip(added) {
        row.number = (hands.numbering == Numbering::Continued).then_some(number);
        rows.push((row, None));
    }
    dice.shuffle(&mut rows);
    number(dice, &mut rows, hands.numbering);
    let (rows, truth) = rows.into_iter().unzip();
    CameBack { rows, truth }
}

fn number(dice: &mut Dice, rows: &mut [(FormRow, Option<usize>)], numbering: Numbering) {
    match numbering {
        Numbering::Kept | Numbering::Continued => {}
        Numbering::HalfLost => {
            for (row, _) in rows {
                row.number = row.number.filter(|_| dice.is_one_in(2));
            }
        }
        Numbering::TwoSwapped => {
            let (one, other) = (rows[0].0.number, rows[1].0.number);
            rows[0].0.number = other;
            rows[1].0.number = one;
        }
        Numbering::Anew => {
            for (number, (row, _)) in (1..).zip(rows) {
                row.number = Some(number);
            }
        }
        Numbering::Dropped => rows.iter_mut().for_each(|(row, _)| row.number = None),
    }
}
