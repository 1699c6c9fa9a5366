//! The command line as people type it; names and shapes stay once shipped.
//! Must not do anything: it says what was asked.

mod originality;
mod returns;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use originality::Originality;
pub use returns::{AskedForm, Return, SendReturn, TakeKind};

/// Plan, deliver, verify and account for a recurring lecture programme.
#[derive(Parser)]
#[command(name = "kaijiang", version, disable_help_subcommand = true)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Args, Clone)]
pub struct Common {
    /// `sqlite:PATH` or `postgres://…`; default: kaijiang.db in the data folder.
    #[arg(long, global = true, env = "KAIJIANG_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// The data folder.
    #[arg(
        long,
        global = true,
        env = "KAIJIANG_DATA",
        default_value = "./kaijiang-data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// Language of messages: zh-Hans, zh-Hant, en.
    #[arg(long, global = true, env = "KAIJIANG_LANG", value_name = "LANG")]
    pub lang: Option<String>,
    /// Start the clock there; only on a database made so.
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
    /// Exactly one JSON document on stdout.
    #[arg(long, global = true)]
    pub json: bool,
    /// Key of a change: the same request with the same key is done once.
    #[arg(long, global = true, value_name = "KEY")]
    pub key: Option<String>,
    /// The tree, where the database holds several (name of its root).
    #[arg(long, global = true, value_name = "NAME")]
    pub tree: Option<String>,
}

/// Commands.
#[derive(Subcommand)]
pub enum Command {
    /// Make an invented county in a fresh data folder, print its standing, serve it.
    Demo(Demo),
    /// The web server.
    Serve(Serve),
    /// Take in organisations, members, lectures or sign-ins from a sheet.
    Import(Import),
    /// Standing of every duty under an organisation.
    Status(Status),
    /// Why an organisation stands where it stands.
    Explain(Explain),
    /// Make what is due (reminders, summaries, bulletins), or show a reminder without making it.
    Remind(Remind),
    /// A month in figures, as a workbook or as text.
    Summary(Summary),
    /// The quarter's bulletin: compose, publish, take, explain.
    #[command(subcommand)]
    Bulletin(Bulletin),
    /// Returns: a form sent out to many, taken back, merged.
    #[command(subcommand)]
    Return(Return),
    /// Plans: draft one from a notice.
    #[command(subcommand)]
    Plan(crate::plan_draft::Plan),
    /// Whether texts were copied: a heap of them, or one beside another.
    #[command(subcommand)]
    Originality(Originality),
    /// Rule packs: check, show, try, adopt.
    #[command(subcommand)]
    Rules(Rules),
    /// The tamper-evident history: verify, export.
    #[command(subcommand)]
    Audit(Audit),
    /// People on record.
    #[command(subcommand)]
    Person(Person),
    /// Who may sign in.
    #[command(subcommand)]
    User(User),
    /// Settings: show, check.
    #[command(subcommand)]
    Settings(Settings),
    /// What is wrong with this machine, and how to mend it.
    Doctor(Serve),
    /// Put a person in a post that no sheet names.
    Appoint {
        /// The organisation.
        org: String,
        /// Post id, as `rules show` names it.
        post: String,
        /// The name.
        name: String,
        /// First day in the post; default: today.
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
    },
    /// Pair a unit with the village it supports.
    Pair {
        /// The unit.
        unit: String,
        /// The village's organisation.
        village: String,
        /// First day; default: today.
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Last day, if it ends.
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
    },
    /// Read one document from stdin: the program calls itself so.
    #[command(name = app::read_document::READ_APART, hide = true)]
    ReadDocument,
    /// Bring the tables up to date.
    Migrate,
    /// The whole database to the other engine, row for row, verified.
    Move {
        /// `sqlite:PATH` or `postgres://…`, empty as yet.
        #[arg(long, value_name = "URL")]
        to: String,
    },
    /// A copy in one file, while in use.
    Backup {
        /// The file to make.
        file: PathBuf,
    },
    /// Bring a backup back into an empty database.
    Restore {
        /// The file.
        file: PathBuf,
        /// Where the database holds data already: only say whether the backup is whole.
        #[arg(long)]
        verify: bool,
    },
}

