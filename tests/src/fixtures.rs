//! What journeys start from: site documents, ids, signatures, and a site that stands.

pub mod documents;
mod id;
mod signature;
mod site;

pub use id::{id_at, public_id};
pub use signature::signature;
pub use site::{Site, with};
