//! A finding from the order to its closing, told as the programme tells it (S8, E20, F2): who does what, until when, and what is
//! refused. 2020-10-01 to 10-08 are holidays, 2020-09-27 and 10-10 are worked.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which clippy does not take for tests"
)]

use jiff::civil::{Date, date};
use kaijiang_domain::finding::{
    Doer, Finding, FindingRefusal, Found, Interview, InterviewRefusal, Part, Reader, Severity, Stage, Step,
    StepKind, Waiting,
};
use kaijiang_domain::id::{AccountId, FindingId, InterviewId, OrganisationId, PersonId, PostId};
use kaijiang_domain::person::Post;
use kaijiang_domain::rule_set::{OversightRule, RuleSet};
use kaijiang_domain::workday::Workdays;
use uuid::Uuid;

const INSPECTOR: u128 = 1;
const SECRETARY: u128 = 2;
const SECOND: u128 = 3;
const COUNTY: u128 = 4;
const ABOVE: u128 = 5;
const NEW_SECRETARY: u128 = 6;

fn pack() -> (OversightRule, Workdays) {
    let rules = RuleSet::read(include_str!("../../../rules/party-lecture/rules.toml")).unwrap();
    let workdays = Workdays::read(include_str!("../../../rules/workdays/cn.toml")).unwrap();
    (rules.oversight, workdays)
}

fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn found() -> Finding {
    let found = Found {
        id: FindingId(Uuid::from_u128(100)),
        inspection: None,
        organisation: OrganisationId(Uuid::from_u128(200)),
        post: "secretary".into(),
        severity: Severity::Ordinary,
        article: "每季度至少安排1次党课".into(),
    };
    Finding::of(found, account(INSPECTOR), date(2020, 9, 14))
}

/// One line of a story: who does what on which day.
type Told = (Date, u128, Part, StepKind);

fn take(finding: &Finding, (on, who, part, kind): Told) -> Result<Finding, FindingRefusal> {
    let (rules, workdays) = pack();
    let by = Doer {
        account: account(who),
        part,
    };
    finding.take(
        Step {
            kind, said: "照实说"
        },
        by,
        on,
        (&rules, &workdays),
    )
}

fn tell(story: &[Told]) -> Finding {
    story.iter().fold(found(), |finding, step| {
        take(&finding, *step).unwrap_or_else(|why| panic!("{step:?}: {why:?} of {finding:?}"))
    })
}

fn waiting(finding: &Finding, on: Date) -> Waiting {
    let (rules, workdays) = pack();
    finding.waiting(on, &rules, &workdays)
}

const ORDER: Told = (date(2020, 9, 15), COUNTY, Part::Office, StepKind::Order);
const MEASURE: Told = (date(2020, 9, 18), SECRETARY, Part::Responsible, StepKind::Measure);
const PROVE: Told = (date(2020, 10, 9), SECRETARY, Part::Responsible, StepKind::Prove);
const PASS: Told = (date(2020, 10, 12), SECOND, Part::Inspector, StepKind::Pass);
const CLOSE: Told = (date(2020, 10, 13), COUNTY, Part::Office, StepKind::Close);

#[test]
fn s8_a_finding_taken_to_closure_by_four_people() {
    let ordered = tell(&[ORDER]);
    // 15 workdays from 15 September, over the holiday: 27 September and 10 October are worked.
    assert_eq!(ordered.due, Some(date(2020, 10, 12)));
    assert_eq!(
        waiting(&ordered, date(2020, 9, 15)),
        Waiting::Rectification {
            due: date(2020, 10, 12)
        }
    );
    let proven = tell(&[ORDER, MEASURE, PROVE]);
    assert_eq!(proven.stage, Stage::Proven);
    assert_eq!(
        waiting(&proven, date(2020, 10, 10)),
        Waiting::Recheck {
            due: date(2020, 10, 22)
        }
    );
    assert_eq!(
        waiting(&tell(&[ORDER, MEASURE, PROVE, PASS]), date(2020, 10, 12)),
        Waiting::Closing
    );
    let closed = tell(&[ORDER, MEASURE, PROVE, PASS, CLOSE]);
    assert_eq!((closed.stage, closed.due), (Stage::Closed, None));
    assert_eq!(
        waiting(&closed, date(2020, 10, 13)),
        Waiting::LookingBack {
            until: date(2021, 10, 12)
        }
    );
    assert_eq!(waiting(&closed, date(2021, 10, 13)), Waiting::Nothing);
}

