//! What a prompt and a page are told: all they need, in the right words, and nothing else.
#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

use koe_shared::config::{Assets, PublicConfig};
use koe_shared::prompt_content::{PromptContent, PromptTexts, content_hash};
use koe_shared::site::SiteDocument;
use serde_json::{Value, json};

fn document(survey: &Value) -> SiteDocument {
    let mut survey = survey.clone();
    let all = json!({ "id": "s", "goal": "the goal", "touchpoints": ["t"] });
    survey.as_object_mut().unwrap().extend(all.as_object().unwrap().clone());
    let document = json!({
        "name": "Kokage", "origins": [], "locale": "ja", "locales": ["ja", "en", "la", "ug"],
        "surveys": [survey],
    });
    SiteDocument::parse(document.to_string().as_bytes()).unwrap()
}

fn content(survey: &Value, locale: &str) -> PromptContent {
    let document = document(survey);
    PromptContent::new(&document, &document.surveys[0], &locale.parse().unwrap())
}

fn texts(survey: &Value, locale: &str) -> PromptTexts {
    content(survey, locale).texts
}

/// Question, statement, low, high and steps: what was measured. These are the wordings of the source
/// articles and of every score there is; a change here needs a new version of every survey.
#[track_caller]
fn check(metric: &str, scale: Option<u8>, locale: &str, expected: &[&str]) {
    let mut survey =
        json!({ "metric": metric, "subject": { "ja": "こかげ道具店", "en": "Kokage" } });
    if let Some(points) = scale {
        survey["scale"] = json!(points);
    }
    let texts = texts(&survey, locale);
    let mut words = vec![texts.question];
    words.extend(texts.statement);
    if texts.steps.is_empty() {
        words.extend([texts.low, texts.high]);
    } else {
        assert_eq!(
            (Some(&texts.low), Some(&texts.high)),
            (texts.steps.first(), texts.steps.last())
        );
        words.extend(texts.steps);
    }
    assert_eq!(words, expected);
}

#[test]
fn the_standard_wordings_are_pinned() {
    check(
        "nps",
        None,
        "ja",
        &[
            "こかげ道具店を友人や同僚に勧める可能性は、どのくらいありますか？",
            "まったくない",
            "非常に高い",
        ],
    );
    check(
        "nps",
        None,
        "en",
        &[
            "How likely are you to recommend Kokage to a friend or colleague?",
            "Not at all likely",
            "Extremely likely",
        ],
    );
    check(
        "ces",
        None,
        "ja",
        &[
            "次の文について、どのくらいそう思いますか？",
            "こかげ道具店は、私の問題を簡単に処理できるようにしました。",
            "まったくそう思わない",
            "そう思わない",
            "中立",
            "そう思う",
            "非常にそう思う",
        ],
    );
    check(
        "ces",
        Some(7),
        "en",
        &[
            "How much do you agree with this statement?",
            "Kokage made it easy for me to handle my issue.",
            "Strongly disagree",
            "Disagree",
            "Somewhat disagree",
            "Neutral",
            "Somewhat agree",
            "Agree",
            "Strongly agree",
        ],
    );
    check(
        "ces",
        Some(7),
        "ja",
        &[
            "次の文について、どのくらいそう思いますか？",
            "こかげ道具店は、私の問題を簡単に処理できるようにしました。",
            "まったくそう思わない",
            "そう思わない",
            "ややそう思わない",
            "中立",
            "ややそう思う",
            "そう思う",
            "非常にそう思う",
        ],
    );
    check(
        "csat",
        None,
        "ja",
        &[
            "今日の私たちとの経験はどうでしたか？",
            "とても悪かった",
            "悪かった",
            "ふつう",
            "良かった",
            "とても良かった",
        ],
    );
    check(
        "csat",
        None,
        "en",
        &["How was your experience with us today?", "Very bad", "Bad", "OK", "Good", "Very good"],
    );
}

#[test]
fn the_subject_is_the_site_s_name_unless_the_owner_says_otherwise() {
    let question = |survey: Value| texts(&survey, "en").question;
    assert!(question(json!({ "metric": "nps" })).contains("recommend Kokage to"));
    let named = json!({ "metric": "nps", "subject": { "en": "our shop" } });
    assert!(question(named).contains("recommend our shop to"));
    let own =
        json!({ "metric": "nps", "question": { "en": "Would you send a friend to {subject}?" } });
    assert_eq!(question(own), "Would you send a friend to Kokage?");
}

