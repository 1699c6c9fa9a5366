//! Papers and spreadsheets: values in, bytes out.
//!
//! Nothing here may ask the time or the store: the same values give the same bytes.

pub mod calendar;
pub mod ledger;
pub mod template;
pub mod xlsx;
