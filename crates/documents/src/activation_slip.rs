//! The activation slip (启用单): hands a secretary or a member the link that opens the program on their phone.
//! Must not make or check links: callers give the address, which works once and for its holder alone.

use i18n::Words;
use jiff::civil::Date;

use crate::contact::Contact;
use crate::paper::{Block, Column, Entry, Page, Paper, Parts, Picture, Style};

/// A link to hand over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivationSlip {
    /// The organisation.
    pub organisation: String,
    /// Whose it is, with the post where that helps.
    pub person: String,
    /// The address, as it is typed.
    pub address: String,
    /// The last day it works.
    pub until: Date,
    /// What an officer signs in with; none for whoever needs no password.
    pub login: Option<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
}

/// How many stand on a page.
const PER_PAGE: u16 = 3;
/// How wide the code is, in millimetres with its white border: a cheap camera reads it at arm's length.
const CODE: u16 = 56;
/// Letters of an address on one line.
const LINE: usize = 64;

/// The slips, three to a page with lines to cut along, in the order given. An address too long for a QR code (over
/// 2,000 letters) is printed without one.
#[must_use]
pub fn slips(slips: &[ActivationSlip], words: &Words) -> Paper {
    Paper {
        title: words.say("activation-title", &[]),
        locale: words.locale(),
        page: Page::A4_TO_CUT,
        footer: None,
        blocks: vec![Block::Parts(Parts {
            per_page: PER_PAGE,
            parts: slips.iter().map(|slip| blocks(slip, words)).collect(),
        })],
    }
}

fn blocks(slip: &ActivationSlip, words: &Words) -> Vec<Block> {
    let said = Column {
        share: 116,
        blocks: what_to_do(slip, words),
    };
    let shown = Picture::qr(&slip.address, CODE).map(|picture| Column {
        share: 60,
        blocks: vec![Block::Picture(picture)],
    });
    let mut blocks = vec![
        Block::Beside(shown.into_iter().chain([said]).collect()),
        Block::Text(Style::Note, words.say("activation-address", &[])),
        Block::Text(Style::Address, in_lines(&slip.address)),
    ];
    if let Some(contact) = &slip.contact {
        blocks.push(Block::Space(1));
        blocks.push(entry("activation-contact", contact.say(words), words));
    }
    blocks
}

fn what_to_do(slip: &ActivationSlip, words: &Words) -> Vec<Block> {
    let note = |key: &str| Block::Text(Style::Note, words.say(key, &[]));
    let mut blocks = vec![
        Block::Text(Style::PartTitle, words.say("activation-title", &[])),
        entry("activation-organisation", slip.organisation.clone(), words),
        entry("activation-person", slip.person.clone(), words),
    ];
    let login = slip.login.as_ref();
    blocks.extend(login.map(|login| entry("activation-login", login.clone(), words)));
    // A phone takes the place of a password; officers sign in at any computer and need one.
    let [first, last] = match login {
        Some(_) => ["activation-step-open", "activation-step-password"],
        None => ["activation-step-scan", "activation-step-keep"],
    };
    blocks.extend([
        entry("activation-until", words.date(slip.until), words),
        Block::Space(2),
        note(first),
        note("activation-step-check"),
        note(last),
        Block::Space(1),
        note("activation-personal"),
    ]);
    blocks
}

fn entry(key: &str, value: String, words: &Words) -> Block {
    Block::Entry(Entry {
        label: words.say(key, &[]),
        value,
    })
}

/// An address in lines that fit, so that no writer breaks it where one cannot see it.
fn in_lines(address: &str) -> String {
    let letters: Vec<char> = address.chars().collect();
    let lines: Vec<String> = letters.chunks(LINE).map(|line| line.iter().collect()).collect();
    lines.join("\n")
}
