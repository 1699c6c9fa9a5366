//! 通报 from figures to paper: compose, change words, agree, number, publish. What is published never changes.
//! Must not define a figure (`domain`) and must not make one up: words hold figures by name.

mod paper;

use domain::access::{Action, Denial, TargetKind};
use domain::bulletin::{
    BulletinRefusal, Correction, Issue, Paragraph, Proofread, Stage, Wording, bound, corrections, proofread,
};
use domain::id::{BulletinId, OrganisationId};
use domain::period::Period;
use i18n::{Locale, Words};
use serde_json::json;
use store::{AuditEntry, BlobRow, BulletinRow, Json, Tx};

use crate::keyed::{Begun, BegunAnswer, Request};
use crate::known::read;
use crate::print_papers::{PaperForm, Printed, write};
use crate::report::Report;
use crate::see_bulletin::{BulletinSeen, day_of, is_own, permit_bulletin, words_in};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure, Refusal, Snapshot};

/// Which quarter's bulletin is composed, of whom.
#[derive(Clone, Copy)]
pub struct ComposeBulletin<'a> {
    /// Who issues it: it tells of this organisation with all below it.
    pub organisation: OrganisationId,
    /// The quarter, as `2020-Q3`.
    pub period: &'a str,
    /// The language it is written in.
    pub locale: Locale,
    /// The caller's key: the same request again is answered, not done again.
    pub key: Option<&'a str>,
}

/// Composes the bulletin of a quarter that is over, or reads the figures of its draft anew. Words that people changed
/// stay, as long as they fit the figures.
///
/// # Errors
/// When the actor may not, the quarter is not over, its bulletin is published, sums disagree, or the database fails.
pub async fn compose_bulletin(
    app: &App,
    actor: &Actor,
    command: ComposeBulletin<'_>,
) -> Result<BulletinId, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let place = command.organisation;
    snapshot.permit(actor, (Action::Create, TargetKind::Bulletin), place)?;
    let period = period_of(&snapshot, command.period)?;
    let today = app.today(&snapshot.rules);
    if period.last < snapshot.rules.starts_on {
        return Err(no(BulletinRefusal::BeforeProgramme(snapshot.rules.starts_on)));
    }
    if period.last >= today {
        return Err(no(BulletinRefusal::NotOver(period.last)));
    }
    let mut reading = app.store().read(snapshot.tree).await?;
    let known = read(&mut reading).await?;
    let rows: Vec<BulletinRow> = reading.all().await?;
    drop(reading);
    let report = Report::of(snapshot.tree, known.clone(), (&period, today));
    let mut issue = report.issue(place, &period)?;
    issue.corrections = put_right(&known, &snapshot, (&rows, &issue))?;
    let more = issue.corrections.iter().filter_map(|one| one.key.organisation);
    let more: Vec<OrganisationId> = more.collect();
    issue.names.extend(more.into_iter().map(|id| (id, String::new())));
    report.name(&mut issue);
    let words = words_in(app, &snapshot, command.locale).await?;
    let issuer = snapshot.name(place).unwrap_or_default();
    let wording = words.bulletin(&issue, &snapshot.rules, issuer);
    let asked = format!("compose-bulletin {place} {}", period.label);
    let request = Request::new(app, command.key, &asked);
    let tx = match request.begin_answer(app, snapshot.tree).await? {
        BegunAnswer::Before(answer) => return kept_id(&answer),
        BegunAnswer::Now(tx) => tx,
    };
    let draft = Draft {
        issue,
        wording,
        locale: command.locale,
    };
    draft.keep(app, actor, (request, tx)).await
}

fn kept_id(answer: &serde_json::Value) -> Result<BulletinId, Failure> {
    let id = answer.get("bulletin").and_then(serde_json::Value::as_str);
    let id = id.and_then(|id| id.parse().ok());
    id.ok_or_else(|| no(BulletinRefusal::NotThere))
}

/// What was composed, to be kept.
struct Draft {
    issue: Issue,
    wording: Wording,
    locale: Locale,
}

