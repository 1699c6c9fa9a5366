//! Both packs, as they ship and under random changes.

use jiff::civil::{Date, date};
use kaijiang_domain::period::{Rhythm, plus_days};
use kaijiang_domain::rule_set::{
    Attribution, Duty, Exemption, FoundedInside, Inherit, JointShare, RuleSet, TakesOver,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::county::{DAYS, seldom};

const PARTY: &str = include_str!("../../../../rules/party-lecture/rules.toml");
const TOOLBOX: &str = include_str!("../../../../rules/toolbox-talk/rules.toml");

/// A pack and what is changed of each of its duties.
#[derive(Clone, Debug)]
pub struct Rules {
    toolbox: bool,
    changes: Vec<Change>,
    /// A new version of the first duty from a day on (E39).
    version: Option<(u16, Rhythm, bool)>,
}

#[derive(Clone, Debug, Default)]
struct Change {
    minimum: Option<u32>,
    days: [Option<u32>; 4],
    founded_inside: Option<FoundedInside>,
    inherit: Option<Inherit>,
    attribution: Option<Attribution>,
    joint: Option<JointShare>,
    limit: Option<u32>,
    /// First day on which the second township is exempt.
    exempt: Option<u16>,
    is_under: bool,
    classes: Option<usize>,
}

fn change() -> impl Strategy<Value = Change> {
    let founded = prop_oneof![
        Just(FoundedInside::ThisPeriod),
        Just(FoundedInside::ByMidpoint),
        Just(FoundedInside::NextPeriod)
    ];
    let joint = prop_oneof![
        Just(JointShare::HostOnly),
        Just(JointShare::None),
        Just(JointShare::Full)
    ];
    (
        seldom(1_u32..4),
        (
            seldom(0_u32..50),
            seldom(0_u32..12),
            seldom(0_u32..120),
            seldom(0_u32..3),
        ),
        seldom(founded),
        seldom(prop_oneof![Just(Inherit::Any), Just(Inherit::None)]),
        seldom(Just(Attribution::ActualStart)),
        seldom(joint),
        seldom(0_u32..3),
        seldom(0..DAYS),
        prop::bool::weighted(0.1),
        seldom(0_usize..5),
    )
        .prop_map(|told| Change {
            minimum: told.0,
            days: [told.1.0, told.1.1, told.1.2, told.1.3],
            founded_inside: told.2,
            inherit: told.3,
            attribution: told.4,
            joint: told.5,
            limit: told.6,
            exempt: told.7,
            is_under: told.8,
            classes: told.9,
        })
}

/// Both packs as they ship, and under random changes.
pub fn rules() -> impl Strategy<Value = Rules> {
    let rhythm = prop_oneof![
        Just(Rhythm::Month),
        Just(Rhythm::TwoMonths),
        Just(Rhythm::Half),
        Just(Rhythm::Year),
        Just(Rhythm::Week)
    ];
    let changes = prop_oneof![1 => Just(Vec::new()), 3 => vec(change(), 2)];
    (any::<bool>(), changes, seldom((0..DAYS, rhythm, any::<bool>()))).prop_map(
        |(toolbox, changes, version)| Rules {
            toolbox,
            changes,
            version,
        },
    )
}

impl Rules {
    pub fn told(&self) -> RuleSet {
        let mut rules = RuleSet::read(if self.toolbox { TOOLBOX } else { PARTY }).unwrap();
        for (duty, change) in rules.duties.iter_mut().zip(&self.changes) {
            let classes: Vec<String> = rules
                .speaker_classes
                .iter()
                .map(|class| class.id.clone())
                .collect();
            change.put(duty, &classes, rules.starts_on);
        }
        if let Some((from, rhythm, is_at_once)) = self.version {
            let mut newer = rules.duties[0].clone();
            newer.effective_from = plus_days(rules.starts_on, i32::from(from) + 1);
            newer.period = rhythm;
            newer.takes_over = if is_at_once {
                TakesOver::AtOnce
            } else {
                TakesOver::AfterRunningPeriod
            };
            rules.duties.push(newer);
        }
        assert!(rules.starts_on > date(2020, 1, 1));
        rules
    }
}

impl Change {
    fn put(&self, duty: &mut Duty, classes: &[String], starts_on: Date) {
        let [at_risk, grace, make_up, carry] = self.days;
        duty.minimum = self.minimum.unwrap_or(duty.minimum);
        duty.at_risk_days = at_risk.unwrap_or(duty.at_risk_days);
        duty.grace_days = grace.unwrap_or(duty.grace_days);
        duty.make_up_days = make_up.unwrap_or(duty.make_up_days);
        duty.carry = carry.unwrap_or(duty.carry);
        duty.founded_inside = self.founded_inside.unwrap_or(duty.founded_inside);
        duty.inherit = self.inherit.unwrap_or(duty.inherit);
        duty.attribution = self.attribution.unwrap_or(duty.attribution);
        duty.counts.joint = self.joint.unwrap_or(duty.counts.joint);
        duty.counts.joint_limit_per_year = self.limit.or(duty.counts.joint_limit_per_year);
        if let Some(from) = self.exempt {
            duty.exempt.push(Exemption {
                kinds: Vec::new(),
                organisations: vec!["2".into()],
                from: Some(plus_days(starts_on, i32::from(from))),
                until: None,
                reason: String::new(),
            });
        }
        if self.is_under {
            duty.under.push("1".into());
        }
        if let Some(count) = self.classes {
            duty.counts.speaker_classes = classes.iter().take(count).cloned().collect();
        }
    }
}
