//! Pages made with libraries from npm: what they do with keys, clicks, promises, requests and documents is
//! what pages do. The prompt works on each, and the page does, too.

mod dialogs;
mod documents;
mod hotkeys;
mod polyfills;
mod scrollers;
