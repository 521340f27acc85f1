//! Pages that share the browser's listeners with Koe: what Koe takes off is its own.

use crate::host::{Host, Kokage, Place, in_page_and_frame, loaded};
use koe_tests::browser::Page;
use serde_json::json;

in_page_and_frame![one_native_listener_for_all, zone_js_0_11, zone_js_0_13, zone_js_0_15,];

/// 1. The page's app starts late and listens to scrolling, through a library that has one native listener
///    for all who listen.
/// 2. Half of the page is scrolled through: Koe has heard enough, and asks.
/// 3. The page goes on hearing.
fn one_native_listener_for_all(place: Place) {
    let host = Kokage::new("shared-listener", place).serve();
    let page = host.visit("/shared-listener.html");
    loaded(&page);
    page.until("performance.now() > 2000");
    page.eval("scrollTo(0, document.documentElement.scrollHeight), 0");
    host.asked(&page);
    goes_on_hearing(&page, "document.querySelector('output').value");
}

/// The page's count grows when it is scrolled by a visitor.
#[track_caller]
fn goes_on_hearing(page: &Page, count: &str) {
    let heard = page.eval(&format!("+({count})"));
    page.eval("scrollTo(0, 0), 0");
    page.until(&format!("+({count}) > {heard}"));
}

/// A page of an Angular application: its zones stand before the loader, its own listeners come while Koe
/// still waits for its rule.
fn zone(name: &str, file: &str, place: Place) -> Host {
    let body = r#"<h1>Kokage</h1><p style="height:4000px">A long article.</p>
<script>
  window.scrolled = window.turned = 0;
  addEventListener("scroll", () => scrolled++);
  document.addEventListener("visibilitychange", () => turned++);
  document.addEventListener("mouseout", () => (window.left = 1));
</script>"#;
    // Koe's tag first: what it listens to is then what the library asked the browser for.
    let fields = json!({ "touchpoints": [
        { "id": "scrolled", "stage": "visit",
          "when": { "url": "*/zone.html*", "dwell_ms": 1500, "scroll": 0.5 } },
    ] });
    Kokage::new(name, place)
        .package("/zone.js", file)
        .page("/zone.html", r#"<script src="zone.js"></script>"#, &body.replace("<script>\n", "<script type=\"module\">\n  while (!(\"config\" in koe)) await new Promise((done) => setTimeout(done, 10));\n"))
        .fields(fields)
        .serve()
}

/// 1. The page's app listens to scrolling and to `visibilitychange`, as Koe does while it waits.
/// 2. Koe has waited long enough, half of the page is scrolled through, and Koe asks: the page goes on
///    hearing both.
fn a_page_with_zones(host: &Host) {
    let page = host.visit("/zone.html");
    page.until("'turned' in window && performance.now() > 2500");
    page.eval("document.dispatchEvent(new Event('visibilitychange')), 0");
    assert_eq!(page.eval("turned"), 1, "visibilitychange is not heard any more");
    page.eval("scrollTo(0, document.documentElement.scrollHeight), 0");
    host.asked(&page);
    goes_on_hearing(&page, "scrolled");
    let heard = page.eval("turned");
    page.eval("document.dispatchEvent(new Event('visibilitychange')), 0");
    page.until(&format!("turned == {heard} + 1"));
    assert!(page.console().is_empty(), "{:?}", page.console());
}

fn zone_js_0_11(place: Place) {
    a_page_with_zones(&zone("zone-11", "zone.js-0.11/dist/zone.js", place));
}

fn zone_js_0_13(place: Place) {
    a_page_with_zones(&zone("zone-13", "zone.js-0.13/bundles/zone.umd.js", place));
}

fn zone_js_0_15(place: Place) {
    a_page_with_zones(&zone("zone-15", "zone.js-0.15/bundles/zone.umd.js", place));
}
