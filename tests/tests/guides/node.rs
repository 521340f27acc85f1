//! Snippets for the owner's server and desk, run by Node or by Python.

use koe_tests::{
    programs::{node, printed, python},
    scratch::Scratch,
    workspace,
};
use serde_json::Value;
use std::fs;

/// The value of an expression after a module, whose exports it may use.
#[track_caller]
pub(crate) fn value(module: &str, expression: &str) -> Value {
    value_for("", module, expression)
}

/// The same with a key in the environment; the module may import npm's packages.
#[track_caller]
pub(crate) fn value_for(key: &str, module: &str, expression: &str) -> Value {
    // Packages are looked for in the folders above the module.
    let folder = workspace::root().join("target/koe/guides");
    let name = Scratch::new("snippet");
    let name = name.path().file_name().expect("a folder has a name").to_owned();
    let file = folder.join(name).with_extension("mjs");
    let script = format!("{module}\nconsole.log(JSON.stringify({expression}))");
    fs::create_dir_all(&folder).and_then(|()| fs::write(&file, script)).expect("it is writable");
    let value = printed(node().arg(&file).env("READ_KEY", key).env("KOE_READ_KEY", key));
    fs::remove_file(file).expect("what was written can be removed");
    serde_json::from_str(&value).expect("the snippet's value is JSON")
}

/// The value of an expression after a module in Python, with a key in the environment.
#[track_caller]
pub(crate) fn python_value(key: &str, module: &str, expression: &str) -> Value {
    let folder = Scratch::new("snippet");
    let file = folder.path().join("snippet.py");
    let script = format!("{module}\nimport json\nprint(json.dumps({expression}))\n");
    fs::write(&file, script).expect("a new folder is writable");
    // The package of a service that has ended says so.
    let mut program = python();
    let program = program.args(["-W", "ignore::FutureWarning"]).arg(&file).env("READ_KEY", key);
    serde_json::from_str(&printed(program)).expect("the snippet's value is JSON")
}
