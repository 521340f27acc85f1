//! Touchpoints: the usual ones by the names that people give them, and when one comes by itself.

use koe_shared::site::When;

use crate::desk::language::{Bilingual, Language, both};

const TOUCHPOINTS: [(&str, Bilingual); 10] = [
    ("post-purchase", both("購入後", "After a purchase")),
    ("while-browsing", both("サイトを見ている間", "While browsing")),
    ("browsing", both("サイトを見ている間", "While browsing")),
    ("after-support", both("サポート後", "After support")),
    ("after-sales-call", both("商談後", "After a sales call")),
    ("checkout", both("会計", "Checkout")),
    ("cart", both("カート", "Cart")),
    ("product", both("商品ページ", "Product page")),
    ("reading", both("読み物", "Reading")),
    ("(other)", both("その他", "Other")),
];

/// The name of a touchpoint; one that only its owner knows is called by its id.
pub(crate) fn name(language: Language, id: &str) -> String {
    let found = TOUCHPOINTS.iter().find(|(known, _)| *known == id);
    found.map_or_else(|| id.to_owned(), |(_, name)| language.say(*name).to_owned())
}

/// When a page view is a touchpoint by itself, condition by condition, with so many of its addresses at most.
pub(crate) fn conditions(language: Language, when: &When, most: usize) -> Vec<String> {
    let ja = language == Language::Japanese;
    let say = |japanese: String, english: String| if ja { japanese } else { english };
    let seconds = |ms: u32| format!("{}", f64::from(ms) / 1_000.0);
    let When { url, dwell_ms, scroll, in_view, click, exit, delay_ms } = when;
    let url = url.as_ref().map(|url| {
        let shown: Vec<&str> = url.all().iter().take(most).map(String::as_str).collect();
        format!("{}{}", shown.join(" · "), if url.all().len() > most { " …" } else { "" })
    });
    let share = scroll.map(|share| format!("{}", (share * 100.0).round()));
    [
        url.map(|url| say(format!("ページ {url}"), format!("pages {url}"))),
        dwell_ms.filter(|ms| *ms > 0).map(|ms| {
            let s = seconds(ms);
            say(format!("{s}秒見たとき"), format!("after {s} s on the page"))
        }),
        share.map(|share| say(format!("{share}% まで読んだとき"), format!("scrolled to {share}%"))),
        in_view.as_ref().map(|what| say(format!("{what} が見えたとき"), format!("{what} in view"))),
        click
            .as_ref()
            .map(|what| say(format!("{what} を押したとき"), format!("a click on {what}"))),
        exit.filter(|exit| *exit).map(|_| {
            say("離れようとしたとき".to_owned(), "when the visitor turns to leave".to_owned())
        }),
        delay_ms.filter(|ms| *ms > 0).map(|ms| {
            let s = seconds(ms);
            say(format!("{s}秒後"), format!("{s} s later"))
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}
