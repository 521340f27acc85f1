//! `email-and-qr.md`: links to the hosted page, as a visitor follows them.

use super::{
    book::tests_of,
    node,
    stand::{Stand, localised},
};
use koe_tests::browser::Browser;
use serde_json::json;

/// A site whose links are followed from anywhere: its own page plays no part.
#[track_caller]
fn stand(site: &str) -> Stand {
    let secret = json!({ "identity": { "require_signature": true, "secret": "koe-test-secret" } });
    Stand::new(site, &secret, &[])
}

tests_of! { "email-and-qr.md",
    /// 1. Each link opens the prompt as a page; a tap is counted with the link's channel, moment, language
    ///    and segment.
    fn links_say_where_they_were(links) {
        let id = "guide-links";
        let stand = stand(id);
        let links = localised(&links, id);
        let expected = [
            ("shop-nps", json!({ "channel": "qr" })),
            ("support-ces", json!({ "channel": "sms", "touchpoint": "after-support", "locale": "ja" })),
            ("shop-nps", json!({ "channel": "link", "segments": { "plan": "pro" } })),
        ];
        assert_eq!(links.lines().count(), expected.len());
        for (link, (survey, expected)) in links.lines().zip(expected) {
            let page = Browser::start().open(link);
            let before = stand.site.n(survey);
            page.prompt().score(3).click();
            stand.counts(survey, before + 1);
            let newest = stand.site.answers(&format!("survey={survey}")).swap_remove(0);
            for (field, value) in expected.as_object().unwrap() {
                assert_eq!(&newest[field], value, "{field} of {link}");
            }
        }
    }

    /// 1. A tap on a score in a mail opens the page with that score chosen; nothing is counted.
    /// 2. Sent, it is, as an answer by e-mail.
    fn a_score_in_a_mail_waits_for_a_person(a_row_of_scores) {
        let stand = Stand::with_body("guide-mail", &a_row_of_scores);
        let page = stand.visit();
        page.eval("[...document.querySelectorAll('a')].find(a => a.textContent === '9').id = 'nine'");
        page.element("#nine").click();
        page.until("location.pathname.startsWith('/p/')");
        let prompt = page.prompt();
        let chosen = prompt.score(9).call("function () { return this.checked }");
        assert_eq!((chosen, stand.site.n("shop-nps")), (json!(true), 0));
        page.screenshot("guide-mail");
        prompt.part("send").click();
        let answer = stand.only_answer("shop-nps");
        assert_eq!((&answer["score"], &answer["channel"]), (&json!(9), &json!("email")));
    }

    /// 1. A signed link's answer has its respondent.
    fn a_signed_link_knows_its_reader(a_signed_link) {
        let id = "guide-signed";
        let stand = stand(id);
        let link = "link('koe-test-secret', 'u_42', new Date(Date.now() + 864e5).toISOString())";
        let link = node::value(&localised(&a_signed_link, id), link);
        let page = Browser::start().open(link.as_str().unwrap());
        page.prompt().score(10).click();
        assert_eq!(stand.only_answer("shop-nps")["respondent"], "u_42");
    }
}
