//! 設定: the pages that write the site document, which the owner never has to see.
//!
//! A field is named by its path in the document, such as `surveys.shop-nps.goal`, where surveys and touchpoints
//! go by their ids. So one reader, one writer and one conflict page serve all forms, and what the document's
//! rules refuse finds its field by itself.
//!
//! | module | its job |
//! | --- | --- |
//! | `input` | a field: its kind, what it shows of a document, what it says when it was sent |
//! | `destinations`, `hours` | fields that are several where the document has one value |
//! | `edit` | a value put into the document by its path |
//! | `sections` | the fields of each page |
//! | `form` | a page with its fields, errors and buttons |
//! | `refusal` | a broken rule in plain words, at its field |
//! | `conflict` | two states side by side |
//! | `templates` | surveys and touchpoints that are ready to be used |
//! | `lists` | touchpoints and surveys, one below the other |
//! | `history`, `document`, `new_site` | a page each |

pub(crate) mod conflict;
mod destinations;
pub(crate) mod document;
pub(crate) mod edit;
pub(crate) mod form;
pub(crate) mod history;
mod hours;
pub(crate) mod input;
pub(crate) mod lists;
pub(crate) mod new_site;
pub(crate) mod refusal;
pub(crate) mod sections;
pub(crate) mod templates;
