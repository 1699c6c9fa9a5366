//! 收表: a form goes out to many, files of any name come back, what they change is merged under a person's eyes (X7).
//!
//! What was sent is frozen when the return is opened; what is held is read when it is merged; `domain::returns`
//! compares the three. Must not change a record that nobody decided on.

mod answers;
mod ask_again;
mod compare;
mod desk;
mod fill_in_page;
mod forget;
mod form;
mod hand_in;
mod ledger;
mod merge_ledger;
mod merge_plan;
mod merge_return;
mod merge_roster;
mod on_plan;
mod on_record;
mod open_return;
mod pack_forms;
mod reading;
mod roster;
mod see_return;
mod send_return;
mod sent;
mod suggest;
mod take_return;
mod undo_merge;

pub use ask_again::{close_return, note_asked};
pub use compare::{CellOffered, DoubtOffered, FileCompared, GoneOffered, NewOffered};
pub use fill_in_page::{FillColumn, FillIn, FillInSeen, FillRow, Filling, fill_in, see_fill_in};
pub(crate) use forget::forget;
pub use hand_in::{AskedOf, HandInSeen, OwnAsked, answer_hand_in, hand_in, see_hand_in, see_own_asked};
pub use merge_return::{Choice, Decision, FileMerged, Offer, merge_return};
pub use open_return::{OpenReturn, open_return};
pub use pack_forms::pack_forms;
pub(crate) use see_return::places;
pub use see_return::{
    MergeSeen, PartSeen, ReturnLine, ReturnSeen, find_return, holder, see_return, see_returns,
};
pub use send_return::{ReturnSent, SentForm, group_text, print_cover, send_return};
pub use suggest::{SuggestedReturn, suggest_returns};
pub use take_return::{FileAnswer, FileTaken, TakeReturn, answer_file, take_return};
pub use undo_merge::undo_merges;

use domain::return_form::{ReturnForm, ReturnRefusal};
use store::ReturnRow;

use crate::{Failure, Refusal};

/// A return that takes files.
pub(crate) const OPEN: &str = "open";
/// One that takes none any more.
pub(crate) const CLOSED: &str = "closed";

/// The form of a return that is kept.
fn form_of(row: &ReturnRow) -> ReturnForm {
    ReturnForm::parse(&row.form).unwrap_or(ReturnForm::Ledger)
}

fn no(why: ReturnRefusal) -> Failure {
    Refusal::Return(why).into()
}
