//! Pages that are isolated from other origins, as those with threads in WebAssembly have to be.

use crate::{
    citizen::Citizen,
    host::{Host, Kind},
};
use koe_tests::browser::Browser;

fn isolated(kind: Kind, embedder: &str) -> Host {
    kind.header("Cross-Origin-Embedder-Policy", embedder)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .serve()
}

#[track_caller]
fn visits(host: &Host) {
    let citizen = Citizen::arrives(host, &Browser::start());
    assert_eq!(citizen.page().eval("crossOriginIsolated"), true);
    citizen.is_asked();
    citizen.answers();
    citizen.leaves();
}

/// The page loads only files whose headers permit any origin: those of all Koe's files do.
#[test]
fn only_what_is_meant_for_all_origins() {
    visits(&isolated(Kind::new("coep-require"), "require-corp"));
}

/// What is loaded gets no cookies.
#[test]
fn without_credentials() {
    visits(&isolated(Kind::new("coep-credentialless"), "credentialless"));
}

/// An isolated page embeds only frames that are isolated themselves: the prompt's frame is.
#[test]
fn with_a_prompt_in_a_frame() {
    let policy = "default-src 'none'; script-src 'self' {koe}; style-src 'self'; connect-src {koe}; \
                  frame-src {koe}; img-src data:";
    let kind = Kind::new("coep-frame").header("Content-Security-Policy", policy);
    visits(&isolated(kind, "require-corp"));
}
