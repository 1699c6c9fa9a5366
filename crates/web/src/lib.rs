//! The pages (页): routes, forms, templates. Read me first.
//!
//! A request meets, in this order: `route` (the table of routes, each with its policy row), `dispatch` (session,
//! language, policy, form token), a handler in the folder of its audience, `answer` (what goes back). A handler reads
//! what was asked, calls one function of `app`, and fills a template. Must not decide, count, or permit anything: the
//! policy row is asked of `app`, and every function of `app` asks again by the record.

// The fixture of the application names it so.
#[cfg(test)]
extern crate app as kaijiang_app;

mod accounts;
mod answer;
mod assets;
mod auditor;
mod branch;
mod dispatch;
mod doors;
mod json;
mod language;
mod member;
mod notices;
mod officer;
mod plan;
mod posted;
mod qr;
mod read_notices;
mod report;
mod returns;
mod route;
mod site;
mod tables;
#[cfg(test)]
mod tests;
mod told;
mod view;
mod visit;

pub use route::{Method, Place, Policy, Route, routes};
pub use site::{Settings, Site, router, serve};