impl Draft {
    async fn keep(
        mut self,
        app: &App,
        actor: &Actor,
        (request, mut tx): (Request, Box<Tx>),
    ) -> Result<BulletinId, Failure> {
        let place = self.issue.organisation;
        let rows: Vec<BulletinRow> = tx.all().await?;
        let same = |row: &&BulletinRow| row.organisation_id == place && row.period == self.issue.period.label;
        let before = rows.iter().find(same);
        if let Some(row) = before {
            if Stage::parse(&row.state) == Stage::Published {
                tx.give_up().await?;
                return Err(no(BulletinRefusal::Published));
            }
            let seen = BulletinSeen::of(row)?;
            self.keep_words(&seen);
        }
        let id = before.map_or_else(|| BulletinId(app.new_id()), |row| row.id);
        let row = BulletinRow {
            id,
            organisation_id: place,
            period: self.issue.period.label.clone(),
            state: Stage::Draft.word().to_owned(),
            language: self.locale.tag().to_owned(),
            words: written(&self.wording)?,
            figures: written(&self.issue)?,
            as_of: self.issue.as_of,
            audit_number: i64::try_from(self.issue.known_at).unwrap_or(i64::MAX),
            number: before.and_then(|row| row.number.clone()),
            composed_by: actor.word.clone(),
            composed_at: app.now(),
            approved_by: None,
            approved_at: None,
            published_by: None,
            published_at: None,
            docx_sha256: None,
            pdf_sha256: None,
            version: before.map_or(1, |row| row.version.saturating_add(1)),
        };
        let detail = json!({
            "bulletin": id.to_string(),
            "organisation": place.to_string(),
            "period": self.issue.period.label,
        });
        tx.save(&[row]).await?;
        let answer = json!({ "bulletin": id.to_string() });
        let entry = app.entry(actor, "compose-bulletin", &detail);
        request.commit_answer(tx, entry, &answer).await?;
        Ok(id)
    }

    /// Keeps the words of an earlier draft where people changed them and they fit the figures of now.
    fn keep_words(&mut self, seen: &BulletinSeen) {
        let old = &seen.wording;
        let is_changed = old.paragraphs != old.composed;
        let names: Vec<String> = bound(&self.issue).into_iter().map(|(name, _)| name).collect();
        let fits = proofread(&self.wording.composed, &old.paragraphs, &names).is_empty();
        let paragraphs = if is_changed && fits {
            old.paragraphs.clone()
        } else {
            self.wording.paragraphs.clone()
        };
        self.wording = Wording {
            composed: self.wording.composed.clone(),
            paragraphs,
            ..old.clone()
        };
    }
}

/// Earlier bulletins that are looked at for what is to be put right: two years of them.
const LOOKED_AT: usize = 8;

/// 更正: what the records of now make of the bulletins published before (E16).
fn put_right(
    known: &crate::known::Known,
    snapshot: &Snapshot,
    (rows, issue): (&[BulletinRow], &Issue),
) -> Result<Vec<Correction>, Failure> {
    let is_earlier = |row: &&BulletinRow| {
        row.organisation_id == issue.organisation
            && Stage::parse(&row.state) == Stage::Published
            && row.period < issue.period.label
    };
    let mut earlier: Vec<&BulletinRow> = rows.iter().filter(is_earlier).collect();
    earlier.sort_by(|a, b| a.period.cmp(&b.period));
    let first = earlier.len().saturating_sub(LOOKED_AT);
    let mut published = Vec::new();
    for row in earlier.into_iter().skip(first) {
        published.push(BulletinSeen::of(row)?);
    }
    let told: Vec<Correction> = published
        .iter()
        .flat_map(|seen| seen.issue.corrections.iter().cloned())
        .collect();
    let mut found = Vec::new();
    for seen in &published {
        let told_of = (&seen.issue.period, seen.issue.as_of);
        let report = Report::of(snapshot.tree, known.clone(), told_of);
        let now = report.issue(issue.organisation, &seen.issue.period)?;
        let number = seen.number.clone().unwrap_or_default();
        found.extend(corrections((&number, &seen.issue), &now, &told));
    }
    Ok(found)
}

/// The period of bulletins that a label names; most packs report by quarters.
fn period_of(snapshot: &Snapshot, label: &str) -> Result<Period, Failure> {
    let found = snapshot.rules.bulletin.period.labelled(label.trim());
    found.ok_or_else(|| no(BulletinRefusal::NoQuarter(label.to_owned())))
}

fn no(refusal: BulletinRefusal) -> Failure {
    Refusal::Bulletin(refusal).into()
}

