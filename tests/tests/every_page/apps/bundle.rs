//! Apps made with packages from npm, bundled for production as their owners bundle them.

use crate::host::Kind;
use koe_tests::{browser::File, workspace};
use std::process::Command;

/// Bundles a file below `tests/hosts` and puts it into a page that is nothing else.
#[track_caller]
pub(super) fn install(kind: Kind, app: &str) -> Kind {
    let esbuild = workspace::root().join("node_modules/.bin/esbuild");
    let made = Command::new(workspace::made_by("npm ci", esbuild))
        .current_dir(workspace::root())
        .arg(format!("tests/hosts/{app}"))
        .args(["--bundle", "--minify", "--jsx=automatic"])
        .arg(r#"--define:process.env.NODE_ENV="production""#)
        .args(["--define:__VUE_OPTIONS_API__=false", "--define:__VUE_PROD_DEVTOOLS__=false"])
        .arg("--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false")
        .output()
        .expect("esbuild can be started");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    kind.body(r#"<div id="app"></div><script src="/app.js"></script>"#)
        .file("/app.js", File::script(made.stdout))
}
