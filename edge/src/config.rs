//! What a deployment sets: its admin key, its limits, and the release it serves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The configuration of one deployment.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The key with every scope; without one nobody can set up a site.
    pub admin_key: Option<AdminKey>,
    /// The built loader and the files it names.
    pub release: Release,
    /// Public writes allowed in a window.
    pub limits: Limits,
    /// What `GET /healthz` reports.
    pub version: String,
}

/// The fewest characters of an admin key. Twenty random ones can't be guessed, not even in years at
/// the pace that refused keys are allowed; what people make up is mostly shorter.
pub const MIN_ADMIN_KEY: usize = 20;

/// The Worker secret `ADMIN_KEY`. `Debug` does not show it.
#[derive(Clone)]
pub struct AdminKey(String);

impl AdminKey {
    /// Takes the secret; one under [`MIN_ADMIN_KEY`] characters counts as none.
    #[must_use]
    pub fn new(key: &str) -> Option<Self> {
        let key = key.trim();
        (key.chars().count() >= MIN_ADMIN_KEY).then(|| Self(key.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for AdminKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AdminKey(…)")
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
}

impl Default for Limits {
    fn default() -> Self {
        Self { client: 120, site: 2_000 }
    }
}
