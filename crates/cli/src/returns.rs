//! `kaijiang return`: send a form out, take it back, merge it, see who has not answered.
//! Must not compare or decide: the application does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use app::Snapshot;
use app::json;
use app::returns::{
    Choice, Decision, FileTaken, Offer, OpenReturn, ReturnSeen, TakeReturn, close_return, find_return,
    merge_return, note_asked, open_return, see_return, see_returns, send_return, take_return, undo_merges,
};
use domain::id::ReturnId;
use domain::return_form::{FilledBy, ReturnForm};
use i18n::Words;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::args::{AskedForm, Common, Return, SendReturn, TakeKind};
use crate::failure::{Fault, Usage};
use crate::session::{Session, day};
use crate::{answer, print, return_fill, say};

/// Runs a command.
///
/// # Errors
/// When there is no such return, a file cannot be read or written, or the database fails.
pub async fn run(common: &Common, ask: &Return) -> Result<(), Fault> {
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
        Return::List => desk.list().await,
        Return::Send(ask) => desk.send(ask).await,
        Return::Take { name, files, latest } => desk.take(name, files, *latest).await,
        Return::Merge {
            name,
            decide,
            take,
            undo,
        } => match undo {
            true => desk.undo(name).await,
            false => desk.merge(name, (decide.as_deref(), take)).await,
        },
        Return::Status { name } => desk.status(name).await,
        Return::Ask { name, orgs } => desk.ask(name, orgs).await,
        Return::Close { name } => desk.close(name).await,
        Return::Fill(ask) => return_fill::run(&session, (common, &snapshot, &words), ask).await,
    }
}

struct Desk<'a> {
    common: &'a Common,
    session: &'a Session,
    snapshot: &'a Snapshot,
    words: &'a Words,
}

