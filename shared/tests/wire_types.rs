//! The TypeScript types in the repository are the ones these Rust types mean.
#![cfg(feature = "typescript")]

use koe_shared::typescript::wire_types;

#[test]
fn the_committed_wire_types_are_current() {
    let committed = include_str!("../../widget/loader/wire.ts");
    assert!(
        committed == wire_types(),
        "widget/loader/wire.ts is stale: \
         cargo run -p koe-shared --features typescript --example wire_types"
    );
}

#[test]
fn no_number_becomes_a_bigint() {
    assert!(!wire_types().contains("bigint"));
}
