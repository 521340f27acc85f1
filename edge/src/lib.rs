//! The HTTP API over KV: an application free of the platform, and a thin Workers shell around it.
//!
//! [`app()`] makes an axum router from an [`AppState`]: a [`Store`], a [`Config`], a clock and a source
//! of randomness. Natively that is all there is, and the journeys run on the router in process. For
//! `wasm32` the shell turns the Workers environment into those four and nothing else.
//!
//! In scope: what comes over HTTP, who may ask it, where it is stored. Out of scope, in
//! `koe-shared`: what a score means, what a legal site or answer is, how the wire looks.
//!
//! A layer imports from the layers above it in this table, never from those below. The test `layers`
//! holds the files against that.
//!
//! | layer | module | its job |
//! | --- | --- | --- |
//! | ground | [`config`], [`platform`] | what a deployment sets; the time, randomness, static files, and what a cache forgets |
//! | | [`store`] | the storage trait, its keys, memory, and Workers KV |
//! | | `limits` | how often one address and one site are served |
//! | | `hex` | bytes as text |
//! | | `addresses` | which addresses of other people may be called |
//! | domain | `sites` | the site record, its versions and keys, and the sites that an isolate keeps |
//! | | `notes` | what an owner changed, and when |
//! | | `releases` | the loader of a site, and the files of every release |
//! | | `answers` | an answer is accepted, changed, imported, taken back, and found again; a person erased |
//! | | `voices` | which comments the owner publishes, and whether they still stand |
//! | | `cases` | which answers are followed up, and what was done about each |
//! | | `tallies` | the answers of an hour, counted once |
//! | | `reports` | what a report is asked for, counting, and the lists of answers |
//! | | `alerts` | who is told at once of which answers, until it has arrived |
//! | | `digests` | each department is told of its week, by the reports and the channels above |
//! | tasks | [`cron`] | what runs by the clock, within a budget of operations |
//! | delivery | [`mod@app`] | the state that all requests of an isolate share |
//! | | `pages` | the pages for visitors: data becomes markup, nothing else |
//! | | `desk` | the pages for owners: the same |
//! | | `mcp` | what an assistant may ask by the Model Context Protocol, and how it is answered |
//! | | `http` | what a request says: its key, address, origin, body, query, form, language; what is cached |
//! | | [`problem`] | every error as a status and a document |
//! | | `routes` | the paths: a handler extracts, calls and replies |
//! | | `shell` | the Workers runtime; with the KV store the only user of `worker` |

mod addresses;
mod alerts;
mod answers;
pub mod app;
mod cases;
pub mod config;
pub mod cron;
mod desk;
mod digests;
mod hex;
mod http;
mod limits;
mod mcp;
mod notes;
mod pages;
pub mod platform;
pub mod problem;
mod releases;
mod reports;
mod routes;
#[cfg(target_arch = "wasm32")]
mod shell;
mod sites;
pub mod store;
mod tallies;
mod voices;

use std::sync::Arc;

pub use crate::app::AppState;
pub use crate::config::{AdminKey, Config, Limits, NoAdminKey, Release};
pub use crate::platform::{
    Afterwards, AssetError, AssetFuture, Assets, Call, CallError, CallFuture, CallReply, Clock,
    Entropy, EntropyError, Mail, NoWayOut, Outgoing, Purge,
};
pub use crate::store::{MemoryStore, Store};

/// The application: every path of the API, on this state.
pub fn app(state: AppState) -> axum::Router {
    let edge = Arc::new(app::Edge::new(state));
    routes::router(&edge).with_state(edge)
}
