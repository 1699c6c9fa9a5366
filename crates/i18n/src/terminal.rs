//! What the terminal says around the figures: table heads, totals, what to try next, what was checked.
//! Must not lay out: the command line does.

use domain::access::Role;
use domain::rule_set::RuleSet;
use domain::status::{Shift, Status};

use crate::Words;

/// A command worth trying after `demo`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Standing of every duty.
    Status,
    /// Why one organisation stands where it stands.
    Explain,
    /// What the rules say.
    Rules,
}

impl Words {
    /// 要求, 周期, 应讲, 已讲, 补讲, 待讲, 可能逾期, 逾期, 免讲, 撤并.
    #[must_use]
    pub fn duty_heads(&self) -> [String; 10] {
        [
            "head-duty",
            "head-period",
            "head-active",
            "head-met",
            "head-made-up",
            "head-due",
            "head-at-risk",
            "head-overdue",
            "head-excused",
            "head-closed",
        ]
        .map(|key| self.say(key, &[]))
    }

    /// The figures of a status, a line each; `name` is the organisation asked about.
    #[must_use]
    pub fn status_lines(&self, status: &Status, name: &str, rules: &RuleSet) -> Vec<String> {
        let as_of = self.date(status.as_of);
        let classes: Vec<String> = status
            .speaker_classes
            .iter()
            .map(|(id, count)| {
                let class = self.speaker_class(id, rules);
                self.say(
                    "status-class",
                    &[("class", class.into()), ("count", (*count).into())],
                )
            })
            .collect();
        vec![
            self.say(
                "status-title",
                &[("organisation", name.into()), ("as-of", as_of.into())],
            ),
            self.say(
                "status-organisations",
                &[
                    ("organisations", status.organisations.into()),
                    ("active", status.organisations_active.into()),
                    ("branches", status.branches.into()),
                    ("members", status.members.into()),
                ],
            ),
            self.say(
                "status-sessions",
                &[
                    ("sessions", status.sessions.into()),
                    ("joint", status.joint.into()),
                    ("micro", status.micro.into()),
                ],
            ),
            self.say(
                "status-coverage",
                &[
                    ("covered", status.covered.into()),
                    ("attendances", status.attendances.into()),
                ],
            ),
            self.say("status-classes", &[("classes", self.list(&classes).into())]),
        ]
    }

    /// Heading above the names of those that are late.
    #[must_use]
    pub fn overdue_heading(&self, duty: &str, period: &str, count: usize) -> String {
        self.say(
            "overdue-heading",
            &[
                ("duty", duty.into()),
                ("period", period.into()),
                ("count", count.into()),
            ],
        )
    }

    /// Who would stand elsewhere under a draft of the rules (`rules try`).
    #[must_use]
    pub fn shift(&self, shift: &Shift, organisation: &str, rules: &RuleSet) -> String {
        let kind = |kind: Option<_>| {
            kind.map_or_else(
                || self.say("standing-kind-none", &[]),
                |kind| self.standing_kind(kind),
            )
        };
        self.say(
            "shift",
            &[
                ("organisation", organisation.into()),
                ("duty", self.duty_by_id(&shift.duty, rules).into()),
                ("period", shift.period.as_str().into()),
                ("was", kind(shift.was).into()),
                ("would-be", kind(shift.would_be).into()),
            ],
        )
    }

    /// What `rules check` found in a good pack.
    #[must_use]
    pub fn rules_fine(&self, name: &str, version: &str) -> String {
        self.say(
            "rules-fine",
            &[("name", name.into()), ("version", version.into())],
        )
    }

    /// What `demo` made.
    #[must_use]
    pub fn demo_made(&self, organisation: &str) -> String {
        self.say("demo-made", &[("organisation", organisation.into())])
    }

    /// 接下来可以试试：
    #[must_use]
    pub fn demo_next_heading(&self) -> String {
        self.say("demo-next", &[])
    }

    /// What a command worth trying shows.
    #[must_use]
    pub fn demo_next(&self, next: Next) -> String {
        let key = match next {
            Next::Status => "demo-next-status",
            Next::Explain => "demo-next-explain",
            Next::Rules => "demo-next-rules",
        };
        self.say(key, &[])
    }

