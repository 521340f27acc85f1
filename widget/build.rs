//! Makes the prompt's stylesheet small: every byte of it is paid by a visitor.
//!
//! Takes comments, line ends and the blanks around punctuation away, and nothing else; the
//! stylesheet is written so that no blank of that kind means anything.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/prompt.css");
    let css = fs::read_to_string("src/prompt.css")?;
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
