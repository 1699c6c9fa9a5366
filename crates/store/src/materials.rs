//! Rows of what is attached to a lecture (佐证材料): scripts, photos, sign-in sheets, and the files themselves.
//! Must not read a file: it keeps bytes under their hash.

use domain::id::{LectureId, MaterialId};
use jiff::Timestamp;

use crate::tables::table;

table! {
    /// How the script (讲稿) stands: attached, an outline, spoken from notes, or none.
    ScriptRow = Tracked "lecture_script" by []
    key {
        /// The lecture.
        lecture_id: LectureId,
    }
    has {
        /// The answer, as the domain words it.
        answer: String,
    }
}

table! {
    /// A file of a lecture.
    MaterialRow = Tracked "material" by ["lecture_id", "sha256"]
    key {
        /// The id.
        id: MaterialId,
    }
    has {
        /// The lecture.
        lecture_id: LectureId,
        /// `script`, `photo` or `sign-in`.
        sort: String,
        /// What the file was called.
        file_name: Option<String> as personal("id", "to tell the files of a lecture apart",
            "as long as the lecture's record; erased on request"),
        /// Media type, told by content.
        media_type: String,
        /// How many bytes.
        size: u32,
        /// SHA-256 of the bytes, in hexadecimal.
        sha256: String,
        /// SHA-256 of the copy that is shown instead: a picture made smaller, without what the camera wrote into it.
        shown_sha256: Option<String>,
        /// When it came.
        added_at: Timestamp,
        /// Who brought it, as the history words it.
        added_by: String,
        /// When it was taken out.
        removed_at: Option<Timestamp>,
    }
}

table! {
    /// The bytes of a file. The history holds their hash.
    BlobRow = Unlogged "blob" by []
    key {
        /// SHA-256, in hexadecimal.
        sha256: String,
    }
    has {
        /// The bytes.
        bytes: Vec<u8>,
    }
}
