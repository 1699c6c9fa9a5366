//! What is attached to a lecture (佐证材料): how the script stands, sorts of files, and kinds told by content.
//! Must not ask for anything: nothing attached is never a fault (X6).

/// How the script (讲稿) stands: an answer, never compulsory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScriptAnswer {
    /// There is one, and it is attached.
    Attached,
    /// 提纲: an outline only.
    Outline,
    /// 口头讲，没写稿: spoken from notes or by heart.
    FromNotes,
    /// There is none here.
    None,
}

impl ScriptAnswer {
    /// All, in the order they are offered.
    pub const ALL: [ScriptAnswer; 4] = [
        ScriptAnswer::Attached,
        ScriptAnswer::Outline,
        ScriptAnswer::FromNotes,
        ScriptAnswer::None,
    ];

    /// The word the store keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ScriptAnswer::Attached => "attached",
            ScriptAnswer::Outline => "outline",
            ScriptAnswer::FromNotes => "from-notes",
            ScriptAnswer::None => "none",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<ScriptAnswer> {
        Self::ALL.into_iter().find(|answer| answer.word() == word)
    }
}

/// Sorts of files of a lecture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MaterialSort {
    /// 讲稿.
    Script,
    /// 照片.
    Photo,
    /// 签到表.
    SignIn,
}

impl MaterialSort {
    /// All.
    pub const ALL: [MaterialSort; 3] = [MaterialSort::Script, MaterialSort::Photo, MaterialSort::SignIn];

    /// The word the store keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            MaterialSort::Script => "script",
            MaterialSort::Photo => "photo",
            MaterialSort::SignIn => "sign-in",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<MaterialSort> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// Kinds of files that are taken, told by what is in them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names of the formats")]
pub enum MediaType {
    Jpeg,
    Png,
    Webp,
    Pdf,
    Docx,
    Doc,
    Text,
}

impl MediaType {
    /// All.
    pub const ALL: [MediaType; 7] = [
        MediaType::Jpeg,
        MediaType::Png,
        MediaType::Webp,
        MediaType::Pdf,
        MediaType::Docx,
        MediaType::Doc,
        MediaType::Text,
    ];

    /// As it is sent and kept.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
            MediaType::Webp => "image/webp",
            MediaType::Pdf => "application/pdf",
            MediaType::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            MediaType::Doc => "application/msword",
            MediaType::Text => "text/plain; charset=utf-8",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<MediaType> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// How the names of such files end; the first is the usual one.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            MediaType::Jpeg => &["jpg", "jpeg"],
            MediaType::Png => &["png"],
            MediaType::Webp => &["webp"],
            MediaType::Pdf => &["pdf"],
            MediaType::Docx => &["docx"],
            MediaType::Doc => &["doc", "wps"],
            MediaType::Text => &["txt"],
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, MediaType::Jpeg | MediaType::Png | MediaType::Webp)
    }
}

/// Why a file is not taken. It never holds a record up: the record goes in without it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FileRefusal {
    /// More photos than are ever asked for (X6).
    TooMany,
    /// Too many bytes.
    TooLarge,
    /// A picture of more dots than are taken.
    TooManyDots,
    /// None of the kinds that are taken, or what is in it is not what its name says.
    OtherKind,
    /// 苹果手机的HEIC: a kind many machines cannot show.
    Heic,
    /// A picture that cannot be read, or a file that is two things at once.
    Damaged,
    /// It was to be a photo, and is none.
    NoPicture,
}

impl FileRefusal {
    /// All.
    pub const ALL: [FileRefusal; 7] = [
        FileRefusal::TooMany,
        FileRefusal::TooLarge,
        FileRefusal::TooManyDots,
        FileRefusal::OtherKind,
        FileRefusal::Heic,
        FileRefusal::Damaged,
        FileRefusal::NoPicture,
    ];

    /// Its code, which stays.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            FileRefusal::TooMany => "too-many",
            FileRefusal::TooLarge => "too-large",
            FileRefusal::TooManyDots => "too-many-dots",
            FileRefusal::OtherKind => "other-kind",
            FileRefusal::Heic => "heic",
            FileRefusal::Damaged => "damaged",
            FileRefusal::NoPicture => "no-picture",
        }
    }

    /// Reads the code back.
    #[must_use]
    pub fn parse(code: &str) -> Option<FileRefusal> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }
}
