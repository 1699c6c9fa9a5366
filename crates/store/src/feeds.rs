//! Rows of calendars that phones subscribe to: whether an account's is open, and which of its addresses holds.
//! Must not hold an address: it is derived from the key beside the database, and no copy of the data tells it.

use domain::id::AccountId;

use crate::tables::table;

table! {
    /// The calendar of an account.
    CalendarFeedRow = Unlogged "calendar_feed" by []
    key {
        /// Whose.
        account_id: AccountId,
    }
    has {
        /// `open` or `closed`.
        state: String,
        /// Counts its addresses: with the next one the last stops working.
        round: u32,
    }
}
