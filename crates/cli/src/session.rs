//! An open application with its operator and its words: what every command begins with.
//! Must not do what a command does.

use app::{Actor, App, Ask, Snapshot, snapshot};
use domain::rule_set::RuleSet;
use i18n::{Locale, Words};
use jiff::civil::Date;

use crate::args::Common;
use crate::failure::{Fault, Usage};
use crate::settings;

/// An open application and who is at it.
pub struct Session {
    /// The application.
    pub app: App,
    /// The person at the command line.
    pub actor: Actor,
    /// The language asked for.
    pub locale: Option<Locale>,
}

impl Session {
    /// Opens the database.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(common: &Common) -> Result<Session, Fault> {
        let locale = settings::locale(common)?;
        let app = App::open(&settings::settings(common)?).await?;
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
        settings::words(self.locale, Some(&rules.id))
    }
}

/// A day of the command line.
///
/// # Errors
/// When it is none.
fn day(text: Option<&str>) -> Result<Option<Date>, Fault> {
    let not = |text: &str| Fault::Usage(Usage::NotADate(text.to_owned()));
    text.map(|text| text.parse().map_err(|_| not(text))).transpose()
}
