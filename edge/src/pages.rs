//! The pages that the edge makes itself, for visitors: the hosted page, its thanks, the receipt, and
//! what they are told instead.
//!
//! Every text goes through `maud`, which escapes all that is not said to be markup. None needs a
//! script; only the hosted page has one, which takes the place of its form. Nothing here knows HTTP
//! or storage: a page gets data and gives markup. Which path shows which page is in `routes`.

pub(crate) mod asked;
pub(crate) mod badge;
pub(crate) mod document;
pub(crate) mod fields;
pub(crate) mod figures;
pub(crate) mod hosted;
mod icon;
pub(crate) mod link;
pub(crate) mod moment;
pub(crate) mod notice;
pub(crate) mod numeral;
mod policy;
pub(crate) mod preview;
mod question;
pub(crate) mod receipt;
pub(crate) mod site;
pub(crate) mod thanks;
mod theme;
mod tree;
pub(crate) mod trouble;
pub(crate) mod typed;
pub(crate) mod voices;
