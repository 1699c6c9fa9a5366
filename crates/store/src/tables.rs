//! Every table described as data: columns, keys, who owns it, what is personal and why.
//! From this come the statement texts, `move`, `verify` and the checks on personal data.
//! Must not hold hand-written queries.

use crate::error::StoreError;
use crate::value::{Cell, Key, Kind, Value};

/// Why a personal column is kept, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Personal {
    /// The column that names the person, whose key the commitments are made with.
    pub subject: &'static str,
    /// What it is needed for.
    pub purpose: &'static str,
    /// How long it is kept.
    pub retention: &'static str,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be null.
    pub nullable: bool,
    /// Set when it is about a natural person.
    pub personal: Option<Personal>,
}

impl Column {
    /// A column for cells of type `T`.
    #[must_use]
    pub const fn of<T: Cell>(name: &'static str) -> Self {
        Self {
            name,
            kind: T::KIND,
            nullable: T::NULLABLE,
            personal: None,
        }
    }

    /// The same column, marked as personal.
    #[must_use]
    pub const fn personal(
        self,
        subject: &'static str,
        purpose: &'static str,
        retention: &'static str,
    ) -> Self {
        Self {
            personal: Some(Personal {
                subject,
                purpose,
                retention,
            }),
            ..self
        }
    }
}

/// How a table takes part in trees, history and imports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// Belongs to no tree.
    Global,
    /// Belongs to a tree (`root_id` comes first), but is not itself history.
    Kept,
    /// Belongs to a tree and is no history: sessions, tries to sign in, the bytes of files. Written without an entry.
    Unlogged,
    /// Belongs to a tree; every change is in the history.
    Tracked,
    /// As `Tracked`, and large imports may stage rows in it (last column `batch`).
    Bulk,
}

/// One table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// How it takes part.
    pub role: Role,
    /// Its columns, without `root_id` and `batch`; the key columns come first.
    pub columns: &'static [Column],
    /// How many of them are the key.
    pub keys: usize,
    /// Columns that rows are looked up by.
    pub finders: &'static [&'static str],
}

pub(crate) const ROOT: Column = Column {
    name: "root_id",
    kind: Kind::Id,
    nullable: false,
    personal: None,
};
pub(crate) const BATCH: Column = Column {
    name: "batch",
    kind: Kind::Id,
    nullable: true,
    personal: None,
};

impl Table {
    /// Whether a tree owns the rows.
    #[must_use]
    pub fn is_owned(&self) -> bool {
        self.role != Role::Global
    }

    /// Whether every change is in the history.
    #[must_use]
    pub fn is_tracked(&self) -> bool {
        matches!(self.role, Role::Tracked | Role::Bulk)
    }

    /// Whether large imports may stage rows in it.
    #[must_use]
    pub fn is_bulk(&self) -> bool {
        self.role == Role::Bulk
    }

    /// All columns as stored, with `root_id` and `batch`.
    pub fn stored(&self) -> impl Iterator<Item = &'static Column> {
        self.is_owned()
            .then_some(&ROOT)
            .into_iter()
            .chain(self.columns.iter())
            .chain(self.is_bulk().then_some(&BATCH))
    }

    /// The key columns as stored, with `root_id`.
    pub fn stored_key(&self) -> impl Iterator<Item = &'static Column> {
        self.is_owned()
            .then_some(&ROOT)
            .into_iter()
            .chain(self.columns.iter().take(self.keys))
    }

    /// Kinds of the stored columns.
    #[must_use]
    pub fn kinds(&self) -> Vec<Kind> {
        self.stored().map(|c| c.kind).collect()
    }

    /// How many rows are read at once: few of a table that holds whole files.
    #[must_use]
    pub fn page_rows(&self) -> i64 {
        let holds_files = self.role == Role::Unlogged && self.columns.iter().any(|c| c.name == "bytes");
        if holds_files { 4 } else { 2000 }
    }

    /// Where readers look: the view that hides rows not yet published, or the table.
    #[must_use]
    pub fn source(&self) -> String {
        if self.is_bulk() {
            format!("v_{}", self.name)
        } else {
            self.name.to_owned()
        }
    }

    /// Columns that are personal.
    pub fn personal(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(|c| c.personal.is_some())
    }

    /// Position of a column among `columns`.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

/// A typed row of a table; `root_id` and `batch` stay out of sight.
pub trait Row: Sized + Clone + Send + Sync {
    /// The key without the tree.
    type Key: Key;
    /// The table.
    const TABLE: &'static Table;
    /// Its key.
    fn key(&self) -> Self::Key;
    /// Its values in the order of `TABLE.columns`.
    fn into_values(self) -> Vec<Value>;
    /// From values in the order of `TABLE.columns`.
    ///
    /// # Errors
    /// When a value is not what its column promises.
    fn from_values(values: Vec<Value>) -> Result<Self, StoreError>;
}

