//! Files somebody brought in to look at before they are imported (试导入): kept for a while, then cleared away.
//! Must not be read as records: nothing in them counts before it is imported.

use jiff::Timestamp;
use uuid::Uuid;

use crate::tables::table;
use crate::value::Json;

table! {
    /// A file that was brought and not yet cleared away.
    UploadRow = Unlogged "upload" by ["owner"]
    key {
        /// The id.
        id: Uuid,
    }
    has {
        /// Who brought it, as the history words it: nobody else sees it.
        owner: String,
        /// What is to be imported: a word of the application.
        kind: String,
        /// What the file was called.
        file_name: String,
        /// What was answered to rows in doubt so far.
        answers: Json,
        /// When it came.
        came_at: Timestamp,
        /// The entry by which it was brought in, once it was.
        number: Option<i64>,
        /// The bytes.
        bytes: Vec<u8>,
    }
}
