//! `csp.md`, subresource integrity: the pinned loader, which the browser checks byte for byte.

use super::{
    book::tests_of,
    stand::{Stand, TAG},
};
use koe_tests::{workerd::Workerd, workspace};
use serde_json::json;
use std::fs;

/// The tag of a guide with what the deployment says of its pinned loader.
#[track_caller]
fn filled_in(tag: &str, koe: &Workerd) -> String {
    let release = koe.client().get("/v1/release").send().is(200).json();
    let path = release["pinned"].as_str().expect("a release has a pinned loader");
    let files = release["files"].as_array().expect("a release lists its files");
    let file = files.iter().find(|file| file["path"] == path).expect("the pinned loader is listed");
    let integrity = file["integrity"].as_str().expect("each file has its integrity");
    tag.replace("/a/koe-HASH.js", path).replace("sha384-HASH", integrity)
}

/// A moment without a call.
const BUTTON: &str = "<button data-koe-touchpoint=\"post-purchase\">Buy</button>";

tests_of! { "csp.md",
    /// 1. With the right hash: asked, answered, counted. Nothing is said on the console.
    fn the_right_hash_asks(pinned) {
        let tag = filled_in(&pinned, Workerd::shared());
        let stand = Stand::with_body("guide-pinned", &format!("{tag}{BUTTON}"));
        let page = stand.visit();
        page.until("typeof window.koe?.config === 'object'");
        page.element("button").click();
        page.prompt().score(9).click();
        stand.counts("shop-nps", 1);
        assert_eq!(page.console(), []);
    }

    /// 1. With another hash the browser refuses it, says so, and the page is as it was.
    fn a_wrong_hash_is_refused(pinned) {
        let tag = filled_in(&pinned, Workerd::shared());
        let (before, hash) = tag.split_once("sha384-").unwrap();
        let turned: String = hash[..64].chars().rev().collect();
        let wrong = format!("{before}sha384-{turned}{}", &hash[64..]);
        let stand = Stand::with_body("guide-pinned-wrong", &format!("{wrong}{BUTTON}"));
        let page = stand.visit();
        page.rest();
        let said = page.browser_log();
        assert!(said.iter().any(|(text, _)| text.contains("integrity")), "{said:?}");
        page.element("button").click();
        page.rest();
        assert_eq!(page.eval("typeof koe"), "undefined");
        assert!(!page.has_prompt());
        assert_eq!(page.console(), []);
    }

    /// 1. The files of a release are kept, as `cargo xtask deploy` does; the next one replaces them.
    /// 2. A page that pins the old loader, and one with the usual tag whose script is still the cached one,
    ///    ask all the same, in a browser that has nothing of either.
    fn old_pages_ask_after_the_next_deploy(pinned) {
        let koe = Workerd::alone();
        let old = filled_in(&pinned, &koe);
        for entry in fs::read_dir(workspace::built("assets/a")).unwrap() {
            let file = entry.unwrap();
            let path = format!("/v1/releases/{}", file.file_name().to_string_lossy());
            let client = koe.client();
            let put = client.put(path).key(client.admin_key());
            put.body("application/octet-stream", fs::read(file.path()).unwrap()).send().is(201);
        }
        let pages = [
            ("/pinned", "", &*format!("{old}{BUTTON}")),
            ("/usual", "", &*format!("{TAG}{BUTTON}")),
        ];
        let stand = Stand::on(&koe, "guide-deployed", &json!({}), &pages);
        koe.replace_assets();
        for (path, _, _) in pages {
            let before = stand.site.n("shop-nps");
            let page = stand.visit_at(path);
            page.until("typeof window.koe?.config === 'object'");
            page.element("button").click();
            page.prompt().score(9).click();
            stand.counts("shop-nps", before + 1);
        }
    }
}
