//! The prompt: WebAssembly and its glue, as small as this machine can make them.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::bindgen;
use crate::process::{command, step};
use crate::{machine, paths};

/// The files that a page loads to show a prompt.
pub(crate) struct Prompt {
    pub(crate) glue: PathBuf,
    pub(crate) wasm: PathBuf,
}

/// How the standard library gets into the module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Std {
    /// Compiled for size together with the prompt, without text for panics. Needs rust-src, and
    /// features of the compiler that are not stable yet.
    Rebuilt,
    /// As it came with the toolchain.
    Plain,
}

impl Std {
    /// The smallest that this machine can build.
    fn smallest() -> Self {
        if machine::has_rust_source() { Self::Rebuilt } else { Self::Plain }
    }

    /// A folder of its own, since the flags differ.
    fn target_dir(self) -> PathBuf {
        paths::root().join(match self {
            Self::Rebuilt => "target/prompt-rebuilt",
            Self::Plain => "target",
        })
    }
}

/// Builds what ships into `target/koe/prompt`.
pub(super) fn build() -> Result<Prompt> {
    build_with(Std::smallest(), &paths::built().join("prompt"))
}

/// Builds the prompt with this standard library into `folder`.
pub(super) fn build_with(std: Std, folder: &Path) -> Result<Prompt> {
    let mut cargo = command("cargo");
    cargo.args(["build", "--package", "koe-widget", "--profile", "prompt"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--target-dir"]).arg(std.target_dir());
    let title = match std {
        Std::Rebuilt => {
            cargo.env("RUSTC_BOOTSTRAP", "1").env(
                "RUSTFLAGS",
                "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
            );
            cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
            "compiling the prompt, with std rebuilt for size"
        }
        Std::Plain => "compiling the prompt, with the plain std",
    };
    step(title, &mut cargo)?;
    let module = std.target_dir().join("wasm32-unknown-unknown/prompt/koe_widget.wasm");
    bindgen::for_browser(&module, "prompt", folder)?;
    let wasm = folder.join("prompt_bg.wasm");
    bindgen::shrink(&wasm)?;
    let glue = super::scripts::around(&folder.join("prompt.js"), &folder.join("prompt.min.js"))?;
    Ok(Prompt { glue, wasm })
}
