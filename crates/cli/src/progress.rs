//! A bar on stderr for long work, only where a person looks on.
//! Must not slow the work down.

use std::io::IsTerminal;

use app::import::Step;
use app::originality::ScanStep;
use indicatif::{ProgressBar, ProgressStyle};

/// Shows how far an import or a scan is.
pub struct Bar(Option<ProgressBar>);

impl Bar {
    /// A bar on a terminal; nothing elsewhere.
    pub fn new() -> Bar {
        if !std::io::stderr().is_terminal() {
            return Bar(None);
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        Bar(Some(bar))
    }

    /// A step further.
    pub fn step(&self, step: Step) {
        let Some(bar) = &self.0 else { return };
        match step {
            Step::Reading | Step::Publishing => bar.tick(),
            Step::Deciding { rows } => bar.set_length(u64::from(rows)),
            Step::Writing { done, of } => {
                bar.set_length(u64::try_from(of).unwrap_or_default());
                bar.set_position(u64::try_from(done).unwrap_or_default());
            }
        }
    }

    /// A scan is further.
    pub fn scanned(&self, step: ScanStep) {
        let Some(bar) = &self.0 else { return };
        match step {
            ScanStep::Reading => bar.tick(),
            ScanStep::Asking { done, of } => {
                bar.set_length(u64::try_from(of).unwrap_or_default());
                bar.set_position(u64::try_from(done).unwrap_or_default());
            }
        }
    }

    /// The work is done.
    pub fn done(self) {
        if let Some(bar) = self.0 {
            bar.finish_and_clear();
        }
    }
}
