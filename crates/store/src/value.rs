//! Values as both engines keep them: a small closed set of kinds, and nulls that carry their kind.
//! Must not know tables or engines.

use domain::id::{
    AccountId, BulletinId, ExcusalId, GrantId, LectureId, MaterialId, OrganisationId, PersonId, PlanItemId,
    PostId, ReturnFileId, ReturnId, ReturnMergeId, TreeId,
};
use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::error::StoreError;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Sixteen bytes.
    Id,
    /// Text, ordered by its bytes.
    Text,
    /// A whole number of 64 bits.
    Int,
    /// A calendar date, kept as ISO text.
    Date,
    /// An instant, kept as microseconds since 1970.
    Time,
    /// JSON, kept as text, byte for byte.
    Json,
    /// Bytes.
    Bytes,
}

/// One value. A null carries its kind, because PostgreSQL refuses an untyped one (42804).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Value {
    /// Sixteen bytes.
    Id(Uuid),
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A calendar date.
    Date(Date),
    /// An instant, to the microsecond.
    Time(Timestamp),
    /// JSON as text.
    Json(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Nothing, of a kind.
    Null(Kind),
}

impl Value {
    /// Whether this is a null of any kind.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// Appends the one canonical JSON form, the one that is hashed.
    pub(crate) fn write_json(&self, out: &mut String) {
        match self {
            Self::Id(id) => {
                out.push('"');
                out.push_str(id.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
                out.push('"');
            }
            Self::Text(text) | Self::Json(text) => push_json_text(text, out),
            Self::Int(number) => out.push_str(&number.to_string()),
            Self::Date(date) => {
                out.push('"');
                out.push_str(&date.to_string());
                out.push('"');
            }
            Self::Time(time) => out.push_str(&time.as_microsecond().to_string()),
            Self::Bytes(bytes) => {
                out.push('"');
                push_hex(bytes, out);
                out.push('"');
            }
            Self::Null(_) => out.push_str("null"),
        }
    }

    /// Reads the canonical JSON form back.
    pub(crate) fn from_json(kind: Kind, json: &serde_json::Value) -> Result<Self, StoreError> {
        let bad = || StoreError::damaged("audit_change.after", json);
        if json.is_null() {
            return Ok(Self::Null(kind));
        }
        let text = || json.as_str().ok_or_else(bad);
        Ok(match kind {
            Kind::Id => Self::Id(text()?.parse().map_err(|_| bad())?),
            Kind::Text => Self::Text(text()?.to_owned()),
            Kind::Int => Self::Int(json.as_i64().ok_or_else(bad)?),
            Kind::Date => Self::Date(text()?.parse().map_err(|_| bad())?),
            Kind::Time => Self::Time(
                json.as_i64()
                    .and_then(|us| Timestamp::from_microsecond(us).ok())
                    .ok_or_else(bad)?,
            ),
            Kind::Json => Self::Json(text()?.to_owned()),
            Kind::Bytes => Self::Bytes(from_hex(text()?).ok_or_else(bad)?),
        })
    }
}

/// Appends a JSON string, escaped as `serde_json` does.
pub(crate) fn push_json_text(text: &str, out: &mut String) {
    if text.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}

/// Appends lower-case hexadecimal digits.
pub(crate) fn push_hex(bytes: &[u8], out: &mut String) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 0xf] {
            out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
}

/// SHA-256 of some bytes, in hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// HMAC-SHA256 of a text under a secret, in hexadecimal: nobody without the secret can make it or guess what it is of.
#[must_use]
pub fn keyed_hex(secret: &[u8], text: &str) -> String {
    // HMAC takes a key of any length, so this never fails.
    let mac = Hmac::<Sha256>::new_from_slice(secret).ok();
    let mac = mac.map(|mac| mac.chain_update(text.as_bytes()).finalize());
    mac.map(|mac| hex(&mac.into_bytes())).unwrap_or_default()
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    push_hex(bytes, &mut out);
    out
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect()
}

/// A Rust type that fills a column.
pub trait Cell: Sized + Send + Sync {
    /// Its kind.
    const KIND: Kind;
    /// Whether the column may be null.
    const NULLABLE: bool = false;
    /// As a value.
    fn into_value(self) -> Value;
    /// From a value.
    ///
    /// # Errors
    /// When the value is of another kind or out of range.
    fn from_value(value: Value) -> Result<Self, StoreError>;
}

