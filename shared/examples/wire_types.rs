//! Writes the wire types to `widget/loader/wire.ts`, or to the path given.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let place = env::args_os().nth(1).map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../widget/loader/wire.ts")),
        PathBuf::from,
    );
    fs::write(place, koe_shared::typescript::wire_types())
}
