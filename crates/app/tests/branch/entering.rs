//! 代填 from a grid and from a pasted sheet: good rows go in, bad ones come back.

use app::enter_for_others::{Became, Row, RowFault, enter_rows, pasted, see_grid, try_rows};
use domain::access::Role;
use domain::lecture::Origin;
use domain::obligation::StandingKind;
use kaijiang_app as app;

use super::world::{on_both, stranger};
use super::{county, forbidden, lecture, organisation, quarter, secretary, seen, somebody, township};

const TOWNSHIP: &str = "中共甲县乙镇委员会";

/// As it is copied from a sheet, columns in an order of its own.
const SHEET: &str = "\
日期\t党支部\t题目\t类型\t主讲人\t主讲人身份\t实到\t应到
2020年11月30日\t丙村支部\t一课\t故事党课\t孙三\t书记\t3\t3
11月30日\t丁村第一支部\t二课\t故事党课\t李四\t书记\t1\t1
2020-11-30\t丁村支部\t三课\t故事党课\t李四\t书记\t9\t1
2020-11-30\t丁村支部\t四课\t说唱\t李四\t书记\t1\t1
大概上周\t丁村支部\t五课\t故事党课\t李四\t书记\t1\t1
2020-11-30\t丙村支部\t一课\t故事党课\t孙三\t书记\t3\t3
";

#[tokio::test(flavor = "multi_thread")]
async fn x2_a_pasted_sheet_is_tried_then_entered_row_by_row() {
    on_both("x2_a_pasted_sheet_is_tried_then_entered", |world| async move {
        let app = &world.app;
        county(app).await;
        let (township, top) = (township(app).await, organisation(app, TOWNSHIP).await);
        let rows = pasted(SHEET, &seen(app).await.rules).rows;
        assert_eq!(rows.len(), 6);
        let tried = try_rows(app, &township, (top, &rows)).await.unwrap();
        let told = |became: &Became| match became {
            Became::Good { .. } => "good".to_owned(),
            Became::Recorded(_) => "recorded".to_owned(),
            Became::Blank => "blank".to_owned(),
            Became::Wrong(faults) => match &faults[0] {
                RowFault::NoBranch => "no branch".to_owned(),
                RowFault::Refused(refusal) => format!("{refusal:?}").chars().take(40).collect(),
                RowFault::UnknownWord(cell) | RowFault::Unreadable(cell) => (*cell).to_owned(),
                RowFault::StandsAbove => "above".to_owned(),
                RowFault::SeveralBranches(_) => "several".to_owned(),
            },
        };
        let expected = [
            "good",
            "no branch",
            "Record(Facts(Arithmetic { expected: 1, p",
            "kind",
            "on",
            "above",
        ];
        assert_eq!(tried.iter().map(told).collect::<Vec<_>>(), expected);
        assert!(
            seen(app).await.facts.lectures.is_empty(),
            "trying wrote something"
        );
        let keyed: Vec<(String, Row)> = (0..).map(|n| format!("row{n}")).zip(rows).collect();
        let became = enter_rows(app, &township, (top, &keyed)).await.unwrap();
        let Became::Recorded(first) = &became[0] else {
            panic!("{became:?}")
        };
        assert_eq!(
            became
                .iter()
                .filter(|one| matches!(one, Became::Recorded(_)))
                .count(),
            1
        );
        let kept = lecture(app, first.lecture).await;
        assert_eq!(
            (kept.origin, kept.main_class()),
            (Origin::OnBehalf, Some("secretary"))
        );
        assert!(
            kept.speakers[0].person.is_some(),
            "the branch's own secretary is known by name"
        );
        // The whole sheet is sent again with a row mended: what went in stays one lecture.
        let mut mended = keyed;
        "丁村支部".clone_into(&mut mended[1].1.branch);
        let again = enter_rows(app, &township, (top, &mended)).await.unwrap();
        assert!(matches!(
            (&again[0], &again[1]),
            (Became::Recorded(_), Became::Recorded(_))
        ));
        assert_eq!(seen(app).await.facts.lectures.len(), 2);
        assert_eq!(
            quarter(app, "中共甲县乙镇丁村支部委员会", "2020-Q4").await,
            StandingKind::Met
        );
        world
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn e42_a_name_means_a_branch_of_ones_own_and_nobody_enters_for_others() {
    on_both("e42_a_name_means_a_branch_of_ones_own", |world| async move {
        let app = &world.app;
        county(app).await;
        let (township, top) = (township(app).await, organisation(app, TOWNSHIP).await);
        // 丙村 is in two townships; within one's own it is one.
        let row = |branch: &str| Row {
            branch: branch.to_owned(),
            on: "2020-11-30".to_owned(),
            title: "一课".to_owned(),
            speaker: "孙三".to_owned(),
            kind: "story".to_owned(),
            ..Row::default()
        };
        let rows = [row("丙村支部"), row("中共甲县戊镇丙村支部委员会"), Row::default()];
        let tried = try_rows(app, &township, (top, &rows)).await.unwrap();
        assert!(matches!(tried[0], Became::Good { .. }));
        assert!(matches!(&tried[1], Became::Wrong(faults) if matches!(faults[0], RowFault::NoBranch)));
        assert!(matches!(tried[2], Became::Blank));
        // The county means both, and is asked which.
        let county_officer = somebody(app, Role::CountyOfficer, "中共甲县委员会").await;
        let root = organisation(app, "中共甲县委员会").await;
        let asked = try_rows(app, &county_officer, (root, &rows[..1])).await.unwrap();
        assert!(matches!(&asked[0], Became::Wrong(faults)
            if matches!(&faults[0], RowFault::SeveralBranches(names) if names.len() == 2)));
        let other = somebody(app, Role::TownshipOfficer, "中共甲县戊镇委员会").await;
        for actor in [stranger(), other, secretary(app).await] {
            forbidden(see_grid(app, &actor, top).await);
            forbidden(try_rows(app, &actor, (top, &rows)).await);
            forbidden(enter_rows(app, &actor, (top, &[("k".to_owned(), rows[0].clone())])).await);
        }
        let grid = see_grid(app, &township, top).await.unwrap();
        assert_eq!(grid.branches.len(), 2);
        assert_eq!(grid.branches[0].owes[0].missing, 1);
        world
    })
    .await;
}
