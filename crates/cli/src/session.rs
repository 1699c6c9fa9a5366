//! An open application with its operator and its words: what every command begins with.
//! Must not do what a command does.

use std::sync::{Arc, OnceLock};

use app::{Actor, App, Ask, Snapshot, snapshot};
use domain::rule_set::RuleSet;
use i18n::{Locale, Words};
use jiff::civil::Date;

use crate::args::Common;
use crate::failure::{Fault, Usage};
use crate::{settings, voice};

/// The application that is open, to be closed when the command is over, however it ended.
static OPENED: OnceLock<Arc<App>> = OnceLock::new();

/// An open application and who is at it.
pub struct Session {
    /// The application.
    pub app: Arc<App>,
    /// The person at the command line.
    pub actor: Actor,
    /// The language asked for.
    pub locale: Option<Locale>,
}

impl Session {
    /// Opens the database that is there.
    ///
    /// # Errors
    /// When there is none or it cannot be opened.
    pub async fn open(common: &Common) -> Result<Session, Fault> {
        let locale = settings::locale(common)?;
        let app = App::open_existing(&settings::settings(common)?).await?;
        Self::with(app, locale, common).await
    }

    /// Opens the database, and makes one where there is none.
    ///
    /// # Errors
    /// When it cannot be opened or made.
    pub async fn open_or_make(common: &Common) -> Result<Session, Fault> {
        let locale = settings::locale(common)?;
        settings::make_folder(common)?;
        let app = App::open(&settings::settings(common)?).await?;
        Self::with(app, locale, common).await
    }

    async fn with(app: App, locale: Option<Locale>, common: &Common) -> Result<Session, Fault> {
        let app = Arc::new(app);
        drop(OPENED.set(Arc::clone(&app)));
        // Several trees and none named: the command will say so itself.
        if let Ok(Some(pack)) = app.pack(common.tree.as_deref()).await {
            voice::of_tree(pack);
        }
        let today = jiff::tz::TimeZone::UTC.to_datetime(app.now()).date();
        let actor = Actor::operator(today);
        Ok(Session { app, actor, locale })
    }

    /// The tree as a question wants to see it.
    ///
    /// # Errors
    /// When there is no such tree or number, or the database fails.
    pub async fn look(
        &self,
        common: &Common,
        as_of: Option<&str>,
        known_at: Option<i64>,
    ) -> Result<Snapshot, Fault> {
        let ask = Ask {
            tree: common.tree.as_deref(),
            as_of: day(as_of)?,
            known_at,
        };
        Ok(snapshot(&self.app, &self.actor, ask).await?)
    }

    /// Words in the vocabulary of the rules in force.
    #[must_use]
    pub fn words(&self, rules: &RuleSet) -> Words {
        voice::words_for(self.locale, rules)
    }
}

/// Closes what the command opened.
pub async fn close() {
    if let Some(app) = OPENED.get() {
        app.close().await;
    }
}

/// A day of the command line.
///
/// # Errors
/// When it is none.
pub fn day(text: Option<&str>) -> Result<Option<Date>, Fault> {
    let not = |text: &str| Fault::Usage(Usage::NotADate(text.to_owned()));
    text.map(|text| text.parse().map_err(|_| not(text))).transpose()
}
