//! Pages with a Content-Security-Policy: each is the least that its owner has to allow.

use crate::{
    citizen,
    host::{Kind, koe},
};

/// Everything forbidden but the page's own files, the two of Koe's origin, and compiling
/// WebAssembly. No inline script, no style of any kind but the page's file.
const NATIVE: &str = "default-src 'none'; script-src 'self' {koe} 'wasm-unsafe-eval'; \
                      style-src 'self'; connect-src {koe}; img-src data:";

/// The prompt is drawn in the page.
#[test]
fn a_strict_policy_that_allows_webassembly() {
    let host = Kind::new("csp-native").header("Content-Security-Policy", NATIVE).serve();
    citizen::visits(&host);
}

/// The page may have no stylesheet at all: the prompt's is constructed, which no policy forbids.
#[test]
fn a_policy_without_any_style() {
    let policy = NATIVE.replace("style-src 'self'", "style-src 'none'");
    let host =
        Kind::new("csp-unstyled").header("Content-Security-Policy", &policy).unstyled().serve();
    citizen::visits(&host);
}

/// Scripts by nonce, and what those load (`'strict-dynamic'`): the stub is inline, and Koe's origin
/// is not named for scripts.
#[test]
fn scripts_by_nonce() {
    let policy = "default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic' 'wasm-unsafe-eval'; \
                  style-src 'self'; connect-src {koe}; img-src data:";
    let stub = "typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)})";
    let tag = format!(
        r#"<script nonce="r4nd0m">{stub}</script><script nonce="r4nd0m" async src="{}/s/csp-nonce.js"></script>"#,
        koe()
    );
    let host = Kind::new("csp-nonce")
        .header("Content-Security-Policy", policy)
        .script(r#"nonce="r4nd0m""#)
        .tag(&tag)
        .serve();
    citizen::visits(&host);
}

/// No WebAssembly: the prompt is drawn in a frame of Koe's own origin, which the page allows
/// instead.
#[test]
fn a_policy_without_webassembly() {
    let policy = "default-src 'none'; script-src 'self' {koe}; style-src 'self'; \
                  connect-src {koe}; frame-src {koe}; img-src data:";
    let host = Kind::new("csp-frame").header("Content-Security-Policy", policy).serve();
    citizen::visits(&host);
}
