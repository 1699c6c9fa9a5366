//! What the office does with a return: takes files, answers what is asked of them, merges, undoes, chases, closes.
//! Must not do any of it: the application does.

use std::collections::BTreeSet;

use app::Failure;
use app::returns::{
    TakeReturn, answer_file, close_return, merge_return, note_asked, see_return, take_return, undo_merges,
};
use domain::id::{OrganisationId, ReturnFileId, ReturnId};

use super::asked::answered;
use super::board::{Told, page, told_merged};
use super::merging::chosen;
use crate::answer::{Answer, Reply, Trouble};
use crate::posted::Posted;
use crate::told::refused;
use crate::visit::Visit;

/// The board with what is wrong.
async fn wrong(visit: &Visit, id: ReturnId, said: String) -> Answer {
    let told = Told {
        wrong: Some(said),
        ..Told::default()
    };
    page(visit, id, told).await
}

/// Back to the board, or the board with what was refused.
async fn back<T>(visit: &Visit, id: ReturnId, done: Result<T, Failure>) -> Answer {
    match refused(visit, done)? {
        Ok(_) => Reply::see_other(&format!("/returns/{id}")),
        Err(said) => wrong(visit, id, said).await,
    }
}

/// Files are taken in.
pub async fn take(visit: Visit, posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let files = posted
        .files("files")
        .map(|file| (file.name.clone(), file.bytes.to_vec()));
    let files: Vec<(String, Vec<u8>)> = files.collect();
    if files.is_empty() {
        return wrong(&visit, id, visit.words.say("returns-no-file", &[])).await;
    }
    let command = TakeReturn {
        tree: None,
        id,
        files,
        latest: false,
    };
    let taken = take_return(&visit.site.app, &visit.actor, command).await;
    back(&visit, id, taken).await
}

/// What was asked about a file is answered.
pub async fn answer(visit: Visit, posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let file: ReturnFileId = posted.field_as("file").ok_or(Trouble::NotFound)?;
    let done = answer_file(&visit.site.app, &visit.actor, (id, file), answered(&posted)).await;
    back(&visit, id, done).await
}

/// What was chosen is merged; the page says what came of it.
pub async fn merge(visit: Visit, posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let (app, actor) = (&visit.site.app, &visit.actor);
    let before = see_return(app, actor, (None, id)).await?;
    let merged = merge_return(app, actor, (None, id), &chosen(&posted)).await;
    match refused(&visit, merged)? {
        Ok(merged) => {
            let told = told_merged(&visit, &before, &merged);
            page(&visit, id, told).await
        }
        Err(said) => wrong(&visit, id, said).await,
    }
}

/// Every merge is taken back whole.
pub async fn undo(visit: Visit, _posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let undone = undo_merges(&visit.site.app, &visit.actor, (None, id)).await;
    match refused(&visit, undone)? {
        Ok(count) => Reply::see_other(&format!("/returns/{id}?undone={count}")),
        Err(said) => wrong(&visit, id, said).await,
    }
}

/// Who was reminded is noted.
pub async fn note(visit: Visit, posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let whom: BTreeSet<OrganisationId> = posted.all("whom").filter_map(|one| one.parse().ok()).collect();
    if whom.is_empty() {
        return wrong(&visit, id, visit.words.say("returns-nobody-ticked", &[])).await;
    }
    let noted = note_asked(&visit.site.app, &visit.actor, (id, &whom), posted.field("key")).await;
    back(&visit, id, noted).await
}

/// It takes no more files.
pub async fn close(visit: Visit, posted: Posted) -> Answer {
    let id: ReturnId = visit.place("return")?;
    let closed = close_return(&visit.site.app, &visit.actor, id, posted.field("key")).await;
    back(&visit, id, closed).await
}
