//! What the edge serves for the demo site, asked of the application itself.

use std::fs;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use koe_edge::{AdminKey, AppState, Config, EntropyError, MemoryStore, NoWayOut, Release};
use koe_shared::config::PublicConfig;
use tokio::runtime::Builder;
use tower::ServiceExt as _;

use crate::paths;

const ADMIN_KEY: &str = "admin-key-of-the-sizes";

/// The responses that count.
pub(super) struct Served {
    /// `/s/demo.js`, which names no rule, but for its configuration.
    pub(super) without_rules: Vec<u8>,
    /// The same of a site that names every rule.
    pub(super) every_rule: Vec<u8>,
    /// `/s/demo.js`: loader and configuration.
    pub(super) script: Vec<u8>,
    /// `/s/demo.json`: the configuration alone, as the pinned loader asks for it.
    pub(super) configuration: Vec<u8>,
    /// The largest text file of the demo site.
    pub(super) content: Vec<u8>,
    /// `/p/demo/shop-nps`: the hosted page.
    pub(super) page: Vec<u8>,
    /// The script of every page of the desk, and the one that the import adds.
    pub(super) desk: [Vec<u8>; 2],
}

/// The two under the names of an earlier release, which get today's.
const OF_THE_DESK: [&str; 2] = ["/desk/desk-0000000000.js", "/desk/import-0000000000.js"];

/// Puts the demo's site document into a store in memory and fetches what pages would fetch.
pub(super) fn demo(release: &Release) -> Result<Served> {
    let site = fs::read(paths::root().join("xtask/demo/site.json"))?;
    Builder::new_current_thread().build()?.block_on(async {
        let edge = Edge::new(release);
        edge.call("PUT", "/v1/sites/demo", site).await?;
        edge.call("PUT", "/v1/sites/ruled", serde_json::to_vec(&ruled())?).await?;
        let (script, json, config) = edge.loader("demo").await?;
        let (ruled, _, its_config) = edge.loader("ruled").await?;
        let mut content = Vec::new();
        for survey in &config.surveys {
            for locale in &config.locales {
                let path = format!("/t/demo/{}-{locale}.json", survey.content);
                let text = edge.call("GET", &path, Vec::new()).await?;
                if text.len() > content.len() {
                    content = text;
                }
            }
        }
        ensure!(!content.is_empty(), "the demo site has no text file");
        ensure!(config.touchpoints.is_empty(), "the demo site names rules");
        let [desk, import] = OF_THE_DESK;
        let desk = edge.call("GET", desk, Vec::new()).await?;
        let import = edge.call("GET", import, Vec::new()).await?;
        Ok(Served {
            without_rules: bare(&script, &config)?,
            every_rule: bare(&ruled, &its_config)?,
            script,
            configuration: json,
            content,
            page: edge.call("GET", "/p/demo/shop-nps", Vec::new()).await?,
            desk: [desk, import],
        })
    })
}

/// A site whose only touchpoint has a rule of every kind.
fn ruled() -> serde_json::Value {
    serde_json::json!({
        "name": "Kokage",
        "origins": ["https://shop.example"],
        "touchpoints": [{ "id": "browsing", "stage": "visit", "when": {
            "dwell_ms": 1, "scroll": 0.5, "in_view": "a", "click": "a", "exit": true, "delay_ms": 1,
        } }],
        "surveys": [{ "id": "nps", "metric": "nps", "goal": "Bytes", "touchpoints": ["browsing"] }],
    })
}

/// A script with a name in the place of its configuration.
fn bare(script: &[u8], config: &PublicConfig) -> Result<Vec<u8>> {
    let (before, after) = std::str::from_utf8(script)?
        .split_once(&serde_json::to_string(config)?)
        .context("the script does not hold its configuration")?;
    Ok(format!("{before}__KOE__{after}").into_bytes())
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
            outgoing: Arc::new(NoWayOut),
        }))
    }

    /// The script of a site, its configuration, and what that says.
    async fn loader(&self, site: &str) -> Result<(Vec<u8>, Vec<u8>, PublicConfig)> {
        let script = self.call("GET", &format!("/s/{site}.js"), Vec::new()).await?;
        let json = self.call("GET", &format!("/s/{site}.json"), Vec::new()).await?;
        let config = serde_json::from_slice(&json)?;
        Ok((script, json, config))
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
