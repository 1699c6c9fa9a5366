//! The harness proved on pages of its own: it counts right, and it notices what it is there to notice.

mod budgets;
mod faults;
mod local;
mod measures;
mod payloads;
mod pictures;
mod serving;
