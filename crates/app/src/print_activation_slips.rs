//! 打印启用单: slips that were just issued, as docx or pdf.
//! Must not issue: whoever holds the secrets was asked for the right when they were made, and the history says so.

use documents::activation_slip::{ActivationSlip, slips as paper_of};
use i18n::Words;
use jiff::civil::Date;

use crate::issue_slips::PrintedSlip;
use crate::print_papers::{PaperForm, Printed, write};
use crate::{App, Failure};

/// A slip with what only the pages know of it.
pub struct SlipOnPaper<'a> {
    /// The slip.
    pub slip: &'a PrintedSlip,
    /// The whole address with its secret, as it is scanned or typed.
    pub address: String,
    /// The last day it works.
    pub until: Date,
}

/// Writes slips, three to a page. Their secrets are kept nowhere: when this fails they have to be shown otherwise.
///
/// # Errors
/// When the paper cannot be written.
pub async fn print_activation_slips(
    app: &App,
    slips: &[SlipOnPaper<'_>],
    (form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let one = |on: &SlipOnPaper<'_>| ActivationSlip {
        organisation: on.slip.organisation_name.clone(),
        person: person(on.slip, words),
        address: on.address.clone(),
        until: on.until,
        login: on.slip.login.clone(),
        contact: None,
    };
    let all: Vec<ActivationSlip> = slips.iter().map(one).collect();
    let name = words.say("activation-title", &[]);
    write(app, paper_of(&all, words), (form, name)).await
}

/// 书记 孙三: the role, and the name where there is one.
fn person(slip: &PrintedSlip, words: &Words) -> String {
    let parts = [Some(words.role(slip.role)), slip.name.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