#[test]
fn s8_the_recheck_is_another_persons() {
    let proven = tell(&[ORDER, MEASURE, PROVE]);
    let on = date(2020, 10, 12);
    for kind in [StepKind::Pass, StepKind::Fail] {
        for who in [INSPECTOR, SECRETARY] {
            let refused = take(&proven, (on, who, Part::Inspector, kind)).unwrap_err();
            assert_eq!(refused, FindingRefusal::AnotherPersonNeeded);
        }
        let refused = take(&proven, (on, SECOND, Part::Responsible, kind)).unwrap_err();
        assert_eq!(refused, FindingRefusal::WrongPart(Part::Inspector));
    }
    let failed = take(&proven, (on, SECOND, Part::Inspector, StepKind::Fail)).unwrap();
    assert_eq!(
        (failed.stage, failed.due),
        (Stage::Measured, Some(date(2020, 11, 2)))
    );
}

#[test]
fn s8_one_extension_and_asked_for_in_time() {
    let ask = |on| (on, SECRETARY, Part::Responsible, StepKind::AskExtension);
    let extend = (date(2020, 10, 14), COUNTY, Part::Office, StepKind::Extend);
    let asked = tell(&[ORDER, ask(date(2020, 10, 12))]);
    // The office's delay is not the unit's.
    assert_eq!(
        waiting(&asked, date(2020, 10, 13)),
        Waiting::Extension {
            asked: date(2020, 10, 12)
        }
    );
    let extended = take(&asked, extend).unwrap();
    assert_eq!((extended.due, extended.extensions), (Some(date(2020, 10, 26)), 1));
    assert_eq!(
        take(&extended, ask(date(2020, 10, 20))),
        Err(FindingRefusal::ExtendedAlready { most: 1 })
    );
    let late = take(&tell(&[ORDER]), ask(date(2020, 10, 13)));
    assert_eq!(
        late,
        Err(FindingRefusal::DeadlineOver {
            due: date(2020, 10, 12)
        })
    );
    assert_eq!(
        take(&asked, ask(date(2020, 10, 12))),
        Err(FindingRefusal::AskedAlready)
    );
    assert_eq!(take(&tell(&[ORDER]), extend), Err(FindingRefusal::NotAsked));
}

#[test]
fn s8_overdue_goes_one_level_up() {
    let ordered = tell(&[ORDER, MEASURE]);
    let late = waiting(&ordered, date(2020, 10, 15));
    assert_eq!(
        late,
        Waiting::Overdue {
            due: date(2020, 10, 12),
            workdays: 3
        }
    );
    assert!(late.is_escalated() && !waiting(&ordered, date(2020, 10, 12)).is_escalated());
    // Late proof is still taken: nothing is gained by refusing it.
    let proof = (date(2020, 10, 15), SECRETARY, Part::Responsible, StepKind::Prove);
    assert_eq!(take(&ordered, proof).unwrap().stage, Stage::Proven);
    let proven = tell(&[ORDER, MEASURE, PROVE]);
    assert_eq!(
        waiting(&proven, date(2020, 10, 23)),
        Waiting::RecheckLate {
            due: date(2020, 10, 22)
        }
    );
}

