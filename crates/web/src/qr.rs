//! A text as a QR code, drawn as one SVG path: prints sharply, and the strict content policy lets it through.
//! Must not decide what the text is.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around, as the standard asks.
const QUIET: usize = 4;

/// The SVG element; empty for a text that no code can hold (none of ours).
pub(crate) fn svg(text: &str) -> String {
    // Medium: a folded slip from a drawer still reads.
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return String::new();
    };
    let (width, modules) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        // One stroke for each run of dark modules keeps a page of many slips small.
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(
                    path,
                    "M{} {}h{}v1h-{}z",
                    x + QUIET,
                    y + QUIET,
                    run.len(),
                    run.len()
                );
            }
            x += run.len();
        }
    }
    let size = width + 2 * QUIET;
    format!(
        "<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\" aria-hidden=\"true\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\"{path}\"/></svg>"
    )
}
