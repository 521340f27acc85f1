//! What every page is told of a touchpoint: ready to be waited for, in the order of waiting.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use koe_shared::config::{PublicTouchpoint, PublicWhen};
use koe_shared::site::{Preset, When};
use serde_json::{Value, json};

#[track_caller]
fn public(when: Value) -> String {
    let when: When = serde_json::from_value(when).unwrap();
    serde_json::to_string(&PublicTouchpoint::from(&when)).unwrap()
}

#[test]
fn nobody_has_arrived_on_a_page_they_have_not_seen() {
    assert_eq!(public(json!({})), r#"{"when":{"dwell_ms":0}}"#);
    assert_eq!(
        public(json!({ "url": "/thanks" })),
        r#"{"url":"^(/thanks(\\?[^#]*)?(#.*)?)$","when":{"dwell_ms":0}}"#
    );
}

#[test]
fn conditions_stand_in_the_order_in_which_they_are_waited_for() {
    let all = json!({
        "delay_ms": 5, "exit": true, "click": "a", "in_view": "b", "scroll": 0.5, "dwell_ms": 7
    });
    assert_eq!(
        public(all),
        r#"{"when":{"dwell_ms":7,"scroll":0.5,"in_view":"b","click":"a","exit":true,"delay_ms":5}}"#
    );
}

#[test]
fn the_conditions_that_are_held_are_named_in_the_order_in_which_they_are_written() {
    let all = json!({
        "dwell_ms": 7, "scroll": 0.5, "in_view": "b", "click": "a", "exit": true, "delay_ms": 5
    });
    for left_out in
        [None, Some("scroll"), Some("in_view"), Some("click"), Some("exit"), Some("delay_ms")]
    {
        let mut fields = all.as_object().unwrap().clone();
        left_out.map(|name| fields.remove(name));
        let when: PublicWhen = serde_json::from_value(Value::Object(fields)).unwrap();
        // The loader waits for them in the order of the JSON text.
        let written = serde_json::to_string(&when).unwrap();
        let keys: Vec<_> = written.split('"').filter(|part| all.get(part).is_some()).collect();
        assert_eq!(when.conditions().collect::<Vec<_>>(), keys);
    }
}

#[test]
fn an_exit_that_is_not_wanted_is_no_condition() {
    assert_eq!(public(json!({ "exit": false })), r#"{"when":{"dwell_ms":0}}"#);
}

#[test]
fn no_page_of_a_cart_is_browsing() {
    let browsing = Preset::WhileBrowsing.when().unwrap().url.unwrap().expression();
    assert!(browsing.starts_with("^(?!(") && browsing.contains("/cart"), "{browsing}");
}