#[test]
fn s8_a_relapse_within_twelve_months_reopens() {
    let closed = tell(&[ORDER, MEASURE, PROVE, PASS, CLOSE]);
    let again = |on| take(&closed, (on, INSPECTOR, Part::Inspector, StepKind::Reopen));
    let reopened = again(date(2021, 10, 12)).unwrap();
    assert_eq!((reopened.stage, reopened.reopened), (Stage::Ordered, 1));
    assert!(reopened.due.unwrap() > date(2021, 10, 12));
    assert_eq!(
        again(date(2021, 10, 13)),
        Err(FindingRefusal::NoRelapse {
            until: date(2021, 10, 12)
        })
    );
}

#[test]
fn s8_an_appeal_stops_the_clock_and_is_answered_by_somebody_else() {
    let appeal = (date(2020, 9, 18), SECRETARY, Part::Responsible, StepKind::Appeal);
    let appealed = tell(&[ORDER, appeal]);
    assert_eq!(
        waiting(&appealed, date(2020, 9, 20)),
        Waiting::Answer {
            due: date(2020, 10, 9)
        }
    );
    assert!(
        waiting(&appealed, date(2020, 10, 10)).is_escalated(),
        "a late answer is the office's"
    );
    assert_eq!(
        take(&appealed, MEASURE),
        Err(FindingRefusal::AppealOpen {
            until: date(2020, 10, 9)
        })
    );
    let answer = |who, kind| take(&appealed, (date(2020, 9, 22), who, Part::Above, kind));
    assert_eq!(
        answer(COUNTY, StepKind::Dismiss),
        Err(FindingRefusal::AnotherPersonNeeded)
    );
    let dismissed = answer(ABOVE, StepKind::Dismiss).unwrap();
    // Two workdays open: two more to the deadline.
    assert_eq!(
        (dismissed.stage, dismissed.due),
        (Stage::Ordered, Some(date(2020, 10, 14)))
    );
    let appeals_again = (date(2020, 9, 22), SECRETARY, Part::Responsible, StepKind::Appeal);
    assert_eq!(
        take(&dismissed, appeals_again),
        Err(FindingRefusal::NothingToContest)
    );
    assert_eq!(answer(ABOVE, StepKind::Uphold).unwrap().stage, Stage::Withdrawn);
    let late = (date(2020, 9, 23), SECRETARY, Part::Responsible, StepKind::Appeal);
    assert_eq!(
        take(&tell(&[ORDER]), late),
        Err(FindingRefusal::AppealOver {
            until: date(2020, 9, 22)
        })
    );
}

#[test]
fn s8_each_step_that_falls_on_a_unit_can_be_contested() {
    let appeal = |on| (on, SECRETARY, Part::Responsible, StepKind::Appeal);
    let uphold = |on| (on, ABOVE, Part::Above, StepKind::Uphold);
    let fail = (date(2020, 10, 12), SECOND, Part::Inspector, StepKind::Fail);
    let again = tell(&[
        ORDER,
        MEASURE,
        PROVE,
        fail,
        appeal(date(2020, 10, 13)),
        uphold(date(2020, 10, 14)),
    ]);
    assert_eq!(again.stage, Stage::Proven);
    let same = take(
        &again,
        (date(2020, 10, 15), SECOND, Part::Inspector, StepKind::Pass),
    );
    assert_eq!(
        same,
        Err(FindingRefusal::AnotherPersonNeeded),
        "looked at by yet another person"
    );
    let ask = (
        date(2020, 10, 9),
        SECRETARY,
        Part::Responsible,
        StepKind::AskExtension,
    );
    let decline = (date(2020, 10, 9), COUNTY, Part::Office, StepKind::Decline);
    let given = tell(&[
        ORDER,
        ask,
        decline,
        appeal(date(2020, 10, 9)),
        uphold(date(2020, 10, 9)),
    ]);
    assert_eq!((given.extensions, given.due), (1, Some(date(2020, 10, 26))));
    let reopen = (date(2020, 11, 2), INSPECTOR, Part::Inspector, StepKind::Reopen);
    let story = [
        ORDER,
        MEASURE,
        PROVE,
        PASS,
        CLOSE,
        reopen,
        appeal(date(2020, 11, 3)),
        uphold(date(2020, 11, 4)),
    ];
    let back = tell(&story);
    assert_eq!((back.stage, back.reopened, back.due), (Stage::Closed, 0, None));
}

