//! What a sample proves (抽查的把握): sizes, bounds and chances, reckoned exactly. Read me first.
//!
//! Every comparison that decides something (is this size enough? can so many failed records be ruled out?) is made with
//! whole numbers of any length, so no rounding can tip it. Only what is shown is turned into a floating number, at the
//! very end, to within two units of its last place. Sources stand beside each function; all reference values are in
//! `tests/reference`. Must not draw (`crate::draw`), and must not word a result.

mod agreement;
mod bound;
mod exact;
mod infinite;
mod plan;
mod proportion;
mod sequential;
mod strata;
mod totals;

pub use agreement::{Agreement, TwoReviews};
pub use bound::{Bound, bound, bound_at_any_time, clean_needed_at_any_time};
pub use infinite::{Interval, interval_without_limit, poisson_factor, size_without_limit};
pub use plan::{MOST_ALLOWED, MOST_DRAWN, MOST_RECORDS, Plan, Size, Unplannable, chance_to_meet, quick_size};
pub use proportion::Proportion;
pub use sequential::{Going, Lines, Sequential};
pub use strata::{
    Placement, Quotas, Stratum, bounds_by_stratum, proportional, stratified_size, worst_placement,
};
pub use totals::{Checked, overstatement, share_overstated};
