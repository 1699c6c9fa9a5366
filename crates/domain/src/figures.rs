//! Figures (统计数字): turns facts into counts for every organisation and all above it.
//! The only place where a figure is defined: reports, matrix, dashboard and published papers call it.
//!
//! Organisations are numbered in preorder, so a subtree is a range and a roll-up is one backward sweep.
//! Rules arrive compiled to tables, so "as of any day" and "under a draft" are other tables, not other code.
//! Must not read a clock, know a database, or decide what counts: classes of lectures are given to it.
//!
//! The trip: [`preorder`] → [`Columns`] + [`Credits`] + [`CompiledRules`] → [`sweep`] → [`RollUp`];
//! beside it [`Sessions`] (场次), [`Coverage`] (覆盖人数), and [`Counters`], which stay exact under changes.

mod columns;
mod counters;
mod coverage;
mod credits;
mod distinct;
mod joints;
mod links;
mod outcome;
mod roll_up;
mod rules;
mod sessions;
mod share;
mod slots;
mod sweep;

pub use columns::{Columns, KindSet, NONE, Numbering, TreeRefusal, preorder};
pub use counters::Counters;
pub use coverage::{Attendances, Coverage};
pub use credits::{Credit, Credits, day_number};
pub use distinct::{Distinct, Sums};
pub use links::MoveRefusal;
pub use outcome::{Outcome, Tally};
pub use roll_up::RollUp;
pub use rules::{CompiledRules, MAX_SLOTS, RulesRefusal, SlotSpec};
pub use sessions::{SessionCells, Sessions};
pub use share::{Share, share};
pub use sweep::{Outcomes, sweep};
