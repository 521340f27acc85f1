//! What is no site document, by its form.

use koe_shared::site::{SiteDocument, SiteError};
use serde_json::json;

use super::{minimal, parse, refused, with};

#[test]
fn broken_json_is_no_field_s_fault() {
    for body in ["", "{", "[]", "null", "7", "{} {}", "\u{feff}{}"] {
        assert_eq!(SiteDocument::parse(body.as_bytes()), Err(SiteError::BrokenJson), "{body:?}");
    }
}

#[test]
fn a_field_that_is_missing_or_unknown_is_named_with_its_path() {
    let without = |pointer: &str, name: &str| {
        let mut document = minimal();
        document.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(name);
        document
    };
    refused(&without("", "name"), "missing_field", "name", "name is missing");
    refused(&without("", "origins"), "missing_field", "origins", "origins is missing");
    refused(&without("", "surveys"), "missing_field", "surveys", "surveys is missing");
    refused(
        &without("/surveys/0", "goal"),
        "missing_field",
        "surveys[0].goal",
        "surveys[0].goal is missing",
    );
    refused(
        &with("/colour", json!("red")),
        "unknown_field",
        "colour",
        "colour is not a field of the site document",
    );
    refused(
        &with("/surveys/0/colour", json!("red")),
        "unknown_field",
        "surveys[0].colour",
        "surveys[0].colour is not a field of the site document",
    );
    refused(
        &with("/theme", json!({ "colour": "red" })),
        "unknown_field",
        "theme.colour",
        "theme.colour is not a field of the site document",
    );
}

#[test]
fn a_value_of_another_form_is_named_with_what_it_should_be() {
    refused(
        &with("/theme", json!({ "accent": "green" })),
        "invalid_value",
        "theme.accent",
        "theme.accent: colour \"green\" is not of the form #rrggbb or #rgb",
    );
    refused(
        &with("/theme", json!({ "font": "Georgia; color: red" })),
        "invalid_value",
        "theme.font",
        "theme.font: font \"Georgia; color: red\" is not system, inherit or a list of font families \
         of at most 200 characters",
    );
    refused(
        &with("/surveys/0/id", json!("Shop NPS")),
        "invalid_value",
        "surveys[0].id",
        "surveys[0].id: survey id \"Shop NPS\" is not 1 to 64 of a-z, 0-9 and - with no - in front",
    );
    refused(
        &with("/surveys/0/sample_rate", json!(1.5)),
        "invalid_value",
        "surveys[0].sample_rate",
        "surveys[0].sample_rate: sample_rate 1.5 is outside 0–1",
    );
    refused(
        &with("/locale", json!("japanese!")),
        "invalid_value",
        "locale",
        "locale: locale \"japanese!\" is not a BCP 47 tag of at most 35 characters",
    );
    refused(
        &with("/surveys/0/placement", json!("banner")),
        "invalid_value",
        "surveys[0].placement",
        "surveys[0].placement \"banner\" is not popover, inline or modal",
    );
    assert_eq!(parse(&with("/name", json!(7))).unwrap_err().field(), Some("name"));
    assert_eq!(
        parse(&with("/cool_down_days", json!(-1))).unwrap_err().field(),
        Some("cool_down_days")
    );
}

/// Serde would read one as the object whose fields stand in that order.
#[test]
fn a_list_is_no_object() {
    let visit = json!([{ "id": "visit", "when": ["/products/*", 20_000] }]);
    for (pointer, list, field) in [
        ("/theme", json!([]), "theme"),
        ("/surveys/0/labels", json!([]), "surveys[0].labels"),
        ("/surveys/0/follow_up", json!([]), "surveys[0].follow_up"),
        ("/touchpoints", visit, "touchpoints[0].when"),
    ] {
        let refusal = parse(&with(pointer, list)).unwrap_err();
        assert_eq!((refusal.code(), refusal.field()), ("invalid_value", Some(field)));
        assert!(refusal.to_string().ends_with("is not an object"), "{refusal}");
    }
}
