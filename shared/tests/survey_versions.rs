//! A survey's versions: what counts as a change, and what is kept.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]
#![allow(clippy::needless_pass_by_value, reason = "JSON literals read better by value")]

use koe_shared::id::SurveyId;
use koe_shared::metric::Scale;
use koe_shared::site::SiteDocument;
use koe_shared::site::versions::{SurveyVersions, VersionNotRaised};
use serde_json::{Value, json};

fn survey(version: u32, more: Value) -> Value {
    let mut survey = json!({
        "id": "s", "version": version, "metric": "ces", "goal": "g", "touchpoints": ["t"],
    });
    survey.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    survey
}

fn document(surveys: &[Value]) -> SiteDocument {
    let document = json!({
        "name": "Kokage", "origins": [], "locale": "ja", "locales": ["ja", "en"],
        "surveys": surveys,
    });
    SiteDocument::parse(document.to_string().as_bytes()).unwrap()
}

fn then(versions: SurveyVersions, survey: Value) -> Result<SurveyVersions, VersionNotRaised> {
    versions.with(&document(&[survey]))
}

fn first() -> SurveyVersions {
    then(SurveyVersions::default(), survey(1, json!({}))).unwrap()
}

#[track_caller]
fn refused(survey: Value, message: &str) {
    let refusal = then(first(), survey).unwrap_err();
    assert_eq!(refusal.to_string(), message);
    assert_eq!(
        (refusal.code(), refusal.field().as_str()),
        ("version_not_raised", "surveys[0].version")
    );
}

#[test]
fn a_changed_question_label_scale_or_metric_needs_a_new_version() {
    let must_exceed = |what: &str| format!("survey s changed its {what}: version 1 must exceed 1");
    refused(survey(1, json!({ "question": { "ja": "楽でした。" } })), &must_exceed("question"));
    refused(survey(1, json!({ "labels": { "low": { "en": "No" } } })), &must_exceed("labels"));
    refused(survey(1, json!({ "scale": 7 })), &must_exceed("scale"));
    refused(survey(1, json!({ "metric": "csat" })), &must_exceed("metric"));
}

#[test]
fn with_a_new_version_it_may_change_and_both_stay() {
    let versions = then(first(), survey(2, json!({ "scale": 7 }))).unwrap();
    let id = "s".parse().unwrap();
    assert_eq!(versions.scale(&id, 1), Some(Scale::Ces5));
    assert_eq!(versions.scale(&id, 2), Some(Scale::Ces7));
    assert_eq!(versions.scale(&id, 3), None);
    assert_eq!(versions.newest(&id), Some(2));
}

#[test]
fn everything_else_may_change_freely() {
    let more = json!({
        "goal": "another", "sample_rate": 0.1, "subject": { "ja": "店" }, "active": false,
        "follow_up": { "passive": { "ja": "なぜですか？" } }, "placement": "modal",
    });
    assert_eq!(then(first(), survey(1, more)), Ok(first()));
}

#[test]
fn another_language_is_a_translation_and_no_change() {
    let versions = then(first(), survey(1, json!({ "question": { "fr": "C'était facile." } })));
    let refusal = then(versions.unwrap(), survey(1, json!({ "question": { "fr": "Autre." } })));
    assert!(refusal.is_err(), "a language once asked in is on record");
}

#[test]
fn versions_may_skip_but_not_go_back_to_one_that_never_was() {
    let versions = then(first(), survey(5, json!({ "scale": 7 }))).unwrap();
    let refusal = then(versions.clone(), survey(3, json!({}))).unwrap_err();
    assert_eq!(refusal.to_string(), "survey s is at version 5 already, not 3");
    assert_eq!(then(versions.clone(), survey(1, json!({}))), Ok(versions));
}

#[test]
fn a_survey_left_out_is_archived_and_its_versions_stay() {
    let mut other = survey(1, json!({ "metric": "nps" }));
    other["id"] = json!("other");
    let versions = then(first(), other).unwrap();
    assert_eq!(versions.surveys().map(SurveyId::as_str).collect::<Vec<_>>(), ["other", "s"]);
    assert_eq!(versions.scale(&"s".parse().unwrap(), 1), Some(Scale::Ces5));
    assert!(then(versions, survey(1, json!({ "scale": 7 }))).is_err(), "nor may they change later");
}

#[test]
fn what_is_stored_is_read_back() {
    let versions = then(first(), survey(2, json!({ "scale": 7 }))).unwrap();
    let stored = serde_json::to_string(&versions).unwrap();
    assert_eq!(serde_json::from_str::<SurveyVersions>(&stored).unwrap(), versions);
}

#[test]
fn two_records_that_did_not_see_each_other_lose_no_version() {
    let here = then(first(), survey(2, json!({ "scale": 7 }))).unwrap();
    let there = then(first(), survey(3, json!({ "question": { "ja": "楽でした。" } }))).unwrap();
    let id: SurveyId = "s".parse().unwrap();
    let united = here.clone().united(&there);
    assert_eq!(united, there.clone().united(&here));
    let versions: Vec<u32> = united.versions(&id).map(|(version, _)| version).collect();
    assert_eq!(versions, [1, 2, 3]);
    assert_eq!(united.clone().united(&here), united);
    let other = SurveyVersions::default().with(&document(&[json!({
        "id": "other", "metric": "nps", "goal": "g", "touchpoints": ["t"],
    })]));
    assert_eq!(here.united(&other.unwrap()).surveys().count(), 2);
}

#[test]
fn of_one_version_with_two_wordings_the_own_one_stays() {
    let asking = |locale: &str, question: &str| {
        then(first(), survey(2, json!({ "question": { locale: question } }))).unwrap()
    };
    let (own, other) = (asking("ja", "楽でした。"), asking("ja", "簡単でした。"));
    assert_eq!(own.clone().united(&other), own);
    assert_eq!(own.clone().united(&asking("en", "It was easy.")), own);
}

#[test]
fn a_survey_that_comes_back_never_goes_back_to_a_lower_version() {
    let question =
        |version: u32, text: &str| survey(version, json!({ "question": { "ja": text } }));
    let back = |versions: &SurveyVersions, survey: Value, today: Option<u32>| {
        versions.coming_back(&document(&[survey]).surveys[0], today)
    };
    let one = then(SurveyVersions::default(), question(1, "一")).unwrap();
    let two = then(one, question(2, "二")).unwrap();
    for (text, today, version) in [
        ("二", Some(2), 2),
        ("一", Some(2), 3),
        // The document of today asks the first version again.
        ("一", Some(1), 1),
        ("二", Some(1), 3),
        // Archived: its newest version is what counts.
        ("二", None, 2),
        ("一", None, 3),
    ] {
        assert_eq!(back(&two, question(1, text), today), version, "{text} {today:?}");
    }
    assert_eq!(back(&SurveyVersions::default(), question(7, "一"), None), 7);
    let last = then(two, question(9_999, "三")).unwrap();
    assert_eq!(back(&last, question(1, "一"), Some(9_999)), 9_999, "refused as not raised");
}
