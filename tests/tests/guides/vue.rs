//! `vue.md`: snippets bundled with Vue, its compiler and the npm package.

use super::{book::tests_of, bundle::bundle, stand::Stand};
use serde_json::json;

fn page(script: &str) -> String {
    format!("<div id=\"app\"></div><script type=\"module\">{script}</script>")
}

tests_of! { "vue.md",
    /// 1. Something turns true in the component, which asks, with its segments.
    fn a_component_is_a_moment(main, app) {
        let script = bundle("vue", &[("main.js", &main), ("App.vue", &app)]);
        let stand = Stand::with_body("guide-vue", &page(&script));
        let page = stand.visit();
        page.element("button").click();
        page.until("document.querySelector('h1').textContent === 'Thank you'");
        page.prompt().score(9).click();
        assert_eq!(stand.only_answer("shop-nps")["segments"], json!({ "plan": "pro" }));
    }

    /// 1. A template's own call asks.
    fn a_template_has_the_calls(main, a_button) {
        let script = bundle("vue-button", &[("main.js", &main), ("App.vue", &a_button)]);
        let stand = Stand::with_body("guide-vue-button", &page(&script));
        let page = stand.visit();
        page.element("button").click();
        page.prompt().score(1).click();
        stand.counts("support-ces", 1);
    }
}
