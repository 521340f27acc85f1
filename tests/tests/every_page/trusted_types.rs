//! Pages that demand Trusted Types: no string may become a script or markup.

use crate::{citizen, host::Kind};

/// No policy can be made at all, not even a default one: what is loaded is loaded by `import()`,
/// which takes strings under this header, too.
#[test]
fn no_policy_at_all() {
    let policy = "require-trusted-types-for 'script'; trusted-types 'none'";
    citizen::visits(&Kind::new("trusted-none").header("Content-Security-Policy", policy).serve());
}

/// The same beside a strict script policy.
#[test]
fn beside_a_strict_policy() {
    let policy = "default-src 'none'; script-src 'self' {koe} 'wasm-unsafe-eval'; style-src 'self'; \
                  connect-src {koe}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'";
    citizen::visits(&Kind::new("trusted-strict").header("Content-Security-Policy", policy).serve());
}

/// The same where the prompt is drawn in a frame.
#[test]
fn with_a_prompt_in_a_frame() {
    let policy = "default-src 'none'; script-src 'self' {koe}; style-src 'self'; connect-src {koe}; \
                  frame-src {koe}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'";
    citizen::visits(&Kind::new("trusted-frame").header("Content-Security-Policy", policy).serve());
}
