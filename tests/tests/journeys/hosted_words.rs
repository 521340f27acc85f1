//! The hosted page in every language, and with texts that would like to be markup.

use super::hosted::told;
use crate::edge;
use koe_shared::{locale::Locale, numeral::in_numerals, text::Texts};
use koe_tests::fixtures::{Form, Site, documents, encoded, with};
use serde_json::{Value, json};

/// Languages that somebody may ask for; those that the project has words in are tried.
const TAGS: &str = "ar bg bn cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl \
                    pt pt-PT ro ru sk sl sr sv sw ta th tl tr uk ur vi zh zh-Hant";

fn languages() -> Vec<&'static str> {
    let known = |tag: &&str| {
        let locale: Locale = tag.parse().unwrap();
        Texts::of(&locale).is_some()
    };
    TAGS.split(' ').filter(known).collect()
}

/// 1. The link's language, then the browser's by its weights, then the site's: 200, and the page
///    says which it is.
#[test]
fn the_link_s_language_comes_first_then_the_browser_s() {
    let site = Site::shop(&edge(), "wished");
    for (query, accepted, lang) in [
        ("", "", "ja"),
        ("", "en", "en"),
        ("", "de, en-GB;q=0.8, ja;q=0.5", "en"),
        ("", "ja;q=0.1, en;q=0.2", "en"),
        ("", "de", "ja"),
        ("?lang=en", "ja", "en"),
        ("?lang=ja", "en", "ja"),
        ("?lang=de", "en", "en"),
        ("?lang=%3Cscript%3E", "", "ja"),
    ] {
        let call = site.client.get(format!("/p/wished/shop-nps{query}"));
        let page = call.header("accept-language", accepted).send();
        page.is(200).has("content-language", lang);
        assert!(page.text().contains(&format!("<html lang=\"{lang}\"")), "{query} {accepted}");
        assert_eq!(told(&page)["lang"], lang);
        assert_eq!(Form::on(page.text()).get("lang"), Some(lang));
    }
}

/// 1. Every language of the project: 200, in its direction, with its own question and button.
/// 2. A form in it that lacks a score: 422, in the same language.
#[test]
fn every_language_runs_its_own_way() {
    let languages = languages();
    assert!(languages.len() >= 2 && languages.contains(&"ja"), "{languages:?}");
    let every = json!({ "locale": "en", "locales": languages });
    let site = Site::open(&edge(), "every-language", &with(&documents::smallest(), &every));
    for lang in languages {
        let page = site.client.get(format!("/p/every-language/shop-nps?lang={lang}")).send();
        let rtl = ["ar", "fa", "he", "ur"].contains(&lang);
        let opening = format!("<html lang=\"{lang}\" dir=\"{}\">", if rtl { "rtl" } else { "ltr" });
        assert!(page.is(200).text().contains(&opening), "{opening} is not in {}", page.text());
        let texts = Texts::of(&lang.parse().unwrap()).unwrap();
        let again = Form::on(page.text()).send(&site.client).send();
        again.is(422).has("content-language", lang);
        let send = escaped(&texts.words.small.send);
        for said in [&escaped(&texts.anything_else), &escaped(&texts.pages.choose_score), &send] {
            assert!(again.text().contains(said), "{lang}: {said} is not in {}", again.text());
        }
        assert!(!again.text().contains("{subject}") && !again.text().contains("{name"), "{lang}");
    }
}

/// 1. A comment that is too long, in every language: 422, with a sentence in it and in its numerals.
#[test]
fn a_comment_that_is_too_long_is_refused_in_words() {
    let languages = [languages(), vec!["ar-EG"]].concat();
    let every = json!({ "locale": "en", "locales": languages });
    let site = Site::open(&edge(), "too-long", &with(&documents::smallest(), &every));
    for lang in languages {
        let form = site.form("shop-nps", &format!("lang={lang}")).with("score", "9");
        let again = form.with("comment", &"x".repeat(4_012)).send(&site.client).send();
        let texts = Texts::of(&lang.parse().unwrap()).unwrap();
        let sentence = texts.pages.comment_too_long.replace("{length}", "4012");
        let said = in_numerals(&sentence.replace("{most}", "4000"), lang);
        let page = again.is(422).text();
        assert!(page.contains(&escaped(&said)), "{lang}: {said} is not in {page}");
    }
}

