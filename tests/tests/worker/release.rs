//! `cargo xtask release`: a folder from which anybody deploys with Node alone. All that follows the tool runs
//! with nothing but Node, npm and a shell on the path.

use koe_tests::{
    fixtures::Site,
    patience, programs,
    scratch::Scratch,
    workerd::{ADMIN_KEY, Workerd},
};
use std::{
    collections::BTreeMap,
    env, fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

const REPOSITORY: &str = "https://github.com/you/koe";

/// Makes a release in a folder.
fn make(folder: &Path, options: &[&str]) -> Command {
    let mut tool = super::xtask();
    tool.args(["release", "--no-build", "--out"]).arg(folder).args(options);
    tool
}

/// A folder with links to the only programs that somebody without Rust needs.
fn node_alone() -> Scratch {
    let folder = Scratch::new("path");
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    for program in ["node", "npm", "npx", "sh"] {
        let found = folders.iter().map(|folder| folder.join(program)).find(|file| file.exists());
        let found = found.unwrap_or_else(|| panic!("there is no {program} on the path"));
        symlink(found, folder.path().join(program)).unwrap();
    }
    folder
}

/// A program in the release's folder, which finds no other than those of [`node_alone`].
fn run(path: &Scratch, folder: &Path, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(path.path().join(program));
    command.args(arguments).current_dir(folder);
    command.env("PATH", path.path()).env("WRANGLER_SEND_METRICS", "false");
    command
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The files of the release's assets, by the paths that pages name.
fn assets(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder.join("assets/a")).unwrap().map(Result::unwrap);
    let path = |name: &str| format!("/a/{name}");
    files
        .map(|file| (path(file.file_name().to_str().unwrap()), fs::read(file.path()).unwrap()))
        .collect()
}

/// 1. A release with a repository: its README begins with the button and has a picture that is there; no
///    registry, no id and no demo shop are in it.
/// 2. `npm ci` installs the deploy tool; `npx wrangler deploy --dry-run` would send the Worker with its
///    bindings.
/// 3. `npx wrangler dev` with the example of secrets: `/healthz` 200; an owner is refused: 401, since the key
///    is the example's.
/// 4. With a key: a site is put: 201; its script is served: 200; an answer is posted: 202; the score counts
///    it: 200.
/// 5. The cron runs. Then the assets are those of the next release: each file of this one is served all the
///    same, 200, the same bytes.
#[test]
fn a_release_is_deployed_with_node_alone() {
    // 1.
    let scratch = Scratch::new("release");
    let folder = scratch.path();
    programs::printed(&mut make(folder, &["--repo", REPOSITORY]));
    for readme in ["README.md", "README.ja.md"] {
        let readme = text(&folder.join(readme));
        let first = readme.lines().next().unwrap_or_default();
        assert!(first.ends_with(&format!("?url={REPOSITORY})")), "{first}");
        let (_, picture) = readme.split_once("](pictures/").expect("it has a picture");
        assert!(folder.join("pictures").join(picture.split(')').next().unwrap()).exists());
    }
    let lock = text(&folder.join("package-lock.json"));
    assert!(!lock.contains("resolved"), "the lock names a registry");
    assert!(!folder.join("assets/demo").exists());

    // 2.
    let path = node_alone();
    let npm = ["ci", "--no-audit", "--no-fund", "--prefer-offline"];
    programs::printed(&mut run(&path, folder, "npm", &npm));
    let deploy = ["wrangler", "deploy", "--dry-run"];
    let said = programs::printed(&mut run(&path, folder, "npx", &deploy));
    for word in ["env.KOE", "env.ASSETS", "env.RATE_CLIENT", "--dry-run: exiting now"] {
        assert!(said.contains(word), "{word} in {said}");
    }

    // 3.
    let secrets = folder.join(".dev.vars");
    fs::copy(folder.join(".dev.vars.example"), &secrets).unwrap();
    let npx = run(&path, folder, "npx", &["wrangler"]);
    let worker = Workerd::of_release(scratch, npx);
    let client = worker.client();
    let known = || client.get("/v1/sites/released").key(ADMIN_KEY);
    let refused = known().send();
    refused.refuses(401, "admin_key_not_set", None);
    let detail = refused.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("is the example's"), "{detail}");

    // 4. The tool watches its configuration, not the secrets.
    fs::write(&secrets, format!("ADMIN_KEY={ADMIN_KEY}\n")).unwrap();
    let config = worker.folder().join("wrangler.toml");
    fs::write(&config, text(&config) + "\n").unwrap();
    patience::eventually("the key to be taken", || {
        known().try_send().filter(|reply| reply.status() == 404)
    });
    let site = Site::shop(&client, "released");
    client.get("/s/released.js").send().is(200);
    site.score("shop-nps", 9);
    assert_eq!(site.n("shop-nps"), 1);

    // 5.
    let files = assets(worker.folder());
    assert!(files.len() >= 6, "{:?}", files.keys());
    worker.run_cron();
    worker.replace_assets();
    for (path, contents) in files {
        assert!(client.get(&path).send().is(200).bytes() == contents, "{path}");
    }
    assert!(!worker.log().contains("release_not_kept"), "{}", worker.log());
}

/// 1. A repository that the deploy button can't take: refused, with why, and nothing is made.
/// 2. A folder with something else in it: refused, and left as it is.
/// 3. Without a repository: no button. Again over the same folder: it is made anew.
#[test]
fn a_release_says_what_it_can_not_do() {
    let scratch = Scratch::new("release");
    let folder = scratch.path().join("out");
    let fails = |options: &[&str], words: &str| {
        let output = make(&folder, options).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(words), "{words} in {said}");
    };
    fails(&["--repo", "https://git.example/you/koe"], "neither at https://github.com/ nor");
    assert!(!folder.exists());
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("thesis.txt"), "").unwrap();
    fails(&[], "holds thesis.txt and is no earlier release");
    fs::remove_file(folder.join("thesis.txt")).unwrap();
    for _ in 0..2 {
        programs::printed(&mut make(&folder, &[]));
        let readme = text(&folder.join("README.md"));
        assert!(!readme.contains("deploy.workers.cloudflare.com"), "{readme}");
    }
}
