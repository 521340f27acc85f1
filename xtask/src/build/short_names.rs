//! Short names between the prompt's module and its glue.
//!
//! Each function that crosses the border has a name of some forty characters, once in the module
//! and once in the script, where a minifier must leave it alone because it is a property. Renaming
//! both sides alike saves a visitor two kilobytes. What the module exports to the rest of the page
//! is exported by the glue under its own name still.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

/// The key under which the glue hands over its functions, as wasm-bindgen writes it.
const IMPORTS_OF_GLUE: &str = "\"./prompt_bg.js\":";
/// What that key becomes.
pub(super) const MODULE: &str = "a";

/// What wasm-bindgen writes at the glue's end.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";
/// What replaces it: the one way in which the prompt's script starts the module, once a page. It
/// puts a guard around whatever the browser may call. A reply that can't be compiled while it
/// arrives (of another type, as a proxy may send it, or of a fetch that is not the browser's) is
/// compiled from its bytes. The minifier removes wasm-bindgen's other ways to start it.
const START: &str = "\
export default async ({ module_or_path, guard }) => {
    if (wasm) return;
    const imports = __wbg_get_imports();
    let started;
    try {
        started = await WebAssembly.instantiateStreaming(module_or_path, imports);
    } catch {
        started = await WebAssembly.instantiate(await module_or_path.arrayBuffer(), imports);
    }
    __wbg_finalize_init({ exports: guard(started.instance.exports) }, started.module);
};";

/// How the glue asks for the class of a value, and what it asks instead: a page may have put a
/// class of its own under the name of the browser's.
const CLASSES: [(&str, &str); 3] = [
    ("arg0 instanceof Element", "arg0.nodeType === 1"),
    ("arg0 instanceof ShadowRoot", "arg0.nodeType === 11"),
    ("arg0 instanceof Window", "arg0 === window"),
];

/// New names for old ones.
#[derive(Default)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// The next short name, remembered for the old one.
    pub(super) fn shorten(&mut self, old: &str) -> String {
        let new = letters(self.0.len());
        self.0.insert(old.to_owned(), new.clone());
        new
    }
}

/// Renames in the glue what was renamed in the module, and gives it its one entrance.
pub(super) fn rename_in_glue(glue: &str, imports: &Names, exports: &Names) -> Result<String> {
    ensure!(
        glue.contains(EXPORTS) && glue.contains(IMPORTS_OF_GLUE),
        "wasm-bindgen writes its glue otherwise than build/short_names.rs knows it"
    );
    let mut glue = glue.replace(EXPORTS, START).replace(IMPORTS_OF_GLUE, &format!("{MODULE}:"));
    for (class, question) in CLASSES {
        glue = glue.replace(class, question);
    }
    ensure!(
        !glue.contains("= arg0 instanceof"),
        "the glue asks for a class that build/short_names.rs does not know"
    );
    // Imports are the keys of an object literal, one a line; exports are properties of `wasm`.
    let glue = rename(&glue, imports, |before| before.ends_with("        "));
    Ok(rename(&glue, exports, |before| before.ends_with("wasm.")))
}

/// Replaces whole identifiers that stand where `is_place` says.
fn rename(script: &str, names: &Names, is_place: impl Fn(&str) -> bool) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut renamed = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (identifier, after) = rest.split_at(word);
        match names.0.get(identifier) {
            Some(short) if is_place(&renamed) => renamed.push_str(short),
            _ => renamed.push_str(identifier),
        }
        let between = after.find(is_part).unwrap_or(after.len());
        renamed.push_str(&after[..between]);
        rest = &after[between..];
    }
    renamed
}

/// a, b, … z, aa, ab, …
fn letters(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + u8::try_from(number % 26).expect("a letter of 26")));
        number /= 26;
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_all_different() {
        let names: std::collections::BTreeSet<String> = (0..2_000).map(letters).collect();
        assert_eq!(names.len(), 2_000);
        assert!(names.iter().all(|name| name.len() <= 3));
    }

    #[test]
    fn only_the_border_is_renamed() {
        let (mut imports, mut exports) = (Names::default(), Names::default());
        imports.shorten("__wbg_log_1");
        exports.shorten("show");
        let glue = format!(
            "export function show(host) {{ wasm.show(host); }}\nconst import0 = {{\n        __wbg_log_1: function() {{ __wbg_log_1x(); }},\n}};\nreturn {{ {IMPORTS_OF_GLUE} import0 }};\n{EXPORTS}\n"
        );
        let renamed = rename_in_glue(&glue, &imports, &exports).unwrap();
        assert!(renamed.contains("export function show(host) { wasm.a(host); }"), "{renamed}");
        assert!(renamed.contains("        a: function() { __wbg_log_1x(); }"), "{renamed}");
        assert!(renamed.contains("return { a: import0 }"), "{renamed}");
    }

    #[test]
    fn no_class_is_asked_for_by_a_name_that_a_page_may_have_taken() {
        let asking = |class| {
            let glue = format!("result = arg0 instanceof {class};\n{IMPORTS_OF_GLUE}\n{EXPORTS}\n");
            rename_in_glue(&glue, &Names::default(), &Names::default())
        };
        assert!(asking("Window").unwrap().contains("result = arg0 === window;"));
        assert!(asking("Element").unwrap().contains("result = arg0.nodeType === 1;"));
        assert!(asking("HTMLInputElement").is_err());
    }

    #[test]
    fn other_glue_is_refused() {
        assert!(rename_in_glue("export {};", &Names::default(), &Names::default()).is_err());
    }
}
