//! Papers of a county, and words of both packs.

use i18n::{Locale, Words};
use jiff::civil::{date, time};
use kaijiang_documents::activation_slip::ActivationSlip;
use kaijiang_documents::contact::Contact;
use kaijiang_documents::sign_in_sheet::SignInSheet;
use kaijiang_documents::slip::{Slip, SlipLecture};

pub const PARTY: &str = include_str!("../../../../rules/party-lecture/vocabulary.ftl");
pub const TOOLBOX: &str = include_str!("../../../../rules/toolbox-talk/vocabulary.ftl");

/// Each language and each pack.
pub fn all_words() -> Vec<Words> {
    let spoken = [
        (Locale::ZhHans, PARTY),
        (Locale::ZhHans, TOOLBOX),
        (Locale::ZhHant, PARTY),
        (Locale::En, TOOLBOX),
    ];
    spoken.map(|(locale, pack)| Words::new(locale, Some(pack))).into()
}

pub fn chinese() -> Words {
    Words::new(Locale::ZhHans, Some(PARTY))
}

pub fn contact() -> Contact {
    Contact {
        name: "张敏（镇组织委员）".to_owned(),
        phone: "0871-60000001".to_owned(),
    }
}

pub fn planned() -> SlipLecture {
    SlipLecture {
        duty: "每季度一次".to_owned(),
        due_on: Some(date(2026, 12, 31)),
        held_on: Some(date(2026, 10, 16)),
        starts_at: Some(time(19, 30, 0, 0)),
        topic: "一条水渠三十年".to_owned(),
        kind: "故事".to_owned(),
        speaker: "李文华".to_owned(),
        venue: "葵渡村活动室".to_owned(),
    }
}

pub fn slip(organisation: &str, lectures: Vec<SlipLecture>) -> Slip {
    Slip {
        organisation: organisation.to_owned(),
        period: "2026年第四季度".to_owned(),
        lectures,
        contact: Some(contact()),
        issued_by: "雾溪镇党委".to_owned(),
    }
}

pub fn sheet(roster: &[&str]) -> SignInSheet {
    SignInSheet {
        organisation: "葵渡村第四支部".to_owned(),
        topic: "一条水渠三十年".to_owned(),
        held_on: Some(date(2026, 10, 16)),
        starts_at: Some(time(19, 30, 0, 0)),
        venue: "葵渡村活动室".to_owned(),
        speaker: "李文华".to_owned(),
        roster: roster.iter().map(|name| (*name).to_owned()).collect(),
    }
}

pub fn activation(number: usize) -> ActivationSlip {
    ActivationSlip {
        organisation: format!("葵渡村第{number}支部"),
        person: "李文华（书记）".to_owned(),
        address: format!("https://kaijiang.example.cn/a/{number:04}7Q2KM4TXWP9RB3HD8VNC5"),
        until: date(2026, 10, 8),
        login: None,
        contact: Some(contact()),
    }
}
