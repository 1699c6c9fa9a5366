//! Trips through the pages in a real Chromium, told as a person would tell them.
//!
//! ```ignore
//! #[test]
//! fn a_secretary_records_a_lecture() {
//!     let place = Place::sqlite();
//!     let serving = Serving::demo(&place);
//!     let secretary = Visitor::phone().throttled();
//!     let Some(trip) = secretary.visits(serving.base(), "a_secretary_records_a_lecture") else { return };
//!     trip.open(&serving.link_with("支部书记"));
//!     trip.fill("题目", "防汛常识").choose("形式", "院坝会").attach("照片", &photo).click("交上去");
//!     trip.expect_text("已交上去").expect_no_alerts().expect_no_axe_violations();
//!     trip.finish("record-one-lecture");
//! }
//! ```
//!
//! Without a browser `visits` notes the test as skipped and answers `None`. Every verb waits until the page has come to
//! rest. Scripts off: `Visitor::without_scripts`. A failed trip leaves `target/trips/TEST-failed.png`.
//! Must not know any page of the program: the tests beside it do.

#![expect(
    dead_code,
    unused_imports,
    reason = "what the tests of this program do not use yet, and what the gallery does not use"
)]

mod album;
mod axe;
mod chromium;
mod counts;
mod effort;
mod files;
mod reading;
mod record;
mod scripts;
mod serving;
mod supervised;
mod trip;
mod visitor;

pub use album::Album;
pub use axe::Violation;
pub use counts::Counts;
pub use effort::{Budget, Person, judge};
pub use files::target_folder;
pub use record::Alert;
pub use scripts::{Sent, Writable, no_script_ran, payloads, payloads_for_pages, scripts_that_ran};
pub use serving::{Serving, free_port, path_in, status_of};
pub use supervised::Supervised;
pub use trip::Trip;
pub use visitor::Visitor;
