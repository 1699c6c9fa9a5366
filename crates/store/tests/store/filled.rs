//! A tree with a row or more in every table, so that no table goes untried.

use crate::world::{at, entry, host, id, lecture, organisation, parent, person, plant, speaker, tree};
use domain::id::{
    AccountId, BulletinId, GrantId, LectureId, MaterialId, OrganisationId, PersonId, PlanItemId, ReturnId,
};
use jiff::civil::date;
use kaijiang_store as store;
use store::excusals::ExcusalRow;
use store::lectures::{AttendanceRow, LecturePartRow};
use store::ledgers::{LedgerLineRow, LedgerRow};
use store::people::{MembershipRow, PairedVillageRow, PostRow};
use store::trees::RuleVersionRow;
use store::{
    AccountRow, BulletinRow, FormTieRow, GrantRow, Json, MaterialRow, PlanItemRow, ReturnPartRow, ReturnRow,
    RhythmRunRow, ScriptRow, Store,
};

/// Accounts, plans and what is attached to lectures.
async fn fill_doors(store: &Store) {
    let mut tx = store.write(tree()).await.unwrap();
    let (organisation_id, lecture_id) = (OrganisationId(id(3)), LectureId(id(50)));
    for n in 800..804 {
        let account_id = AccountId(id(n));
        tx.save(&[AccountRow {
            id: account_id,
            login: Some(format!("officer {n}")),
            name: Some(format!("name {n}")),
            person_id: None,
            state: "active".to_owned(),
            created_at: at(1),
        }])
        .await
        .unwrap();
        tx.save(&[GrantRow {
            id: GrantId(id(n)),
            account_id,
            role: "secretary".to_owned(),
            organisation_id,
            from_on: date(2020, 1, 1),
            until_on: None,
            state: "active".to_owned(),
        }])
        .await
        .unwrap();
        tx.save(&[plan_item(n)]).await.unwrap();
        tx.save(&[bulletin(n)]).await.unwrap();
        tx.save(&[run(n)]).await.unwrap();
        tx.save(&[sent_out(n)]).await.unwrap();
        tx.save(&[asked(n)]).await.unwrap();
        tx.save(&[tie(n)]).await.unwrap();
        tx.save(&[ScriptRow {
            lecture_id: LectureId(id(n - 750)),
            answer: "from-notes".to_owned(),
        }])
        .await
        .unwrap();
        tx.save(&[MaterialRow {
            id: MaterialId(id(n)),
            lecture_id,
            sort: "photo".to_owned(),
            file_name: Some(format!("{n}.jpg")),
            media_type: "image/jpeg".to_owned(),
            size: 3,
            sha256: "cd".repeat(32),
            added_at: at(2),
            added_by: "somebody".to_owned(),
            removed_at: None,
            shown_sha256: None,
        }])
        .await
        .unwrap();
    }
    tx.commit(entry("doors")).await.unwrap();
}

fn plan_item(n: u64) -> PlanItemRow {
    PlanItemRow {
        id: PlanItemId(id(n)),
        organisation_id: OrganisationId(id(3)),
        duty: "quarterly".to_owned(),
        period: "2020-Q4".to_owned(),
        planned_on: Some(date(2020, 12, 20)),
        starts_minute: Some(900),
        topic: Some(format!("topic {n}")),
        kind: "theory".to_owned(),
        forms: Json("[]".to_owned()),
        venue: None,
        speaker: Some(format!("speaker {n}")),
        speaker_class: None,
        speaker_person_id: None,
        state: "open".to_owned(),
        lecture_id: None,
        reason: None,
        version: 1,
    }
}

fn run(n: u64) -> RhythmRunRow {
    RhythmRunRow {
        kind: "reminder".to_owned(),
        period: format!("2020-W{n}"),
        due_on: date(2020, 9, 7),
        making: "made".to_owned(),
        as_of: date(2020, 9, 7),
        audit_number: i64::try_from(n).unwrap(),
        made_at: at(3),
        notices: 3,
        sha256: Some("ab".repeat(32)),
    }
}

fn bulletin(n: u64) -> BulletinRow {
    BulletinRow {
        id: BulletinId(id(n)),
        organisation_id: OrganisationId(id(3)),
        period: "2020-Q3".to_owned(),
        state: "published".to_owned(),
        language: "zh-Hans".to_owned(),
        words: Json("{}".to_owned()),
        figures: Json(format!("{{\"sessions\":{n}}}")),
        as_of: date(2020, 10, 15),
        audit_number: 3,
        number: Some(format!("number {n}")),
        composed_by: "one".to_owned(),
        composed_at: at(3),
        approved_by: Some("another".to_owned()),
        approved_at: Some(at(4)),
        published_by: Some("one".to_owned()),
        published_at: Some(at(5)),
        docx_sha256: Some("ef".repeat(32)),
        pdf_sha256: None,
        version: 4,
    }
}

fn sent_out(n: u64) -> ReturnRow {
    ReturnRow {
        id: ReturnId(id(n)),
        organisation_id: OrganisationId(id(3)),
        name: format!("return {n}"),
        form: "ledger".to_owned(),
        from_on: Some(date(2020, 10, 1)),
        until_on: Some(date(2020, 12, 31)),
        filled_by: "children".to_owned(),
        due_at: Some(at(9)),
        note: None,
        state: "open".to_owned(),
        opened_by: "one".to_owned(),
        opened_at: at(3),
        version: 1,
    }
}

