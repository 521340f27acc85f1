//! What this machine needs to build and run Koe: looked for, installed where an ordinary
//! command can do it, and otherwise named with what to do.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::process::{self, command, step};

/// Chromium under the names it goes by.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Packages of fonts, each with a language that tells whether it is needed. The second has the
/// letters of Arabic, Hebrew, Thai, Hindi and a hundred others; some of them are in many fonts,
/// those of Thai in few.
const FONTS: [(&str, &str); 2] = [("ja", "fonts-noto-cjk"), ("th", "fonts-noto-core")];

/// What tells which fonts there are; the browser brings only its library.
const FONT_TOOL: (&str, &str) = ("fc-list", "fontconfig");

/// What drives the two other engines: Debian's packages, each with a program that tells whether it is
/// there. Firefox speaks for itself; WebKit brings a driver, and needs a screen, which is one in memory.
const ENGINES: [(&str, &str); 4] = [
    ("/usr/bin/firefox-esr", "firefox-esr"),
    ("/usr/bin/WebKitWebDriver", "webkit2gtk-driver"),
    ("/usr/bin/Xvfb", "xvfb"),
    ("/usr/bin/xauth", "xauth"),
];

/// Makes sure that the widget and the Worker can be built and run.
pub(crate) fn prepare() -> Result<()> {
    node()?;
    wasm_target()?;
    rust_source();
    npm_packages()
}

/// Whether the standard library's own source is there, so that the smallest prompt can be built.
pub(crate) fn has_rust_source() -> bool {
    sysroot().is_ok_and(|sysroot| sysroot.join("lib/rustlib/src/rust/library/Cargo.toml").exists())
}

/// The browser for the journeys, with fonts for what it has to show; installed from Debian's
/// packages where that is possible. Without a font there are boxes in the pictures, and no more.
pub(crate) fn browser() -> Result<PathBuf> {
    let browser = find_browser().is_none().then_some("chromium");
    let fonts = FONTS.iter().filter(|(language, _)| !has_font(language)).map(|(_, font)| *font);
    let tool = process::read(command(FONT_TOOL.0).arg("--version")).err().map(|_| FONT_TOOL.1);
    install(&browser.into_iter().chain(tool).chain(fonts).collect::<Vec<_>>())?;
    find_browser().context(
        "no Chromium found: install it (Debian: `apt-get install chromium fonts-noto-cjk \
         fonts-noto-core`) or name one in the variable CHROMIUM, then run this again",
    )
}

/// Firefox and WebKit for the visits in all engines, installed from Debian's packages where that is
/// possible.
pub(crate) fn engines() -> Result<()> {
    let missing = || ENGINES.iter().filter(|(program, _)| !Path::new(program).exists());
    install(&missing().map(|(_, package)| *package).collect::<Vec<_>>())?;
    match missing().map(|(program, _)| *program).collect::<Vec<_>>()[..] {
        [] => Ok(()),
        ref absent => bail!(
            "{} not found: on Debian, `apt-get install --no-install-recommends firefox-esr \
             webkit2gtk-driver xvfb xauth` installs what the visits in Firefox and WebKit need",
            absent.join(", ")
        ),
    }
}

/// Installs Debian's packages, where this is Debian and its administrator asks; elsewhere they are
/// named.
pub(crate) fn install(missing: &[&str]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let can_install = Path::new("/usr/bin/apt-get").exists()
        && process::read(command("id").arg("-u")).is_ok_and(|id| id == "0");
    if !can_install {
        eprintln!("! not installed: {}", missing.join(", "));
        return Ok(());
    }
    step("apt-get update", command("apt-get").args(["update", "--quiet"]))?;
    step(
        &format!("installing {}", missing.join(", ")),
        command("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(missing),
    )
}

/// Whether any font has the letters of a language.
fn has_font(language: &str) -> bool {
    process::read(command(FONT_TOOL.0).args([&format!(":lang={language}"), "family"]))
        .is_ok_and(|families| !families.is_empty())
}

fn find_browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| BROWSERS.map(|name| folder.join(name)))
        .find(|candidate| candidate.exists())
}

fn node() -> Result<()> {
    let version = process::read(command("node").arg("--version"))
        .context("no Node.js found: install version 20 or newer, then run this again")?;
    let major =
        version.trim_start_matches('v').split('.').next().and_then(|m| m.parse::<u32>().ok());
    match major {
        Some(20..) => Ok(()),
        Some(0..20) | None => bail!("Node.js {version} is too old: install version 20 or newer"),
    }
}

fn wasm_target() -> Result<()> {
    if sysroot()?.join("lib/rustlib/wasm32-unknown-unknown").exists() {
        return Ok(());
    }
    step(
        "adding the WebAssembly target to Rust",
        command("rustup").args(["target", "add", "wasm32-unknown-unknown"]),
    )
    .context("`rustup target add wasm32-unknown-unknown` failed: install the target by hand")
}

/// A machine without the source builds a somewhat larger prompt, so a failure is only reported.
fn rust_source() {
    if has_rust_source() {
        return;
    }
    let added = step(
        "adding Rust's own source, for the smallest prompt",
        command("rustup").args(["component", "add", "rust-src"]),
    );
    if added.is_err() {
        eprintln!("! rust-src cannot be installed: the prompt will be built with the plain std");
    }
}

fn npm_packages() -> Result<()> {
    let locked = modified(&paths::root().join("package-lock.json"));
    let installed = modified(&paths::root().join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    step(
        "installing npm's packages (the Workers runtime, esbuild, wasm-opt)",
        command("npm").args(["ci", "--no-audit", "--no-fund"]),
    )
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}

fn sysroot() -> Result<PathBuf> {
    Ok(process::read(command("rustc").args(["--print", "sysroot"]))?.into())
}
