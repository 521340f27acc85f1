//! The frame: where a page's policy forbids WebAssembly, or requests to Koe, the prompt is shown by
//! a frame of Koe's own origin. What every kind of page has in common is in `every_page`.

use super::{NPS, page};
use koe_tests::{
    browser::{Browser, File, HostPage, Page},
    fixtures::{Site, documents, with},
    patience,
    workerd::Workerd,
};
use serde_json::json;

/// A site whose page has a policy, in which `{koe}` stands for Koe's origin.
#[track_caller]
fn guarded(id: &str, policy: &str) -> (Site, HostPage) {
    let policy = policy.replace("{koe}", Workerd::shared().url());
    let tagged = page(id, "en").replace("<script async", r#"<script nonce="n" async"#);
    let html = File::html(tagged.replace("<script>", r#"<script nonce="n">"#));
    let pages = HostPage::serve_at(
        "shop.localhost",
        [("/en", html.header("Content-Security-Policy", policy))],
    );
    let metric = with(&documents::nps(), &json!({ "subject": { "en": "Kokage" } }));
    let fields = json!({ "origins": [pages.origin()], "surveys": [metric] });
    let site = Site::open(&Workerd::shared().client(), id, &with(&documents::shop(), &fields));
    (site, pages)
}

/// What is in the frame, once its prompt asks.
#[track_caller]
fn framed(page: &Page) -> Page {
    let find = || page.shadow_root("koe-prompt")?.find("iframe");
    let inside = patience::eventually("a frame", find).frame();
    inside.prompt();
    inside
}

#[track_caller]
fn counts(site: &Site, n: u64) {
    patience::eventually("answers to be counted", || (site.n(NPS.survey) == n).then_some(()));
}

/// Scripts by nonce, and no WebAssembly.
const NO_WASM: &str = "default-src 'none'; script-src 'nonce-n' {koe}; style-src 'unsafe-inline'; \
                       connect-src {koe}; frame-src {koe}; img-src data:";

/// 1. The prompt stands in a frame, seen, as high as its panel, and named.
/// 2. A tap and a comment: counted once, with the page's touchpoint, segments and path. The page is
///    told, and keeps the clocks; it sends nothing itself.
/// 3. Closed: the frame has gone, and nothing waits.
#[test]
fn a_prompt_in_a_frame_is_a_prompt() {
    let (site, pages) = guarded("frame-whole", NO_WASM);
    let page = Browser::start().open(&pages.url("/en"));
    page.until("typeof koe.config === 'object'");
    page.eval(
        "window.told = [], koe('on', 'prompted', of => told.push('prompted ' + of.touchpoint)), \
         koe('on', 'answered', of => told.push('answered ' + of.score + ' ' + of.bucket)), \
         koe('segments', { plan: 'pro' }), 0",
    );
    page.element("#bought").click();
    let frame = framed(&page);
    let prompt = frame.prompt();
    page.screenshot("frame-popover");
    let root = page.shadow_root("koe-prompt").unwrap();
    assert!(root.find("iframe").unwrap().attribute("title").is_some_and(|name| !name.is_empty()));
    prompt.score(9).click();
    counts(&site, 1);
    prompt.until("commenting");
    prompt.part("skip").click();
    prompt.until("thanked");
    let answer = &site.answers("survey=shop-nps")[0];
    assert_eq!(answer["score"], 9);
    assert_eq!(answer["touchpoint"], "post-purchase");
    assert_eq!(answer["segments"]["plan"], "pro");
    assert_eq!(answer["page"], "/en");
    assert_eq!(answer["channel"], "web");
    page.until("told.join() === 'prompted post-purchase,answered 9 promoter'");
    page.until("'koe:frame-whole:answered:shop-nps' in localStorage");
    assert!(page.requests_to(Workerd::shared().url()).iter().all(|sent| sent.method == "GET"));
    prompt.part("close").click();
    patience::eventually("the frame to go", || (!page.has_prompt()).then_some(()));
    page.until("!Object.keys(localStorage).some(key => key.includes(':out:'))");
    assert_eq!(site.n("shop-nps"), 1);
}

/// 1. The network goes while a prompt stands in a frame: what is answered waits there, and the page
///    keeps a mark of it. The tab dies. Nothing has arrived.
/// 2. Another page of the shop, on which nothing is asked: an unseen frame sends it, once, and goes;
///    the mark is gone, too.
#[test]
fn an_answer_that_waits_in_a_frame_arrives_from_another_page() {
    let (site, pages) = guarded("frame-offline", NO_WASM);
    let browser = Browser::start();
    let _other = browser.tab();
    let page = browser.open(&pages.url("/en"));
    page.element("#bought").click();
    let frame = framed(&page);
    frame.ends_unheard();
    frame.offline(true);
    let prompt = frame.prompt();
    prompt.score(3).click();
    prompt.until("commenting");
    page.until("'koe:frame-offline:out:frame' in localStorage");
    assert!(prompt.text().contains("Saved on this device"), "{}", prompt.text());
    page.close();
    assert_eq!(site.n("shop-nps"), 0);

    let later = browser.open(&pages.url("/en"));
    counts(&site, 1);
    assert_eq!(site.answers("survey=shop-nps")[0]["score"], 3);
    later.until("!Object.keys(localStorage).some(key => key.includes(':out:'))");
    later.until("!document.querySelector('iframe')");
    assert!(!later.has_prompt());
}

/// 1. Dismissed in the frame: the page's clock knows, and one dismissal is counted.
#[test]
fn a_dismissal_in_a_frame_is_one() {
    let (site, pages) = guarded("frame-dismissed", NO_WASM);
    let page = Browser::start().open(&pages.url("/en"));
    page.element("#bought").click();
    framed(&page).prompt().part("close").click();
    patience::eventually("the frame to go", || (!page.has_prompt()).then_some(()));
    page.until("'koe:frame-dismissed:dismissed:shop-nps' in localStorage");
    patience::eventually("the dismissal to be counted", || {
        (site.scores("survey=shop-nps")["prompts"]["dismissed"] == 1).then_some(())
    });
}

/// 1. A page that may compile WebAssembly and connect to nobody: the same frame.
#[test]
fn a_page_that_may_not_connect_has_a_frame() {
    let policy = "script-src 'nonce-n' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'none'";
    let (site, pages) = guarded("frame-connect", policy);
    let page = Browser::start().open(&pages.url("/en"));
    page.element("#bought").click();
    framed(&page).prompt().score(7).click();
    counts(&site, 1);
}

/// 1. Scripts by nonce and what they load, Trusted Types demanded: the same frame.
#[test]
fn trusted_types_allow_the_frame() {
    let policy = "script-src 'nonce-n' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types 'none'";
    let (site, pages) = guarded("frame-trusted", policy);
    let page = Browser::start().open(&pages.url("/en"));
    page.element("#bought").click();
    framed(&page).prompt().score(7).click();
    counts(&site, 1);
}

/// 1. A policy that refuses WebAssembly and frames: after ten seconds one line names the directives
///    to extend, and nothing is left in the page.
#[test]
fn a_page_that_refuses_frames_is_told_which_directive() {
    let policy = NO_WASM.replace(" frame-src {koe};", "");
    let (_, pages) = guarded("frame-refused", &policy);
    let page = Browser::start().open(&pages.url("/en"));
    page.element("#bought").click();
    let line = patience::eventually("a line on the console", || {
        page.console().into_iter().find_map(|(_, line)| line.contains("frame-src").then_some(line))
    });
    assert!(line.starts_with("[koe] "), "{line}");
    assert!(line.contains(Workerd::shared().url()), "{line}");
    assert!(!page.has_prompt());
}
