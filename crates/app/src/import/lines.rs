//! What a row of each kind of sheet says, once read: still names, not yet organisations or people.
//! Must not look anything up.

use jiff::civil::{Date, DateTime};

/// Where a row stands: what a person needs to find it again.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Place {
    /// Sheet name.
    pub sheet: String,
    /// Row number as the sheet shows it, from 1.
    pub row: u32,
}

/// A row of the list of organisations (党组织基本情况表).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrganisationLine {
    /// Where it stands.
    pub place: Place,
    /// 序号.
    pub number: Option<i64>,
    /// 党组织全称.
    pub name: String,
    /// 党组织类别.
    pub kind: String,
    /// 上级党组织; none for the root.
    pub parent: Option<String>,
    /// 书记.
    pub secretary: Option<String>,
    /// 成立时间.
    pub founded_on: Option<Date>,
    /// 撤销或合并时间.
    pub closed_on: Option<Date>,
    /// 合并到.
    pub merged_into: Option<String>,
    /// 备注.
    pub note: Option<String>,
}

/// A row of a roster of members (党员花名册).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MemberLine {
    /// Where it stands.
    pub place: Place,
    /// 所在支部.
    pub branch: String,
    /// 姓名.
    pub name: String,
    /// 出生年月, `1956-01`.
    pub birth_month: Option<String>,
    /// 党员类别.
    pub kind: String,
}

/// A row of the ledger of lectures (台账).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LectureLine {
    /// Where it stands.
    pub place: Place,
    /// 序号.
    pub number: Option<i64>,
    /// 开展时间: the day it was held.
    pub on: Date,
    /// 党组织, several joined by 、 when held together.
    pub organisations: String,
    /// 党课题目.
    pub title: String,
    /// 类型.
    pub kind: String,
    /// 形式.
    pub form: String,
    /// 主讲人.
    pub speaker: String,
    /// 主讲人身份.
    pub speaker_class: String,
    /// 地点.
    pub venue: Option<String>,
    /// 应到人数.
    pub expected: Option<u32>,
    /// 实到人数.
    pub present: Option<u32>,
    /// 备注.
    pub note: Option<String>,
}

/// A row of a sign-in list (签到).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SignInLine {
    /// Where it stands.
    pub place: Place,
    /// 台账序号: the 序号 of the ledger last imported.
    pub number: i64,
    /// 支部 of the person.
    pub branch: String,
    /// 姓名.
    pub name: String,
    /// 出生年月.
    pub birth_month: Option<String>,
    /// 签到时间.
    pub at: Option<DateTime>,
}
