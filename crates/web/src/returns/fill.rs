//! 网页填表: an answer filled in on a page. What lacks something comes first; the rest is folded away.
//! Must not read a cell: the application does, as if the file had been handed in.

use std::collections::BTreeMap;

use app::returns::{FillColumn, FillIn, FillInSeen, FillRow, Filling, fill_in, see_fill_in};
use askama::Template;
use axum::http::StatusCode;
use domain::id::{OrganisationId, ReturnId};
use jiff::civil::Date;

use super::hand_in::{asked_unit, back};
use super::row::Rows;
use super::{by_when, hand_in_address, short};
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::told::refused;
use crate::view::View;
use crate::visit::Visit;

/// An input for one cell.
struct Field {
    name: String,
    label: String,
    value: String,
    /// How it is typed: `text`, `date`, `numeric` or `choice`.
    kind: &'static str,
    choices: Vec<String>,
}

/// A row that lacks something, or that is only shown.
struct Row {
    says: String,
    lacks: Vec<Field>,
    change: String,
}

#[derive(Template)]
#[template(path = "returns/fill.html")]
struct Page<'a> {
    v: View<'a>,
    name: String,
    unit: String,
    due: String,
    is_open: bool,
    lacking: Vec<Row>,
    left: usize,
    whole: Vec<Row>,
    seen: String,
    address: String,
    add: String,
    hand_in: String,
    columns: String,
    wrong: Option<String>,
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "returns/fill_row.html")]
struct RowPage<'a> {
    v: View<'a>,
    name: String,
    unit: String,
    says: Option<String>,
    fields: Vec<Field>,
    is_new: bool,
    key: String,
    seen: String,
    address: String,
}

/// So many rows with blanks stand on one page.
const MOST: usize = 40;

/// The page.
pub async fn show(visit: Visit) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let done = visit
        .query_as::<usize>("saved")
        .map(|count| visit.words.say("returns-filled-in", &[("count", count.into())]));
    page(&visit, id, (done, None)).await
}

async fn page(visit: &Visit, id: ReturnId, (done, wrong): (Option<String>, Option<String>)) -> Answer {
    let (part, _) = asked_unit(visit, id).await?;
    let seen = see_fill_in(&visit.site.app, &visit.actor, (id, part)).await?;
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let of = Of { visit, seen: &seen };
    let (lacking, whole): (Vec<&FillRow>, Vec<&FillRow>) =
        seen.rows.iter().partition(|row| !row.lacks.is_empty());
    let asked = seen.asked();
    let headers: Vec<&str> = seen.columns.iter().map(|column| column.header.as_str()).collect();
    let reply = Reply::page(&Page {
        name: asked.name.clone(),
        unit: short(&seen.hand_in.snapshot, part),
        due: by_when(visit, asked.due_at),
        is_open: seen.hand_in.is_open(),
        left: lacking.len().saturating_sub(MOST),
        lacking: lacking.into_iter().take(MOST).map(|row| of.row(row)).collect(),
        whole: whole.into_iter().map(|row| of.row(row)).collect(),
        seen: seen.seen.clone(),
        address: hand_in_address(asked, "fill"),
        add: hand_in_address(asked, "fill/row"),
        hand_in: hand_in_address(asked, "hand-in"),
        columns: visit.words.list(&headers),
        wrong,
        done,
        v: View::new(visit),
    })?;
    Ok(reply.with_status(status))
}

struct Of<'a> {
    visit: &'a Visit,
    seen: &'a FillInSeen,
}

impl Of<'_> {
    fn row(&self, row: &FillRow) -> Row {
        let lacks = self
            .seen
            .columns
            .iter()
            .filter(|column| row.lacks.contains(&column.key));
        Row {
            says: self.says(row),
            lacks: lacks.map(|column| self.field(row, column)).collect(),
            change: format!(
                "{}&row={}",
                hand_in_address(self.seen.asked(), "fill/row"),
                crate::visit::encoded(&row.key)
            ),
        }
    }

    fn says(&self, row: &FillRow) -> String {
        self.rows()
            .said(self.hosts(row), &|column| self.written(row, column))
    }

    /// A cell as people write it.
    fn written(&self, row: &FillRow, column: &str) -> String {
        let cell = |key: &str| row.cells.get(key).map(String::as_str).unwrap_or_default();
        match column {
            "period" => self.rows().period((cell("duty"), cell("period"))),
            column => cell(column).to_owned(),
        }
    }

    fn rows(&self) -> Rows<'_> {
        Rows {
            visit: self.visit,
            snapshot: &self.seen.hand_in.snapshot,
            part: self.seen.asked().part,
            form: self.seen.asked().form,
        }
    }

    /// Full names are long; what is found under its short one is shown by it.
    fn hosts(&self, row: &FillRow) -> String {
        let snapshot = &self.seen.hand_in.snapshot;
        let part = self.seen.asked().part;
        let column = self.seen.asked().form.organisation_column();
        let written = row.cells.get(column).cloned().unwrap_or_default();
        match snapshot.find(Some(&written)) {
            Ok(id) if !written.is_empty() => snapshot.short_path(id, part),
            _ => written,
        }
    }

    fn field(&self, row: &FillRow, column: &FillColumn) -> Field {
        let value = self.written(row, column.key);
        Field {
            name: format!("cell/{}/{}", row.key, column.key),
            label: column.header.clone(),
            kind: kind(column, &value),
            value,
            choices: column.choices.clone(),
        }
    }
}