/// E20: whoever holds the post answers; the deadline is the same, and the new holder goes on where the old one stopped.
#[test]
fn e20_responsibility_follows_the_post() {
    let post = |person, from, until| Post {
        id: PostId(Uuid::from_u128(person)),
        organisation: OrganisationId(Uuid::from_u128(200)),
        role: "secretary".into(),
        person: PersonId(Uuid::from_u128(person)),
        from,
        until,
    };
    let posts = [
        post(SECRETARY, date(2018, 1, 1), Some(date(2020, 9, 20))),
        post(NEW_SECRETARY, date(2020, 9, 21), None),
    ];
    let finding = tell(&[ORDER, MEASURE]);
    let person = |number| Some(PersonId(Uuid::from_u128(number)));
    assert_eq!(finding.responsible(&posts, date(2020, 9, 20)), person(SECRETARY));
    assert_eq!(
        finding.responsible(&posts, date(2020, 9, 21)),
        person(NEW_SECRETARY)
    );
    assert_eq!(
        finding.responsible(&posts[..1], date(2020, 9, 21)),
        None,
        "vacant"
    );
    let proven = take(
        &finding,
        (
            date(2020, 10, 9),
            NEW_SECRETARY,
            Part::Responsible,
            StepKind::Prove,
        ),
    )
    .unwrap();
    assert_eq!(finding.due, Some(date(2020, 10, 12)), "not set anew");
    let own = take(
        &proven,
        (date(2020, 10, 12), NEW_SECRETARY, Part::Inspector, StepKind::Pass),
    );
    assert_eq!(own, Err(FindingRefusal::AnotherPersonNeeded));
}

/// Every part's deeds as lines, each deed tried with words and without.
fn offered(finding: &Finding, on: Date, rules: &OversightRule, workdays: &Workdays) -> Vec<String> {
    let mut lines = Vec::new();
    for part in Part::ALL {
        let by = Doer {
            account: account(9),
            part: *part,
        };
        let deeds = finding.deeds(by, on, rules, workdays);
        for kind in StepKind::ALL {
            let taken = finding.take(
                Step {
                    kind: *kind,
                    said: "说",
                },
                by,
                on,
                (rules, workdays),
            );
            assert_eq!(
                taken.is_ok(),
                deeds.contains(kind),
                "{kind:?} as {part:?} of {finding:?}"
            );
            let silent = finding.take(
                Step {
                    kind: *kind,
                    said: " ",
                },
                by,
                on,
                (rules, workdays),
            );
            if taken.is_ok() && kind.asks_words() {
                assert_eq!(silent, Err(FindingRefusal::WordsNeeded(*kind)));
            }
        }
        if !deeds.is_empty() {
            let appeal = if finding.appeal.is_some() { "+appeal" } else { "" };
            let words: Vec<&str> = deeds.iter().map(|kind| kind.word()).collect();
            let stage = finding.stage.word();
            lines.push(format!("{stage}{appeal} {}: {}\n", part.word(), words.join(" ")));
        }
    }
    lines
}

