//! The blocks of a paper as paragraphs and tables of a docx. Must not know which papers there are.

use docx_rs::{
    AlignmentType, BorderType, BreakType, FieldCharType, HeightRule, InstrPAGEREF, InstrText, LineSpacing,
    LineSpacingType, Paragraph, Pic, Run, RunFonts, SpecialIndentType, Tab, TabLeaderType, TabValueType,
    Table as DocxTable, TableAlignmentType, TableBorder, TableBorderPosition, TableBorders, TableCell,
    TableCellBorder, TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, WidthType,
};
use i18n::Locale;

use super::{WriteError, marks, pixels};
use crate::faces::FaceFonts;
use crate::paper::{
    Align, Block, Cell, Column, Entry, Face, Ink, Inset, Look, Page, Parts, Photo, Picture, Pitch, RULE,
    Reference, Row, Style, Table, lines,
};

/// A piece of a docx.
pub(super) enum Piece {
    Paragraph(Box<Paragraph>),
    Table(Box<DocxTable>),
}

/// Writes blocks, and numbers what a docx wants numbered.
pub(super) struct Writer {
    locale: Locale,
    page: Page,
    paragraphs: u32,
    pictures: u32,
    /// Whether paragraphs stay on the page of what follows.
    keeps: bool,
}

/// Millimetres in twentieths of a point.
pub(super) fn twips(mm: u16) -> u16 {
    u16::try_from(u32::from(mm) * 14_400 / 254).unwrap_or(u16::MAX)
}

/// How much lower each part of a page is than its share, in millimetres: what Word puts between tables needs room.
const SLACK: u16 = 1;

/// The white above and below a text in a cell, in twips: with what a line is higher than its letters it makes up the white
/// that the pdf has there, and rows are equally high.
const AROUND: usize = 24;

type Pieces = Result<Vec<Piece>, WriteError>;

impl Writer {
    pub(super) fn new(locale: Locale, page: Page) -> Writer {
        Writer {
            locale,
            page,
            paragraphs: 0,
            pictures: 0,
            keeps: false,
        }
    }

    /// What follows stands on sheets of this kind.
    pub(super) fn turn_to(&mut self, page: Page) {
        self.page = page;
    }

    /// A number that the reader's program puts in: five runs, or it does not look like what stands beside it.
    pub(super) fn number(&self, paragraph: Paragraph, look: Look, number: InstrText) -> Paragraph {
        let run = || self.run(look, "");
        // Numbers of other pages are reckoned anew only when the file says that they are stale.
        let is_guess = matches!(number, InstrText::PAGEREF(_));
        paragraph
            .add_run(run().add_field_char(FieldCharType::Begin, is_guess))
            .add_run(run().add_instr_text(number))
            .add_run(run().add_field_char(FieldCharType::Separate, false))
            .add_run(run().add_text("1"))
            .add_run(run().add_field_char(FieldCharType::End, false))
    }

    /// Blocks, in a column of the given width in twips. Ends with a paragraph, as a cell must.
    pub(super) fn pieces(&mut self, blocks: &[Block], width: u16) -> Pieces {
        let mut pieces = Vec::new();
        for block in blocks {
            pieces.extend(self.block(block, width)?);
        }
        if !matches!(pieces.last(), Some(Piece::Paragraph(_))) {
            pieces.push(self.gap(1));
        }
        Ok(pieces)
    }

    fn block(&mut self, block: &Block, width: u16) -> Pieces {
        Ok(match block {
            Block::Text(style, text) => vec![self.text(*style, text)],
            Block::Entry(entry) => vec![self.entry(entry)],
            Block::Table(table) => self.table(table, width),
            Block::Picture(picture) => vec![self.picture(picture)?],
            Block::Beside(columns) => self.beside(columns, width)?,
            Block::Together(blocks) => self.together(blocks, width)?,
            Block::Parts(parts) => self.parts(parts, width)?,
            Block::Space(height) => vec![self.gap(twips(*height))],
            Block::Blank(style) => vec![piece(self.paragraph(style.look()))],
            Block::Ends(style, ends) => vec![self.ends(style.look(), ends, width)],
            Block::Rule(rule) => vec![piece(marks::ruled(self.bare(), *rule))],
            Block::Anchor(anchor) => vec![piece(marks::anchor(self.thin(1).keep_next(true), anchor))],
            Block::Reference(reference) => vec![self.reference(reference, width)],
            Block::Photo(photo) => vec![self.photo(photo, width)],
            Block::Foot(blocks) => self.foot(blocks, width)?,
            // Sheets are told apart before: within other blocks there is one kind.
            Block::PageBreak | Block::Sheet(_) => vec![self.next_page()],
        })
    }

