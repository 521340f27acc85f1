//! What a deployment sets: its admin key, its limits, and the release it serves.

mod admin_key;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::admin_key::{AdminKey, EXAMPLE_ADMIN_KEY, MIN_ADMIN_KEY, NoAdminKey};

/// The configuration of one deployment.
#[derive(Clone, Debug)]
pub struct Config {
    /// The key with every scope, or why there is none; without one nobody can set up a site.
    pub admin_key: Result<AdminKey, NoAdminKey>,
    /// The built loader and the files it names.
    pub release: Release,
    /// Public writes allowed in a window.
    pub limits: Limits,
    /// Seconds during which no other import or undoing may follow one: variable `IMPORT_SETTLE`. None is
    /// for tests, whose storage shows every write at once.
    pub import_settle: u32,
    /// Hosts with their ports that alerts may be sent to though they are not public, or without TLS: variable
    /// `ALERT_HOSTS`, separated by commas. For tests; empty in earnest.
    pub alert_hosts: Vec<String>,
    /// What `GET /healthz` reports.
    pub version: String,
}

/// What [`Config::import_settle`] is where a deployment sets nothing: after ten minutes every location
/// shows a write.
pub const IMPORT_SETTLE: u32 = 600;

impl Default for Config {
    fn default() -> Self {
        Self {
            admin_key: Err(NoAdminKey::Missing),
            release: Release::default(),
            limits: Limits::default(),
            import_settle: 0,
            alert_hosts: Vec::new(),
            version: String::new(),
        }
    }
}

/// A built release: the loader's text, the rules that go into it, and where its hashed files lie.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The loader, with the free identifiers `__KOE__` and `__WATCH__` in the places of the site's
    /// configuration and of the rules that it names.
    pub loader: String,
    /// An expression that is called with an object of conditions, and waits for them.
    #[serde(default)]
    pub watch: String,
    /// The conditions: an expression each, by the names that a `when` has for them.
    #[serde(default)]
    pub conditions: BTreeMap<String, String>,
    /// Path of the sender.
    pub sender: String,
    /// Path of the prompt's glue.
    pub prompt: String,
    /// Path of the prompt's WebAssembly module.
    pub wasm: String,
    /// Path of the script that turns the hosted page's form into the prompt.
    #[serde(default)]
    pub hosted: String,
    /// Path of the stylesheet of the pages that the edge renders.
    #[serde(default)]
    pub page_css: String,
    /// Path of the loader that fetches its configuration, so that a tag can name its hash.
    #[serde(default)]
    pub pinned: String,
    /// What a tag's `integrity` says of each file, by path: `sha384-…`.
    #[serde(default)]
    pub integrity: BTreeMap<String, String>,
}

/// How many calls are allowed in ten seconds. `client` also bounds, each for itself, what one address
/// is refused: writes, keys, and the receipts it looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From one address to one site: variable `RATE_CLIENT`. A shop's whole office may share one.
    pub client: u32,
    /// To one site: variable `RATE_SITE`. The last tenth is kept for addresses that have not written
    /// yet.
    pub site: u32,
    /// Keys that one address may try at the desk in a minute: variable `RATE_SIGN_IN`.
    pub sign_in: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { client: 120, site: 2_000, sign_in: 10 }
    }
}
