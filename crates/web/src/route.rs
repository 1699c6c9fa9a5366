//! The table of routes: no route without the row that says who may take it.
//! Must not run a handler: `dispatch` does.

use std::future::Future;
use std::pin::Pin;

use domain::access::{Action, TargetKind};

use crate::answer::Answer;
use crate::posted::Posted;
use crate::visit::Visit;

/// How a page is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Method {
    /// Looking: changes nothing.
    Get,
    /// Doing: carries a form with its token.
    Post,
}

/// Which thing of the path a policy row is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// The whole tree.
    Tree,
    /// The organisation one comes in by.
    Home,
    /// `{organisation}` of the path.
    Organisation,
    /// `{lecture}` of the path.
    Lecture,
    /// `{material}` of the path: where its lecture is.
    Material,
    /// `{person}` of the path.
    Person,
    /// `{item}` of the path, an item of a plan.
    PlanItem,
    /// `{account}` of the path.
    Account,
    /// `{bulletin}` of the path.
    Bulletin,
    /// `{return}` of the path.
    Return,
}

/// Who may take a route.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Policy {
    /// Everybody: signing in, help, the machine's health.
    Anyone,
    /// Whoever is signed in, for what is their own.
    SignedIn,
    /// Whoever may do this to a thing of this sort there.
    May(Action, TargetKind, Place),
}

type Running = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// What answers a route.
pub(crate) enum Handler {
    /// Looks.
    Look(Box<dyn Fn(Visit) -> Running + Send + Sync>),
    /// Does what a form asks, whose token was checked.
    Do(Box<dyn Fn(Visit, Posted) -> Running + Send + Sync>),
}

/// One route.
pub struct Route {
    /// Its path, with names in braces.
    pub path: &'static str,
    /// Who may take it.
    pub policy: Policy,
    pub(crate) handler: Handler,
}

impl Route {
    /// Whether it looks or does.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.handler {
            Handler::Look(_) => Method::Get,
            Handler::Do(_) => Method::Post,
        }
    }
}

/// A page that is looked at.
pub(crate) fn get<F, R>(path: &'static str, policy: Policy, handler: F) -> Route
where
    F: Fn(Visit) -> R + Send + Sync + 'static,
    R: Future<Output = Answer> + Send + 'static,
{
    Route {
        path,
        policy,
        handler: Handler::Look(Box::new(move |visit| Box::pin(handler(visit)))),
    }
}

/// A form that is sent. There is no other way to receive one: the token is checked before the handler runs.
pub(crate) fn post<F, R>(path: &'static str, policy: Policy, handler: F) -> Route
where
    F: Fn(Visit, Posted) -> R + Send + Sync + 'static,
    R: Future<Output = Answer> + Send + 'static,
{
    Route {
        path,
        policy,
        handler: Handler::Do(Box::new(move |visit, posted| Box::pin(handler(visit, posted)))),
    }
}

/// Every route, door by door.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        crate::doors::routes(),
        crate::accounts::routes(),
        crate::branch::routes(),
        crate::officer::routes(),
        crate::plan::routes(),
        crate::member::routes(),
        crate::auditor::routes(),
        crate::report::routes(),
        crate::returns::routes(),
        crate::json::routes(),
        crate::tables::routes(),
        crate::read_notices::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
