//! What the edge serves for the demo site, asked of the application itself.

use std::fs;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use koe_edge::{AdminKey, AppState, Config, EntropyError, MemoryStore, Release};
use koe_shared::config::PublicConfig;
use tokio::runtime::Builder;
use tower::ServiceExt as _;

use crate::paths;

const ADMIN_KEY: &str = "admin-key-of-the-sizes";

/// The responses that count.
pub(super) struct Served {
    /// `/s/demo.js`: loader and configuration.
    pub(super) script: Vec<u8>,
    /// `/s/demo.json`: the configuration alone, as the pinned loader asks for it.
    pub(super) configuration: Vec<u8>,
    /// The largest text file of the demo site.
    pub(super) content: Vec<u8>,
    /// `/p/demo/shop-nps`: the hosted page.
    pub(super) page: Vec<u8>,
}

/// Puts the demo's site document into a store in memory and fetches what pages would fetch.
pub(super) fn demo(release: &Release) -> Result<Served> {
    let site = fs::read(paths::root().join("xtask/demo/site.json"))?;
    Builder::new_current_thread().build()?.block_on(async {
        let edge = Edge::new(release);
        edge.call("PUT", "/v1/sites/demo", site).await?;
        let script = edge.call("GET", "/s/demo.js", Vec::new()).await?;
        let mut content = Vec::new();
        let configuration = configuration(release, &script)?;
        for survey in &configuration.surveys {
            for locale in &configuration.locales {
                let path = format!("/t/demo/{}-{locale}.json", survey.content);
                let text = edge.call("GET", &path, Vec::new()).await?;
                if text.len() > content.len() {
                    content = text;
                }
            }
        }
        ensure!(!content.is_empty(), "the demo site has no text file");
        let page = edge.call("GET", "/p/demo/shop-nps", Vec::new()).await?;
        let json = edge.call("GET", "/s/demo.json", Vec::new()).await?;
        Ok(Served { script, configuration: json, content, page })
    })
}

/// The configuration, cut out of the script that holds it.
fn configuration(release: &Release, script: &[u8]) -> Result<PublicConfig> {
    let (before, after) = release
        .loader
        .split_once("__KOE__")
        .context("the loader has no place for configuration")?;
    let text = std::str::from_utf8(script)?
        .strip_prefix(before)
        .and_then(|text| text.trim_end().strip_suffix(after.trim_end()))
        .context("the script is not the loader with its configuration")?;
    Ok(serde_json::from_str(text)?)
}

/// The edge, in this process.
struct Edge(axum::Router);

impl Edge {
    fn new(release: &Release) -> Self {
        let clock = || std::time::SystemTime::now().try_into().unwrap_or_default();
        Self(koe_edge::app(AppState {
            store: Arc::new(MemoryStore::new(Arc::new(clock))),
            config: Config {
                admin_key: AdminKey::new(ADMIN_KEY),
                release: release.clone(),
                ..Config::default()
            },
            clock: Arc::new(clock),
            entropy: Arc::new(|bytes| getrandom::fill(bytes).map_err(|_| EntropyError)),
        }))
    }

    async fn call(&self, method: &str, path: &str, body: Vec<u8>) -> Result<Vec<u8>> {
        let request = axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("Authorization", format!("Bearer {ADMIN_KEY}"))
            .header("Content-Type", "application/json")
            .body(axum::body::Body::from(body))?;
        let reply = self.0.clone().oneshot(request).await?;
        let status = reply.status();
        let body = axum::body::to_bytes(reply.into_body(), usize::MAX).await?.to_vec();
        ensure!(status.is_success(), "{path}: {}", String::from_utf8_lossy(&body));
        Ok(body)
    }
}