/// 1. Nobody is asked whether the comment may be published: page, thanks and receipt say who alone
///    sees the answer.
/// 2. Somebody is: none of them promises it.
#[test]
fn who_sees_the_answer_is_said_where_it_is_always_true() {
    for (id, ask_publish) in [("only-we", json!([])), ("public", json!(["promoter"]))] {
        let survey = with(&documents::nps(), &json!({ "ask_publish": ask_publish }));
        let document = with(&documents::smallest(), &json!({ "surveys": [survey] }));
        let site = Site::open(&edge(), id, &document);
        let get = |path: &str| site.client.get(path).send();
        let page = get(&format!("/p/{id}/shop-nps?lang=en"));
        let sent = site.form("shop-nps", "lang=en").with("score", "9").send(&site.client).send();
        let thanks = get(sent.is(303).header("location").unwrap());
        let receipt = get(&format!("/r/{id}/{}?lang=en", site.score("shop-nps", 9)));
        for page in [page, thanks, receipt] {
            let said = page.is(200).text().contains("sees your answer.");
            assert_eq!(said, id == "only-we", "{}", page.text());
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// 1. A name of a language whose numerals are its own: 200, in those numerals; sent are the plain
///    ones: 303.
#[test]
fn numerals_are_the_language_s_and_scores_are_numbers() {
    if !languages().contains(&"ar") {
        return;
    }
    let arabic = json!({ "locale": "ar-EG", "locales": ["ar-EG"] });
    let site = Site::open(&edge(), "numerals", &with(&documents::smallest(), &arabic));
    let page = site.client.get("/p/numerals/shop-nps?score=10").send();
    assert!(page.is(200).text().contains(">١٠<"), "{}", page.text());
    assert!(page.text().contains("value=\"10\""), "{}", page.text());
    let form = site.form("shop-nps", "score=10");
    assert_eq!(form.get("score"), Some("10"));
    form.send(&site.client).send().is(303);
    assert_eq!(site.stored("shop-nps", form.get("id").unwrap())["score"], 10);
}

/// 1. Texts of the owner, of the link and of the visitor that would like to be markup or script: 200
///    and 422, all of them text.
/// 2. What the page's script is told is one JSON object still, with each of them as it was.
#[test]
fn no_text_becomes_markup() {
    const HOSTILE: &str = "</script><script>alert(1)</script><!--\"'&lt;";
    let survey = json!({
        "subject": { "en": HOSTILE }, "question": { "en": HOSTILE },
        "labels": { "low": { "en": HOSTILE }, "high": { "en": HOSTILE } },
        "thanks": {
            "text": { "promoter": { "en": HOSTILE } },
            "link": { "href": "https://shop.example/?a=\"><script>", "text": { "en": HOSTILE } },
        },
    });
    let document = json!({ "name": "<script>", "surveys": [with(&documents::nps(), &survey)] });
    let site = Site::open(&edge(), "hostile", &with(&documents::smallest(), &document));
    let hostile = encoded(HOSTILE);
    let query = format!(
        "touchpoint={hostile}&segment.plan={hostile}&respondent={hostile}&expires_at={hostile}\
         &signature={hostile}&lang={hostile}&channel={hostile}"
    );
    let page = site.client.get(format!("/p/hostile/shop-nps?{query}")).send();
    let told = told(page.is(200));
    assert_eq!(told["respondent"]["id"], HOSTILE);
    assert_eq!(told["segments"]["plan"], HOSTILE);
    assert_eq!((&told["channel"], &told["touchpoint"]), (&json!("link"), &json!("(other)")));
    let form = site.form("shop-nps", &query);
    assert_eq!(form.get("respondent"), Some(HOSTILE));
    assert_eq!(form.get("segment.plan"), Some(HOSTILE));

    let form = form.with("comment", &format!("</textarea>{HOSTILE}"));
    let again = form.send(&site.client).send();
    assert_eq!(Form::on(again.is(422).text()).get("comment"), form.get("comment"));
    let form = form.with("score", "10");
    let sent = form.send(&site.client).send();
    let thanks = site.client.get(sent.is(303).header("location").unwrap()).send();
    let receipt = thanks.is(200).text().split("href=\"/r/").nth(1).unwrap();
    let receipt = receipt.split('"').next().unwrap().replace("&amp;", "&");
    let receipt = site.client.get(format!("/r/{receipt}")).send();
    for page in [&page, &again, &thanks, receipt.is(200)] {
        let text = page.text();
        assert!(!text.contains("<script>") && !text.contains("<!--"), "{text}");
        assert!(!text.contains("</textarea></script>"), "{text}");
        assert!(text.matches("<script").count() <= 2, "{text}");
    }
    let stored = site.stored("shop-nps", form.get("id").unwrap());
    assert_eq!(stored["segments"]["plan"], HOSTILE);
    assert_eq!(stored["respondent"], Value::Null);
}

/// 1. `{name}` in the owner's texts, where nobody told a name: 200, gone or as its fallback says.
#[test]
fn a_place_for_a_name_vanishes() {
    let survey = json!({ "question": { "en": "{name}, would you come back?" },
        "labels": { "low": { "en": "{name|Friend} would not" }, "high": { "en": "Yes" } } });
    let document = json!({ "surveys": [with(&documents::nps(), &survey)] });
    let site = Site::open(&edge(), "nameless", &with(&documents::smallest(), &document));
    let page = site.client.get("/p/nameless/shop-nps").send();
    for said in ["<legend>Would you come back?</legend>", "Friend would not"] {
        assert!(page.is(200).text().contains(said), "{said} is not in {}", page.text());
    }
}
