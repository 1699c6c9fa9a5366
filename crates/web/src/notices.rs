//! 要发的通知: the notices of planned lectures that are due, as the pages of an office and of a branch show them.
//! Must not keep whether one was given.

use app::print_notice::NoticeTo;
use app::see_due_notices::see_due_notices;
use domain::id::OrganisationId;

use crate::answer::Trouble;
use crate::visit::Visit;

/// A notice to paste or to print.
pub struct NoticeBox {
    /// Whose lecture.
    pub name: String,
    /// To whom and when: 通知党员：明天，12月2日（周三）.
    pub said: String,
    /// What can be pasted.
    pub text: String,
    /// How many lines of the page it takes.
    pub rows: usize,
    /// The id of its text on the page.
    pub id: String,
    /// Where its paper is, without the ending that says in which form.
    pub paper: String,
    /// The rest of that address.
    pub to: &'static str,
}

/// The notices that are due today for what an organisation looks after itself.
pub async fn due_notices(visit: &Visit, top: OrganisationId) -> Result<Vec<NoticeBox>, Trouble> {
    let words = &*visit.words;
    let seen = see_due_notices(&visit.site.app, &visit.actor, (top, words)).await?;
    let boxed = seen.into_iter().enumerate().map(|(at, notice)| NoticeBox {
        name: notice.name,
        said: words.notice_due(notice.to, (notice.held_on, notice.days_left)),
        // Lines of the text, and those that are longer than a phone is wide.
        rows: notice
            .text
            .lines()
            .map(|line| line.chars().count() / 22 + 1)
            .sum(),
        text: notice.text,
        id: format!("notice-{at}"),
        paper: format!("/plan/items/{}/notice", notice.item),
        to: match notice.to {
            NoticeTo::Above => "?to=above",
            NoticeTo::Members => "?to=members",
        },
    });
    Ok(boxed.collect())
}
