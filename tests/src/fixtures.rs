//! What journeys start from: site documents, ids, signatures, forms, and a site that stands.

pub mod documents;
mod form;
mod id;
mod signature;
mod site;

pub use form::{Form, encoded};
pub use id::{id_at, public_id};
pub use signature::signature;
pub use site::{Site, with};
