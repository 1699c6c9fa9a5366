//! The import itself: read, decide, stage unseen, make visible by one.
//! Must not decide what a row does: the kinds do.

use domain::access::{Action, Target, TargetKind};
use domain::facts::Facts;
use domain::id::{OrganisationId, TreeId};
use domain::rule_set::RuleSet;
use serde_json::json;
use store::{AuditNumber, LedgerLineRow, LedgerRow, PublishError, Stage};
use uuid::Uuid;

use super::answer::{Answer, Decision};
use super::context::{Clerk, Context};
use super::lines::{LectureLine, MemberLine, OrganisationLine, SignInLine};
use super::plan::{Plan, RowSet};
use super::reading::{Line, NotRead, Originals, Read, read_file};
use super::{Kind, lectures, members, organisations, sign_ins};
use crate::app::{permit, permit_to};
use crate::erased::Erased;
use crate::snapshot::last_ledger;
use crate::{Actor, App, Failure, Refusal};

/// What is to be imported and how.
pub struct Import<'a> {
    /// What.
    pub kind: Kind,
    /// Name of the file, for the history.
    pub name: &'a str,
    /// Its bytes.
    pub file: &'a [u8],
    /// Answers to earlier questions.
    pub decisions: &'a [Decision],
    /// Whether to write.
    pub mode: Mode,
    /// The tree, where the database holds several.
    pub tree: Option<&'a str>,
    /// The rule pack of a tree that is yet to be made.
    pub rules: &'a str,
    /// The words of that pack.
    pub vocabulary: &'a str,
    /// Told how far it is.
    pub progress: &'a (dyn Fn(Step) + Sync),
}

/// Whether an import writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Yes.
    Apply,
    /// `--dry-run`: it says what it would do.
    DryRun,
}

/// How far an import is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The file is being read.
    Reading,
    /// So many rows are read and being looked up.
    Deciding {
        /// Rows.
        rows: u32,
    },
    /// So many of all records are written, unseen as yet.
    Writing {
        /// Written.
        done: usize,
        /// All.
        of: usize,
    },
    /// All are being made visible.
    Publishing,
}

/// Lines of one kind, read from a file or made up.
pub enum Lines {
    /// 党组织基本情况表.
    Organisations(Read<OrganisationLine>),
    /// 党员花名册.
    Members(Read<MemberLine>),
    /// 台账.
    Lectures(Read<LectureLine>),
    /// 签到.
    SignIn(Read<SignInLine>),
}

/// Tries before giving up when others keep writing in between.
const TRIES: usize = 4;

/// Imports a file.
///
/// # Errors
/// When the actor may not, the file cannot be read at all, or the database fails. Refused rows are no error.
pub async fn import(app: &App, actor: &Actor, command: Import<'_>) -> Result<Answer, Failure> {
    permit_import(app, actor, command.tree).await?;
    (command.progress)(Step::Reading);
    let rules = match app.tree(command.tree).await {
        Ok(tree) => app.rules(&mut app.store().read(tree).await?).await?,
        Err(Failure::Refused(Refusal::NoTree)) => new_rules(command.rules)?,
        Err(failure) => return Err(failure),
    };
    let lines = Lines::read(command.kind, command.file, &rules).map_err(Refusal::NotRead)?;
    import_lines(app, actor, &command, lines).await
}

/// Files go into a whole tree; before there is one, only who runs the machine brings it in.
async fn permit_import(app: &App, actor: &Actor, tree: Option<&str>) -> Result<(), Failure> {
    match app.tree(tree).await {
        Ok(tree) => {
            let root = vec![OrganisationId(tree.0)];
            permit_to(actor, Action::Create, &Target::of(TargetKind::Import, root))
        }
        Err(Failure::Refused(Refusal::NoTree)) => permit(actor, Action::Create, TargetKind::Import),
        Err(failure) => Err(failure),
    }
}

fn new_rules(text: &str) -> Result<RuleSet, Failure> {
    RuleSet::read(text).map_err(|misread| Refusal::Rules(misread).into())
}

/// Imports lines that were read already.
///
/// # Errors
/// As [`import`].
pub async fn import_lines(
    app: &App,
    actor: &Actor,
    command: &Import<'_>,
    lines: Lines,
) -> Result<Answer, Failure> {
    permit_import(app, actor, command.tree).await?;
    (command.progress)(Step::Deciding { rows: lines.rows() });
    let run = Run {
        app,
        actor,
        command,
        lines,
        sha256: store::sha256_hex(command.file),
    };
    for _ in 0..TRIES {
        let known = run.load().await?;
        let plan = run.decide(&known);
        if command.mode == Mode::DryRun || plan.is_idle() {
            return Ok(run.answer(plan, None));
        }
        if let Some(number) = run.write(&known, &plan).await? {
            return Ok(run.answer(plan, Some(number.0)));
        }
    }
    Err(Failure::Busy)
}

/// What was known when the import was decided.
struct Known {
    tree: Option<TreeId>,
    number: AuditNumber,
    facts: Facts,
    rules: RuleSet,
    ledger: Vec<LedgerLineRow>,
    next_ledger: Uuid,
    erased: Erased,
}

