//! The prompt and the receipt's page write one moment in one way.

use super::{NPS, page};
use koe_tests::{
    browser::{Browser, HostPage, Html},
    fixtures::{Site, documents, with},
    patience,
    workerd::Workerd,
};
use serde_json::{Value, json};

/// Of another calendar, of other numerals, of other orders; and of a country of their own.
const LANGS: [&str; 8] = ["fa", "ko", "ar-EG", "de", "vi", "fi", "en", "en-US"];

/// What the browser makes of a moment in each language, as the prompt asks it to.
const ASKED: &str = "(moment, langs) => langs.map((lang) =>
  new Date(moment).toLocaleString(lang === 'en' ? 'en-GB' : lang,
    { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))";

/// 1. An answer is given in Persian, and the prompt says when it was received; so does its receipt,
///    in the visitor's time zone, which is the site's here, too: the same day of the same calendar.
/// 2. The receipt in other languages: as the browser would write it.
#[test]
fn an_answer_has_one_date() {
    let site = "one-date";
    let pages = HostPage::serve([("/fa", Html::from(page(site, "fa")))]);
    let browser = Browser::start();
    let host = browser.open(&pages.url("/none"));
    let zone = host.eval("Intl.DateTimeFormat().resolvedOptions().timeZone");
    let locales = [&LANGS[..], &["ja"]].concat();
    let fields = json!({
        "origins": [pages.origin()], "timezone": zone, "locales": locales,
        "surveys": [documents::nps()],
    });
    let document = with(&documents::shop(), &fields);
    let shop = Site::open(&Workerd::shared().client(), site, &document);

    host.goto(&pages.url("/fa"));
    host.element(NPS.button).click();
    let prompt = host.prompt();
    prompt.score(9).click();
    prompt.until("commenting");
    prompt.part("skip").click();
    prompt.until("thanked");
    let receipt = prompt.part("receipt").attribute("href").unwrap();
    let path = receipt.split_once("/r/").map(|(_, path)| format!("/r/{path}")).unwrap();
    let path = path.split('?').next().unwrap().to_owned();

    let received = |lang: &str| {
        patience::eventually("the receipt", || {
            let reply = shop.client.get(format!("{path}?lang={lang}")).send();
            let (_, last) = reply.text().rsplit_once("<dd dir=\"auto\">")?;
            last.split('<').next().map(str::to_owned)
        })
    };
    let persian = received("fa");
    assert!(prompt.text().contains(&persian), "{persian} is not in {}", prompt.text());

    let moment = &shop.answers("survey=shop-nps")[0]["received_at"];
    let asked = host.eval(&format!("({ASKED})({moment}, {})", json!(LANGS)));
    let written: Vec<String> = LANGS.into_iter().map(received).collect();
    assert_eq!(asked, Value::from(written));
}