fn asked(n: u64) -> ReturnPartRow {
    ReturnPartRow {
        return_id: ReturnId(id(n)),
        organisation_id: OrganisationId(id(3)),
        rows: 4,
        answered_at: None,
        asked: u32::try_from(n).unwrap(),
        asked_at: Some(at(5)),
    }
}

fn tie(n: u64) -> FormTieRow {
    FormTieRow {
        fingerprint: format!("{n:064x}"),
        name: format!("table {n}"),
        ties: Json(format!("{{\"columns\":[{n}]}}")),
        kept_by: "one".to_owned(),
        kept_at: at(3),
    }
}

/// A tree with a row or more in every table.
#[expect(clippy::too_many_lines, reason = "one row after another")]
pub async fn fill(store: &Store) {
    let mut head = plant(store).await;
    let mut tx = store.write(tree()).await.unwrap();
    let rules = |version: u32| RuleVersionRow {
        version,
        effective_from: date(2020, 1, 1),
        name: "rules".to_owned(),
        text: format!("version = {version}"),
        sha256: "ab".repeat(32),
        vocabulary: "-lecture = talk\n".to_owned(),
    };
    tx.save(&[rules(1), rules(2)]).await.unwrap();
    tx.commit(entry("rules")).await.unwrap();
    let mut tx = store.write(tree()).await.unwrap();
    tx.save(&(2..20).map(organisation).collect::<Vec<_>>())
        .await
        .unwrap();
    tx.save(
        &(2..20)
            .map(|n| parent(n, (n > 2).then_some(2)))
            .collect::<Vec<_>>(),
    )
    .await
    .unwrap();
    tx.commit_with_answer(
        entry("found"),
        "key 1",
        "request 1",
        Json("{\"ok\":1}".to_owned()),
    )
    .await
    .unwrap();
    let mut tx = store.write(tree()).await.unwrap();
    tx.save(&(30..40).map(person).collect::<Vec<_>>()).await.unwrap();
    let organisation_id = OrganisationId(id(3));
    for n in 30..34 {
        let person_id = PersonId(id(n));
        let from_on = date(2020, 1, 2);
        tx.save(&[MembershipRow {
            person_id,
            organisation_id,
            from_on,
            until_on: None,
        }])
        .await
        .unwrap();
        let role = "secretary".to_owned();
        tx.save(&[PostRow {
            id: domain::id::PostId(id(n)),
            organisation_id,
            role,
            person_id,
            from_on,
            until_on: None,
        }])
        .await
        .unwrap();
        let village_id = OrganisationId(id(n - 25));
        tx.save(&[PairedVillageRow {
            unit_id: organisation_id,
            village_id,
            from_on,
            until_on: None,
        }])
        .await
        .unwrap();
        let granted_by = "county".to_owned();
        let reason = "flood".to_owned();
        let excusal = ExcusalRow {
            id: domain::id::ExcusalId(id(n)),
            organisation_id,
            duty: None,
            from_on,
            until_on: None,
            reason,
            granted_by,
        };
        tx.save(&[excusal]).await.unwrap();
    }
    tx.commit_with_answer(
        entry("people"),
        "key 2",
        "request 2",
        Json("{\"ok\":2}".to_owned()),
    )
    .await
    .unwrap();
    let mut tx = store.write(tree()).await.unwrap();
    for n in 50..60 {
        tx.save(&[lecture(n)]).await.unwrap();
        tx.save(&[host(n, 3)]).await.unwrap();
        tx.save(&[speaker(n + 100, n, None), speaker(n + 200, n, Some(30))])
            .await
            .unwrap();
        let lecture_id = LectureId(id(n));
        let part = "talk".to_owned();
        tx.save(&[LecturePartRow {
            lecture_id,
            position: 0,
            part,
            venue: None,
            minutes: 40,
            held: true,
        }])
        .await
        .unwrap();
        let how = "signed".to_owned();
        tx.save(&[AttendanceRow {
            lecture_id,
            person_id: PersonId(id(31)),
            at: None,
            how,
        }])
        .await
        .unwrap();
    }
    tx.commit(entry("lectures")).await.unwrap();
    fill_doors(store).await;
    let mut tx = store.write(tree()).await.unwrap();
    tx.erase(PersonId(id(39)), crate::world::at(5)).await.unwrap();
    tx.remove::<store::lectures::LectureRow>([(LectureId(id(59)),)])
        .await
        .unwrap();
    head = tx.commit(entry("erase")).await.unwrap().max(head);
    for n in 0..2_u64 {
        let mut stage = store.stage(tree()).await.unwrap();
        stage
            .insert(&(500 + n * 10..505 + n * 10).map(lecture).collect::<Vec<_>>())
            .await
            .unwrap();
        stage.insert(&[speaker(700 + n, 500, None)]).await.unwrap();
        let ledger = LedgerRow {
            id: id(900 + n),
            name: "台账.xls".to_owned(),
            sha256: "cd".repeat(32),
            rows: 5,
            imported_at: crate::world::at(3),
            audit_number: head.0 + 1,
        };
        stage.insert(&[ledger]).await.unwrap();
        let lines = (1..5).map(|number| LedgerLineRow {
            ledger_id: id(900 + n),
            number,
            lecture_id: Some(LectureId(id(500))),
            refusal: None,
        });
        stage.insert(&lines.collect::<Vec<_>>()).await.unwrap();
        stage.replace(&[lecture(50 + n)]).await.unwrap();
        head = stage.publish(head, &entry("import")).await.unwrap();
    }
    let verified = store.verify(tree(), None).await.unwrap();
    assert!(verified.ok, "{:?}", verified.first_bad);
}
