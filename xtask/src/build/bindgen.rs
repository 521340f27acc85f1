//! From a compiled crate to a WebAssembly module and its JavaScript.
//!
//! wasm-bindgen's own library does the work, so that there is no command-line tool to install
//! whose version would have to be kept equal.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::paths;
use crate::process::{command, step, step_with};

/// Where the module meets its host.
pub(super) enum Target {
    /// A browser: an ES module whose default export instantiates the WebAssembly.
    Web,
    /// The Workers runtime: an ES module that imports the WebAssembly, and can start it afresh
    /// after a panic.
    Worker,
}

/// Writes `{name}.js` and `{name}_bg.wasm` into `folder`.
pub(super) fn generate(input: &Path, name: &str, folder: &Path, target: &Target) -> Result<()> {
    step_with(&format!("binding {name} to JavaScript"), || {
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(input)
            .out_name(name)
            .typescript(false)
            .remove_name_section(true)
            .remove_producers_section(true);
        match target {
            Target::Web => bindgen.web(true)?.omit_default_module_path(true),
            Target::Worker => {
                bindgen.module(true)?.reset_state_function(true).force_enable_abort_handler(true)
            }
        };
        bindgen.generate(folder).with_context(|| format!("wasm-bindgen on {}", input.display()))
    })
}

/// Shrinks a module in place. Only what rustc itself emits is enabled: with more, wasm-opt uses
/// types that browsers refuse.
pub(super) fn shrink(module: &Path) -> Result<()> {
    step("shrinking the WebAssembly", wasm_opt().arg("-Oz").arg(module).arg("-o").arg(module))
}

fn wasm_opt() -> Command {
    let mut wasm_opt = command(paths::npm_bin("wasm-opt"));
    wasm_opt.args([
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-sign-ext",
        "--enable-mutable-globals",
        "--enable-reference-types",
        "--enable-multivalue",
    ]);
    wasm_opt
}
