//! The texts of the desk, page by page, in Japanese and in English.
//!
//! A text without figures is a constant, one with figures a function. Japanese is polite and short
//! (です・ます); English has short sentences in sentence case.

pub(crate) mod cases;
pub(crate) mod charts;
pub(crate) mod check;
pub(crate) mod comments;
pub(crate) mod door;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod hand_out;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod import_table;
pub(crate) mod journey;
pub(crate) mod keys;
pub(crate) mod lists;
pub(crate) mod new_site;
pub(crate) mod notes;
pub(crate) mod notice;
pub(crate) mod notices;
pub(crate) mod overview;
pub(crate) mod promises;
pub(crate) mod reasons;
pub(crate) mod refused;
pub(crate) mod report;
pub(crate) mod rules;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod shops;
pub(crate) mod sites;
pub(crate) mod touchpoints;
pub(crate) mod trend;
