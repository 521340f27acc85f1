//! `debugging.md`: decisions on the console, previews, the overlay.

use super::{
    book::tests_of,
    stand::{Stand, TAG},
};

use koe_tests::patience;

tests_of! { "debugging.md",
    /// 1. The console gets a table of all three surveys.
    /// 2. `?koe-preview=` asks at once, `?koe-debug` opens the overlay.
    fn the_console_says_why(why) {
        let stand = Stand::with_body("guide-why", TAG);
        let page = stand.visit();
        page.until("typeof koe.config === 'object'");
        page.eval("console.table = rows => { window.rows = rows }");
        page.eval(&format!("{why}; 0"));
        page.until("window.rows?.length === 3");
        assert_eq!(page.eval("rows[0].decision"), "wrong_touchpoint");
        stand.visit_at("/?koe-preview=shop-nps").prompt();
        let page = stand.visit_at("/?koe-debug");
        let text = || Some(page.shadow_root("koe-debug")?.text());
        patience::eventually("the overlay to name each survey", || {
            let text = text()?;
            ["shop-nps", "support-ces", "visit-csat"].iter().all(|id| text.contains(id)).then_some(())
        });
    }

    /// 1. A survey is shown now, and its answer counts.
    fn a_survey_can_be_shown(show) {
        let stand = Stand::with_body("guide-show", TAG);
        let page = stand.visit();
        page.until("typeof koe.config === 'object'");
        page.eval(&format!("{show}; 0"));
        page.prompt().score(8).click();
        stand.counts("shop-nps", 1);
    }
}
