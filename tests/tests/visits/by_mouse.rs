//! Answering with the mouse alone: two taps and a comment.

use super::{CES, CSAT, Metric, NPS};
use koe_tests::browser::Browser;
use serde_json::json;

/// In Japanese and in English:
/// 1. A click on the page is the moment: the prompt asks in the page's language and takes no focus.
/// 2. A click on a score: it is counted, before anything else is said.
/// 3. A comment is typed and sent: it is the second revision of the same answer.
/// 4. The prompt thanks, and closes when it is told to.
fn answer(metric: &Metric, id: &str) {
    let browser = Browser::start();
    for (lang, question) in metric.question {
        let shop = metric.shop(&format!("{id}-{lang}"));
        let page = shop.visit(&browser, &format!("/{lang}"));
        page.element(metric.button).click();

        let prompt = page.prompt();
        assert!(prompt.text().contains(question), "{}", prompt.text());
        assert_eq!(prompt.scores(), metric.scores.clone().collect::<Vec<_>>());
        let focused = page.eval("`#${document.activeElement.id}`");
        assert_eq!(focused, metric.button, "the focus was taken");
        page.screenshot(&format!("{id}-{lang}-asking"));

        prompt.score(metric.score).click();
        shop.counts(metric.survey, 1);
        prompt.until("commenting");
        prompt.part("comment").click();
        page.type_text("包みが丁寧でした。");
        page.screenshot(&format!("{id}-{lang}-commenting"));
        prompt.part("send").click();
        prompt.until("thanked");
        page.screenshot(&format!("{id}-{lang}-thanked"));

        let answer = shop.only_answer(metric.survey, 2);
        for (field, value) in [
            ("score", json!(metric.score)),
            ("bucket", json!(metric.bucket)),
            ("comment", json!("包みが丁寧でした。")),
            ("locale", json!(lang)),
            ("page", json!(format!("/{lang}"))),
            ("channel", json!("web")),
            ("survey_version", json!(1)),
        ] {
            assert_eq!(answer[field], value, "{field} of {answer}");
        }
        prompt.part("close").click();
        prompt.gone();
        assert_eq!(shop.site.n(metric.survey), 1);
        assert!(page.console().is_empty(), "{:?}", page.console());
    }
}

#[test]
fn an_nps_is_answered_with_the_mouse() {
    answer(&NPS, "mouse-nps");
}

#[test]
fn a_ces_is_answered_with_the_mouse() {
    answer(&CES, "mouse-ces");
}

#[test]
fn a_csat_is_answered_with_the_mouse() {
    answer(&CSAT, "mouse-csat");
}
