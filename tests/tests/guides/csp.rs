//! `csp.md`: each policy on a page of its own, in a browser that would refuse what it does not permit.

use super::{
    book::tests_of,
    bundle::bundle,
    stand::{Stand, TAG, refusals},
};
use koe_tests::{browser::Page, patience, workerd::Workerd};
use serde_json::json;

/// The moment comes by a click on the page's only button, is answered and counted, and the browser has
/// refused nothing.
#[track_caller]
fn asks(stand: &Stand) {
    let page = stand.visit();
    page.element("button").click();
    answer(stand, &page);
}

#[track_caller]
fn answer(stand: &Stand, page: &Page) {
    page.prompt().score(9).click();
    stand.counts("shop-nps", 1);
    assert_eq!(refusals(page), Vec::<String>::new());
}

fn with_headers(site: &str, headers: &str, body: &str) -> Stand {
    Stand::new(site, &json!({}), &[("/", headers, body)])
}

tests_of! { "csp.md",
    /// 1. WebAssembly is permitted by name: asked on the page itself.
    fn the_usual_way(native, without_inline_script) {
        asks(&with_headers("guide-csp", &native, &without_inline_script));
    }

    /// 1. A policy without WebAssembly: the question stands in a frame of the deployment, and is counted.
    fn without_webassembly(frame, without_inline_script) {
        let stand = with_headers("guide-csp-frame", &frame, &without_inline_script);
        let page = stand.visit();
        page.element("button").click();
        let frame = patience::eventually("a frame", || page.shadow_root("koe-prompt")?.find("iframe"));
        frame.frame().prompt().score(9).click();
        stand.counts("shop-nps", 1);
    }

    /// 1. A nonce with `strict-dynamic`: no host is listed, and everything loads.
    fn nonces(nonce, with_a_nonce, without_inline_script) {
        let button = without_inline_script.lines().last().unwrap();
        asks(&with_headers("guide-csp-nonce", &nonce, &format!("{with_a_nonce}{button}")));
    }

    /// 1. Trusted Types: the plain tag, under a policy that names none of ours.
    /// 2. The package, through its own policy.
    fn trusted_types_are_kept(trusted_types, without_inline_script) {
        asks(&with_headers("guide-types", &trusted_types, &without_inline_script));
        let module = "import { load } from \"koe-widget\";
load({ origin: \"https://koe.example\", site: \"kokage\" });";
        let script = bundle("trusted", &[("main.js", module)]);
        let button = without_inline_script.lines().last().unwrap();
        let body = format!("{button}<script type=\"module\">{script}</script>");
        asks(&with_headers("guide-types-package", &trusted_types, &body));
    }

    /// 1. The page is isolated, as it says itself, and asks.
    fn isolated_pages(isolated) {
        let button = "<button data-koe-touchpoint=\"post-purchase\">Buy</button>";
        let stand = with_headers("guide-isolated", &isolated, &format!("{TAG}{button}"));
        let page = stand.visit();
        assert_eq!(page.eval("crossOriginIsolated"), true, "on {}", Workerd::shared().url());
        page.element("button").click();
        answer(&stand, &page);
    }
}
