//! A release whose files the cron keeps while it is live.

use std::collections::BTreeMap;
use std::sync::Arc;

use koe_edge::cron::{ReleaseError, keep_release};
use koe_edge::{AppState, AssetError, AssetFuture, Assets, app};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::counting::{Counting, Operations};
use crate::deployment::{Deployment, send};

/// Static files by their paths.
#[derive(Clone, Default)]
pub(crate) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// So many scripts, of which each has other contents.
    pub(crate) fn of(release: &str, count: usize) -> Self {
        let file = |number: usize| {
            let contents = format!("/* {release} {number} */").into_bytes();
            let digest = Sha256::digest(&contents);
            let hash =
                digest[..5].iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
            (format!("/a/file{number}-{hash}.js"), contents)
        };
        Self((0..count).map(file).collect())
    }

    /// The deployment, with these files in its release.
    pub(crate) fn released_on(&self, deployment: &Deployment) -> AppState {
        let mut state = deployment.state();
        let integrity = |path: &String| (path.clone(), "sha384-…".to_owned());
        state.config.release.integrity = self.0.keys().map(integrity).collect();
        state
    }

    fn paths(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}

impl Assets for Files {
    fn fetch<'a>(&'a self, path: &'a str) -> AssetFuture<'a> {
        let found = self.0.get(path).cloned().ok_or(AssetError::Status(404));
        Box::pin(std::future::ready(found))
    }
}

fn counted() -> (Deployment, Arc<Counting>) {
    let whole = Deployment::new();
    let counting = Counting::new(&whole);
    (whole.behind(counting.clone()), counting)
}

/// The status of each file, where the assets have none of them any more.
async fn statuses(state: AppState, files: &Files) -> Vec<u16> {
    let (app, mut statuses) = (app(state), Vec::new());
    for path in files.paths() {
        statuses.push(send(&app, "GET", path, &Value::Null).await.status);
    }
    statuses
}

/// a release of nine files · the first run stores them: a read and a write each, and one of each for the
/// entry that says so · each run after it: one read · the next release: its own files, and the old ones stay
#[tokio::test]
async fn a_release_is_kept_once() {
    let (deployment, counting) = counted();
    for release in ["old", "new"] {
        let files = Files::of(release, 9);
        let state = files.released_on(&deployment);
        counting.spent();
        assert_eq!(keep_release(&state, &files).await, Ok(9));
        let all = Operations { reads: 10, writes: 10, ..Operations::default() };
        assert_eq!(counting.spent(), all);
        for _ in 0..3 {
            assert_eq!(keep_release(&state, &Files::default()).await, Ok(0));
            assert_eq!(counting.spent(), Operations { reads: 1, ..Operations::default() });
        }
    }
    for release in ["old", "new"] {
        assert_eq!(statuses(deployment.state(), &Files::of(release, 9)).await, [200; 9]);
    }
}

/// two of three files come with other contents, or not at all · they are not kept, and each run says so · the
/// third is kept · once they are mended, all are
#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_is_not_kept() {
    let (deployment, counting) = counted();
    let good = Files::of("release", 3);
    let state = good.released_on(&deployment);
    let paths: Vec<&String> = good.paths().collect();
    let mut bad = good.clone();
    bad.0.insert(paths[0].clone(), b"another script".to_vec());
    bad.0.remove(paths[1]);
    for _ in 0..2 {
        let Err(ReleaseError::Files(files)) = keep_release(&state, &bad).await else {
            panic!("two files are bad");
        };
        assert_eq!(files.len(), 2);
        let said = ReleaseError::Files(files).to_string();
        let hash = &paths[0][paths[0].len() - 13..][..10];
        let differs =
            format!("{} is not kept: SHA-256 of the contents begins with 97dda63e2b", paths[0]);
        assert!(said.starts_with(&differs), "{said}");
        assert!(said.contains(&format!("not with {hash}; ")), "{said}");
        let missing = format!("{} is not kept: the assets replied 404, not 200", paths[1]);
        assert!(said.ends_with(&missing), "{said}");
        assert_eq!(statuses(state.clone(), &good).await, [404, 404, 200]);
    }
    counting.spent();
    assert_eq!(keep_release(&state, &good).await, Ok(2));
    assert_eq!(counting.spent().writes, 3, "two files, and the entry that all are kept");
    assert_eq!(statuses(state, &good).await, [200; 3]);
}

/// a release that names no file, as in a test: nothing is asked
#[tokio::test]
async fn without_files_there_is_nothing_to_keep() {
    let (deployment, counting) = counted();
    assert_eq!(keep_release(&deployment.state(), &Files::default()).await, Ok(0));
    assert_eq!(counting.spent(), Operations::default());
}