    fn text(&mut self, style: Style, text: &str) -> Piece {
        let look = style.look();
        let run = self.run(look, text);
        piece(self.paragraph(look).add_run(run))
    }

    /// The one at the left, the other behind a tab that ends at the right.
    fn ends(&mut self, look: Look, [left, right]: &[String; 2], width: u16) -> Piece {
        let end = usize::from(width.saturating_sub(look.inset.right.saturating_mul(2)));
        let tab = Tab::new().val(TabValueType::Right).pos(end);
        let runs = [
            self.run(look, left),
            self.run(look, "").add_tab(),
            self.run(look, right),
        ];
        let paragraph = self.paragraph(look).add_tab(tab);
        piece(runs.into_iter().fold(paragraph, Paragraph::add_run))
    }

    /// A text, dots, and the number of a page, which the reader's program puts in.
    fn reference(&mut self, reference: &Reference, width: u16) -> Piece {
        let look = reference.style.look();
        let tab = Tab::new()
            .val(TabValueType::Right)
            .leader(TabLeaderType::Dot)
            .pos(width.into());
        let text = self.run(look, &reference.text);
        let paragraph = self.paragraph(look).add_tab(tab).add_run(text);
        let paragraph = paragraph.add_run(self.run(look, "").add_tab());
        let name = marks::anchor_name(reference.anchor);
        piece(self.number(paragraph, look, InstrText::PAGEREF(InstrPAGEREF::new(name))))
    }

    fn photo(&mut self, photo: &Photo, width: u16) -> Piece {
        let (wide, high) = photo.size(f64::from(width), f64::from(twips(100)) / 100.0);
        self.pictures += 1;
        let picture = Pic::new_with_dimensions(photo.bytes().to_vec(), photo.dots().0, photo.dots().1)
            .id(format!("rIdPicture{}", self.pictures))
            .size(emu(wide), emu(high));
        let paragraph = self.bare().align(AlignmentType::Center);
        let paragraph = if self.keeps {
            paragraph.keep_next(true)
        } else {
            paragraph
        };
        piece(paragraph.add_run(Run::new().add_image(picture)))
    }

    fn entry(&mut self, entry: &Entry) -> Piece {
        let value = if entry.value.is_empty() {
            RULE
        } else {
            &entry.value
        };
        let (label, look) = (Style::Label.look(), Style::Line.look());
        let runs = [self.run(label, &entry.label), self.run(look, value)];
        let paragraph = self.paragraph(look);
        Piece::Paragraph(Box::new(runs.into_iter().fold(paragraph, Paragraph::add_run)))
    }

    fn picture(&mut self, picture: &Picture) -> Result<Piece, WriteError> {
        let (bytes, width, height) = pixels::png(picture)?;
        // 36,000 EMU to the millimetre.
        let side = u32::from(picture.side) * 36_000;
        let tall = u64::from(side) * u64::from(height) / u64::from(width.max(1));
        self.pictures += 1;
        let picture = Pic::new_with_dimensions(bytes, width, height)
            .id(format!("rIdPicture{}", self.pictures))
            .size(side, u32::try_from(tall).unwrap_or(side));
        let paragraph = self.bare().add_run(Run::new().add_image(picture));
        Ok(Piece::Paragraph(Box::new(paragraph)))
    }

    fn table(&mut self, table: &Table, width: u16) -> Vec<Piece> {
        let widths = shared(width, &table.shares);
        let mut rows = Vec::new();
        if !table.head.is_empty() {
            // Marks it to be repeated on every page: see `archive`.
            rows.push(TableRow::new(self.cells(&table.head, &widths)).cant_split());
        }
        rows.extend(table.rows.iter().map(|row| self.row(row, &widths)));
        let borders = [
            TableBorderPosition::Top,
            TableBorderPosition::Right,
            TableBorderPosition::Bottom,
            TableBorderPosition::Left,
            TableBorderPosition::InsideH,
            TableBorderPosition::InsideV,
        ];
        let borders = borders.into_iter().fold(TableBorders::with_empty(), |all, side| {
            all.set(TableBorder::new(side).size(5).color("000000"))
        });
        let table = fixed(DocxTable::new(rows), &widths)
            .set_borders(borders)
            .margins(TableCellMargins::new().margin(AROUND, 80, AROUND, 80));
        vec![Piece::Table(Box::new(table)), self.gap(40)]
    }