impl Desk<'_> {
    fn tree(&self) -> Option<&str> {
        self.common.tree.as_deref()
    }

    async fn find(&self, name: &str) -> Result<ReturnId, Fault> {
        let found = find_return(&self.session.app, &self.session.actor, (self.tree(), name)).await?;
        Ok(found.id)
    }

    async fn seen(&self, id: ReturnId) -> Result<ReturnSeen, Fault> {
        Ok(see_return(&self.session.app, &self.session.actor, (self.tree(), id)).await?)
    }

    async fn list(&self) -> Result<(), Fault> {
        let all = see_returns(&self.session.app, &self.session.actor, self.tree()).await?;
        if self.common.json {
            let documents: Vec<serde_json::Value> = all.iter().map(json::return_line).collect();
            print(&serde_json::Value::from(documents).to_string());
            return Ok(());
        }
        for line in &all {
            let filled = [
                ("name", line.name.as_str().into()),
                ("answered", line.answered.into()),
                ("asked", line.asked.into()),
            ];
            print(&self.words.say("return-line", &filled));
        }
        Ok(())
    }

    /// Opens the return unless it is open already, and writes its forms.
    async fn send(&self, ask: &SendReturn) -> Result<(), Fault> {
        let (app, actor) = (&self.session.app, &self.session.actor);
        let id = match find_return(app, actor, (self.tree(), &ask.name)).await {
            Ok(line) if !line.is_closed => line.id,
            _ => self.open(ask).await?,
        };
        let sent = send_return(app, actor, (self.tree(), id), (None, self.words)).await?;
        std::fs::create_dir_all(&ask.out).map_err(|error| Fault::file(&ask.out, &error))?;
        for form in &sent.forms {
            let path = ask.out.join(&form.name);
            std::fs::write(&path, &form.bytes).map_err(|error| Fault::file(&path, &error))?;
        }
        let rows: usize = sent.forms.iter().map(|form| form.rows).sum();
        let filled = [
            ("name", sent.name.as_str().into()),
            ("count", sent.forms.len().into()),
            ("rows", rows.into()),
        ];
        let said = format!("{}\n\n{}", self.words.say("return-sent", &filled), sent.text);
        answer(self.common, &json::return_sent(&sent, self.snapshot), &said);
        Ok(())
    }

    async fn open(&self, ask: &SendReturn) -> Result<ReturnId, Fault> {
        let command = OpenReturn {
            tree: self.tree(),
            office: Some(self.snapshot.find(ask.org.as_deref())?),
            name: &ask.name,
            form: form(ask.form),
            within: (day(ask.from.as_deref())?, day(ask.until.as_deref())?),
            filled_by: if ask.branches {
                FilledBy::Branches
            } else {
                FilledBy::Below
            },
            due_at: self.due(ask.due.as_deref())?,
            note: ask.note.as_deref(),
            key: self.common.key.as_deref(),
        };
        Ok(open_return(&self.session.app, &self.session.actor, command).await?)
    }

    /// A day (its last minute) or a moment where the programme runs.
    fn due(&self, text: Option<&str>) -> Result<Option<jiff::Timestamp>, Fault> {
        let Some(text) = text else { return Ok(None) };
        let not = || Fault::Usage(Usage::NotADate(text.to_owned()));
        let moment: DateTime = match text.parse::<jiff::civil::Date>() {
            Ok(day) if text.len() <= 10 => day.at(23, 59, 0, 0),
            _ => text.parse().map_err(|_| not())?,
        };
        let zone = TimeZone::get(&self.snapshot.rules.time_zone).unwrap_or(TimeZone::UTC);
        zone.to_timestamp(moment).map(Some).map_err(|_| not())
    }

    async fn take(&self, name: &str, files: &[PathBuf], latest: bool) -> Result<(), Fault> {
        let id = self.find(name).await?;
        let mut read = Vec::new();
        for path in files {
            let bytes = std::fs::read(path).map_err(|error| Fault::file(path, &error))?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            read.push((name.unwrap_or_default(), bytes));
        }
        let command = TakeReturn {
            tree: self.tree(),
            id,
            files: read,
            latest,
        };
        let taken = take_return(&self.session.app, &self.session.actor, command).await?;
        if self.common.json {
            print(&json::return_taken(&taken, (self.snapshot, self.words)).to_string());
            return Ok(());
        }
        for file in &taken {
            self.tell_file(file);
        }
        Ok(())
    }

    fn tell_file(&self, file: &FileTaken) {
        let whose = file.organisation.and_then(|id| self.snapshot.short_name(id));
        let filled = [
            ("file", file.name.as_str().into()),
            ("unit", whose.unwrap_or("?").into()),
            ("count", file.rows.into()),
            ("state", self.words.file_state(file.state).into()),
        ];
        print(&self.words.say("return-file-line", &filled));
        let name = |id| self.snapshot.name(id).unwrap_or_default().to_owned();
        for (place, question) in &file.questions {
            let said = self.words.return_question(question, &name).text(self.words);
            match place {
                Some(place) => {
                    let place = self.words.place(&place.sheet, place.row);
                    print(&format!("  {}", self.words.said_of(&place, &said)));
                }
                None => print(&format!("  {said}")),
            }
        }
    }

    async fn merge(&self, name: &str, (decide, take): (Option<&Path>, &[TakeKind])) -> Result<(), Fault> {
        let id = self.find(name).await?;
        let before = self.seen(id).await?;
        if decide.is_some() || !take.is_empty() {
            let choice = Choice {
                all: kinds(take),
                each: match decide {
                    Some(file) => decisions(file, &before)?,
                    None => std::collections::BTreeMap::new(),
                },
                seen: std::collections::BTreeMap::new(),
            };
            let merged =
                merge_return(&self.session.app, &self.session.actor, (self.tree(), id), &choice).await?;
            for (key, why) in merged.iter().flat_map(|file| &file.refused) {
                say(&format!("{key}: {}", self.words.import_reason(why)));
            }
        }
        if self.common.json {
            print(&json::return_merge(&before).to_string());
            return Ok(());
        }
        let count = |of: &dyn Fn(&FileTaken) -> usize| before.standing().map(of).sum::<usize>();
        let filled = [
            ("new", count(&|file| file.compared.new.len()).into()),
            ("same", count(&|file| file.compared.same).into()),
            (
                "changed",
                count(&|file| {
                    file.compared
                        .cells
                        .iter()
                        .filter(|cell| !cell.is_conflict)
                        .count()
                })
                .into(),
            ),
            ("gone", count(&|file| file.compared.gone.len()).into()),
            (
                "conflicts",
                count(&|file| file.compared.cells.iter().filter(|cell| cell.is_conflict).count()).into(),
            ),
        ];
        print(&self.words.say("return-merge-counts", &filled));
        if decide.is_none() && take.is_empty() {
            say(&self.words.say("return-merge-next", &[("name", name.into())]));
        }
        Ok(())
    }

    async fn undo(&self, name: &str) -> Result<(), Fault> {
        let id = self.find(name).await?;
        let files = undo_merges(&self.session.app, &self.session.actor, (self.tree(), id)).await?;
        let said = self.words.say("return-undone", &[("count", files.into())]);
        answer(self.common, &serde_json::json!({ "undone": files }), &said);
        Ok(())
    }

    async fn status(&self, name: &str) -> Result<(), Fault> {
        let seen = self.seen(self.find(name).await?).await?;
        if self.common.json {
            print(&json::return_status(&seen).to_string());
            return Ok(());
        }
        let names = |parts: Vec<&app::returns::PartSeen>| {
            let names = parts
                .iter()
                .filter_map(|part| seen.snapshot.short_name(part.organisation));
            self.words.list(&names.collect::<Vec<_>>())
        };
        for (key, parts) in [
            ("return-status-answered", seen.answered().collect::<Vec<_>>()),
            ("return-status-late", seen.late().collect()),
            ("return-status-silent", seen.silent().collect()),
        ] {
            let filled = [("count", parts.len().into()), ("names", names(parts).into())];
            print(&self.words.say(key, &filled));
        }
        Ok(())
    }

    async fn ask(&self, name: &str, orgs: &[String]) -> Result<(), Fault> {
        let id = self.find(name).await?;
        let mut whom = BTreeSet::new();
        for org in orgs {
            whom.insert(self.snapshot.find(Some(org))?);
        }
        let key = self.common.key.as_deref();
        let count = note_asked(&self.session.app, &self.session.actor, (id, &whom), key).await?;
        let said = self.words.say("return-asked-again", &[("count", count.into())]);
        answer(self.common, &serde_json::json!({ "asked": count }), &said);
        Ok(())
    }

    async fn close(&self, name: &str) -> Result<(), Fault> {
        let id = self.find(name).await?;
        close_return(
            &self.session.app,
            &self.session.actor,
            id,
            self.common.key.as_deref(),
        )
        .await?;
        let said = self.words.say("return-closed", &[("name", name.into())]);
        answer(self.common, &serde_json::json!({ "closed": true }), &said);
        Ok(())
    }
}

