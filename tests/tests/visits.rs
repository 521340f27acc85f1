//! The visits, by what they are about, and the host page that most of them are paid to.

mod access;
mod alone;
mod asking_again;
mod at_the_desk;
mod breaking;
mod by_keyboard;
mod by_mouse;
mod calls;
mod cases;
mod comments;
mod dates;
mod delivery;
mod demo_shop;
mod desk_pages;
mod desk_states;
mod early;
mod either_way;
mod frame;
mod garden_centre;
mod hazards;
mod hosted;
mod left_behind;
mod looks;
mod manners;
mod notices;
mod noting;
mod placements;
mod privacy;
mod refused;
mod reserved;
mod routes;
mod scenes;
mod taking_back;
mod touchpoints;
mod uploads;
mod voices;
mod weight;
mod why;

use koe_tests::{
    browser::{Browser, HostPage, Html, Page},
    fixtures::{Site, documents, with},
    patience,
    workerd::Workerd,
};
use serde_json::{Value, json};

/// A host page that knows nothing of Koe but the tag, and has a style, a script and a form of its
/// own. Its buttons are touchpoints.
const BODY: &str = r##"
<h1>Kokage</h1>
<p>A page with <a href="#order">a link</a> and <em>a style</em> of its own.</p>
<form><input id="search" placeholder="Search"></form>
<button id="bought" type="button" data-koe-touchpoint="post-purchase">Buy</button>
<button id="helped" type="button" data-koe-touchpoint="after-support">Helped</button>
<button id="browsed" type="button" data-koe-touchpoint="browsing">Browse</button>
<div><p>The end of the page.</p></div>"##;

const STYLE: &str = "* { letter-spacing: .02em } button { color: teal; font: italic 18px serif }
div { border: 1px dotted silver } p { color: #444; line-height: 2 }";

/// Calls of a page that does not wait for the script.
const EARLY: &str = "<script>koe('segments', { plan: 'pro' }); koe('segments', { plan: 'free' });
koe('touchpoint', 'post-purchase')</script>";

/// A page of a shop that asks: where it is and who owns it.
struct Shop {
    site: Site,
    pages: HostPage,
}

impl Shop {
    /// A shop whose document is the usual one, with some fields of its own.
    fn new(id: &str, fields: &Value) -> Self {
        let early = page(id, "en").replace("<script async", &format!("{EARLY}<script async"));
        let pages = HostPage::serve([
            ("/ja", Html::from(page(id, "ja"))),
            ("/en", page(id, "en").into()),
            ("/other", page(id, "ja").into()),
            ("/early", early.into()),
        ]);
        let document = with(&documents::shop(), &json!({ "origins": [pages.origin()] }));
        let site = Site::open(&Workerd::shared().client(), id, &with(&document, fields));
        Self { site, pages }
    }

    fn visit(&self, browser: &Browser, path: &str) -> Page {
        browser.open(&self.pages.url(path))
    }

    /// Waits until a survey counts so many answers.
    #[track_caller]
    fn counts(&self, survey: &str, n: u64) {
        let what = format!("{survey} to count {n}");
        patience::eventually(&what, || (self.site.n(survey) == n).then_some(()));
    }

    /// The only answer of a survey, once it has this revision.
    #[track_caller]
    fn only_answer(&self, survey: &str, revision: u8) -> Value {
        patience::eventually("the only answer", || {
            let listed = self.site.answers(&format!("survey={survey}"));
            let [answer] = &listed[..] else { return None };
            (answer["revision"] == revision).then(|| answer.clone())
        })
    }
}

/// A host page in a language, with the tag of a site.
fn page(site: &str, lang: &str) -> String {
    let koe = Workerd::shared().url();
    format!(
        r#"<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Kokage</title>
<link rel="icon" href="data:,"><style>{STYLE}</style>
<script>window.names = new Set(Object.getOwnPropertyNames(window));
typeof koe=='function'||(window.koe=function(){{(koe.q=koe.q||[]).push(arguments)}})</script>
<script async src="{koe}/s/{site}.js"></script>
<body>{BODY}</body></html>"#
    )
}

/// What the loader decides about a survey now: `prompt` or the reason why not.
#[track_caller]
fn decision(page: &Page, survey: &str) -> String {
    let decisions = page.eval("new Promise(done => koe('why', done))");
    let of = decisions.as_array().into_iter().flatten().find(|of| of["survey"] == survey);
    let of = of.unwrap_or_else(|| panic!("nothing is decided about {survey}: {decisions}"));
    of["decision"].as_str().unwrap_or_default().to_owned()
}

/// The three metrics, each with the button that is its moment, a score to choose, and its question
/// in both languages.
struct Metric {
    survey: &'static str,
    button: &'static str,
    scores: std::ops::RangeInclusive<u8>,
    score: u8,
    bucket: &'static str,
    question: [(&'static str, &'static str); 2],
}

const NPS: Metric = Metric {
    survey: "shop-nps",
    button: "#bought",
    scores: 0..=10,
    score: 9,
    bucket: "promoter",
    question: [
        ("ja", "こかげ道具店を友人や同僚に勧める可能性は、どのくらいありますか？"),
        ("en", "How likely are you to recommend Kokage to a friend or colleague?"),
    ],
};

const CES: Metric = Metric {
    survey: "support-ces",
    button: "#helped",
    scores: 1..=5,
    score: 2,
    bucket: "detractor",
    question: [
        ("ja", "こかげ道具店は、私の問題を簡単に処理できるようにしました。"),
        ("en", "Kokage made it easy for me to handle my issue."),
    ],
};

const CSAT: Metric = Metric {
    survey: "visit-csat",
    button: "#browsed",
    scores: 1..=5,
    score: 3,
    bucket: "passive",
    question: [
        ("ja", "今日の私たちとの経験はどうでしたか？"),
        ("en", "How was your experience with us today?"),
    ],
};

impl Metric {
    /// A shop that asks this metric alone, in both languages.
    fn shop(&self, id: &str) -> Shop {
        let subject = json!({ "subject": { "ja": "こかげ道具店", "en": "Kokage" } });
        let survey = match self.survey {
            "shop-nps" => documents::nps(),
            "support-ces" => documents::ces(5),
            _ => documents::csat(),
        };
        Shop::new(id, &json!({ "surveys": [with(&survey, &subject)] }))
    }
}
