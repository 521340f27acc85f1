//! The report, filled with the sample, and with the answers of the garden centre.

use super::{Person, Script, either_way};
use koe_tests::{
    browser::{Browser, Key},
    fixtures::Site,
    workerd::Workerd,
};

either_way! {
    trend => is_looked_through;
}

/// 1. The trend shows the sample, and says so.
/// 2. By month; the chart has a table with the same figures.
/// 3. One channel alone; the choice is a word that a press removes.
/// 4. By language, and nothing else changes.
/// 5. The tabs carry all choices but the page's own.
fn is_looked_through(script: Script) {
    let site = Site::shop(&Workerd::shared().client(), &script.site("trend"));
    let owner = Person::admin(&Browser::start(), script);
    let path = format!("/sites/{}/trend", site.id);
    // 1.
    owner.open(&format!("{path}?sample=1"));
    owner.reads(&["Sample data", "NPS by week", "By touchpoint", "What changed, and why"]);
    // 2.
    owner.send(".segments a[href*='interval=month']");
    assert_eq!(owner.place(), format!("{path}?sample=1&interval=month"));
    owner.press("details.as-table summary");
    owner.until("document.querySelector('details.as-table').open");
    let rows = owner.look("document.querySelectorAll('.as-table tbody tr').length");
    assert_eq!(rows, owner.look("document.querySelectorAll('.series-plot .point').length"));
    // 3.
    owner.focus("select[name=channel]");
    owner.page.press(Key::Down);
    owner.send("form.filters button");
    assert!(owner.place().contains("channel=web"), "{}", owner.place());
    owner.reads(&["Channel: Website"]);
    owner.send(".chosen a");
    assert!(!owner.place().contains("channel="), "{}", owner.place());
    // 4.
    owner.send(".groups .segments a[href*='group_by=locale']");
    assert_eq!(owner.place(), format!("{path}?sample=1&interval=month&group_by=locale"));
    owner.reads(&["By language"]);
    // 5.
    owner.send(".tabs.top a:first-child");
    assert_eq!(owner.place(), format!("/sites/{}?sample=1", site.id));
}
