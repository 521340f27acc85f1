//! The owner's pages: what a person sees who has a key. Data becomes markup, nothing else.
//!
//! Every page works without a script; the one that there is saves steps. Every text stands here in Japanese and
//! in English, side by side. Nothing stands inline that a browser would run or style, so that the strictest
//! policy holds. Nothing here knows HTTP or storage: which path shows which page is in `routes::desk`.
//!
//! | module | its job |
//! | --- | --- |
//! | `language` | the two languages, and a text in both |
//! | `words` | the texts, page by page |
//! | `place` | the pages that there are, their paths, and what they need |
//! | `page` | the frame of every page: its bar, its tabs, its foot |
//! | `form` | fields, errors at a field, the token and the id that every form carries |
//! | `figures`, `charts` | figures in words, and drawn |
//! | `address`, `report` | the choices of a report, as its address carries them and as a page shows them |
//! | `files` | the stylesheet and the script, by their hashes |
//! | all others | a page each |

pub(crate) mod address;
pub(crate) mod cases;
mod charts;
pub(crate) mod check;
pub(crate) mod comments;
mod contact;
pub(crate) mod door;
pub(crate) mod figures;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod hand_out;
pub(crate) mod icons;
pub(crate) mod import;
pub(crate) mod journey;
pub(crate) mod keys;
pub(crate) mod language;
pub(crate) mod notes;
pub(crate) mod notice;
pub(crate) mod notices;
pub(crate) mod overview;
pub(crate) mod page;
pub(crate) mod place;
pub(crate) mod policy;
pub(crate) mod refused;
pub(crate) mod report;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod sites;
pub(crate) mod trend;
pub(crate) mod words;
