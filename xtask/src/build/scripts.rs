//! What is TypeScript, bundled and minified, and the stylesheet of the edge's own pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use koe_shared::config::PublicWhen;
use serde::Deserialize;

use crate::paths;
use crate::process::{command, step};

/// The scripts of the widget.
pub(crate) struct Scripts {
    /// On every page. Still with the two free names that the edge replaces by the configuration and
    /// by the rules.
    pub(crate) loader: PathBuf,
    /// What the edge puts together for each site.
    pub(crate) rules: Rules,
    /// The same for a tag that names its hash: it fetches the configuration.
    pub(crate) pinned: PathBuf,
    /// Beside a prompt, or when an answer waits to be sent.
    pub(crate) sender: PathBuf,
    /// On the hosted page, in a frame or alone.
    pub(crate) hosted: PathBuf,
    /// What the sender imports late, by the names under which it does.
    pub(crate) late: BTreeMap<String, Late>,
    /// The stylesheet of the pages that the edge renders.
    pub(crate) page_css: PathBuf,
}

/// The code of the rules, each an expression that stands alone.
#[derive(Deserialize)]
pub(crate) struct Rules {
    /// Is called with an object of conditions.
    pub(crate) watch: String,
    /// By the names that a `when` has for them.
    pub(crate) conditions: BTreeMap<String, String>,
}

impl Rules {
    fn read(file: &Path) -> Result<Self> {
        let rules: Self = serde_json::from_slice(&fs::read(file)?).context("the rules")?;
        let all = PublicWhen {
            dwell_ms: 0,
            scroll: Some(0.0),
            in_view: Some(String::new()),
            click: Some(String::new()),
            exit: Some(true),
            delay_ms: Some(0),
        };
        for name in all.conditions() {
            ensure!(rules.conditions.contains_key(name), "there is no code for {name}");
        }
        Ok(rules)
    }
}

/// A file that another script names.
pub(crate) struct Late {
    pub(crate) file: PathBuf,
    /// The name by which that script asks for it.
    pub(crate) asked: String,
}

pub(super) fn build() -> Result<Scripts> {
    let folder = paths::built().join("scripts");
    step("bundling the scripts", command("node").arg("widget/bundle.mjs").arg(&folder))?;
    let loader = folder.join("loader.js");
    let text = fs::read_to_string(&loader)?;
    for name in ["__KOE__", "__WATCH__"] {
        let places = text.matches(name).count();
        ensure!(places == 1, "the loader names {name} {places} times, and the edge replaces one");
    }
    let names = fs::read(folder.join("names.json"))?;
    let names: BTreeMap<String, String> =
        serde_json::from_slice(&names).context("names.json of the scripts")?;
    let late = |(name, asked): (String, String)| {
        let file = folder.join(&name).with_extension("js");
        (name, Late { file, asked })
    };
    Ok(Scripts {
        loader,
        rules: Rules::read(&folder.join("rules.json"))?,
        pinned: folder.join("pinned.js"),
        sender: folder.join("sender.js"),
        hosted: folder.join("hosted.js"),
        late: names.into_iter().map(late).collect(),
        page_css: folder.join("page.css"),
    })
}

/// Bundles the prompt's script around the glue of its WebAssembly.
pub(super) fn around(glue: &Path, output: &Path) -> Result<PathBuf> {
    step(
        "bundling the prompt's script",
        command("node").arg("widget/bundle.mjs").arg(glue).arg(output),
    )?;
    Ok(output.to_owned())
}
