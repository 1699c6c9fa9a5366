//! Cases of names as people write them: full and short forms, joint lists, one name in two townships (E42).

use uuid::Uuid;

use super::*;

/// id, full name, kind, parent.
type Row<'a> = (u128, &'a str, &'a str, Option<u128>);

const COUNTY: &[Row] = &[
    (1, "中共云岭县委员会", "county-committee", None),
    (10, "中共云岭县大箐镇委员会\u{3000}", "committee", Some(1)),
    (
        11,
        "中共云岭县大箐镇石营村总支部委员会",
        "general-branch",
        Some(10),
    ),
    (12, "中共云岭县大箐镇石营村第一支部委员会", "branch", Some(11)),
    (13, "中共云岭县大箐镇石营村第四支部委员会", "branch", Some(11)),
    (14, "中共云岭县大箐镇石营村第十二支部委员会", "branch", Some(11)),
    (
        15,
        "中共云岭县大箐镇白营村总支部委员会",
        "general-branch",
        Some(10),
    ),
    (16, "中共云岭县大箐镇白营村第一支部委员会", "branch", Some(15)),
    (20, " 中共云岭县三泉镇委员会", "committee", Some(1)),
    (
        21,
        "中共云岭县三泉镇白营村总支部委员会",
        "general-branch",
        Some(20),
    ),
    (22, "中共云岭县三泉镇白营村第一支部委员会", "branch", Some(21)),
    (23, "中共云岭县三泉镇白营村第二支部委员会", "branch", Some(21)),
    (
        24,
        "中共云岭县三泉镇防汛临时支部委员会",
        "temporary-branch",
        Some(20),
    ),
    (25, "中共云岭县三泉镇机关支部委员会", "branch", Some(20)),
    (30, "中共云岭县直属机关工作委员会", "committee", Some(1)),
    (31, "中共云岭县教育体育局支部委员会", "branch", Some(30)),
    (32, "中共云岭县第一中学支部委员会", "branch", Some(30)),
    // Recorded without the county in front.
    (40, "青田乡委员会", "committee", Some(1)),
    (41, "柳树村党支部", "branch", Some(40)),
];

const SITES: &[Row] = &[
    (1, "Northgate Building Ltd", "company", None),
    (2, "North Site", "site", Some(1)),
    (3, "North Site Crew 1", "crew", Some(2)),
    (4, "North Site Crew 2", "crew", Some(2)),
    (5, "North Site Visiting crew", "visiting-crew", Some(2)),
    (6, "Quay Project", "site", Some(1)),
    (7, "Quay Scaffolders Gang", "crew", Some(6)),
    (8, "Quay Crew 2", "crew", Some(6)),
];

