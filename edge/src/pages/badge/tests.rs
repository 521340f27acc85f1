//! What a badge says and how large it is, at its longest.

use koe_shared::confidence::Confidence;
use koe_shared::disclosure::Reported;
use koe_shared::metric::{Metric, Scale};
use koe_shared::site::SiteDocument;
use koe_shared::tally::Tally;
use serde_json::json;

use super::{Badge, Picture};

fn document(name: &str, locale: &str, scheme: &str) -> SiteDocument {
    let document = json!({
        "name": name, "locale": locale, "origins": ["https://shop.example"],
        "theme": { "scheme": scheme },
        "surveys": [{ "id": "a", "metric": "nps", "goal": "b", "touchpoints": ["c"] }],
    });
    serde_json::from_value(document).unwrap()
}

fn picture(document: &SiteDocument, scale: Scale, counts: &[(u8, u64)]) -> Picture {
    let tally = Tally::from_counts(scale, counts.iter().copied()).unwrap();
    let reported = &Reported::filtered(&tally, 5, Confidence::P95);
    let metric = scale.metric().to_string();
    Badge { document, reported, metric, shown_from: 5, days: 30 }.render()
}

/// All texts of a badge, in their order.
fn texts(svg: &str) -> Vec<String> {
    let svg =
        svg.split("<style>").next().unwrap().to_owned() + svg.split("</style>").nth(1).unwrap();
    let mut texts = Vec::new();
    for part in svg.split("<title>").nth(1).unwrap().replace("<desc>", "<text>").split("<text") {
        let text =
            part.split_once('>').filter(|_| !texts.is_empty()).map_or(part, |(_, text)| text);
        let mut plain = String::new();
        let mut rest = text.split("</text>").next().unwrap().split("</desc>").next().unwrap();
        while let Some((before, after)) = rest.split_once('<') {
            plain.push_str(before);
            rest = after.split_once('>').map_or("", |(_, after)| after);
        }
        texts.push((plain + rest).trim().to_owned());
    }
    texts
}

#[track_caller]
fn check(locale: &str, scale: Scale, counts: &[(u8, u64)], expected: &[&str]) {
    let svg = picture(&document("Kokage", locale, "auto"), scale, counts).svg;
    assert_eq!(texts(&svg), expected, "{svg}");
}

const CONTRACT: [(u8, u64); 3] = [(10, 32), (8, 13), (3, 6)];

#[test]
fn a_score_stands_with_its_interval_and_its_n() {
    check(
        "en",
        Scale::Nps,
        &CONTRACT,
        &[
            "Kokage NPS: 51",
            "95% interval 29 to 67, n = 51, last 30 days",
            "51",
            "NPS last 30 days",
            "95% interval 29 to 67",
            "n = 51",
        ],
    );
    check(
        "ja-JP",
        Scale::Csat,
        &[(5, 20_000), (2, 4_000)],
        &[
            "Kokage CSAT：83%",
            "95%信頼区間 83〜84%、n = 24,000、直近30日間",
            "83%",
            "CSAT 直近30日間",
            "95%信頼区間 83〜84%",
            "n = 24,000",
        ],
    );
    check(
        "ja",
        Scale::Ces5,
        &[(4, 6), (5, 6)],
        &[
            "Kokage CES：4.5 / 5",
            "95%信頼区間 4.2〜4.8、n = 12・参考値、直近30日間",
            "4.5 / 5",
            "CES 直近30日間",
            "95%信頼区間 4.2〜4.8",
            "n = 12・参考値",
        ],
    );
}

#[test]
fn too_few_answers_and_none_have_no_score() {
    for n in [0, 1, 4] {
        let n_and_from = format!("n = {n} · shown from 5");
        check(
            "en",
            Scale::Nps,
            &[(10, n)],
            &[
                "Kokage NPS: Too few answers",
                &format!("Too few answers, {n_and_from}, last 30 days"),
                "—",
                "NPS last 30 days",
                "Too few answers",
                &n_and_from,
            ],
        );
    }
    let four = picture(&document("Kokage", "en", "auto"), Scale::Nps, &[(10, 4)]).svg;
    assert!(!four.contains(">100") && !four.contains("class=\"k\""), "{four}");
    let five = picture(&document("Kokage", "en", "auto"), Scale::Nps, &[(10, 5)]).svg;
    assert!(five.contains("n = 5 · preliminary"), "{five}");
}

