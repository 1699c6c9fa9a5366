//! Files of lectures, handed out: to keep, or a picture made small to stand on a page.
//! Must not hand out a picture as it was sent, or let anything run.

use app::materials::{Copy, hand_out as take_from};
use domain::id::MaterialId;

use crate::answer::{Answer, Reply, Trouble};
use crate::visit::Visit;

/// A file to keep.
pub async fn hand_out(visit: Visit) -> Answer {
    let id: MaterialId = visit.place("material")?;
    let handed = take_from(&visit.site.app, &visit.actor, (id, Copy::HandedOut)).await?;
    let handed = handed.ok_or(Trouble::NotFound)?;
    Reply::file(&handed.name, handed.kind.word(), handed.bytes)
}

/// A picture made small.
pub async fn small(visit: Visit) -> Answer {
    let id: MaterialId = visit.place("material")?;
    let handed = take_from(&visit.site.app, &visit.actor, (id, Copy::Small)).await?;
    let handed = handed.ok_or(Trouble::NotFound)?;
    Ok(Reply::picture(handed.kind.word(), handed.bytes))
}
