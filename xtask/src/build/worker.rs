//! The Worker: the edge as WebAssembly, behind the few lines of JavaScript that the runtime calls.
//!
//! It is compiled for speed by rustc and left at that: its bindings use exception handling, which
//! the optimiser of the prompt is told not to accept, and its size costs nobody anything.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::assets::{Assets, remove};
use super::bindgen;
use crate::paths;
use crate::process::{command, step};

/// What the runtime calls; it lies beside the Rust shell that it leads to.
const ENTRY: &str = include_str!("../../../edge/src/shell/entry.js");

/// What is compiled into it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Worker {
    /// What is deployed: the folder whose `index.js` is `main` in `wrangler.toml`.
    Release,
    /// The same with the route that holds real KV against the suite of every store.
    WithContract,
}

impl Worker {
    fn folder(self) -> PathBuf {
        paths::built().join(match self {
            Self::Release => "worker",
            Self::WithContract => "worker-with-contract",
        })
    }

    /// Compiles it and puts it into its folder.
    pub(super) fn build(self, assets: &Assets) -> Result<()> {
        let mut cargo = command("cargo");
        cargo
            .args(["build", "--package", "koe-edge", "--release"])
            .args(["--target", "wasm32-unknown-unknown"])
            .env("KOE_RELEASE", &assets.release_file);
        let title = match self {
            Self::Release => "compiling the Worker",
            Self::WithContract => {
                cargo.args(["--features", "contract-route"]);
                "compiling the Worker with the suite of every store"
            }
        };
        step(title, &mut cargo)?;
        let module = paths::root().join("target/wasm32-unknown-unknown/release/koe_edge.wasm");
        let fresh = self.folder().with_extension("new");
        bindgen::for_worker(&module, "koe", &fresh)?;
        // The bundler of the deploy tool does not know source-phase imports; for a WebAssembly
        // module the plain import gives the same `WebAssembly.Module` there.
        let glue = fresh.join("koe.js");
        let script = fs::read_to_string(&glue)?.replace("import source ", "import ");
        fs::write(glue, script)?;
        fs::write(fresh.join("index.js"), ENTRY)?;
        // In one move: a running `cargo xtask dev` starts anew at each change, and ends if what it
        // finds is half a Worker.
        remove(&self.folder())?;
        Ok(fs::rename(fresh, self.folder())?)
    }
}