fn written<T: serde::Serialize>(value: &T) -> Result<Json, Failure> {
    let value = serde_json::to_value(value).map_err(|_| no(BulletinRefusal::Empty))?;
    Ok(Json::of(&value))
}

/// What to do with numbers that were dropped or altered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slips {
    /// Tell of them and keep nothing.
    Tell,
    /// They are meant: keep the words.
    AreMeant,
}

/// The words of a bulletin as somebody changed them.
pub struct ChangeBulletin<'a> {
    /// Which.
    pub bulletin: BulletinId,
    /// The version the page was made from.
    pub version: u32,
    /// Issuer, title, addressee, copies.
    pub heads: [&'a str; 4],
    /// The paragraphs; empty ones fall away.
    pub paragraphs: Vec<Paragraph>,
    /// Whether dropped numbers are meant.
    pub slips: Slips,
    /// The caller's key.
    pub key: Option<&'a str>,
}

/// Changes the words of a bulletin that is not published. Figures stay bound by name: a name that stands for none is
/// refused, a figure dropped or altered is told. What was agreed to is to be agreed to again.
///
/// # Errors
/// When the actor may not, a figure is not there or was dropped, it was changed meanwhile, or the database fails.
pub async fn change_bulletin(app: &App, actor: &Actor, command: ChangeBulletin<'_>) -> Result<i64, Failure> {
    let [issuer, title, addressee, copies_to] = command.heads.map(str::trim);
    let mut paragraphs = command.paragraphs;
    paragraphs.retain(|one| !one.text.trim().is_empty());
    if title.is_empty() || paragraphs.is_empty() {
        return Err(no(BulletinRefusal::Empty));
    }
    let asked = format!(
        "change-bulletin {} {} {title} {paragraphs:?}",
        command.bulletin, command.version
    );
    let step = match Step::open(
        app,
        actor,
        (Action::Change, command.bulletin),
        (command.key, asked),
    )
    .await?
    {
        Opened::Before(number) => return Ok(number),
        Opened::Now(step) => step,
    };
    if step.row.version != command.version {
        return Err(no(BulletinRefusal::ChangedMeanwhile));
    }
    let seen = BulletinSeen::of(&step.row)?;
    let names: Vec<String> = seen.bound().into_iter().map(|(name, _)| name).collect();
    let found = proofread(&seen.wording.composed, &paragraphs, &names);
    let is_unknown = |one: &Proofread| matches!(one, Proofread::Unknown(_));
    if found.iter().any(is_unknown) || (command.slips == Slips::Tell && !found.is_empty()) {
        return Err(no(BulletinRefusal::Words(found)));
    }
    let wording = Wording {
        issuer: issuer.to_owned(),
        title: title.to_owned(),
        addressee: addressee.to_owned(),
        copies_to: copies_to.to_owned(),
        note: String::new(),
        composed: seen.wording.composed,
        paragraphs,
    };
    let row = BulletinRow {
        words: written(&wording)?,
        state: Stage::Draft.word().to_owned(),
        composed_by: actor.word.clone(),
        composed_at: app.now(),
        approved_by: None,
        approved_at: None,
        ..step.row.clone()
    };
    let entry = app.entry(actor, "change-bulletin", &step.detail());
    step.keep((entry, row)).await
}

/// A step of one bulletin.
#[derive(Clone, Copy)]
pub struct BulletinStep<'a> {
    /// Which.
    pub bulletin: BulletinId,
    /// The caller's key.
    pub key: Option<&'a str>,
}

/// 审定: agrees to a bulletin that somebody else composed.
///
/// # Errors
/// When the actor may not, it is their own work or no draft any more, or the database fails.
pub async fn approve_bulletin(app: &App, actor: &Actor, command: BulletinStep<'_>) -> Result<i64, Failure> {
    let id = command.bulletin;
    let asked = format!("approve-bulletin {id}");
    let step = match Step::open(app, actor, (Action::Approve, id), (command.key, asked)).await? {
        Opened::Before(number) => return Ok(number),
        Opened::Now(step) => step,
    };
    if Stage::parse(&step.row.state) == Stage::Approved {
        return Err(no(BulletinRefusal::ApprovedAlready));
    }
    let row = BulletinRow {
        state: Stage::Approved.word().to_owned(),
        approved_by: Some(actor.word.clone()),
        approved_at: Some(app.now()),
        ..step.row.clone()
    };
    let entry = app.entry(actor, "approve-bulletin", &step.detail());
    step.keep((entry, row)).await
}