/// The whole machine: every stage, step and part gives a finding or a reason, and what `deeds` offers is what `take` takes.
#[test]
fn s8_the_machine_is_total() {
    let (rules, workdays) = pack();
    let on = date(2020, 10, 14);
    let appeal = (date(2020, 9, 18), SECRETARY, Part::Responsible, StepKind::Appeal);
    let stages = [
        tell(&[]),
        tell(&[ORDER]),
        tell(&[ORDER, appeal]),
        tell(&[ORDER, MEASURE]),
        tell(&[ORDER, MEASURE, PROVE]),
        tell(&[ORDER, MEASURE, PROVE, PASS]),
        tell(&[ORDER, MEASURE, PROVE, PASS, CLOSE]),
        take(&tell(&[]), (on, COUNTY, Part::Office, StepKind::Withdraw)).unwrap(),
    ];
    let table: String = stages
        .iter()
        .flat_map(|finding| offered(finding, on, &rules, &workdays))
        .collect();
    assert_eq!(
        table,
        "found office: order withdraw\n\
         ordered responsible: measure\n\
         ordered office: withdraw\n\
         ordered+appeal above: uphold dismiss\n\
         measured responsible: measure prove\n\
         measured office: withdraw\n\
         proven inspector: pass fail\n\
         proven office: withdraw\n\
         rechecked office: close\n\
         closed inspector: reopen\n"
    );
    let before = (date(2020, 9, 13), COUNTY, Part::Office, StepKind::Order);
    assert_eq!(
        take(&tell(&[]), before),
        Err(FindingRefusal::BeforeLastStep {
            on: date(2020, 9, 14)
        })
    );
}

fn interview() -> Interview {
    Interview {
        id: InterviewId(Uuid::from_u128(1)),
        organisation: OrganisationId(Uuid::from_u128(200)),
        post: "secretary".into(),
        person: PersonId(Uuid::from_u128(SECRETARY)),
        led_by: account(COUNTY),
        leader: None,
        on: date(2020, 10, 9),
        about: vec![FindingId(Uuid::from_u128(100))],
        minutes: None,
    }
}

#[test]
fn s8_e20_minutes_of_an_interview_are_the_two_parties_own() {
    let reader = |account_number, person: Option<u128>| Reader {
        account: account(account_number),
        person: person.map(|person| PersonId(Uuid::from_u128(person))),
    };
    let talk = interview();
    let (leader, talked_to, next) = (
        reader(COUNTY, None),
        reader(SECRETARY, Some(SECRETARY)),
        reader(NEW_SECRETARY, Some(NEW_SECRETARY)),
    );
    let day = date(2020, 10, 9);
    assert_eq!(talk.agree(talked_to, "", day), Err(InterviewRefusal::NotHeld));
    assert_eq!(
        talk.hold(talked_to, day, "谈了", day),
        Err(InterviewRefusal::NotTheParty)
    );
    assert_eq!(
        talk.hold(leader, day, " ", day),
        Err(InterviewRefusal::WordsNeeded)
    );
    assert_eq!(
        talk.hold(leader, date(2020, 10, 10), "谈了", day),
        Err(InterviewRefusal::Future {
            on: date(2020, 10, 10)
        })
    );
    let held = talk.hold(leader, day, "谈了", day).unwrap();
    assert_eq!(
        held.hold(leader, day, "改了", day),
        Err(InterviewRefusal::HeldAlready)
    );
    assert!(held.minutes_for(leader).is_some() && held.minutes_for(talked_to).is_some());
    for other in [next, reader(ABOVE, Some(ABOVE)), reader(INSPECTOR, None)] {
        assert_eq!(
            held.minutes_for(other),
            None,
            "a successor, an office above, an inspector"
        );
    }
    let agreed = held.agree(talked_to, " 有一处不对 ", day).unwrap();
    assert_eq!(agreed.minutes_for(leader).unwrap().remark, "有一处不对");
    assert_eq!(
        agreed.agree(talked_to, "", day),
        Err(InterviewRefusal::AgreedAlready)
    );
    assert_eq!(held.agree(next, "", day), Err(InterviewRefusal::NotTheParty));
    let oneself = Interview {
        leader: Some(talk.person),
        ..talk
    };
    assert_eq!(oneself.check(), Err(InterviewRefusal::WithOneself));
}
