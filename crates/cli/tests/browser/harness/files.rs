//! What a person hands to a page and takes from it: files and pictures. It must not write outside of `target/`
//! and temporary folders.

use std::path::{Path, PathBuf};
use std::time::Instant;

use chromiumoxide::cdp::browser_protocol::dom::SetFileInputFilesParams;
use chromiumoxide::cdp::browser_protocol::page::{CaptureScreenshotFormat, Viewport};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::page::ScreenshotParams;
use serde_json::json;

use super::chromium::wait;
use super::trip::{GLANCE, Trip, expression, expression_of_page};

/// Where things for people to look at are written.
pub fn target_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .unwrap()
        .join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl Trip {
    /// Attaches a file to a file field, found by its label, name or selector. Counts a field and two taps.
    #[track_caller]
    pub fn attach(&self, wanted: &str, file: &Path) -> &Self {
        self.choose_files(wanted, vec![file.display().to_string()]);
        self.hand.borrow_mut().taps += 2;
        self
    }

    /// Attaches many files at once to a field that takes several: a field, and three taps (open, mark all, choose).
    #[track_caller]
    pub fn attach_all(&self, wanted: &str, files: &[PathBuf]) -> &Self {
        let paths = files.iter().map(|file| file.display().to_string());
        self.choose_files(wanted, paths.collect());
        self.hand.borrow_mut().taps += 3;
        self
    }

    #[track_caller]
    fn choose_files(&self, wanted: &str, paths: Vec<String>) {
        self.look();
        let find = format!("fileField({})", json!(wanted));
        let params = EvaluateParams::new(expression(&find));
        let found = wait(self.page.execute(params)).unwrap().result.result;
        let Some(object) = found.object_id else {
            self.stuck(&format!("no file field {wanted:?}"));
        };
        let mut files = SetFileInputFilesParams::new(paths);
        files.object_id = Some(object);
        wait(self.page.execute(files)).unwrap();
        let field = self.evaluate(&format!(
            "((page) => page.keyOf(page.{find}))({})",
            expression_of_page()
        ));
        self.hand.borrow_mut().handle(&field, self.loaded());
        self.settle();
    }

    /// Clicks something that gives a file, waits for it and answers its path; it is gone when the trip is.
    #[track_caller]
    pub fn download(&self, wanted: &str) -> PathBuf {
        let folder = self.downloads.path();
        let files = || -> Vec<PathBuf> {
            let entries = std::fs::read_dir(folder).unwrap();
            entries.map(|entry| entry.unwrap().path()).collect()
        };
        let before = files();
        self.click(wanted);
        let began = Instant::now();
        loop {
            // The browser writes under a name of its own until the file is whole.
            let is_whole = |file: &PathBuf| file.extension().is_none_or(|ending| ending != "crdownload");
            let new = files()
                .into_iter()
                .find(|file| !before.contains(file) && is_whole(file));
            if let Some(file) = new.filter(|file| {
                !file
                    .file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with('.'))
            }) {
                return file;
            }
            if began.elapsed() > GLANCE {
                self.stuck(&format!("{wanted:?} gives no file"));
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// A picture of the screen in `target/trips/NAME.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let file = target_folder("trips").join(format!("{name}.png"));
        self.picture(&file, false);
        file
    }

    /// Writes a picture to a file: of what the screen shows, or of the whole page.
    pub fn picture(&self, file: &Path, is_whole: bool) {
        let mut params = ScreenshotParams::builder().format(CaptureScreenshotFormat::Png);
        if is_whole {
            let root = "document.documentElement";
            let [width, height] = ["Width", "Height"]
                .map(|side| self.evaluate(&format!("{root}.scroll{side}")).as_f64().unwrap());
            let clip = Viewport {
                x: 0.0,
                y: 0.0,
                width,
                height,
                scale: 1.0,
            };
            params = params.capture_beyond_viewport(true).clip(clip);
        }
        wait(self.page.save_screenshot(params.build(), file)).unwrap();
    }
}
