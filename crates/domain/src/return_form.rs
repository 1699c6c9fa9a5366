//! What a return (收表) can ask for, and of whom. Must not know cells or files: `returns` compares, `app` reads.

use crate::worded::worded;

worded! {
    /// The form of a return: which of our records its rows are (X7).
    pub enum ReturnForm {
        /// 台账: a row for each lecture that was held.
        Ledger = "ledger",
        /// 季度计划: a row for each item that is planned.
        Plan = "plan",
        /// 花名册: a row for each member.
        Roster = "roster",
    }

    /// Who fills the form.
    pub enum FilledBy {
        /// Every organisation directly below the office that asks.
        Below = "below",
        /// Every branch below it.
        Branches = "branches",
    }
}