/// Declares a row struct and its table in one place.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $row:ident = $role:ident $name:literal by [$($find:literal),* $(,)?]
        key { $($(#[$kdoc:meta])* $k:ident : $kt:ty),* $(,)? }
        has { $(
            $(#[$fdoc:meta])* $f:ident : $ft:ty
            $(as personal($subject:literal, $purpose:literal, $retention:literal))?
        ),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub struct $row {
            $($(#[$kdoc])* pub $k: $kt,)*
            $($(#[$fdoc])* pub $f: $ft,)*
        }

        impl $crate::tables::Row for $row {
            type Key = ($($kt,)*);
            const TABLE: &'static $crate::tables::Table = &$crate::tables::Table {
                name: $name,
                role: $crate::tables::Role::$role,
                columns: &[
                    $($crate::tables::Column::of::<$kt>(stringify!($k)),)*
                    $($crate::tables::Column::of::<$ft>(stringify!($f))
                        $(.personal($subject, $purpose, $retention))?,)*
                ],
                keys: { let names: &[&str] = &[$(stringify!($k)),*]; names.len() },
                finders: &[$($find),*],
            };
            fn key(&self) -> Self::Key {
                let key: Self::Key = ($(self.$k.clone(),)*);
                key
            }
            fn into_values(self) -> Vec<$crate::value::Value> {
                vec![
                    $($crate::value::Cell::into_value(self.$k),)*
                    $($crate::value::Cell::into_value(self.$f),)*
                ]
            }
            fn from_values(values: Vec<$crate::value::Value>) -> Result<Self, $crate::error::StoreError> {
                let mut values = values.into_iter();
                let mut next = || {
                    values.next().ok_or_else(|| $crate::error::StoreError::damaged($name, "too few columns"))
                };
                Ok(Self {
                    $($k: $crate::value::Cell::from_value(next()?)?,)*
                    $($f: $crate::value::Cell::from_value(next()?)?,)*
                })
            }
        }
    };
}
pub(crate) use table;

/// Every table, in the order in which `move` copies them.
pub const TABLES: &[&Table] = &[
    crate::trees::MetaRow::TABLE,
    crate::trees::TreeRow::TABLE,
    crate::trees::RuleVersionRow::TABLE,
    crate::organisations::OrganisationRow::TABLE,
    crate::organisations::OrganisationParentRow::TABLE,
    crate::people::PersonRow::TABLE,
    crate::people::MembershipRow::TABLE,
    crate::people::PostRow::TABLE,
    crate::people::PairedVillageRow::TABLE,
    crate::lectures::LectureRow::TABLE,
    crate::lectures::LectureHostRow::TABLE,
    crate::lectures::LectureSpeakerRow::TABLE,
    crate::lectures::LecturePartRow::TABLE,
    crate::lectures::AttendanceRow::TABLE,
    crate::excusals::ExcusalRow::TABLE,
    crate::ledgers::LedgerRow::TABLE,
    crate::ledgers::LedgerLineRow::TABLE,
    crate::accounts::AccountRow::TABLE,
    crate::accounts::GrantRow::TABLE,
    crate::plans::PlanItemRow::TABLE,
    crate::bulletins::BulletinRow::TABLE,
    crate::returns::ReturnRow::TABLE,
    crate::returns::ReturnPartRow::TABLE,
    crate::returns::ReturnSentRow::TABLE,
    crate::returns::ReturnFileRow::TABLE,
    crate::returns::ReturnMergeRow::TABLE,
    crate::returns::FormTieRow::TABLE,
    crate::materials::ScriptRow::TABLE,
    crate::materials::MaterialRow::TABLE,
    crate::rhythm::RhythmRunRow::TABLE,
    crate::accounts::CredentialRow::TABLE,
    crate::feeds::CalendarFeedRow::TABLE,
    crate::accounts::ActivationRow::TABLE,
    crate::accounts::SessionRow::TABLE,
    crate::accounts::KnownDeviceRow::TABLE,
    crate::accounts::SignInFailureRow::TABLE,
    crate::accounts::PersonViewRow::TABLE,
    crate::materials::BlobRow::TABLE,
    crate::people::ErasedMarkRow::TABLE,
    crate::uploads::UploadRow::TABLE,
    crate::rhythm::NoticeRow::TABLE,
    crate::rhythm::DeliveryRow::TABLE,
    crate::history::SubjectKeyRow::TABLE,
    crate::history::IdempotencyRow::TABLE,
    crate::history::StageRow::TABLE,
    crate::history::PublishedRow::TABLE,
    crate::history::AuditHeadRow::TABLE,
    crate::history::AuditEntryRow::TABLE,
    crate::history::AuditChangeRow::TABLE,
    crate::history::AuditNodeRow::TABLE,
];

/// The table with this name.
#[must_use]
pub fn table_named(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|t| t.name == name).copied()
}
