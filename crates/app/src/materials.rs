//! 佐证材料: what is attached to a lecture, taken in and handed out.
//! Must not let a file hold a record up: what is not taken is said, and the record goes in without it (X6).

mod content;
mod picture;

use domain::access::{Action, TargetKind};
use domain::id::{LectureId, MaterialId};
use domain::material::{FileRefusal, MaterialSort, MediaType, ScriptAnswer};
use jiff::Timestamp;
use store::{BlobRow, MaterialRow, ScriptRow, Tx};
use tokio::sync::Semaphore;

use crate::place::{Thing, permit_thing};
use crate::snapshot::look;
use crate::{Actor, App, Ask, Failure};

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What it is to be.
    pub sort: MaterialSort,
    /// What it was called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that is taken.
pub(crate) struct Taken {
    sort: MaterialSort,
    name: String,
    kind: MediaType,
    bytes: Vec<u8>,
    /// SHA-256 of the bytes.
    sha256: String,
    shown: Option<Vec<u8>>,
}

/// Pictures unpacked at one time: each may want a lot of memory.
static UNPACKING: Semaphore = Semaphore::const_new(2);

/// What can be taken of these files, and why the rest is not; `room` photos more are taken.
pub(crate) async fn take(uploads: Vec<Upload>, mut room: usize) -> (Vec<Taken>, Vec<FileRefusal>) {
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for upload in uploads {
        let is_photo = upload.sort == MaterialSort::Photo;
        if is_photo && room == 0 {
            left.push(FileRefusal::TooMany);
            continue;
        }
        let permit = UNPACKING.acquire().await;
        // A reader of pictures that panics has met a damaged picture.
        let read = tokio::task::spawn_blocking(move || take_one(upload)).await;
        drop(permit);
        match read.unwrap_or(Err(FileRefusal::Damaged)) {
            Ok(file) => {
                room = room.saturating_sub(usize::from(is_photo));
                taken.push(file);
            }
            Err(why) => left.push(why),
        }
    }
    (taken, left)
}

fn take_one(upload: Upload) -> Result<Taken, FileRefusal> {
    let Upload { sort, name, bytes } = upload;
    let kind = content::kind_of(sort, &name, &bytes)?;
    let shown = if kind.is_picture() {
        Some(picture::shown(kind, &bytes)?)
    } else {
        None
    };
    Ok(Taken {
        sort,
        name,
        kind,
        sha256: store::sha256_hex(&bytes),
        bytes,
        shown,
    })
}

/// Hashes of files as they were sent, to tell one request from another.
pub(crate) fn fingerprints(uploads: &[Upload]) -> Vec<String> {
    let print = |upload: &Upload| format!("{}:{}", upload.sort.word(), store::sha256_hex(&upload.bytes));
    uploads.iter().map(print).collect()
}

impl Taken {
    /// What sort it is.
    pub(crate) fn sort(&self) -> MaterialSort {
        self.sort
    }
}

/// Saves files with their lecture.
pub(crate) async fn save(
    tx: &mut Tx,
    app: &App,
    (lecture, actor): (LectureId, &Actor),
    taken: Vec<Taken>,
) -> Result<(), Failure> {
    for file in taken {
        let shown_sha256 = file.shown.as_deref().map(store::sha256_hex);
        let row = MaterialRow {
            id: MaterialId(app.new_id()),
            lecture_id: lecture,
            sort: file.sort.word().to_owned(),
            file_name: Some(file.name).filter(|name| !name.trim().is_empty()),
            media_type: file.kind.word().to_owned(),
            size: u32::try_from(file.bytes.len()).unwrap_or(u32::MAX),
            sha256: file.sha256.clone(),
            shown_sha256: shown_sha256.clone(),
            added_at: app.now(),
            added_by: actor.word.clone(),
            removed_at: None,
        };
        let (sha256, bytes) = (file.sha256, file.bytes);
        tx.save_unlogged(&[BlobRow { sha256, bytes }]).await?;
        if let (Some(sha256), Some(bytes)) = (shown_sha256, file.shown) {
            tx.save_unlogged(&[BlobRow { sha256, bytes }]).await?;
        }
        tx.save(&[row]).await?;
    }
    Ok(())
}

/// Takes files out: they are not shown any more, the history keeps that they were there.
pub(crate) async fn take_out(
    tx: &mut Tx,
    at: Timestamp,
    (attached, gone): (&[MaterialRow], &[MaterialId]),
) -> Result<(), Failure> {
    let rows: Vec<MaterialRow> = attached
        .iter()
        .filter(|row| row.removed_at.is_none() && gone.contains(&row.id))
        .map(|row| MaterialRow {
            removed_at: Some(at),
            ..row.clone()
        })
        .collect();
    Ok(tx.save(&rows).await?)
}

