//! From a compiled crate to a WebAssembly module and its JavaScript.
//!
//! wasm-bindgen's own library does the work, so that there is no command-line tool to install
//! whose version would have to be kept equal.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use walrus::{FunctionKind, Import, ImportKind, Module};
use wasm_bindgen_cli_support::Bindgen;

use super::short_names::{self, Names, rename_in_glue};
use crate::paths;
use crate::process::{command, step, step_with};

/// For the Workers runtime: an ES module that imports the WebAssembly, and can start it afresh
/// after a panic. Writes `{name}.js` and `{name}_bg.wasm` into `folder`.
pub(super) fn for_worker(input: &Path, name: &str, folder: &Path) -> Result<()> {
    step_with(&format!("binding {name} to JavaScript"), || {
        bindgen(input, name)
            .module(true)?
            .reset_state_function(true)
            .force_enable_abort_handler(true)
            .generate(folder)
            .with_context(|| format!("wasm-bindgen on {}", input.display()))
    })
}

/// For a browser: an ES module whose default export starts the WebAssembly that it is given, as a
/// reply that is still on its way. Writes `{name}.js` and `{name}_bg.wasm` into `folder`.
pub(super) fn for_browser(input: &Path, name: &str, folder: &Path) -> Result<()> {
    step_with(&format!("binding {name} to JavaScript"), || {
        let mut output = bindgen(input, name)
            .web(true)?
            .omit_default_module_path(true)
            .generate_output()
            .with_context(|| format!("wasm-bindgen on {}", input.display()))?;
        order_imports(output.wasm_mut());
        let (mut imports, mut exports) = (Names::default(), Names::default());
        for import in output.wasm_mut().imports.iter_mut() {
            import.name = imports.shorten(&import.name);
            short_names::MODULE.clone_into(&mut import.module);
        }
        for export in output.wasm_mut().exports.iter_mut() {
            export.name = exports.shorten(&export.name);
        }
        output.emit(folder)?;
        let glue = folder.join(name).with_extension("js");
        let renamed = rename_in_glue(&fs::read_to_string(&glue)?, &imports, &exports)?;
        Ok(fs::write(glue, renamed)?)
    })
}

/// Orders the imports by name. wasm-bindgen leaves them in the order of a hash map, with which the
/// same source would be another module each time, under another name and another hash.
fn order_imports(module: &mut Module) {
    let places: Vec<_> = module.imports.iter().map(Import::id).collect();
    let mut ordered: Vec<_> = module.imports.iter().cloned().collect();
    ordered.sort_by(|a, b| (&a.module, &a.name).cmp(&(&b.module, &b.name)));
    for (place, Import { module: from, name, kind, .. }) in places.into_iter().zip(ordered) {
        if let ImportKind::Function(function) = kind
            && let FunctionKind::Import(import) = &mut module.funcs.get_mut(function).kind
        {
            import.import = place;
        }
        let import = module.imports.get_mut(place);
        (import.module, import.name, import.kind) = (from, name, kind);
    }
}

fn bindgen(input: &Path, name: &str) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
}

/// Shrinks a module in place. Only what rustc itself emits is enabled: with more, wasm-opt uses
/// types that browsers refuse. Nothing of ours lies at the lowest addresses, where the stack is.
/// Small functions are inlined, more than for the least size: browsers compile each when it is first
/// called, on the page's thread.
pub(super) fn shrink(module: &Path) -> Result<()> {
    step(
        "shrinking the WebAssembly",
        wasm_opt()
            .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
            .args(["-Oz", "--always-inline-max-function-size=8"])
            .args(["--converge", "--low-memory-unused"])
            .arg(module)
            .arg("-o")
            .arg(module),
    )
}

fn wasm_opt() -> Command {
    let mut wasm_opt = command(paths::npm_bin("wasm-opt"));
    wasm_opt.args([
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-sign-ext",
        "--enable-mutable-globals",
        "--enable-reference-types",
        "--enable-multivalue",
    ]);
    wasm_opt
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports these, ordered.
    fn ordered(names: [&str; 3]) -> Vec<u8> {
        let mut module = Module::default();
        let shape = module.types.add(&[], &[]);
        for name in names {
            let (function, _) = module.add_import_func("glue", name, shape);
            module.exports.add(name, function);
        }
        order_imports(&mut module);
        module.emit_wasm()
    }

    #[test]
    fn imports_in_any_order_make_the_same_module() {
        let exports = |bytes: &[u8]| {
            let module = Module::from_buffer(bytes).unwrap();
            let names = module.imports.iter().map(|import| import.name.clone()).collect::<Vec<_>>();
            let own = |name: &str| {
                let function = module.exports.get_func(name).unwrap();
                module.imports.get_imported_func(function).unwrap().name.clone()
            };
            (names, ["a", "b", "c"].map(own))
        };
        let all = ["a", "b", "c"].map(str::to_owned);
        for names in [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]] {
            assert_eq!(exports(&ordered(names)), (all.to_vec(), all.clone()));
        }
    }
}
