//! Pictures of many pages, as a data file lists them (`tests/gallery.toml`). It must not judge what they show.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chromiumoxide::cdp::browser_protocol::network::CookieParam;
use serde::Deserialize;

use super::serving::Serving;
use super::trip::Trip;
use super::visitor::Visitor;

/// The cookies of accounts that came in already.
type Known = RefCell<BTreeMap<String, Vec<CookieParam>>>;

/// The list of pictures to take.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Album {
    #[serde(default)]
    account: BTreeMap<String, Account>,
    page: Vec<Picture>,
}

/// How to become somebody: by a link, then perhaps by a form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
    /// A path to open.
    path: Option<String>,
    /// Instead: a word on the line that `kaijiang demo` prints with the address.
    printed: Option<String>,
    /// Fields and what to fill in.
    #[serde(default)]
    fill: Vec<(String, String)>,
    /// What to click then.
    click: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Picture {
    name: String,
    path: String,
    /// A stranger without one.
    account: Option<String>,
    #[serde(default = "chinese")]
    language: String,
    #[serde(default = "both")]
    screens: Vec<Screen>,
    /// The whole page instead of what the screen shows.
    #[serde(default)]
    whole: bool,
    /// What to click on the page before the picture is taken.
    #[serde(default)]
    click: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Screen {
    Desktop,
    Phone,
}

fn chinese() -> String {
    "zh-CN".to_owned()
}

fn both() -> Vec<Screen> {
    vec![Screen::Desktop, Screen::Phone]
}

impl Album {
    /// Reads a list.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// Takes every picture of the server at this address into the folder. A printed way in is looked up in what the
    /// program said. Each outcome is the file, or why there is none; nothing comes without a browser.
    pub fn take(
        &self,
        test: &str,
        server: (&str, Option<&Serving>),
        folder: &Path,
    ) -> Vec<Result<PathBuf, String>> {
        let mut outcomes = Vec::new();
        let known = Known::default();
        for picture in &self.page {
            for screen in &picture.screens {
                let (visitor, ending) = match screen {
                    Screen::Desktop => (Visitor::desktop(), "desktop"),
                    Screen::Phone => (Visitor::phone(), "phone"),
                };
                let file = folder.join(format!("{}-{ending}.png", picture.name));
                let visitor = visitor.language(&picture.language);
                let work = || {
                    let trip = visitor.visits(server.0, test)?;
                    self.shoot(picture, &trip, (server.1, &known), &file);
                    Some(())
                };
                // One page that cannot be had does not spoil the album: the trip says why in its panic.
                let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                match outcome {
                    Ok(Some(())) => outcomes.push(Ok(file)),
                    Ok(None) => return outcomes,
                    Err(panic) => {
                        let why = panic
                            .downcast::<String>()
                            .map_or_else(|_| "no reason".to_owned(), |why| *why);
                        outcomes.push(Err(format!("{}: {why}", file.display())));
                    }
                }
            }
        }
        outcomes
    }

    fn shoot(&self, picture: &Picture, trip: &Trip, server: (Option<&Serving>, &Known), file: &Path) {
        if let Some(name) = &picture.account {
            self.become_known(name, trip, server);
        }
        trip.open(&picture.path);
        for wanted in &picture.click {
            trip.click(wanted);
        }
        trip.picture(file, picture.whole);
    }

    /// Comes in as an account; a way in that opens once is used once, and its cookies from then on.
    fn become_known(&self, name: &str, trip: &Trip, (serving, known): (Option<&Serving>, &Known)) {
        if let Some(cookies) = known.borrow().get(name) {
            trip.carry(cookies);
            return;
        }
        let account = self.account.get(name);
        let account = account.unwrap_or_else(|| panic!("no account {name:?} in the list"));
        let path = account.path.clone().or_else(|| {
            let word = account.printed.as_ref()?;
            Some(serving?.link_with(word))
        });
        let path = path.unwrap_or_else(|| {
            panic!("account {name:?} has no path; a printed way in needs a demonstration")
        });
        trip.open(&path);
        for (field, text) in &account.fill {
            trip.fill(field, text);
        }
        if let Some(button) = &account.click {
            trip.click(button);
        }
        known.borrow_mut().insert(name.to_owned(), trip.cookies());
    }
}
