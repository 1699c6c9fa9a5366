//! 为什么？: the reason of a figure is one click from it, for whoever sees the figure.

use super::{branches, secretary_of, sign_in};
use crate::harness::{Serving, Trip, Visitor};

fn visitors() -> [Visitor; 4] {
    [
        Visitor::desktop(),
        Visitor::desktop().without_scripts(),
        Visitor::phone().language("en"),
        Visitor::phone().without_scripts(),
    ]
}

/// Asks of one thing on a page of standings, and counts.
fn ask(trip: &Trip, page: &str, (selector, answers): (&str, &[&str])) {
    trip.open(page).expect_no_axe_violations();
    trip.begin_task();
    trip.open(page).click(selector);
    let text = trip.text();
    assert!(
        answers.iter().any(|answer| text.contains(answer)),
        "{}: {text}",
        trip.path()
    );
    trip.expect_no_alerts().expect_no_axe_violations();
}

/// "Effort": "why this figure?" is 1 click; F7, every figure explains itself.
#[test]
fn any_figure_answers_why_in_one_click() {
    let serving = Serving::shared_demo();
    for visitor in visitors() {
        for login in ["county", "township"] {
            let Some(trip) = visitor.visits(serving.base(), "any_figure_answers_why_in_one_click") else {
                return;
            };
            sign_in(&trip, serving, login);
            let answers = ["由这些组成", "The records it is made of"];
            ask(&trip, "/standing", ("a.why", &answers));
            trip.finish("why-this-figure");
        }
    }
}

/// The word in a row opens its proof below the table, or on a page of its own where scripts are off.
#[test]
fn a_row_answers_why_in_one_click() {
    let serving = Serving::shared_demo();
    for visitor in visitors() {
        let Some(trip) = visitor.visits(serving.base(), "a_row_answers_why_in_one_click") else {
            return;
        };
        sign_in(&trip, serving, "township");
        trip.open("/standing");
        let village = trip.evaluate("document.querySelector('table.rows tbody a').getAttribute('href')");
        let answers = ["为什么应讲", "Why it is owed"];
        ask(&trip, village.as_str().unwrap(), ("td.state a.tag", &answers));
        trip.finish("why-this-figure");
    }
}

/// A secretary sees what is owed on the first page, with its day, and needs no click.
#[test]
fn a_branch_sees_what_it_owes() {
    let serving = Serving::shared_demo();
    let Some(trip) = Visitor::phone().visits(serving.base(), "a_branch_sees_what_it_owes") else {
        return;
    };
    let owes = |branch: &String| {
        let proof = serving.beside(&["explain", branch, "quarterly", "2020-Q4"]);
        proof["standing"] == "due"
    };
    let branch = branches(serving, 60).into_iter().skip(20).find(owes).unwrap();
    secretary_of(&trip, serving, &branch);
    trip.expect_text("还差1场")
        .expect_text("12月31日")
        .expect_text("记一场党课");
}