struct Run<'a> {
    app: &'a App,
    actor: &'a Actor,
    command: &'a Import<'a>,
    lines: Lines,
    /// Of the file.
    sha256: String,
}

impl Run<'_> {
    async fn load(&self) -> Result<Known, Failure> {
        let next_ledger = self.app.new_id();
        match self.app.tree(self.command.tree).await {
            Ok(tree) => {
                let mut reading = self.app.store().read(tree).await?;
                let rules = self.app.rules(&mut reading).await?;
                let ledger = last_ledger(&mut reading).await?;
                let number = reading.number().await?;
                let erased = Erased::read(&mut reading).await?;
                let facts = reading.facts().await?;
                Ok(Known {
                    tree: Some(tree),
                    number,
                    facts,
                    rules,
                    ledger,
                    next_ledger,
                    erased,
                })
            }
            Err(Failure::Refused(Refusal::NoTree)) if self.command.kind == Kind::Organisations => Ok(Known {
                tree: None,
                number: AuditNumber::default(),
                facts: Facts::default(),
                rules: new_rules(self.command.rules)?,
                ledger: Vec::new(),
                next_ledger,
                erased: Erased::default(),
            }),
            Err(failure) => Err(failure),
        }
    }

    fn decide(&self, known: &Known) -> Plan {
        let ids = || self.app.new_id();
        let clerk = Clerk {
            actor: &self.actor.word,
            now: self.app.now(),
            today: self.app.today(&known.rules),
            root: known.tree.map(|tree| OrganisationId(tree.0)),
            erased: &known.erased,
            ids: &ids,
        };
        let context = Context::new(&known.facts, &known.rules, self.command.decisions, &clerk);
        match &self.lines {
            Lines::Organisations(read) => organisations::plan(&read.lines, &context),
            Lines::Members(read) => members::plan(&read.lines, &context),
            Lines::Lectures(read) => {
                let numbers = lectures::LedgerNumbers::of(&known.ledger);
                let mut plan = lectures::plan(&read.lines, &numbers, known.next_ledger, &context);
                self.lines.number_refused(&mut plan, known.next_ledger);
                lectures::keep_ledger(&mut plan, known.next_ledger, &known.ledger);
                plan
            }
            Lines::SignIn(read) => sign_ins::plan(&read.lines, &known.ledger, &context),
        }
    }

    /// Stages and publishes; `None` when somebody wrote in between and all must be decided anew.
    async fn write(&self, known: &Known, plan: &Plan) -> Result<Option<AuditNumber>, Failure> {
        let (tree, number) = match known.tree {
            Some(tree) => (tree, known.number),
            None => match self.make_tree(known, plan).await {
                // Another first import made the tree: this one's organisations belong into it.
                Err(Failure::Busy) => return Ok(None),
                made => (made?, AuditNumber(1)),
            },
        };
        let mut stage = self.app.store().stage(tree).await?;
        let rows = self.ledger_row(known, plan);
        match self.stage(&mut stage, plan, &rows).await {
            // Another process began an import of this tree and took this one's place: decide anew.
            Err(Failure::Busy) => return Ok(None),
            staged => staged?,
        }
        (self.command.progress)(Step::Publishing);
        let entry = self.app.entry(self.actor, self.action(), &self.detail(plan));
        match stage.publish(number, &entry).await {
            Ok(number) => Ok(Some(number)),
            Err(PublishError::HeadMoved(_)) => {
                stage.abandon().await?;
                Ok(None)
            }
            Err(PublishError::Swept) => Ok(None),
            Err(PublishError::Store(error)) => Err(error.into()),
        }
    }

    async fn make_tree(&self, known: &Known, plan: &Plan) -> Result<TreeId, Failure> {
        let root = plan.add.parents.iter().find(|row| row.parent_id.is_none());
        let root = root.map(|row| row.organisation_id).ok_or(Refusal::NoTree)?;
        let name = plan.add.organisations.iter().find(|row| row.id == root);
        let name = name.map(|row| row.full_name.clone()).unwrap_or_default();
        let tree = TreeId(root.0);
        self.app
            .create_tree(
                self.actor,
                tree,
                &name,
                (&known.rules, self.command.rules, self.command.vocabulary),
            )
            .await?;
        Ok(tree)
    }

    async fn stage(&self, stage: &mut Stage, plan: &Plan, ledger: &[LedgerRow]) -> Result<(), Failure> {
        let all = plan.add.count() + plan.replace.count();
        let mut done = 0;
        let mut step = |rows: usize| {
            done += rows;
            (self.command.progress)(Step::Writing { done, of: all });
        };
        let RowSet {
            organisations,
            parents,
            people,
            memberships,
            posts,
            ..
        } = &plan.add;
        stage.insert(organisations).await?;
        stage.insert(parents).await?;
        step(organisations.len() + parents.len());
        for part in people.chunks(PORTION) {
            stage.insert(part).await?;
            step(part.len());
        }
        for part in memberships.chunks(PORTION) {
            stage.insert(part).await?;
            step(part.len());
        }
        stage.insert(posts).await?;
        step(posts.len());
        let RowSet {
            lectures,
            hosts,
            speakers,
            attendances,
            ledger_lines,
            ..
        } = &plan.add;
        stage.insert(lectures).await?;
        step(lectures.len());
        stage.insert(hosts).await?;
        stage.insert(speakers).await?;
        step(hosts.len() + speakers.len());
        for part in attendances.chunks(PORTION) {
            stage.insert(part).await?;
            step(part.len());
        }
        stage.insert(ledger).await?;
        stage.insert(ledger_lines).await?;
        step(ledger_lines.len());
        self.correct(stage, plan).await
    }

    async fn correct(&self, stage: &mut Stage, plan: &Plan) -> Result<(), Failure> {
        let RowSet {
            organisations,
            parents,
            people,
            posts,
            lectures,
            hosts,
            speakers,
            ..
        } = &plan.replace;
        stage.replace(organisations).await?;
        stage.replace(parents).await?;
        stage.replace(people).await?;
        stage.replace(posts).await?;
        stage.replace(lectures).await?;
        stage.replace(hosts).await?;
        stage.replace(speakers).await?;
        let gone = plan
            .drop_hosts
            .iter()
            .map(|host| (host.lecture_id, host.position));
        stage.remove::<store::LectureHostRow>(gone).await?;
        Ok(())
    }

    /// The ledger a file of lectures is kept as.
    fn ledger_row(&self, known: &Known, plan: &Plan) -> Vec<LedgerRow> {
        if plan.add.ledger_lines.is_empty() {
            return Vec::new();
        }
        vec![LedgerRow {
            id: known.next_ledger,
            name: self.command.name.to_owned(),
            sha256: self.sha256.clone(),
            rows: i64::from(self.lines.rows()),
            imported_at: self.app.now(),
            audit_number: known.number.0.max(1) + 1,
        }]
    }

    fn action(&self) -> &'static str {
        match self.lines {
            Lines::Organisations(_) => "import-organisations",
            Lines::Members(_) => "import-members",
            Lines::Lectures(_) => "import-lectures",
            Lines::SignIn(_) => "import-sign-in",
        }
    }

    fn detail(&self, plan: &Plan) -> serde_json::Value {
        json!({
            "file": self.command.name,
            "sha256": self.sha256,
            "read": self.lines.rows(),
            "accepted": plan.accepted,
            "changed": plan.changed.len(),
            "unchanged": plan.unchanged,
            "refused": plan.refused.len(),
        })
    }

    fn answer(self, plan: Plan, number: Option<i64>) -> Answer {
        let read = self.lines.rows();
        let (mut refused, mut warnings, originals) = self.lines.into_parts();
        refused.extend(plan.refused);
        refused.sort_by_key(|refused| originals.order(&refused.place));
        warnings.extend(plan.warnings);
        let (accepted, unchanged, changed) = (plan.accepted, plan.unchanged, plan.changed);
        Answer {
            read,
            accepted,
            unchanged,
            changed,
            refused,
            warnings,
            number,
            originals,
        }
    }
}