/// Gives a bulletin the number that the office gave it (发文字号).
///
/// # Errors
/// When the actor may not, it is published, another has the number, or the database fails.
pub async fn number_bulletin(
    app: &App,
    actor: &Actor,
    (command, number): (BulletinStep<'_>, &str),
) -> Result<i64, Failure> {
    let (id, number) = (command.bulletin, number.trim());
    if number.is_empty() {
        return Err(no(BulletinRefusal::NoNumber));
    }
    let asked = format!("number-bulletin {id} {number}");
    let mut step = match Step::open(app, actor, (Action::Change, id), (command.key, asked)).await? {
        Opened::Before(number) => return Ok(number),
        Opened::Now(step) => step,
    };
    let others: Vec<BulletinRow> = step.tx.all().await?;
    if others
        .iter()
        .any(|row| row.id != id && row.number.as_deref() == Some(number))
    {
        return Err(no(BulletinRefusal::NumberTaken(number.to_owned())));
    }
    let row = BulletinRow {
        number: Some(number.to_owned()),
        ..step.row.clone()
    };
    let entry = app.entry(actor, "number-bulletin", &step.detail());
    step.keep((entry, row)).await
}

/// 印发: freezes a bulletin that somebody else agreed to and that has its number. Its papers are written now and kept:
/// whoever takes them later gets the same bytes.
///
/// # Errors
/// When the actor may not, nobody agreed, it has no number, the paper cannot be written, or the database fails.
pub async fn publish_bulletin(app: &App, actor: &Actor, command: BulletinStep<'_>) -> Result<i64, Failure> {
    let id = command.bulletin;
    let snapshot = look(app, Ask::default()).await?;
    let row = permit_bulletin(app, actor, (Action::Change, &snapshot), id).await?;
    // Written before the transaction: typesetting takes a second, and nobody is to wait for it.
    let papers = if Stage::parse(&row.state) == Stage::Approved {
        Some(papers(app, &snapshot, &row).await?)
    } else {
        None
    };
    let asked = format!("publish-bulletin {id}");
    let mut step = match Step::open(app, actor, (Action::Change, id), (command.key, asked)).await? {
        Opened::Before(number) => return Ok(number),
        Opened::Now(step) => step,
    };
    if Stage::parse(&step.row.state) != Stage::Approved {
        return Err(no(BulletinRefusal::NotApproved));
    }
    if step.row.number.is_none() {
        return Err(no(BulletinRefusal::NoNumber));
    }
    let papers = papers.filter(|_| step.row.version == row.version);
    let Some(Papers { wording, docx, pdf }) = papers else {
        return Err(no(BulletinRefusal::ChangedMeanwhile));
    };
    let sha256 = |bytes: &Vec<u8>| store::sha256_hex(bytes);
    let row = BulletinRow {
        state: Stage::Published.word().to_owned(),
        words: written(&wording)?,
        published_by: Some(actor.word.clone()),
        published_at: Some(app.now()),
        docx_sha256: Some(sha256(&docx)),
        pdf_sha256: pdf.as_ref().map(sha256),
        ..step.row.clone()
    };
    for bytes in std::iter::once(docx).chain(pdf) {
        let sha256 = sha256(&bytes);
        step.tx.save_unlogged(&[BlobRow { sha256, bytes }]).await?;
    }
    let entry = app.entry(actor, "publish-bulletin", &step.detail());
    step.keep((entry, row)).await
}

/// What is frozen when a bulletin is published.
struct Papers {
    /// Its words, with the witness.
    wording: Wording,
    /// The paper.
    docx: Vec<u8>,
    /// The same as pdf, where there are fonts for it.
    pdf: Option<Vec<u8>>,
}

async fn papers(app: &App, snapshot: &Snapshot, row: &BulletinRow) -> Result<Papers, Failure> {
    let mut seen = BulletinSeen {
        published_at: Some(app.now()),
        ..BulletinSeen::of(row)?
    };
    let words = words_in(app, snapshot, seen.locale).await?;
    seen.wording.note = witness(&app.store().checkpoint(snapshot.tree).await?, &words);
    let docx = made(app, snapshot, (&seen, PaperForm::Docx)).await?.bytes;
    let pdf = match made(app, snapshot, (&seen, PaperForm::Pdf)).await {
        Ok(pdf) => Some(pdf.bytes),
        // Mostly for want of a font: the docx is the paper, and a pdf can be set from it elsewhere.
        Err(Failure::Refused(Refusal::NotPrinted(_))) => None,
        Err(failure) => return Err(failure),
    };
    Ok(Papers {
        wording: seen.wording,
        docx,
        pdf,
    })
}

/// The head of the history as the checkpoint says it: whoever holds the paper can tell later whether the history was
/// changed. Its second line is the number of entries, its third the root.
fn witness(checkpoint: &str, words: &Words) -> String {
    let mut lines = checkpoint.lines().skip(1);
    let filled = [
        ("number", lines.next().unwrap_or_default().to_owned().into()),
        ("root", lines.next().unwrap_or_default().to_owned().into()),
    ];
    words.say("bulletin-witness", &filled)
}

/// Sets the paper.
async fn made(
    app: &App,
    snapshot: &Snapshot,
    (seen, form): (&BulletinSeen, PaperForm),
) -> Result<Printed, Failure> {
    let words = words_in(app, snapshot, seen.locale).await?;
    let signed_on = seen.published_at.map(|at| day_of(snapshot, at));
    let paper = paper::paper(seen, &words, (&snapshot.rules, signed_on));
    write(app, paper, (form, seen.wording.title.clone())).await
}

/// The paper of a bulletin: of a published one the bytes that were kept, of a draft as it stands.
///
/// # Errors
/// When the actor may not, the paper cannot be written, or the database fails.
pub async fn take_bulletin(
    app: &App,
    actor: &Actor,
    (bulletin, form): (BulletinId, PaperForm),
) -> Result<Printed, Failure> {
    let snapshot = look(app, Ask::default()).await?;
    let row = permit_bulletin(app, actor, (Action::Export, &snapshot), bulletin).await?;
    let seen = BulletinSeen::of(&row)?;
    let kept = match form {
        PaperForm::Docx => row.docx_sha256,
        PaperForm::Pdf => row.pdf_sha256,
    };
    if let Some(sha256) = kept {
        let mut reading = app.store().read(snapshot.tree).await?;
        let blob: Option<BlobRow> = reading.get((sha256,)).await?;
        if let Some(blob) = blob {
            let name = seen.wording.title.clone();
            return Ok(Printed::of((form, name), blob.bytes));
        }
    }
    made(app, &snapshot, (&seen, form)).await
}

/// A change of one bulletin on its way.
struct Step {
    request: Request,
    tx: Box<Tx>,
    row: BulletinRow,
}

/// How a step begins.
enum Opened {
    /// It was done before, by the entry of this number.
    Before(i64),
    /// It is new.
    Now(Box<Step>),
}

impl Step {
    /// Asks for the right, opens the transaction, and reads the bulletin again in it: a published one never changes.
    async fn open(
        app: &App,
        actor: &Actor,
        (action, id): (Action, BulletinId),
        (key, asked): (Option<&str>, String),
    ) -> Result<Opened, Failure> {
        let snapshot = look(app, Ask::default()).await?;
        permit_bulletin(app, actor, (action, &snapshot), id).await?;
        let request = Request::new(app, key, &asked);
        let mut tx = match request.begin(app, snapshot.tree).await? {
            Begun::Before(number) => return Ok(Opened::Before(number)),
            Begun::Now(tx) => tx,
        };
        let row: Option<BulletinRow> = tx.get((id,)).await?;
        let row = row.ok_or_else(|| no(BulletinRefusal::NotThere))?;
        if Stage::parse(&row.state) == Stage::Published {
            return Err(no(BulletinRefusal::Published));
        }
        if action == Action::Approve && is_own(app, actor, &row).await? {
            return Err(Failure::Forbidden(Denial::OwnWork));
        }
        Ok(Opened::Now(Box::new(Step { request, tx, row })))
    }

    fn detail(&self) -> serde_json::Value {
        json!({
            "bulletin": self.row.id.to_string(),
            "organisation": self.row.organisation_id.to_string(),
            "period": self.row.period,
        })
    }

    async fn keep(mut self, (entry, row): (AuditEntry, BulletinRow)) -> Result<i64, Failure> {
        let version = self.row.version.saturating_add(1);
        self.tx.save(&[BulletinRow { version, ..row }]).await?;
        self.request.commit(self.tx, entry).await
    }
}
