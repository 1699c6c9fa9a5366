//! The axes of the table of rights: roles, actions, sorts of things, relations, states. Each has a word for the
//! store and the printed table.

use crate::id::OrganisationId;
use crate::worded::worded;

worded! {
    /// 角色: what a grant makes of a person.
    pub enum Role {
        /// Nobody known.
        Anonymous = "anonymous",
        /// 党员: a member of a branch.
        Member = "member",
        /// 支部书记: keeps the records of a branch.
        Secretary = "secretary",
        /// 乡镇: checks and helps the branches below a committee.
        TownshipOfficer = "township-officer",
        /// 县: runs the programme of a tree.
        CountyOfficer = "county-officer",
        /// 巡查: looks at what was drawn, for the time of the task.
        Inspector = "inspector",
        /// Reads everything with its history, changes nothing.
        Auditor = "auditor",
        /// 管理员: runs the machine from its command line, and has no judgement to give.
        Operator = "operator",
    }

    /// What someone wants to do.
    pub enum Action {
        /// See one.
        Read = "read",
        /// See which there are.
        List = "list",
        /// Make a new one.
        Create = "create",
        /// Change one.
        Change = "change",
        /// 审批、核验: judge what another did.
        Approve = "approve",
        /// Take a copy out.
        Export = "export",
        /// Erase a person's data (PIPL 47).
        Erase = "erase",
        /// Give and take rights, restore, set up.
        Administer = "administer",
    }

    /// Sorts of things something is done to.
    pub enum TargetKind {
        /// An organisation: its name, dates, place, posts; administered: the rights over it.
        Organisation = "organisation",
        /// A person's own data.
        Person = "person",
        /// A lecture with its record.
        Lecture = "lecture",
        /// 计划: what is to be given when.
        Plan = "plan",
        /// 账号、授权: who may sign in as what; created: an activation slip handed out.
        Account = "account",
        /// 完成情况: standings and figures; approved: an exemption (免讲).
        Standing = "standing",
        /// 通报: changed: its words, its number, published; approved: by somebody who did not compose it.
        Bulletin = "bulletin",
        /// 收表: opened and merged at the office that collects, given back (created) at who is asked.
        Return = "return",
        /// A rule pack.
        Rules = "rules",
        /// Files brought in and what they change.
        Import = "import",
        /// 操作留痕: who did what.
        Audit = "audit",
        /// Copies of the whole.
        Backup = "backup",
        /// How the machine is set up.
        Settings = "settings",
    }

    /// Where the target stands, seen from the organisation of a grant. Always reckoned from the record, never taken
    /// from a request.
    pub enum Relation {
        /// The person's own data.
        Oneself = "self",
        /// The organisation of the grant.
        Own = "own",
        /// Below it.
        Descendant = "below",
        /// Above it.
        Ancestor = "above",
        /// Under the same parent.
        Sibling = "sibling",
        /// Elsewhere in the same tree.
        Cousin = "cousin",
        /// In another tree (another county).
        OtherTree = "other-tree",
        /// In no tree: the machine.
        Machine = "machine",
    }

    /// Where a grant or a membership stands.
    pub enum GrantState {
        /// Offered, not yet taken up.
        Invited = "invited",
        /// In force.
        Active = "active",
        /// 暂停.
        Suspended = "suspended",
        /// 调离: the person moved on.
        Moved = "moved",
        /// Taken back, or over.
        Ended = "ended",
    }
}

impl Relation {
    /// How a target at one place stands to a grant at another; both paths run from the root to the organisation.
    #[must_use]
    pub fn between(grant: &[OrganisationId], target: &[OrganisationId]) -> Relation {
        let (Some(root), Some(own)) = (grant.first(), grant.last()) else {
            return Relation::OtherTree;
        };
        match (target.first(), target.last()) {
            (None, _) | (_, None) => Relation::Machine,
            (Some(top), _) if top != root => Relation::OtherTree,
            (_, Some(there)) if there == own => Relation::Own,
            _ if target.contains(own) => Relation::Descendant,
            (_, Some(there)) if grant.contains(there) => Relation::Ancestor,
            _ if grant.iter().rev().nth(1) == target.iter().rev().nth(1) => Relation::Sibling,
            _ => Relation::Cousin,
        }
    }
}