fn id(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn directory(rows: &[Row], pack: &str) -> Directory {
    let listed: Vec<Listed> = rows
        .iter()
        .map(|(n, full_name, kind, parent)| Listed {
            id: id(*n),
            full_name,
            kind,
            parent: parent.map(id),
        })
        .collect();
    Directory::new(&listed, &RuleSet::read(pack).unwrap())
}

fn county() -> Directory {
    directory(COUNTY, include_str!("../../../../rules/party-lecture/rules.toml"))
}

fn sites() -> Directory {
    directory(SITES, include_str!("../../../../rules/toolbox-talk/rules.toml"))
}

fn numbers(found: &Match) -> Vec<u128> {
    match found {
        Match::One(found) => vec![found.0.as_u128()],
        Match::Several(found) => found.iter().map(|id| id.0.as_u128()).collect(),
        Match::None => Vec::new(),
    }
}

fn check(directory: &Directory, cases: &[(&str, &[u128])]) {
    for (text, expected) in cases {
        assert_eq!(numbers(&directory.find(text)), *expected, "{text}");
    }
}

#[test]
fn a_branch_is_found_by_its_full_and_its_short_names() {
    check(
        &county(),
        &[
            ("中共云岭县大箐镇石营村第四支部委员会", &[13]),
            ("中国共产党云岭县大箐镇石营村第四支部委员会", &[13]),
            ("云岭县大箐镇石营村第四党支部", &[13]),
            ("大箐镇石营村第四党支部", &[13]),
            ("石营村第四党支部", &[13]),
            ("石营村第四支部", &[13]),
            ("石营村第四党支部委员会", &[13]),
            ("石营村四支部", &[13]),
            ("石营村4支部", &[13]),
            ("石营村第４党支部", &[13]),
            ("石营村第04支部", &[13]),
            ("石营村支部第四", &[13]),
            ("云岭县石营村第四党支部", &[13]),
            (" 大箐镇 石营村\u{3000}第四 党支部 ", &[13]),
            ("石营村第十二党支部", &[14]),
            ("石营村第12党支部", &[14]),
            ("石营村十二支部", &[14]),
            ("石营村第一党支部", &[12]),
            ("石营村第二党支部", &[]),
            ("石营村第四", &[13]),
            ("云岭县不存在镇不存在村党支部", &[]),
            ("党支部", &[]),
            ("", &[]),
        ],
    );
}

#[test]
fn the_form_keeps_classes_of_organisations_apart() {
    check(
        &county(),
        &[
            ("石营村总支部委员会", &[11]),
            ("石营村党总支", &[11]),
            ("大箐镇石营村总支", &[11]),
            ("石营村党支部", &[]),
            ("石营村", &[11]),
            ("大箐镇党委", &[10]),
            ("大箐镇", &[10]),
            ("大箐镇总支", &[]),
            ("中共云岭县委", &[1]),
            ("云岭县委", &[1]),
            ("云岭县", &[1]),
            ("三泉镇防汛临时党支部", &[24]),
            ("防汛临时支部", &[24]),
            ("三泉镇防汛党支部", &[]),
            ("云岭县三泉镇机关党支部", &[25]),
        ],
    );
}

#[test]
fn an_office_below_a_committee_of_another_name_needs_no_county_in_front() {
    check(
        &county(),
        &[
            ("云岭县教育体育局党支部", &[31]),
            ("教育体育局党支部", &[31]),
            ("县教育体育局党支部", &[31]),
            ("直属机关教育体育局党支部", &[31]),
            ("云岭县第1中学支部", &[32]),
            ("第一中学党支部", &[32]),
            ("县直属机关工委", &[30]),
            ("县直机关", &[30]),
            ("县直机关工委", &[30]),
            ("云岭县县直机关", &[]),
            ("云岭县直属机关工作委员会", &[30]),
            ("中共云岭县直属机关党工委", &[30]),
            ("云岭县青田乡柳树村党支部", &[41]),
            ("青田乡柳树村支部", &[41]),
            ("中共云岭县青田乡委员会", &[40]),
        ],
    );
}

#[test]
fn e42_a_short_name_of_two_villages_is_asked_about_and_a_path_decides() {
    let county = county();
    check(
        &county,
        &[
            ("白营村第一党支部", &[16, 22]),
            ("白营村总支", &[15, 21]),
            ("白营村第二党支部", &[23]),
            ("三泉镇白营村第一党支部", &[22]),
            ("大箐镇/白营村第一党支部", &[16]),
            ("云岭县／三泉镇／白营村／第一党支部", &[22]),
            ("三泉镇/石营村第一党支部", &[]),
            ("大箐镇 · 白营村第一支部", &[16]),
            ("三泉镇·白营村第一支部", &[22]),
            ("三泉镇 · 石营村第一支部", &[]),
        ],
    );
    assert_eq!(county.find_within("白营村第一党支部", id(20)), Match::One(id(22)));
    assert_eq!(county.find_within("石营村第一党支部", id(20)), Match::None);
    assert_eq!(county.find_within("第四党支部", id(11)), Match::One(id(13)));
}

#[test]
fn an_exact_full_name_wins_over_a_short_one() {
    let mut rows = COUNTY.to_vec();
    rows.push((50, "白营村第一支部委员会", "branch", Some(30)));
    let county = directory(&rows, include_str!("../../../../rules/party-lecture/rules.toml"));
    check(
        &county,
        &[
            ("白营村第一支部委员会", &[50]),
            ("白营村第一党支部", &[50]),
            ("白营村第1支部", &[50]),
        ],
    );
}

#[test]
fn e11_each_item_of_a_joint_list_takes_what_it_leaves_out_from_its_neighbour() {
    let county = county();
    for (text, expected) in [
        (
            "中共云岭县大箐镇石营村第一支部委员会、中共云岭县三泉镇白营村第二支部委员会",
            vec![12, 23],
        ),
        ("石营村第一、第四党支部", vec![12, 13]),
        ("石营村第一、四党支部", vec![12, 13]),
        ("石营村第一，第四，第十二支部", vec![12, 13, 14]),
        ("大箐镇石营村第一党支部；白营村第一党支部", vec![12, 16]),
        ("石营村第一党支部、教育体育局党支部", vec![12, 31]),
        ("石营村第一党支部、第一中学党支部", vec![12, 32]),
        ("石营村第一党支部 / 石营村第四党支部", vec![12, 13]),
        ("大箐镇/石营村第四党支部", vec![13]),
        ("石营村第四党支部", vec![13]),
    ] {
        let found: Vec<u128> = county
            .find_joint(text)
            .iter()
            .flat_map(|(_, found)| numbers(found))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    let found = county.find_joint("石营村第一党支部、白营村第一党支部、无此村党支部");
    assert_eq!(found[1].1, Match::Several(vec![id(16), id(22)]));
    assert_eq!(found[2], ("无此村党支部".to_owned(), Match::None));
    assert_eq!(county.find_joint("  "), Vec::new());
}

#[test]
fn an_english_pack_matches_by_case_form_and_number() {
    check(
        &sites(),
        &[
            ("North Site Crew 2", &[4]),
            ("north  site crew 2", &[4]),
            ("NORTH SITE GANG 2", &[4]),
            ("North Site Crew No. 2", &[4]),
            ("North Site Crew No.2", &[4]),
            ("Northgate Building Limited", &[1]),
            ("Northgate Building", &[1]),
            ("North Site", &[2]),
            ("Northgate Building North Site", &[2]),
            ("Crew 1", &[3]),
            ("Crew 2", &[4, 8]),
            ("Quay / Crew 2", &[8]),
            ("North Site/Crew 2", &[4]),
            ("Quay Scaffolders", &[7]),
            ("Quay Scaffolders Crew", &[7]),
            ("North Site Visiting Crew", &[5]),
            ("North Site Crew 3", &[]),
            ("South Site", &[]),
        ],
    );
    let found = sites().find_joint("North Site Crew 1, Crew 2");
    assert_eq!(
        found.iter().map(|(_, found)| numbers(found)).collect::<Vec<_>>(),
        [vec![3], vec![4]]
    );
}

#[test]
fn names_of_people_have_one_spelling() {
    for (text, expected) in [
        ("田\u{3000}兴", "田兴"),
        (" 张富丽", "张富丽"),
        ("董平德\u{3000}", "董平德"),
        ("欧阳 文娜", "欧阳文娜"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 ・ 买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("\u{feff}李\u{200b}明", "李明"),
        ("John  A. Smith ", "John A. Smith"),
        ("", ""),
    ] {
        assert_eq!(fold_name(text), expected, "{text:?}");
    }
}

#[test]
fn a_cycle_of_parents_ends() {
    let rows: &[Row] = &[
        (1, "甲村党支部", "branch", Some(2)),
        (2, "乙村党总支", "general-branch", Some(1)),
    ];
    let county = directory(rows, include_str!("../../../../rules/party-lecture/rules.toml"));
    check(&county, &[("甲村支部", &[1]), ("丙村/甲村支部", &[])]);
}

#[test]
fn twenty_thousand_look_ups_are_quick() {
    let mut names = Vec::new();
    for township in 0..16_u128 {
        names.push((
            1000 + township,
            format!("中共云岭县{township}号镇委员会"),
            "committee",
            1,
        ));
        for village in 0..12 {
            let above = 10_000 + township * 100 + village;
            names.push((
                above,
                format!("中共云岭县{township}号镇{village}号村总支部委员会"),
                "general-branch",
                1000 + township,
            ));
            for branch in 1..6 {
                let name = format!("中共云岭县{township}号镇{village}号村第{branch}支部委员会");
                names.push((above * 10 + branch, name, "branch", above));
            }
        }
    }
    let mut rows: Vec<Row> = vec![(1, "中共云岭县委员会", "county-committee", None)];
    rows.extend(
        names
            .iter()
            .map(|(n, name, kind, above)| (*n, name.as_str(), *kind, Some(*above))),
    );
    let county = directory(&rows, include_str!("../../../../rules/party-lecture/rules.toml"));
    for turn in 0..20_000_u128 {
        let (township, village, branch) = (turn % 16, turn % 12, turn % 5 + 1);
        let found = county.find(&format!("云岭县{township}号镇{village}号村第{branch}党支部"));
        assert_eq!(
            found,
            Match::One(id((10_000 + township * 100 + village) * 10 + branch))
        );
    }
}
