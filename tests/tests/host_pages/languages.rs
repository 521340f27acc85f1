//! Pages that name their language in their own way.

use crate::host::{Host, Kokage, Place, in_page_and_frame};

in_page_and_frame![a_language_with_an_underscore, a_language_in_capitals, a_language_of_xml,];

const NPS: &str = r#"<script>koe("touchpoint", "post-purchase");</script>"#;

#[track_caller]
fn asks_in_japanese(host: &Host, path: &str) {
    let inside = host.asked(&host.visit(path));
    let prompt = inside.prompt();
    assert!(prompt.text().contains("可能性"), "{}", prompt.text());
    prompt.score(9).click();
    assert_eq!(host.only_answer("nps", 1)["locale"], "ja");
}

fn a_language_with_an_underscore(place: Place) {
    asks_in_japanese(&Kokage::new("ja-underscore", place).serve(), "/lang-underscore.html");
}

fn a_language_in_capitals(place: Place) {
    let page = crate::host::page("", NPS);
    for (name, lang) in [("ja-capitals", "JA"), ("ja-both", "JA_jp")] {
        let page = page.replace(r#"lang="en""#, &format!("lang=\"{lang}\""));
        asks_in_japanese(
            &Kokage::new(name, place).text("/capitals.html", &page).serve(),
            "/capitals.html",
        );
    }
}

/// A document of XML says `xml:lang` and may leave `lang` out.
fn a_language_of_xml(place: Place) {
    let page = r#"<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja">
<head><title>Kokage</title><link rel="icon" href="data:,"/>
<script>typeof koe=='function'||(window.koe=function(){(koe.q=koe.q||[]).push(arguments)})</script>
<script async="" src="{{KOE}}/s/{{SITE}}.js"></script></head>
<body><h1>こかげ</h1><script>koe("touchpoint", "post-purchase");</script></body>
</html>"#;
    asks_in_japanese(&Kokage::new("ja-xml", place).text("/xml.xhtml", page).serve(), "/xml.xhtml");
}