#[test]
fn equal_answers_have_no_interval_and_say_so() {
    check(
        "en",
        Scale::Ces7,
        &[(7, 40)],
        &[
            "Kokage CES: 7.0 / 7",
            "No interval: all answers alike, n = 40, last 30 days",
            "7.0 / 7",
            "CES last 30 days",
            "No interval: all answers alike",
            "n = 40",
        ],
    );
}

/// The value of an attribute of the first element of a class.
fn number(svg: &str, class: &str, name: &str) -> f64 {
    let element = svg.split(&format!("class=\"{class}\"")).nth(1).unwrap();
    let value = element.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap();
    value.parse().unwrap()
}

/// Of every metric from one end to the other: inside the picture, and the score inside the interval.
#[test]
fn the_strip_is_the_whole_scale() {
    let document = document("Kokage", "en", "auto");
    for scale in Scale::ALL {
        let of = |counts: &[(u8, u64)]| picture(&document, scale, counts).svg;
        let (low, high) = (scale.min(), scale.max());
        let mark = |svg: &str| number(svg, "k", "x") + 1.5;
        let (all_low, all_high) = (of(&[(low, 40)]), of(&[(high, 40)]));
        assert!((mark(&all_low) - 20.0).abs() < 0.06, "{scale}: {all_low}");
        assert!((mark(&all_high) - 268.0).abs() < 0.06, "{scale}: {all_high}");
        let middle = of(&[(low, 40), (high, 40)]);
        assert!((mark(&middle) - 144.0).abs() < 0.06, "{scale}: {middle}");
        let (from, width) = (number(&middle, "b", "x"), number(&middle, "b", "width"));
        assert!(
            20.0 < from && from < 144.0 && 144.0 < from + width && from + width < 268.0,
            "{scale}"
        );
    }
}

#[test]
fn a_badge_follows_the_scheme_or_the_theme() {
    let svg = |scheme: &str| picture(&document("Kokage", "en", scheme), Scale::Nps, &CONTRACT).svg;
    let (auto, light, dark) = (svg("auto"), svg("light"), svg("dark"));
    assert!(auto.contains("@media(prefers-color-scheme:dark)") && auto.contains("#1b1e22"));
    assert!(light.contains("fill:#fff") && !light.contains("#1b1e22") && !light.contains("@media"));
    assert!(dark.contains("#1b1e22") && !dark.contains("fill:#fff") && !dark.contains("@media"));
}

/// The longest names that a site may have, in characters that take the most bytes, before and after escaping.
#[test]
fn no_badge_is_larger_than_two_kilobytes() {
    let most = 2_048;
    let mut largest = 0;
    for character in ["&", "声", "\u{1f600}", "<", "\""] {
        for locale in ["en", "ja"] {
            for scale in Scale::ALL {
                for counts in [
                    vec![(scale.min(), 500_000_000), (scale.max(), 500_000_001)],
                    vec![(scale.min(), 2), (scale.max(), 4)],
                    vec![(scale.min(), 3)],
                    vec![(scale.min(), 40)],
                ] {
                    let document = document(&character.repeat(100), locale, "auto");
                    largest = largest.max(picture(&document, scale, &counts).svg.len());
                }
            }
        }
    }
    assert!(largest <= most, "{largest} bytes");
}

/// As XML reads it: no markup of the site's name, none of the characters that it can't hold, each element closed.
#[test]
fn whatever_a_site_is_called_the_badge_stays_a_badge() {
    let name = "</title><script>alert(1)</script>&\"'\u{0}\u{8}\u{ffff}";
    let Picture { svg, headers } = picture(&document(name, "en", "auto"), Scale::Nps, &CONTRACT);
    assert!(!svg.contains("<script") && !svg.contains('\u{0}') && !svg.contains('\u{ffff}'));
    assert!(
        svg.contains("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;'"),
        "{svg}"
    );
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1).map(|tag| tag.split('>').next().unwrap()) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{svg}"),
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty() && svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    let policy = &headers.iter().find(|(name, _)| *name == "content-security-policy").unwrap().1;
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
}

#[test]
fn every_metric_is_named_as_people_write_it() {
    for metric in Metric::ALL {
        let scale = Scale::ALL.into_iter().find(|scale| scale.metric() == metric).unwrap();
        let svg = picture(&document("Kokage", "en", "auto"), scale, &[(scale.max(), 9)]).svg;
        assert!(svg.contains(&format!(">{metric}</tspan>")), "{svg}");
    }
}