    /// Where the pages are, above one link a role.
    #[must_use]
    pub fn demo_doors_heading(&self, address: &str) -> String {
        self.say("demo-doors", &[("address", address.into())])
    }

    /// Whose door a link opens.
    #[must_use]
    pub fn demo_door(&self, role: Role, organisation: &str) -> String {
        self.say(
            "demo-door",
            &[
                ("role", self.role(role).into()),
                ("organisation", organisation.into()),
            ],
        )
    }

    /// With what an officer of the demonstration signs in.
    #[must_use]
    pub fn demo_login(&self, login: &str, password: &str) -> String {
        self.say(
            "demo-login",
            &[("login", login.into()), ("password", password.into())],
        )
    }

    /// The pages can be looked at.
    #[must_use]
    pub fn serving(&self, address: &str) -> String {
        self.say("serving", &[("address", address.into())])
    }

    /// The history is whole.
    #[must_use]
    pub fn audit_whole(&self, entries: u64, root: &str) -> String {
        self.say(
            "audit-whole",
            &[("entries", entries.into()), ("root", root.into())],
        )
    }

    /// The history agrees with an earlier checkpoint.
    #[must_use]
    pub fn audit_agrees(&self, entries: u64) -> String {
        self.say("audit-agrees", &[("entries", entries.into())])
    }

    /// The history is broken from an entry on.
    #[must_use]
    pub fn audit_broken(&self, first_bad: u64) -> String {
        self.say("audit-broken", &[("first", first_bad.into())])
    }

    /// The history does not continue the checkpoint.
    #[must_use]
    pub fn audit_forked(&self, entries: u64) -> String {
        self.say("audit-forked", &[("entries", entries.into())])
    }

    /// The checkpoint is newer than the history.
    #[must_use]
    pub fn audit_rolled_back(&self, entries: u64) -> String {
        self.say("audit-rolled-back", &[("entries", entries.into())])
    }

    /// The checkpoint is none of this history's.
    #[must_use]
    pub fn audit_checkpoint_strange(&self) -> String {
        self.say("audit-checkpoint-strange", &[])
    }

    /// The history is broken, and no entry can be named.
    #[must_use]
    pub fn audit_broken_somewhere(&self) -> String {
        self.say("audit-broken-somewhere", &[])
    }

    /// There is no key file here: the keys are those the data name.
    #[must_use]
    pub fn audit_key_from_data(&self) -> String {
        self.say("audit-key-from-data", &[])
    }

    /// What is wrong with a history, by its code (`row-altered`).
    #[must_use]
    pub fn audit_why(&self, code: &str) -> String {
        self.find_in("audit-why-", code)
            .unwrap_or_else(|| code.to_owned())
    }

    /// Which row is concerned.
    #[must_use]
    pub fn audit_row(&self, table: &str, key: &str) -> String {
        self.say("audit-row", &[("table", table.into()), ("key", key.into())])
    }

    /// A backup came back, but not the key that signed its history.
    #[must_use]
    pub fn restored_without_key(&self, path: &str) -> String {
        self.say("restored-without-key", &[("path", path.into())])
    }

    /// The whole database was moved.
    #[must_use]
    pub fn moved(&self, rows: u64, tables: usize) -> String {
        self.say("moved", &[("rows", rows.into()), ("tables", tables.into())])
    }

    /// A change is in the history.
    #[must_use]
    pub fn noted(&self, number: i64) -> String {
        self.say("noted", &[("number", number.to_string().into())])
    }

    /// A backup was written.
    #[must_use]
    pub fn backed_up(&self, file: &str, entries: u64) -> String {
        self.say("backed-up", &[("file", file.into()), ("entries", entries.into())])
    }

    /// A backup was restored and checked.
    #[must_use]
    pub fn restored(&self, file: &str, entries: u64) -> String {
        self.say("restored", &[("file", file.into()), ("entries", entries.into())])
    }

    /// A backup was checked and left where it is.
    #[must_use]
    pub fn backup_whole(&self, file: &str, entries: u64) -> String {
        self.say(
            "backup-whole",
            &[("file", file.into()), ("entries", entries.into())],
        )
    }

    /// The database was brought up to date.
    #[must_use]
    pub fn migrated(&self, steps: usize) -> String {
        if steps == 0 {
            return self.say("migrated-nothing", &[]);
        }
        self.say("migrated", &[("steps", steps.into())])
    }
}
