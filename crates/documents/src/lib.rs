//! Papers and spreadsheets: values in, bytes out.
//!
//! Nothing here may ask the time or the store: the same values give the same bytes. Papers are made of the blocks of
//! `paper` by one module per paper, and written by `docx` and `pdf`.

pub mod activation_slip;
pub mod binder;
mod breaks;
pub mod calendar;
pub mod contact;
pub mod cover_notice;
pub mod docx;
mod faces;
pub mod filled_table;
mod fonts;
mod form;
pub mod group_list;
pub mod handover_sheet;
pub mod implementation_plan;
pub mod ledger;
mod moment;
pub mod news_page;
pub mod notice;
pub mod official;
pub mod paper;
pub mod pdf;
pub mod reminder_list;
pub mod responsibility;
pub mod return_form;
pub mod schedule;
pub mod sign_in_sheet;
pub mod slip;
pub mod summary;
pub mod template;
pub mod xlsx;