#[test]
fn no_word_of_any_prompt_has_a_gap_left_in_it() {
    for metric in ["nps", "ces", "csat"] {
        for locale in ["ja", "en", "ar", "de"] {
            let survey = json!({
                "metric": metric, "ask_contact": ["passive"], "ask_publish": ["promoter"],
            });
            let json = String::from_utf8(content(&survey, locale).to_json()).unwrap();
            assert!(!json.contains("{subject}") && !json.contains("\"\""), "{json}");
        }
    }
}

#[test]
fn ends_that_the_owner_named_are_another_scale_than_agreement() {
    let survey = json!({
        "metric": "ces",
        "question": { "en": "How easy was it to pay?" },
        "labels": { "low": { "en": "Very hard" }, "high": { "en": "Very easy" } },
    });
    let easy = texts(&survey, "en");
    assert_eq!(easy.question, "How easy was it to pay?");
    assert_eq!((easy.statement, easy.steps.len()), (None, 0));
    assert_eq!((easy.low.as_str(), easy.high.as_str()), ("Very hard", "Very easy"));
    let agreement = json!({ "metric": "ces", "question": { "en": "Paying was easy." } });
    let agreement = texts(&agreement, "en");
    assert_eq!(agreement.question, "How much do you agree with this statement?");
    assert_eq!(agreement.statement.as_deref(), Some("Paying was easy."));
    assert_eq!(agreement.steps.len(), 5);
}

#[test]
fn a_language_without_wordings_gets_the_owner_s_and_the_site_s() {
    let latin = texts(&json!({ "metric": "nps", "question": { "la": "Placetne tibi?" } }), "la");
    assert_eq!(latin.question, "Placetne tibi?");
    assert_eq!(latin.small.send, "送信する");
    let uyghur = |survey: Value| {
        let content = serde_json::to_value(content(&survey, "ug")).unwrap();
        (content["lang"].clone(), content["dir"].clone())
    };
    let asked = json!({ "metric": "nps", "question": { "ug": "تەۋسىيە قىلامسىز؟" } });
    assert_eq!(uyghur(asked), (json!("ug"), json!("rtl")));
    assert_eq!(uyghur(json!({ "metric": "nps" })), (json!("ja"), json!("ltr")), "nor claims it");
}

