//! The list of what a pdf holds, which a reader's program shows beside the pages. Must not number or name anything: the
//! anchors of the paper do.

use pdf_writer::{Finish, Ref, TextStr};

use super::Sheet;
use super::file::{Builder, single};
use super::layout::mm;
use super::marks::Mark;
use crate::paper::lines;

/// A line of the list: what begins on which page how far from below.
struct Entry {
    name: String,
    page: Ref,
    height: f64,
}

/// Writes the list as the object given.
pub(super) fn write(file: &mut Builder, root: Ref, sheets: &[Sheet], pages: &[(Ref, Ref)]) {
    let entries = entries(sheets, pages);
    let ids: Vec<Ref> = entries.iter().map(|_| file.next()).collect();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
        return;
    };
    let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
    file.pdf.outline(root).first(*first).last(*last).count(count);
    for (at, (entry, id)) in entries.iter().zip(&ids).enumerate() {
        let mut item = file.pdf.outline_item(*id);
        item.title(TextStr(&entry.name)).parent(root);
        if let Some(before) = at.checked_sub(1).and_then(|before| ids.get(before)) {
            item.prev(*before);
        }
        if let Some(next) = ids.get(at + 1) {
            item.next(*next);
        }
        item.dest().page(entry.page).xyz(0.0, single(entry.height), None);
        item.finish();
    }
}

/// Whether there is anything to list.
pub(super) fn has_any(sheets: &[Sheet]) -> bool {
    let mut marks = sheets.iter().flat_map(|sheet| &sheet.body);
    marks.any(|mark| matches!(mark, Mark::Anchor { anchor, .. } if !anchor.name.is_empty()))
}

fn entries(sheets: &[Sheet], pages: &[(Ref, Ref)]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (sheet, (page, _)) in sheets.iter().zip(pages) {
        let top = mm(sheet.page.height.into()) - mm(sheet.page.margins.top.into());
        entries.extend(sheet.body.iter().filter_map(|mark| match mark {
            Mark::Anchor { at, anchor } if !anchor.name.is_empty() => Some(Entry {
                name: lines(&anchor.name).join(" "),
                page: *page,
                height: top - at.y,
            }),
            _ => None,
        }));
    }
    entries
}