    fn row(&mut self, row: &Row, widths: &[u16]) -> TableRow {
        TableRow::new(self.cells(&row.cells, widths))
            .row_height(f32::from(twips(row.height)))
            .height_rule(HeightRule::AtLeast)
    }

    fn cells(&mut self, cells: &[Cell], widths: &[u16]) -> Vec<TableCell> {
        let mut widths = widths.iter();
        cells
            .iter()
            .map(|cell| {
                let span = usize::from(cell.span.max(1));
                let width: u16 = widths.by_ref().take(span).sum();
                let look = cell.style.look();
                let run = self.run(look, &cell.text);
                let cell = TableCell::new()
                    .width(width.into(), WidthType::Dxa)
                    .vertical_align(VAlignType::Center)
                    .add_paragraph(self.paragraph(look).add_run(run));
                if span > 1 { cell.grid_span(span) } else { cell }
            })
            .collect()
    }

    /// Word keeps together what is to stay with what follows, row by row.
    fn together(&mut self, blocks: &[Block], width: u16) -> Pieces {
        let mut pieces = Vec::new();
        let outer = std::mem::replace(&mut self.keeps, true);
        for block in blocks {
            pieces.extend(self.block(block, width)?);
        }
        self.keeps = outer;
        // The end of it stays with nothing more than all of it does.
        pieces.push(self.gap(1));
        Ok(pieces)
    }

    fn beside(&mut self, columns: &[Column], width: u16) -> Pieces {
        let shares: Vec<u16> = columns.iter().map(|column| column.share).collect();
        let widths = shared(width, &shares);
        let mut cells = Vec::new();
        for (column, width) in columns.iter().zip(&widths) {
            let cell = TableCell::new()
                .width((*width).into(), WidthType::Dxa)
                .vertical_align(VAlignType::Center);
            let pieces = self.pieces(&column.blocks, width.saturating_sub(220))?;
            cells.push(filled(cell, pieces));
        }
        let table = fixed(DocxTable::without_borders(vec![TableRow::new(cells)]), &widths);
        Ok(vec![Piece::Table(Box::new(table)), self.gap(1)])
    }

    /// A paragraph of the page holds what stands at its foot.
    fn foot(&mut self, blocks: &[Block], width: u16) -> Pieces {
        let mut pieces = marks::at_the_foot(self.pieces(blocks, width)?, width);
        pieces.push(self.gap(1));
        Ok(pieces)
    }

    fn parts(&mut self, parts: &Parts, width: u16) -> Pieces {
        let per_page = parts.per_page.max(1);
        let height = twips((self.page.depth() / per_page).saturating_sub(SLACK));
        let cut = TableCellBorder::new(TableCellBorderPosition::Bottom)
            .border_type(BorderType::Dashed)
            .size(5)
            .color("5a5a5a");
        let cut = TableCellBorders::with_empty().set(cut);
        let mut pieces = Vec::new();
        for (page, part) in parts.parts.chunks(per_page.into()).enumerate() {
            if page > 0 {
                pieces.push(self.next_page());
            }
            let mut rows = Vec::new();
            for (i, blocks) in (1_u16..).zip(part) {
                let cell = TableCell::new()
                    .width(width.into(), WidthType::Dxa)
                    .vertical_align(VAlignType::Center);
                let cell = if i < per_page {
                    cell.set_borders(cut.clone())
                } else {
                    cell
                };
                let cell = filled(cell, self.pieces(blocks, width.saturating_sub(220))?);
                let row = TableRow::new(vec![cell])
                    .row_height(f32::from(height))
                    .height_rule(HeightRule::AtLeast);
                rows.push(row);
            }
            let table = fixed(DocxTable::without_borders(rows), &[width]);
            pieces.push(Piece::Table(Box::new(table)));
        }
        pieces.push(self.gap(1));
        Ok(pieces)
    }

    /// A paragraph that looks as told, without text yet.
    pub(super) fn paragraph(&mut self, look: Look) -> Paragraph {
        let line = match look.pitch {
            // A line is 1.35 times as high as its letters, in twentieths of a point, as in the pdf.
            Pitch::Natural => look.size.saturating_mul(27),
            // Rather a hair too low than too high, or a line less stands on the page.
            Pitch::Grid { line, .. } => line / 5,
        };
        let spacing = LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(i32::from(line))
            .before(twips(look.before).into())
            .after(twips(look.after).into());
        let paragraph = self.bare().line_spacing(spacing).align(match look.align {
            Align::Left => AlignmentType::Left,
            Align::Justified => AlignmentType::Both,
            Align::Centre => AlignmentType::Center,
            Align::Right => AlignmentType::Right,
        });
        let paragraph = match look.pitch {
            Pitch::Natural => paragraph,
            Pitch::Grid { .. } => paragraph.widow_control(false).snap_to_grid(false),
        };
        let paragraph = if look.leads || self.keeps {
            paragraph.keep_next(true)
        } else {
            paragraph
        };
        inset(paragraph, look.inset)
    }