/// `demo`.
#[derive(Args)]
pub struct Demo {
    /// Address to serve on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Only make it and print its standing.
    #[arg(long)]
    pub no_serve: bool,
    /// The rule pack.
    #[arg(long, default_value = "party-lecture", value_name = "PACK")]
    pub pack: String,
    /// Number the county is drawn from; the same number, the same county.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

/// `serve`.
#[derive(Args, Clone, Default)]
pub struct Serve {
    /// Address to listen on; default: 127.0.0.1:8080.
    #[arg(long, env = "KAIJIANG_LISTEN", value_name = "ADDR")]
    pub listen: Option<String>,
    /// The address people type, as `https://kaijiang.example.cn`; it is printed on slips.
    #[arg(long, env = "KAIJIANG_ADDRESS", value_name = "URL")]
    pub address: Option<String>,
    /// Reverse proxies whose X-Forwarded-For is believed.
    #[arg(
        long,
        env = "KAIJIANG_TRUSTED_PROXIES",
        value_name = "IP,…",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<String>,
    /// Most megabytes of one form with its files; default: 24.
    #[arg(long, env = "KAIJIANG_UPLOAD_LIMIT", value_name = "MB")]
    pub upload_limit: Option<u32>,
    /// A folder with fonts for papers, before those of the system.
    #[arg(long, env = "KAIJIANG_FONTS", value_name = "DIR")]
    pub fonts: Option<PathBuf>,
    /// What is logged; default: warn.
    #[arg(long, env = "KAIJIANG_LOG", value_name = "FILTER")]
    pub log: Option<String>,
}

/// `settings`.
#[derive(Subcommand)]
pub enum Settings {
    /// Every setting, and where it comes from.
    Show {
        /// As `serve` takes them.
        #[command(flatten)]
        serve: Serve,
    },
    /// Whether each can be used.
    Check {
        /// As `serve` takes them.
        #[command(flatten)]
        serve: Serve,
    },
}

/// `user`.
#[derive(Subcommand)]
pub enum User {
    /// Make an account and print its one-time link.
    Add {
        /// As what.
        #[arg(long, value_enum)]
        role: UserRole,
        /// Over which organisation.
        #[arg(long, value_name = "ORG")]
        org: String,
        /// What is typed to sign in; needed for officers.
        #[arg(long, value_name = "LOGIN")]
        login: Option<String>,
        /// What they are called; a secretary or member on record is found by it.
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Last day, if it ends.
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
    },
    /// Accounts, below an organisation.
    List {
        /// The organisation; default: the root.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
    },
    /// Suspend an account: out with the next request.
    Disable {
        /// Login or id.
        user: String,
        /// For good.
        #[arg(long)]
        end: bool,
    },
    /// Take a suspended account up again.
    Enable {
        /// Login or id.
        user: String,
    },
    /// Print a new one-time link; the earlier one, the password and all devices stop working.
    Reissue {
        /// Login or id.
        user: String,
    },
}

/// Roles that accounts have.
#[derive(Clone, Copy, ValueEnum)]
pub enum UserRole {
    /// Runs the programme of the tree.
    CountyOfficer,
    /// Checks and helps the branches of a township.
    TownshipOfficer,
    /// Looks, for the time of a task.
    Inspector,
    /// Reads everything with its history.
    Auditor,
    /// Keeps the records of a branch.
    Secretary,
    /// A member of a branch.
    Member,
}

/// `import`.
#[derive(Args)]
pub struct Import {
    /// What the file holds.
    pub kind: ImportKind,
    /// The file: xlsx, xls, et or csv, told by content.
    pub file: PathBuf,
    /// Say what would happen; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Hand refused rows back in this workbook, with a reason column.
    #[arg(long, value_name = "OUT.xlsx")]
    pub errors: Option<PathBuf>,
    /// Answers to earlier questions: [{sheet,row,organisation}].
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    /// The rule pack of a tree yet to be made: its name, or a file.
    #[arg(long, default_value = "party-lecture", value_name = "PACK")]
    pub pack: String,
}

/// What is imported.
#[derive(Clone, Copy, ValueEnum)]
pub enum ImportKind {
    /// The list of organisations.
    Organisations,
    /// Rosters of members.
    Members,
    /// The ledger of lectures.
    Lectures,
    /// Sign-in lists.
    SignIn,
}

/// `status`.
#[derive(Args)]
pub struct Status {
    /// Id, full or short name, or names joined by `/`; default: the root.
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,
    /// By the dates of the events up to this day.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// By what was known at this number of the history.
    #[arg(long, value_name = "AUDIT-NUMBER")]
    pub at: Option<i64>,
    /// Only duties of organisations of this kind.
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Also name those that are overdue (the JSON document always does).
    #[arg(long)]
    pub overdue: bool,
}

/// `explain`.
#[derive(Args)]
pub struct Explain {
    /// The organisation.
    pub org: String,
    /// Duty id, as `rules show` names it.
    pub duty: String,
    /// Period label, as 2020-Q3.
    pub period: String,
    /// By the dates of the events up to this day.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// By what was known at this number of the history.
    #[arg(long, value_name = "AUDIT-NUMBER")]
    pub at: Option<i64>,
}

/// `remind`. Without `--dry-run` it makes every run that is due by now and was not made: for a machine where `serve`
/// does not run all the time.
#[derive(Args)]
pub struct Remind {
    /// Show the reminder of the week of this day; default: today.
    #[arg(long, value_name = "DATE", requires = "dry_run")]
    pub on: Option<String>,
    /// Print exactly what goes to whom, and keep nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Only this organisation and those below it.
    #[arg(long, value_name = "ORG", requires = "dry_run")]
    pub org: Option<String>,
}

/// `rules`.
#[derive(Subcommand)]
pub enum Rules {
    /// Validate a rule pack.
    Check {
        /// rules.toml.
        file: PathBuf,
    },
    /// Say what each rule means, in words.
    Show {
        /// A pack's name or a file; default: the rules in force.
        pack: Option<String>,
    },
    /// Who would change state under a draft.
    Try {
        /// rules.toml.
        file: PathBuf,
        /// The organisation; default: the root.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
        /// By the dates of the events up to this day.
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    /// Put a new version in force.
    Adopt {
        /// rules.toml.
        file: PathBuf,
        /// Why, for the history.
        #[arg(long)]
        reason: String,
    },
}

/// `audit`.
#[derive(Subcommand)]
pub enum Audit {
    /// Prove the history untouched, or name the first entry that is not.
    Verify {
        /// An earlier checkpoint the history must continue.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
    /// Write the history as C2SP tiles, so that a copy can be verified elsewhere.
    Export {
        /// The folder to make.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

/// `person`.
#[derive(Subcommand)]
pub enum Person {
    /// Who is on record under a name, with ids.
    Find {
        /// The name.
        name: String,
        /// Only below this organisation.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
    },
    /// Erase a person's name and birth month; figures stay.
    Erase {
        /// The id.
        id: String,
        /// Why, for the history.
        #[arg(long)]
        reason: String,
    },
}

/// `summary`.
#[derive(Args)]
pub struct Summary {
    /// The month, as 2020-10; default: the last one that is over.
    pub month: Option<String>,
    /// Below this organisation; default: the root.
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,
    /// Write it as a workbook.
    #[arg(long, value_name = "F.xlsx")]
    pub out: Option<PathBuf>,
}

/// `bulletin`.
#[derive(Subcommand)]
pub enum Bulletin {
    /// Which there are.
    List {
        /// Of this organisation; default: the root.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
    },
    /// Compose the bulletin of a quarter, or read the figures of its draft anew.
    Compose {
        /// The quarter, as 2020-Q3.
        period: String,
        /// Who issues it; default: the root.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
        /// Write the paper, as docx or pdf.
        #[arg(long, value_name = "F.docx|F.pdf")]
        out: Option<PathBuf>,
    },
    /// Publish a bulletin that another person agreed to; it never changes after that.
    Publish {
        /// The quarter, as 2020-Q3.
        period: String,
        /// Who issues it; default: the root.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
        /// The number the office gave it.
        #[arg(long, value_name = "NUMBER")]
        number: Option<String>,
        /// Write the paper, as docx or pdf.
        #[arg(long, value_name = "F.docx|F.pdf")]
        out: Option<PathBuf>,
    },
    /// Write the paper of a bulletin as it stands: of a published one always the same bytes.
    Take {
        /// The quarter, as 2020-Q3.
        period: String,
        /// Who issues it; default: the root.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
        /// The file, docx or pdf.
        #[arg(long, value_name = "F.docx|F.pdf")]
        out: PathBuf,
    },
    /// The records behind a figure: sessions/2020-Q3, quarterly/2020-Q3/undone, class/leader/2020-Q3 …
    Explain {
        /// Its key.
        key: String,
        /// Of the bulletin of this organisation; default: the root.
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
    },
}
