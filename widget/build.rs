//! Makes one small stylesheet of those in `src/look`: every byte of it is paid by a visitor.
//!
//! Takes comments, line ends and the blanks around punctuation away, and nothing else; the
//! stylesheets are written so that no blank of that kind means anything: one declaration a line, and
//! no such blank in a text.

use std::path::Path;
use std::{env, fs, io};

/// The stylesheets, in the order in which the later wins over the earlier.
const LOOK: [&str; 13] = [
    "panel",
    "accent",
    "question",
    "row",
    "list",
    "drawings",
    "ends",
    "hover",
    "follow_up",
    "receipt",
    "narrow",
    "motion",
    "forced_colours",
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/look");
    let mut css = String::new();
    for name in LOOK {
        css.push_str(&fs::read_to_string(Path::new("src/look").join(name).with_extension("css"))?);
    }
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&out).join("prompt.css"), smaller(&css))
}

fn smaller(css: &str) -> String {
    let mut rest = css;
    let mut kept = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let line: String = kept.lines().map(str::trim).collect();
    [(" {", "{"), (";}", "}"), (": ", ":"), (", ", ",")]
        .into_iter()
        .fold(line, |line, (from, to)| line.replace(from, to))
}
