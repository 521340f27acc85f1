//! Snippets for a project with a bundler, bundled by esbuild with the npm package as it is shipped.

use koe_tests::workspace;
use std::{fs, path::PathBuf, process::Command, sync::OnceLock};

/// One script made of modules, by name and text; the first is the entry.
#[track_caller]
pub(crate) fn bundle(project: &str, modules: &[(&str, &str)]) -> String {
    let folder = projects().join(project);
    fs::create_dir_all(&folder).expect("target is writable");
    for (name, text) in modules {
        fs::write(folder.join(name), text).expect("a new folder is writable");
    }
    let tool = workspace::root().join("tests/tests/guides/bundle.mjs");
    run(Command::new("node").arg(tool).arg(folder.join(modules[0].0)))
}

/// Where projects lie that find the package, and the frameworks, as any project does.
fn projects() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = workspace::root().join("target/koe/guides");
        let package = folder.join("node_modules/koe-widget");
        fs::create_dir_all(&package).expect("target is writable");
        let mut pack = Command::new("npm");
        pack.args(["pack", "--silent", "--pack-destination"]).arg(&folder);
        let name = run(pack.current_dir(workspace::root().join("widget/package")));
        let name = name.lines().last().expect("npm says what it has packed");
        run(Command::new("tar")
            .arg("-xzf")
            .arg(folder.join(name))
            .args(["--strip-components=1", "-C"])
            .arg(&package));
        folder
    })
}

/// What a program prints.
#[track_caller]
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8(output.stdout).expect("scripts are text")
}
