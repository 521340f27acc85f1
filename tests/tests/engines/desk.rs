//! The owner's main way through the desk, from nothing to the first answer.

use crate::in_both;
use koe_tests::{
    engines::{Engine, Gate, Tab, Visit, key},
    patience,
    workerd::{ADMIN_KEY, Workerd},
};
use serde_json::json;

in_both! {
    from_nothing_to_an_answer => walks_the_main_way;
}

/// The open question after a low score, in a part of the page that is folded.
const FOLLOW_UP: &str = "[name='surveys.support-ces.follow_up.detractor.en']";

/// What the page says.
#[track_caller]
fn says(tab: &Tab, words: &str) {
    tab.until(&format!("document.querySelector('main').innerText.includes({})", json!(words)));
}

/// 1. The admin key opens the page that was asked for.
/// 2. A new site by a template that is not the usual one: its tag stands on the page of the check.
/// 3. Its survey is given another goal. The preview follows what is typed; saved, the goal stands.
/// 4. The link that is handed out leads to the prompt; the score that is tapped there is stored.
/// 5. The overview has the answer, and says that one is little.
/// 6. Signed out, the desk asks for a key again. The browser has nothing to say about any of these pages.
#[track_caller]
fn walks_the_main_way(engine: Engine) {
    let koe = Workerd::shared().url();
    let visit = engine.visit();
    let tab = visit.open(&format!("{koe}/new-site?lang=en"));
    // 1.
    tab.click_on("#key");
    tab.press(ADMIN_KEY);
    tab.leads_on(|| tab.press(key::ENTER));
    // 2.
    let site = make_site(&tab, engine);
    says(&tab, &format!("/s/{site}.js"));
    // 3.
    set_up_survey(&tab, &site);
    // 4.
    answer(&visit, &tab, &site);
    // 5.
    patience::eventually("the answer on the overview", || {
        tab.goto(&format!("{koe}/sites/{site}"));
        let text = tab.eval("document.querySelector('main').innerText");
        text.as_str().unwrap_or_default().contains("n = 1").then_some(())
    });
    says(&tab, "Preliminary");
    tab.screenshot(&format!("engines-desk-{engine:?}"));
    // 6.
    tab.click_on("details.menu summary");
    tab.leads_on(|| tab.click_on("form.sign-out button"));
    tab.goto(&format!("{koe}/sites/{site}/settings"));
    tab.shows("#key");
    assert_eq!(tab.complaints(), [""; 0]);
}

/// A new site of this engine's own, and its id.
#[track_caller]
fn make_site(tab: &Tab, engine: Engine) -> String {
    let name = format!("desk-{engine:?}").to_lowercase();
    tab.fill("#name", "Kokage");
    tab.fill("#origins", &format!("https://{name}.example"));
    tab.click_on("[name=template][value=support-ces]");
    tab.leads_on(|| tab.click_on("form.card button.primary"));
    let site = format!("{name}-example");
    tab.until(&format!("location.pathname === '/sites/{site}/check'"));
    site
}

#[track_caller]
fn set_up_survey(tab: &Tab, site: &str) {
    tab.goto(&format!("{}/sites/{site}/surveys", Workerd::shared().url()));
    tab.leads_on(|| tab.click_on(".rows a"));
    let preview = |words: &str| {
        tab.until(&format!(
            "[...document.querySelectorAll('aside.preview iframe')].some(frame => !frame.hidden
            && frame.contentDocument?.body?.innerText.includes({}))",
            json!(words)
        ));
    };
    preview("made it easy for me to handle my issue");
    tab.click_on(&format!("details:has({FOLLOW_UP}) > summary"));
    tab.fill(FOLLOW_UP, "Which step was the worst?");
    preview("Which step was the worst?");
    tab.fill("[name='surveys.support-ces.goal']", "Is help easy to get?");
    says(tab, "2 fields changed");
    tab.leads_on(|| tab.click_on(".actions.save .primary"));
    assert_eq!(tab.eval("location.search"), "?saved=1");
    let goal = tab.eval("document.querySelector(\"[name='surveys.support-ces.goal']\").value");
    assert_eq!(goal, "Is help easy to get?");
}

/// Opens the link that is handed out, and answers there.
#[track_caller]
fn answer(visit: &Visit, tab: &Tab, site: &str) {
    let koe = Workerd::shared().url();
    tab.goto(&format!("{koe}/sites/{site}/hand-out"));
    assert!(
        tab.eval("document.querySelectorAll('.print-card svg path').length").as_u64() > Some(0)
    );
    let link = tab.eval("document.querySelector('.pair [data-copy]').dataset.copy");
    let link = link.as_str().unwrap();
    assert!(link.starts_with(&format!("{koe}/p/{site}/support-ces?channel=link")), "{link}");
    // Through a gate, which gives the prompt's page the eye.
    let gate = Gate::to(koe);
    let visitor = visit.open_another(&link.replace(koe, &gate.url()));
    visitor.prompt().until("asking").score(4).until("commenting").click("send").until("thanked");
    assert_eq!(visitor.complaints(), [""; 0]);
    visitor.close();
}
