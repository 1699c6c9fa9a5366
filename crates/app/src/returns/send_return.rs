//! What goes out: a form for each that is asked, filled with all that is held, the covering notice, the words for the
//! group chat. Must not ask for what is held already (X2: nothing is asked twice).

use documents::cover_notice::{CoverNotice, paper};
use documents::return_form::{ColumnKind, FormId, ReturnColumn, ReturnForm, ReturnRow, return_form};
use documents::xlsx::CellValue;
use domain::access::{Action, Target, TargetKind};
use domain::id::{OrganisationId, ReturnId};
use domain::return_form::ReturnForm as FormOf;
use domain::returns::FormRow;
use domain::rule_set::RuleSet;
use i18n::Words;
use jiff::tz::TimeZone;

use super::form::{choices, is_asked};
use super::on_plan;
use super::on_record::OnRecord;
use super::sent::SentRow;
use crate::place::permit_any;
use crate::print_papers::{PaperForm, Printed, write};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// The form of one that is asked, as a file.
#[derive(Clone, Debug)]
pub struct SentForm {
    /// Whose.
    pub organisation: OrganisationId,
    /// What to call it.
    pub name: String,
    /// How many rows are filled in.
    pub rows: usize,
    /// The workbook.
    pub bytes: Vec<u8>,
}

/// What goes out for a return.
pub struct ReturnSent {
    /// The forms.
    pub forms: Vec<SentForm>,
    /// The words for the group chat.
    pub text: String,
    /// What it is called.
    pub name: String,
}

/// Empty rows below what is held.
const BLANK_ROWS: usize = 30;

/// The forms of everybody who is asked, or of one.
///
/// # Errors
/// When the actor may not, the return is not there, or the database fails.
pub async fn send_return(
    app: &App,
    actor: &Actor,
    (tree, id): (Option<&str>, ReturnId),
    (only, words): (Option<OrganisationId>, &Words),
) -> Result<ReturnSent, Failure> {
    let snapshot = look(app, Ask::of(tree)).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let on_record = OnRecord::read(&mut reading, id).await?;
    match only {
        // Who is asked takes their own form; the office takes any.
        Some(part) => {
            let places = [on_record.row.organisation_id, part];
            let target = |place: OrganisationId| Target::of(TargetKind::Return, snapshot.path(place));
            permit_any(actor, Action::Read, (TargetKind::Return, &places.map(target)))?;
        }
        None => on_record.permit(&snapshot, actor, Action::Export)?,
    }
    let sent = on_record.sent(&mut reading).await?;
    let sending = Sending {
        snapshot: &snapshot,
        on_record: &on_record,
        words,
    };
    let mut forms = Vec::new();
    for (part, rows) in &sent {
        if only.is_none_or(|only| only == *part) {
            let bytes = return_form(&sending.form(*part, rows)).map_err(|_| Refusal::TooManyRows)?;
            forms.push(SentForm {
                organisation: *part,
                name: sending.file_name(*part),
                rows: rows.len(),
                bytes,
            });
        }
    }
    Ok(ReturnSent {
        forms,
        text: sending.text(),
        name: on_record.row.name.clone(),
    })
}

/// The words for the group chat that go out with a return.
///
/// # Errors
/// When the actor may not, the return is not there, or the database fails.
pub async fn group_text(app: &App, actor: &Actor, id: ReturnId, words: &Words) -> Result<String, Failure> {
    let (snapshot, on_record) = to_send(app, actor, (None, id)).await?;
    let sending = Sending {
        snapshot: &snapshot,
        on_record: &on_record,
        words,
    };
    Ok(sending.text())
}

/// 收表通知: the covering notice, as docx or pdf.
///
/// # Errors
/// When the actor may not, the return is not there, the paper cannot be written, or the database fails.
pub async fn print_cover(
    app: &App,
    actor: &Actor,
    (tree, id): (Option<&str>, ReturnId),
    (paper_form, words): (PaperForm, &Words),
) -> Result<Printed, Failure> {
    let (snapshot, on_record) = to_send(app, actor, (tree, id)).await?;
    let sending = Sending {
        snapshot: &snapshot,
        on_record: &on_record,
        words,
    };
    let notice = sending.cover();
    let name = words.say("cover-title", &[("name", on_record.row.name.as_str().into())]);
    write(app, paper(&notice, words), (paper_form, name)).await
}

/// An answer that was filled in on a page, as the file that would have been handed in. Rows of no record carry the nil
/// id.
///
/// # Errors
/// When there are more rows than a sheet holds.
pub(super) fn filled_form(
    (snapshot, on_record): (&Snapshot, &OnRecord),
    (part, rows): (OrganisationId, &[SentRow]),
    words: &Words,
) -> Result<Vec<u8>, Refusal> {
    let sending = Sending {
        snapshot,
        on_record,
        words,
    };
    return_form(&sending.form(part, rows)).map_err(|_| Refusal::TooManyRows)
}

/// A return that the actor may send out.
async fn to_send(
    app: &App,
    actor: &Actor,
    (tree, id): (Option<&str>, ReturnId),
) -> Result<(Snapshot, OnRecord), Failure> {
    let snapshot = look(app, Ask::of(tree)).await?;
    let mut reading = app.store().read(snapshot.tree).await?;
    let on_record = OnRecord::read(&mut reading, id).await?;
    on_record.permit(&snapshot, actor, Action::Export)?;
    Ok((snapshot, on_record))
}

struct Sending<'a> {
    snapshot: &'a Snapshot,
    on_record: &'a OnRecord,
    words: &'a Words,
}

