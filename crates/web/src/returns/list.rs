//! 收表: what is asked of one comes first, then every return one may see.
//! Must not decide which: the application does.

use app::Snapshot;
use app::returns::{AskedOf, ReturnLine, see_own_asked, see_returns};
use askama::Template;

use super::{by_when, hand_in_address, is_over, short};
use crate::answer::{Answer, Reply};
use crate::told::moment;
use crate::view::View;
use crate::visit::Visit;

/// Something that is asked of an organisation of one's own.
struct Task {
    says: String,
    unit: String,
    is_late: bool,
    answered: Option<String>,
    hand_in: String,
    form: String,
    fill: String,
}

struct Row {
    address: String,
    name: String,
    office: String,
    count: String,
    due: String,
    state: &'static str,
    look: &'static str,
}

#[derive(Template)]
#[template(path = "returns/list.html")]
struct Page<'a> {
    v: View<'a>,
    tasks: Vec<Task>,
    done: Vec<Task>,
    rows: Vec<Row>,
    may_open: bool,
}

/// The list.
pub async fn show(visit: Visit) -> Answer {
    let (app, actor) = (&visit.site.app, &visit.actor);
    let own = see_own_asked(app, actor, visit.home()).await?;
    let all = see_returns(app, actor, None).await?;
    let (open, done): (Vec<&AskedOf>, Vec<&AskedOf>) = own
        .asked
        .iter()
        .partition(|one| !one.is_closed && one.answered_at.is_none());
    let others = all
        .iter()
        .filter(|line| own.asked.iter().all(|asked| asked.id != line.id));
    Reply::page(&Page {
        tasks: open
            .into_iter()
            .map(|one| task(&visit, &own.snapshot, one))
            .collect(),
        done: done
            .into_iter()
            .map(|one| task(&visit, &own.snapshot, one))
            .collect(),
        rows: others.map(|line| row(&visit, &own.snapshot, line)).collect(),
        may_open: own.may_open,
        v: View::new(&visit),
    })
}

fn task(visit: &Visit, snapshot: &Snapshot, asked: &AskedOf) -> Task {
    let words = &visit.words;
    let filled = [
        ("office", short(snapshot, asked.office).into()),
        ("name", asked.name.as_str().into()),
        ("until", by_when(visit, asked.due_at).into()),
        ("has", if asked.due_at.is_some() { "yes" } else { "no" }.into()),
    ];
    let is_answered = asked.answered_at.is_some();
    Task {
        says: words.say("returns-task", &filled),
        unit: short(snapshot, asked.part),
        is_late: !is_answered && is_over(visit, asked.due_at),
        answered: asked.answered_at.map(|at| moment(visit, at)),
        hand_in: hand_in_address(asked, "hand-in"),
        form: hand_in_address(asked, "form.xlsx"),
        fill: hand_in_address(asked, "fill"),
    }
}

fn row(visit: &Visit, snapshot: &Snapshot, line: &ReturnLine) -> Row {
    let is_whole = line.answered == line.asked;
    let (state, look) = match (line.is_closed, is_whole, is_over(visit, line.due_at)) {
        (true, _, _) => ("returns-state-closed", "none"),
        (false, true, _) => ("returns-state-whole", "met"),
        (false, false, true) => ("returns-state-late", "over"),
        (false, false, false) => ("returns-state-open", "risk"),
    };
    let filled = [("answered", line.answered.into()), ("asked", line.asked.into())];
    Row {
        address: format!("/returns/{}", line.id),
        name: line.name.clone(),
        office: short(snapshot, line.office),
        count: visit.words.say("returns-count", &filled),
        due: by_when(visit, line.due_at),
        state,
        look,
    }
}
