//! What the cells of a workbook are made for: days, percentages, anything else.
//!
//! Must not change a format.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{FillError, attribute, broken};

/// What a cell is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum MadeFor {
    /// Anything.
    #[default]
    Any,
    /// A day.
    Day,
    /// A percentage.
    Share,
}

/// The formats of a workbook, by the number that cells give.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<MadeFor>);

impl Styles {
    pub(super) fn read(text: &str) -> Result<Styles, FillError> {
        let mut own: Vec<(String, String)> = Vec::new();
        let mut styles = Styles::default();
        let mut in_cells = false;
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event().map_err(broken)? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    b"numFmt" => {
                        let said = |name| attribute(&tag, name).unwrap_or_default();
                        own.push((said("numFmtId"), said("formatCode")));
                    }
                    b"cellXfs" => in_cells = true,
                    b"xf" if in_cells => {
                        let id = attribute(&tag, "numFmtId").unwrap_or_default();
                        let code = own.iter().find(|(known, _)| *known == id);
                        styles.0.push(match code {
                            Some((_, code)) => of_code(code),
                            None => of_number(&id),
                        });
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == b"cellXfs" => in_cells = false,
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// What cells with this number are made for.
    pub(super) fn of(&self, style: Option<&str>) -> MadeFor {
        let at = style.and_then(|style| style.parse::<usize>().ok());
        at.and_then(|at| self.0.get(at)).copied().unwrap_or_default()
    }
}

/// The formats every spreadsheet has.
fn of_number(id: &str) -> MadeFor {
    match id.parse::<u32>() {
        Ok(9 | 10) => MadeFor::Share,
        Ok(14..=17 | 22 | 27..=31 | 36 | 50..=58) => MadeFor::Day,
        _ => MadeFor::Any,
    }
}

/// A format of the workbook's own, without what it writes as it is.
fn of_code(code: &str) -> MadeFor {
    let mut bare = String::new();
    let (mut quoted, mut bracketed, mut letters) = (false, false, code.chars());
    while let Some(c) = letters.next() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            '\\' | '_' | '*' if !quoted => {
                letters.next();
            }
            _ if !quoted && !bracketed => bare.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    if bare.contains('%') {
        MadeFor::Share
    } else if bare.contains(['y', 'd']) && !bare.contains("general") {
        MadeFor::Day
    } else {
        MadeFor::Any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x7_what_a_cell_is_made_for_is_told_by_its_format() {
        for (code, made_for) in [
            ("0.0%", MadeFor::Share),
            ("yyyy\"年\"m\"月\"d\"日\"", MadeFor::Day),
            ("[$-804]yyyy/m/d;@", MadeFor::Day),
            ("General", MadeFor::Any),
            ("0\"day\"", MadeFor::Any),
            ("@", MadeFor::Any),
            ("#,##0_d", MadeFor::Any),
        ] {
            assert_eq!(of_code(code), made_for, "{code}");
        }
        assert_eq!(
            (of_number("14"), of_number("10"), of_number("0")),
            (MadeFor::Day, MadeFor::Share, MadeFor::Any)
        );
    }
}
