//! Reading the guides: their snippets, what is unmarked, where their links lead.

use koe_tests::workspace;
use std::{collections::BTreeMap, fs};

/// Languages of blocks that are shown and not run: commands, whose programs have tests of their own, and
/// drawings.
const NOT_RUN: [&str; 2] = ["sh", "text"];

/// A fenced block.
struct Block {
    guide: String,
    language: String,
    mark: Option<String>,
    text: String,
}

/// The text of a snippet.
#[track_caller]
pub(crate) fn snippet(guide: &str, mark: &str) -> String {
    let mut found =
        blocks().into_iter().filter(|of| of.guide == guide && of.mark.as_deref() == Some(mark));
    let block = found.next().unwrap_or_else(|| panic!("{guide} has no snippet `{mark}`"));
    assert!(found.next().is_none(), "{guide} has two snippets `{mark}`");
    block.text
}

/// Guide and mark of every snippet.
pub(crate) fn marks() -> Vec<(String, String)> {
    blocks().into_iter().filter_map(|block| Some((block.guide, block.mark?))).collect()
}

/// Blocks that should have a mark.
pub(crate) fn unmarked() -> Vec<String> {
    let unmarked = blocks()
        .into_iter()
        .filter(|block| block.mark.is_none() && !NOT_RUN.contains(&block.language.as_str()));
    unmarked.map(|block| format!("{}: {}", block.guide, block.text)).collect()
}

/// Links to files that are not there.
pub(crate) fn broken_links() -> Vec<String> {
    let folder = workspace::root().join("docs");
    let mut broken = Vec::new();
    for (guide, text) in guides() {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or(link);
            if !link.starts_with("http") && !folder.join(file).exists() {
                broken.push(format!("{guide}: {link}"));
            }
        }
    }
    broken
}

fn guides() -> BTreeMap<String, String> {
    let folder = fs::read_dir(workspace::root().join("docs")).expect("the guides are there");
    let files = folder.map(|entry| entry.expect("a folder can be read").path());
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "md"))
        .map(|file| {
            let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(file).expect("a guide can be read"))
        })
        .collect()
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for (guide, text) in guides() {
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(info) = line.strip_prefix("```") else { continue };
            let text = lines.by_ref().take_while(|line| *line != "```");
            let text = text.fold(String::new(), |text, line| text + line + "\n");
            let mut words = info.split(' ');
            let language = words.next().unwrap_or_default().to_owned();
            let mark = words.find_map(|word| word.strip_prefix("test=")).map(str::to_owned);
            blocks.push(Block { guide: guide.clone(), language, mark, text });
        }
    }
    blocks
}

/// The tests of a guide. Their arguments are the marks of the snippets they use, and hold their texts.
macro_rules! tests_of {
    ($guide:literal, $($(#[$about:meta])* fn $name:ident($($mark:ident),* $(,)?) $body:block)*) => {
        pub(super) const USED: (&str, &[&str]) = ($guide, &[$($(stringify!($mark),)*)*]);
        $(
            $(#[$about])*
            #[test]
            fn $name() {
                $(let $mark = $crate::guides::book::snippet($guide, stringify!($mark));)*
                $body
            }
        )*
    };
}
pub(crate) use tests_of;
