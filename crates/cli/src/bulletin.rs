//! `kaijiang bulletin`: compose, publish, take, explain. Agreeing to one is another person's work, on the pages.
//! Must not reckon: the application does.

use std::path::Path;

use app::Snapshot;
use app::explain_bulletin::{FigureExplained, explain_key};
use app::json;
use app::print_papers::PaperForm;
use app::publish_bulletin::{
    BulletinStep, ComposeBulletin, compose_bulletin, number_bulletin, publish_bulletin, take_bulletin,
};
use app::see_bulletin::{BulletinSeen, bulletin_of, see_bulletin, see_bulletins};
use domain::bulletin::Stage;
use domain::id::{BulletinId, OrganisationId};
use domain::status::Records;
use i18n::Words;

use crate::args::{Bulletin, Common};
use crate::failure::Fault;
use crate::session::Session;
use crate::{answer, print};

/// Runs a command.
///
/// # Errors
/// When the quarter will not do, nobody agreed, a file cannot be written, or the database fails.
pub async fn run(common: &Common, ask: &Bulletin) -> Result<(), Fault> {
    let session = Session::open(common).await?;
    let snapshot = session.look(common, None, None).await?;
    let words = session.words(&snapshot.rules);
    let desk = Desk {
        common,
        session: &session,
        snapshot: &snapshot,
        words: &words,
    };
    match ask {
        Bulletin::List { org } => desk.list(org.as_deref()).await,
        Bulletin::Compose { period, org, out } => desk.compose(period, org.as_deref(), out.as_deref()).await,
        Bulletin::Publish {
            period,
            org,
            number,
            out,
        } => {
            let id = desk.find(period, org.as_deref()).await?;
            desk.publish(id, number.as_deref(), out.as_deref()).await
        }
        Bulletin::Take { period, org, out } => {
            let id = desk.find(period, org.as_deref()).await?;
            desk.told(id, Some(out.as_path())).await
        }
        Bulletin::Explain { key, org } => desk.explain(key, org.as_deref()).await,
    }
}

struct Desk<'a> {
    common: &'a Common,
    session: &'a Session,
    snapshot: &'a Snapshot,
    words: &'a Words,
}