fn form(asked: AskedForm) -> ReturnForm {
    match asked {
        AskedForm::Ledger => ReturnForm::Ledger,
        AskedForm::Plan => ReturnForm::Plan,
        AskedForm::Roster => ReturnForm::Roster,
    }
}

fn kinds(take: &[TakeKind]) -> BTreeSet<Offer> {
    let each = take.iter().flat_map(|kind| match kind {
        TakeKind::All => Offer::ALL.to_vec(),
        TakeKind::New => vec![Offer::New],
        TakeKind::Changed => vec![Offer::Changed],
        TakeKind::Gone => vec![Offer::Gone],
    });
    each.collect()
}

/// `[{"no", "field", "take": "returned"|"held"}]`, `[{"gone": no, "take": …}]`, `[{"key", "take": …}]`: what the document
/// of a merge names.
fn decisions(file: &Path, seen: &ReturnSeen) -> Result<std::collections::BTreeMap<String, Decision>, Fault> {
    let text = std::fs::read_to_string(file).map_err(|error| Fault::file(file, &error))?;
    let bad = || Fault::Usage(Usage::Answers(file.display().to_string()));
    let all: Vec<serde_json::Value> = serde_json::from_str(&text).map_err(|_| bad())?;
    let mut each = std::collections::BTreeMap::new();
    for one in &all {
        let take = match one.get("take").and_then(serde_json::Value::as_str) {
            Some("returned") => Decision::Take,
            Some("held") => Decision::Keep,
            _ => return Err(bad()),
        };
        let key = json::return_key(one, seen).ok_or_else(bad)?;
        each.insert(key, take);
    }
    Ok(each)
}
