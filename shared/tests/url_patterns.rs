//! URL patterns become the regular expressions that the loader is tested with.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use koe_shared::site::Patterns;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vector {
    patterns: Patterns,
    expression: String,
}

#[test]
fn each_vector_s_expression_is_what_its_patterns_give() {
    let vectors: Vec<Vector> = serde_json::from_str(include_str!("vectors/patterns.json")).unwrap();
    for Vector { patterns, expression } in vectors {
        assert_eq!(patterns.expression(), expression, "{patterns:?}");
    }
}
