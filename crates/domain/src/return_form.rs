//! What a return (收表) can ask for, of whom, and every reason to say no to a step of it. Must not know cells or
//! files: `returns` compares rows, `app` reads them.

use crate::id::OrganisationId;
use crate::import_refusal::ImportRefusal;
use crate::rule_set::columns_of;
use crate::worded::worded;

worded! {
    /// The form of a return: which of our records its rows are (X7).
    pub enum ReturnForm {
        /// 台账: a row for each lecture that was held.
        Ledger = "ledger",
        /// 计划: a row for each item of a plan that is still open, and for each that is owed and not planned yet.
        Plan = "plan",
        /// 花名册: a row for each member at home below the office.
        Roster = "roster",
    }

    /// Who fills the form.
    pub enum FilledBy {
        /// Every organisation directly below the office that asks.
        Below = "below",
        /// Every branch below it.
        Branches = "branches",
    }

    /// Where a file that came back stands.
    pub enum FileState {
        /// It is the answer of its organisation.
        Taken = "taken",
        /// Something must be said first: whose it is, or which of two.
        Asked = "asked",
        /// A later one of the same organisation stands for it, or somebody put it aside.
        Replaced = "replaced",
    }
}

impl ReturnForm {
    /// The sheet of the pack whose columns the form has.
    #[must_use]
    pub fn sheet(self) -> &'static str {
        match self {
            ReturnForm::Ledger => "lectures",
            ReturnForm::Plan => "plan",
            ReturnForm::Roster => "members",
        }
    }

    /// The column that says whose a row is.
    #[must_use]
    pub fn organisation_column(self) -> &'static str {
        match self {
            ReturnForm::Ledger | ReturnForm::Plan => "organisations",
            ReturnForm::Roster => "branch",
        }
    }

    /// The columns of the form in their order. Only lectures have a 序号 that stays theirs.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        let has_number = self == ReturnForm::Ledger;
        let all = columns_of(self.sheet()).iter().copied();
        all.filter(move |column| has_number || *column != "number")
    }
}

/// What must be said before a file, or a row of it, is taken; or what its sender must be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReturnQuestion {
    /// A cell that cannot be understood: it counts as not said, the rest of the row is taken.
    Cell(ImportRefusal),
    /// Whose file it is: those its rows speak of, most first.
    Whose(Vec<OrganisationId>),
    /// Its organisation has answered already: which of the two stands?
    Twice {
        /// What the earlier file was called.
        earlier: String,
    },
    /// It cannot be read, or holds no table of this form; columns that are missing, by key.
    NotAForm {
        /// Columns that were looked for and not found.
        missing: Vec<String>,
        /// The likeliest header that was seen.
        seen: Vec<String>,
    },
    /// A row of an organisation that somebody else was asked about.
    Elsewhere(OrganisationId),
    /// A row that may be one of these that were sent, or a new one.
    Doubtful {
        /// Which rows: their numbers, where they have one, and what they are called.
        candidates: Vec<String>,
    },
}

impl ReturnQuestion {
    /// The code in JSON.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ReturnQuestion::Cell(why) => why.code(),
            ReturnQuestion::Whose(_) => "whose",
            ReturnQuestion::Twice { .. } => "twice",
            ReturnQuestion::NotAForm { .. } => "not-a-form",
            ReturnQuestion::Elsewhere(_) => "elsewhere",
            ReturnQuestion::Doubtful { .. } => "doubtful",
        }
    }
}

/// Why a step of a return is not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReturnRefusal {
    /// There is no return of that name, or none that the asker may see.
    NotThere {
        /// What was asked for.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// It needs a name.
    NoName,
    /// Another return of the office has this name.
    NameTaken(String),
    /// The office has nobody below it who could fill the form.
    NobodyToAsk,
    /// It is closed: files are taken and merged no more.
    Closed,
    /// There is no such file in it.
    NoFile,
    /// Nothing was chosen, or nothing is left to merge.
    NothingToMerge,
    /// That merge is undone already, or there is none.
    NotMerged,
    /// Records that the merge changed were changed again since: undoing it would lose that.
    ChangedSince {
        /// How many.
        records: usize,
    },
    /// A decision names something that is not there to decide.
    UnknownDecision(String),
    /// An organisation that was not asked.
    NotAsked(String),
    /// The last day comes before the first.
    EndsBeforeItBegins,
    /// The file is another organisation's answer.
    OfAnother(String),
    /// What was handed in is merged: it is replaced no more.
    MergedAlready,
    /// Somebody changed what was decided about since it was looked at.
    ChangedMeanwhile,
    /// No row could be read from what was pasted.
    NothingPasted,
}