/// Saves how the script stands; a script that is attached says so itself.
pub(crate) async fn save_script(
    tx: &mut Tx,
    lecture_id: LectureId,
    answer: Option<ScriptAnswer>,
) -> Result<(), Failure> {
    if let Some(answer) = answer {
        let answer = answer.word().to_owned();
        tx.save(&[ScriptRow { lecture_id, answer }]).await?;
    }
    Ok(())
}

/// A file of a lecture, as a page lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attached {
    /// Its id.
    pub id: MaterialId,
    /// What it is.
    pub sort: MaterialSort,
    /// What it was called; none once erased.
    pub name: Option<String>,
    /// Its kind.
    pub kind: MediaType,
    /// How many bytes.
    pub size: u32,
    /// When it came.
    pub added_at: Timestamp,
}

/// What is attached to a lecture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Materials {
    /// How the script stands, if it was said.
    pub script: Option<ScriptAnswer>,
    /// The files, in the order they came; those taken out are not among them.
    pub files: Vec<Attached>,
}

/// What is attached to a lecture, for whoever may see the lecture.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn see_materials(app: &App, actor: &Actor, lecture: LectureId) -> Result<Materials, Failure> {
    permit_thing(
        app,
        actor,
        (Action::Read, TargetKind::Lecture),
        Thing::Lecture(lecture),
    )
    .await?;
    let tree = look(app, Ask::default()).await?.tree;
    let mut reading = app.store().read(tree).await?;
    let script: Option<ScriptRow> = reading.get((lecture,)).await?;
    let rows: Vec<MaterialRow> = reading.by("lecture_id", lecture).await?;
    Ok(Materials {
        script: script.and_then(|row| ScriptAnswer::parse(&row.answer)),
        files: attached(rows),
    })
}

/// Files that were not taken out, in the order they came.
pub(crate) fn attached(rows: Vec<MaterialRow>) -> Vec<Attached> {
    let mut rows = rows;
    rows.retain(|row| row.removed_at.is_none());
    rows.sort_by_key(|row| (row.added_at, row.id));
    let file = |row: MaterialRow| {
        Some(Attached {
            id: row.id,
            sort: MaterialSort::parse(&row.sort)?,
            name: row.file_name,
            kind: MediaType::parse(&row.media_type)?,
            size: row.size,
            added_at: row.added_at,
        })
    };
    rows.into_iter().filter_map(file).collect()
}

/// Which copy of a file is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Copy {
    /// As it is handed out: a document as it came, a picture without what the camera wrote into it.
    HandedOut,
    /// A picture made small, to stand on a page.
    Small,
}

/// A file that is handed out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handed {
    /// What it is called.
    pub name: String,
    /// Its kind.
    pub kind: MediaType,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file of a lecture, for whoever may see the lecture; none where there is none.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn hand_out(
    app: &App,
    actor: &Actor,
    (material, copy): (MaterialId, Copy),
) -> Result<Option<Handed>, Failure> {
    permit_thing(
        app,
        actor,
        (Action::Read, TargetKind::Lecture),
        Thing::Material(material),
    )
    .await?;
    let tree = look(app, Ask::default()).await?.tree;
    let mut reading = app.store().read(tree).await?;
    let row: Option<MaterialRow> = reading.get((material,)).await?;
    let Some(row) = row.filter(|row| row.removed_at.is_none()) else {
        return Ok(None);
    };
    let Some(kind) = MediaType::parse(&row.media_type) else {
        return Ok(None);
    };
    let key = row.shown_sha256.clone().unwrap_or(row.sha256.clone());
    let blob: Option<BlobRow> = reading.get((key,)).await?;
    let Some(blob) = blob else { return Ok(None) };
    if !kind.is_picture() {
        let (name, bytes) = (named(&row, kind), blob.bytes);
        return Ok((copy == Copy::HandedOut).then_some(Handed { name, kind, bytes }));
    }
    let bytes = match copy {
        Copy::HandedOut => Some(blob.bytes),
        Copy::Small => {
            let made = tokio::task::spawn_blocking(move || picture::small(&blob.bytes).ok()).await;
            made.ok().flatten()
        }
    };
    let kind = MediaType::Jpeg;
    Ok(bytes.map(|bytes| Handed {
        name: named(&row, kind),
        kind,
        bytes,
    }))
}

/// The name a file is saved under: its own with the ending of its kind, else its id.
fn named(row: &MaterialRow, kind: MediaType) -> String {
    let ending = kind.endings().first().copied().unwrap_or_default();
    let name = row.file_name.as_deref().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem: String = stem
        .chars()
        .filter(|c| !c.is_control() && !"/\\:".contains(*c))
        .collect();
    if stem.trim().is_empty() {
        format!("{}.{ending}", row.id)
    } else {
        format!("{stem}.{ending}")
    }
}
