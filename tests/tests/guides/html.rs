//! `html.md`: the tag, moments, a prompt inside the page, who it is, consent, events.

use super::{
    book::tests_of,
    node,
    stand::{Stand, TAG, localised},
};
use koe_tests::{
    fixtures::{documents, signature, with},
    workerd::Workerd,
};
use serde_json::{Value, json};

/// A page as long as several windows.
const LONG: &str = "<div style=\"height: 4000px\">A long story</div>";

/// What browsers report as cumulative layout shift.
const SHIFT: &str = "new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) sum += value;
    }).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
})";

tests_of! { "html.md",
    /// 1. The tag, as it is: one request, nobody is asked.
    /// 2. A call asks.
    fn the_tag_is_one_request(the_tag) {
        let stand = Stand::with_body("guide-tag", &the_tag);
        let page = stand.visit();
        page.until("typeof koe.config === 'object'");
        page.rest();
        assert_eq!(page.requests_to(Workerd::shared().url()).len(), 1);
        page.eval("koe('touchpoint', 'post-purchase'), 0");
        page.prompt();
    }

    /// 1. A call before the script has come asks all the same, with its segments.
    fn a_call_asks(the_tag, a_call) {
        let stand = Stand::with_body("guide-call", &format!("{the_tag}{a_call}"));
        // Kept until the answer is there: a page that is dropped takes its browser along.
        let page = stand.visit();
        page.prompt().score(9).click();
        assert_eq!(stand.only_answer("shop-nps")["segments"], json!({ "plan": "pro" }));
    }

    /// 1. A click on the marked button asks.
    fn a_button_asks(a_button) {
        let stand = Stand::with_body("guide-button", &format!("{TAG}{a_button}"));
        let page = stand.visit();
        page.element("button").click();
        page.prompt().score(5).click();
        assert_eq!(stand.only_answer("support-ces")["touchpoint"], "after-support");
    }

    /// 1. A product's page, long enough, half of it scrolled past: asked.
    /// 2. A gift's page, likewise: not asked, `wrong_page` or not its touchpoint.
    /// 3. The thank-you page: asked without doing anything. A click on `#solved`: asked.
    fn rules_ask_by_themselves(rules) {
        let rules: Value = serde_json::from_str(&rules).unwrap();
        let body = format!("{TAG}<button id=\"solved\">Solved</button>{LONG}");
        let stand = Stand::new("guide-rules", &rules, &[
            ("/products/kyusu", "", &body),
            ("/products/gift-box", "", &body),
            ("/thanks", "", &body),
            ("/support", "", &body),
        ]);
        let scroll = "scrollTo(0, 3000)";
        let page = stand.visit_at("/products/gift-box");
        page.eval(scroll);
        let product = stand.visit_at("/products/kyusu");
        product.eval(scroll);
        product.prompt().score(7).click();
        assert_eq!(stand.only_answer("shop-nps")["touchpoint"], "browsing");
        assert!(!page.has_prompt());
        stand.visit_at("/thanks").prompt();
        let page = stand.visit_at("/support");
        page.element("#solved").click();
        page.prompt();
    }

    /// 1. The question appears in the place that was kept for it, once it is the moment, on the smallest
    ///    screen and on a large one: what is below stays where it is, no shift is measured.
    /// 2. A tap makes the panel grow; nothing shifts but by that tap.
    fn an_inline_prompt_moves_nothing(an_inline_prompt) {
        let inline = with(&documents::csat(), &json!({ "placement": "inline" }));
        let body = format!("{TAG}{an_inline_prompt}<p id=\"below\">The rest of the story</p>");
        let stand = Stand::new("guide-inline", &json!({ "surveys": [inline] }), &[("/", "", &body)]);
        let top = "document.querySelector('#below').getBoundingClientRect().top";
        for width in [320, 1280] {
            let page = stand.visit();
            page.resize(width, 800);
            let before = page.eval(top);
            page.eval("koe('touchpoint', 'browsing'), 0");
            let prompt = page.prompt();
            let inside = "document.querySelector('[data-koe-inline] koe-prompt') !== null";
            assert_eq!((page.eval(inside), page.eval(top)), (json!(true), before), "at {width}");
            assert_eq!(page.eval(SHIFT), 0, "at {width}");
            page.screenshot(&format!("guide-inline-{width}"));
            prompt.score(4).click();
            prompt.until("commenting");
            assert_eq!(page.eval(SHIFT), 0, "after the tap, at {width}");
            assert_eq!(page.console(), []);
        }
    }

    /// 1. The greeting has the name. The contract's own signature is good, and so is the answer's
    ///    respondent, while it lasts.
    /// 2. The server's snippet makes a signature that the edge takes: the answer has its respondent.
    fn a_person_is_who_the_server_says(a_person, a_signature) {
        let secret = json!({ "identity": { "require_signature": true, "secret": "koe-test-secret" } });
        let id = "guide-person";
        let signed = node::value(&localised(&a_signature, id), "sign('koe-test-secret', 'u_42')");
        let expires_at = signed["expires_at"].as_str().unwrap();
        assert_eq!(signed["signature"], signature("koe-test-secret", id, "u_42", expires_at));
        let body = a_person
            .replace("2026-12-31T00:00:00Z", expires_at)
            .replace("9ac9…6ca3", signed["signature"].as_str().unwrap());
        let stand = Stand::new(id, &secret, &[("/", "", &format!("{TAG}{body}"))]);
        let page = stand.visit();
        page.eval("koe('touchpoint', 'post-purchase'), 0");
        let prompt = page.prompt();
        assert!(prompt.text().contains("Mika"), "{}", prompt.text());
        prompt.score(10).click();
        assert_eq!(stand.only_answer("shop-nps")["respondent"], "u_42");
    }

    /// 1. Denied, nobody is asked. Granted on the next page, somebody is.
    fn consent_is_asked_for(consent) {
        let body = format!("{TAG}{consent}<script>koe('touchpoint', 'post-purchase')</script>");
        let fields = json!({ "privacy": { "require_consent": true } });
        let stand = Stand::new("guide-consent", &fields, &[("/", "", &body)]);
        let page = stand.visit();
        page.until("typeof koe.config === 'object'");
        let why = "koe('why').then(of => of.find(({ survey }) => survey === 'shop-nps').decision)";
        assert_eq!(page.eval(why), "no_consent");
        page.eval("localStorage.consent = 'yes', location.reload(), 0");
        page.prompt();
    }

    /// 1. A low score: the page says what it says to a detractor.
    fn an_event_tells_of_the_answer(an_event) {
        let stand = Stand::with_body("guide-event", &format!("{TAG}{an_event}"));
        let page = stand.visit();
        page.eval("koe('touchpoint', 'post-purchase'), 0");
        page.prompt().score(2).click();
        page.until("document.querySelector('#reply').textContent === 'Shall we call you?'");
    }
}
