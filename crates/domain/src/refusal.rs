//! Every reason to say no to a step of a lecture or an attendance. Each is answered in words that say what happened
//! and what to do next, elsewhere: must not word anything here.

use jiff::civil::Date;

use crate::lecture::StateKind;

/// What a lecture lacks (F3: 明确主讲人、授课内容、授课时间).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Missing {
    /// An organisation that holds it.
    Host,
    /// 主讲人.
    Speaker,
    /// 授课内容.
    Content,
    /// 授课时间.
    Time,
}

/// Why a lecture cannot be scheduled, or its schedule not changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ScheduleRefusal {
    /// Something is not said yet (F3).
    Incomplete(Vec<Missing>),
    /// A kind the pack does not name.
    UnknownKind {
        /// What stands there.
        kind: String,
    },
    /// A day that is over.
    DayOver {
        /// The day.
        on: Date,
        /// Today.
        today: Date,
    },
    /// So near the lecture a change asks a reason (F3: after T-3 days).
    ReasonNeeded {
        /// Days until the lecture.
        days_left: i32,
    },
    /// Not in this state.
    WrongState(StateKind),
}

/// Why a lecture cannot be called delivered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DeliverRefusal {
    /// What is said of it cannot be.
    Facts(FactsRefusal),
    /// Not in this state.
    WrongState(StateKind),
}

/// Why what is said of a lecture cannot be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FactsRefusal {
    /// Something is not said.
    Incomplete(Vec<Missing>),
    /// A kind the pack does not name.
    UnknownKind {
        /// What stands there.
        kind: String,
    },
    /// A day still to come.
    Future {
        /// The day.
        on: Date,
        /// Today.
        today: Date,
    },
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// More present than expected (实到 > 应到).
    Arithmetic {
        /// 应到.
        expected: u32,
        /// 实到.
        present: u32,
    },
    /// The heads counted at each host do not add up to the whole (E11).
    HostsDoNotAddUp {
        /// The sum over the hosts.
        sum: u64,
        /// The whole.
        whole: u32,
    },
    /// One organisation named twice.
    HostTwice,
}

/// Whose approval a late record needs (E12).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Approver {
    /// 乡镇.
    Township,
    /// 县.
    County,
}

/// Why a lecture cannot be recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RecordRefusal {
    /// What is said of it cannot be.
    Facts(FactsRefusal),
    /// 补录: so late a record asks a reason (E12).
    ReasonNeeded {
        /// Workdays since the lecture.
        workdays: u32,
    },
    /// 补录: so late a record needs approval (E12).
    ApprovalNeeded {
        /// Whose.
        by: Approver,
        /// Days since the lecture.
        days: i32,
    },
    /// 回避: who records cannot approve.
    OwnApproval,
    /// Not in this state.
    WrongState(StateKind),
}

/// Why an office cannot decline a late record (E12).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DeclineRefusal {
    /// It does not wait for anybody to agree.
    WrongState(StateKind),
    /// No reason was said.
    ReasonNeeded,
    /// It waits for this office.
    OfficeNeeded(Approver),
    /// 回避: it is one's own record.
    OwnWork,
}

/// Why a record cannot be verified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VerifyRefusal {
    /// 回避: nobody verifies their own record.
    OwnWork,
    /// Not in this state.
    WrongState(StateKind),
}

/// Why a record cannot be sent back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SendBackRefusal {
    /// Nothing says why.
    ReasonNeeded,
    /// A deadline that is over.
    DeadlineOver {
        /// The deadline.
        until: Date,
        /// Today.
        today: Date,
    },
    /// Not in this state.
    WrongState(StateKind),
}

/// Why a record cannot be corrected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CorrectRefusal {
    /// Nothing says why.
    ReasonNeeded,
    /// Nothing would change.
    NothingChanged,
    /// What would then be said cannot be.
    Facts(FactsRefusal),
    /// Not in this state.
    WrongState(StateKind),
}

/// Why a lecture cannot be cancelled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CancelRefusal {
    /// Nothing says why.
    ReasonNeeded,
    /// Not in this state: what is verified is sent back first.
    WrongState(StateKind),
}

/// Why a speaker cannot be replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SubstituteRefusal {
    /// Nobody is named instead.
    NoSpeaker,
    /// The same speakers as before.
    SameSpeaker,
    /// Not in this state: what is recorded is corrected.
    WrongState(StateKind),
}

/// Why a part cannot fall out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PartRefusal {
    /// There is no such part.
    NoSuchPart,
    /// It fell out already.
    FellOutAlready,
    /// Not in this state.
    WrongState(StateKind),
}

/// Why an attendance or its make-up is not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AttendanceRefusal {
    /// Not on the roster when it began (E40).
    NotOnTheRoster,
    /// Present already: nothing to make up.
    WasPresent,
    /// One make-up for a lecture (E24).
    MadeUpAlready,
    /// Before the lecture, or too long after it (E24).
    OutsideTheTime {
        /// The last day for it.
        last: Date,
    },
    /// The lecture was not held or does not count.
    NotHeld,
    /// Too few minutes or answers for its way (E22, E24).
    NotEnough,
}

/// Why something about a person or an exemption is not done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PeopleRefusal {
    /// No name was given.
    NameMissing,
    /// What was given is no month of a year (`1956-01`).
    MonthUnreadable {
        /// What was given.
        value: String,
    },
    /// Somebody of this name, not told apart by the month of birth, is at home there.
    NamesakeThere {
        /// The name.
        name: String,
    },
    /// The person is at home there already.
    AlreadyHome,
    /// The person is at home nowhere, so there is nothing to end.
    NotAtHome,
    /// The day is not after the one on which the home or the post began.
    BeforeBeginning {
        /// That day.
        since: Date,
    },
    /// The day lies ahead.
    NotYet {
        /// The day.
        on: Date,
    },
    /// Nobody is at home in an organisation of this kind.
    NoMembersThere,
    /// The organisation is not there on that day.
    OrganisationNotThere {
        /// The day.
        on: Date,
    },
    /// The post or the exemption is over already.
    OverAlready,
    /// The person was erased.
    Erased,
    /// Somebody whom a sheet would name so was erased on request.
    ErasedBefore {
        /// The name.
        name: String,
    },
    /// A reason must be given.
    ReasonMissing,
    /// An end before the beginning.
    EndsBeforeItBegins {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
}