fn wrong<T>(kind: Kind, value: &Value) -> Result<T, StoreError> {
    // The value itself stays out of the message: it may be personal.
    let what = if value.is_null() { "null" } else { "another kind" };
    Err(StoreError::damaged(
        "value",
        format_args!("wanted {kind:?}, found {what}"),
    ))
}

impl<T: Cell> Cell for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
    fn into_value(self) -> Value {
        self.map_or(Value::Null(T::KIND), T::into_value)
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        if value.is_null() {
            Ok(None)
        } else {
            T::from_value(value).map(Some)
        }
    }
}

macro_rules! plain_cells {
    ($($type:ty => $kind:ident),* $(,)?) => {$(
        impl Cell for $type {
            const KIND: Kind = Kind::$kind;
            fn into_value(self) -> Value { Value::$kind(self) }
            fn from_value(value: Value) -> Result<Self, StoreError> {
                match value {
                    Value::$kind(inner) => Ok(inner),
                    other => wrong(Kind::$kind, &other),
                }
            }
        }
    )*};
}
plain_cells!(Uuid => Id, i64 => Int, Date => Date, Timestamp => Time, Vec<u8> => Bytes);

macro_rules! id_cells {
    ($($type:ident),* $(,)?) => {$(
        impl Cell for $type {
            const KIND: Kind = Kind::Id;
            fn into_value(self) -> Value { Value::Id(self.0) }
            fn from_value(value: Value) -> Result<Self, StoreError> { Uuid::from_value(value).map($type) }
        }
    )*};
}
id_cells!(
    TreeId,
    OrganisationId,
    PersonId,
    PostId,
    LectureId,
    ExcusalId,
    PlanItemId,
    AccountId,
    BulletinId,
    GrantId,
    MaterialId,
    ReturnId,
    ReturnFileId,
    ReturnMergeId
);

macro_rules! small_ints {
    ($($type:ty),* $(,)?) => {$(
        impl Cell for $type {
            const KIND: Kind = Kind::Int;
            fn into_value(self) -> Value { Value::Int(i64::from(self)) }
            fn from_value(value: Value) -> Result<Self, StoreError> {
                let number = i64::from_value(value)?;
                Self::try_from(number).map_err(|_| StoreError::damaged("value", "number out of range"))
            }
        }
    )*};
}
small_ints!(u8, u16, u32, i32);

impl Cell for bool {
    const KIND: Kind = Kind::Int;
    fn into_value(self) -> Value {
        Value::Int(i64::from(self))
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match i64::from_value(value)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(StoreError::damaged("value", "neither 0 nor 1")),
        }
    }
}

impl Cell for String {
    const KIND: Kind = Kind::Text;
    fn into_value(self) -> Value {
        // PostgreSQL keeps no NUL. No text of people holds one: both engines leave it out alike.
        Value::Text(if self.contains('\0') {
            self.replace('\0', "")
        } else {
            self
        })
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Text(text) => Ok(text),
            other => wrong(Kind::Text, &other),
        }
    }
}

/// JSON kept as text, byte for byte.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Json(pub String);

impl Json {
    /// The text of a JSON value.
    #[must_use]
    pub fn of(value: &serde_json::Value) -> Self {
        Self(value.to_string())
    }

    /// The parsed value.
    ///
    /// # Errors
    /// When the text is no JSON.
    pub fn parse(&self) -> Result<serde_json::Value, StoreError> {
        serde_json::from_str(&self.0).map_err(|e| StoreError::damaged("JSON", e))
    }
}

impl Cell for Json {
    const KIND: Kind = Kind::Json;
    fn into_value(self) -> Value {
        Value::Json(self.0)
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Json(text) => Ok(Self(text)),
            other => wrong(Kind::Json, &other),
        }
    }
}

/// The key of a row, without the tree: a tuple of cells.
pub trait Key: Send {
    /// Its values in column order.
    fn values(self) -> Vec<Value>;
}

impl Key for () {
    fn values(self) -> Vec<Value> {
        Vec::new()
    }
}

macro_rules! keys {
    ($(($($part:ident),+)),* $(,)?) => {$(
        impl<$($part: Cell),+> Key for ($($part,)+) {
            fn values(self) -> Vec<Value> {
                #[expect(non_snake_case, reason = "the type parameters name the parts")]
                let ($($part,)+) = self;
                vec![$($part.into_value()),+]
            }
        }
    )*};
}
keys!((A), (A, B), (A, B, C), (A, B, C, D));
