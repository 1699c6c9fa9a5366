//! The notice that goes out with a form to be filled in (收表通知): who asks, what is asked, by when, how to give it back,
//! and what is attached (X7). Must not decide who is asked or when: that comes in.

use i18n::Words;
use jiff::civil::Date;

use crate::contact::Contact;
use crate::official::{Official, Part, official};
use crate::paper::Paper;

/// A covering notice. What is empty is not told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoverNotice {
    /// Who issues it, as the red head says it; empty for a plain letter.
    pub issuer: String,
    /// Its number (发文字号); empty as long as it has none.
    pub number: String,
    /// To whom it goes, without the colon: 各乡镇党委.
    pub addressee: String,
    /// What is to be filled in: 2020年10月党课台账.
    pub form: String,
    /// What is asked, one thing each: 实到人数.
    pub asked: Vec<String>,
    /// The last day to give it back.
    pub due: Option<Date>,
    /// Where it is handed in by oneself: the address of the pages; empty when files are only sent back.
    pub address: String,
    /// The file that is attached, by its name; one more line for each further one.
    pub attachments: Vec<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Who signs.
    pub signed_by: String,
    /// The day it bears.
    pub signed_on: Option<Date>,
}

/// The notice as a paper, in the layout of official ones.
#[must_use]
pub fn paper(notice: &CoverNotice, words: &Words) -> Paper {
    let form = notice.form.as_str();
    let say = |key: &str| words.say(key, &[]);
    let mut body = vec![Part::Paragraph(lead(notice, words))];
    body.push(Part::Heading1(say("cover-what-heading")));
    if !notice.asked.is_empty() {
        let asked = words.list(&notice.asked);
        body.push(Part::Paragraph(
            words.say("cover-what", &[("columns", asked.into())]),
        ));
    }
    body.push(Part::Paragraph(say("cover-held")));
    body.push(Part::Heading1(say("cover-how-heading")));
    body.extend(["cover-how-keep", "cover-how-new"].map(|key| Part::Paragraph(say(key))));
    body.push(Part::Heading1(say("cover-back-heading")));
    body.push(Part::Paragraph(back(notice, words)));
    if let Some(contact) = &notice.contact {
        let name = contact.say(words);
        body.push(Part::Paragraph(
            words.say("cover-contact", &[("name", name.into())]),
        ));
    }
    let paper = Official {
        issuer: notice.issuer.clone(),
        number: notice.number.clone(),
        title: words.say("cover-title", &[("name", form.into())]),
        addressee: notice.addressee.clone(),
        body,
        attachments: notice.attachments.clone(),
        signed_by: notice.signed_by.clone(),
        signed_on: notice.signed_on,
        ..Official::default()
    };
    official(&paper, words)
}

/// What is sent, and by when it is wanted back.
fn lead(notice: &CoverNotice, words: &Words) -> String {
    let form = notice.form.as_str();
    match notice.due {
        Some(due) => {
            let due = words.weekday_date(due);
            words.say("cover-lead-due", &[("name", form.into()), ("due", due.into())])
        }
        None => words.say("cover-lead", &[("name", form.into())]),
    }
}

/// How to give it back.
fn back(notice: &CoverNotice, words: &Words) -> String {
    if notice.address.is_empty() {
        return words.say("cover-back", &[]);
    }
    words.say("cover-back-pages", &[("address", notice.address.as_str().into())])
}
