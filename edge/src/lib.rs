//! The HTTP API over KV: an application free of the platform, and a thin Workers shell around it.
//!
//! [`app`] makes an axum router from a [`Store`], a [`Config`], a
//! clock and a source of randomness; natively that is all there is, and the journeys run on it in
//! process. For `wasm32` the shell turns the Workers environment into those four and nothing else.
//!
//! In scope: what comes over HTTP, who may ask it, where it is stored. Out of scope, in
//! `koe-shared`: what a score means, what a legal site or answer is, how the wire looks.
//!
//! | module | its job |
//! | --- | --- |
//! | `routes` | the paths, one file per family |
//! | [`keys`] | the keys in storage; no other module knows them |
//! | [`store`] | the storage trait, memory, and Workers KV; only the latter knows KV |
//! | `site` | a site as stored and as kept in memory |
//! | `stored` | an answer as stored |
//! | `reading` | answers back from storage, newest first, each once |
//! | `query` | what a report is asked for |
//! | `pages` | the pages for visitors: the hosted page, its thanks, the receipt |
//! | `respondent` | whether a claimed respondent is the one the owner signed |
//! | `problem` | every refusal; no other module knows status codes of refusals |
//! | `auth`, `cors`, `client`, `limits`, `body` | who may call, from where, how often, with how much |
//! | `withdrawal` | taking an answer back |
//! | `sweep` | what the cron finishes of it |
//! | `shell` | the Workers runtime; with the KV store the only user of `worker` |

mod auth;
mod body;
mod client;
pub mod config;
mod cors;
mod edge;
mod hex;
pub mod keys;
mod limits;
mod origin;
mod pages;
pub mod problem;
mod query;
mod reading;
mod respondent;
mod routes;
#[cfg(target_arch = "wasm32")]
mod shell;
mod site;
pub mod state;
pub mod store;
mod stored;
mod sweep;
mod withdrawal;

use std::sync::Arc;

pub use config::{AdminKey, Config, Limits, Release};
pub use state::{AppState, Clock, Entropy, EntropyError};
pub use store::{MemoryStore, Store};
pub use sweep::{Swept, sweep};

/// The application: every path of the API, on this state.
pub fn app(state: AppState) -> axum::Router {
    routes::router().with_state(Arc::new(edge::Edge::new(state)))
}