#[test]
fn words_that_a_survey_can_not_need_are_absent() {
    let keys = |survey: Value| {
        let texts = serde_json::to_value(texts(&survey, "en")).unwrap();
        let optional = ["reply_wanted", "reply_purpose", "email", "email_invalid"];
        let optional = optional.into_iter().chain(["publish", "publish_name", "footnote"]);
        optional.filter(|key| texts.get(key).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(keys(json!({ "metric": "nps" })), ["footnote"]);
    assert_eq!(
        keys(json!({ "metric": "nps", "ask_contact": ["detractor"] })),
        ["reply_wanted", "reply_purpose", "email", "email_invalid", "footnote"]
    );
    assert_eq!(
        keys(json!({ "metric": "nps", "ask_publish": ["promoter"] })),
        ["publish", "publish_name"]
    );
}

#[test]
fn that_only_the_owner_sees_the_answer_is_not_said_where_it_may_be_published() {
    let footnote = |survey: Value| texts(&survey, "en").footnote;
    assert_eq!(
        footnote(json!({ "metric": "nps" })).as_deref(),
        Some("Only Kokage sees your answer.")
    );
    assert_eq!(footnote(json!({ "metric": "nps", "ask_publish": ["promoter"] })), None);
}

#[test]
fn the_owner_s_thanks_replace_the_standard_sentence() {
    let thanks = |survey: Value| serde_json::to_value(texts(&survey, "en").thanks).unwrap();
    assert_eq!(thanks(json!({ "metric": "nps" })), json!({}));
    let own = json!({
        "metric": "nps",
        "thanks": {
            "text": { "promoter": { "en": "Come back soon." } },
            "link": { "href": "https://shop.example", "text": { "en": "Our repairs" } },
        },
    });
    assert_eq!(
        thanks(own),
        json!({
            "text": {
                "detractor": "We have your answer.",
                "passive": "We have your answer.",
                "promoter": "Come back soon.",
            },
            "link": { "href": "https://shop.example", "text": "Our repairs", "open": "Open" },
        })
    );
}

#[test]
fn a_prompt_is_told_of_a_font_that_is_not_the_system_s() {
    let font = |font: &str| {
        let mut document = document(&json!({ "metric": "nps" }));
        document.theme.font = font.parse().unwrap();
        let content = PromptContent::new(&document, &document.surveys[0], &document.locale);
        serde_json::to_value(content).unwrap()["theme"].get("font").cloned()
    };
    assert_eq!(font("system"), None);
    assert_eq!(font("inherit"), Some(json!("inherit")));
    assert_eq!(font("Georgia, serif"), Some(json!("Georgia, serif")));
}

#[test]
fn the_words_of_a_text_file_are_few() {
    let survey = json!({
        "metric": "ces", "scale": 7, "ask_contact": ["detractor"], "ask_publish": ["promoter"],
    });
    for locale in ["ja", "en"] {
        // What the question looks like repeats itself; `cargo xtask size` has what it costs.
        let mut words = serde_json::to_value(content(&survey, locale)).unwrap();
        words.as_object_mut().unwrap().remove("question");
        let words = words.to_string();
        assert!(words.len() < 3_500, "{locale}: {} bytes", words.len());
    }
    assert_eq!(content_hash(b""), "e3b0c44298fc1c14");
}

#[test]
fn the_texts_of_a_survey_share_a_hash_that_changes_with_any_of_them() {
    let hash = |document: &SiteDocument| {
        PromptContent::hash_of_all(document, document.surveys.first().unwrap())
    };
    let given = document(&json!({ "metric": "nps" }));
    let mut changed = vec![given.clone(); 4];
    changed[0].surveys[0].subject.insert("en".parse().unwrap(), "Kokage Ltd".to_owned());
    changed[1].theme.radius = 0;
    changed[2].surveys[0].version = 2;
    changed[3].locales.pop();
    for (n, document) in changed.iter().enumerate() {
        assert_ne!(hash(document), hash(&given), "{n}");
    }
    let mut asked_less = given.clone();
    asked_less.cool_down_days = 60;
    assert_eq!(hash(&asked_less), hash(&given), "a text file says nothing of it");
}

#[test]
fn a_page_is_told_no_secret_no_goal_and_no_wording() {
    let document = SiteDocument::parse(include_bytes!("vectors/site.json")).unwrap();
    let assets = Assets {
        sender: "/a/sender-1.js".to_owned(),
        prompt: "/a/prompt-1.js".to_owned(),
        wasm: "/a/prompt-1.wasm".to_owned(),
    };
    let site = "kokage".parse().unwrap();
    let config =
        PublicConfig::new(site, &document, assets, |survey| format!("hash of {}", survey.id));
    let expected = json!({
        "site": "kokage",
        "locale": "ja",
        "locales": ["ja", "en"],
        "cool_down_days": 14,
        "respect_gpc": true,
        "require_consent": false,
        "assets": {
            "sender": "/a/sender-1.js", "prompt": "/a/prompt-1.js", "wasm": "/a/prompt-1.wasm"
        },
        "touchpoints": {
            "browsing": {
                "url": "^(/products/[^?#]*(\\?[^#]*)?(#.*)?)$",
                "when": { "dwell_ms": 20_000, "scroll": 0.5 }
            }
        },
        "surveys": [
            {
                "id": "shop-nps",
                "version": 1,
                "touchpoints": ["post-purchase", "browsing"],
                "sample_bp": 2_500,
                "recontact_days": 90,
                "recontact_after_dismissal_days": 30,
                "active": true,
                "placement": "popover",
                "content": "hash of shop-nps"
            },
            {
                "id": "support-ces",
                "version": 1,
                "touchpoints": ["after-support"],
                "sample_bp": 10_000,
                "recontact_days": 90,
                "recontact_after_dismissal_days": 30,
                "active": true,
                "placement": "popover",
                "content": "hash of support-ces"
            }
        ]
    });
    assert_eq!(serde_json::to_value(&config).unwrap(), expected);
}
