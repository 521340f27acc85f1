//! `react.md`: snippets bundled with React and the npm package.

use super::{
    book::tests_of,
    bundle::bundle,
    stand::{Stand, localised},
};
use koe_tests::fixtures::{documents, with};
use serde_json::json;

/// A page that is all one app.
fn page(script: &str) -> String {
    format!("<div id=\"app\"></div><script type=\"module\">{script}</script>")
}

tests_of! { "react.md",
    /// 1. A click in the app mounts the component, which asks, with its segments.
    fn a_component_is_a_moment(app) {
        let stand = Stand::with_body("guide-react", &page(&bundle("react", &[("app.jsx", &app)])));
        let page = stand.visit();
        page.element("button").click();
        page.until("document.querySelector('h1').textContent === 'Thank you'");
        page.prompt().score(9).click();
        assert_eq!(stand.only_answer("shop-nps")["segments"], json!({ "plan": "pro" }));
    }

    /// 1. In strict mode the moment is told once. (The script is blocked, so that calls stay in the queue.)
    fn strict_mode_tells_once(app) {
        let strict = app
            .replace("{ useState }", "{ StrictMode, useState }")
            .replace("<Shop />", "<StrictMode><Shop /></StrictMode>");
        assert_ne!(app, strict);
        let script = bundle("react-strict", &[("app.jsx", &strict)]);
        let stand = Stand::with_body("guide-strict", &page(&script));
        let page = stand.visit();
        page.block(&["*/s/*"]);
        page.eval("location.reload(), 0");
        page.until("!window.koe?.config");
        page.element("button").click();
        page.until("koe.q?.length > 0");
        assert_eq!(page.eval("koe.q.length"), 1);
    }

    /// 1. The imported call works in a handler, before the script has come as well.
    /// 2. An inline question appears in the component's element, and survives rendering anew.
    fn calls_and_inline_prompts_live_in_components(a_button, an_inline_prompt) {
        let entry = r#"import { useState } from "react";
import { createRoot } from "react-dom/client";
import { load } from "koe-widget";
import { Solved } from "./solved.jsx";
import { Question } from "./question.jsx";
load({ origin: "https://koe.example", site: "kokage" });
const App = () => {
  const [round, setRound] = useState(0);
  return <><Solved /><i id="again" onClick={() => setRound(round + 1)}>round {round}</i><Question /></>;
};
createRoot(document.querySelector('#app')).render(<App />);"#;
        let parts = [("solved.jsx", &*a_button), ("question.jsx", &*an_inline_prompt)];
        let modules = [("app.jsx", entry), parts[0], parts[1]];
        let body = page(&localised(&bundle("react-inline", &modules), "guide-react-inline"));
        let csat = with(&documents::csat(), &json!({ "placement": "inline" }));
        let surveys = json!({ "surveys": [csat, documents::ces(5)], "cool_down_days": 0 });
        let stand = Stand::new("guide-react-inline", &surveys, &[("/", "", &body)]);
        let page = stand.visit();
        page.element("button").click();
        let prompt = page.prompt();
        prompt.part("close").click();
        prompt.gone();
        page.eval("koe('touchpoint', 'browsing'), 0");
        page.prompt();
        page.element("#again").click();
        page.until("document.querySelector('#again').textContent === 'round 1'");
        assert_eq!(page.eval("document.querySelector('[data-koe-inline] koe-prompt') !== null"), true);
        page.prompt().score(4).click();
        stand.counts("visit-csat", 1);
    }
}
