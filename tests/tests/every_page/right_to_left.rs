//! Pages whose lines run from right to left.

use crate::{citizen::Citizen, host::Kind};
use koe_tests::browser::Browser;
use serde_json::json;

/// 1. An Arabic page: the prompt speaks Arabic, from right to left, and stands in the corner at
///    the end of the line, the lower left one.
/// 2. An English prompt on a page from right to left keeps its own direction.
#[test]
fn an_arabic_page() {
    let fields = json!({ "locale": "ar", "locales": ["ar", "en"] });
    let host = Kind::new("rtl").root(r#"lang="ar" dir="rtl""#).fields(fields).serve();
    let citizen = Citizen::arrives(&host, &Browser::start());
    citizen.is_asked();
    let panel = citizen.page().prompt().part("panel");
    let stands = panel.call(
        "function () { const { left, right } = this.getBoundingClientRect();
           return [this.lang, getComputedStyle(this).direction, left < innerWidth - right] }",
    );
    assert_eq!(stands, json!(["ar", "rtl", true]));
    citizen.answers();
    citizen.leaves();
}
