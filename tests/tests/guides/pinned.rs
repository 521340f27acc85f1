//! `csp.md`, subresource integrity: the pinned loader, which the browser checks byte for byte.

use super::{book::tests_of, stand::Stand};
use koe_tests::workerd::Workerd;
use serde_json::Value;

/// The tag of a guide with what the deployment says of its pinned loader.
#[track_caller]
fn filled_in(tag: &str) -> String {
    let release: Value = Workerd::shared().client().get("/v1/release").send().is(200).json();
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
        let stand = Stand::with_body("guide-pinned", &format!("{}{BUTTON}", filled_in(&pinned)));
        let page = stand.visit();
        page.until("typeof koe?.config === 'object'");
        page.element("button").click();
        page.prompt().score(9).click();
        stand.counts("shop-nps", 1);
        assert_eq!(page.console(), []);
    }

    /// 1. With another hash the browser refuses it, says so, and the page is as it was.
    fn a_wrong_hash_is_refused(pinned) {
        let tag = filled_in(&pinned);
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
}