    /// Text that looks as told.
    pub(super) fn run(&self, look: Look, text: &str) -> Run {
        let run = lines(text)
            .into_iter()
            .enumerate()
            .fold(Run::new(), |run, (i, line)| {
                let run = if i > 0 {
                    run.add_break(BreakType::TextWrapping)
                } else {
                    run
                };
                run.add_text(line)
            });
        let run = run.size(usize::from(look.size) * 2).fonts(self.fonts(look.face));
        let run = match look.ink {
            Ink::Black => run,
            Ink::Red => run.color(marks::RED),
        };
        let run = match look.pitch {
            // Rather a hair too near than too far, or a character less stands on the line.
            Pitch::Grid { nearer, .. } if nearer > 0 => run.character_spacing(-i32::from(nearer.div_ceil(5))),
            _ => run,
        };
        // The Chinese title face is heavy by itself.
        if look.face == Face::Title && self.locale == Locale::En {
            run.bold()
        } else {
            run
        }
    }

    fn fonts(&self, face: Face) -> RunFonts {
        let fonts = FaceFonts::of(face);
        let named = RunFonts::new()
            .ascii(fonts.latin)
            .hi_ansi(fonts.latin)
            .cs(fonts.latin)
            .east_asia(fonts.name());
        // Quotation marks and dashes are the same characters in both scripts: they follow the language.
        if self.locale.is_chinese() {
            named.hint("eastAsia")
        } else {
            named
        }
    }

    /// White, in twips.
    fn gap(&mut self, height: u16) -> Piece {
        Piece::Paragraph(Box::new(self.thin(height)))
    }

    /// Begins a page without taking room on the one before, which may be full.
    fn next_page(&mut self) -> Piece {
        Piece::Paragraph(Box::new(self.thin(1).page_break_before(true)))
    }

    fn thin(&mut self, height: u16) -> Paragraph {
        let spacing = LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(i32::from(height.max(20)));
        let paragraph = self.bare().line_spacing(spacing).size(2);
        if self.keeps {
            paragraph.keep_next(true)
        } else {
            paragraph
        }
    }

    /// A paragraph with a number of ours.
    fn bare(&mut self) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08X}", self.paragraphs))
    }
}

fn piece(paragraph: Paragraph) -> Piece {
    Piece::Paragraph(Box::new(paragraph))
}

/// A text so far from the edges of its column.
fn inset(paragraph: Paragraph, inset: Inset) -> Paragraph {
    if inset == Inset::default() {
        return paragraph;
    }
    // Tenths of a point are two twentieths.
    let first = i32::from(inset.first) * 2;
    let special = if first < 0 {
        SpecialIndentType::Hanging(-first)
    } else {
        SpecialIndentType::FirstLine(first)
    };
    let [left, right] = [inset.left, inset.right].map(|length| i32::from(length) * 2);
    paragraph.indent(Some(left), Some(special), Some(right), None)
}

/// Twentieths of a point in the unit of pictures: 635 of them.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length on paper, which is small and not below nought"
)]
fn emu(twips: f64) -> u32 {
    (twips.clamp(1.0, 100_000.0) * 635.0) as u32
}

fn filled(cell: TableCell, pieces: Vec<Piece>) -> TableCell {
    pieces.into_iter().fold(cell, |cell, piece| match piece {
        Piece::Paragraph(paragraph) => cell.add_paragraph(*paragraph),
        Piece::Table(table) => cell.add_table(*table),
    })
}

fn fixed(table: DocxTable, widths: &[u16]) -> DocxTable {
    let all: u32 = widths.iter().map(|width| u32::from(*width)).sum();
    table
        .set_grid(widths.iter().map(|width| usize::from(*width)).collect())
        .width(usize::try_from(all).unwrap_or_default(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
}

/// A width divided by shares.
fn shared(width: u16, shares: &[u16]) -> Vec<u16> {
    let all: u32 = shares.iter().map(|share| u32::from(*share)).sum();
    let part = |share: &u16| u32::from(width) * u32::from(*share) / all.max(1);
    shares
        .iter()
        .map(|share| u16::try_from(part(share)).unwrap_or(width))
        .collect()
}
