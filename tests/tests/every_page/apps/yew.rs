//! The shop in Yew, the framework of the prompt itself: two of its runtimes, of the same release,
//! are on one page. Built by cargo when first needed.

use crate::host::Kind;
use koe_tests::{browser::File, scratch::Scratch, workspace};
use std::{fs, process::Command, sync::OnceLock};
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

const START: &str = "import start from '/shop.js'; start({ module_or_path: '/shop_bg.wasm' });";

fn app(kind: Kind) -> Kind {
    static BUILT: OnceLock<(String, Vec<u8>)> = OnceLock::new();
    let (glue, module) = BUILT.get_or_init(build);
    kind.body(r#"<div id="app"></div><script type="module" src="/start.js"></script>"#)
        .file("/start.js", File::script(START))
        .file("/shop.js", File::script(glue.as_str()))
        .file("/shop_bg.wasm", File::wasm(module.clone()))
}

/// The app's glue and module.
#[track_caller]
fn build() -> (String, Vec<u8>) {
    let built = Command::new(env!("CARGO"))
        .current_dir(workspace::root())
        .args(["build", "--quiet", "--package", "koe-host-yew", "--target", TARGET])
        .status()
        .expect("cargo can be started");
    assert!(built.success(), "the app can't be built");
    let module = format!("target/{TARGET}/debug/koe-host-yew.wasm");
    let folder = Scratch::new("host-yew");
    Bindgen::new()
        .input_path(workspace::root().join(module))
        .out_name("shop")
        .typescript(false)
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder.path()))
        .expect("the app can be bound to JavaScript");
    let read = |name: &str| fs::read(folder.path().join(name)).expect("it was just made");
    (String::from_utf8(read("shop.js")).expect("a script is text"), read("shop_bg.wasm"))
}

#[test]
fn is_a_page_like_any_other() {
    super::is_a_page_like_any_other("yew", app);
}

#[test]
fn has_a_prompt_that_follows_the_route() {
    super::follows_the_route("yew-route", app);
}

#[test]
fn keeps_a_prompt_in_a_component_that_is_drawn_anew() {
    super::stands_in_a_component_that_is_drawn_anew("yew-inline", app);
}

#[test]
fn takes_a_prompt_along_with_its_component() {
    super::goes_with_its_component("yew-gone", app);
}
