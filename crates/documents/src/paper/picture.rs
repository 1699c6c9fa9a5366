//! Pictures made of dark and light squares, such as a QR code. Must not read image files.

use qrcode::{Color, EcLevel, QrCode};

/// A picture of dark and light squares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Rows from top to bottom, all of one length; `true` is dark.
    squares: Vec<Vec<bool>>,
    /// How wide it is printed, in millimetres.
    pub side: u16,
    /// What it shows, for those who cannot see it.
    pub says: String,
}

/// How many squares a bar is long and high.
const BAR: u64 = 100;
const BAR_HEIGHT: usize = 4;
/// What a QR code wants around it, in squares.
const QUIET: usize = 4;

impl Picture {
    /// The QR code of a text, with the white border it needs, printed `side` millimetres wide. `None` when the text
    /// is longer than a QR code can hold (some 2,300 letters).
    #[must_use]
    pub fn qr(text: &str, side: u16) -> Option<Picture> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let white = || std::iter::repeat_n(false, QUIET);
        let full = || vec![false; width + 2 * QUIET];
        let colours = code.to_colors();
        let inner = colours.chunks(width).map(|row| {
            let dark = row.iter().map(|colour| *colour == Color::Dark);
            white().chain(dark).chain(white()).collect()
        });
        let border = || std::iter::repeat_with(full).take(QUIET);
        Some(Picture {
            squares: border().chain(inner).chain(border()).collect(),
            side,
            says: text.to_owned(),
        })
    }

    /// A bar that is dark for a part of a whole, printed `side` millimetres wide. Any part is seen, and no part is none.
    #[must_use]
    pub fn bar(part: u64, whole: u64, side: u16) -> Picture {
        let part = part.min(whole);
        let dark = (part * BAR)
            .checked_div(whole)
            .unwrap_or(0)
            .max(u64::from(part > 0));
        let row: Vec<bool> = (0..BAR).map(|at| at < dark).collect();
        Picture {
            squares: vec![row; BAR_HEIGHT],
            side,
            says: format!("{part}/{whole}"),
        }
    }

    /// Rows from top to bottom; `true` is dark.
    #[must_use]
    pub fn squares(&self) -> &[Vec<bool>] {
        &self.squares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_has_its_corners_and_its_white_border() {
        let picture = Picture::qr("https://kaijiang.example/a/7Q2K", 50).unwrap();
        let rows = picture.squares();
        assert!(rows.iter().all(|row| row.len() == rows.len()));
        assert!(rows[..QUIET].iter().flatten().all(|dark| !dark));
        let corner: Vec<bool> = rows[QUIET][QUIET..QUIET + 8].to_vec();
        assert_eq!(corner, [true, true, true, true, true, true, true, false]);
    }

    #[test]
    fn a_bar_is_dark_for_its_part() {
        let dark = |part, whole| {
            let bar = Picture::bar(part, whole, 80);
            assert!(bar.squares().iter().all(|row| row.len() == 100));
            bar.squares()[0].iter().filter(|dark| **dark).count()
        };
        let found = [
            dark(1, 2),
            dark(0, 9),
            dark(1, 9000),
            dark(7, 7),
            dark(9, 7),
            dark(0, 0),
        ];
        assert_eq!(found, [50, 0, 1, 100, 100, 0]);
    }

    #[test]
    fn what_no_qr_code_can_hold_is_none() {
        assert_eq!(Picture::qr(&"a".repeat(3000), 50), None);
    }
}
