//! The wire types in TypeScript: one file for loader, sender and prompt host.
//!
//! `cargo run -p koe-shared --features typescript --example wire_types` writes it; a test fails
//! while the file in the repository is another.

use std::collections::BTreeMap;
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

use crate::accent::{self, Surface};
use crate::answer::{
    AnswerBody, AnswerReceipt, MAX_COMMENT_UNITS, MAX_PAGE_CHARS, MAX_REVISION, MAX_SEGMENT_BYTES,
};
use crate::config::{PublicConfig, PublicTouchpoint};
use crate::hosted_page::HostedPage;
use crate::prompt_content::PromptContent;
use crate::question::{Attribute, Tag};
use crate::site::Theme;

const HEADER: &str = "\
// Written by `cargo run -p koe-shared --features typescript --example wire_types`. Do not edit.
";

/// The file `widget/loader/wire.ts`.
#[must_use]
pub fn wire_types() -> String {
    // Every number on this wire is far below 2^53.
    let config = Config::new().with_large_int("number");
    let mut found = Declarations { config: &config, by_name: BTreeMap::new() };
    found.visit::<PublicConfig>();
    // Behind a map whose type is written by hand, where the generator does not look.
    found.visit::<PublicTouchpoint>();
    found.visit::<PromptContent>();
    found.visit::<AnswerBody>();
    found.visit::<AnswerReceipt>();
    found.visit::<HostedPage>();

    let mut file = HEADER.to_owned();
    for (name, value) in [
        ("MAX_REVISION", usize::from(MAX_REVISION)),
        ("MAX_COMMENT_UNITS", MAX_COMMENT_UNITS),
        ("MAX_PAGE_CHARS", MAX_PAGE_CHARS),
        ("MAX_SEGMENT_BYTES", MAX_SEGMENT_BYTES),
    ] {
        let _ = write!(file, "\nexport const {name} = {value};");
    }
    let roles =
        accent::roles(Theme::default().accent, Surface::Light).by_name().map(|(name, _)| name);
    for (name, names) in [
        ("QUESTION_TAGS", Tag::NAMES),
        ("QUESTION_ATTRIBUTES", Attribute::NAMES),
        ("ACCENT_ROLES", &roles),
    ] {
        let _ = write!(file, "\nexport const {name} = {names:?};");
    }
    file.push('\n');
    for declaration in found.by_name.into_values() {
        file.push('\n');
        file.push_str(&declaration);
        file.push('\n');
    }
    file
}

/// The generator's output with a field on each line, indented, and short comments on one line.
fn tidy(declaration: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut indent = "";
    for line in declaration.lines() {
        let line = line.trim_end();
        let (line, closes) = match line.strip_suffix(", };") {
            Some(field) => (field, true),
            None => (line.strip_suffix(',').unwrap_or(line), false),
        };
        match lines.last().map(|last| last.trim_start().to_owned()) {
            Some(last) if line == " */" && last.starts_with("* ") => {
                let opened = lines.len().checked_sub(2).map(|place| lines[place].trim_start());
                if opened == Some("/**") {
                    lines.truncate(lines.len() - 2);
                    lines.push(format!("{indent}/** {} */", &last[2..]));
                } else {
                    lines.push(format!("{indent} */"));
                }
            }
            _ => {
                let end = if indent.is_empty() || line.starts_with(['/', ' ']) { "" } else { ";" };
                lines.push(format!("{indent}{line}{end}"));
            }
        }
        if line.ends_with('{') {
            indent = "  ";
        }
        if closes {
            lines.push("};".to_owned());
        }
    }
    lines.join("\n")
}

/// Every type that a root mentions, each once.
struct Declarations<'a> {
    config: &'a Config,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only a type with a place of its own has a declaration; strings and lists have none.
        if T::output_path().is_none() {
            T::visit_dependencies(self);
            T::visit_generics(self);
            return;
        }
        let name = T::ident(self.config);
        if self.by_name.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = tidy(&format!("{docs}export {}", T::decl(self.config)));
        self.by_name.insert(name, declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