impl Sending<'_> {
    fn short(&self, id: OrganisationId) -> &str {
        let short = self.snapshot.short_name(id);
        short.or(self.snapshot.name(id)).unwrap_or_default()
    }

    fn file_name(&self, part: OrganisationId) -> String {
        format!("{}-{}.xlsx", self.short(part), self.on_record.row.name)
    }

    fn due(&self) -> Option<jiff::civil::DateTime> {
        let zone = TimeZone::get(&self.snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
        self.on_record.row.due_at.map(|due| zone.to_datetime(due))
    }

    /// By when, in words; nothing when no day is set.
    fn by_when(&self) -> String {
        let Some(due) = self.due() else {
            return String::new();
        };
        let day = self.words.weekday_date(due.date());
        let time = format!("{:02}:{:02}", due.hour(), due.minute());
        self.words
            .say("return-by-when", &[("day", day.into()), ("time", time.into())])
    }

    fn text(&self) -> String {
        let row = &self.on_record.row;
        let filled = [
            ("name", row.name.as_str().into()),
            ("organisation", self.short(row.organisation_id).into()),
            ("until", self.by_when().into()),
            ("has", if row.due_at.is_some() { "yes" } else { "no" }.into()),
        ];
        let text = self.words.say("return-group-text", &filled);
        match &row.note {
            Some(note) => format!("{text}\n{note}"),
            None => text,
        }
    }

    fn form(&self, part: OrganisationId, rows: &[SentRow]) -> ReturnForm {
        let row = &self.on_record.row;
        let title = [
            ("unit", self.short(part).into()),
            ("name", row.name.as_str().into()),
        ];
        let columns = self.columns(rows);
        let form = self.on_record.form;
        ReturnForm {
            form: FormId {
                return_id: row.id.to_string(),
                organisation_id: part.to_string(),
                version: row.version.to_string(),
            },
            title: self.words.say("return-sheet-title", &title),
            note: self.text(),
            rows: rows
                .iter()
                .map(|sent| ReturnRow {
                    id: mark(sent.record),
                    cells: form.columns().map(|key| self.cell(&sent.row, key)).collect(),
                })
                .collect(),
            columns,
            blank_rows: BLANK_ROWS,
            foot: self.words.say(
                "ledger-sheet-foot",
                &[("page", "&P".into()), ("pages", "&N".into())],
            ),
        }
    }

    /// The columns under the pack's own names; wide enough for what stands in them.
    fn columns(&self, rows: &[SentRow]) -> Vec<ReturnColumn> {
        let (rules, form) = (&*self.snapshot.rules, self.on_record.form);
        let column = |key: &'static str| {
            let header = rules.header(form.sheet(), key).to_owned();
            let widest = rows.iter().map(|sent| width(&self.shown(&sent.row, key)));
            let widest = widest.max().unwrap_or(0);
            ReturnColumn {
                width: f64::from(u32::try_from(widest.max(width(&header))).unwrap_or(60)) + 2.0,
                kind: kind(key, (rules, form)),
                asked: is_asked(form, key),
                header,
            }
        };
        form.columns().map(column).collect()
    }

    /// What people read in a cell.
    fn shown(&self, row: &FormRow, key: &str) -> String {
        let shown = row
            .cells
            .get(key)
            .map(|cell| cell.shown.as_str())
            .unwrap_or_default();
        match key {
            "period" if !shown.is_empty() => {
                on_plan::period(shown, (row.value("duty"), &self.snapshot.rules), self.words)
            }
            _ => shown.to_owned(),
        }
    }

    fn cell(&self, row: &FormRow, key: &str) -> CellValue {
        if key == "number" {
            return row.number.map_or(CellValue::Blank, CellValue::Int);
        }
        let value = row.value(key);
        let text = || CellValue::Text(self.shown(row, key));
        match key {
            _ if value.is_empty() => CellValue::Blank,
            "on" => value.parse().map_or_else(|_| text(), CellValue::Date),
            "expected" | "present" => value.parse().map_or_else(|_| text(), CellValue::Int),
            _ => text(),
        }
    }

    fn cover(&self) -> CoverNotice {
        let (row, rules) = (&self.on_record.row, &self.snapshot.rules);
        let office = self.snapshot.name(row.organisation_id).unwrap_or_default();
        let form = self.on_record.form;
        let asked = form.columns().filter(|key| is_asked(form, key));
        // What matters most comes first, and a notice names no more than people read.
        let asked = asked.filter(|key| !matches!(*key, "kind" | "form" | "speaker_class" | "venue"));
        let zone = TimeZone::get(&rules.time_zone).unwrap_or(TimeZone::UTC);
        CoverNotice {
            addressee: self.words.filled_by(self.on_record.filled_by),
            form: row.name.clone(),
            asked: asked
                .map(|key| rules.header(form.sheet(), key).to_owned())
                .collect(),
            due: self.due().map(jiff::civil::DateTime::date),
            attachments: vec![row.name.clone()],
            signed_by: office.to_owned(),
            signed_on: Some(zone.to_datetime(row.opened_at).date()),
            ..CoverNotice::default()
        }
    }
}

/// The hidden mark of a record; none for a row that is of no record yet.
fn mark(record: uuid::Uuid) -> String {
    if record.is_nil() {
        String::new()
    } else {
        record.to_string()
    }
}

/// How wide a text is, in half-width characters, as far as a column goes.
fn width(text: &str) -> usize {
    let widths = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
    widths.sum::<usize>().min(40)
}

fn kind(key: &str, (rules, form): (&RuleSet, FormOf)) -> ColumnKind {
    let choices = choices(key, rules, form);
    match key {
        "number" => ColumnKind::Number,
        "on" => ColumnKind::Date,
        "expected" | "present" => ColumnKind::Count,
        _ if !choices.is_empty() => ColumnKind::Choice(choices),
        _ => ColumnKind::Text,
    }
}