/// A day that is written in words is left as it is written.
fn kind(column: &FillColumn, value: &str) -> &'static str {
    match column.key {
        "on" if value.is_empty() || value.parse::<Date>().is_ok() => "date",
        _ if !column.choices.is_empty() => "choice",
        "expected" | "present" => "numeric",
        _ => "text",
    }
}

/// One row, whole; without `?row=…` a new one.
pub async fn row(visit: Visit) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let (part, _) = asked_unit(&visit, id).await?;
    let seen = see_fill_in(&visit.site.app, &visit.actor, (id, part)).await?;
    let of = Of {
        visit: &visit,
        seen: &seen,
    };
    let wanted = visit.query("row");
    let row = wanted
        .map(|key| seen.row(key).ok_or(Trouble::NotFound))
        .transpose()?;
    let blank = FillRow {
        key: "new".to_owned(),
        row_key: None,
        number: None,
        cells: BTreeMap::new(),
        lacks: Vec::new(),
    };
    Reply::page(&RowPage {
        name: seen.asked().name.clone(),
        unit: short(&seen.hand_in.snapshot, part),
        says: row.map(|row| of.says(row)),
        fields: seen
            .columns
            .iter()
            .map(|column| of.field(row.unwrap_or(&blank), column))
            .collect(),
        is_new: row.is_none(),
        key: row.map(|row| row.key.clone()).unwrap_or_default(),
        seen: seen.seen.clone(),
        address: hand_in_address(seen.asked(), "fill"),
        v: View::new(&visit),
    })
}

/// What was filled in is handed in.
pub async fn save(visit: Visit, posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let (part, _) = asked_unit(&visit, id).await?;
    let what = filling(&posted);
    let is_unchanged = matches!(what, Filling::Unchanged);
    let change = FillIn {
        of: (id, part),
        seen: posted.field("seen").unwrap_or_default().to_owned(),
        what,
    };
    let done = fill_in(&visit.site.app, &visit.actor, change, &visit.words).await;
    if is_unchanged {
        return back(&visit, (id, part), done).await;
    }
    saved(&visit, (id, part), done).await
}

async fn saved(
    visit: &Visit,
    (id, part): (ReturnId, OrganisationId),
    done: Result<usize, app::Failure>,
) -> Answer {
    match refused(visit, done)? {
        Ok(rows) => Reply::see_other(&format!("/returns/{id}/fill?org={part}&saved={rows}")),
        Err(wrong) => page(visit, id, (None, Some(wrong))).await,
    }
}

fn filling(posted: &Posted) -> Filling {
    match posted.field("do") {
        Some("unchanged") => Filling::Unchanged,
        Some("remove") => Filling::Remove(posted.field("row").unwrap_or_default().to_owned()),
        Some("paste") => Filling::Paste(posted.typed("pasted").unwrap_or_default().to_owned()),
        Some("add") => {
            let cells = cells(posted)
                .into_iter()
                .map(|((_, column), text)| (column, text));
            Filling::Add(cells.collect())
        }
        _ => Filling::Cells(cells(posted)),
    }
}

/// `cell/<row>/<column>`; what was left blank is not said.
fn cells(posted: &Posted) -> BTreeMap<(String, String), String> {
    let typed = posted
        .fields()
        .iter()
        .filter(|(_, value)| !value.trim().is_empty());
    let cells = typed.filter_map(|(field, value)| {
        let (row, column) = field.strip_prefix("cell/")?.rsplit_once('/')?;
        Some(((row.to_owned(), column.to_owned()), value.trim().to_owned()))
    });
    cells.collect()
}