impl Desk<'_> {
    fn place(&self, org: Option<&str>) -> Result<OrganisationId, Fault> {
        Ok(self.snapshot.find(org)?)
    }

    async fn find(&self, period: &str, org: Option<&str>) -> Result<BulletinId, Fault> {
        let place = self.place(org)?;
        Ok(bulletin_of(&self.session.app, &self.session.actor, (place, period)).await?)
    }

    async fn list(&self, org: Option<&str>) -> Result<(), Fault> {
        let place = self.place(org)?;
        let seen = see_bulletins(&self.session.app, &self.session.actor, place).await?;
        let mut documents = Vec::new();
        for line in &seen.bulletins {
            let one = see_bulletin(&self.session.app, &self.session.actor, line.id).await?;
            if self.common.json {
                documents.push(json::bulletin(&one.bulletin));
            } else {
                print(&self.line(&one.bulletin));
            }
        }
        if self.common.json {
            print(&serde_json::Value::from(documents).to_string());
        }
        Ok(())
    }

    fn line(&self, seen: &BulletinSeen) -> String {
        let period = self.words.report_period(&seen.issue.period.label);
        let filled = [
            ("period", period.into()),
            ("state", self.words.bulletin_stage(seen.stage).into()),
            ("number", seen.number.clone().unwrap_or_default().into()),
            ("title", seen.wording.title.clone().into()),
        ];
        self.words.say("bulletin-line", &filled)
    }

    async fn compose(&self, period: &str, org: Option<&str>, out: Option<&Path>) -> Result<(), Fault> {
        let command = ComposeBulletin {
            organisation: self.place(org)?,
            period,
            locale: self.words.locale(),
            key: self.common.key.as_deref(),
        };
        let id = compose_bulletin(&self.session.app, &self.session.actor, command).await?;
        self.told(id, out).await
    }

    async fn publish(&self, id: BulletinId, number: Option<&str>, out: Option<&Path>) -> Result<(), Fault> {
        let (app, actor) = (&self.session.app, &self.session.actor);
        let seen = see_bulletin(app, actor, id).await?.bulletin;
        let step = BulletinStep {
            bulletin: id,
            key: None,
        };
        // The same number again changes nothing; one of a published bulletin is refused by the step itself.
        if let Some(number) = number.filter(|number| seen.number.as_deref() != Some(*number)) {
            number_bulletin(app, actor, (step, number)).await?;
        }
        let step = BulletinStep {
            key: self.common.key.as_deref(),
            ..step
        };
        publish_bulletin(app, actor, step).await?;
        self.told(id, out).await
    }

    /// Writes the paper where one is wanted, and says what the bulletin is.
    async fn told(&self, id: BulletinId, out: Option<&Path>) -> Result<(), Fault> {
        let (app, actor) = (&self.session.app, &self.session.actor);
        let seen = see_bulletin(app, actor, id).await?.bulletin;
        if let Some(out) = out {
            let paper = take_bulletin(app, actor, (id, form_of(out))).await?;
            std::fs::write(out, paper.bytes).map_err(|error| Fault::file(out, &error))?;
        }
        let mut said = self.line(&seen);
        if seen.stage != Stage::Published {
            said.push('\n');
            said.push_str(&self.words.say("bulletin-next", &[]));
        }
        answer(self.common, &json::bulletin(&seen), &said);
        Ok(())
    }

    async fn explain(&self, key: &str, org: Option<&str>) -> Result<(), Fault> {
        let place = self.place(org)?;
        let explained = explain_key(&self.session.app, &self.session.actor, (place, key)).await?;
        if self.common.json {
            print(&json::figure(&explained).to_string());
            return Ok(());
        }
        let figure = self
            .words
            .report_figure(&explained.key.what, &self.snapshot.rules);
        let filled = [
            (
                "unit",
                explained
                    .snapshot
                    .name(explained.organisation)
                    .unwrap_or_default()
                    .to_owned()
                    .into(),
            ),
            ("period", self.words.report_period(&explained.key.period).into()),
            ("figure", figure.into()),
            ("count", explained.count.into()),
            ("number", explained.known_at.to_string().into()),
        ];
        print(&self.words.say("bulletin-explained", &filled));
        print(&self.words.report_means(&explained.key.what));
        for line in self.records(&explained) {
            print(&format!("  {line}"));
        }
        Ok(())
    }

    fn records(&self, explained: &FigureExplained) -> Vec<String> {
        let then = &explained.snapshot;
        let name = |id| then.name(id).unwrap_or_default().to_owned();
        match &explained.records {
            Records::Organisations(all) => all
                .iter()
                .map(|(id, kind)| format!("{}  {}", name(*id), self.words.standing_kind(*kind)))
                .collect(),
            Records::Lectures(all) => {
                let lectures = all.iter().filter_map(|id| then.lecture(*id));
                let line = |lecture: &domain::lecture::Lecture| {
                    let on = lecture.ended_on().map(|on| self.words.date(on));
                    let title = [("title", lecture.title.as_str().into())];
                    let title = self.words.say("lecture-title", &title);
                    let hosts = lecture.hosts.iter().map(|host| name(host.organisation));
                    let hosts: Vec<String> = hosts.collect();
                    [on.unwrap_or_default(), title, self.words.list(&hosts)].join("  ")
                };
                lectures.map(line).collect()
            }
            Records::People(homes) => homes
                .iter()
                .map(|(home, people)| {
                    let count = [("count", people.len().into())];
                    format!("{}  {}", name(*home), self.words.say("figure-people", &count))
                })
                .collect(),
            Records::Expected(_) | Records::Persons(_) => Vec::new(),
        }
    }
}

/// What is written, by the ending of the file's name.
fn form_of(out: &Path) -> PaperForm {
    let is_pdf = out
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    if is_pdf { PaperForm::Pdf } else { PaperForm::Docx }
}
