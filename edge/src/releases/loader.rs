//! The loader of one site: its script, and the configuration that a pinned loader fetches.

use std::collections::BTreeMap;

use koe_shared::config::{Assets, PublicConfig};
use koe_shared::site::Survey;
use serde::Serialize;
use utoipa::ToSchema;

use crate::config::Release;
use crate::sites::Site;

/// What the loader leaves for the configuration, and for the rules.
const CONFIG: &str = "__KOE__";
const WATCH: &str = "__WATCH__";

/// The loader of one site. The configuration comes last, since owners may write anything into it.
pub(crate) fn script(release: &Release, site: &Site) -> String {
    let config = &config(release, site);
    let json = serde_json::to_string(config).unwrap_or_default();
    release.loader.replacen(WATCH, &watch(release, config), 1).replacen(CONFIG, &json, 1)
}

/// The configuration that the pinned loader fetches.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct PinnedConfig {
    #[serde(flatten)]
    config: PublicConfig,
    /// What each of its assets has to hash to, by path.
    integrity: BTreeMap<String, String>,
}

/// The site's public configuration, with the hashes of the files it names.
pub(crate) fn pinned_config(release: &Release, site: &Site) -> PinnedConfig {
    let config = config(release, site);
    let Assets { sender, prompt, wasm } = &config.assets;
    let hash = |path| release.integrity.get_key_value(path);
    let named = [sender, prompt, wasm].into_iter().filter_map(hash);
    let integrity = named.map(|(path, hash)| (path.clone(), hash.clone())).collect();
    PinnedConfig { config, integrity }
}

/// The files that a prompt is made of.
pub(crate) fn assets(release: &Release) -> Assets {
    let Release { sender, prompt, wasm, .. } = release.clone();
    Assets { sender, prompt, wasm }
}

/// The code that waits for what the site's touchpoints name; where they name nothing, a zero.
fn watch(release: &Release, config: &PublicConfig) -> String {
    let mut conditions = Vec::new();
    for name in config.touchpoints.values().flat_map(|given| given.when.conditions()) {
        let code = release.conditions.get(name).map(|code| format!("{name}:{code}"));
        conditions.extend(code.filter(|code| !conditions.contains(code)));
    }
    if conditions.is_empty() {
        return "0".to_owned();
    }
    format!("{}({{{}}})", release.watch, conditions.join(","))
}

fn config(release: &Release, site: &Site) -> PublicConfig {
    let hash = |survey: &Survey| site.content_hash(survey);
    PublicConfig::new(site.id.clone(), site.document(), assets(release), hash)
}
