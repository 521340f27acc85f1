//! What the server refuses for good is not said to be kept: nobody waits for it, and nothing of it
//! stays on the device.

use super::NPS;
use koe_tests::{
    browser::{Browser, Fate, Page},
    patience,
};

const ANSWERS: &str = "*/v1/answers*";

/// Taking back is asked for with a preflight, which must pass: refused in the page itself.
const NEVER_TAKEN_BACK: &str = "{
  const real = fetch;
  window.fetch = async (url, how) =>
    how?.method == 'DELETE'
      ? new Response('{\"status\":422,\"code\":\"some_reason\",\"detail\":\"\"}', { status: 422 })
      : real(url, how);
}";

/// What the prompt says of a refused answer, and what it says where one is kept.
const SAID: [(&str, [&str; 2], &str); 2] = [
    ("ja", ["記録されていません", "回答を受け付けられませんでした。"], "端末"),
    ("en", ["Not recorded", "Your answer could not be accepted."], "this device"),
];

#[track_caller]
fn nothing_is_kept(page: &Page) {
    let kept = page.eval("Object.keys(localStorage).filter(key => key.includes(':out:'))");
    assert_eq!(kept.as_array().map(Vec::len), Some(0), "{kept}");
}

/// In two languages:
/// 1. A score is tapped; the server refuses it with 422. The prompt says so in place of asking for a
///    comment, and does not say that anything is kept; nothing is.
/// 2. "Close" closes it. The next page sends nothing.
#[test]
fn a_refused_score_is_said_to_be_refused_and_kept_nowhere() {
    for (lang, said, kept) in SAID {
        let shop = NPS.shop(&format!("refused-{lang}"));
        let page = shop.visit(&Browser::start(), &format!("/{lang}"));
        page.resize(320, 568);
        page.element("#bought").click();
        let prompt = page.prompt();
        let mut refusing = page.waylay(ANSWERS, Fate::Refused(422));
        prompt.score(9).click();
        refusing.until("the prompt to say it", || {
            (prompt.state().as_deref() == Some("refused")).then_some(())
        });
        assert_eq!(refusing.bodies().len(), 1);
        let text = prompt.text();
        assert!(said.iter().all(|said| text.contains(said)), "{text}");
        assert!(!text.contains(kept), "{text}");
        assert!(!prompt.has("comment") && !prompt.has("take-back") && !prompt.has("change"));
        nothing_is_kept(&page);
        for scheme in ["light", "dark"] {
            page.emulate(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
            page.screenshot(&format!("refused-{lang}-{scheme}"));
        }
        refusing.release();
        prompt.part("done").click();
        prompt.gone();

        page.goto(&shop.pages.url("/other"));
        page.rest();
        assert!(page.all_requests().iter().filter(|sent| sent.method == "POST").count() == 1);
        assert_eq!(shop.site.n("shop-nps"), 0);
    }
}

/// 1. A score is stored; the server refuses its comment with 413. The prompt says so, says that the
///    score is recorded, and keeps what was typed.
/// 2. "Skip" leads to the receipt, which shows the score and no comment.
/// 3. Written on and sent again it is taken: one answer, counted once.
#[test]
fn a_refused_comment_leaves_its_score_and_its_text() {
    let shop = NPS.shop("refused-comment");
    let page = shop.visit(&Browser::start(), "/en");
    page.resize(320, 568);
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.score(6).click();
    prompt.until("commenting");
    shop.counts("shop-nps", 1);
    prompt.part("comment").click();
    page.type_text("Where is my lid?");
    let mut refusing = page.waylay(ANSWERS, Fate::Refused(413));
    prompt.part("send").click();
    refusing.until("the prompt to say it", || {
        (prompt.state().as_deref() == Some("refused")).then_some(())
    });
    refusing.release();
    let text = prompt.text();
    let says = ["Recorded", "The comment could not be accepted."];
    assert!(says.iter().all(|said| text.contains(said)), "{text}");
    assert!(!text.contains("this device"), "{text}");
    nothing_is_kept(&page);
    page.screenshot("refused-comment");

    prompt.part("skip").click();
    prompt.until("thanked");
    let text = prompt.text();
    assert!(text.contains("6 of 10") && !text.contains("lid"), "{text}");
    prompt.part("change").click();
    prompt.until("asking");
    prompt.score(6).click();
    prompt.until("commenting");
    assert_eq!(
        prompt.part("comment").call("function () { return this.value }"),
        "Where is my lid?"
    );
    prompt.part("comment").click();
    page.type_text(" It is lost.");
    prompt.part("send").click();
    prompt.until("thanked");
    let answer = shop.only_answer("shop-nps", 3);
    assert_eq!(answer["comment"], "Where is my lid? It is lost.");
    assert_eq!(shop.site.n("shop-nps"), 1);
}

/// 1. An answer is stored; the server refuses to take it back with 422. The prompt says that it
///    still counts, and offers neither to change it nor to try again.
/// 2. Nothing is kept, and it does still count.
#[test]
fn a_refused_taking_back_is_not_said_to_be_done() {
    let shop = NPS.shop("refused-back");
    let page = Browser::start().tab();
    page.before_scripts(NEVER_TAKEN_BACK);
    page.goto(&shop.pages.url("/en"));
    page.element("#bought").click();
    let prompt = page.prompt();
    prompt.score(9).click();
    prompt.until("commenting");
    prompt.part("skip").click();
    prompt.until("thanked");
    shop.counts("shop-nps", 1);
    prompt.part("take-back").click();
    prompt.part("confirm-take-back").click();
    let said = "Your answer could not be taken back. It still counts.";
    patience::eventually("the prompt to say it", || prompt.text().contains(said).then_some(()));
    assert!(!prompt.text().contains("device"), "{}", prompt.text());
    assert!(!prompt.has("change") && !prompt.has("take-back") && !prompt.has("again"));
    nothing_is_kept(&page);
    page.screenshot("refused-taking-back");
    prompt.part("done").click();
    prompt.gone();
    assert_eq!(shop.site.n("shop-nps"), 1);
}
