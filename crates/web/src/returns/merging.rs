//! The table of a merge: what each file would change, unit by unit, with a choice for each; and what was chosen.
//! Must not choose: what only a person decides is left open.

use std::collections::BTreeMap;

use app::returns::{CellOffered, Choice, Decision, FileTaken, GoneOffered, NewOffered, Offer, ReturnSeen};

use super::row::Rows;
use crate::posted::Posted;
use crate::visit::Visit;

/// How much of each kind there is.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    /// Rows that were not sent.
    pub new: usize,
    /// Rows as they were.
    pub same: usize,
    /// Cells that were changed there.
    pub changed: usize,
    /// Rows that did not come back.
    pub gone: usize,
    /// What was changed on both sides.
    pub conflicts: usize,
}

/// One thing that is offered.
pub struct Offered {
    /// The field of its choice.
    pub field: String,
    /// Which row.
    pub what: String,
    /// Where it can be looked at; empty for what is not there yet.
    pub address: String,
    /// Which cell, or the whole row.
    pub column: String,
    /// What was sent.
    pub sent: String,
    /// What is held.
    pub held: String,
    /// What came back.
    pub returned: String,
    /// The sign and word of its kind: key and look.
    pub kind: (&'static str, &'static str),
    /// Choices: value, key of the word, whether it is the first choice.
    pub choices: Vec<(&'static str, &'static str, bool)>,
    /// Why it cannot be taken.
    pub trouble: Option<String>,
}

/// What is offered by the file of one unit.
pub struct UnitOffers {
    /// The unit.
    pub unit: String,
    /// How much.
    pub counts: Counts,
    /// Each.
    pub offers: Vec<Offered>,
    /// The field that says what was seen, and its value.
    pub seen: (String, String),
    /// Whether it is shown at once.
    pub is_open: bool,
    /// The text that asks the unit what only it can say; empty where nothing is to be asked.
    pub ask: String,
}

/// So many changes are shown in one page; a phone has to carry it.
const MOST: usize = 1200;
/// So many rows are named in a text for a chat group.
const MOST_ASKED: usize = 15;
/// With no more than these everything is shown unfolded.
const FEW: usize = 25;

const TAKE: &str = "take";
const KEEP: &str = "keep";
const LEAVE: &str = "";

/// What a file comes to.
pub fn counts(file: &FileTaken) -> Counts {
    let compared = &file.compared;
    let conflicts = compared.cells.iter().filter(|cell| cell.is_conflict).count();
    Counts {
        new: compared.new.len(),
        same: compared.same,
        changed: compared.cells.len().saturating_sub(conflicts),
        gone: compared.gone.len(),
        conflicts,
    }
}

/// What all files come to.
pub fn all_counts(seen: &ReturnSeen) -> Counts {
    seen.standing()
        .map(counts)
        .fold(Counts::default(), |sum, one| Counts {
            new: sum.new + one.new,
            same: sum.same + one.same,
            changed: sum.changed + one.changed,
            gone: sum.gone + one.gone,
            conflicts: sum.conflicts + one.conflicts,
        })
}

impl Counts {
    /// Whether nothing is left to decide.
    pub fn is_idle(&self) -> bool {
        self.new + self.changed + self.gone + self.conflicts == 0
    }
}

/// The units with something offered, and how many changes are left for the next page.
pub fn units(visit: &Visit, seen: &ReturnSeen) -> (Vec<UnitOffers>, usize) {
    let total: usize = seen.standing().map(size).sum();
    let mut left = 0;
    let mut shown = 0;
    let mut units = Vec::new();
    for file in seen.standing().filter(|file| size(file) > 0) {
        // Whole files only: what is decided about a file is checked against all that was offered of it.
        if shown > 0 && shown + size(file) > MOST {
            left += size(file);
            continue;
        }
        shown += size(file);
        let Some(part) = file.organisation else { continue };
        let rows = Rows {
            visit,
            snapshot: &seen.snapshot,
            part,
            form: seen.line.form,
        };
        let table = Table { visit, rows };
        let office = super::short(&seen.snapshot, seen.line.office);
        let counts = counts(file);
        units.push(UnitOffers {
            unit: super::short(&seen.snapshot, part),
            offers: table.offers(file),
            seen: (format!("seen/{}", file.id), file.compared.digest()),
            is_open: total <= FEW || counts.conflicts > 0,
            ask: table.ask(file, (&office, &seen.line.name)),
            counts,
        });
    }
    (units, left)
}

fn size(file: &FileTaken) -> usize {
    let compared = &file.compared;
    compared.cells.len() + compared.new.len() + compared.gone.len()
}

struct Table<'a> {
    visit: &'a Visit,
    rows: Rows<'a>,
}

