//! The owner at the desk, in a browser: from a page's overlay to the check, and what is handed out.

use super::{NPS, page};
use koe_tests::{
    browser::{Browser, HostPage, Html, Key, Page},
    fixtures::{Site, documents, with},
    patience,
    workerd::{ADMIN_KEY, Workerd},
};
use serde_json::{Value, json};

/// A path as a page may have it, of signs that markup is made of.
const HOSTILE: &str = "/it's-%3Cimg%20src=x%20onerror=alert(1)%3E&amp;";

/// Signs in where the desk asks for a key, and waits for the page that was asked for.
#[track_caller]
fn signs_in(page: &Page, heading: &str) {
    page.element("#key").click();
    page.type_text(ADMIN_KEY);
    page.press(Key::Enter);
    page.until(&format!("document.querySelector('h1')?.textContent === {}", json!(heading)));
}

/// No policy refused anything, and nothing was said on the console; what the browser tells is that it had to sign in.
#[track_caller]
fn is_quiet(page: &Page) {
    let mut told = page.browser_log();
    told.retain(|(line, _)| !line.contains("401"));
    assert_eq!((page.console(), told), (vec![], vec![]));
}

#[track_caller]
fn says(page: &Page, parts: &[&str]) {
    let text = page.eval("document.querySelector('main').innerText");
    let text = text.as_str().unwrap();
    for part in parts {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// 1. `?koe-debug` on a page with a hostile path; the moment comes, and the prompt is closed.
/// 2. The overlay's link leads to the check, in a tab of its own, within 3,500 characters.
/// 3. After signing in the page tells what was seen, and what was measured; the path is text.
/// 4. It says the same without scripts.
#[test]
fn the_overlay_leads_to_the_check() {
    let id = "check-visit";
    let pages = HostPage::serve([(HOSTILE, Html::from(page(id, "en")))]);
    let document = with(&documents::shop(), &json!({ "origins": [pages.origin()] }));
    let _site = Site::open(&Workerd::shared().client(), id, &document);
    let browser = Browser::start();
    // 1.
    let host = browser.open(&pages.url(&format!("{HOSTILE}?koe-debug&order=4711#paid")));
    patience::eventually("the overlay", || host.shadow_root("koe-debug")?.find("article"));
    host.element("#bought").click();
    let prompt = host.prompt();
    prompt.part("close").click();
    prompt.gone();
    // 2.
    let address = patience::eventually("a link that knows of the dismissal", || {
        let overlay = host.shadow_root("koe-debug")?;
        let decided = overlay.find("[data-survey=shop-nps] code")?;
        // The prompt's tab keeps its lock for a moment longer.
        overlay.find("footer button")?.click();
        let known = decided.text() == "cooling_down";
        let link = overlay.find("footer a")?;
        assert_eq!(link.attribute("target").as_deref(), Some("_blank"));
        assert_eq!(link.attribute("rel").as_deref(), Some("noopener"));
        link.attribute("href").filter(|_| known)
    });
    let koe = Workerd::shared().url();
    assert!(address.starts_with(&format!("{koe}/sites/{id}/check?seen=")), "{address}");
    assert!(address.len() <= 3_500, "{}", address.len());
    assert!(!address.contains("4711"));
    // 3.
    let desk = browser.open(&format!("{address}&lang=en"));
    signs_in(&desk, "Tag and check");
    let seen = format!("Seen on {}", pages.origin().trim_start_matches("http://"));
    let told = [&*seen, "Received", "cooling_down", "nothing before", HOSTILE, "wrong_touchpoint"];
    says(&desk, &told);
    assert_eq!(desk.eval("document.querySelectorAll('main img, main b b').length"), 0);
    let weights =
        desk.eval("[...document.querySelectorAll('.weight dd')].map(dd => dd.textContent)");
    let [every, shown, cookies] = [0, 1, 2].map(|at| weights[at].as_str().unwrap().to_owned());
    assert!(every.ends_with(" KB") && shown.ends_with(" KB"), "{weights}");
    assert_eq!(cookies, "0");
    desk.screenshot("check-en");
    is_quiet(&desk);
    // 4.
    let plain = browser.tab();
    plain.without_scripts();
    plain.goto(&format!("{address}&lang=en"));
    says(&plain, &told);
    assert_eq!(
        plain.eval("document.querySelectorAll('button[data-copy]:not([hidden])').length"),
        0
    );
}

/// 1. The page hands out links; a button copies one, and says so.
/// 2. Printed, the card stands alone, on a sheet of A6.
/// 3. A score in the row of the mail leads to the prompt with that score chosen; sent, it is an answer by e-mail.
#[test]
fn what_is_handed_out_is_copied_printed_and_answered() {
    let id = "hand-out-visit";
    let site = Site::open(&Workerd::shared().client(), id, &documents::shop());
    let browser = Browser::start();
    let koe = Workerd::shared().url();
    let desk =
        browser.open(&format!("{koe}/sites/{id}/hand-out?survey=shop-nps&locale=en&lang=en"));
    signs_in(&desk, "Hand it out");
    // 1.
    let copy = desk.element(".pair [data-copy]");
    assert_eq!(copy.text(), "Copy");
    copy.click();
    patience::eventually("the button to say that it copied", || {
        (copy.text() == "Copied").then_some(())
    });
    let link = copy.attribute("data-copy").unwrap();
    assert!(link.contains("channel=link&touchpoint=post-purchase&lang=en"), "{link}");
    desk.screenshot("hand-out-en");
    // 2.
    desk.print(true);
    let shown = "[...document.querySelectorAll('main *, header, footer, nav')]
        .filter(it => it.checkVisibility() && !it.closest('.print-card') && !it.querySelector('.print-card'))
        .map(it => it.className || it.tagName)";
    assert_eq!(desk.eval(shown), json!([]));
    assert_eq!(desk.eval("document.querySelector('.print-card svg').checkVisibility()"), true);
    // A6 without its margins, in CSS pixels.
    let height = desk.eval("document.documentElement.scrollHeight > innerHeight ? -1 : document.querySelector('.print-card').offsetHeight");
    assert!(height.as_f64().is_some_and(|height| (0.0..=499.0).contains(&height)), "{height}");
    desk.print(false);
    is_quiet(&desk);
    // 3.
    let nine = desk.element(".mail-row a:nth-child(10)").attribute("href").unwrap();
    let hosted = browser.open(&nine);
    let prompt = hosted.prompt();
    let (_, question) = NPS.question[1];
    assert!(
        prompt.text().contains(&question.replace("Kokage", "こかげ道具店")),
        "{}",
        prompt.text()
    );
    let chosen = prompt.score(9).call("function () { return this.checked }");
    assert_eq!((chosen, site.n("shop-nps")), (json!(true), 0));
    prompt.part("send").click();
    let answer: Value =
        patience::eventually("the answer", || site.answers("survey=shop-nps").pop());
    assert_eq!(
        (&answer["channel"], &answer["touchpoint"]),
        (&json!("email"), &json!("post-purchase"))
    );
    assert_eq!((&answer["score"], &answer["locale"]), (&json!(9), &json!("en")));
}