/// Records staged between two reports of progress.
const PORTION: usize = 4000;

impl Lines {
    fn read(kind: Kind, file: &[u8], rules: &RuleSet) -> Result<Lines, NotRead> {
        Ok(match kind {
            Kind::Organisations => Lines::Organisations(read_file(file, rules)?),
            Kind::Members => Lines::Members(read_file(file, rules)?),
            Kind::Lectures => Lines::Lectures(read_file(file, rules)?),
            Kind::SignIn => Lines::SignIn(read_file(file, rules)?),
        })
    }

    /// What they are lines of.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Lines::Organisations(_) => Kind::Organisations,
            Lines::Members(_) => Kind::Members,
            Lines::Lectures(_) => Kind::Lectures,
            Lines::SignIn(_) => Kind::SignIn,
        }
    }

    fn rows(&self) -> u32 {
        match self {
            Lines::Organisations(read) => read.rows,
            Lines::Members(read) => read.rows,
            Lines::Lectures(read) => read.rows,
            Lines::SignIn(read) => read.rows,
        }
    }

    fn into_parts(self) -> (Vec<super::Refused>, Vec<super::Warned>, Originals) {
        fn parts<L: Line>(read: Read<L>) -> (Vec<super::Refused>, Vec<super::Warned>, Originals) {
            (read.refused, read.warnings, read.originals)
        }
        match self {
            Lines::Organisations(read) => parts(read),
            Lines::Members(read) => parts(read),
            Lines::Lectures(read) => parts(read),
            Lines::SignIn(read) => parts(read),
        }
    }

    /// Rows that could not be read still have a number a sign-in may name.
    fn number_refused(&self, plan: &mut Plan, ledger: Uuid) {
        let Lines::Lectures(read) = self else { return };
        for refused in &read.refused {
            let number = read.originals.row(&refused.place).map(|row| row.text("number"));
            if let Some(number) = number.and_then(|text| text.parse().ok()) {
                plan.add
                    .ledger_lines
                    .push(lectures::refused_line(ledger, number, &refused.why));
            }
        }
    }
}