impl Table<'_> {
    /// What only a person decides comes first.
    fn offers(&self, file: &FileTaken) -> Vec<Offered> {
        let compared = &file.compared;
        let mut cells: Vec<&CellOffered> = compared.cells.iter().collect();
        cells.sort_by_key(|cell| !cell.is_conflict);
        let cells = cells.into_iter().map(|cell| self.cell(cell));
        let gone = compared.gone.iter().map(|row| self.gone(row));
        let new = compared.new.iter().map(|row| self.new_row(row));
        cells.chain(gone).chain(new).collect()
    }

    /// The text for whoever sent the file: rows that did not come back, and cells both sides changed.
    fn ask(&self, file: &FileTaken, (office, name): (&str, &str)) -> String {
        let (words, compared) = (&self.visit.words, &file.compared);
        let conflicts = compared.cells.iter().filter(|cell| cell.is_conflict);
        let gone: Vec<String> = compared.gone.iter().map(|row| self.rows.what(&row.row)).collect();
        let conflicts: Vec<String> = conflicts.map(|cell| self.both(cell)).collect();
        if gone.is_empty() && conflicts.is_empty() {
            return String::new();
        }
        let filled = [
            ("office", office.into()),
            ("name", name.into()),
            ("unit", super::short(self.rows.snapshot, self.rows.part).into()),
        ];
        let mut lines = vec![words.say("returns-ask-head", &filled)];
        for (head, asked) in [("returns-ask-gone", gone), ("returns-ask-conflicts", conflicts)] {
            if asked.is_empty() {
                continue;
            }
            lines.push(words.say(head, &[("count", asked.len().into())]));
            let left = asked.len().saturating_sub(MOST_ASKED);
            let named = asked.iter().take(MOST_ASKED).zip(1..);
            lines.extend(named.map(|(row, at)| format!("{at}. {row}")));
            if left > 0 {
                lines.push(words.say("returns-ask-left", &[("count", left.into())]));
            }
        }
        lines.join("\n")
    }

    fn both(&self, cell: &CellOffered) -> String {
        let filled = [
            ("what", self.rows.what(&cell.row).into()),
            ("column", self.rows.header(&cell.column).into()),
            ("held", cell.held.as_str().into()),
            ("returned", cell.returned.as_str().into()),
        ];
        self.visit.words.say("returns-ask-both", &filled)
    }

    fn whole(&self) -> String {
        self.visit.words.say("returns-whole-row", &[])
    }

    fn cell(&self, cell: &CellOffered) -> Offered {
        let (kind, choices) = if cell.is_conflict {
            let open = [
                (TAKE, "returns-pick-returned", false),
                (KEEP, "returns-pick-held", false),
                (LEAVE, "returns-pick-later", true),
            ];
            (("returns-kind-conflict", "over"), open.to_vec())
        } else {
            let open = [
                (TAKE, "returns-pick-returned", true),
                (KEEP, "returns-pick-held", false),
            ];
            (("returns-kind-changed", "risk"), open.to_vec())
        };
        Offered {
            field: format!("pick/{}", cell.key),
            what: self.rows.what(&cell.row),
            address: self.rows.address(cell.record, &cell.row),
            column: self.rows.header(&cell.column),
            sent: cell.sent.clone(),
            held: cell.held.clone(),
            returned: cell.returned.clone(),
            kind,
            choices,
            trouble: None,
        }
    }

    fn gone(&self, row: &GoneOffered) -> Offered {
        let words = &self.visit.words;
        let held = if row.changed_here {
            "returns-changed-here"
        } else {
            "returns-there"
        };
        let choices = [
            (TAKE, "returns-pick-delete", false),
            (KEEP, "returns-pick-stay", false),
            (LEAVE, "returns-pick-ask", true),
        ];
        Offered {
            field: format!("pick/{}", row.key),
            what: self.rows.what(&row.row),
            address: self.rows.address(row.record, &row.row),
            column: self.whole(),
            sent: words.say("returns-there", &[]),
            held: words.say(held, &[]),
            returned: words.say("returns-not-there", &[]),
            kind: ("returns-kind-gone", "over"),
            choices: choices.to_vec(),
            trouble: None,
        }
    }

    fn new_row(&self, row: &NewOffered) -> Offered {
        let words = &self.visit.words;
        let trouble: Vec<String> = row.trouble.iter().map(|why| words.import_reason(why)).collect();
        let choices = [
            (TAKE, "returns-pick-take", true),
            (KEEP, "returns-pick-not", false),
        ];
        Offered {
            field: format!("pick/{}", row.key),
            what: self.rows.what(&row.row),
            address: String::new(),
            column: self.whole(),
            sent: String::new(),
            held: String::new(),
            returned: self.rows.rest(&row.row),
            kind: ("returns-kind-new", "met"),
            choices: choices.to_vec(),
            trouble: (!trouble.is_empty()).then(|| {
                let place = words.place(&row.place.sheet, row.place.row);
                words.said_of(&place, &words.joined(&trouble))
            }),
        }
    }
}

/// What was chosen. A button of one kind takes that kind alone and leaves the rest as it is.
pub fn chosen(posted: &Posted) -> Choice {
    let mut choice = Choice::default();
    for (field, value) in posted.fields() {
        if let Some(file) = field.strip_prefix("seen/").and_then(|file| file.parse().ok()) {
            choice.seen.insert(file, value.clone());
        }
    }
    let kind = posted
        .field("do")
        .and_then(|wanted| Offer::ALL.into_iter().find(|kind| kind.word() == wanted));
    if let Some(kind) = kind {
        choice.all.insert(kind);
        return choice;
    }
    let picked = posted.fields().iter().filter_map(|(field, value)| {
        let key = field.strip_prefix("pick/")?;
        match value.as_str() {
            TAKE => Some((key.to_owned(), Decision::Take)),
            KEEP => Some((key.to_owned(), Decision::Keep)),
            _ => None,
        }
    });
    choice.each = picked.collect::<BTreeMap<_, _>>();
    choice
}
